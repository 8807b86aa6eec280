//! Bytes to and from the disk: whole or not at all, and to the same place that a link points to.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::error::{FormatError, PersistError};
use super::read::MAX_BYTES;

/// SHA-256 of bytes, in lower-case hex.
pub fn hash_bytes(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    Sha256::digest(bytes).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// SHA-256 of a project's file as it is on the disk now: tells whether another program has changed
/// it since it was loaded or saved.
pub fn hash_file(path: &Path) -> Result<String, PersistError> {
    read_bytes(path, "read the project").map(|bytes| hash_bytes(&bytes))
}

/// The file that a path means: the target where it is a symbolic link, else the path itself.
pub fn resolved(path: &Path) -> PathBuf {
    let target = if path.is_symlink() { fs::canonicalize(path).ok() } else { None };
    target.unwrap_or_else(|| path.to_owned())
}

/// The file that goes with a project: `beside("/a/sahel.casebook", "journal")` is
/// `/a/sahel.casebook-journal`.
pub fn beside(project: &Path, what: &str) -> PathBuf {
    let mut name = OsString::from(resolved(project));
    name.push("-");
    name.push(what);
    name.into()
}

/// Whether an open file is still the one at this path.
#[cfg(unix)]
pub(super) fn stands_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(open), Ok(there)) = (file.metadata(), fs::metadata(path)) else { return false };
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}

/// Whether an open file is still the one at this path: elsewhere an open file cannot be removed.
#[cfg(not(unix))]
pub(super) fn stands_at(_: &File, _: &Path) -> bool {
    true
}

/// The bytes of a regular file of bearable size.
pub(super) fn read_bytes(path: &Path, action: &'static str) -> Result<Vec<u8>, PersistError> {
    let failed = |source| PersistError::Io { action, source, path: path.to_owned() };
    let too_large =
        || PersistError::Format { source: FormatError::TooLarge, path: path.to_owned() };
    // Asked before opening: opening a FIFO would wait for ever.
    let about = fs::metadata(path).map_err(failed)?;
    if !about.is_file() {
        return Err(PersistError::NotAFile { path: path.to_owned() });
    }
    if about.len() > MAX_BYTES {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0) + 1);
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    Ok(bytes)
}

/// Writes a file so that at any moment either the old or the new content stands there, and the new
/// one is on the disk when this returns. Gives the SHA-256 of the bytes in hex.
///
/// A symbolic link stays a link; the permissions of a file that exists are kept, and one that is
/// write-protected is left alone.
pub fn save_atomically(path: &Path, bytes: &[u8]) -> Result<String, PersistError> {
    let target = resolved(path);
    let old = fs::metadata(&target).ok();
    if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
        return Err(PersistError::ReadOnly { path: target });
    }
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return Err(PersistError::NotAFile { path: target });
    }
    let permissions = old.map(|old| old.permissions());
    replace(&target, bytes, permissions).map_err(PersistError::io("save the project", &target))?;
    Ok(hash_bytes(bytes))
}

/// Puts a new file in the place of `target`, which must not be a link.
pub(super) fn replace(
    target: &Path,
    bytes: &[u8],
    permissions: Option<fs::Permissions>,
) -> io::Result<()> {
    let folder = folder_of(target);
    let mut prefix = OsString::from(".");
    prefix.push(target.file_name().unwrap_or_default());
    prefix.push("-");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    #[cfg(unix)]
    let new_file = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(new_file); // less what the umask takes away
    let mut temporary = builder.tempfile_in(folder).map_err(without_path)?;
    temporary.write_all(bytes)?;
    if let Some(permissions) = permissions {
        temporary.as_file().set_permissions(permissions)?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(target).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// What the system said, without the name of a temporary file that means nothing to anybody.
fn without_path(error: io::Error) -> io::Error {
    let words = error.to_string();
    match words.split_once(" at path ") {
        Some((what, _)) => io::Error::new(error.kind(), what),
        None => error,
    }
}

/// Removes what saves that were killed half-way have left beside a project. Call it while holding
/// the project's lock: then nobody is writing there.
pub(super) fn sweep(project: &Path) {
    let project = resolved(project);
    let Ok(entries) = fs::read_dir(folder_of(&project)) else { return };
    let mut prefix = OsString::from(".");
    prefix.push(project.file_name().unwrap_or_default());
    prefix.push("-");
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        if name.starts_with(prefix.as_encoded_bytes()) && name.ends_with(b".tmp") {
            // One that cannot be removed only takes space.
            fs::remove_file(&path).unwrap_or_default();
        }
    }
}

/// The folder that a file stands in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

/// Makes sure that a rename in this folder has reached the disk.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(()); // elsewhere a folder cannot be opened as a file
    }
    match File::open(folder)?.sync_all() {
        // Some network and FUSE file systems do not know how to: the rename has happened.
        Err(error)
            if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
        {
            Ok(())
        }
        result => result,
    }
}

/// Moves a file out of the way to the first free name `NAME.orphan-1`, `NAME.orphan-2`, …
pub(super) fn set_aside(path: &Path, copy: bool) -> io::Result<PathBuf> {
    set_aside_as(path, "orphan", copy)
}

/// Moves a file out of the way to the first free name `NAME.WORD-1`, `NAME.WORD-2`, …
pub(super) fn set_aside_as(path: &Path, word: &str, copy: bool) -> io::Result<PathBuf> {
    for n in 1..1000 {
        let mut name = OsString::from(path);
        name.push(format!(".{word}-{n}"));
        let aside = PathBuf::from(name);
        if aside.exists() {
            continue;
        }
        if copy {
            fs::copy(path, &aside)?;
        } else {
            fs::rename(path, &aside)?;
        }
        sync_folder(folder_of(path))?;
        return Ok(aside);
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "too many files were set aside in the folder"))
}

/// Puts what was set aside back, where nothing stands in its place meanwhile.
pub(super) fn put_back(path: &Path, aside: &Path) -> io::Result<()> {
    if path.exists() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "another is there"));
    }
    fs::rename(aside, path)?;
    sync_folder(folder_of(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_save_replaces_the_content_and_leaves_no_temporary_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.casebook");
        let first = save_atomically(&path, b"one").unwrap();
        let second = save_atomically(&path, b"two").unwrap();
        assert_ne!(first, second);
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(hash_bytes(b"two"), second);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept_and_protection_respected() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.casebook"), folder.path().join("link.casebook"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("a.casebook", &link).unwrap();
        save_atomically(&link, b"two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(beside(&link, "journal"), beside(&path, "journal"));

        fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).unwrap();
        assert!(matches!(save_atomically(&path, b"three"), Err(PersistError::ReadOnly { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }

    #[test]
    fn a_folder_is_no_project() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(read_bytes(folder.path(), "x"), Err(PersistError::NotAFile { .. })));
        assert!(save_atomically(folder.path(), b"x").is_err());
    }

    #[test]
    fn a_folder_that_is_gone_is_an_error_that_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gone").join("a.casebook");
        let error = save_atomically(&path, b"x").unwrap_err().to_string();
        assert!(error.starts_with("could not save the project: "), "{error}");
        assert!(error.ends_with("a.casebook"), "{error}");
        assert_eq!(error.matches("a.casebook").count(), 1, "one file is meant: {error}");
    }
}
