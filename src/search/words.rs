//! The words of a text as search counts them: folded runs of letters and digits.
//!
//! # Invariants
//!
//! - The index, the scan that stands in for it and the likeness of texts all count these words, so
//!   that none of them finds what another misses.

use std::ops::Range;

use super::find::{fold_char, is_mark};
use crate::text::is_unspaced;

/// Reads the words of a text one after another.
///
/// Where a script puts no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese), each
/// character is a word, so that a word of several characters is found as a phrase.
pub struct WordReader<'a> {
    text: &'a str,
    at: usize,
    word: String,
    range: Range<usize>,
}

impl<'a> WordReader<'a> {
    /// Before the first word of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, word: String::new(), range: 0..0 }
    }

    /// The word that was read last, folded.
    pub fn word(&self) -> &str {
        &self.word
    }

    /// Where it stands.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Goes on to the next word; false where there is none.
    pub fn advance(&mut self) -> bool {
        let mut word = std::mem::take(&mut self.word);
        let is_there = self.advance_into(&mut word);
        self.word = word;
        is_there
    }

    /// Goes on to the next word and puts it, folded, in the place of what is in `word`; false where
    /// there is none.
    pub(super) fn advance_into(&mut self, word: &mut String) -> bool {
        word.clear();
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if byte.is_ascii() {
                if byte.is_ascii_alphanumeric() {
                    let begun = word.len();
                    if begun == 0 {
                        self.range.start = self.at;
                    }
                    // Most words are such a run as a whole.
                    let rest = bytes.get(self.at..).unwrap_or_default();
                    let run = rest.iter().take_while(|byte| IS_WORD[usize::from(**byte)]).count();
                    word.push_str(self.text.get(self.at..self.at + run).unwrap_or_default());
                    if let Some(run) = word.get_mut(begun..) {
                        run.make_ascii_lowercase();
                    }
                    self.at += run;
                } else if word.is_empty() {
                    self.at += 1;
                } else {
                    break;
                }
                continue;
            }
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(c) = rest.chars().next() else { break };
            let alone = is_unspaced(c);
            let letter = c.is_alphanumeric();
            if !word.is_empty() && (alone || !(letter || is_mark(c) || is_invisible(c))) {
                break;
            }
            if letter {
                if word.is_empty() {
                    self.range.start = self.at;
                }
                fold_char(c, &mut |folded| word.push(folded));
            }
            self.at += c.len_utf8();
            if alone && !word.is_empty() {
                break;
            }
        }
        self.range.end = self.at;
        !word.is_empty()
    }
}

/// The bytes that are an ASCII letter or digit.
const IS_WORD: [bool; 256] = {
    let mut is = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        is[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    is
};

/// Calls `each` with every word of a text, folded, and where it stands, until it answers false.
pub(super) fn each_word(text: &str, mut each: impl FnMut(&str, Range<usize>) -> bool) {
    let mut reader = WordReader::new(text);
    while reader.advance() {
        if !each(reader.word(), reader.range()) {
            return;
        }
    }
}

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    each_word(text, |word, _| {
        all.push(word.to_owned());
        true
    });
    all
}

/// Soft hyphen, zero-width joiners and the like: they stand inside a word without ending it.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_folded_runs() {
        let check = |text: &str, wanted: &str| assert_eq!(words(text).join("|"), wanted, "{text}");
        check("At least 1,500 killed.", "at|least|1|500|killed");
        check("Tillabéri, TILLABE\u{301}RI", "tillaberi|tillaberi");
        check("l’État d'Al-Shabaab", "l|etat|d|al|shabaab");
        check("so\u{ad}ldier", "soldier");
        check("قُتل جنود", "قتل|جنود");
        check("北京市 3人", "北|京|市|3|人");
        check("Straße œuvre", "strasse|oeuvre");
        check("— … !", "");
    }

    proptest! {
        #[test]
        fn a_word_stands_where_it_says(text in "[a-zA-Z0-9éß北ก\u{301}\u{ad} ,.'’\n👍]{0,60}") {
            let mut end = 0;
            each_word(&text, |word, range| {
                assert!(range.start >= end && range.end <= text.len());
                end = range.end;
                let written = text.get(range).unwrap();
                let refolded: String = crate::search::fold(written);
                assert_eq!(refolded, word);
                true
            });
        }
    }
}
