//! Where every piece of the text stands: measured where it was laid out, estimated elsewhere.
//!
//! # Invariants
//!
//! - Only pieces in sight, and a few around them, are kept laid out.
//! - A corrected height never moves what is in sight: the caller arranges around an [`Anchor`].

use super::block::{Block, Spec};
use super::body::Body;
use super::widths::Widths;
use super::{bidi, plain};
use crate::text::segments;
use eframe::egui::{FontId, Galley, Ui};
use smol_str::SmolStr;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Longer paragraphs are laid out in pieces.
const PIECE_BYTES: usize = 2048;
/// Above the first and below the last line, in points.
const PAD: f32 = 24.0;
/// How many laid-out pieces are kept before those out of sight are let go.
const KEPT: usize = 192;
/// How much of the column's width a full line fills on average.
const FILL: f32 = 0.965;

/// What all heights hang on.
#[derive(Clone, PartialEq, Debug)]
pub struct Key {
    pub text: u64,
    pub len: usize,
    pub body: Spec,
    pub headline: Option<Spec>,
    pub pixels_per_point: f32,
    /// The runs of paragraphs that are folded, with the lines that stand for them.
    pub folds: Vec<(Range<usize>, SmolStr)>,
    pub fold_font: FontId,
}

/// How a piece is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Shown {
    /// By its words.
    #[default]
    Words,
    /// By a line that stands for a folded run: this one of [`Key::folds`].
    Line(usize),
    /// By the line before it.
    Away,
}

/// A paragraph, or a part of a giant one.
#[derive(Debug)]
pub struct Piece {
    pub bytes: Range<usize>,
    /// The index of the paragraph.
    pub paragraph: usize,
    /// Space above, part of the height.
    pub gap: f32,
    pub shown: Shown,
    height: f32,
    measured: bool,
    /// Width of its characters in a row, in points.
    length: f32,
}

/// A piece whose top (with its gap) stands at a height on the screen, relative to the view's top.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Anchor {
    pub piece: usize,
    pub y: f32,
}

/// What [`Layout::sync`] found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// All as before.
    None,
    /// Another width or font: same text, other lines.
    Reflowed,
    /// Another text.
    Text,
}

/// The pieces of one text.
#[derive(Default)]
pub struct Layout {
    key: Option<Key>,
    pub pieces: Vec<Piece>,
    /// Of each piece, and of the end.
    tops: Vec<f32>,
    stale_from: usize,
    blocks: HashMap<usize, (Arc<Block>, u64)>,
    frame: u64,
    unmeasured: usize,
    /// Made anew by egui when it throws its glyphs away: ours must go then too.
    probe: Option<Arc<Galley>>,
}

impl Layout {
    /// Adopts the text, width and fonts of this frame.
    pub fn sync(&mut self, ui: &Ui, body: &Body<'_>, key: &Key) -> Change {
        self.frame += 1;
        let probe = ui.fonts_mut(|fonts| plain::galley(fonts, "x", &key.body));
        if self.probe.as_ref().is_some_and(|old| !Arc::ptr_eq(old, &probe)) {
            self.blocks.clear();
        }
        self.probe = Some(probe);
        if self.key.as_ref() == Some(key) {
            return Change::None;
        }
        let old = self.key.replace(key.clone());
        let same_text = old.as_ref().is_some_and(|old| old.text == key.text && old.len == key.len);
        let same_fonts = old.as_ref().is_some_and(|old| {
            let headline = |key: &Key| key.headline.as_ref().map(|spec| spec.font.clone());
            old.body.font == key.body.font && headline(old) == headline(key)
        });
        if !same_text {
            self.cut(body);
        }
        if !same_text || !same_fonts {
            self.weigh(ui, body);
        }
        self.estimate();
        self.blocks.clear();
        if same_text { Change::Reflowed } else { Change::Text }
    }

    fn cut(&mut self, body: &Body<'_>) {
        self.pieces.clear();
        for (paragraph, whole) in body.paragraphs.iter().enumerate() {
            let parts = if whole.range.len() > PIECE_BYTES {
                segments(body.text, whole, PIECE_BYTES)
            } else {
                vec![whole.range]
            };
            self.pieces.extend(parts.iter().map(|range| Piece {
                bytes: range.as_range(),
                paragraph,
                gap: 0.0,
                shown: Shown::Words,
                height: 0.0,
                measured: false,
                length: 0.0,
            }));
        }
        if self.pieces.is_empty() {
            let bytes = 0..body.text.len();
            self.pieces.push(Piece {
                bytes,
                paragraph: 0,
                gap: 0.0,
                shown: Shown::Words,
                height: 0.0,
                measured: false,
                length: 0.0,
            });
        }
    }

    /// Adds up the widths of characters, without kerning: what estimates rest on.
    fn weigh(&mut self, ui: &Ui, body: &Body<'_>) {
        let Some(key) = self.key.as_ref() else { return };
        let widths = ui.fonts_mut(|fonts| Widths::new(fonts, &key.body));
        let scale =
            key.headline.as_ref().map_or(1.0, |s| s.font.size / key.body.font.size.max(1.0));
        for piece in &mut self.pieces {
            let length = widths.of(body.text.get(piece.bytes.clone()).unwrap_or_default());
            piece.length = if piece.paragraph == 0 { length * scale } else { length };
        }
    }

    fn estimate(&mut self) {
        let Some(key) = self.key.as_ref() else { return };
        let line = key.body.line_height;
        let mut before: Option<(usize, bool)> = None;
        let mut folds = key.folds.iter().enumerate().peekable();
        let mut within = None;
        for piece in &mut self.pieces {
            while folds.next_if(|(_, (run, _))| run.end <= piece.paragraph).is_some() {}
            let fold = folds.peek().filter(|(_, (run, _))| run.start <= piece.paragraph);
            piece.shown = match (fold, within) {
                (None, _) => Shown::Words,
                (Some((nth, _)), Some(last)) if *nth == last => Shown::Away,
                (Some((nth, _)), _) => Shown::Line(*nth),
            };
            within = fold.map(|(nth, _)| *nth);
            if piece.shown == Shown::Away {
                (piece.gap, piece.height, piece.measured) = (0.0, 0.0, true);
                continue;
            }
            let headline = piece.paragraph == 0 && key.headline.is_some();
            let spec = key.headline.as_ref().filter(|_| headline).unwrap_or(&key.body);
            let empty = piece.bytes.is_empty();
            piece.gap = match before {
                Some((paragraph, _)) if paragraph == piece.paragraph => 0.0,
                None | Some((_, true)) => 0.0,
                Some((0, _)) if key.headline.is_some() => 0.75 * line,
                Some(_) if empty && piece.shown == Shown::Words => 0.0,
                Some(_) => 0.4 * line,
            };
            piece.gap = piece.gap.round();
            let rows = (piece.length / (spec.wrap * FILL).max(1.0)).ceil().max(1.0);
            let line = matches!(piece.shown, Shown::Line(_));
            let words = match (line, empty) {
                (true, _) => key.body.line_height,
                (false, true) => blank(spec),
                (false, false) => rows * spec.line_height,
            };
            piece.height = piece.gap + words;
            piece.measured = empty || line;
            before = Some((piece.paragraph, empty && !line));
        }
        self.unmeasured = self.pieces.iter().filter(|piece| !piece.measured).count();
        self.stale_from = 0;
    }

    fn spec(&self, index: usize) -> Option<(&Piece, &Spec)> {
        let key = self.key.as_ref()?;
        let piece = self.pieces.get(index)?;
        let words = piece.shown == Shown::Words;
        let headline = key.headline.as_ref().filter(|_| piece.paragraph == 0 && words);
        Some((piece, headline.unwrap_or(&key.body)))
    }

    /// The piece laid out, now or before.
    pub fn block(&mut self, ui: &Ui, body: &Body<'_>, index: usize) -> Arc<Block> {
        if let Some((block, used)) = self.blocks.get_mut(&index) {
            *used = self.frame;
            return Arc::clone(block);
        }
        let Some((piece, spec)) = self.spec(index) else {
            return Arc::new(Block::nothing());
        };
        match piece.shown {
            Shown::Words => {}
            Shown::Away => return Arc::new(Block::nothing()),
            Shown::Line(nth) => {
                let (len, height) = (piece.bytes.len(), spec.line_height);
                let label = self.fold_line(ui, nth);
                let block = Arc::new(Block::line_for(len, label, height));
                self.blocks.insert(index, (Arc::clone(&block), self.frame));
                return block;
            }
        }
        let text = body.text.get(piece.bytes.clone()).unwrap_or_default();
        let rtl = paragraph_rtl(body, piece);
        let block = ui.fonts_mut(|fonts| {
            if text.is_empty() {
                return Block::empty(spec, blank(spec), rtl);
            }
            let plain =
                if rtl || bidi::needed(text) { None } else { plain::layout(fonts, text, spec) };
            plain.unwrap_or_else(|| bidi::layout(fonts, text, spec, rtl))
        });
        let block = Arc::new(block);
        self.blocks.insert(index, (Arc::clone(&block), self.frame));
        self.set_height(index, block.height);
        block
    }

    /// The words of the line that stands for a folded run.
    fn fold_line(&self, ui: &Ui, nth: usize) -> Arc<Galley> {
        let (font, line) = match &self.key {
            Some(key) => (key.fold_font.clone(), key.folds.get(nth).map(|(_, line)| line)),
            None => (FontId::default(), None),
        };
        let line = line.map_or("", |line| line.as_str()).to_owned();
        ui.painter().layout_no_wrap(line, font, eframe::egui::Color32::PLACEHOLDER)
    }

    /// The bytes of the folded run that a byte is in, and the first byte after it.
    pub fn folded_around(&self, byte: usize) -> Option<(Range<usize>, Option<usize>)> {
        let at = self.piece_of(byte);
        let away = |index: &usize| self.pieces.get(*index).map(|piece| piece.shown);
        let first = match away(&at)? {
            Shown::Words => return None,
            Shown::Line(_) => at,
            Shown::Away => (0..at).rev().find(|i| away(i) != Some(Shown::Away))?,
        };
        let rest = self.pieces.get(first + 1..).unwrap_or_default();
        let count = rest.iter().take_while(|piece| piece.shown == Shown::Away).count();
        let start = self.pieces.get(first)?.bytes.start;
        let end = self.pieces.get(first + count)?.bytes.end;
        let after = self.pieces.get(first + count + 1).map(|piece| piece.bytes.start);
        Some((start..end, after))
    }

    fn set_height(&mut self, index: usize, words: f32) {
        let Some(piece) = self.pieces.get_mut(index) else { return };
        let height = piece.gap + words;
        if !piece.measured {
            piece.measured = true;
            self.unmeasured = self.unmeasured.saturating_sub(1);
        }
        if (piece.height - height).abs() > 0.01 {
            piece.height = height;
            self.stale_from = self.stale_from.min(index);
        }
    }

    /// Measures pieces around those in sight, up to `bytes` of text. Says whether any is left.
    pub fn measure_ahead(
        &mut self,
        ui: &Ui,
        body: &Body<'_>,
        sight: &Range<usize>,
        bytes: usize,
    ) -> bool {
        let (mut up, mut down) = (sight.start.min(self.pieces.len()), sight.end);
        let mut spent = 0;
        let mut downward = true;
        while self.unmeasured > 0 && spent < bytes && (up > 0 || down < self.pieces.len()) {
            let index = if (downward && down < self.pieces.len()) || up == 0 {
                down += 1;
                down - 1
            } else {
                up -= 1;
                up
            };
            let Some(piece) = self.pieces.get(index).filter(|piece| !piece.measured) else {
                continue;
            };
            downward = !downward;
            spent += piece.bytes.len().max(64);
            let text = body.text.get(piece.bytes.clone()).unwrap_or_default();
            let rtl = paragraph_rtl(body, piece);
            let Some((_, spec)) = self.spec(index) else { break };
            let height = ui.fonts_mut(|fonts| {
                if rtl || bidi::needed(text) {
                    return bidi::layout(fonts, text, spec, rtl).height;
                }
                let rows = plain::galley(fonts, text, spec).rows.len();
                rows.max(1) as f32 * spec.line_height
            });
            self.set_height(index, height);
        }
        self.unmeasured > 0
    }

    /// Brings the tops up to date.
    pub fn settle(&mut self) {
        let from = self.stale_from.min(self.pieces.len());
        if from == self.pieces.len() && self.tops.len() == from + 1 {
            return;
        }
        self.tops.truncate(from + 1);
        let mut top = self.tops.get(from).copied().unwrap_or(PAD);
        if self.tops.is_empty() {
            self.tops.push(PAD);
            top = PAD;
        }
        for piece in self.pieces.get(from..).unwrap_or_default() {
            top += piece.height;
            self.tops.push(top);
        }
        self.stale_from = self.pieces.len();
    }

    /// Height of everything.
    pub fn total(&self) -> f32 {
        self.tops.last().copied().unwrap_or(PAD) + PAD
    }

    /// Top of a piece, its gap included, from the top of everything.
    pub fn top(&self, index: usize) -> f32 {
        self.tops.get(index).copied().unwrap_or(PAD)
    }

    /// The pieces between two heights.
    pub fn between(&self, from: f32, to: f32) -> Range<usize> {
        let first = self.tops.partition_point(|top| *top <= from).saturating_sub(1);
        let after = self.tops.partition_point(|top| *top < to);
        first.min(self.pieces.len().saturating_sub(1))..after.min(self.pieces.len())
    }

    /// The piece that a byte is in; a line feed counts to the piece before it.
    pub fn piece_of(&self, byte: usize) -> usize {
        self.pieces.partition_point(|piece| piece.bytes.start <= byte).saturating_sub(1)
    }

    /// What holds its place while heights change: the first piece in sight whose height is known.
    pub fn anchor(&self, offset: f32, height: f32) -> Anchor {
        let sight = self.between(offset, offset + height);
        let known = |index: &usize| self.pieces.get(*index).is_some_and(|piece| piece.measured);
        let piece = sight.clone().find(known).unwrap_or(sight.start);
        Anchor { piece, y: self.top(piece) - offset }
    }

    /// Lays out what is in sight with `anchor` in its place. Returns the scroll offset and the
    /// pieces.
    pub fn arrange(
        &mut self,
        ui: &Ui,
        body: &Body<'_>,
        anchor: Anchor,
        height: f32,
    ) -> (f32, Range<usize>) {
        let mut found = (0.0, 0..0);
        for _ in 0..8 {
            self.settle();
            let most = (self.total() - height).max(0.0);
            let offset = (self.top(anchor.piece) - anchor.y).clamp(0.0, most);
            let sight = self.between(offset, offset + height);
            for index in sight.clone() {
                self.block(ui, body, index);
            }
            found = (offset, sight);
            if self.stale_from == self.pieces.len() {
                break;
            }
        }
        self.settle();
        if self.blocks.len() > KEPT {
            let frame = self.frame;
            self.blocks.retain(|_, (_, used)| *used == frame);
        }
        found
    }
}

fn blank(spec: &Spec) -> f32 {
    (spec.line_height * 0.6).round()
}

fn paragraph_rtl(body: &Body<'_>, piece: &Piece) -> bool {
    body.paragraphs.get(piece.paragraph).and_then(|whole| whole.range.slice(body.text)).is_some_and(
        |text| {
            let start = text.get(..text.floor_char_boundary(PIECE_BYTES)).unwrap_or(text);
            bidi::runs_rtl(start)
        },
    )
}
