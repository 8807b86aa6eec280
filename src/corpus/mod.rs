//! Folders of articles: what is in them, what each file says, and whether it still says it.
//!
//! A [`Library`] walks its folders in jobs and takes in, poll by poll, what they found: first
//! every file's name, then every article's heading. [`Texts`] keeps the texts last read;
//! [`start_verify`] compares annotated articles with their files when a project is opened.
//!
//! # Invariants
//!
//! - A file of several articles is listed as these, each at the path of the file, `#` and its name
//!   there; an id or an address in the file names an article for good, else its position does.
//! - Nothing is ever written to a folder of articles.
//! - No file is left out silently: what cannot be read is listed with its reason.
//! - Bodies are not held here: of an article only its heading stays in memory.

mod article;
mod furniture;
mod holder;
mod ids;
mod library;
mod path;
mod scan;
mod tables;
mod texts;
mod verify;
mod walk;
mod watch;

pub use article::{Card, LibraryArticle, State, to_model};
pub use holder::Holder;
pub use ids::MovedArticles;
pub use library::{Changes, Counts, FolderState, Library, LibraryFolder};
pub use path::{file_at, locate, spell};
pub use scan::{FileStamp, FolderProblem, Heading};
pub use texts::{Answer, DEFAULT_CACHE_BYTES, Request, TextError, Texts};
pub use verify::{Annotated, Verdict, Verified, start_verify, verify};
pub use walk::{Entry, Kind, list};
pub use watch::{Watch, WatchedFile};
