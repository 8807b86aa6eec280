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
    desk.click_role(Role::Button, "Remove override");
    assert_eq!(desk.figure("Teguey ambush", &Outcome::Killed), ["23", "24", "24"]);
}
