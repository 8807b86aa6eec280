//! What other programs do to the folders of articles while they are open: noticed, taken in and
//! said quietly.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{ArticleRow, NoticeKind, Session};
use crate::corpus::{Counts, Watch, WatchedFile, file_at};
use crate::import::METADATA_FILE;
use crate::model::FolderId;

/// What is watched.
#[derive(Default)]
pub(super) struct Outside {
    watch: Option<Watch>,
    /// How many articles there were of each kind before the folders were read again.
    before: Option<Counts>,
}

impl Session {
    /// Watches the folders as they are now, and the files that were read.
    pub(super) fn watch_folders(&mut self) {
        if self.outside.watch.is_none() {
            self.outside.watch = Watch::start(self.host.waker.clone());
        }
        let Some(watch) = &self.outside.watch else { return };
        let roots: Vec<(FolderId, Arc<Path>)> = self
            .library
            .folders()
            .iter()
            .map(|f| (f.id.clone(), f.root.as_path().into()))
            .collect();
        let annotated = self.project.articles.values().filter(|article| article.text.is_some());
        let annotated = annotated.filter_map(|article| self.library.file_of(&article.id)).collect();
        let holders = self.library.folders().iter().zip(&roots).flat_map(|(folder, (_, root))| {
            folder.holders_read().map(|(path, stamp)| WatchedFile {
                root: Arc::clone(root),
                path: Arc::clone(path),
                stamp,
            })
        });
        let (holders, rows) = (holders.collect(), Arc::clone(self.rows()));
        watch.look_at(move || named(&rows, &roots, annotated, holders));
    }

    /// Looks soon for what other programs have done to the folders.
    pub fn look_outside_soon(&self) {
        if let Some(watch) = &self.outside.watch {
            watch.look_soon();
        }
    }

    /// Looks now for what other programs have done to the folders, and takes it in.
    pub(super) fn settle_outside(&mut self) {
        if let Some(watch) = &self.outside.watch {
            watch.look();
        }
        if self.poll_outside() {
            self.library.wait();
        }
    }

    /// Whatever happens to the folders from now on is noticed.
    pub(super) fn arm_outside(&mut self) {
        self.poll_outside();
        if let Some(watch) = &self.outside.watch {
            watch.look();
        }
    }

    /// Reads the folders again where something in them has changed, and says what it was.
    pub(super) fn poll_outside(&mut self) -> bool {
        let busy = self.library.is_busy();
        if !busy && self.outside.watch.as_ref().is_some_and(Watch::take_news) {
            self.outside.before = Some(self.counts());
            self.rescan();
            return true;
        }
        if busy {
            return false;
        }
        let Some(before) = self.outside.before.take() else { return false };
        if let Some(words) = difference(before, self.counts()) {
            self.notify(NoticeKind::Info, format!("The folders have changed: {words}"));
        }
        true
    }

    fn counts(&self) -> Counts {
        let mut all = Counts::default();
        for folder in self.library.folders() {
            let own = folder.counts();
            all.read += own.read;
            all.listed += own.listed;
            all.unreadable += own.unreadable;
            all.missing += own.missing;
            all.changed += own.changed;
        }
        all
    }
}

/// The paths that are always looked at, and the files that are looked at in turn.
fn named(
    rows: &[Arc<ArticleRow>],
    roots: &[(FolderId, Arc<Path>)],
    annotated: BTreeSet<PathBuf>,
    holders: Vec<WatchedFile>,
) -> (Vec<PathBuf>, Vec<WatchedFile>) {
    let (mut paths, mut files) = (annotated, holders);
    for (_, root) in roots {
        paths.insert(root.to_path_buf());
        paths.insert(root.join(METADATA_FILE));
    }
    let mut last = (None, "");
    for article in rows.iter().filter_map(|row| row.file()) {
        let Some((_, root)) = roots.iter().find(|(id, _)| *id == article.folder) else { continue };
        let inner = article.path.rsplit_once('/').map_or("", |(inner, _)| inner);
        if (Some(&article.folder), inner) != last {
            last = (Some(&article.folder), inner);
            let ends = inner.match_indices('/').map(|(at, _)| at).chain([inner.len()]);
            let above = ends.filter_map(|end| inner.get(..end));
            for inner in above.map(|path| file_at(root, path)) {
                paths.insert(inner.join(METADATA_FILE));
                paths.insert(inner);
            }
        }
        files.extend(article.stamp_read().map(|stamp| WatchedFile {
            root: Arc::clone(root),
            path: Arc::clone(&article.path),
            stamp,
        }));
    }
    (paths.into_iter().collect(), files)
}

/// What has changed, in words; none where nothing has that a user would see.
fn difference(before: Counts, after: Counts) -> Option<String> {
    let there = |counts: Counts| counts.read + counts.listed + counts.unreadable + counts.changed;
    let gone = after.missing.saturating_sub(before.missing);
    let come = (there(after) + gone).saturating_sub(there(before));
    let changed = after.changed.saturating_sub(before.changed);
    let files = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 file {what}")),
        n => Some(format!("{n} files {what}")),
    };
    let parts = [files(come, "new"), files(changed, "changed"), files(gone, "gone")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_changed_is_said_in_a_few_words() {
        let counts =
            |read, missing, changed| Counts { read, missing, changed, ..Counts::default() };
        let check = |before, after, words: Option<&str>| {
            assert_eq!(difference(before, after).as_deref(), words);
        };
        check(counts(5, 0, 0), counts(5, 0, 0), None);
        check(counts(5, 0, 0), counts(7, 0, 0), Some("2 files new"));
        check(counts(5, 0, 0), counts(4, 1, 0), Some("1 file gone"));
        check(counts(5, 0, 0), counts(4, 0, 1), Some("1 file changed"));
        check(counts(5, 1, 0), counts(5, 2, 0), Some("1 file new, 1 file gone"));
    }
}
