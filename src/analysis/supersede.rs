//! Which claims a later claim replaces, through any number of steps.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::model::{Claim, ClaimId, Review};

/// The claims that an accepted claim supersedes, with the claim that does. The chain runs through
/// claims that nobody has accepted too; claims that supersede each other in a circle leave each
/// other standing.
pub(super) fn superseded<'a>(claims: &[&'a Arc<Claim>]) -> HashMap<&'a ClaimId, &'a ClaimId> {
    if claims.iter().all(|c| c.supersedes.is_empty()) {
        return HashMap::new();
    }
    let by_id: HashMap<&ClaimId, &'a Claim> = claims.iter().map(|c| (&c.id, &***c)).collect();
    let reached: HashMap<&ClaimId, HashSet<&'a ClaimId>> =
        claims.iter().map(|c| (&c.id, reach(c, &by_id))).collect();
    let leads = |from, to| reached.get(from).is_some_and(|set| set.contains(to));
    let mut superseded: HashMap<&ClaimId, &ClaimId> = HashMap::new();
    for claim in claims.iter().filter(|c| c.review == Review::Accepted) {
        for &older in reached.get(&claim.id).into_iter().flatten() {
            if !leads(older, &claim.id) {
                let by = superseded.entry(older).or_insert(&claim.id);
                *by = (*by).min(&claim.id);
            }
        }
    }
    superseded
}

fn reach<'a>(claim: &'a Claim, by_id: &HashMap<&ClaimId, &'a Claim>) -> HashSet<&'a ClaimId> {
    let mut seen = HashSet::new();
    let mut open: Vec<&'a ClaimId> = claim.supersedes.iter().collect();
    while let Some(id) = open.pop() {
        if seen.insert(id)
            && let Some(older) = by_id.get(id)
        {
            open.extend(&older.supersedes);
        }
    }
    seen
}
