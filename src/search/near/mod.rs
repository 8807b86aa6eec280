//! Which texts are nearly the same: a wire story and its reprints, a report and its update.
//!
//! A text is reduced to a [`Signature`], from which its likeness to another can be estimated
//! (`MinHash` over runs of words, in one permutation); [`groups`] finds those that are alike without
//! comparing each with each (locality-sensitive hashing).
//!
//! # Invariants
//!
//! - What is found here is a proposal: that two articles are one story an analyst decides.

mod groups;
mod signature;

pub use groups::{Groups, groups};
pub use signature::Signature;
pub(super) use signature::digest;
