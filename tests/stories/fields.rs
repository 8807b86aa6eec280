//! The incident form: each field stands for itself, and a place that is put right is right
//! everywhere.

use casebook::model::GeoPrecision;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER_TITLE, PLATEAU_TITLE, WELLS_TITLE, World};

const TOLL: &str = "Twenty-three soldiers were killed";

/// An incident of the Courier's toll, open in the form.
fn ambush(desk: &mut Desk) {
    desk.mark_killed(COURIER_TITLE, TOLL);
    desk.press(Key::I);
    desk.type_text("Ambush");
    desk.press(Key::Enter);
}

/// Another one of the Plateau's.
fn other(desk: &mut Desk) {
    desk.mark_killed(PLATEAU_TITLE, "23 dead");
    desk.press(Key::I);
    desk.type_text("Losses");
    desk.press(Key::Enter);
}

/// Gives the incident a place of the gazetteer, chosen from the list.
fn at_aleppo(desk: &mut Desk) {
    desk.fill("Place", "Alepp");
    desk.expect("Aleppo");
    desk.press(Key::Enter);
}

#[test]
fn a_place_of_the_gazetteer_is_offered_and_taken_whole() {
    let world = World::new();
    let mut desk = world.window();
    ambush(&mut desk);
    at_aleppo(&mut desk);
    assert_eq!(desk.value("Place"), "Aleppo");
    assert_eq!(desk.value("Country"), "SYR");
    assert!(desk.value("Lat, lon").starts_with("36.2"), "{}", desk.value("Lat, lon"));
    let incident = desk.incident("Ambush");
    let place = &desk.project().places[incident.place.as_ref().unwrap()];
    assert!(!place.gazetteer.is_empty() && !place.licence.is_empty(), "where it comes from");
    assert_eq!(incident.geo_precision, GeoPrecision::Exact);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert!(desk.project().places.is_empty(), "one step");
}

#[test]
fn a_gazetteers_file_is_taken_in_and_its_places_are_offered() {
    let world = World::new();
    let mut desk = world.window();
    let import = |desk: &mut Desk, file: &str| {
        desk.press_with(Modifiers::COMMAND, Key::K);
        desk.type_text("import gazetteer");
        desk.press(Key::Enter);
        desk.fill("Path", &world.path(file).to_string_lossy());
        desk.press(Key::Enter);
        desk.settle();
    };
    std::fs::write(world.path("rivers.csv"), "river,length\nKomadi,12\n").unwrap();
    import(&mut desk, "rivers.csv");
    desk.expect("no place was imported");
    let villages = "name,latitude,longitude,country\nTiloa,15.05,2.05,NER\nBirni,15.2,2.4,NER\n";
    std::fs::write(world.path("villages.csv"), villages).unwrap();
    import(&mut desk, "villages.csv");
    desk.expect("2 places added");
    assert_eq!(desk.project().places.len(), 2);
    ambush(&mut desk);
    desk.fill("Place", "Tilo");
    desk.press(Key::Enter);
    assert_eq!((desk.value("Place").as_str(), desk.value("Country").as_str()), ("Tiloa", "NER"));
    for _ in 0..20 {
        desk.press_with(Modifiers::COMMAND, Key::Z);
    }
    assert!(desk.project().places.is_empty(), "one change, taken back like any other");
}

#[test]
fn another_place_takes_the_incident_out_of_the_old_one() {
    let world = World::new();
    let mut desk = world.window();
    ambush(&mut desk);
    at_aleppo(&mut desk);
    // Nothing of that name is taken unless it is chosen.
    desk.enter("Place", "Tiloa");
    assert_eq!(desk.value("Lat, lon"), "");
    assert_eq!(desk.value("Country"), "");
    let incident = desk.incident("Ambush");
    assert_eq!((incident.place.clone(), &*incident.place_text), (None, "Tiloa"));
    assert_eq!(incident.geo_precision, GeoPrecision::Unspecified);
    desk.expect_no("Aleppo, SYR");
    // The project's own place of that very name is.
    desk.enter("Place", "aleppo");
    assert_eq!(desk.value("Country"), "SYR");
    // Other words for the same place leave it where it is.
    desk.enter("Place", "eastern Aleppo");
    assert_eq!(desk.value("Country"), "SYR");
    desk.enter("Place", "");
    assert_eq!(desk.value("Country"), "");
    assert_eq!(desk.incident("Ambush").place, None);
}

#[test]
fn an_emptied_point_is_gone_and_moves_no_other_incident() {
    let world = World::new();
    let mut desk = world.window();
    ambush(&mut desk);
    at_aleppo(&mut desk);
    desk.enter("Lat, lon", "");
    assert_eq!(desk.value("Lat, lon"), "");
    assert_eq!(desk.incident("Ambush").place, None, "the gazetteer’s place is as it was");
    assert!(desk.project().places.values().all(|p| p.coordinates().is_some()));
    // A point of one’s own is forgotten, and nothing but the point.
    desk.enter("Place", "Tiloa");
    desk.enter("Lat, lon", "15.1N 2.0E");
    desk.enter("Country", "niger");
    assert_eq!(desk.value("Country"), "NER");
    desk.enter("Lat, lon", "");
    let incident = desk.incident("Ambush");
    let place = &desk.project().places[incident.place.as_ref().unwrap()];
    assert_eq!((place.coordinates(), &*place.country), (None, "NER"));
}

#[test]
fn what_cannot_be_taken_stays_in_its_field_and_loses_nothing_else() {
    let world = World::new();
    let mut desk = world.window();
    other(&mut desk);
    ambush(&mut desk);
    desk.enter("Place", "Teguey");
    desk.enter("Lat, lon", "north of town");
    desk.enter("Country", "Sirya");
    desk.expect("no pair of coordinates");
    desk.expect("“Sirya” is no country");
    desk.enter("Title", "Teguey ambush");
    desk.enter("Date", "20 March 2024");
    let incident = desk.incident("Teguey ambush");
    assert_eq!(incident.when.as_ref().unwrap().start.to_string(), "2024-03-20");
    assert_eq!(incident.place_text, "Teguey");

    // Elsewhere and back: it waits as it was typed.
    desk.open_article(PLATEAU_TITLE);
    desk.press(Key::CloseBracket);
    assert_eq!(desk.value("Lat, lon"), "");
    desk.expect_no("no pair of coordinates");
    desk.open_article(COURIER_TITLE);
    desk.press(Key::CloseBracket);
    assert_eq!(desk.value("Lat, lon"), "north of town");
    assert_eq!(desk.value("Country"), "Sirya");
    desk.expect("no pair of coordinates");
    desk.enter("Country", "Niger");
    desk.expect_no("is no country");
    assert_eq!(desk.value("Country"), "NER");
    assert_eq!(desk.value("Lat, lon"), "north of town");
}

#[test]
fn a_date_counts_from_the_article_as_it_is_dated_now() {
    let world = World::new();
    world.write("late.txt", "Garrison attacked\n\nA garrison was attacked on Tuesday, it said.\n");
    let mut desk = world.window();
    desk.open_article("Garrison attacked");
    desk.press_with(Modifiers::SHIFT, Key::I);
    desk.enter("Date", "Tuesday");
    desk.expect("which is not known");
    desk.enter("Place", "Inates");
    desk.press_with(Modifiers::COMMAND, Key::D);
    desk.enter("Published", "2019-12-13");
    desk.click("Close");
    desk.expect_no("which is not known");
    let incident = desk.project().incidents.values().next().unwrap().clone();
    assert_eq!(incident.when.as_ref().unwrap().start.to_string(), "2019-12-10");
    assert_eq!(incident.place_text, "Inates");
}

#[test]
fn an_incident_does_not_stay_beside_an_article_that_says_nothing_of_it() {
    let world = World::new();
    let mut desk = world.window();
    ambush(&mut desk);
    desk.expect("Remove incident");
    desk.open_article(WELLS_TITLE);
    desk.expect_no("Remove incident");
}

#[test]
fn a_refused_value_of_a_claim_says_so_where_it_stands() {
    let world = World::new();
    let mut desk = world.window();
    desk.mark_killed(COURIER_TITLE, TOLL);
    desk.enter("low", "12");
    desk.enter("best", "5");
    desk.expect("low ≤ best ≤ high must hold");
    desk.enter("Note", "counted twice");
    desk.enter("Said on", "soon");
    assert_eq!(desk.value("Said on"), "soon");
    let claim = desk.claim_on(TOLL);
    assert_eq!((claim.figure.low, claim.claimed_at), (Some(12), None));
    assert_eq!(claim.note, "counted twice", "the other fields are taken");
    // Elsewhere and back: it waits as it was typed, and says so.
    desk.open_article(WELLS_TITLE);
    desk.expect_no("low ≤ best ≤ high must hold");
    desk.open_article(COURIER_TITLE);
    desk.press(Key::CloseBracket);
    assert_eq!(desk.value("best"), "5");
    desk.expect("low ≤ best ≤ high must hold");
    desk.enter("best", "20");
    desk.expect_no("low ≤ best ≤ high must hold");
    assert_eq!(desk.claim_on(TOLL).figure.best, Some(20));
    assert_eq!(desk.value("Said on"), "soon");
}

#[test]
fn an_override_says_at_its_own_field_what_is_wrong() {
    let world = World::new();
    let mut desk = world.window();
    ambush(&mut desk);
    desk.click_with(Role::Button, "Override");
    desk.enter("override low", "many");
    desk.click_with(Role::Button, "Set override");
    desk.expect("“many” is not a number");
    desk.expect("An override needs a reason.");
    desk.enter("override low", "20");
    desk.expect_no("is not a number");
    desk.enter("Reason", "the list of names");
    desk.expect_no("An override needs a reason.");
    desk.click_with(Role::Button, "Set override");
    assert_eq!(desk.project().overrides.len(), 1);
}
