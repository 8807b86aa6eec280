//! Which reader reads a file: what is in it decides, and where that says nothing, its name.

use std::path::Path;

use super::{
    Docx, Epub, Html, Json, JsonLines, Mail, Mbox, Odt, Pdf, PlainText, READERS, Reader, Rtf,
    Unreadable, archive,
};

/// The reader for files with a name like this one's.
pub fn reader_for(path: &Path) -> Option<&'static dyn Reader> {
    let extension = match path.extension() {
        Some(extension) => extension.to_str()?,
        None => "",
    };
    let is_one_of =
        |known: &[&str]| known.iter().any(|known| extension.eq_ignore_ascii_case(known));
    if is_one_of(&["gz"]) {
        let stem = Path::new(path.file_stem()?);
        return reader_for(stem).filter(|r| r.extensions().contains(&"warc"));
    }
    READERS.iter().copied().find(|r| is_one_of(r.extensions()))
}

/// The reader for these bytes of a file of this name.
pub fn reader_of(bytes: &[u8], path: &Path) -> Result<&'static dyn Reader, Unreadable> {
    if bytes.starts_with(b"PK\x03\x04") {
        return zipped(bytes);
    }
    if let Some(reader) = READERS.iter().find(|reader| reader.knows(bytes)) {
        return Ok(*reader);
    }
    let named = reader_for(path).unwrap_or(&PlainText);
    // A page or a message under the name of something else.
    let text = named.name() == PlainText.name() || is_office(named);
    if text && (starts_like_html(bytes)) {
        return Ok(&Html);
    }
    if is_office(named) {
        return Err(Unreadable::NotWhatItSays(named.name(), what(bytes)));
    }
    // JSON that is one object a line, or a list, whatever its ending says.
    if named.name() == Json.name() && !super::json::is_one_value(bytes) {
        return Ok(&JsonLines);
    }
    if named.name() == Mail.name() && bytes.starts_with(b"From ") {
        return Ok(&Mbox);
    }
    Ok(named)
}

/// Formats that are told by their first bytes, so that other bytes are not one.
fn is_office(reader: &dyn Reader) -> bool {
    let told = [Docx.name(), Odt.name(), Epub.name(), Pdf.name(), Rtf.name()];
    told.contains(&reader.name())
}

fn zipped(bytes: &[u8]) -> Result<&'static dyn Reader, Unreadable> {
    let mut archive = archive::Archive::open(bytes)?;
    if archive.has("word/document.xml") || archive.has("word/document2.xml") {
        return Ok(&Docx);
    }
    let kind = archive.text("mimetype").unwrap_or_default();
    if kind.starts_with("application/epub") || archive.has("META-INF/container.xml") {
        return Ok(&Epub);
    }
    if kind.starts_with("application/vnd.oasis.opendocument.text")
        || (kind.is_empty() && archive.has("content.xml"))
    {
        return Ok(&Odt);
    }
    Err(Unreadable::Binary(if archive.has("xl/workbook.xml") {
        "an Excel workbook: save it as CSV"
    } else if archive.has("ppt/presentation.xml") {
        "a presentation"
    } else if kind.starts_with("application/vnd.oasis.opendocument") {
        "a table or drawing of an office program: save it as CSV or text"
    } else {
        "a zip archive without a text document in it: unpack it"
    }))
}

/// Whether bytes begin as a web page does.
pub(super) fn starts_like_html(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if !bytes.starts_with(b"<") {
        return false;
    }
    let head = bytes.get(..bytes.len().min(400)).unwrap_or_default().to_ascii_lowercase();
    let begins = |start: &[u8]| head.starts_with(start);
    begins(b"<!doctype html")
        || begins(b"<html")
        || (begins(b"<!--") || begins(b"<?xml") || begins(b"<head"))
            && head.windows(5).any(|w| w == b"<html")
}

/// What bytes are instead of an office document, for an error.
fn what(bytes: &[u8]) -> &'static str {
    match super::decode(bytes) {
        Ok(_) if bytes.is_empty() => "an empty file",
        Ok(_) => "plain text",
        Err(Unreadable::Binary(kind)) => kind,
        Err(_) => "something else",
    }
}
