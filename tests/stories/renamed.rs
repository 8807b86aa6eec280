//! Files of coded articles that are renamed, deleted or changed while nobody or somebody looks.

use std::fs;

use casebook::session::RowState;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER, COURIER_TITLE, PLATEAU_TITLE, World};

const HELD: &str = "Twenty-three soldiers were killed";

fn saved(world: &World) -> Desk {
    let mut desk = world.window();
    desk.mark_killed(COURIER_TITLE, HELD);
    desk.save_as(&world.path("niger.casebook"));
    desk
}

fn state_of(desk: &Desk, title: &str) -> RowState {
    let rows = desk.session().rows();
    let mut found = rows.iter().filter(|row| row.title == title);
    let row = found.next().expect("a row");
    assert!(found.next().is_none(), "“{title}” stands twice in the Library");
    row.state.clone()
}

fn rename(world: &World, to: &str) {
    let to = world.articles().join(to);
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::rename(world.articles().join(COURIER), to).unwrap();
    // The table of metadata is about the old name: without it both read alike.
    fs::remove_file(world.articles().join("metadata.csv")).unwrap();
}

#[test]
fn a_renamed_file_is_found_by_its_text_and_said() {
    let world = World::new();
    drop(saved(&world));
    rename(&world, "2024/teguey.txt");
    let mut desk = world.window_on(2, &world.path("niger.casebook"));
    desk.expect(
        "was found under another name, with the same text: courier.txt is now 2024/teguey.txt",
    );
    assert_eq!(state_of(&desk, COURIER_TITLE), RowState::Ready);
    desk.open_article(COURIER_TITLE);
    desk.click_words(HELD);
    desk.mark_killed(COURIER_TITLE, "wounded 17 more");
    assert_eq!(desk.project().articles.len(), 1, "it is the same article");
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    drop(desk);

    // Another article under the old name is another article.
    world.write(COURIER, "Another report\n\nNobody was hurt.\n");
    let mut desk = world.window_on(3, &world.path("niger.casebook"));
    desk.expect_no("under another name");
    assert_eq!(state_of(&desk, COURIER_TITLE), RowState::Ready);
    assert_eq!(state_of(&desk, "Another report"), RowState::Ready);
    desk.open_article("Another report");
    desk.expect("Nobody was hurt.");
    desk.mark_killed("Another report", "Nobody");
    assert_eq!(desk.project().articles.len(), 2);
}

#[test]
fn a_file_renamed_while_the_window_is_open_is_found_on_coming_back() {
    let world = World::new();
    let mut desk = saved(&world);
    rename(&world, "teguey.txt");
    desk.come_back();
    desk.expect("courier.txt is now teguey.txt");
    assert_eq!(state_of(&desk, COURIER_TITLE), RowState::Ready);
    // Taken back, they are two again: an article without a file, and a file.
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.settle();
    let rows = desk.session().rows();
    let states = rows.iter().filter(|r| r.title == COURIER_TITLE).map(|r| r.state.clone());
    assert_eq!(states.collect::<Vec<_>>(), [RowState::Ready, RowState::Missing { kept: true }]);
}

#[test]
fn a_deleted_file_is_read_from_the_projects_own_copy() {
    let world = World::new();
    let mut desk = saved(&world);
    fs::remove_file(world.articles().join(COURIER)).unwrap();
    desk.come_back();
    assert_eq!(state_of(&desk, COURIER_TITLE), RowState::Missing { kept: true });
    desk.open_article(PLATEAU_TITLE);
    desk.open_article(COURIER_TITLE);
    desk.expect("Flags will fly at half-mast");
    desk.mark_killed(COURIER_TITLE, "wounded 17 more");
}

#[test]
fn several_files_with_the_same_text_are_said_and_none_is_taken() {
    let world = World::new();
    drop(saved(&world));
    let text = world.read(COURIER);
    rename(&world, "one.txt");
    world.write("two.txt", &text);
    let desk = world.window_on(2, &world.path("niger.casebook"));
    desk.expect("2 files have its text: one.txt, two.txt");
    let rows = desk.session().rows();
    let gone = rows.iter().filter(|r| r.state == RowState::Missing { kept: true }).count();
    assert_eq!(gone, 1);
}

#[test]
fn an_article_edited_while_the_window_is_open_is_adopted_on_coming_back() {
    let world = World::new();
    let mut desk = saved(&world);
    let text = world.read(COURIER).replace("NIAMEY - ", "Updated on Sunday.\n\nNIAMEY - ");
    world.write(COURIER, &text);
    desk.come_back();
    desk.expect("has changed since it was coded: 0 highlights held, 1 moved");
    desk.open_article(COURIER_TITLE);
    desk.expect("Updated on Sunday.");
    desk.click_words(HELD);
}
