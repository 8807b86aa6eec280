//! What the text view is asked to show: the words, their highlights, search hits and dimming.

use crate::text::Paragraph;
use eframe::egui::Color32;
use smol_str::SmolStr;
use std::ops::Range;

/// One article as the view shows it. Ranges are bytes of `text`; ranges that do not fit are shown
/// as far as they do.
pub struct Body<'a> {
    /// Changes whenever `text` changes: what was laid out under another key is thrown away.
    pub key: u64,
    /// The whole normalised text.
    pub text: &'a str,
    /// The lines of `text`, in order, as [`crate::text::paragraphs`] gives them.
    pub paragraphs: &'a [Paragraph],
    /// Highlights, sorted by start (longer first where two start together looks best).
    pub marks: &'a [Mark],
    /// Search hits, sorted.
    pub finds: &'a [Range<usize>],
    /// Which of `finds` the reader is at.
    pub current_find: Option<usize>,
    /// Why a paragraph (by index) is dimmed, such as "repeat"; `None` for the others.
    pub dim: &'a dyn Fn(usize) -> Option<&'a str>,
    /// What is shown while the pointer rests on a dimmed paragraph (by index); empty for nothing.
    pub why: &'a dyn Fn(usize) -> String,
    /// Runs of paragraphs that can be folded to one line, in order.
    pub folds: &'a [Fold],
    /// What is shown while the pointer rests on the mark of this id; empty for nothing. Asked only
    /// then: an article may have ten thousand.
    pub tip: &'a dyn Fn(u64) -> SmolStr,
    /// Whether the first paragraph is a headline.
    pub headline: bool,
}

/// Neighbouring paragraphs for which one line can stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fold {
    /// The paragraphs, by their indices.
    pub paragraphs: Range<usize>,
    /// What they are, in words.
    pub label: SmolStr,
    /// That line.
    pub line: SmolStr,
    /// Whether it stands for them now.
    pub folded: bool,
}

/// Highlighted words.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// The words, as bytes of the text.
    pub range: Range<usize>,
    /// What the caller calls it; comes back in [`Output`](super::Output).
    pub id: u64,
    /// Of the underline and the margin tag.
    pub colour: Color32,
    /// Behind the words; transparent for a mark without one.
    pub tint: Color32,
    /// The second cue beside colour.
    pub line: LineStyle,
    /// Whether it stands out: under the cursor, or selected elsewhere.
    pub strong: bool,
    /// What stands beside it in the margin.
    pub margin: Option<MarginTag>,
}

/// How a mark is underlined.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum LineStyle {
    /// One thick line.
    #[default]
    Solid,
    /// Two thin lines.
    Double,
    /// Dashes.
    Dashed,
    /// Dots.
    Dotted,
    /// No line.
    None,
}

/// A word or two beside the line where a mark begins.
#[derive(Clone, PartialEq, Debug)]
pub struct MarginTag {
    /// Cut off with an ellipsis where the margin is too narrow; whole in its tooltip.
    pub text: SmolStr,
    /// Of its bar.
    pub colour: Color32,
}
