//! Where a selection may stop: characters as readers see them, words, sentences.
//!
//! # Invariants
//!
//! - Only the paragraph around the offset is looked at, and of a giant one only a window of
//!   [`WINDOW`] bytes on each side, so every function takes the same time on a text of any size.

use super::{TextRange, sentence};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// How far to look on each side of an offset.
const WINDOW: usize = 4096;

/// The word at `offset`: the one that the offset is in, else the one that ends there. Between words
/// it is the white space or the punctuation there; an empty range in an empty paragraph.
pub fn word_at(body: &str, offset: usize) -> TextRange {
    let offset = body.floor_char_boundary(offset);
    let window = window(body, offset);
    let mut before: Option<TextRange> = None;
    for (range, text) in pieces(body, window) {
        if range.contains(offset) {
            let touching = before.filter(|b| is_word(b.slice(body)) && !is_word(Some(text)));
            return touching.filter(|b| b.end() == offset).unwrap_or(range);
        }
        before = Some(range);
    }
    before.filter(|b| b.end() == offset).unwrap_or(TextRange::between(offset, offset))
}

/// A range with the words and numbers whole that it begins or ends in: "Twenty-three" is one.
pub fn whole_words(body: &str, range: TextRange) -> TextRange {
    let cut = |offset: usize| {
        let word = word_at(body, offset);
        let inside = word.start() < offset && offset < word.end();
        word.slice(body).filter(|_| inside).filter(|text| is_word(Some(text))).map(|_| word)
    };
    let mut start = cut(range.start()).map_or(range.start(), |word| word.start());
    let mut end = cut(range.end()).map_or(range.end(), |word| word.end());
    // A hyphen between two letters joins them.
    let letter = |text: &str, back: bool| {
        let c = if back { text.chars().next_back() } else { text.chars().next() };
        c.is_some_and(char::is_alphabetic)
    };
    let part = |text: Option<&str>, back| text.is_some_and(|text| letter(text, back));
    while part(body.get(start..end), false)
        && let Some(before) = body.get(..start).and_then(|b| b.strip_suffix(HYPHENS))
        && letter(before, true)
    {
        start = word_at(body, before.len()).start();
    }
    while part(body.get(start..end), true)
        && let Some(after) = body.get(end..).and_then(|b| b.strip_prefix(HYPHENS))
        && letter(after, false)
    {
        let next = body.len() - after.len();
        end = next_word(body, next).max(next);
    }
    TextRange::between(start, end)
}

const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];

/// The sentence at `offset`, within its paragraph, without white space at its ends. White space
/// after a sentence belongs to it.
pub fn sentence_at(body: &str, offset: usize) -> TextRange {
    let offset = body.floor_char_boundary(offset);
    let window = window(body, offset);
    let start = window.start();
    let text = window.slice(body).unwrap_or_default();
    sentence::bounds(text)
        .into_iter()
        .map(|s| TextRange::between(start + s.start, start + s.end))
        .find(|s| s.contains(offset) || s.end() == offset && offset == window.end())
        .unwrap_or(TextRange::between(offset, offset))
        .trimmed(body)
}

/// The end of the word that `offset` is in, or else of the next one; the end of the paragraph where
/// no more word comes in it; into the next paragraph from there.
pub fn next_word(body: &str, offset: usize) -> usize {
    let offset = past_white_space(body, offset);
    let window = window(body, offset);
    pieces(body, window)
        .find(|(range, text)| range.end() > offset && is_word(Some(text)))
        .map_or(window.end(), |(range, _)| range.end())
}

/// The start of the word that `offset` is in, or else of the one before; the start of the paragraph
/// where no word comes before it; into the paragraph before from there.
pub fn prev_word(body: &str, offset: usize) -> usize {
    let offset = before_white_space(body, offset);
    let window = window(body, offset);
    pieces(body, window)
        .take_while(|(range, _)| range.start() < offset)
        .filter(|(_, text)| is_word(Some(text)))
        .last()
        .map_or(window.start(), |(range, _)| range.start())
}

/// The end of the sentence that `offset` is in, or, at its end, of the next one.
pub fn next_sentence(body: &str, offset: usize) -> usize {
    let offset = past_white_space(body, offset);
    sentence_at(body, offset).end().max(offset)
}

/// The start of the sentence that `offset` is in, or, at its start, of the one before.
pub fn prev_sentence(body: &str, offset: usize) -> usize {
    let offset = before_white_space(body, offset);
    // The last character of the text before tells which sentence that is.
    let inside = prev_grapheme(body, offset);
    sentence_at(body, inside).start().min(offset)
}

/// The end of the character (grapheme cluster) at `offset`; the end of the text stays.
pub fn next_grapheme(body: &str, offset: usize) -> usize {
    let offset = body.floor_char_boundary(offset);
    let one_on = body.ceil_char_boundary(offset + 1);
    match GraphemeCursor::new(offset, body.len(), true).next_boundary(body, 0) {
        Ok(Some(next)) => next,
        Ok(None) | Err(_) => one_on,
    }
}

/// The start of the character (grapheme cluster) before `offset`; the start of the text stays.
pub fn prev_grapheme(body: &str, offset: usize) -> usize {
    let offset = body.floor_char_boundary(offset);
    let one_back = body.floor_char_boundary(offset.saturating_sub(1));
    match GraphemeCursor::new(offset, body.len(), true).prev_boundary(body, 0) {
        Ok(Some(previous)) => previous,
        Ok(None) | Err(_) => one_back,
    }
}

/// The paragraph around `offset`, cut to the window. `offset` must lie on a boundary.
fn window(body: &str, offset: usize) -> TextRange {
    let low = body.floor_char_boundary(offset.saturating_sub(WINDOW));
    let high = body.floor_char_boundary(offset.saturating_add(WINDOW));
    let before = body.get(low..offset).unwrap_or_default();
    let after = body.get(offset..high).unwrap_or_default();
    let start = match before.rfind('\n') {
        Some(at) => low + at + 1,
        // A cut goes between words where it can.
        None if low > 0 => match before.find(char::is_whitespace) {
            Some(at) => low + at,
            None => low,
        },
        None => 0,
    };
    let end = match after.find('\n') {
        Some(at) => offset + at,
        None if high < body.len() => match after.rfind(char::is_whitespace) {
            Some(at) if at > 0 => offset + at,
            _ => high,
        },
        None => body.len(),
    };
    TextRange::between(start, end)
}

/// The words and the stretches between them, in order.
fn pieces(body: &str, window: TextRange) -> impl Iterator<Item = (TextRange, &str)> {
    let start = window.start();
    window
        .slice(body)
        .unwrap_or_default()
        .split_word_bound_indices()
        .map(move |(at, text)| (TextRange::between(start + at, start + at + text.len()), text))
}

fn is_word(piece: Option<&str>) -> bool {
    piece.is_some_and(|text| text.chars().any(char::is_alphanumeric))
}

/// `offset`, or the first character after the white space that begins there.
fn past_white_space(body: &str, offset: usize) -> usize {
    let offset = body.floor_char_boundary(offset);
    let rest = body.get(offset..).unwrap_or_default();
    offset + (rest.len() - rest.trim_start().len())
}

/// `offset`, or the end of the last word before the white space that ends there.
fn before_white_space(body: &str, offset: usize) -> usize {
    let offset = body.floor_char_boundary(offset);
    body.get(..offset).unwrap_or_default().trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `^` is the offset, `[[ ]]` the range.
    fn check(at: fn(&str, usize) -> TextRange, marked: &str) {
        let offset = marked.replace("[[", "").replace("]]", "").find('^').unwrap();
        let without = marked.replace('^', "");
        let start = without.find("[[").unwrap();
        let end = without.find("]]").unwrap() - 2;
        let body = without.replace("[[", "").replace("]]", "");
        assert_eq!(at(&body, offset).as_range(), start..end, "{marked}");
    }

    /// `[` and `]` are the ends of the selection, `<` and `>` those of the whole words.
    fn check_whole(marked: &str) {
        let ends = |open: char, close: char, others: [char; 2]| {
            let text = marked.replace(others, "");
            let start = text.find(open).unwrap();
            start..text.find(close).unwrap() - 1
        };
        let body = marked.replace(['[', ']', '<', '>'], "");
        let range = TextRange::new(&body, ends('[', ']', ['<', '>'])).unwrap();
        let wanted = ends('<', '>', ['[', ']']);
        assert_eq!(whole_words(&body, range).as_range(), wanted, "{marked}");
    }

    #[test]
    fn a_word_or_a_number_that_is_cut_is_taken_whole() {
        check_whole("says <2[3 of its sol]diers> have died");
        check_whole("says <[23 of its soldiers]> have died");
        check_whole("some <1,[500 tr]oops>, 3.5 km");
        check_whole("died.<[ The ]>army");
        check_whole("<Twenty-[three sol]diers> died");
        check_whole("of <[Twenty]-three> soldiers");
        check_whole("a toll -<[ three]> died");
        check_whole("قال <إ[ن 12 تاج]را> أصيبوا");
    }

    #[test]
    fn words() {
        check(word_at, "the [[sol^diers]] died");
        check(word_at, "the [[^soldiers]] died");
        check(word_at, "the [[soldiers^]] died");
        check(word_at, "the [[soldiers^]]");
        check(word_at, "about [[1,5^00]] troops, 3.5 km");
        check(word_at, "à [[Tillabe\u{301}^ri]], hier");
        check(word_at, "قتل [[جن^ود]] هنا");
        check(word_at, "one\n[[^]]\ntwo");
    }

    #[test]
    fn sentences() {
        check(sentence_at, "One. [[Gen. Mo^dy left.]] Two.");
        check(sentence_at, "One. [[Gen. Mody left.]]^ Two.");
        check(sentence_at, "One.\n[[Two^ and three.]]\nFour.");
        check(sentence_at, "One. [[Two.^]]");
    }

    #[test]
    fn steps() {
        let body = "One two.\n\nThree (four)!";
        let steps = |step: fn(&str, usize) -> usize, from: usize| {
            let mut at = from;
            let mut seen = Vec::new();
            while seen.last() != Some(&at) {
                seen.push(at);
                at = step(body, at);
            }
            seen
        };
        assert_eq!(steps(next_word, 0), [0, 3, 7, 8, 15, 21, 23]);
        assert_eq!(steps(prev_word, body.len()), [23, 17, 10, 4, 0]);
        assert_eq!(steps(next_sentence, 0), [0, 8, 23]);
        assert_eq!(steps(prev_sentence, body.len()), [23, 10, 0]);
    }

    #[test]
    fn graphemes() {
        let body = "a👩‍👩‍👧e\u{301}🇳🇪b";
        let family = 1 + "👩‍👩‍👧".len();
        assert_eq!(next_grapheme(body, 1), family);
        assert_eq!(next_grapheme(body, family), family + 3);
        assert_eq!(prev_grapheme(body, body.len() - 1), body.len() - 9);
        assert_eq!(next_grapheme(body, body.len()), body.len());
        assert_eq!(prev_grapheme(body, 0), 0);
        assert_eq!(next_grapheme(body, 999), body.len());
    }

    #[test]
    fn a_giant_paragraph_is_seen_through_a_window() {
        let body = "word ".repeat(100_000);
        assert_eq!(word_at(&body, 250_002).as_range(), 250_000..250_004);
        assert!(sentence_at(&body, 250_002).len() <= 2 * WINDOW);
        let solid = "é".repeat(100_000);
        assert!(word_at(&solid, 50_000).contains(50_000));
        assert!(next_word(&solid, 50_000) > 50_000);
    }

    proptest! {
        #[test]
        fn every_step_is_a_boundary_and_goes_its_way(
            body in "([a-zé.!? \n]|👩‍👩‍👧|\u{301}|ق|U\\.S\\. ){0,40}",
            offset in 0usize..80,
        ) {
            for step in [next_word, next_sentence, next_grapheme] {
                let to = step(&body, offset);
                prop_assert!(body.is_char_boundary(to));
                prop_assert!(to >= body.floor_char_boundary(offset));
                prop_assert!(to > offset || offset >= body.trim_end().len() || to == body.len());
            }
            for step in [prev_word, prev_sentence, prev_grapheme] {
                let to = step(&body, offset);
                prop_assert!(body.is_char_boundary(to) && to <= offset);
                prop_assert!(to < offset || body.get(..to).unwrap().trim().is_empty());
            }
            for at in [word_at, sentence_at] {
                prop_assert!(at(&body, offset).slice(&body).is_some());
            }
        }
    }
}
