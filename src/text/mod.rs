//! Text without any domain: byte ranges, quote anchors, normalisation, paragraphs and what they are,
//! boundaries, numbers in words and digits.
//!
//! Every offset is a byte offset into the normalised body ([`normalise`]); code points appear only
//! where an export asks for them ([`TextRange::code_points`]).
//!
//! # Invariants
//!
//! - No fuzzy matching anywhere: an [anchor](TextAnchor) is found exactly or reported as lost.
//! - Nothing here panics on any text, however broken.

mod anchor;
mod block;
mod boundary;
mod hash;
mod normal;
mod number;
mod paragraph;
mod range;
mod sentence;
mod spaced;

pub use anchor::{Anchoring, CONTEXT_CHARS, LostReason, TextAnchor};
pub use block::{
    Block, BlockHints, BlockKind, Recurrence, Why, blocks, blocks_with, is_beside_report,
    paragraph_print,
};
pub use boundary::{
    next_grapheme, next_sentence, next_word, prev_grapheme, prev_sentence, prev_word, sentence_at,
    whole_words, word_at,
};
pub use hash::{ContentHash, TextHash, content_hash};
pub use normal::normalise;
pub use number::{NumberMention, Numeral, VAGUE_WORDS, VagueWord, numbers};
pub use paragraph::{Paragraph, paragraphs, segments};
pub use range::TextRange;
pub use sentence::sentences;
pub use spaced::{count_spaced, is_unspaced, spaced};
