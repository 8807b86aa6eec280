//! What stands beside articles and speaks of them: a sidecar `NAME.json` says most of `NAME.txt`,
//! then the `metadata.csv` files of its folder and of those above, the nearest first.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::scan::FolderProblem;
use crate::import::{
    METADATA_FILE, Metadata, MetadataTable, Unreadable, read_sidecar, read_table, reader_for,
};

/// The tables met so far, by the path of their folder (empty for the root).
#[derive(Default)]
pub(super) struct Tables {
    by_folder: HashMap<String, MetadataTable>,
    /// Of each folder that has sidecars, where it is and the names that they are of.
    sidecars: HashMap<String, (PathBuf, HashSet<OsString>)>,
    problems: Vec<FolderProblem>,
}

impl Tables {
    /// Reads the table of a folder, if it has one. `path` is the folder's path within the root.
    pub(super) fn enter(&mut self, folder: &Path, path: &str) {
        let sidecars = sidecars_in(folder);
        if !sidecars.is_empty() {
            self.sidecars.insert(path.to_owned(), (folder.to_owned(), sidecars));
        }
        match read_table(&folder.join(METADATA_FILE)) {
            Ok(mut table) => {
                for problem in std::mem::take(&mut table.problems) {
                    self.problem(path, problem.line, problem.message);
                }
                self.by_folder.insert(path.to_owned(), table);
            }
            Err(Unreadable::Missing) => {}
            Err(reason) => self.problem(path, 0, reason.to_string()),
        }
    }

    /// Whether a file speaks of another beside it and is no article. `within` gives the path within the
    /// root of its folder.
    pub(super) fn is_sidecar(&self, file: &Path, within: impl FnOnce(&Path) -> String) -> bool {
        if self.sidecars.is_empty() || !is_json(file) {
            return false;
        }
        let folder = file.parent().map(within).unwrap_or_default();
        let names = self.sidecars.get(&folder).map(|(_, names)| names);
        names.is_some_and(|names| file.file_stem().is_some_and(|stem| names.contains(stem)))
    }

    fn sidecar(&mut self, path: &str) -> Option<Metadata> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let (place, names) = self.sidecars.get(folder)?;
        let stem = Path::new(name).file_stem()?;
        if !names.contains(stem) {
            return None;
        }
        let mut file = stem.to_owned();
        file.push(".json");
        match read_sidecar(&place.join(&file)) {
            Ok(metadata) => Some(metadata),
            Err(reason) => {
                let file = join(folder, &file.to_string_lossy());
                // It stands beside several files, which follow one another.
                let told = self.problems.iter().rev().take(SIDE_BY_SIDE);
                if !told.into_iter().any(|problem| problem.line == 0 && problem.file == file) {
                    let message = reason.to_string();
                    self.problems.push(FolderProblem { file, line: 0, message });
                }
                None
            }
        }
    }

    /// What the sidecar and the tables say of the file at this path.
    pub(super) fn get(&mut self, path: &str) -> Option<Arc<Metadata>> {
        if self.by_folder.is_empty() && self.sidecars.is_empty() {
            return None;
        }
        let mut found: Option<Metadata> = self.sidecar(path);
        for (at, _) in path.rmatch_indices('/') {
            if let (Some(folder), Some(name)) = (path.get(..at), path.get(at + 1..)) {
                found = self.merge(found, folder, name);
            }
        }
        self.merge(found, "", path).map(Arc::new)
    }

    fn merge(&self, found: Option<Metadata>, folder: &str, name: &str) -> Option<Metadata> {
        let more = self.by_folder.get(folder).and_then(|table| table.get(name));
        match (found, more) {
            (Some(near), Some(far)) => Some(near.or(far.clone())),
            (found, more) => found.or_else(|| more.cloned()),
        }
    }

    /// All problems, with those rows that speak of no file among `listed`.
    pub(super) fn finish<'a>(
        mut self,
        listed: impl Iterator<Item = &'a str>,
    ) -> Vec<FolderProblem> {
        if self.by_folder.is_empty() {
            return self.problems;
        }
        let listed: HashSet<String> = listed.map(|path| path.nfc().collect()).collect();
        for (folder, table) in std::mem::take(&mut self.by_folder) {
            for (name, line) in table.paths() {
                let path: String = join(&folder, name).nfc().collect();
                if !listed.contains(&path) {
                    self.problem(&folder, line, format!("there is no file “{name}”"));
                }
            }
        }
        self.problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        self.problems
    }

    fn problem(&mut self, folder: &str, line: u64, message: String) {
        self.problems.push(FolderProblem { file: join(folder, METADATA_FILE), line, message });
    }
}

/// So many problems may stand between two notes of one sidecar.
const SIDE_BY_SIDE: usize = 64;

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"))
}

/// The names of files that have a sidecar, without their endings.
fn sidecars_in(folder: &Path) -> HashSet<OsString> {
    let names = || {
        let found = std::fs::read_dir(folder).into_iter().flatten().flatten();
        found.map(|entry| PathBuf::from(entry.file_name()))
    };
    let stem = |path: PathBuf| path.file_stem().map(std::ffi::OsStr::to_owned);
    let json: HashSet<OsString> = names().filter(|name| is_json(name)).filter_map(stem).collect();
    if json.is_empty() {
        return json;
    }
    let articles = names().filter(|name| !is_json(name) && name.extension().is_some());
    let articles = articles.filter(|name| reader_for(name).is_some());
    articles.filter_map(stem).filter(|stem| json.contains(stem)).collect()
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
