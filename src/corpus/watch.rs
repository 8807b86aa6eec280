//! Notices that something in a folder of articles has changed, on a thread of its own.
//!
//! It looks at folders, whose time changes when a file comes, goes or is renamed, and at the files
//! that matter most; at all others in turn, so many at a time. That costs next to nothing however
//! many articles there are, works on network drives as well, and needs nothing of the system.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::path::file_at;
use super::scan::FileStamp;
use crate::jobs::{Waker, spawn_named};

/// How often it looks.
const PERIOD: Duration = Duration::from_secs(4);
/// At so many files it looks each time, beside the paths that it always looks at.
const IN_TURN: usize = 2_000;

/// Names what is to be watched.
type Naming = Box<dyn FnOnce() -> (Vec<PathBuf>, Vec<WatchedFile>) + Send>;

/// Watches paths until it is dropped.
pub struct Watch {
    shared: Arc<Shared>,
}

/// A file, as it was when it was read.
#[derive(Clone, Debug)]
pub struct WatchedFile {
    /// Its folder.
    pub root: Arc<Path>,
    /// Its path within that.
    pub path: Arc<str>,
    /// Its size and time.
    pub stamp: FileStamp,
}

#[derive(Default)]
struct Shared {
    /// Held while what is to be watched is being named.
    naming: Mutex<()>,
    state: Mutex<Watched>,
    changed: Condvar,
}

#[derive(Default)]
struct Watched {
    /// Names what is to be watched from now on.
    named: Option<Naming>,
    paths: Arc<[PathBuf]>,
    /// How the paths were when they were looked at last.
    known: Option<Vec<Seen>>,
    files: Arc<[WatchedFile]>,
    /// The file whose turn it is.
    turn: usize,
    /// All files are to be looked at, soon.
    all: bool,
    /// Grows with every call of [`Watch::look_at`].
    number: u64,
    news: bool,
    ended: bool,
}

impl Watch {
    /// Begins to watch; at first nothing. `waker` is called when something has changed. None where
    /// there is no thread to be had.
    pub fn start(waker: Waker) -> Option<Self> {
        Self::start_every(PERIOD, waker)
    }

    fn start_every(period: Duration, waker: Waker) -> Option<Self> {
        let shared = Arc::new(Shared::default());
        let own = Arc::clone(&shared);
        let thread = spawn_named("watching folders", move || watch(&own, period, &waker));
        thread.is_ok().then_some(Self { shared })
    }

    /// Watches what this names from now on: paths, as they are now, and files, as they were read. It
    /// is asked on the thread that looks at them.
    pub fn look_at(
        &self,
        name: impl FnOnce() -> (Vec<PathBuf>, Vec<WatchedFile>) + Send + 'static,
    ) {
        let mut state = self.shared.lock();
        state.named = Some(Box::new(name));
        state.known = None;
        state.number += 1;
        state.news = false;
        self.shared.changed.notify_all();
    }

    /// Looks at everything soon, and does not wait for it.
    pub fn look_soon(&self) {
        self.shared.lock().all = true;
        self.shared.changed.notify_all();
    }

    /// Looks at everything now, and waits for it.
    pub fn look(&self) {
        self.shared.lock().all = true;
        look(&self.shared);
    }

    /// Whether anything has changed since the last call.
    pub fn take_news(&self) -> bool {
        std::mem::take(&mut self.shared.lock().news)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.lock().ended = true;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Watched> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Size and time of a path; none where it is gone.
type Seen = Option<FileStamp>;

fn seen(path: &Path) -> Seen {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}

/// Has it named what is to be watched, where that is another than before.
fn take_names(shared: &Shared) {
    let _naming = shared.naming.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(name) = shared.lock().named.take() else { return };
    let (paths, files) = name();
    let mut state = shared.lock();
    state.paths = paths.into();
    state.files = files.into();
    state.known = None;
    state.number += 1;
}

/// Looks, and says whether something is not as it was.
fn look(shared: &Shared) -> bool {
    take_names(shared);
    let (paths, files, number, turns) = {
        let mut state = shared.lock();
        let all = std::mem::take(&mut state.all);
        let from = if all || state.turn >= state.files.len() { 0 } else { state.turn };
        let count = if all { state.files.len() } else { IN_TURN };
        let turns = from..(from + count).min(state.files.len());
        state.turn = turns.end;
        (Arc::clone(&state.paths), Arc::clone(&state.files), state.number, turns)
    };
    let now: Vec<Seen> = paths.iter().map(|path| seen(path)).collect();
    let differs = |file: &WatchedFile| seen(&file_at(&file.root, &file.path)) != Some(file.stamp);
    let touched = files.get(turns).unwrap_or_default().iter().any(differs);
    let mut state = shared.lock();
    if state.number != number {
        return false;
    }
    let before = state.known.replace(now);
    let news = touched || (before.is_some() && before != state.known);
    state.news |= news;
    news
}

fn watch(shared: &Shared, period: Duration, waker: &Waker) {
    loop {
        let mut state = shared.lock();
        if state.known.is_some() && !state.all {
            let rests = |state: &mut Watched| !state.ended && !state.all && state.known.is_some();
            let waited = shared.changed.wait_timeout_while(state, period, rests);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        if state.ended {
            return;
        }
        drop(state);
        if look(shared) {
            waker();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_comes_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        // As long as it is asked to look, not by itself.
        let watch = Watch::start_every(Duration::from_hours(1), Arc::new(|| {})).unwrap();
        let path = dir.path().to_owned();
        watch.look_at(move || (vec![path], Vec::new()));
        watch.look();
        assert!(!watch.take_news());
        std::fs::write(dir.path().join("new.txt"), "text").unwrap();
        watch.look();
        assert!(watch.take_news() && !watch.take_news());
    }

    #[test]
    fn a_file_that_is_written_again_is_noticed_in_its_turn() {
        let dir = tempfile::tempdir().unwrap();
        let root: Arc<Path> = dir.path().into();
        let files: Vec<WatchedFile> = (0..=IN_TURN)
            .map(|nth| {
                let path: Arc<str> = format!("{nth}.txt").into();
                let file = dir.path().join(&*path);
                std::fs::write(&file, "text").unwrap();
                WatchedFile { root: Arc::clone(&root), path, stamp: seen(&file).unwrap() }
            })
            .collect();
        let shared = Shared::default();
        *shared.lock() =
            Watched { files: files.into(), known: Some(Vec::new()), ..Watched::default() };
        std::fs::write(dir.path().join(format!("{IN_TURN}.txt")), "another text").unwrap();
        assert!(!look(&shared), "its turn comes with the next look");
        assert!(look(&shared) && shared.lock().news);
    }
}
