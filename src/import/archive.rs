//! Zip archives, as office documents are: read an entry at a time, each within a bound.

use std::io::{Cursor, Read as _};

use super::Unreadable;
use super::limits::MAX_UNPACKED_BYTES;

/// An archive in memory.
pub(super) struct Archive<'a> {
    zip: zip::ZipArchive<Cursor<&'a [u8]>>,
    /// What has been unpacked so far, so that many large entries are no way around the bound.
    unpacked: u64,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let zip =
            zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| Unreadable::zip(&error))?;
        Ok(Self { zip, unpacked: 0 })
    }

    /// Whether it has an entry of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The bytes of an entry.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Unreadable> {
        let entry = self.zip.by_name(name).map_err(|error| Unreadable::zip(&error))?;
        if entry.encrypted() {
            return Err(Unreadable::Locked);
        }
        let mut bytes = Vec::new();
        let rest = MAX_UNPACKED_BYTES.saturating_sub(self.unpacked);
        let read = entry.take(rest + 1).read_to_end(&mut bytes);
        let read = read.map_err(|error| Unreadable::Damaged("zip archive", error.to_string()))?;
        self.unpacked += read as u64;
        if read as u64 > rest {
            return Err(Unreadable::Bomb(MAX_UNPACKED_BYTES));
        }
        Ok(bytes)
    }

    /// The text of an entry, if it is there and readable.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        if !self.has(name) {
            return None;
        }
        Some(String::from_utf8_lossy(&self.bytes(name).ok()?).into_owned())
    }
}
