//! The articles of a project's folders, as far as they have been found and read.

mod changes;
mod parts;
mod slot;

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::TryRecvError;
use std::time::{Duration, Instant};

pub use self::changes::Changes;
use self::parts::Desk;
use self::slot::Slot;
use super::article::{LibraryArticle, State, part_path};
use super::furniture::Furniture;
use super::holder::Holder;
use super::ids::MovedArticles;
use super::scan::{Delivery, FileStamp, FolderProblem, Reading, Readings, Scan};
use crate::import::Unreadable;
use crate::jobs::{Job, Waker, drop_aside};
use crate::model::{ArticleId, FileReading, FolderId};
use crate::text::Recurrence;

/// How long one [`Library::poll`] may take; what is left waits for the next.
const POLL_TIME: Duration = Duration::from_millis(3);

/// All folders of a project.
pub struct Library {
    folders: Vec<LibraryFolder>,
    /// Where each article is: the number of its folder, and its path. A tree, for a table that grows
    /// holds a frame up.
    index: BTreeMap<ArticleId, (u32, Arc<str>)>,
    /// The number of the next folder.
    next: u32,
    moved: MovedArticles,
    furniture: Furniture,
    waker: Waker,
    revision: u64,
    changes: Changes,
}

/// One folder of articles.
pub struct LibraryFolder {
    /// Its name within the project.
    pub id: FolderId,
    /// Where it is.
    pub root: PathBuf,
    /// How far it is known.
    pub state: FolderState,
    /// What is wrong with its `metadata.csv`.
    pub problems: Vec<FolderProblem>,
    articles: BTreeMap<Arc<str>, Slot>,
    /// Files of several articles: these are listed in their place.
    holders: BTreeMap<Arc<str>, Holder>,
    /// By which its articles are found: no other folder ever has it.
    number: u32,
    readings: Arc<Readings>,
    scan: Option<Scan>,
    scans: u64,
}

/// How far a folder is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FolderState {
    /// Its files are being listed.
    Listing,
    /// All are listed, and are being read.
    Reading,
    /// All are listed and read.
    Ready,
    /// The user stopped it before its end.
    Stopped,
    /// There is nothing at this path.
    Missing(PathBuf),
    /// It cannot be listed, for this reason.
    Failed(String),
}

/// What comes from a scan.
enum News {
    Delivery(Delivery),
    End,
}

/// How many articles of a folder are in which state.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Counts {
    /// Articles that were read.
    pub read: usize,
    /// Articles yet to be read.
    pub listed: usize,
    /// Files that cannot be read.
    pub unreadable: usize,
    /// Files that are gone.
    pub missing: usize,
    /// Articles whose text has changed.
    pub changed: usize,
}

impl Library {
    /// A library without folders. `waker` is called, from other threads, when there is something to
    /// [`poll`](Self::poll).
    pub fn new(waker: Waker) -> Self {
        let moved = MovedArticles::default();
        let furniture = Furniture::default();
        Self {
            folders: Vec::new(),
            index: BTreeMap::new(),
            next: 0,
            moved,
            furniture,
            waker,
            revision: 0,
            changes: Changes::default(),
        }
    }

    /// Adds a folder and starts to scan it. A folder of this name that is elsewhere is replaced.
    pub fn add_folder(&mut self, id: FolderId, root: PathBuf) {
        if self.folders.iter().any(|f| f.id == id && f.root == root) {
            return;
        }
        self.remove(&id);
        self.next += 1;
        let mut folder = LibraryFolder {
            number: self.next,
            id,
            root,
            state: FolderState::Listing,
            problems: Vec::new(),
            articles: BTreeMap::new(),
            holders: BTreeMap::new(),
            readings: Arc::default(),
            scan: None,
            scans: 0,
        };
        folder.start(Arc::clone(&self.waker));
        self.folders.push(folder);
        self.changed();
    }

    /// Takes in which articles the project has led to other files than their ids were made from.
    pub fn set_moved(&mut self, moved: MovedArticles) {
        let (paths, ids) = self.moved.differing(&moved);
        if paths.is_empty() {
            return;
        }
        self.moved = moved;
        let old = ids.iter().filter_map(|id| self.index.get(id).cloned());
        let number = |id: &FolderId| self.folders.iter().find(|f| f.id == *id).map(|f| f.number);
        let new = paths.into_iter().filter_map(|(folder, path)| Some((number(&folder)?, path)));
        let places: Vec<_> = old.chain(new).collect();
        for (number, path) in &places {
            let folder = self.folders.iter_mut().find(|f| f.number == *number);
            let Some(folder) = folder else { continue };
            let Some(slot) = folder.articles.get_mut(path) else { continue };
            let id = self.moved.id_of(&folder.id, path);
            if slot.article().id == id {
                continue;
            }
            self.index.remove(&slot.article().id);
            if slot.article().state == State::Missing {
                // The article is known to be elsewhere: here nothing is missing.
                folder.articles.remove(path);
            } else {
                slot.change(|article| article.rename(id));
            }
        }
        // Only now: one article may have taken the place of another.
        for (number, path) in places {
            let found = self.folders.iter().find(|f| f.number == number);
            if let Some(slot) = found.and_then(|f| f.articles.get(&path)) {
                self.index.insert(slot.article().id.clone(), (number, path));
            }
        }
        self.changed();
    }

    /// Takes in what analysts have set for the reading of a folder's files. The articles of files for
    /// which that has changed are read again; their ids are returned, for texts that are kept of
    /// them are stale.
    pub fn set_readings(&mut self, id: &FolderId, readings: &[FileReading]) -> Vec<ArticleId> {
        let Some(folder) = self.folders.iter_mut().find(|f| f.id == *id) else { return Vec::new() };
        let new: Readings = readings.iter().map(|r| (r.path.clone(), r.clone())).collect();
        if *folder.readings == new {
            return Vec::new();
        }
        let old = std::mem::replace(&mut folder.readings, Arc::new(new));
        let readings = Arc::clone(&folder.readings);
        let differs = |path: &str| old.get(path) != readings.get(path);
        let mut stale = Vec::new();
        for slot in folder.articles.values_mut().filter(|s| differs(s.article().file_path())) {
            slot.change(|article| {
                article.reading = readings.get(&**article.file_path()).cloned().map(Arc::new);
                article.forget_stamp();
            });
            stale.push(slot.article().id.clone());
        }
        for (_, holder) in folder.holders.iter_mut().filter(|(path, _)| differs(path)) {
            holder.forget_stamp();
        }
        self.rescan(id);
        stale
    }

    /// What an analyst has set for the reading of a file.
    pub fn reading(&self, folder: &FolderId, path: &str) -> FileReading {
        self.reading_of(folder, path).cloned().unwrap_or_default()
    }

    /// The same, where something has been set.
    pub fn reading_of(&self, folder: &FolderId, path: &str) -> Option<&FileReading> {
        self.folder(folder)?.readings.get(path)
    }

    /// The id of one of several articles of a file.
    pub(super) fn part_id(&self, folder: &FolderId, file: &str, name: &str) -> Option<&ArticleId> {
        self.folder(folder)?.articles.get(&part_path(file, name)).map(|slot| &slot.article().id)
    }

    /// How often a publisher prints a paragraph of this [print](crate::text::paragraph_print), as far
    /// as its articles have been read.
    pub fn recurrence(&self, publisher: &str, print: u64) -> Recurrence {
        self.furniture.recurrence(publisher, print)
    }

    /// Forgets a folder. Nothing happens to its files.
    pub fn remove(&mut self, id: &FolderId) {
        let Some(at) = self.folders.iter().position(|f| f.id == *id) else { return };
        let mut gone = self.folders.remove(at);
        for slot in gone.articles.values_mut() {
            self.furniture.discount(slot.take_counted());
        }
        self.index.retain(|_, (number, _)| *number != gone.number);
        self.changed();
        drop_aside(gone.articles);
    }

    /// Looks again at what is in a folder: reads what is new or has changed, and marks what is gone.
    pub fn rescan(&mut self, id: &FolderId) {
        let waker = Arc::clone(&self.waker);
        if let Some(folder) = self.folders.iter_mut().find(|f| f.id == *id) {
            folder.start(waker);
            self.changed();
        }
    }

    /// Looks again at all folders.
    pub fn rescan_all(&mut self) {
        let ids: Vec<_> = self.folders.iter().map(|f| f.id.clone()).collect();
        for id in &ids {
            self.rescan(id);
        }
    }

    /// Stops the scan of a folder; what it has found stays.
    pub fn stop(&mut self, id: &FolderId) {
        if let Some(folder) = self.folders.iter_mut().find(|f| f.id == *id)
            && folder.scan.take().is_some()
        {
            folder.state = FolderState::Stopped;
            self.changed();
        }
    }

    /// Takes in what the scans have found since, for a few milliseconds at most. True if anything
    /// has changed.
    pub fn poll(&mut self) -> bool {
        let until = Instant::now() + POLL_TIME;
        let before = self.revision;
        for folder in &mut self.folders {
            while let Some(news) = folder.next() {
                self.revision += 1;
                match news {
                    News::Delivery(delivery) => folder.take(
                        delivery,
                        &mut Desk {
                            moved: &self.moved,
                            index: &mut self.index,
                            furniture: &mut self.furniture,
                            changes: &mut self.changes,
                        },
                    ),
                    News::End => {
                        folder.end();
                        self.changes.note_all();
                    }
                }
                if Instant::now() >= until {
                    // There may be more.
                    (self.waker)();
                    return true;
                }
            }
        }
        self.revision != before
    }

    /// Waits until all folders are listed, though not all read, for use without a window.
    pub fn wait_listed(&mut self) {
        self.wait_until(|state| *state != FolderState::Listing);
    }

    /// Waits until all folders are listed and read, for use without a window.
    pub fn wait(&mut self) {
        self.wait_until(|state| !matches!(state, FolderState::Listing | FolderState::Reading));
    }

    fn wait_until(&mut self, enough: fn(&FolderState) -> bool) {
        for folder in &mut self.folders {
            while !enough(&folder.state) {
                let received = folder.scan.as_ref().map(|scan| scan.deliveries.recv());
                match received {
                    Some(Ok(delivery)) => folder.take(
                        delivery,
                        &mut Desk {
                            moved: &self.moved,
                            index: &mut self.index,
                            furniture: &mut self.furniture,
                            changes: &mut self.changes,
                        },
                    ),
                    _ => {
                        folder.end();
                        self.changes.note_all();
                    }
                }
                self.revision += 1;
            }
        }
    }

    fn changed(&mut self) {
        self.revision += 1;
        self.changes.note_all();
    }

    /// What has changed since the last call.
    pub fn take_changes(&mut self) -> Changes {
        std::mem::take(&mut self.changes)
    }

    /// Grows with every change: whatever is derived from the library is keyed on it.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether a scan is under way.
    pub fn is_busy(&self) -> bool {
        self.folders.iter().any(|f| f.scan.is_some())
    }

    /// The folders, in the order in which they were added.
    pub fn folders(&self) -> &[LibraryFolder] {
        &self.folders
    }

    /// The folder of this name.
    pub fn folder(&self, id: &FolderId) -> Option<&LibraryFolder> {
        self.folders.iter().find(|f| f.id == *id)
    }

    /// All articles, folder by folder, in order of their paths.
    pub fn articles(&self) -> impl Iterator<Item = &LibraryArticle> {
        self.folders.iter().flat_map(LibraryFolder::articles)
    }

    /// How many files are known, readable or not.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// The article of this id.
    pub fn article(&self, id: &ArticleId) -> Option<&LibraryArticle> {
        self.shared(id).map(Arc::as_ref)
    }

    /// The same, to be held by whoever lists it.
    pub fn shared(&self, id: &ArticleId) -> Option<&Arc<LibraryArticle>> {
        let (number, path) = self.index.get(id)?;
        let folder = self.folders.iter().find(|folder| folder.number == *number)?;
        folder.articles.get(path).map(Slot::shared)
    }

    /// The article that a user means: by id, by folder and path, or by path alone where only one
    /// folder has it.
    pub fn find(&self, reference: &str) -> Option<&LibraryArticle> {
        if let Some(article) = self.article(&ArticleId::from(reference)) {
            return Some(article);
        }
        let within = |f: &LibraryFolder| -> Option<ArticleId> {
            let path = reference.strip_prefix(f.id.as_str())?.strip_prefix('/')?;
            f.articles.get(path).map(|slot| slot.article().id.clone())
        };
        if let Some(id) = self.folders.iter().find_map(within) {
            return self.article(&id);
        }
        let mut all = self.folders.iter().filter_map(|f| f.articles.get(reference));
        match (all.next(), all.next()) {
            (Some(only), None) => Some(only.article()),
            _ => None,
        }
    }

    /// Whether an article's file is another than it was when the library saw it: gone, or of
    /// another size or time.
    pub fn is_stale(&self, id: &ArticleId, now: Option<FileStamp>) -> bool {
        let Some(article) = self.article(id) else { return now.is_some() };
        match now {
            Some(now) => article.stamp != now,
            None => article.state != State::Missing,
        }
    }

    /// The file of an article.
    pub fn file_of(&self, id: &ArticleId) -> Option<PathBuf> {
        let article = self.article(id)?;
        Some(article.file(&self.folder(&article.folder)?.root))
    }
}

impl LibraryFolder {
    /// Its files, in order of their paths.
    pub fn articles(&self) -> impl Iterator<Item = &LibraryArticle> {
        self.articles.values().map(Slot::article)
    }

    /// Those of them that come after a path; without one, all.
    pub fn articles_after(&self, path: Option<&str>) -> impl Iterator<Item = &Arc<LibraryArticle>> {
        let from = path.map_or(Bound::Unbounded, Bound::Excluded);
        self.articles.range::<str, _>((from, Bound::Unbounded)).map(|(_, slot)| slot.shared())
    }

    /// How many files it has, readable or not.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Its files of several articles as they were read.
    pub fn holders_read(&self) -> impl Iterator<Item = (&Arc<str>, FileStamp)> {
        let holders = self.holders.values().filter(|holder| !holder.is_stale());
        holders.map(|holder| (&holder.entry.path, holder.stamp()))
    }

    /// The scan under way, for a progress bar.
    pub fn job(&self) -> Option<&Job<()>> {
        self.scan.as_ref().map(|scan| &scan.job)
    }

    /// How many of its files are in which state. Takes time in proportion to their number.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for article in self.articles() {
            *match article.state {
                State::Listed => &mut counts.listed,
                State::Read => &mut counts.read,
                State::Unreadable(_) => &mut counts.unreadable,
                State::Missing => &mut counts.missing,
                State::Changed => &mut counts.changed,
            } += 1;
        }
        counts
    }

    /// The files that cannot be read, and why.
    pub fn unreadable(&self) -> impl Iterator<Item = (&LibraryArticle, &str)> {
        self.articles().filter_map(|article| match &article.state {
            State::Unreadable(reason) => Some((article, reason.as_str())),
            State::Listed | State::Read | State::Missing | State::Changed => None,
        })
    }

    fn start(&mut self, waker: Waker) {
        self.scans += 1;
        self.state = FolderState::Listing;
        let alone = self.articles().filter_map(|a| Some((Arc::clone(&a.path), a.stamp_read()?)));
        let holders = self.holders.values().map(|h| (Arc::clone(&h.entry.path), h.stamp()));
        let known = alone.chain(holders).collect();
        // The scan before, if there is one, is cancelled by being dropped.
        self.scan = Some(Scan::start(self.root.clone(), known, Arc::clone(&self.readings), waker));
    }

    /// What the scan has to say next; `None` if nothing yet, or ever.
    fn next(&mut self) -> Option<News> {
        match self.scan.as_ref()?.deliveries.try_recv() {
            Ok(delivery) => Some(News::Delivery(delivery)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(News::End),
        }
    }

    fn take(&mut self, delivery: Delivery, desk: &mut Desk<'_>) {
        match delivery {
            Delivery::Entries(entries) => {
                for entry in entries {
                    self.found(entry, desk);
                }
            }
            Delivery::Listed(problems) => {
                self.state = FolderState::Reading;
                self.problems = problems;
                self.miss_unseen(desk);
            }
            Delivery::Headings(headings) => {
                for (path, reading) in headings {
                    match reading {
                        Ok(Reading::Many(holding)) => self.hold(&path, *holding, desk),
                        Ok(Reading::One(heading)) => {
                            self.release(&path, desk);
                            self.read(&path, Ok(*heading), desk);
                        }
                        Err(reason) => {
                            for part in self.parts_of(&path) {
                                self.read(&part, Err(reason.clone()), desk);
                            }
                            self.read(&path, Err(reason), desk);
                        }
                    }
                }
            }
            Delivery::Failed(reason) => {
                self.state = if reason == Unreadable::Missing {
                    FolderState::Missing(self.root.clone())
                } else {
                    FolderState::Failed(reason.to_string())
                };
                self.scan = None;
                desk.changes.note_all();
                // Without the folder, none of its files can be read.
                for slot in self.articles.values_mut() {
                    slot.miss();
                    desk.furniture.discount(slot.take_counted());
                }
            }
        }
    }

    /// The scan has hung up: it came to its end, or broke.
    fn end(&mut self) {
        let Some(scan) = self.scan.take() else {
            self.state = FolderState::Stopped;
            return;
        };
        match self.state {
            FolderState::Reading => self.state = FolderState::Ready,
            FolderState::Listing => {
                let why = scan.job.failed().unwrap_or_else(|| "it ended early".to_owned());
                self.state = FolderState::Failed(why);
            }
            FolderState::Ready
            | FolderState::Stopped
            | FolderState::Missing(_)
            | FolderState::Failed(_) => {}
        }
    }
}

impl std::fmt::Debug for LibraryFolder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { id, root, state, problems, articles, .. } = self;
        f.debug_struct("LibraryFolder")
            .field("id", id)
            .field("root", root)
            .field("state", state)
            .field("problems", problems)
            .field("articles", &articles.len())
            .finish_non_exhaustive()
    }
}
