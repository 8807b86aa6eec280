//! What happened in the text view in one frame.

use eframe::egui::{Rect, Response};
use std::ops::Range;

/// What the caller may act on after [`TextView::show`](super::TextView::show).
pub struct Output {
    /// Of the whole view: focus, context menu.
    pub response: Response,
    /// The selected bytes; never empty.
    pub selection: Option<Range<usize>>,
    /// Whether `selection` differs from the frame before.
    pub selection_changed: bool,
    /// Whether a drag is still under way: the selection may yet change.
    pub selecting: bool,
    /// Where the selection ends on the screen, for a popover; `None` while it is out of sight.
    pub selection_rect: Option<Rect>,
    /// The reading caret, a byte.
    pub caret: usize,
    /// Ids of the marks around the reading caret, while the view has the focus.
    pub caret_marks: Vec<u64>,
    /// Ids of all marks under the pointer.
    pub hovered_marks: Vec<u64>,
    /// Ids of all marks under a click, so that each of several that overlap can be reached.
    pub clicked_marks: Option<Vec<u64>>,
    /// The mark whose margin tag is under the pointer.
    pub hovered_margin: Option<u64>,
    /// The mark whose margin tag was clicked.
    pub clicked_margin: Option<u64>,
    /// The run of paragraphs, by its first one, that is to be folded or unfolded.
    pub toggled_fold: Option<usize>,
    /// The bytes of the paragraphs in sight.
    pub visible: Range<usize>,
}
