//! Selections in Arabic, Hebrew, mixed lines, emoji and combining marks.

use super::desk::{Desk, Window};
use eframe::egui::{Key, Modifiers};

const ARABIC: &str = "قُتل 23 جنديا (بينهم ضابط) في هجوم قرب تيغي، بحسب وزارة الدفاع. وقالت AFP إن \
    العدد بلغ ٣٠ قتيلا. لا أحد نجا.";
const HEBREW: &str = "לפי הדובר, 12 בני אדם נהרגו בהתקפה (סמוך לגבול) אתמול. שָׁלוֹם לכולם.";

/// Drags over each of the words in turn, both ways.
fn exact(text: &str, cases: &[&str]) {
    let mut window = Window::open(Desk::new(text));
    for words in cases {
        let (from, to) = window.points(words);
        window.harness.run_steps(20);
        window.drag(from, to);
        assert_eq!(window.desk().selected(), *words);
        assert_eq!(window.copied().as_deref(), Some(*words));
        window.harness.run_steps(20);
        window.drag(to, from);
        assert_eq!(window.desk().selected(), *words, "backwards");
    }
}

#[test]
fn arabic_is_exact() {
    exact(
        ARABIC,
        &[
            "23 جنديا",
            "قُتل",
            "(بينهم ضابط)",
            "وزارة",
            "نديا (بي",
            "وقالت AFP إن",
            "٣٠ قتيلا",
            "لا أحد",
            "أحد",
        ],
    );
}

#[test]
fn hebrew_is_exact() {
    exact(HEBREW, &["12 בני אדם", "הדובר", "(סמוך לגבול)", "שָׁלוֹם", "לוֹם לכ"]);
}

#[test]
fn arabic_words_in_an_english_line_are_exact() {
    let text = "The group (حركة الشباب المجاهدين) said it killed 12 people.";
    exact(text, &["حركة", "الشباب المجاهدين", "killed 12", "said it"]);
}

#[test]
fn every_character_of_a_right_to_left_line_can_be_hit() {
    for text in [ARABIC, HEBREW] {
        let mut window = Window::open(Desk::new(text));
        let mut at = 0;
        while at < text.len() {
            let end = crate::text::next_grapheme(text, at);
            if text.get(at..).unwrap().starts_with(char::is_alphabetic) {
                let point = window.point(at, true);
                window.harness.run_steps(16);
                window.click(point, 1);
                assert_eq!(window.desk().view.caret(), at, "{:?}", text.get(at..end));
            }
            at = end;
        }
    }
}

#[test]
fn the_left_arrow_goes_on_in_a_right_to_left_paragraph() {
    let mut window = Window::open(Desk::new(ARABIC));
    let (from, _) = window.points("جنديا");
    window.click(from, 1);
    window.press(Modifiers::SHIFT, Key::ArrowLeft, 5);
    assert_eq!(window.desk().selected(), "جنديا");
    window.press(Modifiers::SHIFT, Key::End, 1);
    assert!(window.desk().selected().len() > 20);
}

#[test]
fn right_to_left_paragraphs_stand_on_the_right() {
    let text = format!("A short line.\n{}", "قتل 23 جنديا.");
    let window = Window::open(Desk::new(&text));
    assert!(window.rect("قتل").left() > window.rect("short").right() + 200.0);
}

#[test]
fn the_caret_never_stands_inside_a_character() {
    let text = "Two 👩‍👩‍👧 families 🇳🇪 fled; cafe\u{301} burned.";
    let mut window = Window::open(Desk::new(text));
    let (from, _) = window.points("Two");
    window.click(from, 1);
    for _ in 0..text.len() {
        window.press(Modifiers::NONE, Key::ArrowRight, 1);
        let caret = window.desk().view.caret();
        assert!(unicode_segmentation_boundary(text, caret), "{caret}");
    }
    let rects = window.desk().view.rects_of(&(0..text.len()));
    let (left, right) = (rects[0].left(), rects[0].right());
    let y = rects[0].center().y;
    let mut x = left;
    while x < right {
        window.harness.run_steps(12);
        window.click(eframe::egui::pos2(x, y), 1);
        let caret = window.desk().view.caret();
        assert!(unicode_segmentation_boundary(text, caret), "{caret} at {x}");
        x += 3.0;
    }
    exact(text, &["👩‍👩‍👧 families 🇳🇪", "cafe\u{301}"]);
}

fn unicode_segmentation_boundary(text: &str, byte: usize) -> bool {
    use unicode_segmentation::UnicodeSegmentation as _;
    byte == text.len() || text.grapheme_indices(true).any(|(at, _)| at == byte)
}
