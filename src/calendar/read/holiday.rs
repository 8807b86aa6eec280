//! Days with names: feasts that the year's calendar fixes.

use crate::calendar::civil::shift;
use jiff::civil::{Date, Weekday};

/// A day with a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::calendar) struct Holiday {
    /// Its words, folded.
    words: &'static [&'static str],
    /// Its day in a year.
    rule: Rule,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Rule {
    /// Month and day.
    Fixed(i8, i8),
    /// The n-th weekday of a month; the last with -1.
    Nth(i8, i8, Weekday),
    /// Days after Easter Sunday.
    Easter(i64),
    /// The day after the first Monday in November.
    Election,
}

const fn day(words: &'static [&'static str], rule: Rule) -> Holiday {
    Holiday { words, rule }
}

/// Longer names before the shorter that they begin with.
pub(in crate::calendar) const HOLIDAYS: &[Holiday] = &[
    day(&["new", "year", "s", "eve"], Rule::Fixed(12, 31)),
    day(&["new", "year", "s", "day"], Rule::Fixed(1, 1)),
    day(&["valentine", "s", "day"], Rule::Fixed(2, 14)),
    day(&["saint", "valentin"], Rule::Fixed(2, 14)),
    day(&["good", "friday"], Rule::Easter(-2)),
    day(&["vendredi", "saint"], Rule::Easter(-2)),
    day(&["palm", "sunday"], Rule::Easter(-7)),
    day(&["easter", "monday"], Rule::Easter(1)),
    day(&["easter", "sunday"], Rule::Easter(0)),
    day(&["easter"], Rule::Easter(0)),
    day(&["paques"], Rule::Easter(0)),
    day(&["ascension", "day"], Rule::Easter(39)),
    day(&["ascension"], Rule::Easter(39)),
    day(&["pentecost"], Rule::Easter(49)),
    day(&["pentecote"], Rule::Easter(49)),
    day(&["may", "day"], Rule::Fixed(5, 1)),
    day(&["memorial", "day"], Rule::Nth(5, -1, Weekday::Monday)),
    day(&["independence", "day"], Rule::Fixed(7, 4)),
    day(&["bastille", "day"], Rule::Fixed(7, 14)),
    day(&["labor", "day"], Rule::Nth(9, 1, Weekday::Monday)),
    day(&["halloween"], Rule::Fixed(10, 31)),
    day(&["toussaint"], Rule::Fixed(11, 1)),
    day(&["all", "saints", "day"], Rule::Fixed(11, 1)),
    day(&["election", "day"], Rule::Election),
    day(&["veterans", "day"], Rule::Fixed(11, 11)),
    day(&["armistice", "day"], Rule::Fixed(11, 11)),
    day(&["thanksgiving", "day"], Rule::Nth(11, 4, Weekday::Thursday)),
    day(&["thanksgiving"], Rule::Nth(11, 4, Weekday::Thursday)),
    day(&["christmas", "eve"], Rule::Fixed(12, 24)),
    day(&["christmas", "day"], Rule::Fixed(12, 25)),
    day(&["christmas"], Rule::Fixed(12, 25)),
    day(&["noel"], Rule::Fixed(12, 25)),
    day(&["boxing", "day"], Rule::Fixed(12, 26)),
];

impl Holiday {
    /// Its words, folded; an "s" after an apostrophe is a word of its own.
    pub(in crate::calendar) fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// Its day in a year.
    pub(in crate::calendar) fn in_year(&self, year: i16) -> Option<Date> {
        match self.rule {
            Rule::Fixed(month, day) => Date::new(year, month, day).ok(),
            Rule::Nth(month, n, weekday) => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(n, weekday).ok()
            }
            Rule::Easter(days) => Some(shift(easter(year)?, days)),
            Rule::Election => {
                let first = Date::new(year, 11, 1).ok()?;
                Some(shift(first.nth_weekday_of_month(1, Weekday::Monday).ok()?, 1))
            }
        }
    }
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876.
fn easter(year: i16) -> Option<Date> {
    let years = i32::from(year);
    let (golden, century, rest) = (years % 19, years / 100, years % 100);
    let moon =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * to_sunday) / 451;
    let from_march = moon + to_sunday - 7 * late + 114;
    Date::new(year, (from_march / 31) as i8, (from_march % 31 + 1) as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_of_feasts() {
        let on = |words: &[&str], year| {
            HOLIDAYS.iter().find(|h| h.words == words).unwrap().in_year(year).unwrap()
        };
        assert_eq!(on(&["easter"], 2024), date(2024, 3, 31));
        assert_eq!(on(&["easter"], 2000), date(2000, 4, 23));
        assert_eq!(on(&["good", "friday"], 1998), date(1998, 4, 10));
        assert_eq!(on(&["thanksgiving"], 1999), date(1999, 11, 25));
        assert_eq!(on(&["election", "day"], 1998), date(1998, 11, 3));
        assert_eq!(on(&["memorial", "day"], 2024), date(2024, 5, 27));
    }
}
