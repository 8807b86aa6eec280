//! Captions: told by the credit that they carry, or by standing beside one.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::{BlockKind, Line, Why};

/// Words that credit a picture, anywhere in a line.
const CREDITS: &[&str] = &[
    "photo credit",
    "(credit:",
    "(credit :",
    "credit:",
    "image credit",
    "picture credit",
    "(photo by",
    "(image by",
    "(photo:",
    "(image:",
    "[photo:",
    "/ photo:",
    "| photo:",
    "(file photo",
    "[file photo",
    "(file:",
    "[file:",
    "(archives)",
    "file photo]",
    "file photo)",
    "getty images",
    "[reuters]",
    "[afp]",
    "[ap]",
    "(ap photo",
    "ap photo/",
    "(afp)",
    "reuters/",
    "afp/",
    "via reuters",
    "/afp)",
    "/reuters)",
    "/ap)",
    "/ap]",
    "/afp]",
    "/reuters]",
    "shutterstock",
    "crédit photo",
    "crédits photo",
    "crédit :",
    "© crédit",
    "photo d'archives",
    "(photo d'illustration",
    "photo d'illustration",
    "(illustration)",
    "© afp",
    "© reuters",
    "© ap",
    "© getty",
    "afp photo",
    "(photo afp",
    "handout via",
    "handout/",
    "/handout",
];

/// Starts of a line that is nothing but a credit.
const CREDIT_STARTS: &[&str] = &[
    "photo:",
    "photo :",
    "photos:",
    "photo by",
    "photo credit",
    "picture:",
    "image:",
    "image :",
    "image credit",
    "image source",
    "credit:",
    "crédit",
    "photograph:",
    "photographer:",
    "file photo",
    "file -",
    "file –",
    "file —",
    "caption:",
    "légende",
    "photo d'archive",
    "getty images",
    "copyright ap",
    "photo afp",
    "map:",
    "infographic:",
];

/// Begin a credit after the end of a sentence.
const CREDIT_AFTER: &[&str] = &[
    "photo:",
    "photo :",
    "photos:",
    "photo by ",
    "photograph:",
    "photograph by ",
    "picture:",
    "image:",
    "image :",
    "credit:",
    "crédit",
];

/// How many words a credit has at most, what follows it included.
const MOST_AFTER: usize = 14;

/// Finds [`CREDITS`] and, after them in number, [`CREDIT_AFTER`] in one pass: one after the other
/// they took most of the time in which a long article was opened.
static FOUND: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(CREDITS.iter().chain(CREDIT_AFTER)).ok());

/// Longer paragraphs are reports, even where they name a photographer.
const MOST_WORDS: usize = 75;

/// Marks captions among the lines that are nothing else yet.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    let found: Vec<bool> =
        lines.iter().map(|line| line.verdict.is_none() && is_credit(line)).collect();
    let texts: Vec<&str> =
        lines.iter().zip(&found).filter(|(_, f)| **f).map(|(l, _)| l.text).collect();
    let captions = texts.join("\n");
    let count = lines.len();
    for at in 0..count {
        // With no empty line between, what stands above a bare credit is its caption.
        let below = lines.get(at + 1).zip(found.get(at + 1)).is_some_and(|(next, is)| {
            *is && is_bare(next) && lines.get(at).is_some_and(|line| line.index + 1 == next.index)
        });
        let Some(line) = lines.get_mut(at) else { continue };
        if found.get(at) == Some(&true) {
            line.is(BlockKind::Caption, Why::Credit);
        } else if line.words >= 5
            && line.words <= MOST_WORDS
            && (captions.contains(line.text) || (below && count > 3 && line.words <= 45))
        {
            line.is(BlockKind::Caption, Why::NextToCredit);
        }
    }
}

/// Whether a line is nothing but a credit. "FILE -" begins a caption of its own.
fn is_bare(line: &Line<'_>) -> bool {
    line.words <= 12 && starts_as_credit(&line.lower) && !line.lower.starts_with("file")
}

/// Whether a line is surely the caption of the credit right below it.
pub(super) fn is_above(line: &Line<'_>, below: &Line<'_>) -> bool {
    (5..=45).contains(&line.words) && line.is_sentence() && is_bare(below)
}

/// Whether a line credits a picture.
pub(super) fn is_credit(line: &Line<'_>) -> bool {
    // A line that goes on after a dash is a dateline: "GAO, Mali (Reuters) 3 January 2019 —".
    if line.words > MOST_WORDS || line.text.trim_end().ends_with(['—', '–']) {
        return false;
    }
    starts_as_credit(&line.lower) || ends_in_credit(&line.lower)
}

/// "…, in October. Photo: Some Body / The Example", or any of the usual credits: it ends the line,
/// or nearly.
fn ends_in_credit(lower: &str) -> bool {
    let end = last_words(lower, MOST_AFTER);
    let Some(credits) = FOUND.as_ref() else { return false };
    credits.find_overlapping_iter(end).any(|found| {
        let at = lower.len() - end.len() + found.start();
        let (before, credit) = lower.split_at_checked(at).unwrap_or_default();
        if found.pattern().as_usize() < CREDITS.len() {
            // A credit begins a word.
            return !credit.starts_with(char::is_alphanumeric)
                || !before.ends_with(char::is_alphanumeric);
        }
        let spaced = before.ends_with(char::is_whitespace);
        let before = before.trim_end();
        before.ends_with(['.', '!', '?', '…', ')', ']', '"', '”', '»', '|', '/'])
            || (before.ends_with(['—', '–', '-']) && spaced)
    })
}

/// The line from its nth last word on.
fn last_words(line: &str, n: usize) -> &str {
    let mut before = line;
    for _ in 0..n {
        before = before.trim_end().trim_end_matches(|c: char| !c.is_whitespace());
    }
    line.get(before.len()..).unwrap_or(line)
}

fn starts_as_credit(lower: &str) -> bool {
    let lower = lower.trim_start_matches(['(', '[', ' ', '*', '|', '/']);
    CREDIT_STARTS.iter().any(|start| lower.starts_with(start))
}
