//! Finds the encoding of a file's bytes and decodes them.
//!
//! In order: a byte-order mark; the pattern of NULs that UTF-16 and UTF-32 leave; UTF-8, if it is
//! valid; what an XML or HTML file declares; a statistical guess. Bytes that are no text at all are
//! refused.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use super::{Unreadable, cyrillic, korean};

/// Bytes decoded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// The encoding's usual name, such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
    /// How many characters it could not account for, each now U+FFFD.
    pub replaced: usize,
}

/// How much of a file the guess looks at, from its first character beyond ASCII on. More does not
/// change a guess.
const GUESS_BYTES: usize = 1 << 20;

/// How much of a file is looked at to tell text from other content.
const SAMPLE_BYTES: usize = 1 << 16;

/// Decodes the bytes of a text file.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if let Some(decoded) = by_mark(bytes) {
        return Ok(decoded);
    }
    if let Some(kind) = foreign(bytes) {
        return Err(Unreadable::Binary(kind));
    }
    // Some programs pad the last block of a file with NULs.
    let padding = bytes.iter().rev().take_while(|b| **b == 0).count();
    // At most one of them is the half of a last UTF-16 character.
    let bytes = bytes.get(..bytes.len() - (padding & !3)).unwrap_or(bytes);
    let binary = is_binary(bytes) && !has_only_stray_nulls(bytes);
    // UTF-8 with few control characters is that, NULs or not.
    if memchr::memchr(0, bytes).is_some()
        && (binary || std::str::from_utf8(bytes).is_err())
        && let Some(decoded) = by_nulls(bytes)
    {
        return Ok(decoded);
    }
    if binary {
        return Err(Unreadable::Binary("binary data"));
    }
    Ok(by_content(bytes))
}

/// Decodes the bytes of a text file in the encoding of this name, whatever the bytes look like.
pub fn decode_as(bytes: &[u8], name: &str) -> Result<Decoded, Unreadable> {
    if let Some(kind) = foreign(bytes) {
        return Err(Unreadable::Binary(kind));
    }
    let decoded = match name.trim().to_ascii_lowercase().as_str() {
        "utf-32le" => utf_32(bytes, u32::from_le_bytes, "UTF-32LE"),
        "utf-32be" => utf_32(bytes, u32::from_be_bytes, "UTF-32BE"),
        "ibm855" | "cp855" => cyrillic::ibm855(bytes),
        "iso-2022-kr" => match korean::decode(bytes) {
            Some(text) => Decoded { text, encoding: "ISO-2022-KR", replaced: 0 },
            None => with(UTF_8, bytes),
        },
        label => {
            let encoding = Encoding::for_label(label.as_bytes()).filter(|e| *e != REPLACEMENT);
            with(encoding.ok_or_else(|| Unreadable::NoEncoding(name.to_owned()))?, bytes)
        }
    };
    let text = decoded.text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(decoded.text);
    Ok(Decoded { text, ..decoded })
}

/// The encodings that can be set by hand, by their usual names.
pub fn encoding_names() -> &'static [&'static str] {
    &[
        "UTF-8",
        "windows-1252",
        "ISO-8859-15",
        "macintosh",
        "windows-1256",
        "ISO-8859-6",
        "windows-1255",
        "windows-1254",
        "windows-1250",
        "ISO-8859-2",
        "windows-1251",
        "KOI8-R",
        "KOI8-U",
        "IBM866",
        "IBM855",
        "ISO-8859-5",
        "x-mac-cyrillic",
        "windows-1253",
        "ISO-8859-7",
        "windows-1257",
        "windows-1258",
        "windows-874",
        "GB18030",
        "Big5",
        "Shift_JIS",
        "EUC-JP",
        "ISO-2022-JP",
        "EUC-KR",
        "ISO-2022-KR",
        "UTF-16LE",
        "UTF-16BE",
        "UTF-32LE",
        "UTF-32BE",
    ]
}

/// By the byte-order mark at the start.
fn by_mark(bytes: &[u8]) -> Option<Decoded> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe\0\0").filter(|r| r.len().is_multiple_of(4)) {
        return Some(utf_32(rest, u32::from_le_bytes, "UTF-32LE"));
    }
    if let Some(rest) = bytes.strip_prefix(b"\0\0\xfe\xff") {
        return Some(utf_32(rest, u32::from_be_bytes, "UTF-32BE"));
    }
    let (encoding, mark) = Encoding::for_bom(bytes)?;
    let rest = bytes.get(mark..)?;
    // A UTF-8 mark before text that is not: some editors put it there.
    if encoding == UTF_8 && std::str::from_utf8(rest).is_err() {
        return Some(by_content(rest));
    }
    Some(with(encoding, rest))
}

/// UTF-16 or UTF-32 without a mark: Latin letters, digits and spaces leave NULs at every other
/// place, or at three of four.
fn by_nulls(bytes: &[u8]) -> Option<Decoded> {
    let sample = bytes.get(..bytes.len().min(SAMPLE_BYTES))?;
    let mut at = [0usize; 4];
    for (i, _) in sample.iter().enumerate().filter(|(_, b)| **b == 0) {
        at[i % 4] += 1;
    }
    let quarter = sample.len() / 4;
    let most = |n: usize| n * 10 > quarter * 9;
    let few = |n: usize| n * 50 <= quarter;
    let candidates = [
        (most(at[2]) && most(at[3]) && bytes.len().is_multiple_of(4))
            .then(|| utf_32(bytes, u32::from_le_bytes, "UTF-32LE")),
        (most(at[0]) && most(at[1]) && bytes.len().is_multiple_of(4))
            .then(|| utf_32(bytes, u32::from_be_bytes, "UTF-32BE")),
        (!few(at[1] + at[3]) && (at[0] + at[2]) * 8 < at[1] + at[3]).then(|| with(UTF_16LE, bytes)),
        (!few(at[0] + at[2]) && (at[1] + at[3]) * 8 < at[0] + at[2]).then(|| with(UTF_16BE, bytes)),
    ];
    candidates.into_iter().flatten().find(|d| {
        let controls = d.text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
        // A file cut off in the middle of a character still is what it is.
        d.replaced <= 1 && controls * 50 <= d.text.chars().count()
    })
}

/// By the bytes themselves, where nothing says what they are.
fn by_content(bytes: &[u8]) -> Decoded {
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Some(text) = korean::decode(bytes) {
            return Decoded { text, encoding: "ISO-2022-KR", replaced: 0 };
        }
        // Escapes that switch to Japanese are valid UTF-8 as well.
        if memchr::memchr(0x1b, bytes).is_none() {
            return Decoded { text: text.to_owned(), encoding: UTF_8.name(), replaced: 0 };
        }
    } else if let Some(decoded) = damaged_utf_8(bytes) {
        return decoded;
    }
    let declared = declared(bytes).filter(|decoded| decoded.replaced == 0);
    if let Some(decoded) = &declared
        && !is_no_latin(decoded)
    {
        return declared.unwrap_or_else(|| with(UTF_8, bytes));
    }
    let guess = with(guess(bytes), bytes);
    let guess = cyrillic::instead_of(&guess, bytes).unwrap_or(guess);
    match declared {
        // Against a declaration only what leaves nothing open.
        Some(declared) if guess.replaced > 0 || is_latin(guess.encoding) => declared,
        _ => guess,
    }
}

/// Encodings of Latin letters, which most pages name that name a wrong one.
fn is_latin(encoding: &str) -> bool {
    let latin = ["windows-1252", "windows-1250", "windows-1254", "windows-1257", "macintosh"];
    let iso = ["ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-10", "ISO-8859-15"];
    latin.contains(&encoding) || iso.contains(&encoding)
}

/// Whether text declared to be of Latin letters is of others: in words of a Latin script most letters
/// are plain ones, and signs stand between words.
fn is_no_latin(decoded: &Decoded) -> bool {
    if !is_latin(decoded.encoding) {
        return false;
    }
    let words = decoded.text.split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic());
    let (mut plain, mut odd) = (0usize, 0usize);
    for word in words.filter(|word| !word.is_ascii()) {
        let ascii = word.bytes().filter(u8::is_ascii).count();
        plain += ascii;
        odd += word.chars().count() - ascii;
    }
    // A few letters may be of a name.
    odd >= 8 && odd * 10 > (plain + odd) * 6
}

/// UTF-8 with a few bytes broken, as when a file was cut or pasted together: reading all of it in
/// an older encoding would spoil every character for the sake of those. In an older encoding hardly
/// any letters beyond ASCII happen to be as UTF-8 has them, so the share of those that are decides.
fn damaged_utf_8(bytes: &[u8]) -> Option<Decoded> {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| !b.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    (good > 4 * bad).then(|| with(UTF_8, bytes))
}

/// In the encoding that an XML declaration or an HTML `meta` element names.
fn declared(bytes: &[u8]) -> Option<Decoded> {
    let head = bytes.trim_ascii_start();
    if !head.starts_with(b"<") {
        return None;
    }
    let head = head.get(..head.len().min(2048))?.to_ascii_lowercase();
    let label = ["encoding=", "charset="].iter().find_map(|key| {
        let at = head.windows(key.len()).position(|w| w == key.as_bytes())?;
        let value = head.get(at + key.len()..)?;
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|b| b"\"'>?; \r\n\t".contains(b))?;
        value.get(..end)
    })?;
    // Names outside the web's own list.
    let label: &[u8] = match label {
        b"ibm855" | b"cp855" | b"855" => return Some(cyrillic::ibm855(bytes)),
        b"maccyrillic" => b"x-mac-cyrillic",
        b"macroman" => b"macintosh",
        label => label,
    };
    // A file whose letters are single bytes is not in UTF-16, whatever it says; and UTF-8 it would
    // have been already.
    let encoding = Encoding::for_label(label)?;
    let wrong = [UTF_8, UTF_16LE, UTF_16BE, REPLACEMENT].contains(&encoding);
    (!wrong).then(|| with(encoding, bytes))
}

/// The statistical guess.
fn guess(bytes: &[u8]) -> &'static Encoding {
    // A little of what stands before the first letter beyond ASCII belongs to its word.
    let first = bytes.iter().position(|b| !b.is_ascii() || *b == 0x1b).unwrap_or(0);
    let start = first.saturating_sub(64);
    let end = bytes.len().min(start.saturating_add(GUESS_BYTES));
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes.get(start..end).unwrap_or_default(), end == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = if errors { text.matches('\u{fffd}').count() } else { 0 };
    Decoded { text: text.into_owned(), encoding: encoding.name(), replaced }
}

fn utf_32(bytes: &[u8], read: fn([u8; 4]) -> u32, encoding: &'static str) -> Decoded {
    let (units, rest) = bytes.as_chunks::<4>();
    let mut replaced = usize::from(!rest.is_empty());
    let mut text: String = units
        .iter()
        .map(|unit| {
            char::from_u32(read(*unit)).unwrap_or_else(|| {
                replaced += 1;
                '\u{fffd}'
            })
        })
        .collect();
    if !rest.is_empty() {
        text.push('\u{fffd}');
    }
    Decoded { text, encoding, replaced }
}

/// Whether control characters are too many for a text, NULs above all.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(SAMPLE_BYTES)).unwrap_or(bytes);
    let known =
        |b: u8| matches!(b, b'\t' | b'\n' | 0x0b | 0x0c | b'\r' | 0x0e | 0x0f | 0x1a | 0x1b);
    let odd = |b: &u8| u8::from(*b < b' ' && !known(*b));
    // In small counts, so that many bytes are looked at in one step.
    let counts = sample.chunks(255).map(|some| some.iter().map(odd).sum::<u8>());
    counts.map(usize::from).sum::<usize>() * 50 > sample.len()
}

/// Whether text in UTF-8 is spoilt by nothing but some NULs: no wide encoding leaves so few of them
/// between letters of one byte.
fn has_only_stray_nulls(bytes: &[u8]) -> bool {
    let nulls = memchr::memchr_iter(0, bytes).count();
    let is_text =
        |text: &str| text.chars().all(|c| c == '\0' || !c.is_control() || c.is_whitespace());
    nulls * 10 <= bytes.len() && std::str::from_utf8(bytes).is_ok_and(is_text)
}

/// Kinds of file that are told by their first bytes: to say more than "binary".
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a zip archive or an office document"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "an old office document: save it as DOCX, ODT or CSV",
        ),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF87a", "a picture"),
        (b"GIF89a", "a picture"),
        (b"II*\0", "a picture"),
        (b"MM\0*", "a picture"),
        (b"RIFF", "sound, film or a picture"),
        (b"OggS", "sound or film"),
        (b"ID3", "sound"),
        (b"\x1f\x8b", "a compressed archive"),
        (b"\xfd7zXZ\0", "a compressed archive"),
        (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
        (b"Rar!\x1a\x07", "a compressed archive"),
        (b"SQLite format 3\0", "a database"),
        (b"\x7fELF", "a program"),
    ];
    let (_, kind) = STARTS.iter().find(|(start, _)| bytes.starts_with(start))?;
    // A text may well begin with these letters; it has no NUL then.
    let text = bytes.starts_with(b"RIFF") || bytes.starts_with(b"ID3");
    (!text || memchr::memchr(0, bytes).is_some()).then_some(*kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str) {
        let decoded = decode(bytes).unwrap();
        assert_eq!(decoded, Decoded { text: text.into(), encoding: decoded.encoding, replaced: 0 });
        assert_eq!(decoded.encoding, encoding, "{text}");
    }

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    const GREETING: &str = "Ünïted: nine at the well, 12 😀 à Ouallam\n";

    #[test]
    fn marks_are_obeyed_and_removed() {
        check(b"\xef\xbb\xbfcaf\xc3\xa9", "café", "UTF-8");
        let marked = format!("\u{feff}{GREETING}");
        check(&utf_16(&marked, u16::to_le_bytes), GREETING, "UTF-16LE");
        check(&utf_16(&marked, u16::to_be_bytes), GREETING, "UTF-16BE");
        let wide = |to: fn(u32) -> [u8; 4]| -> Vec<u8> {
            marked.chars().flat_map(|c| to(u32::from(c))).collect()
        };
        check(&wide(u32::to_le_bytes), GREETING, "UTF-32LE");
        check(&wide(u32::to_be_bytes), GREETING, "UTF-32BE");
        check(
            b"\xef\xbb\xbfLe g\xe9n\xe9ral a \xe9t\xe9 bless\xe9",
            "Le général a été blessé",
            "windows-1252",
        );
    }

    #[test]
    fn wide_text_without_a_mark_is_told_by_its_nulls() {
        check(&utf_16(GREETING, u16::to_le_bytes), GREETING, "UTF-16LE");
        check(&utf_16(GREETING, u16::to_be_bytes), GREETING, "UTF-16BE");
        let russian = "Девять человек погибли на рынке, сообщили власти в среду. ";
        check(&utf_16(russian, u16::to_le_bytes), russian, "UTF-16LE");
        check(&utf_16(russian, u16::to_be_bytes), russian, "UTF-16BE");
        let wide: Vec<u8> = GREETING.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        check(&wide, GREETING, "UTF-32LE");
    }

    #[test]
    fn older_encodings_are_guessed() {
        let check_old = |text: &str, label: &str| {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let (bytes, ..) = encoding.encode(text);
            check(&bytes, text, encoding.name());
        };
        check_old(
            "L’armée a indiqué que dix-sept soldats étaient blessés, d’après le préfet.",
            "windows-1252",
        );
        check_old("Девять человек погибли на рынке, сообщили власти в среду.", "windows-1251");
        // KOI8-U has the Ukrainian letters besides; for Russian the two are the same.
        check_old("Девять человек погибли на рынке, сообщили власти в среду.", "koi8-u");
        check_old("قتل تسعة أشخاص في حريق في السوق، حسبما ذكرت السلطات", "windows-1256");
        check_old("水曜日、市場の火災で九人が死亡したと当局が発表した。", "shift_jis");
        check_old("水曜日、市場の火災で九人が死亡したと当局が発表した。", "iso-2022-jp");
        check_old("星期三，当局说，市场火灾造成九人死亡。", "gbk");
    }

    #[test]
    fn a_declaration_outweighs_a_guess() {
        let body = b"<?xml version=\"1.0\" encoding='ISO-8859-2'?><p>\xb1</p>";
        check(body, "<?xml version=\"1.0\" encoding='ISO-8859-2'?><p>ą</p>", "ISO-8859-2");
        let page = b"<html><META content=\"text/html; charset=koi8-u\"><p>\xa4</p>";
        check(page, "<html><META content=\"text/html; charset=koi8-u\"><p>є</p>", "KOI8-U");
    }

    #[test]
    fn utf_8_with_a_broken_byte_stays_utf_8() {
        let mut bytes = "Девять человек погибли на рынке в среду".as_bytes().to_vec();
        bytes.pop();
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.encoding, decoded.replaced), ("UTF-8", 1));
    }

    #[test]
    fn a_short_file_with_some_bytes_broken_is_still_utf_8() {
        let (before, after) = ("Décès à Téra : une trent", "aine de morts, d’après l’armée");
        let bytes = [before.as_bytes(), b"\xff\xfe\xfd", after.as_bytes()].concat();
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.encoding, decoded.replaced), ("UTF-8", 3));
        check(b"caf\xe9 \xe0 c\xf4t\xe9 d\xe9j\xe0", "café à côté déjà", "windows-1252");
    }

    #[test]
    fn a_page_that_says_latin_and_is_of_other_letters_is_not_believed() {
        let page = |words: &str, label: &str| {
            let html = format!("<html><head><meta charset=iso-8859-1></head><p>{words}</p>");
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            check(&encoding.encode(&html).0, &html, encoding.name());
        };
        page("В среду на рынке погибли девять человек, сообщили местные власти.", "windows-1251");
        page("水曜日、市場の火災で九人が死亡したと当局が発表した。", "shift_jis");
        page(
            "Neuf décès à l’hôpital, où l’été a été très dur, déjà évoqué « là-bas ».",
            "windows-1252",
        );
        page("« Été » — « été » — « été »", "windows-1252");
    }

    #[test]
    fn stray_nulls_are_no_reason_to_refuse() {
        let text = "A report of ordinary length, in which a NUL has gone astray.".repeat(3);
        let mut bytes = text.clone().into_bytes();
        bytes.push(0);
        bytes.extend([b'.'; 3]);
        assert_eq!(decode(&bytes).unwrap().encoding, "UTF-8");
        let mut padded = text.clone().into_bytes();
        padded.extend([0; 4096]);
        check(&padded, &text, "UTF-8");
        check(b"", "", "UTF-8");
        let brief = "Seven\0 people died\r\nin Gao\r";
        check(brief.as_bytes(), brief, "UTF-8");
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        let check = |bytes: &[u8], kind| {
            assert_eq!(decode(bytes), Err(Unreadable::Binary(kind)));
        };
        check(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document");
        check(b"PK\x03\x04\x14\0\0\0", "a zip archive or an office document");
        check(&[1, 0, 7, 0, 0, 0, 200, 3].repeat(64), "binary data");
        assert!(decode(b"RIFFs on a theme").is_ok());
    }
}
