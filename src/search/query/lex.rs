//! A query in pieces.

use std::ops::Range;

use super::Problem;

/// A piece of a query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    pub at: Range<usize>,
    pub kind: Kind,
}

/// What it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Open,
    Close,
    And,
    Or,
    /// NOT, or a minus before what follows.
    Not,
    /// Words as they are typed.
    Words {
        field: Option<String>,
        text: String,
        quoted: bool,
        star: bool,
    },
    /// What stands between two slashes.
    Pattern {
        field: Option<String>,
        source: String,
    },
}

/// Takes a query to pieces.
pub(super) fn pieces(text: &str, problems: &mut Vec<Problem>) -> Vec<Piece> {
    let mut reader = Reader { text, at: 0, problems };
    let mut pieces = Vec::new();
    while let Some(piece) = reader.next() {
        pieces.push(piece);
    }
    pieces
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<Piece> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        let start = self.at;
        let first = self.rest().chars().next()?;
        let kind = match first {
            '(' => self.take(Kind::Open, 1),
            ')' => self.take(Kind::Close, 1),
            '-' if self.rest().chars().nth(1).is_some_and(|c| !c.is_whitespace() && c != '-') => {
                self.take(Kind::Not, 1)
            }
            _ => self.operand(None),
        };
        Some(Piece { at: start..self.at, kind })
    }

    fn take(&mut self, kind: Kind, len: usize) -> Kind {
        self.at += len;
        kind
    }

    /// Words, a phrase or a pattern, with the name of a field before it or without.
    fn operand(&mut self, field: Option<String>) -> Kind {
        let rest = self.rest();
        match rest.chars().next() {
            Some('"' | '“' | '”' | '„' | '«') => return self.phrase(field),
            Some('/') => {
                if let Some(pattern) = self.pattern(field.clone()) {
                    return pattern;
                }
            }
            Some(_) | None => {}
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”'))
            .unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default();
        if field.is_none()
            && let Some((name, value)) = word.split_once(':')
            && !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphabetic())
            && !value.starts_with("//")
        {
            self.at += name.len() + 1;
            return self.operand(Some(name.to_ascii_lowercase()));
        }
        self.at += end;
        match word {
            "AND" | "&&" if field.is_none() => Kind::And,
            "OR" | "||" if field.is_none() => Kind::Or,
            "NOT" if field.is_none() => Kind::Not,
            _ => {
                let bare = word.trim_end_matches('*');
                let star = bare.len() < word.len();
                Kind::Words { field, text: bare.to_owned(), quoted: false, star }
            }
        }
    }

    fn phrase(&mut self, field: Option<String>) -> Kind {
        let start = self.at;
        let rest = self.rest();
        let opening = rest.chars().next().map_or(0, char::len_utf8);
        let inner = rest.get(opening..).unwrap_or_default();
        let closing = inner.find(['"', '”', '“', '»']);
        let text = inner.get(..closing.unwrap_or(inner.len())).unwrap_or_default();
        self.at += opening + text.len();
        match closing {
            Some(_) => self.at += self.rest().chars().next().map_or(0, char::len_utf8),
            None => self.problem(start, "the closing quotation mark is missing".to_owned()),
        }
        let star = self.rest().starts_with('*') || text.ends_with('*');
        if self.rest().starts_with('*') {
            self.at += 1;
        }
        let text = text.trim_end_matches('*').to_owned();
        Kind::Words { field, text, quoted: true, star }
    }

    /// What stands between two slashes; none where there is no second one.
    fn pattern(&mut self, field: Option<String>) -> Option<Kind> {
        let inner = self.rest().get(1..).unwrap_or_default();
        let mut escaped = false;
        let mut in_class = false;
        let end = inner.char_indices().find(|(_, c)| {
            let ends = !escaped && !in_class && *c == '/';
            match c {
                '[' if !escaped => in_class = true,
                ']' if !escaped => in_class = false,
                _ => {}
            }
            escaped = *c == '\\' && !escaped;
            ends
        });
        let Some((end, _)) = end else {
            let start = self.at;
            self.problem(
                start,
                "the closing / of the pattern is missing: searched as words".to_owned(),
            );
            return None;
        };
        self.at += end + 2;
        let source = inner.get(..end).unwrap_or_default().replace("\\/", "/");
        Some(Kind::Pattern { field, source })
    }

    fn problem(&mut self, start: usize, what: String) {
        self.problems.push(Problem { at: start..self.text.len(), what });
    }
}
