//! A project in a folder that cannot be written when it is opened, and can be later.

use std::fs;
use std::path::Path;

use casebook::persist;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER_TITLE, PLATEAU_TITLE, World};

const UNWRITABLE: &str = "This folder cannot be written: edits are in this window only.";

/// A saved project with a claim, open in a window that cannot write beside it.
fn opened_unwritable(world: &World, path: &Path) -> Desk {
    let mut desk = world.window();
    desk.mark_killed(COURIER_TITLE, "Twenty-three soldiers were killed");
    desk.save_as(path);
    desk.kill_and_unlock();
    // Keeps everybody out, root too.
    fs::create_dir(persist::beside(path, "lock")).unwrap();
    let mut desk = world.window_on(2, path);
    desk.settle();
    desk.expect(UNWRITABLE);
    desk.expect_no("journal ok");
    desk
}

fn make_writable(path: &Path) {
    fs::remove_dir(persist::beside(path, "lock")).unwrap();
}

#[test]
fn it_is_said_at_once_and_the_project_is_held_from_the_first_save_on() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let mut desk = opened_unwritable(&world, &path);
    desk.mark_killed(PLATEAU_TITLE, "killed 30 soldiers");
    desk.expect(UNWRITABLE);
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    desk.expect("Not saved. Nothing is lost");
    assert!(!persist::beside(&path, "journal").exists());

    make_writable(&path);
    desk.click_role(Role::Button, "Save again");
    desk.settle();
    desk.expect_no("Not saved");
    desk.expect_no(UNWRITABLE);
    assert!(persist::beside(&path, "lock").is_file());
    let other = world.window_on(3, &path);
    other.expect("This project is open elsewhere: here it can be read.");
    drop(other);

    desk.mark_killed(COURIER_TITLE, "wounded 17 more");
    let mine = desk.project().clone();
    desk.kill_and_unlock();
    assert_eq!(*world.window_on(4, &path).project(), mine);
}

#[test]
fn edits_reach_the_journal_once_the_folder_can_be_written() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let mut desk = opened_unwritable(&world, &path);
    desk.mark_killed(PLATEAU_TITLE, "killed 30 soldiers");
    make_writable(&path);
    desk.settle();
    desk.expect_no(UNWRITABLE);
    let mine = desk.project().clone();
    desk.kill_and_unlock();
    let desk = world.window_on(3, &path);
    assert_eq!(*desk.project(), mine);
}

#[test]
fn who_comes_first_holds_it_and_no_window_writes_to_the_journal_of_another() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let mut late = opened_unwritable(&world, &path);
    late.mark_killed(PLATEAU_TITLE, "killed 30 soldiers");
    make_writable(&path);
    let mut first = world.window_on(3, &path);
    first.mark_killed(COURIER_TITLE, "wounded 17 more");
    late.press_with(Modifiers::COMMAND, Key::S);
    late.settle();
    late.expect("This project is open elsewhere: edits made here are only in this window.");
    let theirs = first.project().clone();
    first.kill_and_unlock();
    let journal = fs::read(persist::beside(&path, "journal")).unwrap();

    // They have gone: what is here does not come on top of what they have made of it.
    late.settle();
    late.expect("Nobody has this project open elsewhere any more.");
    let mine = late.project().clone();
    assert_eq!(fs::read(persist::beside(&path, "journal")).unwrap(), journal);
    late.save_as(&world.path("mine.casebook"));
    assert_eq!(persist::load(&world.path("mine.casebook")).unwrap().project.claims, mine.claims);
    drop(late);
    assert_eq!(fs::read(persist::beside(&path, "journal")).unwrap(), journal);
    assert!(!world.path("niger.casebook-journal.orphan-1").exists());
    assert_eq!(*world.window_on(4, &path).project(), theirs);
}
