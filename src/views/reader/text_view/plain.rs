//! The fast way to lay out: one egui galley for the whole piece, for text that runs from left to
//! right and has one glyph a character.

use super::block::{Block, Row, Run, Spec, Stop};
use eframe::egui::epaint::text::FontsView;
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{Color32, Galley, Vec2};
use std::borrow::Cow;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

/// The piece as one galley, in a colour that painting chooses.
pub fn galley(fonts: &mut FontsView<'_>, text: &str, spec: &Spec) -> Arc<Galley> {
    let mut job = LayoutJob {
        wrap: TextWrapping { max_width: spec.wrap, ..TextWrapping::default() },
        break_on_newline: false,
        ..LayoutJob::default()
    };
    job.append(&shown(text), 0.0, format(spec));
    fonts.layout_job(job)
}

/// How words are set.
pub fn format(spec: &Spec) -> TextFormat {
    TextFormat {
        font_id: spec.font.clone(),
        line_height: Some(spec.line_height),
        color: Color32::PLACEHOLDER,
        ..TextFormat::default()
    }
}

/// The text with control characters, which no font has, as spaces: one character for each.
pub fn shown(text: &str) -> Cow<'_, str> {
    let strange = |c: char| (c.is_control() && c != '\t') || matches!(c, '\u{2028}' | '\u{2029}');
    if text.contains(strange) {
        Cow::Owned(text.chars().map(|c| if strange(c) { ' ' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Lays the piece out, or says that it needs [`super::bidi`].
pub fn layout(fonts: &mut FontsView<'_>, text: &str, spec: &Spec) -> Option<Block> {
    let galley = galley(fonts, text, spec);
    let glyphs: usize = galley.rows.iter().map(|row| row.glyphs.len()).sum();
    if glyphs != text.chars().count() {
        return None;
    }
    let mut chars = text.char_indices().map(|(at, _)| at);
    let mut boundaries = text.grapheme_indices(true).map(|(at, _)| at).peekable();
    let mut rows = Vec::with_capacity(galley.rows.len());
    let mut start = 0;
    for (index, placed) in galley.rows.iter().enumerate() {
        let mut stops = Vec::with_capacity(placed.glyphs.len() + 1);
        let mut after_last = start;
        for glyph in &placed.glyphs {
            let Some(byte) = chars.next() else { break };
            if boundaries.next_if_eq(&byte).is_some() {
                stops.push(Stop { byte, x: placed.pos.x + glyph.pos.x });
            }
            after_last = text.ceil_char_boundary(byte + 1);
        }
        let end = if index + 1 == galley.rows.len() { text.len() } else { after_last };
        stops.push(Stop { byte: end, x: placed.pos.x + placed.size.x });
        let last = index + 1 == galley.rows.len();
        let words = text.get(start..end).unwrap_or_default();
        rows.push(Row {
            top: index as f32 * spec.line_height,
            height: spec.line_height,
            bytes: start..end,
            words_end: if last { end } else { start + words.trim_end().len() },
            runs: vec![Run { bytes: start..end, stops }],
        });
        start = end;
    }
    let height = rows.len().max(1) as f32 * spec.line_height;
    Some(Block { rows, galleys: vec![(Vec2::ZERO, galley)], height, rtl: false })
}
