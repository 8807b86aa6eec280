//! Folders of articles: dropped, missing, found again.

use eframe::egui::Key;
use eframe::egui::accesskit::Role;

use crate::world::{COURIER_TITLE, WELLS, WELLS_TITLE, World};

#[test]
fn a_dropped_folder_is_opened() {
    let world = World::new();
    let empty = world.path("empty");
    std::fs::create_dir(&empty).unwrap();
    let mut desk = world.window_on(1, &empty);
    desk.expect_no(COURIER_TITLE);
    desk.drop_path(&world.articles());
    desk.expect(COURIER_TITLE);
    desk.open_article(COURIER_TITLE);
}

#[test]
fn a_dropped_file_that_is_no_project_says_so() {
    let world = World::new();
    let mut desk = world.window();
    desk.drop_path(&world.articles().join("courier.txt"));
    desk.expect(
        "this is not a project: open a .casebook file, or the folder that holds the article",
    );
    desk.expect(COURIER_TITLE);
}

#[test]
fn a_missing_folder_is_said_so_and_located() {
    let world = World::new();
    let mut desk = world.window();
    desk.open_article(COURIER_TITLE);
    desk.select("Twenty-three soldiers were killed");
    desk.press(Key::Num1);
    desk.press(Key::Enter);
    let path = world.path("niger.casebook");
    desk.save_as(&path);
    drop(desk);

    let moved = world.path("moved");
    std::fs::rename(world.articles(), &moved).unwrap();
    let mut desk = world.window_on(2, &path);
    desk.expect("Cannot find “articles”");
    // What was annotated can still be read.
    desk.open_article(COURIER_TITLE);
    desk.expect("Twenty-three soldiers were killed on Wednesday");

    desk.click_role(Role::Button, "Locate…");
    desk.expect("Where is the folder now?");
    desk.fill("Path", &moved.to_string_lossy());
    desk.press(Key::Enter);
    desk.settle();
    desk.expect_no("Cannot find");
    desk.expect("New wells for herders");
}

#[test]
fn an_article_whose_folder_is_gone_says_where_it_was_and_is_located() {
    let world = World::new();
    let mut desk = world.window();
    desk.open_article(WELLS_TITLE);
    desk.press(Key::B);
    let path = world.path("niger.casebook");
    desk.save_as(&path);
    drop(desk);

    std::fs::rename(world.articles(), world.path("moved")).unwrap();
    let mut desk = world.window_on(2, &path);
    desk.settle();
    desk.click_with(Role::ListBoxOption, WELLS_TITLE);
    desk.expect(&format!("There is no file at {}", world.articles().join(WELLS).display()));
    desk.expect_no("no such article");
    desk.expect_no("How the file is read…");
    assert_eq!(desk.rects_with("Locate…").len(), 2, "beside the folder and in the Reader");
    desk.press(Key::D);
    desk.expect("is not set to coded: its file is gone");
}

#[test]
fn an_empty_file_says_so_and_is_not_coded() {
    let world = World::new();
    world.write("void.txt", " \n");
    let mut desk = world.window();
    desk.settle();
    desk.click_with(Role::ListBoxOption, "void.txt");
    desk.expect("no text in this file: it is empty");
    desk.expect("1 file could not be read");
    desk.press(Key::D);
    desk.expect("“void.txt” is not set to coded: no text in this file: it is empty");
    assert!(desk.project().articles.is_empty());
    // Irrelevant it can be.
    desk.press(Key::R);
    assert_eq!(desk.project().articles.len(), 1);
}
