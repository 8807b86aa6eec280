//! Reading date expressions, alone or in running text.

use super::grammar::{Grammar, When, Which, Year};
use super::resolve::resolve;
use super::span::DateSpan;
use super::words::{DayWord, Kind, Token, month, month_is_plain, tokens, weekday};
use jiff::civil::Date;
use std::ops::Range;

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

/// The date expressions in running text, in order, none overlapping another, prepositions left out.
///
/// Made to be right rather than complete: a month that is also a word or a name ("may", "March",
/// "Mai") counts only with a day, a year or a preposition, a year only after a preposition, and
/// English weekdays only with a capital. Where the nearest verb is of the future ("will meet on
/// Tuesday"), a bare weekday, day or month is the next one, and flagged.
pub fn find(text: &str, anchor: Option<Date>) -> Vec<(Range<usize>, Result<Reading, DateError>)> {
    let tokens = tokens(text);
    let grammar = Grammar::new(&tokens);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let fits = |(when, end): &(When, usize)| {
            let glued = tokens
                .get(*end)
                .is_some_and(|t| !t.spaced && matches!(t.kind, Kind::Num(..) | Kind::Word(..)));
            !glued && plausible(&tokens, &grammar, at, *end, when)
        };
        // What is no interval may still begin with a date.
        let hit = grammar.when(at).filter(fits).or_else(|| grammar.simple(at).filter(fits));
        let Some((when, end)) = hit else {
            at += 1;
            continue;
        };
        let said = words(text, &tokens, at, end);
        let start = tokens.get(at).map_or(0, |t| t.start);
        let coming = when.to_come().filter(|_| is_to_come(&tokens, at, end));
        let reading = resolve(said, coming.as_ref().unwrap_or(&when), anchor)
            .map(|r| Reading { flagged: r.flagged || coming.is_some(), ..r });
        match reading {
            Err(DateError::NoSuchDate { .. }) => {}
            reading => found.push((start..start + said.len(), reading)),
        }
        at = end.max(at + 1);
    }
    found
}

/// Whether the nearest verb says that the date is still to come: the one before it in the sentence
/// or, failing that, the one after.
fn is_to_come(tokens: &[Token], at: usize, end: usize) -> bool {
    let verdict = |token: &Token| match &token.kind {
        Kind::Sym('.' | '!' | '?' | ';') if !token.spaced => Some(None),
        Kind::Word(word, _) => match word.as_str() {
            "will" | "ll" | "shall" | "would" | "scheduled" | "planned" | "expected" | "due"
            | "plans" | "upcoming" | "sera" | "seront" | "aura" | "auront" | "prevu" | "prevue"
            | "prevus" | "prevues" => Some(Some(true)),
            "said" | "says" | "was" | "were" | "had" | "has" | "have" | "told" | "did" | "came"
            | "died" | "took" | "left" | "struck" | "began" | "hit" | "shot" | "ont" | "avait"
            | "est" | "sont" | "etait" => Some(Some(false)),
            past if past.len() > 4 && past.ends_with("ed") => Some(Some(false)),
            _ => None,
        },
        Kind::Num(..) | Kind::Sym(_) => None,
    };
    let before = tokens.get(..at).unwrap_or_default().iter().rev().take(14).find_map(verdict);
    let after = || tokens.get(end..).unwrap_or_default().iter().take(10).find_map(verdict);
    match before {
        Some(Some(coming)) => coming,
        Some(None) | None => matches!(after(), Some(Some(true))),
    }
}

/// Whether an expression in running text is meant as a date.
fn plausible(tokens: &[Token], grammar: &Grammar<'_>, at: usize, end: usize, when: &When) -> bool {
    let capitals = (at..end).all(|i| match tokens.get(i).map(|t| &t.kind) {
        Some(Kind::Word(word, capital)) => {
            let english_month = month(word).is_some_and(|(_, french)| !french);
            let english_day = weekday(word).is_some_and(|(_, form)| form != DayWord::French);
            *capital || !(english_month || english_day)
        }
        Some(Kind::Num(..) | Kind::Sym(_)) | None => true,
    });
    let before = at.checked_sub(1).map_or("", |b| grammar.word(b));
    capitals
        && match when {
            When::Month { year: Year::Unsaid, part: None, which: Which::Latest, .. } => {
                let word = grammar.word(at);
                month_is_plain(word)
                    || matches!(
                        before,
                        "in" | "since"
                            | "of"
                            | "by"
                            | "until"
                            | "during"
                            | "from"
                            | "to"
                            | "through"
                            | "before"
                            | "after"
                            | "between"
                            | "en"
                            | "de"
                            | "depuis"
                            | "des"
                            | "courant"
                            | "avant"
                            | "apres"
                            | "fin"
                            | "debut"
                    )
            }
            When::Year { part: None, .. } => {
                let strong = matches!(
                    before,
                    "in" | "since" | "during" | "until" | "en" | "depuis" | "annee" | "year"
                );
                let weak = matches!(
                    before,
                    "of" | "by"
                        | "before"
                        | "after"
                        | "from"
                        | "between"
                        | "de"
                        | "avant"
                        | "apres"
                        | "late"
                        | "early"
                        | "mid"
                );
                let counts = matches!(tokens.get(end).map(|t| &t.kind), Some(Kind::Word(word, _)) if !matches!(word.as_str(), "and" | "to" | "the" | "when" | "in" | "by" | "that" | "as" | "et" | "a" | "par" | "dans" | "after" | "was" | "were" | "with"));
                strong || weak && !counts
            }
            When::Weekday { which: Which::Latest, .. } => {
                // "Sun", "Sat" and "Mon" alone are words and names.
                !matches!(before, "every" | "each" | "chaque")
                    && weekday(grammar.word(at)).is_none_or(|(_, form)| form != DayWord::Short)
            }
            When::Range(a, b) => {
                let years = matches!((&**a, &**b), (When::Year { .. }, When::Year { .. }));
                let months = matches!((&**a, &**b), (When::Month { .. }, When::Month { .. }));
                let listed = (at..end).any(|i| matches!(grammar.word(i), "and" | "et"));
                let joined = matches!(before, "between" | "entre")
                    || !listed
                        && matches!(
                            before,
                            "from" | "in" | "of" | "since" | "during" | "de" | "en"
                        );
                !years && !months || joined
            }
            When::Ago { flagged: true, .. } => false,
            When::Offset(_)
            | When::Day { .. }
            | When::Month { .. }
            | When::Year { .. }
            | When::Quarter { .. }
            | When::IsoWeek { .. }
            | When::Weekday { .. }
            | When::WeekdayInWeek { .. }
            | When::Overnight
            | When::Unit { .. }
            | When::EarlierThis(_)
            | When::Ago { .. }
            | When::Past { .. }
            | When::Weekend(_)
            | When::WeekOf(_)
            | When::Ambiguous { .. } => true,
        }
}

#[cfg(test)]
mod tests;
