//! The steps of the value axis and the names of the periods along the other.

use crate::calendar::{Per, Period};

/// The value axis: a top and the step of its grid, in people.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Values {
    /// The value at the upper edge.
    pub(super) top: f64,
    /// Between two grid lines.
    pub(super) step: u64,
}

/// About so many grid lines above zero on a plot of ordinary height, and the least and the most
/// points between two of them.
const ROWS: f32 = 6.0;
const ROW: std::ops::RangeInclusive<f32> = 22.0..=56.0;

impl Values {
    /// For values up to `greatest`, on a plot so many points high, with `head` points of air above
    /// the greatest.
    pub(super) fn up_to(greatest: u64, height: f32, head: f32) -> Self {
        let greatest = greatest.max(1) as f64;
        let usable = f64::from((height - head).max(24.0));
        let top = greatest * f64::from(height.max(25.0)) / usable;
        let row = (height / ROWS).clamp(*ROW.start(), *ROW.end());
        let rows = f64::from((height / row).max(1.0));
        Self { top, step: step(top / rows) }
    }

    /// Where the grid lines are.
    pub(super) fn lines(self) -> impl Iterator<Item = u64> {
        let last = self.top as u64 / self.step;
        (0..=last).map(move |n| n * self.step)
    }
}

/// The smallest round number of people that is not below `least`: 1, 2, 5, 10, 20, 50 …
fn step(least: f64) -> u64 {
    let mut power = 1u64;
    loop {
        for round in [1, 2, 5] {
            let step = power.saturating_mul(round);
            if step as f64 >= least || step > u64::MAX / 10 {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// A name under the bars.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Tick {
    /// Index of the period.
    pub(super) period: usize,
    /// Upper line: `Mar`, `W12`, `20`.
    pub(super) name: String,
    /// Lower line, where it begins: `2024`, `Mar 2024`.
    pub(super) era: Option<String>,
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Names for the periods in sight, each with at least `room` periods to itself.
pub(super) fn ticks(
    per: Per,
    periods: &[Period],
    sight: std::ops::Range<usize>,
    room: f64,
) -> Vec<Tick> {
    let strides: &[i64] = match per {
        Per::Day => &[1, 2, 5, 10, 31, 62, 93, 186, 366, 731, 1827],
        Per::Week => &[1, 2, 4, 13, 26, 53, 105, 261, 522],
        Per::Month => &[1, 2, 3, 6, 12, 24, 60, 120, 240],
        Per::Quarter => &[1, 2, 4, 8, 20, 40, 80],
        Per::Year => &[1, 2, 5, 10, 20, 50, 100],
    };
    let last = strides.last().copied().unwrap_or(1);
    let stride = strides.iter().copied().find(|s| *s as f64 >= room).unwrap_or(last);
    let mut ticks: Vec<Tick> = Vec::new();
    let mut era_before = None;
    for at in sight {
        let Some(period) = periods.get(at) else { break };
        if !falls_on(per, *period, at, stride) {
            continue;
        }
        let (name, era) = named(per, *period, stride);
        let fresh = era.is_some() && era != era_before;
        era_before.clone_from(&era);
        ticks.push(Tick { period: at, name, era: era.filter(|_| fresh) });
    }
    if ticks.is_empty()
        && let Some(period) = periods.first()
    {
        let (name, era) = named(per, *period, 1);
        ticks.push(Tick { period: 0, name, era });
    }
    ticks
}

/// Whether a period carries a name when one in `stride` does, counted from round dates.
fn falls_on(per: Per, period: Period, at: usize, stride: i64) -> bool {
    let start = period.start;
    let month = i64::from(start.year()) * 12 + i64::from(start.month()) - 1;
    let opens = |months: i64, opens_month: bool| opens_month && month.rem_euclid(months) == 0;
    match per {
        Per::Day if stride < 31 => {
            // From the 1st of each month; the last gap of the month may be longer, never shorter.
            let day = i64::from(start.day()) - 1;
            day % stride == 0 && (day == 0 || 31 - day >= stride)
        }
        Per::Day => opens((stride / 30).max(1), start.day() == 1),
        Per::Week if stride < 13 => i64::try_from(at).is_ok_and(|at| at % stride == 0),
        // The week that holds the first of the month.
        Per::Week => {
            let first = period.end.first_of_month();
            let month = i64::from(first.year()) * 12 + i64::from(first.month()) - 1;
            period.contains(first) && month.rem_euclid((stride * 12 / 52).max(1)) == 0
        }
        Per::Month => month.rem_euclid(stride) == 0,
        Per::Quarter => (month / 3).rem_euclid(stride) == 0,
        Per::Year => i64::from(start.year()).rem_euclid(stride) == 0,
    }
}

fn named(per: Per, period: Period, stride: i64) -> (String, Option<String>) {
    let start = period.start;
    let year = start.year().to_string();
    let month = |month: i8| {
        let at = usize::try_from(month - 1).unwrap_or_default();
        MONTHS.get(at).copied().unwrap_or_default()
    };
    match per {
        Per::Day if stride < 31 => {
            (start.day().to_string(), Some(format!("{} {year}", month(start.month()))))
        }
        Per::Day if stride < 366 => (month(start.month()).to_owned(), Some(year)),
        Per::Week if stride < 13 => {
            let week = start.iso_week_date();
            (format!("W{:02}", week.week()), Some(week.year().to_string()))
        }
        Per::Week if stride < 53 => {
            (month(period.end.month()).to_owned(), Some(period.end.year().to_string()))
        }
        Per::Week => (period.end.year().to_string(), None),
        Per::Month if stride < 12 => (month(start.month()).to_owned(), Some(year)),
        Per::Quarter if stride < 4 => (format!("Q{}", (start.month() - 1) / 3 + 1), Some(year)),
        Per::Day | Per::Month | Per::Quarter | Per::Year => (year, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn shown(per: Per, first: (i16, i8, i8), last: (i16, i8, i8), room: f64) -> Vec<String> {
        let periods = per.range(date(first.0, first.1, first.2), date(last.0, last.1, last.2));
        let ticks = ticks(per, &periods, 0..periods.len(), room);
        let line = |t: &Tick| match &t.era {
            Some(era) => format!("{}/{era}", t.name),
            None => t.name.clone(),
        };
        ticks.iter().map(line).collect()
    }

    #[test]
    fn steps_are_round_and_whole() {
        for (least, expected) in
            [(0.01, 1), (1.0, 1), (1.1, 2), (3.0, 5), (7.0, 10), (12.0, 20), (230.0, 500)]
        {
            assert_eq!(step(least), expected, "{least}");
        }
        let values = Values::up_to(79, 200.0, 20.0);
        assert!(values.top > 79.0);
        assert_eq!(values.lines().collect::<Vec<_>>(), [0, 20, 40, 60, 80]);
        assert_eq!(Values::up_to(0, 200.0, 20.0).lines().collect::<Vec<_>>(), [0, 1]);
        assert!(Values::up_to(u64::MAX, 200.0, 20.0).lines().count() < 20);
    }

    #[test]
    fn names_start_at_round_dates_and_say_the_year_once() {
        assert_eq!(
            shown(Per::Month, (2023, 11, 1), (2024, 2, 1), 0.5),
            ["Nov/2023", "Dec", "Jan/2024", "Feb"]
        );
        assert_eq!(
            shown(Per::Month, (2023, 2, 1), (2024, 5, 1), 2.5),
            ["Apr/2023", "Jul", "Oct", "Jan/2024", "Apr"]
        );
        assert_eq!(shown(Per::Month, (2019, 2, 1), (2022, 5, 1), 9.0), ["2020", "2021", "2022"]);
        assert_eq!(
            shown(Per::Day, (2024, 2, 26), (2024, 3, 12), 4.0),
            ["26/Feb 2024", "1/Mar 2024", "6", "11"]
        );
        assert_eq!(shown(Per::Day, (2023, 12, 2), (2024, 3, 12), 20.0), ["Jan/2024", "Feb", "Mar"]);
        assert_eq!(
            shown(Per::Week, (2024, 12, 16), (2025, 1, 12), 0.9),
            ["W51/2024", "W52", "W01/2025", "W02"]
        );
        assert_eq!(
            shown(Per::Week, (2024, 1, 1), (2024, 12, 1), 8.0),
            ["Jan/2024", "Apr", "Jul", "Oct"]
        );
        assert_eq!(
            shown(Per::Quarter, (2023, 7, 1), (2024, 1, 1), 0.5),
            ["Q3/2023", "Q4", "Q1/2024"]
        );
        assert_eq!(shown(Per::Year, (2017, 1, 1), (2026, 1, 1), 3.0), ["2020", "2025"]);
        assert_eq!(shown(Per::Month, (2023, 2, 1), (2023, 2, 1), 30.0), ["Feb/2023"]);
    }
}
