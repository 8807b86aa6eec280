//! Searching everything: typed letter by letter, walked through hit by hit, kept.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER_TITLE, PLATEAU_TITLE, World};

const TILLABERI: &str = "Market reopens in Tillabéri";

fn world() -> World {
    let world = World::new();
    world.write(
        "market.txt",
        "Market reopens in Tillabéri\n\nTraders came back to the market of Tillabéri on Sunday. \
         Nobody was hurt, and 40 stalls are open again.\n",
    );
    world
}

fn search(desk: &mut Desk, query: &str) {
    desk.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::F);
    desk.fill("Search everything", query);
    desk.settle();
}

fn found(desk: &Desk) -> Vec<String> {
    let found = desk.session().found().expect("a search");
    let rows = (0..found.hits().len()).filter_map(|nth| found.row(nth));
    let mut titles: Vec<String> = rows.map(|row| row.title.to_string()).collect();
    titles.sort();
    titles
}

#[test]
fn each_letter_narrows_what_is_found_and_accents_do_not_matter() {
    let world = world();
    let mut desk = world.window();
    desk.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::F);
    assert!(desk.has_keyboard("Search everything"));
    // Two letters are the beginning of a word.
    desk.type_text("t");
    let mut last = usize::MAX;
    for letter in "illaberi".chars() {
        desk.type_text(&letter.to_string());
        desk.settle();
        let now = found(&desk).len();
        assert!(
            now <= last,
            "a longer word is not in more articles: {} {last} {now}",
            desk.value("Search everything")
        );
        last = now;
    }
    assert_eq!(found(&desk), [TILLABERI]);
    desk.expect("1 article");
    desk.press(Key::Enter);
    assert_eq!((desk.reading().as_str(), desk.selected().as_str()), (TILLABERI, "Tillabéri"));
}

#[test]
fn hits_are_walked_through_over_all_articles_forth_and_back() {
    let world = world();
    let mut desk = world.window();
    search(&mut desk, "soldiers");
    assert_eq!(found(&desk), [COURIER_TITLE, PLATEAU_TITLE]);
    desk.go_to_text();
    let mut walked = Vec::new();
    for nth in 0..4 {
        desk.press(Key::F4);
        walked.push((desk.reading(), desk.selected()));
        // After the last it stays there.
        let article = if desk.reading() == walked[0].0 { 1 } else { 2 };
        desk.expect(&format!("article {article} of 2"));
        assert!(nth > 0 || article == 1);
    }
    let places: Vec<&str> = walked.iter().map(|(title, _)| title.as_str()).collect();
    assert!(places.contains(&COURIER_TITLE) && places.contains(&PLATEAU_TITLE), "{walked:?}");
    assert!(walked.iter().all(|(_, words)| words.to_lowercase() == "soldiers"), "{walked:?}");
    desk.expect("this is the last hit");
    desk.press_with(Modifiers::SHIFT, Key::F4);
    assert_ne!(desk.reading(), walked[1].0, "back in the article before");
}

#[test]
fn fields_phrases_and_expressions_find_what_they_say() {
    let world = world();
    let mut desk = world.window();
    for (query, titles) in [
        ("publisher:courier soldiers", vec![COURIER_TITLE]),
        ("date:2024-03-24..", vec![PLATEAU_TITLE, "New wells for herders in the north"]),
        ("\"had killed 30\"", vec![PLATEAU_TITLE]),
        ("/\\d+ (dead|stalls)/", vec![PLATEAU_TITLE, TILLABERI]),
        ("soldiers -ministry", vec![]),
        ("title:ambush*", vec![COURIER_TITLE]),
        ("has:claims", vec![]),
    ] {
        search(&mut desk, query);
        let mut wanted = titles;
        wanted.sort_unstable();
        assert_eq!(found(&desk), wanted, "{query}");
    }
    desk.expect("Nothing was found.");
    search(&mut desk, "colour:red soldiers");
    desk.expect("there is no field “colour”");
}

#[test]
fn a_search_is_kept_asked_again_and_forgotten() {
    let world = world();
    let mut desk = world.window();
    search(&mut desk, "wells");
    desk.click("Saved searches");
    desk.click_with(Role::Button, "Save this search");
    desk.fill("Search everything", "soldiers");
    desk.settle();
    assert_eq!(found(&desk).len(), 2);
    desk.click("Saved searches");
    desk.click_role(Role::Button, "wells");
    desk.settle();
    assert_eq!(found(&desk), ["New wells for herders in the north"]);
    assert!(desk.close_button());
    drop(desk);

    let mut desk = world.window();
    desk.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::F);
    desk.click("Saved searches");
    desk.click("Forget the search wells");
    desk.press(Key::Escape);
    desk.click("Saved searches");
    desk.expect("None yet");
}
