//! PDF: the letters on its pages, put together into lines and paragraphs.
//!
//! # Invariants
//!
//! - What its streams unpack to is counted before they are unpacked; reading runs on a thread of
//!   its own and ends by a deadline.

mod bombs;
mod page;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf as File};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};

use super::limits::{MAX_TIME, STACK_BYTES};
use super::{Contents, Hint, Imported, Metadata, Reader, Unreadable};
use crate::jobs;

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
        bombs::check(bytes)?;
        let bytes = bytes.to_vec();
        let read = jobs::within("Reading a PDF", MAX_TIME, STACK_BYTES, move || read(bytes));
        read.unwrap_or_else(|overrun| match overrun {
            jobs::Overrun::Late => Err(Unreadable::TooSlow(MAX_TIME.as_secs())),
            jobs::Overrun::Broke(why) => Err(Unreadable::Damaged(KIND, why)),
        })
    }
}

fn read(bytes: Vec<u8>) -> Result<Contents, Unreadable> {
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
    let cache = InterpreterCache::new();
    let until = Instant::now() + MAX_TIME.mul_f32(0.8);
    let mut text = page::Text::default();
    let mut broken = 0;
    let pages = file.pages();
    for page in pages.iter() {
        let (width, height) = page.base_dimensions();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, bounds, &cache, file.xref(), settings);
        let mut letters = page::Letters::new(until);
        // One broken page does not cost the others.
        let done =
            catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut letters)));
        broken += usize::from(done.is_err() && !letters.is_late());
        text.add(&letters);
        if letters.is_late() {
            text.cut = true;
            break;
        }
    }
    if broken > 0 {
        log::warn!("{broken} pages of a PDF could not be read whole");
    }
    if text.cut && text.is_empty() {
        return Err(Unreadable::TooSlow(MAX_TIME.as_secs()));
    }
    if text.is_mute() {
        return Err(Unreadable::NoText(KIND, "its fonts do not say which letters they draw"));
    }
    if text.is_empty() {
        let why = if pages.is_empty() {
            "it has no pages"
        } else {
            "its pages are pictures: run text recognition on it"
        };
        return Err(Unreadable::NoText(KIND, why));
    }
    Ok(Imported::fixed(&text.finish(), metadata(&file), KIND).alone())
}

/// What the document says of itself. Its dates are those of the file, not of publication.
fn metadata(file: &File) -> Metadata {
    let own = file.metadata();
    let words = |bytes: &Option<Box<[u8]>>| {
        let text = decoded(bytes.as_deref()?);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(text).filter(|text| text.chars().any(char::is_alphabetic))
    };
    let mut metadata = Metadata { author: words(&own.author), ..Metadata::default() };
    // What programs put there is no headline.
    let file_name = |title: &str| {
        let lower = title.to_lowercase();
        lower.starts_with("microsoft word")
            || lower.starts_with("untitled")
            || [".doc", ".docx", ".pdf", ".indd", ".qxd", ".dvi", ".tex", ".rtf", ".html"]
                .iter()
                .any(|end| lower.ends_with(end))
    };
    metadata.title = words(&own.title).filter(|title| !file_name(title));
    metadata
}

/// A string of a PDF: UTF-16 with its mark, UTF-8 with its mark, else Latin letters.
fn decoded(bytes: &[u8]) -> String {
    let (text, ..) = encoding_rs::WINDOWS_1252.decode(bytes);
    text.into_owned()
}
