//! Numbers in running text, in digits and in English and French words.
//!
//! # Invariants
//!
//! - What the number counts is not known here: ages, years and sums of money are numbers too.
//! - Dates in digits, times, decimals, percentages, ordinals and codes ("AK-47") are left out.

mod reader;
mod vague;
mod words;

use super::TextRange;
use serde::{Deserialize, Serialize};
pub use words::VAGUE_WORDS;

/// A number as written, where it stands.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct NumberMention {
    /// The words or digits, with the article that belongs to them ("a dozen", "une trentaine").
    pub range: TextRange,
    /// What they say.
    pub value: Numeral,
    /// Whether it is a lone "one", "un" or "une", which is more often an article than a count.
    pub article_like: bool,
}

/// What a number says. A modifier beside it ("at least") is not part of it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Numeral {
    /// Said as exact: "23", "twenty-three", "a dozen", "1.5 million".
    Exact(u64),
    /// A round number by its very word: "une trentaine", "a score", "some hundred".
    Approximate(u64),
    /// No number at all: what it stands for is for a codebook to say.
    Vague(VagueWord),
}

impl Numeral {
    /// The number, if it says one.
    pub fn number(&self) -> Option<u64> {
        match self {
            Numeral::Exact(n) | Numeral::Approximate(n) => Some(*n),
            Numeral::Vague(_) => None,
        }
    }
}

/// A vague quantity.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct VagueWord {
    /// The key in the lexicon: lower-case English in both languages, one of
    /// [`VAGUE_WORDS`].
    pub word: String,
}

/// A run of letters, a number in digits, or another character that is no white space.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token<'a> {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What it is.
    pub kind: Kind<'a>,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind<'a> {
    /// Letters.
    Word(&'a str),
    /// Digits read as a whole number.
    Whole(u64),
    /// A decimal in digits, in thousandths: counts only before "million" and the like.
    Thousandths(u64),
    /// Digits that are no count: dates, times, codes, ordinals, percentages.
    NoCount,
    /// Any other character.
    Other(char),
}

/// The numbers of `text` in order, none overlapping another.
///
/// Digits may be grouped by comma, full stop, space, no-break, thin and narrow no-break space, if
/// the groups have three digits; Arabic-Indic digits count. Words are read from 0 to 999,999 and
/// with millions, in English and French, in any text: only where a French word is also a common
/// English one ("seize", "sept", "un") the language of the text around it decides.
pub fn numbers(text: &str) -> Vec<NumberMention> {
    let tokens = tokens(text);
    let reader = reader::Reader::new(text, &tokens);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(read) = reader.read(at) else {
            at += 1;
            continue;
        };
        if let (Some(first), Some(last)) = (tokens.get(at), tokens.get(read.end.saturating_sub(1)))
            && let Some(value) = read.value
        {
            found.push(NumberMention {
                range: TextRange::between(first.start, last.end),
                value,
                article_like: read.article_like,
            });
        }
        at = read.end.max(at + 1);
    }
    found
}

/// Cuts `text` into tokens.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(c) = rest.chars().next() else { break };
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (len, kind) = if digit(c).is_some() {
            digits(text, at)
        } else if c.is_alphabetic() {
            let is_letter = |c: char| c.is_alphabetic() || ('\u{300}'..'\u{370}').contains(&c);
            let len = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
            (len, Kind::Word(rest.get(..len).unwrap_or_default()))
        } else {
            (c.len_utf8(), Kind::Other(c))
        };
        found.push(Token { start: at, end: at + len, kind });
        at += len;
    }
    found
}

/// The value of a digit, Western or Arabic-Indic.
fn digit(c: char) -> Option<u64> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    Some(u64::from(u32::from(c) - u32::from(zero)))
}

/// How many digits begin `text`, and how many bytes they take.
fn run(text: &str) -> (usize, usize) {
    let count = text.chars().take_while(|c| digit(*c).is_some()).count();
    (count, text.chars().take(count).map(char::len_utf8).sum())
}

/// The digits of `text` as a number; `None` when it is too large to be any count.
fn value(text: &str) -> Option<u64> {
    text.chars().filter_map(digit).try_fold(0u64, |sum, d| sum.checked_mul(10)?.checked_add(d))
}

/// Whether a character may separate groups of three digits.
fn groups(c: char) -> bool {
    matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{66c}' | '\'' | '’')
}

/// Reads the digits that begin at `at`, with all that belongs to them.
fn digits(text: &str, at: usize) -> (usize, Kind<'_>) {
    let rest = text.get(at..).unwrap_or_default();
    let tail = |len: usize| rest.get(len..).unwrap_or_default();
    let (first, mut len) = run(rest);
    let mut count = true;
    let mut fraction: Option<&str> = None;

    // Groups of three after a first group of one to three that does not begin with 0.
    let mut separator = None;
    while let Some(c) = tail(len).chars().next() {
        let (n, bytes) = run(tail(len + c.len_utf8()));
        let leads = first <= 3 && !rest.starts_with(['0', '٠', '۰']);
        if n == 0 || !groups(c) && !matches!(c, '٫') {
            break;
        }
        if n == 3 && leads && groups(c) && separator.is_none_or(|s| s == c) {
            // "20 300km" and "1 500e" are no groups.
            let behind = tail(len + c.len_utf8() + bytes).chars().next();
            if c == ' ' && behind.is_some_and(char::is_alphabetic) {
                break;
            }
            separator = Some(c);
            len += c.len_utf8() + bytes;
            continue;
        }
        if c.is_whitespace() || matches!(c, '\'' | '’') {
            break;
        }
        // "3.5", "1,50", "1,500.75": a decimal; "10.12.2019": none.
        let behind = tail(len + c.len_utf8() + bytes);
        if fraction.is_some()
            || behind.starts_with(['.', ',']) && run(behind.get(1..).unwrap_or_default()).0 > 0
        {
            count = false;
        }
        fraction = tail(len + c.len_utf8()).get(..bytes);
        len += c.len_utf8() + bytes;
    }
    let whole_len = len - fraction.map_or(0, |f| f.len() + 1);
    let before = text.get(..at).and_then(|t| t.chars().next_back());

    // What hangs on before or behind makes it a code, an ordinal, a date, a time, a measure.
    if before.is_some_and(|c| (c.is_alphanumeric() || c == '_') && !is_arabic(c)) {
        count = false;
    }
    if matches!(before, Some('-' | '/' | ':' | '.'))
        && text.get(..at - 1).and_then(|t| t.chars().next_back()).is_some_and(char::is_alphabetic)
    {
        count = false;
    }
    let mut dated = false;
    loop {
        let hanging = tail(len);
        let Some(c) = hanging.chars().next() else { break };
        let next = hanging.get(c.len_utf8()..).unwrap_or_default();
        if c.is_alphanumeric() || c == '_' {
            count = false;
            len +=
                hanging.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(hanging.len());
        } else if matches!(c, '%' | '°' | '‰') {
            count = false;
            break;
        } else if matches!(c, ':' | '/') && run(next).0 > 0
            || c == '-' && run(next).0 > 0 && (dated || is_date(hanging))
        {
            count = false;
            dated = true;
            len += c.len_utf8() + run(next).1;
        } else {
            break;
        }
    }
    let percent = tail(len).trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with('%');
    let kind = match (value(rest.get(..whole_len).unwrap_or_default()), fraction) {
        _ if !count || percent => Kind::NoCount,
        (Some(n), None) => {
            // "1.500 million" is one and a half.
            Kind::Whole(n)
        }
        (Some(n), Some(part)) => {
            let padded: String = part.chars().chain("000".chars()).take(3).collect();
            match (value(&padded), n.checked_mul(1000)) {
                (Some(p), Some(n)) if run(part).0 <= 3 => Kind::Thousandths(n.saturating_add(p)),
                _ => Kind::NoCount,
            }
        }
        (None, _) => Kind::NoCount,
    };
    (len, kind)
}

/// Whether a letter is Arabic: "and" is written together with the digits that follow.
fn is_arabic(c: char) -> bool {
    ('\u{600}'..='\u{6ff}').contains(&c) && c.is_alphabetic()
}

/// Whether `hanging`, which begins with a hyphen and digits, goes on with another hyphen and
/// digits, as dates do and ranges do not.
fn is_date(hanging: &str) -> bool {
    let first = hanging.get(1..).unwrap_or_default();
    let rest = first.get(run(first).1..).unwrap_or_default();
    rest.strip_prefix('-').is_some_and(|more| run(more).0 > 0)
}

#[cfg(test)]
mod tests;
