//! The dateline at the head of a report: "NIAMEY, March 22 (Reuters) -".

use jiff::civil::Date;

use crate::calendar;

/// What a dateline says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dateline {
    /// The place that the report was written in, as it stands there.
    pub place: String,
    /// The day, where it is given with its year.
    pub date: Option<Date>,
    /// Month and day, where the year is not given.
    pub day: Option<(i8, i8)>,
    /// The news agency.
    pub wire: String,
}

/// The head of a report in which a dateline stands.
const HEAD: usize = 160;

/// Agencies, as they sign.
const WIRES: &[(&str, &str)] = &[
    ("reuters", "Reuters"),
    ("afp", "AFP"),
    ("agence france-presse", "AFP"),
    ("ap", "AP"),
    ("associated press", "AP"),
    ("the associated press", "AP"),
    ("xinhua", "Xinhua"),
    ("anadolu", "Anadolu"),
    ("anadolu agency", "Anadolu"),
    ("aa", "Anadolu"),
    ("dpa", "dpa"),
    ("efe", "EFE"),
    ("upi", "UPI"),
    ("pti", "PTI"),
    ("ani", "ANI"),
    ("apa", "APA"),
    ("tass", "TASS"),
    ("interfax", "Interfax"),
    ("ria novosti", "RIA Novosti"),
    ("sana", "SANA"),
    ("irna", "IRNA"),
    ("ips", "IPS"),
    ("irin", "IRIN"),
    ("pana", "PANA"),
    ("aps", "APS"),
    ("map", "MAP"),
    ("ansa", "ANSA"),
    ("kyodo", "Kyodo"),
    ("yonhap", "Yonhap"),
    ("bloomberg", "Bloomberg"),
    ("cnn", "CNN"),
    ("thomson reuters foundation", "Thomson Reuters Foundation"),
];

/// The dateline of a text: at the start of one of its first paragraphs.
pub fn dateline(text: &str) -> Option<Dateline> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).take(6).find_map(of_line)
}

fn of_line(line: &str) -> Option<Dateline> {
    let head = line.get(..line.floor_char_boundary(HEAD))?;
    // Most lines have none of the dashes, nor the byte that the longer ones begin with.
    memchr::memchr2(b'-', 0xe2, head.as_bytes())?;
    let (end, dash) = head.char_indices().find_map(|(at, c)| match c {
        '—' | '–' => Some((at, c.len_utf8())),
        // A hyphen with white space around it, or two hyphens.
        '-' if head.get(at + 1..)?.starts_with([' ', '-'])
            && head.get(..at)?.ends_with([' ', ')']) =>
        {
            Some((at, 1))
        }
        _ => None,
    })?;
    let rest = line.get(end + dash..)?.trim_start_matches(['-', ' ']);
    let mut before = head.get(..end)?.trim();
    let mut wire = String::new();
    // "GAO, Mali (Reuters) 3 January 2019 —": the day may come after the agency.
    let mut later = None;
    if let Some(open) = before.rfind('(') {
        let inside = before.get(open + 1..)?;
        let (inside, after) = inside.split_once(')').unwrap_or((inside, ""));
        wire = named_wire(inside.trim())?;
        if !after.trim().is_empty() {
            later = Some(read_day(after).filter(|(date, _)| date.is_some())?);
        }
        before = before.get(..open)?.trim();
    }
    // Or between this dash and another: "BAMAKO — January 3, 2019 — At least five".
    let (later, rest) = match later.or_else(|| day_before_dash(rest).map(|(day, _)| day)) {
        Some(day) => (Some(day), day_before_dash(rest).map_or(rest, |(_, rest)| rest)),
        None => (None, rest),
    };
    // A dateline on a line of its own is one only where it is whole.
    let whole = later.is_some() && !wire.is_empty() && rest.is_empty();
    if rest.split_whitespace().count() < 4 && !whole {
        return None;
    }
    let place_part = before.split([',', ':']).next()?.trim();
    let after = before.get(place_part.len()..)?.trim_start_matches([',', ':', ' ']).trim();
    let mut place = place_part.to_owned();
    // "Niamey (AFP) –" is a dateline; "Officials said – then" is none.
    let capitals = is_capitals(&place);
    // "BREAKING: Market Fire – Nine people" is a headline.
    let colon = before.get(place_part.len()..)?.starts_with(':');
    let mut dated = read_day(after);
    if dated.is_none() && !after.is_empty() {
        // "BAMAKO, Mali, March 22": the country first.
        let (country, day) = after.rsplit_once(',').unwrap_or((after, ""));
        dated = read_day(day.trim());
        if dated.is_some() || (!colon && is_place(country)) {
            place = format!("{place}, {}", country.trim());
        } else {
            return None;
        }
    }
    if !is_place(place_part) || (wire.is_empty() && !(capitals && place_part.len() > 2)) {
        return None;
    }
    let (date, day) = dated.or(later).unwrap_or((None, None));
    Some(Dateline { place, date, day, wire })
}

/// The day, with its year, that stands alone before the next dash, and what follows that.
fn day_before_dash(rest: &str) -> Option<(Dated, &str)> {
    let end = rest.find(['—', '–']).into_iter().chain(rest.find(" - ")).min()?;
    let (day, rest) = rest.split_at_checked(end).filter(|(day, _)| day.len() <= MOST_DAY)?;
    let day = read_day(day).filter(|(date, _)| date.is_some())?;
    Some((day, rest.trim_start_matches(['—', '–', '-', ' '])))
}

/// Bytes of a day, written out.
const MOST_DAY: usize = 40;

fn named_wire(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let known = WIRES.iter().find(|(name, _)| *name == lower).map(|(_, usual)| (*usual).to_owned());
    let first = lower.split(['/', ',', '-']).next().unwrap_or(&lower).trim().to_owned();
    known
        .or_else(|| WIRES.iter().find(|(name, _)| *name == first).map(|(_, w)| (*w).to_owned()))
        .or_else(|| {
            // An agency that we do not know, in capitals.
            let short = text.chars().count() <= 12 && text.chars().count() >= 2;
            (short && text.chars().all(|c| c.is_uppercase() || c == '/' || c == ' '))
                .then(|| text.to_owned())
        })
}

fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

/// A few words that begin with capitals.
fn is_place(text: &str) -> bool {
    let text = text.trim();
    let small = ["de", "of", "al", "el", "la", "le", "the", "sur", "du", "des", "near"];
    let words: Vec<&str> = text.split_whitespace().collect();
    !text.is_empty()
        && words.len() <= 5
        && text.chars().count() <= 45
        && words.iter().all(|word| {
            small.contains(word)
                || word.trim_start_matches(['"', '\'']).starts_with(char::is_uppercase)
        })
}

type Dated = (Option<Date>, Option<(i8, i8)>);

/// The day in "March 22", "22 mars 2024", "Mar. 22, 2024".
fn read_day(text: &str) -> Option<Dated> {
    let text = text.trim().trim_end_matches(['.', ',']);
    if text.is_empty() || !text.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let whole = |text: &str| {
        let span = calendar::read(text, None).ok()?.span;
        (span.start == span.end).then_some(span.start)
    };
    let has_year = text.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 4);
    if has_year {
        return whole(text).map(|date| (Some(date), None));
    }
    // A leap year, so that 29 February is a day.
    let date = whole(&format!("{text} 2024")).or_else(|| whole(&format!("{text}, 2024")))?;
    Some((None, Some((date.month(), date.day()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_told_from_dashes() {
        let check = |text: &str, wanted: Option<(&str, &str, &str)>| {
            let found = dateline(text);
            let found = found.as_ref().map(|d| {
                let day = d.date.map(|d| d.to_string());
                let day = day.or(d.day.map(|(m, d)| format!("{m}-{d}"))).unwrap_or_default();
                (d.place.clone(), day, d.wire.clone())
            });
            let wanted = wanted.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
            assert_eq!(found, wanted, "{text}");
        };
        let rest = "nine people were killed in a fire";
        check(&format!("NIAMEY, March 22 (Reuters) - {rest}"), Some(("NIAMEY", "3-22", "Reuters")));
        check(
            &format!("A headline\n\nBAMAKO, Mali (AP) — {rest}"),
            Some(("BAMAKO, Mali", "", "AP")),
        );
        check(&format!("Niamey (AFP) – {rest}"), Some(("Niamey", "", "AFP")));
        check(
            &format!("NIAMEY, 22 mars 2024 (AFP) - {rest}"),
            Some(("NIAMEY", "2024-03-22", "AFP")),
        );
        check(&format!("OUAGADOUGOU -- {rest}"), Some(("OUAGADOUGOU", "", "")));
        let gao = Some(("GAO, Mali", "2019-01-03", "Reuters"));
        check(&format!("GAO, Mali (Reuters) 3 January 2019 — {rest}"), gao);
        check(&format!("GAO, Mali (Reuters) - 3 January 2019 - {rest}"), gao);
        check("GAO, Mali (Reuters) 3 January 2019 —\n\nNine people were killed.", gao);
        check(&format!("BAMAKO — January 3, 2019 — {rest}"), Some(("BAMAKO", "2019-01-03", "")));
        check(&format!("BAMAKO: January 03, 2019 - {rest}"), Some(("BAMAKO", "2019-01-03", "")));
        check(&format!("BAMAKO (AFP) after the fire - {rest}"), None);
        check(&format!("BAMAKO (AFP) — In 2019 — as ever — {rest}"), Some(("BAMAKO", "", "AFP")));
        check("GAO, Mali (Reuters) —", None);
        check(&format!("BREAKING: Tera Market Fire – {rest}"), None);
        check(&format!("Nine died (four of them children) - {rest}"), None);
        check(&format!("The army said – {rest}"), None);
        check(&format!("Teguey – {rest}"), None);
        check("NIAMEY - Fire", None);
        check("", None);
    }
}
