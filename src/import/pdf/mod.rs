//! PDF: the letters on its pages, put together into lines and paragraphs.
//!
//! # Invariants
//!
//! - What its streams unpack to is counted before they are unpacked; reading runs on a thread of
//!   its own.
//! - The text depends on the file alone: a document of too many pages is cut by what they draw, and
//!   says so; one that takes too long is an error.

mod about;
mod bombs;
mod budget;
mod page;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf as File};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};

use super::limits::{MAX_DRAWN, MAX_TIME, STACK_BYTES};
use super::{Contents, Hint, Imported, Reader, Unreadable};
use crate::jobs;
use budget::Budget;

/// Reads `.pdf`.
#[derive(Clone, Copy, Debug)]
pub struct Pdf;

const KIND: &str = "PDF document";

impl Reader for Pdf {
    fn name(&self) -> &'static str {
        KIND
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["pdf"]
    }

    fn knows(&self, bytes: &[u8]) -> bool {
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
        memchr::memmem::find(head, b"%PDF-").is_some()
    }

    fn read(&self, bytes: &[u8], _: &Hint<'_>) -> Result<Contents, Unreadable> {
        let bytes = bytes.to_vec();
        let read = jobs::within("Reading a PDF", MAX_TIME, STACK_BYTES, move || read(bytes));
        read.unwrap_or_else(|overrun| match overrun {
            jobs::Overrun::Late => Err(Unreadable::TooSlow(MAX_TIME.as_secs())),
            jobs::Overrun::Broke(why) => Err(Unreadable::Damaged(KIND, why)),
        })
    }
}

fn read(bytes: Vec<u8>) -> Result<Contents, Unreadable> {
    bombs::check(&bytes)?;
    let xmp = about::packet(&bytes);
    let file = File::new(bytes).map_err(|error| match error {
        // The kinds of this error have no public name.
        LoadPdfError::Decryption(kind) if format!("{kind:?}") == "PasswordProtected" => {
            Unreadable::Locked
        }
        LoadPdfError::Decryption(_) => {
            Unreadable::Damaged(KIND, "it is encrypted in a way that is not known".to_owned())
        }
        LoadPdfError::Invalid => {
            Unreadable::Damaged(KIND, "it has no pages that can be read".to_owned())
        }
    })?;
    let read = pages(&file, MAX_DRAWN)?;
    if read.text.is_mute() {
        return Err(Unreadable::NoText(KIND, "its fonts do not say which letters they draw"));
    }
    if read.text.is_empty() {
        let why = match (file.pages().is_empty(), read.pictures) {
            (true, _) => "it has no pages",
            (false, true) => "its pages are pictures: run text recognition on it",
            (false, false) => {
                "its pages are empty, or what is on them is missing: if other programs show any, \
                 get the file again"
            }
        };
        return Err(Unreadable::NoText(KIND, why));
    }
    let mut metadata = about::read(&file, &xmp);
    // What stands on the page is surer than what a program has put into the file.
    metadata.title = read.text.heading().map(str::to_owned).or(metadata.title);
    let article = Imported::fixed(&read.text.finish(), metadata, KIND);
    Ok(article.without(&read.left_out).alone())
}

/// What the pages of a document gave.
#[derive(Default)]
struct Pages {
    text: page::Text,
    /// Whether pictures are on them.
    pictures: bool,
    /// What is not in the text, in words.
    left_out: Vec<String>,
}

/// Reads pages until what they draw comes to `most`. Where that cuts them is the same on every
/// machine at all times: offsets and hashes hang on the text. Time ends in an error alone.
fn pages(file: &File, most: u64) -> Result<Pages, Unreadable> {
    let cache = InterpreterCache::new();
    let mut read = Pages::default();
    let mut broken = 0;
    let mut budget = Budget::new(most);
    let all = file.pages();
    for (number, page) in (1usize..).zip(all.iter()) {
        let (width, height) = page.base_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, bounds, &cache, file.xref(), settings);
        let mut letters = page::Letters::new(budget);
        // One broken page does not cost the others.
        let done =
            catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut letters)));
        budget = letters.budget;
        read.pictures |= letters.pictures;
        if budget.is_late() {
            return Err(Unreadable::TooSlow(MAX_TIME.as_secs()));
        }
        read.text.add(&letters);
        if budget.is_spent() {
            read.left_out.push(format!("the text ends on page {number} of {}", all.len()));
            break;
        }
        broken += usize::from(done.is_err());
    }
    match broken {
        0 => {}
        1 => read.left_out.push("1 page is damaged and read in part".to_owned()),
        n => read.left_out.push(format!("{n} pages are damaged and read in part")),
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::model::FileReading;

    /// A document of pages, each of lines: their size, where they stand and their words.
    fn document(pages: &[&[(u32, u32, &str)]], info: &str) -> Vec<u8> {
        let mut pdf = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".to_owned();
        let kids: Vec<String> = (0..pages.len()).map(|n| format!("{} 0 R", 10 + 2 * n)).collect();
        let kids = kids.join(" ");
        write!(
            pdf,
            "2 0 obj\n<< /Type /Pages /Count {} /Kids [{kids}] >>\nendobj\n\
             3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n\
             4 0 obj\n<< {info} >>\nendobj\n",
            pages.len()
        )
        .unwrap();
        for (n, page) in pages.iter().enumerate() {
            let mut words = String::new();
            for (size, y, text) in *page {
                writeln!(words, "BT /F1 {size} Tf 60 {y} Td ({text}) Tj ET").unwrap();
            }
            let number = 10 + 2 * n;
            write!(
                pdf,
                "{number} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] \
                 /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>\nendobj\n\
                 {} 0 obj\n<< /Length {} >>\nstream\n{words}endstream\nendobj\n",
                number + 1,
                number + 1,
                words.len()
            )
            .unwrap();
        }
        pdf.push_str("trailer << /Size 100 /Root 1 0 R /Info 4 0 R >>\n%%EOF\n");
        pdf.into_bytes()
    }

    fn article(pdf: &[u8]) -> Imported {
        let reading = FileReading::default();
        let hint = Hint { path: std::path::Path::new("a.pdf"), reading: &reading };
        match Pdf.read(pdf, &hint).unwrap() {
            Contents::One(article) => *article,
            Contents::Many(_) => unreachable!("one"),
        }
    }

    const LINES: &[(u32, u32, &str)] = &[
        (11, 760, "Four people were hurt on Monday when a wall fell in the old market, where"),
        (11, 746, "traders had complained of it since the spring, doctors said."),
        (11, 718, "The mayor came in the evening and spoke to them for the better part of an"),
        (11, 704, "hour."),
    ];

    #[test]
    fn a_long_document_is_cut_by_what_it_draws_and_says_so() {
        let pdf = document(&[LINES, LINES, LINES], "");
        let file = File::new(pdf.clone()).unwrap();
        let letters: usize = LINES.iter().map(|(_, _, words)| words.len()).sum();
        let cut = pages(&file, letters as u64 + 80).unwrap();
        assert_eq!(cut.left_out, ["the text ends on page 2 of 3"]);
        assert_eq!(cut.text.finish().matches("Four people").count(), 2);
        assert_eq!(pages(&file, 10_000).unwrap().left_out, [""; 0]);
        assert_eq!(article(&pdf).left_out, None);
    }

    #[test]
    fn a_headline_stands_alone_by_its_size_or_by_the_gap_below_it() {
        let body = "Four people were hurt on Monday when a wall fell in the old market, where \
                    traders had complained of it since the spring, doctors said.\n\n\
                    The mayor came in the evening and spoke to them for the better part of an hour.";
        let apart = [&[(11, 788, "Wall falls in the old market")], LINES].concat();
        let read = article(&document(&[&apart], "/Title (Layout 1)"));
        assert_eq!(&*read.text, format!("Wall falls in the old market\n\n{body}"));
        assert_eq!(read.title.as_deref(), Some("Wall falls in the old market"));
        let large =
            [&[(11, 810, "The Example Ledger"), (18, 780, "Wall falls in the market")], LINES];
        let read = article(&document(&[&large.concat()], "/Title (p4_final)"));
        assert!(read.text.contains("\n\nWall falls in the market\n\nFour"), "{}", read.text);
        assert_eq!(read.title.as_deref(), Some("Wall falls in the market"));
        let read = article(&document(&[LINES], "/Title (Wall falls, four hurt)"));
        assert_eq!(read.title.as_deref(), Some("Wall falls, four hurt"));
    }

    #[test]
    fn pages_without_a_letter_are_not_all_pictures() {
        let reading = FileReading::default();
        let hint = Hint { path: std::path::Path::new("a.pdf"), reading: &reading };
        let why = Pdf.read(&document(&[&[]], ""), &hint).unwrap_err().to_string();
        assert!(why.contains("empty") && !why.contains("pictures"), "{why}");
    }
}
