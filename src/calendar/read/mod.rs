//! Reading date expressions, alone or in running text.

mod find;
mod holiday;
mod running;

use super::grammar::{Grammar, When, Year};
use super::resolve::resolve;
use super::span::DateSpan;
use super::words::{Kind, Token, tokens};
use jiff::civil::Date;

pub use find::find;
pub(super) use holiday::{HOLIDAYS, Holiday};

/// What an expression means, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// The days.
    pub span: DateSpan,
    /// The name of the rule that was used.
    pub rule: &'static str,
    /// The sum, for users: "Wednesday, before Sat 2024-03-23 → 2024-03-20, ± 0 d".
    pub arithmetic: String,
    /// Whether the rule may well be wrong here, so that a person should look: the weekday is that
    /// of the publication itself, a named weekday does not fit the date, the day lies nearly a year
    /// back.
    pub flagged: bool,
}

/// Why an expression means no date.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DateError {
    /// Nothing was written.
    #[error("no date given; write for example 2024-03-20, 20 March 2024, March 2024, or Tuesday")]
    Empty,
    /// No rule fits.
    #[error(
        "\"{expression}\" is not understood as a date; understood are dates (2024-03-20, \
         20 March 2024, 19–20 March 2024, 20 mars 2024), months, quarters and years (March 2024, \
         early March, Q1 2024, 2024), and, beside a publication date, expressions such as Tuesday, \
         last week, two days ago, hier, lundi dernier, il y a 3 jours"
    )]
    NotUnderstood {
        /// What was written.
        expression: String,
    },
    /// Day and month can be read in either order.
    #[error(
        "\"{expression}\" may mean {day_first} or {month_first}; write the month as a word or the \
         date as YYYY-MM-DD"
    )]
    Ambiguous {
        /// What was written.
        expression: String,
        /// The day read first.
        day_first: String,
        /// The month read first.
        month_first: String,
    },
    /// A relative expression without an anchor.
    #[error(
        "\"{expression}\" counts from the day of publication, which is not known; set the article's \
         publication date first"
    )]
    NeedsPublicationDate {
        /// What was written.
        expression: String,
    },
    /// 30 February, week 60.
    #[error("\"{expression}\" names a day that is in no calendar")]
    NoSuchDate {
        /// What was written.
        expression: String,
    },
}

/// Words that may stand before an expression without changing it.
const LEADING: &[&str] = &[
    "on", "in", "at", "by", "since", "during", "over", "from", "between", "the", "of", "around",
    "about", "circa", "and", "night", "for", "within", "before", "until", "le", "en", "dans", "du",
    "au", "de", "la", "nuit", "vers", "depuis", "entre", "pendant", "courant", "mois", "des", "d",
    "a", "les",
];

/// Words and signs that may stand after it.
const TRAILING: &[&str] = &["s", "local", "time", "inclusive", "inclus"];

/// Reads an expression that is a date as a whole, a preposition before it allowed.
///
/// Absolute dates need no `anchor`; relative ones count from it, the day of publication: a bare
/// weekday, a day without a year and a month without a year are the latest on or before it, "last
/// week" is the Monday to Sunday before, "last month" and "last year" are of the calendar.
pub fn read(expression: &str, anchor: Option<Date>) -> Result<Reading, DateError> {
    let said = expression.trim();
    let mut tokens = tokens(said);
    while matches!(tokens.last().map(|t| &t.kind), Some(Kind::Sym('.' | ',' | ';' | ')' | '"'))) {
        tokens.pop();
    }
    if tokens.is_empty() {
        return Err(DateError::Empty);
    }
    let grammar = Grammar::new(&tokens);
    // From the left, the first start from which an expression reaches the end.
    let mut at = 0;
    while at < tokens.len().min(6) {
        if let Some((when, end)) = grammar.when(at)
            && rest_is_nothing(&grammar, end, tokens.len())
        {
            return resolve(words(said, &tokens, at, end), &when, anchor);
        }
        if !LEADING.contains(&grammar.word(at))
            && !matches!(tokens.get(at).map(|t| &t.kind), Some(Kind::Sym('(' | '"' | '\'')))
        {
            break;
        }
        at += 1;
    }
    if let Some(compact) = compact(&tokens) {
        return resolve(said, &compact, anchor);
    }
    Err(DateError::NotUnderstood { expression: said.to_owned() })
}

/// `20240320`.
fn compact(tokens: &[Token]) -> Option<When> {
    match tokens {
        [Token { kind: Kind::Num(n, 8), .. }] if (19_000_000..22_000_000).contains(n) => {
            Some(When::Day {
                year: Year::Given((n / 10_000) as i16),
                month: (n / 100 % 100) as i8,
                day: (n % 100) as i8,
                weekday: None,
                shaky: false,
            })
        }
        _ => None,
    }
}

fn rest_is_nothing(grammar: &Grammar<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|at| TRAILING.contains(&grammar.word(at)) || grammar.is_apostrophe(at))
}

fn words<'a>(text: &'a str, tokens: &[Token], from: usize, to: usize) -> &'a str {
    let start = tokens.get(from).map_or(0, |t| t.start);
    let end = to.checked_sub(1).and_then(|last| tokens.get(last)).map_or(start, |t| t.end);
    text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests;
