//! The day that an address or the path of a file names: `/2024/03/22/` or `2024-03-22`.

use jiff::civil::Date;

/// The first day named.
pub(super) fn in_path(path: &str) -> Option<Date> {
    let bytes = path.as_bytes();
    let digits = |from: usize, count: usize| -> Option<i16> {
        let digits = path.get(from..from + count)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let apart = |at: usize| bytes.get(at).is_some_and(|b| b"/-_.".contains(b));
    let no_digit =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(|b| !b.is_ascii_digit());
    (0..bytes.len()).find_map(|at| {
        let year = digits(at, 4).filter(|y| (1900..2100).contains(y))?;
        if !no_digit(at.checked_sub(1)) {
            return None;
        }
        let (month, day, end) = if apart(at + 4) && apart(at + 7) {
            (digits(at + 5, 2)?, digits(at + 8, 2)?, at + 10)
        } else {
            (digits(at + 4, 2)?, digits(at + 6, 2)?, at + 8)
        };
        if !no_digit(Some(end)) {
            return None;
        }
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::in_path;

    #[test]
    fn days_in_paths_and_addresses() {
        let check = |path: &str, day: Option<&str>| {
            assert_eq!(in_path(path).map(|d| d.to_string()).as_deref(), day, "{path}");
        };
        check("2024/03/22/fire.txt", Some("2024-03-22"));
        check("https://example.org/news/2024-03-22-fire", Some("2024-03-22"));
        check("fire_20240322.html", Some("2024-03-22"));
        check("fire-2024.txt", None);
        check("2024-13-41.txt", None);
        check("912024032212.txt", None);
        check("", None);
    }
}
