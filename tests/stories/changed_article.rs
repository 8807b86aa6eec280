//! An article that changed on disk after it was coded.

use casebook::analysis::FindingKind;
use eframe::egui::Key;
use eframe::egui::accesskit::Role;

use crate::world::{COURIER, COURIER_TITLE, PLATEAU_TITLE, World};

const HELD: &str = "Twenty-three soldiers were killed";
const LOST: &str = "wounded 17 more";

#[test]
fn analyst_opens_a_project_whose_article_changed() {
    let world = World::new();
    let mut desk = world.window();
    desk.open_article(COURIER_TITLE);
    for (words, key) in [(HELD, Key::Num1), (LOST, Key::Num2)] {
        desk.select(words);
        desk.press(key);
        desk.press(Key::Enter);
    }
    let path = world.path("niger.casebook");
    desk.save_as(&path);
    drop(desk);

    // The outlet has put a line above the report and thought better of the wounded.
    let text = world.read(COURIER);
    let text = text.replace("NIAMEY - ", "Updated on Sunday.\n\nNIAMEY - ");
    let text = text.replace("The attack also wounded 17 more.", "Others were treated in hospital.");
    world.write(COURIER, &text);

    let mut desk = world.window_on(2, &path);
    desk.expect(
        "has changed since it was coded: 0 highlights held, 1 moved; 1 was not found again",
    );

    // What moved leads to the same words.
    desk.open_article(COURIER_TITLE);
    desk.expect("Updated on Sunday.");
    desk.expect("1 highlight is not in this text any more");
    desk.expect(LOST);
    desk.click_words(HELD);
    desk.press(Key::S);
    assert_eq!(desk.selected(), HELD);

    // What is lost stands among the findings, and nowhere else in the text.
    desk.open_article(PLATEAU_TITLE);
    let lost = |f: &&std::sync::Arc<casebook::analysis::Finding>| f.kind == FindingKind::LostQuote;
    assert_eq!(desk.session().findings().iter().filter(lost).count(), 1);
    desk.click_with(Role::Button, "Findings");
    desk.click_with(Role::ListBoxOption, "Quote lost");
    assert_eq!(desk.reading(), COURIER_TITLE);
    assert_ne!(desk.selected(), LOST);
    desk.expect("these words are not in the article any more");
}
