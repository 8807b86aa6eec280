//! The journal as a file: records, how they are framed, and how they are replayed.
//!
//! A record is one line: the first eight hex digits of the SHA-256 of its RON, the length of the
//! RON in bytes, the RON. (Fields that this version does not know may bring line breaks into the
//! RON: the length tells.) What follows the last whole record was being written when the program
//! died.
//!
//! *Invariants*: replaying changes no file; nothing here runs on a thread of its own.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::error::{FormatError, PersistError};
use super::file::{hash_bytes, read_bytes};
use super::write::options;
use crate::edit::{History, Transaction, apply};
use crate::model::Project;

/// The format of journals that this version writes.
pub(super) const JOURNAL_FORMAT: u32 = 1;

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
    /// An edit.
    Entry { number: u64, kind: Kind, transaction: Arc<Transaction> },
    /// A save that holds the entries up to `after` is about to take the project's place.
    Saving { hash: String, after: u64 },
}

impl Record {
    /// The record as a line of the file.
    pub(super) fn to_line(&self) -> Result<Vec<u8>, FormatError> {
        let one_line = PrettyConfig::new().struct_names(true).depth_limit(0).new_line("\n");
        let ron = options()
            .to_string_pretty(self, one_line)
            .map_err(|error| FormatError::Write(error.to_string()))?;
        let check: String = hash_bytes(ron.as_bytes()).chars().take(8).collect();
        Ok(format!("{check} {} {ron}\n", ron.len()).into_bytes())
    }
}

/// Takes the next whole record off the front of `bytes`.
pub(super) fn next_record<'a>(bytes: &mut &'a [u8]) -> Option<(&'a [u8], Record)> {
    let line = *bytes;
    let check = line.get(..8)?;
    let rest = line.get(8..)?.strip_prefix(b" ")?;
    let digits = rest.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let length: usize = std::str::from_utf8(rest.get(..digits)?).ok()?.parse().ok()?;
    let rest = rest.get(digits..)?.strip_prefix(b" ")?;
    let ron = rest.get(..length)?;
    let rest = rest.get(length..)?.strip_prefix(b"\n")?;
    if hash_bytes(ron).as_bytes().get(..8)? != check {
        return None;
    }
    let record = options().from_str(std::str::from_utf8(ron).ok()?).ok()?;
    *bytes = rest;
    Some((line.get(..line.len() - rest.len())?, record))
}

/// What the journal gave back after the program ended without saving.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Recovery {
    /// Edits that no save holds and that are now in the project again.
    pub edits: usize,
    /// When the last of them was made.
    pub last_at: Option<jiff::Timestamp>,
    /// The very last edit had only been written in part and is lost.
    pub torn_line: bool,
    /// Edits that could not be carried out again, because the journal is damaged.
    pub lost: usize,
}

impl fmt::Display for Recovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.edits {
            0 => f.write_str("No edit had to be recovered")?,
            1 => f.write_str("Recovered 1 edit made after the last save")?,
            n => write!(f, "Recovered {n} edits made after the last save")?,
        }
        if let Some(at) = self.last_at.filter(|_| self.edits > 0) {
            let at = at.strftime("%Y-%m-%d %H:%M UTC");
            let which = if self.edits == 1 { "at" } else { "the last at" };
            write!(f, ", {which} {at}")?;
        }
        if self.torn_line {
            f.write_str("; what was being written when the program ended is lost")?;
        }
        if self.lost > 0 {
            write!(f, "; {} could not be recovered and stay in a copy of the journal", self.lost)?;
        }
        f.write_str(".")
    }
}

/// What was found of a journal when its project was loaded: [`Journal::resume`] goes on from it.
///
/// [`Journal::resume`]: super::Journal::resume
#[derive(Clone, PartialEq, Debug, Default)]
pub struct JournalState {
    /// SHA-256 of the project file; empty for a project that was never saved.
    pub(super) base: String,
    /// Number of the last entry that the project file holds.
    pub(super) after: u64,
    /// Number of the last entry.
    pub(super) last: u64,
    /// What to do with the file.
    pub(super) fate: Fate,
}

/// What becomes of a journal that was found.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) enum Fate {
    /// There is none, or nothing in it is worth keeping.
    #[default]
    Replace,
    /// It goes on after its first `length` bytes.
    Continue {
        /// Bytes of whole records.
        length: u64,
        /// Whether more than a torn last line stands after them: then a copy is kept.
        keep_copy: bool,
    },
    /// It belongs to another state of the project file and holds edits that are in no save.
    SetAside,
}

impl JournalState {
    /// Whether the journal holds edits that do not fit the project file as it is now. They are kept
    /// in a file of their own when editing goes on.
    pub fn is_foreign(&self) -> bool {
        self.fate == Fate::SetAside
    }
}

/// A project brought up to date from its journal.
pub(super) struct Replayed {
    pub(super) project: Project,
    pub(super) history: History,
    pub(super) recovery: Option<Recovery>,
    pub(super) state: JournalState,
}

/// Brings `project`, whose file has this `hash`, up to date from the journal at `path`.
pub(super) fn replay(project: Project, hash: &str, path: &Path) -> Result<Replayed, PersistError> {
    let bytes = match read_bytes(path, "read the journal") {
        Ok(bytes) => bytes,
        Err(PersistError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            Vec::new()
        }
        Err(error) => return Err(error),
    };
    Ok(replay_bytes(project, hash, &bytes))
}

/// See [`replay`].
pub(super) fn replay_bytes(mut project: Project, hash: &str, bytes: &[u8]) -> Replayed {
    let mut state = JournalState { base: hash.to_owned(), ..JournalState::default() };
    let nothing =
        |project, state| Replayed { project, history: History::default(), recovery: None, state };
    let mut rest = bytes;
    let Some((_, Record::Header { format, base, after })) = next_record(&mut rest) else {
        // Not even a first line: torn at birth when it is short, else something else's or newer.
        if bytes.contains(&b'\n') {
            state.fate = Fate::SetAside;
        }
        return nothing(project, state);
    };
    if format > JOURNAL_FORMAT {
        state.fate = Fate::SetAside;
        return nothing(project, state);
    }
    let mut records = Vec::new();
    while let Some((line, record)) = next_record(&mut rest) {
        records.push((line.len(), record));
    }
    let newest = |record: &Record| match record {
        Record::Entry { number, .. } => *number,
        Record::Header { .. } | Record::Saving { .. } => 0,
    };
    state.last = records.iter().map(|(_, record)| newest(record)).max().unwrap_or(0).max(after);
    let saved = records.iter().rev().find_map(|(_, record)| match record {
        Record::Saving { hash: saved, after } if saved == hash => Some(*after),
        Record::Saving { .. } | Record::Header { .. } | Record::Entry { .. } => None,
    });
    let Some(held) = saved.or((base == hash).then_some(after)) else {
        if state.last > after {
            state.fate = Fate::SetAside;
        }
        return nothing(project, state);
    };
    state.after = held;

    let mut recovery = Recovery {
        torn_line: rest.last().is_some_and(|byte| *byte != b'\n'),
        lost: rest.split(|byte| *byte == b'\n').skip(1).count(),
        ..Recovery::default()
    };
    let (mut done, mut undone) = (Vec::new(), Vec::new());
    let mut length = bytes.len() - rest.len() - records.iter().map(|(len, _)| len).sum::<usize>();
    let mut damaged = rest.contains(&b'\n');
    for (n, (len, record)) in records.iter().enumerate() {
        if let Record::Entry { number, kind, transaction } = record {
            if *number > held {
                let forward = *kind != Kind::Undo;
                let fits = if forward {
                    apply(&mut project, transaction)
                } else {
                    apply(&mut project, &transaction.inverse())
                };
                if fits.is_err() {
                    let entries = records.iter().skip(n);
                    recovery.lost += entries.filter(|(_, record)| newest(record) > held).count();
                    state.last = number.saturating_sub(1);
                    damaged = true;
                    break;
                }
                recovery.edits += 1;
                recovery.last_at = Some(transaction.stamp.at);
            }
            remember(&mut done, &mut undone, *kind, transaction);
        }
        length += len;
    }
    state.fate = Fate::Continue { length: length as u64, keep_copy: damaged };
    Replayed {
        project,
        history: history(done, undone),
        recovery: (recovery != Recovery::default()).then_some(recovery),
        state,
    }
}

fn remember(
    done: &mut Vec<Arc<Transaction>>,
    undone: &mut Vec<Arc<Transaction>>,
    kind: Kind,
    transaction: &Arc<Transaction>,
) {
    // An entry may undo what was done before the journal began: then nothing is there to take off.
    match kind {
        Kind::Do => {
            undone.clear();
            done.push(Arc::clone(transaction));
        }
        Kind::Undo => {
            done.pop();
            undone.push(Arc::clone(transaction));
        }
        Kind::Redo => {
            undone.pop();
            done.push(Arc::clone(transaction));
        }
    }
}

fn history(done: Vec<Arc<Transaction>>, undone: Vec<Arc<Transaction>>) -> History {
    let mut history = History::default();
    let taken_back = undone.len();
    for transaction in done.into_iter().chain(undone.into_iter().rev()) {
        history.record(Arc::unwrap_or_clone(transaction));
    }
    for _ in 0..taken_back {
        history.took_back();
    }
    history
}
