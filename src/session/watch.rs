//! What happens to the project's file, and to its lock, while it is open here: looked at now and
//! then on a thread of its own, for a share that is gone may take its time to say so.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use crate::jobs::{Waker, spawn_named};
use crate::persist::{self, Key};

/// How often it looks.
const PERIOD: Duration = Duration::from_secs(2);

/// The project's file, compared with what was read or written here last.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum OnDisk {
    /// As it was left.
    #[default]
    AsLeft,
    /// Another program has written to it.
    Changed,
    /// It is gone, or its folder cannot be reached.
    Gone,
}

/// What was seen last.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Seen {
    pub(super) file: OnDisk,
    /// Nobody holds the project any more.
    pub(super) free: bool,
    /// It may be written here.
    mine: bool,
}

/// What to look at.
#[derive(Clone, Default)]
struct Subject {
    path: PathBuf,
    /// Hash of the file as it was left; none while it is being written here.
    hash: Option<String>,
    /// Whether it is open elsewhere and the lock is waited for.
    held: bool,
    /// Takes the right to write as soon as it can be had.
    key: Option<Key>,
}

/// Size, time and place on the disk: a file that still has these is not read again.
type Stamp = (u64, Option<SystemTime>, u64);

#[derive(Default)]
struct State {
    subject: Subject,
    /// Grows with every new subject: what was seen of another is dropped.
    generation: u64,
    seen: Seen,
    /// The file's stamp when it was as it was left.
    stamp: Option<Stamp>,
    wanted: bool,
    ended: bool,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

/// The look-out; it ends when it is dropped.
pub(super) struct Watch(Arc<Shared>);

impl Watch {
    /// Begins to watch a project file that was left with this hash.
    pub(super) fn start(
        path: &Path,
        hash: &str,
        held: bool,
        key: Option<Key>,
        waker: Waker,
    ) -> Self {
        let subject = Subject { path: path.to_owned(), hash: Some(hash.to_owned()), held, key };
        let state = State { subject, wanted: true, ..State::default() };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let theirs = Arc::clone(&shared);
        if let Err(error) = spawn_named("project watch", move || run(&theirs, &waker)) {
            log::warn!("changes of the project file are noticed only on saving: {error}");
        }
        Self(shared)
    }

    /// What was seen last.
    pub(super) fn seen(&self) -> Seen {
        self.0.lock().seen
    }

    /// The file is about to be written here: what is seen of it is of no account until
    /// [`Watch::left`].
    pub(super) fn writing(&self) {
        let mut state = self.0.lock();
        state.generation += 1;
        state.subject.hash = None;
    }

    /// The file has been written here, or not, and is left with this hash.
    pub(super) fn left(&self, hash: &str) {
        let mut state = self.0.lock();
        state.generation += 1;
        state.subject.hash = Some(hash.to_owned());
        state.stamp = None;
        state.seen = Seen::default();
        state.wanted = true;
        self.0.changed.notify_all();
    }

    /// Looks soon, and does not wait for it.
    pub(super) fn look_soon(&self) {
        self.0.lock().wanted = true;
        self.0.changed.notify_all();
    }

    /// Looks now, and waits for it.
    pub(super) fn look(&self) {
        look(&self.0);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.lock().ended = true;
        self.0.changed.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn run(shared: &Shared, waker: &Waker) {
    let mut state = shared.lock();
    while !state.ended {
        if !state.wanted {
            let waited = shared.changed.wait_timeout(state, PERIOD);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        if state.ended {
            break;
        }
        state.wanted = false;
        drop(state);
        if look(shared) {
            waker();
        }
        state = shared.lock();
    }
}

/// Looks, and says whether something else is seen than before.
fn look(shared: &Shared) -> bool {
    let (subject, generation, known) = {
        let state = shared.lock();
        (state.subject.clone(), state.generation, state.stamp)
    };
    let Some(hash) = &subject.hash else { return false };
    let stamp = stamp_of(&subject.path);
    let file = match stamp {
        None => OnDisk::Gone,
        Some(_) if stamp == known => OnDisk::AsLeft,
        Some(_) => match persist::hash_file(&subject.path) {
            Ok(found) if found == *hash => OnDisk::AsLeft,
            Ok(_) => OnDisk::Changed,
            Err(error) => {
                log::warn!("{error}");
                OnDisk::Gone
            }
        },
    };
    let free = subject.held && persist::is_free(&subject.path);
    let mine = subject.key.as_ref().is_some_and(|key| key.ensure().is_ok());
    let mut state = shared.lock();
    if state.generation != generation {
        return false;
    }
    state.stamp = stamp.filter(|_| file == OnDisk::AsLeft);
    let seen = Seen { file, free, mine };
    std::mem::replace(&mut state.seen, seen) != seen
}

fn stamp_of(path: &Path) -> Option<Stamp> {
    let about = std::fs::metadata(path).ok()?;
    #[cfg(unix)]
    let place = std::os::unix::fs::MetadataExt::ino(&about);
    #[cfg(not(unix))]
    let place = 0;
    Some((about.len(), about.modified().ok(), place))
}
