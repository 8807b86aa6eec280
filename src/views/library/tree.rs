//! The folders of the library and the folders within them, with how many articles each holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::filter::Below;
use crate::model::FolderId;
use crate::session::{ArticleRow, Rows};

/// The tree, as far as it is unfolded.
#[derive(Debug, Default)]
pub struct Tree {
    counts: BTreeMap<Below, usize>,
    unfolded: BTreeSet<Below>,
    lines: Vec<Line>,
}

/// How many articles each folder holds that has any, with the folders within.
#[derive(Debug)]
pub struct Leaves(BTreeMap<Below, usize>);

impl Leaves {
    /// Those of these rows.
    pub fn of(rows: &Rows) -> Self {
        let mut counts = BTreeMap::new();
        let inner = |row: &ArticleRow| row.path.rfind('/').unwrap_or(0);
        let beside = |a: &Arc<ArticleRow>, b: &Arc<ArticleRow>| {
            let (end, other) = (inner(a), inner(b));
            a.folder == b.folder && a.path.get(..end) == b.path.get(..other)
        };
        for neighbours in rows.chunk_by(beside) {
            let Some(row) = neighbours.first() else { continue };
            let inner = row.path.get(..inner(row)).unwrap_or_default();
            let ends = inner.match_indices('/').map(|(at, _)| at);
            let all = [0].into_iter().chain(ends).chain((!inner.is_empty()).then_some(inner.len()));
            for end in all {
                let path = inner.get(..end).unwrap_or_default().to_owned();
                *counts.entry(Below { folder: row.folder.clone(), path }).or_default() +=
                    neighbours.len();
            }
        }
        Self(counts)
    }
}

/// A line of the tree.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// The folder.
    pub below: Below,
    /// How deep it stands.
    pub depth: usize,
    /// How many articles are in it and in the folders within.
    pub count: usize,
    /// Whether there are folders within, and these are seen.
    pub unfolded: Option<bool>,
}

impl Tree {
    /// Takes in the leaves of other rows. `folders` are those of the project, also where they hold
    /// nothing.
    pub fn take_in(&mut self, leaves: Leaves, folders: &[FolderId]) {
        self.counts = leaves.0;
        for folder in folders {
            let root = Below { folder: folder.clone(), path: String::new() };
            self.counts.entry(root).or_default();
        }
        self.unfold();
    }

    /// Unfolds a folder, or folds it up again.
    pub fn toggle(&mut self, below: &Below) {
        if !self.unfolded.remove(below) {
            self.unfolded.insert(below.clone());
        }
        self.unfold();
    }

    fn unfold(&mut self) {
        let mut inner: BTreeMap<Below, Vec<&Below>> = BTreeMap::new();
        for below in self.counts.keys().filter(|b| !b.path.is_empty()) {
            let path = below.path.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned();
            let parent = Below { folder: below.folder.clone(), path };
            inner.entry(parent).or_default().push(below);
        }
        let mut lines = Vec::new();
        let roots = self.counts.keys().filter(|b| b.path.is_empty());
        let mut stack: Vec<&Below> = roots.rev().collect();
        while let Some(below) = stack.pop() {
            let inner = inner.get(below).map_or(&[][..], Vec::as_slice);
            let unfolded = self.unfolded.contains(below);
            lines.push(Line {
                below: below.clone(),
                depth: depth(&below.path),
                count: self.counts.get(below).copied().unwrap_or(0),
                unfolded: (!inner.is_empty()).then_some(unfolded),
            });
            if unfolded {
                stack.extend(inner.iter().rev());
            }
        }
        self.lines = lines;
    }

    /// The lines that are seen.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }
}

fn depth(path: &str) -> usize {
    if path.is_empty() { 0 } else { path.matches('/').count() + 1 }
}
