//! Whether a column of days in digits writes the day first, as most of the world does, or the month,
//! as the United States do: one day after the twelfth settles it for the whole column.

use std::borrow::Cow;

/// Which stands first in 03/04/2024.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DayOrder {
    Day,
    Month,
}

/// The order that all of these values together allow; `None` where they say nothing, or contradict
/// each other.
pub(super) fn day_order<'a>(values: impl Iterator<Item = &'a str>) -> Option<DayOrder> {
    let (mut day_first, mut month_first) = (false, false);
    for (first, second, _) in values.filter_map(numbers) {
        day_first |= first > 12;
        month_first |= second > 12;
    }
    match (day_first, month_first) {
        (true, false) => Some(DayOrder::Day),
        (false, true) => Some(DayOrder::Month),
        (true, true) | (false, false) => None,
    }
}

/// A value whose order is settled, written so that it can be read in one way only; any other as it is.
pub(super) fn settled(value: &str, order: Option<DayOrder>) -> Cow<'_, str> {
    let (Some(order), Some((first, second, year))) = (order, numbers(value)) else {
        return Cow::Borrowed(value);
    };
    let (day, month) = if order == DayOrder::Day { (first, second) } else { (second, first) };
    Cow::Owned(format!("{year}-{month:02}-{day:02}"))
}

/// The three numbers of "03/04/2024", or "03/04/2024 10:15".
fn numbers(value: &str) -> Option<(u8, u8, u16)> {
    let day = value.trim().split([' ', 'T']).next()?;
    let mut parts = day.split(['/', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| (part.len() <= 2).then(|| part.parse().ok())?;
    let year = (year.len() == 4 && parts.next().is_none()).then(|| year.parse().ok())?;
    Some((short(first)?, short(second)?, year?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_late_day_settles_a_column() {
        let order = |values: &[&str]| day_order(values.iter().copied());
        let american = order(&["03/04/2024", "03/25/2024 10:15", "soon", ""]);
        assert_eq!(american, Some(DayOrder::Month));
        assert_eq!(settled("03/04/2024", american), "2024-03-04");
        let other = order(&["25-03-2024", "3/4/2024"]);
        assert_eq!(other, Some(DayOrder::Day));
        assert_eq!(settled("3/4/2024", other), "2024-04-03");
        assert_eq!(settled("3 April 2024", other), "3 April 2024");
        assert_eq!(order(&["03/04/2024", "2024-03-25"]), None);
        assert_eq!(order(&["25/03/2024", "03/25/2024"]), None);
        assert_eq!(settled("03/04/2024", None), "03/04/2024");
    }
}
