//! A few words of a text around a hit.

use std::borrow::Cow;
use std::ops::Range;

/// About how many bytes of text stand in a snippet.
const LENGTH: usize = 180;
/// How much of that stands before the first hit, at most.
const BEFORE: usize = 60;
/// How many words after a hit are wanted with it, where there is room for them.
const FOLLOWING: usize = 2;

/// Where a text has begun before.
const ELLIPSIS_BEFORE: &str = "… ";

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
            snippet.text.push_str(ELLIPSIS_BEFORE);
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

    /// The same, begun late enough for the first hit to be seen whole where there is less room:
    /// `fits` says of words whether there is room for them. As much as can be stands before the hit,
    /// so that a word or two that follow it are seen too. A hit for which there is no room at all
    /// stands first.
    pub fn fitted(&self, fits: impl Fn(&str) -> bool) -> Cow<'_, Self> {
        let Some(hit) = self.first_hit() else { return Cow::Borrowed(self) };
        let lead = self.text.get(..hit.start).unwrap_or_default();
        let words = lead.match_indices(' ').map(|(at, _)| at + 1);
        let starts: Vec<usize> = std::iter::once(0).chain(words).collect();
        for following in [FOLLOWING, 0] {
            let end = self.word_end(hit.end, following);
            let holds = |start: &&usize| fits(&self.part(**start, end));
            if let Some(start) = starts.iter().find(holds) {
                return self.begun_at(*start);
            }
        }
        self.begun_at(hit.start)
    }

    /// The first hit, with those that follow it at once: the words of a query that stand together.
    fn first_hit(&self) -> Option<Range<usize>> {
        let mut marks = self.marks.iter().cloned();
        let mut hit = marks.next()?;
        for mark in marks {
            let between = self.text.get(hit.end..mark.start);
            if between.is_none_or(|between| !between.trim().is_empty()) {
                break;
            }
            hit.end = mark.end;
        }
        Some(hit)
    }

    /// The end of the word at a place, or of one of those after it.
    fn word_end(&self, at: usize, following: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.match_indices(' ').nth(following).map_or(self.text.len(), |(space, _)| at + space)
    }

    /// What stands in a part of it, with an ellipsis where it goes on.
    fn part(&self, start: usize, end: usize) -> String {
        let before = if start > 0 { ELLIPSIS_BEFORE } else { "" };
        let after = if end < self.text.len() { "…" } else { "" };
        format!("{before}{}{after}", self.text.get(start..end).unwrap_or_default())
    }

    fn begun_at(&self, start: usize) -> Cow<'_, Self> {
        if start == 0 {
            return Cow::Borrowed(self);
        }
        let moved = |at: usize| at - start + ELLIPSIS_BEFORE.len();
        let marks = self.marks.iter().filter(|mark| mark.start >= start);
        let marks = marks.map(|mark| moved(mark.start)..moved(mark.end)).collect();
        Cow::Owned(Self { text: self.part(start, self.text.len()), marks })
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

    #[test]
    fn less_room_shows_the_hit_all_the_same() {
        let text = "One Two Three Four at least 12 people died there";
        let at = |words: &str| text.find(words).map(|at| at..at + words.len()).unwrap();
        let phrase = Snippet::of(text, &[at("at least 12")]);
        let words = Snippet::of(text, &[at("at"), at("least"), at("12")]);
        let tail = Snippet::of(text, &[at("there")]);
        for (snippet, room, wanted) in [
            (&phrase, 60, text),
            (&phrase, 37, "… Three Four at least 12 people died there"),
            (&phrase, 21, "… Four at least 12 people died there"),
            (&phrase, 15, "… at least 12 people died there"),
            (&phrase, 4, "… at least 12 people died there"),
            (&words, 21, "… Four at least 12 people died there"),
            (&tail, 16, "… died there"),
            (&Snippet::of(text, &[]), 4, text),
        ] {
            let fitted = snippet.fitted(|words| words.chars().count() <= room);
            assert_eq!(fitted.text, wanted, "{room}");
            let marks = |s: &Snippet| {
                let marks = s.marks.iter().map(|mark| s.text.get(mark.clone()).unwrap().to_owned());
                marks.collect::<Vec<_>>()
            };
            assert_eq!(marks(&fitted), marks(snippet));
        }
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
