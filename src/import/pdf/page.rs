//! The letters of a page, as they are drawn, and how they make lines and paragraphs.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{BezPath, Point, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};
use smol_str::SmolStr;
use unicode_normalization::UnicodeNormalization as _;

use super::budget::Budget;

/// A letter, or the letters that one sign stands for.
struct Letter {
    words: SmolStr,
    at: Point,
    /// Where the next one would stand.
    end: Point,
    /// Height of the type.
    size: f64,
}

/// Takes in what a page draws: its letters alone.
pub(super) struct Letters {
    drawn: Vec<Letter>,
    /// Signs of which nobody says which letter they are.
    unknown: usize,
    pub(super) budget: Budget,
    /// Whether pictures are among what it draws.
    pub(super) pictures: bool,
}

/// Ends the reading of a page from within.
struct Enough;

impl Letters {
    pub(super) fn new(budget: Budget) -> Self {
        Self { drawn: Vec::new(), unknown: 0, budget, pictures: false }
    }

    fn shape(&mut self) {
        self.budget.shape();
        self.go_on();
    }

    fn go_on(&self) {
        if self.budget.is_spent() || self.budget.is_late() {
            // The interpreter cannot be told to stop; its caller catches this.
            std::panic::resume_unwind(Box::new(Enough));
        }
    }
}

impl Device<'_> for Letters {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {
        self.shape();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.shape();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {
        self.shape();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        self.budget.letters(run.glyphs().len().max(1));
        self.go_on();
        for glyph in run.glyphs() {
            let transform = props.transform * glyph.transform();
            let at = transform * Point::ZERO;
            let advance = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let coefficients = transform.as_coeffs();
            let right = Vec2::new(coefficients[0], coefficients[1]);
            let up = Vec2::new(coefficients[2], coefficients[3]);
            let advance = f64::from(advance.unwrap_or(500.0));
            let end = at + right * advance;
            let size = (up.hypot() * 1000.0).max(0.01);
            let words = match glyph.as_unicode() {
                Some(BfString::Char(c)) => SmolStr::from_iter([c]),
                Some(BfString::String(words)) => words.into(),
                None => {
                    self.unknown += 1;
                    continue;
                }
            };
            if !at.x.is_finite() || !at.y.is_finite() || words == "\0" {
                continue;
            }
            self.drawn.push(Letter { words, at, end, size });
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.pictures = true;
        self.shape();
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// A line of a page.
struct Line {
    words: String,
    left: f64,
    right: f64,
    y: f64,
    size: f64,
}

/// The text of the pages so far.
#[derive(Default)]
pub(super) struct Text {
    words: String,
    known: usize,
    unknown: usize,
    pages: usize,
    /// The line near the top of the first page that stands out by its size.
    heading: Option<String>,
}

/// So much larger than the rest is the type of a headline.
const LARGER: f64 = 1.25;
/// Among so many paragraphs at the top it is looked for.
const AT_TOP: usize = 8;

impl Text {
    /// Adds a page.
    pub(super) fn add(&mut self, page: &Letters) {
        self.known += page.drawn.len();
        self.unknown += page.unknown;
        let lines = lines(&page.drawn);
        let pitch = pitch(&lines);
        let right = lines.iter().map(|line| line.right).fold(f64::MIN, f64::max);
        let mut before: Option<&Line> = None;
        self.pages += 1;
        if self.pages == 1 {
            self.heading = heading(&lines, pitch, right);
        }
        for line in &lines {
            let words = line.words.trim();
            match before {
                Some(last) if goes_on(last, line, pitch, right) => self.join(words),
                // A sentence that runs over to the next page goes on there.
                None if self.is_unfinished() && words.starts_with(char::is_lowercase) => {
                    self.join(words);
                }
                _ => {
                    if !self.words.is_empty() {
                        self.words.push_str("\n\n");
                    }
                    self.words.push_str(words);
                }
            }
            before = Some(line);
        }
    }

    fn is_unfinished(&self) -> bool {
        self.words.ends_with(|c: char| c.is_lowercase() || c == ',' || c == '-')
    }

    /// The headline, where one stands out.
    pub(super) fn heading(&self) -> Option<&str> {
        self.heading.as_deref()
    }

    /// Goes on with the paragraph: a hyphen at the end of a line belongs to the page, not the word.
    fn join(&mut self, words: &str) {
        let broken = self.words.strip_suffix(['-', '\u{ad}', '\u{2010}']).is_some_and(|before| {
            before.ends_with(char::is_lowercase) && words.starts_with(char::is_lowercase)
        });
        if broken {
            self.words.pop();
        } else if !self.words.is_empty() && !ends_without_space(&self.words, words) {
            self.words.push(' ');
        }
        self.words.push_str(words);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.trim().is_empty()
    }

    /// Whether most signs are of unknown letters.
    pub(super) fn is_mute(&self) -> bool {
        self.unknown > 4 * self.known && self.unknown > 20
    }

    pub(super) fn finish(self) -> String {
        self.words
    }
}

/// Scripts that have no spaces between words have none between lines.
fn ends_without_space(text: &str, next: &str) -> bool {
    let wide = |c: char| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    text.ends_with(wide) && next.starts_with(wide)
}

/// Letters in the order in which they were drawn, put into lines.
fn lines(letters: &[Letter]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut last: Option<&Letter> = None;
    for letter in letters {
        let ligature = letter.words.chars().any(|c| ('\u{fb00}'..='\u{fb06}').contains(&c));
        let words: SmolStr =
            if ligature { letter.words.nfkc().collect() } else { letter.words.clone() };
        let same = last.is_some_and(|last| {
            let size = last.size.max(letter.size);
            let down = (letter.at.y - last.at.y).abs();
            let gap = letter.at.x - last.end.x;
            // Raised and lowered letters stay on their line; what starts over at the left does not.
            down < 0.45 * size && gap > -2.0 * size.max(last.end.x - last.at.x) && gap < 12.0 * size
        });
        // Text that runs up or down the page has its letters one above the other.
        let turned = last.is_some_and(|last| {
            let size = last.size.max(letter.size);
            (letter.at - last.end).hypot() < 0.6 * size
        });
        match (lines.last_mut(), last) {
            (Some(line), Some(last)) if same || turned => {
                let gap =
                    if same { letter.at.x - last.end.x } else { (letter.at - last.end).hypot() };
                let space = gap > 0.17 * last.size.min(letter.size).max(0.1);
                let wide = |text: &str| ends_without_space(text, text);
                let spaced = line.words.ends_with(char::is_whitespace)
                    || words.starts_with(char::is_whitespace);
                let unspaced = wide(&line.words) && wide(&words);
                if space && !spaced && !unspaced {
                    line.words.push(' ');
                }
                // Letters drawn twice, to look bold.
                let twice = last.words == letter.words
                    && (letter.at - last.at).hypot() < 0.05 * letter.size;
                if !twice {
                    line.words.push_str(&words);
                }
                line.right = line.right.max(letter.end.x);
                line.size = line.size.max(letter.size);
            }
            _ => lines.push(Line {
                words: words.into(),
                left: letter.at.x,
                right: letter.end.x,
                y: letter.at.y,
                size: letter.size,
            }),
        }
        last = Some(letter);
    }
    lines.retain(|line| !line.words.trim().is_empty());
    lines
}

/// The usual distance between lines.
fn pitch(lines: &[Line]) -> f64 {
    let mut gaps: Vec<f64> = lines
        .iter()
        .zip(lines.iter().skip(1))
        .map(|(a, b)| (a.y - b.y).abs() / a.size.max(b.size))
        .filter(|gap| (0.6..3.0).contains(gap))
        .collect();
    gaps.sort_by(f64::total_cmp);
    // Lines of one paragraph are the closest; those apart may be as many.
    gaps.get(gaps.len().saturating_sub(1) / 3).copied().unwrap_or(1.2)
}

/// The paragraph at the top that is set in clearly larger type than the rest.
fn heading(lines: &[Line], pitch: f64, right: f64) -> Option<String> {
    let mut sizes: Vec<(f64, usize)> =
        lines.iter().map(|line| (line.size, line.words.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
    let mut seen = 0;
    let usual = sizes.iter().find_map(|(size, letters)| {
        seen += letters;
        (seen >= half).then_some(*size)
    })?;
    let mut tops: Vec<(f64, Text)> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        let full = tops.len() == AT_TOP;
        match tops.last_mut() {
            Some((_, top)) if before.is_some_and(|last| goes_on(last, line, pitch, right)) => {
                top.join(line.words.trim());
            }
            _ if full => break,
            _ => {
                let words = line.words.trim().to_owned();
                tops.push((line.size, Text { words, ..Text::default() }));
            }
        }
        before = Some(line);
    }
    let sane = |words: &str| {
        (3..=30).contains(&words.split_whitespace().count())
            || (words.chars().any(|c| c >= '\u{2e80}') && words.chars().count() >= 6)
    };
    let tops = tops.into_iter().filter(|(size, top)| *size >= LARGER * usual && sane(&top.words));
    // Of equals the first.
    let largest = tops.reduce(|a, b| if b.0 > a.0 { b } else { a });
    largest.map(|(_, top)| top.words)
}

/// Whether a line goes on with the paragraph of the line before.
fn goes_on(last: &Line, line: &Line, pitch: f64, right: f64) -> bool {
    let size = last.size.max(line.size);
    let gap = (last.y - line.y).abs() / size;
    let alike = (last.size - line.size).abs() < 0.12 * size;
    let ends = last.words.trim_end().ends_with(['.', '!', '?', ':', '”', '"', '»']);
    let lower = line.words.trim_start().starts_with(char::is_lowercase);
    if gap < 0.3 {
        // Beside each other: columns of a table.
        return false;
    }
    if gap > pitch * 1.35 + 0.1 {
        // The next column, or the next page's top.
        return alike && !ends && lower;
    }
    let indented = line.left > last.left + 0.8 * size && ends;
    let short = last.right < right - 0.25 * (right - last.left).max(0.0);
    alike && !indented && !(short && ends)
}
