//! Runs of paragraphs that are folded to one line.

use super::desk::{Desk, Window};
use crate::views::reader::text_view::Fold;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

const TEXT: &str =
    "A report of some words.\nLinks to one.\n\nLinks to two.\nLinks to three.\nThe end of it.";

fn folded() -> Window {
    let mut desk = Desk::new(TEXT);
    let (label, line) = ("3 links".into(), "> 3 links".into());
    desk.folds.push(Fold { paragraphs: 1..5, label, line, folded: true });
    Window::open(desk)
}

#[test]
fn one_line_stands_for_the_run_and_a_click_on_it_asks_for_more() {
    let mut window = folded();
    let seen = |window: &Window, words: &str| {
        let start = TEXT.find(words).unwrap();
        !window.desk().view.rects_of(&(start + 1..start + words.len())).is_empty()
    };
    assert!(
        seen(&window, "A report") && seen(&window, "The end") && !seen(&window, "Links to two")
    );
    window.harness.get_by_label("Unfold 3 links").click();
    window.harness.run();
    assert_eq!(window.desk().toggled, Some(1));
    window.harness.state_mut().folds[0].folded = false;
    window.harness.run();
    assert!(seen(&window, "Links to two"));
    window.harness.get_by_label("Fold 3 links");
}

#[test]
fn the_caret_goes_past_what_is_folded_and_a_selection_takes_all_of_it() {
    let mut window = folded();
    let (from, _) = window.points("some words");
    window.click(from, 1);
    window.press(Modifiers::NONE, Key::ArrowDown, 1);
    let run = TEXT.find("Links to one").unwrap();
    assert_eq!(window.desk().view.caret(), run, "the line is a stop of its own");
    window.press(Modifiers::NONE, Key::ArrowRight, 1);
    let end = TEXT.find("The end").unwrap();
    assert_eq!(window.desk().view.caret(), end);
    window.press(Modifiers::NONE, Key::ArrowLeft, 1);
    assert_eq!(window.desk().view.caret(), run);
    window.press(Modifiers::SHIFT, Key::ArrowRight, 1);
    assert_eq!(Some(window.desk().selected()), TEXT.get(run..end));
    let (from, _) = window.points("some words");
    let (_, to) = window.points("The end");
    window.drag(from, to);
    assert!(window.desk().selected().contains("Links to two.\nLinks to three."));
}
