//! `casebook text`, `show`, `search` and `check`.

use casebook::edit::Command;
use casebook::session::{Host, Session};

use super::{Place, shown};

#[test]
fn text_is_what_the_reader_shows_and_nothing_else() {
    let place = Place::new();
    // Windows-1252: é, the quotes and the dash.
    place.write(
        "old.txt",
        b"Le minist\xe8re a annonc\xe9 \x93vingt-trois\x94 morts \x97 dont trois officiers \
          tu\xe9s \xe0 T\xe9guey.\r\nFin\r\n",
    );
    let ran = place.run(&["text", "old.txt"]).succeeds();
    let wanted = "Le ministère a annoncé “vingt-trois” morts — dont trois officiers \
                  tués à Téguey.\nFin\n";
    assert_eq!(ran.out, wanted);
    assert_eq!(ran.err, "");

    place.write("bom.txt", "\u{feff}Élan\r\n");
    assert_eq!(place.run(&["text", "bom.txt"]).succeeds().out, "Élan\n");
    place.write("utf16.log", [0xff, 0xfe, 0x41, 0, 0x0d, 0, 0x0a, 0, 0x42, 0]);
    assert_eq!(place.run(&["text", "utf16.log"]).succeeds().out, "A\nB");
}

#[test]
fn a_reader_that_hangs_up_is_no_error() {
    let place = Place::new();
    place.write("long.txt", "line after line\n".repeat(100_000));
    let mut program = place.program(&["text", "long.txt"]);
    program.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut running = program.spawn().unwrap();
    drop(running.stdout.take());
    let output = running.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

#[test]
fn check_says_by_its_code_whether_there_is_something() {
    let place = Place::coded();
    let ran = place.run(&["check", "teguey.casebook"]).succeeds();
    assert!(ran.out.contains("errors: 0, warnings: 0"), "{}", ran.out);
    assert_eq!(ran.err, "");

    let undated = r#"{"command":"new_incident","incident":"i2","fields":{"title":"Somewhere"}}"#;
    place.run_with(&["apply", "teguey.casebook", "-"], undated).succeeds();
    let ran = place.run(&["check", "teguey.casebook"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.out.contains("warning") && ran.out.contains("incident i2"), "{}", ran.out);
    let ran = place.run(&["check", "teguey.casebook", "--format", "json"]);
    assert_eq!(ran.code, Some(1));
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let findings = json["findings"].as_array().unwrap();
    let undated = findings.iter().find(|f| f["kind"] == "no_date").unwrap();
    assert_eq!(undated["severity"], "warning");
    assert_eq!(undated["subject"], serde_json::json!({"kind": "incident", "id": "i2"}));
    assert_eq!(json["errors"], 0);
}

#[test]
fn check_looks_for_quotes_in_the_files_and_changes_nothing() {
    let place = Place::coded();
    let article = place.read("articles/statement.txt");
    place.write("articles/statement.txt", article.replace("killed 30 soldiers", "lost nobody"));
    let before = place.read("teguey.casebook");
    let ran = place.run(&["check", "teguey.casebook", "--format", "json"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("has changed since it was coded"), "{}", ran.err);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let findings = json["findings"].as_array().unwrap();
    assert!(findings.iter().any(|f| f["kind"] == "lost_quote"), "{}", ran.out);
    assert_eq!(place.read("teguey.casebook"), before);
    assert!(!place.path("teguey.casebook-journal").exists());
    assert!(!place.path("teguey.casebook-lock").exists());
}

#[test]
fn what_a_window_has_open_can_be_looked_at_with_its_unsaved_edits_and_is_left_alone() {
    let place = Place::coded();
    let path = place.path("teguey.casebook");
    let mut window = Session::open(Host::still(&place.path("home")), &path).unwrap();
    let delete: Command =
        serde_json::from_str(r#"{"command":"delete_claim","claim":"c-is"}"#).unwrap();
    window.run(delete).unwrap();
    window.journal().unwrap().flush(std::time::Duration::from_mins(1)).unwrap();
    let files = || ["", "-journal"].map(|end| place.read(&format!("teguey.casebook{end}")));
    let before = files();

    let shown = place.run(&["show", "teguey.casebook"]).succeeds();
    assert!(shown.out.contains("23 – 23 – 23"), "{}", shown.out);
    assert!(shown.err.contains("1 edit that is in the journal and not saved yet"), "{}", shown.err);
    for arguments in [
        &["check", "teguey.casebook"][..],
        &["suggest", "teguey.casebook"],
        &["same", "teguey.casebook"],
        &["search", "teguey.casebook", "soldiers"],
        &["export", "teguey.casebook", "--format", "csv", "-o", "tables"],
        &["chart", "teguey.casebook", "--by", "side", "--per", "year", "-o", "killed.svg"],
    ] {
        let ran = place.run(arguments);
        assert!(ran.code.is_some_and(|code| code < 2), "{arguments:?}: {}", ran.err);
    }
    assert!(!place.read("tables/claims.csv").contains("c-is"));
    assert_eq!(files(), before);
    assert!(place.path("teguey.casebook-lock").exists());

    // The window goes on as if nobody had looked.
    window.save().unwrap();
    window.close(false);
    assert!(!place.read("teguey.casebook").contains("c-is"));
    let shown = place.run(&["show", "teguey.casebook"]).succeeds();
    assert_eq!(shown.err, "");
}

#[test]
fn a_folder_that_is_gone_is_said_and_figures_stand() {
    let place = Place::coded();
    std::fs::rename(place.path("articles"), place.path("elsewhere")).unwrap();
    let ran = place.run(&["check", "teguey.casebook"]).succeeds();
    assert!(ran.err.contains("“articles” is missing"), "{}", ran.err);
    assert!(ran.err.contains(&shown(&place.path("articles"))), "{}", ran.err);
    let table = place.run(&["show", "teguey.casebook"]).succeeds().out;
    assert!(table.contains("23 – 23 – 30"), "{table}");
}

#[test]
fn a_project_of_a_newer_casebook_is_refused_with_its_name() {
    let place = Place::new();
    place.write("new.casebook", "Casebook(format: 999, )");
    place.run(&["show", "new.casebook"]).fails(&["newer Casebook", "new.casebook"]);
    place.write("bad.casebook", "this is no project");
    place.run(&["show", "bad.casebook"]).fails(&["bad.casebook"]);
    place.write("notes.txt", "this is no project");
    place.run(&["check", "notes.txt"]).fails(&["notes.txt"]);
}

#[test]
fn suggestions_are_one_json_object_an_article_and_write_nothing() {
    let place = Place::with_teguey();
    let ran = place.run(&["suggest", "articles", "--format", "jsonl"]);
    let lines: Vec<serde_json::Value> =
        ran.succeeds().out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let paths: Vec<_> = lines.iter().map(|line| line["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["ministry.txt", "statement.txt"]);
    let first = &lines[0]["claims"][0];
    assert_eq!(
        (&first["low"], &first["best"], &first["high"]),
        (&23.into(), &23.into(), &23.into())
    );
    assert_eq!((&first["outcome"], &first["scope"]), (&"killed".into(), &"incident_total".into()));
    // Offsets are code points of the text as `casebook text` prints it.
    let text: Vec<char> = place.read("articles/ministry.txt").chars().collect();
    let at = |key: &str| usize::try_from(first[key].as_u64().unwrap()).unwrap();
    let words: String = text[at("start")..at("end")].iter().collect();
    assert_eq!(first["quote"].as_str(), Some(words.as_str()));
    assert!(!place.path("articles.casebook").exists());
}

#[test]
fn articles_on_one_incident_are_listed_as_pairs_with_the_reasons() {
    let place = Place::with_teguey();
    place.write(
        "articles/bus.txt",
        "A bus overturned on the expressway outside Lagos on Sunday; 12 passengers died.",
    );
    let lines = place.run(&["same", "articles", "--format", "jsonl"]).succeeds().out;
    let pairs: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(pairs.len(), 1, "{lines}");
    assert_eq!((&pairs[0]["a"], &pairs[0]["b"]), (&"ministry.txt".into(), &"statement.txt".into()));
    assert!((0.5..=1.0).contains(&pairs[0]["score"].as_f64().unwrap()));
    let table = place.run(&["same", "articles"]).succeeds().out;
    assert!(table.contains("ministry.txt") && table.contains("rare words"), "{table}");
}

#[test]
fn search_prints_hits_as_a_table_or_as_lines_of_json() {
    let place = Place::new();
    place.write("articles/a.txt", "Ambush at Tillabéri\n\nAt least nine soldiers died.\n");
    place.write("articles/b.txt", "Market day\n\nNothing happened.\n");
    let ran = place.run(&["search", "articles", "tillaberi", "OR", "ambush"]).succeeds();
    assert!(ran.out.contains("a.txt") && !ran.out.contains("b.txt"), "{}", ran.out);
    assert_eq!(ran.err, "");
    let ran =
        place.run(&["search", "articles", "\"nine soldiers\"", "--format", "jsonl"]).succeeds();
    let line: serde_json::Value = serde_json::from_str(ran.out.trim_end()).unwrap();
    assert_eq!((&line["path"], &line["hits"]), (&"a.txt".into(), &1.into()));
    assert!(line["snippet"].as_str().unwrap().contains("nine soldiers"));
    // What is wrong is told, and the rest is searched.
    let ran = place.run(&["search", "articles", "colour:red OR market"]).succeeds();
    assert!(ran.out.contains("b.txt") && ran.err.contains("there is no field"), "{}", ran.err);
    let ran = place.run(&["search", "articles", "nowhere"]).succeeds();
    assert!(ran.out.is_empty() && ran.err.contains("no article found"), "{}", ran.err);
}
