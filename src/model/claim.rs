//! Claims: one source's statement of a casualty figure.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{entity, record};
use super::{
    ActorId, Category, ClaimId, HighlightId, IncidentId, Modifier, Outcome, Review, Scope, Side,
    SourceId, Stamp, SubsetKind,
};

entity! {
    /// What one source says about the number of victims of one kind, tied to the words that say it.
    pub struct Claim(ClaimId) {
        /// The words that state it: at least one highlight, more where the article repeats it.
        pub highlights: Vec<HighlightId>,
        /// The incident that it is about; none while that is open.
        pub incident: Option<IncidentId>,
        /// What happened to the victims.
        pub outcome: Outcome,
        /// Who the victims were.
        pub victim: Option<ActorId>,
        /// What kind of people they were.
        pub category: Category,
        /// The side that they belonged to.
        pub side: Side,
        /// The claim that this one counts a part of.
        pub subset: Option<Subset>,
        /// The number.
        pub figure: Figure as open,
        /// The number as the article words it.
        pub verbatim: String,
        /// How the words qualify it.
        pub modifier: Modifier,
        /// What the figure covers.
        pub scope: Scope,
        /// Who says it; none for the article's own voice.
        pub source: Option<SourceId>,
        /// The day on which it was said; the publication date where none.
        pub claimed_at: Option<Date>,
        /// Earlier claims that this one replaces.
        pub supersedes: Vec<ClaimId>,
        /// Whether an analyst stands behind it.
        pub review: Review,
        /// The analyst's note.
        pub note: String,
        /// Who changed it last.
        pub changed: Stamp,
    }
}

record! {
    /// That a claim counts a part of another's victims and never adds to them.
    pub struct Subset {
        /// Which part.
        pub kind: SubsetKind,
        /// The claim of the whole.
        pub of: ClaimId,
    }
}

/// A number of people with its bounds; `None` is an open bound, or for `best` one that the
/// codebook's rule must choose.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Default,
    Serialize,
    Deserialize,
    JsonSchema,
)]
pub struct Figure {
    /// The least that the words allow.
    pub low: Option<u64>,
    /// The number that they put first.
    pub best: Option<u64>,
    /// The most that they allow.
    pub high: Option<u64>,
}

impl Figure {
    /// A plain number: "23".
    pub fn exact(n: u64) -> Self {
        Self { low: Some(n), best: Some(n), high: Some(n) }
    }

    /// A figure with these bounds.
    pub fn new(low: Option<u64>, best: Option<u64>, high: Option<u64>) -> Self {
        Self { low, best, high }
    }

    /// Whether no bound is known: a casualty without a number.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Whether low ≤ best ≤ high among the bounds that are known.
    pub fn is_ordered(self) -> bool {
        let known = [self.low, self.best, self.high];
        known.iter().flatten().is_sorted()
    }

    /// The least number that the figure vouches for.
    pub fn floor(self) -> Option<u64> {
        self.low.or(self.best).or(self.high)
    }
}

/// `23 / 23 / open`.
impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bound = |n: Option<u64>| n.map_or_else(|| "open".to_owned(), |n| n.to_string());
        write!(f, "{} / {} / {}", bound(self.low), bound(self.best), bound(self.high))
    }
}
