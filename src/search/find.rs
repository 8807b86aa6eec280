//! Substring search that ignores case and accents and gives exact ranges of the original text.
//!
//! # Invariants
//!
//! - The text is folded character by character while it is read, never copied; time is linear.

use std::collections::VecDeque;
use std::ops::Range;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

/// What to look for, prepared once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Needle {
    whole: Pattern,
    words: Vec<Pattern>,
}

impl Needle {
    /// Prepares a query; `None` if nothing of it can be looked for (only white space, say). White
    /// space at its ends does not count.
    pub fn new(query: &str) -> Option<Needle> {
        let whole = Pattern::new(query.trim())?;
        let words = query.split_whitespace().filter_map(Pattern::new).collect();
        Some(Needle { whole, words })
    }

    /// Every occurrence of the query in `text`, in order, none overlapping another, as byte ranges
    /// on character boundaries that include the accents of the last letter.
    pub fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        self.whole.search(text, |range| {
            found.push(range);
            true
        });
        found
    }

    /// Whether every word of the query occurs somewhere in `text`, in any order: for filter boxes.
    pub fn matches(&self, text: &str) -> bool {
        self.words.iter().all(|word| {
            let mut seen = false;
            word.search(text, |_| {
                seen = true;
                false
            });
            seen
        })
    }
}

/// A folded string with its failure table (Knuth, Morris and Pratt).
#[derive(Clone, PartialEq, Eq, Debug)]
struct Pattern {
    chars: Vec<char>,
    back: Vec<usize>,
}

impl Pattern {
    fn new(query: &str) -> Option<Pattern> {
        let mut chars = Vec::new();
        for c in query.chars() {
            fold_char(c, &mut |folded| chars.push(folded));
        }
        if chars.iter().all(|c| *c == ' ') {
            return None;
        }
        // back[i]: how much of the pattern still stands when the character after i + 1 fails.
        let mut back = vec![0; chars.len()];
        let mut k = 0;
        for i in 1..chars.len() {
            while k > 0 && chars.get(k) != chars.get(i) {
                k = back.get(k - 1).copied().unwrap_or(0);
            }
            if chars.get(k) == chars.get(i) {
                k += 1;
            }
            if let Some(slot) = back.get_mut(i) {
                *slot = k;
            }
        }
        Some(Pattern { chars, back })
    }

    /// Calls `found` for each occurrence until it answers false.
    fn search(&self, text: &str, mut found: impl FnMut(Range<usize>) -> bool) {
        let mut matched = 0;
        // Where the characters of the last folded ones began, as many as the pattern has.
        let mut starts: VecDeque<usize> = VecDeque::with_capacity(self.chars.len() + 1);
        let mut ready: Option<Range<usize>> = None;
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            let mut hit = None;
            let mut folds_to_nothing = true;
            fold_char(c, &mut |folded| {
                folds_to_nothing = false;
                if hit.is_some() {
                    // The rest of a character that a match ended in begins no other.
                    return;
                }
                starts.push_back(at);
                if starts.len() > self.chars.len() {
                    starts.pop_front();
                }
                while matched > 0 && self.chars.get(matched) != Some(&folded) {
                    matched = self.back.get(matched - 1).copied().unwrap_or(0);
                }
                if self.chars.get(matched) == Some(&folded) {
                    matched += 1;
                }
                if matched == self.chars.len() {
                    hit = starts.front().map(|start| *start..end);
                    matched = 0;
                    starts.clear();
                }
            });
            if folds_to_nothing {
                // An accent on the last letter of a match belongs to it.
                if let Some(range) = ready.as_mut().filter(|r| r.end == at && is_mark(c)) {
                    range.end = end;
                }
                continue;
            }
            if let Some(range) = ready.take()
                && !found(range)
            {
                return;
            }
            ready = hit;
        }
        if let Some(range) = ready {
            found(range);
        }
    }
}

/// The folded form of a string, by which texts are compared and sorted regardless of case and
/// accents.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut |c| folded.push(c));
    }
    folded
}

/// Gives the folded characters of one character: none for accents and invisible ones.
pub(super) fn fold_char(c: char, push: &mut impl FnMut(char)) {
    if c.is_ascii() {
        let white = c == '\t' || c == '\r';
        return push(if white { ' ' } else { c.to_ascii_lowercase() });
    }
    match c {
        '’' | '‘' | 'ʼ' | '‛' | '′' => push('\''),
        '“' | '”' | '„' | '«' | '»' | '″' => push('"'),
        '\u{2010}' | '\u{2011}' => push('-'),
        // Soft hyphen, zero-width spaces and joiners, direction marks, tatweel, byte-order mark.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{640}' | '\u{feff}' => {}
        'ß' | 'ẞ' => push_all("ss", push),
        'œ' | 'Œ' => push_all("oe", push),
        'æ' | 'Æ' => push_all("ae", push),
        'ø' | 'Ø' => push('o'),
        'ł' | 'Ł' => push('l'),
        'đ' | 'Đ' => push('d'),
        'ı' => push('i'),
        'ς' => push('σ'),
        _ if c.is_whitespace() => push(' '),
        _ => decompose_canonical(c, |part| {
            if !is_mark(part) {
                part.to_lowercase().filter(|p| !is_mark(*p)).for_each(&mut *push);
            }
        }),
    }
}

fn push_all(text: &str, push: &mut impl FnMut(char)) {
    text.chars().for_each(push);
}

/// Whether a character sits on the one before it (an accent, a vowel sign of Arabic).
pub(super) fn is_mark(c: char) -> bool {
    canonical_combining_class(c) != 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::marked;
    use proptest::prelude::*;

    #[track_caller]
    fn check(query: &str, marked: &str) {
        marked::check(marked, |text| Needle::new(query).unwrap().find_all(text));
    }

    #[test]
    fn case_accents_and_quotes_do_not_count() {
        check("tillaberi", "A [[Tillabéri]], [[TILLABE\u{301}RI]], [[Tillabe\u{301}ri\u{301}]]x");
        check("Tillabéri", "near [[tillaberi]]");
        check("l'etat", "de [[l’État]]");
        check("coeur", "au [[cœur]] du");
        check("oe", "[[œ]]uf, [[oe]]uf");
        check("12 soldiers", "[[12\u{a0}soldiers]] and [[12 soldiers]]");
        check("aa", "[[aa]][[aa]]a");
        check("abab", "ab[[abab]]".replace("ab[[abab]]", "[[abab]]ab").as_str());
        check("جنود", "قتل [[جُنود]] هنا");
        check("none", "of this");
        check(" state ", "e[[state]]s");
    }

    #[test]
    fn a_filter_wants_every_word() {
        let needle = Needle::new("niger  REUTERS").unwrap();
        assert!(needle.matches("Reuters: attack in Niger"));
        assert!(!needle.matches("AFP: attack in Niger"));
        assert!(Needle::new(" \t ").is_none() && Needle::new("\u{301}").is_none());
    }

    proptest! {
        #[test]
        fn what_is_found_folds_to_the_query(query in "[aAéb\u{301}œe ’]{1,4}", text in "[aAéb\u{301}œe '\n👍]{0,40}") {
            if let Some(needle) = Needle::new(&query) {
                let mut end = 0;
                for range in needle.find_all(&text) {
                    prop_assert!(range.start >= end);
                    end = range.end;
                    let words = text.get(range).unwrap();
                    prop_assert!(fold(words).contains(&fold(query.trim())), "{:?}", words);
                }
                // As many as the plain search in the folded text, up to letters that fold to two.
                if !text.contains('œ') {
                    let plain = fold(&text).matches(&fold(query.trim())).count();
                    prop_assert_eq!(needle.find_all(&text).len(), plain);
                }
            }
        }
    }
}
