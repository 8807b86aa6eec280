//! The words of a text as white space parts them, found byte by byte: whole libraries are counted;
//! and the scripts that put none between words.

/// The words of a text, parted by white space: the same ones as [`str::split_whitespace`] gives.
pub fn spaced(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(white) = white_at(text, at) {
            at += white;
        }
        let start = at;
        while at < text.len() && white_at(text, at).is_none() {
            at += 1;
        }
        // A word ends before a character, not within one.
        (start < at).then(|| text.get(start..at)).flatten()
    })
}

/// The length of the white space at a byte, if there is any.
fn white_at(text: &str, at: usize) -> Option<usize> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return matches!(byte, b' ' | b'\t'..=b'\r').then_some(1);
    }
    // Only characters of these beginnings are white space.
    if !matches!(byte, 0xc2 | 0xe1..=0xe3) {
        return None;
    }
    let c = text.get(at..)?.chars().next()?;
    c.is_whitespace().then_some(c.len_utf8())
}

/// Whether a character is of a script that puts no spaces between words.
pub fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x0eff // Thai, Lao
        | 0x1000..=0x109f // Burmese
        | 0x1780..=0x17ff // Khmer
        | 0x3040..=0x30ff // Hiragana, Katakana
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff // Chinese characters
        | 0x2_0000..=0x3_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_the_words_of_the_standard_library(
            text in "[a é\t\n\u{b}\u{1c}\u{85}\u{a0}\u{1680}\u{2003}\u{2028}\u{200b}\u{3000}‚ก北👍]{0,30}",
        ) {
            let plain: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(spaced(&text).collect::<Vec<_>>(), plain);
        }

        #[test]
        fn of_any_text(text in ".{0,40}") {
            prop_assert_eq!(spaced(&text).count(), text.split_whitespace().count());
        }
    }
}
