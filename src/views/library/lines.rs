//! The lines of the list: articles that are nearly the same fold into one of them.
//!
//! *Invariants*: every article that the filter lets through is on a line of its own, or behind the
//! one line of those like it; which is on the line is the first of them in the order of the list.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::session::{ArticleRow, Likeness};

/// The number of a row that no other is like.
const NONE: u32 = u32::MAX;

/// Which rows are nearly the same.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// By row: its group; nothing where no two rows are alike.
    of: Vec<u32>,
    len: usize,
}

/// A line of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// The article on it.
    pub row: u32,
    /// How it stands to those like it.
    pub part: Part,
}

/// How a line stands to those of articles like its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Part {
    /// No other of them is let through, or nothing is to be folded.
    #[default]
    Alone,
    /// The first of several.
    Head {
        /// How many others are let through.
        others: u32,
        /// They stand on the lines below.
        unfolded: bool,
    },
    /// One that stands under the first, whose row this is.
    Under(u32),
}

impl Part {
    /// How many articles are folded behind the line.
    pub fn folded(self) -> usize {
        match self {
            Self::Head { others, unfolded: false } => others as usize,
            Self::Head { unfolded: true, .. } | Self::Alone | Self::Under(_) => 0,
        }
    }
}

impl Groups {
    /// The groups of these rows.
    pub fn of(rows: &[Arc<ArticleRow>], likeness: &Likeness) -> Self {
        if likeness.is_empty() {
            return Self::default();
        }
        let group = |row: &Arc<ArticleRow>| likeness.group_of(&row.id).map_or(NONE, |g| g as u32);
        Self { of: rows.iter().map(group).collect(), len: likeness.len() }
    }

    /// The group of a row.
    pub fn group(&self, row: u32) -> Option<u32> {
        self.of.get(row as usize).copied().filter(|group| *group != NONE)
    }

    /// The lines of these rows, in their order.
    pub fn lines(&self, shown: &[u32], unfolded: &BTreeSet<u32>) -> Vec<Line> {
        let alone = |row: u32| Line { row, part: Part::Alone };
        if self.len == 0 {
            return shown.iter().copied().map(alone).collect();
        }
        let mut counts = vec![0u32; self.len];
        let mut under: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for &row in shown {
            let Some(group) = self.group(row) else { continue };
            if let Some(count) = counts.get_mut(group as usize) {
                *count += 1;
            }
            if unfolded.contains(&group) {
                under.entry(group).or_default().push(row);
            }
        }
        let mut lines = Vec::with_capacity(shown.len());
        for &row in shown {
            let group = self.group(row);
            let Some(count) = group.and_then(|group| counts.get_mut(group as usize)) else {
                lines.push(alone(row));
                continue;
            };
            match std::mem::take(count) {
                // Its line was made with that of the first.
                0 => {}
                1 => lines.push(alone(row)),
                all => {
                    let others = group.and_then(|group| under.get(&group));
                    let part = Part::Head { others: all - 1, unfolded: others.is_some() };
                    lines.push(Line { row, part });
                    let others = others.into_iter().flatten().filter(|other| **other != row);
                    lines.extend(others.map(|o| Line { row: *o, part: Part::Under(row) }));
                }
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(of: &[Option<u32>]) -> Groups {
        let len = of.iter().flatten().max().map_or(0, |group| *group as usize + 1);
        Groups { of: of.iter().map(|group| group.unwrap_or(NONE)).collect(), len }
    }

    fn drawn(groups: &Groups, shown: &[u32], unfolded: &[u32]) -> String {
        let lines = groups.lines(shown, &unfolded.iter().copied().collect());
        let word = |line: &Line| match line.part {
            Part::Alone => line.row.to_string(),
            Part::Head { others, unfolded: false } => format!("{}+{others}", line.row),
            Part::Head { others, unfolded: true } => format!("{}-{others}", line.row),
            Part::Under(head) => format!("{head}>{}", line.row),
        };
        lines.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn those_that_are_alike_stand_behind_the_first_that_is_let_through() {
        let alike = groups(&[Some(0), None, Some(1), Some(0), Some(1), Some(0)]);
        for (shown, unfolded, wanted) in [
            (&[0, 1, 2, 3, 4, 5][..], &[][..], "0+2 1 2+1"),
            (&[5, 4, 3, 2, 1, 0], &[], "5+2 4+1 1"),
            (&[0, 1, 2, 3, 4, 5], &[0], "0-2 0>3 0>5 1 2+1"),
            (&[0, 1, 2, 3, 4, 5], &[0, 1], "0-2 0>3 0>5 1 2-1 2>4"),
            // What the filter holds back is no part of it: the last one left stands for itself.
            (&[1, 3], &[0], "1 3"),
            (&[3, 5], &[], "3+1"),
            (&[], &[0], ""),
        ] {
            assert_eq!(drawn(&alike, shown, unfolded), wanted, "{shown:?} {unfolded:?}");
        }
        assert_eq!(drawn(&Groups::default(), &[2, 0], &[0]), "2 0");
    }
}
