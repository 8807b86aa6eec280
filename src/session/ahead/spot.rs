//! A suggestion reduced to what its review needs: which words, which outcome, which number.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::analysis::Derived;
use crate::model::{
    ArticleId, Claim, ClaimId, Codebook, Decision, Figure, Judgement, Outcome, Project, Scope,
    Vocabulary as _,
};
use crate::suggest::{ClaimSuggestion, Suggestions};

/// A suggested claim, reduced.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub(super) struct Spot {
    /// First byte of the number's words, and one past the last.
    at: (u32, u32),
    what: What,
    /// Whether it says that people came to harm, and not how many attacked.
    harm: bool,
}

/// The outcome and the number of a spot.
#[derive(Clone, PartialEq, Eq, Debug)]
enum What {
    /// A plain number of an outcome of the vocabulary: nearly always.
    Plain(&'static Outcome, u32),
    Other(Box<(Outcome, Figure)>),
}

/// A spot as it is kept.
#[derive(Serialize, Deserialize)]
pub(super) struct Written {
    pub(super) at: (u32, u32),
    pub(super) outcome: Outcome,
    pub(super) figure: Figure,
    pub(super) harm: bool,
}

impl From<Written> for Spot {
    fn from(written: Written) -> Self {
        let Written { at, outcome, figure, harm } = written;
        Self { at, what: What::of(outcome, figure), harm }
    }
}

impl From<Spot> for Written {
    fn from(spot: Spot) -> Self {
        let (outcome, figure) = (spot.outcome().clone(), spot.figure());
        Self { at: spot.at, outcome, figure, harm: spot.harm }
    }
}

impl What {
    fn of(outcome: Outcome, figure: Figure) -> Self {
        let term = Outcome::all().iter().find(|term| **term == outcome);
        let exact = figure.best.filter(|best| figure == Figure::exact(*best));
        let exact = exact.and_then(|exact| u32::try_from(exact).ok());
        match term.zip(exact) {
            Some((term, exact)) => Self::Plain(term, exact),
            None => Self::Other(Box::new((outcome, figure))),
        }
    }
}

/// What has become of a suggestion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// Nobody has looked at it yet.
    Open,
    /// A claim stands on its words.
    Taken(ClaimId),
    /// It was rejected.
    Rejected,
    /// Its rule is switched off.
    Off,
}

/// Whether a suggestion says that people came to harm in something that happened: what an analyst
/// wants to have seen before an article is coded.
pub(super) fn is_harm(claim: &ClaimSuggestion) -> bool {
    match claim.scope {
        Scope::Total | Scope::Partial | Scope::Several | Scope::NonConflict => true,
        Scope::Background | Scope::ForceSize | Scope::Other(_) => false,
    }
}

pub(super) fn is_off(claim: &ClaimSuggestion, codebook: &Codebook) -> bool {
    codebook.rules_off.contains(&claim.why.rule)
}

/// The spots of all suggested claims whose rule is on, in their order.
pub(super) fn spots(found: &Suggestions, codebook: &Codebook) -> Vec<Spot> {
    let on = found.claims.iter().filter(|claim| !is_off(claim, codebook));
    on.map(Spot::of).collect()
}

impl Spot {
    pub(super) fn of(claim: &ClaimSuggestion) -> Self {
        // No text is as long as that.
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            at: (byte(claim.number.start()), byte(claim.number.end())),
            what: What::of(claim.outcome.clone(), claim.figure),
            harm: is_harm(claim),
        }
    }

    fn outcome(&self) -> &Outcome {
        match &self.what {
            What::Plain(term, _) => term,
            What::Other(other) => &other.0,
        }
    }

    fn figure(&self) -> Figure {
        match &self.what {
            What::Plain(_, exact) => Figure::exact(u64::from(*exact)),
            What::Other(other) => other.1,
        }
    }

    /// First byte of the number's words, and one past the last.
    fn at(&self) -> (usize, usize) {
        (self.at.0 as usize, self.at.1 as usize)
    }

    pub(super) fn is_harm(&self) -> bool {
        self.harm
    }

    fn overlaps(&self, start: usize, end: usize) -> bool {
        let (from, to) = self.at();
        if from == to { start <= from && from <= end } else { start < to && from < end }
    }
}

/// What has become of each spot, by the claims that stand in the article and what was decided.
pub(super) fn fates(
    spots: &[Spot],
    project: &Project,
    derived: &Derived,
    article: &ArticleId,
    decided: &[std::sync::Arc<Decision>],
) -> Vec<Fate> {
    let mut fates = vec![Fate::Open; spots.len()];
    let mut settle = |nth: usize, fate: Fate| {
        if let Some(known) = fates.get_mut(nth)
            && *known == Fate::Open
        {
            *known = fate;
        }
    };
    let page = Page::of(spots);
    for decision in decided {
        let fate = match (&decision.judgement, &decision.claim) {
            (Judgement::Accepted | Judgement::Edited, Some(claim))
                if project.claims.contains_key(claim) =>
            {
                Fate::Taken(claim.clone())
            }
            // The claim that was made of it is gone again.
            (Judgement::Accepted | Judgement::Edited, _) => continue,
            (judgement, _) if judgement.is_known() => Fate::Rejected,
            _ => continue,
        };
        for nth in page.on(decision.start, decision.end) {
            if spots.get(nth).is_some_and(|spot| *spot.outcome() == decision.outcome) {
                settle(nth, fate.clone());
            }
        }
    }
    // By claim, for one may stand on several words.
    let mut stood: BTreeMap<&ClaimId, (&Claim, Vec<usize>)> = BTreeMap::new();
    for highlight in derived.highlights_in(article).iter().filter(|h| !h.unanchored) {
        for nth in page.on(highlight.start, highlight.end) {
            let Some(spot) = spots.get(nth) else { continue };
            for claim in derived.claims_on(&highlight.id) {
                if claim.outcome == *spot.outcome() {
                    stood.entry(&claim.id).or_insert((claim, Vec::new())).1.push(nth);
                }
            }
        }
    }
    for (id, (claim, stood)) in stood {
        // Words that hold several numbers stand for the one that the claim gives.
        let equal = |nth: &usize| spots.get(*nth).is_some_and(|s| s.figure() == claim.figure);
        let some_equal = stood.iter().any(equal);
        for nth in stood.into_iter().filter(|nth| !some_equal || equal(nth)) {
            settle(nth, Fate::Taken(id.clone()));
        }
    }
    fates
}

/// The spots of an article in the order of its text.
struct Page<'a> {
    spots: &'a [Spot],
    order: Vec<u32>,
    /// The length of the longest.
    longest: usize,
}

impl<'a> Page<'a> {
    fn of(spots: &'a [Spot]) -> Self {
        let mut order: Vec<u32> = (0u32..).zip(spots).map(|(nth, _)| nth).collect();
        order.sort_by_key(|nth| spots.get(*nth as usize).map(|spot| spot.at.0));
        let longest =
            spots.iter().map(|spot| spot.at.1.saturating_sub(spot.at.0)).max().unwrap_or(0)
                as usize;
        Self { spots, order, longest }
    }

    /// The spots that these words overlap.
    fn on(&self, start: usize, end: usize) -> impl Iterator<Item = usize> {
        let spot = |nth: u32| self.spots.get(nth as usize);
        let before = |nth: &u32| spot(*nth).is_some_and(|s| s.at().0 + self.longest < start);
        let from = self.order.partition_point(before);
        let rest = self.order.get(from..).unwrap_or_default().iter().copied();
        rest.take_while(move |nth| spot(*nth).is_some_and(|s| s.at().0 <= end))
            .filter(move |nth| spot(*nth).is_some_and(|s| s.overlaps(start, end)))
            .map(|nth| nth as usize)
    }
}
