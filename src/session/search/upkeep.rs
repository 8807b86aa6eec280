//! Keeping the indexes of the folders, and the likeness of their articles, up to date: in the
//! background, after the folders have been read.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::catalogue::Held;
use super::near::{Likeness, worthwhile};
use super::scene::{Scene, SceneTexts};
use crate::jobs::{Job, Progress, drop_aside, side_by_side_with};
use crate::model::FolderId;
use crate::search::index::{Entry, Index, IndexError, Key, Room, VERSION, note_use, tidy};
use crate::session::Session;

/// A folder with less text than this, in bytes, is read as fast as an index is.
const SMALL: u64 = 4 << 20;
/// Texts that are taken in before what is there so far can be searched.
const STEP: usize = 20_000;
/// Texts that one thread reads before it takes the next.
const HANDFUL: usize = 64;

/// What is kept up to date.
#[derive(Default)]
pub(in crate::session) struct Upkeep {
    pub(super) likeness: Arc<Likeness>,
    /// Whether this session may write indexes.
    pub(in crate::session) writes: bool,
    held: BTreeMap<FolderId, Arc<Held>>,
    news: Arc<Mutex<News>>,
    indexing: Option<Job<()>>,
    comparing: Option<Job<Option<Likeness>>>,
    /// The library's revision that was looked at last.
    looked_at: u64,
    /// Why there is no index of a folder.
    trouble: Option<String>,
    /// How often index or likeness have changed.
    changes: u64,
}

/// What the job has to tell.
#[derive(Default)]
struct News {
    held: Vec<(FolderId, Arc<Held>)>,
    trouble: Option<String>,
}

impl Upkeep {
    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    pub(super) fn held(&self, folder: &FolderId) -> Option<Arc<Held>> {
        self.held.get(folder).cloned()
    }
}

impl Session {
    /// Why texts are searched without an index, where that is so.
    pub fn index_trouble(&self) -> Option<&str> {
        self.upkeep.trouble.as_deref()
    }

    /// The work that keeps the index and the likeness of articles up to date.
    pub(in crate::session) fn upkeep_jobs(&self) -> Vec<(&'static str, Option<f32>)> {
        let indexing = self.upkeep.indexing.as_ref().map(|j| (INDEXING, j.fraction()));
        let comparing = self.upkeep.comparing.as_ref().map(|j| (COMPARING, j.fraction()));
        indexing.into_iter().chain(comparing).collect()
    }

    /// Stops that work until the library changes.
    pub fn stop_upkeep(&mut self) {
        self.upkeep.indexing = None;
        self.upkeep.comparing = None;
    }

    /// Takes in what is ready, and begins what is to be done. True where anything has changed.
    pub(in crate::session) fn poll_upkeep(&mut self) -> bool {
        let mut changed = self.take_upkeep_news();
        let revision = self.library.revision();
        let idle = self.upkeep.indexing.is_none() && self.upkeep.comparing.is_none();
        if self.upkeep.writes
            && idle
            && !self.library.is_busy()
            && !self.rows_are_due()
            && revision != self.upkeep.looked_at
        {
            self.upkeep.looked_at = revision;
            self.watch_folders();
            self.start_indexing();
            if self.upkeep.indexing.is_none() {
                self.start_comparing();
            }
            changed = true;
        }
        changed
    }

    fn take_upkeep_news(&mut self) -> bool {
        let news = {
            let mut news = self.upkeep.news.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *news)
        };
        let mut changed = !news.held.is_empty() || news.trouble.is_some();
        if changed {
            self.upkeep.changes += 1;
            // Where texts are found has changed.
            let catalogue = self.catalogue.lock().unwrap_or_else(PoisonError::into_inner).take();
            let held = news.held.into_iter();
            let before: Vec<_> =
                held.map(|(folder, held)| self.upkeep.held.insert(folder, held)).collect();
            drop_aside((catalogue, before));
        }
        if let Some(trouble) = news.trouble {
            self.upkeep.trouble = Some(trouble);
        }
        if let Some(job) = &mut self.upkeep.indexing
            && (job.poll().is_some() || job.is_finished())
        {
            if let Some(why) = job.failed() {
                self.upkeep.trouble = Some(format!("the search index could not be made: {why}"));
            }
            self.upkeep.indexing = None;
            self.start_comparing();
            changed = true;
        }
        if let Some(job) = &mut self.upkeep.comparing {
            let likeness = job.poll();
            if job.is_finished() {
                self.upkeep.comparing = None;
                changed = true;
            }
            if let Some(Some(likeness)) = likeness {
                drop_aside(std::mem::replace(&mut self.upkeep.likeness, Arc::new(likeness)));
                self.upkeep.changes += 1;
            }
        }
        changed
    }

    fn start_indexing(&mut self) {
        let scene = self.texts_scene();
        let known: HashSet<&FolderId> = scene.catalogue.folders.iter().map(|f| &f.id).collect();
        self.upkeep.held.retain(|id, _| known.contains(id));
        if !is_large(&scene) {
            return;
        }
        self.upkeep.trouble = None;
        let (news, waker) = (Arc::clone(&self.upkeep.news), self.host.waker.clone());
        let cache = self.host.dirs.cache.clone();
        let job = Job::start(INDEXING, self.host.waker.clone(), move |progress| {
            let tell = |change: &dyn Fn(&mut News)| {
                change(&mut news.lock().unwrap_or_else(PoisonError::into_inner));
                waker();
            };
            let mut used = Vec::new();
            for nth in large_folders(&scene) {
                let Some(folder) = scene.catalogue.folders.get(nth) else { continue };
                let dir = place_of_index(&cache, &folder.root);
                let show = |held: Held| {
                    let held = Arc::new(held);
                    tell(&|news| news.held.push((folder.id.clone(), Arc::clone(&held))));
                };
                if let Err(error) = index(&scene, nth, &dir, progress, &show) {
                    log::warn!("{error}");
                    tell(&|news| news.trouble = Some(error.to_string()));
                }
                used.push(dir);
            }
            throw_old_away(&cache, &used);
        });
        self.upkeep.indexing = Some(job);
    }

    fn start_comparing(&mut self) {
        let scene = self.texts_scene();
        if !worthwhile(&scene) {
            return;
        }
        let before = Arc::clone(&self.upkeep.likeness);
        let job = Job::start(COMPARING, self.host.waker.clone(), move |progress| {
            Likeness::of(&scene, &before, progress)
        });
        self.upkeep.comparing = Some(job);
    }

    /// Uses the indexes that there are, without writing any: for a look from the command line.
    pub fn look_up_indexes(&mut self) {
        for folder in self.library.folders() {
            let dir = place_of_index(&self.host.dirs.cache, &folder.root);
            if let Some(held) = Index::look(&dir).and_then(|index| held(&index).ok()) {
                self.upkeep.held.insert(folder.id.clone(), Arc::new(held));
            }
        }
        *self.catalogue.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Waits until the indexes and the likeness of articles are up to date.
    pub(in crate::session) fn settle_upkeep(&mut self) {
        self.poll_upkeep();
        if let Some(job) = self.upkeep.indexing.take() {
            job.wait();
            self.take_upkeep_news();
            self.start_comparing();
        }
        if let Some(likeness) = self.upkeep.comparing.take().and_then(Job::wait).flatten() {
            self.upkeep.likeness = Arc::new(likeness);
        }
    }
}

const INDEXING: &str = "Indexing articles";
const COMPARING: &str = "Comparing articles";

/// Whether there is more text than is read as fast as an index is.
fn is_large(scene: &Scene) -> bool {
    let mut size = 0;
    scene.rows.iter().filter_map(|row| row.file()).any(|file| {
        size += file.size;
        size >= SMALL
    })
}

/// The folders that have more text than is read as fast as an index is.
fn large_folders(scene: &Scene) -> Vec<usize> {
    let mut sizes = vec![0; scene.catalogue.folders.len()];
    for nth in 0..scene.rows.len() {
        let folder = scene.folder(nth).and_then(|folder| sizes.get_mut(folder));
        if let (Some(size), Some(file)) = (folder, scene.file(nth)) {
            *size += file.size;
        }
    }
    (0..sizes.len()).filter(|nth| sizes.get(*nth).is_some_and(|size| *size >= SMALL)).collect()
}

/// Where the index of a folder stands.
fn place_of_index(cache: &Path, root: &Path) -> PathBuf {
    let name = Key::of(&root.to_string_lossy()).0;
    cache.join("index").join(format!("v{VERSION}-{name:016x}"))
}

/// Notes the use of these indexes, and throws others away that nobody has used for long.
fn throw_old_away(cache: &Path, used: &[PathBuf]) {
    let now = SystemTime::now();
    let noted = used.iter().try_for_each(|dir| note_use(dir, now));
    let current = format!("v{VERSION}-");
    let gone = noted.and_then(|()| tidy(&cache.join("index"), &current, used, Room::USUAL, now));
    match gone {
        Ok(gone) => gone.iter().for_each(|dir| log::info!("thrown away: {}", dir.display())),
        Err(error) => log::warn!("old search indexes were not thrown away: {error}"),
    }
}

fn held(index: &Index) -> Result<Held, IndexError> {
    let view = index.view()?;
    let entries = view.entries()?;
    Ok(Held { view, entries })
}

/// Brings the index of a folder up to date; shows what it holds at once, and after each step.
fn index(
    scene: &Scene,
    folder: usize,
    dir: &Path,
    progress: &Progress,
    show: &dyn Fn(Held),
) -> Result<(), IndexError> {
    let index = Index::open(dir)?;
    let before = held(&index)?;
    let mut stale: Vec<(usize, bool)> = Vec::new();
    let mut wanted: HashSet<Key> = HashSet::new();
    for nth in (0..scene.rows.len()).filter(|nth| scene.folder(*nth) == Some(folder)) {
        let Some(file) = scene.file(nth) else { continue };
        let key = Key::of(&file.path);
        let known = before.entries.get(&key).map(|(stamp, _)| *stamp);
        if known != Some(file.index_stamp()) {
            stale.push((nth, known.is_some()));
        }
        wanted.insert(key);
    }
    let gone: Vec<Key> = before.entries.keys().copied().filter(|k| !wanted.contains(k)).collect();
    drop(wanted);
    show(before);
    if stale.is_empty() && gone.is_empty() {
        return Ok(());
    }
    progress.set_total(progress.total() + stale.len() as u64);
    let mut writer = index.writer()?;
    for key in gone {
        writer.remove(key);
    }
    let failed: Mutex<Option<IndexError>> = Mutex::default();
    for step in stale.chunks(STEP) {
        let handfuls: Vec<&[(usize, bool)]> = step.chunks(HANDFUL).collect();
        side_by_side_with(
            "indexing",
            handfuls,
            || scene.texts(),
            |texts, rows| {
                for &(row, is_known) in rows {
                    if progress.is_cancelled() {
                        return;
                    }
                    if let Err(error) = take_in(scene, texts, row, is_known, &writer) {
                        *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                        return;
                    }
                }
                progress.advance(rows.len() as u64);
            },
        );
        if let Some(error) = failed.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(error);
        }
        writer.commit()?;
        show(held(&index)?);
        if progress.is_cancelled() {
            return Ok(());
        }
    }
    writer.finish()?;
    show(held(&index)?);
    Ok(())
}

/// Takes the text of a row into the index. A file that cannot be read is left out.
fn take_in(
    scene: &Scene,
    texts: &mut SceneTexts<'_>,
    row: usize,
    is_known: bool,
    writer: &crate::search::index::Writer,
) -> Result<(), IndexError> {
    let known = scene.file(row).zip(scene.row(row));
    let Some((line, known)) = known else { return Ok(()) };
    let key = Key::of(&line.path);
    let Some((text, title)) = texts.text_of_file(row) else {
        if is_known {
            writer.remove(key);
        }
        return Ok(());
    };
    // The headline as its file has it, and as the folder's table has it: what the analyst calls it
    // is looked at as it is.
    let title = title.unwrap_or_default();
    let listed = line.metadata.title.as_deref().unwrap_or_default();
    let title = match (title.as_str(), listed) {
        ("", "") => known.path.rsplit('/').next().unwrap_or_default().to_owned(),
        (title, "") | ("", title) => title.to_owned(),
        (title, listed) if title == listed => title.to_owned(),
        (title, listed) => format!("{title}\n{listed}"),
    };
    let entry = Entry { key, stamp: line.index_stamp(), title: &title, text: &text };
    writer.add(&entry, is_known)
}
