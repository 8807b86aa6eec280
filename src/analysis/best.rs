//! How the best figure is chosen among statements: one function a rule.

use std::collections::{BTreeMap, BTreeSet};

use super::origin::Statement;
use crate::model::BestRule;

/// The best figure by this rule; none where no statement has one.
pub(super) fn choose(rule: BestRule, statements: &[Statement]) -> Option<u64> {
    match rule {
        BestRule::Lowest => lowest(statements.iter()),
        BestRule::SourceRank => {
            let ranked = statements.iter().filter(|s| s.best().is_some());
            let first = ranked.clone().map(|s| s.rank).min()?;
            lowest(ranked.filter(|s| s.rank == first))
        }
        BestRule::MostRecent => {
            let told = statements.iter().filter(|s| s.best().is_some());
            let latest = told.clone().map(|s| s.latest).max()?;
            lowest(told.filter(|s| s.latest == latest))
        }
        BestRule::MajorityThenLowest => majority(statements),
        BestRule::Median => median(statements),
    }
}

fn lowest<'a>(statements: impl Iterator<Item = &'a Statement>) -> Option<u64> {
    statements.filter_map(Statement::best).min()
}

fn majority(statements: &[Statement]) -> Option<u64> {
    let mut origins: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
    for statement in statements {
        if let Some(best) = statement.best() {
            origins.entry(best).or_default().insert(statement.origin);
        }
    }
    let most = origins.values().map(BTreeSet::len).max()?;
    origins.into_iter().find(|(_, origins)| origins.len() == most).map(|(best, _)| best)
}

/// Of two middle figures the lower, so that it is one that somebody reported.
fn median(statements: &[Statement]) -> Option<u64> {
    let mut figures: Vec<u64> = statements.iter().filter_map(Statement::middle).collect();
    figures.sort_unstable();
    let middle = figures.len().checked_sub(1)? / 2;
    figures.get(middle).copied()
}
