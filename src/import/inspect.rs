//! What a file looks like, read one way or another: for an analyst who chooses how.
//!
//! *Invariants*: never fails; what cannot be read is part of what is seen.

use std::path::Path;
use std::sync::Arc;

use super::file::contents;
use super::split::SEARCHED;
use super::{
    Columns, Contents, Decoded, Hint, Html, Imported, Json, JsonLines, Markdown, Part, PlainText,
    Reader, Separator, Table, chosen_columns, decode, json, read_bytes, reader_of, separators,
    split, table,
};
use crate::model::{ColumnMap, FileReading};
use crate::text::{TextRange, normalise};

/// So many articles are shown.
const SHOWN: usize = 60;
/// So much of an article is shown, in characters.
const START: usize = 400;
/// So many problems are told.
const TOLD: usize = 5;

/// A file as it is seen when read one way.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Inspection {
    /// The reader for it; empty where there is none.
    pub reader: &'static str,
    /// The encoding that it was read in; empty for formats that fix their own.
    pub encoding: &'static str,
    /// The encoding that is found by itself, where one can be set.
    pub found: Option<&'static str>,
    /// Characters that could not be decoded.
    pub replaced: usize,
    /// What of the file is not in the text, in words; of one article.
    pub left_out: Option<Arc<str>>,
    /// For tables and objects, what there is to choose from.
    pub columns: Option<Columns>,
    /// For these, what was taken for what.
    pub map: ColumnMap,
    /// Whether it can be split into articles at a line.
    pub splits: bool,
    /// Lines at which it might be, the likeliest first.
    pub separators: Vec<Separator>,
    /// How many articles it holds.
    pub count: usize,
    /// The first of them.
    pub articles: Vec<Glimpse>,
    /// How much could not be read.
    pub problems: usize,
    /// The first of that, in words.
    pub told: Vec<String>,
    /// Why nothing can be read.
    pub error: Option<String>,
}

/// The beginning of an article.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Glimpse {
    /// Its name within the file; empty where it is the only one.
    pub name: String,
    /// Headline; empty where none is known.
    pub title: String,
    /// Outlet, day and author, as far as the file says.
    pub about: String,
    /// How it begins, without its headline.
    pub start: String,
    /// How many words it has.
    pub words: usize,
    /// The line after it, where the file was split.
    pub cut: String,
}

/// Looks at a file as it is when read so.
pub fn inspect(path: &Path, reading: &FileReading) -> Inspection {
    let mut seen = Inspection::default();
    let bytes = match read_bytes(path) {
        Ok(bytes) => bytes,
        Err(reason) => return Inspection { error: Some(reason.to_string()), ..seen },
    };
    let hint = Hint { path, reading };
    let reader = reader_of(&bytes, path).map(Reader::name);
    seen.reader = reader.unwrap_or_default();
    let is = |kinds: &[&dyn Reader]| kinds.iter().any(|kind| kind.name() == seen.reader);
    seen.splits = is(&[&PlainText, &Markdown]);
    let decodes = seen.splits || is(&[&Html, &Table, &Json, &JsonLines]);
    if decodes {
        seen.found = decode(&bytes).ok().map(|decoded| decoded.encoding);
        if let Ok(decoded) = hint.decode(&bytes) {
            seen.look_into(&decoded);
        }
    }
    match contents(&bytes, &hint) {
        Ok(Contents::One(article)) => {
            seen.count = 1;
            seen.take(&article);
            seen.articles.push(Glimpse::of("", &article));
        }
        Ok(Contents::Many(many)) => {
            seen.count = many.parts.len();
            seen.map = many.columns;
            many.parts.iter().for_each(|part| seen.take(&part.article));
            let first = many.parts.iter().take(SHOWN);
            seen.articles =
                first.map(|Part { name, article }| Glimpse::of(name, article)).collect();
            seen.problems = many.problems.len();
            seen.told = many.problems.iter().take(TOLD).map(ToString::to_string).collect();
        }
        Err(reason) => seen.error = Some(reason.to_string()),
    }
    if let Some(columns) = seen.columns.as_ref().filter(|_| seen.map.is_empty()) {
        seen.map = chosen_columns(&reading.columns, columns.guess.clone());
    }
    if !reading.separator.is_empty()
        && let Ok(decoded) = hint.decode(&bytes)
    {
        seen.cut(&normalise(&decoded.text), &reading.separator);
    }
    seen
}

impl Inspection {
    /// What its text tells before it is read.
    fn look_into(&mut self, decoded: &Decoded) {
        if self.splits {
            let text = decoded.text.get(..decoded.text.floor_char_boundary(SEARCHED));
            self.separators = separators(&normalise(text.unwrap_or_default()));
        } else if self.reader == Table.name() {
            self.columns = table::columns(decoded);
        } else if self.reader == Json.name() || self.reader == JsonLines.name() {
            self.columns = json::columns(decoded, self.reader == JsonLines.name());
        }
    }

    fn take(&mut self, article: &Imported) {
        self.encoding = article.encoding;
        // The articles of one file are decoded together.
        self.replaced = self.replaced.max(article.replaced);
        self.left_out = self.left_out.take().or_else(|| article.left_out.clone());
    }

    /// Notes the lines at which the text was cut.
    fn cut(&mut self, text: &str, separator: &str) {
        let pieces = split(text, separator);
        let ends = pieces.iter().zip(pieces.iter().skip(1).map(Some).chain([None]));
        for (glimpse, (piece, next)) in self.articles.iter_mut().zip(ends) {
            let end = next.map_or(text.len(), TextRange::start);
            let between = text.get(piece.end()..end).unwrap_or_default();
            let mut lines = between.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.next().unwrap_or_default().clone_into(&mut glimpse.cut);
        }
    }
}

impl Glimpse {
    fn of(name: &str, article: &Imported) -> Self {
        let title = article.title.clone().unwrap_or_default();
        let text = article.text.trim_start();
        let text = text.strip_prefix(title.as_str()).unwrap_or(text).trim_start();
        let mut start: String = text.chars().take(START).collect();
        if start.len() < text.len() {
            start.push('…');
        }
        let metadata = &article.metadata;
        let day = metadata.published.map(|day| day.to_string());
        let about = [day, metadata.publisher.clone(), metadata.author.clone()];
        Self {
            name: name.to_owned(),
            title,
            about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            start,
            words: article.text.split_whitespace().count(),
            cut: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(name: &str, bytes: &[u8], reading: &FileReading) -> Inspection {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        inspect(&path, reading)
    }

    #[test]
    fn an_encoding_is_found_and_another_can_be_tried() {
        let bytes = b"D\xe9c\xe8s \xe0 Tillab\xe9ri : sept morts, selon la gendarmerie.\n";
        let seen = look("a.txt", bytes, &FileReading::default());
        assert_eq!(
            (seen.found, seen.encoding, seen.count),
            (Some("windows-1252"), "windows-1252", 1)
        );
        let reading = FileReading { encoding: "windows-1251".into(), ..FileReading::default() };
        let seen = look("a.txt", bytes, &reading);
        assert_eq!((seen.found, seen.encoding), (Some("windows-1252"), "windows-1251"));
        let start = &seen.articles.first().unwrap();
        assert!(start.title.contains('й') || start.start.contains('й'), "{start:?}");
        let reading = FileReading { encoding: "UTF-8".into(), ..FileReading::default() };
        assert_eq!(look("a.txt", bytes, &reading).replaced, 4);
    }

    #[test]
    fn columns_are_offered_even_where_no_article_can_be_read() {
        let table = b"day,words,where\n2024-03-22,Nine people were killed in the fire.,Niamey\n";
        let seen = look("a.csv", table, &FileReading::default());
        let columns = seen.columns.unwrap();
        assert_eq!(columns.names, ["day", "words", "where"]);
        assert_eq!(
            columns.rows,
            [["2024-03-22", "Nine people were killed in the fire.", "Niamey"]]
        );
        let mut reading = FileReading::default();
        "nowhere".clone_into(&mut reading.columns.text);
        let seen = look("a.csv", table, &reading);
        assert!(seen.error.is_some() && seen.columns.is_some() && seen.map.text == "nowhere");
        let lines = b"{\"a\": {\"title\": \"Fire\"}, \"body\": \"Nine died.\"}\n";
        let seen = look("a.jsonl", lines, &FileReading::default());
        assert_eq!(seen.columns.unwrap().names, ["a.title", "body"]);
        assert_eq!((seen.map.title.as_str(), seen.map.text.as_str()), ("a.title", "body"));
        assert_eq!(seen.articles.first().map(|a| a.title.as_str()), Some("Fire"));
    }

    #[test]
    fn a_separator_shows_where_it_cuts() {
        let body = "Nine people were killed in the fire at the market, they said. ".repeat(3);
        let one = |n| format!("Fire {n}\n\n{body}\nDocument {n}\n\n");
        let export = [one(1), one(2), one(3)].concat();
        let seen = look("a.txt", export.as_bytes(), &FileReading::default());
        assert_eq!((seen.count, seen.separators.first().unwrap().articles), (1, 3));
        let reading = FileReading { separator: "Document #".into(), ..FileReading::default() };
        let seen = look("a.txt", export.as_bytes(), &reading);
        let cuts: Vec<&str> = seen.articles.iter().map(|a| a.cut.as_str()).collect();
        assert_eq!((seen.count, cuts), (3, vec!["Document 1", "Document 2", "Document 3"]));
    }
}
