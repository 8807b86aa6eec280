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

/// One line as it has to be set, cut at its end, with an ellipsis, where it does not fit. Text
/// without right-to-left letters comes back whole: a label cuts it by itself.
pub fn fitted(text: &str, fits: impl Fn(&str) -> bool) -> Cow<'_, str> {
    if !text.chars().any(is_rtl) || fits(text) {
        return line(text);
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let head = |n: usize| {
        let head = ends.get(n).and_then(|end| text.get(..*end)).unwrap_or_default();
        head.trim_end()
    };
    let longest = partition(ends.len(), |n| fits(&format!("{}…", head(n))));
    // The ellipsis stands where the line ends: at the left of one that begins at the right.
    let from_right = text.chars().find(|c| c.is_alphabetic()).is_some_and(is_rtl);
    let head = line(head(longest));
    Cow::Owned(if from_right { format!("…{head}") } else { format!("{head}…") })
}

/// The greatest number below `len` that holds, where smaller ones hold too.
fn partition(len: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// Several lines as they have to be set, each broken before it would not fit. Text without
/// right-to-left letters comes back as it is.
pub fn wrapped(text: &str, fits: impl Fn(&str) -> bool) -> Cow<'_, str> {
    if !text.chars().any(is_rtl) {
        return Cow::Borrowed(text);
    }
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(last) if fits(&format!("{last} {word}")) => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let lines: Vec<_> = lines.iter().map(|words| line(words)).collect();
    Cow::Owned(lines.join("\n"))
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

    #[test]
    fn a_line_is_cut_at_its_end_and_broken_where_it_is_read() {
        let fits = |line: &str| line.chars().count() <= 6;
        assert_eq!(fitted("אב גד הו", fits), "…גד אב");
        assert_eq!(fitted("אב גד", fits), "גד אב");
        assert_eq!(fitted("Teguey, 23 soldiers", fits), "Teguey, 23 soldiers");
        assert_eq!(wrapped("אב גד הו", fits), "גד אב\nהו");
    }
}
