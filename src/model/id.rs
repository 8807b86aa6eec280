//! Ids of entities: short opaque strings with a letter for the kind, stable for ever.
//!
//! Ids are spread at random over their space, so that two coders who both add claims touch
//! different places of the sorted project file and git merges them. Article ids alone are made
//! from folder and path, so that two coders of one folder speak of the same article.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use smol_str::SmolStr;

/// Crockford's base 32, lower case: no letters that are read as digits.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Characters of an id after its kind letter: 10 × 5 = 50 bits.
const ID_CHARS: usize = 10;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident, $letter:literal;)*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
            JsonSchema,
        )]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// The id with this text, as found in a file or a command.
            pub fn new(text: impl Into<SmolStr>) -> Self {
                Self(text.into())
            }

            /// A fresh id.
            pub fn fresh(ids: &mut IdSource) -> Self {
                Self(ids.next($letter))
            }

            /// The id's text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }
    )*};
}

ids! {
    /// Id of an [`Article`](super::Article): see [`ArticleId::of_path`].
    ArticleId, 'a';
    /// Id of a [`Highlight`](super::Highlight).
    HighlightId, 'h';
    /// Id of a [`Claim`](super::Claim).
    ClaimId, 'c';
    /// Id of an [`Incident`](super::Incident).
    IncidentId, 'i';
    /// Id of a [`Source`](super::Source).
    SourceId, 's';
    /// Id of an [`Actor`](super::Actor).
    ActorId, 'k';
    /// Id of a [`Place`](super::Place).
    PlaceId, 'p';
    /// Id of an [`Evidence`](super::Evidence).
    EvidenceId, 'e';
    /// Id of an [`Override`](super::Override).
    OverrideId, 'o';
    /// Id of a [`Decision`](super::Decision).
    DecisionId, 'd';
    /// Id of an [`IncidentLink`](super::IncidentLink).
    LinkId, 'l';
}

/// Name of an article folder within the project, such as `articles`: chosen when the folder is
/// added and kept when the folder moves on disk.
#[derive(
    Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct FolderId(SmolStr);

impl FolderId {
    /// The folder of this name.
    pub fn new(name: impl Into<SmolStr>) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for FolderId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl ArticleId {
    /// The id of the article at `path` (relative, `/`-separated) of a folder: the same on every
    /// machine.
    pub fn of_path(folder: &FolderId, path: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(folder.as_str().as_bytes());
        hash.update(b"/");
        hash.update(path.as_bytes());
        let digest = hash.finalize();
        let bits = digest.iter().take(8).fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
        Self(spell('a', bits))
    }
}

/// Deterministic stream of fresh ids: the same seed gives the same ids, so that planning a command
/// is a function of its arguments.
#[derive(Clone, Debug)]
pub struct IdSource {
    state: u64,
}

impl IdSource {
    /// A stream that starts from `seed`.
    pub fn from_seed(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits (`SplitMix64`: Steele, Lea and Flood, 2014).
    pub fn next_bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn next(&mut self, letter: char) -> SmolStr {
        let bits = self.next_bits();
        spell(letter, bits)
    }
}

fn spell(letter: char, bits: u64) -> SmolStr {
    let digits = (0..ID_CHARS).map(|i| char::from(ALPHABET[(bits >> (59 - 5 * i) & 31) as usize]));
    std::iter::once(letter).chain(std::iter::once('-')).chain(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_has_the_same_id_on_every_machine() {
        let id = ArticleId::of_path(&FolderId::new("articles"), "2024/teguey.txt");
        assert_eq!(
            id.as_str(),
            ArticleId::of_path(&FolderId::new("articles"), "2024/teguey.txt").as_str()
        );
        assert_eq!(id.as_str().len(), 12);
        assert_ne!(id, ArticleId::of_path(&FolderId::new("other"), "2024/teguey.txt"));
    }

    #[test]
    fn a_million_fresh_ids_do_not_clash() {
        let mut ids = IdSource::from_seed(7);
        let all: std::collections::HashSet<_> =
            (0..1_000_000).map(|_| ClaimId::fresh(&mut ids)).collect();
        assert_eq!(all.len(), 1_000_000);
    }
}
