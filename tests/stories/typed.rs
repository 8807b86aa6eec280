//! The program is killed while somebody types: every word that stood in a field stands there again.

use std::fs;

use casebook::persist;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER, COURIER_TITLE, PLATEAU_TITLE, WELLS_TITLE, World};

const TOLL: &str = "Twenty-three soldiers were killed";
const WOUNDED: &str = "wounded 17 more";

/// A window on a project that is saved, with a claim of the toll in an incident.
fn coded(world: &World) -> Desk {
    let mut desk = world.window();
    desk.mark_killed(COURIER_TITLE, TOLL);
    desk.press(Key::I);
    desk.type_text("Teguey ambush");
    desk.press(Key::Enter);
    desk.save_as(&world.path("niger.casebook"));
    desk.go_to_text();
    desk
}

fn opened_again(world: &World) -> Desk {
    world.window_on(2, &world.path("niger.casebook"))
}

#[test]
fn a_half_filled_claim_form_is_open_again_where_it_was() {
    let world = World::new();
    let mut desk = coded(&world);
    desk.select(WOUNDED);
    desk.press(Key::Num2);
    desk.fill("Victims", "Army of Nig");
    desk.enter("Note", "the ministry “corrected” it");
    desk.fill("Incident", "Road to Tegu");
    desk.kill();

    let mut desk = opened_again(&world);
    desk.expect("What you were typing stands in its form again.");
    desk.expect_no("Recovered");
    assert_eq!(desk.reading(), COURIER_TITLE);
    desk.expect("New claim");
    assert_eq!(desk.value("Victims"), "Army of Nig");
    assert_eq!(desk.value("Note"), "the ministry “corrected” it");
    assert_eq!(desk.value("Incident"), "Road to Tegu");
    assert_eq!(desk.counts(), (1, 1), "no edit was made of it");
    assert!(!desk.session().is_dirty());

    desk.press_with(Modifiers::COMMAND, Key::Enter);
    let claim = desk.claim_on(WOUNDED);
    assert_eq!(claim.note, "the ministry “corrected” it");
    assert_eq!(claim.incident, Some(desk.incident("Road to Tegu").id.clone()));
    desk.kill();

    // It is a claim now, and no form any more.
    let mut desk = opened_again(&world);
    desk.expect("Recovered 1 edit");
    desk.expect_no("What you were typing");
    desk.expect_no("New claim");
    assert_eq!(desk.counts(), (2, 2));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.counts(), (1, 1));
}

#[test]
fn forms_that_wait_in_other_articles_wait_again() {
    let world = World::new();
    let mut desk = coded(&world);
    desk.select(WOUNDED);
    desk.press(Key::Num2);
    desk.enter("Victims", "Army of Niger");
    desk.open_article(PLATEAU_TITLE);
    desk.select("killed 30 soldiers");
    desk.press(Key::Num1);
    desk.enter("Source", "Islamic State");
    desk.open_article(WELLS_TITLE);
    desk.kill();

    let mut desk = opened_again(&world);
    desk.expect("2 forms that you had begun are there again.");
    desk.expect("2 claim forms left open");
    assert_eq!(desk.reading(), WELLS_TITLE);
    desk.open_article(COURIER_TITLE);
    assert_eq!(desk.value("Victims"), "Army of Niger");
    desk.open_article(PLATEAU_TITLE);
    assert_eq!(desk.value("Source"), "Islamic State");

    // Left behind by the user, they do not come back.
    assert!(!desk.close_button());
    assert!(desk.click_to_leave("Leave it behind"));
    drop(desk);
    let desk = opened_again(&world);
    desk.expect_no("claim form");
    assert!(!persist::beside(&world.path("niger.casebook"), "drafts").exists());
}

#[test]
fn words_typed_into_an_incident_and_a_claim_stand_in_their_fields_again() {
    let world = World::new();
    for (field, words) in
        [("Title", "Ambush on the road"), ("Date", "on Wedn"), ("Said on", "2024-03-2")]
    {
        let mut desk = coded(&world);
        if field == "Said on" {
            desk.click_words(TOLL);
        }
        desk.fill(field, words);
        desk.kill();
        let mut desk = opened_again(&world);
        desk.expect("What you were typing stands in its form again.");
        assert_eq!(desk.value(field), words);
        desk.expect_no("Recovered");
        // It is an edit once it is meant.
        if field == "Title" {
            desk.go_to_text();
            desk.press_with(Modifiers::COMMAND, Key::S);
            desk.settle();
            assert_eq!(desk.incident(words).title, words);
        }
        drop(desk);
        for name in ["niger.casebook", "niger.casebook-journal", "niger.casebook-drafts"] {
            fs::remove_file(world.path(name)).unwrap_or_default();
        }
    }
}

#[test]
fn the_title_that_is_typed_over_an_article_and_a_reason_stand_there_again() {
    let world = World::new();
    let mut desk = coded(&world);
    desk.fill("Publisher", "The River Cou");
    desk.kill();
    let mut desk = opened_again(&world);
    assert_eq!(desk.value("Publisher"), "The River Cou");
    desk.enter("Publisher", "The River Courier");

    // The sheet of all that is known of an article is open again, too.
    desk.press_with(Modifiers::COMMAND, Key::D);
    desk.fill("Note", "compare with the radio");
    desk.kill();
    let mut desk = opened_again(&world);
    assert_eq!(desk.value("Note"), "compare with the radio");
    desk.click_role(Role::Button, "Close");
    let courier = desk.project().articles.values().find(|a| a.path == COURIER);
    assert_eq!(courier.unwrap().note, "compare with the radio");

    desk.click_words(TOLL);
    desk.click_role(Role::Button, "Override…");
    desk.fill("Reason", "a later list of names");
    desk.kill();
    let desk = opened_again(&world);
    assert_eq!(desk.value("Reason"), "a later list of names");
}

#[test]
fn what_is_typed_above_an_article_outlives_other_edits_and_other_articles() {
    let world = World::new();
    let mut desk = world.window();
    let courier = |desk: &Desk| {
        desk.project().articles.values().find(|a| a.path == COURIER).map(|a| a.publisher.clone())
    };
    desk.open_article(COURIER_TITLE);
    desk.enter("Publication date", "some day");
    desk.expect("\"some day\" is not understood");
    desk.mark_killed(COURIER_TITLE, TOLL);
    assert_eq!(desk.value("Publication date"), "some day", "another edit does not wipe it");
    desk.fill("Publisher", "The Courier");
    desk.open_article(PLATEAU_TITLE);
    assert_eq!(courier(&desk).as_deref(), Some("The Courier"), "it was typed for that article");
    assert_eq!(desk.value("Publisher"), "Plateau Radio");
    desk.expect_no("is not understood");
    desk.open_article(COURIER_TITLE);
    assert_eq!(desk.value("Publication date"), "some day");
    desk.expect("\"some day\" is not understood");
    // It outlives the program, also where another article is read by then.
    desk.save_as(&world.path("niger.casebook"));
    desk.open_article(PLATEAU_TITLE);
    desk.enter("Publication date", "no day");
    desk.open_article(WELLS_TITLE);
    desk.kill();
    let mut desk = opened_again(&world);
    desk.open_article(PLATEAU_TITLE);
    assert_eq!(desk.value("Publication date"), "no day");
    desk.press(Key::Escape);
    desk.open_article(COURIER_TITLE);
    assert_eq!(desk.value("Publication date"), "some day");
    desk.enter("Publication date", "22 March 2024");
    desk.expect_no("is not understood");
    // In the words of its own it would differ from what is known for ever, and be set at each turn.
    assert_eq!(desk.value("Publication date"), "2024-03-22");
    // Escape gives back what is known.
    desk.fill("Publisher", "The Cour");
    desk.press(Key::Escape);
    assert_eq!(desk.value("Publisher"), "The Courier");
}

#[test]
fn a_date_that_is_none_keeps_the_details_of_an_article_open() {
    let world = World::new();
    let mut desk = world.window();
    desk.open_article(COURIER_TITLE);
    desk.press_with(Modifiers::COMMAND, Key::D);
    desk.fill("Published", "some day");
    desk.enter("Author", "A. Reporter");
    desk.expect("The date was not changed: ");
    assert_eq!(desk.value("Published"), "some day");
    assert_eq!(desk.value("Author"), "A. Reporter");
    desk.fill("Note", "compare");
    desk.click_role(Role::Button, "Close");
    desk.expect("The date was not changed: ");
    let courier = |desk: &Desk| {
        desk.project().articles.values().find(|a| a.path == COURIER).cloned().unwrap()
    };
    assert_eq!((&*courier(&desk).author, &*courier(&desk).note), ("A. Reporter", "compare"));
    desk.fill("Published", "2024-03-22");
    desk.click_role(Role::Button, "Close");
    assert!(!desk.sees("Article details"));
    assert_eq!(courier(&desk).published_on().unwrap().to_string(), "2024-03-22");
}

#[test]
fn a_save_and_a_closed_window_take_what_is_half_typed_with_them() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let mut desk = coded(&world);
    desk.fill("Title", "Ambush on the road");
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    let saved = persist::load(&path).unwrap().project;
    assert!(saved.incidents.values().any(|i| i.title == "Ambush on the road"));
    assert!(!desk.session().is_dirty());

    desk.fill("Title", "Ambush at noon");
    assert!(!desk.close_button());
    desk.expect("Save “articles” before closing?");
    assert!(desk.click_to_leave("Save"));
    drop(desk);
    let desk = opened_again(&world);
    assert_eq!(desk.incident("Ambush at noon").title, "Ambush at noon");
    desk.expect_no("What you were typing");
}

#[test]
fn words_whose_article_has_changed_are_found_again_or_said_to_be_gone() {
    let world = World::new();
    let mut desk = coded(&world);
    desk.open_article(PLATEAU_TITLE);
    desk.select("killed 30 soldiers");
    desk.press(Key::Num1);
    desk.enter("Victims", "Army of Niger");
    desk.kill();
    // A line more above: the same words, elsewhere.
    let text = world.read("plateau.txt");
    world.write("plateau.txt", &text.replace("\n\nThe defence", "\n\nCorrected.\n\nThe defence"));
    let mut desk = opened_again(&world);
    assert_eq!(desk.value("Victims"), "Army of Niger");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(desk.claim_on("killed 30 soldiers").outcome.to_string(), "Killed");

    desk.select("23 dead");
    desk.press(Key::Num1);
    desk.enter("Victims", "Soldiers");
    desk.kill();
    let text = world.read("plateau.txt");
    world.write("plateau.txt", &text.replace("23 dead", "two dozen dead"));
    let mut desk = world.window_on(3, &world.path("niger.casebook"));
    desk.expect("Recovered 1 edit");
    assert_eq!(desk.value("Victims"), "Soldiers");
    desk.expect("This form was begun on “23 dead”");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(desk.counts(), (2, 1), "no other words become a claim");
    assert_eq!(desk.value("Victims"), "Soldiers");
}

#[test]
fn a_folder_that_was_coded_without_a_file_is_opened_with_its_work() {
    let world = World::new();
    let mut desk = world.window();
    desk.mark_killed(COURIER_TITLE, TOLL);
    desk.select(WOUNDED);
    desk.press(Key::Num2);
    desk.enter("Victims", "Army of Niger");
    desk.kill();
    let mut desk = world.window_on(2, &world.articles());
    desk.expect("Recovered 2 edits");
    assert_eq!(desk.value("Victims"), "Army of Niger");
    assert_eq!(desk.counts(), (1, 0));
    // Saved, it has its own file, and the folder begins anew.
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.save_as(&world.path("niger.casebook"));
    drop(desk);
    let desk = world.window_on(3, &world.articles());
    assert_eq!(desk.counts(), (0, 0));
    assert!(world.read(COURIER).contains(TOLL));
}
