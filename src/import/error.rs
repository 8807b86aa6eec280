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
    #[error("too large for an article: {} MB, and at most {} MB are read: cut it into smaller files", .0.div_ceil(1_000_000), super::MAX_FILE_BYTES / 1_000_000)]
    TooLarge(u64),
    /// Something in it unpacks to more than is read.
    #[error("something in it unpacks to more than {} MB, which is more than is read: save its text alone", .0 / 1_000_000)]
    Bomb(u64),
    /// Not text.
    #[error("not text but {0}")]
    Binary(&'static str),
    /// Its name says one kind, its bytes another.
    #[error("not {kind} as its name says but {1}", kind = with_article(.0))]
    NotWhatItSays(&'static str, &'static str),
    /// Nobody knows an encoding of this name.
    #[error("no encoding is called “{0}”")]
    NoEncoding(String),
    /// Damaged: what kind of file it is, and what is wrong.
    #[error("a damaged {0}: {1}")]
    Damaged(&'static str, String),
    /// It is of its kind but holds no text.
    #[error("no text in this {0}: {1}")]
    NoText(&'static str, &'static str),
    /// It cannot be read without its password.
    #[error("protected by a password: save a copy without one")]
    Locked,
    /// It took too long.
    #[error("not read within {0} seconds of work: save its text alone, or a part of it")]
    TooSlow(u64),
    /// It holds several articles and one was asked for.
    #[error("{0} articles in one file: name one of them, such as {1}")]
    Several(usize, String),
    /// There is no such article in the file.
    #[error("no article “{0}” in the file")]
    NoPart(String),
    /// No reader for files with such a name.
    #[error("no reader for {0} files")]
    Unknown(String),
    /// The operating system's words for anything else.
    #[error("could not be read: {0}")]
    Io(String),
}

/// "a PDF document", "an EPUB book", "an RTF document".
fn with_article(kind: &str) -> String {
    let vowel = ["a", "e", "i", "o", "rtf", "rss"];
    let lower = kind.to_lowercase();
    let an = vowel.iter().any(|start| lower.starts_with(start));
    format!("{} {kind}", if an { "an" } else { "a" })
}

/// What to do where a file lacks its end.
const CUT_SHORT: &str = "it is cut short: copy or download it again";

impl Unreadable {
    /// What is wrong with JSON.
    pub(super) fn json(kind: &'static str, error: &serde_json::Error) -> Self {
        let place = format!("line {}, column {}", error.line(), error.column());
        if error.is_eof() {
            return Self::Damaged(kind, format!("{CUT_SHORT} (it ends at {place})"));
        }
        let said = error.to_string();
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        Self::Damaged(kind, format!("{said} at {place}: put it right there"))
    }

    /// What is wrong with a zip archive.
    pub(super) fn zip(error: &zip::result::ZipError) -> Self {
        let said = error.to_string();
        let cut = ["EOCD", "end of", "central directory"].iter().any(|end| said.contains(end));
        let why = if cut { CUT_SHORT.to_owned() } else { format!("{said}: copy it again") };
        Self::Damaged("zip archive", why)
    }
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
