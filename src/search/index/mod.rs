//! The index of a folder's texts, in a folder of its own: which words stand in which text, and the
//! texts themselves, packed.
//!
//! # Invariants
//!
//! - It is never needed: what it does not hold is read from the files. Losing it loses time only.
//! - A text is held under a [`Key`] with the [`Stamp`] of the file that it was read from: whoever
//!   asks compares stamps, so that a stale text is never taken for the file's.

mod shelf;
mod tidy;
mod tokens;
mod view;
mod write;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{IndexReader, ReloadPolicy, TantivyError};

use super::near::digest;

pub use tidy::{Room, note_use, tidy};
pub use view::{Place, TextReader, View};
pub use write::{Entry, Writer};

/// Part of the name of an index's folder: another version begins anew.
pub const VERSION: u32 = 3;

/// Stands for an article's path.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key(pub u64);

/// Stands for the state of a file (size, time of change, reader) and what is known beside it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Stamp(pub u64);

impl Key {
    /// The key of a path. That two paths of a folder share one is not to be feared: among a million
    /// it happens in one folder of tens of millions.
    pub fn of(path: &str) -> Self {
        Self(digest(path.as_bytes()))
    }
}

impl Stamp {
    /// The stamp of what is known of a file.
    pub fn of(what: &[u8]) -> Self {
        Self(digest(what))
    }
}

/// Why an index cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Another window writes it.
    #[error("the search index is being written by another window")]
    Busy,
    /// It does not hold what it says.
    #[error("the search index is damaged: {0}")]
    Damaged(String),
    /// The disk does not let it be read or written.
    #[error("could not {action} the search index: {why}: {}", path.display())]
    Disk {
        /// What was tried.
        action: &'static str,
        /// What the system said.
        why: String,
        /// The index's folder.
        path: PathBuf,
    },
}

/// The index of one folder of articles.
pub struct Index {
    inner: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    dir: PathBuf,
}

#[derive(Clone, Copy)]
struct Fields {
    key: Field,
    stamp: Field,
    title: Field,
    text: Field,
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = TextFieldIndexing::default()
        .set_tokenizer(tokens::NAME)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let words = TextOptions::default().set_indexing_options(words);
    let fields = Fields {
        key: builder.add_u64_field("key", INDEXED | FAST),
        stamp: builder.add_u64_field("stamp", FAST),
        title: builder.add_text_field("title", words.clone()),
        text: builder.add_text_field("text", words | STORED),
    };
    (builder.build(), fields)
}

impl Index {
    /// Opens the index in a folder, or begins one there. An index that is damaged, or that another
    /// version has left, is thrown away and begun anew.
    pub fn open(dir: &Path) -> Result<Self, IndexError> {
        Self::whole(dir).or_else(|error| match error {
            IndexError::Busy | IndexError::Disk { .. } => Err(error),
            IndexError::Damaged(why) => {
                log::warn!("the search index is made anew ({why}): {}", dir.display());
                Self::discard(dir)?;
                Self::whole(dir)
            }
        })
    }

    /// Opens an index to read it, without making one; none where there is none that is whole.
    pub fn look(dir: &Path) -> Option<Self> {
        dir.join("meta.json").is_file().then(|| Self::whole(dir).ok()).flatten()
    }

    fn whole(dir: &Path) -> Result<Self, IndexError> {
        let failed = |action, error: TantivyError| of_tantivy(action, error, dir);
        if !dir.join("meta.json").exists() {
            std::fs::create_dir_all(dir).map_err(|error| IndexError::Disk {
                action: "make a folder for",
                why: error.to_string(),
                path: dir.to_owned(),
            })?;
        }
        let (schema, fields) = schema();
        let directory = shelf::Shelf::open(dir).map_err(|error| failed("open", error.into()))?;
        let inner =
            tantivy::Index::open_or_create(directory, schema).map_err(|e| failed("open", e))?;
        inner.tokenizers().register(tokens::NAME, tokens::Words);
        let broken = inner.validate_checksum().map_err(|error| failed("check", error))?;
        if let Some(file) = broken.iter().next() {
            return Err(IndexError::Damaged(format!("{} has changed", file.display())));
        }
        let reader = inner
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|error| failed("read", error))?;
        Ok(Self { inner, reader, fields, dir: dir.to_owned() })
    }

    /// Throws an index away.
    pub fn discard(dir: &Path) -> Result<(), IndexError> {
        match std::fs::remove_dir_all(dir) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(IndexError::Disk {
                action: "throw away",
                why: error.to_string(),
                path: dir.to_owned(),
            }),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// What the index holds now.
    pub fn view(&self) -> Result<View, IndexError> {
        self.reader.reload().map_err(|error| of_tantivy("read", error, &self.dir))?;
        Ok(View::new(self.reader.searcher(), self.fields, &self.dir))
    }

    /// Begins to write. Only one writer is at work at a time, over all windows.
    pub fn writer(&self) -> Result<Writer, IndexError> {
        Writer::new(&self.inner, self.fields, &self.dir)
    }
}

#[allow(clippy::wildcard_enum_match_arm, reason = "whatever else is wrong, it is begun anew")]
fn of_tantivy(action: &'static str, error: TantivyError, dir: &Path) -> IndexError {
    let disk = |why: String| IndexError::Disk { action, why, path: dir.to_owned() };
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => IndexError::Busy,
        TantivyError::IoError(error) => disk(error.to_string()),
        TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. })
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => {
            disk(io_error.to_string())
        }
        error => IndexError::Damaged(error.to_string()),
    }
}
