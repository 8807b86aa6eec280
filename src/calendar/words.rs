//! The words of dates in English and French, folded (lower case, no accents), and tokens.

use jiff::civil::Weekday;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A piece of an expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Token {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Whether white space comes before it.
    pub spaced: bool,
    /// What it is.
    pub kind: Kind,
}

/// What a token is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Letters, folded, and whether the first is a capital.
    Word(String, bool),
    /// A number and how many digits it has.
    Num(u32, usize),
    /// Any other character; hyphens and dashes of all kinds are `-`, apostrophes `'`.
    Sym(char),
}

/// Cuts a text into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut spaced = true;
    while let Some(rest) = text.get(at..) {
        let Some(c) = rest.chars().next() else { break };
        if c.is_whitespace() {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let run = |accept: &dyn Fn(char) -> bool| rest.find(|c| !accept(c)).unwrap_or(rest.len());
        let (len, kind) = if c.is_ascii_digit() {
            let len = run(&|c| c.is_ascii_digit());
            let value = rest.get(..len).and_then(|d| d.parse().ok()).unwrap_or(u32::MAX);
            (len, Kind::Num(value, len))
        } else if c.is_alphabetic() {
            let len = run(&|c| c.is_alphabetic() || is_combining_mark(c));
            let folded = fold(rest.get(..len).unwrap_or_default());
            (len, Kind::Word(folded, c.is_uppercase()))
        } else {
            let c = match c {
                '‐' | '‑' | '–' | '—' | '−' => '-',
                '’' => '\'',
                other => other,
            };
            (rest.chars().next().map_or(1, char::len_utf8), Kind::Sym(c))
        };
        found.push(Token { start: at, end: at + len, spaced, kind });
        spaced = false;
        at += len;
    }
    found
}

fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// A month's number and whether the word is French only (French writes months in small letters).
pub(super) fn month(word: &str) -> Option<(i8, bool)> {
    Some(match word {
        "january" | "jan" => (1, false),
        "february" | "feb" => (2, false),
        "march" | "mar" => (3, false),
        "april" | "apr" => (4, false),
        "may" => (5, false),
        "june" | "jun" => (6, false),
        "july" | "jul" => (7, false),
        "august" | "aug" => (8, false),
        "september" | "sep" | "sept" => (9, false),
        "october" | "oct" => (10, false),
        "november" | "nov" => (11, false),
        "december" | "dec" => (12, false),
        "janvier" | "janv" => (1, true),
        "fevrier" | "fevr" | "fev" => (2, true),
        "mars" => (3, true),
        "avril" | "avr" => (4, true),
        "mai" => (5, true),
        "juin" => (6, true),
        "juillet" | "juil" => (7, true),
        "aout" => (8, true),
        "septembre" => (9, true),
        "octobre" => (10, true),
        "novembre" => (11, true),
        "decembre" => (12, true),
        _ => return None,
    })
}

/// Whether a month's name, capitalised, is nothing else: "May", "March", "June" are words and names.
pub(super) fn month_is_plain(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "july"
            | "september"
            | "october"
            | "november"
            | "december"
            | "janvier"
            | "fevrier"
            | "juillet"
            | "septembre"
            | "octobre"
            | "novembre"
            | "decembre"
    )
}

/// How a weekday is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DayWord {
    /// "Tuesday".
    English,
    /// "mardi".
    French,
    /// "Tue".
    Short,
}

/// A weekday.
pub(super) fn weekday(word: &str) -> Option<(Weekday, DayWord)> {
    const DAYS: [(Weekday, &str, &str, &[&str]); 7] = [
        (Weekday::Monday, "monday", "lundi", &["mon"]),
        (Weekday::Tuesday, "tuesday", "mardi", &["tue", "tues"]),
        (Weekday::Wednesday, "wednesday", "mercredi", &["wed"]),
        (Weekday::Thursday, "thursday", "jeudi", &["thu", "thur", "thurs"]),
        (Weekday::Friday, "friday", "vendredi", &["fri"]),
        (Weekday::Saturday, "saturday", "samedi", &["sat"]),
        (Weekday::Sunday, "sunday", "dimanche", &["sun"]),
    ];
    DAYS.iter().find_map(|(day, english, french, short)| {
        if word == *english {
            Some((*day, DayWord::English))
        } else if word == *french {
            Some((*day, DayWord::French))
        } else {
            short.contains(&word).then_some((*day, DayWord::Short))
        }
    })
}

/// The English short name of a weekday.
pub(super) fn short_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

/// A unit of time from a day up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "hour" | "hours" | "heure" | "heures" => Unit::Hour,
        "day" | "days" | "jour" | "jours" => Unit::Day,
        "week" | "weeks" | "semaine" | "semaines" => Unit::Week,
        "month" | "months" | "mois" => Unit::Month,
        "quarter" | "trimestre" => Unit::Quarter,
        "year" | "years" | "an" | "ans" | "annee" | "annees" => Unit::Year,
        _ => return None,
    })
}

/// Small numbers in words, as they stand before "days ago".
pub(super) fn count(word: &str) -> Option<u32> {
    Some(match word {
        "a" | "an" | "one" | "un" | "une" => 1,
        "two" | "deux" => 2,
        "three" | "trois" => 3,
        "four" | "quatre" => 4,
        "five" | "cinq" => 5,
        "six" => 6,
        "seven" | "sept" => 7,
        "eight" | "huit" => 8,
        "nine" | "neuf" => 9,
        "ten" | "dix" => 10,
        "eleven" | "onze" => 11,
        "twelve" | "douze" => 12,
        "quinze" | "fifteen" => 15,
        "twenty" | "vingt" => 20,
        _ => return None,
    })
}
