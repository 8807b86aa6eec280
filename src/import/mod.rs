//! From a file's bytes to an article's text and to what the file says of itself.
//!
//! Each kind of file has one [`Reader`], in a file of its own, named once in [`READERS`].
//! [`read_file`] opens, bounds and checks the file; [`decode`] finds its encoding.
//!
//! # Invariants
//!
//! - Only regular files are opened: a pipe, a device or a socket would hang its reader.
//! - Nothing in a file is executed, fetched or followed.

mod cyrillic;
mod encoding;
mod error;
mod file;
mod korean;
mod markdown;
mod metadata;
mod plain;
mod title;

use std::path::Path;
use std::sync::Arc;

use smol_str::SmolStr;

pub use encoding::{Decoded, decode};
pub use error::{ImportError, Unreadable};
pub use file::{MAX_FILE_BYTES, check_kind, read_bytes, read_file};
pub use markdown::Markdown;
pub use metadata::{METADATA_FILE, Metadata, MetadataTable, Problem, parse_table, read_table};
pub use plain::PlainText;

use crate::text::{content_hash, normalise};

/// Reads one kind of file.
pub trait Reader: Sync {
    /// What the kind is called, such as `plain text`.
    fn name(&self) -> &'static str;

    /// Endings of its files' names, in lower case and without the dot; empty for no ending at all.
    fn extensions(&self) -> &'static [&'static str];

    /// The article in these bytes.
    fn read(&self, bytes: &[u8], hint: &Hint) -> Result<Imported, Unreadable>;
}

/// What is known of bytes besides themselves.
#[derive(Clone, Copy, Debug)]
pub struct Hint<'a> {
    /// The file that they came from.
    pub path: &'a Path,
}

/// Every kind of file that Casebook reads. To add one: a file in this folder and a line here.
pub const READERS: &[&dyn Reader] = &[&PlainText, &Markdown];

/// An article as its file gives it.
#[derive(Clone, PartialEq, Debug)]
pub struct Imported {
    /// The text, [normalised](normalise): what the reader pane shows and every offset counts in.
    pub text: Arc<str>,
    /// SHA-256 of the text, in hex.
    pub hash: SmolStr,
    /// The headline: what the file declares, or its first line where that reads like one.
    pub title: Option<String>,
    /// What the file says of itself.
    pub metadata: Metadata,
    /// The encoding that the file was read in.
    pub encoding: &'static str,
    /// How many characters the encoding could not account for, each shown as U+FFFD.
    pub replaced: usize,
    /// The name of the reader.
    pub reader: &'static str,
}

impl Imported {
    /// An article of this text, with what the file declares.
    fn new(text: &str, metadata: Metadata, decoded: &Decoded, reader: &'static str) -> Self {
        let text: Arc<str> = normalise(text).into();
        Self {
            hash: content_hash(&text),
            title: metadata.title.clone().or_else(|| title::guess(&text)),
            metadata,
            encoding: decoded.encoding,
            replaced: decoded.replaced,
            reader,
            text,
        }
    }
}

/// The reader for files with a name like this one's.
pub fn reader_for(path: &Path) -> Option<&'static dyn Reader> {
    let extension = match path.extension() {
        Some(extension) => extension.to_str()?.to_ascii_lowercase(),
        None => String::new(),
    };
    READERS.iter().copied().find(|r| r.extensions().contains(&extension.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_chooses_its_reader() {
        let check = |path: &str, name: Option<&str>| {
            assert_eq!(reader_for(Path::new(path)).map(Reader::name), name, "{path}");
        };
        check("a.txt", Some("plain text"));
        check("dir.d/NOTES", Some("plain text"));
        check("A.TXT", Some("plain text"));
        check("b.text", Some("plain text"));
        check("c.Markdown", Some("Markdown"));
        check("c.md", Some("Markdown"));
        check("d.jpg", None);
        check("d.txt.gz", None);
    }

    #[test]
    fn no_two_readers_want_the_same_files() {
        let mut all: Vec<_> = READERS.iter().flat_map(|r| r.extensions()).collect();
        let wanted = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), wanted);
    }
}
