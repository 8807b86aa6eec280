//! Which days can be days of publication: whole ones, of years in which something was printed.

use std::ops::Range;

use jiff::civil::Date;

use crate::calendar::{self, Precision};

/// Years in which a report can have been published.
const YEARS: Range<i16> = 1800..2100;
/// The start of a longer text names no day of its own.
const MOST: usize = 120;

/// The one day that a text names in full, with its year, wherever it stands in it: a year or a month
/// alone is no day, nor is one that nothing was printed on.
pub(super) fn full(text: &str) -> Option<Date> {
    let text = text.trim();
    let text = text.get(..text.floor_char_boundary(MOST))?;
    let in_words = || in_words(text).map(|(_, day)| day);
    iso(text).or_else(|| by_signs(text)).or_else(in_words).filter(|day| is_sane(*day))
}

/// Whether a report can have been published on a day.
pub(super) fn is_sane(day: Date) -> bool {
    YEARS.contains(&day.year())
}

/// "2024-03-22", "2024-03-22T10:30:00Z", "20240322".
fn iso(text: &str) -> Option<Date> {
    let packed = text.get(..8).filter(|day| day.bytes().all(|b| b.is_ascii_digit()));
    if let Some(day) = packed {
        let ends = !text.get(8..)?.starts_with(|c: char| c.is_ascii_digit());
        return if ends { day.parse().ok() } else { None };
    }
    let (day, rest) = text.split_at_checked(10)?;
    let ends = !rest.starts_with(|c: char| c.is_ascii_digit());
    let day = day.replace(['/', '.'], "-");
    ends.then(|| day.parse().ok())?
}

/// "2024年3月22日", "2024년 3월 22일".
fn by_signs(text: &str) -> Option<Date> {
    [['年', '月', '日'], ['년', '월', '일']].iter().find_map(|[year, month, day]| {
        let (y, rest) = text.split_once(*year)?;
        let (m, rest) = rest.split_once(*month)?;
        let (d, _) = rest.split_once(*day)?;
        let start = y.rfind(|c: char| !c.is_ascii_digit());
        let y = y.get(start.map_or(0, |at| at + y.get(at..).map_or(0, first_len))..)?;
        Date::new(y.parse().ok()?, m.trim().parse().ok()?, d.trim().parse().ok()?).ok()
    })
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// The first day that the calendar finds, with its year, and where it stands.
pub(super) fn in_words(text: &str) -> Option<(Range<usize>, Date)> {
    calendar::find(text, None).into_iter().find_map(|(range, found)| {
        let span = found.ok()?.span;
        let is_day = span.precision == Precision::Day && is_sane(span.start);
        is_day.then_some((range, span.start))
    })
}

/// Whether a text names a moment by a clock of its own: `2024-03-22T23:30:00+03:00`. Its day is that
/// of its publisher then, as is a day without a time.
pub(super) fn has_own_zone(text: &str) -> bool {
    let text = text.trim();
    if !text.contains(':') {
        return true;
    }
    let zone = text.rfind(['+', '-']).filter(|at| *at > 10).and_then(|at| text.get(at + 1..));
    zone.is_some_and(|zone| zone.chars().any(|c| c.is_ascii_digit() && c != '0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_day_is_a_day_of_publication() {
        let check = |text: &str, day: Option<&str>| {
            assert_eq!(full(text).map(|d| d.to_string()).as_deref(), day, "{text}");
        };
        check("2024-03-22T10:30:00.000Z", Some("2024-03-22"));
        check("2024/03/22 10:30", Some("2024-03-22"));
        check("20240322", Some("2024-03-22"));
        check("Fri, 22 Mar 2024 10:30:00 GMT", Some("2024-03-22"));
        check("Published on March 22, 2024 at 10:30", Some("2024-03-22"));
        check("更新日：2024年3月22日 10時", Some("2024-03-22"));
        check("2024년 3월 22일", Some("2024-03-22"));
        check("2024", None);
        check("March 2024", None);
        check("2024年3月", None);
        check("2024 was a year of many fires.", None);
        check("Copyright 2011", None);
        check("0001-01-01T00:00:00Z", None);
        check("9999-12-31", None);
        check("on Tuesday", None);
        check("2019111900123", None);
        check("", None);
    }

    #[test]
    fn a_clock_of_its_own_is_told_from_greenwich() {
        for own in ["2024-03-22T23:30:00+03:00", "2024-03-22T23:30-0500", "2024-03-22"] {
            assert!(has_own_zone(own), "{own}");
        }
        let utc = ["2024-03-22T23:30:00Z", "2024-03-22T23:30:00+00:00", "2024-03-22T23:30:00"];
        for utc in utc.iter().chain(&["Fri Mar 22 2024 23:30:00 GMT+0000"]) {
            assert!(!has_own_zone(utc), "{utc}");
        }
    }
}
