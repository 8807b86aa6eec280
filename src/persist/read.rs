//! Text to project: checks the format first, then reads section by section; what this version does
//! not know is kept as it stands.
//!
//! *Invariants*: no text makes this panic or recurse without bound. References to rows that do not
//! exist are kept: they are findings for the analyst, not errors.

mod usual;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use ron::de::{Deserializer, SpannedError};
use ron::value::RawValue;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer as _, Error as _, MapAccess, SeqAccess, Visitor};
use smol_str::SmolStr;

use super::error::FormatError;
use super::write::options;
use crate::model::{Article, ArticleId, Codebook, Entity, Project, Table};

/// The format that this version writes.
pub const LATEST_FORMAT: u64 = 1;

/// The largest file that is read as a project or as a journal, in bytes.
pub const MAX_BYTES: u64 = 1 << 30;

/// The most rows that a table may have: a short row takes some fifty times its length in memory,
/// and a file made for that must not exhaust it.
pub const MAX_ROWS: usize = 4_000_000;

/// How each format is read. A new format gets a line here and leaves the others as they are.
const READERS: &[(u64, Reader)] = &[(1, read_1)];

/// Reads a text, of whose tables none may have more rows than this.
type Reader = fn(&str, usize) -> Result<Project, FormatError>;

/// Reads the text of a project's file, of this or an earlier format.
pub fn from_ron(text: &str) -> Result<Project, FormatError> {
    from_ron_within(text, MAX_ROWS)
}

fn from_ron_within(text: &str, most_rows: usize) -> Result<Project, FormatError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // The writer never leaves a carriage return in the text: those found were put there by git or
    // an editor at the line ends.
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let format = format_of(&text)?;
    let read = match READERS.iter().find(|(known, _)| *known == format) {
        Some((_, read)) => read,
        None if format > LATEST_FORMAT => return Err(FormatError::Newer { format }),
        None => return Err(FormatError::Unknown { format }),
    };
    read(&text, most_rows).map_err(|error| match error {
        FormatError::Syntax { .. } => conflict_mark(&text).unwrap_or(error),
        FormatError::Conflict { .. }
        | FormatError::Newer { .. }
        | FormatError::Unknown { .. }
        | FormatError::NotAProject
        | FormatError::TooLarge
        | FormatError::TooMany { .. }
        | FormatError::TooDeep { .. }
        | FormatError::DuplicateId { .. }
        | FormatError::Write(_) => error,
    })
}

/// The mark that a failed merge has left in a text that cannot be read.
fn conflict_mark(text: &str) -> Option<FormatError> {
    let line = text.lines().position(|line| line.starts_with("<<<<<<< "))?;
    text.lines()
        .skip(line)
        .any(|line| line.starts_with(">>>>>>> "))
        .then_some(FormatError::Conflict { line: line + 1 })
}

/// The format that a text says it has.
fn format_of(text: &str) -> Result<u64, FormatError> {
    struct Probe<'a> {
        inside: &'a Cell<bool>,
        format: &'a Cell<Option<u64>>,
    }
    impl<'de> Visitor<'de> for Probe<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a Casebook project")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
            self.inside.set(true);
            if fields.next_key::<SmolStr>()?.as_deref() != Some("format") {
                return Err(A::Error::custom("expected `format` as the first field"));
            }
            self.format.set(Some(fields.next_value()?));
            Ok(())
        }
    }
    let (inside, format) = (Cell::new(false), Cell::new(None));
    let problem = Problem::within(MAX_ROWS);
    let Ok(mut parser) = Deserializer::from_str_with_options(text, &options()) else {
        return Err(FormatError::NotAProject);
    };
    let probe = Probe { inside: &inside, format: &format };
    let result = parser.deserialize_struct("Casebook", &["format"], probe);
    match (format.get(), result) {
        (Some(format), _) => Ok(format),
        (None, Err(error)) if inside.get() => Err(problem.explain(&parser.span_error(error))),
        (None, _) => Err(FormatError::NotAProject),
    }
}

/// What went wrong, where serde's errors cannot say it.
struct Problem {
    fault: RefCell<Option<Fault>>,
    /// The most rows that a table may have.
    most_rows: usize,
}

enum Fault {
    Duplicate { table: &'static str, id: String },
    TooMany { what: &'static str },
}

impl Problem {
    fn within(most_rows: usize) -> Self {
        Self { fault: RefCell::default(), most_rows }
    }

    fn duplicate<E: serde::de::Error>(&self, table: &'static str, id: &dyn fmt::Display) -> E {
        self.fault.replace(Some(Fault::Duplicate { table, id: id.to_string() }));
        E::custom("duplicate id")
    }

    /// Refuses one more row than there may be.
    fn check_room<E: serde::de::Error>(&self, rows: usize, what: &'static str) -> Result<(), E> {
        if rows < self.most_rows {
            return Ok(());
        }
        self.fault.replace(Some(Fault::TooMany { what }));
        Err(E::custom("too many rows"))
    }

    fn explain(&self, error: &SpannedError) -> FormatError {
        let (line, column) = (error.span.start.line, error.span.start.col);
        match self.fault.take() {
            Some(Fault::Duplicate { table, id }) => FormatError::DuplicateId { table, id, line },
            Some(Fault::TooMany { what }) => {
                FormatError::TooMany { what, most: self.most_rows, line }
            }
            None if error.code == ron::Error::ExceededRecursionLimit => {
                FormatError::TooDeep { line }
            }
            None => FormatError::Syntax { line, column, message: error.code.to_string() },
        }
    }
}

fn read_1(text: &str, most_rows: usize) -> Result<Project, FormatError> {
    usual::read(text, most_rows).map_or_else(|| read_all(text, most_rows), Ok)
}

/// Reads any RON from its beginning to its end, and says what is wrong with it and where.
fn read_all(text: &str, most_rows: usize) -> Result<Project, FormatError> {
    let problem = Problem::within(most_rows);
    let mut parser = Deserializer::from_str_with_options(text, &options())
        .map_err(|error| problem.explain(&error))?;
    let project = parser
        .deserialize_struct("Casebook", SECTIONS, Sections(&problem))
        .and_then(|project| parser.end().map(|()| project));
    project.map_err(|error| problem.explain(&parser.span_error(error)))
}

const SECTIONS: &[&str] = &[
    "format",
    "settings",
    "codebook",
    "articles",
    "highlights",
    "sources",
    "actors",
    "places",
    "claims",
    "incidents",
    "evidence",
    "overrides",
    "decisions",
    "links",
    "texts",
];

struct Sections<'a>(&'a Problem);

impl<'de> Visitor<'de> for Sections<'_> {
    type Value = Project;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sections of a Casebook project")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Project, A::Error> {
        let mut project =
            Project { codebook: Arc::new(Codebook::standard()), ..Project::default() };
        let mut texts = Vec::new();
        let mut seen = HashSet::new();
        let problem = self.0;
        while let Some(name) = fields.next_key::<SmolStr>()? {
            if !seen.insert(name.clone()) {
                return Err(problem.duplicate("section", &name));
            }
            match name.as_str() {
                "format" => {
                    fields.next_value::<u64>()?;
                }
                "settings" => project.settings = fields.next_value()?,
                "codebook" => project.codebook = fields.next_value()?,
                "articles" => rows(&mut fields, &mut project.articles, "article", problem)?,
                "highlights" => rows(&mut fields, &mut project.highlights, "highlight", problem)?,
                "sources" => rows(&mut fields, &mut project.sources, "source", problem)?,
                "actors" => rows(&mut fields, &mut project.actors, "actor", problem)?,
                "places" => rows(&mut fields, &mut project.places, "place", problem)?,
                "claims" => rows(&mut fields, &mut project.claims, "claim", problem)?,
                "incidents" => rows(&mut fields, &mut project.incidents, "incident", problem)?,
                "evidence" => rows(&mut fields, &mut project.evidence, "evidence", problem)?,
                "overrides" => rows(&mut fields, &mut project.overrides, "override", problem)?,
                "decisions" => rows(&mut fields, &mut project.decisions, "decision", problem)?,
                "links" => rows(&mut fields, &mut project.links, "link", problem)?,
                "texts" => texts = fields.next_value_seed(Texts(problem))?,
                _ => {
                    let section: Box<RawValue> = fields.next_value()?;
                    project.extra.keep(&name, section).map_err(A::Error::custom)?;
                }
            }
        }
        join_texts(&mut project.articles, texts, problem)?;
        Ok(project)
    }
}

/// Puts the texts back into their articles. A text whose article is gone (a merge can leave one)
/// comes back with a bare article: nothing that was saved is dropped.
fn join_texts<E: serde::de::Error>(
    articles: &mut Table<Article>,
    texts: Vec<(ArticleId, Arc<str>)>,
    problem: &Problem,
) -> Result<(), E> {
    let mut seen = HashSet::new();
    for (id, text) in texts {
        if !seen.insert(id.clone()) {
            return Err(problem.duplicate("the text of article", &id));
        }
        let article = articles
            .entry(id.clone())
            .or_insert_with(|| Arc::new(Article { id, ..Article::default() }));
        Arc::make_mut(article).text = Some(text);
    }
    Ok(())
}

/// Reads the table that comes next.
fn rows<'de, A: MapAccess<'de>, T: Entity + Deserialize<'de>>(
    fields: &mut A,
    table: &mut Table<T>,
    kind: &'static str,
    problem: &Problem,
) -> Result<(), A::Error> {
    *table = fields.next_value_seed(Rows::of(kind, problem))?;
    Ok(())
}

/// Reads a table: a list of entities with ids of their own.
struct Rows<'a, T> {
    kind: &'static str,
    problem: &'a Problem,
    of: PhantomData<T>,
}

impl<'a, T> Rows<'a, T> {
    fn of(kind: &'static str, problem: &'a Problem) -> Self {
        Self { kind, problem, of: PhantomData }
    }
}

impl<'de, T: Entity + Deserialize<'de>> DeserializeSeed<'de> for Rows<'_, T> {
    type Value = Table<T>;

    fn deserialize<D: serde::Deserializer<'de>>(self, list: D) -> Result<Table<T>, D::Error> {
        list.deserialize_seq(self)
    }
}

impl<'de, T: Entity + Deserialize<'de>> Visitor<'de> for Rows<'_, T> {
    type Value = Table<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {} rows", self.kind)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Table<T>, A::Error> {
        let mut table = Table::<T>::new();
        while let Some(row) = rows.next_element::<T>()? {
            self.problem.check_room(table.len(), self.kind)?;
            let id = row.id().clone();
            if id.to_string().is_empty() {
                return Err(A::Error::custom(format_args!("{} without an id", self.kind)));
            }
            if table.insert(id.clone(), Arc::new(row)).is_some() {
                return Err(self.problem.duplicate(self.kind, &id));
            }
        }
        Ok(table)
    }
}

/// Reads the article texts by id.
struct Texts<'a>(&'a Problem);

impl<'de> DeserializeSeed<'de> for Texts<'_> {
    type Value = Vec<(ArticleId, Arc<str>)>;

    fn deserialize<D: serde::Deserializer<'de>>(self, map: D) -> Result<Self::Value, D::Error> {
        map.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Texts<'_> {
    type Value = Vec<(ArticleId, Arc<str>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("article texts by id")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut texts = Vec::new();
        while let Some(entry) = map.next_entry()? {
            self.0.check_room(texts.len(), "article text")?;
            texts.push(entry);
        }
        Ok(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::persist::to_ron;

    #[test]
    fn more_rows_than_a_project_may_have_are_refused_where_they_stand() {
        let too_many = |what, line| Some(FormatError::TooMany { what, most: 2, line });
        for (text, refusal) in [
            ("(format: 1, claims: [\n(id: \"1\"),\n(id: \"2\"),\n])", None),
            (
                "(format: 1, claims: [\n(id: \"1\"),\n(id: \"2\"),\n(id: \"3\"),\n])",
                too_many("claim", 4),
            ),
            ("(format: 1, links: [\n(id: \"1\"),(id: \"2\"),(id: \"3\"),\n])", too_many("link", 2)),
            (
                "(format: 1, texts: {\n\"1\": \"\",\n\"2\": \"\",\n\"3\": \"\"})",
                too_many("article text", 4),
            ),
        ] {
            assert_eq!(from_ron_within(text, 2).err(), refusal, "{text}");
        }
        // In the layout that the writer uses, too.
        let three =
            from_ron("(format: 1, claims: [(id: \"1\"), (id: \"2\"), (id: \"3\")])").unwrap();
        let usual = to_ron(&three).unwrap();
        assert!(usual::read(&usual, 3).is_some());
        assert_eq!(from_ron_within(&usual, 3).unwrap(), three);
        let Err(error) = from_ron_within(&usual, 2) else { panic!("it is read") };
        assert!(matches!(error, FormatError::TooMany { what: "claim", most: 2, .. }), "{error}");
        assert!(error.to_string().starts_with("the project has more than 2 claim rows, at line "));
    }
}
