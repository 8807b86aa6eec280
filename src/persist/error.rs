//! What can go wrong between a project in memory and its file, in words for the window.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::lock::LockError;
use super::read::{LATEST_FORMAT, MAX_BYTES};

/// Why a text is not a project, or a project cannot be put into text.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub enum FormatError {
    /// The text breaks off or is damaged.
    #[error("the project file is damaged at line {line}, column {column}: {message}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What was wrong there.
        message: String,
    },
    /// Git could not merge two versions and has left its marks.
    #[error(
        "the project file holds conflict marks of a merge, the first at line {line}: choose between \
         the versions in a text editor, then open it again"
    )]
    Conflict {
        /// Line of the first mark, from 1.
        line: usize,
    },
    /// The text is in a later format.
    #[error(
        "this project was written by a newer Casebook (format {format}); this one reads up to {}: \
         update Casebook",
        LATEST_FORMAT
    )]
    Newer {
        /// The format that it says it has.
        format: u64,
    },
    /// The text says that it is in a format that there has never been.
    #[error(
        "this project says that it is in format {format}, which there has never been; this Casebook \
         reads format {}: put the number at its beginning right in a text editor, or go back to an \
         earlier save",
        LATEST_FORMAT
    )]
    Unknown {
        /// The format that it says it has.
        format: u64,
    },
    /// The text is something else.
    #[error("this is not a Casebook project: it does not begin with `Casebook(format: …)`")]
    NotAProject,
    /// The text is beyond the size that is read.
    #[error("the file is too large for a project: more than {} GiB", MAX_BYTES >> 30)]
    TooLarge,
    /// A table has more rows than are read.
    #[error(
        "the project has more than {most} {what} rows, at line {line}: more are not read; divide it \
         into several projects"
    )]
    TooMany {
        /// What kind of row.
        what: &'static str,
        /// How many are read.
        most: usize,
        /// Line of the first one beyond, from 1.
        line: usize,
    },
    /// The text nests deeper than any project does.
    #[error("the project file is damaged at line {line}: values nest too deep")]
    TooDeep {
        /// Line, from 1.
        line: usize,
    },
    /// Two rows of one table have the same id, as a careless merge leaves them.
    #[error(
        "{table} {id} stands twice in the project file, again at line {line}: delete one of them"
    )]
    DuplicateId {
        /// What kind of row.
        table: &'static str,
        /// The id.
        id: String,
        /// Line of the second one, from 1.
        line: usize,
    },
    /// The project cannot be expressed.
    #[error("the project cannot be written as RON: {0}")]
    Write(String),
}

/// Why a project was not loaded or saved.
#[derive(Debug, Error)]
pub enum PersistError {
    /// The file's content.
    #[error("{source}: {}", path.display())]
    Format {
        /// What is wrong with it.
        source: FormatError,
        /// The file.
        path: PathBuf,
    },
    /// The file system.
    #[error("could not {action}: {source}: {}", path.display())]
    Io {
        /// What was tried: "read the project".
        action: &'static str,
        /// What the system said.
        source: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// Saving over it would take more than the user has asked for.
    #[error("the file is write-protected: remove the protection or save under another name: {}", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// There is something, but no file.
    #[error("not a regular file: {}", path.display())]
    NotAFile {
        /// What is there.
        path: PathBuf,
    },
    /// Another program has written to the file: it is not overwritten unasked.
    #[error("another program has changed the project file: {}", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Another window has taken the project first.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// Edits could not be put into the journal yet; they are kept in memory and tried again.
    #[error("the journal could not be written, edits are only in memory: {message}: {}", path.display())]
    Journal {
        /// What the system said.
        message: String,
        /// The journal.
        path: PathBuf,
    },
}

impl PersistError {
    /// Whether another program has changed the file.
    pub fn is_changed(&self) -> bool {
        matches!(self, Self::Changed { .. })
    }

    /// Whether the file was a project once and is damaged now, so that a backup can help.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Format { source, .. } => match source {
                FormatError::Syntax { .. }
                | FormatError::Conflict { .. }
                | FormatError::Unknown { .. }
                | FormatError::NotAProject
                | FormatError::TooDeep { .. }
                | FormatError::DuplicateId { .. } => true,
                FormatError::Newer { .. }
                | FormatError::TooLarge
                | FormatError::TooMany { .. }
                | FormatError::Write(_) => false,
            },
            Self::Io { .. }
            | Self::ReadOnly { .. }
            | Self::NotAFile { .. }
            | Self::Changed { .. }
            | Self::Lock(_)
            | Self::Journal { .. } => false,
        }
    }

    /// Says what was tried, on which file, when the system refused.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, source, path }
    }

    /// Says which file is not as it should be.
    pub(super) fn format(path: &Path) -> impl FnOnce(FormatError) -> Self {
        let path = path.to_owned();
        move |source| Self::Format { source, path }
    }
}
