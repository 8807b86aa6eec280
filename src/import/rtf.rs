//! RTF: the words, in the encodings that it names, without what the page does not show.

use encoding_rs::Encoding;

use super::limits::MAX_DEPTH;
use super::{Contents, Hint, Imported, Metadata, Reader, Unreadable};

/// Reads `.rtf`.
#[derive(Clone, Copy, Debug)]
pub struct Rtf;

impl Reader for Rtf {
    fn name(&self) -> &'static str {
        "RTF document"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rtf"]
    }

    fn knows(&self, bytes: &[u8]) -> bool {
        bytes.trim_ascii_start().starts_with(b"{\\rtf")
    }

    fn read(&self, bytes: &[u8], hint: &Hint<'_>) -> Result<Contents, Unreadable> {
        let forced = Encoding::for_label(hint.reading.encoding.as_bytes());
        let mut page = Page {
            encoding: forced.unwrap_or(encoding_rs::WINDOWS_1252),
            forced: forced.is_some(),
            ..Page::new()
        };
        page.run(bytes)?;
        page.flush();
        if page.text.trim().is_empty() {
            return Err(Unreadable::NoText("RTF document", "it is empty"));
        }
        let mut metadata = Metadata::default();
        for (field, value) in
            [(&mut metadata.title, &page.title), (&mut metadata.author, &page.author)]
        {
            if !value.trim().is_empty() {
                *field = Some(value.trim().to_owned());
            }
        }
        let mut article = Imported::fixed(page.text.trim(), metadata, self.name());
        article.encoding = page.encoding.name();
        Ok(article.alone())
    }
}

/// What stands in groups that begin with these is not on the page.
const HIDDEN: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "pict",
    "object",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "fldinst",
    "filetbl",
    "revtbl",
    "bkmkstart",
    "bkmkend",
    "pgptbl",
    "nonshppict",
    "shpinst",
    "mmathPr",
    "wgrffmtfilter",
    "userprops",
    "docvar",
    "private",
];

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Page,
    Hidden,
    Info,
    Title,
    Author,
}

struct Page {
    text: String,
    title: String,
    author: String,
    bytes: Vec<u8>,
    encoding: &'static Encoding,
    forced: bool,
    /// Of each open group: where its words go, and how many bytes stand for a Unicode character.
    stack: Vec<(Place, usize)>,
    place: Place,
    /// Bytes that a program which knows no Unicode would show.
    skip_after: usize,
    skip: usize,
    /// The first half of a character beyond 16 bits.
    half: Option<u32>,
    deep: usize,
}

impl Page {
    fn new() -> Self {
        Self {
            text: String::new(),
            title: String::new(),
            author: String::new(),
            bytes: Vec::new(),
            encoding: encoding_rs::WINDOWS_1252,
            forced: false,
            stack: Vec::new(),
            place: Place::Page,
            skip_after: 1,
            skip: 0,
            half: None,
            deep: 0,
        }
    }

    fn run(&mut self, bytes: &[u8]) -> Result<(), Unreadable> {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'{' => {
                    self.flush();
                    self.skip = 0;
                    self.deep += 1;
                    if self.deep > MAX_DEPTH {
                        let why = format!("its groups nest deeper than {MAX_DEPTH}");
                        return Err(Unreadable::Damaged("RTF document", why));
                    }
                    self.stack.push((self.place, self.skip_after));
                }
                b'}' => {
                    self.flush();
                    self.skip = 0;
                    self.deep = self.deep.saturating_sub(1);
                    if let Some((place, skip)) = self.stack.pop() {
                        self.place = place;
                        self.skip_after = skip;
                    }
                }
                b'\\' => at = self.control(bytes, at),
                b'\r' | b'\n' => {}
                byte => self.byte(*byte),
            }
        }
        Ok(())
    }

    /// Reads a control word or symbol after its backslash; gives where it ends.
    fn control(&mut self, bytes: &[u8], mut at: usize) -> usize {
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) && at - start < 40 {
            at += 1;
        }
        if at == start {
            return self.symbol(bytes, at);
        }
        let word = String::from_utf8_lossy(bytes.get(start..at).unwrap_or_default()).into_owned();
        let number_start = at;
        if bytes.get(at) == Some(&b'-') {
            at += 1;
        }
        while bytes.get(at).is_some_and(u8::is_ascii_digit) && at - number_start < 12 {
            at += 1;
        }
        let number = bytes.get(number_start..at).and_then(|n| std::str::from_utf8(n).ok());
        let number: Option<i64> = number.and_then(|n| n.parse().ok());
        if bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        if word == "bin" {
            // So many bytes of something that is no text.
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            return at.saturating_add(length).min(bytes.len());
        }
        self.word(&word, number);
        at
    }

    fn symbol(&mut self, bytes: &[u8], at: usize) -> usize {
        match bytes.get(at) {
            Some(b'\'') => {
                let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
                if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    self.byte(byte);
                    return at + 3;
                }
                at + 1
            }
            Some(b'*') => {
                self.place = Place::Hidden;
                at + 1
            }
            Some(b'~') => {
                self.char('\u{a0}');
                at + 1
            }
            Some(b'_') => {
                self.char('\u{2011}');
                at + 1
            }
            Some(b'\r' | b'\n') => {
                self.char('\n');
                at + 1
            }
            Some(b'\\' | b'{' | b'}') => {
                self.byte(bytes.get(at).copied().unwrap_or_default());
                at + 1
            }
            _ => at + 1,
        }
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        match word {
            "par" | "sect" | "page" | "row" => self.break_line("\n\n"),
            "line" => self.break_line("\n"),
            "tab" | "cell" => self.char('\t'),
            "emdash" => self.char('—'),
            "endash" => self.char('–'),
            "lquote" => self.char('‘'),
            "rquote" => self.char('’'),
            "ldblquote" => self.char('“'),
            "rdblquote" => self.char('”'),
            "bullet" => self.char('•'),
            "emspace" | "enspace" | "qmspace" => self.char(' '),
            "uc" => self.skip_after = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "u" => self.unicode(number.unwrap_or(0)),
            "ansicpg" if !self.forced => self.code_page(number.unwrap_or(0)),
            "mac" if !self.forced => self.encoding = encoding_rs::MACINTOSH,
            "title" if self.place == Place::Info => self.place = Place::Title,
            "author" if self.place == Place::Info => self.place = Place::Author,
            "info" => self.place = Place::Info,
            word if HIDDEN.contains(&word) => self.place = Place::Hidden,
            _ => {}
        }
    }

    fn code_page(&mut self, number: i64) {
        let label = match number {
            932 => "shift_jis".to_owned(),
            936 => "gbk".to_owned(),
            949 => "euc-kr".to_owned(),
            950 => "big5".to_owned(),
            65001 => "utf-8".to_owned(),
            866 => "ibm866".to_owned(),
            10000 => "macintosh".to_owned(),
            number => format!("windows-{number}"),
        };
        self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(self.encoding);
    }

    fn unicode(&mut self, number: i64) {
        let unit = u32::try_from(number.rem_euclid(0x1_0000)).unwrap_or(0);
        self.skip = 0;
        match (self.half.take(), unit) {
            (_, 0xd800..=0xdbff) => self.half = Some(unit),
            (Some(high), 0xdc00..=0xdfff) => {
                let code = 0x1_0000 + ((high - 0xd800) << 10) + (unit - 0xdc00);
                self.char(char::from_u32(code).unwrap_or('\u{fffd}'));
            }
            _ => self.char(char::from_u32(unit).unwrap_or('\u{fffd}')),
        }
        self.skip = self.skip_after;
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        if matches!(self.place, Place::Page | Place::Title | Place::Author) {
            self.bytes.push(byte);
        }
    }

    fn char(&mut self, c: char) {
        self.flush();
        if let Some(words) = self.words() {
            words.push(c);
        }
    }

    fn break_line(&mut self, with: &str) {
        self.flush();
        self.skip = 0;
        if self.place == Place::Page {
            self.text.push_str(with);
        }
    }

    fn words(&mut self) -> Option<&mut String> {
        match self.place {
            Place::Page => Some(&mut self.text),
            Place::Title => Some(&mut self.title),
            Place::Author => Some(&mut self.author),
            Place::Hidden | Place::Info => None,
        }
    }

    /// Decodes the bytes held back: characters may be of several.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let (text, _) = self.encoding.decode_without_bom_handling(&bytes);
        if let Some(words) = self.words() {
            words.push_str(&text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileReading;

    fn read(rtf: &[u8]) -> Result<Imported, Unreadable> {
        let reading = FileReading::default();
        let hint = Hint { path: std::path::Path::new("a.rtf"), reading: &reading };
        match Rtf.read(rtf, &hint)? {
            Contents::One(article) => Ok(*article),
            Contents::Many(_) => Err(Unreadable::Missing),
        }
    }

    #[test]
    fn words_without_fonts_and_pictures() {
        let rtf = br"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Times;}}{\info{\title Fire}{\author A. Writer}}
{\pict\bin4 {}}}}{\*\generator X;}\f0 Nine d\'e9c\'e8s \u8212? \{four\}\tab hurt\par The \b second\b0  line\line end \u-10179?\u-8704?}";
        let article = read(rtf).unwrap();
        assert_eq!(&*article.text, "Nine décès — {four}\thurt\n\nThe second line\nend 😀");
        assert_eq!(article.title.as_deref(), Some("Fire"));
        assert_eq!(article.metadata.author.as_deref(), Some("A. Writer"));
    }

    #[test]
    fn code_pages_of_several_bytes() {
        assert_eq!(&*read(b"{\\rtf1\\ansicpg932 \\'93\\'8c\\'8b\\'9e\\par}").unwrap().text, "東京");
        assert_eq!(&*read(b"{\\rtf1\\ansicpg1251 \\'cc\\'e8\\'f0}").unwrap().text, "Мир");
    }

    #[test]
    fn odd_ones_are_refused_or_read() {
        assert!(read(&[b"{\\rtf1".as_slice(), &b"{".repeat(100_000)].concat()).is_err());
        assert!(read(b"{\\rtf1}").is_err());
        assert!(read(b"{\\rtf1 a\\bin99999999999999999999 b").is_ok());
        assert!(read(b"{\\rtf1 cut \\'e").is_ok());
        assert!(read(b"{\\rtf1 }}}}} more").is_ok());
    }
}
