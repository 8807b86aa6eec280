//! Press-database exports: one text, many articles, the same line between each two.

use std::collections::HashMap;

use super::columns::field_of;
use super::dates;
use super::limits::MAX_PARTS;
use super::{Contents, Hint, Imported, Metadata, Names, Part, Parts, Unreadable};
use crate::text::{TextRange, normalise};

/// A line that may stand between articles.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Separator {
    /// The line, as an analyst would set it: `#` stands for any digits, and a `*` at its end for
    /// anything.
    pub line: String,
    /// How many articles it makes.
    pub articles: usize,
}

/// A piece between separators, for a preview.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Where it is in the text.
    pub range: TextRange,
    /// Its first line.
    pub title: String,
    /// How many words it has.
    pub words: usize,
}

/// Pieces of fewer words are no articles.
const MIN_WORDS: usize = 20;

/// What the lines of press databases begin with.
const KNOWN: &[&str] = &[
    "end of document",
    "document ",
    "copyright ",
    "load-date:",
    "body",
    "length:",
    "* * *",
    "fin du document",
];

/// The lines of a text that may separate articles, the likeliest first: they recur, alike but for
/// numbers, with the length of an article between them.
pub fn separators(text: &str) -> Vec<Separator> {
    ranked(text, true)
}

/// Those lines, without `all` the ones alone that say by themselves, or by where they stand, what they
/// are: each that is looked at takes a pass over the text.
fn ranked(text: &str, all: bool) -> Vec<Separator> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for line in text.lines() {
        let line = line.trim();
        let rule = line.chars().count() >= 3 && !line.chars().any(char::is_alphanumeric);
        let lower = line.to_lowercase();
        let known = KNOWN.iter().any(|known| lower.starts_with(known));
        let numbered = line.len() <= 60 && line.contains(|c: char| c.is_ascii_digit());
        if rule || known || numbered {
            *counts.entry(shape(line)).or_insert(0) += 1;
        }
    }
    let filled = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let ends = [filled().next(), filled().next_back()].map(|line| line.map(shape));
    let ends = ends.each_ref().map(|line| line.as_deref());
    let mut found: Vec<(usize, Separator)> = counts
        .into_iter()
        .filter(|(_, count)| *count >= 2)
        .filter_map(|(line, _)| {
            let lower = line.to_lowercase();
            let rule = !line.chars().any(char::is_alphanumeric);
            let known = KNOWN.iter().any(|known| lower.starts_with(known));
            let stands_at_end = ends.contains(&Some(line.as_str()));
            if !(all || stands_at_end || known || rule) {
                return None;
            }
            let pieces = preview(text, &line);
            let long = pieces.iter().filter(|piece| piece.words >= MIN_WORDS).count();
            // Most pieces must be as long as an article.
            if pieces.len() < 2 || long * 10 < pieces.len() * 8 {
                return None;
            }
            // What begins or ends the whole text stands at the ends of its articles, and not in them.
            let rank = match (stands_at_end, known, rule) {
                (true, ..) => 0,
                (_, true, _) => 1,
                (_, _, true) => 2,
                (false, false, false) => 9,
            };
            Some((rank, Separator { line, articles: pieces.len() }))
        })
        .collect();
    found.sort_by(|a, b| {
        (a.0, std::cmp::Reverse(a.1.articles), &a.1.line).cmp(&(
            b.0,
            std::cmp::Reverse(b.1.articles),
            &b.1.line,
        ))
    });
    found.truncate(8);
    found.into_iter().map(|(_, separator)| separator).collect()
}

/// What press databases number their articles with, in lower case and with numbers as `#`.
const NUMBERED: &[&str] = &["# of #", "document # of #", "article # of #", "dokument # von #"];
/// What they name the first field of an article.
const FIRST_FIELDS: &[&str] = &["title:", "headline:", "titre :", "hd "];
/// In so much of a text lines are looked for that may separate articles.
pub(super) const SEARCHED: usize = 2 << 20;

/// The line that separates the articles of a text that is by its first or its last line an export of a
/// press database; of several articles, that is.
pub fn export_separator(text: &str) -> Option<Separator> {
    let text = text.get(..text.floor_char_boundary(SEARCHED))?;
    let mut filled = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = shape(filled.next()?).to_lowercase();
    let last = filled.next_back()?.to_lowercase();
    let named = FIRST_FIELDS.iter().find(|field| first.starts_with(*field));
    let again = |field: &&str| {
        let starts = |line: &str| line.trim().to_lowercase().starts_with(*field);
        text.lines().filter(|line| starts(line)).nth(1).is_some()
    };
    let is_export = NUMBERED.iter().any(|numbered| first.starts_with(numbered))
        || last.starts_with("end of document")
        || last.starts_with("document ") && last.contains(|c: char| c.is_ascii_digit())
        || named.is_some_and(again);
    is_export.then(|| ranked(text, false).into_iter().next())?
}

/// A line with its numbers as `#`.
fn shape(line: &str) -> String {
    let mut shape = String::with_capacity(line.len());
    for c in line.chars() {
        if c.is_ascii_digit() {
            if !shape.ends_with('#') {
                shape.push('#');
            }
        } else {
            shape.push(c);
        }
    }
    shape
}

/// Where the articles between lines like this one are. Empty stretches are none.
pub fn split(text: &str, separator: &str) -> Vec<TextRange> {
    let wanted = separator.trim();
    let (stem, open) = wanted.strip_suffix('*').map_or((wanted, false), |stem| (stem, true));
    let stem = shape(stem);
    let is = |line: &str| {
        let line = shape(line.trim());
        if open { line.starts_with(&stem) } else { line == stem }
    };
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if is(line) {
            found.push(start..at);
            start = at + line.len();
        }
        at += line.len();
    }
    found.push(start..text.len());
    found
        .into_iter()
        .filter_map(|range| Some(TextRange::new(text, range)?.trimmed(text)))
        .filter(|range| !range.is_empty())
        .take(MAX_PARTS)
        .collect()
}

/// What a separator would make of a text.
pub fn preview(text: &str, separator: &str) -> Vec<Piece> {
    let piece = |range: TextRange| {
        let words = range.slice(text).unwrap_or_default();
        let title = words.lines().next().unwrap_or_default().trim();
        let title = title.chars().take(120).collect();
        Piece { range, title, words: words.split_whitespace().count() }
    };
    split(text, separator).into_iter().map(piece).collect()
}

/// The articles of a file that an analyst has said to split.
pub(super) fn read(bytes: &[u8], hint: &Hint<'_>) -> Result<Contents, Unreadable> {
    let decoded = hint.decode(bytes)?;
    let text = normalise(&decoded.text);
    let mut names = Names::default();
    let mut parts = Parts::default();
    for (number, range) in (1..).zip(split(&text, &hint.reading.separator)) {
        let article = range.slice(&text).unwrap_or_default();
        let article = Imported::new(article, head_of(article), &decoded, "split text");
        // By what it says, so that it keeps its name when another is put before it.
        let print: String = article.hash.chars().take(8).collect();
        let name = names.give(&print, "part", number);
        parts.parts.push(Part { name, article });
    }
    if parts.parts.is_empty() {
        return Err(Unreadable::NoText("text", "nothing stands between the separators"));
    }
    Ok(Contents::Many(Box::new(parts)))
}

/// Lines of an article in which a press database says what it is.
const HEAD: usize = 14;

/// What the head of an article of a press database says of it: lines such as "Publication date: Mar
/// 12, 2024", the line that is its day, and the outlet's name beside that.
fn head_of(article: &str) -> Metadata {
    let lines: Vec<&str> =
        article.lines().map(str::trim).filter(|line| !line.is_empty()).take(HEAD).collect();
    let mut metadata = Metadata::default();
    let is_coded = lines.iter().filter(|line| coded(line).is_some()).count() >= 3;
    for line in &lines {
        let said = line.split_once(':').and_then(|(name, value)| Some((field_of(name)?, value)));
        if let Some((field, value)) = said.or_else(|| coded(line).filter(|_| is_coded)) {
            let mut one = Metadata::default();
            // Not a day after all.
            if one.set(field, value).is_ok() {
                metadata = metadata.or(one);
            }
        }
    }
    let day = lines.iter().enumerate().find_map(|(at, line)| Some((at, dates::alone(line)?)));
    if let Some((at, day)) = day {
        metadata.published.get_or_insert(day);
        if metadata.publisher.is_none() {
            let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
            let beside = beside.filter_map(|at| lines.get(at)).find(|line| is_outlet(line));
            metadata.publisher = beside.map(|line| (*line).to_owned());
        }
    }
    metadata
}

/// What a line of a database that names its fields by two letters says: "PD 12 March 2024".
fn coded(line: &str) -> Option<(&'static str, &str)> {
    let (code, value) = line.split_once(char::is_whitespace)?;
    let field = match code {
        "HD" => "title",
        "BY" => "author",
        "PD" => "published",
        "SN" => "publisher",
        "LA" => "language",
        _ => return None,
    };
    Some((field, value))
}

/// Whether a line is the name of an outlet, as far as can be told: a few words with capitals, and no
/// number among them.
fn is_outlet(line: &str) -> bool {
    let small = ["of", "the", "and", "de", "du", "des", "la", "le", "les", "et", "for", "in"];
    let mut words = line.split_whitespace();
    line.len() <= 50
        && words.clone().count() <= 6
        && !line.contains(|c: char| c.is_ascii_digit() || c == ':')
        && words.all(|word| small.contains(&word) || word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_an_article_says_what_it_is() {
        let check = |head: &str, wanted: [Option<&str>; 3]| {
            let read = head_of(head);
            let day = read.published.map(|day| day.to_string());
            let found = [day.as_deref(), read.publisher.as_deref(), read.title.as_deref()];
            assert_eq!(found, wanted, "{head}");
        };
        let day = Some("2024-03-12");
        check(
            "Title: Nine dead\nPublication: The Example\nPublication date: Mar 12, 2024\nFull text: Nine",
            [day, Some("The Example"), Some("Nine dead")],
        );
        check(
            "The Example of Tera\n\nMarch 12, 2024 Tuesday\n\nNine dead at the ford\n\nBYLINE: Ann Example\n\nLENGTH: 432 words",
            [day, Some("The Example of Tera"), None],
        );
        check(
            "Nine dead at the ford\n\nThe Example\n12 March 2024\n250 words\nEnglish\n\nNine people",
            [day, Some("The Example"), None],
        );
        check(
            "HD Nine dead\nBY Ann Example\nWC 250 words\nPD 12 March 2024\nSN The Example\nLA English",
            [day, Some("The Example"), Some("Nine dead")],
        );
        check("Nine dead: a report\n\nThe fire of 12 March 2024 was large.", [None; 3]);
    }

    #[test]
    fn what_begins_each_article_goes_before_lines_within_it() {
        let body =
            "Nine people were killed in the fire at the market, the brigade said. ".repeat(3);
        let one = |n| format!("{n} of 3 DOCUMENTS\n\nFire\n\nLENGTH: 43{n} words\n\n{body}\n\n");
        let text = (1..=3).map(one).collect::<Vec<_>>().concat();
        let of_three = |found: Option<&Separator>| found.map(|s| (s.line.clone(), s.articles));
        let wanted = Some(("# of # DOCUMENTS".to_owned(), 3));
        assert_eq!(of_three(separators(&text).first()), wanted);
        assert_eq!(of_three(export_separator(&text).as_ref()), wanted);
        assert_eq!(export_separator(&export()).map(|s| s.articles), Some(4));
        let live = (1..=3).map(|n| format!("{n} March\n\n{body}\n\n")).collect::<Vec<_>>().concat();
        assert_eq!(export_separator(&live), None);
        assert_eq!(export_separator("1 of 3 documents"), None);
        assert_eq!(export_separator(""), None);
    }

    fn export() -> String {
        let body =
            "Nine people were killed in the fire at the market, the brigade said. ".repeat(3);
        let one = |n| format!("Fire number {n}\n\n{body}\nDocument X{n}0000Y\n\n");
        (1..=4).map(one).collect::<Vec<_>>().concat()
    }

    #[test]
    fn the_line_that_recurs_between_articles_is_found() {
        let text = export();
        let found = separators(&text);
        assert_eq!(found.first().map(|s| (s.line.as_str(), s.articles)), Some(("Document X#Y", 4)));
        let titles: Vec<_> = preview(&text, "Document X#Y").into_iter().map(|p| p.title).collect();
        assert_eq!(titles, ["Fire number 1", "Fire number 2", "Fire number 3", "Fire number 4"]);
        assert_eq!(split(&text, "Document*").len(), 4);
        assert!(separators("One article.\n\n***\n\nIts second part.").is_empty());
    }

    #[test]
    fn pieces_keep_their_names_when_one_is_put_before() {
        let reading =
            crate::model::FileReading { separator: "Document*".into(), ..Default::default() };
        let names = |text: &str| -> Vec<String> {
            let hint = Hint { path: std::path::Path::new("a.txt"), reading: &reading };
            match read(text.as_bytes(), &hint).unwrap() {
                Contents::Many(parts) => parts.parts.iter().map(|p| p.name.to_string()).collect(),
                Contents::One(_) => Vec::new(),
            }
        };
        let before = names(&export());
        let after = names(&format!("Another one before them all.\nDocument Z9\n{}", export()));
        assert_eq!(before, after[1..]);
    }
}
