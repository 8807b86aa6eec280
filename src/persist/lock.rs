//! One writer a project: a lock that the operating system drops when its holder dies.
//!
//! *Invariants*: nothing is written beside a project by who does not hold it, save where the folder
//! knows no locks. A project in a folder that cannot be written when it is opened is held from the
//! moment when it can.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use thiserror::Error;

use super::file::{beside, stands_at};

/// The right to write a project, held until dropped.
#[derive(Debug)]
pub struct Lock {
    /// Holds the operating system's lock for as long as it is open.
    file: File,
    path: PathBuf,
}

/// Why the right to write was not given.
#[derive(Debug, Error)]
pub enum LockError {
    /// Another window or another person has the project open.
    #[error("the project is open elsewhere, by {who}: it can be read but not changed here")]
    HeldBy {
        /// Who, as they wrote it down: program, user, computer and time.
        who: String,
    },
    /// The lock file cannot be made: the folder may be read-only.
    #[error("could not lock the project: {source}: {}", path.display())]
    Io {
        /// What the system said.
        source: io::Error,
        /// The lock file.
        path: PathBuf,
    },
    /// The folder is on a share without locks.
    #[error("the folder of the project knows no locks: {source}: {}", path.display())]
    NoLocks {
        /// What the system said.
        source: io::Error,
        /// The lock file.
        path: PathBuf,
    },
}

impl Lock {
    /// Takes the lock of a project, or says who has it. `now` is written down for others to read.
    pub fn acquire(project: &Path, now: jiff::Timestamp) -> Result<Self, LockError> {
        let path = beside(project, "lock");
        let failed = |source| LockError::Io { source, path: path.clone() };
        let mut held = 0;
        // A holder removes the file when it lets go; whoever opened it just before then holds a
        // lock on a file that nobody else can find, and tries again.
        for _ in 0..20 {
            let mut file = lock_file(&path).map_err(failed)?;
            match file.try_lock() {
                Ok(()) => {}
                // It may be but a look at whether it is free.
                Err(TryLockError::WouldBlock) if held < 3 => {
                    held += 1;
                    std::thread::sleep(Duration::from_millis(5));
                    continue;
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(LockError::HeldBy { who: read_who(&mut file) });
                }
                Err(TryLockError::Error(source)) => {
                    return Err(LockError::NoLocks { source, path: path.clone() });
                }
            }
            if !stands_at(&file, &path) {
                continue;
            }
            // On a full disk nobody learns who has it; it is held all the same.
            let written = file.set_len(0).and_then(|()| file.write_all(who(now).as_bytes()));
            if let Err(error) = written {
                log::warn!("could not write down who has the project open: {error}");
            }
            return Ok(Self { file, path });
        }
        Err(failed(io::Error::new(
            io::ErrorKind::WouldBlock,
            "others take and drop it all the time",
        )))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still held, so that nobody's lock is removed but our own. Where that fails,
        // an empty lock file stays behind and does no harm.
        if cfg!(unix) && stands_at(&self.file, &self.path) {
            fs::remove_file(&self.path).unwrap_or_default();
        } else {
            self.file.set_len(0).unwrap_or_default();
        }
    }
}

/// The lock file, made where there is none. One that somebody else has made may only be read: it
/// locks as well.
fn lock_file(path: &Path) -> io::Result<File> {
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    match opened {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            File::open(path).or(Err(error))
        }
        opened => opened,
    }
}

/// The right to write a project that is open: had at once or, where its folder cannot be written,
/// as soon as it can. Given back when it is dropped.
pub struct Hold(Key);

/// Asks for the right to write a project whenever something is to be written. Clones ask for the
/// same right.
#[derive(Clone)]
pub struct Key(Arc<Asked>);

struct Asked {
    project: PathBuf,
    now: jiff::Timestamp,
    right: Mutex<Right>,
    /// What is known of it: to be asked while a share takes its time.
    standing: Mutex<Standing>,
    given_back: AtomicBool,
}

enum Right {
    /// Nobody else has it while this lock is held; none where the folder knows no locks.
    Had(#[allow(dead_code, reason = "held until dropped")] Option<Lock>),
    Wanted,
    /// Somebody else has taken it first. What is here does not come on top of what they write.
    Lost(String),
}

/// Whether a project may be written here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It may.
    Mine,
    /// Not so far, for this reason.
    Wanted(String),
    /// Somebody has taken it first: who.
    Elsewhere(String),
}

impl Hold {
    /// Takes the right to write a project, now or as soon as it can be had; the error says who has
    /// it. `now` is written down for others to read.
    pub fn take(project: &Path, now: jiff::Timestamp) -> Result<Self, LockError> {
        let asked = Asked {
            project: project.to_owned(),
            now,
            right: Mutex::new(Right::Wanted),
            standing: Mutex::new(Standing::Wanted(String::new())),
            given_back: AtomicBool::new(false),
        };
        let key = Key(Arc::new(asked));
        match key.ensure() {
            Err(error @ LockError::HeldBy { .. }) => return Err(error),
            Err(error) => log::warn!("{error}"),
            Ok(()) => {}
        }
        Ok(Self(key))
    }

    /// What asks for it.
    pub fn key(&self) -> &Key {
        &self.0
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.0.given_back.store(true, Ordering::SeqCst);
        // Where it is being asked for just now, it is dropped there.
        self.0.let_go();
    }
}

impl Key {
    /// Sees to it that the project is held here, or says why it is not.
    pub fn ensure(&self) -> Result<(), LockError> {
        let asked = self.ask();
        if self.0.given_back.load(Ordering::SeqCst) {
            self.let_go();
        }
        asked
    }

    /// Drops the lock, where nobody is asking for it just now.
    fn let_go(&self) {
        if let Ok(mut right) = self.0.right.try_lock() {
            *right = Right::Wanted;
        }
    }

    fn ask(&self) -> Result<(), LockError> {
        let mut right = locked(&self.0.right);
        match &*right {
            Right::Had(_) => return Ok(()),
            Right::Lost(who) => return Err(LockError::HeldBy { who: who.clone() }),
            Right::Wanted => {}
        }
        let taken = match Lock::acquire(&self.0.project, self.0.now) {
            Ok(_) if self.0.given_back.load(Ordering::SeqCst) => Err(LockError::Io {
                source: io::Error::other("the project was closed"),
                path: beside(&self.0.project, "lock"),
            }),
            Ok(lock) => Ok(Some(lock)),
            // A folder without locks can still be worked in.
            Err(error @ LockError::NoLocks { .. }) => {
                log::warn!("{error}");
                Ok(None)
            }
            Err(error) => Err(error),
        };
        let standing = match &taken {
            Ok(_) => Standing::Mine,
            Err(LockError::HeldBy { who }) => Standing::Elsewhere(who.clone()),
            Err(LockError::Io { source, .. } | LockError::NoLocks { source, .. }) => {
                Standing::Wanted(source.to_string())
            }
        };
        *locked(&self.0.standing) = standing;
        match taken {
            Ok(lock) => *right = Right::Had(lock),
            Err(error) => {
                if let LockError::HeldBy { who } = &error {
                    *right = Right::Lost(who.clone());
                }
                return Err(error);
            }
        }
        Ok(())
    }

    /// What came of it when it was asked for last. Waits for no disk.
    pub fn standing(&self) -> Standing {
        locked(&self.0.standing).clone()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether nobody holds the lock of a project now.
pub fn is_free(project: &Path) -> bool {
    match File::open(beside(project, "lock")) {
        Ok(file) => file.try_lock_shared().is_ok(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

fn who(now: jiff::Timestamp) -> String {
    let named = |names: &[&str]| names.iter().find_map(|name| std::env::var(name).ok());
    let user = named(&["USER", "USERNAME", "LOGNAME"]).unwrap_or_else(|| "unknown user".to_owned());
    let host = fs::read_to_string("/proc/sys/kernel/hostname")
        .ok()
        .or_else(|| named(&["HOSTNAME", "COMPUTERNAME"]))
        .unwrap_or_else(|| "unknown computer".to_owned());
    let since = now.strftime("%Y-%m-%d %H:%M UTC");
    format!("{user} on {} (process {}, since {since})", host.trim(), std::process::id())
}

/// What the holder wrote down. Some systems do not let others read a locked file.
fn read_who(file: &mut File) -> String {
    let mut text = Vec::new();
    let read = file.take(1000).read_to_end(&mut text).is_ok();
    let text = String::from_utf8_lossy(&text).trim().to_owned();
    if read && !text.is_empty() { text } else { "another window".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_opener_learns_who_holds_the_project() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("a.casebook");
        let now = "2024-03-23T14:05:00Z".parse().unwrap();
        assert!(is_free(&project));
        let held = Lock::acquire(&project, now).unwrap();
        assert!(!is_free(&project));
        let error = Lock::acquire(&project, now).unwrap_err();
        let LockError::HeldBy { who } = &error else { panic!("{error}") };
        if cfg!(unix) {
            assert!(who.contains(&format!("process {}", std::process::id())), "{who}");
            assert!(who.contains("since 2024-03-23 14:05 UTC"), "{who}");
        }
        drop(held);
        drop(Lock::acquire(&project, now).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_right_that_cannot_be_had_is_taken_once_it_can_and_not_from_another() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("a.casebook");
        let now = jiff::Timestamp::UNIX_EPOCH;
        let in_the_way = beside(&project, "lock");
        fs::create_dir(&in_the_way).unwrap();
        let first = Hold::take(&project, now).unwrap();
        let late = Hold::take(&project, now).unwrap();
        assert!(matches!(first.key().standing(), Standing::Wanted(_)));
        assert!(matches!(first.key().ensure(), Err(LockError::Io { .. })));
        fs::remove_dir(&in_the_way).unwrap();
        first.key().ensure().unwrap();
        assert_eq!(first.key().standing(), Standing::Mine);
        assert!(matches!(late.key().ensure(), Err(LockError::HeldBy { .. })));
        let key = first.key().clone();
        drop(first);
        assert!(is_free(&project));
        assert!(key.ensure().is_err(), "it was given back");
        assert!(is_free(&project));
        assert!(late.key().ensure().is_err(), "theirs was written meanwhile");
    }

    #[test]
    fn a_lock_file_left_behind_by_a_crash_does_not_lock() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("a.casebook");
        fs::write(beside(&project, "lock"), "somebody long gone").unwrap();
        assert!(Lock::acquire(&project, jiff::Timestamp::UNIX_EPOCH).is_ok());
    }
}
