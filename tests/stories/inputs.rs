//! How much an analyst must press and click to code the figures of five reports from an empty project,
//! with suggestions.

use casebook::model::{Category, Claim, Incident, Outcome, Scope, Side};
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::World;

const INATES: &str = "At least 73 soldiers dead at Inates, Niger's army says";
const INATES_CLAIM: &str = "Islamic State group says its fighters took Inates";
const HAMAKAT: &str = "Niger says troops killed 79 in pursuit that reached into Mali";
const TEGUEY: &str = "Niger mourns 23 soldiers after ambush near three borders";
const TEGUEY_CLAIM: &str = "Islamic State group claims Teguey ambush and gives a higher toll";

/// The reports, as the sample has them: one attack in two of them with two tolls, another in two of
/// them of which one gives no toll, three incidents in one of them, an accident.
const REPORTS: [&str; 5] = [
    "2019-12-12-sahel-wire-inates-army-toll.txt",
    "2019-12-13-niamey-lantern-inates-claim.txt",
    "2023-03-18-sahel-wire-hamakat-pursuit.txt",
    "2024-03-22-sahel-wire-teguey-ambush.txt",
    "2024-03-24-continental-ledger-is-claim.txt",
];

/// The most that coding them may take, as the product promises it.
const WITH_SUGGESTIONS: usize = 60;

fn five_reports() -> (World, Desk) {
    let world = World::new();
    let sample = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/articles");
    let folder = world.path("five");
    std::fs::create_dir(&folder).unwrap();
    for name in REPORTS.iter().chain(&["metadata.csv"]) {
        std::fs::copy(sample.join(name), folder.join(name)).unwrap();
    }
    let desk = world.window_on(1, &folder);
    assert_eq!((desk.session().rows().len(), desk.counts()), (5, (0, 0)));
    (world, desk)
}

/// The incident to which the claim on some words belongs.
#[track_caller]
fn incident(desk: &Desk, of: impl Fn(&Claim) -> bool) -> Incident {
    let claim = desk.project().claims.values().find(|claim| of(claim)).expect("such a claim");
    let id = claim.incident.as_ref().unwrap_or_else(|| panic!("{claim:?} is in no incident"));
    Incident::clone(&desk.project().incidents[id])
}

fn says(outcome: Outcome, best: u64) -> impl Fn(&Claim) -> bool {
    move |claim| claim.outcome == outcome && claim.figure.best == Some(best)
}

/// An incident's figure for an outcome: low, best, high.
fn figure(desk: &Desk, of: &Incident, outcome: &Outcome) -> [String; 3] {
    let total = desk.session().derived().total(&of.id, outcome);
    total.unwrap_or_else(|| panic!("no {outcome:?} in {}", of.title)).parts()
}

/// An incident's figure for the dead of one side.
fn killed(desk: &Desk, of: &Incident, is: impl Fn(&Side, &Category) -> bool) -> [String; 3] {
    let figures = desk.session().derived().figures(&of.id);
    let own = |f: &&casebook::analysis::GroupFigure| {
        f.group.outcome == Outcome::Killed && is(&f.group.side, &f.group.category)
    };
    let found: Vec<_> = figures.iter().filter(own).collect();
    assert_eq!(found.len(), 1, "{}: {figures:#?}", of.title);
    found[0].parts()
}

/// What the five reports say, whoever coded them.
#[track_caller]
fn expect_all(desk: &Desk) {
    use Outcome::{Injured, Killed, Neutralised};
    let day = |of: &Incident| of.when.as_ref().map(|w| w.span().display_iso()).unwrap_or_default();
    let military = |_: &Side, category: &Category| *category == Category::Military;

    let inates = incident(desk, says(Killed, 73));
    assert_eq!(day(&inates), "2019-12-10");
    assert_eq!(killed(desk, &inates, military), ["73", "73", "73+"]);
    assert_eq!(figure(desk, &inates, &Injured), ["12", "12", "12"]);

    let collision = incident(desk, says(Killed, 13));
    assert_ne!(collision.id, inates.id);
    let claims = desk.session().derived().claims_of(&collision.id);
    assert!(claims.iter().all(|claim| claim.scope == Scope::NonConflict), "kept apart");
    assert_eq!(figure(desk, &collision, &Killed), ["13", "13", "13"]);

    let hamakat = incident(desk, says(Killed, 79));
    let militants = figure(desk, &hamakat, &Killed);
    assert_eq!(militants[2], "79", "the ministry's own count of its enemies: {militants:?}");

    let intagamey = incident(desk, says(Killed, 17));
    assert_ne!(intagamey.id, hamakat.id);
    assert_eq!(day(&intagamey), "2023-02-10");
    assert_eq!(killed(desk, &intagamey, military), ["17", "17", "17+"]);

    let teguey = incident(desk, says(Killed, 23));
    assert_eq!(day(&teguey), "2024-03-20");
    assert_eq!(killed(desk, &teguey, military), ["23", "23", "30"]);
    assert_eq!(figure(desk, &teguey, &Injured), ["17", "17", "17"]);
    let attackers = incident(desk, says(Neutralised, 30));
    assert_eq!(attackers.id, teguey.id, "about 30 attackers, by the ministry");

    let motogatta = incident(desk, says(Killed, 22));
    assert_eq!(day(&motogatta), "2024-01");
    assert_eq!(figure(desk, &motogatta, &Killed), ["22", "22", "22"]);

    // What is no toll of theirs counts nowhere.
    for claim in desk.project().claims.values() {
        let number = claim.figure.floor().unwrap_or(0);
        let none = number > 100 && !matches!(claim.scope, Scope::Background | Scope::ForceSize);
        assert!(!none, "{claim:?}");
    }
}

#[test]
fn five_reports_are_coded_with_suggestions() {
    let (_world, mut desk) = five_reports();

    desk.press(Key::J);
    assert_eq!(desk.reading(), INATES);
    desk.press(Key::N);
    // What stands under “More headlines” is of another day and place.
    desk.press_with(Modifiers::SHIFT, Key::N);
    desk.press(Key::X);
    desk.press(Key::A);
    desk.press(Key::A);
    desk.press(Key::D);

    assert_eq!(desk.reading(), INATES_CLAIM);
    desk.press(Key::D);

    assert_eq!(desk.reading(), HAMAKAT);
    desk.press(Key::N);
    desk.press(Key::A);
    desk.press(Key::A);
    desk.press(Key::D);

    assert_eq!(desk.reading(), TEGUEY);
    desk.press(Key::N);
    desk.press(Key::A);
    desk.press(Key::A);
    desk.press(Key::D);

    assert_eq!(desk.reading(), TEGUEY_CLAIM);
    desk.press(Key::N);
    // “23 dead” in the head says again what the ministry is quoted with below.
    desk.press(Key::X);
    // The attackers' account is of the ambush that was coded before.
    desk.press(Key::I);
    desk.type_text("niamey ambush");
    desk.press(Key::Enter);
    desk.press(Key::A);
    desk.press(Key::D);

    expect_all(&desk);
    let inputs = desk.inputs();
    assert!(inputs <= WITH_SUGGESTIONS, "{inputs} inputs");
}
