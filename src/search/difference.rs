//! Where two texts differ, word by word, and which of that are figures.

use std::ops::Range;
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffTag, capture_diff_slices_deadline};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::numbers;

/// After so long the rest is compared less closely.
const PATIENCE: Duration = Duration::from_millis(300);

/// A piece of two texts that are compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Where it stands.
    pub side: Side,
    /// Its place in the left text, or for [`Side::Right`] in the right one.
    pub range: Range<usize>,
    /// Whether it is a figure in words or digits that the other text does not have here.
    pub figure: bool,
}

/// Where a piece stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// In both texts.
    Both,
    /// Only in the left one.
    Left,
    /// Only in the right one.
    Right,
}

/// Compares two texts. The pieces come in reading order; what stands only on the left comes before
/// what stands in its place on the right.
pub fn compare(left: &str, right: &str) -> Vec<Piece> {
    let (a, b) = (words(left), words(right));
    let text = |all: &str, at: &Range<usize>| all.get(at.clone()).unwrap_or_default().to_owned();
    let a_words: Vec<String> = a.iter().map(|at| text(left, at)).collect();
    let b_words: Vec<String> = b.iter().map(|at| text(right, at)).collect();
    let deadline = Instant::now().checked_add(PATIENCE);
    let steps = capture_diff_slices_deadline(Algorithm::Patience, &a_words, &b_words, deadline);
    let (a_figures, b_figures) = (figures(left), figures(right));
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |side, all: &[Range<usize>], at: Range<usize>, figures: &[Range<usize>]| {
        for range in all.get(at).unwrap_or_default() {
            // They stand in order, and none within another.
            let next = figures.partition_point(|figure| figure.end <= range.start);
            let figure =
                side != Side::Both && figures.get(next).is_some_and(|f| f.start < range.end);
            match pieces.last_mut() {
                Some(last)
                    if last.side == side
                        && last.figure == figure
                        && last.range.end == range.start =>
                {
                    last.range.end = range.end;
                }
                Some(_) | None => pieces.push(Piece { side, range: range.clone(), figure }),
            }
        }
    };
    for step in &steps {
        match step.tag() {
            DiffTag::Equal => add(Side::Both, &a, step.old_range(), &a_figures),
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => {
                add(Side::Left, &a, step.old_range(), &a_figures);
                add(Side::Right, &b, step.new_range(), &b_figures);
            }
        }
    }
    pieces
}

/// Words, and what stands between them.
fn words(text: &str) -> Vec<Range<usize>> {
    text.split_word_bound_indices().map(|(at, word)| at..at + word.len()).collect()
}

fn figures(text: &str) -> Vec<Range<usize>> {
    let figures = numbers(text).into_iter().filter(|number| !number.article_like);
    figures.map(|number| number.range.as_range()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(left: &str, right: &str) -> String {
        let mut shown: Vec<String> = Vec::new();
        for Piece { side, range, figure } in compare(left, right) {
            let of = if side == Side::Right { right } else { left };
            let words = of.get(range).unwrap();
            let mark = if figure { "#" } else { "" };
            match side {
                Side::Both => shown.push(words.to_owned()),
                Side::Left => shown.push(format!("[-{mark}{words}]")),
                Side::Right => shown.push(format!("[+{mark}{words}]")),
            }
        }
        shown.concat()
    }

    #[test]
    fn figures_that_differ_are_told_from_words_that_differ() {
        assert_eq!(
            shown("At least 23 soldiers died.", "At least 30 troops died."),
            "At least [-#23][+#30] [-soldiers][+troops] died."
        );
        assert_eq!(
            shown("Twelve were hurt near Gao.", "Fourteen were hurt near Gao."),
            "[-#Twelve][+#Fourteen] were hurt near Gao."
        );
        assert_eq!(shown("The same.", "The same."), "The same.");
        assert_eq!(shown("", "New."), "[+New.]");
    }

    proptest! {
        #[test]
        fn both_texts_come_back(left in "[ab1 .\né]{0,30}", right in "[ab1 .\né]{0,30}") {
            let (mut a, mut b) = (String::new(), String::new());
            for Piece { side, range, .. } in compare(&left, &right) {
                if side != Side::Right {
                    a.push_str(left.get(range.clone()).unwrap());
                }
                if side == Side::Both {
                    b.push_str(left.get(range).unwrap());
                } else if side == Side::Right {
                    b.push_str(right.get(range).unwrap());
                }
            }
            prop_assert_eq!((a, b), (left, right));
        }
    }
}
