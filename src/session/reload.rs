//! The project's file as another program has left it, and the edits that were made on top of
//! another state of it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;

use super::{Host, NoticeKind, OpenError, Session};
use crate::edit;
use crate::jobs::Progress;
use crate::persist::{self, Kind, Loaded};

/// How long the journal is waited for before the project is let go.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why a project cannot be let go to be read again: it holds edits that are nowhere else.
#[derive(Debug, Error)]
#[error("your edits are only in this window: save it under another name first; {0}")]
pub struct OnlyHere(String);

/// What is said of a journal that was set aside.
pub(super) fn set_aside_words(aside: &Path) -> String {
    format!(
        "a journal of unsaved edits does not fit this project file and was set aside: {}",
        aside.display()
    )
}

impl Session {
    /// Makes sure that edits that no save holds are on the disk, before the project is let go to be
    /// read again.
    pub fn keep_edits(&self) -> Result<(), OnlyHere> {
        if !self.is_dirty() {
            return Ok(());
        }
        match &self.place.journal {
            Some(journal) => journal.flush(PATIENCE).map_err(|error| OnlyHere(error.to_string())),
            None => Err(OnlyHere("edits are not journalled here".to_owned())),
        }
    }

    /// The project with edits that no save holds as it was when they were made: another program has
    /// changed its file since. [`Session::troubles`] says so, and it is the user's to decide which
    /// of the two it shall be. None where that state is not known any more.
    pub(super) fn as_left(path: &Path, loaded: &Loaded) -> Option<Loaded> {
        let is_mine = loaded.journal.is_foreign() && persist::is_free(path);
        is_mine.then(|| persist::load_as_left(path)).flatten()
    }

    /// Opens a project file as it is on the disk now. Edits that were made on top of another state
    /// of it are set aside; with `keep_edits`, those that fit are made again.
    pub fn reload(
        host: Host,
        path: &Path,
        keep_edits: bool,
        progress: &Progress,
    ) -> Result<Self, OpenError> {
        let (edits, whole) =
            if keep_edits { persist::unsaved_edits(path)? } else { (Vec::new(), false) };
        let mut session = Self::open_on_disk(host, path, progress)?;
        if session.read_only().is_some() {
            return Ok(session);
        }
        if edits.is_empty() {
            // What was set aside then holds nothing that is not in the file.
            session.forget_aside(whole);
            return Ok(session);
        }
        let all = edits.len();
        let mut made = 0;
        for transaction in edits {
            if edit::apply(&mut session.project, &transaction).is_ok() {
                session.note(Kind::Do, &transaction);
                session.history.record(Arc::unwrap_or_clone(transaction));
                session.revision += 1;
                made += 1;
            }
        }
        session.sync_folders();
        session.refresh();
        session.forget_aside(whole && made == all);
        let (kind, words) = match all - made {
            0 => (NoticeKind::Info, format!("All your edits stand in it again: {all}.")),
            1 => (
                NoticeKind::Warning,
                format!(
                    "{made} of your {all} edits stand in it again. 1 is of something that has \
                     changed since: it stays in the file that was set aside."
                ),
            ),
            n => (
                NoticeKind::Warning,
                format!(
                    "{made} of your {all} edits stand in it again. {n} are of something that has \
                     changed since: they stay in the file that was set aside."
                ),
            ),
        };
        session.notify(kind, words);
        Ok(session)
    }

    /// One message says what became of the edits that were set aside. Where all of them stand in the
    /// new journal, the old one is not needed any more.
    fn forget_aside(&mut self, all: bool) {
        let Some(aside) = self.place.set_aside.clone() else { return };
        let kept = self.place.journal.as_ref().is_some_and(|new| new.flush(PATIENCE).is_ok());
        if !all || !kept {
            return;
        }
        match persist::remove_aside(&aside) {
            Ok(()) => {
                self.place.set_aside = None;
                let words = set_aside_words(&aside);
                self.notices.retain(|notice| notice.text != words);
            }
            Err(error) => log::warn!("{error}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Command, Rename};

    #[test]
    fn a_reload_that_is_stopped_leaves_the_edits_where_they_were() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.casebook");
        let host = || Host::still(&dir.path().join("home"));
        persist::save(&path, &crate::model::Project::new("a"), None).unwrap();
        let mut session = Session::open(host(), &path).unwrap();
        session.run(Command::Rename(Rename { name: "mine".to_owned() })).unwrap();
        session.close(false);
        let theirs = crate::model::Project::new("theirs");
        persist::save_atomically(&path, persist::to_ron(&theirs).unwrap().as_bytes()).unwrap();
        let journal = persist::beside(&path, "journal");
        let before = std::fs::read(&journal).unwrap();

        let progress = Progress::unwatched("Opening");
        let session = Session::open_on_disk(host(), &path, &progress).unwrap();
        assert!(!journal.exists(), "it does not fit and is set aside");
        session.close_unseen();
        assert_eq!(std::fs::read(&journal).unwrap(), before);
        let session = Session::open(host(), &path).unwrap();
        assert_eq!(session.project().settings.name, "mine", "the choice is still there");
    }
}
