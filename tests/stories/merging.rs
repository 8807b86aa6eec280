//! Incidents, sources and actors that are one are made one, and are several again.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER_TITLE, PLATEAU_TITLE, World};

/// Two reports of one attack, each coded as an incident of its own.
fn two(desk: &mut Desk) {
    for (article, words, title) in [
        (COURIER_TITLE, "Twenty-three soldiers were killed", "Ambush"),
        (PLATEAU_TITLE, "23 dead", "Losses"),
    ] {
        desk.mark_killed(article, words);
        desk.press(Key::I);
        desk.type_text(title);
        desk.press(Key::Enter);
    }
}

/// Both, chosen in the table.
fn choose_both(desk: &mut Desk) {
    desk.press_with(Modifiers::COMMAND, Key::Num5);
    // They have no date: they stand by their titles.
    desk.click_with(Role::Row, "Losses");
    desk.press(Key::Space);
    desk.expect("1 chosen");
    desk.press(Key::ArrowUp);
    desk.press(Key::Space);
    desk.expect("2 chosen");
}

#[test]
fn incidents_are_chosen_in_the_table_and_merged() {
    let world = World::new();
    let mut desk = world.window();
    two(&mut desk);
    choose_both(&mut desk);
    // Nothing of the table lies over the claims beside it.
    let (claims, close) = (desk.rects_with("Best by"), desk.rects_with("Choose none"));
    assert!(!claims.is_empty() && !close.is_empty());
    let claims = claims.iter().map(eframe::egui::Rect::left).fold(f32::MAX, f32::min);
    for over in close {
        assert!(over.right() <= claims, "{over:?} lies over what begins at {claims}");
    }
    desk.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::M);
    assert_eq!(desk.counts(), (2, 1));
    desk.expect_no("chosen");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.counts(), (2, 2), "one step");
}

#[test]
fn what_the_filter_hides_is_not_merged() {
    let world = World::new();
    let mut desk = world.window();
    two(&mut desk);
    choose_both(&mut desk);
    desk.enter("Filter incidents", "Losses");
    desk.expect("1 chosen");
    desk.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::M);
    assert_eq!(desk.counts(), (2, 2));
}

#[test]
fn sources_that_are_one_are_merged_and_corrected_in_their_sheet() {
    let world = World::new();
    let mut desk = world.window();
    two(&mut desk);
    desk.go_to_text();
    desk.press(Key::CloseBracket);
    desk.enter("Source", "Observatory");
    desk.go_to_text();
    desk.open_article(COURIER_TITLE);
    desk.press(Key::CloseBracket);
    desk.enter("Source", "Observatory.");
    desk.go_to_text();
    assert_eq!(desk.project().sources.len(), 2);

    desk.press_with(Modifiers::COMMAND, Key::R);
    desk.expect("Sources, actors and places");
    desk.click_with(Role::Button, "Observatory., ");
    desk.press(Key::Space);
    desk.press(Key::ArrowUp);
    desk.press(Key::Space);
    desk.click_with(Role::Button, "Merge 2 into “Observatory”");
    assert_eq!(desk.project().sources.len(), 1);
    let source = desk.project().sources.values().next().unwrap().clone();
    assert!(desk.project().claims.values().all(|c| c.source.as_ref() == Some(&source.id)));
    desk.expect("2 claims");
    desk.enter("Name", "Syrian Observatory");
    assert_eq!(desk.project().sources[&source.id].name, "Syrian Observatory");
    assert!(desk.is_disabled("Remove"), "it is named by claims");
    desk.enter("Name", "");
    desk.expect("the name must not be empty");
    assert_eq!(desk.project().sources[&source.id].name, "Syrian Observatory");
    desk.click("Close");
}
