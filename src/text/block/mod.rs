//! What each paragraph of a news page is: headline, body, caption, furniture, or said before.
//!
//! A pure function of the text and of what its publisher prints again and again. It only says; it
//! removes nothing.
//!
//! # Invariants
//!
//! - Every paragraph that is not empty belongs to exactly one block, in order.
//! - In doubt a paragraph is body: dimming a report is worse than showing a share button.

mod caption;
mod furniture;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Paragraph, TextRange, count_spaced, paragraphs, spaced};

/// What a paragraph is.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The article's headline.
    Headline,
    /// The report.
    Body,
    /// Words under a picture, and who took it.
    Caption,
    /// Page furniture: links to other stories, share lines, disclaimers.
    Boilerplate,
    /// Word for word what stands above.
    Repeat,
}

impl BlockKind {
    /// All kinds, in the order of a list to choose from.
    pub const ALL: [Self; 5] =
        [Self::Headline, Self::Body, Self::Caption, Self::Boilerplate, Self::Repeat];

    /// Its name, as it stands in the margin.
    pub fn label(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Body => "body",
            Self::Caption => "caption",
            Self::Boilerplate => "boilerplate",
            Self::Repeat => "repeat",
        }
    }

    /// Whether an analyst looks for figures here: not in captions, furniture and repeats.
    pub fn is_report(self) -> bool {
        match self {
            Self::Headline | Self::Body => true,
            Self::Caption | Self::Boilerplate | Self::Repeat => false,
        }
    }
}

/// How that is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Why {
    /// Nothing speaks against its being the report.
    Plain,
    /// It is the title, or reads like one.
    Title,
    /// The paragraph of this index says the same, word for word.
    SaidBefore(usize),
    /// It names who took or owns a picture.
    Credit,
    /// It stands beside a picture's credit, or says again what a caption says.
    NextToCredit,
    /// It leads to another story.
    Link,
    /// It is in a list of other stories or of topics.
    List,
    /// It asks to share, follow, comment or subscribe.
    Invitation,
    /// It is a disclaimer, a copyright or a house rule.
    Legal,
    /// It is an advertisement, or announces one.
    Advert,
    /// It says who wrote or edited, and when, and nothing else.
    Byline,
    /// So many articles of the same publisher have it, word for word.
    Recurs(u32),
    /// An analyst has said so.
    Analyst,
}

impl Why {
    /// The reason in words, for a tooltip.
    pub fn words(self) -> String {
        match self {
            Self::Plain => "part of the report".to_owned(),
            Self::Title => "the headline".to_owned(),
            Self::SaidBefore(_) => "word for word what stands above".to_owned(),
            Self::Credit => "credits a picture".to_owned(),
            Self::NextToCredit => "belongs to a picture's credit".to_owned(),
            Self::Link => "leads to another story".to_owned(),
            Self::List => "in a list of stories or topics".to_owned(),
            Self::Invitation => "asks to share, follow or subscribe".to_owned(),
            Self::Legal => "a disclaimer or copyright".to_owned(),
            Self::Advert => "an advertisement".to_owned(),
            Self::Byline => "says who wrote it, and when".to_owned(),
            Self::Recurs(n) => format!("stands in {n} articles of this publisher"),
            Self::Analyst => "set by an analyst".to_owned(),
        }
    }
}

/// A paragraph and what it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Block {
    /// The paragraph, without its line feed.
    pub range: TextRange,
    /// Its index among all [`paragraphs`], the empty ones counted.
    pub paragraph: usize,
    /// What it is.
    pub kind: BlockKind,
    /// How that is known.
    pub why: Why,
}

/// What is known of a text besides its words.
#[derive(Clone, Copy, Default)]
pub struct BlockHints<'a> {
    /// The headline, where it is known.
    pub title: Option<&'a str>,
    /// In how many articles of the publisher a paragraph of this [print](paragraph_print) stands,
    /// and how many articles were counted.
    pub recurring: Option<&'a dyn Fn(u64) -> Recurrence>,
}

/// How often a paragraph stands in the articles of one publisher.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Recurrence {
    /// Articles that have it.
    pub with: u32,
    /// All articles of the publisher.
    pub of: u32,
}

/// What each paragraph of `body` is, by its words alone.
pub fn blocks(body: &str) -> Vec<Block> {
    blocks_with(body, &paragraphs(body), BlockHints::default())
}

/// What each paragraph of `body` is. `paragraphs` are those that [`paragraphs`] gives for it. Takes
/// linear time.
pub fn blocks_with(body: &str, paragraphs: &[Paragraph], hints: BlockHints<'_>) -> Vec<Block> {
    let mut lines: Vec<Line<'_>> = paragraphs
        .iter()
        .enumerate()
        .filter_map(|(index, paragraph)| {
            let text = paragraph.range.slice(body)?.trim();
            (!text.is_empty()).then(|| Line::new(index, paragraph, text))
        })
        .collect();
    headline(&mut lines, hints.title);
    furniture::mark(&mut lines);
    caption::mark(&mut lines);
    if let Some(recurring) = hints.recurring {
        recur(&mut lines, recurring);
    }
    repeats(&mut lines);
    lines
        .into_iter()
        .map(|line| {
            let (kind, why) = line.verdict.unwrap_or((BlockKind::Body, Why::Plain));
            Block { range: line.range, paragraph: line.index, kind, why }
        })
        .collect()
}

/// Whether a line stands beside the report: it credits a picture, is the caption above the credit
/// in the line below, or is page furniture by its words.
pub fn is_beside_report(line: &str, below: Option<&str>) -> bool {
    let Some(first) = Line::alone(line) else { return false };
    caption::is_credit(&first)
        || furniture::is_any(&first)
        || below.and_then(Line::alone).is_some_and(|below| caption::is_above(&first, &below))
}

/// A paragraph that is not empty.
struct Line<'a> {
    index: usize,
    range: TextRange,
    repeat_of: Option<usize>,
    text: &'a str,
    /// In lower case, without white space and quotes at its ends.
    lower: String,
    words: usize,
    verdict: Option<(BlockKind, Why)>,
}

impl<'a> Line<'a> {
    /// A line of a text of its own; none for an empty one.
    fn alone(text: &'a str) -> Option<Self> {
        let range = TextRange::new(text, 0..text.len())?;
        let text = text.trim();
        (!text.is_empty()).then(|| Self::new(0, &Paragraph { range, repeat_of: None }, text))
    }

    fn new(index: usize, paragraph: &Paragraph, text: &'a str) -> Self {
        // Only its start decides; a paragraph of a megabyte is not lowered whole.
        let start = text.get(..text.floor_char_boundary(1200)).unwrap_or(text);
        let lower = if start.is_ascii() {
            start.to_ascii_lowercase()
        } else {
            let lower = start.to_lowercase().replace(['\u{2019}', '\u{2bc}'], "'");
            lower.replace(['\u{a0}', '\u{202f}'], " ")
        };
        Self {
            index,
            range: paragraph.range,
            repeat_of: paragraph.repeat_of,
            text,
            lower,
            words: count_spaced(text),
            verdict: None,
        }
    }

    fn is(&mut self, kind: BlockKind, why: Why) {
        self.verdict.get_or_insert((kind, why));
    }

    /// Whether it ends as a sentence does.
    fn is_sentence(&self) -> bool {
        let end = self.text.trim_end_matches(['"', '\u{201d}', '»', '\'', '\u{2019}', ')', ' ']);
        end.ends_with(['.', '!', '?', '…', ':', ';', '。', '।', '۔', '؟'])
    }
}

/// The first paragraph, if it is the title or reads like one above a report.
fn headline(lines: &mut [Line<'_>], title: Option<&str>) {
    let same = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
    if let Some(title) = title.map(str::trim).filter(|title| !title.is_empty()) {
        let near = lines.iter_mut().take(4);
        let mut near = near.filter(|line| same(line.text.trim_start_matches(['#', ' ']), title));
        if let Some(line) = near.next() {
            line.is(BlockKind::Headline, Why::Title);
        }
        return;
    }
    let [first, second, ..] = lines else { return };
    let short = first.words <= 25 && first.text.len() <= 240 && !first.is_sentence();
    if short && second.words >= 12 && !caption::is_credit(first) && !furniture::is_any(first) {
        first.is(BlockKind::Headline, Why::Title);
    }
}

/// Paragraphs that say again what stands above.
fn repeats(lines: &mut [Line<'_>]) {
    for line in lines {
        if let Some(first) = line.repeat_of
            && line.verdict.is_none()
        {
            line.is(BlockKind::Repeat, Why::SaidBefore(first));
        }
    }
}

/// So many articles of a publisher must have a paragraph before it is furniture.
const RECURS_IN: u32 = 3;
/// A long paragraph is more likely a background that a desk pastes: it must recur more often.
const LONG_RECURS_IN: u32 = 6;
/// And in at least this share of the publisher's articles, in a hundred.
const RECURS_SHARE: u32 = 2;

fn recur(lines: &mut [Line<'_>], recurring: &dyn Fn(u64) -> Recurrence) {
    let found: Vec<Option<u32>> = lines
        .iter()
        .map(|line| {
            let seen = recurring(paragraph_print(line.text)?);
            let enough = if line.words > 25 { LONG_RECURS_IN } else { RECURS_IN };
            let often = u64::from(seen.with) * 100 >= u64::from(seen.of) * u64::from(RECURS_SHARE);
            (seen.with >= enough && often).then_some(seen.with)
        })
        .collect();
    // Where most of the words recur, the article is itself reprinted: that is no furniture.
    let words = |all: bool| -> usize {
        lines.iter().zip(&found).filter(|(_, n)| all || n.is_some()).map(|(l, _)| l.words).sum()
    };
    if words(false) * 2 > words(true) {
        return;
    }
    for (line, seen) in lines.iter_mut().zip(found) {
        if let Some(n) = seen {
            line.is(BlockKind::Boilerplate, Why::Recurs(n));
        }
    }
}

/// A number for the words of a paragraph, by which recurring ones are counted; `None` for one of
/// fewer than three words, which says too little.
pub fn paragraph_print(paragraph: &str) -> Option<u64> {
    let mut print = 0u64;
    let mut words = 0;
    for word in spaced(paragraph) {
        print = mix(print, word.len() as u64);
        for some in word.as_bytes().chunks(8) {
            let bytes = some.iter().rev();
            print = mix(print, bytes.fold(0, |all, byte| all << 8 | u64::from(*byte)));
        }
        words += 1;
    }
    (words >= 3).then_some(print ^ (print >> 32))
}

fn mix(print: u64, more: u64) -> u64 {
    let mixed = (print.rotate_left(5) ^ more).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 32)
}
