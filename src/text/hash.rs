//! The digest by which a text is recognised.

use sha2::{Digest as _, Sha256};
use smol_str::SmolStr;

/// SHA-256 of a text, in lower-case hex: two texts with the same digest are the same.
pub fn content_hash(text: &str) -> SmolStr {
    let mut hash = ContentHash::default();
    hash.add(text);
    hash.finish()
}

/// The [`content_hash`] of a text that comes in pieces.
#[derive(Clone, Default, Debug)]
pub struct ContentHash(Sha256);

impl ContentHash {
    /// The next piece.
    pub fn add(&mut self, text: &str) {
        self.0.update(text.as_bytes());
    }

    /// The digest of all pieces together.
    pub fn finish(self) -> SmolStr {
        let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
        let digest = self.0.finalize();
        digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }
}
