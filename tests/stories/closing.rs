//! Closing the window with edits that no save holds.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER_TITLE, World};

const QUESTION: &str = "Save “articles” before closing?";

fn edited(world: &World) -> Desk {
    let mut desk = world.window();
    desk.open_article(COURIER_TITLE);
    desk.select("Twenty-three soldiers were killed");
    desk.press(Key::Num1);
    desk.press(Key::Enter);
    assert!(desk.session().is_dirty());
    desk
}

#[test]
fn analyst_closes_without_an_edit_and_is_not_asked() {
    let world = World::new();
    let mut desk = world.window();
    assert!(desk.close_button());
}

#[test]
fn analyst_closes_without_saving_and_is_asked() {
    let world = World::new();
    let mut desk = edited(&world);

    // Cancel keeps the window and the edit.
    assert!(!desk.close_button());
    desk.expect(QUESTION);
    desk.click_role(Role::Button, "Cancel");
    desk.expect_no(QUESTION);
    assert_eq!(desk.counts(), (1, 0));
    assert!(desk.session().is_dirty());

    // Save asks for a path, saves there, and closes.
    assert!(!desk.close_button());
    desk.click_role(Role::Button, "Save");
    desk.expect("Save project as");
    let path = world.path("niger.casebook");
    desk.fill("Path", &path.to_string_lossy());
    assert!(desk.press_to_leave(Key::Enter));
    assert!(path.is_file());
    drop(desk);
    let desk = world.window_on(2, &path);
    assert_eq!(desk.counts(), (1, 0));
    assert!(!desk.session().is_dirty());
}

#[test]
fn analyst_closes_and_does_not_save() {
    let world = World::new();
    let mut desk = edited(&world);
    assert!(!desk.close_button());
    assert!(desk.click_to_leave("Don’t save"));
    drop(desk);
    let mut desk = world.first_window();
    desk.expect_no("Recovered");
    assert!(!desk.session().is_dirty(), "what was thrown away does not come back");
    assert!(desk.close_button());
}

#[test]
fn escape_goes_back_to_the_work() {
    let world = World::new();
    let mut desk = edited(&world);
    desk.press_with(Modifiers::COMMAND, Key::Q);
    desk.expect(QUESTION);
    desk.press(Key::Escape);
    desk.expect_no(QUESTION);
    assert_eq!(desk.counts(), (1, 0));
}
