//! The project's file as another program has left it, and the edits that were made on top of
//! another state of it.

use std::path::Path;
use std::sync::Arc;

use super::{Host, NoticeKind, OpenError, Session};
use crate::edit;
use crate::jobs::Progress;
use crate::persist::{self, Kind, Loaded};

impl Session {
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
        let edits = if keep_edits { persist::unsaved_edits(path)? } else { Vec::new() };
        let mut session = Self::open_on_disk(host, path, progress)?;
        if edits.is_empty() || session.read_only().is_some() {
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
}
