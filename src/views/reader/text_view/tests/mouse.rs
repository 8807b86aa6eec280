//! Selecting and clicking with the mouse.

use super::STORY;
use super::desk::{Desk, Window};
use eframe::egui::{Modifiers, vec2};
use egui_kittest::kittest::Queryable as _;

#[test]
fn a_drag_selects_the_words_it_covers() {
    let mut window = Window::open(Desk::new(STORY));
    let (from, to) = window.points("23 soldiers were killed");
    window.drag(from, to);
    assert_eq!(window.desk().selected(), "23 soldiers were killed");
    assert_eq!(window.copied().as_deref(), Some("23 soldiers were killed"));
}

#[test]
fn a_drag_backwards_over_paragraphs_is_exact() {
    let mut window = Window::open(Desk::new(STORY));
    let (from, _) = window.points("wounded, it");
    let (_, to) = window.points("said Ɓarayi");
    window.drag(to, from);
    let selected = window.desk().selected();
    assert!(selected.starts_with("wounded, it added.\n\nResidents"), "{selected}");
    assert!(selected.ends_with("said Ɓarayi"), "{selected}");
}

#[test]
fn two_presses_take_a_word_and_three_a_sentence() {
    let mut window = Window::open(Desk::new(STORY));
    let (at, _) = window.points("soldiers were");
    window.click(at + vec2(6.0, 0.0), 2);
    assert_eq!(window.desk().selected(), "soldiers");
    let (at, _) = window.points("Another 17");
    window.harness.run_steps(20);
    window.click(at + vec2(6.0, 0.0), 3);
    assert_eq!(window.desk().selected(), "Another 17 were wounded, it added.");
}

#[test]
fn a_drag_after_two_presses_grows_by_words() {
    let mut window = Window::open(Desk::new(STORY));
    let (from, _) = window.points("soldiers were");
    let (to, _) = window.points("illed on");
    window.click(from, 1);
    window.button(from, true, Modifiers::NONE);
    window.harness.hover_at(to);
    window.harness.run();
    assert_eq!(window.desk().selected(), "soldiers were killed");
    let (back, _) = window.points("least 23");
    window.harness.hover_at(back + vec2(8.0, 0.0));
    window.harness.run();
    assert_eq!(window.desk().selected(), "least 23 soldiers");
}

#[test]
fn shift_and_a_press_extend() {
    let mut window = Window::open(Desk::new(STORY));
    let (from, _) = window.points("23 soldiers");
    window.click(from, 1);
    let (_, to) = window.points("were killed");
    window.harness.run_steps(20);
    window.harness.hover_at(to);
    window.button(to, true, Modifiers::SHIFT);
    window.button(to, false, Modifiers::SHIFT);
    window.harness.run();
    assert_eq!(window.desk().selected(), "23 soldiers were killed");
}

#[test]
fn a_click_selects_nothing_and_clears() {
    let mut window = Window::open(Desk::new(STORY));
    let (from, to) = window.points("Residents");
    window.drag(from, to);
    window.harness.run_steps(20);
    window.click(from, 1);
    assert_eq!(window.desk().selection, None);
    assert_eq!(window.desk().clicked, [Vec::<u64>::new()]);
}

#[test]
fn overlapping_marks_are_all_reported() {
    let marks = ["23 soldiers were killed on Wednesday", "soldiers were", "killed"];
    let mut window = Window::open(Desk::new(STORY).with_marks(&marks));
    let (at, _) = window.points("soldiers were");
    window.harness.hover_at(at);
    window.harness.run();
    assert_eq!(window.desk().hovered, [1, 2]);
    window.click(at, 1);
    let (at, _) = window.points("23 soldiers");
    window.harness.run_steps(20);
    window.click(at, 1);
    assert_eq!(window.desk().clicked, [vec![1, 2], vec![1]]);
}

#[test]
fn a_margin_tag_can_be_clicked_by_its_name() {
    let mut window = Window::open(Desk::new(STORY).with_marks(&["30 dead", "23 soldiers"]));
    window.harness.get_by_label("Incident 1").click();
    window.harness.run();
    assert_eq!(window.desk().clicked_margin, Some(1));
    assert_eq!(window.desk().selection, None);
}

#[test]
fn a_drag_below_the_edge_scrolls() {
    let text = "A line of the report that is long enough.\n".repeat(200);
    let mut window = Window::open(Desk::new(&text));
    let (from, _) = window.points("line of");
    window.harness.hover_at(from);
    window.harness.drag_at(from);
    window.harness.hover_at(from + vec2(50.0, 700.0));
    window.harness.run_steps(40);
    window.harness.drop_at(from + vec2(50.0, 700.0));
    window.harness.run();
    assert!(window.desk().visible.start > 100, "{:?}", window.desk().visible);
    assert!(window.desk().selected().len() > 1000);
}
