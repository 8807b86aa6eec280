//! A project on disk: its file, the journal of edits made since the last save, the lock that keeps
//! a second writer out, the last saves.
//!
//! `NAME.casebook` is RON, sorted and one entity a block, so that git shows and merges it claim by
//! claim. Beside it stand `NAME.casebook-journal` and, while it is open, `NAME.casebook-lock`, and,
//! while something is typed that is no edit yet, `NAME.casebook-drafts`; the last saves are in
//! `.NAME.casebook-backups`.
//!
//! *Invariants*: [`load`] changes no file. At every moment the project file is whole: the old one
//! or the new one. An edit that the journal has synced is in the project after a crash, whatever
//! moment the crash came at, a save included. What cannot be used is set aside, never deleted.

mod backup;
mod drafts;
mod error;
mod file;
mod folder;
mod frame;
mod journal;
mod lock;

mod read;
mod record;
mod replay;
mod write;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

pub use backup::{backup_folder, backups};
pub use drafts::{Draft, Drafts};
pub use error::{FormatError, PersistError};
pub use file::{beside, hash_bytes, hash_file, resolved, save_atomically};
pub use folder::{relative_folder, resolve_folder};
pub use journal::{Journal, Resumed};
pub use lock::{Hold, Key, Lock, LockError, Standing, is_free};
pub use read::{LATEST_FORMAT, MAX_BYTES, from_ron};
pub use record::Kind;
pub use replay::{JournalState, Recovery};
pub use write::to_ron;

use crate::edit::{History, Transaction};
use crate::jobs;
use crate::model::Project;

/// A project as it was found on disk.
#[derive(Debug)]
pub struct Loaded {
    /// The project with the edits of its journal.
    pub project: Project,
    /// The edits that the journal remembers, so that undo reaches across the restart.
    pub history: History,
    /// SHA-256 of the project file in hex; empty for a project that was never saved.
    pub hash: String,
    /// What the journal gave back; none where everything had been saved.
    pub recovery: Option<Recovery>,
    /// What was found of the journal, for [`Journal::resume`].
    pub journal: JournalState,
    /// What was being typed when the program ended.
    pub drafts: Drafts,
}

/// Reads a project and brings it up to date from its journal. Changes no file.
pub fn load(path: &Path) -> Result<Loaded, PersistError> {
    let bytes = file::read_bytes(path, "read the project")?;
    let text = String::from_utf8(bytes).map_err(|error| not_text(path, &error))?;
    let (hash, project) = hash_and_project(&text);
    let project = project.map_err(PersistError::format(path))?;
    drop(text);
    replayed(project, hash, path)
}

/// The digest of a project's text and what it says, each on a thread of its own.
fn hash_and_project(text: &str) -> (String, Result<Project, FormatError>) {
    let (hash, project) = (OnceLock::new(), OnceLock::new());
    let work: [&(dyn Fn() + Sync); 2] = [
        &|| {
            hash.get_or_init(|| hash_bytes(text.as_bytes()));
        },
        &|| {
            project.get_or_init(|| from_ron(text));
        },
    ];
    jobs::side_by_side("read the project", work.to_vec(), |work| work());
    let hash = hash.into_inner().unwrap_or_else(|| hash_bytes(text.as_bytes()));
    (hash, project.into_inner().unwrap_or_else(|| from_ron(text)))
}

/// Reads a project as it was left here, where another program has changed its file since and edits
/// were made that no save holds: the save that they come on top of is among the backups. None where
/// it is not. Changes no file.
pub fn load_as_left(path: &Path) -> Option<Loaded> {
    let journal = file::read_bytes(&beside(path, "journal"), "read the journal").ok()?;
    let base = replay::base_of(&journal)?;
    for backup in backups(path) {
        let Ok(bytes) = file::read_bytes(&backup, "read the backup") else { continue };
        if hash_bytes(&bytes) == base {
            let project = from_ron(std::str::from_utf8(&bytes).ok()?).ok()?;
            let left = replayed(project, base, path).ok()?;
            return Some(left).filter(|left| !left.journal.is_foreign());
        }
    }
    None
}

/// The edits of a project's journal that no save holds, in their order, without those that were
/// taken back: to be made again on top of what another program has made of the file. Second, whether
/// all of the journal could be read.
pub fn unsaved_edits(path: &Path) -> Result<(Vec<Arc<Transaction>>, bool), PersistError> {
    let journal = beside(path, "journal");
    if !journal.exists() {
        return Ok((Vec::new(), true));
    }
    Ok(replay::unsaved(&file::read_bytes(&journal, "read the journal")?))
}

/// Brings a project that was never saved up to date from the journal that stands where its file
/// would be. `empty` is the project as it began.
pub fn load_unsaved(path: &Path, empty: Project) -> Result<Loaded, PersistError> {
    replayed(empty, String::new(), path)
}

fn replayed(project: Project, hash: String, path: &Path) -> Result<Loaded, PersistError> {
    let replay::Replayed { project, history, recovery, state } =
        replay::replay(project, &hash, &beside(path, "journal"))?;
    let drafts = drafts::found(path);
    Ok(Loaded { project, history, hash, recovery, journal: state, drafts })
}

/// Saves a project: the journal is told, the old file kept as a backup, the new one put in its
/// place, the journal emptied. Gives the SHA-256 of the file in hex.
///
/// `held` is [`Journal::position`] at the moment when `project` was taken; edits may go on
/// meanwhile. Without a journal (a copy under another name) pass `None`.
pub fn save(
    path: &Path,
    project: &Project,
    journal: Option<(&Journal, u64)>,
) -> Result<String, PersistError> {
    let text = to_ron(project).map_err(PersistError::format(path))?;
    let hash = hash_bytes(text.as_bytes());
    if let Some((journal, held)) = journal
        && let Err(error) = journal.begin_save(&hash, held)
    {
        // The save does not need it: the journal only spares a question if we die just now.
        log::warn!("{error}");
    }
    if let Err(error) = backup::keep(path) {
        log::warn!("no backup of {} was kept: {error}", path.display());
    }
    save_atomically(path, text.as_bytes())?;
    if let Some((journal, held)) = journal {
        journal.finish_save(&hash, held);
    }
    Ok(hash)
}

/// Saves a project as [`save`] does, unless another program has changed the file since its content
/// had the hash `known`. A file that is gone is written anew.
pub fn save_unless_changed(
    path: &Path,
    project: &Project,
    journal: Option<(&Journal, u64)>,
    known: &str,
) -> Result<String, PersistError> {
    match hash_file(path) {
        Ok(found) if found == known => {}
        Err(PersistError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {}
        Ok(_) => return Err(PersistError::Changed { path: path.to_owned() }),
        Err(error) => return Err(error),
    }
    save(path, project, journal)
}

/// Removes a journal that was set aside, once all that it holds stands in another.
pub fn remove_aside(aside: &Path) -> Result<(), PersistError> {
    std::fs::remove_file(aside)
        .map_err(PersistError::io("remove the journal that was set aside", aside))
}

/// The latest backup of a project that can be read.
pub fn last_good_backup(path: &Path) -> Option<PathBuf> {
    let good = |backup: &PathBuf| {
        let text = file::read_bytes(backup, "read the backup").ok().map(String::from_utf8);
        text.is_some_and(|text| text.is_ok_and(|text| from_ron(&text).is_ok()))
    };
    backups(path).into_iter().find(good)
}

/// Puts a backup in the place of a project file, which is set aside, never deleted. Gives the new
/// name of what was set aside. Only the holder of the project's [`Lock`] may call it.
pub fn restore_backup(path: &Path, backup: &Path) -> Result<PathBuf, PersistError> {
    let bytes = file::read_bytes(backup, "read the backup")?;
    let target = resolved(path);
    let aside = file::set_aside_as(&target, "damaged", true)
        .map_err(PersistError::io("set the damaged project aside", &target))?;
    save_atomically(path, &bytes)?;
    Ok(aside)
}

/// Puts a journal that was set aside for a project that nobody has seen back to where it was. Only
/// the holder of the project's [`Lock`] may call it.
pub fn put_journal_back(project: &Path, aside: &Path) -> Result<(), PersistError> {
    let path = beside(project, "journal");
    file::put_back(&path, aside).map_err(PersistError::io("put the journal back", aside))
}

fn not_text(path: &Path, error: &std::string::FromUtf8Error) -> PersistError {
    let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
    let lines = || before.split(|byte| *byte == b'\n');
    let last = lines().next_back().unwrap_or_default();
    let source = if before.is_empty() {
        FormatError::NotAProject
    } else {
        FormatError::Syntax {
            line: lines().count(),
            column: String::from_utf8_lossy(last).chars().count() + 1,
            message: "this is not UTF-8 text".to_owned(),
        }
    };
    PersistError::Format { source, path: path.to_owned() }
}
