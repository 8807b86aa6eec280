//! A figure of the analyst's own in the place of the rule's.

use casebook::model::Outcome;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::world::{COURIER_TITLE, World};

#[test]
fn an_override_needs_a_reason_and_goes_stale_when_its_claims_change() {
    let world = World::new();
    let mut desk = world.window();
    desk.open_article(COURIER_TITLE);
    desk.select("Twenty-three soldiers were killed");
    desk.press(Key::Num1);
    desk.press(Key::Enter);
    desk.press_with(Modifiers::SHIFT, Key::I);
    desk.enter("Title", "Teguey ambush");

    desk.click_role(Role::Button, "Override…");
    desk.fill("override high", "25");
    desk.click_role(Role::Button, "Set override");
    desk.expect("An override needs a reason.");
    assert_eq!(desk.figure("Teguey ambush", &Outcome::Killed), ["23", "23", "23"]);

    desk.fill("Reason", "two died in hospital, the governor said on the radio");
    desk.click_role(Role::Button, "Set override");
    assert_eq!(desk.figure("Teguey ambush", &Outcome::Killed), ["23", "23", "25"]);
    desk.expect("low 23, best 23, high 25, set by hand");
    desk.expect("Ada · 2024-04-02: two died in hospital");
    desk.expect("the rule gives 23 / 23 / 23");
    desk.expect_no("stale");

    // The claim changes: the override stands, and says that it rests on something else now.
    desk.click_words("Twenty-three soldiers were killed");
    desk.enter("best", "24");
    desk.enter("high", "24");
    desk.expect("stale");
    assert_eq!(desk.figure("Teguey ambush", &Outcome::Killed), ["23", "23", "25"]);
    desk.go_to_button("Remove override");
    desk.press(Key::Enter);
    assert_eq!(desk.figure("Teguey ambush", &Outcome::Killed), ["23", "24", "24"]);
}

#[test]
fn an_override_is_typed_over_the_rules_figure_and_set_by_keys_alone() {
    let world = World::new();
    let mut desk = world.window();
    desk.mark_killed(COURIER_TITLE, "Twenty-three soldiers were killed");
    desk.press_with(Modifiers::SHIFT, Key::I);
    desk.enter("Title", "Teguey ambush");

    desk.press_with(Modifiers::COMMAND, Key::K);
    desk.type_text("override");
    desk.press(Key::Enter);
    assert!(desk.has_keyboard("override low"));
    // What stands in a field goes with the first letter, wherever the keyboard came from.
    desk.type_text("20");
    assert_eq!(desk.value("override low"), "20");
    desk.press(Key::Tab);
    desk.type_text("21");
    assert_eq!(desk.value("override best"), "21");
    desk.press_with(Modifiers::SHIFT, Key::Tab);
    desk.type_text("19");
    assert_eq!(desk.value("override low"), "19");
    // Asked for again, it keeps what is typed.
    desk.press_with(Modifiers::COMMAND, Key::K);
    desk.type_text("override");
    desk.press(Key::Enter);
    assert_eq!(
        (desk.value("override low"), desk.value("override best")),
        ("19".into(), "21".into())
    );
    // The pointer places the caret.
    desk.click_at("override best");
    desk.press(Key::End);
    desk.type_text("0");
    assert_eq!(desk.value("override best"), "210");
    desk.press(Key::Backspace);

    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.expect("An override needs a reason.");
    assert!(desk.has_keyboard("Reason"));
    desk.type_text("two were found alive");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(desk.figure("Teguey ambush", &Outcome::Killed), ["19", "21", "23"]);
    desk.expect_no("Set override");
}
