//! The loop over suggestions: the machine reads ahead, the analyst decides.

use casebook::model::{Judgement, Outcome, Review};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{PLATEAU_TITLE, WELLS_TITLE, World};

const MARKET: &str = "market.txt";
const MARKET_TITLE: &str = "Shells fall on the market of Ayorou";
const MARKET_TEXT: &str = "\
Shells fall on the market of Ayorou

NIAMEY - Twenty-three people were killed on Wednesday when shells fell on the market of Ayorou, the \
mayor said.

Seventeen people were injured, according to the hospital of the town.

The stalls were still smoking in the evening.
";

/// The world with one more article, in which two claims are suggested.
fn world() -> World {
    let world = World::new();
    world.write(MARKET, MARKET_TEXT);
    let metadata = world.read("metadata.csv");
    let line = format!("{MARKET},2024-03-23,{MARKET_TITLE},The River Courier\n");
    world.write("metadata.csv", &format!("{metadata}{line}"));
    world
}

const UNDO: (Modifiers, Key) = (Modifiers::COMMAND, Key::Z);

fn waiting(desk: &Desk, title: &str) -> usize {
    let row = desk.session().rows().iter().find(|row| row.title == title).cloned();
    row.unwrap().unreviewed.expect("the article was read ahead")
}

fn judgements(desk: &Desk) -> Vec<Judgement> {
    desk.project().decisions.values().map(|d| d.judgement.clone()).collect()
}

#[test]
fn analyst_accepts_and_rejects_by_keys_alone_and_takes_it_back() {
    let world = world();
    let mut desk = world.window();
    assert_eq!(waiting(&desk, MARKET_TITLE), 2);
    assert_eq!(waiting(&desk, WELLS_TITLE), 0);
    desk.press(Key::J);
    desk.press(Key::J);
    assert_eq!(desk.reading(), MARKET_TITLE);
    desk.expect("Suggested claims wait in this article");
    assert_eq!(desk.counts(), (0, 0), "nothing is accepted by itself");

    // The card says all that Enter would do, and why.
    desk.press(Key::N);
    desk.expect("“Twenty-three people");
    desk.expect("Goes to");
    desk.expect("Why");
    desk.press(Key::Enter);
    assert_eq!(desk.counts().0, 1);
    let (id, claim) = desk.project().claims.iter().next().unwrap();
    assert_eq!((claim.figure.best, claim.review.clone()), (Some(23), Review::Accepted));
    assert_eq!(claim.outcome, Outcome::Killed);
    let decision = desk.project().decisions.values().next().unwrap();
    assert_eq!((&decision.judgement, decision.claim.as_ref()), (&Judgement::Accepted, Some(id)));
    assert_eq!(waiting(&desk, MARKET_TITLE), 1);

    // The focus has gone on to the next one.
    desk.expect("17");
    desk.press(Key::X);
    assert_eq!(desk.counts().0, 1);
    assert_eq!(waiting(&desk, MARKET_TITLE), 0);
    desk.expect("All suggestions of this article are judged");

    // Each is one step to undo, after which its suggestion is looked at again.
    desk.press_with(UNDO.0, UNDO.1);
    assert_eq!(waiting(&desk, MARKET_TITLE), 1);
    desk.expect("Reject");
    desk.press_with(UNDO.0, UNDO.1);
    assert_eq!((waiting(&desk, MARKET_TITLE), desk.counts()), (2, (0, 0)));
    assert!(desk.project().decisions.is_empty());
    desk.expect("“Twenty-three people");
    // J, J, N, Enter, X, and Ctrl with Z twice.
    assert_eq!((desk.inputs(), desk.used_the_mouse()), (9, false));
    // What was said of an article goes with it.
    desk.press(Key::X);
    desk.press(Key::X);
    desk.expect("All suggestions of this article are judged");
    desk.press(Key::K);
    desk.expect_no("All suggestions of this article are judged");
}

#[test]
fn what_was_rejected_stays_rejected_when_the_article_is_read_again() {
    let world = world();
    let mut desk = world.window();
    desk.open_article(MARKET_TITLE);
    desk.press(Key::N);
    desk.press(Key::X);
    let file = world.path("rejected.casebook");
    desk.save_as(&file);
    assert!(desk.close_button());
    drop(desk);
    let text = world.read(MARKET);
    world.write(MARKET, &text.replace("NIAMEY - ", "NIAMEY, Friday evening - "));

    let mut desk = world.window_on(2, &file);
    assert_eq!(judgements(&desk), [Judgement::Rejected]);
    desk.open_article(MARKET_TITLE);
    desk.press(Key::N);
    desk.expect_no("“Twenty-three people");
    desk.expect("1 waits");
}

#[test]
fn analyst_edits_a_suggestion_before_it_becomes_a_claim() {
    let world = world();
    let mut desk = world.window();
    desk.open_article(MARKET_TITLE);
    desk.press(Key::N);
    desk.press(Key::E);
    desk.expect("Edit suggestion");
    assert_eq!(desk.value("best"), "23");
    desk.choose("Category", "Mixed");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(judgements(&desk), [Judgement::Edited]);
    let claim = desk.project().claims.values().next().unwrap().clone();
    assert_eq!(claim.category, casebook::model::Category::Mixed);
    // And on to the next one.
    desk.expect("1 waits");
    // Its rule's record says so, and can be switched off.
    desk.click_role(Role::Button, "View");
    desk.click_with(Role::Button, "Suggestion rules…");
    desk.expect("100 %");
    let rule = desk.project().decisions.values().next().unwrap().rule.clone();
    desk.click_role(Role::CheckBox, &rule);
    assert_eq!(desk.project().codebook.rules_off, [rule]);
    desk.click("Close");
    desk.settle();
    desk.expect_no("1 waits");
}

#[test]
fn the_layer_can_be_hidden_and_everything_can_be_clicked() {
    let world = world();
    let mut desk = world.window();
    desk.open_article(MARKET_TITLE);
    desk.click_words("Twenty-three");
    desk.expect("Goes to");
    desk.press(Key::H);
    desk.expect_no("Goes to");
    desk.expect_no("Suggested claims wait");
    desk.click_role(Role::Button, "View");
    desk.click_with(Role::Button, "Suggestions in the article");
    desk.click_words("Twenty-three");
    desk.click_role(Role::Button, "Reject");
    assert_eq!(judgements(&desk), [Judgement::Rejected]);
    desk.click_with(Role::Button, "Accept incident");
    assert_eq!(desk.counts(), (1, 1));
}

#[test]
fn a_claim_marked_by_hand_takes_the_place_of_the_suggestion_on_its_words() {
    let world = world();
    let mut desk = world.window();
    desk.open_article(MARKET_TITLE);
    desk.select("Twenty-three people were killed");
    desk.press(Key::Num1);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(waiting(&desk, MARKET_TITLE), 1);
}

#[test]
fn an_article_marked_coded_with_suggestions_left_is_a_finding() {
    let world = world();
    let mut desk = world.window();
    desk.open_article(MARKET_TITLE);
    desk.go_to_text();
    desk.press(Key::D);
    desk.press_with(Modifiers::COMMAND, Key::Num6);
    desk.expect("2 suggested claims are left unreviewed");
    desk.go_to_text();
    desk.press(Key::K);
    assert_eq!(desk.reading(), MARKET_TITLE);
    desk.press(Key::N);
    desk.press(Key::X);
    desk.press(Key::X);
    desk.expect_no("left unreviewed");
}

#[test]
fn the_library_is_ordered_by_what_waits() {
    let world = world();
    let mut desk = world.window();
    desk.click_with(Role::Button, "Sorted by");
    desk.click_role(Role::Button, "Suggestions");
    let listed: Vec<String> = desk
        .everything()
        .lines()
        .filter(|line| line.starts_with("ListBoxOption"))
        .map(str::to_owned)
        .collect();
    let at = |title: &str| listed.iter().position(|line| line.contains(title)).unwrap();
    assert!(at(MARKET_TITLE) < at(WELLS_TITLE) && at(PLATEAU_TITLE) < at(WELLS_TITLE));
    assert!(listed[at(MARKET_TITLE)].contains("2 suggestions wait"));
}
