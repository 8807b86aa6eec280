//! From an incident's claims to the figures of its groups, by the codebook's rules.
//!
//! 1. Accepted claims of the incident's whole toll count; where a group has none, the sum of its
//!    parts. A subset never adds to its parent.
//! 2. What a later claim supersedes is dropped, then claims of one origin with one figure become
//!    one [`Statement`].
//! 3. low is the least, high the greatest number that a statement gives. One open high bound opens
//!    the band; an open low bound opens it only where no statement knows a low one. The asymmetry
//!    is meant: "up to 40" beside "23" leaves 23 as the least that anybody vouches for, whereas
//!    "at least 73" beside "70" says that there may be any number more.
//! 4. best is chosen among the statements that put a number first ([`best`]).
//! 5. A belligerent's claim about its enemy, and 6. the "neutralised", count in full, for the high
//!    bound only, or not at all.
//! 7. A group without claims is absent; a claim without a number makes a figure of unknowns, never
//!    of zeros, and where other claims give numbers it says nothing.
//! 8. An override replaces the figure and keeps what the rule gives.
//! 9. "33 people" beside "three children" are 33 in a sum: a group that says less of its victims
//!    adds what those leave over that say more ([`rest`]).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::best;
use super::figure::{GroupFigure, High, LeftOut, OverriddenBy};
use super::origin::{self, Statement};
use super::partisan::Sides;
use super::pool::{Candidate, Pool};
use super::rest;
use super::supersede;
use crate::model::{
    BestRule, Claim, ClaimId, Counting, EventType, Figure, Group, IncidentId, Outcome, Override,
    Project, Review, Scope,
};

/// The figures of an incident, one a group, in the order of the vocabularies. `claims` are the
/// incident's claims; their order does not matter.
pub fn derive_incident(
    project: &Project,
    incident: &IncidentId,
    claims: &[Arc<Claim>],
) -> Vec<GroupFigure> {
    let own = project.overrides.values().filter(|o| o.incident == *incident);
    let overrides: Vec<_> = own.cloned().collect();
    derive(project, incident, claims, &overrides).groups
}

/// The figures of an incident, and the claims that count in none of its groups.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Derivation {
    pub(super) groups: Vec<GroupFigure>,
    pub(super) left_out: Vec<(ClaimId, LeftOut)>,
}

pub(super) fn derive(
    project: &Project,
    id: &IncidentId,
    claims: &[Arc<Claim>],
    overrides: &[Arc<Override>],
) -> Derivation {
    let mut sorted: Vec<&Arc<Claim>> = claims.iter().collect();
    sorted.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    let incident = project.incidents.get(id).map(|i| &**i);
    let harmless = incident.is_some_and(|i| i.event_type == EventType::NonHostile);
    let sides = Sides::new(project, incident, claims);
    let (groups, loose) = classify(project, &sides, &sorted);
    let mut pools: BTreeMap<Group, Pool> = groups
        .into_iter()
        .map(|(group, candidates)| (group, Pool::of(project, candidates, harmless)))
        .collect();
    let mut left_out = Vec::new();
    for (claim, why) in loose {
        let pool = pools.get_mut(&group_of(project, claim));
        pool.map_or(&mut left_out, |p| &mut p.left_out).push((claim.id.clone(), why));
    }
    let mut raise = neutralised(project.codebook.neutralised, &pools);
    let rule = project.codebook.best_rule;
    let mut groups: Vec<GroupFigure> = pools
        .into_iter()
        .map(|(group, pool)| {
            let raise = raise.remove(&group);
            figure(rule, group, pool, raise)
        })
        .collect();
    for figure in overrides {
        put_override(project, &mut groups, figure, harmless);
    }
    rest::leave_over(&mut groups);
    Derivation { groups, left_out }
}

/// The group in which a claim counts: that of the killed where the codebook counts the neutralised
/// as killed.
fn group_of(project: &Project, claim: &Claim) -> Group {
    let mut group = Project::group_of(claim);
    if group.outcome == Outcome::Neutralised && project.codebook.neutralised == Counting::Include {
        group.outcome = Outcome::Killed;
    }
    group
}

type Classified<'a> = (BTreeMap<Group, Vec<Candidate<'a>>>, Vec<(&'a Arc<Claim>, LeftOut)>);

/// Tells the claims that may count, by group, from those that cannot.
fn classify<'a>(project: &Project, sides: &Sides<'_>, claims: &[&'a Arc<Claim>]) -> Classified<'a> {
    let superseded = supersede::superseded(claims);
    let origins = origin::number(project, claims);
    let mut groups: BTreeMap<Group, Vec<Candidate<'a>>> = BTreeMap::new();
    let mut left_out = Vec::new();
    for (&claim, &origin) in claims.iter().zip(&origins) {
        let why = if claim.review != Review::Accepted {
            Some(LeftOut::NotAccepted)
        } else if let Some(by) = superseded.get(&claim.id) {
            Some(LeftOut::Superseded((*by).clone()))
        } else if let Some(subset) = &claim.subset {
            Some(LeftOut::Subset(subset.of.clone()))
        } else if !matches!(claim.scope, Scope::Total | Scope::Partial | Scope::NonConflict) {
            Some(LeftOut::Scope(claim.scope.clone()))
        } else {
            None
        };
        let (why, high_only) = match (why, project.codebook.partisan) {
            (Some(why), _) => (Some(why), false),
            (None, Counting::Include) => (None, false),
            (None, Counting::HighOnly) => (None, sides.is_partisan(claim)),
            (None, Counting::Exclude) => {
                (sides.is_partisan(claim).then_some(LeftOut::Partisan), false)
            }
        };
        match why {
            Some(why) => left_out.push((claim, why)),
            None => groups.entry(group_of(project, claim)).or_default().push(Candidate {
                claim,
                origin,
                high_only,
            }),
        }
    }
    (groups, left_out)
}

/// The neutralised who may have been killed, and the claims of them.
#[derive(Default)]
struct Raise {
    statements: Vec<Statement>,
    claims: Vec<ClaimId>,
    approximate: bool,
}

/// For each group of killed, what the neutralised of the same side and category can raise. They
/// keep their own group, and make none of killed where nobody is said to have been killed.
fn neutralised(counting: Counting, pools: &BTreeMap<Group, Pool>) -> BTreeMap<Group, Raise> {
    if counting != Counting::HighOnly {
        return BTreeMap::new();
    }
    let own = pools.iter().filter(|(group, _)| group.outcome == Outcome::Neutralised);
    own.filter_map(|(group, pool)| {
        let killed = Group { outcome: Outcome::Killed, ..group.clone() };
        let counts = pools.get(&killed)?.non_conflict == pool.non_conflict;
        let statements = pool.full.iter().chain(&pool.high_only);
        let statements: Vec<_> = statements.filter(|s| !s.figure.is_empty()).copied().collect();
        (counts && !statements.is_empty()).then(|| {
            let (claims, approximate) = (pool.counted.clone(), pool.approximate);
            (killed, Raise { statements, claims, approximate })
        })
    })
    .collect()
}

fn figure(rule: BestRule, group: Group, pool: Pool, raise: Option<Raise>) -> GroupFigure {
    let Pool { full, high_only, mut counted, mut doubtful, mut left_out, .. } = pool;
    let raised = raise.is_some();
    let raise = raise.unwrap_or_default();
    let own = high(full.iter().chain(&high_only));
    let all = high(full.iter().chain(&high_only).chain(&raise.statements));
    // A statement with a best but no low ("nearly 60") holds the least number down to its best.
    let knows_low = full.iter().any(|s| s.figure.low.is_some());
    let least = full.iter().filter_map(|s| s.figure.low.or(s.figure.best)).min();
    let low = least.filter(|_| knows_low);
    let best = best::choose(rule, &full);
    let derived = Figure { low, best, high: all.known.filter(|_| !all.open) };
    counted.extend(raise.claims.iter().cloned());
    doubtful.extend(raise.claims);
    counted.sort_unstable();
    doubtful.sort_unstable();
    left_out.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    GroupFigure {
        group,
        low,
        best,
        high: derived.high,
        open_low: low.is_none(),
        open_high: all.open,
        at_least: all.known,
        rule,
        claims: counted,
        high_only: doubtful,
        left_out,
        partisan_only: full.is_empty(),
        approximate: pool.approximate || raise.approximate,
        non_conflict: pool.non_conflict,
        overridden: None,
        derived,
        unraised: raised.then_some(own),
        of_parts: pool.of_parts,
        rest: None,
    }
}

/// The upper bound of statements: open where one is, or where there is none.
fn high<'a>(statements: impl Iterator<Item = &'a Statement>) -> High {
    let mut high = High::default();
    for Statement { figure, .. } in statements {
        high.known = high.known.max(figure.low).max(figure.best).max(figure.high);
        high.open |= figure.high.is_none();
    }
    high.open |= high.known.is_none();
    high
}

fn put_override(project: &Project, groups: &mut Vec<GroupFigure>, by: &Override, harmless: bool) {
    let group =
        Group { outcome: by.outcome.clone(), side: by.side.clone(), category: by.category.clone() };
    let at = groups.iter().position(|g| g.group >= group).unwrap_or(groups.len());
    if groups.get(at).is_none_or(|g| g.group != group) {
        let pool = Pool { non_conflict: harmless, ..Pool::default() };
        groups.insert(at, figure(project.codebook.best_rule, group, pool, None));
    }
    let Some(figure) = groups.get_mut(at) else { return };
    let Figure { low, best, high } = by.figure;
    figure.overridden = Some(OverriddenBy {
        id: by.id.clone(),
        stale: project.claims_digest(&figure.claims) != by.claims_hash,
    });
    (figure.low, figure.best, figure.high) = (low, best, high);
    figure.open_low = low.is_none();
    figure.open_high = high.is_none();
    figure.at_least = [low, best, high].into_iter().flatten().max();
    figure.partisan_only = false;
    figure.unraised = None;
    figure.of_parts = false;
}

#[cfg(test)]
mod tests;
