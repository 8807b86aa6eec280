//! An article cut up once for all detectors: words, numbers, sentences, and what is left out.

use std::borrow::Cow;

use super::Reading;
use super::lexicon::{Kind, Lexicon, Words};
use super::quantity::{Counter, is_month};
use super::token::{Token, TokenKind, lower, tokens};
use crate::model::Codebook;
use crate::text::{NumberMention, TextRange, blocks, numbers, sentences};

/// An article, cut up.
pub struct Page<'a> {
    /// The text.
    pub text: &'a str,
    /// The same in lower case and of the same length.
    pub lower: String,
    /// Its numbers.
    pub numbers: Vec<NumberMention>,
    /// Its words, numbers and signs.
    pub tokens: Vec<Token>,
    /// The sentences of what is read, in order.
    pub sentences: Vec<Sentence>,
    /// The words that are known of its language.
    pub lexicon: Cow<'a, Lexicon>,
    codebook: &'a Codebook,
    left_out: Vec<TextRange>,
}

/// A sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Its words.
    pub range: TextRange,
    /// The first token and the one after the last.
    pub tokens: (usize, usize),
    /// The paragraph that it stands in.
    pub paragraph: usize,
}

impl<'a> Page<'a> {
    /// Cuts up the text of `reading`.
    pub fn new(reading: &Reading<'a>) -> Self {
        let text = reading.text;
        let lower = lower(text);
        let numbers = numbers(text);
        let tokens = tokens(text, &numbers);
        let mut found = Vec::new();
        let mut left_out = Vec::new();
        for block in blocks(text) {
            if !block.kind.is_report() {
                left_out.push(block.range);
                continue;
            }
            for range in sentences(text, &block.range) {
                let first = tokens.partition_point(|t| t.end <= range.start());
                let last = tokens.partition_point(|t| t.start < range.end());
                found.push(Sentence { range, tokens: (first, last), paragraph: block.paragraph });
            }
        }
        let french = is_french(reading.language, Words { tokens: &tokens, lower: &lower });
        let lexicon = if french { Lexicon::french() } else { Lexicon::english() };
        let codebook = reading.codebook;
        let lexicon = lexicon.with(&codebook.lexicon);
        Self { text, lower, numbers, tokens, sentences: found, lexicon, codebook, left_out }
    }

    /// The words, for lookups in the lexicon.
    pub fn words(&self) -> Words<'_> {
        Words { tokens: &self.tokens, lower: &self.lower }
    }

    /// What reads numbers of people out of the words.
    pub fn counter(&self) -> Counter<'_> {
        Counter {
            text: self.text,
            words: self.words(),
            numbers: &self.numbers,
            lexicon: &self.lexicon,
            codebook: self.codebook,
        }
    }

    /// The words from one token up to another.
    pub fn span(&self, from: usize, to: usize) -> Option<TextRange> {
        let first = self.tokens.get(from)?;
        let last = self.tokens.get(to.checked_sub(1)?)?;
        TextRange::new(self.text, first.start..last.end)
    }

    /// Whether words stand in furniture, a caption or a repeated paragraph.
    pub fn is_left_out(&self, range: TextRange) -> bool {
        let at = self.left_out.partition_point(|out| out.end() <= range.start());
        self.left_out.get(at).is_some_and(|out| out.overlaps(&range))
    }

    /// Whether words stand where a report says where it was written: "NIAMEY, March 20 (AFP) -".
    pub fn in_dateline(&self, range: TextRange) -> bool {
        let before = self.text.get(..range.start()).unwrap_or_default();
        let from = before.rfind('\n').map_or(0, |at| at + 1);
        let line = self.text.get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        dateline(line).is_some_and(|end| range.end() <= from + end)
    }

    /// "near the borders with Burkina Faso and Mali", "near the Mali border".
    pub fn is_border(&self, place: TextRange) -> bool {
        let words = self.words();
        let at = self.tokens.partition_point(|t| t.start < place.start());
        let after = self.tokens.partition_point(|t| t.start < place.end());
        let border = |word: &str| {
            matches!(
                word,
                "border" | "borders" | "frontier" | "frontière" | "frontières" | "bordering"
            )
        };
        if border(words.word(after)) {
            return true;
        }
        // Back over the countries of a list to "border with".
        let mut back = at;
        for _ in 0..8 {
            let Some(before) = back.checked_sub(1) else { break };
            let joins = matches!(
                words.word(before),
                "and" | "," | "et" | "le" | "la" | "with" | "of" | "the"
            );
            let name = self.tokens.get(before).is_some_and(|t| t.capital);
            if border(words.word(before))
                || matches!(words.word(before), "avec" | "du" | "de")
                    && border(before.checked_sub(1).map_or("", |b| words.word(b)))
            {
                return true;
            }
            if !joins && !name {
                break;
            }
            back = before;
        }
        false
    }

    /// Whether no letter or digit touches the words.
    pub fn stands_alone(&self, range: TextRange) -> bool {
        let before = self.text.get(..range.start()).and_then(|t| t.chars().next_back());
        let after = self.text.get(range.end()..).and_then(|t| t.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    }

    /// Whether a verb of speech comes right after the words: "on Saturday claimed responsibility".
    pub fn speech_follows(&self, range: TextRange) -> bool {
        let after = self.tokens.partition_point(|t| t.start < range.end());
        let next = self.lexicon.words.at(self.words(), after);
        next.is_some_and(|(term, _)| term.kind == Kind::Speech)
    }

    /// The index of the sentence that holds the byte at `offset`.
    pub fn sentence_index(&self, offset: usize) -> Option<usize> {
        let at = self.sentences.partition_point(|s| s.range.end() <= offset);
        self.sentences.get(at).filter(|s| s.range.contains(offset)).map(|_| at)
    }

    /// The sentence that holds the byte at `offset`.
    pub fn sentence_at(&self, offset: usize) -> Option<TextRange> {
        self.sentence_index(offset).and_then(|at| self.sentences.get(at)).map(|s| s.range)
    }
}

/// How far a dateline reaches that a line begins with.
fn dateline(line: &str) -> Option<usize> {
    const FARTHEST: usize = 90;
    const DASHES: [&str; 6] = [" — ", " – ", " - ", " -- ", "— ", " —"];
    let dash = DASHES.iter().filter_map(|dash| Some((line.find(dash)?, dash.len()))).min();
    let closed =
        line.find(") ").filter(|at| line.get(..*at).is_some_and(|head| head.contains('(')));
    let (at, len) = match (dash, closed) {
        // "(AFP) —": the dash ends it.
        (Some((at, len)), Some(closed)) if at <= closed + 2 => (at, len),
        (_, Some(closed)) => (closed, 2),
        (dash, None) => dash?,
    };
    let head = line.get(..at).filter(|_| at <= FARTHEST)?;
    let mut words = 0;
    for word in head.split_whitespace() {
        words += 1;
        let bare = word.trim_start_matches(['(', '"', '/']);
        let named = bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let small = matches!(bare, "de" | "du" | "la" | "le" | "et" | "and" | "of" | "the" | "/")
            || is_month(&lower(bare));
        if !named && !small {
            return None;
        }
    }
    (1..=9).contains(&words).then_some(at + len)
}

/// Whether an article is in French, by its tag or else by its small words.
fn is_french(language: &str, words: Words<'_>) -> bool {
    if !language.is_empty() {
        return language.starts_with("fr");
    }
    let mut balance = 0i32;
    for at in 0..words.tokens.len().min(400) {
        if words.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word) {
            balance += match words.word(at) {
                "le" | "les" | "des" | "et" | "dans" | "une" | "est" | "ont" | "par" | "du" => 1,
                "the" | "of" | "and" | "to" | "was" | "were" | "by" | "is" | "with" => -1,
                _ => 0,
            };
        }
    }
    balance > 0
}
