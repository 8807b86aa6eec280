//! From a command to a transaction, without touching the project.

mod article;
mod claim;
mod decision;
mod incident;
mod link;
mod merge;
mod place;
mod reading;
mod registry;

use thiserror::Error;

use super::command::{Batch, Command, Words};
use super::draft::{Articles, Draft};
use super::transaction::Transaction;
use crate::model::{IdSource, Project, Stamp};
use crate::text::TextRange;

/// Why a command cannot be carried out. Nothing has changed then.
#[derive(Debug, Error, Clone, PartialEq)]
pub enum CommandError {
    /// It names something that is not there.
    #[error("there is no {0}")]
    Unknown(String),
    /// An article is said to repeat itself.
    #[error("“{0}” cannot repeat itself")]
    Itself(String),
    /// It wants to make something under an id that is in use.
    #[error("{0} exists already")]
    Taken(String),
    /// The article's text is neither in the project nor in its folder.
    #[error("the text of “{0}” is not at hand: its file is missing or could not be read")]
    NoText(String),
    /// The words are not in the article.
    #[error("the words “{0}” are not in the article")]
    NoSuchWords(String),
    /// The words are in it several times.
    #[error(
        "the words “{quote}” occur {count} times in the article: say which with \"occurrence\""
    )]
    AmbiguousWords {
        /// The words.
        quote: String,
        /// How often they occur.
        count: usize,
    },
    /// The range is outside the article, empty, or cuts a character.
    #[error("the range {start}–{end} is not a range of words in the article")]
    BadRange {
        /// Where it starts.
        start: usize,
        /// Where it ends.
        end: usize,
    },
    /// low ≤ best ≤ high does not hold.
    #[error("the figure {0} is out of order: low ≤ best ≤ high must hold")]
    Unordered(crate::model::Figure),
    /// A date cannot be read.
    #[error("{0}")]
    Date(#[from] crate::calendar::DateError),
    /// Coordinates are off the globe.
    #[error("{latitude}, {longitude} is no place on Earth: latitude −90…90, longitude −180…180")]
    Coordinates {
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
    },
    /// There is no such country.
    #[error("“{0}” is no country: give its name, or its code, such as NER")]
    Country(String),
    /// A required text is missing.
    #[error("{0} must not be empty")]
    Empty(&'static str),
    /// Something is still referred to.
    #[error("{what} is still used by {count} entries: change those first")]
    InUse {
        /// What.
        what: String,
        /// By how many.
        count: usize,
    },
    /// A claim would lose its only highlight.
    #[error("a claim needs at least one highlight: remove the claim instead")]
    LastHighlight,
    /// An incident cannot be merged into itself, a claim cannot be part of itself, and so on.
    #[error("{0}")]
    Circular(&'static str),
    /// A command of a batch failed.
    #[error("step {step}: {error}")]
    Step {
        /// Which one, from 1.
        step: usize,
        /// Why.
        error: Box<CommandError>,
    },
}

/// Works out what `command` changes in `project`: a function of its arguments. Fresh ids come from
/// `ids`; `stamp` is kept with what changes.
pub fn plan(
    project: &Project,
    articles: &dyn Articles,
    stamp: Stamp,
    ids: IdSource,
    command: &Command,
) -> Result<Transaction, CommandError> {
    let mut draft = Draft::new(project, articles, stamp, ids);
    let label = step(&mut draft, command)?;
    Ok(draft.finish(label))
}

/// Carries out one command on the draft and says what it was.
fn step(draft: &mut Draft<'_>, command: &Command) -> Result<String, CommandError> {
    match command {
        Command::Mark(c) => claim::mark(draft, c),
        Command::AddQuote(c) => claim::add_quote(draft, c),
        Command::RemoveHighlight(c) => claim::remove_highlight(draft, &c.highlight),
        Command::SetClaim(c) => claim::set(draft, c),
        Command::DeleteClaim(c) => claim::delete(draft, &c.claim),
        Command::Assign(c) => claim::assign(draft, c),
        Command::NewIncident(c) => incident::new(draft, c),
        Command::SetIncident(c) => incident::set(draft, c),
        Command::MergeIncidents(c) => incident::merge(draft, c),
        Command::DeleteIncident(c) => incident::delete(draft, &c.incident),
        Command::AddEvidence(c) => incident::add_evidence(draft, c),
        Command::RemoveEvidence(c) => incident::remove_evidence(draft, &c.evidence),
        Command::SetOverride(c) => incident::set_override(draft, c),
        Command::RemoveOverride(c) => incident::remove_override(draft, &c.id),
        Command::Decide(c) => decision::decide(draft, c),
        Command::Undecide(c) => decision::forget(draft, &c.decision),
        Command::LinkIncidents(c) => link::link(draft, c),
        Command::RemoveLink(c) => link::remove(draft, &c.link),
        Command::SetArticle(c) => article::set(draft, c),
        Command::Reanchor(c) => article::reanchor(draft, &c.article),
        Command::MoveArticle(c) => article::move_article(draft, c),
        Command::SetBlock(c) => reading::set_block(draft, c),
        Command::SetReading(c) => reading::set_reading(draft, c),
        Command::SetSource(c) => registry::set_source(draft, c),
        Command::SetActor(c) => registry::set_actor(draft, c),
        Command::SetPlace(c) => registry::set_place(draft, c),
        Command::Delete(c) => registry::delete(draft, c),
        Command::Merge(c) => merge::merge(draft, c),
        Command::SetCodebook(c) => Ok(registry::set_codebook(draft, c)),
        Command::AddFolder(c) => article::add_folder(draft, c),
        Command::MoveFolder(c) => article::move_folder(draft, c),
        Command::RemoveFolder(c) => article::remove_folder(draft, &c.folder),
        Command::Rename(c) => article::rename(draft, &c.name),
        Command::Batch(c) => batch(draft, c),
    }
}

fn batch(draft: &mut Draft<'_>, command: &Batch) -> Result<String, CommandError> {
    for (i, inner) in command.commands.iter().enumerate() {
        step(draft, inner)
            .map_err(|error| CommandError::Step { step: i + 1, error: Box::new(error) })?;
    }
    Ok(command.label.clone())
}

/// The range that a command's words name in `text`.
pub fn find_words(text: &str, words: &Words) -> Result<TextRange, CommandError> {
    match words {
        Words::Bytes { start, end } => range_of(text, *start, *end, (*start, *end)),
        Words::Chars { chars: (start, end) } => {
            let byte = |n: usize| {
                let mut offsets = text.char_indices().map(|(i, _)| i).chain([text.len()]);
                offsets.nth(n).unwrap_or(usize::MAX)
            };
            range_of(text, byte(*start), byte(*end), (*start, *end))
        }
        Words::Quote { quote, occurrence } => {
            let mut found = text.match_indices(quote.as_str()).map(|(at, _)| at);
            let at = match occurrence {
                Some(n) => found.nth(n.saturating_sub(1)),
                None => {
                    let first = found.next();
                    let more = found.count();
                    if more > 0 {
                        return Err(CommandError::AmbiguousWords {
                            quote: shorten(quote),
                            count: more + 1,
                        });
                    }
                    first
                }
            };
            let at = at.ok_or_else(|| CommandError::NoSuchWords(shorten(quote)))?;
            range_of(text, at, at + quote.len(), (at, at + quote.len()))
        }
    }
}

fn range_of(
    text: &str,
    start: usize,
    end: usize,
    (shown_start, shown_end): (usize, usize),
) -> Result<TextRange, CommandError> {
    TextRange::new(text, start..end)
        .filter(|range| !range.is_empty())
        .ok_or(CommandError::BadRange { start: shown_start, end: shown_end })
}

/// The first words of a quote, for messages.
fn shorten(quote: &str) -> String {
    let mut chars = quote.chars();
    let head: String = chars.by_ref().take(60).collect();
    if chars.next().is_some() { format!("{head}…") } else { head }
}

/// Puts a value into a field where a command carries one.
fn put<T: Clone>(field: &mut T, value: Option<&T>) {
    if let Some(value) = value {
        field.clone_from(value);
    }
}
