//! The Library: articles that are nearly the same, facets, several at once, the coding queue, and
//! folders that change while they are open.

use casebook::model::CodingStatus;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER, COURIER_TITLE, PLATEAU, PLATEAU_TITLE, WELLS_TITLE, World};

fn reprint(killed: &str) -> String {
    format!(
        "Gunmen attack a convoy on the northern road\n\n\
         Gunmen on motorcycles attacked a convoy of the army on the northern road on Thursday \
         morning, the governor of the region said in a statement that was read on the radio.\n\n\
         {killed} soldiers were killed and 9 others were taken to the hospital of the garrison, \
         while the attackers fled towards the border with their dead, the statement said.\n\n\
         The convoy carried food and water for three villages that have been cut off from the \
         market since the river came over its banks at the end of the rains.\n"
    )
}

fn status(desk: &Desk, title: &str) -> CodingStatus {
    let row = desk.session().rows().iter().find(|row| row.title == title).cloned();
    row.unwrap().status.clone()
}

#[test]
fn two_reprints_are_compared_and_the_figure_that_differs_is_named() {
    let world = World::new();
    world.write("a.txt", &reprint("12"));
    world.write("b.txt", &reprint("21"));
    let mut desk = world.window();
    desk.settle();
    // From the row that they fold into it is one click.
    desk.click_at("Compare Gunmen attack a convoy on the northern road");
    desk.settle();
    desk.expect("Compare articles");
    desk.expect("Figures that differ: 12 in the first, 21 in the second.");
    desk.press(Key::Escape);
    desk.expect_no("Compare articles");
    // From its menu, too; and by name, from the article that is read.
    open_menu(&mut desk, REPRINT_TITLE);
    desk.click_with(Role::Button, "Compare with");
    desk.settle();
    desk.expect("Figures that differ: 21 in the first, 12 in the second.");
    desk.press(Key::Escape);
    desk.open_article(REPRINT_TITLE);
    desk.press_with(Modifiers::COMMAND, Key::K);
    desk.type_text("compare near-duplicates");
    desk.press(Key::Enter);
    desk.settle();
    desk.expect("Figures that differ: 12 in the first, 21 in the second.");
}

const REPRINT_TITLE: &str = "Gunmen attack a convoy on the northern road";

#[test]
fn reprints_fold_into_one_row_whose_status_is_its_own_and_a_hit_among_them_is_seen() {
    let world = World::new();
    for (name, killed) in [("a.txt", "12"), ("b.txt", "21"), ("c.txt", "12")] {
        world.write(name, &reprint(killed));
    }
    let mut desk = world.window();
    desk.settle();
    let rows = |desk: &Desk| desk.rows_with(REPRINT_TITLE).len();
    let coded = |desk: &Desk| {
        let rows = desk.session().rows();
        rows.iter().filter(|row| row.status == CodingStatus::Coded).count()
    };
    assert_eq!(rows(&desk), 1);
    desk.expect("2 like this folded behind it");
    desk.expect("New 6");

    // What is done to the row is done to the article that is seen, and this is said.
    open_menu(&mut desk, REPRINT_TITLE);
    desk.click_role(Role::Button, "Coded");
    desk.expect("2 articles that are folded behind keep their status");
    assert_eq!(coded(&desk), 1);
    desk.expect("Coded 1");

    // A search goes through them all, and the Library shows the one that it has led to.
    desk.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::F);
    desk.fill("Search everything", "21 soldiers");
    desk.settle();
    desk.press(Key::Enter);
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    assert_eq!(rows(&desk), 3);
    desk.press(Key::ArrowLeft);
    desk.press(Key::ArrowLeft);
    assert_eq!(rows(&desk), 1);

    // Who wants no folds has none, also tomorrow.
    desk.press_with(Modifiers::COMMAND, Key::K);
    desk.type_text("fold near-duplicates");
    desk.press(Key::Enter);
    desk.expect("Near-duplicates stand on lines of their own");
    assert_eq!(rows(&desk), 3);
    assert!(desk.close_button() || desk.click_to_leave("Don’t save"));
    drop(desk);
    let mut desk = world.window();
    desk.settle();
    assert_eq!(rows(&desk), 3);
}

/// The Library, narrowed to the articles of one outlet.
fn only_the_courier(desk: &mut Desk) {
    desk.settle();
    desk.click("Facets");
    desk.click_with(Role::Button, "The River Courier");
    desk.press(Key::Escape);
}

#[test]
fn a_facet_narrows_and_several_are_set_at_once_and_undone_at_once() {
    let world = World::new();
    let mut desk = world.window();
    only_the_courier(&mut desk);
    desk.expect_no(PLATEAU_TITLE);
    desk.open_article(COURIER_TITLE);
    // The list, all that it shows.
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.expect("2 chosen");
    desk.click("Set…");
    desk.fill("One value for all of them", "fr");
    desk.click("Set as language");
    let languages = |desk: &Desk| {
        let rows = desk.session().rows();
        rows.iter().filter(|row| row.language == "fr").count()
    };
    assert_eq!(languages(&desk), 2);
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(languages(&desk), 0);
}

const SCAN: &str = "scan.pdf";

/// A click with the secondary button on the row of an article.
fn open_menu(desk: &mut Desk, words: &str) {
    let row = *desk.rows_with(words).first().expect("a row of the Library");
    desk.secondary_click(row.center());
}

#[test]
fn what_nobody_can_read_is_not_set_to_coded_by_any_menu() {
    let world = World::new();
    world.write(SCAN, "%PDF-1.4\n\0\u{1}\u{2}");
    let mut desk = world.window();
    desk.settle();
    open_menu(&mut desk, SCAN);
    desk.click_role(Role::Button, "Coded");
    desk.expect("“scan.pdf” is not set to coded: ");
    assert_eq!(status(&desk, SCAN), CodingStatus::New);
    open_menu(&mut desk, SCAN);
    desk.click_role(Role::Button, "In progress");
    desk.expect("“scan.pdf” is not set to in progress: ");
    assert_eq!(status(&desk, SCAN), CodingStatus::New);

    // Of several it is left out, which is said; one Undo takes the others back.
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.expect("4 chosen");
    desk.click("Set…");
    desk.click_role(Role::Button, "Coded");
    desk.expect("3 of 4 articles are set to coded: 1 cannot be read");
    assert_eq!(status(&desk, SCAN), CodingStatus::New);
    for title in [COURIER_TITLE, PLATEAU_TITLE, WELLS_TITLE] {
        assert_eq!(status(&desk, title), CodingStatus::Coded);
    }
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(status(&desk, WELLS_TITLE), CodingStatus::New);

    // To leave it aside needs no reading.
    open_menu(&mut desk, SCAN);
    desk.click_role(Role::Button, "Irrelevant");
    assert_eq!(status(&desk, SCAN), CodingStatus::Irrelevant);
}

#[test]
fn keys_set_the_article_being_read_not_what_was_chosen_before() {
    let world = World::new();
    let mut desk = world.window();
    only_the_courier(&mut desk);
    desk.open_article(COURIER_TITLE);
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.expect("2 chosen");
    desk.press(Key::R);
    assert_eq!(status(&desk, COURIER_TITLE), CodingStatus::Irrelevant, "it is one of the chosen");
    assert_eq!(status(&desk, WELLS_TITLE), CodingStatus::Irrelevant);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    // The keys have gone on to one that is not of them.
    desk.click("Show also others than The River Courier");
    desk.press_with(Modifiers::SHIFT, Key::J);
    assert_eq!(desk.reading(), PLATEAU_TITLE);
    desk.expect("2 chosen");
    desk.press(Key::R);
    assert_eq!(status(&desk, PLATEAU_TITLE), CodingStatus::Irrelevant);
    assert_eq!(status(&desk, COURIER_TITLE), CodingStatus::New);
    assert_eq!(status(&desk, WELLS_TITLE), CodingStatus::New);
    // A click opens one of the chosen, and it stands alone again.
    desk.open_article(COURIER_TITLE);
    desk.expect_no("2 chosen");
    desk.press(Key::R);
    assert_eq!(status(&desk, COURIER_TITLE), CodingStatus::Irrelevant);
    assert_eq!(status(&desk, WELLS_TITLE), CodingStatus::New);
}

#[test]
fn keys_alone_choose_a_range_and_set_it_and_open_a_menu() {
    let world = World::new();
    let mut desk = world.window();
    only_the_courier(&mut desk);
    desk.open_article(COURIER_TITLE);
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.press_with(Modifiers::SHIFT, Key::ArrowDown);
    desk.expect("2 chosen");
    assert_eq!(desk.reading(), WELLS_TITLE);
    desk.press(Key::R);
    assert_eq!(status(&desk, COURIER_TITLE), CodingStatus::Irrelevant);
    assert_eq!(status(&desk, WELLS_TITLE), CodingStatus::Irrelevant);
    // The keyboard is in the list still.
    desk.press(Key::Escape);
    desk.expect_no("2 chosen");
    desk.press(Key::ArrowUp);
    assert_eq!(desk.reading(), COURIER_TITLE);
    // The menu of its row, by keys: In progress is the second entry.
    desk.press_with(Modifiers::SHIFT, Key::F10);
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    assert_eq!(status(&desk, COURIER_TITLE), CodingStatus::InProgress);
    desk.press(Key::ArrowDown);
    assert_eq!(desk.reading(), WELLS_TITLE);
}

#[test]
fn the_queue_goes_through_what_is_to_be_coded_oldest_first() {
    let world = World::new();
    let mut desk = world.window();
    desk.press_with(Modifiers::SHIFT, Key::J);
    assert_eq!(desk.reading(), COURIER_TITLE);
    desk.press_with(Modifiers::SHIFT, Key::J);
    assert_eq!(desk.reading(), PLATEAU_TITLE);
    desk.press(Key::R);
    assert_eq!(status(&desk, PLATEAU_TITLE), CodingStatus::Irrelevant);
    desk.press_with(Modifiers::SHIFT, Key::J);
    assert_eq!(desk.reading(), COURIER_TITLE, "after the last it begins anew, done ones left out");
    desk.press_with(Modifiers::SHIFT, Key::J);
    assert_eq!(desk.reading(), WELLS_TITLE);
}

#[test]
fn what_other_programs_do_to_the_folder_is_noticed_and_said() {
    let world = World::new();
    let mut desk = world.window();
    desk.open_article(COURIER_TITLE);

    world.write("late.txt", "A late report from the ford\n\nThe ford is closed.\n");
    desk.settle();
    desk.expect("The folders have changed: 1 file new");
    desk.expect("A late report from the ford");

    // Written again in its place, without a mark on it: the text that is read is the new one.
    let text = world.read(COURIER).replace("Twenty-three soldiers", "Twenty-four soldiers");
    world.write(COURIER, &format!("{text}\nThis report was put right on Monday.\n"));
    desk.settle();
    desk.expect("The folders have changed: 1 file changed");
    assert!(desk.text().contains("Twenty-four soldiers"));

    std::fs::remove_file(world.articles().join(PLATEAU)).unwrap();
    desk.settle();
    desk.expect("The folders have changed: 1 file gone");
    desk.expect("file gone");

    // A table beside them is part of what is read.
    let table = world.read("metadata.csv").replace("2024-03-25,New wells", "2024-03-29,New wells");
    world.write("metadata.csv", &table.replace("The River Courier", "The Ford Courier"));
    desk.settle();
    let row = desk.session().rows().iter().find(|row| row.title == WELLS_TITLE).cloned().unwrap();
    assert_eq!(row.published_on().map(|day| day.to_string()).as_deref(), Some("2024-03-29"));
    assert_eq!(row.publisher, "The Ford Courier");
}
