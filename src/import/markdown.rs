//! Markdown, shown as the text it is; a front matter between `---` lines is read as metadata.

use super::{Contents, Hint, Imported, Metadata, Reader, Unreadable};
use crate::text::normalise;

/// Reads `.md` and `.markdown`.
#[derive(Clone, Copy, Debug)]
pub struct Markdown;

/// A front matter with more lines is none.
const MAX_LINES: usize = 100;

impl Reader for Markdown {
    fn name(&self) -> &'static str {
        "Markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn read(&self, bytes: &[u8], hint: &Hint<'_>) -> Result<Contents, Unreadable> {
        let decoded = hint.decode(bytes)?;
        let text = normalise(&decoded.text);
        let (metadata, body) = front_matter(&text).unwrap_or((Metadata::default(), &text));
        Ok(Imported::new(body, metadata, &decoded, self.name()).alone())
    }
}

/// What stands between two lines `---` at the very start, and the text after it. `None` where
/// there is no such block or where it holds something other than `key: value` lines: then it is
/// text, which no reader may hide.
fn front_matter(text: &str) -> Option<(Metadata, &str)> {
    let rest = text.strip_prefix("---\n")?;
    let mut metadata = Metadata::default();
    let mut body = rest;
    for _ in 0..MAX_LINES {
        let (line, after) = body.split_once('\n').unwrap_or((body, ""));
        body = after;
        if matches!(line.trim_end(), "---" | "...") {
            return Some((metadata, body.trim_start_matches('\n')));
        }
        if line.trim().is_empty() || line.starts_with([' ', '\t', '#', '-']) {
            // Comments, and the members of lists, which carry nothing we know.
            continue;
        }
        let (key, value) = line.split_once(':')?;
        // A date that nobody can read stays to be seen, as a tag.
        if let Err(problem) = metadata.set(key, unquote(value.trim())) {
            log::debug!("front matter: {problem}");
            metadata.tag(key, unquote(value.trim()));
        }
    }
    None
}

fn unquote(value: &str) -> &str {
    ['"', '\'']
        .iter()
        .find_map(|mark| value.strip_prefix(*mark)?.strip_suffix(*mark))
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::path::Path;

    fn read(text: &str) -> Imported {
        let reading = crate::model::FileReading::default();
        let hint = Hint { path: Path::new("a.md"), reading: &reading };
        match Markdown.read(text.as_bytes(), &hint).unwrap() {
            Contents::One(article) => *article,
            Contents::Many(_) => unreachable!("one article"),
        }
    }

    #[test]
    fn front_matter_is_metadata_and_not_text() {
        let article = read(
            "---\r\ntitle: \"Fire: nine dead\"\r\nDate: 2024-03-22T10:00:00Z\r\npublisher: The \
             Example\r\nurl: https://example.org/a\r\nauthor: A. Writer\r\ndesk: north\r\n---\r\n\
             \r\n# Heading\r\n\r\nBody\r\n",
        );
        assert_eq!(&*article.text, "# Heading\n\nBody\n");
        assert_eq!(article.title.as_deref(), Some("Fire: nine dead"));
        assert_eq!(article.metadata.published, Some(date(2024, 3, 22)));
        assert_eq!(article.metadata.publisher.as_deref(), Some("The Example"));
        assert_eq!(article.metadata.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(article.metadata.author.as_deref(), Some("A. Writer"));
        assert_eq!(article.metadata.tags.get("desk").map(String::as_str), Some("north"));
    }

    #[test]
    fn a_rule_at_the_start_is_text() {
        for text in
            ["---\nJust a sentence.\n---\n", "---\ntitle: never closed\n", "a\n---\nb: c\n---\n"]
        {
            assert_eq!(&*read(text).text, text);
        }
        assert_eq!(read("# Heading\n\ntext").title.as_deref(), Some("Heading"));
    }

    #[test]
    fn a_date_that_cannot_be_read_is_kept() {
        let article = read("---\ndate: the day after\n---\nBody");
        assert_eq!(article.metadata.published, None);
        assert_eq!(article.metadata.tags.get("date").map(String::as_str), Some("the day after"));
    }
}
