//! The one form that every article's text has before anything counts bytes in it.

use std::borrow::Cow;

/// Brings `raw` into the form that offsets refer to: no byte-order mark at the start, LF line ends,
/// no control characters but LF and tab.
///
/// CRLF and a lone CR become LF; so do form feed and vertical tab, which separate lines and pages.
/// The other C0 controls, NUL among them, are removed. All else stays byte for byte. Idempotent.
pub fn normalise(raw: &str) -> Cow<'_, str> {
    if !raw.starts_with('\u{feff}') && !raw.as_bytes().chunks(256).any(has_odd) {
        return Cow::Borrowed(raw);
    }
    let mut clean = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{feff}' if clean.is_empty() => {}
            '\r' => {
                clean.push('\n');
                chars.next_if_eq(&'\n');
            }
            '\u{b}' | '\u{c}' => clean.push('\n'),
            '\n' | '\t' => clean.push(c),
            c if c < ' ' => {}
            c => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// Whether one of these bytes is a control character that does not stay. Counted to the end, so that
/// many bytes are looked at in one step.
fn has_odd(bytes: &[u8]) -> bool {
    let is_odd = |byte: u8| byte < b' ' && byte != b'\n' && byte != b'\t';
    bytes.iter().map(|byte| u16::from(is_odd(*byte))).sum::<u16>() > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_form_for_all() {
        let check = |raw, clean| assert_eq!(normalise(raw), clean, "{raw:?}");
        check("\u{feff}a\r\nb\rc\n", "a\nb\nc\n");
        check("page one\u{c}page two\u{b}line", "page one\npage two\nline");
        check("a\0b\u{1}c\u{1b}[0m\td", "abc[0m\td");
        check("\0\u{feff}\u{feff}a\u{feff}b", "a\u{feff}b");
        check("e\u{301} \u{a0} \u{2028}", "e\u{301} \u{a0} \u{2028}");
        assert!(matches!(normalise("clean\ttext\n"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn twice_is_once(raw in "[\\x00-\\x20\u{feff}aé👍]{0,30}") {
            let once = normalise(&raw).into_owned();
            prop_assert_eq!(normalise(&once), once.as_str());
            prop_assert!(!once.contains('\r') && !once.contains('\0'));
        }
    }
}
