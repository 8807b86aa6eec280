//! One writer a project: a lock that the operating system drops when its holder dies.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
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
    /// The system does not say: the folder may be read-only or on a share without locks.
    #[error("could not lock the project: {source}: {}", path.display())]
    Io {
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
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)
                .map_err(failed)?;
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
                Err(TryLockError::Error(source)) => return Err(failed(source)),
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
    fn a_lock_file_left_behind_by_a_crash_does_not_lock() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("a.casebook");
        fs::write(beside(&project, "lock"), "somebody long gone").unwrap();
        assert!(Lock::acquire(&project, jiff::Timestamp::UNIX_EPOCH).is_ok());
    }
}
