//! From a file's bytes to the text of its articles and to what the file says of itself.
//!
//! Each kind of file has one [`Reader`], in a file of its own, named once in [`READERS`].
//! [`open`] opens, bounds and checks the file and chooses the reader by what is in it, then by its
//! name; [`decode`] finds its encoding. A file holds one article or several: see [`Contents`].
//!
//! # Invariants
//!
//! - Only regular files are opened: a pipe, a device or a socket would hang its reader.
//! - Nothing in a file is executed, fetched or followed.
//! - What a file unpacks to, how deep it nests and how long it is read are bounded ([`limits`]).

mod archive;
mod choose;
mod columns;
mod cyrillic;
mod dateline;
pub mod dates;
mod day_order;
mod docx;
mod encoding;
mod epub;
mod error;
mod file;
mod html;
mod inspect;
mod json;
mod korean;
pub mod limits;
mod mail;
mod markdown;
mod metadata;
mod odt;
mod pdf;
mod places;
mod plain;
mod rtf;
mod sidecar;
mod split;
mod table;
mod title;
mod warc;
mod whole_day;
mod xml;

use std::path::Path;
use std::sync::Arc;

use smol_str::SmolStr;

pub use choose::{reader_for, reader_of};
pub use columns::{Columns, chosen as chosen_columns, field_names, guess_columns};
pub use dateline::{Dateline, dateline};
pub use docx::Docx;
pub use encoding::{Decoded, decode, decode_as, encoding_names};
pub use epub::Epub;
pub use error::{ImportError, Unreadable};
pub use file::{check_kind, open, open_listed, read_bytes, read_file, read_part};
pub use html::Html;
pub use inspect::{Glimpse, Inspection, inspect};
pub use json::{Json, JsonLines};
pub use limits::MAX_FILE_BYTES;
pub use mail::{Mail, Mbox};
pub use markdown::Markdown;
pub use metadata::{METADATA_FILE, Metadata, MetadataTable, Problem, parse_table, read_table};
pub use odt::Odt;
pub use pdf::Pdf;
pub use places::{GazetteerError, GazetteerFile, GazetteerPlace, MOST_PLACES, read_gazetteer};
pub use plain::PlainText;
pub use rtf::Rtf;
pub use sidecar::read_sidecar;
pub use split::{Piece, Separator, export_separator, preview, separators, split};
pub use table::Table;
pub use warc::Warc;

use crate::model::FileReading;
use crate::text::{content_hash, normalise};

/// Reads one kind of file.
pub trait Reader: Sync {
    /// What the kind is called, such as `plain text`.
    fn name(&self) -> &'static str;

    /// Endings of its files' names, in lower case and without the dot; empty for no ending at all.
    fn extensions(&self) -> &'static [&'static str];

    /// Whether bytes are surely of this kind, whatever their file is called.
    fn knows(&self, _: &[u8]) -> bool {
        false
    }

    /// The articles in these bytes.
    fn read(&self, bytes: &[u8], hint: &Hint<'_>) -> Result<Contents, Unreadable>;
}

/// What is known of bytes besides themselves.
#[derive(Clone, Copy, Debug)]
pub struct Hint<'a> {
    /// The file that they came from.
    pub path: &'a Path,
    /// What an analyst has set for it.
    pub reading: &'a FileReading,
}

impl Hint<'_> {
    /// The bytes as text: in the encoding that an analyst has set, else in the one found.
    pub fn decode(&self, bytes: &[u8]) -> Result<Decoded, Unreadable> {
        if self.reading.encoding.is_empty() {
            decode(bytes)
        } else {
            decode_as(bytes, &self.reading.encoding)
        }
    }
}

/// Every kind of file that Casebook reads. To add one: a file in this folder and a line here.
pub const READERS: &[&dyn Reader] = &[
    &PlainText, &Markdown, &Html, &Pdf, &Docx, &Odt, &Rtf, &Epub, &Mail, &Mbox, &Json, &JsonLines,
    &Table, &Warc,
];

/// What a file holds.
#[derive(Clone, PartialEq, Debug)]
pub enum Contents {
    /// One article.
    One(Box<Imported>),
    /// Several, each with a name of its own.
    Many(Box<Parts>),
}

/// The articles of a file that holds several.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Parts {
    /// The articles, in their order.
    pub parts: Vec<Part>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// How the columns were understood, for tables and objects.
    pub columns: crate::model::ColumnMap,
    /// The columns that there are.
    pub names: Vec<String>,
}

/// An article of a file that holds several.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// Its name within the file, such as `row-12`: without `#` and `/`.
    pub name: SmolStr,
    /// The article.
    pub article: Imported,
}

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
    /// What the dateline of the text says.
    pub dateline: Option<Dateline>,
    /// The encoding that the file was read in; empty for formats that fix their own.
    pub encoding: &'static str,
    /// How many characters the encoding could not account for, each shown as U+FFFD.
    pub replaced: usize,
    /// The name of the reader.
    pub reader: &'static str,
    /// What of the file is not in the text, in words, such as `the text ends on page 20 of 90`; none
    /// where all of it is.
    pub left_out: Option<Arc<str>>,
}

impl Imported {
    /// An article of this text, with what the file declares.
    fn new(text: &str, metadata: Metadata, decoded: &Decoded, reader: &'static str) -> Self {
        let text: Arc<str> = normalise(text).into();
        Self {
            hash: content_hash(&text),
            title: metadata.title.clone().or_else(|| title::guess(&text)),
            dateline: dateline(&text),
            metadata,
            encoding: decoded.encoding,
            replaced: decoded.replaced,
            reader,
            left_out: None,
            text,
        }
    }

    /// The same, with what of the file is not in its text; nothing where `what` is empty.
    fn without(self, what: &[String]) -> Self {
        Self { left_out: (!what.is_empty()).then(|| what.join("; ").into()), ..self }
    }

    /// An article of a format that fixes its own encoding.
    fn fixed(text: &str, metadata: Metadata, reader: &'static str) -> Self {
        let none = Decoded { text: String::new(), encoding: "", replaced: 0 };
        Self::new(text, metadata, &none, reader)
    }

    fn alone(self) -> Contents {
        Contents::One(Box::new(self))
    }
}

/// Names for parts, none of them twice, and none with a character that ends a name.
#[derive(Default)]
struct Names(std::collections::HashMap<SmolStr, usize>);

impl Names {
    /// The name made of what the file calls a part, or else of its position.
    fn give(&mut self, own: &str, kind: &str, number: usize) -> SmolStr {
        let mut name: String = own
            .trim()
            .chars()
            .map(
                |c| if c.is_control() || "/\\#".contains(c) || c.is_whitespace() { '-' } else { c },
            )
            .take(80)
            .collect();
        if name.is_empty() {
            name = format!("{kind}-{number}");
        }
        let name = SmolStr::from(name);
        let count = self.0.entry(name.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { name } else { format!("{name}~{count}").into() }
    }
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
        check("page.HTM", Some("web page"));
        check("rows.csv", Some("table"));
        check("d.jpg", None);
        check("d.txt.gz", None);
        check("crawl.warc.gz", Some("web archive"));
    }

    #[test]
    fn no_two_readers_want_the_same_files() {
        let mut all: Vec<_> = READERS.iter().flat_map(|r| r.extensions()).collect();
        let wanted = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), wanted);
    }

    #[test]
    fn parts_have_names_of_their_own() {
        let mut names = Names::default();
        assert_eq!(names.give("a/b #1", "row", 1), "a-b--1");
        assert_eq!(names.give("", "row", 2), "row-2");
        assert_eq!(names.give("x", "row", 3), "x");
        assert_eq!(names.give("x", "row", 4), "x~2");
    }
}
