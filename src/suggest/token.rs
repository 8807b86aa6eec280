//! Words, numbers and signs of a text, with their places.

use crate::text::{NumberMention, TextRange};

/// A piece of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it begins with a capital.
    pub capital: bool,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// Letters, with digits and inner hyphens: "al-Shabaab", "G5".
    Word,
    /// A number of the text's number mentions, by its index there.
    Number(usize),
    /// Any other sign that is no white space.
    Sign(char),
}

/// Lower case without a change of length: a letter whose small form is longer stays.
pub fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => out.push(one),
            _ => out.push(c),
        }
    }
    out
}

/// Cuts a text into tokens; `numbers` are the numbers in it, in order.
pub fn tokens(text: &str, numbers: &[NumberMention]) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    let mut nth = 0;
    while let Some((start, c)) = chars.next() {
        while numbers.get(nth).is_some_and(|n| n.range.end() <= start) {
            nth += 1;
        }
        if c.is_whitespace() {
            continue;
        }
        let number = numbers.get(nth).filter(|n| n.range.start() == start);
        let mut end = start + c.len_utf8();
        let kind = if let Some(number) = number {
            end = number.range.end();
            while chars.next_if(|(at, _)| *at < end).is_some() {}
            // "14-year-old", "three-month": a word of its own.
            let hangs = text.get(end..).and_then(|t| t.strip_prefix(['-', '\u{2011}']));
            if hangs.is_some_and(|t| t.starts_with(char::is_alphabetic)) {
                end = word_end(&mut chars, end);
                TokenKind::Word
            } else {
                TokenKind::Number(nth)
            }
        } else if c.is_alphanumeric() {
            end = word_end(&mut chars, end);
            TokenKind::Word
        } else {
            TokenKind::Sign(c)
        };
        found.push(Token { start, end, kind, capital: c.is_uppercase() });
    }
    found
}

type Chars<'a> = std::iter::Peekable<std::str::CharIndices<'a>>;

/// Reads on to the end of a word, inner hyphens included.
fn word_end(chars: &mut Chars<'_>, mut end: usize) -> usize {
    loop {
        let is_letter = |c: char| c.is_alphanumeric() || ('\u{300}'..'\u{370}').contains(&c);
        while let Some((at, c)) = chars.next_if(|(_, c)| is_letter(*c)) {
            end = at + c.len_utf8();
        }
        let mut ahead = chars.clone();
        let hyphen = ahead.next().filter(|(at, c)| *at == end && matches!(c, '-' | '\u{2011}'));
        let joined = ahead.next().is_some_and(|(_, c)| is_letter(c));
        if hyphen.is_none() || !joined {
            return end;
        }
        chars.next();
    }
}

impl Token {
    /// Its place.
    pub fn range(&self, text: &str) -> Option<TextRange> {
        TextRange::new(text, self.start..self.end)
    }
}
