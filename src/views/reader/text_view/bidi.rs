//! The careful way to lay out: a galley a word, the words put in visual order by the Unicode
//! bidirectional algorithm, every word's bytes known.
//!
//! For pieces with right-to-left words, which egui joins letter by letter but puts in the wrong
//! order, and for the rare ones where it makes more or fewer glyphs than characters.

use super::block::{Block, Row, Run, Spec};
use super::{plain, word};
use eframe::egui::epaint::text::FontsView;
use eframe::egui::text::LayoutJob;
use eframe::egui::{Galley, vec2};
use std::ops::Range;
use std::sync::Arc;
use unicode_bidi::{BidiInfo, Direction, Level};
use unicode_segmentation::UnicodeSegmentation;

/// Letters, spaces or a punctuation mark that are laid out together.
struct Token {
    bytes: Range<usize>,
    space: bool,
    galley: Arc<Galley>,
    width: f32,
}

/// Whether a text needs this way: it has a letter or a control character of right-to-left scripts.
pub fn needed(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| {
            matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
                | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
                | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
}

/// Whether a paragraph runs from right to left: its first letter says so.
pub fn runs_rtl(paragraph: &str) -> bool {
    needed(paragraph) && unicode_bidi::get_base_direction(paragraph) == Direction::Rtl
}

/// Lays a piece out. `rtl` is the direction of the paragraph that it belongs to.
pub fn layout(fonts: &mut FontsView<'_>, text: &str, spec: &Spec, rtl: bool) -> Block {
    let base = if rtl { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(text, Some(base));
    let mut rows = Vec::new();
    let mut galleys = Vec::new();
    for part in &info.paragraphs {
        let tokens = tokens(fonts, text, &info, part.range.clone(), spec);
        for line in lines(&tokens, spec.wrap) {
            let top = rows.len() as f32 * spec.line_height;
            let line = tokens.get(line).unwrap_or_default();
            let (Some(first), Some(last)) = (line.first(), line.last()) else { continue };
            let bytes = first.bytes.start..last.bytes.end;
            let total: f32 = line.iter().map(|token| token.width).sum();
            let (levels, visual) = info.visual_runs(part, bytes.clone());
            let mut x = if rtl { spec.wrap - total } else { 0.0 };
            let mut runs = Vec::with_capacity(line.len());
            for stretch in visual {
                let turned = levels.get(stretch.start).is_some_and(Level::is_rtl);
                let mut inside: Vec<&Token> =
                    line.iter().filter(|token| stretch.contains(&token.bytes.start)).collect();
                if turned {
                    inside.reverse();
                }
                for token in inside {
                    let words = text.get(token.bytes.clone()).unwrap_or_default();
                    let mut stops = word::stops(words, token.bytes.start, &token.galley, turned);
                    for stop in &mut stops {
                        stop.x += x;
                    }
                    runs.push(Run { bytes: token.bytes.clone(), stops });
                    if !token.space {
                        galleys.push((vec2(x, top), Arc::clone(&token.galley)));
                    }
                    x += token.width;
                }
            }
            let end = bytes.end == text.len();
            let words = text.get(bytes.clone()).unwrap_or_default();
            rows.push(Row {
                top,
                height: spec.line_height,
                words_end: if end { bytes.end } else { bytes.start + words.trim_end().len() },
                bytes,
                runs,
            });
        }
    }
    let height = rows.len().max(1) as f32 * spec.line_height;
    Block { rows, galleys, height, rtl }
}

/// Cuts into stretches of one direction, spaces apart. Punctuation among right-to-left letters
/// stands alone: egui may take it from another font, and would put it on the wrong side.
fn tokens(
    fonts: &mut FontsView<'_>,
    text: &str,
    info: &BidiInfo<'_>,
    part: Range<usize>,
    spec: &Spec,
) -> Vec<Token> {
    #[derive(PartialEq, Clone, Copy)]
    enum Kind {
        Space,
        Letters,
        Sign,
    }
    let mut stretches: Vec<(Range<usize>, Level, Kind)> = Vec::new();
    for (at, grapheme) in text.get(part.clone()).unwrap_or_default().grapheme_indices(true) {
        let at = part.start + at;
        let level = info.levels.get(at).copied().unwrap_or(Level::ltr());
        let first = grapheme.chars().next().unwrap_or(' ');
        let kind = if first.is_whitespace() {
            Kind::Space
        } else if first.is_alphanumeric() || !level.is_rtl() {
            Kind::Letters
        } else {
            Kind::Sign
        };
        let end = at + grapheme.len();
        match stretches.last_mut() {
            Some((bytes, l, k)) if *l == level && *k == kind && kind != Kind::Sign => {
                bytes.end = end;
            }
            _ => stretches.push((at..end, level, kind)),
        }
    }
    let mut tokens = Vec::with_capacity(stretches.len());
    for (bytes, level, kind) in stretches {
        let rtl = level.is_rtl();
        set(fonts, text, bytes, rtl && kind == Kind::Sign, spec, &mut |mut token| {
            token.space = kind == Kind::Space;
            tokens.push(token);
        });
    }
    tokens
}

/// Sets a stretch as one token, or in halves where it is longer than a line.
fn set(
    fonts: &mut FontsView<'_>,
    text: &str,
    bytes: Range<usize>,
    turn: bool,
    spec: &Spec,
    push: &mut dyn FnMut(Token),
) {
    let words = text.get(bytes.clone()).unwrap_or_default();
    let shown = plain::shown(words);
    let shown = if turn { shown.chars().map(mirrored).collect() } else { shown.into_owned() };
    let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
    job.append(&shown, 0.0, plain::format(spec));
    let galley = fonts.layout_job(job);
    let width = galley.rows.first().map_or(0.0, |row| row.size.x);
    if width > spec.wrap {
        let half = words
            .grapheme_indices(true)
            .map(|(at, _)| at)
            .find(|at| *at > 0 && *at * 2 >= words.len());
        if let Some(half) = half {
            let middle = bytes.start + half;
            set(fonts, text, bytes.start..middle, turn, spec, push);
            set(fonts, text, middle..bytes.end, turn, spec, push);
            return;
        }
    }
    push(Token { bytes, space: false, galley, width });
}

/// Breaks between words, or anywhere in what is longer than a line. Spaces hang over.
fn lines(tokens: &[Token], wrap: f32) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut width) = (0, 0.0);
    let mut after_space = None;
    for (index, token) in tokens.iter().enumerate() {
        while !token.space && index > start && width + token.width > wrap {
            let cut = after_space.filter(|cut| *cut > start).unwrap_or(index);
            lines.push(start..cut);
            start = cut;
            after_space = None;
            width = tokens.get(start..index).unwrap_or_default().iter().map(|t| t.width).sum();
        }
        width += token.width;
        if token.space {
            after_space = Some(index + 1);
        }
    }
    lines.push(start..tokens.len());
    lines
}

/// The bracket that looks the other way.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        '≤' => '≥',
        '≥' => '≤',
        other => other,
    }
}
