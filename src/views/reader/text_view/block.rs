//! A laid-out piece of a paragraph: rows of runs whose every character's place is known.
//!
//! One shape for both ways of laying out ([`super::plain`], [`super::bidi`]), so that hit testing,
//! carets, marks and the screen reader have one code for every script. Bytes are relative to the
//! piece, positions to its top left corner.

use eframe::egui;
use eframe::egui::{Galley, Rect, Vec2, pos2};
use std::ops::Range;
use std::sync::Arc;

/// Font and measure of a piece.
#[derive(Clone, PartialEq, Debug)]
pub struct Spec {
    pub font: egui::FontId,
    /// In points, a whole number of pixels.
    pub line_height: f32,
    /// Width of the column.
    pub wrap: f32,
}

/// A laid-out piece.
pub struct Block {
    pub rows: Vec<Row>,
    /// What to paint, and where.
    pub galleys: Vec<(Vec2, Arc<Galley>)>,
    pub height: f32,
    /// Whether the paragraph runs from right to left.
    pub rtl: bool,
}

/// One line.
pub struct Row {
    pub top: f32,
    pub height: f32,
    pub bytes: Range<usize>,
    /// Where its words end: white space at the end of a wrapped line hangs over.
    pub words_end: usize,
    /// From left to right.
    pub runs: Vec<Run>,
}

/// Characters of one direction, side by side.
pub struct Run {
    pub bytes: Range<usize>,
    /// One before each character (grapheme) and one after the last, in order of bytes.
    pub stops: Vec<Stop>,
}

/// A place where the caret may stand.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stop {
    pub byte: usize,
    pub x: f32,
}

impl Block {
    /// An empty line.
    pub fn empty(spec: &Spec, height: f32, rtl: bool) -> Block {
        let x = if rtl { spec.wrap } else { 0.0 };
        let run = Run { bytes: 0..0, stops: vec![Stop { byte: 0, x }] };
        let row = Row { top: 0.0, height, bytes: 0..0, words_end: 0, runs: vec![run] };
        Block { rows: vec![row], galleys: Vec::new(), height, rtl }
    }

    /// A line that stands for other words: as long as they are, with one place before and one after.
    pub fn line_for(len: usize, label: Arc<Galley>, height: f32) -> Block {
        let stops = vec![Stop { byte: 0, x: 0.0 }, Stop { byte: len, x: label.size().x }];
        let run = Run { bytes: 0..len, stops };
        let row = Row { top: 0.0, height, bytes: 0..len, words_end: len, runs: vec![run] };
        let at = egui::vec2(0.0, (height - label.size().y) / 2.0);
        Block { rows: vec![row], galleys: vec![(at, label)], height, rtl: false }
    }

    /// Nothing at all: what is folded away.
    pub fn nothing() -> Block {
        Block { rows: Vec::new(), galleys: Vec::new(), height: 0.0, rtl: false }
    }

    /// The rectangles, a line tall, that cover a range: one for each stretch of neighbours.
    pub fn boxes(&self, range: &Range<usize>, found: &mut Vec<Rect>) {
        for row in &self.rows {
            if row.bytes.end <= range.start || row.bytes.start >= range.end {
                continue;
            }
            // Spaces that hang over the end of a line are not covered.
            let range = range.start..range.end.min(row.words_end);
            let mut open: Option<(f32, f32)> = None;
            for run in &row.runs {
                let Some((left, right)) = run.span(&range) else { continue };
                open = match open {
                    Some((start, end)) if left - end < 0.75 => Some((start, right.max(end))),
                    Some((start, end)) => {
                        found.push(row.rect(start, end));
                        Some((left, right))
                    }
                    None => Some((left, right)),
                };
            }
            if let Some((start, end)) = open {
                found.push(row.rect(start, end));
            }
        }
    }

    /// Where the caret stands before a byte: a rectangle without width. At a break between lines it
    /// is the start of the lower one.
    pub fn caret(&self, byte: usize) -> Rect {
        let Some(row) = self.rows.get(self.row_of(byte)) else { return Rect::ZERO };
        let x = row.x_of(byte);
        row.rect(x, x)
    }

    /// The index of the line that a byte is in.
    pub fn row_of(&self, byte: usize) -> usize {
        self.rows.partition_point(|row| row.bytes.start <= byte).saturating_sub(1)
    }

    /// The index of the line at a height: the first or last one beyond the ends.
    pub fn row_at(&self, y: f32) -> usize {
        self.rows
            .partition_point(|row| row.top + row.height <= y)
            .min(self.rows.len().saturating_sub(1))
    }

    /// The caret place nearest to a position.
    pub fn nearest(&self, pos: Vec2) -> usize {
        self.rows.get(self.row_at(pos.y)).map_or(0, |row| row.nearest(pos.x, self.rtl))
    }
}

impl Row {
    /// From one x to another, as tall as the line.
    pub fn rect(&self, left: f32, right: f32) -> Rect {
        Rect::from_min_max(pos2(left, self.top), pos2(right, self.top + self.height))
    }

    fn x_of(&self, byte: usize) -> f32 {
        let inside = self.runs.iter().find(|run| run.bytes.contains(&byte));
        let at_end = || self.runs.iter().find(|run| run.bytes.end == byte);
        inside.or_else(at_end).or(self.runs.last()).map_or(0.0, |run| run.x_before(byte))
    }

    /// The caret place nearest to an x. Beyond the words it is the line's start or end.
    pub fn nearest(&self, x: f32, rtl: bool) -> usize {
        let words = self.runs.iter().filter(|run| run.bytes.start < self.words_end);
        let left = words.clone().map(|run| run.span_all().0).fold(f32::INFINITY, f32::min);
        let right = words.map(|run| run.span_all().1).fold(f32::NEG_INFINITY, f32::max);
        if x <= left || x >= right || left > right {
            return if (x <= left) == rtl { self.words_end } else { self.bytes.start };
        }
        let gap = |run: &&Run| {
            let (left, right) = run.span_all();
            (left - x).max(x - right).max(0.0)
        };
        let run = self.runs.iter().min_by(|a, b| gap(a).total_cmp(&gap(b)));
        let far = |stop: &&Stop| (stop.x - x).abs();
        run.and_then(|run| run.stops.iter().min_by(|a, b| far(a).total_cmp(&far(b))))
            .map_or(self.bytes.start, |stop| stop.byte.min(self.words_end.max(self.bytes.start)))
    }
}

impl Run {
    /// The left and right edge of the part of a range that lies in this run. Characters are
    /// covered whole.
    fn span(&self, range: &Range<usize>) -> Option<(f32, f32)> {
        let start = range.start.max(self.bytes.start);
        let end = range.end.min(self.bytes.end);
        (start < end).then(|| {
            let (a, b) = (self.x_before(start), self.x_after(end));
            (a.min(b), a.max(b))
        })
    }

    /// Left and right edge.
    pub fn span_all(&self) -> (f32, f32) {
        let first = self.stops.first().map_or(0.0, |stop| stop.x);
        let last = self.stops.last().map_or(first, |stop| stop.x);
        (first.min(last), first.max(last))
    }

    /// Of the last caret place that is not after `byte`.
    fn x_before(&self, byte: usize) -> f32 {
        let after = self.stops.partition_point(|stop| stop.byte <= byte);
        self.stops.get(after.saturating_sub(1)).map_or(0.0, |stop| stop.x)
    }

    /// Of the first caret place that is not before `byte`.
    fn x_after(&self, byte: usize) -> f32 {
        let at = self.stops.partition_point(|stop| stop.byte < byte);
        self.stops.get(at).or(self.stops.last()).map_or(0.0, |stop| stop.x)
    }
}
