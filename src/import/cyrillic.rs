//! Cyrillic of DOS and of old Macintoshes, which the statistical guess does not know: telling it, and
//! the code page that web decoders lack.

use encoding_rs::{Encoding, IBM866, X_MAC_CYRILLIC};

use super::Decoded;

/// Characters of the bytes from 0x80 on in IBM code page 855.
const IBM855: &str = "ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪ\
     аАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐\
     └┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀\
     ЯрРсСтТуУжЖвВьЬ№\u{ad}ыЫзЗшШэЭщЩчЧ§■\u{a0}";

/// How often letters of Russian, Bulgarian and Serbian are these: more than half of them.
const FREQUENT: &str = "оеаинтсрвл";

/// The text in IBM code page 855.
pub(super) fn ibm855(bytes: &[u8]) -> Decoded {
    let high: Vec<char> = IBM855.chars().collect();
    let char_of = |byte: &u8| match byte.checked_sub(0x80) {
        Some(index) => high.get(usize::from(index)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        None => char::from(*byte),
    };
    Decoded { text: bytes.iter().map(char_of).collect(), encoding: "IBM855", replaced: 0 }
}

/// The text in one of these code pages, where `guess` made of it what no language writes: words
/// mostly of accented Latin letters, or with a capital inside.
pub(super) fn instead_of(guess: &Decoded, bytes: &[u8]) -> Option<Decoded> {
    let with = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        Decoded { text: text.into_owned(), encoding: encoding.name(), replaced: 0 }
    };
    // The small letters of Windows and Macintosh differ in one: я is where the other has Я.
    if guess.encoding == "windows-1251" && !guess.text.contains('я') && has_inner_ya(&guess.text) {
        return Some(with(X_MAC_CYRILLIC));
    }
    // Markup and names in ASCII say nothing.
    let words = guess.text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii());
    let (mut all, mut accented) = (0, 0);
    for c in words.flat_map(str::chars) {
        all += 1;
        accented += usize::from(!c.is_ascii());
    }
    let latin =
        guess.encoding.starts_with("windows-125") || guess.encoding.starts_with("ISO-8859-");
    if !latin || all < 20 || accented * 10 < all * 6 || cyrillic_score(&guess.text) > 0.4 {
        return None;
    }
    [ibm855(bytes), with(IBM866), with(X_MAC_CYRILLIC)]
        .into_iter()
        .map(|decoded| (cyrillic_score(&decoded.text), decoded))
        .filter(|(score, _)| *score > 0.4)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, decoded)| decoded)
}

/// Whether a capital Я stands after a small letter.
fn has_inner_ya(text: &str) -> bool {
    text.chars().zip(text.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b == 'Я')
}

/// The share of letters beyond ASCII that are frequent Cyrillic ones, small as most are; between 0
/// and 1.
fn cyrillic_score(text: &str) -> f64 {
    let letters = || text.chars().filter(|c| !c.is_ascii() && !c.is_whitespace());
    let frequent = letters().filter(|c| FREQUENT.contains(*c)).count();
    frequent as f64 / letters().count().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::decode;

    const TEXT: &str = "В среду на рынке погибли девять человек, сообщили местные власти.";

    #[test]
    fn dos_and_mac_cyrillic_are_told_apart() {
        let high: Vec<char> = IBM855.chars().collect();
        assert_eq!(high.len(), 128);
        let byte_of = |c: char| {
            let index = high.iter().position(|h| *h == c);
            index.map_or_else(|| u8::try_from(c).unwrap(), |i| u8::try_from(i + 0x80).unwrap())
        };
        let bytes: Vec<u8> = TEXT.chars().map(byte_of).collect();
        let check = |bytes: &[u8], encoding: &str| {
            let decoded = decode(bytes).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (TEXT, encoding));
        };
        check(&bytes, "IBM855");
        check(&X_MAC_CYRILLIC.encode(TEXT).0, "x-mac-cyrillic");
        check(&IBM866.encode(TEXT).0, "IBM866");
    }
}
