//! What is in sight in one frame: placed pieces and the places that marks cover.

use super::block::Block;
use super::body::Body;
use super::lanes::{Lane, lanes};
use eframe::egui::{Pos2, Rect, Vec2};
use std::ops::Range;
use std::sync::Arc;

/// A laid-out piece at its place on the screen.
pub struct Placed {
    pub paragraph: usize,
    pub bytes: Range<usize>,
    /// It is a line that stands for folded paragraphs.
    pub folded: bool,
    /// Where its first line begins.
    pub origin: Pos2,
    pub block: Arc<Block>,
}

impl Placed {
    /// The part of a range that lies in this piece, in the piece's own bytes.
    pub fn local(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let start = range.start.max(self.bytes.start);
        let end = range.end.min(self.bytes.end);
        (start < end).then(|| start - self.bytes.start..end - self.bytes.start)
    }

    fn bottom(&self) -> f32 {
        self.origin.y + self.block.height
    }
}

/// A line's part of a mark.
#[derive(Clone, Copy, Debug)]
pub struct Cover {
    /// Index into the marks, and how deep it is underlined.
    pub lane: Lane,
    pub rect: Rect,
}

/// Everything in sight.
#[derive(Default)]
pub struct Scene {
    pub pieces: Vec<Placed>,
    pub covers: Vec<Cover>,
    /// The most underlines at one place, at least.
    pub depth: usize,
}

impl Scene {
    /// Places the marks on the pieces.
    pub fn new(pieces: Vec<Placed>, body: &Body<'_>) -> Scene {
        let mut scene = Scene { pieces, covers: Vec::new(), depth: 1 };
        let visible = scene.bytes();
        let mut boxes = Vec::new();
        for lane in lanes(body.marks, &visible) {
            let Some(mark) = body.marks.get(lane.mark) else { continue };
            scene.depth = scene.depth.max(lane.depth + 1);
            scene.boxes(&mark.range, &mut boxes);
            scene.covers.extend(boxes.drain(..).map(|rect| Cover { lane, rect }));
        }
        scene
    }

    /// First and last byte of the pieces in sight.
    pub fn bytes(&self) -> Range<usize> {
        let start = self.pieces.first().map_or(0, |piece| piece.bytes.start);
        start..self.pieces.last().map_or(start, |piece| piece.bytes.end)
    }

    /// The rectangles on the screen that cover a range.
    pub fn boxes(&self, range: &Range<usize>, found: &mut Vec<Rect>) {
        let first = self.pieces.partition_point(|piece| piece.bytes.end <= range.start);
        for piece in self.pieces.get(first..).unwrap_or_default() {
            if piece.bytes.start >= range.end {
                break;
            }
            let Some(local) = piece.local(range) else { continue };
            let before = found.len();
            piece.block.boxes(&local, found);
            let shift = piece.origin.to_vec2();
            found.iter_mut().skip(before).for_each(|rect| *rect = rect.translate(shift));
        }
    }

    /// The caret place nearest to a point of the screen, as a byte of the text.
    pub fn hit(&self, pos: Pos2) -> usize {
        let at = self.pieces.partition_point(|piece| piece.bottom() <= pos.y);
        let Some(piece) = self.pieces.get(at).or(self.pieces.last()) else { return 0 };
        piece.bytes.start + piece.block.nearest(pos - piece.origin)
    }

    /// The paragraph whose lines are at a height; none for a line that stands for several.
    pub fn paragraph_at(&self, pos: Pos2) -> Option<usize> {
        let at = self.pieces.partition_point(|piece| piece.bottom() <= pos.y);
        let piece = self.pieces.get(at).filter(|piece| piece.origin.y <= pos.y && !piece.folded)?;
        Some(piece.paragraph)
    }

    /// Where the caret stands before a byte, if that is in sight.
    pub fn caret(&self, byte: usize) -> Option<Rect> {
        let at = self.pieces.partition_point(|piece| piece.bytes.start <= byte).checked_sub(1)?;
        let piece = self.pieces.get(at).filter(|piece| byte <= piece.bytes.end)?;
        let shift: Vec2 = piece.origin.to_vec2();
        Some(piece.block.caret(byte - piece.bytes.start).translate(shift))
    }

    /// The indices of the marks at a point, in order of the text.
    pub fn marks_at(&self, pos: Pos2) -> Vec<usize> {
        let mut found: Vec<usize> = self
            .covers
            .iter()
            .filter(|cover| cover.rect.contains(pos))
            .map(|cover| cover.lane.mark)
            .collect();
        found.dedup();
        found
    }
}
