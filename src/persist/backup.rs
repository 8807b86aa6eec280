//! The last saves of a project, kept in a folder beside it, within bounds of number and size: those
//! before the file as it is now, and, once it is edited, a copy of that.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::file::{folder_of, resolved};

/// How many saves are kept: three, and the one that is being edited.
pub const KEPT: usize = 4;

/// How many bytes the earlier saves may take together; the latest is kept in any case.
pub const MAX_TOTAL_BYTES: u64 = 512 << 20;

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
    keep_by(project, |from, to, _| {
        // A second name for the same file costs nothing; where the file system knows none, a copy.
        fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
    })
}

/// Keeps a copy of the file as edits begin to rest on it: another program may write into the file
/// itself.
pub(super) fn keep_copy(project: &Path) -> io::Result<()> {
    keep_by(project, |from, to, folder| {
        let half = folder.join("copy.tmp");
        let kept = fs::copy(from, &half).and_then(|_| fs::rename(&half, to));
        // On a full disk it gives back what it has taken.
        kept.inspect_err(|_| fs::remove_file(&half).unwrap_or_default())
    })
}

fn keep_by(
    project: &Path,
    keep: impl FnOnce(&Path, &Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    let project = resolved(project);
    let about = match fs::metadata(&project) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        about => about?,
    };
    let folder = backup_folder(&project);
    fs::create_dir_all(&folder)?;
    let saved = jiff::Timestamp::try_from(about.modified()?).map_err(io::Error::other)?;
    let kept = folder.join(format!("{}.casebook", saved.strftime("%Y%m%dT%H%M%S.%9fZ")));
    if !kept.exists() {
        keep(&project, &kept, &folder)?;
    }
    prune(&project)
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
