//! The day that an article's first lines say that it was published on, by a word or by standing there
//! alone, and the day that an address or the path of a file names: `/2024/03/22/` or `2024-03-22`.

use jiff::civil::Date;

use super::whole_day::in_words;

/// Lines among which one may say it.
const LINES: usize = 6;
/// Bytes between the word and the day: ": ", " on ", " le mardi ".
const BETWEEN: usize = 16;
/// Bytes in which the day is looked for.
const NEAR: usize = 64;

/// "Published July 4 2015", "Posted on 4 July 2015", « Publié le 4 juillet 2015 » at the beginning of
/// one of the first lines.
pub fn said_in(text: &str) -> Option<Date> {
    first_lines(text).find_map(said)
}

/// The day of one of the first lines that is a day with its year and its hour and no more: "Updated Jan
/// 3, 2019, 5:04 p.m. EST", "By Some Body, 3 January 2019". A chronology has such lines as well.
pub fn alone_in(text: &str) -> Option<Date> {
    first_lines(text).find_map(alone)
}

fn first_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES)
}

fn said(line: &str) -> Option<Date> {
    let said = ["published", "posted", "publié"].iter().find_map(|word| {
        let (first, rest) = line.split_at_checked(word.len())?;
        (first.to_lowercase() == *word).then_some(rest)
    })?;
    let (range, day) = in_words(said.get(..said.floor_char_boundary(NEAR))?)?;
    (range.start <= BETWEEN).then_some(day)
}

/// Bytes of a line that is a day and its hour.
const MOST_ALONE: usize = 100;

/// The day that a line is, with its hour perhaps and the name of who wrote it.
pub(super) fn alone(line: &str) -> Option<Date> {
    // Looked at first: no day with its year has fewer figures.
    if line.len() > MOST_ALONE || line.bytes().filter(u8::is_ascii_digit).count() < 5 {
        return None;
    }
    let (range, day) = in_words(line)?;
    let (before, after) = (line.get(..range.start)?, line.get(range.end..)?);
    let before = match before.split_once(' ') {
        Some((by, name))
            if ["by", "par"].contains(&by.to_lowercase().as_str()) && is_name(name) =>
        {
            ""
        }
        _ => before,
    };
    (is_beside_day(before) && is_beside_day(after)).then_some(day)
}

/// A few words, each with a capital, as one who writes is named.
fn is_name(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '.');
    words.clone().count() <= 12
        && words
            .all(|w| w.is_empty() || w == "and" || w == "et" || w.starts_with(char::is_uppercase))
}

/// Whether there are but words that stand beside the day of an article: that it was published, the
/// weekday, the hour and its zone.
fn is_beside_day(text: &str) -> bool {
    let lower = text.to_lowercase().replace("a.m", "am").replace("p.m", "pm");
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| {
        let hour = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = word.get(hour.len()..).unwrap_or_default();
        let is_hour = hour.len() <= 4
            && hour.bytes().all(|b| b.is_ascii_digit())
            && ["", "am", "pm", "h", "hrs", "hours", "z"].contains(&unit);
        is_hour || BESIDE_DAY.contains(&word)
    })
}

const BESIDE_DAY: &[&str] = &[
    "published",
    "posted",
    "updated",
    "modified",
    "created",
    "issued",
    "last",
    "first",
    "date",
    "dated",
    "on",
    "at",
    "publié",
    "publiée",
    "mis",
    "mise",
    "à",
    "jour",
    "modifié",
    "créé",
    "le",
    "am",
    "pm",
    "h",
    "noon",
    "gmt",
    "utc",
    "est",
    "edt",
    "et",
    "cst",
    "cdt",
    "ct",
    "mst",
    "mdt",
    "pst",
    "pdt",
    "pt",
    "bst",
    "cet",
    "cest",
    "eet",
    "eest",
    "wat",
    "cat",
    "eat",
    "sast",
    "msk",
    "ist",
    "pkt",
    "aest",
    "local",
    "time",
    "mon",
    "monday",
    "tue",
    "tues",
    "tuesday",
    "wed",
    "wednesday",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "fri",
    "friday",
    "sat",
    "saturday",
    "sun",
    "sunday",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
];

/// The first day named.
pub fn in_path(path: &str) -> Option<Date> {
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
        if let Some(day) = named_month(path.get(at..)?, year) {
            return Some(day);
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

/// "2024/mar/22" and "2024/3/22": whole parts of an address.
fn named_month(text: &str, year: i16) -> Option<Date> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut parts = text.get(4..)?.strip_prefix('/')?.split('/');
    let (month, day) = (parts.next()?, parts.next()?);
    let month = match MONTHS.iter().position(|own| month.eq_ignore_ascii_case(own)) {
        Some(at) => i8::try_from(at + 1).ok()?,
        None => month.parse().ok()?,
    };
    Date::new(year, month, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::{alone_in, in_path, said_in};

    #[test]
    fn days_that_first_lines_say() {
        let check = |text: &str, day: Option<&str>| {
            assert_eq!(
                said_in(text).or_else(|| alone_in(text)).map(|d| d.to_string()).as_deref(),
                day,
                "{text}"
            );
        };
        check("A fire\n\nPublished July 4 2015 A mill burned down.", Some("2015-07-04"));
        check("Posted on: 4 July 2015", Some("2015-07-04"));
        check("Publié le 4 juillet 2015 à 10h30", Some("2015-07-04"));
        check("Published in the Gazette, which since 4 July 2015 is daily.", None);
        check("Published on Friday", None);
        check("Published July 2015", None);
        check("They published on 4 July 2015 a list.", None);
        check("a\nb\nc\nd\ne\nf\nPublished July 4 2015", None);
    }

    #[test]
    fn days_in_paths_and_addresses() {
        let check = |path: &str, day: Option<&str>| {
            assert_eq!(in_path(path).map(|d| d.to_string()).as_deref(), day, "{path}");
        };
        check("2024/03/22/fire.txt", Some("2024-03-22"));
        check("https://example.org/news/2024-03-22-fire", Some("2024-03-22"));
        check("fire_20240322.html", Some("2024-03-22"));
        check("https://example.org/2024/mar/22/fire", Some("2024-03-22"));
        check("https://example.org/2024/3/2/fire", Some("2024-03-02"));
        check("2024/3/fire", None);
        check("fire-2024.txt", None);
        check("2024-13-41.txt", None);
        check("912024032212.txt", None);
        check("", None);
    }
}
