//! Conditions on articles: who published them and when, how far they are coded, what stands on
//! them.

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use super::Problem;
use crate::calendar;
use crate::model::{CodingStatus, Outcome, Vocabulary};
use crate::search::{Needle, fold};

/// A condition on articles.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Filter {
    /// The outlet's name holds these words.
    Publisher(Needle, String),
    /// The author's name holds these words.
    Author(Needle, String),
    /// The path holds these words.
    Path(Needle, String),
    /// The name of a source of a claim holds these words.
    Source(Needle, String),
    /// The language is this one or a variety of it.
    Language(String),
    /// How far the coding has come: one of these.
    Status(Vec<CodingStatus>),
    /// A claim says that this, or this, has happened.
    Outcome(Vec<Outcome>),
    /// Published on one of these days, both included.
    Published(Option<Date>, Option<Date>),
    /// There is something.
    Has(Has),
}

/// What an article may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Has {
    /// Claims.
    Claims,
    /// Claims or evidence that belong to an incident.
    Incident,
    /// A note.
    Note,
    /// A publication date.
    Date,
    /// A publisher.
    Publisher,
    /// A language.
    Language,
    /// Marked words.
    Highlights,
    /// Articles that are nearly the same.
    Similar,
}

impl Has {
    const ALL: [(&'static str, Self); 8] = [
        ("claims", Self::Claims),
        ("incident", Self::Incident),
        ("note", Self::Note),
        ("date", Self::Date),
        ("publisher", Self::Publisher),
        ("language", Self::Language),
        ("highlights", Self::Highlights),
        ("similar", Self::Similar),
    ];
}

/// The names of conditions, for those who mistype one.
pub(super) const NAMES: &str = "title, text, note, claim, incident, publisher, author, path, \
     source, lang, status, date, outcome, has";

impl Filter {
    /// The condition of this name; none where there is no such name.
    pub(super) fn read(
        name: &str,
        value: &str,
        at: &Range<usize>,
    ) -> Option<Result<Self, Problem>> {
        let holds = |make: fn(Needle, String) -> Self| {
            let needle = Needle::new(value).ok_or_else(|| missing(name, at))?;
            Ok(make(needle, value.to_owned()))
        };
        Some(match name {
            "publisher" | "outlet" => holds(Self::Publisher),
            "author" | "by" => holds(Self::Author),
            "path" | "file" => holds(Self::Path),
            "source" => holds(Self::Source),
            "lang" | "language" if value.is_empty() => Err(missing(name, at)),
            "lang" | "language" => Ok(Self::Language(value.to_ascii_lowercase())),
            "status" => terms(name, value, at).map(Self::Status),
            "outcome" => terms(name, value, at).map(Self::Outcome),
            "date" | "published" => days(value, at),
            "has" => has(value, at),
            _ => return None,
        })
    }

    /// Whether a language tag is this one or a variety of it.
    pub fn is_language(wanted: &str, tag: &str) -> bool {
        let tag = tag.to_ascii_lowercase();
        tag.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
    }
}

fn problem(at: &Range<usize>, what: String) -> Problem {
    Problem { at: at.clone(), what }
}

fn missing(name: &str, at: &Range<usize>) -> Problem {
    problem(at, format!("{name}: waits for a value"))
}

/// Terms of a vocabulary, by id or label or the beginning of one, separated by commas.
fn terms<V: Vocabulary>(name: &str, value: &str, at: &Range<usize>) -> Result<Vec<V>, Problem> {
    let plain = |text: &str| fold(text).replace(['_', '-'], " ");
    let mut found = Vec::new();
    for part in value.split(',').map(plain).filter(|part| !part.is_empty()) {
        let exact = |v: &&V| plain(v.id()) == part || plain(v.label()) == part;
        let begins =
            |v: &&V| plain(v.id()).starts_with(&part) || plain(v.label()).starts_with(&part);
        let exact: Vec<&V> = V::all().iter().filter(exact).collect();
        let matching =
            if exact.is_empty() { V::all().iter().filter(begins).collect() } else { exact };
        if matching.is_empty() {
            let known: Vec<&str> = V::all().iter().map(V::id).collect();
            let known = known.join(", ");
            return Err(problem(at, format!("{name} is one of {known}; “{part}” is left out")));
        }
        found.extend(matching.into_iter().cloned());
    }
    if found.is_empty() { Err(missing(name, at)) } else { Ok(found) }
}

fn days(value: &str, at: &Range<usize>) -> Result<Filter, Problem> {
    let read = |text: &str| -> Result<Option<calendar::DateSpan>, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        // Half-typed dates are common while searching as one types: no lecture on all the ways.
        let wrong =
            |_| problem(at, format!("“{text}” is not a date such as 2024, 2024-03 or 2024-03-20"));
        calendar::read(text, None).map(|reading| Some(reading.span)).map_err(wrong)
    };
    let (from, to) = match value.split_once("..") {
        Some((from, to)) => (read(from)?, read(to)?),
        None => (read(value)?, read(value)?),
    };
    if from.is_none() && to.is_none() {
        return Err(problem(at, "date: waits for a day, a month, a year, or from..to".to_owned()));
    }
    let (from, to) = (from.map(|span| span.start), to.map(|span| span.end));
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        return Err(problem(at, format!("{from} comes after {to}: nothing lies between")));
    }
    Ok(Filter::Published(from, to))
}

fn has(value: &str, at: &Range<usize>) -> Result<Filter, Problem> {
    let wanted = fold(value);
    if wanted.is_empty() {
        return Err(missing("has", at));
    }
    let found = Has::ALL.iter().find(|(name, _)| name.starts_with(&wanted));
    found.map(|(_, has)| Filter::Has(*has)).ok_or_else(|| {
        let known: Vec<&str> = Has::ALL.iter().map(|(name, _)| *name).collect();
        problem(at, format!("has: is one of {}; “{value}” is left out", known.join(", ")))
    })
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn ids<V: Vocabulary>(terms: &[V]) -> String {
            terms.iter().map(V::id).collect::<Vec<_>>().join(",")
        }
        let day = |day: &Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        match self {
            Self::Publisher(_, words) => write!(f, "publisher:{words}"),
            Self::Author(_, words) => write!(f, "author:{words}"),
            Self::Path(_, words) => write!(f, "path:{words}"),
            Self::Source(_, words) => write!(f, "source:{words}"),
            Self::Language(tag) => write!(f, "lang:{tag}"),
            Self::Status(all) => write!(f, "status:{}", ids(all)),
            Self::Outcome(all) => write!(f, "outcome:{}", ids(all)),
            Self::Published(from, to) => write!(f, "date:{}..{}", day(from), day(to)),
            Self::Has(has) => {
                let name = Has::ALL.iter().find(|(_, h)| h == has).map_or("", |(name, _)| name);
                write!(f, "has:{name}")
            }
        }
    }
}
