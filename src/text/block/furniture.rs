//! Page furniture told by its words, in English and French: links to other stories, share and
//! subscribe lines, disclaimers, bylines, lists of stories and topics. The words themselves are data:
//! `assets/furniture/phrases.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{BlockKind, Line, Why};

/// The words, ready to be looked up.
#[derive(Default)]
struct Phrases {
    whole: HashMap<&'static str, Why>,
    lists: HashSet<&'static str>,
    /// By their first character: the words, what they are, how long the line may be.
    starts: HashMap<char, Vec<(&'static str, Why, usize)>>,
    inside: Vec<(&'static str, Why)>,
    agencies: HashSet<&'static str>,
}

static PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::read(include_str!("../../../assets/furniture/phrases.txt")));

impl Phrases {
    fn read(text: &'static str) -> Self {
        let mut phrases = Self::default();
        let (mut section, mut why, mut most) = ("", Why::Link, 0);
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(head) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                let mut words = head.split(' ');
                section = words.next().unwrap_or_default();
                why = words.next().map_or(Why::List, why_named);
                most = words.next().and_then(|n| n.parse().ok()).unwrap_or(0);
                continue;
            }
            match section {
                "whole" => drop(phrases.whole.insert(line, why)),
                "list" => drop(phrases.lists.insert(line)),
                "inside" => phrases.inside.push((line, why)),
                "agency" => drop(phrases.agencies.insert(line)),
                _ => {
                    let first = line.chars().next().unwrap_or_default();
                    phrases.starts.entry(first).or_default().push((line, why, most));
                }
            }
        }
        phrases
    }
}

fn why_named(name: &str) -> Why {
    match name {
        "invitation" => Why::Invitation,
        "advert" => Why::Advert,
        "legal" => Why::Legal,
        "byline" => Why::Byline,
        "list" => Why::List,
        _ => Why::Link,
    }
}

/// Marks what is furniture.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    let last = lines.len().saturating_sub(1);
    let mut list = false;
    for (at, line) in lines.iter_mut().enumerate() {
        if line.verdict.is_some() {
            continue;
        }
        if is_heading(&line.lower) {
            line.is(BlockKind::Boilerplate, Why::List);
            list = true;
        } else if let Some(why) = told(line) {
            line.is(BlockKind::Boilerplate, why);
        } else if list && line.words <= 22 && (!line.is_sentence() || is_age(&line.lower)) {
            line.is(BlockKind::Boilerplate, Why::List);
        } else if at + 2 > last && is_agency(&line.lower) {
            line.is(BlockKind::Boilerplate, Why::Byline);
        } else if is_ornament(line.text) {
            line.is(BlockKind::Boilerplate, Why::List);
        } else {
            list = false;
        }
    }
}

/// Whether the words alone make it furniture.
pub(super) fn is_any(line: &Line<'_>) -> bool {
    is_heading(&line.lower) || told(line).is_some()
}

fn told(line: &Line<'_>) -> Option<Why> {
    let lower = line.lower.trim_matches(['"', '\u{201c}', '\u{201d}', '*', '•', '|', '_', ' ']);
    let lower = lower.trim_start_matches(['-', '–', '—', '>', '»', '→', '#', '[', ' ']);
    if let Some(why) = PHRASES.whole.get(bare(lower)) {
        return Some(*why);
    }
    if is_age(lower) || is_reading_time(lower) || is_byline(line) {
        return Some(Why::Byline);
    }
    let first = lower.chars().next()?;
    let starts = PHRASES.starts.get(&first).map(Vec::as_slice).unwrap_or_default();
    let found = starts.iter().find(|(start, _, most)| line.words <= *most && begins(lower, start));
    if let Some((_, why, _)) = found {
        return Some(*why);
    }
    if line.words > 30 {
        return None;
    }
    PHRASES.inside.iter().find(|(words, _)| lower.contains(words)).map(|(_, why)| *why)
}

/// Whether `lower` begins with these words and not with longer ones.
fn begins(lower: &str, start: &str) -> bool {
    let Some(rest) = lower.strip_prefix(start) else { return false };
    let closed = start.ends_with(|c: char| !c.is_alphanumeric());
    closed || !rest.starts_with(|c: char| c.is_alphanumeric())
}

fn bare(lower: &str) -> &str {
    lower.trim_end_matches([':', '.', '…', '!', '>', '»', '→', '+', ' ', '*', '-', '–', ')'])
}

fn is_heading(lower: &str) -> bool {
    PHRASES.lists.contains(bare(lower.trim_start_matches(['#', '*', '•', '-', ' '])))
}

/// "57 seconds -", "9 hours ago", "il y a 3 heures": how old a story of a list is.
fn is_age(lower: &str) -> bool {
    let lower = lower.trim_end_matches(['-', '–', '—', '|', '·', ' ', '.']);
    let rest =
        lower.strip_suffix(" ago").or_else(|| lower.strip_prefix("il y a ")).unwrap_or(lower);
    let mut words = rest.split_whitespace();
    let (Some(count), Some(unit), None) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    let counts =
        count.bytes().all(|b| b.is_ascii_digit()) || ["a", "an", "one", "une"].contains(&count);
    let unit = unit.strip_suffix('s').unwrap_or(unit);
    counts
        && [
            "second", "minute", "hour", "day", "week", "month", "year", "min", "sec", "hr",
            "seconde", "heure", "jour", "semaine", "moi", "an",
        ]
        .contains(&unit)
}

/// "3 min read", "2 minutes de lecture".
fn is_reading_time(lower: &str) -> bool {
    let timed = [
        "min read",
        "minute read",
        "mins read",
        "minutes read",
        "min de lecture",
        "minutes de lecture",
    ];
    lower.starts_with(|c: char| c.is_ascii_digit())
        && timed.iter().any(|end| bare(lower).ends_with(end))
        && lower.len() < 40
}

/// "By Some Body", "Par Une Personne à Ville": names only.
fn is_byline(line: &Line<'_>) -> bool {
    if !(line.lower.starts_with("by ") || line.lower.starts_with("par ")) || line.words > 12 {
        return false;
    }
    let small = [
        "and", "et", "in", "à", "at", "de", "of", "the", "for", "with", "avec", "du", "la", "le",
        "van", "al", "el", "|",
    ];
    let mut names = line.text.split_whitespace().skip(1);
    !line.is_sentence()
        && names.all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric())
                || small.contains(&word)
        })
}

fn is_agency(lower: &str) -> bool {
    let name =
        lower.trim_matches(['(', ')', '-', '–', '—', '.', '/', ' ', '[', ']', '|', '©', '*']);
    let name = name.strip_prefix("source: ").unwrap_or(name);
    PHRASES.agencies.contains(name)
}

/// A rule or a bullet by itself.
fn is_ornament(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric) && text.chars().count() <= 80
}
