//! The lines of the Library: patched where an article has changed, made anew a slice at a time where
//! articles have come or gone.
//!
//! *Invariants*: in a window no call takes longer than a slice, however many articles there are; a
//! line that says what it said before stays the same in memory.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use smol_str::SmolStr;

use super::Session;
use super::articles::{ArticleRow, RowState, Rows};
use crate::corpus::{LibraryArticle, State};
use crate::import::Metadata;
use crate::model::{Article, ArticleId, CodingStatus, FileReading, FolderId};
use crate::search::index::{Key, Stamp};

/// Up to so many articles all lines are made anew at once.
const AT_ONCE: usize = 4000;
/// How long making lines may take in a frame.
const SLICE: Duration = Duration::from_millis(3);
/// While folders are read lines are patched at most this often.
const PACE: Duration = Duration::from_millis(120);
/// Lines that are made before the clock is looked at.
const HANDFUL: usize = 64;

/// The lines of the Library with what is asked of them often.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) list: Rows,
    /// Where each article stands.
    pub(super) places: Arc<HashMap<ArticleId, usize>>,
    /// How many are done.
    pub(super) done: usize,
    /// Grows whenever files have changed, not with edits.
    pub(super) epoch: u64,
    building: Option<Building>,
    /// All are to be made anew.
    stale: bool,
    /// Articles whose lines are to be patched.
    waiting: BTreeSet<ArticleId>,
    patched: Option<Instant>,
}

/// Lines that are being made anew.
#[derive(Default)]
struct Building {
    /// Number of the folder, and the path after which it goes on.
    folder: usize,
    after: Option<Arc<str>>,
    rows: Vec<Arc<ArticleRow>>,
    places: HashMap<ArticleId, usize>,
    done: usize,
    /// Articles that have changed meanwhile.
    missed: BTreeSet<ArticleId>,
}

/// How much time making lines may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pace {
    /// As much as it needs: nobody looks on.
    AtOnce,
    /// A slice: what is left waits for the next call.
    Slices,
}

/// What a line does not show of an article's file: for searches and for reading ahead.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Listed {
    pub(super) key: Key,
    pub(super) stamp: Stamp,
    /// Its folder, where the file can be read.
    pub(super) folder: Option<FolderId>,
    pub(super) size: u64,
    /// The file that holds it and its name there, where a file holds several.
    pub(super) part: Option<(Arc<str>, SmolStr)>,
    /// How its file is read, where the analyst has said so.
    pub(super) reading: Option<Arc<FileReading>>,
    pub(super) metadata: Arc<Metadata>,
    /// Hash of its text, once read.
    pub(super) hash: Option<SmolStr>,
}

impl Building {
    fn push(&mut self, row: ArticleRow, known: &Shown) {
        self.done += usize::from(row.is_done());
        self.places.insert(row.id.clone(), self.rows.len());
        let same = known.places.get(&row.id).and_then(|at| known.list.get(*at));
        self.rows.push(match same {
            Some(same) if **same == row => Arc::clone(same),
            Some(known) => Arc::new(row.sharing(known)),
            None => Arc::new(row),
        });
    }
}

impl Session {
    /// Brings the lines up to date with project and library. `articles` are those that something
    /// else than the library has touched; none where that may be all.
    pub(super) fn refresh_rows(
        &mut self,
        edited: bool,
        articles: Option<BTreeSet<ArticleId>>,
        pace: Pace,
    ) -> bool {
        let changes = self.library.take_changes();
        let at_once = pace == Pace::AtOnce || self.library.len() <= AT_ONCE;
        let rows = &mut self.rows;
        rows.stale |= changes.all || articles.is_none();
        if changes.all || !changes.articles.is_empty() {
            rows.epoch += 1;
        }
        let mut touched = articles.unwrap_or_default();
        touched.extend(changes.articles);
        if let Some(building) = &mut rows.building {
            building.missed.extend(touched.iter().cloned());
        }
        rows.waiting.append(&mut touched);
        let mut changed = self.build_rows(at_once);
        let due =
            edited || at_once || self.rows.patched.is_none_or(|patched| patched.elapsed() >= PACE);
        if due && !self.rows.waiting.is_empty() {
            self.rows.patched = Some(Instant::now());
            let articles = std::mem::take(&mut self.rows.waiting);
            if !self.update_rows(&articles) {
                self.rows.stale = true;
                self.build_rows(at_once);
            }
            changed = true;
        }
        changed || self.rows_are_due()
    }

    /// Whether lines are still to be made.
    pub(super) fn rows_are_due(&self) -> bool {
        self.rows.stale || self.rows.building.is_some() || !self.rows.waiting.is_empty()
    }

    /// Goes on with making all lines anew, where that is to be done. True where they are there.
    fn build_rows(&mut self, at_once: bool) -> bool {
        if self.rows.stale && (at_once || self.rows.building.is_none()) {
            self.rows.stale = false;
            let len = self.library.len();
            self.rows.building = Some(Building {
                rows: Vec::with_capacity(len),
                places: HashMap::with_capacity(len),
                ..Building::default()
            });
        }
        let Some(mut building) = self.rows.building.take() else { return false };
        let until = (!at_once).then(|| Instant::now() + SLICE);
        if !self.build_until(&mut building, until) {
            self.rows.building = Some(building);
            return false;
        }
        let rows = &mut self.rows;
        rows.list = building.rows.into();
        rows.places = Arc::new(building.places);
        rows.done = building.done;
        rows.epoch += 1;
        rows.waiting = building.missed;
        true
    }

    /// Makes lines until a moment. True where all are made.
    fn build_until(&self, building: &mut Building, until: Option<Instant>) -> bool {
        let mut made = 0;
        let late = |made: usize| {
            made.is_multiple_of(HANDFUL) && until.is_some_and(|until| Instant::now() >= until)
        };
        while let Some(folder) = self.library.folders().get(building.folder) {
            let after = building.after.take();
            for listed in folder.articles_after(after.as_deref()) {
                let held = self.project.articles.get(&listed.id);
                if let Some(row) = self.row_of(Some(listed), held.map(|a| &**a)) {
                    building.push(row, &self.rows);
                }
                made += 1;
                if late(made) {
                    building.after = Some(Arc::clone(&listed.path));
                    return false;
                }
            }
            building.folder += 1;
        }
        for article in self.project.articles.values() {
            if self.library.article(&article.id).is_none()
                && let Some(row) = self.row_of(None, Some(article))
            {
                building.push(row, &self.rows);
            }
        }
        true
    }

    /// Makes the lines of these articles anew. False where an article has come or gone, so that all
    /// must be.
    fn update_rows(&mut self, articles: &BTreeSet<ArticleId>) -> bool {
        let mut changed = Vec::new();
        let mut whole = true;
        for id in articles {
            let held = self.project.articles.get(id);
            let row = self.row_of(self.library.article(id), held.map(|a| &**a));
            match (row, self.rows.places.get(id)) {
                (Some(row), Some(at)) => changed.push((*at, row)),
                (None, None) => {}
                (Some(_), None) | (None, Some(_)) => whole = false,
            }
        }
        changed.retain(|(at, row)| self.rows.list.get(*at).is_none_or(|known| **known != *row));
        if changed.is_empty() {
            return whole;
        }
        let list = Arc::make_mut(&mut self.rows.list);
        for (at, row) in changed {
            if let Some(known) = list.get_mut(at) {
                self.rows.done += usize::from(row.is_done());
                self.rows.done -= usize::from(known.is_done());
                *known = Arc::new(row.sharing(known));
            }
        }
        whole
    }

    /// The line of an article as its folder has it, and as the project holds it.
    fn row_of(
        &self,
        listed: Option<&LibraryArticle>,
        held: Option<&Article>,
    ) -> Option<ArticleRow> {
        let kept = held.is_some_and(|a| a.text.is_some());
        // Its highlights stand on another text, which the project has kept.
        let other = kept && listed.map(|l| l.hash.as_ref()) != held.map(|a| Some(&a.hash));
        let state = match listed.map(|listed| &listed.state) {
            Some(State::Read) if other => RowState::Changed,
            Some(State::Listed | State::Read) => RowState::Ready,
            Some(State::Unreadable(reason)) => RowState::Unreadable(reason.clone()),
            Some(State::Changed) => RowState::Changed,
            // Until the folders are listed nobody knows that a file is gone.
            None if kept && self.library.is_busy() => RowState::Ready,
            Some(State::Missing) | None => RowState::Missing { kept },
        };
        let file = listed.map(|listed| Arc::new(self.listed(listed)));
        if let Some(article) = held {
            let claims = self.derived.claims_in(&article.id).len();
            return Some(ArticleRow {
                id: article.id.clone(),
                folder: article.folder.clone(),
                path: article.path.as_str().into(),
                title: article.display_title().into(),
                publisher: article.publisher.as_str().into(),
                language: article.language.clone(),
                published: article.published.clone(),
                status: article.status.clone(),
                claims,
                unreviewed: self.unreviewed(&article.id),
                state,
                listed: file,
            });
        }
        let listed = listed?;
        Some(ArticleRow {
            id: listed.id.clone(),
            folder: listed.folder.clone(),
            path: Arc::clone(&listed.path),
            title: match &listed.title {
                none if none.is_empty() => listed.file_name().into(),
                title => title.clone(),
            },
            publisher: listed.metadata.publisher.as_deref().unwrap_or_default().into(),
            language: listed.metadata.language.as_deref().unwrap_or_default().into(),
            published: listed.published(),
            status: CodingStatus::New,
            claims: 0,
            unreviewed: self.unreviewed(&listed.id),
            state,
            listed: file,
        })
    }

    fn listed(&self, listed: &LibraryArticle) -> Listed {
        let reading = self.library.reading_of(&listed.folder, listed.file_path());
        let mut stamp = listed.index_stamp();
        if let Some(reading) = reading {
            stamp = Stamp::of(format!("{} {reading:?}", stamp.0).as_bytes());
        }
        Listed {
            key: Key::of(&listed.path),
            stamp,
            folder: listed.is_readable().then(|| listed.folder.clone()),
            size: listed.size,
            part: listed.part.clone(),
            reading: reading.map(|reading| Arc::new(reading.clone())),
            metadata: Arc::clone(&listed.metadata),
            hash: listed.hash.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Host;

    #[test]
    fn lines_made_in_slices_are_those_made_at_once_and_stay_the_same_in_memory() {
        let dir = tempfile::tempdir().unwrap();
        for folder in ["a", "b"] {
            std::fs::create_dir_all(dir.path().join("articles").join(folder)).unwrap();
            for nth in 0..3 * HANDFUL / 2 {
                let path = format!("articles/{folder}/{nth:03}.txt");
                std::fs::write(dir.path().join(path), format!("Report {nth}\n\nText.\n")).unwrap();
            }
        }
        let host = Host::still(&dir.path().join("home"));
        let mut session = Session::open(host, &dir.path().join("articles")).unwrap();
        session.settle();
        let before = Arc::clone(session.rows());
        assert_eq!(before.len(), 3 * HANDFUL);
        let mut building = Building::default();
        let long_ago = Instant::now();
        let mut slices = 1;
        while !session.build_until(&mut building, Some(long_ago)) {
            slices += 1;
        }
        assert_eq!(slices, 4);
        assert_eq!(building.places, *session.rows.places);
        assert!(building.rows.iter().zip(before.iter()).all(|(new, old)| Arc::ptr_eq(new, old)));
        assert_eq!(building.rows.len(), before.len());
    }
}
