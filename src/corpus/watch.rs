//! Notices that something in a folder of articles has changed, on a thread of its own.
//!
//! It looks at folders, whose time changes when a file comes, goes or is renamed, and at the files
//! that matter most. That costs next to nothing however many articles there are, works on network
//! drives as well, and needs nothing of the system.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use crate::jobs::{Waker, spawn_named};

/// How often it looks.
const PERIOD: Duration = Duration::from_secs(4);

/// Watches paths until it is dropped.
pub struct Watch {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<Watched>,
    changed: Condvar,
}

#[derive(Default)]
struct Watched {
    paths: Arc<[PathBuf]>,
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

    /// Watches these paths from now on, as they are now.
    pub fn look_at(&self, paths: Vec<PathBuf>) {
        let mut state = self.shared.lock();
        state.paths = paths.into();
        state.number += 1;
        state.news = false;
        self.shared.changed.notify_all();
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
type Seen = Option<(u64, Option<SystemTime>)>;

fn look(paths: &[PathBuf]) -> Vec<Seen> {
    let seen = |path: &PathBuf| {
        let metadata = std::fs::metadata(path).ok()?;
        Some((metadata.len(), metadata.modified().ok()))
    };
    paths.iter().map(seen).collect()
}

fn watch(shared: &Shared, period: Duration, waker: &Waker) {
    let (mut number, mut paths): (u64, Arc<[PathBuf]>) = (0, Arc::default());
    let mut known: Vec<Seen> = Vec::new();
    loop {
        let mut state = shared.lock();
        if state.number == number {
            let waited = shared
                .changed
                .wait_timeout_while(state, period, |state| !state.ended && state.number == number);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        if state.ended {
            return;
        }
        if state.number != number {
            number = state.number;
            paths = Arc::clone(&state.paths);
            drop(state);
            known = look(&paths);
            continue;
        }
        drop(state);
        let now = look(&paths);
        if now != known {
            known = now;
            let mut state = shared.lock();
            if state.number == number {
                state.news = true;
                drop(state);
                waker();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::sync_channel;

    #[test]
    fn a_file_that_comes_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let (sender, receiver) = sync_channel(8);
        let waker: Waker = Arc::new(move || sender.try_send(()).unwrap_or(()));
        let watch = Watch::start_every(Duration::from_millis(2), waker).unwrap();
        watch.look_at(vec![dir.path().to_owned()]);
        // Until the thread has taken the paths in, a new file may count as known: one more is not.
        let mut files = 0..10_000;
        let seen = files.any(|nth| {
            std::fs::write(dir.path().join(format!("{nth}.txt")), "text").unwrap();
            receiver.recv_timeout(Duration::from_millis(20)).is_ok()
        });
        assert!(seen && watch.take_news() && !watch.take_news());
    }
}
