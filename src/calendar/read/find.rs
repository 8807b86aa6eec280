//! Date expressions in running text: which words are meant as one, whether it is still to come, and
//! the smaller ones within.

use super::running::{Context, running};
use super::{DateError, Reading, words};
use crate::calendar::civil::days_between;
use crate::calendar::grammar::{Grammar, When, Which, Year};
use crate::calendar::resolve::resolve;
use crate::calendar::words::{DayWord, Kind, Token, Unit, month, month_is_plain, tokens, weekday};
use jiff::civil::Date;
use std::ops::Range;

/// Something found: the words, and what they mean.
type Found = (Range<usize>, Result<Reading, DateError>);

/// The date expressions in running text, in order, prepositions left out. None overlaps another,
/// but for those within a longer one, which follow it: "March" within "early March", both years of
/// "between 2012 and 2014".
///
/// Made to be right rather than complete: a month that is also a word or a name ("may", "March",
/// "Mai") counts only with a day, a year or a preposition, a year only where no counted noun follows
/// it, and English weekdays only with a capital. Where the verb is of the future ("will meet on
/// Tuesday") or the preposition looks ahead ("until Tuesday"), a bare weekday, day or month is the
/// next one, and flagged. "The next day", "that month", "the quarter" count from what was said
/// before, and are flagged.
pub fn find(text: &str, anchor: Option<Date>) -> Vec<Found> {
    let tokens = tokens(text);
    let grammar = Grammar::new(&tokens);
    let finder = Finder { text, tokens: &tokens, grammar: &grammar, anchor };
    let mut context = Context::default();
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some((what, end)) = running(&grammar, at)
            && let said = words(text, &tokens, at, end)
            && let Some(reading) = context.resolve(what, said, anchor)
        {
            context.note(reading.span);
            found.push((finder.range(at, end), Ok(reading)));
            at = end;
            continue;
        }
        let fits = |(when, end): &(When, usize)| finder.fits(at, *end, when);
        // What is no interval may still begin with a date.
        let hit = grammar.when(at).filter(fits).or_else(|| grammar.simple(at).filter(fits));
        let Some((when, end)) = hit else {
            if grammar.word(at) == "months" || grammar.word(at) == "half" {
                context.other_period();
            }
            at += 1;
            continue;
        };
        if matches!(when, When::Ago { n: 1, unit: Unit::Year, .. })
            && context.in_quarter()
            && let said = words(text, &tokens, at, end)
            && let Some(reading) =
                context.resolve(super::running::Running::YearBefore, said, anchor)
        {
            found.push((finder.range(at, end), Ok(reading)));
            at = end;
            continue;
        }
        if let Some(reading) = finder.reading(at, end, &when) {
            if let Ok(reading) = &reading {
                context.note(reading.span);
            }
            found.push((finder.range(at, end), reading));
            finder.within(at, end, &when, &mut found);
        }
        at = end.max(at + 1);
    }
    found
}

/// What a word says of the time of its sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    Coming,
    Past,
    /// The sentence ends.
    End,
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    grammar: &'a Grammar<'a>,
    anchor: Option<Date>,
}

impl Finder<'_> {
    fn range(&self, at: usize, end: usize) -> Range<usize> {
        let start = self.tokens.get(at).map_or(0, |t| t.start);
        start..start + words(self.text, self.tokens, at, end).len()
    }

    /// What an expression means; `None` for a day that is in no calendar.
    fn reading(&self, at: usize, end: usize, when: &When) -> Option<Result<Reading, DateError>> {
        let said = words(self.text, self.tokens, at, end);
        let coming = when.to_come().filter(|next| self.is_to_come(at, end, when, next));
        let nearer = self.nearer(when);
        let coming = coming.or(nearer);
        let reading = resolve(said, coming.as_ref().unwrap_or(when), self.anchor)
            .map(|r| Reading { flagged: r.flagged || coming.is_some(), ..r });
        match reading {
            Err(DateError::NoSuchDate { .. }) => None,
            reading => Some(reading),
        }
    }

    /// A date in digits that can be read in two ways, read as the one close to publication where the
    /// other is not.
    fn nearer(&self, when: &When) -> Option<When> {
        let (When::Ambiguous { first, second, year }, Some(anchor)) = (when, self.anchor) else {
            return None;
        };
        let close = |month: i8, day: i8| {
            let date = Date::new(*year, month, day).ok()?;
            (days_between(date, anchor).abs() <= 7).then_some(When::Day {
                year: Year::Given(*year),
                month,
                day,
                weekday: None,
                shaky: true,
            })
        };
        match (close(*second, *first), close(*first, *second)) {
            (Some(one), None) | (None, Some(one)) => Some(one),
            _ => None,
        }
    }

    /// The expressions inside of a longer one: the ends of an interval, the month of "early March".
    fn within(&self, at: usize, end: usize, when: &When, found: &mut Vec<Found>) {
        let longer = match when {
            When::Range(..) | When::EarlierThis(_) | When::WeekOf(_) => true,
            When::Month { part, .. } | When::Year { part, .. } | When::Unit { part, .. } => {
                part.is_some()
            }
            When::Day { .. }
            | When::Quarter { .. }
            | When::IsoWeek { .. }
            | When::Weekday { .. }
            | When::WeekdayInWeek { .. }
            | When::Offset(_)
            | When::Overnight
            | When::Ago { .. }
            | When::Past { .. }
            | When::Weekend(_)
            | When::Holiday { .. }
            | When::Ambiguous { .. } => false,
        };
        if !longer {
            return;
        }
        let mut from = at;
        let mut last = at;
        while from < end {
            match self.grammar.simple(from).filter(|(_, e)| *e <= end && (from, *e) != (at, end)) {
                Some((inner, e)) => {
                    if let Some(reading) = self.reading(from, e, &inner) {
                        found.push((self.range(from, e), reading));
                    }
                    from = e.max(from + 1);
                    last = from;
                }
                None => from += 1,
            }
        }
        // "April 24 and 25": the second day has no month of its own.
        if let When::Range(_, b) = when
            && last < end
            && last > at
            && let Some(number) = (last..end).find(|i| self.grammar.num(*i).is_some())
            && let Some(reading) = self.reading(number, end, b)
        {
            found.push((self.range(number, end), reading));
        }
    }

    /// Whether a date is still to come: by the preposition before it, or by the nearest verb, the
    /// one before it in the sentence or, failing that, the one after.
    fn is_to_come(&self, at: usize, end: usize, when: &When, next: &When) -> bool {
        let word = |back: usize| at.checked_sub(back).map_or("", |b| self.grammar.word(b));
        // "Wednesday's ruling" has been made.
        let owns = self.grammar.sym(end, '\'').is_some_and(|s| self.grammar.word(s) == "s");
        let dated = matches!(when, When::Day { .. } | When::Month { .. });
        let ahead = match word(1) {
            "until" | "till" | "effective" | "payable" | "expire" | "expires" | "due"
            | "redeemable" | "jusqu" => true,
            "early" | "soon" => word(2) == "as",
            "as" => matches!(word(2), "early" | "soon"),
            "through" | "by" | "to" | "record" | "is" | "beginning" | "starting" => dated,
            _ => false,
        };
        if dated && !self.is_near_ahead(when, next) {
            return false;
        }
        if ahead {
            return true;
        }
        if owns && matches!(when, When::Weekday { .. }) {
            return false;
        }
        let verdict = |i: usize| self.verdict(i);
        let before = (0..at).rev().take(14).find_map(verdict);
        let after = || (end..self.tokens.len()).take(10).find_map(verdict);
        match before {
            Some(Sense::Coming) => true,
            Some(Sense::Past) => false,
            Some(Sense::End) | None => match after() {
                Some(Sense::Coming) => true,
                Some(Sense::Past) => false,
                // Nothing says when: the nearer of the two.
                Some(Sense::End) | None => dated,
            },
        }
    }

    /// Whether a day or month without a year is soon if it is to come, and long ago if it is not.
    fn is_near_ahead(&self, when: &When, next: &When) -> bool {
        let Some(anchor) = self.anchor else { return true };
        let start = |when: &When| resolve("", when, Some(anchor)).ok().map(|r| r.span.start);
        match (start(when), start(next)) {
            (Some(past), Some(coming)) => {
                days_between(anchor, coming) <= 150 && days_between(past, anchor) >= 190
            }
            _ => false,
        }
    }

    /// What a token says of time: a verb of the future or of the past, or the sentence's end.
    fn verdict(&self, at: usize) -> Option<Sense> {
        let token = self.tokens.get(at)?;
        let near = |back: usize| at.checked_sub(back).map_or("", |b| self.grammar.word(b));
        match &token.kind {
            Kind::Sym('.' | '!' | '?' | ';') if !token.spaced => {
                // The full stop of "Nov." ends no sentence.
                let short = at.checked_sub(1).is_some_and(|b| {
                    month(self.grammar.word(b)).is_some() || self.grammar.word(b).len() == 1
                });
                (!short).then_some(Sense::End)
            }
            Kind::Word(word, capital) => match word.as_str() {
                "will" | "ll" | "shall" | "would" | "due" | "plans" | "upcoming" | "expects"
                | "hopes" | "intends" | "sera" | "seront" | "aura" | "auront" | "prevu"
                | "prevue" | "prevus" | "prevues" => Some(Sense::Coming),
                "scheduled" | "planned" | "expected" | "set" => {
                    let passive = matches!(
                        near(1),
                        "is" | "are"
                            | "was"
                            | "were"
                            | "be"
                            | "been"
                            | "not"
                            | "a"
                            | "the"
                            | "had"
                            | ""
                    );
                    let coming = passive || self.grammar.word(at + 1) == "for";
                    Some(if coming { Sense::Coming } else { Sense::Past })
                }
                // "is to resume", "agreed to meet".
                "to" if matches!(
                    near(1),
                    "is" | "are"
                        | "ready"
                        | "agreed"
                        | "plan"
                        | "vowed"
                        | "able"
                        | "likely"
                        | "about"
                ) && !self.grammar.word(at + 1).is_empty() =>
                {
                    Some(Sense::Coming)
                }
                "said" | "says" | "was" | "were" | "had" | "has" | "have" | "told" | "did"
                | "came" | "died" | "took" | "left" | "struck" | "began" | "hit" | "shot"
                | "met" | "made" | "went" | "ont" | "avait" | "est" | "sont" | "etait" => {
                    Some(Sense::Past)
                }
                past if past.len() > 4 && past.ends_with("ed") && !capital => Some(Sense::Past),
                _ => None,
            },
            Kind::Num(..) | Kind::Sym(_) => None,
        }
    }

    /// Whether an expression in running text is meant as a date.
    fn fits(&self, at: usize, end: usize, when: &When) -> bool {
        let glued = self
            .tokens
            .get(end)
            .is_some_and(|t| !t.spaced && matches!(t.kind, Kind::Num(..) | Kind::Word(..)));
        !glued && plausible(self.tokens, self.grammar, at, end, when)
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
                month_is_plain(grammar.word(at))
                    || MONTH_AFTER.contains(&before)
                    // "under a June agreement".
                    || matches!(before, "a" | "an" | "the" | "its" | "s") && noun_follows(tokens, end)
            }
            When::Year { year, part: None } => year_stands(tokens, grammar, at, end, *year),
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
            When::Holiday { .. } => {
                matches!(tokens.get(at).map(|t| &t.kind), Some(Kind::Word(_, true)))
            }
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

/// Words after which a month that is also a word or a name is a month.
const MONTH_AFTER: &[&str] = &[
    "in", "since", "of", "by", "until", "during", "from", "to", "through", "before", "after",
    "between", "en", "de", "depuis", "des", "courant", "avant", "apres", "fin", "debut",
];

/// Whether a bare number is a year: by what stands before it, and no counted noun after.
fn year_stands(tokens: &[Token], grammar: &Grammar<'_>, at: usize, end: usize, year: i16) -> bool {
    let before = at.checked_sub(1).map_or("", |b| grammar.word(b));
    let glued = at > 0 && grammar.glued(at);
    let strong = matches!(
        before,
        "in" | "since" | "during" | "until" | "en" | "depuis" | "annee" | "year" | "fiscal"
    );
    if strong {
        return true;
    }
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
    let small = match tokens.get(end).map(|t| &t.kind) {
        Some(Kind::Word(word, _)) => !matches!(
            word.as_str(),
            "and"
                | "to"
                | "the"
                | "when"
                | "in"
                | "by"
                | "that"
                | "as"
                | "et"
                | "a"
                | "par"
                | "dans"
                | "after"
                | "was"
                | "were"
                | "with"
        ),
        Some(Kind::Num(..) | Kind::Sym(_)) | None => false,
    };
    if weak {
        return !small;
    }
    // "the 1992 protests", "its 1990 invasion", "for 2019": nothing that is counted follows.
    let likely = (1950..=2049).contains(&year);
    let looser = matches!(
        before,
        "for"
            | "into"
            | "through"
            | "to"
            | "both"
            | "the"
            | "a"
            | "its"
            | "his"
            | "her"
            | "their"
            | "our"
            | "that"
            | "s"
            | "and"
            | "or"
            | "post"
            | "pre"
            | "than"
            | "is"
    );
    let listed = before != "and" && before != "or" || at >= 2 && is_year(grammar, at - 2);
    likely && looser && listed && !glued_number(grammar, at, glued) && !counted_follows(tokens, end)
}

fn is_year(grammar: &Grammar<'_>, at: usize) -> bool {
    grammar.num(at).is_some_and(|(n, len)| len == 4 && (1900..=2100).contains(&n))
}

/// "$1990", "-1990": part of another number; "post-1959" is none.
fn glued_number(grammar: &Grammar<'_>, at: usize, glued: bool) -> bool {
    glued && at > 0 && !grammar.is_sym(at - 1, &['-', '\''])
}

/// Whether a noun that is counted comes next: "soldiers", "people", "kilometres".
fn counted_follows(tokens: &[Token], end: usize) -> bool {
    let Some(Token { kind: Kind::Word(word, _), .. }) = tokens.get(end) else { return false };
    matches!(
        word.as_str(),
        "people"
            | "men"
            | "women"
            | "children"
            | "troops"
            | "dead"
            | "killed"
            | "wounded"
            | "injured"
            | "km"
            | "miles"
            | "kilometres"
            | "kilometers"
            | "metres"
            | "meters"
            | "tons"
            | "tonnes"
            | "dollars"
            | "euros"
            | "francs"
            | "police"
            | "civilians"
            | "hectares"
            | "houses"
            | "homes"
            | "families"
            | "percent"
            | "personnes"
            | "morts"
            | "hommes"
            | "rebels"
            | "rifles"
            | "guns"
            | "vehicles"
            | "rounds"
            | "shells"
            | "rockets"
            | "victims"
            | "deaths"
            | "bodies"
            | "times"
            | "votes"
            | "cases"
            | "members"
            | "displaced"
            | "staff"
            | "personnel"
    ) || word.len() > 4
        && ["ers", "ists", "ees", "ants", "ents", "ors", "iers", "ians"]
            .iter()
            .any(|ending| word.ends_with(ending))
}

/// Whether a word written small and no preposition comes next.
fn noun_follows(tokens: &[Token], end: usize) -> bool {
    matches!(tokens.get(end).map(|t| &t.kind), Some(Kind::Word(word, false))
        if word.len() > 3 && !matches!(word.as_str(), "from" | "with" | "through" | "into" | "over"))
}
