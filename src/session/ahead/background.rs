//! Reading a whole library ahead, in a job: what is in the cache is taken from there, the rest is
//! read on all cores but one, and what is found is handed over as it comes.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::Foreseen;
use super::cache::{Cache, Known};
use super::packed::Packed;
use super::spot;
use crate::jobs::{Job, Progress, Waker, side_by_side_but_one};
use crate::model::ArticleId;
use crate::session::search::{Scene, SceneTexts};
use crate::suggest::{Names, Reading, suggest};
use crate::text::{TextHash, content_hash};

/// Articles that one thread reads before it takes the next.
const HANDFUL: usize = 16;

/// What was read in an article.
pub(super) struct Read {
    pub(super) article: ArticleId,
    pub(super) hash: TextHash,
    pub(super) spots: Packed,
}

/// The job, and where it puts what it has read so far.
pub(super) struct Background {
    job: Option<Job<()>>,
    inbox: Arc<Mutex<Vec<Read>>>,
}

impl Background {
    /// Reads the articles of a scene that are not known, or not as they are now.
    pub(super) fn start(
        scene: Scene,
        foreseen: Foreseen,
        names: Arc<Names>,
        folder: PathBuf,
        waker: Waker,
    ) -> Self {
        let inbox = Arc::new(Mutex::new(Vec::new()));
        let filled = Arc::clone(&inbox);
        let job = Job::start("Reading ahead", waker, move |progress| {
            let rows = unread(&scene, &foreseen);
            drop(foreseen);
            if rows.is_empty() {
                return;
            }
            let cache = Cache::new(&folder, &scene.project.codebook, &names);
            let work = Work { rows, scene: &scene, names: &names, inbox: &filled, progress };
            work.run(&cache);
        });
        Self { job: Some(job), inbox }
    }

    /// The job, while it runs.
    pub(super) fn job(&self) -> Option<&Job<()>> {
        self.job.as_ref()
    }

    /// Whether all is read.
    pub(super) fn has_ended(&mut self) -> bool {
        if let Some(job) = &mut self.job
            && (job.poll().is_some() || job.is_finished())
        {
            self.job = None;
        }
        self.job.is_none()
    }

    /// Waits until all is read.
    pub(super) fn wait(&mut self) {
        if let Some(job) = self.job.take() {
            // There is nothing to fetch: what was read lies in the inbox.
            job.wait().unwrap_or_default();
        }
    }

    /// What was read since the last call.
    pub(super) fn take(&self) -> Vec<Read> {
        std::mem::take(&mut *self.inbox.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The rows of a scene that can be read and are not known as they are.
fn unread(scene: &Scene, foreseen: &Foreseen) -> Vec<usize> {
    let is_unread = |nth: &usize| {
        let Some(row) = scene.row(*nth) else { return false };
        let hash = match scene.article(*nth).filter(|article| article.text.is_some()) {
            Some(kept) => TextHash::read(&kept.hash),
            None if scene.folder(*nth).is_none() => return false,
            None => row.file().and_then(|file| file.hash),
        };
        let known = foreseen.get(&row.id);
        known.is_none_or(|(read, _)| Some(*read) != hash)
    };
    (0..scene.rows.len()).filter(is_unread).collect()
}

struct Work<'a> {
    rows: Vec<usize>,
    scene: &'a Scene,
    names: &'a Names,
    inbox: &'a Mutex<Vec<Read>>,
    progress: &'a Progress,
}

impl Work<'_> {
    fn run(self, cache: &Cache) {
        self.progress.set_total(self.rows.len() as u64);
        let known = cache.load();
        let fresh = Mutex::new(Vec::new());
        let handfuls: Vec<&[usize]> = self.rows.chunks(HANDFUL).collect();
        // A file of many articles is read once by each thread.
        let texts = || self.scene.texts();
        side_by_side_but_one("reading ahead", handfuls, texts, |texts, rows| {
            let mut all = Vec::with_capacity(rows.len());
            for row in rows {
                if self.progress.is_cancelled() {
                    break;
                }
                if let Some(read) = self.read(texts, *row, &known) {
                    if !known.contains_key(&read.hash) {
                        let entry = (read.hash, read.spots.clone());
                        fresh.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
                    }
                    all.push(read);
                }
            }
            self.inbox.lock().unwrap_or_else(PoisonError::into_inner).append(&mut all);
            self.progress.advance(rows.len() as u64);
        });
        let fresh = fresh.into_inner().unwrap_or_else(PoisonError::into_inner);
        if fresh.is_empty() {
            return;
        }
        let mut all: Known = known;
        all.extend(fresh);
        if let Err(error) = cache.save(&all) {
            log::warn!("what was read ahead is not kept: {error}");
        }
    }

    /// `None` where the text cannot be read: the Library says so already.
    fn read(&self, texts: &mut SceneTexts<'_>, nth: usize, known: &Known) -> Option<Read> {
        let row = self.scene.row(nth)?;
        let held = self.scene.article(nth);
        let kept = held.filter(|article| article.text.is_some());
        let hash = match kept {
            Some(kept) => TextHash::read(&kept.hash),
            None => row.file().and_then(|file| file.hash),
        };
        if let Some((hash, spots)) = hash.and_then(|hash| known.get_key_value(&hash)) {
            return Some(Read { article: row.id.clone(), hash: *hash, spots: spots.clone() });
        }
        let text = texts.text(nth)?;
        let hash = match kept {
            Some(_) => hash?,
            None => TextHash::read(&content_hash(&text))?,
        };
        // The name of a file is no headline.
        let listed = if row.path.ends_with(row.title.as_str()) { "" } else { row.title.as_str() };
        let title = held.map_or(listed, |article| article.title.as_str());
        // What is said of the day of publication moves dates, not claims.
        let reading = Reading {
            text: &text,
            published: None,
            title,
            language: &row.language,
            codebook: &self.scene.project.codebook,
            names: self.names,
        };
        let spots = spot::spots(&suggest(&reading), &self.scene.project.codebook);
        Some(Read { article: row.id.clone(), hash, spots: Packed::of(&spots) })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::session::{Host, Session};

    const KILLED: &str = "killed near the well on Monday, the ministry said.\n";

    /// As a window does it, frame by frame, once the folders are read: they may be so between two
    /// frames.
    fn frames(session: &mut Session) {
        session.library.wait();
        while session.poll() || session.is_reading_library_ahead() {
            std::thread::yield_now();
        }
    }

    fn waiting(session: &Session, file: &str) -> Option<usize> {
        let row = session.rows().iter().find(|row| &*row.path == file)?;
        session.unreviewed(&row.id)
    }

    fn write(folder: &Path, file: &str, text: &str) {
        std::fs::write(folder.join(file), text).unwrap();
    }

    #[test]
    fn articles_that_come_and_change_are_read_frame_by_frame() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("articles");
        std::fs::create_dir(&folder).unwrap();
        write(&folder, "a.txt", &format!("Market\n\nTwelve people were {KILLED}"));
        let mut session = Session::open(Host::still(&dir.path().join("home")), &folder).unwrap();
        session.read_library_ahead();
        frames(&mut session);
        assert_eq!(waiting(&session, "a.txt"), Some(1));

        write(&folder, "b.txt", &format!("Bridge\n\nFour soldiers were {KILLED}"));
        write(&folder, "a.txt", "Market\n\nThe market has opened again, traders said, at last.\n");
        session.rescan();
        frames(&mut session);
        assert_eq!(waiting(&session, "b.txt"), Some(1), "it has come");
        assert_eq!(waiting(&session, "a.txt"), Some(0), "it has changed");
    }
}
