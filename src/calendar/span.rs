//! A date as precisely as it is known: a span of days and the unit that it was said in.

use super::civil::{days_between, monday, shift};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How precisely a date is known, from the most to the least.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Default,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// One day.
    Day,
    /// Two to six days.
    MultiDay,
    /// A week, or seven to eleven days: a third of a month.
    Week,
    /// A month or part of one.
    Month,
    /// A quarter, or a few months.
    Quarter,
    /// A year or part of one.
    Year,
    /// Longer, or not known.
    #[default]
    Unknown,
}

impl Precision {
    /// Every precision, in order.
    pub const ALL: [Precision; 7] = [
        Precision::Day,
        Precision::MultiDay,
        Precision::Week,
        Precision::Month,
        Precision::Quarter,
        Precision::Year,
        Precision::Unknown,
    ];

    /// For users.
    pub fn label(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::MultiDay => "several days",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Quarter => "quarter",
            Precision::Year => "year",
            Precision::Unknown => "unknown",
        }
    }
}

/// From the first to the last possible day, both included.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, JsonSchema,
)]
pub struct DateSpan {
    /// The first day.
    #[schemars(with = "String")]
    pub start: Date,
    /// The last day.
    #[schemars(with = "String")]
    pub end: Date,
    /// How precisely it was said.
    pub precision: Precision,
}

impl DateSpan {
    /// One day.
    pub fn day(date: Date) -> DateSpan {
        DateSpan { start: date, end: date, precision: Precision::Day }
    }

    /// From one day to another, in whichever order they come. The precision follows from the
    /// length: a day, up to 6 days, up to 11 (week), 31 (month), 92 (quarter), 366 (year), more.
    pub fn days(a: Date, b: Date) -> DateSpan {
        let (start, end) = (a.min(b), a.max(b));
        let precision = match days_between(start, end) + 1 {
            ..=1 => Precision::Day,
            2..=6 => Precision::MultiDay,
            7..=11 => Precision::Week,
            12..=31 => Precision::Month,
            32..=92 => Precision::Quarter,
            93..=366 => Precision::Year,
            _ => Precision::Unknown,
        };
        DateSpan { start, end, precision }
    }

    /// From one day to another with a precision said otherwise ("early March").
    pub fn with_precision(a: Date, b: Date, precision: Precision) -> DateSpan {
        DateSpan { start: a.min(b), end: a.max(b), precision }
    }

    /// Monday to Sunday of the ISO week of a day.
    pub fn week_of(date: Date) -> DateSpan {
        let start = monday(date);
        DateSpan { start, end: shift(start, 6), precision: Precision::Week }
    }

    /// A calendar month; `None` where there is none such.
    pub fn month(year: i16, month: i8) -> Option<DateSpan> {
        let start = Date::new(year, month, 1).ok()?;
        Some(DateSpan { start, end: start.last_of_month(), precision: Precision::Month })
    }

    /// A quarter, 1 to 4; `None` where there is none such.
    pub fn quarter(year: i16, quarter: i8) -> Option<DateSpan> {
        if !(1..=4).contains(&quarter) {
            return None;
        }
        let start = Date::new(year, quarter * 3 - 2, 1).ok()?;
        let end = Date::new(year, quarter * 3, 1).ok()?.last_of_month();
        Some(DateSpan { start, end, precision: Precision::Quarter })
    }

    /// A calendar year; `None` beyond the calendar.
    pub fn year(year: i16) -> Option<DateSpan> {
        let start = Date::new(year, 1, 1).ok()?;
        Some(DateSpan { start, end: start.last_of_year(), precision: Precision::Year })
    }

    /// The number of days, at least 1.
    pub fn len_days(&self) -> i64 {
        days_between(self.start, self.end).max(0) + 1
    }

    /// Whether a day lies inside.
    pub fn contains(&self, date: Date) -> bool {
        self.start <= date && date <= self.end
    }

    /// Whether the two share a day, or at most `days` days lie from the end of one to the start of
    /// the other: consecutive days overlap within 1.
    pub fn overlaps_within(&self, other: &DateSpan, days: u16) -> bool {
        let gap = days_between(self.end, other.start).max(days_between(other.end, self.start));
        gap <= i64::from(days)
    }

    /// The day in the middle, the earlier of two.
    pub fn midpoint(&self) -> Date {
        shift(self.start, days_between(self.start, self.end) / 2)
    }

    /// The calendar unit that it is exactly, if it was said as one.
    fn unit(&self) -> Option<Precision> {
        let exact = match self.precision {
            Precision::Day => Some(DateSpan::day(self.start)),
            Precision::Week => Some(DateSpan::week_of(self.start)),
            Precision::Month => DateSpan::month(self.start.year(), self.start.month()),
            Precision::Quarter => DateSpan::quarter(self.start.year(), quarter_of(self.start)),
            Precision::Year => DateSpan::year(self.start.year()),
            Precision::MultiDay | Precision::Unknown => None,
        };
        (exact == Some(*self)).then_some(self.precision)
    }

    /// For tables: `2024-03-20`, `2024-03-19 – 2024-03-20`, `week of 2024-03-18`, `2024-03`,
    /// `2024-Q1`, `2024`.
    pub fn display_iso(&self) -> String {
        let start = self.start;
        match self.unit() {
            Some(Precision::Day) => start.to_string(),
            Some(Precision::Week) => format!("week of {start}"),
            Some(Precision::Month) => format!("{:04}-{:02}", start.year(), start.month()),
            Some(Precision::Quarter) => format!("{:04}-Q{}", start.year(), quarter_of(start)),
            Some(Precision::Year) => format!("{:04}", start.year()),
            Some(Precision::MultiDay | Precision::Unknown) | None if start == self.end => {
                start.to_string()
            }
            Some(Precision::MultiDay | Precision::Unknown) | None => {
                format!("{start} – {}", self.end)
            }
        }
    }

    /// For sentences: `20 March 2024`, `19–20 March 2024`, `28 February – 2 March 2024`,
    /// `March 2024`, `week of 18 March 2024`.
    pub fn display_prose(&self) -> String {
        let (a, b) = (self.start, self.end);
        let long = |d: Date| format!("{} {} {}", d.day(), month_name(d), d.year());
        match self.unit() {
            Some(Precision::Day) => long(a),
            Some(Precision::Week) => format!("week of {}", long(a)),
            Some(Precision::Month) => format!("{} {}", month_name(a), a.year()),
            Some(Precision::Quarter) => format!("Q{} {}", quarter_of(a), a.year()),
            Some(Precision::Year) => a.year().to_string(),
            Some(Precision::MultiDay | Precision::Unknown) | None => {
                if a == b {
                    long(a)
                } else if (a.year(), a.month()) == (b.year(), b.month()) {
                    format!("{}–{}", a.day(), long(b))
                } else if a.year() == b.year() {
                    format!("{} {} – {}", a.day(), month_name(a), long(b))
                } else {
                    format!("{} – {}", long(a), long(b))
                }
            }
        }
    }
}

/// The quarter of a day, 1 to 4.
pub(super) fn quarter_of(date: Date) -> i8 {
    (date.month() - 1) / 3 + 1
}

/// The English name of a day's month.
pub(super) fn month_name(date: Date) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(date.month() - 1).ok().and_then(|i| NAMES.get(i)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn shown_as_what_it_is() {
        let check = |span: DateSpan, iso: &str, prose: &str| {
            assert_eq!((span.display_iso().as_str(), span.display_prose().as_str()), (iso, prose));
        };
        let day = |m, d| date(2024, m, d);
        check(DateSpan::day(day(3, 20)), "2024-03-20", "20 March 2024");
        check(
            DateSpan::days(day(3, 20), day(3, 19)),
            "2024-03-19 – 2024-03-20",
            "19–20 March 2024",
        );
        check(
            DateSpan::days(day(2, 28), day(3, 2)),
            "2024-02-28 – 2024-03-02",
            "28 February – 2 March 2024",
        );
        check(DateSpan::week_of(day(3, 20)), "week of 2024-03-18", "week of 18 March 2024");
        check(DateSpan::month(2024, 3).unwrap(), "2024-03", "March 2024");
        check(DateSpan::quarter(2024, 1).unwrap(), "2024-Q1", "Q1 2024");
        check(DateSpan::year(2024).unwrap(), "2024", "2024");
        let early = DateSpan::with_precision(day(3, 1), day(3, 10), Precision::Month);
        check(early, "2024-03-01 – 2024-03-10", "1–10 March 2024");
        assert!(DateSpan::quarter(2024, 5).is_none() && DateSpan::month(2024, 13).is_none());
    }

    #[test]
    fn length_gives_the_precision() {
        let of =
            |n: i64| DateSpan::days(date(2024, 1, 1), shift(date(2024, 1, 1), n - 1)).precision;
        assert_eq!(of(1), Precision::Day);
        assert_eq!((of(2), of(6)), (Precision::MultiDay, Precision::MultiDay));
        assert_eq!(
            (of(7), of(31), of(92)),
            (Precision::Week, Precision::Month, Precision::Quarter)
        );
        assert_eq!((of(366), of(367)), (Precision::Year, Precision::Unknown));
    }

    #[test]
    fn nearness_counts_days_between() {
        let a = DateSpan::days(date(2024, 3, 19), date(2024, 3, 20));
        let b = DateSpan::day(date(2024, 3, 22));
        assert!(!a.overlaps_within(&b, 1) && a.overlaps_within(&b, 2) && b.overlaps_within(&a, 2));
        assert!(a.overlaps_within(&a, 0) && a.contains(date(2024, 3, 20)));
        assert_eq!(a.midpoint(), date(2024, 3, 19));
    }

    #[test]
    fn kept_in_files_as_iso_dates() {
        let span = DateSpan::day(date(2024, 3, 20));
        let text = ron::to_string(&span).unwrap();
        assert_eq!(text, "(start:\"2024-03-20\",end:\"2024-03-20\",precision:day)");
        assert_eq!(ron::from_str::<DateSpan>(&text).unwrap(), span);
    }

    #[test]
    fn the_ends_of_the_calendar_are_survived() {
        for date in [Date::MIN, Date::MAX] {
            let week = DateSpan::week_of(date);
            assert!(week.len_days() >= 1 && !week.display_iso().is_empty());
        }
    }
}
