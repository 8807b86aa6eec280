//! What stands between a project and its file, for as long as it does: the window shows it with
//! what can be done about it.

use std::path::{Path, PathBuf};

use super::watch::OnDisk;
use super::{Host, NoticeKind, Session};
use crate::persist::{self, Lock, LockError, PersistError};

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
            troubles.push(Trouble::Held { who, free: seen.free });
        }
        match seen.file {
            OnDisk::AsLeft => {}
            OnDisk::Changed => troubles.push(Trouble::Changed { edits: self.is_dirty() }),
            // That it is gone is why it was not saved.
            OnDisk::Gone if self.place.not_saved.is_some() => {}
            OnDisk::Gone => troubles.push(Trouble::Gone(self.place.path.clone())),
        }
        if self.place.not_saved.is_none()
            && let Some(why) = self.journal_error()
        {
            troubles.push(Trouble::Journal(why));
        }
        troubles
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
            Err(LockError::Io { .. }) => None,
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
