//! Reading a whole library ahead, in a job: what is in the cache is taken from there, the rest is
//! read on all cores but one, and what is found is handed over as it comes.

use std::num::NonZero;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{available_parallelism, scope};

use smol_str::SmolStr;

use super::cache::{Cache, Known};
use super::spot::{self, Spot};
use crate::import::read_file;
use crate::jobs::{Job, Progress, Waker};
use crate::model::{ArticleId, Codebook};
use crate::suggest::{Names, Reading, suggest};

/// An article to be read ahead.
pub(super) struct Task {
    pub(super) article: ArticleId,
    /// Hash of its text, by which it may be known already.
    pub(super) hash: SmolStr,
    pub(super) title: String,
    pub(super) language: SmolStr,
    pub(super) text: TaskText,
}

/// Where the text is.
pub(super) enum TaskText {
    Kept(Arc<str>),
    File(PathBuf),
}

/// What was read in an article.
pub(super) struct Read {
    pub(super) article: ArticleId,
    pub(super) hash: SmolStr,
    pub(super) spots: Arc<[Spot]>,
}

/// The job, and where it puts what it has read so far.
pub(super) struct Background {
    job: Option<Job<()>>,
    inbox: Arc<Mutex<Vec<Read>>>,
}

impl Background {
    pub(super) fn start(
        tasks: Vec<Task>,
        codebook: Arc<Codebook>,
        names: Arc<Names>,
        folder: PathBuf,
        waker: Waker,
    ) -> Self {
        let inbox = Arc::new(Mutex::new(Vec::new()));
        let filled = Arc::clone(&inbox);
        let job = Job::start("Reading ahead", waker, move |progress| {
            let cache = Cache::new(&folder, &codebook, &names);
            let work = Work { tasks, codebook: &codebook, names: &names, inbox: &filled, progress };
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

struct Work<'a> {
    tasks: Vec<Task>,
    codebook: &'a Codebook,
    names: &'a Names,
    inbox: &'a Mutex<Vec<Read>>,
    progress: &'a Progress,
}

impl Work<'_> {
    fn run(self, cache: &Cache) {
        self.progress.set_total(self.tasks.len() as u64);
        let known = cache.load();
        let next = AtomicUsize::new(0);
        let fresh = Mutex::new(Vec::new());
        let share = || {
            while !self.progress.is_cancelled() {
                let Some(task) = self.tasks.get(next.fetch_add(1, Ordering::Relaxed)) else {
                    return;
                };
                if let Some(read) = self.read(task, &known) {
                    if !known.contains_key(&read.hash) {
                        let entry = (read.hash.clone(), Arc::clone(&read.spots));
                        fresh.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
                    }
                    self.inbox.lock().unwrap_or_else(PoisonError::into_inner).push(read);
                }
                self.progress.advance(1);
            }
        };
        // One core is left to whoever works at the window.
        let threads = available_parallelism().map_or(1, NonZero::get).saturating_sub(1).max(1);
        scope(|s| {
            for _ in 1..threads {
                s.spawn(share);
            }
            share();
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
    fn read(&self, task: &Task, known: &Known) -> Option<Read> {
        if let Some(spots) = known.get(&task.hash) {
            let (article, hash) = (task.article.clone(), task.hash.clone());
            return Some(Read { article, hash, spots: Arc::clone(spots) });
        }
        let (text, hash) = match &task.text {
            TaskText::Kept(text) => (Arc::clone(text), task.hash.clone()),
            TaskText::File(path) => read_file(path).ok().map(|read| (read.text, read.hash))?,
        };
        // What is said of the day of publication moves dates, not claims.
        let reading = Reading {
            text: &text,
            published: None,
            title: &task.title,
            language: &task.language,
            codebook: self.codebook,
            names: self.names,
        };
        let spots = spot::spots(&suggest(&reading), self.codebook).into();
        Some(Read { article: task.article.clone(), hash, spots })
    }
}
