//! A suggestion reduced to what its review needs: which words, which outcome, which number. Spots of
//! a whole library are small enough to be kept and counted.

use serde::{Deserialize, Serialize};

use crate::analysis::Derived;
use crate::model::{
    ArticleId, Claim, ClaimId, Codebook, Decision, Figure, Judgement, Outcome, Project, Scope,
    Vocabulary as _,
};
use crate::suggest::{ClaimSuggestion, Suggestions};

/// A suggested claim, reduced.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Spot {
    /// First byte of the number's words, and one past the last.
    at: (usize, usize),
    outcome: Outcome,
    figure: Figure,
    /// Whether it says that people came to harm, and not how many attacked.
    harm: bool,
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
        Self {
            at: (claim.number.start(), claim.number.end()),
            outcome: claim.outcome.clone(),
            figure: claim.figure,
            harm: is_harm(claim),
        }
    }

    pub(super) fn is_harm(&self) -> bool {
        self.harm
    }

    fn overlaps(&self, start: usize, end: usize) -> bool {
        let (from, to) = self.at;
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
    for decision in decided {
        let same = |spot: &Spot| {
            spot.outcome == decision.outcome && spot.overlaps(decision.start, decision.end)
        };
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
        for nth in (0..spots.len()).filter(|n| spots.get(*n).is_some_and(same)) {
            settle(nth, fate.clone());
        }
    }
    for claim in derived.claims_in(article) {
        for nth in stood_on(spots, project, article, claim) {
            settle(nth, Fate::Taken(claim.id.clone()));
        }
    }
    fates
}

/// The spots that a claim stands on. Words that hold several numbers stand for the one that the
/// claim gives.
fn stood_on(spots: &[Spot], project: &Project, article: &ArticleId, claim: &Claim) -> Vec<usize> {
    let words: Vec<(usize, usize)> = claim
        .highlights
        .iter()
        .filter_map(|id| project.highlights.get(id))
        .filter(|h| h.article == *article && !h.unanchored)
        .map(|h| (h.start, h.end))
        .collect();
    let on = |spot: &Spot| {
        spot.outcome == claim.outcome
            && words.iter().any(|(start, end)| spot.overlaps(*start, *end))
    };
    let stood: Vec<usize> =
        spots.iter().enumerate().filter(|(_, spot)| on(spot)).map(|(nth, _)| nth).collect();
    let equal = |nth: &&usize| spots.get(**nth).is_some_and(|spot| spot.figure == claim.figure);
    let exact: Vec<usize> = stood.iter().filter(equal).copied().collect();
    if stood.len() > 1 && !exact.is_empty() { exact } else { stood }
}
