//! An article cut into the words that names are made of.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::bundled::ABBREVIATIONS;
use crate::gazetteer::{self, Entry, Kind, fold};

/// A word of the text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether its first letter is a capital.
    pub(super) capital: bool,
    /// Whether a sentence or paragraph begins with it.
    pub(super) first: bool,
}

/// Abbreviations of states and provinces, and the unit's place.
pub(super) static STATES: LazyLock<HashMap<&'static str, Entry>> = LazyLock::new(|| {
    let rows = ABBREVIATIONS.lines().filter(|line| !line.starts_with('#'));
    let read = |line: &'static str| {
        let mut cells = line.split('\t');
        let (short, country, name) = (cells.next()?, cells.next()?, cells.next()?);
        let mut found =
            gazetteer::find(&fold(name)).places.into_iter().filter_map(gazetteer::entry);
        let fits =
            |e: &Entry| e.kind == Kind::Admin1 && e.country().is_some_and(|c| c.alpha2 == country);
        found.find(fits).map(|entry| (short, entry))
    };
    rows.filter_map(read).collect()
});

/// The words of a text; hyphens part words, apostrophes and the full stops of "U.S." do not.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut first = true;
    let mut breaks = 0;
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            match c {
                '.' | '!' | '?' | ':' | '"' | '“' | '”' | '«' => first = true,
                '\n' => {
                    breaks += 1;
                    first |= breaks > 1;
                }
                _ => {}
            }
            continue;
        }
        breaks = 0;
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            let after = text.get(at + next.len_utf8()..).and_then(|t| t.chars().next());
            let letter = after.is_some_and(char::is_alphabetic);
            let word = text.get(start..at).unwrap_or_default();
            let joins = match next {
                '\'' | '’' => letter && !elided(word) && !possessive(text, at),
                '.' => letter && is_initials(word),
                _ => next.is_alphanumeric(),
            };
            if !joins {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let word = text.get(start..end).unwrap_or_default();
        // The last full stop of "U.S." and of "Ky." belongs to the word.
        let stopped = text.get(end..).is_some_and(|t| t.starts_with('.'));
        let mut with_stop = end;
        if stopped && (word.contains('.') && is_initials(word) || is_abbreviation(text, start, end))
        {
            with_stop = end + 1;
            chars.next();
        }
        found.push(Word { start, end: with_stop, capital: c.is_uppercase(), first });
        first = false;
    }
    found
}

/// "l", "d": a French article or preposition before an apostrophe.
fn elided(word: &str) -> bool {
    matches!(word, "l" | "d" | "L" | "D" | "qu" | "n" | "s" | "j")
}

fn possessive(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start_matches(['\'', '’']);
    rest.strip_prefix(['s', 'S']).is_some_and(|r| !r.starts_with(char::is_alphanumeric))
}

fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
        || word == "W"
}

fn is_abbreviation(text: &str, start: usize, end: usize) -> bool {
    text.get(start..=end).is_some_and(|word| STATES.contains_key(word))
}
