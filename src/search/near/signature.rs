//! A text's signature: for each of 128 parts of the space of word runs, the least hash in it.

use std::sync::Arc;

use crate::search::words::each_word;

/// Hashes in a signature. The estimate of a likeness is off by about 4 points in a hundred.
pub(super) const SLOTS: usize = 128;
/// Bits of a hash that choose the slot.
const SLOT_BITS: u32 = 7;
/// Words in a run.
const RUN: usize = 4;
/// A text with fewer runs tells too little: short notices are alike by chance.
const LEAST_RUNS: usize = 24;

/// From this estimated share of common word runs on two texts are nearly the same.
pub(super) const LIKE: f32 = 0.5;

/// What is kept of a text to estimate its likeness to others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature(Arc<[u8; SLOTS]>);

impl Signature {
    /// The signature of a text; none where it is too short to have one.
    pub fn of(text: &str) -> Option<Self> {
        let mut least = [u32::MAX; SLOTS];
        let mut filled = [false; SLOTS];
        let mut last = [0u64; RUN];
        let mut count = 0usize;
        each_word(text, |word, _| {
            last.rotate_left(1);
            if let Some(newest) = last.last_mut() {
                *newest = hash(word.as_bytes());
            }
            count += 1;
            if count >= RUN {
                let run = last.iter().fold(0, |run, word| mix(run, *word));
                let run = finish(run);
                let slot = (run >> (64 - SLOT_BITS)) as usize;
                if let (Some(least), Some(filled)) = (least.get_mut(slot), filled.get_mut(slot)) {
                    *least = (*least).min(run as u32);
                    *filled = true;
                }
            }
            true
        });
        if count < LEAST_RUNS + RUN {
            return None;
        }
        let mut slots = [0u8; SLOTS];
        for (nth, slot) in slots.iter_mut().enumerate() {
            // An empty slot borrows from another, the same one in every text.
            let mut from = nth;
            let mut tries = 0;
            while filled.get(from) == Some(&false) {
                tries += 1;
                from = (finish(mix(nth as u64 + 1, tries)) >> (64 - SLOT_BITS)) as usize;
            }
            // The least hashes are small: only their lower bits tell them apart. Of two hundred and
            // fifty-six slots that differ one seems to be the same.
            *slot = least.get(from).copied().unwrap_or_default() as u8;
        }
        Some(Self(Arc::new(slots)))
    }

    /// The estimated share of word runs that two texts have in common, of all that either has:
    /// between 0 and 1.
    pub fn likeness(&self, other: &Self) -> f32 {
        let same = self.0.iter().zip(other.0.iter()).filter(|(a, b)| a == b).count();
        same as f32 / SLOTS as f32
    }

    /// The hashes.
    pub(super) fn slots(&self) -> &[u8; SLOTS] {
        &self.0
    }
}

/// A number that stands for these bytes, and hardly ever for others: each eight of them are spread
/// over the whole number before the next come to it.
pub(in crate::search) fn digest(bytes: &[u8]) -> u64 {
    let start = finish(bytes.len() as u64 ^ ODD);
    bytes.chunks(8).fold(start, |digest, chunk| finish(digest ^ number(chunk)))
}

/// Up to eight bytes as a number.
fn number(chunk: &[u8]) -> u64 {
    chunk.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte))
}

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(ODD)
}

fn hash(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(bytes.len() as u64, |hash, chunk| mix(hash, number(chunk)))
}

/// Spreads every bit over the whole number (the end of `MurmurHash3`).
fn finish(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of words that tell its paragraphs apart.
    fn text(paragraphs: &[&str]) -> String {
        let of = |name: &&str| {
            (0..40).map(|n| format!("{name}{}", n * 7 % 40)).collect::<Vec<_>>().join(" ")
        };
        paragraphs.iter().map(of).collect::<Vec<_>>().join("\n\n")
    }

    #[test]
    fn numbers_of_paths_that_differ_in_a_digit_differ() {
        let paths = (0..200_000).map(|n| format!("{:03}/{n:06}.txt", n / 1000));
        let numbers: std::collections::HashSet<u64> =
            paths.map(|path| digest(path.as_bytes())).collect();
        assert_eq!(numbers.len(), 200_000);
        assert_ne!(digest(b"a"), digest(b"a\0"));
    }

    #[test]
    fn likeness_is_the_share_of_what_is_common() {
        let whole = Signature::of(&text(&["a", "b", "c", "d", "e", "f"])).unwrap();
        let check = |paragraphs: &[&str], from: f32, to: f32| {
            let likeness = whole.likeness(&Signature::of(&text(paragraphs)).unwrap());
            assert!((from..=to).contains(&likeness), "{paragraphs:?}: {likeness}");
        };
        check(&["a", "b", "c", "d", "e", "f"], 1.0, 1.0);
        check(&["a", "b", "c", "d", "e"], 0.7, 0.95);
        check(&["a", "b", "c", "x", "y", "z"], 0.2, 0.46);
        check(&["u", "v", "w", "x", "y", "z"], 0.0, 0.08);
    }

    #[test]
    fn case_accents_and_line_ends_do_not_count_and_short_texts_have_none() {
        let one = text(&["é", "b"]);
        let other = one.to_uppercase().replace('\n', " \n");
        assert_eq!(Signature::of(&one), Signature::of(&other));
        assert!(Signature::of("Nine people were killed in an attack on Monday.").is_none());
    }
}
