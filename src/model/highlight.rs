//! Highlights: words of an article that carry meaning.

use smol_str::SmolStr;

use super::entity::entity;
use super::{ArticleId, HighlightId, Stamp};
use crate::text::{TextAnchor, TextRange};

entity! {
    /// Marked words of one article, with enough of their surroundings to find them again.
    pub struct Highlight(HighlightId) {
        /// The article that they stand in.
        pub article: ArticleId,
        /// First byte in the normalised text.
        pub start: usize,
        /// One past the last byte.
        pub end: usize,
        /// The words, exactly.
        pub exact: String,
        /// Up to 32 characters before them.
        pub prefix: String,
        /// Up to 32 characters after them.
        pub suffix: String,
        /// The article has changed and the words were not found again: `start` and `end` are those
        /// of the text that they were marked on.
        pub unanchored: bool,
        /// Free tags.
        pub tags: Vec<SmolStr>,
        /// The analyst's note.
        pub note: String,
        /// Who made or moved it.
        pub changed: Stamp,
    }
}

impl Highlight {
    /// The highlight's place and surroundings. `None` where the file gave a nonsensical range.
    pub fn anchor(&self) -> Option<TextAnchor> {
        Some(TextAnchor {
            range: TextRange::from_offsets(self.start, self.end)?,
            exact: self.exact.clone(),
            prefix: self.prefix.clone(),
            suffix: self.suffix.clone(),
        })
    }

    /// Puts the highlight where `anchor` says.
    pub fn set_anchor(&mut self, anchor: TextAnchor) {
        self.start = anchor.range.start();
        self.end = anchor.range.end();
        self.exact = anchor.exact;
        self.prefix = anchor.prefix;
        self.suffix = anchor.suffix;
        self.unanchored = false;
    }
}
