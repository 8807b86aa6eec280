//! Reads the number, its modifier and the kind of victims out of marked words.
//!
//! The reading of modifiers follows the table that the codebook's users know: "at least N" is
//! N / N / open, "up to N" open / open / N, "nearly N" open / N / N, a range low / by rule / high,
//! a vague word the codebook's least number / open / open.

use super::lexicon::{
    AFTER_NUMBER, BEFORE_NUMBER, BEFORE_YEAR, FILLERS, NONE_WORDS, OUTCOME_STEMS, UNITS, VICTIMS,
};
use crate::model::{Category, Codebook, Figure, Modifier, Outcome};
use crate::text::{NumberMention, Numeral, TextRange, numbers};

/// How many bytes before the marked words may hold the number's modifier.
const BEFORE: usize = 48;

/// What marked words say about a number of people.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ReadFigure {
    /// The number with its bounds; all open where the words give none.
    pub figure: Figure,
    /// How the words qualify it.
    pub modifier: Modifier,
    /// The number with its qualifier, as worded; empty where there is none.
    pub verbatim: String,
    /// What happened, where a word beside the number says so.
    pub outcome: Option<Outcome>,
    /// Who the victims were, where a word says so.
    pub category: Option<Category>,
}

/// Reads the words of `body` at `range`. Where they hold several numbers, the one that stands
/// nearest to a word for `outcome` counts. A modifier may stand just before the marked words.
pub fn read_figure(
    body: &str,
    range: TextRange,
    outcome: Option<&Outcome>,
    codebook: &Codebook,
) -> ReadFigure {
    let Some(marked) = range.slice(body) else { return ReadFigure::default() };
    let words = lower(marked);
    let mentions = countable(marked);
    let Some(chosen) = choose(&words, &mentions, outcome) else {
        return without_number(&words, outcome);
    };
    let mut read = figure_at(body, range, marked, &mentions, chosen, codebook);
    let number = mentions.get(chosen).map_or(0..0, |m| m.range.as_range());
    read.outcome = nearest_outcome(&words, &number);
    read.category = category(&words, number.end);
    read
}

/// Lower case without a change of length, curly apostrophes made straight by a second pass where
/// lengths do not matter.
fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => out.push(one),
            _ => out.push(c),
        }
    }
    out
}

/// The numbers that can count people.
fn countable(text: &str) -> Vec<NumberMention> {
    let all: Vec<NumberMention> = numbers(text)
        .into_iter()
        .filter(|m| {
            let after = text.get(m.range.end()..).unwrap_or_default();
            let after = after.trim_start_matches([' ', '\u{a0}', '-', '\u{2011}']);
            let word: String = after
                .chars()
                .take_while(|c| c.is_alphabetic())
                .flat_map(char::to_lowercase)
                .collect();
            !UNITS.contains(&word.as_str()) && !is_year(text, m)
        })
        .collect();
    let plain: Vec<NumberMention> = all.iter().filter(|m| !m.article_like).cloned().collect();
    if plain.is_empty() { all } else { plain }
}

/// Whether a number is a year: four plain digits after "in", "since" or a month.
fn is_year(text: &str, mention: &NumberMention) -> bool {
    let digits = mention.range.slice(text).unwrap_or_default();
    let plain = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    if !plain || !(digits.starts_with("19") || digits.starts_with("20")) {
        return false;
    }
    let before = lower(text.get(..mention.range.start()).unwrap_or_default());
    let word = before.split_whitespace().next_back().unwrap_or_default();
    BEFORE_YEAR.contains(&word)
}

/// Index of the mention that the claim is about.
fn choose(words: &str, mentions: &[NumberMention], outcome: Option<&Outcome>) -> Option<usize> {
    let stems: Vec<usize> = outcome_words(words)
        .filter(|(_, found)| outcome.is_none_or(|wanted| *found == wanted))
        .map(|(at, _)| at)
        .collect();
    let distance = |m: &NumberMention| {
        let nearest = stems.iter().map(|at| at.abs_diff(m.range.start())).min();
        nearest.unwrap_or(0)
    };
    (0..mentions.len()).min_by_key(|&i| mentions.get(i).map_or(usize::MAX, distance))
}

/// Where words for outcomes begin, with the outcome.
fn outcome_words(words: &str) -> impl Iterator<Item = (usize, &'static Outcome)> {
    OUTCOME_STEMS.iter().flat_map(move |(stem, outcome)| {
        let begins = |at: usize| {
            words.get(..at).and_then(|s| s.chars().next_back()).is_none_or(|c| !c.is_alphabetic())
        };
        words
            .match_indices(stem)
            .filter(move |(at, _)| begins(*at))
            .map(move |(at, _)| (at, outcome))
    })
}

fn nearest_outcome(words: &str, number: &std::ops::Range<usize>) -> Option<Outcome> {
    let distance = |at: usize| at.saturating_sub(number.end).max(number.start.saturating_sub(at));
    outcome_words(words).min_by_key(|(at, _)| distance(*at)).map(|(_, outcome)| outcome.clone())
}

/// The kind of victims: the first word for one after the number, else any.
fn category(words: &str, after: usize) -> Option<Category> {
    let named = |text: &str| {
        text.split(|c: char| !c.is_alphabetic() && !('\u{64b}'..='\u{65f}').contains(&c))
            .find_map(|word| VICTIMS.iter().find(|(name, _)| *name == word))
            .map(|(_, category)| category.clone())
    };
    words.get(after..).and_then(named).or_else(|| named(words))
}

/// Words that give no number: an explicit "none", or a casualty without a count.
fn without_number(words: &str, outcome: Option<&Outcome>) -> ReadFigure {
    let nearest = nearest_outcome(words, &(0..0));
    let category = category(words, 0);
    let straight = words.replace('’', "'");
    let none = NONE_WORDS.iter().any(|none| {
        straight.match_indices(none).any(|(at, _)| at_word(&straight, at, at + none.len()))
    }) || (words.starts_with("no ") && category.is_some());
    if none && (outcome.is_some() || nearest.is_some()) {
        let figure = Figure::exact(0);
        return ReadFigure { figure, outcome: nearest, category, ..ReadFigure::default() };
    }
    let modifier = Modifier::NoneExplicit;
    ReadFigure { modifier, outcome: nearest, category, ..ReadFigure::default() }
}

fn at_word(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|s| s.chars().next_back());
    let after = text.get(end..).and_then(|s| s.chars().next());
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    edge(before) && (edge(after) || text.get(start..end).is_some_and(|t| t.ends_with('\'')))
}

fn figure_at(
    body: &str,
    range: TextRange,
    marked: &str,
    mentions: &[NumberMention],
    chosen: usize,
    codebook: &Codebook,
) -> ReadFigure {
    let Some(mention) = mentions.get(chosen) else { return ReadFigure::default() };
    if let Some(read) = range_around(marked, mentions, chosen) {
        return read;
    }
    let absolute = range.start() + mention.range.start();
    let mut from = absolute.saturating_sub(BEFORE).max(line_start(body, absolute));
    while !body.is_char_boundary(from) {
        from += 1;
    }
    let before = body.get(from..absolute).unwrap_or_default();
    let (mut modifier, mut start) = match modifier_before(before) {
        Some((modifier, at)) => (modifier, from + at),
        None => (Modifier::Exact, absolute),
    };
    let mut end = range.start() + mention.range.end();
    let after = body.get(end..).unwrap_or_default();
    if modifier == Modifier::Exact
        && let Some((found, len)) = modifier_after(after)
    {
        modifier = found;
        end += len;
    }
    let figure = match &mention.value {
        Numeral::Vague(vague) => {
            modifier = Modifier::Vague;
            Figure::new(codebook.vague(&vague.word), None, None)
        }
        Numeral::Approximate(n) => {
            if modifier == Modifier::Exact {
                modifier = Modifier::About;
            }
            with_modifier(&modifier, *n)
        }
        Numeral::Exact(n) => with_modifier(&modifier, *n),
    };
    start = start.min(absolute);
    let verbatim = body.get(start..end).unwrap_or_default().to_owned();
    ReadFigure { figure, modifier, verbatim, ..ReadFigure::default() }
}

/// The bounds of a number that words qualify.
fn with_modifier(modifier: &Modifier, n: u64) -> Figure {
    let n = Some(n);
    match modifier {
        Modifier::AtLeast | Modifier::MoreThan => Figure::new(n, n, None),
        Modifier::UpTo | Modifier::LessThan => Figure::new(None, None, n),
        Modifier::Nearly => Figure::new(None, n, n),
        Modifier::Vague | Modifier::NoneExplicit => Figure::default(),
        Modifier::Exact | Modifier::About | Modifier::Range | Modifier::Other(_) => {
            Figure::new(n, n, n)
        }
    }
}

fn line_start(body: &str, at: usize) -> usize {
    body.get(..at).and_then(|s| s.rfind('\n')).map_or(0, |i| i + 1)
}

/// The modifier that ends just before a number, and where it begins.
fn modifier_before(before: &str) -> Option<(Modifier, usize)> {
    let small = lower(before).replace('’', "'");
    // The apostrophe takes three bytes where it is curly: positions count from the end.
    let mut text = small.as_str();
    for _ in 0..2 {
        text = text.trim_end_matches(|c: char| c.is_whitespace() || "\"“«(".contains(c));
        match FILLERS.iter().find_map(|f| text.strip_suffix(f)) {
            Some(rest) if rest.ends_with(char::is_whitespace) => text = rest,
            _ => break,
        }
    }
    let (phrase, modifier) = BEFORE_NUMBER.iter().find(|(phrase, _)| {
        text.strip_suffix(phrase)
            .is_some_and(|rest| rest.chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
    })?;
    let from_end = small.chars().count() - text.chars().count() + phrase.chars().count();
    let start = before.char_indices().rev().nth(from_end.saturating_sub(1)).map_or(0, |(i, _)| i);
    Some((modifier.clone(), start))
}

/// The modifier that follows a number, and how many bytes it takes.
fn modifier_after(after: &str) -> Option<(Modifier, usize)> {
    let small = lower(after.get(..after.len().min(24)).unwrap_or(after.split('\n').next()?));
    let text = small.trim_start();
    let space = small.len() - text.len();
    AFTER_NUMBER.iter().find_map(|(phrase, modifier)| {
        let rest = text.strip_prefix(phrase)?;
        let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
        ends.then(|| (modifier.clone(), space + phrase.len()))
    })
}

/// "20 to 30", "between 20 and 30", "entre 20 et 30", "20–30" around the chosen number.
fn range_around(marked: &str, mentions: &[NumberMention], chosen: usize) -> Option<ReadFigure> {
    let pairs = [(chosen, chosen + 1), (chosen.wrapping_sub(1), chosen)];
    pairs.into_iter().find_map(|(i, j)| {
        let (first, second) = (mentions.get(i)?, mentions.get(j)?);
        let (a, b) = (first.value.number()?, second.value.number()?);
        let between = lower(marked.get(first.range.end()..second.range.start())?);
        let before = lower(marked.get(..first.range.start())?);
        let before = before.trim_end();
        let joins = match between.trim() {
            "to" | "-" | "–" | "—" | "à" => true,
            "and" => before.ends_with("between"),
            "et" => before.ends_with("entre"),
            _ => false,
        };
        (joins && a <= b).then(|| ReadFigure {
            figure: Figure::new(Some(a), None, Some(b)),
            modifier: Modifier::Range,
            verbatim: marked
                .get(first.range.start()..second.range.end())
                .unwrap_or_default()
                .to_owned(),
            ..ReadFigure::default()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the words between `[[` and `]]`.
    fn read(marked: &str, outcome: impl Into<Option<Outcome>>) -> ReadFigure {
        let outcome = outcome.into();
        let (before, rest) = marked.split_once("[[").unwrap();
        let (words, after) = rest.split_once("]]").unwrap();
        let body = format!("{before}{words}{after}");
        let range = TextRange::new(&body, before.len()..before.len() + words.len()).unwrap();
        read_figure(&body, range, outcome.as_ref(), &Codebook::standard())
    }

    fn check(marked: &str, modifier: Modifier, figure: (Option<u64>, Option<u64>, Option<u64>)) {
        let found = read(marked, Some(Outcome::Killed));
        let wanted = Figure::new(figure.0, figure.1, figure.2);
        assert_eq!((found.modifier, found.figure), (modifier, wanted), "{marked}");
    }

    #[test]
    fn modifiers_open_the_bounds_that_they_leave_open() {
        let n = Some;
        check("[[23 soldiers]] died", Modifier::Exact, (n(23), n(23), n(23)));
        check("[[at least 73 soldiers]]", Modifier::AtLeast, (n(73), n(73), None));
        check("killed at least [[73 soldiers]]", Modifier::AtLeast, (n(73), n(73), None));
        check("[[No fewer than 53]] died", Modifier::AtLeast, (n(53), n(53), None));
        check("[[upward of 143 people]]", Modifier::MoreThan, (n(143), n(143), None));
        check("[[as many as forty]]", Modifier::UpTo, (None, None, n(40)));
        check("[[fewer than 20]]", Modifier::LessThan, (None, None, n(20)));
        check("[[nearly 60]] dead", Modifier::Nearly, (None, n(60), n(60)));
        check("“about 30 [[terrorists]] had", Modifier::NoneExplicit, (None, None, None));
        check("[[“about 30 terrorists]] had", Modifier::About, (n(30), n(30), n(30)));
        check("[[20 to 30]] dead", Modifier::Range, (n(20), None, n(30)));
        check("[[between six and nine]] dead", Modifier::Range, (n(6), None, n(9)));
        check("[[dozens of soldiers]]", Modifier::Vague, (n(24), None, None));
        check("[[several hundred]] dead", Modifier::Vague, (n(300), None, None));
        check("[[12 or more]] dead", Modifier::AtLeast, (n(12), n(12), None));
        check("au moins [[soixante-treize militaires]]", Modifier::AtLeast, (n(73), n(73), None));
        check("[[une trentaine d’assaillants]]", Modifier::About, (n(30), n(30), n(30)));
        check("[[Plus de 60 soldats]]", Modifier::MoreThan, (n(60), n(60), None));
        check("[[jusqu’à 20 morts]]", Modifier::UpTo, (None, None, n(20)));
        check("[[entre 20 et 30 morts]]", Modifier::Range, (n(20), None, n(30)));
        check("[[soldiers were killed]]", Modifier::NoneExplicit, (None, None, None));
        check("[[No one was killed]]", Modifier::Exact, (n(0), n(0), n(0)));
    }

    #[test]
    fn the_number_beside_the_outcome_counts() {
        let marked = "[[23 soldiers were killed in the attack, which also wounded 17 more]]";
        assert_eq!(read(marked, Some(Outcome::Killed)).figure, Figure::exact(23));
        assert_eq!(read(marked, Some(Outcome::Injured)).figure, Figure::exact(17));
        let since = "[[Thousands have been killed since 2012]]";
        assert_eq!(read(since, Some(Outcome::Killed)).figure.low, Some(2000));
        let two = "[[the two assaults killed at least 126 soldiers]]";
        assert_eq!(read(two, Some(Outcome::Killed)).figure.best, Some(126));
        let aged = "[[A 45-year-old man and 12 others were killed]]";
        assert_eq!(read(aged, Some(Outcome::Killed)).figure, Figure::exact(12));
    }

    #[test]
    fn outcome_and_victims_are_read_where_words_name_them() {
        let found = read("[[Twelve soldiers were also injured]]", None);
        assert_eq!(
            (found.outcome, found.category),
            (Some(Outcome::Injured), Some(Category::Military))
        );
        let found = read("[[Around 30 attackers were killed]]", None);
        assert_eq!(
            (found.outcome, found.category),
            (Some(Outcome::Killed), Some(Category::Militant))
        );
    }

    #[test]
    fn the_verbatim_words_hold_number_and_modifier() {
        assert_eq!(read("killed at least [[73 soldiers]]", None).verbatim, "at least 73");
        assert_eq!(read("[[“about 30 terrorists]]", None).verbatim, "about 30");
        assert_eq!(read("[[jusqu’à 20 morts]]", None).verbatim, "jusqu’à 20");
    }
}
