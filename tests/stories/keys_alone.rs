//! Coding without a mouse.

use casebook::model::{CodingStatus, Outcome};
use eframe::egui::{Key, Modifiers};

use crate::world::{COURIER_TITLE, PLATEAU_TITLE, World};

const BY_WORD: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

#[test]
fn analyst_codes_an_article_by_keys_alone() {
    let world = World::new();
    let mut desk = world.window();

    desk.press(Key::J);
    assert_eq!(desk.reading(), COURIER_TITLE);
    // Word by word to the toll, then over it.
    for _ in 0..20 {
        desk.press_with(BY_WORD, Key::ArrowRight);
        if let Some(at) = desk.selected().find("Twenty") {
            desk.press(Key::ArrowLeft);
            for _ in 0..at {
                desk.press(Key::ArrowRight);
            }
            break;
        }
        desk.press(Key::ArrowRight);
    }
    for _ in 0..20 {
        if desk.selected().ends_with("killed") {
            break;
        }
        desk.press_with(BY_WORD, Key::ArrowRight);
    }
    assert_eq!(desk.selected(), "Twenty-three soldiers were killed");

    desk.press(Key::Num1);
    desk.type_text("soldiers of Niger");
    desk.press(Key::Tab);
    desk.press(Key::Enter);
    assert_eq!(desk.counts(), (1, 0));

    // I, and a name typed into the list, makes the incident.
    desk.press(Key::I);
    desk.expect("Assign to incident");
    desk.type_text("Teguey");
    desk.press(Key::Enter);
    assert_eq!(desk.counts(), (1, 1));
    let claim = desk.claim_on("Twenty-three soldiers were killed");
    assert_eq!(claim.incident, Some(desk.incident("Teguey").id.clone()));

    // The date, from its chip or typed: here typed.
    desk.press(Key::Tab);
    assert!(desk.has_keyboard("Date"));
    desk.type_text("on Wednesday");
    desk.press(Key::Enter);
    assert!(desk.incident("Teguey").when.is_some());
    assert_eq!(desk.figure("Teguey", &Outcome::Killed), ["23", "23", "23"]);

    // Back to the text and on to the next article, this one done.
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::Num2);
    desk.press(Key::D);
    assert_eq!(desk.reading(), PLATEAU_TITLE);
    let status = |desk: &crate::desk::Desk, title: &str| {
        let row = desk.session().rows().iter().find(|row| row.title == title).cloned();
        row.unwrap().status.clone()
    };
    assert_eq!(status(&desk, COURIER_TITLE), CodingStatus::Coded);
    desk.press(Key::K);
    assert_eq!(desk.reading(), COURIER_TITLE);
    assert!(!desk.used_the_mouse());
}
