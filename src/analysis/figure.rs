//! What derivation gives: the figure of a group of victims, why claims were left out of it, and
//! sums of figures.
//!
//! *Invariants*: an unknown bound is `None` and stays so in sums, with a flag; nothing here turns
//! it into 0.

use super::rest::Rest;
use crate::model::{BestRule, ClaimId, Figure, Group, Outcome, OverrideId, Scope};

/// The figure of one group of victims of an incident, and where it comes from.
#[derive(Clone, PartialEq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each asked for by name")]
pub struct GroupFigure {
    /// Whom it counts.
    pub group: Group,
    /// The least number that is reported. Known as soon as one claim knows a least number.
    pub low: Option<u64>,
    /// The number that the codebook's rule puts first.
    pub best: Option<u64>,
    /// The greatest number that is reported; none as soon as one claim leaves it open.
    pub high: Option<u64>,
    /// No claim knows a least number.
    pub open_low: bool,
    /// A claim leaves the greatest number open, or none knows it.
    pub open_high: bool,
    /// The greatest number that any claim of the group names: the 73 of "73+".
    pub at_least: Option<u64>,
    /// The rule that chose the best figure.
    pub rule: BestRule,
    /// The claims that the figure is made of, one for each origin and figure, sorted by id.
    pub claims: Vec<ClaimId>,
    /// Those among them that can raise the high bound and nothing else, sorted by id.
    pub high_only: Vec<ClaimId>,
    /// The group's other claims and why they do not count, sorted by id.
    pub left_out: Vec<(ClaimId, LeftOut)>,
    /// All its claims are a belligerent's about its enemy, and those count for the high bound only.
    pub partisan_only: bool,
    /// A claim that counts says "about".
    pub approximate: bool,
    /// Nobody attacked: an accident or disaster. Kept apart from the figures of violence.
    pub non_conflict: bool,
    /// The analyst's figure that stands in place of the derived one.
    pub overridden: Option<OverriddenBy>,
    /// What the rule gives, override or not.
    pub derived: Figure,
    /// The high bound before "neutralised" victims raised it, where they did.
    pub(super) unraised: Option<High>,
    /// It adds up claims of parts: nobody has told the whole.
    pub(super) of_parts: bool,
    /// What it adds to a sum beside the groups that it holds, where there are any.
    pub(super) rest: Option<Rest>,
}

/// An analyst's figure that replaces the derived one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OverriddenBy {
    /// Which override.
    pub id: OverrideId,
    /// The claims have changed since it was made.
    pub stale: bool,
}

/// Why a claim does not count in its group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LeftOut {
    /// No analyst has accepted it.
    NotAccepted,
    /// This later claim replaces it.
    Superseded(ClaimId),
    /// It counts a part of this claim's victims.
    Subset(ClaimId),
    /// Its figure covers something else than this incident.
    Scope(Scope),
    /// It counts a part, and the whole toll is known.
    Partial,
    /// A belligerent says it about its enemy, and the codebook excludes that.
    Partisan,
    /// It says the same as this claim of the same origin.
    SameOrigin(ClaimId),
    /// It gives no number, and other claims do.
    NoNumber,
    /// It counts victims of an accident in a group that counts victims of violence.
    NonConflict,
}

impl LeftOut {
    /// The reason for people: completes "does not count: …".
    pub fn label(&self) -> String {
        match self {
            Self::NotAccepted => "not accepted".to_owned(),
            Self::Superseded(by) => format!("superseded by {by}"),
            Self::Subset(of) => format!("a part of {of}"),
            Self::Scope(scope) => format!("covers something else ({scope})"),
            Self::Partial => "a part, and the whole toll is known".to_owned(),
            Self::Partisan => "a belligerent about its enemy, excluded by the codebook".to_owned(),
            Self::SameOrigin(of) => format!("same origin and figure as {of}"),
            Self::NoNumber => "gives no number".to_owned(),
            Self::NonConflict => "not conflict-related".to_owned(),
        }
    }
}

/// An upper bound: the greatest known number, and whether it is open above that.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct High {
    pub(super) known: Option<u64>,
    pub(super) open: bool,
}

impl GroupFigure {
    /// Low, best and high for people: `23 – 23 – 30`, `73 – 73 – 73+`, `—` for what is not known.
    pub fn display(&self) -> String {
        self.parts().join(" – ")
    }

    /// Low, best and high for people, one by one.
    pub fn parts(&self) -> [String; 3] {
        parts(self.low, self.best, High { known: self.at_least, open: self.open_high })
    }

    /// The figure as it stands, an override included.
    pub fn figure(&self) -> Figure {
        Figure::new(self.low, self.best, self.high)
    }

    /// Whether any number is known.
    pub fn has_number(&self) -> bool {
        self.at_least.is_some()
    }

    /// Every claim that says what the figure says: those that count, and those of the same origin
    /// that repeat them.
    pub fn support(&self) -> impl Iterator<Item = &ClaimId> {
        let repeats = self.left_out.iter().filter_map(|(id, why)| match why {
            LeftOut::SameOrigin(_) => Some(id),
            LeftOut::NotAccepted
            | LeftOut::Superseded(_)
            | LeftOut::Subset(_)
            | LeftOut::Scope(_)
            | LeftOut::Partial
            | LeftOut::Partisan
            | LeftOut::NoNumber
            | LeftOut::NonConflict => None,
        });
        self.claims.iter().chain(repeats)
    }

    /// The figure without the victims that other groups of the incident count too, as a sum of one;
    /// none where no group does: "33 people" beside "three children" leave 30.
    pub fn left_over(&self) -> Option<Total> {
        self.rest.map(Rest::total)
    }

    /// What it adds to a sum, the neutralised apart.
    pub(super) fn alone(&self) -> Total {
        self.left_over().unwrap_or_else(|| self.bounded(self.unraised.unwrap_or(self.high_bound())))
    }

    /// The figure of all its victims, as a sum of one.
    pub fn whole(&self) -> Total {
        self.bounded(self.high_bound())
    }

    fn bounded(&self, high: High) -> Total {
        Total {
            low: self.low,
            best: self.best.or(self.low),
            high: high.known.filter(|_| !high.open),
            at_least: high.known,
            incomplete: self.best.is_none(),
            floored: self.best.is_none() && self.low.is_some(),
            open: high.open,
        }
    }

    fn high_bound(&self) -> High {
        High { known: self.at_least, open: self.open_high }
    }
}

fn parts(low: Option<u64>, best: Option<u64>, high: High) -> [String; 3] {
    let number = |n: Option<u64>| n.map_or_else(|| "—".to_owned(), |n| n.to_string());
    let plus = if high.open && high.known.is_some() { "+" } else { "" };
    [number(low), number(best), format!("{}{plus}", number(high.known))]
}

/// The sum of several groups' figures. Nobody counts twice: a group that holds others, such as
/// "33 people" beside "three children", adds what they leave over.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Total {
    /// The sum of the low bounds that are known: still a low bound of the whole.
    pub low: Option<u64>,
    /// How high a bar of it stands: the sum of the best figures; where a group has none, of its low
    /// bound, and `incomplete` says so. For the figure itself ask [`Total::known_best`].
    pub best: Option<u64>,
    /// The sum of the high bounds; none where one of them is open.
    pub high: Option<u64>,
    /// The sum of the greatest known numbers: the 73 of "73+".
    pub at_least: Option<u64>,
    /// A group has no best figure, so that the sum counts too few.
    pub incomplete: bool,
    /// Among the bests that are added up is a low bound: `best` says how many there are at least.
    pub floored: bool,
    /// A group's high bound is open.
    pub open: bool,
}

impl Total {
    /// The sum of these figures. Where both the killed and the neutralised of a kind are among
    /// them, the neutralised do not count a second time in the high bound of the killed.
    pub fn of<'a>(figures: impl IntoIterator<Item = &'a GroupFigure>) -> Self {
        let figures: Vec<_> = figures.into_iter().collect();
        Self::over(&figures.iter().copied())
    }

    /// The same of figures that can be gone through again.
    pub(super) fn over<'a>(figures: &(impl Iterator<Item = &'a GroupFigure> + Clone)) -> Self {
        let stands_apart = |killed: &GroupFigure| {
            figures.clone().any(|other| {
                other.group.outcome == Outcome::Neutralised
                    && other.group.side == killed.group.side
                    && other.group.category == killed.group.category
            })
        };
        let share = |figure: &GroupFigure| match figure.left_over() {
            Some(left_over) => left_over,
            None if stands_apart(figure) => figure.alone(),
            None => figure.whole(),
        };
        figures.clone().map(share).fold(Self::default(), Self::plus)
    }

    /// This sum and another.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let at_least = sum(self.at_least, other.at_least);
        let open = self.open || other.open;
        Self {
            low: sum(self.low, other.low),
            best: sum(self.best, other.best),
            high: at_least.filter(|_| !open),
            at_least,
            incomplete: self.incomplete || other.incomplete,
            floored: self.floored || other.floored,
            open,
        }
    }

    /// The sum of the best figures. None where a group has a low bound only, such as "dozens": how
    /// many there are at least is no best figure. What nobody vouches for, a belligerent's claim about
    /// its enemy, takes nothing from the others.
    pub fn known_best(&self) -> Option<u64> {
        self.best.filter(|_| !self.floored)
    }

    /// Low, best and high for people: `23 – 23 – 30`, `73 – 73 – 73+`, `—` for what is not known.
    pub fn display(&self) -> String {
        self.parts().join(" – ")
    }

    /// Low, best and high for people, one by one.
    pub fn parts(&self) -> [String; 3] {
        parts(self.low, self.known_best(), High { known: self.at_least, open: self.open })
    }
}

/// The sum of what is known: none only where neither is. Counts of people never come near the
/// limit; a nonsensical file must not crash.
fn sum(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (known, None) | (None, known) => known,
    }
}
