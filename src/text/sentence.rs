//! Where sentences end: full stops that are not abbreviations, initials, decimals or list numbers,
//! with the closing quotes of several scripts.

use super::TextRange;
use std::ops::Range;

/// Titles and the like, lower case: what follows belongs to them, capital or not.
const OPENING: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "prof", "gen", "col", "lt", "maj", "capt", "cpt", "sgt", "cpl",
    "pvt", "brig", "cmdr", "cdr", "adm", "rev", "fr", "sen", "rep", "gov", "pres", "hon", "insp",
    "supt", "amb", "messrs", "mm", "mme", "mmes", "mlle", "me", "mgr", "st", "ste", "mt", "ft",
    "gén", "gal", "cdt", "cne", "vs", "v", "cf", "approx", "ca", "i.e", "e.g", "viz", "al", "art",
    "vol", "av", "bd", "env", "nos", "pp", "jan", "feb", "febr", "mar", "apr", "jun", "jul", "aug",
    "sep", "sept", "oct", "nov", "dec", "janv", "févr", "fév", "avr", "juil", "déc", "sh",
];

/// Those of [`OPENING`] that are words when they begin with a small letter.
const CAPITAL: &[&str] = &[
    "me", "fr", "st", "ste", "mt", "ft", "mar", "rep", "hon", "mm", "bd", "env", "sh", "ms", "mx",
    "jan", "dec", "mgr",
];

/// Abbreviations before a number only ("No. 5", "p. 12", "fig. 3").
const NUMBERED: &[&str] = &["no", "p", "fig", "n", "ch", "sec", "op"];

/// Abbreviations that end a sentence or stand within one ("Jr.", "Inc."): the next word decides.
const EITHER: &[&str] =
    &["jr", "sr", "inc", "ltd", "co", "corp", "bros", "dept", "etc", "a.m", "p.m"];

/// Words that, capitalised, begin a sentence far more often than a name.
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "it",
    "its",
    "he",
    "she",
    "they",
    "we",
    "i",
    "you",
    "but",
    "and",
    "this",
    "that",
    "these",
    "those",
    "there",
    "his",
    "her",
    "their",
    "our",
    "after",
    "before",
    "when",
    "while",
    "no",
    "not",
    "some",
    "most",
    "many",
    "several",
    "however",
    "more",
    "all",
    "for",
    "from",
    "as",
    "if",
    "so",
    "since",
    "according",
    "both",
    "one",
    "two",
    "three",
    "le",
    "la",
    "les",
    "l",
    "un",
    "une",
    "des",
    "il",
    "elle",
    "ils",
    "elles",
    "ce",
    "cette",
    "ces",
    "mais",
    "et",
    "dans",
    "selon",
    "d",
    "en",
    "au",
    "aux",
    "on",
    "nous",
    "son",
    "sa",
    "ses",
    "leur",
    "leurs",
    "plusieurs",
    "après",
    "avant",
    "depuis",
    "pour",
    "par",
];

/// What may stand between "9 a.m." and the rest of its sentence, capital or not.
const AFTER_HOUR: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "gmt",
    "utc",
    "est",
    "edt",
    "cet",
    "pst",
    "pdt",
    "wat",
    "eat",
    "bst",
];

/// The sentences of the part of `body` that `within` covers, white space at their ends left out.
/// A line feed always ends a sentence. Takes linear time.
pub fn sentences(body: &str, within: &TextRange) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut at = within.start();
    for line in within.slice(body).unwrap_or_default().split('\n') {
        for part in bounds(line) {
            let range = TextRange::between(at + part.start, at + part.end).trimmed(body);
            if !range.is_empty() {
                found.push(range);
            }
        }
        at += line.len() + 1;
    }
    found
}

/// Consecutive sentences of one paragraph, each with the white space after it; together they are
/// the paragraph.
pub(super) fn bounds(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !is_terminator(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        let mut single_stop = c == '.';
        while let Some((next, c)) = chars.next_if(|(_, c)| is_terminator(*c)) {
            single_stop = false;
            end = next + c.len_utf8();
        }
        let after = text.get(end..).unwrap_or_default();
        let closers = closing_len(after);
        let rest = after.get(closers..).unwrap_or_default();
        let next = rest.trim_start();
        let spaced = next.len() < rest.len();
        if next.is_empty() {
            break;
        }
        if !spaced && !matches!(c, '。' | '！' | '？' | '।') {
            continue;
        }
        if next.starts_with(char::is_lowercase) {
            continue;
        }
        let before = text.get(start..at).unwrap_or_default();
        if single_stop && closers == 0 && goes_on(before, next) {
            continue;
        }
        let cut = text.len() - next.len();
        found.push(start..cut);
        start = cut;
        while chars.next_if(|(next, _)| *next < cut).is_some() {}
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '。' | '！' | '？' | '।' | '‼' | '⁇')
}

/// The length of closing quotes and brackets at the start of `after`, with the space that French
/// puts before a closing guillemet.
fn closing_len(after: &str) -> usize {
    let mut len = 0;
    loop {
        let rest = after.get(len..).unwrap_or_default();
        let tight = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}']);
        let Some(c) = tight.chars().next() else { return len };
        let closes = match c {
            '»' | '›' => true,
            // A straight quote after a space opens the next sentence.
            '"' | '\'' | '”' | '’' | ')' | ']' | '}' | '」' | '』' | '）' => {
                tight.len() == rest.len()
            }
            _ => false,
        };
        if !closes {
            return len;
        }
        len += rest.len() - tight.len() + c.len_utf8();
    }
}

/// Whether the sentence goes on after a full stop between `before` (from the sentence's start) and
/// `next`, which begins with no small letter.
fn goes_on(before: &str, next: &str) -> bool {
    let token = before
        .rsplit(|c: char| {
            c.is_whitespace()
                || matches!(c, '(' | '[' | '"' | '“' | '«' | '\'' | '’' | '/' | '–' | '—')
        })
        .next()
        .unwrap_or_default();
    if token.is_empty() {
        return false;
    }
    if token.chars().all(|c| c.is_ascii_digit()) {
        // "1. Foo": a number in a list.
        return token.len() <= 2 && before.trim_start() == token;
    }
    let follows = next.trim_start_matches(['"', '“', '«', '\'', '‘', '(', '\u{a0}', ' ']);
    let word: String =
        follows.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let last = token.rsplit('-').next().unwrap_or(token);
    let small = last.to_lowercase();
    let digit = follows.starts_with(|c: char| c.is_ascii_digit());
    if small == "a.m" || small == "p.m" {
        return digit || AFTER_HOUR.contains(&word.as_str());
    }
    if EITHER.contains(&small.as_str()) {
        return small != "etc" && !word.is_empty() && !STARTERS.contains(&word.as_str());
    }
    if OPENING.contains(&small.as_str()) {
        // "me.", "st." in small letters are words.
        return last.starts_with(char::is_uppercase) || !CAPITAL.contains(&small.as_str());
    }
    if NUMBERED.contains(&small.as_str()) {
        return digit;
    }
    let mut letters = last.split('.');
    let initials = letters.all(|part| {
        let mut chars = part.chars();
        matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase())
    });
    if initials {
        // "J. Smith" goes on; "in the U.S. The army" does not.
        return if last.contains('.') {
            digit || !word.is_empty() && !STARTERS.contains(&word.as_str())
        } else {
            last != "I" || !STARTERS.contains(&word.as_str())
        };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sentences are written with `|` between them.
    fn check(marked: &str) {
        let wanted: Vec<&str> = marked.split('|').map(str::trim).collect();
        let body = marked.replace('|', "");
        let whole = TextRange::new(&body, 0..body.len()).unwrap();
        let found: Vec<_> =
            sentences(&body, &whole).iter().map(|s| s.slice(&body).unwrap()).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn english() {
        check("Mr Katambe spoke. |Gen. Mody and Mr. Issoufou left. |It was late.");
        check("The U.S. Army left the U.S. |The army of J. F. Kennedy stayed.");
        check("It fell by 3.5 percent. |At 9 a.m. Tuesday it rose. |At 9 a.m. |Soldiers fired.");
        check("At about 5 p.m. |The attack came. |It ended at 6 p.m. GMT.");
        check("\"We left.\" |\"Why?\" he asked. |(Nobody knew.) |He said: \"Go!\" |Then… nothing.");
        check("On Aug. 7 and Sept. 2 two died. |In No. 5 none. |He said no. |He fled.");
        check("Acme Inc. Chairman Jones fled. |He was with Acme Inc. |The firm fell.");
        check("1. First point. |2. Second point.");
        check("Brig.-Gen. Moussa died.|\nA new line. |And more");
    }

    #[test]
    fn french() {
        check("M. Issoufou a dit : « Nous partons. » |Puis il est parti.");
        check("« Où sont-ils ?\u{a0}» |Personne ne sait.");
        check("Le gén. Barmou, Mme. Diallo et M. Bazoum sont là. |Rien de plus.");
    }

    #[test]
    fn other_scripts() {
        check("هل قُتلوا؟ |نعم، قُتل 12 شخصا. |انتهى");
        check("彼は死んだ。|本当？|はい。");
    }

    proptest! {
        #[test]
        fn together_they_are_the_paragraph(text in "([A-Za-z.!? »\"']|U\\.S\\. |Mr\\. |。){0,60}") {
            let parts = bounds(&text);
            let whole: String = parts.iter().map(|p| text.get(p.clone()).unwrap()).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
