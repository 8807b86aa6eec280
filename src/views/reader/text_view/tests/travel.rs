//! Scrolling, resizing and giant paragraphs.

use super::desk::{Desk, Window};
use std::fmt::Write as _;

use eframe::egui::{Event, Modifiers, MouseWheelUnit, TouchPhase, pos2, vec2};

fn long_text() -> String {
    let mut text = String::new();
    for index in 0..400 {
        let said = "The ministry said that the search went on. ".repeat(index % 9 + 1);
        write!(text, "Paragraph {index:04}. {said}\n\n").unwrap();
    }
    text
}

fn wheel(window: &mut Window, down: f32) {
    window.harness.hover_at(pos2(300.0, 300.0));
    window.harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -down),
        modifiers: Modifiers::NONE,
        phase: TouchPhase::Move,
        source: eframe::egui::MouseWheelSource::Wheel,
    });
    window.harness.run_steps(12);
}

#[test]
fn scroll_to_brings_words_into_sight() {
    let text = long_text();
    let mut window = Window::open(Desk::new(&text));
    for words in ["Paragraph 0300", "Paragraph 0020", "Paragraph 0399", "Paragraph 0000"] {
        let start = text.find(words).unwrap();
        window.harness.state_mut().view.scroll_to(start..start + words.len());
        window.harness.state_mut().view.select(start..start + words.len());
        window.harness.run();
        let rect = window.rect(words);
        assert!(rect.top() > 10.0 && rect.bottom() < 590.0, "{words} at {rect:?}");
        assert_eq!(window.desk().selected(), words);
    }
}

#[test]
fn the_text_does_not_jump_while_heights_become_known() {
    let text = long_text();
    let mut window = Window::open(Desk::new(&text));
    let start = text.find("Paragraph 0200").unwrap();
    window.harness.state_mut().view.scroll_to(start..start + 9);
    window.harness.step();
    let before = window.rect("Paragraph 0200").top();
    for _ in 0..300 {
        window.harness.step();
        let now = window.rect("Paragraph 0200").top();
        assert!((now - before).abs() < 1.0, "{before} to {now}");
    }
}

#[test]
fn the_wheel_moves_by_as_much_as_it_turns() {
    let text = long_text();
    let mut window = Window::open(Desk::new(&text));
    let start = text.find("Paragraph 0100").unwrap();
    window.harness.state_mut().view.scroll_to(start..start + 9);
    window.harness.run();
    let before = window.rect("Paragraph 0100").top();
    wheel(&mut window, -200.0);
    let after = window.rect("Paragraph 0100").top();
    assert!((after - before - 200.0).abs() < 2.0, "{before} to {after}");
}

#[test]
fn another_width_keeps_the_first_line_in_sight() {
    let text = long_text();
    let mut window = Window::open(Desk::new(&text));
    let start = text.find("Paragraph 0250").unwrap();
    window.harness.state_mut().view.scroll_to(start..start + 9);
    window.harness.run();
    wheel(&mut window, 150.0);
    let first = window.desk().visible.start;
    for width in [860.0, 700.0, 520.0, 400.0, 900.0] {
        window.harness.set_size(vec2(width, 600.0));
        window.harness.run();
    }
    let now = window.desk().visible.start;
    assert!(now.abs_diff(first) < 400, "{first} to {now}");
}

#[test]
fn a_giant_paragraph_is_one_text() {
    let text = "The search went on, the ministry said, and no one was found. ".repeat(4000);
    let mut window = Window::open(Desk::new(&text));
    window.harness.state_mut().view.scroll_to(120_000..120_001);
    window.harness.run();
    let visible = window.desk().visible.clone();
    assert!(visible.len() > 2048, "{visible:?}");
    let rects = window.desk().view.rects_of(&visible);
    let inside: Vec<_> =
        rects.iter().filter(|r| r.top() > 30.0 && r.bottom() < 560.0).copied().collect();
    for pair in inside.windows(2) {
        assert!((pair[1].top() - pair[0].bottom()).abs() < 1.0, "{pair:?}");
    }
    let (from, to) = (inside[1], inside[inside.len() - 2]);
    window.drag(pos2(from.left() + 1.0, from.center().y), pos2(to.right() - 1.0, to.center().y));
    let selected = window.desk().selected();
    assert!(selected.len() > 500);
    assert_eq!(window.copied().as_deref(), Some(window.desk().selected()));
}

#[test]
fn odd_texts_do_no_harm() {
    for text in ["", "\n", "\n\n\n", " ", "\t", "a\u{c}b\u{1}c", "\u{200f}", "\u{202e}abc\u{202c}"]
    {
        let mut window = Window::sized(Desk::new(text), [30.0, 30.0]);
        window.click(pos2(15.0, 15.0), 3);
        window.harness.set_size(vec2(300.0, 200.0));
        window.harness.run();
        window.drag(pos2(5.0, 5.0), pos2(290.0, 190.0));
    }
}
