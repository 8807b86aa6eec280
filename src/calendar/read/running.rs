//! Expressions that mean something only beside what an article has said before: "the quarter", "a
//! year earlier", "that day", "the following month"; and words of the calendar that are dates only
//! in running text: "fiscal 2023", "year-end", "nineteen ninety-seven".

use super::Reading;
use crate::calendar::civil::{shift, shift_months};
use crate::calendar::grammar::Grammar;
use crate::calendar::span::{DateSpan, Precision, quarter_of};
use crate::calendar::words::Unit;
use jiff::civil::Date;

/// What an article has spoken of up to a word.
#[derive(Default)]
pub(super) struct Context {
    /// The quarter or year that figures are told for.
    period: Option<DateSpan>,
    /// The date that was read last.
    last: Option<DateSpan>,
}

/// What such an expression says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Running {
    /// "the quarter", "the latest period".
    Period,
    /// "a year earlier", "the year-ago quarter".
    YearBefore,
    /// "last year's first quarter", "the year-ago third quarter".
    QuarterIn(i16, i8),
    /// "the 2022 quarter".
    PeriodOf(i16),
    /// "the year", "the full year".
    Year,
    /// "fiscal 2023", "nineteen ninety-seven".
    Plain(i16),
    /// "year-end".
    YearEnd,
    /// "that day", "the same month".
    That(Unit),
    /// "the next day", "the following month"; "the previous day" with -1.
    Step(Unit, i8),
}

impl Context {
    /// Takes note of a date that has been read.
    pub(super) fn note(&mut self, span: DateSpan) {
        self.last = Some(span);
        if span.precision == Precision::Quarter
            && DateSpan::quarter(span.start.year(), quarter_of(span.start)) == Some(span)
        {
            self.period = Some(span);
        }
    }

    /// Takes note that figures are told for a time that is no quarter: "nine months".
    pub(super) fn other_period(&mut self) {
        self.period = None;
    }

    /// Whether figures are told for a quarter.
    pub(super) fn in_quarter(&self) -> bool {
        self.period.is_some()
    }

    /// What an expression means here; `None` where nothing is there to count from.
    pub(super) fn resolve(
        &self,
        what: Running,
        said: &str,
        anchor: Option<Date>,
    ) -> Option<Reading> {
        let (span, rule, of, flagged) = match what {
            Running::Plain(year) => (DateSpan::year(year)?, "year", None, false),
            Running::Year => {
                (DateSpan::year(anchor?.year())?, "the year of publication", None, true)
            }
            Running::YearEnd => {
                let end = DateSpan::day(anchor?.last_of_year());
                (end, "the last day of the year", None, true)
            }
            Running::Period => {
                let span = match self.period {
                    Some(period) => period,
                    // The last quarter that is over.
                    None => quarter_before(anchor?)?,
                };
                (span, "the quarter told of", self.period, true)
            }
            Running::YearBefore => match self.period {
                Some(quarter) => {
                    let span =
                        DateSpan::quarter(quarter.start.year() - 1, quarter_of(quarter.start));
                    (span?, "the quarter a year before", self.period, true)
                }
                None => (DateSpan::year(anchor?.year() - 1)?, "the year before", None, true),
            },
            Running::QuarterIn(back, quarter) => {
                let year = anchor?.year() + back;
                (DateSpan::quarter(year, quarter)?, "quarter of the year named", None, false)
            }
            Running::PeriodOf(year) => match self.period {
                Some(q) => {
                    let span = DateSpan::quarter(year, quarter_of(q.start))?;
                    (span, "the same quarter of the year named", self.period, true)
                }
                None => (DateSpan::year(year)?, "year", None, true),
            },
            Running::That(unit) => {
                let last = self.last?;
                (around(last.start, unit)?, "the date told before", self.last, true)
            }
            Running::Step(unit, by) => {
                let last = self.last?;
                let from = if by > 0 { last.end } else { last.start };
                let by = i64::from(by);
                let there = match unit {
                    Unit::Hour | Unit::Day => {
                        // "the next day" of a month is no day.
                        if last.len_days() > 3 {
                            return None;
                        }
                        shift(from, by)
                    }
                    Unit::Week => shift(from, 7 * by),
                    Unit::Month => shift_months(from, by),
                    Unit::Quarter => shift_months(from, 3 * by),
                    Unit::Year => shift_months(from, 12 * by),
                };
                (around(there, unit)?, "counted from the date told before", self.last, true)
            }
        };
        let shown = span.display_iso();
        let arithmetic = match of {
            Some(of) => format!("{said}, beside {} → {shown}", of.display_iso()),
            None => format!("{said} → {shown}"),
        };
        Some(Reading { span, rule, arithmetic, flagged })
    }
}

/// The calendar unit that a day is in.
fn around(date: Date, unit: Unit) -> Option<DateSpan> {
    Some(match unit {
        Unit::Hour | Unit::Day => DateSpan::day(date),
        Unit::Week => DateSpan::week_of(date),
        Unit::Month => DateSpan::month(date.year(), date.month())?,
        Unit::Quarter => DateSpan::quarter(date.year(), quarter_of(date))?,
        Unit::Year => DateSpan::year(date.year())?,
    })
}

fn quarter_before(date: Date) -> Option<DateSpan> {
    let day = shift_months(date, -3);
    DateSpan::quarter(day.year(), quarter_of(day))
}

/// The expression of this kind that begins with a token, and the token after it.
pub(super) fn running(g: &Grammar<'_>, at: usize) -> Option<(Running, usize)> {
    let word = g.word(at);
    let next = g.word(at + 1);
    match word {
        "fiscal" | "year" if g.num(at + 1).is_some() => {
            let (n, len) = g.num(at + 1)?;
            (len == 4 && (1900..=2100).contains(&n) && word == "fiscal")
                .then_some((Running::Plain(n as i16), at + 2))
        }
        "nineteen" => year_in_words(g, at),
        "year" => year_words(g, at),
        "a" => {
            let year = g.words(at, &["a", "year"])?;
            let end = g.words(year, &["earlier"]).or_else(|| g.words(year, &["before"]))?;
            Some((Running::YearBefore, end))
        }
        "last" | "next" | "this" => {
            let back = match word {
                "last" => -1,
                "next" => 1,
                _ => 0,
            };
            let s = g.words(g.sym(g.words(at + 1, &["year"])?, '\'')?, &["s"])?;
            let (quarter, end) = g.quarter(s)?;
            Some((Running::QuarterIn(back, quarter), end))
        }
        "that" | "same" => {
            let unit = whole(next)?;
            Some((Running::That(unit), at + 2))
        }
        "the" => the(g, at, next),
        // "le lendemain", "la veille", but not "à la veille de".
        "lendemain" | "veille" if !matches!(next, "de" | "du" | "des" | "d") => {
            let by = if word == "veille" { -1 } else { 1 };
            let placed = matches!(at.checked_sub(1).map_or("", |b| g.word(b)), "le" | "la");
            placed.then_some((Running::Step(Unit::Day, by), at + 1))
        }
        _ => None,
    }
}

/// An English calendar unit in the singular.
fn whole(word: &str) -> Option<Unit> {
    Some(match word {
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        _ => return None,
    })
}

/// "the quarter", "the latest period", "the following month", "the 2022 quarter".
fn the(g: &Grammar<'_>, at: usize, next: &str) -> Option<(Running, usize)> {
    if let Some((n, 4)) = g.num(at + 1)
        && (1900..=2100).contains(&n)
        && matches!(g.word(at + 2), "quarter" | "period")
    {
        return Some((Running::PeriodOf(n as i16), at + 3));
    }
    let noun = g.word(at + 2);
    match next {
        "quarter" => Some((Running::Period, at + 2)),
        "latest" | "current" | "recent" if matches!(noun, "quarter" | "period") => {
            Some((Running::Period, at + 3))
        }
        "year" if g.sym(at + 2, '-').is_some() => year_words(g, at + 1),
        "full" | "current" | "fiscal" | "latest" => {
            let year = if noun == "fiscal" { at + 3 } else { at + 2 };
            (g.word(year) == "year").then_some((Running::Year, year + 1))
        }
        "year" => {
            let before = at.checked_sub(1).map_or("", |b| g.word(b));
            let placed = matches!(before, "for" | "in" | "of" | "during" | "through");
            let goes_on = matches!(noun, "of" | "before" | "after" | "two" | "to" | "old" | "that")
                || g.num(at + 2).is_some();
            (placed && !goes_on).then_some((Running::Year, at + 2))
        }
        "same" => Some((Running::That(whole(noun)?), at + 3)),
        "following" | "next" | "previous" => {
            let by = if next == "previous" { -1 } else { 1 };
            match noun {
                "morning" | "afternoon" | "evening" | "night" => {
                    Some((Running::Step(Unit::Day, by), at + 3))
                }
                _ => Some((Running::Step(whole(noun)?, by), at + 3)),
            }
        }
        _ => None,
    }
}

/// "year-end", "year's end", "year-ago quarter", "year-earlier third quarter".
fn year_words(g: &Grammar<'_>, at: usize) -> Option<(Running, usize)> {
    let dash = g.sym(at + 1, '-');
    let possessive = g.sym(at + 1, '\'').and_then(|s| g.words(s, &["s"]));
    let after = dash.or(possessive).unwrap_or(at + 1);
    match g.word(after) {
        "end" => Some((Running::YearEnd, after + 1)),
        "ago" | "earlier" if dash.is_some() => {
            if let Some((quarter, end)) = g.quarter(after + 1) {
                return Some((Running::QuarterIn(-1, quarter), end));
            }
            let noun = matches!(g.word(after + 1), "quarter" | "period");
            Some((Running::YearBefore, after + 1 + usize::from(noun)))
        }
        _ => None,
    }
}

/// "nineteen ninety-seven".
fn year_in_words(g: &Grammar<'_>, at: usize) -> Option<(Running, usize)> {
    let tens = match g.word(at + 1) {
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    };
    let dash = g.sym(at + 2, '-').unwrap_or(at + 2);
    let ones = match g.word(dash) {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        _ => 0,
    };
    if ones == 0 || tens < 20 {
        return Some((Running::Plain(1900 + tens), at + 2));
    }
    Some((Running::Plain(1900 + tens + ones), dash + 1))
}
