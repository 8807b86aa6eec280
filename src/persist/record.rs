//! The journal as a file: its records.
//!
//! *Invariants*: an article's text stands in the file once, in a record of its own before the first
//! edit that speaks of it, however often the article's row changes.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::error::FormatError;
use super::file::hash_bytes;
use super::frame;
use super::write::options;
use crate::edit::{Change, Row, Transaction};
use crate::model::Article;

/// The format of journals that this version writes. In format 1 edits carried their texts.
pub(super) const JOURNAL_FORMAT: u32 = 2;

/// What an entry of the journal did with its transaction.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Kind {
    /// Carried it out for the first time.
    Do,
    /// Took it back.
    Undo,
    /// Carried it out again.
    Redo,
}

/// A line of the journal.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(super) enum Record {
    /// The first line: the save that entries beyond `after` come on top of.
    Header { format: u32, base: String, after: u64 },
    /// The text of an article, which later entries name by its hash.
    Text { hash: SmolStr, text: Arc<str> },
    /// An edit.
    Entry {
        number: u64,
        kind: Kind,
        transaction: Arc<Transaction>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        texts: Vec<TextUse>,
    },
    /// A save that holds the entries up to `after` is about to take the project's place.
    Saving { hash: String, after: u64 },
}

/// Which texts belong into a change of an article.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct TextUse {
    /// Place of the change in the transaction.
    change: usize,
    /// Hash of the text before.
    before: Option<SmolStr>,
    /// Hash of the text after.
    after: Option<SmolStr>,
}

impl Record {
    /// The record as a line of the file.
    pub(super) fn to_line(&self) -> Result<Vec<u8>, FormatError> {
        frame::to_line(self)
    }

    /// Hashes of the texts that an entry needs.
    pub(super) fn needs(&self) -> impl Iterator<Item = &SmolStr> {
        let uses: &[TextUse] = match self {
            Self::Entry { texts, .. } => texts,
            Self::Header { .. } | Self::Text { .. } | Self::Saving { .. } => &[],
        };
        uses.iter().flat_map(|used| used.before.iter().chain(&used.after))
    }
}

/// The records of an edit: the texts that are not in the file yet, then the edit without them.
/// Hashes of the former are added to `written`.
pub(super) fn records_of(
    number: u64,
    kind: Kind,
    transaction: &Arc<Transaction>,
    written: &mut HashSet<SmolStr>,
) -> Vec<Record> {
    let mut records = Vec::new();
    let mut uses = Vec::new();
    let mut bare = None;
    for (change, row) in transaction.changes.iter().enumerate() {
        let Change::Article(row) = row else { continue };
        let mut take = |article: &Option<Arc<Article>>| -> Option<SmolStr> {
            let text = article.as_ref()?.text.as_ref()?;
            let hash = SmolStr::from(hash_bytes(text.as_bytes()));
            if written.insert(hash.clone()) {
                records.push(Record::Text { hash: hash.clone(), text: Arc::clone(text) });
            }
            Some(hash)
        };
        let (before, after) = (take(&row.before), take(&row.after));
        if before.is_none() && after.is_none() {
            continue;
        }
        let bare = bare.get_or_insert_with(|| Transaction::clone(transaction));
        if let Some(Change::Article(row)) = bare.changes.get_mut(change) {
            set_texts(row, None, None);
        }
        uses.push(TextUse { change, before, after });
    }
    let transaction = bare.map_or_else(|| Arc::clone(transaction), Arc::new);
    records.push(Record::Entry { number, kind, transaction, texts: uses });
    records
}

/// The transaction of an entry with its texts; none where one of them is not known.
pub(super) fn with_texts(
    transaction: &Transaction,
    uses: &[TextUse],
    texts: &HashMap<SmolStr, Arc<str>>,
) -> Option<Transaction> {
    let mut whole = transaction.clone();
    let text = |hash: &Option<SmolStr>| match hash {
        None => Some(None),
        Some(hash) => texts.get(hash).cloned().map(Some),
    };
    for used in uses {
        let Some(Change::Article(row)) = whole.changes.get_mut(used.change) else { return None };
        set_texts(row, text(&used.before)?, text(&used.after)?);
    }
    Some(whole)
}

fn set_texts(row: &mut Row<Article>, before: Option<Arc<str>>, after: Option<Arc<str>>) {
    for (article, text) in [(&mut row.before, before), (&mut row.after, after)] {
        if let Some(article) = article {
            Arc::make_mut(article).text = text;
        }
    }
}

/// Takes the next whole record off the front of `bytes`.
pub(super) fn next_record<'a>(bytes: &mut &'a [u8]) -> Option<(&'a [u8], Record)> {
    let mut rest = *bytes;
    let (line, ron) = frame::next_line(&mut rest)?;
    let record = options().from_str(ron).ok()?;
    *bytes = rest;
    Some((line, record))
}
