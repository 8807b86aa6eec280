//! Claim forms: nothing that was typed is lost, nothing is assigned that the analyst did not choose.

use casebook::model::{Category, CodingStatus, Side};
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER_TITLE, PLATEAU_TITLE, WELLS_TITLE, World};

const TOLL: &str = "Twenty-three soldiers were killed";

fn begin(desk: &mut Desk) {
    desk.open_article(COURIER_TITLE);
    desk.select(TOLL);
    desk.press(Key::Num1);
}

/// A claim of the toll in an incident, accepted.
fn coded(desk: &mut Desk) {
    begin(desk);
    desk.type_text("Army of Niger");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.press(Key::I);
    desk.type_text("Teguey ambush");
    desk.press(Key::Enter);
    desk.go_to_text();
}

#[test]
fn a_guess_is_not_assigned_until_it_is_taken() {
    let world = World::new();
    let mut desk = world.window();
    coded(&mut desk);
    desk.select("wounded 17 more");
    desk.press(Key::Num2);
    assert_eq!(desk.value("Incident"), "");
    desk.expect("guess");
    desk.expect("Take the guess: Teguey ambush");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(desk.claim_on("wounded 17 more").incident, None);

    // It may still be taken, and then it is an edit like any other.
    desk.press_with(Modifiers::COMMAND, Key::I);
    let ambush = desk.incident("Teguey ambush").id.clone();
    assert_eq!(desk.claim_on("wounded 17 more").incident, Some(ambush));
    desk.expect_no("Take the guess");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.claim_on("wounded 17 more").incident, None);
}

#[test]
fn an_incident_is_chosen_by_typing_its_name_into_the_form() {
    let world = World::new();
    let mut desk = world.window();
    coded(&mut desk);
    desk.select("wounded 17 more");
    desk.press(Key::Num2);
    desk.fill("Incident", "tegu");
    desk.press(Key::Enter); // the lit name
    assert_eq!(desk.value("Incident"), "Teguey ambush");
    desk.press(Key::Enter); // the form
    desk.expect_no("New claim");
    let ambush = desk.incident("Teguey ambush").id.clone();
    assert_eq!(desk.claim_on("wounded 17 more").incident, Some(ambush));
    // Emptied, the field takes the claim out again.
    desk.enter("Incident", "");
    assert_eq!(desk.claim_on("wounded 17 more").incident, None);
}

#[test]
fn an_incident_named_in_a_form_comes_and_goes_with_its_claim() {
    let world = World::new();
    let mut desk = world.window();
    begin(&mut desk);
    desk.press(Key::Escape); // out of the field
    desk.press_with(Modifiers::SHIFT, Key::I);
    assert!(desk.has_keyboard("Incident"));
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.type_text("Teguey ambush");
    desk.press(Key::Tab);
    assert_eq!(desk.counts(), (0, 0), "nothing is made before the form is accepted");
    desk.click("Discard");
    assert_eq!(desk.counts(), (0, 0));

    desk.click("Bring back");
    assert_eq!(desk.value("Incident"), "Teguey ambush");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(desk.counts(), (1, 1));
    let ambush = desk.incident("Teguey ambush").id.clone();
    assert_eq!(desk.claim_on(TOLL).incident, Some(ambush));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.counts(), (0, 0), "one step");
}

#[test]
fn a_half_filled_form_waits_while_other_articles_are_read() {
    let world = World::new();
    let mut desk = world.window();
    begin(&mut desk);
    desk.enter("Victims", "Army of Niger");
    desk.enter("Source", "Ministry of Defence");
    desk.go_to_text();
    desk.press(Key::J);
    assert_eq!(desk.reading(), PLATEAU_TITLE);
    desk.expect_no("New claim");
    desk.expect("1 claim form left open");
    desk.open_article(WELLS_TITLE);
    desk.open_article(COURIER_TITLE);
    desk.expect("New claim");
    assert_eq!(desk.value("Victims"), "Army of Niger");
    assert_eq!(desk.value("Source"), "Ministry of Defence");

    // From a claim of another article, too, and from marking other words.
    desk.select("wounded 17 more");
    desk.press(Key::Num2);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(desk.counts(), (1, 0));
    desk.expect("Forms left open");
    desk.click(TOLL);
    assert_eq!(desk.value("Victims"), "Army of Niger");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(desk.counts(), (2, 0));
    desk.expect_no("left open");
}

#[test]
fn escape_in_find_closes_find_and_nothing_else() {
    let world = World::new();
    let mut desk = world.window();
    begin(&mut desk);
    desk.enter("Victims", "Army of Niger");
    desk.press_with(Modifiers::COMMAND, Key::F);
    desk.type_text("lorries");
    desk.press(Key::Escape);
    desk.expect_no("Find in this article");
    assert_eq!(desk.value("Victims"), "Army of Niger");
    assert_eq!(desk.selected(), "lorries");

    // In a field it takes back what was typed there; outside, it throws the form away.
    desk.fill("Source", "Somebody");
    desk.press(Key::Escape); // the list of names
    desk.press(Key::Escape);
    assert_eq!(desk.value("Source"), "");
    assert_eq!(desk.value("Victims"), "Army of Niger");
    desk.press(Key::Escape);
    desk.expect_no("New claim");
    desk.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::Backspace);
    assert_eq!(desk.value("Victims"), "Army of Niger");
}

#[test]
fn a_hit_takes_the_focus_from_the_claim_before() {
    let world = World::new();
    let mut desk = world.window();
    coded(&mut desk);
    desk.press(Key::CloseBracket);
    assert!(desk.sees("Remove claim"));
    desk.press_with(Modifiers::COMMAND, Key::F);
    desk.type_text("lorries");
    assert!(!desk.sees("Remove claim"), "the claim is not what the next key means");
    desk.press(Key::Escape);
    assert_eq!(desk.selected(), "lorries");
}

#[test]
fn closing_the_window_on_a_filled_form_asks() {
    let world = World::new();
    let mut desk = world.window();
    begin(&mut desk);
    desk.enter("Victims", "Army of Niger");
    assert!(!desk.close_button());
    desk.expect("1 claim form is filled in but not accepted");
    desk.click("Go back to it");
    assert_eq!(desk.value("Victims"), "Army of Niger");
    assert!(!desk.close_button());
    assert!(desk.click_to_leave("Leave it behind"));
}

#[test]
fn lists_are_used_by_keys_alone() {
    let world = World::new();
    let mut desk = world.window();
    begin(&mut desk);
    desk.go_to_list("Category");
    let first = desk.chosen("Category");
    desk.type_text("poli");
    assert_eq!(desk.chosen("Category"), "Police", "letters choose in the closed list");
    desk.press(Key::Enter);
    assert!(desk.list_is_open("Category"));
    desk.press(Key::Home);
    desk.press(Key::Escape);
    assert!(!desk.list_is_open("Category"));
    assert_eq!(desk.chosen("Category"), "Police", "Escape leaves the choice as it was");
    desk.press(Key::Space);
    desk.press(Key::End);
    desk.press(Key::ArrowUp);
    desk.press(Key::ArrowDown);
    desk.press(Key::Enter);
    assert!(!desk.list_is_open("Category"), "Enter takes and closes");
    let last = desk.chosen("Category");
    assert_ne!(last, "Police");
    desk.press(Key::Enter);
    desk.press(Key::Home);
    desk.press(Key::Tab);
    assert_ne!(desk.chosen("Category"), last, "Tab takes and goes on");
    assert!(desk.list_has_keyboard("Side"));
    assert_ne!(first, "");
    // None of the letters was a command.
    let rows = desk.session().rows().to_vec();
    assert!(rows.iter().all(|row| row.status == CodingStatus::New));
    assert_eq!(desk.reading(), COURIER_TITLE);

    desk.press(Key::Home);
    desk.go_to_list("Category");
    desk.type_text("mili");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    let claim = desk.claim_on(TOLL);
    assert_eq!(claim.side, Side::A);
    assert_ne!(claim.category, Category::Unknown);
}

#[test]
fn letters_typed_on_the_heels_of_a_key_go_into_the_field_that_it_opens() {
    let world = World::new();
    let mut desk = world.window();
    desk.open_article(COURIER_TITLE);
    desk.select(TOLL);
    desk.burst("1rdj");
    assert_eq!(desk.value("Victims"), "rdj");
    assert_eq!(desk.reading(), COURIER_TITLE);
    assert!(desk.session().rows().iter().all(|row| row.status == CodingStatus::New));
}

#[test]
fn what_a_button_adds_has_the_keyboard() {
    let world = World::new();
    let mut desk = world.window();
    coded(&mut desk);
    desk.click_at("Add party");
    desk.burst("rdj");
    assert_eq!(desk.value("Party 1"), "rdj");
    desk.press(Key::Escape);
    desk.press(Key::Escape);
    desk.click_at("Add responsibility");
    desk.burst("rdj");
    assert_eq!(desk.value("by whom"), "rdj");
    assert_eq!(desk.reading(), COURIER_TITLE);
}

#[test]
fn a_long_date_expression_stays_within_the_form() {
    let world = World::new();
    world.write(
        "sweep.txt",
        "Army sweep ends in an ambush\n\n\
         Nine soldiers were killed in the night from Tuesday the nineteenth of March 2024 to \
         Wednesday the twentieth of March 2024, between 19 March 2024 and 20 March 2024, it said.\n",
    );
    let mut desk = world.window();
    desk.open_article("Army sweep ends in an ambush");
    desk.select("Nine soldiers were killed");
    desk.press(Key::Num1);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.press(Key::I);
    desk.type_text("Sweep");
    desk.press(Key::Enter);
    let right = desk.field("Title").rect().right();
    let dates = desk.rects_with("→ 2024-03");
    assert!(!dates.is_empty());
    for rect in dates {
        assert!(rect.right() <= right + 1.0, "{rect:?} reaches beyond {right}");
    }
}
