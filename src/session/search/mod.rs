//! Searching everything: titles, texts, quotes, claims, incidents and notes.
//!
//! A search runs in a job on a [`Scene`](scene::Scene): the project as it was then, and where every text can be
//! read. What the project holds is always looked at as it is; only the texts of files are found
//! through an index, and read where the index does not have them.

mod catalogue;
mod found;
mod live;
mod near;
mod order;
mod run;
mod scene;
mod upkeep;

use std::sync::{Arc, Mutex, PoisonError};

use super::Session;
use crate::jobs::Job;
use crate::search::query::Query;

pub use found::{Found, Hit, Shown};
pub use near::Likeness;
pub use order::HitOrder;
pub(super) use scene::{Scene, SceneTexts};
pub(super) use upkeep::Upkeep;

/// The catalogue that was made last.
pub(super) type Kept = Mutex<Option<Arc<catalogue::Catalogue>>>;

/// How many hits are shown at once with their words.
pub(super) const SHOWN: usize = 50;

/// The search of a session.
#[derive(Default)]
pub(super) struct Finder {
    found: Option<Arc<Found>>,
    /// What was asked for last: what is found from now on stands in it.
    order: HitOrder,
    running: Option<Running>,
    /// Words of hits that are being read.
    closer: Option<Job<()>>,
    /// What the search that was started last looks at: the revisions of project and library, and
    /// how often index and likeness have changed.
    of: Option<(u64, u64, u64)>,
}

struct Running {
    /// The query, as it was typed and as it was understood.
    asked: (String, Query),
    job: Job<Found>,
    /// What was found before all texts were read.
    early: Arc<Mutex<Option<Found>>>,
}

impl Session {
    /// Starts a search; one that is under way is given up. `typing` says that the query is still
    /// being written. What was found before stays until there is something new.
    pub fn search(&mut self, text: &str, typing: bool) {
        let query = Query::read(text, typing);
        if query.is_empty() {
            let (of, order) = (Some(self.searchable()), self.finder.order);
            self.finder = Finder { order, of, ..Finder::default() };
            if !text.trim().is_empty() {
                self.finder.found = Some(Arc::new(Found::nothing(text, query, order)));
            }
            return;
        }
        self.start_search(text.to_owned(), query);
    }

    fn start_search(&mut self, text: String, query: Query) {
        let (scene, order) = (self.scene(), self.finder.order);
        let early: Arc<Mutex<Option<Found>>> = Arc::default();
        let (slot, waker) = (Arc::clone(&early), self.host.waker.clone());
        let asked = (text.clone(), query.clone());
        let job = Job::start("Searching", self.host.waker.clone(), move |progress| {
            run::search(&scene, &text, &query, order, progress, &mut |found| {
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
                waker();
            })
        });
        self.finder.running = Some(Running { asked, job, early });
        self.finder.of = Some(self.searchable());
    }

    /// The order in which the hits stand: also while they are being put into another one, and where
    /// that was stopped.
    pub fn hit_order(&self) -> HitOrder {
        self.finder.found.as_ref().map_or(self.finder.order, |found| found.order())
    }

    /// Has the hits stand in another order, from the next search on and in what was found last.
    pub fn order_hits(&mut self, order: HitOrder) {
        let running = self.finder.running.is_some();
        let before = std::mem::replace(&mut self.finder.order, order);
        if if running { before } else { self.hit_order() } == order {
            return;
        }
        if let Some(running) = self.finder.running.take() {
            // What it finds would stand in the order before.
            let (text, query) = running.asked;
            return self.start_search(text, query);
        }
        let Some(found) = self.finder.found.clone() else { return };
        let asked = (found.text().to_owned(), found.query().clone());
        let job =
            Job::start("Ordering hits", self.host.waker.clone(), move |_| found.ordered(order));
        self.finder.running = Some(Running { asked, job, early: Arc::default() });
    }

    /// Searches and waits for the end.
    pub fn search_now(&mut self, text: &str) -> Arc<Found> {
        self.search(text, false);
        if let Some(running) = self.finder.running.take() {
            self.finder.found = running.job.wait().map(Arc::new);
        }
        let order = self.finder.order;
        let nothing = || Arc::new(Found::nothing(text, Query::read(text, false), order));
        self.finder.found.clone().unwrap_or_else(nothing)
    }

    fn searchable(&self) -> (u64, u64, u64) {
        (self.revision, self.library.revision(), self.upkeep.changes())
    }

    /// Whether what was found may have changed since. While folders are read it stands.
    pub fn search_is_stale(&self) -> bool {
        let stale = self.finder.of.is_some_and(|of| of != self.searchable());
        stale && self.finder.found.is_some() && !self.library.is_busy()
    }

    /// What was found last; none where nothing is looked for.
    pub fn found(&self) -> Option<&Arc<Found>> {
        self.finder.found.as_ref()
    }

    /// How far a search is that is under way.
    pub fn searching(&self) -> Option<Option<f32>> {
        self.finder.running.as_ref().map(|running| running.job.fraction())
    }

    /// Gives a search up; what it has found so far stays.
    pub fn stop_search(&mut self) {
        self.finder.running = None;
        self.finder.order = self.hit_order();
    }

    /// Has the words of these hits read, by their numbers, where they are not yet at hand.
    pub fn look_closer(&mut self, hits: Vec<usize>) {
        if self.finder.closer.as_ref().is_some_and(|job| !job.is_finished()) {
            return;
        }
        let Some(found) = self.finder.found.clone().filter(|f| f.wants(&hits)) else {
            return;
        };
        let derived = Arc::clone(&self.derived);
        let job = Job::start("Reading hits", self.host.waker.clone(), move |progress| {
            found.look_closer(hits, &derived, progress);
        });
        self.finder.closer = Some(job);
    }

    /// Waits for a search that is under way.
    pub(super) fn settle_search(&mut self) {
        if let Some(running) = self.finder.running.take()
            && let Some(found) = running.job.wait()
        {
            self.finder.found = Some(Arc::new(found));
        }
        if let Some(closer) = self.finder.closer.take() {
            closer.wait();
        }
    }

    pub(super) fn poll_search(&mut self) -> bool {
        if let Some(closer) = &mut self.finder.closer
            && (closer.poll().is_some() || closer.is_finished())
        {
            self.finder.closer = None;
        }
        let Some(running) = &mut self.finder.running else { return false };
        let early = running.early.lock().unwrap_or_else(PoisonError::into_inner).take();
        let whole = running.job.poll();
        if running.job.is_finished() {
            self.finder.running = None;
        }
        let news = whole.or(early);
        let changed = news.is_some();
        if let Some(found) = news {
            self.finder.found = Some(Arc::new(found));
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Host;

    #[test]
    fn what_stands_found_does_not_hold_what_is_derived() {
        let dir = tempfile::tempdir().unwrap();
        let articles = dir.path().join("articles");
        std::fs::create_dir_all(&articles).unwrap();
        std::fs::write(articles.join("a.txt"), "Report\n\nA convoy was hit.\n").unwrap();
        let mut session = Session::open(Host::still(&dir.path().join("home")), &articles).unwrap();
        session.settle();
        let found = session.search_now("convoy");
        assert_eq!(found.hits().len(), 1);
        assert_eq!(Arc::strong_count(&session.derived), 1, "an edit would have to copy it");
    }
}
