//! What a hand that slips must not do: cut a number, or ask for commands beside a field.

use eframe::egui::Key;

use crate::world::{COURIER_TITLE, World};

#[test]
fn a_number_that_the_pointer_has_cut_is_marked_whole() {
    let world = World::new();
    let mut desk = world.window();
    desk.open_article(COURIER_TITLE);
    desk.select("three soldiers were kil");
    desk.press(Key::Num1);
    desk.press(Key::Enter);
    let claim = desk.claim_on("Twenty-three soldiers were killed");
    assert_eq!(claim.figure.best, Some(23));
    desk.select("7 mor");
    desk.press(Key::Num2);
    desk.press(Key::Enter);
    assert_eq!(desk.claim_on("17 more").figure.best, Some(17));
}

#[test]
fn letters_typed_beside_a_field_of_a_form_do_nothing() {
    let world = World::new();
    let mut desk = world.window();
    desk.open_article(COURIER_TITLE);
    desk.select("Twenty-three soldiers were killed");
    desk.press(Key::Num1);
    let before = desk.counts();
    // A Tab too far: what was meant for the field before would set the article to coded.
    desk.go_to_button("Discard");
    desk.type_text("3 dead x");
    assert_eq!((desk.reading().as_str(), desk.counts()), (COURIER_TITLE, before));
    desk.expect("New claim");
    assert!(desk.session().rows().iter().all(|row| !row.is_done()));
}
