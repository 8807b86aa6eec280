//! Undo and redo through the keys.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::world::{COURIER_TITLE, PLATEAU_TITLE, World};

const AGAIN: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

#[test]
fn analyst_undoes_twenty_steps_and_redoes_them() {
    let world = World::new();
    let mut desk = world.window();
    let begun = desk.project().clone();

    desk.open_article(COURIER_TITLE);
    for (words, key) in
        [("Twenty-three soldiers were killed", Key::Num1), ("wounded 17", Key::Num2)]
    {
        desk.select(words);
        desk.press(key);
        desk.press(Key::Enter);
    }
    desk.press_with(Modifiers::SHIFT, Key::I);
    desk.fill("Title", "Teguey ambush");
    desk.enter("Date", "on Wednesday");
    desk.enter("Place", "Teguey");
    desk.enter("Country", "NER");
    desk.enter("Sub-type", "Ambush");
    desk.enter("Means", "small arms");
    desk.choose("Grade", "Fair");
    desk.click_words("Twenty-three soldiers");
    desk.choose("Side", "Side A");
    desk.choose("Category", "Military");
    desk.enter("Source", "Ministry of Defence");
    desk.open_article(PLATEAU_TITLE);
    desk.select("it had killed 30 soldiers");
    desk.press(Key::Num1);
    desk.press(Key::Enter);
    for note in 1..=12 {
        desk.enter("Note", &format!("read {note} times"));
    }
    let coded = desk.project().clone();
    desk.go_to_text();

    let mut steps = 0;
    while *desk.project() != begun {
        desk.press_with(Modifiers::COMMAND, Key::Z);
        steps += 1;
        assert!(steps < 100, "Undo does not lead back");
    }
    assert!(steps >= 20, "only {steps} steps");
    for _ in 0..steps {
        desk.press_with(AGAIN, Key::Z);
    }
    assert_eq!(*desk.project(), coded);
    assert_eq!(desk.session().redo_label(), None);
}

#[test]
fn the_undo_of_a_message_takes_back_what_the_message_names() {
    let world = World::new();
    let mut desk = world.window();
    desk.mark_killed(COURIER_TITLE, "Twenty-three soldiers were killed");
    desk.press(Key::I);
    desk.type_text("Ambush");
    desk.press(Key::Enter);
    desk.click("Remove incident");
    assert!(desk.offers_undo());
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert!(!desk.offers_undo(), "it is undone already");
    desk.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::Z);
    assert!(desk.offers_undo(), "it is the last step again");
    desk.click_role(Role::Button, "Undo");
    assert_eq!(desk.counts(), (1, 1));
}
