//! Finding the leaves of a query in a text: without an index, and to mark hits.

use std::ops::Range;

use super::query::{Leaf, Pattern, Words};
use super::words::WordReader;

impl Leaf {
    /// Every place of a text where this is found, in order, none overlapping another. Conditions
    /// are found nowhere.
    pub fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        self.find(text, |range| {
            found.push(range);
            true
        });
        found
    }

    /// Whether this is found in a text.
    pub fn is_in(&self, text: &str) -> bool {
        let mut seen = false;
        self.find(text, |_| {
            seen = true;
            false
        });
        seen
    }

    fn find(&self, text: &str, each: impl FnMut(Range<usize>) -> bool) {
        match self {
            Self::Words(words) => words.find(text, each),
            Self::Pattern(pattern) => pattern.find(text, each),
            Self::Filter(_) => {}
        }
    }
}

impl Words {
    /// Calls `each` for every place where the words stand one after another, until it answers
    /// false.
    fn find(&self, text: &str, mut each: impl FnMut(Range<usize>) -> bool) {
        let last = self.words.len().saturating_sub(1);
        let is = |nth: usize, word: &str| {
            self.words.get(nth).is_some_and(|wanted| {
                if nth == last && self.prefix { word.starts_with(wanted) } else { word == wanted }
            })
        };
        // Where a run of our words began, and how many of them it has so far.
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut reader = WordReader::new(text);
        while reader.advance() {
            let word = reader.word();
            runs.retain_mut(|(_, so_far)| {
                let goes_on = is(*so_far, word);
                *so_far += 1;
                goes_on
            });
            if is(0, word) {
                runs.push((reader.range().start, 1));
            }
            if let Some(&(start, so_far)) = runs.first()
                && so_far == self.words.len()
            {
                runs.clear();
                if !each(start..reader.range().end) {
                    return;
                }
            }
        }
    }
}

impl Pattern {
    fn find(&self, text: &str, mut each: impl FnMut(Range<usize>) -> bool) {
        for found in self.regex.find_iter(text).filter(|found| !found.is_empty()) {
            if !each(found.range()) {
                return;
            }
        }
    }
}

/// Every place of a text where any of these is found, in order, none overlapping another.
pub fn hits(leaves: &[&Leaf], text: &str) -> Vec<Range<usize>> {
    let mut all: Vec<_> = leaves.iter().flat_map(|leaf| leaf.find_all(text)).collect();
    if leaves.len() > 1 {
        all.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut end = 0;
        all.retain(|range| {
            let apart = range.start >= end;
            if apart {
                end = range.end;
            }
            apart
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::marked;
    use crate::search::query::Query;

    #[track_caller]
    fn check(query: &str, marked: &str) {
        let query = Query::read(query, false);
        marked::check(marked, |text| hits(&query.marked(), text));
    }

    #[test]
    fn hits_are_whole_words_wherever_they_stand() {
        check("tillaberi", "In [[Tillabéri]], near [[TILLABE\u{301}RI]]; Tillaberians");
        check("tillab*", "In [[Tillabéri]]; [[Tillabérians]]");
        check("\"at least 12\"", "at [[at least 12]] people, at least twelve, [[At Least\n12]]");
        check("\"a a b\"", "a [[a a b]] a b");
        check("bomb OR \"car bomb\"", "a [[car bomb]] and a [[bomb]]");
        check("attack -army", "an [[attack]] by the army");
        check("al-shabaab", "[[Al Shabaab]] and [[al-Shabaab]]");
        check("北京", "在[[北京]]市");
        check("/\\d+ dead/", "[[12 dead]] and [[3 DEAD]]");
        check("/x*/", "a[[xx]]b");
        check("publisher:AFP title:attack", "an attack AFP");
    }
}
