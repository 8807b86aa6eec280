//! The journal at work: edits go into a queue and a thread of its own writes and syncs them, and
//! what is being typed after them.
//!
//! *Invariants*: [`Journal::append`] never waits for a disk. An edit leaves the queue only when it
//! is synced: a full disk or a vanished share loses nothing while the program lives, and writing is
//! tried again until it succeeds. The file is written only while the project is held, and only on
//! top of what was found or written here: what another has made of it is set aside.

mod writer;

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, io};

use super::backup::Copies;
use super::drafts::{DraftFile, Drafts, make_room};
use super::error::PersistError;
use super::file::beside;
use super::lock::{Key, Standing};
use super::record::Kind;
use super::replay::{Fate, JournalState};
use crate::edit::Transaction;
use crate::jobs::spawn_named;
use writer::Writer;

/// How long after a failure writing is tried again without being asked.
const RETRY: Duration = Duration::from_secs(1);

/// How long a save or a close waits for the journal.
const PATIENCE: Duration = Duration::from_secs(5);

/// The journal of an open project. Clones are handles to the same journal; when the last one is
/// dropped, what is queued is written.
#[derive(Clone)]
pub struct Journal {
    handle: Arc<Handle>,
}

/// A journal ready for edits.
pub struct Resumed {
    /// The journal.
    pub journal: Journal,
    /// A journal that did not fit the project file, or a copy of a damaged one: its new name.
    pub set_aside: Option<PathBuf>,
}

struct Handle {
    shared: Arc<Shared>,
    path: PathBuf,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    /// The project is held, and the file made ready.
    ours: AtomicBool,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Job>,
    /// Jobs ever queued, and done.
    queued: u64,
    finished: u64,
    /// Number of the last entry.
    last: u64,
    /// Number of the last entry that the project file holds.
    saved: u64,
    /// What is typed and no edit yet, while it is not on the disk.
    drafts: Option<Arc<Drafts>>,
    error: Option<String>,
    /// What was set aside since that was asked for last.
    aside: Vec<PathBuf>,
    /// The thread is at work on the queue.
    busy: bool,
    closing: bool,
    stopped: bool,
}

#[derive(Clone)]
enum Job {
    Edit { number: u64, kind: Kind, transaction: Arc<Transaction> },
    Saving { hash: String, after: u64 },
    Rebase { base: String, after: u64 },
}

impl Journal {
    /// Goes on with the journal that was found when `project` was loaded, or begins one. A journal
    /// that does not fit the file is set aside under another name. Only the holder of the project's
    /// [`Lock`](super::Lock) may call it.
    pub fn resume(project: &Path, found: &JournalState) -> Result<Resumed, PersistError> {
        Self::resume_held(project, found, None)
    }

    /// As [`resume`](Self::resume), for who may not hold the project yet: nothing is touched before
    /// `key` gives the right to.
    pub fn resume_with(
        project: &Path,
        found: &JournalState,
        key: &Key,
    ) -> Result<Resumed, PersistError> {
        Self::resume_held(project, found, Some(key.clone()))
    }

    fn resume_held(
        project: &Path,
        found: &JournalState,
        key: Option<Key>,
    ) -> Result<Resumed, PersistError> {
        let path = beside(project, "journal");
        let length = match found.fate {
            Fate::Continue { length, .. } => Some(length),
            Fate::Replace | Fate::SetAside => None,
        };
        let mut writer = Writer {
            path: path.clone(),
            due: Some(found.fate),
            most: found.size,
            written: if length.is_some() { found.last } else { found.after },
            aside: Vec::new(),
            file: None,
            length,
            base: found.base.clone(),
            after: found.after,
            texts: if length.is_some() { found.texts.clone() } else { HashSet::new() },
            drafts: DraftFile::beside(project),
            project: project.to_owned(),
            kept_base: false,
            copies: Copies::default(),
            key,
        };
        let held = writer.key.as_ref().is_none_or(|key| key.standing() == Standing::Mine);
        if held {
            writer.make_ready().map_err(PersistError::io("set the old journal aside", &path))?;
        }
        let aside = writer.aside.pop();
        let mut state = State { last: found.last, saved: found.after, ..State::default() };
        if length.is_some() && found.old_format {
            state.push(Job::Rebase { base: found.base.clone(), after: found.after });
        }
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            changed: Condvar::new(),
            ours: AtomicBool::new(held),
        });
        let for_thread = Arc::clone(&shared);
        spawn_named("journal", move || run(&for_thread, writer))
            .map_err(PersistError::io("start the journal's thread", &path))?;
        Ok(Resumed {
            journal: Self { handle: Arc::new(Handle { shared, path }) },
            set_aside: aside,
        })
    }

    /// Begins a journal for a project that was just saved for the first time or under a new name,
    /// as a file of this hash. A journal that stands there is set aside.
    pub fn begin(project: &Path, hash: &str, key: &Key) -> Result<Resumed, PersistError> {
        make_room(project)
            .map_err(PersistError::io("set aside what was being typed in", project))?;
        let exists = beside(project, "journal").exists();
        let fate = if exists { Fate::SetAside } else { Fate::Replace };
        let found = JournalState { base: hash.to_owned(), fate, ..Default::default() };
        Self::resume_with(project, &found, key)
    }

    /// Where it stands.
    pub fn path(&self) -> &Path {
        &self.handle.path
    }

    /// Hands over an edit that has just been applied. Returns at once; the edit is on the disk
    /// within about 100 ms. For [`Kind::Undo`] too, `transaction` is the one that was done.
    pub fn append(&self, kind: Kind, transaction: Arc<Transaction>) {
        let mut state = self.handle.shared.lock();
        state.last = state.last.saturating_add(1);
        let number = state.last;
        state.push(Job::Edit { number, kind, transaction });
        drop(state);
        self.handle.shared.changed.notify_all();
    }

    /// Hands over what is typed into forms and no edit yet, in the place of what was handed over
    /// before. Returns at once; it is on the disk within about 100 ms, and never before the edits
    /// that were handed over earlier: words that have become an edit are in one of the two.
    pub fn keep_drafts(&self, drafts: Drafts) {
        self.handle.shared.lock().drafts = Some(Arc::new(drafts));
        self.handle.shared.changed.notify_all();
    }

    /// The number of the last edit handed over: ask together with taking a project to save.
    pub fn position(&self) -> u64 {
        self.handle.shared.lock().last
    }

    /// Whether edits were handed over that no finished save holds.
    pub fn has_unsaved(&self) -> bool {
        let state = self.handle.shared.lock();
        state.last > state.saved
    }

    /// How many edits are not on the disk yet.
    pub fn pending(&self) -> usize {
        self.handle.shared.lock().queue.len()
    }

    /// Why edits do not reach the disk, while that is so.
    pub fn error(&self) -> Option<String> {
        self.handle.shared.lock().error.clone()
    }

    /// The journals that were set aside since this was asked last: another had written to them.
    pub fn take_set_aside(&self) -> Vec<PathBuf> {
        std::mem::take(&mut self.handle.shared.lock().aside)
    }

    /// Waits until every edit handed over so far, and what is typed, is on the disk, at most for
    /// `patience`. Safe to call from a panic hook.
    pub fn flush(&self, patience: Duration) -> Result<(), PersistError> {
        let until = Instant::now() + patience;
        let shared = &self.handle.shared;
        let mut state = shared.lock();
        let target = state.queued;
        state.error = None; // asks the thread to try again
        shared.changed.notify_all();
        while state.finished < target || state.drafts.is_some() {
            let left = until.saturating_duration_since(Instant::now());
            let message = match &state.error {
                Some(error) => error.clone(),
                None if left.is_zero() || state.stopped => "the disk does not answer".to_owned(),
                None => {
                    state = shared
                        .changed
                        .wait_timeout(state, left)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0;
                    continue;
                }
            };
            return Err(PersistError::Journal { message, path: self.handle.path.clone() });
        }
        Ok(())
    }

    /// Notes, and waits until the note is on the disk, that a file of this hash is about to take
    /// the project's place and holds the edits up to number `held`.
    pub fn begin_save(&self, hash: &str, held: u64) -> Result<(), PersistError> {
        self.handle.shared.lock().push(Job::Saving { hash: hash.to_owned(), after: held });
        self.flush(PATIENCE)
    }

    /// Notes that the save is done: what it holds is taken out of the journal, but for some of the
    /// latest edits, which are kept for undo. Edits that could not be written, and that the save
    /// holds, need not be written any more.
    pub fn finish_save(&self, hash: &str, held: u64) {
        let shared = &self.handle.shared;
        let mut state = shared.lock();
        state.saved = state.saved.max(held);
        if state.error.is_some() {
            state = shared.wait_idle(state);
            state.drop_saved(held);
            state.queue.push_front(Job::Rebase { base: hash.to_owned(), after: held });
            state.queued += 1;
        } else {
            state.push(Job::Rebase { base: hash.to_owned(), after: held });
        }
        drop(state);
        shared.changed.notify_all();
    }

    /// Ends the journal: waits for what is queued and, where a save holds every edit or they are
    /// not wanted (`discard`), removes the file.
    pub fn close(self, discard: bool) -> Result<(), PersistError> {
        let flushed = self.flush(PATIENCE);
        let remove = discard || (flushed.is_ok() && !self.has_unsaved());
        let shared = Arc::clone(&self.handle.shared);
        let path = self.handle.path.clone();
        {
            let mut state = shared.lock();
            if discard {
                state.queue.clear();
            }
            state.closing = true;
            shared.changed.notify_all();
        }
        shared.wait_stopped();
        // One that was never written here may be another's.
        if !remove || !shared.ours.load(Ordering::SeqCst) {
            return flushed;
        }
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(PersistError::io("remove the journal", &path)(error))
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.shared.lock().closing = true;
        self.shared.changed.notify_all();
        self.shared.wait_stopped();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits, within reason, until the thread carries nothing out.
    fn wait_idle<'a>(&self, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        let until = Instant::now() + PATIENCE;
        while state.busy && Instant::now() < until {
            let left = until.saturating_duration_since(Instant::now());
            state =
                self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        state
    }

    /// Waits, within reason, until the thread has ended: a dead share must not hold the window.
    fn wait_stopped(&self) {
        let until = Instant::now() + PATIENCE;
        let mut state = self.lock();
        while !state.stopped {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            state =
                self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl State {
    fn push(&mut self, job: Job) {
        self.queue.push_back(job);
        self.queued += 1;
    }

    /// Takes out of the queue what a save holds up to edit number `held`; not while the thread is
    /// at work on the queue.
    fn drop_saved(&mut self, held: u64) {
        if self.busy {
            return;
        }
        let before = self.queue.len();
        self.queue.retain(|job| match job {
            Job::Edit { number, .. } => *number > held,
            // In the place of an earlier save stands the one that has just been made.
            Job::Saving { .. } | Job::Rebase { .. } => false,
        });
        self.finished += (before - self.queue.len()) as u64;
    }
}

/// The thread: takes what is queued, writes it, syncs it, says so.
fn run(shared: &Shared, mut writer: Writer) {
    let mut state = shared.lock();
    loop {
        let idle = state.queue.is_empty() && state.drafts.is_none();
        if state.closing && (idle || state.error.is_some()) {
            break;
        }
        if idle {
            state = shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            continue;
        }
        let batch: Vec<Job> = state.queue.iter().cloned().collect();
        let drafts = state.drafts.clone();
        state.busy = true;
        drop(state);
        let (count, mut result) = writer.carry_out(&batch);
        if let (Ok(()), Some(drafts)) = (&result, &drafts) {
            result = writer.hold().and_then(|()| writer.drafts.put(drafts));
        }
        state = shared.lock();
        state.busy = false;
        shared.ours.store(writer.due.is_none(), Ordering::SeqCst);
        state.aside.append(&mut writer.aside);
        if let (Ok(()), Some(put), Some(last)) = (&result, &drafts, &state.drafts)
            && Arc::ptr_eq(put, last)
        {
            state.drafts = None;
        }
        let done = count.min(state.queue.len()); // fewer where a close discarded them
        state.queue.drain(..done);
        state.finished += count as u64;
        let failed = result.is_err();
        state.error = result.err().map(|error| error.to_string());
        shared.changed.notify_all();
        let edited = batch.iter().take(count).any(|job| matches!(job, Job::Edit { .. }));
        if edited && !std::mem::replace(&mut writer.kept_base, true) {
            // For when another program changes the file that the edits rest on, and this one is killed.
            writer.copies.begin(&writer.project);
        }
        if failed && !state.closing {
            state =
                shared.changed.wait_timeout(state, RETRY).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
    drop(state);
    writer.copies.wait();
    shared.lock().stopped = true;
    shared.changed.notify_all();
}
