//! How much an analyst must press and click to code five reports completely, from an empty project:
//! with suggestions, and without.

use casebook::model::{Category, Claim, CodingStatus, Incident, Outcome, Scope, Side};
use eframe::egui::accesskit::Role;
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

/// The most that coding them may take; by hand with every date, place and source.
const WITH_SUGGESTIONS: usize = 60;
const WITHOUT: usize = 200;

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

/// The days, the place and the name of an incident.
#[track_caller]
fn expect_incident(of: &Incident, days: &str, place: &str) {
    let when = of.when.as_ref().map(|w| w.span().display_iso()).unwrap_or_default();
    assert_eq!(when, days, "{}", of.title);
    assert!(of.place_text.contains(place), "{}: {}", of.title, of.place_text);
    assert!(of.title.contains(place), "{} is at {place}", of.title);
}

/// What the five reports say, whoever coded them.
#[track_caller]
fn expect_all(desk: &Desk) {
    use Outcome::{Injured, Killed, Neutralised};
    let military = |_: &Side, category: &Category| *category == Category::Military;

    let inates = incident(desk, says(Killed, 73));
    expect_incident(&inates, "2019-12-10", "Inates");
    assert_eq!(killed(desk, &inates, military), ["73", "73", "73+"]);
    assert_eq!(figure(desk, &inates, &Injured), ["12", "12", "12"]);
    // The report without a toll is of the same attack, and inherits none.
    let second = desk.session().rows().iter().find(|row| row.title == INATES_CLAIM).unwrap();
    let claims = desk.session().derived().claims_in(&second.id);
    let told = |claim: &&std::sync::Arc<Claim>| claim.incident.as_ref() == Some(&inates.id);
    assert!(claims.iter().any(|claim| told(&claim)), "the second report is of Inates");
    assert!(claims.iter().filter(told).all(|claim| claim.outcome != Killed));

    let camp = incident(desk, says(Killed, 53));
    assert_ne!(camp.id, inates.id);
    let when = camp.when.as_ref().map(|w| w.span().display_iso());
    assert_eq!(when.as_deref(), Some("2019-11"));

    let collision = incident(desk, says(Killed, 13));
    expect_incident(&collision, "2019-11", "Mali");
    let claims = desk.session().derived().claims_of(&collision.id);
    assert!(claims.iter().all(|claim| claim.scope == Scope::NonConflict), "kept apart");
    assert_eq!(claims.len(), 2, "both reports of it");
    assert_eq!(figure(desk, &collision, &Killed), ["13", "13", "13"]);

    let hamakat = incident(desk, says(Killed, 79));
    expect_incident(&hamakat, "2023-03-11 – 2023-03-18", "Hamakat");
    let militants = figure(desk, &hamakat, &Killed);
    assert_eq!(militants[2], "79", "the ministry's own count of its enemies: {militants:?}");

    let intagamey = incident(desk, says(Killed, 17));
    expect_incident(&intagamey, "2023-02-10", "Intagamey");
    assert_eq!(killed(desk, &intagamey, military), ["17", "17", "17+"]);

    let teguey = incident(desk, says(Killed, 23));
    expect_incident(&teguey, "2024-03-20", "Teguey");
    assert_eq!(killed(desk, &teguey, military), ["23", "23", "30"]);
    assert_eq!(figure(desk, &teguey, &Injured), ["17", "17", "17"]);
    let attackers = incident(desk, says(Neutralised, 30));
    assert_eq!(attackers.id, teguey.id, "about 30 attackers, by the ministry");

    let motogatta = incident(desk, says(Killed, 22));
    expect_incident(&motogatta, "2024-01", "Motogatta");
    assert_eq!(figure(desk, &motogatta, &Killed), ["22", "22", "22"]);

    let incidents = desk.project().incidents.len();
    assert_eq!(
        incidents,
        7,
        "{:?}",
        desk.project().incidents.values().map(|i| &i.title).collect::<Vec<_>>()
    );
    // What is no toll of theirs counts nowhere.
    for claim in desk.project().claims.values() {
        let number = claim.figure.floor().unwrap_or(0);
        let none = number > 100 && !matches!(claim.scope, Scope::Background | Scope::ForceSize);
        assert!(!none, "{claim:?}");
    }
    let rows = desk.session().rows();
    assert!(rows.iter().all(|row| row.status == CodingStatus::Coded), "each report is judged");
}

/// The README's numbers are these.
#[track_caller]
fn readme_says(words: &str) {
    let readme = include_str!("../../README.md");
    assert!(readme.contains(words), "the README does not say “{words}”");
}

/// Makes a claim of words by hand. Of a source that is known its first letter is enough.
fn mark(desk: &mut Desk, words: &str, key: Key, source: &str) {
    for _ in 0..9 {
        if desk.drag_over(words) {
            break;
        }
        desk.wheel_page();
    }
    assert_eq!(desk.selected(), words);
    desk.press(key);
    if !source.is_empty() {
        desk.go_to("Source");
        desk.type_text(source);
        // Takes the name that is lit.
        desk.press(Key::Enter);
    }
    desk.press(Key::Enter);
    desk.expect_no("New claim");
}

/// Makes an incident of the claim in focus, called by its place, on the day that the button beside
/// its date has read out of the text.
fn new_incident(desk: &mut Desk, place: &str, date: &str) {
    desk.press(Key::I);
    desk.type_text(place);
    desk.press(Key::Enter);
    desk.click_with(Role::Button, date);
    desk.click_with(Role::Button, "as the title");
}

/// Puts the claim in focus into the incident that the form guesses.
fn join(desk: &mut Desk) {
    desk.press_with(Modifiers::COMMAND, Key::I);
}

/// Puts the claim in focus into the incident that is most likely.
fn join_likely(desk: &mut Desk) {
    desk.press(Key::I);
    desk.press(Key::Enter);
}

#[test]
fn five_reports_are_coded_without_suggestions() {
    let (_world, mut desk) = five_reports();
    desk.press(Key::H);

    desk.press(Key::J);
    assert_eq!(desk.reading(), INATES);
    mark(&mut desk, "at least 73 soldiers", Key::Num1, "army");
    new_incident(&mut desk, "Inates", "two days ago");
    mark(&mut desk, "Twelve others were injured", Key::Num2, "a");
    join(&mut desk);
    mark(&mut desk, "Thirteen of its soldiers lost their lives", Key::Num1, "");
    desk.choose("Scope", "Non-conflict");
    new_incident(&mut desk, "Mali", "last month");
    desk.go_to_text();
    desk.press(Key::D);

    assert_eq!(desk.reading(), INATES_CLAIM);
    mark(&mut desk, "many of the assailants", Key::Num5, "MoD");
    join_likely(&mut desk);
    mark(&mut desk, "no fewer than 53 soldiers died", Key::Num1, "");
    new_incident(&mut desk, "camp", "November →");
    mark(&mut desk, "thirteen soldiers of the French force were killed", Key::Num1, "");
    desk.choose("Scope", "Non-conflict");
    desk.press(Key::I);
    desk.type_text("m");
    desk.press(Key::Enter);
    desk.press(Key::D);

    assert_eq!(desk.reading(), HAMAKAT);
    mark(&mut desk, "\"terrorists\" killed at 79", Key::Num1, "M");
    new_incident(&mut desk, "Hamakat", "past week");
    mark(&mut desk, "at least 17 soldiers of Niger were killed", Key::Num1, "");
    new_incident(&mut desk, "Intagamey", "10 February →");
    desk.go_to_text();
    desk.press(Key::D);

    assert_eq!(desk.reading(), TEGUEY);
    mark(&mut desk, "Twenty-three soldiers of Niger were killed", Key::Num1, "M");
    desk.choose("Source type", "State, military");
    new_incident(&mut desk, "Teguey", "Wednesday →");
    mark(&mut desk, "wounded 17 more", Key::Num2, "M");
    join(&mut desk);
    mark(&mut desk, "About 30 attackers", Key::Num5, "M");
    join(&mut desk);
    mark(&mut desk, "killed 22 civilians", Key::Num1, "");
    new_incident(&mut desk, "Motogatta", "January →");
    desk.go_to_text();
    desk.press(Key::D);

    assert_eq!(desk.reading(), TEGUEY_CLAIM);
    mark(&mut desk, "its fighters had killed 30 soldiers", Key::Num1, "IS");
    desk.choose("Source type", "Armed group");
    join_likely(&mut desk);
    desk.press(Key::D);

    expect_all(&desk);
    let inputs = desk.inputs();
    assert!(inputs <= WITHOUT, "{inputs} inputs without suggestions");
    readme_says(&format!("{inputs} without"));
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
    desk.press(Key::N);
    desk.press(Key::A);
    desk.press(Key::A);
    desk.press(Key::A);
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
    desk.press(Key::A);
    desk.press(Key::D);

    expect_all(&desk);
    let inputs = desk.inputs();
    assert!(inputs <= WITH_SUGGESTIONS, "{inputs} inputs with suggestions");
    readme_says(&format!("{inputs} with suggestions"));
}
