//! How the width of the view is shared out: reading column, margin lane, white space.

use super::style::Style;

/// White space at either side.
const SIDE: f32 = 24.0;
/// Between column and margin lane.
const GUTTER: f32 = 20.0;
/// Kept free for the scroll bar.
const BAR: f32 = 12.0;
/// Of the lane that holds marks without words.
const NARROW: f32 = 14.0;
/// The column is not made narrower than this for the sake of the margin, in characters.
const FEWEST_CHARS: f32 = 46.0;

/// Distances from the left edge of the view.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Page {
    pub left: f32,
    pub column: f32,
    pub lane_left: f32,
    pub lane: f32,
    /// Whether the lane has room for words.
    pub words: bool,
}

impl Page {
    /// Shares out a width; `average` is the width of a character.
    pub fn new(width: f32, style: &Style, average: f32) -> Page {
        let width = (width - BAR).max(40.0);
        let side = if width < 420.0 { SIDE / 2.0 } else { SIDE };
        let room = (width - 2.0 * side).max(20.0);
        let best = (style.column_chars * average).round();
        let least = (FEWEST_CHARS * average).min(best);
        let words = room >= least + GUTTER + style.margin;
        let lane = if words { style.margin } else { NARROW };
        let gutter = if words { GUTTER } else { GUTTER / 2.0 };
        let column = best.min(room - gutter - lane).max(20.0).floor();
        // Centred, unless the lane would then hang over the edge.
        let rightmost = width - side - lane - gutter - column;
        let left = ((width - column) / 2.0).min(rightmost).max(side).floor();
        Page { left, column, lane_left: left + column + gutter, lane, words }
    }
}
