//! From what an expression says to the days that it means, by the project's fixed rules.

use super::civil::{days_between, latest, monday, shift, shift_months};
use super::grammar::{Part, When, Which, Year};
use super::read::{DateError, Reading};
use super::span::DateSpan;
use super::words::{Unit, short_name};
use jiff::civil::{Date, Weekday};

/// A rule's name, how it went from the anchor, the span, and whether to have a look.
struct Step {
    rule: &'static str,
    relation: &'static str,
    span: DateSpan,
    flagged: bool,
}

/// Says which days `when` means; `said` are its words.
pub(super) fn resolve(said: &str, when: &When, anchor: Option<Date>) -> Result<Reading, DateError> {
    let step = step(said, when, anchor)?;
    let Step { rule, relation, span, flagged } = step;
    let margin = span.len_days() / 2;
    let shown = span.display_iso();
    let arithmetic = match anchor.filter(|_| !relation.is_empty()) {
        Some(a) => {
            let day = short_name(a.weekday());
            format!("{said}, {relation} {day} {a} → {shown}, ± {margin} d")
        }
        None => format!("{said} → {shown}, ± {margin} d"),
    };
    Ok(Reading { span, rule, arithmetic, flagged })
}

fn step(said: &str, when: &When, anchor: Option<Date>) -> Result<Step, DateError> {
    let need = || anchor.ok_or_else(|| DateError::NeedsPublicationDate { expression: said.into() });
    let none = || DateError::NoSuchDate { expression: said.into() };
    let fixed = |span, flagged| Step { rule: "absolute date", relation: "", span, flagged };
    let by = |rule, relation, span| Step { rule, relation, span, flagged: false };
    Ok(match when {
        When::Day { year: Year::Given(y), month, day, weekday, shaky } => {
            let date = Date::new(*y, *month, *day).ok().ok_or_else(none)?;
            let wrong = weekday.is_some_and(|w| w != date.weekday());
            fixed(DateSpan::day(date), wrong || *shaky)
        }
        When::Day { year, month, day, weekday, .. } => {
            let anchor = need()?;
            let (date, rule, relation) = match year {
                Year::Ago(n) => (
                    Date::new(anchor.year() - n, *month, *day).ok(),
                    "day in the year named",
                    "counted from",
                ),
                Year::Coming => (
                    (0..=8)
                        .filter_map(|on| Date::new(anchor.year() + on, *month, *day).ok())
                        .find(|date| *date >= anchor),
                    "next such day, after a verb of the future",
                    "on or after",
                ),
                Year::Unsaid | Year::Given(_) => (
                    latest_day(anchor, *month, *day, *weekday),
                    "latest such day on or before publication",
                    "on or before",
                ),
            };
            let date = date.ok_or_else(none)?;
            let wrong = weekday.is_some_and(|w| w != date.weekday());
            let far = days_between(date, anchor) > 330 || *year == Year::Coming;
            Step { rule, relation, span: DateSpan::day(date), flagged: wrong || far }
        }
        When::Holiday { holiday, year: Year::Given(y), .. } => {
            fixed(DateSpan::day(holiday.in_year(*y).ok_or_else(none)?), false)
        }
        When::Holiday { holiday, year, which } => {
            let anchor = need()?;
            let this = anchor.year();
            let on = |y: i16| holiday.in_year(y);
            let (date, rule, relation) = match (year, which) {
                (Year::Ago(n), _) => (on(this - n), "day in the year named", "counted from"),
                (Year::Coming, _) | (_, Which::Next) => (
                    on(this).filter(|d| *d > anchor).or_else(|| on(this + 1)),
                    "next such day",
                    "after",
                ),
                (_, Which::Last) => (
                    on(this).filter(|d| *d < anchor).or_else(|| on(this - 1)),
                    "latest such day before publication",
                    "before",
                ),
                (Year::Unsaid | Year::Given(_), Which::Latest | Which::This) => (
                    on(this).filter(|d| *d <= anchor).or_else(|| on(this - 1)),
                    "latest such day on or before publication",
                    "on or before",
                ),
            };
            by(rule, relation, DateSpan::day(date.ok_or_else(none)?))
        }
        When::Month { year: Year::Given(y), month, part, .. } => {
            fixed(third(DateSpan::month(*y, *month).ok_or_else(none)?, *part), false)
        }
        When::Month { year, month, part, which } => {
            let anchor = need()?;
            let y = month_year(anchor, *year, *month, *which);
            let span = third(DateSpan::month(y, *month).ok_or_else(none)?, *part);
            let here = y == anchor.year() && *month == anchor.month();
            let rule = if *which == Which::Next { "next such month" } else { "latest such month" };
            let relation = match which {
                Which::Next => "after",
                Which::Last => "before",
                Which::Latest | Which::This => "on or before",
            };
            Step { rule, relation, span, flagged: here && *year == Year::Unsaid }
        }
        When::Year { year, part } => fixed(season(*year, *part).ok_or_else(none)?, false),
        When::Quarter { year: Some(y), quarter } => {
            fixed(DateSpan::quarter(*y, *quarter).ok_or_else(none)?, false)
        }
        When::Quarter { year: None, quarter } => {
            let anchor = need()?;
            let this = DateSpan::quarter(anchor.year(), *quarter).filter(|q| q.start <= anchor);
            let span =
                this.or_else(|| DateSpan::quarter(anchor.year() - 1, *quarter)).ok_or_else(none)?;
            by("latest such quarter", "on or before", span)
        }
        When::IsoWeek { year, week } => {
            let date = jiff::civil::ISOWeekDate::new(*year, *week, Weekday::Monday)
                .ok()
                .ok_or_else(none)?
                .date();
            fixed(DateSpan::week_of(date), false)
        }
        When::Weekday { day, which } => weekday(need()?, *day, *which),
        When::WeekdayInWeek { day, which } => {
            let start = week_start(need()?, *which);
            let date = shift(start, i64::from(day.to_monday_zero_offset()));
            by("weekday of the week named", "counted from", DateSpan::day(date))
        }
        When::Offset(n) => {
            by("days from publication", "counted from", DateSpan::day(shift(need()?, *n)))
        }
        When::Overnight => {
            let anchor = need()?;
            let span = DateSpan::days(shift(anchor, -1), anchor);
            by("the night before publication", "the night before", span)
        }
        When::Unit { unit, which, part } => {
            unit_span(need()?, *unit, *which, *part).ok_or_else(none)?
        }
        When::EarlierThis(unit) => {
            let anchor = need()?;
            let whole = unit_span(anchor, *unit, Which::This, None).ok_or_else(none)?.span;
            let span = DateSpan::with_precision(whole.start, anchor, whole.precision);
            by("from its start to publication", "up to", span)
        }
        When::Ago { n, unit, flagged } => {
            let anchor = need()?;
            let span = match unit {
                Unit::Hour => DateSpan::day(shift(anchor, -(n / 24))),
                Unit::Day => DateSpan::day(shift(anchor, -n)),
                Unit::Week => DateSpan::week_of(shift(anchor, -7 * n)),
                Unit::Month => whole_month(shift_months(anchor, -n)),
                Unit::Quarter => whole_month(shift_months(anchor, -3 * n)),
                Unit::Year => year_of(anchor, -n).ok_or_else(none)?,
            };
            // Hours may cross midnight, and "three days earlier" may count from another event.
            let flagged = *flagged || *unit == Unit::Hour;
            Step { rule: "counted back from publication", relation: "before", span, flagged }
        }
        When::Past { n, unit } => {
            let anchor = need()?;
            let start = match unit {
                Unit::Hour => shift(anchor, -((n + 23) / 24)),
                Unit::Day => shift(anchor, -n),
                Unit::Week => shift(anchor, -7 * n),
                Unit::Month => months_back(anchor, *n),
                Unit::Quarter => months_back(anchor, n.saturating_mul(3)),
                Unit::Year => months_back(anchor, n.saturating_mul(12)),
            };
            by("the time up to publication", "up to", DateSpan::days(start, anchor))
        }
        When::Weekend(which) => {
            let anchor = need()?;
            let saturday = latest(Weekday::Saturday, anchor);
            let inside = days_between(saturday, anchor) <= 1;
            let start = match which {
                Which::Next => shift(saturday, 7),
                Which::Last if inside => shift(saturday, -7),
                Which::Latest | Which::This | Which::Last => saturday,
            };
            let span = DateSpan::days(start, shift(start, 1));
            Step { rule: "Saturday and Sunday", relation: "by", span, flagged: inside }
        }
        When::WeekOf(inner) => {
            let inner = step(said, inner, anchor)?;
            Step { span: DateSpan::week_of(inner.span.start), ..inner }
        }
        When::Range(a, b) => range(said, a, b, anchor)?,
        When::Ambiguous { first, second, year } => {
            return Err(DateError::Ambiguous {
                expression: said.into(),
                day_first: DateSpan::day(Date::new(*year, *second, *first).ok().ok_or_else(none)?)
                    .display_prose(),
                month_first: DateSpan::day(
                    Date::new(*year, *first, *second).ok().ok_or_else(none)?,
                )
                .display_prose(),
            });
        }
    })
}

/// An interval: the end first, then the start as the latest on or before it.
fn range(said: &str, a: &When, b: &When, anchor: Option<Date>) -> Result<Step, DateError> {
    // The year said last holds for both: "28 February – 2 March 2024".
    let (a, b) = match (a, b) {
        (
            When::Day { year: Year::Given(y), .. },
            When::Day { year: Year::Unsaid, month, day, weekday, shaky },
        ) => {
            let b = When::Day {
                year: Year::Given(*y),
                month: *month,
                day: *day,
                weekday: *weekday,
                shaky: *shaky,
            };
            (a.clone(), b)
        }
        _ => (a.clone(), b.clone()),
    };
    let last = step(said, &b, anchor)?;
    let counts_back = matches!(
        a,
        When::Day { year: Year::Unsaid, .. }
            | When::Month { year: Year::Unsaid, .. }
            | When::Weekday { .. }
    );
    let from = if counts_back { Some(last.span.start) } else { anchor };
    let a = if let When::Weekday { day, .. } = a {
        When::Weekday { day, which: Which::Latest }
    } else {
        a
    };
    let first = step(said, &a, from)?;
    let span =
        DateSpan::days(first.span.start.min(last.span.start), last.span.end.max(first.span.end));
    let flagged = last.flagged || span.len_days() > 366;
    let rule =
        if last.relation.is_empty() { last.rule } else { "interval up to the latest such day" };
    Ok(Step { rule, relation: last.relation, span, flagged })
}

fn weekday(anchor: Date, day: Weekday, which: Which) -> Step {
    let here = anchor.weekday() == day;
    let on = latest(day, anchor);
    let (date, rule, relation) = match which {
        Which::Next => (shift(on, 7), "next such weekday", "after"),
        Which::Last if here => (shift(on, -7), "latest such weekday before publication", "before"),
        Which::Latest | Which::This | Which::Last => {
            let relation = if here { "on" } else { "before" };
            (on, "latest such weekday on or before publication", relation)
        }
    };
    Step { rule, relation, span: DateSpan::day(date), flagged: here && which != Which::Next }
}

/// The latest day of that name on or before the anchor; 29 February finds its leap year. A weekday
/// beside it chooses the year if it fits one of the last four.
fn latest_day(anchor: Date, month: i8, day: i8, weekday: Option<Weekday>) -> Option<Date> {
    let past = (0..=8)
        .filter_map(|back| Date::new(anchor.year().checked_sub(back)?, month, day).ok())
        .filter(|date| *date <= anchor);
    let mut past = past.peekable();
    let first = *past.peek()?;
    let fits = |date: &Date| weekday.is_none_or(|w| w == date.weekday());
    Some(past.take(4).find(fits).unwrap_or(first))
}

fn month_year(anchor: Date, year: Year, month: i8, which: Which) -> i16 {
    let this = anchor.year();
    match (year, which) {
        (Year::Given(y), _) => y,
        (Year::Ago(n), _) => this - n,
        (Year::Unsaid | Year::Coming, Which::Next) => {
            if month > anchor.month() {
                this
            } else {
                this + 1
            }
        }
        (Year::Unsaid | Year::Coming, Which::Last) => {
            if month < anchor.month() {
                this
            } else {
                this - 1
            }
        }
        // "this September" is of this year, past or not.
        (Year::Unsaid | Year::Coming, Which::This) => this,
        (Year::Unsaid | Year::Coming, Which::Latest) => {
            if month <= anchor.month() {
                this
            } else {
                this - 1
            }
        }
    }
}

/// Days 1–10, 11–20 or 21 to the end of a month.
fn third(month: DateSpan, part: Option<Part>) -> DateSpan {
    let start = month.start;
    match part {
        None => month,
        Some(Part::Early) => DateSpan::days(start, shift(start, 9)),
        Some(Part::Mid) => DateSpan::days(shift(start, 10), shift(start, 19)),
        Some(Part::Late) => DateSpan::days(shift(start, 20), month.end),
    }
}

/// The first quarter, the four months in the middle, or the last quarter of a year.
fn season(year: i16, part: Option<Part>) -> Option<DateSpan> {
    match part {
        None => DateSpan::year(year),
        Some(Part::Early) => DateSpan::quarter(year, 1),
        Some(Part::Mid) => {
            Some(DateSpan::days(DateSpan::month(year, 5)?.start, DateSpan::month(year, 8)?.end))
        }
        Some(Part::Late) => DateSpan::quarter(year, 4),
    }
}

fn whole_month(day: Date) -> DateSpan {
    DateSpan::with_precision(
        day.first_of_month(),
        day.last_of_month(),
        super::span::Precision::Month,
    )
}

fn year_of(anchor: Date, add: i64) -> Option<DateSpan> {
    DateSpan::year(i16::try_from(i64::from(anchor.year()) + add).ok()?)
}

fn months_back(anchor: Date, n: i64) -> Date {
    let month = shift_months(anchor, -n);
    shift(month, i64::from(anchor.day().min(month.days_in_month())) - 1)
}

fn week_start(anchor: Date, which: Which) -> Date {
    let weeks = match which {
        Which::Last => -1,
        Which::Next => 1,
        Which::This | Which::Latest => 0,
    };
    shift(monday(anchor), 7 * weeks)
}

/// "last week" is Monday to Sunday before; "last month" and "last year" are of the calendar.
fn unit_span(anchor: Date, unit: Unit, which: Which, part: Option<Part>) -> Option<Step> {
    let by = match which {
        Which::Last => -1,
        Which::Next => 1,
        Which::This | Which::Latest => 0,
    };
    let span = match unit {
        Unit::Hour | Unit::Day => DateSpan::day(shift(anchor, by)),
        Unit::Week => {
            let week = DateSpan::week_of(shift(anchor, 7 * by));
            match part {
                None => week,
                Some(Part::Early) => DateSpan::days(week.start, shift(week.start, 1)),
                Some(Part::Mid) => DateSpan::days(shift(week.start, 2), shift(week.start, 3)),
                Some(Part::Late) => DateSpan::days(shift(week.start, 4), week.end),
            }
        }
        Unit::Month => third(whole_month(shift_months(anchor, by)), part),
        Unit::Quarter => {
            let day = shift_months(anchor, 3 * by);
            DateSpan::quarter(day.year(), super::span::quarter_of(day))?
        }
        Unit::Year => season(year_of(anchor, by)?.start.year(), part)?,
    };
    let (rule, relation) = match which {
        Which::Last => ("the calendar unit before", "before"),
        Which::Next => ("the calendar unit after", "after"),
        Which::This | Which::Latest => ("the calendar unit of publication", "around"),
    };
    Some(Step { rule, relation, span, flagged: false })
}
