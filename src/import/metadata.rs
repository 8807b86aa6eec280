//! `metadata.csv`: what is known of the articles of a folder, one a row, beside their files.
//!
//! # Invariants
//!
//! - A row that cannot be read is a [`Problem`] with its line; it never costs the other rows.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization as _;

use super::columns::field_of;
use super::day_order::{DayOrder, day_order, settled};
use super::{Unreadable, decode, read_bytes};
use crate::calendar::{self, DateError};
use crate::text::normalise;

/// The name of such a file.
pub const METADATA_FILE: &str = "metadata.csv";

/// What is known of an article besides its text.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Metadata {
    /// Headline.
    pub title: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// Outlet that published it.
    pub publisher: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Everything else, by its name as written.
    pub tags: BTreeMap<String, String>,
}

impl Metadata {
    /// Sets the field of this name, in upper or lower case; a name that is no field becomes a tag.
    /// An empty value sets nothing.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let value = value.trim();
        if value.is_empty() {
            return Ok(());
        }
        let field = match name.trim().to_lowercase().as_str() {
            "title" => &mut self.title,
            "publisher" => &mut self.publisher,
            "url" => &mut self.url,
            "author" => &mut self.author,
            "language" => {
                self.language = Some(language_tag(value).to_owned());
                return Ok(());
            }
            "note" => &mut self.note,
            "published" | "date" => {
                self.published = Some(day(value)?);
                return Ok(());
            }
            _ => {
                self.tag(name, value);
                return Ok(());
            }
        };
        *field = Some(value.to_owned());
        Ok(())
    }

    /// Keeps a value under a name of its own.
    pub fn tag(&mut self, name: &str, value: &str) {
        self.tags.insert(name.trim().to_owned(), value.trim().to_owned());
    }

    /// These fields, and `other`'s where there is none here.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let mut tags = other.tags;
        tags.extend(self.tags);
        Self {
            title: self.title.or(other.title),
            published: self.published.or(other.published),
            publisher: self.publisher.or(other.publisher),
            url: self.url.or(other.url),
            author: self.author.or(other.author),
            language: self.language.or(other.language),
            note: self.note.or(other.note),
            tags,
        }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The tag of a language that is written out.
fn language_tag(value: &str) -> &str {
    match value.to_lowercase().as_str() {
        "english" | "anglais" => "en",
        "french" | "français" => "fr",
        "arabic" | "arabe" => "ar",
        "spanish" | "español" => "es",
        "german" | "deutsch" => "de",
        "portuguese" | "português" => "pt",
        "russian" => "ru",
        _ => value,
    }
}

/// The day that a publication date names. A time of day is left aside: what counts is the day by
/// the publisher's own calendar.
fn day(text: &str) -> Result<Date, String> {
    const WRITE: &str = "write it as 2024-03-20 or 20 March 2024";

    let iso = |text: &str| {
        let (day, rest) = text.split_at_checked(10)?;
        (rest.is_empty() || rest.starts_with(['T', 't', ' '])).then(|| day.parse().ok())?
    };
    if let Some(day) = iso(text) {
        return Ok(day);
    }
    match calendar::read(text, None).map(|read| read.span) {
        Ok(span) if span.start == span.end => Ok(span.start),
        Ok(_) => Err(format!("the date “{text}” names more than one day: {WRITE}")),
        Err(error @ (DateError::Ambiguous { .. } | DateError::NoSuchDate { .. })) => {
            Err(format!("the date “{text}” is not understood: {error}"))
        }
        Err(
            DateError::Empty
            | DateError::NotUnderstood { .. }
            | DateError::NeedsPublicationDate { .. },
        ) => Err(format!("the date “{text}” is not understood: {WRITE}")),
    }
}

/// The rows of a `metadata.csv`.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct MetadataTable {
    rows: HashMap<String, Row>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

#[derive(Clone, PartialEq, Debug)]
struct Row {
    line: u64,
    metadata: Metadata,
}

/// Something in a `metadata.csv` that could not be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct Problem {
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong.
    pub message: String,
}

impl MetadataTable {
    /// What is known of the file at this path, relative to the table's folder and `/`-separated.
    pub fn get(&self, path: &str) -> Option<&Metadata> {
        self.rows.get(key(path).as_str()).map(|row| &row.metadata)
    }

    /// How many articles it speaks of.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it speaks of none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The paths that it speaks of and the lines where it does, in order of lines.
    pub fn paths(&self) -> Vec<(&str, u64)> {
        let mut paths: Vec<_> = self.rows.iter().map(|(path, r)| (path.as_str(), r.line)).collect();
        paths.sort_unstable_by_key(|(_, line)| *line);
        paths
    }
}

/// A path as it is compared: separators alike, and accents composed, as not all systems keep them.
fn key(path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    path.nfc().collect()
}

/// Reads the `metadata.csv` at `path`.
pub fn read_table(path: &Path) -> Result<MetadataTable, Unreadable> {
    Ok(parse_table(&normalise(&decode(&read_bytes(path)?)?.text)))
}

/// Reads the text of a `metadata.csv`. The first row names the columns, in any order.
pub fn parse_table(text: &str) -> MetadataTable {
    let mut table = MetadataTable::default();
    let mut lines = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes())
        .into_records();
    let Some(Ok(header)) = lines.next() else { return table };
    let Some(columns) = Header::of(&header) else {
        table.problem(1, "there is no column “path”, which says what file a row speaks of");
        return table;
    };
    let mut records = Vec::new();
    for record in lines {
        match record {
            Ok(record) => records.push((line_of(text, record.position()), record)),
            Err(error) => {
                let line = line_of(text, error.position());
                table.problem(line, error.to_string());
            }
        }
    }
    let days = records.iter().flat_map(|(_, record)| columns.days(record));
    let order = day_order(days);
    for (line, record) in &records {
        table.take(&columns, order, *line, record);
    }
    table.problems.extend(unclosed(text, records.last().map(|(line, _)| *line)));
    table
}

/// What the columns hold.
struct Header {
    path: usize,
    /// The field that each is, or its own name.
    names: Vec<String>,
}

impl Header {
    /// By the names of the fields themselves; where none has one, by others that are usual for it.
    fn of(header: &csv::StringRecord) -> Option<Self> {
        let is = |name: &str, wanted: &[&str]| wanted.iter().any(|w| name.eq_ignore_ascii_case(w));
        let at = |wanted: &[&str]| header.iter().position(|name| is(name, wanted));
        let path = at(&["path"]).or_else(|| {
            at(&["file", "filename", "file name", "file_name", "fichier", "datei", "archivo"])
        })?;
        let mut names: Vec<String> = header.iter().map(str::to_owned).collect();
        for (nth, name) in header.iter().enumerate().filter(|(nth, _)| *nth != path) {
            if let Some(field) = field_of(name)
                && !names.iter().any(|name| {
                    name.eq_ignore_ascii_case(field)
                        || field == "published" && name.eq_ignore_ascii_case("date")
                })
                && let Some(name) = names.get_mut(nth)
            {
                field.clone_into(name);
            }
        }
        Some(Self { path, names })
    }

    /// The values of a record that are days of publication.
    fn days<'a>(&'a self, record: &'a csv::StringRecord) -> impl Iterator<Item = &'a str> {
        let named = self.names.iter().zip(record);
        named.filter(|(name, _)| is_published(name)).map(|(_, value)| value)
    }
}

fn is_published(name: &str) -> bool {
    ["published", "date"].iter().any(|published| name.eq_ignore_ascii_case(published))
}

/// That a quotation mark is not closed, so that the last record has taken in all lines after it.
pub(super) fn unclosed(text: &str, last_line: Option<u64>) -> Option<Problem> {
    let line = last_line?;
    let before = usize::try_from(line.checked_sub(1)?).ok()?;
    let record = text.split_inclusive('\n').skip(before);
    let record: String = record.collect();
    let marks = record.matches('"').count();
    // A mark within a field is a character of it.
    let opens =
        record.starts_with('"') || [",\"", ";\"", "\t\""].iter().any(|o| record.contains(o));
    let message = "a quotation mark that opens a field here is not closed: all lines after it are \
                   read as that field; close it, or double it where it is meant as a character";
    (opens && marks % 2 == 1).then(|| Problem { line, message: message.to_owned() })
}

impl MetadataTable {
    fn problem(&mut self, line: u64, message: impl Into<String>) {
        self.problems.push(Problem { line, message: message.into() });
    }

    fn take(
        &mut self,
        columns: &Header,
        order: Option<DayOrder>,
        line: u64,
        record: &csv::StringRecord,
    ) {
        let path = key(record.get(columns.path).unwrap_or_default());
        if path.is_empty() {
            if record.iter().any(|field| !field.is_empty()) {
                self.problem(line, "no path");
            }
            return;
        }
        let mut metadata = Metadata::default();
        for (i, value) in record.iter().enumerate().filter(|(i, _)| *i != columns.path) {
            match columns.names.get(i).filter(|name| !name.is_empty()) {
                Some(name) => {
                    let value =
                        if is_published(name) { settled(value, order) } else { value.into() };
                    if let Err(message) = metadata.set(name, &value) {
                        self.problem(line, message);
                    }
                }
                None if value.is_empty() => {}
                None => self.problem(line, format!("“{value}” stands in no named column")),
            }
        }
        if let Some(first) = self.rows.get(&path) {
            let message = format!("“{path}” was on line {} already, which stands", first.line);
            self.problem(line, message);
        } else {
            self.rows.insert(path, Row { line, metadata });
        }
    }
}

/// The separator: whichever of comma, semicolon and tab the first line has most of.
pub(super) fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |d: u8| header.matches(char::from(d)).count();
    // Of equals the last wins: the comma.
    [b'\t', b';', b','].into_iter().max_by_key(|d| count(*d)).unwrap_or(b',')
}

/// The line where a record begins: its position is where the one before it has ended, empty lines
/// before it included.
pub(super) fn line_of(text: &str, position: Option<&csv::Position>) -> u64 {
    let Some(position) = position else { return 0 };
    let rest = text.as_bytes().get(position.byte() as usize..).unwrap_or_default();
    let breaks = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    position.line() + breaks.filter(|byte| **byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn problems(table: &MetadataTable) -> Vec<String> {
        table.problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn columns_in_any_order_and_case() {
        let table = parse_table(
            "Publisher,PATH,Published,Desk,title\n\
             The Example,a.txt,2024-03-22,north,\"Fire, \"\"nine\"\" dead\"\n\
             ,sub\\b.txt,2024-03-23T23:30:00Z,,\n",
        );
        assert_eq!(problems(&table), [""; 0]);
        let a = table.get("a.txt").unwrap();
        assert_eq!(a.publisher.as_deref(), Some("The Example"));
        assert_eq!(a.title.as_deref(), Some("Fire, \"nine\" dead"));
        assert_eq!(a.published, Some(date(2024, 3, 22)));
        assert_eq!(a.tags.get("Desk").map(String::as_str), Some("north"));
        let b = table.get("sub/b.txt").unwrap();
        assert_eq!((b.published, &b.publisher), (Some(date(2024, 3, 23)), &None));
        assert_eq!(table.paths(), [("a.txt", 2), ("sub/b.txt", 3)]);
    }

    #[test]
    fn semicolons_tabs_and_missing_columns() {
        assert!(parse_table("path;title\na.txt;One, two, three, four\n").get("a.txt").is_some());
        assert!(parse_table("path\ttitle\na.txt\tOne, two; three\n").get("a.txt").is_some());
        let short = parse_table("path,title,publisher\na.txt\n./b.txt,B\n\n,,\n");
        assert!(short.get("a.txt").unwrap().is_empty());
        assert_eq!(short.get("b.txt").unwrap().title.as_deref(), Some("B"));
        assert_eq!(problems(&short), [""; 0]);
        assert!(parse_table("").is_empty());
    }

    #[test]
    fn what_cannot_be_read_names_its_line() {
        let table = parse_table(
            "path,published,title\na.txt,soonish,A\n,2024-01-01,B\nc.txt,2024-13-01,C\n\
             c.txt,2024-01-01,again\nd.txt,,D,extra\n\"e\ne.txt\",,E\nf.txt,2023-02-30,F\n",
        );
        assert_eq!(table.get("a.txt").unwrap().title.as_deref(), Some("A"));
        assert_eq!(table.get("c.txt").unwrap().title.as_deref(), Some("C"));
        let lines: Vec<_> = table.problems.iter().map(|p| p.line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6, 9]);
        let said = problems(&table);
        assert!(said[0].starts_with("line 2: the date “soonish” is not understood"), "{said:?}");
        assert_eq!(said[1], "line 3: no path");
        assert_eq!(said[3], "line 5: “c.txt” was on line 4 already, which stands");
        assert_eq!(said[4], "line 6: “extra” stands in no named column");
        assert_eq!(
            problems(&parse_table("article,title\na,b\n")),
            ["line 1: there is no column “path”, which says what file a row speaks of"]
        );
    }

    #[test]
    fn columns_by_other_usual_names() {
        let table = parse_table(
            "file,Headline,Date,Lang,News outlet,Event date\n\
             a.txt,Fire,03/04/2024,French,The Example,2024-03-01\nb.txt,Flood,03/25/2024,,,\n",
        );
        assert_eq!(problems(&table), [""; 0]);
        let a = table.get("a.txt").unwrap();
        assert_eq!(a.title.as_deref(), Some("Fire"));
        assert_eq!(a.published, Some(date(2024, 3, 4)));
        assert_eq!(
            (a.language.as_deref(), a.publisher.as_deref()),
            (Some("fr"), Some("The Example"))
        );
        assert_eq!(a.tags.get("Event date").map(String::as_str), Some("2024-03-01"));
        // The field's own name goes before another for it.
        let both = parse_table("path,headline,title\na.txt,H,T\n");
        assert_eq!(both.get("a.txt").unwrap().title.as_deref(), Some("T"));
        assert_eq!(both.get("a.txt").unwrap().tags.get("headline").map(String::as_str), Some("H"));
    }

    #[test]
    fn accents_composed_or_not_name_the_same_file() {
        let table = parse_table("path,title\ne\u{301}te\u{301}.txt,Summer\n");
        assert!(table.get("\u{e9}t\u{e9}.txt").is_some());
    }

    #[test]
    fn a_table_in_an_older_encoding_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(METADATA_FILE);
        std::fs::write(&path, b"path;publisher;title\r\na.txt;T\xe9l\xe9 Exemple;D\xe9c\xe9d\xe9s \xe0 l\x92h\xf4pital\r\n").unwrap();
        let table = read_table(&path).unwrap();
        assert_eq!(table.get("a.txt").unwrap().publisher.as_deref(), Some("Télé Exemple"));
        std::fs::write(&path, "\u{feff}path,title\r\na.txt,été\r\n").unwrap();
        assert_eq!(read_table(&path).unwrap().get("a.txt").unwrap().title.as_deref(), Some("été"));
    }
}
