//! Right-to-left words in labels. egui joins Arabic letters and draws each word from right to left,
//! but sets the words of a line from left to right: here they are put into the order in which they
//! are read.

use std::borrow::Cow;

use unicode_bidi::{BidiInfo, Level};

/// The words of one line in the order in which egui has to set them so that they read right.
/// Text without right-to-left letters comes back as it is.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_rtl) {
        return Cow::Borrowed(text);
    }
    let info = BidiInfo::new(text, None);
    let Some(paragraph) = info.paragraphs.first() else { return Cow::Borrowed(text) };
    let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
    let mut out = String::with_capacity(text.len());
    for run in runs {
        let rtl = levels.get(run.start).is_some_and(Level::is_rtl);
        let Some(words) = text.get(run) else { continue };
        if rtl {
            let pieces: Vec<&str> = words.split_inclusive(' ').collect();
            for piece in pieces.into_iter().rev() {
                match piece.strip_suffix(' ') {
                    Some(word) => out.extend([" ", word]),
                    None => out.push_str(piece),
                }
            }
        } else {
            out.push_str(words);
        }
    }
    Cow::Owned(out)
}

/// Hebrew, Arabic and their presentation forms.
fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_right_to_left_line_are_turned_round_and_others_left_alone() {
        assert_eq!(line("Teguey, 23 soldiers"), "Teguey, 23 soldiers");
        assert_eq!(line("אב גד הו"), "הו גד אב");
        assert_eq!(line("مقتل 23 جنديا"), "جنديا 23 مقتل");
    }
}
