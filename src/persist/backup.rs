//! The last saves of a project, kept in a folder beside it, within bounds of number and size: those
//! before the file as it is now, and, once it is edited, a copy of that.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use super::file::{folder_of, resolved};
use crate::jobs::spawn_named;

/// How many saves are kept: three, and the one that is being edited.
pub const KEPT: usize = 4;

/// How many bytes the earlier saves may take together; the latest is kept in any case.
pub const MAX_TOTAL_BYTES: u64 = 512 << 20;

/// How the name of a copy begins that is not finished.
const HALF: &str = ".copy-";

/// The folder of a project's backups: `.sahel.casebook-backups` beside `sahel.casebook`.
pub fn backup_folder(project: &Path) -> PathBuf {
    let project = resolved(project);
    let mut name = OsString::from(".");
    name.push(project.file_name().unwrap_or_default());
    name.push("-backups");
    folder_of(&project).join(name)
}

/// The backups of a project, latest first.
pub fn backups(project: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(backup_folder(project)) else { return Vec::new() };
    let mut found: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "casebook"))
        .collect();
    found.sort();
    found.reverse();
    found
}

/// Keeps the file as it stands now, before a save replaces it, and drops what goes beyond the
/// bounds. Without a file there is nothing to keep.
pub(super) fn keep(project: &Path) -> io::Result<()> {
    let project = resolved(project);
    let about = match fs::metadata(&project) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        about => about?,
    };
    let kept = place_for(&project, &about)?;
    if !kept.exists() {
        // A second name for the same file costs nothing; where the file system knows none, a copy.
        fs::hard_link(&project, &kept).or_else(|_| fs::copy(&project, &kept).map(|_| ()))?;
    }
    prune(&project)
}

/// Keeps a copy of the file as edits begin to rest on it: another program may write into the file
/// itself. What is copied is the file that was opened, under the name that is its own, even where a
/// save puts another in its place meanwhile.
fn keep_copy(project: &Path) -> io::Result<()> {
    let project = resolved(project);
    let mut file = match File::open(&project) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        file => file?,
    };
    let about = file.metadata()?;
    let kept = place_for(&project, &about)?;
    if !kept.exists() {
        let folder = folder_of(&kept);
        sweep(folder);
        // What is not finished goes with it: on a full disk it gives back what it has taken.
        let mut half = tempfile::Builder::new().prefix(HALF).tempfile_in(folder)?;
        half.as_file().set_permissions(about.permissions())?;
        io::copy(&mut file, half.as_file_mut())?;
        if file.metadata()?.modified()? != about.modified()? {
            return Err(io::Error::other("it has changed while it was copied"));
        }
        half.persist(&kept).map_err(|error| error.error)?;
    }
    prune(&project)
}

/// Removes what copies that were killed half-way have left behind.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(HALF.as_bytes()) {
            // One that cannot be removed only takes space.
            fs::remove_file(entry.path()).unwrap_or_default();
        }
    }
}

/// Where a project's file is kept: under the moment when it was written.
fn place_for(project: &Path, about: &fs::Metadata) -> io::Result<PathBuf> {
    let folder = backup_folder(project);
    fs::create_dir_all(&folder)?;
    let saved = jiff::Timestamp::try_from(about.modified()?).map_err(io::Error::other)?;
    Ok(folder.join(format!("{}.casebook", saved.strftime("%Y%m%dT%H%M%S.%9fZ"))))
}

/// The copies of files that edits rest on, made on a thread of their own, one after the other: no
/// edit waits for a large file or a slow disk.
#[derive(Default)]
pub(super) struct Copies {
    last: Option<JoinHandle<()>>,
}

impl Copies {
    /// Begins to copy the file as it stands now.
    pub(super) fn begin(&mut self, project: &Path) {
        let (before, project) = (Self { last: self.last.take() }, project.to_owned());
        let copy = move || {
            before.wait();
            if let Err(error) = keep_copy(&project) {
                log::warn!("no copy of {} was kept: {error}", project.display());
            }
        };
        match spawn_named("copy of the project", copy) {
            Ok(thread) => self.last = Some(thread),
            Err(error) => log::warn!("no copy of the project was kept: {error}"),
        }
    }

    /// Waits for those that have begun.
    pub(super) fn wait(self) {
        if let Some(last) = self.last
            && last.join().is_err()
        {
            log::error!("a copy of the project broke off");
        }
    }
}

fn prune(project: &Path) -> io::Result<()> {
    let mut total = 0;
    for (n, path) in backups(project).iter().enumerate() {
        total += fs::metadata(path)?.len();
        if n > 0 && (n >= KEPT || total > MAX_TOTAL_BYTES) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::persist::file::save_atomically;

    #[test]
    fn the_last_saves_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("a.casebook");
        keep(&project).unwrap();
        for n in 0..6 {
            keep(&project).unwrap();
            save_atomically(&project, format!("save {n}").as_bytes()).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let texts: Vec<_> =
            backups(&project).iter().map(|path| fs::read_to_string(path).unwrap()).collect();
        assert_eq!(texts, ["save 4", "save 3", "save 2", "save 1"]);
        assert_eq!(fs::read_to_string(&project).unwrap(), "save 5");
    }
}
