//! How deep each mark is underlined, so that those that overlap are all seen.

use super::body::Mark;
use std::ops::Range;

/// More lines than this at one place share the deepest one.
const MOST: usize = 9;

/// A mark in sight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lane {
    /// Index into the marks.
    pub mark: usize,
    /// 0 is next to the words.
    pub depth: usize,
}

/// The marks that touch `visible`, each on the first lane that is free where it begins. Lanes are
/// given out from the start of the text, so that they do not change while it scrolls.
pub fn lanes(marks: &[Mark], visible: &Range<usize>) -> Vec<Lane> {
    let mut ends: Vec<usize> = Vec::with_capacity(MOST);
    let mut found = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        if mark.range.start >= visible.end {
            break;
        }
        let free = ends.iter().position(|end| *end <= mark.range.start);
        let depth = free.unwrap_or_else(|| ends.len().min(MOST - 1));
        match ends.get_mut(depth) {
            Some(end) => *end = mark.range.end.max(*end),
            None => ends.push(mark.range.end),
        }
        if mark.range.end > visible.start {
            found.push(Lane { mark: index, depth });
        }
    }
    found
}
