//! A file that holds several articles: a table, a mailbox, a web archive.

use std::sync::Arc;

use super::scan::{FileStamp, Holding};
use super::walk::Entry;
use crate::model::ColumnMap;

/// A file of several articles. They are listed in its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Holder {
    pub(super) entry: Entry,
    /// Its articles' paths.
    pub(super) parts: Vec<Arc<str>>,
    /// The scan that saw it last.
    pub(super) seen: u64,
    fresh: bool,
    /// What could not be read of it.
    pub problems: Vec<String>,
    /// Which columns were taken for what, for tables and objects.
    pub columns: ColumnMap,
    /// The columns that there are.
    pub names: Vec<String>,
}

impl Holder {
    pub(super) fn new(entry: Entry, seen: u64, holding: &Holding) -> Self {
        Self {
            entry,
            parts: Vec::with_capacity(holding.parts.len()),
            seen,
            fresh: true,
            problems: holding.problems.clone(),
            columns: holding.columns.clone(),
            names: holding.names.clone(),
        }
    }

    /// Size and time of the file as it was read.
    pub(super) fn stamp(&self) -> FileStamp {
        if self.fresh { (self.entry.size, self.entry.modified) } else { (u64::MAX, None) }
    }

    /// Whether it is to be read again though it has not changed.
    pub(super) fn is_stale(&self) -> bool {
        !self.fresh
    }

    /// The file is to be read again, though it has not changed.
    pub(super) fn forget_stamp(&mut self) {
        self.fresh = false;
    }

    /// How many articles it holds.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}
