//! Walks a folder and says of every file in it whether and how it can be read.
//!
//! # Invariants
//!
//! - No file is opened but `metadata.csv` and sidecars: a pipe would hang, a device might do anything.
//! - Links to folders are not followed, so the walk ends and stays inside.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

use super::path::spell;
use super::scan::FolderProblem;
use super::tables::Tables;
use crate::import::{ImportError, METADATA_FILE, Metadata, Unreadable, check_kind, reader_for};

/// A file of the folder.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its path within the folder: see [`spell`].
    pub path: Arc<str>,
    /// Whether its name is UTF-8, so that the path shows it as it is.
    pub faithful: bool,
    /// Size in bytes.
    pub size: u64,
    /// When it was last changed.
    pub modified: Option<SystemTime>,
    /// Whether and how it can be read.
    pub kind: Kind,
    /// What a `metadata.csv` says of it.
    pub metadata: Option<Arc<Metadata>>,
}

/// Whether and how a file can be read, as far as can be told without opening it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// By the reader of this name.
    Readable(&'static str),
    /// Not, for this reason.
    Unreadable(String),
}

/// Walks the folder at `root`, subfolders in order of their names, and hands each file to `take`
/// until that says false. Fails where the folder itself cannot be listed.
pub(super) fn walk(
    root: &Path,
    tables: &mut Tables,
    take: &mut dyn FnMut(Entry) -> bool,
) -> Result<(), Unreadable> {
    // Following the root, which the user named, even where it is a link.
    if !std::fs::metadata(root)?.is_dir() {
        return Err(Unreadable::Io("not a folder".to_owned()));
    }
    let walk = WalkDir::new(root).follow_links(false).sort_by_file_name().into_iter();
    for found in walk.filter_entry(|e| e.depth() == 0 || !is_skipped(e)) {
        let entry = match found {
            Ok(found) if found.file_type().is_dir() => {
                tables.enter(found.path(), &relative(root, found.path()).0);
                continue;
            }
            Ok(found) => {
                if tables.is_sidecar(found.path(), |folder| relative(root, folder).0) {
                    continue;
                }
                look_at(root, &found, tables)
            }
            Err(error) => {
                let reason = match error.io_error() {
                    Some(io) => Unreadable::from(std::io::Error::from(io.kind())).to_string(),
                    None => "a folder that contains itself".to_owned(),
                };
                if error.depth() == 0 {
                    return Err(Unreadable::Io(reason));
                }
                let path: PathBuf = error.path().unwrap_or(root).to_owned();
                unreadable(root, &path, reason)
            }
        };
        if !take(entry) {
            break;
        }
    }
    Ok(())
}

/// The files of the folder at `root` with what `metadata.csv` says of them, none of them read, and
/// what is wrong with the tables: for use without a window, where nobody waits for the first file.
pub fn list(root: &Path) -> Result<(Vec<Entry>, Vec<FolderProblem>), ImportError> {
    let mut tables = Tables::default();
    let mut entries = Vec::new();
    walk(root, &mut tables, &mut |entry| {
        entries.push(entry);
        true
    })
    .map_err(|reason| ImportError { path: root.to_owned(), reason })?;
    let problems = tables.finish(entries.iter().map(|entry| &*entry.path));
    Ok((entries, problems))
}

/// Files that are not articles and that no user misses in the list.
fn is_skipped(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let ours = Path::new(name)
        .extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| e.to_ascii_lowercase().starts_with("casebook"));
    let system = ["Thumbs.db", "desktop.ini", "Icon\r"];
    let bytes = name.as_encoded_bytes();
    // What an office program keeps beside a document that is open.
    let lock = bytes.starts_with(b"~$") || bytes.starts_with(b".~lock");
    if entry.file_type().is_dir() {
        return bytes.starts_with(b".") || is_of_saved_page(entry.path());
    }
    bytes.starts_with(b".")
        || lock
        || ours
        || name == METADATA_FILE
        || system.iter().any(|s| name == *s)
}

/// Whether a folder holds the pictures and scripts of a saved page that stands beside it.
fn is_of_saved_page(folder: &Path) -> bool {
    const ENDS: &[&str] =
        &["_files", "_fichiers", "_archivos", "-Dateien", "_bestanden", ".files", "_arquivos"];
    let Some(name) = folder.file_name().and_then(|name| name.to_str()) else { return false };
    let page = ENDS.iter().find_map(|end| name.strip_suffix(end));
    page.is_some_and(|page| {
        let beside = |end: &&str| folder.with_file_name(format!("{page}.{end}")).is_file();
        ["html", "htm", "xhtml", "HTML", "HTM"].iter().any(beside)
    })
}

fn look_at(root: &Path, found: &DirEntry, tables: &mut Tables) -> Entry {
    let link = found.path_is_symlink();
    // Through a link, to what will be opened.
    let metadata = match std::fs::metadata(found.path()) {
        Ok(metadata) => metadata,
        Err(error) => {
            let reason = match (Unreadable::from(error), link) {
                (Unreadable::Missing, true) => "a link to a file that is not there".to_owned(),
                (Unreadable::Io(why), true) => format!("a link that leads nowhere: {why}"),
                (reason, _) => reason.to_string(),
            };
            return unreadable(root, found.path(), reason);
        }
    };
    if link && metadata.is_dir() {
        let reason = "a link to a folder, which is not followed".to_owned();
        return unreadable(root, found.path(), reason);
    }
    let (path, faithful) = relative(root, found.path());
    let kind = match (check_kind(&metadata), reader_for(found.path())) {
        (Err(reason), _) => Kind::Unreadable(reason.to_string()),
        (Ok(()), Some(reader)) => Kind::Readable(reader.name()),
        (Ok(()), None) => {
            let extension = found.path().extension().unwrap_or_default().to_string_lossy();
            Kind::Unreadable(Unreadable::Unknown(format!(".{extension}")).to_string())
        }
    };
    Entry {
        metadata: tables.get(&path),
        path: path.into(),
        faithful,
        size: metadata.len(),
        modified: metadata.modified().ok(),
        kind,
    }
}

fn unreadable(root: &Path, path: &Path, reason: String) -> Entry {
    let (path, faithful) = relative(root, path);
    Entry {
        path: path.into(),
        faithful,
        size: 0,
        modified: None,
        kind: Kind::Unreadable(reason),
        metadata: None,
    }
}

fn relative(root: &Path, path: &Path) -> (String, bool) {
    spell(path.strip_prefix(root).unwrap_or(path))
}
