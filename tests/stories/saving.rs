//! Save, close, open again; and what a crash leaves.

use casebook::model::Outcome;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER_TITLE, World};

fn coded(world: &World) -> Desk {
    let mut desk = world.window();
    desk.open_article(COURIER_TITLE);
    desk.select("Twenty-three soldiers were killed");
    desk.press(Key::Num1);
    desk.press(Key::Enter);
    desk.press_with(Modifiers::SHIFT, Key::I);
    desk.fill("Title", "Teguey ambush");
    desk.enter("Date", "on Wednesday");
    desk
}

#[test]
fn analyst_saves_closes_and_finds_everything_again() {
    let world = World::new();
    let mut desk = coded(&world);
    let path = world.path("niger.casebook");
    desk.save_as(&path);
    assert!(!desk.session().is_dirty());
    let saved = desk.project().clone();
    assert!(desk.close_button(), "nothing to ask");
    drop(desk);

    let mut desk = world.window_on(2, &path);
    assert_eq!(*desk.project(), saved);
    assert_eq!(desk.figure("Teguey ambush", &Outcome::Killed), ["23", "23", "23"]);
    desk.expect("2024-03, Killed: 23 – 23 – 23, 1 incident");
    desk.expect("1 claim");
    // A change and Ctrl+S.
    desk.open_article(COURIER_TITLE);
    desk.select("wounded 17");
    desk.press(Key::Num2);
    desk.press(Key::Enter);
    assert!(desk.session().is_dirty());
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    assert!(!desk.session().is_dirty());
    drop(desk);
    assert_eq!(world.window_on(3, &path).counts(), (2, 1));
}

#[test]
fn edits_come_back_after_a_crash() {
    let world = World::new();
    let mut desk = coded(&world);
    let path = world.path("niger.casebook");
    desk.save_as(&path);
    desk.open_article(COURIER_TITLE);
    desk.select("wounded 17");
    desk.press(Key::Num2);
    desk.press(Key::Enter);
    let last = desk.project().clone();
    desk.kill();

    let mut desk = world.window_on(2, &path);
    desk.expect("Recovered");
    assert_eq!(*desk.project(), last);
    assert!(desk.session().is_dirty(), "no save holds them yet");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.counts(), (1, 1), "and they can be undone");
}

#[test]
fn a_project_that_was_never_saved_comes_back_too() {
    let world = World::new();
    let desk = coded(&world);
    let last = desk.project().clone();
    desk.kill();

    let desk = world.first_window();
    desk.expect("Recovered");
    assert_eq!(*desk.project(), last);
    desk.expect("2024-03, Killed: 23 – 23 – 23, 1 incident");
}
