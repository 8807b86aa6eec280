//! Axes: round numbers for the values, names for the periods, thinned so that they never overlap.

use crate::calendar::{Per, Period};

/// Steps of the value axis from 0 to at least `top`, about `wanted` of them, in whole people.
pub(super) fn ticks(top: u64, wanted: u64) -> Vec<u64> {
    let rough = (top / wanted.max(1)).max(1);
    let mut power = 1u64;
    while power.saturating_mul(10) <= rough {
        power *= 10;
    }
    let fits = |factor: &u64| power.saturating_mul(*factor) >= rough;
    let factor = [1, 2, 5, 10].into_iter().find(fits).unwrap_or(10);
    let step = power.saturating_mul(factor).max(1);
    let last = top.div_ceil(step).max(1);
    (0..=last).map(|n| n.saturating_mul(step)).collect()
}

/// A number with thin spaces between thousands.
pub(super) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    if digits.len() <= 4 {
        return digits;
    }
    let mut text = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            text.push('\u{2009}');
        }
        text.push(digit);
    }
    text
}

/// The name of a period under the axis.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Label {
    /// Which period.
    pub(super) period: usize,
    /// First line: `Mar`, `W12`, `20 Mar`, `2024`.
    pub(super) name: String,
    /// Second line, where the year begins or the axis does.
    pub(super) year: Option<String>,
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Names for as many periods as have room, `slot` wide each; `width` measures a text.
pub(super) fn labels(
    per: Per,
    periods: &[Period],
    slot: f64,
    width: impl Fn(&str) -> f64,
) -> Vec<Label> {
    let widest = match per {
        Per::Day => "28 Sep",
        Per::Week => "W52",
        Per::Month => "Sep",
        Per::Quarter => "Q3",
        Per::Year => "2024",
    };
    let room = width(widest).max(width("2024")) + 10.0;
    let steps: &[i64] = match per {
        Per::Day => &[1, 2, 7, 14, 28, 56, 112, 364],
        Per::Week => &[1, 2, 4, 13, 26, 52, 104, 260],
        Per::Month => &[1, 2, 3, 6, 12, 24, 60, 120],
        Per::Quarter => &[1, 2, 4, 8, 20, 40],
        Per::Year => &[1, 2, 5, 10, 20, 50, 100],
    };
    let fits = |step: &&i64| **step as f64 * slot >= room;
    let step = steps.iter().find(fits).copied().unwrap_or_else(|| {
        let last = steps.last().copied().unwrap_or(1);
        last * ((room / slot / last as f64).ceil() as i64).max(1)
    });
    let mut labels: Vec<Label> = Vec::new();
    let mut year_before = None;
    for (nth, period) in periods.iter().enumerate() {
        if ordinal(per, *period, nth).rem_euclid(step) != 0 {
            continue;
        }
        let year = year_of(per, *period);
        let name = match per {
            Per::Month if step % 12 == 0 => year.to_string(),
            Per::Quarter if step % 4 == 0 => year.to_string(),
            Per::Day | Per::Week | Per::Month | Per::Quarter | Per::Year => name(per, *period),
        };
        let second =
            (name != year.to_string() && year_before != Some(year)).then(|| year.to_string());
        year_before = Some(year);
        labels.push(Label { period: nth, name, year: second });
    }
    labels
}

/// Number of a period, counted so that round ones are named: January, the first quarter.
fn ordinal(per: Per, period: Period, nth: usize) -> i64 {
    let start = period.start;
    let (year, month) = (i64::from(start.year()), i64::from(start.month()) - 1);
    match per {
        Per::Day | Per::Week => i64::try_from(nth).unwrap_or(0),
        Per::Month => year * 12 + month,
        Per::Quarter => year * 4 + month / 3,
        Per::Year => year,
    }
}

fn year_of(per: Per, period: Period) -> i16 {
    match per {
        Per::Week => period.start.iso_week_date().year(),
        Per::Day | Per::Month | Per::Quarter | Per::Year => period.start.year(),
    }
}

fn name(per: Per, period: Period) -> String {
    let start = period.start;
    let index = usize::try_from(start.month() - 1).unwrap_or(0);
    let month = MONTHS.get(index).copied().unwrap_or_default();
    match per {
        Per::Day => format!("{} {month}", start.day()),
        Per::Week => format!("W{:02}", start.iso_week_date().week()),
        Per::Month => month.to_owned(),
        Per::Quarter => format!("Q{}", index / 3 + 1),
        Per::Year => start.year().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_the_top() {
        for (top, expected) in [
            (0, vec![0, 1]),
            (1, vec![0, 1]),
            (4, vec![0, 1, 2, 3, 4]),
            (23, vec![0, 5, 10, 15, 20, 25]),
            (79, vec![0, 20, 40, 60, 80]),
            (100, vec![0, 20, 40, 60, 80, 100]),
            (1234, vec![0, 500, 1000, 1500]),
        ] {
            assert_eq!(ticks(top, 5), expected, "{top}");
        }
        assert_eq!(ticks(u64::MAX, 5).last(), Some(&u64::MAX));
    }

    #[test]
    fn thousands_are_grouped() {
        let shown = [23, 1234, 12_345, 1_234_567].map(grouped);
        assert_eq!(shown, ["23", "1234", "12\u{2009}345", "1\u{2009}234\u{2009}567"]);
    }

    #[test]
    fn labels_never_overlap_whatever_the_length() {
        let width = |text: &str| text.chars().count() as f64 * 6.5;
        let first = jiff::civil::date(2019, 11, 1);
        for per in Per::ALL {
            for count in [1, 2, 5, 13, 60, 400, 4000] {
                let mut periods = vec![per.period_of(first)];
                while periods.len() < count {
                    periods.push(per.next(periods[periods.len() - 1]));
                }
                let slot = 760.0 / count as f64;
                let labels = labels(per, &periods, slot, width);
                assert!(!labels.is_empty(), "{per} {count}");
                for pair in labels.windows(2) {
                    let apart = (pair[1].period - pair[0].period) as f64 * slot;
                    let half =
                        |l: &Label| width(&l.name).max(l.year.as_deref().map_or(0.0, width)) / 2.0;
                    assert!(apart > half(&pair[0]) + half(&pair[1]), "{per} {count}: {pair:?}");
                }
            }
        }
    }

    #[test]
    fn a_year_is_named_where_it_begins() {
        let periods =
            Per::Month.range(jiff::civil::date(2023, 11, 1), jiff::civil::date(2024, 2, 1));
        let labels = labels(Per::Month, &periods, 50.0, |_| 24.0);
        let shown: Vec<_> = labels.iter().map(|l| (l.name.as_str(), l.year.as_deref())).collect();
        assert_eq!(
            shown,
            [("Nov", Some("2023")), ("Dec", None), ("Jan", Some("2024")), ("Feb", None)]
        );
    }
}
