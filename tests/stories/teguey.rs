//! One attack in two articles: what was said by whom, and what the rule makes of it.

use casebook::analysis::Standing;
use casebook::model::{Outcome, Side, SourceKind};
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER_TITLE, PLATEAU_TITLE, World};

const ARMY: &str = "Army of Niger";
const IS: &str = "Islamic State group";
const MINISTRY: &str = "Ministry of Defence";
const INCIDENT: &str = "Teguey ambush";

/// Fills the form of marked words and accepts it.
fn claim(desk: &mut Desk, source: &str, kind: &str, speaks_for: &str) {
    desk.enter("Victims", ARMY);
    desk.choose("Side", "Side A");
    desk.enter("Source", source);
    if desk.chosen("Source type") != kind {
        desk.choose("Source type", kind);
    }
    if desk.value("Speaks for") != speaks_for {
        desk.enter("Speaks for", speaks_for);
    }
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.expect_no("New claim");
}

#[test]
fn analyst_codes_the_teguey_attack_from_two_articles_and_sees_23_23_30() {
    let world = World::new();
    let mut desk = world.window();

    // The ministry, in the first outlet.
    desk.open_article(COURIER_TITLE);
    desk.select("Twenty-three soldiers were killed");
    desk.press(Key::Num1);
    claim(&mut desk, MINISTRY, "State, civil", ARMY);
    desk.press_with(Modifiers::SHIFT, Key::I);
    desk.fill("Title", INCIDENT);
    desk.enter("Date", "on Wednesday");
    desk.click("Add party");
    desk.enter("Party 1", ARMY);
    desk.click("Add party");
    desk.enter("Party 2", IS);
    desk.choose("Side of party 2", "Side B");
    desk.select("wounded 17 more");
    desk.press(Key::Num2);
    // The incident of the claim before is a guess, and taken by a key.
    assert_eq!(desk.value("Incident"), "");
    desk.expect("the claim before is of it");
    desk.press_with(Modifiers::COMMAND, Key::I);
    assert_eq!(desk.value("Incident"), INCIDENT);
    claim(&mut desk, MINISTRY, "State, civil", ARMY);

    // The ministry again, in the second outlet: the same origin. And the other side's own claim.
    desk.open_article(PLATEAU_TITLE);
    desk.select("the losses of the army at 23 dead");
    desk.press(Key::Num1);
    claim(&mut desk, MINISTRY, "State, civil", ARMY);
    desk.press(Key::I);
    desk.press(Key::Enter); // the likely one stands first
    desk.select("it had killed 30 soldiers");
    desk.press(Key::Num1);
    desk.press_with(Modifiers::COMMAND, Key::I);
    claim(&mut desk, IS, "Armed group", IS);
    assert_eq!(desk.counts(), (4, 1));

    let incident = desk.incident(INCIDENT);
    let sides: Vec<Side> = incident.parties.iter().map(|p| p.side.clone()).collect();
    assert_eq!(sides, [Side::A, Side::B]);
    let theirs = desk.claim_on("it had killed 30 soldiers");
    let source = &desk.project().sources[theirs.source.as_ref().unwrap()];
    assert_eq!(source.kind, SourceKind::ArmedGroup);
    assert_eq!(desk.session().derived().standing(&theirs), Standing::HighOnly);
    let standing = |words| desk.session().derived().standing(&desk.claim_on(words));
    let ministry = [
        standing("Twenty-three soldiers were killed"),
        standing("the losses of the army at 23 dead"),
    ];
    let counted = ministry.iter().filter(|s| **s == Standing::Counts).count();
    assert_eq!(counted, 1, "one origin counts once: {ministry:?}");

    assert_eq!(desk.figure(INCIDENT, &Outcome::Killed), ["23", "23", "30"]);
    assert_eq!(desk.figure(INCIDENT, &Outcome::Injured), ["17", "17", "17"]);
    desk.expect("2024-03, Killed: 23 – 23 – 30, 1 incident");
    desk.expect("low 23, best 23, high 30");

    // The table says so too.
    desk.click_with(eframe::egui::accesskit::Role::Button, "Incidents  1");
    desk.expect("23 – 23 – 30");
}
