//! The digest by which a text is recognised.

use sha2::{Digest, Sha256};
use smol_str::SmolStr;

/// SHA-256 of a text, in lower-case hex: two texts with the same digest are the same.
pub fn content_hash(text: &str) -> SmolStr {
    let digest = Sha256::digest(text.as_bytes());
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
