//! Small sums with civil dates that stop at the calendar's ends and never fail.

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Span};

/// The date `days` later (earlier when negative).
pub(super) fn shift(date: Date, days: i64) -> Date {
    let days = days.clamp(-4_000_000, 4_000_000);
    date.saturating_add(SignedDuration::from_hours(days * 24))
}

/// The first of the month `months` later (earlier when negative).
pub(super) fn shift_months(date: Date, months: i64) -> Date {
    let months = months.clamp(-100_000, 100_000);
    date.first_of_month().saturating_add(Span::new().months(months))
}

/// Days from `a` to `b`.
pub(super) fn days_between(a: Date, b: Date) -> i64 {
    a.duration_until(b).as_hours() / 24
}

/// The Monday of the week that `date` is in.
pub(super) fn monday(date: Date) -> Date {
    shift(date, -i64::from(date.weekday().to_monday_zero_offset()))
}

/// The latest `weekday` on or before `date`.
pub(super) fn latest(weekday: Weekday, date: Date) -> Date {
    shift(date, -i64::from(weekday.until(date.weekday())))
}
