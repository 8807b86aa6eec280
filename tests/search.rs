//! Searching a project: what its articles say, what the analyst wrote, and both together.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::path::Path;

use casebook::edit::{
    ArticleFields, ClaimFields, Command, IncidentFields, Mark, NewIncident, SetArticle, Words,
};
use casebook::model::{CodingStatus, Outcome};
use casebook::session::{Found, HitOrder, Host, Session};

const AMBUSH: &str = "Ambush near Tillabéri\n\nNine soldiers were killed on Tuesday when their convoy \
    was ambushed near the village of Darey, the army said. Residents heard shots until the evening. \
    Two vehicles were set on fire, and the road stayed closed for a day after the attack.\n";

fn folder(dir: &Path, files: &[(&str, &str)]) {
    std::fs::create_dir_all(dir).unwrap();
    for (name, text) in files {
        std::fs::write(dir.join(name), text).unwrap();
    }
}

fn world() -> (tempfile::TempDir, Session) {
    let dir = tempfile::tempdir().unwrap();
    let market = "Market fire\n\nThree stalls burned in the market of Gounda; nobody was hurt.\n";
    let drill = "Convoy drill\n\nThe convoy of nine lorries was only an exercise, soldiers said.\n";
    let copy = AMBUSH.replace("Nine", "Eleven").replace("Ambush near", "UPDATE: ambush near");
    let files = [("a.txt", AMBUSH), ("b.txt", market), ("c.txt", drill), ("d.txt", copy.as_str())];
    folder(&dir.path().join("articles"), &files);
    let host = Host::still(&dir.path().join("home"));
    let mut session = Session::open(host, &dir.path().join("articles")).unwrap();
    session.settle();
    (dir, session)
}

fn found(session: &mut Session, query: &str) -> String {
    let found = session.search_now(query);
    let mut paths: Vec<String> =
        (0..found.hits().len()).map(|nth| found.row(nth).unwrap().path.to_string()).collect();
    paths.sort();
    paths.join(" ")
}

fn set(session: &mut Session, article: &str, fields: ArticleFields) {
    let article = article.to_owned();
    session.run(Command::SetArticle(SetArticle { article, fields })).unwrap();
}

#[test]
fn words_are_found_in_texts_and_titles() {
    let (_dir, mut session) = world();
    let mut check =
        |query: &str, paths: &str| assert_eq!(found(&mut session, query), paths, "{query}");
    check("tillaberi", "a.txt d.txt");
    check("convoy soldiers", "a.txt c.txt d.txt");
    check("convoy -exercise", "a.txt d.txt");
    check("\"nine soldiers\"", "a.txt");
    check("fire OR exercise", "a.txt b.txt c.txt d.txt");
    check("title:convoy", "c.txt");
    check("/(nine|eleven) soldiers/ killed", "a.txt d.txt");
    check("nothing", "");
}

#[test]
fn a_hit_shows_its_words() {
    let (_dir, mut session) = world();
    let found = session.search_now("market");
    let shown = found.show(0, session.derived()).unwrap();
    assert_eq!(shown.places.len(), 2);
    assert!(shown.snippet.text.contains("burned in the market of Gounda"), "{:?}", shown.snippet);
    let marks: Vec<&str> = shown
        .snippet
        .marks
        .iter()
        .map(|mark| shown.snippet.text.get(mark.clone()).unwrap())
        .collect();
    assert_eq!(marks, ["market"]);
}

#[test]
fn what_the_analyst_has_written_is_found_as_it_is_now() {
    let (_dir, mut session) = world();
    assert_eq!(found(&mut session, "status:coded"), "");
    let note = Some("Compare with the ministry’s list".to_owned());
    let fields = ArticleFields {
        note,
        status: Some(CodingStatus::Coded),
        published: Some("2024-03-20".to_owned()),
        publisher: Some("Example Daily".to_owned()),
        language: Some("en-GB".into()),
        ..ArticleFields::default()
    };
    set(&mut session, "b.txt", fields);
    let mut check =
        |query: &str, paths: &str| assert_eq!(found(&mut session, query), paths, "{query}");
    check("ministry", "b.txt");
    check("note:list status:coded", "b.txt");
    check("date:2024-03..", "b.txt");
    check("date:..2024-02", "");
    check("publisher:daily lang:en has:note", "b.txt");
    check("status:new", "a.txt c.txt d.txt");
    session.undo().unwrap();
    assert_eq!(found(&mut session, "ministry"), "");
}

#[test]
fn hits_stand_in_the_order_that_is_asked_for() {
    let (_dir, mut session) = world();
    for (article, day) in [("a.txt", "2024-03-20"), ("d.txt", "2024-03-22")] {
        let published = Some(day.to_owned());
        set(&mut session, article, ArticleFields { published, ..ArticleFields::default() });
    }
    session.search_now("convoy");
    let mut check = |order: HitOrder, wanted: &str| {
        session.order_hits(order);
        session.settle();
        let found = session.found().unwrap();
        let paths = |found: &Found| {
            let rows = (0..found.hits().len()).map(|nth| found.row(nth).unwrap());
            rows.map(|row| row.path.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(paths(found), wanted, "{order:?}");
        // So does what is looked for from then on.
        assert_eq!(paths(&session.search_now("convoy")), wanted, "{order:?}");
    };
    check(HitOrder::Path, "a.txt c.txt d.txt");
    check(HitOrder::Newest, "d.txt a.txt c.txt");
    check(HitOrder::Oldest, "a.txt d.txt c.txt");
    // It stands in the headline as well: the better answer.
    check(HitOrder::Best, "c.txt a.txt d.txt");
}

#[test]
fn an_order_that_was_stopped_is_not_said_to_be_that_of_the_hits() {
    let (_dir, mut session) = world();
    session.search_now("convoy");
    let paths = |session: &Session| {
        let found = session.found().unwrap();
        let rows = (0..found.hits().len()).map(|nth| found.row(nth).unwrap());
        rows.map(|row| row.path.to_string()).collect::<Vec<_>>().join(" ")
    };
    let best = paths(&session);
    session.order_hits(HitOrder::Path);
    session.stop_search();
    assert_eq!((session.hit_order(), paths(&session)), (HitOrder::Best, best.clone()));
    // What is looked for next stands in the order that is shown.
    session.search_now("convoy");
    assert_eq!((session.hit_order(), paths(&session)), (HitOrder::Best, best));
    // The same order can be asked for again.
    session.order_hits(HitOrder::Path);
    session.settle();
    assert_eq!((session.hit_order(), &*paths(&session)), (HitOrder::Path, "a.txt c.txt d.txt"));
}

#[test]
fn claims_and_incidents_are_found_with_their_articles() {
    let (_dir, mut session) = world();
    let incident = Command::NewIncident(NewIncident {
        incident: None,
        fields: IncidentFields {
            title: Some("Darey road ambush".to_owned()),
            ..Default::default()
        },
        claims: Vec::new(),
    });
    let incident = session.run(incident).unwrap().made_incident().unwrap();
    let mark = Mark {
        article: "a.txt".to_owned(),
        words: Words::Quote { quote: "Nine soldiers".to_owned(), occurrence: None },
        fields: ClaimFields { outcome: Some(Outcome::Killed), ..Default::default() },
        incident: Some(incident.clone()),
        claim: None,
    };
    session.run(Command::Mark(mark)).unwrap();
    let mut check =
        |query: &str, paths: &str| assert_eq!(found(&mut session, query), paths, "{query}");
    check("has:claims outcome:killed", "a.txt");
    check("incident:darey", "a.txt");
    check("claim:soldiers", "a.txt");
    check("outcome:injured", "");
    assert_eq!(session.search_now("road ambush").incidents(), std::slice::from_ref(&incident));
    assert!(session.search_now("has:claims").incidents().is_empty(), "only asked for by words");
}

#[test]
fn articles_that_are_nearly_the_same_are_grouped() {
    let (_dir, mut session) = world();
    session.compare_now();
    assert_eq!(session.likeness().len(), 1);
    assert_eq!(found(&mut session, "has:similar"), "a.txt d.txt");
    let id = session.library().find("a.txt").unwrap().id.clone();
    assert_eq!(session.likeness().others(&id), 1);
}

/// Sixty articles, which are enough for an index: `Report 7`, of `Town 0` to `Town 6`.
fn large_folder(articles: &Path) {
    let line = "The governor of the region spoke to reporters about the harvest and the roads. ";
    for nth in 0..60 {
        let text = format!("Report {nth}\n\nTown {}.\n{}", nth % 7, line.repeat(1000));
        folder(articles, &[(format!("{nth:02}.txt").as_str(), text.as_str())]);
    }
}

#[test]
fn a_large_folder_is_searched_through_an_index_and_found_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let articles = dir.path().join("articles");
    large_folder(&articles);
    let host = Host::still(&dir.path().join("home"));
    let mut session = Session::open(host.clone(), &articles).unwrap();
    session.settle();
    assert_eq!(session.index_trouble(), None);
    let indexes = std::fs::read_dir(host.dirs.cache.join("index")).unwrap().count();
    assert_eq!(indexes, 1);
    let mut check = |query: &str, count: usize| {
        assert_eq!(session.search_now(query).hits().len(), count, "{query}");
    };
    check("governor", 60);
    check("\"town 3\"", 9);
    check("/town [34]\\./", 17);
    check("report -\"town 0\"", 51);
    // A file that changes is found by what it says now.
    std::fs::write(articles.join("05.txt"), "Report 5\n\nQuite another story.\n").unwrap();
    std::fs::remove_file(articles.join("06.txt")).unwrap();
    session.rescan();
    session.settle();
    let mut check = |query: &str, count: usize| {
        assert_eq!(session.search_now(query).hits().len(), count, "{query}");
    };
    check("another", 1);
    check("governor", 58);
    drop(session);
    // An index that is damaged costs nothing but time.
    let index = std::fs::read_dir(host.dirs.cache.join("index")).unwrap().next().unwrap().unwrap();
    for file in std::fs::read_dir(index.path()).unwrap() {
        std::fs::write(file.unwrap().path(), "damaged").unwrap();
    }
    let mut session = Session::open(Host { seed: 2, ..host }, &articles).unwrap();
    session.settle();
    assert_eq!(session.search_now("governor").hits().len(), 58);
    assert_eq!(session.index_trouble(), None);
}

#[test]
fn titles_in_an_index_are_those_of_the_files_and_their_table_as_they_are_now() {
    let dir = tempfile::tempdir().unwrap();
    let articles = dir.path().join("articles");
    large_folder(&articles);
    let host = Host::still(&dir.path().join("home"));
    let mut session = Session::open(host, &articles).unwrap();
    session.settle();
    let titled = |title: &str| ArticleFields { title: Some(title.into()), ..Default::default() };
    set(&mut session, "03.txt", titled("Sandstorm closes a school"));
    folder(&articles, &[("metadata.csv", "path,title\n05.txt,Locusts over the delta\n")]);
    // Another time of change, so that the index takes it in while the project has a title for it.
    let text = std::fs::read_to_string(articles.join("03.txt")).unwrap();
    folder(&articles, &[("03.txt", &format!("{text}One line more.\n"))]);
    session.rescan();
    session.settle();
    assert_eq!(found(&mut session, "title:locusts"), "05.txt");
    assert_eq!(found(&mut session, "title:sandstorm"), "03.txt");
    assert_eq!(found(&mut session, "title:\"report 5\""), "05.txt", "what the file says as well");
    session.undo().unwrap();
    assert_eq!(found(&mut session, "title:sandstorm"), "");
    folder(&articles, &[("metadata.csv", "path,title\n05.txt,Rain at last\n")]);
    session.rescan();
    session.settle();
    assert_eq!(found(&mut session, "title:locusts"), "");
    assert_eq!(found(&mut session, "title:rain"), "05.txt");
}

#[test]
fn a_title_is_found_where_the_index_leaves_too_many_ways_to_look_at() {
    let dir = tempfile::tempdir().unwrap();
    let articles = dir.path().join("articles");
    large_folder(&articles);
    let many: Vec<String> = (0..10_500).map(|nth| format!("mo{nth:05}")).collect();
    let text = format!("Bridge of Mopti closed\n\n{}\n", many.join(" "));
    folder(&articles, &[("many.txt", &text)]);
    let mut session = Session::open(Host::still(&dir.path().join("home")), &articles).unwrap();
    session.settle();
    assert_eq!(found(&mut session, "title:\"of mo*\""), "many.txt");
    assert_eq!(found(&mut session, "title:\"mopti closed\""), "many.txt");
}

#[test]
fn what_a_table_notes_of_an_article_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let articles = dir.path().join("articles");
    let table = "path,note,desk\na.txt,check the Tillabéri toll,northern\n";
    folder(&articles, &[("a.txt", AMBUSH), ("b.txt", AMBUSH), ("metadata.csv", table)]);
    let host = Host::still(&dir.path().join("home"));
    let mut session = Session::open(host, &articles).unwrap();
    session.settle();
    let check = |session: &mut Session, query: &str, paths: &str| {
        assert_eq!(found(session, query), paths, "{query}");
    };
    let all = [("note:toll", "a.txt"), ("northern", "a.txt"), ("note:convoy", "")];
    for (query, paths) in all {
        check(&mut session, query, paths);
    }
    // The same once the project holds the article.
    let fields = ArticleFields { status: Some(CodingStatus::Coded), ..ArticleFields::default() };
    set(&mut session, "a.txt", fields);
    for (query, paths) in all {
        check(&mut session, query, paths);
    }
}

#[test]
fn indexes_of_another_version_go() {
    let dir = tempfile::tempdir().unwrap();
    let articles = dir.path().join("articles");
    large_folder(&articles);
    let host = Host::still(&dir.path().join("home"));
    let indexes = host.dirs.cache.join("index");
    folder(&indexes.join("v0-0123456789abcdef"), &[("meta.json", "{}")]);
    let mut session = Session::open(host, &articles).unwrap();
    session.settle();
    let left: Vec<_> =
        std::fs::read_dir(&indexes).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 1);
    assert!(!left[0].to_string_lossy().starts_with("v0-"));
}

#[test]
fn a_story_that_repeats_another_counts_as_one_origin() {
    let (_dir, mut session) = world();
    let fields =
        ArticleFields { duplicate_of: Some("a.txt".to_owned()), ..ArticleFields::default() };
    set(&mut session, "d.txt", fields);
    let id = |session: &Session, path: &str| session.library().find(path).unwrap().id.clone();
    let (a, d) = (id(&session, "a.txt"), id(&session, "d.txt"));
    assert_eq!(session.article(&d).unwrap().duplicate_of, Some(a.clone()));
    assert!(session.project().articles.contains_key(&a), "what it repeats is kept as well");
    let itself = SetArticle {
        article: "a.txt".to_owned(),
        fields: ArticleFields { duplicate_of: Some("a.txt".to_owned()), ..Default::default() },
    };
    assert!(session.run(Command::SetArticle(itself)).is_err());
    let none = ArticleFields { duplicate_of: Some(String::new()), ..ArticleFields::default() };
    set(&mut session, "d.txt", none);
    assert_eq!(session.article(&d).unwrap().duplicate_of, None);
}
