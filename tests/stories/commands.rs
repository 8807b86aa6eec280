//! Finding words, the palette, the shortcuts, the theme.

use casebook::views::command::COMMANDS;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Theme};

use crate::world::{COURIER_TITLE, World};

#[test]
fn reader_finds_words_in_the_text() {
    let world = World::new();
    let mut desk = world.window();
    desk.open_article(COURIER_TITLE);
    desk.press_with(Modifiers::COMMAND, Key::F);
    assert!(desk.has_keyboard("Find in this article"));
    desk.type_text("ministry");
    desk.expect("1 of 2");
    assert_eq!(desk.selected(), "ministry");
    desk.press(Key::Enter);
    desk.expect("2 of 2");
    desk.press(Key::F3);
    desk.expect("1 of 2");
    desk.type_text("x");
    desk.expect("no hit");
    desk.press(Key::Escape);
    desk.expect_no("Find in this article");
}

#[test]
fn palette_runs_a_command_by_a_few_letters() {
    let world = World::new();
    let mut desk = world.window();
    desk.press_with(Modifiers::COMMAND, Key::K);
    assert!(desk.has_keyboard("Commands"));
    desk.type_text("nextart");
    desk.press(Key::Enter);
    assert_eq!(desk.reading(), COURIER_TITLE);
    desk.expect_no("Type a few letters");

    // What it does finds it too, where no name does.
    desk.press_with(Modifiers::COMMAND, Key::K);
    desk.type_text("what was made of each rule");
    desk.press(Key::Enter);
    desk.expect("Suggestion rules");
    desk.press(Key::Escape);

    // What cannot be done now says why, and Enter does nothing.
    desk.press_with(Modifiers::COMMAND, Key::K);
    desk.type_text("mark as killed");
    desk.expect("Select words in the Reader first");
    desk.press(Key::Escape);
    assert_eq!(desk.counts(), (0, 0));
}

#[test]
fn palette_knows_the_words_that_one_tries() {
    let world = World::new();
    let mut desk = world.window();
    let tried = [
        ("compare", "Articles on one incident…"),
        ("alike", "Articles on one incident…"),
        ("similar", "Articles on one incident…"),
        ("duplicate", "Articles on one incident…"),
        ("override", "Override figure…"),
        ("theme", "Light"),
        ("theme", "Dark"),
        ("dark", "Dark"),
        ("light", "Light"),
        ("export", "Save chart as SVG…"),
        ("csv", "Export tables…"),
    ];
    for (words, entry) in tried {
        desk.press_with(Modifiers::COMMAND, Key::K);
        desk.type_text(words);
        assert!(desk.sees_words(entry), "“{words}” does not find {entry}");
        desk.press(Key::Escape);
    }
}

#[test]
fn palette_is_as_long_as_before_after_nothing_has_matched() {
    let world = World::new();
    let mut desk = world.window();
    desk.press_with(Modifiers::COMMAND, Key::K);
    let seen = desk.lines();
    desk.type_text("qqqq");
    desk.expect("Nothing matches.");
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::K);
    assert_eq!(desk.lines(), seen);
    assert!(seen > 8, "{seen} lines only");
}

#[test]
fn the_same_words_twice_are_one_message() {
    let world = World::new();
    let mut desk = world.window();
    desk.press(Key::X);
    desk.press(Key::X);
    assert_eq!(desk.rects_with("Go to a suggestion first").len(), 1);
    desk.press(Key::Num1);
    desk.press(Key::CloseBracket);
    desk.expect_no("Go to a suggestion first");
}

#[test]
fn every_command_stands_in_the_palette() {
    let world = World::new();
    let mut desk = world.window();
    for entry in COMMANDS.iter().filter(|e| e.text != "Command palette…") {
        desk.press_with(Modifiers::COMMAND, Key::K);
        desk.paste(entry.text);
        assert!(desk.sees_words(entry.text), "{} cannot be found", entry.text);
        desk.press(Key::Escape);
    }
}

#[test]
fn shortcut_sheet_lists_every_shortcut() {
    let world = World::new();
    let mut desk = world.window();
    desk.press(Key::F1);
    desk.expect("Keyboard shortcuts");
    for entry in COMMANDS.iter().filter(|e| e.shortcut.is_some()) {
        assert!(desk.sees(entry.text), "{} is not listed", entry.text);
    }
    desk.click_role(Role::Button, "Close");
    desk.expect_no("Keyboard shortcuts");
}

#[test]
fn theme_switches_and_is_remembered() {
    let world = World::new();
    let mut desk = world.window();
    assert_eq!(desk.window().ctx.theme(), Theme::Light);
    desk.click_role(Role::Button, "View");
    desk.click_role(Role::Button, "Dark");
    assert_eq!(desk.window().ctx.theme(), Theme::Dark);
    // At once: a program that is killed has no last moment.
    let prefs = casebook::session::Prefs::load(&world.host(1).dirs);
    assert_eq!(prefs.theme, casebook::session::Theme::Dark);
    assert!(desk.close_button());
    drop(desk);
    let prefs = casebook::session::Prefs::load(&world.host(1).dirs);
    assert_eq!(prefs.theme, casebook::session::Theme::Dark);
}

#[test]
fn a_menu_offers_what_can_be_done_and_does_it() {
    let world = World::new();
    let mut desk = world.window();
    desk.open_article(COURIER_TITLE);
    desk.click_role(Role::Button, "Edit");
    assert!(desk.is_disabled("Redo"));
    desk.press(Key::Escape);
    desk.select("Twenty-three soldiers were killed");
    desk.press(Key::Num1);
    desk.press(Key::Enter);
    desk.click_role(Role::Button, "Edit");
    desk.click_with(Role::Button, "Undo mark");
    assert_eq!(desk.counts(), (0, 0));
}
