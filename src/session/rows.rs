//! The lines of the Library: patched where an article has changed, made anew a slice at a time where
//! articles have come or gone.
//!
//! *Invariants*: in a window no call takes longer than a few slices, however many articles there are,
//! but for what an edit itself touches; a line that says what it said before stays the same in
//! memory.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Session;
use super::articles::{ArticleRow, Held, KnownAs, RowState, Rows};
use crate::corpus::{Card, LibraryArticle, State};
use crate::jobs::drop_aside;
use crate::model::{Article, ArticleId, CodingStatus};
use crate::text::TextHash;

/// Up to so many articles all lines are made anew at once.
const AT_ONCE: usize = 4000;
/// How long making lines may take in a frame.
const SLICE: Duration = Duration::from_millis(3);
/// While folders are read lines that were made anew are put in their places at most this often: for
/// that the list is copied, as long as somebody looks at it as it was.
const PACE: Duration = Duration::from_millis(200);
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
    /// How many are done or can be coded.
    pub(super) counted: usize,
    /// Grows whenever files have changed, not with edits.
    pub(super) epoch: u64,
    building: Option<Building>,
    /// All are to be made anew.
    stale: bool,
    /// Articles whose lines are to be made anew, some of them more than once.
    waiting: Vec<ArticleId>,
    /// Lines that were made anew, to be put in their places.
    ready: BTreeMap<usize, ArticleRow>,
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
    counted: usize,
    /// Articles that have changed meanwhile.
    missed: Vec<ArticleId>,
}

/// How much time making lines may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pace {
    /// As much as it needs: nobody looks on.
    AtOnce,
    /// A slice: what is left waits for the next call.
    Slices,
}

impl Building {
    fn push(&mut self, row: ArticleRow, known: &Shown) {
        self.done += usize::from(row.is_done());
        self.counted += usize::from(row.counts());
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
        let touched = articles.unwrap_or_default();
        if let Some(building) = &mut rows.building {
            building.missed.extend(touched.iter().chain(&changes.articles).cloned());
        }
        rows.waiting.extend(changes.articles);
        let mut changed = false;
        if !touched.is_empty() {
            if edited || at_once {
                // What the analyst has done is seen at once.
                self.make_ready(touched.into_iter());
                changed = self.put_in_place();
            } else {
                rows.waiting.extend(touched);
            }
        }
        changed |= self.build_rows(at_once);
        changed |= self.patch_rows(at_once);
        if self.rows.stale && self.rows.building.is_none() {
            // An article has come or gone.
            changed |= self.build_rows(at_once);
        }
        changed || self.rows_are_due()
    }

    /// Whether lines are still to be made, or to be put in their places.
    pub(super) fn rows_are_due(&self) -> bool {
        let rows = &self.rows;
        rows.stale || rows.building.is_some() || !rows.waiting.is_empty() || !rows.ready.is_empty()
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
        let list = std::mem::replace(&mut rows.list, building.rows.into());
        let places = std::mem::replace(&mut rows.places, Arc::new(building.places));
        rows.done = building.done;
        rows.counted = building.counted;
        rows.epoch += 1;
        rows.waiting = building.missed;
        rows.ready.clear();
        if !at_once {
            drop_aside((list, places));
        }
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

    /// Makes the lines anew that are waiting, for a slice, and puts them in their places, where it is
    /// time.
    fn patch_rows(&mut self, at_once: bool) -> bool {
        let until = (!at_once).then(|| Instant::now() + SLICE);
        let mut waiting = std::mem::take(&mut self.rows.waiting);
        let mut late = false;
        while !late && !waiting.is_empty() {
            let handful = waiting.len().saturating_sub(HANDFUL);
            self.make_ready(waiting.drain(handful..));
            late = until.is_some_and(|until| Instant::now() >= until);
        }
        self.rows.waiting = waiting;
        let rows = &self.rows;
        let all = rows.waiting.is_empty() && !self.library.is_busy();
        let due = at_once || all || rows.patched.is_none_or(|patched| patched.elapsed() >= PACE);
        due && !rows.ready.is_empty() && self.put_in_place()
    }

    /// Makes the lines of these articles anew.
    fn make_ready(&mut self, articles: impl Iterator<Item = ArticleId>) {
        for id in articles {
            let held = self.project.articles.get(&id);
            let row = self.row_of(self.library.shared(&id), held.map(|a| &**a));
            match (row, self.rows.places.get(&id)) {
                (Some(row), Some(at)) => {
                    self.rows.ready.insert(*at, row);
                }
                (None, None) => {}
                (Some(_), None) | (None, Some(_)) => self.rows.stale = true,
            }
        }
    }

    /// Puts the lines that are ready in their places. True where there are any.
    fn put_in_place(&mut self) -> bool {
        let rows = &mut self.rows;
        rows.patched = Some(Instant::now());
        let mut ready = std::mem::take(&mut rows.ready);
        ready.retain(|at, row| rows.list.get(*at).is_some_and(|known| **known != *row));
        if ready.is_empty() {
            return false;
        }
        let list = Arc::make_mut(&mut rows.list);
        let mut files = false;
        for (at, row) in ready {
            let Some(known) = list.get_mut(at) else { continue };
            rows.done += usize::from(row.is_done());
            rows.done -= usize::from(known.is_done());
            rows.counted += usize::from(row.counts());
            rows.counted -= usize::from(known.counts());
            let row = row.sharing(known);
            files |= row.file() != known.file();
            *known = Arc::new(row);
        }
        rows.epoch += u64::from(files);
        true
    }

    /// The line of an article as its folder has it, and as the project holds it.
    fn row_of(
        &self,
        listed: Option<&Arc<LibraryArticle>>,
        held: Option<&Article>,
    ) -> Option<ArticleRow> {
        let kept = held.filter(|a| a.text.is_some());
        // Its highlights stand on another text, which the project has kept.
        let other = kept.is_some_and(|kept| {
            listed.is_none_or(|listed| listed.hash != TextHash::read(&kept.hash))
        });
        let state = match listed.map(|listed| &listed.state) {
            Some(State::Read) if other => RowState::Changed,
            Some(State::Listed | State::Read) => RowState::Ready,
            Some(State::Unreadable(reason)) => RowState::Unreadable(reason.clone()),
            Some(State::Changed) => RowState::Changed,
            // Until the folders are listed nobody knows that a file is gone.
            None if kept.is_some() && self.library.is_busy() => RowState::Ready,
            Some(State::Missing) | None => RowState::Missing { kept: kept.is_some() },
        };
        let row = |known| ArticleRow {
            known,
            status: CodingStatus::New,
            claims: 0,
            unreviewed: None,
            state,
        };
        let Some(article) = held else {
            let listed = listed?;
            let row = row(KnownAs::Listed(Arc::clone(listed)));
            return Some(ArticleRow { unreviewed: self.unreviewed(&listed.id), ..row });
        };
        let card = Card {
            id: article.id.clone(),
            folder: article.folder.clone(),
            path: article.path.as_str().into(),
            title: article.display_title().into(),
            publisher: article.publisher.as_str().into(),
            language: article.language.clone(),
        };
        let (published, listed) = (article.published.clone(), listed.cloned());
        Some(ArticleRow {
            status: article.status.clone(),
            claims: self.derived.claims_in(&article.id).len(),
            unreviewed: self.unreviewed(&article.id),
            ..row(KnownAs::Held(Arc::new(Held { card, published, listed })))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{ArticleFields, Command, SetArticle};
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

    #[test]
    fn a_line_that_waits_for_its_place_does_not_take_back_what_was_done_since() {
        let dir = tempfile::tempdir().unwrap();
        let articles = dir.path().join("articles");
        std::fs::create_dir_all(&articles).unwrap();
        for name in ["a.txt", "b.txt"] {
            std::fs::write(articles.join(name), "Report\n\nText.\n").unwrap();
        }
        let mut session = Session::open(Host::still(&dir.path().join("home")), &articles).unwrap();
        session.settle();
        let ids: Vec<_> = session.rows().iter().map(|row| row.id.clone()).collect();
        session.make_ready(ids.iter().cloned());
        let fields =
            ArticleFields { status: Some(CodingStatus::Coded), ..ArticleFields::default() };
        let article = ids[0].to_string();
        session.run(Command::SetArticle(SetArticle { article, fields })).unwrap();
        session.refresh();
        session.make_ready(ids[1..].iter().cloned());
        session.patch_rows(false);
        session.put_in_place();
        assert_eq!(session.row(&ids[0]).unwrap().status, CodingStatus::Coded);
        assert_eq!((session.coded(), session.rows_are_due()), ((1, 2), false));
    }
}
