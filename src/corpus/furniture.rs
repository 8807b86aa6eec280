//! What each publisher prints again and again: paragraphs counted by their prints as articles are
//! read, so that what recurs can be told from the report.
//!
//! Counts, not texts, are kept: a few bytes for each different paragraph of the library. Two
//! paragraphs may share a print once in some thousand million; a paragraph is called furniture only
//! from the third article on.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::text::{Recurrence, paragraph_print};

/// Counts of paragraphs by publisher.
#[derive(Default, Debug)]
pub(super) struct Furniture {
    /// Articles of each publisher.
    articles: HashMap<u32, u32>,
    /// Articles that have a paragraph, by print and publisher.
    with: HashMap<u32, u16>,
}

/// What was counted of an article: its publisher, by number, and its prints.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Counted {
    by: u32,
    prints: Box<[u32]>,
}

impl Counted {
    /// Whether it was counted for this publisher.
    pub(super) fn is_of(&self, publisher: &str) -> bool {
        self.by == number(publisher)
    }

    /// The prints, to be counted anew.
    pub(super) fn prints(&self) -> Box<[u32]> {
        self.prints.clone()
    }
}

/// How many different paragraphs are counted: what comes after is not called furniture.
const MOST: usize = 4_000_000;

/// The prints of a text's paragraphs, each once.
pub(super) fn prints(text: &str) -> Box<[u32]> {
    let mut prints: Vec<u32> = text.lines().filter_map(paragraph_print).map(short).collect();
    prints.sort_unstable();
    prints.dedup();
    prints.into()
}

impl Furniture {
    /// Counts an article of a publisher.
    pub(super) fn count(&mut self, publisher: &str, prints: Box<[u32]>) -> Option<Counted> {
        if publisher.is_empty() {
            return None;
        }
        let by = number(publisher);
        *self.articles.entry(by).or_insert(0) += 1;
        for print in &prints {
            let key = print ^ by;
            if self.with.len() < MOST || self.with.contains_key(&key) {
                let count = self.with.entry(key).or_insert(0);
                *count = count.saturating_add(1);
            }
        }
        Some(Counted { by, prints })
    }

    /// Takes back what was counted of an article that is gone, or says something else now.
    pub(super) fn discount(&mut self, counted: Option<Counted>) {
        let Some(Counted { by, prints }) = counted else { return };
        if let Some(articles) = self.articles.get_mut(&by) {
            *articles = articles.saturating_sub(1);
        }
        for print in &prints {
            let key = print ^ by;
            // A count that has reached its end is not known any more.
            let count = self.with.get_mut(&key).filter(|count| **count < u16::MAX);
            if let Some(count) = count {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    self.with.remove(&key);
                }
            }
        }
    }

    /// How often a publisher prints a paragraph of this [print](paragraph_print).
    pub(super) fn recurrence(&self, publisher: &str, print: u64) -> Recurrence {
        let by = number(publisher);
        Recurrence {
            with: self.with.get(&(short(print) ^ by)).copied().unwrap_or(0).into(),
            of: self.articles.get(&by).copied().unwrap_or(0),
        }
    }
}

fn short(print: u64) -> u32 {
    (print ^ (print >> 32)) as u32
}

fn number(publisher: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    publisher.trim().to_lowercase().hash(&mut hasher);
    short(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_counted_by_publisher() {
        let mut furniture = Furniture::default();
        let mut counted = Vec::new();
        for n in 0..5 {
            let text =
                format!("Report number {n} of a fire.\nThe Example, by readers for readers\n");
            counted.push(furniture.count("The Example", prints(&text)));
        }
        let tail = paragraph_print("The Example, by readers for readers").unwrap();
        assert_eq!(furniture.recurrence("the example", tail), Recurrence { with: 5, of: 5 });
        assert_eq!(furniture.recurrence("Another", tail), Recurrence::default());
        furniture.discount(counted.pop().unwrap());
        assert_eq!(furniture.recurrence("the example", tail), Recurrence { with: 4, of: 4 });
        for counted in counted {
            furniture.discount(counted);
        }
        assert_eq!(furniture.recurrence("the example", tail), Recurrence::default());
        assert!(furniture.with.is_empty());
    }
}
