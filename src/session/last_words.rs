//! What is still done when the program panics: the journal of the open project is flushed, and the
//! user learns where the log is.

use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError, TryLockError};
use std::time::Duration;

use super::Session;
use crate::persist::Journal;

/// How long a panic waits for the disk.
const PATIENCE: Duration = Duration::from_secs(2);

static JOURNAL: Mutex<Option<Journal>> = Mutex::new(None);

/// Remembers the journal of the project that is open now, in place of the one before; none when a
/// project is closed.
pub fn remember(session: Option<&Session>) {
    let journal = session.and_then(Session::journal);
    let before =
        std::mem::replace(&mut *JOURNAL.lock().unwrap_or_else(PoisonError::into_inner), journal);
    // The last handle of a journal waits for its thread: not with the lock held.
    drop(before);
}

/// Arranges that a panic flushes the journal and says where the log is.
pub fn arrange(log: PathBuf) {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if crate::jobs::is_bounded() {
            log::warn!("{}", describe(panic));
            return;
        }
        usual(panic);
        log::error!("{}", describe(panic));
        let kept = flush();
        let log = log.display();
        let text =
            format!("casebook: this is a mistake in Casebook itself{kept}; the log is in {log}\n");
        std::io::stderr().write_all(text.as_bytes()).unwrap_or_default();
        log::logger().flush();
    }));
}

/// Flushes the journal and says how that went.
fn flush() -> &'static str {
    let journal = match JOURNAL.try_lock() {
        Ok(journal) => journal.clone(),
        Err(TryLockError::Poisoned(journal)) => journal.into_inner().clone(),
        Err(TryLockError::WouldBlock) => None,
    };
    let Some(journal) = journal else { return "" };
    match journal.flush(PATIENCE) {
        Ok(()) => "; your edits are in the journal and come back when you open the project again",
        Err(error) => {
            log::error!("{error}");
            "; some of your last edits could not be written to the journal"
        }
    }
}

fn describe(panic: &PanicHookInfo<'_>) -> String {
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or("unnamed");
    format!("thread {thread}: {panic}\n{}", std::backtrace::Backtrace::force_capture())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Command, Rename};
    use crate::persist;
    use crate::session::Host;

    #[test]
    fn the_open_projects_edits_are_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.casebook");
        persist::save(&path, &crate::model::Project::new("p"), None).unwrap();
        let mut session = Session::open(Host::still(folder.path()), &path).unwrap();
        assert_eq!(flush(), "");
        remember(Some(&session));
        session.run(Command::Rename(Rename { name: "last words".into() })).unwrap();
        assert!(flush().contains("your edits are in the journal"));
        let journal = std::fs::read_to_string(persist::beside(&path, "journal")).unwrap();
        assert!(journal.contains("last words"), "{journal}");
        remember(None);
        assert_eq!(flush(), "");
    }
}
