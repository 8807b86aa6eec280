//! Why a file gives no article.

use std::path::PathBuf;

/// Why a file cannot be read, without saying which: for lists that name the file themselves.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing of this name.
    #[error("no such file")]
    Missing,
    /// The system refuses.
    #[error("permission denied")]
    Denied,
    /// A folder, a named pipe, a device: nothing that has an end.
    #[error("not a regular file but {0}")]
    NotAFile(&'static str),
    /// More than [`MAX_FILE_BYTES`](super::MAX_FILE_BYTES).
    #[error("too large for an article: {} MB, and at most {} MB are read", .0.div_ceil(1_000_000), super::MAX_FILE_BYTES / 1_000_000)]
    TooLarge(u64),
    /// Not text.
    #[error("not text but {0}")]
    Binary(&'static str),
    /// No reader for files with such a name.
    #[error("no reader for {0} files")]
    Unknown(String),
    /// The operating system's words for anything else.
    #[error("could not be read: {0}")]
    Io(String),
}

impl From<std::io::Error> for Unreadable {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        // Of the many kinds only these two have advice of their own.
        if error.kind() == ErrorKind::NotFound {
            Self::Missing
        } else if error.kind() == ErrorKind::PermissionDenied {
            Self::Denied
        } else {
            Self::Io(error.to_string())
        }
    }
}

/// A file that could not be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{reason}: {}", path.display())]
pub struct ImportError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    #[source]
    pub reason: Unreadable,
}
