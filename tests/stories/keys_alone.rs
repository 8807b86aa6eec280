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
    desk.press(Key::Tab); // takes the name and goes on
    assert!(desk.list_has_keyboard("Category"));
    desk.press_with(Modifiers::COMMAND, Key::Enter);
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

#[test]
fn a_key_leads_into_each_panel_and_from_a_bar_to_the_sentence() {
    let world = World::new();
    let mut desk = world.first_window();
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.press(Key::Home);
    let first = desk.reading();
    desk.press(Key::ArrowDown);
    assert_ne!(desk.reading(), first, "the list of articles has the arrows");

    desk.press_with(Modifiers::COMMAND, Key::Num5);
    desk.press(Key::Home);
    assert!(desk.sees("Remove incident"), "the table has the arrows");
    desk.press_with(Modifiers::COMMAND, Key::Num3);
    assert!(desk.has_keyboard("Title"), "Annotate is at the incident in focus");
    desk.press(Key::Escape);

    // The last bar, its first incident, its first claim: the sentence.
    desk.press_with(Modifiers::COMMAND, Key::Num4);
    desk.press(Key::End);
    desk.press(Key::Enter);
    desk.expect("Close the list");
    // The list has the keyboard: its first incident, below it the claims.
    desk.press(Key::Enter);
    desk.expect("Remove incident");
    desk.press_with(Modifiers::COMMAND, Key::Num4);
    desk.press(Key::End);
    desk.press(Key::Enter);
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    let claim = desk.window().state().desk().claim().cloned().expect("a claim in focus");
    let highlight = desk.project().claims[&claim].highlights[0].clone();
    let highlight = &desk.project().highlights[&highlight];
    assert_eq!(desk.selected(), highlight.exact, "the sentence that reported it");
    assert!(!desk.used_the_mouse());
}

#[test]
fn zoom_goes_from_50_to_300_percent_and_is_remembered() {
    let world = World::new();
    let mut desk = world.window();
    for _ in 0..30 {
        desk.press_with(Modifiers::COMMAND, Key::Plus);
    }
    assert!((desk.window().ctx.zoom_factor() - 3.0).abs() < 0.01);
    let prefs = casebook::session::Prefs::load(&world.host(1).dirs);
    assert!((prefs.zoom - 3.0).abs() < 0.01, "kept at once, not only when the window closes");

    // One panel at a time has room: the article, then the form of its marked words.
    desk.press(Key::J);
    desk.expect("Article text");
    desk.expect_no("Filter articles");
    desk.press_with(BY_WORD, Key::ArrowRight);
    desk.press(Key::Num1);
    assert!(desk.has_keyboard("Victims"));
    desk.expect_no("Article text");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.expect("Article text");
    for _ in 0..30 {
        desk.press_with(Modifiers::COMMAND, Key::Minus);
    }
    assert!((desk.window().ctx.zoom_factor() - 0.5).abs() < 0.01);
    desk.press_with(Modifiers::COMMAND, Key::Num0);
    assert!((desk.window().ctx.zoom_factor() - 1.0).abs() < 0.01);
}
