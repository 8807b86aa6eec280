//! Date expressions, resolved against the day of publication, and which of them date a statement
//! rather than what it tells: "the ministry said late Thursday that soldiers died on Wednesday".

use super::page::Page;
use super::{DateSuggestion, Detector, Reading, Suggestions, Why};
use crate::calendar;
use crate::text::TextRange;

/// Finds date expressions and says which of them date a statement.
pub struct Dates;

impl Detector for Dates {
    fn name(&self) -> &'static str {
        "dates"
    }

    fn detect(&self, reading: &Reading<'_>, page: &Page<'_>, found: &mut Suggestions) {
        for (range, read) in calendar::find(reading.text, reading.published) {
            let Some(range) = TextRange::new(reading.text, range) else { continue };
            if page.is_left_out(range) {
                continue;
            }
            let rule = read.as_ref().map_or("unresolved date", |read| read.rule);
            let (span, arithmetic, flagged) = match read {
                Ok(read) => (Some(read.span), read.arithmetic, read.flagged),
                Err(error) => (None, error.to_string(), true),
            };
            found.dates.push(DateSuggestion {
                range,
                span,
                arithmetic,
                flagged,
                of_statement: dates_a_statement(reading.text, page, range),
                why: Why::new(rule, [range]),
            });
        }
    }
}

/// How many words may stand between a verb of speech and its date.
const BETWEEN: usize = 9;

/// Whether a date is that of a statement: a verb or noun of speech before it with nothing between
/// that could have happened, or right after a date that opens the sentence.
fn dates_a_statement(text: &str, page: &Page<'_>, range: TextRange) -> bool {
    // "NIAMEY, March 21 (AFP) -": the day on which it was written.
    if page.in_dateline(range) {
        return true;
    }
    // "The group on Saturday claimed the ambush".
    if page.speech_follows(range) && text.get(range.end()..).is_some_and(|t| t.starts_with(' ')) {
        return true;
    }
    let Some(sentence) = page.sentence_at(range.start()) else { return false };
    let before = text.get(sentence.start()..range.start()).unwrap_or_default();
    let mut any = false;
    for word in words(before).rev().take(BETWEEN) {
        any = true;
        if speaks(word) {
            return true;
        }
        if !stands_between(word) {
            return false;
        }
    }
    // "On Thursday, the ministry said …", "Jeudi, le ministère a annoncé …".
    let opens = !any || words(before).all(|w| stands_between(w) && w.len() < 5);
    let after = text.get(range.end()..sentence.end()).unwrap_or_default();
    opens && speaks_soon(after)
}

/// Whether the first verb after the date is one of speech.
fn speaks_soon(after: &str) -> bool {
    for word in words(after).take(8) {
        if matches!(
            word,
            "said"
                | "says"
                | "announced"
                | "confirmed"
                | "told"
                | "claimed"
                | "stated"
                | "reported"
                | "declared"
                | "annoncé"
                | "déclaré"
                | "affirmé"
                | "indiqué"
                | "confirmé"
                | "revendiqué"
                | "précisé"
        ) {
            return true;
        }
        let happened = matches!(word, "was" | "were" | "when" | "that" | "which" | "and" | "et");
        if happened || word.len() > 3 && (word.ends_with("ed") || word.ends_with("ing")) {
            return false;
        }
    }
    false
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty())
}

fn speaks(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "said"
            | "says"
            | "saying"
            | "told"
            | "tells"
            | "announced"
            | "announcing"
            | "confirmed"
            | "claimed"
            | "stated"
            | "declared"
            | "reported"
            | "statement"
            | "statements"
            | "communique"
            | "briefing"
            | "tweeted"
            | "wrote"
            | "warned"
            | "denied"
            | "condemned"
            | "released"
            | "issued"
            | "published"
            | "broadcast"
            | "annoncé"
            | "annonce"
            | "déclaré"
            | "affirmé"
            | "indiqué"
            | "confirmé"
            | "précisé"
            | "revendiqué"
            | "communiqué"
            | "publié"
            | "rapporté"
            | "condamné"
            | "assuré"
            | "dit"
    )
}

/// Words that may stand between a verb of speech and the date of the speech: to whom, how, where.
fn stands_between(word: &str) -> bool {
    let first = word.chars().next();
    first.is_some_and(char::is_uppercase)
        || matches!(
            word,
            "on" | "late"
                | "later"
                | "early"
                | "earlier"
                | "in"
                | "a"
                | "an"
                | "the"
                | "to"
                | "by"
                | "via"
                | "of"
                | "at"
                | "its"
                | "his"
                | "her"
                | "their"
                | "reporters"
                | "journalists"
                | "agency"
                | "news"
                | "television"
                | "tv"
                | "radio"
                | "state"
                | "interview"
                | "press"
                | "conference"
                | "statement"
                | "phone"
                | "telephone"
                | "email"
                | "separately"
                | "also"
                | "again"
                | "separate"
                | "ministry"
                | "le"
                | "la"
                | "les"
                | "un"
                | "une"
                | "à"
                | "au"
                | "aux"
                | "l"
                | "d"
                | "du"
                | "de"
                | "des"
                | "dans"
                | "son"
                | "sa"
                | "par"
                | "presse"
                | "télévision"
                | "ministère"
                | "tard"
                | "soir"
                | "agence"
                | "conférence"
                | "jour"
        )
}

#[cfg(test)]
mod tests {
    use super::super::{Names, Reading, suggest};
    use crate::model::Codebook;
    use jiff::civil::date;

    /// The dates of an article of Saturday 2024-03-23, as "words = days", statement dates in
    /// brackets.
    fn dates(text: &str) -> Vec<String> {
        let codebook = Codebook::standard();
        let names = Names::default();
        let reading = Reading {
            text,
            published: Some(date(2024, 3, 23)),
            title: "",
            language: "",
            codebook: &codebook,
            names: &names,
        };
        let found = suggest(&reading).dates;
        let show = |d: &super::DateSuggestion| {
            let words = d.range.slice(text).unwrap();
            let days = d.span.map_or_else(|| "?".to_owned(), |s| s.display_iso());
            let line = format!("{words} = {days}");
            if d.of_statement { format!("({line})") } else { line }
        };
        found.iter().map(show).collect()
    }

    #[test]
    fn statement_dates_are_told_from_the_dates_of_what_happened() {
        for (text, expected) in [
            (
                "Twelve soldiers died on Wednesday, the ministry said late Thursday.",
                vec!["Wednesday = 2024-03-20", "(late Thursday = 2024-03-21)"],
            ),
            (
                "The army said in a statement on Friday that the raid on Tuesday had failed.",
                vec!["(Friday = 2024-03-22)", "Tuesday = 2024-03-19"],
            ),
            ("On Thursday, the governor said ten had died.", vec!["(Thursday = 2024-03-21)"]),
            ("On Thursday, gunmen attacked the post.", vec!["Thursday = 2024-03-21"]),
            (
                "Le ministère a annoncé jeudi que douze soldats étaient morts mercredi.",
                vec!["(jeudi = 2024-03-21)", "mercredi = 2024-03-20"],
            ),
            ("The ministry said the attack on Monday killed ten.", vec!["Monday = 2024-03-18"]),
        ] {
            assert_eq!(dates(text), expected, "{text}");
        }
    }

    #[test]
    fn each_date_shows_its_arithmetic() {
        let codebook = Codebook::standard();
        let names = Names::default();
        let reading = Reading {
            text: "It happened on Wednesday.",
            published: Some(date(2024, 3, 23)),
            title: "",
            language: "",
            codebook: &codebook,
            names: &names,
        };
        let found = suggest(&reading).dates;
        let shown: Vec<_> = found.iter().map(|d| d.arithmetic.as_str()).collect();
        assert_eq!(shown, ["Wednesday, before Sat 2024-03-23 → 2024-03-20, ± 0 d"]);
    }
}
