//! Words and phrases, looked up at a token: the longest wins.

use std::collections::HashMap;

use super::{Term, Words};
use crate::suggest::token::{TokenKind, lower, tokens};

/// Terms by their first word.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    by_first: HashMap<Box<str>, Vec<Phrase>>,
}

#[derive(Clone, Debug)]
struct Phrase {
    /// The words after the first.
    rest: Box<[Box<str>]>,
    term: Term,
}

impl Phrases {
    /// Adds a phrase; one that is there already stays.
    pub fn add(&mut self, words: &str, term: Term) {
        let mut all = split(words).into_iter();
        let Some(first) = all.next() else { return };
        let rest: Box<[Box<str>]> = all.collect();
        let phrases = self.by_first.entry(first).or_default();
        if phrases.iter().any(|phrase| phrase.rest == rest) {
            return;
        }
        let at = phrases.partition_point(|phrase| phrase.rest.len() >= rest.len());
        phrases.insert(at, Phrase { rest, term });
    }

    /// Adds a phrase in the place of one of the same words.
    pub fn put(&mut self, words: &str, term: Term) {
        self.take_out(words);
        self.add(words, term);
    }

    /// Takes a phrase out.
    pub fn take_out(&mut self, words: &str) {
        let mut all = split(words).into_iter();
        let Some(first) = all.next() else { return };
        let rest: Vec<Box<str>> = all.collect();
        if let Some(phrases) = self.by_first.get_mut(&first) {
            phrases.retain(|phrase| *phrase.rest != *rest);
        }
    }

    /// The term of a single word.
    pub fn single(&self, word: &str) -> Option<&Term> {
        let phrases = self.by_first.get(word)?;
        phrases.iter().find(|phrase| phrase.rest.is_empty()).map(|phrase| &phrase.term)
    }

    /// The longest phrase that begins at a token, and the token after it. Apostrophes and quotes
    /// within it do not count.
    pub fn at(&self, words: Words<'_>, at: usize) -> Option<(&Term, usize)> {
        let phrases = self.by_first.get(words.word(at))?;
        phrases.iter().find_map(|phrase| {
            let mut next = at + 1;
            for word in &phrase.rest {
                while matches!(words.word(next), "'" | "’" | "\"" | "“" | "”") {
                    next += 1;
                }
                if words.word(next) != &**word {
                    return None;
                }
                next += 1;
            }
            Some((&phrase.term, next))
        })
    }
}

/// The words of a phrase in lower case, apostrophes left out.
fn split(words: &str) -> Vec<Box<str>> {
    let words = lower(words);
    tokens(&words, &[])
        .into_iter()
        .filter(|token| !matches!(token.kind, TokenKind::Sign('\'' | '’')))
        .filter_map(|token| words.get(token.start..token.end).map(Box::<str>::from))
        .collect()
}
