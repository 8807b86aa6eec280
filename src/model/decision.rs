//! What analysts made of suggestions: kept so that a rejected one stays rejected, and so that each
//! rule can be judged by those who work with it.

use smol_str::SmolStr;

use super::entity::entity;
use super::{ArticleId, ClaimId, DecisionId, Judgement, Outcome, Stamp};
use crate::text::{TextAnchor, TextRange};

entity! {
    /// What an analyst made of a suggestion. It is known again by its article, by the words of its
    /// number and by its outcome, not by the rule: a rule that is reworked does not bring back what
    /// was rejected.
    pub struct Decision(DecisionId) {
        /// The article.
        pub article: ArticleId,
        /// First byte of the number's words in the normalised text.
        pub start: usize,
        /// One past the last byte.
        pub end: usize,
        /// The words, exactly.
        pub exact: String,
        /// Up to 32 characters before them.
        pub prefix: String,
        /// Up to 32 characters after them.
        pub suffix: String,
        /// What was said to have happened.
        pub outcome: Outcome,
        /// What the analyst made of it.
        pub judgement: Judgement,
        /// The rule that proposed it.
        pub rule: SmolStr,
        /// The claim that was made of it; none where it was rejected.
        pub claim: Option<ClaimId>,
        /// Who decided, and when.
        pub changed: Stamp,
    }
}

impl Decision {
    /// The place of the words and their surroundings. `None` where the file gave a nonsensical
    /// range.
    pub fn anchor(&self) -> Option<TextAnchor> {
        Some(TextAnchor {
            range: TextRange::from_offsets(self.start, self.end)?,
            exact: self.exact.clone(),
            prefix: self.prefix.clone(),
            suffix: self.suffix.clone(),
        })
    }

    /// Puts the words where `anchor` says.
    pub fn set_anchor(&mut self, anchor: TextAnchor) {
        self.start = anchor.range.start();
        self.end = anchor.range.end();
        self.exact = anchor.exact;
        self.prefix = anchor.prefix;
        self.suffix = anchor.suffix;
    }
}
