//! Plain text: the file's characters, and nothing read into them.

use super::{Contents, Hint, Imported, Metadata, Reader, Unreadable};

/// Reads `.txt`, `.text` and files without an ending.
#[derive(Clone, Copy, Debug)]
pub struct PlainText;

impl Reader for PlainText {
    fn name(&self) -> &'static str {
        "plain text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text", ""]
    }

    fn read(&self, bytes: &[u8], hint: &Hint<'_>) -> Result<Contents, Unreadable> {
        let decoded = hint.decode(bytes)?;
        if decoded.text.trim().is_empty() {
            return Err(Unreadable::NoText("file", "it is empty"));
        }
        Ok(Imported::new(&decoded.text, Metadata::default(), &decoded, self.name()).alone())
    }
}
