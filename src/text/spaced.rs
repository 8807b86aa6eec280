//! The words of a text as white space parts them, found and counted byte by byte: whole libraries
//! are; and the scripts that put none between words.

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

/// How many words a text has, parted by white space: as many as [`spaced`] gives.
pub fn count_spaced(text: &str) -> usize {
    let bytes = text.as_bytes();
    let chunk = |at: usize| bytes.get(at..)?.first_chunk::<STEP>();
    let mut count = 0;
    let mut after_white = true;
    let mut at = 0;
    while at < bytes.len() {
        if let (Some(before), Some(now)) = (at.checked_sub(1).and_then(chunk), chunk(at))
            && !now.iter().fold(false, |found, byte| found | may_begin_white(*byte))
        {
            // A word begins where there is no white space after some. Written so that many bytes are
            // looked at in one step.
            let begins = |(before, byte): (&u8, &u8)| {
                u8::from(is_ascii_white(*before) & !is_ascii_white(*byte))
            };
            count += usize::from(before.iter().zip(now).map(begins).sum::<u8>());
            // Whose last byte is not of ASCII.
            let wide_white = after_white && !is_ascii_white(before[0]);
            count += usize::from(wide_white && !is_ascii_white(now[0]));
            after_white = is_ascii_white(now[STEP - 1]);
            at += STEP;
            continue;
        }
        let end = if at == 0 { 1 } else { bytes.len().min(at + STEP) };
        while at < end {
            let white = white_at(text, at);
            count += usize::from(after_white && white.is_none());
            after_white = white.is_some();
            at += white.unwrap_or(1);
        }
    }
    count
}

/// Bytes that [`count_spaced`] looks at in one step.
const STEP: usize = 32;

fn is_ascii_white(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') <= b'\r' - b'\t')
}

/// Whether white space beyond ASCII may begin with this byte: all of it begins with one of four.
fn may_begin_white(byte: u8) -> bool {
    (byte == 0xc2) | (byte.wrapping_sub(0xe1) <= 2)
}

/// The length of the white space at a byte, if there is any.
fn white_at(text: &str, at: usize) -> Option<usize> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return is_ascii_white(byte).then_some(1);
    }
    if !may_begin_white(byte) {
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

        #[test]
        fn they_are_counted(text in "[a é\t\n\u{85}\u{a0}\u{2003}\u{3000}ก]{0,60}[ -~\n]{0,150}[a é]{0,9}") {
            prop_assert_eq!(count_spaced(&text), text.split_whitespace().count());
        }
    }
}
