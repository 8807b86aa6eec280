//! What a journal gives back: its records replayed on the project, and what becomes of the file.
//!
//! *Invariants*: replaying changes no file; nothing here runs on a thread of its own.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use smol_str::SmolStr;

use super::error::PersistError;
use super::file::read_bytes;
use super::record::{JOURNAL_FORMAT, Kind, Record, TextUse, next_record, with_texts};
use crate::edit::{History, Transaction, apply};
use crate::model::Project;

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

impl Recovery {
    /// What is said to somebody who only looks: nothing was recovered for good, nothing written.
    pub fn of_onlooker(&self) -> String {
        let words = match self.edits {
            0 => "no edit of the journal is in what is shown".to_owned(),
            1 => "what is shown holds 1 edit that is in the journal and not saved yet".to_owned(),
            n => format!("what is shown holds {n} edits that are in the journal and not saved yet"),
        };
        let at = self.last_at.filter(|_| self.edits > 0).map_or_else(String::new, |at| {
            let which = if self.edits == 1 { "made at" } else { "the last made at" };
            format!(", {which} {}", at.strftime("%Y-%m-%d %H:%M UTC"))
        });
        let lost = match self.lost {
            0 => String::new(),
            n => format!("; {n} more cannot be read"),
        };
        format!("{words}{at}{lost}; nothing was written")
    }
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
    /// Hashes of the article texts that the file holds.
    pub(super) texts: HashSet<SmolStr>,
    /// Whether the file is in an earlier format: it is written anew before anything is added.
    pub(super) old_format: bool,
    /// Bytes of the file as it was found.
    pub(super) size: u64,
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
        // Nothing that a journal can be: the project is read without it, and it is kept.
        Err(PersistError::Format { .. } | PersistError::NotAFile { .. }) => {
            let state = JournalState {
                base: hash.to_owned(),
                fate: Fate::SetAside,
                ..JournalState::default()
            };
            let history = History::default();
            return Ok(Replayed { project, history, recovery: None, state });
        }
        Err(error) => return Err(error),
    };
    let mut replayed = replay_bytes(project, hash, &bytes);
    replayed.state.size = bytes.len() as u64;
    Ok(replayed)
}

/// The hash of the file that the journal comes on top of.
pub(super) fn base_of(journal: &[u8]) -> Option<String> {
    match next_record(&mut &*journal)? {
        (_, Record::Header { base, .. }) => Some(base),
        (_, Record::Entry { .. } | Record::Saving { .. } | Record::Text { .. }) => None,
    }
}

/// The edits of a journal that no save held when it was begun, in their order: without those that
/// were taken back, and with the inverse of those that a save holds and that were taken back since.
/// Whether they fit a project is for [`apply`] to say. Second, whether all of it could be read.
pub(super) fn unsaved(journal: &[u8]) -> (Vec<Arc<Transaction>>, bool) {
    let mut rest = journal;
    let Some((_, Record::Header { format, after, .. })) = next_record(&mut rest) else {
        return (Vec::new(), false);
    };
    if format > JOURNAL_FORMAT {
        return (Vec::new(), false);
    }
    let mut is_whole = true;
    let mut since = SinceSave::default();
    let mut texts = HashMap::new();
    while let Some((_, record)) = next_record(&mut rest) {
        match record {
            Record::Text { hash, text } => {
                texts.insert(hash, text);
            }
            Record::Entry { number, kind, transaction, texts: uses } if number > after => {
                match whole(&transaction, &uses, &texts) {
                    Some(whole) => since.add(kind, whole),
                    None => is_whole = false,
                }
            }
            Record::Entry { .. } | Record::Saving { .. } | Record::Header { .. } => {}
        }
    }
    let made = since.made.into_iter().map(|(transaction, _)| transaction).collect();
    (made, is_whole && rest.is_empty())
}

/// What was made since a save.
#[derive(Default)]
struct SinceSave {
    /// Each with whether it takes an edit of that save back.
    made: Vec<(Arc<Transaction>, bool)>,
    /// Of each that Redo would do again, the next one last: whether the save holds it.
    redo: Vec<bool>,
}

impl SinceSave {
    fn add(&mut self, kind: Kind, transaction: Arc<Transaction>) {
        match kind {
            Kind::Do => {
                self.redo.clear();
                self.made.push((transaction, false));
            }
            Kind::Undo => {
                let is_saved = self.made.last().is_none_or(|(_, takes_back)| *takes_back);
                if is_saved {
                    self.made.push((Arc::new(transaction.inverse()), true));
                } else {
                    self.made.pop();
                }
                self.redo.push(is_saved);
            }
            Kind::Redo => {
                if self.redo.pop() == Some(true) {
                    self.made.pop();
                } else {
                    self.made.push((transaction, false));
                }
            }
        }
    }
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
        Record::Header { .. } | Record::Saving { .. } | Record::Text { .. } => 0,
    };
    state.old_format = format < JOURNAL_FORMAT;
    state.last = records.iter().map(|(_, record)| newest(record)).max().unwrap_or(0).max(after);
    let saved = records.iter().rev().find_map(|(_, record)| match record {
        Record::Saving { hash: saved, after } if saved == hash => Some(*after),
        Record::Saving { .. }
        | Record::Header { .. }
        | Record::Entry { .. }
        | Record::Text { .. } => None,
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
    let mut texts = HashMap::new();
    for (n, (len, record)) in records.iter().enumerate() {
        if let Record::Text { hash, text } = record {
            texts.insert(hash.clone(), Arc::clone(text));
        }
        if let Record::Entry { number, kind, transaction, texts: uses } = record {
            let whole = whole(transaction, uses, &texts);
            // What a save holds is in the project already; it is wanted for Undo alone.
            let fits = *number <= held
                || whole.as_ref().is_some_and(|whole| {
                    match kind {
                        Kind::Do | Kind::Redo => apply(&mut project, whole),
                        Kind::Undo => apply(&mut project, &whole.inverse()),
                    }
                    .is_ok()
                });
            if !fits {
                let entries = records.iter().skip(n);
                recovery.lost += entries.filter(|(_, record)| newest(record) > held).count();
                state.last = number.saturating_sub(1);
                damaged = true;
                break;
            }
            if *number > held {
                recovery.edits += 1;
                recovery.last_at = Some(transaction.stamp.at);
            }
            match &whole {
                Some(whole) => remember(&mut done, &mut undone, *kind, whole),
                // Undo cannot reach beyond an edit that is not known any more.
                None => (done, undone) = (Vec::new(), Vec::new()),
            }
        }
        length += len;
    }
    state.texts = texts.into_keys().collect();
    state.fate = Fate::Continue { length: length as u64, keep_copy: damaged };
    Replayed {
        project,
        history: history(done, undone),
        recovery: (recovery != Recovery::default()).then_some(recovery),
        state,
    }
}

/// The transaction with the article texts that stand apart from it; none where one is missing.
fn whole(
    transaction: &Arc<Transaction>,
    uses: &[TextUse],
    texts: &HashMap<SmolStr, Arc<str>>,
) -> Option<Arc<Transaction>> {
    if uses.is_empty() {
        return Some(Arc::clone(transaction));
    }
    with_texts(transaction, uses, texts).map(Arc::new)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Stamp;

    #[test]
    fn what_was_made_since_a_save_counts_what_was_taken_back_of_it() {
        let edit = |label: char| {
            let stamp =
                Stamp { by: "Ada".into(), at: jiff::Timestamp::UNIX_EPOCH, ..Stamp::default() };
            Arc::new(Transaction { label: label.to_string(), stamp, changes: Vec::new() })
        };
        // A and B are in the save. +C does C, -C takes it back, =C does it again; <C is the inverse.
        for (entries, expected) in [
            ("+C", "C"),
            ("+C -C", ""),
            ("+C -C =C", "C"),
            ("+C -C +D", "D"),
            ("-B", "<B"),
            ("-B -A", "<B <A"),
            ("-B =B", ""),
            ("-B -A =A", "<B"),
            ("-B +C", "<B C"),
            ("-B +C -C", "<B"),
            ("-B +C -C =C", "<B C"),
            ("+C -C -B =B =C", "C"),
            ("=C", "C"),
            ("=C -C", ""),
            ("-B +C -C -A =A =C", "<B C"),
        ] {
            let mut since = SinceSave::default();
            for entry in entries.split(' ') {
                let (kind, label) = match entry.split_at(1) {
                    ("+", label) => (Kind::Do, label),
                    ("-", label) => (Kind::Undo, label),
                    (_, label) => (Kind::Redo, label),
                };
                since.add(kind, label.chars().next().map(edit).unwrap());
            }
            let made: Vec<String> = since
                .made
                .iter()
                .map(|(edit, back)| format!("{}{}", if *back { "<" } else { "" }, edit.label))
                .collect();
            assert_eq!(made.join(" "), expected, "{entries}");
        }
    }
}
