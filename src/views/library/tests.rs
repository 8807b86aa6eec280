//! The Library through its window.

mod keyboard;

use eframe::egui::{Key, Modifiers, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::LibraryPanel;
use super::fixture::Scene;
use crate::model::{ArticleId, CodingStatus};
use crate::session::Prefs;
use crate::views::command::UiCommand;
use crate::views::{Action, Desk, ViewCtx};

struct State {
    scene: Scene,
    panel: LibraryPanel,
    desk: Desk,
    out: Vec<Action>,
}

impl State {
    fn new(scene: Scene) -> Self {
        Self { scene, panel: LibraryPanel::default(), desk: Desk::default(), out: Vec::new() }
    }

    fn article(&self, path: &str) -> ArticleId {
        let row = self.scene.session.rows().iter().find(|r| &*r.path == path);
        row.unwrap().id.clone()
    }

    fn path(&self, id: &ArticleId) -> String {
        self.scene.session.row(id).unwrap().path.to_string()
    }
}

fn draw(ui: &mut Ui, state: &mut State) {
    let prefs = Prefs::default();
    let State { scene, panel, desk, out } = state;
    panel.show(ui, &mut ViewCtx { session: &scene.session, desk, prefs: &prefs, out });
    // What the window does with it.
    for action in out.iter() {
        if let Action::Open(id) = action {
            desk.article = Some(id.clone());
        }
    }
}

fn window(scene: Scene) -> Harness<'static, State> {
    let mut harness = Harness::builder()
        .with_size([276.0, 700.0])
        .with_max_steps(20)
        .with_context_setup(crate::ui::install)
        .build_ui_state(draw, State::new(scene));
    harness.run();
    harness
}

#[test]
fn an_empty_project_says_how_to_begin() {
    let mut window = window(Scene::empty());
    window.get_by_label("Open folder…").click();
    window.run();
    assert_eq!(window.state().out, [Action::Ui(UiCommand::OpenFolder)]);
}

#[test]
fn a_click_opens_and_arrows_go_on() {
    let mut window = window(Scene::folder());
    window.get_by_label_contains("Villagers buried at Motogatta, Radio Laterite").click();
    window.run();
    let opened = window.state().article("2024/motogatta.txt");
    assert_eq!(window.state().out, [Action::Open(opened)]);
    window.key_press(Key::ArrowDown);
    window.run();
    let article = window.state().desk.article.clone().unwrap();
    assert_eq!(window.state().path(&article), "2024/teguey-claim.txt");
    window.key_press(Key::ArrowUp);
    window.run();
    window.key_press(Key::ArrowUp);
    window.run();
    let article = window.state().desk.article.clone().unwrap();
    assert_eq!(window.state().path(&article), "2019/inates.txt");
}

#[test]
fn the_filter_ignores_case_and_accents_and_can_be_cleared() {
    let mut window = window(Scene::folder());
    window.state_mut().panel.focus_filter();
    window.run();
    let field = window.get_by_label("Filter articles");
    assert!(field.is_focused());
    field.type_text("tera WELLS");
    window.run();
    assert!(window.query_by_label_contains("The wells of Téra").is_some());
    assert!(window.query_by_label_contains("Helicopters").is_none());
    window.get_by_label("Filter articles").type_text(" zebra");
    window.run();
    window.get_by_label("Clear filter").click();
    window.run();
    assert!(window.query_by_label_contains("Helicopters").is_some());
}

#[test]
fn chips_count_and_narrow() {
    let mut window = window(Scene::coded());
    window.get_by_label("Coded 2").click();
    window.run();
    assert!(window.query_by_label_contains("Niger counts 23 dead").is_some());
    assert!(window.query_by_label_contains("Helicopters").is_none());
    assert!(window.query_by_label("Coded 2").is_some(), "a chip counts what it would show");
    assert!(window.query_by_label("3 done / 9").is_some(), "of those that can be read");
}

#[test]
fn a_folder_within_narrows_too() {
    let mut window = window(Scene::folder());
    window.get_by_label("Unfold articles").click();
    window.run();
    window.get_by_label("2019, 1 article").click();
    window.run();
    assert!(window.query_by_label_contains("At least 73 soldiers dead").is_some());
    assert!(window.query_by_label_contains("Villagers buried").is_none());
}

#[test]
fn what_could_not_be_read_is_listed_with_the_reason() {
    let mut window = window(Scene::folder());
    window.get_by_label("Show problems: 1 file could not be read").click();
    window.run();
    assert!(window.query_by_label("scan.txt").is_some());
    let reasons = window.query_all_by_label_contains("a damaged PDF document").count();
    assert_eq!(reasons, 2, "in its row and in the list");
}

#[test]
fn the_menu_of_a_row_sets_the_status() {
    let mut window = window(Scene::folder());
    window.get_by_label_contains("Helicopters collide").click_secondary();
    window.run();
    window.get_by_label("Irrelevant").click();
    window.run();
    let set = window.state().out.iter().any(|action| {
        matches!(action, Action::SetStatus(ids, CodingStatus::Irrelevant) if ids.len() == 1)
    });
    assert!(set, "{:?}", window.state().out);
}

#[test]
fn a_missing_folder_can_be_located() {
    let mut scene = Scene::folder();
    let articles = scene.folder.path().join("articles");
    std::fs::rename(&articles, scene.folder.path().join("elsewhere")).unwrap();
    scene.session.rescan();
    scene.session.settle();
    let mut window = window(scene);
    window.get_by_label("Locate…").click();
    window.run();
    assert!(matches!(window.state().out.as_slice(), [Action::LocateFolder(_)]));
}

#[test]
fn next_goes_by_the_order_and_past_what_is_coded() {
    let mut scene = Scene::coded();
    let mut panel = LibraryPanel::default();
    panel.filter.sort = super::SortBy::Date;
    let path = |scene: &Scene, id: Option<ArticleId>| {
        id.map(|id| scene.session.row(&id).unwrap().path.to_string())
    };
    let id = |scene: &Scene, path: &str| {
        scene.session.rows().iter().find(|r| &*r.path == path).unwrap().id.clone()
    };
    let session = &scene.session;
    assert_eq!(path(&scene, panel.neighbour(session, None, true)).unwrap(), "crash.txt");
    let crash = id(&scene, "crash.txt");
    let next = panel.neighbour(session, Some(&crash), true);
    assert_eq!(path(&scene, next).unwrap(), "2019/inates.txt");
    assert_eq!(panel.neighbour(session, Some(&crash), false), None);
    let open = panel.next_uncoded(session, Some(&crash));
    assert_eq!(path(&scene, open).unwrap(), "2024/motogatta.txt");
    // An article that the filter holds back still has a place to go on from.
    panel.filter.standings[0] = true;
    scene.set_status("2024/motogatta.txt", CodingStatus::Coded);
    let motogatta = id(&scene, "2024/motogatta.txt");
    let next = panel.neighbour(&scene.session, Some(&motogatta), true);
    assert_eq!(path(&scene, next).unwrap(), "arabic.txt");
}

#[test]
fn typing_on_narrows_as_typing_afresh_does() {
    let scene = Scene::folder();
    let rows = scene.session.rows();
    let mut filter = super::Filter { text: "so".to_owned(), ..super::Filter::default() };
    let mut narrowed = super::Listing::new(rows, scene.session.likeness(), &filter);
    filter.text = "soldiers tegu".to_owned();
    narrowed.refilter(&filter);
    let fresh = super::Listing::new(rows, scene.session.likeness(), &filter);
    let paths = |list: &super::Listing| -> Vec<String> {
        (0..list.len()).map(|n| list.row(n).unwrap().path.to_string()).collect()
    };
    assert_eq!(paths(&narrowed), paths(&fresh));
    assert_eq!(narrowed.counts, fresh.counts);
    assert!(!paths(&fresh).is_empty());
}

#[test]
fn a_list_is_made_anew_once_articles_are_found_to_be_alike() {
    let scene = Scene::folder();
    let (rows, filter) = (scene.session.rows(), super::Filter::default());
    let (before, after) = (std::sync::Arc::default(), std::sync::Arc::default());
    let mut list = super::Listing::new(rows, &before, &filter);
    assert!(list.take_in(rows, &before));
    assert!(!list.take_in(rows, &after));
    assert!(super::Listing::new(rows, &after, &filter).is_of(rows, &after));
}

/// The paths of a list of these rows after the nth of them has changed, how far the list is by itself
/// and after another filter; none where it must be made anew.
fn after_change(
    sort: super::SortBy,
    nth: usize,
    change: impl Fn(&mut crate::session::ArticleRow),
) -> Option<(Vec<usize>, bool, Vec<usize>)> {
    let scene = Scene::coded();
    let rows = scene.session.rows();
    let likeness = scene.session.likeness();
    let mut filter = super::Filter { sort, descending: true, ..super::Filter::default() };
    let mut list = super::Listing::new(rows, likeness, &filter);
    let order = |list: &super::Listing| -> Vec<usize> {
        let place = |n| rows.iter().position(|row| row.id == list.row(n).unwrap().id).unwrap();
        (0..list.len()).map(place).collect()
    };
    let mut changed = rows.to_vec();
    change(std::sync::Arc::make_mut(&mut changed[nth]));
    let before = order(&list);
    if !list.take_in(&changed.into(), likeness) {
        return None;
    }
    assert_eq!(order(&list), before);
    let due = list.is_to_be_sorted();
    filter.standings = [true; 6];
    list.refilter(&filter);
    assert!(!list.is_to_be_sorted());
    Some((before, due, order(&list)))
}

#[test]
fn a_list_by_counts_waits_while_one_codes_and_follows_what_is_read_ahead() {
    use super::SortBy;
    let last = Scene::coded().session.rows().len() - 1;
    let (before, due, after) = after_change(SortBy::Claims, last, |row| row.claims = 90).unwrap();
    assert!(before[0] != last && !due && after[0] == last, "{before:?} {after:?}");
    let read = |row: &mut crate::session::ArticleRow| {
        row.unreviewed = row.unreviewed.map_or(Some(90), |_| None);
    };
    let (_, due, _) = after_change(SortBy::Suggestions, last, read).unwrap();
    assert!(due);
    // By something else no count has a say.
    let (before, due, after) = after_change(SortBy::Path, last, read).unwrap();
    assert!(!due && before == after);
    // A facet may have let it through, or held it back.
    assert!(
        after_change(SortBy::Path, last, |row| row.card_mut().language = "ha".into()).is_none()
    );
    let coded = |row: &mut crate::session::ArticleRow| row.status = CodingStatus::InProgress;
    assert!(after_change(SortBy::Status, last, coded).is_none());
}

#[test]
fn several_articles_are_chosen_and_set_at_once() {
    let mut window = window(Scene::folder());
    window.get_by_label_contains("Villagers buried at Motogatta, Radio Laterite").click();
    window.run();
    window
        .get_by_label_contains("Helicopters collide over Mali")
        .click_modifiers(Modifiers::COMMAND);
    window.run();
    window.get_by_label("2 chosen");
    assert_eq!(window.state().panel.chosen().len(), 2);
    window.get_by_label("Set…").click();
    window.run();
    window.get_by_label("Irrelevant").click();
    window.run();
    let set = window.state().out.iter().find_map(|action| {
        let Action::SetStatus(ids, CodingStatus::Irrelevant) = action else { return None };
        Some(ids.len())
    });
    assert_eq!(set, Some(2));
    window.get_by_label("Choose none").click();
    window.run();
    assert!(window.state().panel.chosen().is_empty());
}

/// A folder with three prints of one report among others.
fn with_reprints() -> Scene {
    let mut scene = Scene::folder();
    let articles = scene.folder.path().join("articles");
    for (name, dead) in [("print-a", 12), ("print-b", 21), ("zulu-print", 12)] {
        let text = format!(
            "Gunmen attack a convoy, {name}\n\nGunmen on motorcycles attacked a convoy of the army on \
             the northern road on Thursday morning, the governor of the region said in a statement \
             that was read on the radio.\n\n{dead} soldiers were killed and 9 others were taken to \
             the hospital of the garrison, while the attackers fled towards the border with their \
             dead, the statement said.\n\nThe convoy carried food and water for three villages that \
             have been cut off from the market since the river came over its banks.\n"
        );
        std::fs::write(articles.join(format!("{name}.txt")), text).unwrap();
    }
    scene.session.rescan();
    scene.session.settle();
    scene.session.compare_now();
    scene
}

const FIRST: &str = "Gunmen attack a convoy, print-a";
const SECOND: &str = "Gunmen attack a convoy, print-b";
const THIRD: &str = "Gunmen attack a convoy, zulu-print";

/// Which of the prints have a row.
fn prints(window: &Harness<'static, State>) -> Vec<&'static str> {
    let rows = |title| window.query_all_by(move |node| is_row_of(node, title)).count();
    [FIRST, SECOND, THIRD].into_iter().filter(|title| rows(title) > 0).collect()
}

fn is_row_of(node: &egui_kittest::kittest::AccessKitNode<'_>, title: &str) -> bool {
    node.role() == eframe::egui::accesskit::Role::ListBoxOption
        && node.label().is_some_and(|label| label.starts_with(title))
}

#[test]
fn prints_of_one_report_fold_into_one_row_and_unfold() {
    let mut window = window(with_reprints());
    assert_eq!(prints(&window), [FIRST]);
    // All are counted, folded or not.
    window.get_by_label("0 done / 12");
    window.get_by_label("New 12");
    window.get_by_label(&format!("Unfold 2 like {FIRST}")).click();
    window.run();
    assert_eq!(prints(&window), [FIRST, SECOND, THIRD]);
    assert_eq!(window.state().out, [], "the triangle opens nothing");
    // What differs is a click away.
    window.get_by_label(&format!("Compare {THIRD}")).click();
    window.run();
    let article = |window: &Harness<'static, State>, path| window.state().article(path);
    let (a, z) = (article(&window, "print-a.txt"), article(&window, "zulu-print.txt"));
    assert_eq!(window.state().out, [Action::Compare(a.clone(), z)]);
    window.get_by_label(&format!("Fold 2 like {FIRST}")).click();
    window.run();
    assert_eq!(prints(&window), [FIRST]);
    window.get_by_label(&format!("Compare {FIRST}")).click();
    window.run();
    let b = article(&window, "print-b.txt");
    assert_eq!(window.state().out.last(), Some(&Action::Compare(a, b)));
}

#[test]
fn left_and_right_fold_and_unfold_and_go_in_and_out() {
    let mut window = window(with_reprints());
    let open = |window: &Harness<'static, State>| {
        window.state().desk.article.as_ref().map(|id| window.state().path(id))
    };
    window.get_by(|node| is_row_of(node, FIRST)).click();
    window.run();
    for (key, path, rows) in [
        // From the head on to the next line, the folded ones left out, and back.
        (Key::ArrowDown, "scan.txt", 1),
        (Key::ArrowUp, "print-a.txt", 1),
        (Key::ArrowLeft, "print-a.txt", 1),
        (Key::ArrowRight, "print-a.txt", 3),
        (Key::ArrowRight, "print-b.txt", 3),
        (Key::ArrowRight, "print-b.txt", 3),
        (Key::ArrowDown, "zulu-print.txt", 3),
        (Key::ArrowLeft, "print-a.txt", 3),
        (Key::ArrowLeft, "print-a.txt", 1),
    ] {
        window.key_press(key);
        window.run();
        assert_eq!(open(&window).as_deref(), Some(path), "{key:?}");
        assert_eq!(prints(&window).len(), rows, "{key:?}");
    }
}

#[test]
fn a_folded_article_is_found_by_the_filter_and_seen_when_it_is_opened() {
    let mut window = window(with_reprints());
    window.state_mut().panel.filter.text = "zulu".to_owned();
    window.run();
    assert_eq!(prints(&window), [THIRD]);
    window.state_mut().panel.filter.text.clear();
    window.run();
    assert_eq!(prints(&window), [FIRST]);
    // A search has led to it.
    let third = window.state().article("zulu-print.txt");
    window.state_mut().desk.article = Some(third.clone());
    window.run();
    assert_eq!(prints(&window), [FIRST, SECOND, THIRD]);
    // Folded again by hand it stays so, and the next article is that of the next line.
    window.get_by_label(&format!("Fold 2 like {FIRST}")).click();
    window.run();
    assert_eq!(prints(&window), [FIRST]);
    window.get_by_label_contains("the article in the Reader among them");
    let state = window.state();
    let next = |forward| {
        let session = &state.scene.session;
        state.panel.neighbour(session, Some(&third), forward).map(|id| state.path(&id))
    };
    assert_eq!(
        (next(true).as_deref(), next(false).as_deref()),
        (Some("scan.txt"), Some("print-a.txt"))
    );
    // Who asks for those like one article sees them all.
    window.state_mut().panel.filter.facets.alike = Some(super::facets::Alike::To(third));
    window.run();
    assert_eq!(prints(&window), [FIRST, SECOND, THIRD]);
}

#[test]
fn all_that_is_chosen_is_what_is_seen_and_the_queue_leaves_no_print_out() {
    let mut window = window(with_reprints());
    window.get_by(|node| is_row_of(node, FIRST)).click();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    window.get_by_label("11 chosen");
    window.get_by_label("without 2 folded");
    let state = window.state();
    let chosen = state.panel.chosen();
    assert_eq!(state.panel.folded_with(&state.scene.session, &chosen), 2);
    let (mut at, mut seen) = (None, 0);
    loop {
        at = state.panel.next_in_queue(&state.scene.session, at.as_ref());
        seen += usize::from(state.path(at.as_ref().unwrap()).contains("print"));
        if state.path(at.as_ref().unwrap()) == "zulu-print.txt" {
            break;
        }
    }
    assert!(seen >= 3, "{seen}");
}

#[test]
fn space_chooses_one_more_and_what_is_out_of_sight_begins_no_choice() {
    let mut window = window(Scene::folder());
    window.get_by_label_contains("Villagers buried at Motogatta, Radio Laterite").click();
    window.run();
    window.key_press(Key::Space);
    window.run();
    window.key_press(Key::ArrowDown);
    window.run();
    window.key_press(Key::Space);
    window.run();
    window.get_by_label("2 chosen");
    let claim = window.state().article("2024/teguey-claim.txt");
    assert!(window.state().panel.chosen().contains(&claim));
    window.key_press(Key::Escape);
    window.run();
    assert!(window.state().panel.chosen().is_empty());
    // The article in the Reader is held back by the filter: a click with Ctrl begins without it.
    window.state_mut().panel.filter.text = "helicopters".to_owned();
    window.run();
    window.get_by_label_contains("Helicopters collide").click_modifiers(Modifiers::COMMAND);
    window.run();
    assert_eq!(window.state().panel.chosen(), [window.state().article("crash.txt")]);
}

#[test]
fn what_nobody_can_read_has_an_entry_of_its_own_and_is_not_new() {
    let mut scene = Scene::folder();
    // The project holds what has no copy in it.
    scene.set_status("crash.txt", CodingStatus::InProgress);
    scene.set_status("crash.txt", CodingStatus::New);
    let crash = scene.folder.path().join("articles/crash.txt");
    std::fs::remove_file(crash).unwrap();
    scene.session.rescan();
    scene.session.settle();
    assert_eq!(scene.session.rows().len(), 10);
    let mut window = window(scene);
    window.get_by_label("New 8");
    window.get_by_label("0 done / 8");
    assert_eq!(window.state().scene.session.coded(), (0, 8));
    window.get_by_label("File gone 1").click();
    window.run();
    window.get_by_label_contains("Helicopters collide");
    assert!(window.query_by_label_contains("Villagers buried").is_none());
    window.get_by_label("File gone 1").click();
    window.get_by_label("Unreadable 1").click();
    window.run();
    window.get_by_label_contains("a damaged PDF document");
    assert!(window.query_by_label_contains("Villagers buried").is_none());
    // Left aside by a decision, it is done.
    window.state_mut().scene.set_status("scan.txt", CodingStatus::Irrelevant);
    window.run();
    window.get_by_label("Irrelevant 1");
    window.get_by_label("1 done / 9");
}

#[test]
fn facets_narrow_the_list_and_say_how_many_have_them() {
    let mut window = window(Scene::folder());
    window.get_by_label("Facets").click();
    window.run();
    window.get_by_label("Radio Laterite  2").click();
    window.run();
    window.key_press(Key::Escape);
    window.run();
    window.get_by_label_contains("Villagers buried at Motogatta");
    assert!(window.query_by_label_contains("Helicopters collide over Mali").is_none());
    window.get_by_label("Show also others than Radio Laterite").click();
    window.run();
    window.get_by_label_contains("Helicopters collide over Mali");
}

#[test]
fn a_low_panel_gives_its_rows_the_room_and_keeps_all_that_narrows_them() {
    let mut window = window(Scene::coded());
    window.set_size([264.0, 210.0].into());
    window.run();
    let rows = |window: &Harness<'static, State>| {
        let role = eframe::egui::accesskit::Role::ListBoxOption;
        let rows = window.query_all_by_role(role).map(|row| row.rect());
        rows.filter(|row| row.top() >= 0.0 && row.bottom() <= 210.0).count()
    };
    assert!(rows(&window) >= 3, "{}", rows(&window));
    window.get_by_label("Facets").click();
    window.run();
    window.get_by_label("Coded  2").click();
    window.run();
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(rows(&window), 2);
    window.get_by_label("Folders").click();
    window.run();
    window.get_by_label("Unfold articles").click();
    window.run();
    window.get_by_label("2019, 1 article").click();
    window.run();
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(rows(&window), 1);
    window.get_by_label("Sorted by Path");
    // With more room all of it stands there again.
    window.set_size([264.0, 500.0].into());
    window.run();
    window.get_by_label("Coded 1");
}

#[test]
fn the_coding_queue_goes_from_the_oldest_on() {
    let scene = Scene::folder();
    let panel = LibraryPanel::default();
    let first = panel.next_in_queue(&scene.session, None);
    let (mut at, mut days) = (first.clone(), Vec::new());
    while days.is_empty() || at != first {
        let row = scene.session.row(at.as_ref().unwrap()).unwrap();
        days.push((row.published_on().is_none(), row.published_on()));
        at = panel.next_in_queue(&scene.session, at.as_ref());
        assert!(days.len() <= scene.session.rows().len(), "it comes round again");
    }
    assert!(days.is_sorted(), "{days:?}");
    assert!(days.len() > 3);
}
