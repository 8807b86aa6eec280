//! Press-database exports: one text, many articles, the same line between each two.

use std::collections::HashMap;

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
    let mut found: Vec<(usize, Separator)> = counts
        .into_iter()
        .filter(|(_, count)| *count >= 2)
        .filter_map(|(line, _)| {
            let pieces = preview(text, &line);
            let long = pieces.iter().filter(|piece| piece.words >= MIN_WORDS).count();
            // Most pieces must be as long as an article.
            if pieces.len() < 2 || long * 10 < pieces.len() * 8 {
                return None;
            }
            let lower = line.to_lowercase();
            let rule = !line.chars().any(char::is_alphanumeric);
            let known = KNOWN.iter().position(|known| lower.starts_with(known));
            let rank = known.map_or(if rule { 1 } else { 9 }, |_| 0);
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
        let article = Imported::new(article, Metadata::default(), &decoded, "split text");
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

#[cfg(test)]
mod tests {
    use super::*;

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
