//! Reads the number, its modifier and the kind of victims out of words that an analyst has marked,
//! with the words and rules by which the detectors read.

use super::lexicon::{Kind, Lexicon, Words};
use super::quantity::{Counter, Counts, Quantity};
use super::token::{TokenKind, lower, tokens};
use crate::model::{Category, Codebook, Figure, Modifier, Outcome};
use crate::text::{TextRange, numbers};

/// How many bytes before the marked words may hold the number's modifier.
const BEFORE: usize = 48;

/// How many words a modifier may have, fillers included.
const MODIFIER_WORDS: usize = 6;

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
    if range.slice(body).is_none() {
        return ReadFigure::default();
    }
    let from = window_start(body, range.start());
    let window = body.get(from..range.end()).unwrap_or_default();
    let small = lower(window);
    let mentions = numbers(window);
    let tokens = tokens(window, &mentions);
    let lexicon = Lexicon::every().with(&codebook.lexicon);
    let counter = Counter {
        text: window,
        words: Words { tokens: &tokens, lower: &small },
        numbers: &mentions,
        lexicon: &lexicon,
        codebook,
    };
    let first = tokens.partition_point(|t| t.end <= range.start() - from);
    let marked = Marked { counter, first, end: tokens.len() };
    let quantities = marked.quantities();
    let outcomes = marked.outcomes();
    let Some(chosen) = choose(&quantities, &outcomes, outcome) else {
        return marked.without_number(&outcomes, outcome);
    };
    let category = Some(chosen.category.clone()).filter(|c| *c != Category::Unknown);
    ReadFigure {
        figure: chosen.figure,
        modifier: chosen.modifier.clone(),
        verbatim: chosen.number.slice(window).unwrap_or_default().to_owned(),
        outcome: nearest(&outcomes, chosen.tokens),
        category: category.or_else(|| marked.category()),
    }
}

/// Where the words begin that may qualify a number: on the same line, not far before.
fn window_start(body: &str, at: usize) -> usize {
    let line = body.get(..at).and_then(|s| s.rfind('\n')).map_or(0, |i| i + 1);
    let mut from = at.saturating_sub(BEFORE).max(line);
    while !body.is_char_boundary(from) {
        from += 1;
    }
    from
}

/// The quantity that a claim of `wanted` is about.
fn choose<'q>(
    quantities: &'q [Quantity],
    outcomes: &[(usize, Outcome)],
    wanted: Option<&Outcome>,
) -> Option<&'q Quantity> {
    let fits = |found: &Outcome| wanted.is_none_or(|wanted| found == wanted);
    let distance = |quantity: &&Quantity| {
        let near = outcomes.iter().filter(|(_, found)| fits(found));
        near.map(|(at, _)| apart(*at, quantity.tokens)).min().unwrap_or(0)
    };
    quantities.iter().min_by_key(distance)
}

/// How many tokens lie between a token and a quantity.
fn apart(at: usize, (from, to): (usize, usize)) -> usize {
    at.saturating_sub(to).max(from.saturating_sub(at))
}

fn nearest(outcomes: &[(usize, Outcome)], tokens: (usize, usize)) -> Option<Outcome> {
    outcomes.iter().min_by_key(|(at, _)| apart(*at, tokens)).map(|(_, outcome)| outcome.clone())
}

/// The marked words, as tokens of the window around them.
struct Marked<'a> {
    counter: Counter<'a>,
    first: usize,
    end: usize,
}

impl Marked<'_> {
    /// The numbers that can count people; a lone "one" only where there is no other.
    fn quantities(&self) -> Vec<Quantity> {
        let mut found: Vec<Quantity> = Vec::new();
        for at in self.first..self.end {
            let token = self.counter.words.tokens.get(at);
            let Some(TokenKind::Number(nth)) = token.map(|t| t.kind) else { continue };
            if found.last().is_some_and(|last| at < last.tokens.1) {
                continue;
            }
            let begins = (0..=MODIFIER_WORDS.min(at)).rev().find_map(|back| {
                let read = self.counter.read(at - back, self.end)?;
                let covers = self.counter.numbers.get(nth)?.range;
                read.number.encloses(&covers).then_some(read)
            });
            found.extend(begins.filter(|quantity| quantity.counts != Counts::Things));
        }
        let article = |quantity: &Quantity| {
            self.counter.numbers.iter().any(|n| n.article_like && n.range == quantity.number)
        };
        if found.iter().any(|quantity| !article(quantity)) {
            found.retain(|quantity| !article(quantity));
        }
        found
    }

    /// The words for outcomes, by their tokens.
    fn outcomes(&self) -> Vec<(usize, Outcome)> {
        let mut found = Vec::new();
        let mut at = self.first;
        while at < self.end {
            let term = self.counter.lexicon.words.at(self.counter.words, at);
            if let Some(outcome) = term.and_then(|(term, _)| term.outcome.clone()) {
                found.push((at, outcome));
            }
            at = term.map_or(at + 1, |(_, after)| after);
        }
        found
    }

    /// The kind of people that the first word for people names.
    fn category(&self) -> Option<Category> {
        (self.first..self.end).find_map(|at| {
            let (term, _) = self.counter.lexicon.words.at(self.counter.words, at)?;
            let people = matches!(term.kind, Kind::People | Kind::Person);
            term.category.clone().filter(|c| people && *c != Category::Unknown)
        })
    }

    /// Words that give no number: an express "none", or a casualty without a count.
    fn without_number(
        &self,
        outcomes: &[(usize, Outcome)],
        wanted: Option<&Outcome>,
    ) -> ReadFigure {
        let outcome = outcomes.first().map(|(_, outcome)| outcome.clone());
        let category = self.category();
        let none = (self.first..self.end).any(|at| {
            matches!(
                self.counter.words.word(at),
                "no" | "none" | "nobody" | "no-one" | "aucun" | "aucune" | "personne"
            )
        });
        if none && (wanted.is_some() || outcome.is_some()) {
            return ReadFigure {
                figure: Figure::exact(0),
                outcome,
                category,
                ..ReadFigure::default()
            };
        }
        let modifier = Modifier::NoneExplicit;
        ReadFigure { modifier, outcome, category, ..ReadFigure::default() }
    }
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
