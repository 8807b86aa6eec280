//! Moving the caret and selecting with keys.

use super::STORY;
use super::desk::{Desk, Window};
use eframe::egui::accesskit;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// A window with the caret before some words and the focus in the text.
fn at(words: &str) -> Window {
    let mut window = Window::open(Desk::new(STORY));
    let (from, _) = window.points(words);
    window.click(from, 1);
    window
}

#[test]
fn shift_and_arrows_select_by_character_word_sentence_and_line() {
    let mut window = at("23 soldiers");
    window.press(Modifiers::SHIFT, Key::ArrowRight, 2);
    assert_eq!(window.desk().selected(), "23");
    window.press(Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight, 2);
    assert_eq!(window.desk().selected(), "23 soldiers were");
    window.press(Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowLeft, 1);
    assert_eq!(window.desk().selected(), "23 soldiers ");
    window.press(Modifiers::SHIFT | Modifiers::ALT, Key::ArrowRight, 1);
    assert!(window.desk().selected().ends_with("ministry said."));
    window.press(Modifiers::NONE, Key::ArrowLeft, 1);
    assert_eq!(window.desk().selection, None);
    window.press(Modifiers::SHIFT, Key::ArrowDown, 1);
    let down = window.desk().selection.clone().unwrap();
    assert!(down.len() > 40 && down.len() < 90, "{down:?}");
    window.press(Modifiers::SHIFT, Key::ArrowUp, 1);
    assert_eq!(window.desk().selection, None);
}

#[test]
fn a_stray_step_across_an_empty_line_keeps_its_column() {
    let mut window = at("Residents spoke");
    window.press(Modifiers::NONE, Key::ArrowUp, 3);
    window.press(Modifiers::NONE, Key::ArrowDown, 3);
    let caret = window.desk().view.caret();
    assert_eq!(window.desk().text.get(caret..caret + 9), Some("Residents"));
}

#[test]
fn everything_is_selected_copied_and_let_go() {
    let mut window = at("23 soldiers");
    window.press(Modifiers::COMMAND, Key::A, 1);
    assert_eq!(window.desk().selected(), STORY);
    assert_eq!(window.copied().as_deref(), Some(STORY));
    window.press(Modifiers::NONE, Key::Escape, 1);
    assert_eq!(window.desk().selection, None);
}

#[test]
fn home_and_end_stay_in_the_line() {
    let mut window = at("soldiers were");
    window.press(Modifiers::NONE, Key::Home, 1);
    window.press(Modifiers::SHIFT, Key::End, 1);
    let selected = window.desk().selected();
    assert!(selected.starts_with("At least 23"), "{selected}");
    assert!(!selected.ends_with(' ') && selected.len() < 100, "{selected}");
    window.press(Modifiers::COMMAND, Key::End, 1);
    assert_eq!(window.desk().view.caret(), STORY.len());
}

#[test]
fn pages_move_caret_and_text() {
    let text = "A line of the report that is long enough.\n".repeat(300);
    let mut window = Window::open(Desk::new(&text));
    let (from, _) = window.points("line of");
    window.click(from, 1);
    window.press(Modifiers::NONE, Key::PageDown, 4);
    assert!(window.desk().visible.start > 1000);
    assert!(window.desk().view.pos_of_byte(window.desk().view.caret()).is_some());
    window.press(Modifiers::NONE, Key::PageUp, 4);
    assert!(window.desk().view.caret() < 200);
    window.press(Modifiers::COMMAND, Key::End, 1);
    assert_eq!(window.desk().visible.end, text.len());
}

#[test]
fn a_screen_reader_finds_document_paragraphs_and_words() {
    let mut window = at("23 soldiers");
    window.press(Modifiers::SHIFT, Key::ArrowRight, 2);
    let document = window.harness.get_by_label("Article text");
    assert_eq!(document.accesskit_node().role(), Role::Document);
    let runs: String = window
        .harness
        .get_all_by_role(Role::TextRun)
        .filter_map(|run| run.accesskit_node().data().value().map(str::to_owned))
        .collect();
    assert!(runs.contains("23 soldiers were killed on Wednesday"), "{runs}");
    let document = window.harness.get_by_label("Article text");
    assert!(document.accesskit_node().data().text_selection().is_some());
    assert_eq!(window.harness.get_all_by_role(Role::Paragraph).count(), 4);
}

#[test]
fn a_screen_reader_reads_beyond_what_is_in_sight_and_sets_the_selection() {
    let lines: Vec<String> =
        (0..200).map(|n| format!("Line {n} of the report: {n} people fled.")).collect();
    let text = format!("{}\nقتل 23 جنديا\n👩‍👩‍👧 fled", lines.join("\n"));
    let mut window = Window::open(Desk::new(&text));
    assert!(window.desk().visible.end < text.len());
    let runs: Vec<_> = window
        .harness
        .get_all_by_role(Role::TextRun)
        .map(|run| {
            let node = run.accesskit_node();
            (node.locate().0, node.data().value().unwrap_or_default().to_owned())
        })
        .collect();
    let told: String = runs.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(told, text, "all of it, in its order");

    // The reader's own command: select the toll in the Arabic line, far below.
    let at = |words: &str| runs.iter().find(|(_, said)| said.contains(words)).unwrap().0;
    let arabic = at("جنديا");
    let position = |character_index| accesskit::TextPosition { node: arabic, character_index };
    let selection = accesskit::TextSelection { anchor: position(4), focus: position(6) };
    let document = window.harness.get_by_label("Article text").accesskit_node().locate().0;
    let request = accesskit::ActionRequest {
        action: accesskit::Action::SetTextSelection,
        target_node: document,
        target_tree: accesskit::TreeId::ROOT,
        data: Some(accesskit::ActionData::SetTextSelection(selection)),
    };
    window.harness.event(eframe::egui::Event::AccessKitActionRequest(request));
    window.harness.run();
    assert_eq!(window.desk().selected(), "23");
    assert!(window.desk().visible.end > text.len() - 60, "and it is shown");
}
