//! Writing an index.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use tantivy::merge_policy::LogMergePolicy;
use tantivy::schema::document::Document;
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::{Fields, IndexError, Key, Stamp, of_tantivy};

/// Threads that write, besides the one that reads files.
const THREADS: usize = 2;
/// Memory that they may take together, in bytes.
const MEMORY: usize = 32 << 20;

/// Parts of more texts than this are not put together with others: a library has some tens of them,
/// which are searched as fast as a few, and putting them together takes as long as making them.
const LARGE_PART: usize = 1_000;

/// Bytes of texts that wait to be written: more would be as much again as is being written.
const WAITING: usize = 2 << 20;
/// How long it is waited for room at a time: whoever writes may have come to its end.
const PATIENCE: Duration = Duration::from_secs(1);

/// Writes an index. What is added is seen after the next [`commit`](Self::commit).
pub struct Writer {
    inner: IndexWriter<Waiting>,
    fields: Fields,
    dir: PathBuf,
    queue: Arc<Queue>,
}

/// How much waits to be written.
#[derive(Default)]
struct Queue {
    bytes: Mutex<usize>,
    less: Condvar,
}

/// A text that waits to be written.
struct Waiting {
    document: TantivyDocument,
    /// Given back when it is taken up, or dropped.
    _seat: Seat,
}

struct Seat {
    queue: Arc<Queue>,
    bytes: usize,
}

impl Queue {
    /// Waits until there is room.
    fn enter(self: &Arc<Self>, bytes: usize) -> Seat {
        let full = |waiting: &mut usize| *waiting > 0 && *waiting + bytes > WAITING;
        let waiting = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.less.wait_timeout_while(waiting, PATIENCE, full);
        *waited.unwrap_or_else(PoisonError::into_inner).0 += bytes;
        Seat { queue: Arc::clone(self), bytes }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut waiting = self.queue.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let before = *waiting;
        *waiting -= self.bytes;
        // Whoever waits is not woken for every text.
        if *waiting == 0 || (before > WAITING / 2 && *waiting <= WAITING / 2) {
            self.queue.less.notify_all();
        }
    }
}

impl Document for Waiting {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}

/// A text to be taken in.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Stands for the article's path.
    pub key: Key,
    /// Stands for the state of its file.
    pub stamp: Stamp,
    /// The headline.
    pub title: &'a str,
    /// The text.
    pub text: &'a str,
}

impl Writer {
    pub(super) fn new(
        index: &tantivy::Index,
        fields: Fields,
        dir: &Path,
    ) -> Result<Self, IndexError> {
        let inner = index
            .writer_with_num_threads::<Waiting>(THREADS, MEMORY)
            .map_err(|error| of_tantivy("write", error, dir))?;
        let mut merging = LogMergePolicy::default();
        merging.set_max_docs_before_merge(LARGE_PART);
        inner.set_merge_policy(Box::new(merging));
        Ok(Self { inner, fields, dir: dir.to_owned(), queue: Arc::default() })
    }

    /// Takes in a text, in place of the one of the same key. Threads may do so side by side.
    pub fn add(&self, entry: &Entry<'_>, is_known: bool) -> Result<(), IndexError> {
        if is_known {
            self.remove(entry.key);
        }
        let mut document = TantivyDocument::new();
        document.add_u64(self.fields.key, entry.key.0);
        document.add_u64(self.fields.stamp, entry.stamp.0);
        document.add_text(self.fields.title, entry.title);
        document.add_text(self.fields.text, entry.text);
        let seat = self.queue.enter(entry.title.len() + entry.text.len());
        let waiting = Waiting { document, _seat: seat };
        self.inner.add_document(waiting).map_err(|error| of_tantivy("write", error, &self.dir))?;
        Ok(())
    }

    /// Takes out the text of this key.
    pub fn remove(&self, key: Key) {
        self.inner.delete_term(Term::from_field_u64(self.fields.key, key.0));
    }

    /// Puts what was added and taken out so far on the disk.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        self.inner.commit().map_err(|error| of_tantivy("write", error, &self.dir))?;
        Ok(())
    }

    /// Waits until the parts of the index are put together, and ends.
    pub fn finish(self) -> Result<(), IndexError> {
        let Self { inner, dir, .. } = self;
        inner.wait_merging_threads().map_err(|error| of_tantivy("write", error, &dir))
    }
}
