//! The usual layout, read on all cores: what the writer writes and git merges line by line.
//!
//! RON is read from its beginning to its end by one thread, and nothing in it says where a row
//! ends. The writer's layout does: rows end in a line of their own. This reader looks for those
//! lines, strings skipped, and hands the rows to RON one by one, many at a time; what stands
//! between the tables it puts together and hands to RON as well. So RON still reads every byte.
//!
//! *Invariants*: a text in another layout, and one with any fault, is not read here: `None` sends it
//! to the reader of all RON, which says what is wrong and where. What is read here is what that
//! reader would give.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ron::Options;
use serde::de::DeserializeOwned;

use super::super::write::options;
use super::{Problem, join_texts, read_all};
use crate::jobs;
use crate::model::{ArticleId, Entity, Project, Table};

/// So many rows are read at a time.
const ROWS: usize = 512;

/// So much of article texts is copied at a time.
const TEXTS: usize = 256;

/// How deep a row may nest: the two levels around it count in RON's own limit of 128.
const DEPTH: usize = 126;

/// Begins every project file; comments may stand before it.
const HEAD: &str = "#![enable(implicit_some)]\nCasebook(\n";

type Text = (ArticleId, Arc<str>);
type Work<'a> = Box<dyn FnOnce() + Send + 'a>;

/// Reads a project in the usual layout without a fault; else `None`.
pub(super) fn read(text: &str, most_rows: usize) -> Option<Project> {
    let layout = Layout::of(text, most_rows)?;
    let mut project = read_all(&layout.frame, most_rows).ok()?;
    let failed = AtomicBool::new(false);
    let options = options().with_recursion_limit(DEPTH);
    let reading = Reading { options: &options, failed: &failed };

    let texts: Vec<Mutex<Vec<Text>>> =
        layout.texts.chunks(TEXTS).map(|_| Mutex::default()).collect();
    let [articles, highlights, sources, actors, places, claims, incidents, evidence, overrides] =
        &layout.tables;
    let (articles, highlights) = (Parts::of(articles), Parts::of(highlights));
    let (sources, actors, places) = (Parts::of(sources), Parts::of(actors), Parts::of(places));
    let (claims, incidents) = (Parts::of(claims), Parts::of(incidents));
    let (evidence, overrides) = (Parts::of(evidence), Parts::of(overrides));
    let mut work: Vec<Work<'_>> = Vec::new();
    highlights.read(reading, &mut work);
    claims.read(reading, &mut work);
    articles.read(reading, &mut work);
    incidents.read(reading, &mut work);
    sources.read(reading, &mut work);
    actors.read(reading, &mut work);
    places.read(reading, &mut work);
    evidence.read(reading, &mut work);
    overrides.read(reading, &mut work);
    for (some, slot) in layout.texts.chunks(TEXTS).zip(&texts) {
        work.push(Box::new(move || {
            let read = some.iter().map(|(id, text)| reading.text(id, text)).collect();
            if let Some(read) = reading.noted(read) {
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = read;
            }
        }));
    }
    jobs::side_by_side("read rows", work, |work| work());

    let mut work: Vec<Work<'_>> = Vec::new();
    highlights.join(reading, &mut project.highlights, &mut work);
    claims.join(reading, &mut project.claims, &mut work);
    articles.join(reading, &mut project.articles, &mut work);
    incidents.join(reading, &mut project.incidents, &mut work);
    sources.join(reading, &mut project.sources, &mut work);
    actors.join(reading, &mut project.actors, &mut work);
    places.join(reading, &mut project.places, &mut work);
    evidence.join(reading, &mut project.evidence, &mut work);
    overrides.join(reading, &mut project.overrides, &mut work);
    jobs::side_by_side("join rows", work, |work| work());
    if failed.load(Ordering::Relaxed) {
        return None;
    }
    let texts = texts
        .into_iter()
        .flat_map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner));
    let problem = Problem::within(most_rows);
    join_texts::<ron::Error>(&mut project.articles, texts.collect(), &problem).ok()?;
    Some(project)
}

/// How rows are read, and whether one could not be.
#[derive(Clone, Copy)]
struct Reading<'a> {
    options: &'a Options,
    failed: &'a AtomicBool,
}

impl Reading<'_> {
    fn noted<T>(self, read: Option<T>) -> Option<T> {
        if read.is_none() {
            self.failed.store(true, Ordering::Relaxed);
        }
        read
    }

    fn row<T: Entity + DeserializeOwned>(self, row: &str) -> Option<Arc<T>> {
        if self.failed.load(Ordering::Relaxed) {
            return None;
        }
        self.options.from_str::<T>(row).ok().map(Arc::new)
    }

    fn text(self, id: &str, text: &Found<'_>) -> Option<Text> {
        let id = self.options.from_str::<ArticleId>(id).ok()?;
        let text = match text.verbatim {
            Some(inside) => inside.into(),
            None => self.options.from_str::<Arc<str>>(text.whole).ok()?,
        };
        Some((id, text))
    }
}

/// Where the rows of a part are put when they have been read.
type Slot<T> = Mutex<Vec<Arc<T>>>;

/// The rows of a table, read a part at a time.
struct Parts<'a, T> {
    parts: Vec<(&'a [&'a str], Slot<T>)>,
}

impl<'a, T: Entity + DeserializeOwned> Parts<'a, T> {
    fn of(rows: &'a [&'a str]) -> Self {
        Self { parts: rows.chunks(ROWS).map(|rows| (rows, Mutex::default())).collect() }
    }

    fn read<'b>(&'b self, reading: Reading<'b>, work: &mut Vec<Work<'b>>) {
        for (rows, slot) in &self.parts {
            work.push(Box::new(move || {
                let read = rows.iter().map(|row| reading.row(row)).collect();
                if let Some(read) = reading.noted(read) {
                    *slot.lock().unwrap_or_else(PoisonError::into_inner) = read;
                }
            }));
        }
    }

    /// Puts the rows into their table. A row without an id, or a second one of the same, is a
    /// fault.
    fn join<'b>(self, reading: Reading<'b>, table: &'b mut Table<T>, work: &mut Vec<Work<'b>>)
    where
        'a: 'b,
    {
        if self.parts.is_empty() {
            return;
        }
        work.push(Box::new(move || {
            for (_, slot) in self.parts {
                for row in slot.into_inner().unwrap_or_else(PoisonError::into_inner) {
                    let id = row.id().clone();
                    let nameless = id.to_string().is_empty();
                    if table.insert(id, row).is_some() || nameless {
                        reading.failed.store(true, Ordering::Relaxed);
                    }
                }
            }
        }));
    }
}

/// The tables, in the order of the writer.
const TABLES: [&str; 9] = [
    "articles",
    "highlights",
    "sources",
    "actors",
    "places",
    "claims",
    "incidents",
    "evidence",
    "overrides",
];

/// Where everything stands in a text.
struct Layout<'a> {
    /// The text without its tables and article texts.
    frame: String,
    tables: [Vec<&'a str>; TABLES.len()],
    texts: Vec<(&'a str, Found<'a>)>,
}

/// A string as it stands in the text.
struct Found<'a> {
    whole: &'a str,
    /// What is between its quotes, where that is the string itself.
    verbatim: Option<&'a str>,
}

impl<'a> Layout<'a> {
    fn of(text: &'a str, most_rows: usize) -> Option<Self> {
        let mut at = 0;
        while text.get(at..)?.starts_with("//") {
            at += text.get(at..)?.find('\n')? + 1;
        }
        if !text.get(at..)?.starts_with(HEAD) {
            return None;
        }
        let mut scan = Scan { text, at: at + HEAD.len() };
        let mut layout = Self {
            frame: text.get(..scan.at)?.to_owned(),
            tables: Default::default(),
            texts: Vec::new(),
        };
        let mut seen: Vec<&str> = Vec::new();
        loop {
            let rest = scan.rest()?;
            if rest == ")\n" {
                layout.frame.push_str(rest);
                return Some(layout);
            }
            let line = rest.strip_prefix("    ")?;
            let (name, value) = line.split_once(": ")?;
            let table = TABLES.iter().position(|table| *table == name);
            if let Some(table) = table.filter(|_| value.starts_with("[\n")) {
                if seen.contains(&name) {
                    return None;
                }
                seen.push(name);
                scan.at += 4 + name.len() + 2 + 2;
                let rows = layout.tables.get_mut(table)?;
                while !scan.take("    ],\n") {
                    if rows.len() >= most_rows {
                        return None;
                    }
                    rows.push(scan.row()?);
                }
            } else if name == "texts" && value.starts_with("{\n") {
                if seen.contains(&name) {
                    return None;
                }
                seen.push(name);
                scan.at += 4 + name.len() + 2 + 2;
                while !scan.take("    },\n") {
                    if layout.texts.len() >= most_rows {
                        return None;
                    }
                    layout.texts.push(scan.entry()?);
                }
            } else {
                layout.frame.push_str(scan.section()?);
            }
        }
    }
}

/// Walks over a text line by line, strings skipped.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> Option<&'a str> {
        self.text.get(self.at..)
    }

    fn take(&mut self, line: &str) -> bool {
        let found = self.rest().is_some_and(|rest| rest.starts_with(line));
        if found {
            self.at += line.len();
        }
        found
    }

    /// From here to the end of the line, strings that run over several lines skipped; the place
    /// after it. None where something stands there that the writer does not write.
    fn line_end(&self, mut at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            let special = |byte: &u8| matches!(byte, b'"' | b'\n' | b'/' | b'\'');
            at += bytes.get(at..)?.iter().position(special)?;
            match bytes.get(at)? {
                b'\n' => return Some(at + 1),
                b'"' => at = self.string(at)?.0.end,
                _ => return None,
            }
        }
    }

    /// The string whose opening quote stands at `quote`, and what is between its quotes where that
    /// is the string itself.
    fn string(&self, quote: usize) -> Option<(Range<usize>, Option<Range<usize>>)> {
        let bytes = self.text.as_bytes();
        let before = bytes.get(..quote)?;
        let hashes = before.iter().rev().take_while(|byte| **byte == b'#').count();
        let mark = before.len().checked_sub(hashes + 1).and_then(|at| before.get(at));
        let inside = quote + 1;
        if hashes > 0 {
            if mark != Some(&b'r') {
                return None;
            }
            let mut at = inside;
            loop {
                at += memchr::memchr(b'"', bytes.get(at..)?)?;
                let end = at + 1 + hashes;
                if bytes.get(at + 1..end)?.iter().all(|byte| *byte == b'#') {
                    return Some((quote - hashes - 1..end, Some(inside..at)));
                }
                at += 1;
            }
        }
        if mark.is_some_and(u8::is_ascii_alphanumeric) {
            return None;
        }
        let mut verbatim = true;
        let mut at = inside;
        loop {
            at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
            if bytes.get(at) == Some(&b'"') {
                return Some((quote..at + 1, verbatim.then_some(inside..at)));
            }
            verbatim = false;
            at += 2;
        }
    }

    /// A row of a table, without the comma behind it.
    fn row(&mut self) -> Option<&'a str> {
        let start = self.at + 8;
        if !self.rest()?.starts_with("        ")
            || !self.text.as_bytes().get(start)?.is_ascii_uppercase()
        {
            return None;
        }
        let mut line = self.line_end(start)?;
        while !self.text.get(line..)?.starts_with("        ),\n") {
            line = self.line_end(line)?;
        }
        self.at = line + "        ),\n".len();
        self.text.get(start..line + "        )".len())
    }

    /// The id and text of an article.
    fn entry(&mut self) -> Option<(&'a str, Found<'a>)> {
        let start = self.at + 8;
        if !self.rest()?.starts_with("        \"") {
            return None;
        }
        let (id, _) = self.string(start)?;
        let rest = self.text.get(id.end..)?.strip_prefix(": ")?;
        let quote = id.end + 2 + rest.find('"')?;
        let (text, verbatim) = self.string(quote)?;
        if text.start != id.end + 2 || !self.text.get(text.end..)?.starts_with(",\n") {
            return None;
        }
        self.at = text.end + 2;
        let verbatim = match verbatim {
            Some(range) => Some(self.text.get(range)?),
            None => None,
        };
        Some((self.text.get(id)?, Found { whole: self.text.get(text)?, verbatim }))
    }

    /// A section that is no table.
    fn section(&mut self) -> Option<&'a str> {
        let start = self.at;
        loop {
            self.at = self.line_end(self.at)?;
            let rest = self.rest()?;
            let next = rest.strip_prefix("    ").is_some_and(|line| {
                line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            });
            if next || rest == ")\n" {
                return self.text.get(start..self.at);
            }
        }
    }
}

#[cfg(test)]
mod tests;
