//! The digest by which a text is recognised.

use sha2::{Digest as _, Sha256};
use smol_str::SmolStr;

/// SHA-256 of a text, in lower-case hex: two texts with the same digest are the same.
pub fn content_hash(text: &str) -> SmolStr {
    let mut hash = ContentHash::default();
    hash.add(text);
    hash.finish()
}

/// A [`content_hash`] as it is kept where there are very many of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TextHash([u8; 32]);

impl TextHash {
    /// The hash that [`content_hash`] spells like this; none where it is not one.
    pub fn read(spelled: &str) -> Option<Self> {
        let value = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        let mut bytes = [0; 32];
        let (pairs, rest) = spelled.as_bytes().as_chunks::<2>();
        if pairs.len() != bytes.len() || !rest.is_empty() {
            return None;
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = value(*high)? << 4 | value(*low)?;
        }
        Some(Self(bytes))
    }

    /// As [`content_hash`] spells it.
    pub fn spelled(&self) -> SmolStr {
        spelled(&self.0)
    }
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
        spelled(&self.0.finalize())
    }
}

fn spelled(digest: &[u8]) -> SmolStr {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_kept_as_it_is_spelled() {
        let hash = content_hash("Nine people were killed.");
        assert_eq!(TextHash::read(&hash).map(|kept| kept.spelled()), Some(hash.clone()));
        let shorter = hash.chars().skip(1).collect::<String>();
        for other in [shorter.clone(), format!("g{shorter}"), hash.to_uppercase(), String::new()] {
            assert_eq!(TextHash::read(&other), None, "{other}");
        }
    }
}
