//! A stretch of a text: byte offsets that lay on character boundaries when they were made.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A half-open range of bytes in a body of text.
///
/// Made only by [`TextRange::new`], so it lay on character boundaries of the body it was made for.
/// A range read back from a file may not fit the body any more: [`slice`](Self::slice) then gives
/// `None`.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, JsonSchema,
)]
pub struct TextRange {
    /// First byte.
    start: usize,
    /// The byte after the last.
    end: usize,
}

impl TextRange {
    /// The range of `body`, or `None` where an end is off a character boundary, beyond the end of
    /// `body`, or before the start.
    pub fn new(body: &str, range: Range<usize>) -> Option<TextRange> {
        body.get(range.clone()).map(|_| TextRange { start: range.start, end: range.end })
    }

    /// The range with these offsets as a file gives them, or `None` where they are out of order.
    /// Whether it fits a body is for [`slice`](Self::slice) to say.
    pub fn from_offsets(start: usize, end: usize) -> Option<TextRange> {
        (start <= end).then_some(TextRange { start, end })
    }

    /// For the modules of `text`, which have just found both ends on boundaries.
    pub(super) fn between(start: usize, end: usize) -> TextRange {
        TextRange { start, end: end.max(start) }
    }

    /// The byte offset of the first character.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The byte offset after the last character.
    pub fn end(&self) -> usize {
        self.end
    }

    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing lies between the ends.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same as a standard range.
    pub fn as_range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether the two share at least one byte. Ranges that only touch do not overlap, and an
    /// empty range overlaps nothing.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }

    /// Whether the byte at `offset` lies inside (the end does not).
    pub fn contains(&self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether all of `other` lies inside.
    pub fn encloses(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The words, or `None` if `body` is not the text that the range was made for.
    pub fn slice<'a>(&self, body: &'a str) -> Option<&'a str> {
        body.get(self.as_range())
    }

    /// Without white space at either end; an empty range at the start where nothing else is there.
    #[must_use]
    pub fn trimmed(self, body: &str) -> TextRange {
        let Some(words) = self.slice(body) else { return self };
        let tail = words.trim_start();
        let kept = tail.trim_end();
        if kept.is_empty() {
            return TextRange { start: self.start, end: self.start };
        }
        let start = self.start + (words.len() - tail.len());
        TextRange { start, end: start + kept.len() }
    }

    /// Start and end in Unicode code points, for formats that count those. Offsets that do not fit
    /// `body` count the characters that begin before them.
    pub fn code_points(&self, body: &str) -> (usize, usize) {
        let before = count_before(body, self.start, 0);
        (before, before + count_before(body, self.end, self.start))
    }

    /// The range between two code-point offsets (end exclusive), for imports.
    pub fn from_code_points(body: &str, start: usize, end: usize) -> Option<TextRange> {
        let first = offset_of(body, start)?;
        let last = offset_of(body, end)?;
        TextRange::new(body, first..last)
    }
}

/// How many characters begin in `from..to`.
fn count_before(body: &str, to: usize, from: usize) -> usize {
    // Continuation bytes of UTF-8 are the ones of the form 10xxxxxx.
    let bytes = body.as_bytes();
    let to = to.min(bytes.len());
    bytes.get(from.min(to)..to).unwrap_or_default().iter().filter(|b| (**b & 0xC0) != 0x80).count()
}

/// The byte offset of the `nth` code point; the end of the text counts.
fn offset_of(body: &str, nth: usize) -> Option<usize> {
    body.char_indices().map(|(at, _)| at).chain(std::iter::once(body.len())).nth(nth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_what_is_no_stretch_of_the_text() {
        let body = "né 👍";
        assert!(TextRange::new(body, 0..body.len()).is_some());
        assert!(TextRange::new(body, 0..2).is_none(), "inside é");
        assert!(TextRange::new(body, 0..99).is_none());
        #[allow(clippy::reversed_empty_ranges)]
        let reversed = 3..1;
        assert!(TextRange::new(body, reversed).is_none());
    }

    #[test]
    fn trims_white_space_of_any_kind() {
        let body = "a \u{a0} 23 soldiers \n b";
        let range = TextRange::new(body, 1..body.len() - 1).unwrap().trimmed(body);
        assert_eq!(range.slice(body), Some("23 soldiers"));
        let blank = TextRange::new(body, 1..3 + 1).unwrap().trimmed(body);
        assert!(blank.is_empty());
    }

    #[test]
    fn touching_is_not_overlapping() {
        let range = |a, b| TextRange::between(a, b);
        assert!(range(0, 3).overlaps(&range(2, 4)));
        assert!(!range(0, 3).overlaps(&range(3, 4)));
        assert!(!range(1, 1).overlaps(&range(0, 4)));
        assert!(range(0, 4).encloses(&range(1, 4)) && !range(0, 4).encloses(&range(1, 5)));
    }

    proptest! {
        #[test]
        fn code_points_go_there_and_back(body in "\\PC{0,40}", a in 0usize..40, b in 0usize..40) {
            let n = body.chars().count();
            let (a, b) = (a.min(b).min(n), a.max(b).min(n));
            let range = TextRange::from_code_points(&body, a, b).unwrap();
            prop_assert_eq!(range.code_points(&body), (a, b));
            let words: String = body.chars().skip(a).take(b - a).collect();
            prop_assert_eq!(range.slice(&body), Some(words.as_str()));
        }
    }
}
