//! What a date expression says, before it is known when it was said.

mod numeric;
mod parts;
mod pointed;

use super::read::Holiday;
use super::words::{DayWord, Kind, Token, Unit, weekday};
use jiff::civil::Weekday;
use std::cell::Cell;

/// Which of the many: the latest, the one before, the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Which {
    /// "Tuesday", "in March": the latest on or before.
    Latest,
    /// "this Tuesday", "this week".
    This,
    /// "last Tuesday", "last week".
    Last,
    /// "next Tuesday".
    Next,
}

/// A third of a month, or a part of a year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
}

/// The year of a day or month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Year {
    /// Not said.
    Unsaid,
    /// "2024".
    Given(i16),
    /// "last year" is 1, "this year" 0.
    Ago(i16),
    /// Not said, and still to come.
    Coming,
}

/// A date expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum When {
    Day {
        year: Year,
        month: i8,
        day: i8,
        weekday: Option<Weekday>,
        shaky: bool,
    },
    Month {
        year: Year,
        month: i8,
        part: Option<Part>,
        which: Which,
    },
    Year {
        year: i16,
        part: Option<Part>,
    },
    Quarter {
        year: Option<i16>,
        quarter: i8,
    },
    IsoWeek {
        year: i16,
        week: i8,
    },
    Weekday {
        day: Weekday,
        which: Which,
    },
    WeekdayInWeek {
        day: Weekday,
        which: Which,
    },
    /// Days from the anchor: yesterday is -1.
    Offset(i64),
    Overnight,
    Unit {
        unit: Unit,
        which: Which,
        part: Option<Part>,
    },
    EarlierThis(Unit),
    Ago {
        n: i64,
        unit: Unit,
        flagged: bool,
    },
    Past {
        n: i64,
        unit: Unit,
    },
    Weekend(Which),
    WeekOf(Box<When>),
    Holiday {
        holiday: &'static Holiday,
        year: Year,
        which: Which,
    },
    Range(Box<When>, Box<When>),
    Ambiguous {
        first: i8,
        second: i8,
        year: i16,
    },
}

/// How deep expressions nest; a hostile text must not exhaust the stack.
const MAX_DEPTH: u8 = 5;

impl When {
    /// The same in a sentence about what is still to come; `None` if that makes no difference.
    pub(super) fn to_come(&self) -> Option<When> {
        match self {
            When::Weekday { day, which: Which::Latest } => {
                Some(When::Weekday { day: *day, which: Which::Next })
            }
            When::Month { year: Year::Unsaid, month, part, which: Which::Latest } => {
                let (month, part) = (*month, *part);
                Some(When::Month { year: Year::Unsaid, month, part, which: Which::Next })
            }
            When::Day { year: Year::Unsaid, month, day, weekday, .. } => Some(When::Day {
                year: Year::Coming,
                month: *month,
                day: *day,
                weekday: *weekday,
                shaky: true,
            }),
            When::Holiday { holiday, year: Year::Unsaid, which: Which::Latest } => {
                Some(When::Holiday { holiday, year: Year::Coming, which: Which::Latest })
            }
            When::Day { .. }
            | When::Holiday { .. }
            | When::Month { .. }
            | When::Weekday { .. }
            | When::Year { .. }
            | When::Quarter { .. }
            | When::IsoWeek { .. }
            | When::WeekdayInWeek { .. }
            | When::Offset(_)
            | When::Overnight
            | When::Unit { .. }
            | When::EarlierThis(_)
            | When::Ago { .. }
            | When::Past { .. }
            | When::Weekend(_)
            | When::WeekOf(_)
            | When::Range(..)
            | When::Ambiguous { .. } => None,
        }
    }
}

type Found<T> = Option<(T, usize)>;

/// Reads expressions from tokens.
pub(super) struct Grammar<'a>(&'a [Token], Cell<u8>);

impl<'a> Grammar<'a> {
    pub(super) fn new(tokens: &'a [Token]) -> Grammar<'a> {
        Grammar(tokens, Cell::new(0))
    }

    /// The expression that begins at token `at`, and the token after it.
    pub(super) fn when(&self, at: usize) -> Found<When> {
        if let Some(found) = self.shared_month(at) {
            return Some(found);
        }
        let (first, end) = self.simple(at)?;
        if let Some(next) = self.connector(end)
            && let Some((second, after)) = self.simple(next)
            && compatible(&first, &second)
        {
            return Some((When::Range(Box::new(first), Box::new(second)), after));
        }
        Some((first, end))
    }

    /// "19–20 March 2024", "19 et 20 mars", "March 19-20, 2024".
    fn shared_month(&self, at: usize) -> Found<When> {
        let pair = |year, month, a, b| {
            let day = |day| Box::new(When::Day { year, month, day, weekday: None, shaky: false });
            When::Range(day(a), day(b))
        };
        if let Some((a, end)) = self.day_number(at)
            && let Some(next) = self.connector(end)
            && let Some((b, end)) = self.day_number(next)
            && let Some((m, end)) = self.month(self.skip(end, &["of", "de"]))
        {
            let (year, end) = self.year_after(end);
            return Some((pair(year, m, a, b), end));
        }
        let (m, end) = self.month(at)?;
        let (a, end) = self.day_number(end)?;
        let (b, end) = self.day_number(self.connector(end)?)?;
        // "March 19 to 20 April" is two dates.
        if self.month(end).is_some() {
            return None;
        }
        let (year, end) = self.year_after(end);
        Some((pair(year, m, a, b), end))
    }

    /// What joins two dates to an interval; the token after it.
    fn connector(&self, at: usize) -> Option<usize> {
        match &self.0.get(at)?.kind {
            Kind::Sym('-' | '/') => Some(at + 1),
            Kind::Word(w, _)
                if matches!(
                    w.as_str(),
                    "to" | "and" | "through" | "until" | "till" | "au" | "a" | "et" | "into"
                ) =>
            {
                let end = at + 1;
                // "and on Wednesday", "au mercredi", "et le 20".
                Some(self.skip(end, &["on", "le", "early", "late"]))
            }
            Kind::Word(..) | Kind::Num(..) | Kind::Sym(_) => None,
        }
    }

    /// One expression. They nest ("late on the last Tuesday"), but not deeply.
    pub(super) fn simple(&self, at: usize) -> Found<When> {
        if self.1.get() >= MAX_DEPTH {
            return None;
        }
        self.1.set(self.1.get() + 1);
        let found = self.simple_within(at);
        self.1.set(self.1.get() - 1);
        found
    }

    fn simple_within(&self, at: usize) -> Found<When> {
        match &self.0.get(at)?.kind {
            Kind::Num(..) => self.number_first(at),
            Kind::Word(word, _) => self.word_first(at, word),
            Kind::Sym(_) => None,
        }
    }

    fn word_first(&self, at: usize, word: &str) -> Found<When> {
        if let Some((m, end)) = self.month(at) {
            return Some(self.month_first(m, end));
        }
        if let Some((day, form)) = weekday(word) {
            return Some(self.weekday_first(at, day, form));
        }
        if let Some(found) = self.holiday(at) {
            return Some(found);
        }
        let next = self.word(at + 1);
        match word {
            "today" | "tonight" | "tomorrow" | "yesterday" | "hier" | "demain" => {
                let offset = match word {
                    "tomorrow" | "demain" => 1,
                    "yesterday" | "hier" => -1,
                    _ => 0,
                };
                Some((When::Offset(offset), self.part_of_day(at + 1)))
            }
            "aujourd" => Some((When::Offset(0), self.words(self.sym(at + 1, '\'')?, &["hui"])?)),
            "avant" => Some((When::Offset(-2), self.words(self.sym(at + 1, '-')?, &["hier"])?)),
            "apres" => Some((When::Offset(2), self.words(self.sym(at + 1, '-')?, &["demain"])?)),
            "the" if next == "day" => {
                if let Some(end) = self.words(at + 2, &["before", "yesterday"]) {
                    return Some((When::Offset(-2), end));
                }
                Some((When::Offset(2), self.words(at + 2, &["after", "tomorrow"])?))
            }
            "overnight" => {
                let on = self.skip(at + 1, &["on", "from", "between"]);
                let inner = if self.1.get() < 2 { self.when(on) } else { None };
                match inner {
                    Some((
                        when @ (When::Weekday { .. } | When::Range(..) | When::Day { .. }),
                        end,
                    )) => Some((when, end)),
                    Some(_) | None => Some((When::Overnight, at + 1)),
                }
            }
            "cette" if next == "nuit" => Some((When::Overnight, at + 2)),
            "ce" if matches!(next, "matin" | "soir" | "jour") => Some((When::Offset(0), at + 2)),
            "cet" if next == "apres" => {
                Some((When::Offset(0), self.words(self.sym(at + 2, '-')?, &["midi"])?))
            }
            "early" | "mid" | "late" | "debut" | "mi" | "fin" | "earlier" | "later"
            | "beginning" | "middle" | "end" => self.part(at, word),
            "this" | "last" | "next" | "past" | "previous" | "coming" | "ce" | "cette" | "la"
            | "le" | "l" | "les" | "ces" => self.pointed(at, word),
            "weekend" => Some((When::Weekend(Which::Latest), at + 1)),
            "week" => self.week_word(at),
            "semaine" => {
                let (when, end) = self.simple(self.words(at + 1, &["du"])?)?;
                matches!(when, When::Day { .. }).then(|| (When::WeekOf(Box::new(when)), end))
            }
            "il" => {
                let (n, unit, end) = self.counted(self.words(at + 1, &["y", "a"])?)?;
                Some((When::Ago { n, unit, flagged: false }, end))
            }
            "q" | "t" | "first" | "second" | "third" | "fourth" | "premier" | "deuxieme"
            | "troisieme" | "quatrieme" => {
                let (quarter, end) = self.quarter(at)?;
                let (year, end) = self.year_after(self.skip(end, &["of", "de"]));
                let year = match year {
                    Year::Given(y) => Some(y),
                    Year::Unsaid => None,
                    Year::Ago(_) | Year::Coming => return None,
                };
                Some((When::Quarter { year, quarter }, end))
            }
            _ => self.count_first(at),
        }
    }

    /// "two days ago".
    fn count_first(&self, at: usize) -> Found<When> {
        let (n, unit, end) = self.counted(at)?;
        if let Some(end) = self.words(end, &["ago"]) {
            return Some((When::Ago { n, unit, flagged: false }, end));
        }
        let end = self
            .words(end, &["earlier"])
            .or_else(|| self.words(end, &["plus", "tot"]))
            .or_else(|| self.words(end, &["auparavant"]))?;
        Some((When::Ago { n, unit, flagged: true }, end))
    }

    fn month_first(&self, month: i8, end: usize) -> (When, usize) {
        if let Some((day, after)) = self.day_number(end) {
            let (year, after) = self.year_after(after);
            return (When::Day { year, month, day, weekday: None, shaky: false }, after);
        }
        let which = match self.word(end) {
            "dernier" | "passe" => Which::Last,
            "prochain" => Which::Next,
            _ => Which::Latest,
        };
        if which != Which::Latest {
            return (When::Month { year: Year::Unsaid, month, part: None, which }, end + 1);
        }
        let (year, end) = self.year_after(end);
        (When::Month { year, month, part: None, which }, end)
    }

    fn weekday_first(&self, at: usize, day: Weekday, form: DayWord) -> (When, usize) {
        let mut end = at + 1;
        if form == DayWord::Short && self.glued_sym(end, '.') {
            end += 1;
        }
        let comma = if self.is_sym(end, &[',']) { end + 1 } else { end };
        let dated = self.skip(comma, &["le", "the"]);
        if let Some((When::Day { year, month, day: d, shaky, .. }, end)) = self.simple(dated) {
            return (When::Day { year, month, day: d, weekday: Some(day), shaky }, end);
        }
        let end = self.part_of_day(end);
        let which = match self.word(end) {
            "dernier" | "passe" => Which::Last,
            "prochain" => Which::Next,
            _ => Which::Latest,
        };
        if which != Which::Latest {
            return (When::Weekday { day, which }, end + 1);
        }
        let of = self.skip(end, &["of", "de"]);
        if let Some((When::Unit { unit: Unit::Week, which, part: None }, end)) = self.simple(of) {
            return (When::WeekdayInWeek { day, which }, end);
        }
        (When::Weekday { day, which }, end)
    }

    /// "early March", "mi-mars", "late Thursday", "earlier this month", "late last year".
    fn part(&self, at: usize, word: &str) -> Found<When> {
        let part = match word {
            "early" | "debut" | "beginning" | "earlier" => Part::Early,
            "mid" | "mi" | "middle" => Part::Mid,
            _ => Part::Late,
        };
        let dash = if self.glued_sym(at + 1, '-') { at + 2 } else { at + 1 };
        let noun = self.skip(dash, &["of", "in", "on", "de"]);
        let (when, end) = self.simple(noun)?;
        if matches!(when, When::Weekday { .. } | When::Offset(_)) {
            return Some((when, end));
        }
        if word == "earlier" || word == "later" {
            let When::Unit { unit, which: Which::This, .. } = when else { return None };
            return (word == "earlier").then_some((When::EarlierThis(unit), end));
        }
        // "the end March" is none, "the end of March" is.
        if matches!(word, "beginning" | "middle" | "end") && noun == dash {
            return None;
        }
        let part = Some(part);
        if let When::Month { year, month, part: None, which } = when {
            return Some((When::Month { year, month, part, which }, end));
        }
        if let When::Year { year, part: None } = when {
            return Some((When::Year { year, part }, end));
        }
        let When::Unit { unit, which, part: None } = when else { return None };
        Some((When::Unit { unit, which, part }, end))
    }

    /// "week of 18 March", "week beginning Monday 18 March".
    fn week_word(&self, at: usize) -> Found<When> {
        let from = self
            .words(at + 1, &["of"])
            .or_else(|| self.words(at + 1, &["beginning"]))
            .or_else(|| self.words(at + 1, &["starting"]))?;
        let (when, end) = self.simple(self.skip(from, &["on", "the"]))?;
        matches!(when, When::Day { .. }).then(|| (When::WeekOf(Box::new(when)), end))
    }
}

/// Whether two expressions can be the ends of an interval.
fn compatible(a: &When, b: &When) -> bool {
    matches!(
        (a, b),
        (When::Day { .. }, When::Day { .. })
            | (
                When::Weekday { which: Which::Latest | Which::This | Which::Last, .. },
                When::Weekday { which: Which::Latest | Which::Last, .. }
            )
            | (When::Year { .. }, When::Year { .. })
            | (When::Month { .. }, When::Month { .. })
    )
}
