//! Findings: what looks wrong or unfinished in a project, each with where to go to see it.
//!
//! Each check is a function from one row, and what it can see, to findings; [`Findings`] keeps all
//! of them while the project changes. Their order is that of severity, kind and id, so that a list
//! of them does not jump while one works through it.

mod board;
mod claims;
mod incidents;
mod pairs;
mod references;

use std::cmp::Ordering;
use std::fmt;

pub use self::board::Findings;
use super::derived::Derived;
use crate::model::{ArticleId, ClaimId, HighlightId, IncidentId, OverrideId, Project};

/// Something to look at.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Finding {
    /// What kind of thing is wrong.
    pub kind: FindingKind,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where to see it.
    pub subject: Subject,
    /// What else it is about: the other of two incidents, the parent of a subset.
    pub also: Vec<Subject>,
}

/// What a finding leads to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    /// A claim.
    Claim(ClaimId),
    /// An incident.
    Incident(IncidentId),
    /// An article.
    Article(ArticleId),
    /// An override.
    Override(OverrideId),
    /// A highlight.
    Highlight(HighlightId),
}

impl Subject {
    /// Its kind: "claim".
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Claim(_) => "claim",
            Self::Incident(_) => "incident",
            Self::Article(_) => "article",
            Self::Override(_) => "override",
            Self::Highlight(_) => "highlight",
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Self::Claim(id) => id.as_str(),
            Self::Incident(id) => id.as_str(),
            Self::Article(id) => id.as_str(),
            Self::Override(id) => id.as_str(),
            Self::Highlight(id) => id.as_str(),
        }
    }
}

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// It contradicts itself or has lost something: figures cannot be relied on.
    Error,
    /// It probably makes a figure wrong.
    Warning,
    /// It is worth a look.
    Note,
}

impl Severity {
    /// For people and files.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $id:literal, $severity:ident, $label:literal;)*) => {
        /// What kind of thing is wrong.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum FindingKind {
            $($(#[$doc])* $kind,)*
        }

        impl FindingKind {
            /// All, the gravest first.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// Id for files and scripts.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$kind => $id,)*
                }
            }

            /// Name for people.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$kind => $label,)*
                }
            }

            /// How much it matters.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$kind => Severity::$severity,)*
                }
            }
        }
    };
}

kinds! {
    /// Something refers to what is not there.
    Dangling = "dangling", Error, "Refers to nothing";
    /// The words of a claim are no longer in their article.
    LostQuote = "lost_quote", Error, "Quote lost";
    /// low ≤ best ≤ high does not hold.
    FigureOrder = "figure_order", Error, "Figure out of order";
    /// A subset counts more than the whole.
    SubsetAboveParent = "subset_above_parent", Error, "Part above its whole";
    /// An incident ends before it starts.
    EndBeforeStart = "end_before_start", Error, "Ends before it starts";
    /// One actor is on both sides of an incident.
    BothSides = "both_sides", Error, "On both sides";
    /// An incident is later than an article that reports it.
    AfterReport = "after_report", Warning, "Later than its report";
    /// The claims under an override have changed.
    StaleOverride = "stale_override", Warning, "Override stale";
    /// One source gives two figures for one group, and neither supersedes the other.
    Contradiction = "contradiction", Warning, "Source contradicts itself";
    /// An accepted claim is in no incident.
    NoIncident = "no_incident", Warning, "No incident";
    /// An article marked coded has suggestions that nobody has looked at.
    Unreviewed = "unreviewed", Warning, "Suggestions left";
    /// Two incidents may be one.
    SameIncident = "same_incident", Warning, "Perhaps one incident";
    /// An incident has no date.
    NoDate = "no_date", Warning, "No date";
    /// An incident has no place.
    NoPlace = "no_place", Warning, "No place";
    /// An incident has no party.
    NoParty = "no_party", Note, "No party";
    /// A claim has no source.
    NoSource = "no_source", Note, "No source";
    /// A claim of a whole toll gives no number.
    NoNumber = "no_number", Note, "No number";
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}

/// The gravest first, then by kind, and by what it leads to.
impl Ord for Finding {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |f: &Self| (f.kind.severity(), f.kind);
        key(self)
            .cmp(&key(other))
            .then_with(|| self.subject.cmp(&other.subject))
            .then_with(|| self.message.cmp(&other.message))
            .then_with(|| self.also.cmp(&other.also))
    }
}

impl PartialOrd for Finding {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What the checks see.
#[derive(Clone, Copy)]
struct Scene<'a> {
    project: &'a Project,
    derived: &'a Derived,
}

impl Finding {
    fn new(kind: FindingKind, subject: Subject, message: String) -> Self {
        Self { kind, message, subject, also: Vec::new() }
    }
}

#[cfg(test)]
mod tests;
