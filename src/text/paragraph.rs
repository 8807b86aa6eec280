//! Paragraphs of a body, the ones that repeat an earlier one, and pieces of giant ones for display.

use super::{TextRange, sentence};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use unicode_segmentation::UnicodeSegmentation;

/// Shorter paragraphs are never called repeats (unless they are long in characters): "READ MORE"
/// twice is no copy of a report.
const REPEAT_WORDS: usize = 5;
/// Or this many characters, for scripts that do not separate words by spaces.
const REPEAT_CHARS: usize = 30;

/// One line of the body.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Paragraph {
    /// Its text, without the line feed.
    pub range: TextRange,
    /// The index of the first paragraph with the same words, white space and the line's ends aside.
    pub repeat_of: Option<usize>,
}

/// The lines of `body` in order, empty ones included: with a line feed between each two they are
/// exactly the body. Takes linear time.
///
/// A paragraph repeats an earlier one if it has the same words in the same case, and at least five
/// words or thirty characters.
pub fn paragraphs(body: &str) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut first_with: HashMap<u64, usize> = HashMap::new();
    let mut at = 0;
    for line in body.split('\n') {
        let index = found.len();
        let range = TextRange::between(at, at + line.len());
        let repeat_of = fingerprint(line).and_then(|print| {
            let first = *first_with.entry(print).or_insert(index);
            // A fingerprint is only a hint: the words decide.
            let same = found
                .get(first)
                .and_then(|p| p.range.slice(body))
                .is_some_and(|earlier| earlier.split_whitespace().eq(line.split_whitespace()));
            same.then_some(first)
        });
        found.push(Paragraph { range, repeat_of });
        at += line.len() + 1;
    }
    found
}

/// A hash of the words, or `None` if there are too few to speak of a repeat.
fn fingerprint(line: &str) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let (mut words, mut chars) = (0, 0);
    for word in line.split_whitespace() {
        word.hash(&mut hasher);
        words += 1;
        chars += word.chars().count() + 1;
    }
    (words >= REPEAT_WORDS || chars > REPEAT_CHARS).then(|| hasher.finish())
}

/// Splits a paragraph into consecutive pieces of at most `max_bytes` each, which together are the
/// paragraph: at the end of a sentence where one ends in the latter half of a piece, else between
/// words, else between characters as a reader sees them. A character longer than `max_bytes` is a
/// piece of its own.
pub fn segments(body: &str, paragraph: &Paragraph, max_bytes: usize) -> Vec<TextRange> {
    let end = paragraph.range.end().min(body.len());
    let mut at = paragraph.range.start();
    let mut pieces = Vec::new();
    while end.saturating_sub(at) > max_bytes {
        let Some(rest) = body.get(at..end) else { break };
        let cut = at + cut_within(rest, max_bytes);
        pieces.push(TextRange::between(at, cut));
        at = cut;
    }
    if at < end || pieces.is_empty() {
        pieces.push(TextRange::between(at, end));
    }
    pieces
}

/// Where to cut `rest`, which is longer than `max_bytes`; never 0.
fn cut_within(rest: &str, max_bytes: usize) -> usize {
    let window = rest.get(..rest.floor_char_boundary(max_bytes)).unwrap_or_default();
    let half = window.len() / 2;
    // The last sentence of the window is cut off by it, so its end is no sentence's end.
    let sentence =
        sentence::bounds(window).iter().rev().map(|s| s.end).find(|end| *end < window.len());
    if let Some(end) = sentence.filter(|end| *end > half) {
        return end;
    }
    if let Some(end) = window.rfind(char::is_whitespace).filter(|end| *end > 0) {
        return end + window.get(end..).and_then(|w| w.chars().next()).map_or(1, char::len_utf8);
    }
    match window.grapheme_indices(true).next_back() {
        Some((start, _)) if start > 0 => start,
        // One character alone is longer than allowed: it goes whole, up to a sane size.
        _ => {
            let near = rest.get(..rest.floor_char_boundary(1024)).unwrap_or(rest);
            near.graphemes(true).next().map_or(rest.len(), str::len).max(1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_line_is_a_paragraph() {
        let lines: Vec<_> = paragraphs("a\n\nb\n").iter().map(|p| p.range.as_range()).collect();
        assert_eq!(lines, [0..1, 2..2, 3..4, 5..5]);
        assert_eq!(paragraphs("").len(), 1);
    }

    #[test]
    fn repeats_are_long_and_word_for_word() {
        let check = |body: &str, repeats: &[Option<usize>]| {
            let found: Vec<_> = paragraphs(body).iter().map(|p| p.repeat_of).collect();
            assert_eq!(found, repeats, "{body}");
        };
        check(
            "Five words are just enough\nx\n Five  words are\u{a0}just enough ",
            &[None, None, Some(0)],
        );
        check("READ MORE NOW\nREAD MORE NOW", &[None, None]);
        check("five words are just enough\nFive words are just enough", &[None, None]);
        let one = "Counterterrorism-Operations-Coordination";
        check(&format!("{one}\n{one}\n{one}"), &[None, Some(0), Some(0)]);
    }

    #[test]
    fn giant_paragraphs_are_cut_where_a_reader_would() {
        let body = "One sentence here. Another sentence here. And a third one that runs on";
        let pieces: Vec<_> = segments(body, &paragraphs(body)[0], 45)
            .iter()
            .map(|p| p.slice(body).unwrap())
            .collect();
        assert_eq!(
            pieces,
            ["One sentence here. Another sentence here. ", "And a third one that runs on"]
        );
    }

    proptest! {
        #[test]
        fn pieces_are_the_whole(body in "([a-zé .]|👩‍👩‍👧|\u{301}){0,80}", max in 0usize..40) {
            let paragraph = paragraphs(&body)[0];
            let pieces = segments(&body, &paragraph, max);
            let whole: String = pieces.iter().map(|p| p.slice(&body).unwrap()).collect();
            prop_assert_eq!(whole, body);
            prop_assert!(pieces.len() == 1 || pieces.iter().all(|p| !p.is_empty()));
        }

        #[test]
        fn paragraphs_are_the_whole(body in "[a-c\n ]{0,60}") {
            let lines: Vec<_> =
                paragraphs(&body).iter().map(|p| p.range.slice(&body).unwrap()).collect();
            prop_assert_eq!(lines.join("\n"), body);
        }
    }
}
