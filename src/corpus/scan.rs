//! The job behind a folder: lists it, reads the heading of every article as soon as that is listed,
//! and delivers both in batches.
//!
//! # Invariants
//!
//! - The channel is bounded: a window that does not poll holds the job back, not memory.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant, SystemTime};

use smol_str::SmolStr;

use super::furniture::prints;
use super::path::file_at;
use super::tables::Tables;
use super::walk::{Entry, Kind, walk};
use crate::import::{Contents, Imported, Metadata, Parts, Unreadable, dates, open_listed};
use crate::jobs::{Feed, Job, Progress, Waker, side_by_side_fed};
use crate::model::{ColumnMap, DateBasis, FileReading, Published};
use crate::text::count_spaced;

/// What reading an article tells besides its text.
#[derive(Clone, PartialEq, Debug)]
pub struct Heading {
    /// Headline, declared or guessed.
    pub title: Option<SmolStr>,
    /// SHA-256 of the text.
    pub hash: SmolStr,
    /// How many words it has, separated by white space.
    pub words: usize,
    /// The encoding it was read in.
    pub encoding: &'static str,
    /// Characters that could not be decoded.
    pub replaced: usize,
    /// What of the file is not in the text, in words.
    pub left_out: Option<Arc<str>>,
    /// What the file says of itself.
    pub metadata: Arc<Metadata>,
    /// The reader that read it: what is in a file decides, not its name alone.
    pub reader: &'static str,
    /// The day that its dateline or a line of its beginning names, or its address or path.
    pub dated: Option<Published>,
    /// The news agency that its dateline names.
    pub wire: String,
    /// Prints of its paragraphs, to count those that recur.
    pub(super) prints: Box<[u32]>,
}

/// What a file was found to hold.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Reading {
    /// One article.
    One(Box<Heading>),
    /// Several, by their names within it.
    Many(Box<Holding>),
}

/// A file of several articles.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Holding {
    pub(super) parts: Vec<(SmolStr, Heading)>,
    /// What could not be read of it, in words.
    pub(super) problems: Vec<String>,
    /// Which columns were taken for what.
    pub(super) columns: ColumnMap,
    /// The columns that there are.
    pub(super) names: Vec<String>,
}

/// What analysts have set for the reading of files, by their paths.
pub(super) type Readings = HashMap<String, FileReading>;

/// Something in a folder's `metadata.csv` that is wrong.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}{message}: {file}", place(*line))]
pub struct FolderProblem {
    /// Path of the `metadata.csv` within the folder.
    pub file: String,
    /// Its line, from 1; 0 where it is about the whole file.
    pub line: u64,
    /// What is wrong.
    pub message: String,
}

/// Where in a file it is; nothing for the whole of it.
fn place(line: u64) -> String {
    if line == 0 { String::new() } else { format!("line {line}: ") }
}

/// What the job hands over.
pub(super) enum Delivery {
    /// Files found.
    Entries(Vec<Entry>),
    /// The list is complete.
    Listed(Vec<FolderProblem>),
    /// Articles read, or why they could not be.
    Headings(Vec<(Arc<str>, Result<Reading, Unreadable>)>),
    /// The folder cannot be listed.
    Failed(Unreadable),
}

/// Size, time of change: a file that still has these is not read again.
pub type FileStamp = (u64, Option<SystemTime>);

/// A scan under way.
pub(super) struct Scan {
    /// Progress, and the end.
    pub(super) job: Job<()>,
    /// What has been found.
    pub(super) deliveries: Receiver<Delivery>,
}

/// At most so much waits in the channel.
const WAITING_BATCHES: usize = 64;
/// At most so many files in one batch.
const BATCH: usize = 256;
/// Files that a thread reads before it takes the next.
const HANDFUL: usize = 32;
/// A batch that is not full is delivered after this long, so that the first files show at once.
const BATCH_TIME: Duration = Duration::from_millis(25);

impl Scan {
    /// Starts to scan `root`. Files in `known` that have not changed are listed but not read.
    pub(super) fn start(
        root: PathBuf,
        known: Vec<(Arc<str>, FileStamp)>,
        readings: Arc<Readings>,
        waker: Waker,
    ) -> Self {
        let (sender, deliveries) = sync_channel(WAITING_BATCHES);
        let label = format!("Reading {}", root.display());
        let outbox = Outbox { sender, waker: Arc::clone(&waker) };
        let job = Job::start(&label, waker, move |progress| {
            run(&root, &known.into_iter().collect(), &readings, &outbox, progress);
        });
        Self { job, deliveries }
    }
}

struct Outbox {
    sender: SyncSender<Delivery>,
    waker: Waker,
}

impl Outbox {
    /// False where nobody listens any more.
    fn send(&self, delivery: Delivery) -> bool {
        let sent = self.sender.send(delivery).is_ok();
        (self.waker)();
        sent
    }
}

/// Gathers things into batches.
struct Batches<'a, T> {
    outbox: &'a Outbox,
    wrap: fn(Vec<T>) -> Delivery,
    batch: Vec<T>,
    since: Instant,
}

impl<'a, T> Batches<'a, T> {
    fn new(outbox: &'a Outbox, wrap: fn(Vec<T>) -> Delivery) -> Self {
        Self { outbox, wrap, batch: Vec::new(), since: Instant::now() }
    }

    fn push(&mut self, thing: T) -> bool {
        self.batch.push(thing);
        (self.batch.len() < BATCH && self.since.elapsed() < BATCH_TIME) || self.flush()
    }

    fn is_empty(&self) -> bool {
        self.batch.is_empty()
    }

    fn flush(&mut self) -> bool {
        self.since = Instant::now();
        let batch = std::mem::take(&mut self.batch);
        batch.is_empty() || self.outbox.send((self.wrap)(batch))
    }
}

/// A file that is to be read.
struct Unread {
    path: Arc<str>,
    /// A table names its publisher.
    published: bool,
}

/// Lists the folder and reads meanwhile what has been listed.
fn run(
    root: &Path,
    known: &HashMap<Arc<str>, FileStamp>,
    readings: &Readings,
    outbox: &Outbox,
    progress: &Progress,
) {
    let list = |unread: &Feed<Vec<Unread>>| list(root, known, outbox, progress, unread);
    let read = |buffer: &mut Vec<u8>, some: Vec<Unread>| {
        read_headings(root, &some, readings, outbox, progress, buffer);
    };
    side_by_side_fed("reading articles", list, Vec::new, read);
}

fn list(
    root: &Path,
    known: &HashMap<Arc<str>, FileStamp>,
    outbox: &Outbox,
    progress: &Progress,
    unread: &Feed<Vec<Unread>>,
) {
    let mut tables = Tables::default();
    let mut listed: Vec<Arc<str>> = Vec::new();
    let mut total = 0;
    let mut batches = Batches::new(outbox, Delivery::Entries);
    let mut waiting = Vec::new();
    // Handed over once they are in the list: an article is read that is known.
    let mut hand_over = |waiting: &mut Vec<Unread>| {
        let mut waiting = std::mem::take(waiting).into_iter();
        loop {
            let handful: Vec<Unread> = waiting.by_ref().take(HANDFUL).collect();
            if handful.is_empty() {
                return;
            }
            total += handful.len();
            unread.give(handful);
        }
    };
    let walked = walk(root, &mut tables, &mut |entry| {
        let stamp = (entry.size, entry.modified);
        listed.push(Arc::clone(&entry.path));
        if matches!(entry.kind, Kind::Readable(_)) && known.get(&entry.path) != Some(&stamp) {
            let published = entry.metadata.as_ref().is_some_and(|m| m.publisher.is_some());
            waiting.push(Unread { path: Arc::clone(&entry.path), published });
        }
        let listening = batches.push(entry);
        if batches.is_empty() {
            hand_over(&mut waiting);
        }
        listening && !progress.is_cancelled()
    });
    let listening = batches.flush();
    if let Err(reason) = walked {
        outbox.send(Delivery::Failed(reason));
    } else if listening && !progress.is_cancelled() {
        let problems = tables.finish(listed.iter().map(|path| &**path));
        outbox.send(Delivery::Listed(problems));
        hand_over(&mut waiting);
        progress.set_total(total as u64);
    }
}

fn read_headings(
    root: &Path,
    unread: &[Unread],
    readings: &Readings,
    outbox: &Outbox,
    progress: &Progress,
    buffer: &mut Vec<u8>,
) {
    let none = FileReading::default();
    let mut batches = Batches::new(outbox, Delivery::Headings);
    for Unread { path, published } in unread {
        if progress.is_cancelled() {
            return;
        }
        let set = readings.get(&**path).unwrap_or(&none);
        let reading = open_listed(&file_at(root, path), set, buffer).map(|found| match found {
            Contents::One(article) => {
                Reading::One(Box::new(heading_of(&article, path, *published)))
            }
            Contents::Many(many) => Reading::Many(Box::new(holding_of(&many, path, *published))),
        });
        if !batches.push((Arc::clone(path), reading)) {
            progress.cancel();
            return;
        }
    }
    batches.flush();
    progress.advance(unread.len() as u64);
}

fn holding_of(many: &Parts, path: &str, published: bool) -> Holding {
    let heading = |part: &crate::import::Part| {
        (part.name.clone(), heading_of(&part.article, path, published))
    };
    Holding {
        parts: many.parts.iter().map(heading).collect(),
        problems: many.problems.iter().map(ToString::to_string).collect(),
        columns: many.columns.clone(),
        names: many.names.clone(),
    }
}

/// The heading of an article; `published` says that a table names its publisher.
fn heading_of(read: &Imported, path: &str, published: bool) -> Heading {
    let line = read.dateline.as_ref();
    let url = read.metadata.url.as_deref().unwrap_or_default();
    let by = |basis| move |date| Published { date, basis, ..Published::default() };
    let dated = line.and_then(|line| line.date).map(by(DateBasis::Dateline));
    let dated = dated.or_else(|| dates::said_in(&read.text).map(by(DateBasis::Inferred)));
    let dated = dated.or_else(|| {
        let alone = || dates::alone_in(&read.text);
        let day = dates::in_path(url).or_else(alone).or_else(|| dates::in_path(path))?;
        let agrees = line.and_then(|l| l.day).is_some_and(|d| d == (day.month(), day.day()));
        Some(by(if agrees { DateBasis::Dateline } else { DateBasis::Inferred })(day))
    });
    Heading {
        title: read.title.as_deref().map(SmolStr::new),
        hash: read.hash.clone(),
        words: count_spaced(&read.text),
        encoding: read.encoding,
        replaced: read.replaced,
        left_out: read.left_out.clone(),
        metadata: Arc::new(read.metadata.clone()),
        reader: read.reader,
        dated,
        wire: line.map(|line| line.wire.clone()).unwrap_or_default(),
        // They are counted by publisher.
        prints: if published || read.metadata.publisher.is_some() {
            prints(&read.text)
        } else {
            Box::default()
        },
    }
}
