//! A few words of a text around a hit.

use std::ops::Range;

/// About how many bytes of text stand in a snippet.
const LENGTH: usize = 180;
/// How much of that stands before the first hit, at most.
const BEFORE: usize = 60;

/// A few words of a text, on one line, with the hits among them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Snippet {
    /// The words. An ellipsis stands where the text goes on.
    pub text: String,
    /// The hits, in the words.
    pub marks: Vec<Range<usize>>,
}

impl Snippet {
    /// The words around the first of these hits; the beginning of the text where there is none.
    pub fn of(text: &str, hits: &[Range<usize>]) -> Self {
        let first = hits.first().map_or(0, |hit| hit.start);
        let start = before(text, first);
        let end = after(text, start, hits.first().map_or(0, |hit| hit.end));
        let mut snippet = Self::default();
        if text.get(..start).is_some_and(|before| !before.trim().is_empty()) {
            snippet.text.push_str("… ");
        }
        let mut at = start;
        for hit in hits.iter().filter(|hit| hit.start >= start && hit.end <= end) {
            snippet.add(text.get(at..hit.start).unwrap_or_default());
            let from = snippet.text.len();
            snippet.add(text.get(hit.clone()).unwrap_or_default());
            snippet.marks.push(from..snippet.text.len());
            at = hit.end;
        }
        snippet.add(text.get(at..end).unwrap_or_default());
        let written = snippet.text.trim_end().len();
        snippet.text.truncate(written);
        snippet.marks.iter_mut().for_each(|mark| mark.end = mark.end.min(written));
        snippet.marks.retain(|mark| mark.start < mark.end);
        if text.get(end..).is_some_and(|after| !after.trim().is_empty()) {
            snippet.text.push_str(" …");
        }
        snippet
    }

    /// Adds words on the same line: white space of any length is one space.
    fn add(&mut self, words: &str) {
        for c in words.chars() {
            if !c.is_whitespace() {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
    }
}

/// Where the snippet begins: at the paragraph's start, or at a word not far before the hit.
fn before(text: &str, hit: usize) -> usize {
    let lead = text.get(..hit).unwrap_or_default();
    let line = lead.rfind('\n').map_or(0, |at| at + 1);
    if hit - line <= BEFORE {
        return line;
    }
    let far = floor(text, hit - BEFORE);
    let word = lead.get(far..).and_then(|part| part.find(char::is_whitespace));
    word.map_or(far, |space| far + space + 1)
}

/// Where it ends: between two words, after the hit.
fn after(text: &str, start: usize, hit_end: usize) -> usize {
    let want = start + LENGTH;
    if want >= text.len() {
        return text.len();
    }
    // A hit longer than a snippet is cut.
    let want = floor(text, want.max(hit_end.min(start + 2 * LENGTH)));
    let part = text.get(start..want).unwrap_or_default();
    let space = part.rfind(char::is_whitespace).map(|space| start + space);
    space.filter(|space| *space >= hit_end && *space > start).unwrap_or(want)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(marked: &str, wanted: &str) {
        let mut hits = Vec::new();
        let mut text = String::new();
        for (nth, part) in marked.split("[[").enumerate() {
            let (hit, rest) = if nth == 0 { ("", part) } else { part.split_once("]]").unwrap() };
            if nth > 0 {
                hits.push(text.len()..text.len() + hit.len());
            }
            text.push_str(hit);
            text.push_str(rest);
        }
        let snippet = Snippet::of(&text, &hits);
        let mut shown = snippet.text.clone();
        for mark in snippet.marks.iter().rev() {
            shown.insert_str(mark.end, "]]");
            shown.insert_str(mark.start, "[[");
        }
        assert_eq!(shown, wanted);
    }

    #[test]
    fn hits_are_shown_among_the_words_around_them() {
        check("No hit.\n\nSecond  line.", "No hit. Second line.");
        check("Title\nIn [[Gao]],\ntwo in [[Gao]]", "… In [[Gao]], two in [[Gao]]");
        let long = "one two three four five six seven eight nine ten ".repeat(5);
        check(
            &format!("{long}[[hit]] {long}"),
            "… nine ten one two three four five six seven eight nine ten [[hit]] one two three \
             four five six seven eight nine ten one two three four five six seven eight nine ten \
             one two three four …",
        );
    }

    proptest! {
        #[test]
        fn marks_are_in_the_snippet(text in "[aé 北\n]{0,400}", from in 0usize..400, len in 1usize..300) {
            let at = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
            let hit = at(from)..at(from + len);
            let snippet = Snippet::of(&text, std::slice::from_ref(&hit));
            for mark in snippet.marks {
                prop_assert!(snippet.text.get(mark).is_some());
            }
            prop_assert!(snippet.text.len() < 3 * LENGTH + 12);
        }
    }
}
