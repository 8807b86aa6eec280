//! The periods that figures are counted by: days, ISO weeks, months, quarters, years.

use super::civil::{monday, shift, shift_months};
use super::span::quarter_of;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A list of periods is never longer than this; see [`Per::range`].
pub const MAX_PERIODS: usize = 5_000;

/// What to count by.
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
pub enum Per {
    /// Days.
    Day,
    /// ISO weeks, Monday to Sunday.
    Week,
    /// Calendar months.
    #[default]
    Month,
    /// Quarters.
    Quarter,
    /// Calendar years.
    Year,
}

/// One such period, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
}

impl Period {
    /// Whether a day lies inside.
    pub fn contains(&self, date: Date) -> bool {
        self.start <= date && date <= self.end
    }
}

impl Per {
    /// Every one, from the shortest.
    pub const ALL: [Per; 5] = [Per::Day, Per::Week, Per::Month, Per::Quarter, Per::Year];

    /// The period that a day is in.
    pub fn period_of(self, date: Date) -> Period {
        let start = match self {
            Per::Day => date,
            Per::Week => monday(date),
            Per::Month => date.first_of_month(),
            Per::Quarter => {
                let back = i64::from((date.month() - 1) % 3);
                shift_months(date, -back)
            }
            Per::Year => date.first_of_year(),
        };
        self.beginning(start)
    }

    /// The period after; the same one at the end of the calendar.
    #[must_use]
    pub fn next(self, period: Period) -> Period {
        if period.end == Date::MAX {
            return period;
        }
        self.beginning(shift(period.end, 1))
    }

    /// `2024-03-20`, `2024-W12`, `2024-03`, `2024-Q1`, `2024`.
    pub fn label(self, period: Period) -> String {
        let start = period.start;
        match self {
            Per::Day => start.to_string(),
            Per::Week => {
                let week = start.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Per::Month => format!("{:04}-{:02}", start.year(), start.month()),
            Per::Quarter => format!("{:04}-Q{}", start.year(), quarter_of(start)),
            Per::Year => format!("{:04}", start.year()),
        }
    }

    /// All periods from that of `first` to that of `last`, without gaps; none if `last` comes
    /// before `first`. At most [`MAX_PERIODS`], the earliest ones: a mistyped century must not
    /// exhaust the memory.
    pub fn range(self, first: Date, last: Date) -> Vec<Period> {
        let mut periods = Vec::new();
        let mut period = self.period_of(first);
        while first <= last && period.start <= last && periods.len() < MAX_PERIODS {
            periods.push(period);
            let next = self.next(period);
            if next == period {
                break;
            }
            period = next;
        }
        periods
    }

    fn beginning(self, start: Date) -> Period {
        let end = match self {
            Per::Day => start,
            Per::Week => shift(start, 6),
            Per::Month => start.last_of_month(),
            Per::Quarter => shift_months(start, 2).last_of_month(),
            Per::Year => start.last_of_year(),
        };
        Period { start, end }
    }
}

impl fmt::Display for Per {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Per::Day => "day",
            Per::Week => "week",
            Per::Month => "month",
            Per::Quarter => "quarter",
            Per::Year => "year",
        })
    }
}

/// A word that names no period.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("\"{0}\" is no period: day, week, month, quarter or year")]
pub struct UnknownPer(String);

impl FromStr for Per {
    type Err = UnknownPer;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let low = word.trim().to_lowercase();
        Per::ALL
            .into_iter()
            .find(|per| per.to_string() == low)
            .ok_or_else(|| UnknownPer(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn labels() {
        let label = |per: Per, date| per.label(per.period_of(date));
        let day = date(2024, 3, 20);
        let found = Per::ALL.map(|per| label(per, day));
        assert_eq!(found, ["2024-03-20", "2024-W12", "2024-03", "2024-Q1", "2024"]);
        assert_eq!(label(Per::Week, date(2024, 12, 31)), "2025-W01");
        assert_eq!(label(Per::Quarter, date(2024, 12, 31)), "2024-Q4");
    }

    #[test]
    fn words_there_and_back() {
        for per in Per::ALL {
            assert_eq!(per.to_string().parse(), Ok(per));
        }
        assert_eq!("Week".parse(), Ok(Per::Week));
        assert!("fortnight".parse::<Per>().is_err());
    }

    #[test]
    fn ranges_are_bounded() {
        let all = Per::Day.range(Date::MIN, Date::MAX);
        assert_eq!(all.len(), MAX_PERIODS);
        assert_eq!(Per::Year.range(date(9990, 1, 1), Date::MAX).len(), 10);
        assert!(Per::Day.range(date(2024, 2, 1), date(2024, 1, 1)).is_empty());
        assert!(Per::Month.range(date(2024, 1, 31), date(2024, 1, 1)).is_empty());
    }

    proptest! {
        #[test]
        fn periods_follow_without_gaps(day in -300_000i64..300_000, span in 0i64..800) {
            let first = shift(date(2000, 1, 1), day);
            let last = shift(first, span);
            for per in Per::ALL {
                let all = per.range(first, last);
                prop_assert!(all.first().unwrap().contains(first));
                prop_assert!(all.last().unwrap().contains(last));
                for pair in all.windows(2) {
                    prop_assert_eq!(shift(pair[0].end, 1), pair[1].start);
                    prop_assert_eq!(per.period_of(pair[0].end), pair[0]);
                }
            }
        }
    }
}
