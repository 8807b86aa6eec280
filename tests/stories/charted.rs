//! From marked words to a bar of the chart, and from the bar back to the words.

use casebook::model::{Category, Modifier, Outcome};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER_TITLE, PLATEAU_TITLE, WELLS_TITLE, World};

const WORDS: &str = "Twenty-three soldiers were killed";

/// Marks the ministry's toll and makes a dated incident of it.
fn code_the_toll(desk: &mut Desk) {
    desk.open_article(COURIER_TITLE);
    desk.select(WORDS);
    desk.press(Key::Num1);
    desk.expect("New claim");
    assert!(desk.has_keyboard("Victims"), "the form's first question is who");
    for bound in ["low", "best", "high"] {
        assert_eq!(desk.value(bound), "23");
    }
    desk.type_text("soldiers of Niger");
    desk.press(Key::Tab);
    desk.enter("Source", "Ministry of Defence of Niger");
    desk.go_to("Note");
    desk.press(Key::Enter);
    desk.press_with(Modifiers::SHIFT, Key::I);
    assert!(desk.has_keyboard("Title"));
    desk.fill("Title", "Teguey ambush");
    desk.enter("Date", "on Wednesday");
}

#[test]
fn analyst_marks_a_death_toll_and_sees_it_charted() {
    let world = World::new();
    let mut desk = world.window();
    desk.expect("Choose an article in the Library");
    for title in [COURIER_TITLE, PLATEAU_TITLE, WELLS_TITLE] {
        desk.expect(title);
    }
    code_the_toll(&mut desk);

    let claim = desk.claim_on(WORDS);
    assert_eq!(claim.outcome, Outcome::Killed);
    assert_eq!(claim.figure.to_string(), "23 / 23 / 23");
    assert_eq!(claim.modifier, Modifier::Exact);
    assert_eq!(claim.category, Category::Military, "“soldiers” says so");
    let victim = &desk.project().actors[claim.victim.as_ref().unwrap()];
    assert_eq!(victim.name, "soldiers of Niger");
    assert_eq!(claim.changed.by, "Ada");

    // The publication date comes from metadata.csv, the arithmetic stands below the field.
    let incident = desk.incident("Teguey ambush");
    assert_eq!(claim.incident.as_ref(), Some(&incident.id));
    assert_eq!(incident.when.as_ref().unwrap().span().display_iso(), "2024-03-20");
    desk.expect("Wednesday, before Sat 2024-03-23");
    desk.expect("2024-03-20");

    assert_eq!(desk.figure("Teguey ambush", &Outcome::Killed), ["23", "23", "23"]);
    desk.expect("2024-03, Killed: 23 – 23 – 23, 1 incident");
}

#[test]
fn analyst_follows_a_bar_to_the_sentence() {
    let world = World::new();
    let mut desk = world.window();
    code_the_toll(&mut desk);
    desk.open_article(WELLS_TITLE);
    assert_eq!(desk.selected(), "");

    desk.click("2024-03, Killed: 23 – 23 – 23, 1 incident");
    desk.expect("2024-03 · Killed");
    desk.expect("Teguey ambush, 23");
    desk.click_with(Role::Button, "Ministry of Defence of Niger, 2024-03-23");
    assert_eq!(desk.reading(), COURIER_TITLE);
    assert_eq!(desk.selected(), WORDS, "exactly the words that reported the figure");
    desk.click("Close the list");
    desk.expect_no("2024-03 · Killed");
}
