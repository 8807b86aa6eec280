//! Project files that are damaged, or of a newer program.

use std::fs;

use casebook::persist;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::world::{COURIER_TITLE, World};

#[test]
fn a_damaged_file_is_replaced_by_the_last_good_save() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let mut desk = world.window();
    desk.mark_killed(COURIER_TITLE, "Twenty-three soldiers were killed");
    desk.save_as(&path);
    let good = desk.project().clone();
    desk.mark_killed(COURIER_TITLE, "wounded 17 more");
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    drop(desk);
    let whole = fs::read(&path).unwrap();
    let cut = &whole[..whole.len() / 2];
    fs::write(&path, cut).unwrap();

    let mut desk = world.window_on(2, &path);
    desk.expect("“niger.casebook” cannot be opened");
    desk.expect("The project file is damaged at line ");
    desk.expect(", column ");
    // The first button has the keyboard.
    desk.press(Key::Enter);
    desk.settle();
    assert_eq!(*desk.project(), good);
    assert_eq!(desk.session().path(), Some(path.as_path()));
    desk.expect("The damaged file was set aside");
    assert_eq!(fs::read(world.path("niger.casebook.damaged-1")).unwrap(), cut);
    // The one that was put back is a backup no less.
    assert_eq!(persist::backups(&path).len(), 1);
    desk.mark_killed(COURIER_TITLE, "Two of its lorries");
}

#[test]
fn a_damaged_file_without_a_backup_says_what_to_do() {
    let world = World::new();
    let path = world.path("niger.casebook");
    fs::write(&path, "Casebook(format: 1,\n claims: [(id: \"c-1\" note").unwrap();
    let mut desk = world.window_on(1, &path);
    desk.expect("The project file is damaged at line 2, column ");
    desk.expect("can be mended in a text editor");
    desk.click_role(Role::Button, "Close");
    desk.expect_no("cannot be opened");
    desk.expect("Untitled");
}

#[test]
fn a_project_of_a_newer_program_is_refused_with_the_reason() {
    let world = World::new();
    let path = world.path("niger.casebook");
    fs::write(&path, "Casebook(format: 99, tables: {})").unwrap();
    let desk = world.window_on(1, &path);
    desk.expect("this project was written by a newer Casebook (format 99)");
    desk.expect_no("cannot be opened");
    assert_eq!(fs::read_to_string(&path).unwrap(), "Casebook(format: 99, tables: {})");
}
