//! Quote anchors: how a highlight finds its words again after the text around it changed, or says
//! that it cannot.
//!
//! # Invariants
//!
//! - No fuzzy match: every byte of the quote, and of the context that was relied on, is equal.
//! - Two possible places are never narrowed to one by nearness or by order.

use super::TextRange;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How many characters (Unicode scalar values) of context are kept on each side of a quote.
pub const CONTEXT_CHARS: usize = 32;

/// Counting possible places stops here: a hundred are as useless as a thousand.
const COUNT_LIMIT: usize = 100;

/// A place in a text, described so that it can be verified and found again.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct TextAnchor {
    /// Where the words stood.
    pub range: TextRange,
    /// The words.
    pub exact: String,
    /// Up to [`CONTEXT_CHARS`] characters before them; fewer only at the start of the text.
    pub prefix: String,
    /// Up to [`CONTEXT_CHARS`] characters after them; fewer only at the end of the text.
    pub suffix: String,
}

/// What became of an anchor in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Anchoring {
    /// The same bytes at the same range with the same context.
    Held,
    /// The same words at the one place that fits; the range or the context is new.
    Moved(TextAnchor),
    /// No place, or no single place, can be called the same.
    Unanchored(LostReason),
}

/// Why an anchor no longer holds. Its [`Display`](fmt::Display) is meant for users.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum LostReason {
    /// The words occur nowhere in the text.
    QuoteGone,
    /// The words are in the text, but nowhere with the context they had.
    ContextGone,
    /// This many places fit equally well (counted up to a hundred).
    Ambiguous(usize),
}

impl fmt::Display for LostReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LostReason::QuoteGone => f.write_str("the quoted words are no longer in the text"),
            LostReason::ContextGone => f.write_str(
                "the quoted words are in the text, but the words around them have changed",
            ),
            LostReason::Ambiguous(n) if *n >= COUNT_LIMIT => {
                write!(f, "the quoted words fit {n} or more places in the text equally well")
            }
            LostReason::Ambiguous(n) => {
                write!(f, "the quoted words fit {n} places in the text equally well")
            }
        }
    }
}

impl TextAnchor {
    /// Describes a range of `body`. A range that does not fit `body` gives an anchor with no words,
    /// which anchors nowhere.
    pub fn describe(body: &str, range: &TextRange) -> TextAnchor {
        let exact = range.slice(body).unwrap_or_default().to_owned();
        let before = body.get(..range.start()).unwrap_or_default();
        let after = body.get(range.end()..).unwrap_or_default();
        let prefix_at =
            before.char_indices().rev().take(CONTEXT_CHARS).last().map_or(before.len(), |c| c.0);
        let suffix_to = after.char_indices().nth(CONTEXT_CHARS).map_or(after.len(), |c| c.0);
        TextAnchor {
            range: *range,
            exact,
            prefix: before.get(prefix_at..).unwrap_or_default().to_owned(),
            suffix: after.get(..suffix_to).unwrap_or_default().to_owned(),
        }
    }

    /// Finds the quote in `body`.
    ///
    /// 1. The same words at the same range between the same context: [`Held`](Anchoring::Held).
    /// 2. Else prefix, quote and suffix as one string, found exactly once:
    ///    [`Moved`](Anchoring::Moved).
    /// 3. Else, when that string is nowhere, an edit may have touched the context on one side (a
    ///    corrected word next to the quote). Places are then collected where the quote follows the
    ///    full prefix *or* is followed by the full suffix, and accepted only if there is exactly
    ///    one such place for both sides together, and the unchanged stretch is at least
    ///    [`CONTEXT_CHARS`] characters long. That is still no guess: the words themselves and the
    ///    whole of one side are equal byte for byte, and nowhere else in the text are they.
    /// 4. Several places: [`Ambiguous`](LostReason::Ambiguous). None:
    ///    [`ContextGone`](LostReason::ContextGone) or [`QuoteGone`](LostReason::QuoteGone).
    pub fn anchor(&self, body: &str) -> Anchoring {
        if self.holds(body) {
            return Anchoring::Held;
        }
        let whole = [self.prefix.as_str(), &self.exact, &self.suffix].concat();
        let mut places: Vec<usize> =
            starts(body, &whole).into_iter().map(|at| at + self.prefix.len()).collect();
        if places.is_empty() && !self.exact.is_empty() {
            places = self.one_sided(body);
        }
        match places.as_slice() {
            [at] => match TextRange::new(body, *at..*at + self.exact.len()) {
                Some(range) => Anchoring::Moved(TextAnchor::describe(body, &range)),
                None => Anchoring::Unanchored(LostReason::QuoteGone),
            },
            [] if !self.exact.is_empty() && body.contains(self.exact.as_str()) => {
                Anchoring::Unanchored(LostReason::ContextGone)
            }
            [] => Anchoring::Unanchored(LostReason::QuoteGone),
            many => Anchoring::Unanchored(LostReason::Ambiguous(many.len())),
        }
    }

    /// Whether nothing changed where the quote stood.
    fn holds(&self, body: &str) -> bool {
        self.range.slice(body) == Some(self.exact.as_str())
            && body.get(..self.range.start()).is_some_and(|b| b.ends_with(self.prefix.as_str()))
            && body.get(self.range.end()..).is_some_and(|a| a.starts_with(self.suffix.as_str()))
    }

    /// The places of the quote where one side of its context is whole, in order.
    fn one_sided(&self, body: &str) -> Vec<usize> {
        let long_enough = |side: &str| {
            !side.trim().is_empty()
                && side.chars().count() + self.exact.chars().count() >= CONTEXT_CHARS
        };
        let mut places = Vec::new();
        if long_enough(&self.prefix) {
            let stretch = [self.prefix.as_str(), &self.exact].concat();
            places.extend(starts(body, &stretch).into_iter().map(|at| at + self.prefix.len()));
        }
        if long_enough(&self.suffix) {
            let stretch = [self.exact.as_str(), &self.suffix].concat();
            places.extend(starts(body, &stretch));
        }
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// Where `needle` begins in `body`, overlapping occurrences included, [`COUNT_LIMIT`] at most.
fn starts(body: &str, needle: &str) -> Vec<usize> {
    let mut found = Vec::new();
    if needle.is_empty() {
        return found;
    }
    let step = needle.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    while found.len() < COUNT_LIMIT {
        let Some(at) = body.get(from..).and_then(|rest| rest.find(needle)) else { break };
        found.push(from + at);
        from += at + step;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Marks: `[[quote]]` in the first text; `[[…]]` in the second is where it must be found.
    fn marked(text: &str) -> (String, Option<TextRange>) {
        let Some(open) = text.find("[[") else { return (text.to_owned(), None) };
        let body = text.replacen("[[", "", 1).replacen("]]", "", 1);
        let close = text.find("]]").unwrap() - 2;
        let range = TextRange::new(&body, open..close).unwrap();
        (body, Some(range))
    }

    fn anchoring(before: &str, after: &str) -> (Anchoring, Option<TextRange>) {
        let (old, range) = marked(before);
        let (new, wanted) = marked(after);
        (TextAnchor::describe(&old, &range.unwrap()).anchor(&new), wanted)
    }

    fn check_moved(before: &str, after: &str) {
        match anchoring(before, after) {
            (Anchoring::Moved(anchor), wanted) => assert_eq!(Some(anchor.range), wanted, "{after}"),
            (other, _) => panic!("{other:?} in {after}"),
        }
    }

    fn check_lost(before: &str, after: &str, why: LostReason) {
        assert_eq!(anchoring(before, after).0, Anchoring::Unanchored(why), "{after}");
    }

    #[test]
    fn follows_a_quote_whose_context_is_whole() {
        check_moved(
            "The ministry said that [[23 soldiers]] were killed in the attack on Wednesday.",
            "NIAMEY: The ministry said that [[23 soldiers]] were killed in the attack on Wednesday.",
        );
    }

    #[test]
    fn follows_a_quote_when_one_side_was_edited() {
        check_moved(
            "The defence ministry said on Thursday that [[23 soldiers]] were killed in the atack.",
            "The defence ministry said on Thursday that [[23 soldiers]] died in an attack, later on.",
        );
        check_moved(
            "The defence ministy [[said]] on Thursday that 23 soldiers were killed in the attack.",
            "A new spokesman [[said]] on Thursday that 23 soldiers were killed in the attack.",
        );
    }

    #[test]
    fn never_picks_a_lookalike() {
        let before = "In the north [[12 people]] died. Elsewhere it was quiet, said the governor.";
        check_lost(before, "In the south 12 people fled.", LostReason::ContextGone);
        check_lost(before, "In the north twelve people died.", LostReason::QuoteGone);
        let twice = "In the north 12 people died. Elsewhere it was quiet, said the governor.";
        check_lost(before, &format!("> {twice}\n{twice}"), LostReason::Ambiguous(2));
    }

    #[test]
    fn two_halves_in_two_places_are_ambiguous() {
        let prefix = "p".repeat(40);
        let suffix = "s".repeat(40);
        check_lost(
            &format!("{prefix}[[12 people]]{suffix}"),
            &format!("{prefix}12 people elsewhere; 12 people{suffix}"),
            LostReason::Ambiguous(2),
        );
    }

    #[test]
    fn overlapping_places_count_too() {
        let before = format!("{}[[a]]{}", "a".repeat(40), "a".repeat(40));
        let (anchored, _) = anchoring(&before, &format!("{}b{}", "a".repeat(40), "a".repeat(90)));
        assert!(matches!(anchored, Anchoring::Unanchored(LostReason::Ambiguous(n)) if n > 2));
    }

    #[test]
    fn a_quote_at_the_edge_of_the_text_needs_more_than_itself() {
        // Nothing before it and little after: losing the one side leaves nothing to rely on.
        check_lost("[[12]] dead", "Of the 12 wounded none died", LostReason::ContextGone);
    }

    #[test]
    fn reasons_read_well() {
        assert_eq!(
            LostReason::Ambiguous(2).to_string(),
            "the quoted words fit 2 places in the text equally well"
        );
    }

    /// Text as it comes: scripts in both directions, emoji with joiners, combining marks, CRLF, BOM.
    fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("23 soldiers "),
            Just("قُتل 12 شخصا "),
            Just("👩‍👩‍👧 "),
            Just("e\u{301}te\u{301} "),
            Just("\r\n"),
            Just("\u{feff}"),
            Just("Tillabéri, "),
            Just("killed "),
            Just("a"),
            Just("שלום "),
        ];
        prop_oneof![
            proptest::collection::vec(piece, 1..40).prop_map(|p| p.concat()),
            "\\PC{1,120}".prop_map(String::from)
        ]
    }

    fn any_place() -> impl Strategy<Value = (String, TextRange)> {
        (any_text(), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(
            |(body, a, b)| {
                let n = body.chars().count();
                let (a, b) = (a.index(n + 1), b.index(n + 1));
                let range = TextRange::from_code_points(&body, a.min(b), a.max(b)).unwrap();
                (body, range)
            },
        )
    }

    proptest! {
        #[test]
        fn describing_and_anchoring_agree((body, range) in any_place()) {
            let anchor = TextAnchor::describe(&body, &range);
            prop_assert!(anchor.prefix.chars().count() <= CONTEXT_CHARS);
            prop_assert!(anchor.suffix.chars().count() <= CONTEXT_CHARS);
            prop_assert_eq!(anchor.anchor(&body), Anchoring::Held);
            let ron = ron::to_string(&anchor).unwrap();
            prop_assert_eq!(ron::from_str::<TextAnchor>(&ron).unwrap(), anchor);
        }

        #[test]
        fn a_text_put_before_moves_the_quote((body, range) in any_place()) {
            let anchor = TextAnchor::describe(&body, &range);
            let new = format!("§§§ {body}");
            match anchor.anchor(&new) {
                Anchoring::Moved(moved) => {
                    prop_assert_eq!(&moved.exact, &anchor.exact);
                    prop_assert_eq!(moved.range.start(), range.start() + "§§§ ".len());
                }
                Anchoring::Held => prop_assert_eq!(range.slice(&new), Some(anchor.exact.as_str())),
                Anchoring::Unanchored(LostReason::Ambiguous(_)) => {}
                Anchoring::Unanchored(why) => prop_assert!(anchor.exact.is_empty(), "{why}"),
            }
        }

        #[test]
        fn an_edit_elsewhere_never_attaches_to_other_words(
            (body, range) in any_place(),
            at in any::<prop::sample::Index>(),
            cut in 0usize..30,
            put in "[§¶ a-c]{0,12}",
        ) {
            let anchor = TextAnchor::describe(&body, &range);
            let chars: Vec<char> = body.chars().collect();
            let at = at.index(chars.len() + 1);
            let end = (at + cut).min(chars.len());
            let new: String =
                chars[..at].iter().chain(&put.chars().collect::<Vec<_>>()).chain(&chars[end..]).collect();
            match anchor.anchor(&new) {
                Anchoring::Held => prop_assert_eq!(range.slice(&new), Some(anchor.exact.as_str())),
                Anchoring::Moved(moved) => {
                    prop_assert_eq!(moved.range.slice(&new), Some(anchor.exact.as_str()));
                    prop_assert_eq!(&moved.exact, &anchor.exact);
                    prop_assert_eq!(moved.anchor(&new), Anchoring::Held);
                }
                Anchoring::Unanchored(LostReason::QuoteGone) =>
                    prop_assert!(anchor.exact.is_empty() || !new.contains(&anchor.exact)),
                Anchoring::Unanchored(_) => {}
            }
        }
    }
}
