//! The text that is not in sight, for screen readers: paragraphs of text runs without places, so
//! that an article can be read from end to end without scrolling it.

use std::ops::Range;

use eframe::egui::accesskit::{Role, TextPosition};
use eframe::egui::{Id, Rect, Sense, Ui, UiBuilder};
use unicode_segmentation::UnicodeSegmentation as _;

use super::access::{MOST_CHARACTERS, Runs, run_id};
use super::body::Body;

/// How much is told before and after what is in sight: news reports whole, of longer texts the
/// surroundings, which move along. It is told anew in every frame while a screen reader listens.
pub const REACH: usize = 16 * 1024;

/// Tells the paragraphs of these bytes.
pub fn tell(ui: &mut Ui, id: Id, body: &Body<'_>, bytes: &Range<usize>, runs: &mut Runs) {
    for paragraph in body.paragraphs {
        let whole = paragraph.range.as_range();
        let range = whole.start.max(bytes.start)..whole.end.min(bytes.end);
        if range.start >= range.end {
            continue;
        }
        let at = if bytes.start == 0 { ui.clip_rect().min } else { ui.clip_rect().max };
        let builder = UiBuilder::new()
            .id_salt(("paragraph beyond", range.start))
            .max_rect(Rect::from_min_max(at, at))
            .accessibility_parent(id)
            .accessibility_role(Role::Paragraph);
        let child = ui.new_child(builder);
        let fed = body.text.get(range.end..).is_some_and(|rest| rest.starts_with('\n'));
        let ends = range.end == whole.end && fed;
        let mut chunks = chunks(body.text, &range).peekable();
        while let Some(chunk) = chunks.next() {
            run(&child, id, body.text, &chunk, ends && chunks.peek().is_none());
            runs.push((run_id(id, chunk.start).accesskit_id(), chunk.start));
        }
    }
}

/// The bytes of a paragraph in runs of few enough characters.
fn chunks<'a>(text: &'a str, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + 'a {
    let words = text.get(range.clone()).unwrap_or_default();
    let base = range.start;
    let mut starts = words.grapheme_indices(true).map(|(at, _)| at).step_by(MOST_CHARACTERS);
    let mut start = starts.next();
    let end = words.len();
    std::iter::from_fn(move || {
        let from = start?;
        start = starts.next();
        Some(base + from..base + start.unwrap_or(end))
    })
}

fn run(ui: &Ui, id: Id, text: &str, bytes: &Range<usize>, feed: bool) {
    let this = run_id(id, bytes.start);
    ui.interact(ui.max_rect(), this, Sense::hover());
    let words = text.get(bytes.clone()).unwrap_or_default();
    let mut value = String::with_capacity(words.len() + 1);
    let (mut lengths, mut starts) = (Vec::new(), Vec::new());
    let mut after_space = true;
    for (nth, character) in (0_u8..).zip(words.graphemes(true)) {
        let space = character.chars().all(char::is_whitespace);
        if after_space && !space {
            starts.push(nth);
        }
        after_space = space;
        // One too long to be counted tells its first letter.
        let told = match u8::try_from(character.len()) {
            Ok(_) => character,
            Err(_) => {
                let first = character.chars().next().map_or(0, char::len_utf8);
                character.get(..first).unwrap_or_default()
            }
        };
        value.push_str(told);
        lengths.push(u8::try_from(told.len()).unwrap_or(u8::MAX));
    }
    if feed {
        value.push('\n');
        lengths.push(1);
    }
    ui.ctx().accesskit_node_builder(this, |node| {
        node.set_role(Role::TextRun);
        node.set_value(value);
        node.set_character_lengths(lengths);
        node.set_word_starts(starts);
    });
}

/// Where a byte is among the runs out of sight; `runs` are all runs, by their first bytes.
pub fn position(text: &str, runs: &Runs, byte: usize) -> Option<TextPosition> {
    let (node, start) =
        runs.iter().filter(|(_, start)| *start <= byte).max_by_key(|(_, at)| *at)?;
    let before = text.get(*start..byte)?;
    let character_index = before.graphemes(true).count();
    (character_index <= MOST_CHARACTERS).then_some(TextPosition { node: *node, character_index })
}

/// The byte that a position among the runs of the last frame means.
pub fn byte_of(text: &str, runs: &Runs, position: &TextPosition) -> Option<usize> {
    let (_, start) = runs.iter().find(|(node, _)| *node == position.node)?;
    let rest = text.get(*start..)?;
    let mut at = rest.grapheme_indices(true).map(|(at, _)| at).chain([rest.len()]);
    at.nth(position.character_index).map(|at| start + at)
}
