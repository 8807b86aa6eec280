//! Writing an index.

use std::path::{Path, PathBuf};

use tantivy::merge_policy::LogMergePolicy;
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::{Fields, IndexError, Key, Stamp, of_tantivy};

/// Threads that write, besides the one that reads files.
const THREADS: usize = 2;
/// Memory that they may take together, in bytes.
const MEMORY: usize = 32 << 20;

/// Parts of more texts than this are not put together with others: a library has some tens of them,
/// which are searched as fast as a few, and putting them together takes as long as making them.
const LARGE_PART: usize = 4_000;

/// Writes an index. What is added is seen after the next [`commit`](Self::commit).
pub struct Writer {
    inner: IndexWriter,
    fields: Fields,
    dir: PathBuf,
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
            .writer_with_num_threads(THREADS, MEMORY)
            .map_err(|error| of_tantivy("write", error, dir))?;
        let mut merging = LogMergePolicy::default();
        merging.set_max_docs_before_merge(LARGE_PART);
        inner.set_merge_policy(Box::new(merging));
        Ok(Self { inner, fields, dir: dir.to_owned() })
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
        self.inner.add_document(document).map_err(|error| of_tantivy("write", error, &self.dir))?;
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
