//! Figures of a chart in words: thousands apart, a plus where a bound is open, a dash for what is
//! not known.

use crate::analysis::{Cell, Series, Total};

/// Between thousands.
const THIN_SPACE: char = '\u{2009}';

/// What is said of a number that is not known. Never 0.
const UNKNOWN: &str = "—";

/// A count with its thousands set apart.
pub(super) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 * 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(THIN_SPACE);
        }
        text.push(digit);
    }
    text
}

/// So many of something: `1 incident`, `12 incidents`.
pub(super) fn so_many(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(n as u64), if n == 1 { one } else { many })
}

/// A low, a best and a high, ready to be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Bounds {
    /// The least.
    pub(super) low: String,
    /// The best; none where a part of a sum has none.
    pub(super) best: String,
    /// The greatest; `73+` where it is open.
    pub(super) high: String,
}

impl Bounds {
    /// Of a sum.
    pub(super) fn of(total: &Total) -> Self {
        let known = |n: Option<u64>| n.map_or_else(|| UNKNOWN.to_owned(), count);
        let plus = if total.open && total.at_least.is_some() { "+" } else { "" };
        Self {
            low: known(total.low),
            best: known(total.known_best()),
            high: format!("{}{plus}", known(total.at_least)),
        }
    }

    /// `23 – 23 – 30`.
    pub(super) fn line(&self) -> String {
        format!("{} – {} – {}", self.low, self.best, self.high)
    }
}

/// The reported range in words, where there is more to say than the figure itself.
pub(super) fn range(total: &Total) -> Option<String> {
    let greatest = total.at_least?;
    Some(match (total.low, total.open) {
        (Some(low), false) if low == greatest => return None,
        (Some(low), false) => format!("reported range {} – {}", count(low), count(greatest)),
        (Some(_), true) => format!("reported range open above {}", count(greatest)),
        (None, false) => format!("reported range up to {}, no low bound", count(greatest)),
        (None, true) => format!("reported range open, {} named", count(greatest)),
    })
}

/// A series over all periods.
pub(super) fn of_series(series: &Series) -> Total {
    let add = |sum: Total, cell: &Cell| sum.plus(cell.total);
    series.cells.iter().fold(Total::default(), add)
}

/// One number for a series: `212`, `212+` where a high bound is open, `≥ 212` where a figure has
/// no best.
pub(super) fn sum(total: &Total) -> String {
    let Some(best) = total.best else {
        return total.at_least.map_or_else(
            || UNKNOWN.to_owned(),
            |n| if total.open { format!("{}+", count(n)) } else { format!("≤ {}", count(n)) },
        );
    };
    match (total.incomplete, total.open) {
        (true, _) => format!("≥ {}", count(best)),
        (false, true) => format!("{}+", count(best)),
        (false, false) => count(best),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let shown = [0, 7, 999, 1_000, 65_432, 1_234_567].map(count);
        assert_eq!(
            shown,
            ["0", "7", "999", "1\u{2009}000", "65\u{2009}432", "1\u{2009}234\u{2009}567"]
        );
        assert_eq!(so_many(1, "incident", "incidents"), "1 incident");
        assert_eq!(so_many(0, "incident", "incidents"), "0 incidents");
    }

    #[test]
    fn open_and_unknown_bounds() {
        let total = |low, best: Option<u64>, at_least: Option<u64>, open: bool| Total {
            low,
            best,
            high: at_least.filter(|_| !open),
            at_least,
            incomplete: best.is_none(),
            floored: false,
            open,
        };
        for (total, line, alone, said) in [
            (total(Some(23), Some(23), Some(23), false), "23 – 23 – 23", "23", None),
            (
                total(Some(23), Some(23), Some(30), false),
                "23 – 23 – 30",
                "23",
                Some("reported range 23 – 30"),
            ),
            (
                total(Some(73), Some(73), Some(73), true),
                "73 – 73 – 73+",
                "73+",
                Some("reported range open above 73"),
            ),
            (
                total(None, None, Some(30), false),
                "— – — – 30",
                "≤ 30",
                Some("reported range up to 30, no low bound"),
            ),
            (Total::default(), "— – — – —", "—", None),
        ] {
            assert_eq!(Bounds::of(&total).line(), line);
            assert_eq!(sum(&total), alone);
            assert_eq!(range(&total).as_deref(), said);
        }
    }
}
