//! The `metadata.csv` files of a folder and its subfolders: the nearest to an article says most.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::scan::FolderProblem;
use crate::import::{METADATA_FILE, Metadata, MetadataTable, Unreadable, read_table};

/// The tables met so far, by the path of their folder (empty for the root).
#[derive(Default)]
pub(super) struct Tables {
    by_folder: HashMap<String, MetadataTable>,
    problems: Vec<FolderProblem>,
}

impl Tables {
    /// Reads the table of a folder, if it has one. `path` is the folder's path within the root.
    pub(super) fn enter(&mut self, folder: &Path, path: &str) {
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

    /// What the tables say of the file at this path.
    pub(super) fn get(&self, path: &str) -> Option<Arc<Metadata>> {
        if self.by_folder.is_empty() {
            return None;
        }
        let mut found: Option<Metadata> = None;
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

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
