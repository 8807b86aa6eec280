//! Around the loop over suggestions: whole incidents judged at once, dates and places taken by a key,
//! the project's own words, incidents linked, articles on one incident.

use casebook::model::{Judgement, LinkKind, Outcome, PlaceProvenance};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER_TITLE, World};

const TITLE: &str = "Shells fall on the market of Ayorou";
const TEXT: &str = "\
Shells fall on the market of Ayorou

NIAMEY (River Courier) - Twenty-three people were killed on Wednesday when shells fell on the market of \
Ayorou, the mayor said.

Seventeen people were injured, according to the hospital of the town.
";

const FAR_TITLE: &str = "Soldiers ambushed, army says";
const FAR_TEXT: &str = "\
Soldiers ambushed, army says

NIAMEY (River Courier) - Nine soldiers were killed on Wednesday in an ambush, the army said.
";

const WORDS_TITLE: &str = "Raid on the salt road";
const WORDS_TEXT: &str = "\
Raid on the salt road

Fourteen azalai were smitten on Wednesday on the road to the salt pans, the prefect said.
";

const AGAIN_TITLE: &str = "Mayor of Ayorou counts the dead of the market";
const AGAIN_TEXT: &str = "\
Mayor of Ayorou counts the dead of the market

At least 26 people were killed when shells fell on the market of Ayorou on Wednesday, the mayor said on \
Saturday. The market of Ayorou will stay closed.
";

/// The world with more articles of 23 March 2024.
fn world(articles: &[(&str, &str, &str)]) -> World {
    let world = World::new();
    let mut metadata = world.read("metadata.csv");
    for (name, title, text) in articles {
        world.write(name, text);
        let line = format!("{name},2024-03-23,\"{title}\",The River Courier\n");
        metadata.push_str(&line);
    }
    world.write("metadata.csv", &metadata);
    world
}

const UNDO: (Modifiers, Key) = (Modifiers::COMMAND, Key::Z);

fn waiting(desk: &Desk, title: &str) -> usize {
    let row = desk.session().rows().iter().find(|row| row.title == title).cloned();
    row.unwrap().unreviewed.expect("the article was read ahead")
}

#[test]
fn a_whole_proposed_incident_is_rejected_by_one_key_and_stays_rejected() {
    let world = world(&[("market.txt", TITLE, TEXT)]);
    let mut desk = world.window();
    desk.open_article(TITLE);
    desk.press(Key::N);
    desk.press_with(Modifiers::SHIFT, Key::X);
    assert_eq!((waiting(&desk, TITLE), desk.counts()), (0, (0, 0)));
    let judged: Vec<_> = desk.project().decisions.values().map(|d| d.judgement.clone()).collect();
    assert_eq!(judged, [Judgement::Rejected, Judgement::Rejected]);
    desk.press_with(UNDO.0, UNDO.1);
    assert_eq!(waiting(&desk, TITLE), 2, "one step to undo");
    desk.press(Key::N);
    desk.click_with(Role::Button, "Reject incident");
    let file = world.path("rejected.casebook");
    desk.save_as(&file);
    drop(desk);
    let desk = world.window_on(2, &file);
    assert_eq!(waiting(&desk, TITLE), 0);
}

#[test]
fn a_place_of_the_gazetteer_keeps_its_number_and_licence_until_it_is_moved() {
    let world = world(&[("market.txt", TITLE, TEXT)]);
    let mut desk = world.window();
    desk.open_article(TITLE);
    desk.press(Key::N);
    desk.press(Key::A);
    let place = |desk: &Desk| {
        let incident = desk.project().incidents.values().next().unwrap().clone();
        assert_eq!(incident.place_text, "Ayorou", "and not the dateline’s Niamey");
        desk.project().places[incident.place.as_ref().unwrap()].clone()
    };
    let taken = place(&desk);
    assert_eq!(taken.country, "NER");
    assert!(!taken.gazetteer.is_empty() && taken.id.as_str() == format!("gn{}", taken.gazetteer));
    assert_eq!(taken.provenance, PlaceProvenance::Bundled);
    assert!(taken.licence.contains("GeoNames"), "{}", taken.licence);
    desk.expect("Bundled gazetteer, no. ");
    desk.enter("Lat, lon", "14.7, 0.9");
    let moved = place(&desk);
    assert_eq!(moved.coordinates(), Some((14.7, 0.9)));
    assert_eq!((moved.provenance.clone(), moved.licence.as_str()), (PlaceProvenance::Analyst, ""));
    desk.expect("Set by hand");
}

#[test]
fn a_place_of_the_gazetteer_is_moved_and_emptied_in_the_sheet_of_places() {
    let world = world(&[("market.txt", TITLE, TEXT)]);
    let mut desk = world.window();
    desk.open_article(TITLE);
    desk.press(Key::N);
    desk.press(Key::A);
    // The form of the incident has a field of that name too.
    desk.open_article(COURIER_TITLE);
    desk.press_with(Modifiers::COMMAND, Key::R);
    desk.click("Places");
    desk.click_with(Role::Button, "NER · 1 incident");
    let place = |desk: &Desk| desk.project().places.values().next().unwrap().clone();
    let taken = place(&desk);
    desk.enter("Note", "a market town");
    assert_eq!(
        place(&desk).provenance,
        PlaceProvenance::Bundled,
        "its point is still the bundle’s"
    );
    desk.enter("Lat, lon", "14.7, 0.9");
    let moved = place(&desk);
    assert_eq!(moved.coordinates(), Some((14.7, 0.9)));
    assert_eq!((moved.provenance.clone(), moved.licence.as_str()), (PlaceProvenance::Analyst, ""));
    assert_eq!(moved.gazetteer, taken.gazetteer, "it is still that place of the gazetteer");
    // Each fault stays where it was typed, and says so.
    desk.enter("Country", "Nowhereland");
    desk.enter("Lat, lon", "north of the river");
    desk.expect("“Nowhereland”");
    desk.expect("“north of the river” is no pair of coordinates");
    desk.enter("Country", "NER");
    desk.enter("Lat, lon", "");
    assert_eq!(place(&desk).coordinates(), None);
    assert_eq!(place(&desk).country, "NER");
}

#[test]
fn date_and_place_are_taken_from_the_article_by_a_key_each() {
    let world = world(&[("market.txt", TITLE, TEXT)]);
    let mut desk = world.window();
    desk.open_article(TITLE);
    desk.select("Twenty-three people were killed");
    desk.press(Key::Num1);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.press(Key::I);
    desk.type_text("market");
    desk.press(Key::Enter);
    desk.go_to_text();
    desk.press(Key::T);
    desk.press(Key::P);
    let incident = desk.incident("market");
    let when = incident.when.as_ref().map(|when| when.span().display_iso());
    assert_eq!(when.as_deref(), Some("2024-03-20"));
    assert_eq!(incident.place_text, "Ayorou");
    // Again for the next one.
    desk.press(Key::P);
    assert_eq!(desk.incident("market").place_text, "Niamey");
}

#[test]
fn where_only_the_dateline_gives_a_place_it_is_not_taken_by_itself() {
    let world = world(&[("far.txt", FAR_TITLE, FAR_TEXT)]);
    let mut desk = world.window();
    desk.open_article(FAR_TITLE);
    desk.press(Key::N);
    desk.expect("Niamey");
    desk.expect("a guess: not taken with the incident");
    desk.press(Key::A);
    let incident = desk.project().incidents.values().next().unwrap().clone();
    assert_eq!((incident.place_text.as_str(), incident.place.is_some()), ("", false));
    assert_eq!(incident.title, "Ambush, 2024-03-20");
    desk.press(Key::P);
    let incident = desk.project().incidents.values().next().unwrap().clone();
    assert_eq!(incident.place_text, "Niamey");
}

#[test]
fn words_of_the_project_are_read_at_once() {
    let world = world(&[("raid.txt", WORDS_TITLE, WORDS_TEXT)]);
    let mut desk = world.window();
    desk.open_article(WORDS_TITLE);
    assert_eq!(waiting(&desk, WORDS_TITLE), 0);
    let version = desk.project().codebook.version.clone();
    desk.click_role(Role::Button, "View");
    desk.click_with(Role::Button, "Words of the project");
    desk.expect("None yet.");
    desk.fill("Words", "azalai");
    desk.click_with(Role::Button, "Add word");
    desk.fill("Words", "Smitten");
    desk.choose("What the words are for", "What was done");
    desk.click_with(Role::Button, "Add word");
    desk.expect("smitten");
    desk.click("Close");
    desk.settle();
    let words: Vec<_> = desk.project().codebook.lexicon.iter().map(|t| t.words.clone()).collect();
    assert_eq!(words, ["azalai", "smitten"]);
    assert_eq!(desk.project().codebook.version, version, "no figure changes");
    assert_eq!(waiting(&desk, WORDS_TITLE), 1);
    desk.go_to_text();
    desk.press(Key::N);
    desk.press(Key::Enter);
    let claim = desk.project().claims.values().next().unwrap().clone();
    assert_eq!((claim.figure.best, claim.outcome.clone()), (Some(14), Outcome::Killed));
    for _ in 0..3 {
        desk.press_with(UNDO.0, UNDO.1);
    }
    desk.settle();
    assert_eq!(waiting(&desk, WORDS_TITLE), 0, "undone like any edit");
}

#[test]
fn incidents_are_linked_by_kind_and_turned_around() {
    let world = world(&[("market.txt", TITLE, TEXT), ("far.txt", FAR_TITLE, FAR_TEXT)]);
    let mut desk = world.window();
    for title in [TITLE, FAR_TITLE] {
        desk.open_article(title);
        desk.press(Key::N);
        desk.press(Key::A);
    }
    desk.press(Key::L);
    desk.expect("Link to incident");
    desk.press(Key::Enter);
    let link = |desk: &Desk| desk.project().links.values().next().unwrap().clone();
    assert_eq!(link(&desk).kind, LinkKind::PartOf);
    let first = link(&desk);
    let market = desk.project().incidents[&first.b].title.clone();
    desk.choose(&format!("How it stands to {market}"), "Retaliation for");
    assert_eq!(link(&desk).kind, LinkKind::Retaliation);
    desk.click_role(Role::Button, &format!("Turn the link with {market} around"));
    assert_eq!((link(&desk).a.clone(), link(&desk).b.clone()), (first.b.clone(), first.a.clone()));
    desk.click_role(Role::Button, &format!("Remove the link with {market}"));
    assert!(desk.project().links.is_empty());
}

#[test]
fn incidents_are_linked_while_no_article_is_open() {
    let world = world(&[("market.txt", TITLE, TEXT), ("far.txt", FAR_TITLE, FAR_TEXT)]);
    let path = world.path("niger.casebook");
    let mut desk = world.window();
    for title in [TITLE, FAR_TITLE] {
        desk.open_article(title);
        desk.press(Key::N);
        desk.press(Key::A);
    }
    desk.save_as(&path);
    drop(desk);
    let mut desk = world.window_on(2, &path);
    desk.press_with(Modifiers::COMMAND, Key::Num5);
    desk.click_with(Role::Row, "Ayorou");
    desk.press(Key::T);
    assert!(desk.project().links.is_empty());
    desk.press(Key::L);
    desk.press(Key::Enter);
    assert_eq!(desk.project().links.len(), 1);
}

#[test]
fn a_pair_is_never_coded_into_an_incident_of_other_days() {
    let articles = [("market.txt", TITLE, TEXT), ("again.txt", AGAIN_TITLE, AGAIN_TEXT)];
    let world = world(&articles);
    let mut desk = world.window();
    // What one of them is coded in first is another incident, of years before.
    desk.open_article(TITLE);
    desk.select("hospital of the town");
    desk.press(Key::Num2);
    desk.press(Key::Enter);
    desk.press_with(Modifiers::SHIFT, Key::I);
    desk.enter("Date", "2 May 2019");
    let old = desk.project().incidents.keys().next().unwrap().clone();
    desk.click_role(Role::Button, "Go");
    desk.click_with(Role::Button, "Articles on one incident");
    desk.settle();
    let before = desk.project().clone();
    desk.click("Code as one incident");
    assert_eq!(desk.session().derived().claims_of(&old).len(), 1, "nothing was added to it");
    assert_eq!(desk.counts().1, 2, "one incident more");
    desk.expect_no("Code as one incident");
    desk.click("Close");
    desk.press_with(UNDO.0, UNDO.1);
    assert_eq!(desk.project().claims, before.claims, "one step to undo");
    // Nothing waits in one of them: nothing is coded, and there is nothing to undo.
    desk.open_article(TITLE);
    desk.press(Key::N);
    desk.press_with(Modifiers::SHIFT, Key::X);
    desk.click_role(Role::Button, "Go");
    desk.click_with(Role::Button, "Articles on one incident");
    desk.settle();
    let before = desk.project().clone();
    desk.click("Code as one incident");
    desk.expect("Nothing was coded");
    assert!(!desk.offers_undo());
    assert_eq!(desk.project().claims, before.claims);
}

#[test]
fn two_articles_on_one_incident_are_coded_as_one_or_kept_apart() {
    let articles = [("market.txt", TITLE, TEXT), ("again.txt", AGAIN_TITLE, AGAIN_TEXT)];
    let world = world(&articles);
    let mut desk = world.window();
    let open = |desk: &mut Desk| {
        desk.click_role(Role::Button, "Go");
        desk.click_with(Role::Button, "Articles on one incident");
        desk.settle();
    };
    open(&mut desk);
    desk.expect(AGAIN_TITLE);
    desk.click("Code as one incident");
    assert_eq!(desk.counts().1, 1, "one incident");
    let incident = desk.project().incidents.keys().next().unwrap().clone();
    let claims = desk.session().derived().claims_of(&incident).len();
    assert_eq!(claims, 3, "23 and 26 killed, 17 injured");
    desk.expect_no("Code as one incident");
    desk.click("Close");
    desk.press_with(UNDO.0, UNDO.1);
    assert_eq!(desk.counts(), (0, 0), "one step to undo");
    open(&mut desk);
    desk.click("Not the same");
    desk.expect_no("Not the same");
    desk.click("Close");
    open(&mut desk);
    desk.expect_no("Code as one incident");
}
