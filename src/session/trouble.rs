//! What stands between a project and its file, for as long as it does: the window shows it with
//! what can be done about it.

use std::path::{Path, PathBuf};

use super::watch::OnDisk;
use super::{Host, NoticeKind, Session};
use crate::persist::{self, Journal, Lock, LockError, PersistError, Standing};

/// Something that stands between the project and its file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The last save has failed, for this reason. The file is as it was before.
    NotSaved(String),
    /// Another program has changed the file; `edits` says whether there are own edits beside it.
    Changed {
        /// There are edits here that no save holds.
        edits: bool,
    },
    /// The file, or its folder, is gone.
    Gone(PathBuf),
    /// Another window or person has the project open: it can be read here.
    Held {
        /// Who, as they wrote it down: user, computer, process and time.
        who: String,
        /// They have let go of it since.
        free: bool,
        /// There are edits that are only here: they have taken it while it could not be held here.
        edits: bool,
    },
    /// The project's folder cannot be written, so that edits are only here.
    Unwritable {
        /// Why.
        why: String,
        /// The folder.
        folder: PathBuf,
        /// There are such edits.
        edits: bool,
    },
    /// Edits do not reach the journal, for this reason.
    Journal(String),
}

impl Session {
    /// What stands between the project and its file now, the gravest first.
    pub fn troubles(&self) -> Vec<Trouble> {
        let mut troubles = Vec::new();
        let seen = self.place.watch.as_ref().map(super::watch::Watch::seen).unwrap_or_default();
        if let Some(why) = &self.place.not_saved {
            troubles.push(Trouble::NotSaved(why.clone()));
        }
        if let Some(who) = self.place.held.clone() {
            troubles.push(Trouble::Held { who, free: seen.free, edits: self.is_dirty() });
        } else if let Some(why) = self.unwritable().filter(|_| self.place.not_saved.is_none()) {
            let folder = self.place.path.parent().unwrap_or(&self.place.path).to_owned();
            troubles.push(Trouble::Unwritable { why, folder, edits: self.is_dirty() });
        }
        match seen.file {
            OnDisk::AsLeft => {}
            OnDisk::Changed => troubles.push(Trouble::Changed { edits: self.is_dirty() }),
            // That it is gone is why it was not saved.
            OnDisk::Gone if self.place.not_saved.is_some() => {}
            OnDisk::Gone => troubles.push(Trouble::Gone(self.place.path.clone())),
        }
        if self.place.not_saved.is_none()
            && self.place.held.is_none()
            && self.unwritable().is_none()
            && let Some(why) = self.place.journal.as_ref().and_then(Journal::error)
        {
            troubles.push(Trouble::Journal(why));
        }
        troubles
    }

    /// Why the folder cannot be written, so that the project is not held, while that is so.
    pub(super) fn unwritable(&self) -> Option<String> {
        match self.place.hold.as_ref()?.key().standing() {
            Standing::Wanted(why) => Some(why),
            Standing::Mine | Standing::Elsewhere(_) => None,
        }
    }

    /// Takes in what has become of the right to write the project.
    pub(super) fn poll_hold(&mut self) -> bool {
        let asides = self.place.journal.as_ref().map(Journal::take_set_aside).unwrap_or_default();
        let mut changed = !asides.is_empty();
        for aside in asides {
            self.notify(NoticeKind::Warning, super::reload::set_aside_words(&aside));
        }
        let standing = self.place.hold.as_ref().map(|hold| hold.key().standing());
        if self.place.held.is_none()
            && let Some(Standing::Elsewhere(who)) = standing
        {
            self.place.held = Some(who);
            self.start_watch();
            changed = true;
        }
        let free = self.place.watch.as_ref().is_some_and(|watch| watch.seen().free);
        if let Some(who) = &self.place.held {
            let words = if free {
                "nobody has the project open elsewhere any more: here it can be read".to_owned()
            } else {
                LockError::HeldBy { who: who.clone() }.to_string()
            };
            changed |= self.place.read_only.as_ref() != Some(&words);
            self.place.read_only = Some(words);
        }
        changed
    }

    /// Looks soon at what other programs have done to the project and its annotated articles: for
    /// when the user comes back to the window.
    pub fn look_around(&mut self) {
        if let Some(watch) = &self.place.watch {
            watch.look_soon();
        }
        self.look_outside_soon();
        if self.verifying.is_none() {
            self.start_verify();
        }
    }

    /// Says what the project holds that this version does not know and does otherwise meanwhile.
    pub(super) fn say_unknown_terms(&mut self) {
        let unknown: Vec<String> = self
            .project
            .codebook
            .extra
            .unknown_terms()
            .map(|(field, term)| format!("{} “{term}”", field.replace('_', " ")))
            .collect();
        if !unknown.is_empty() {
            let text = format!(
                "the codebook asks for what this version does not know: {}. Figures follow the \
                 standard meanwhile; the codebook is kept as it is",
                unknown.join(", ")
            );
            self.notify(NoticeKind::Warning, text);
        }
    }

    /// Puts the latest backup that can be read in the place of a project file that cannot, and sets
    /// that aside. Gives its new name.
    pub fn restore_backup(
        host: &Host,
        project: &Path,
        backup: &Path,
    ) -> Result<PathBuf, RestoreError> {
        let _lock = match Lock::acquire(project, host.now()) {
            Ok(lock) => Some(lock),
            Err(error @ LockError::HeldBy { .. }) => return Err(error.into()),
            Err(LockError::Io { .. } | LockError::NoLocks { .. }) => None,
        };
        Ok(persist::restore_backup(project, backup)?)
    }
}

/// Why a backup was not put back.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// Somebody has the project open.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// A file cannot be read or written.
    #[error(transparent)]
    Persist(#[from] PersistError),
}
