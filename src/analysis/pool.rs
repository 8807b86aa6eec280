//! From the claims of one group to the statements that its figure is made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::figure::LeftOut;
use super::origin::{self, Statement, in_order};
use crate::model::{BestRule, Claim, ClaimId, Figure, Modifier, Project, Scope};

/// A claim that may count.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) claim: &'a Arc<Claim>,
    /// Number of its origin within the incident.
    pub(super) origin: usize,
    /// It is a belligerent's about its enemy, and those count for the high bound only.
    pub(super) high_only: bool,
}

/// What the claims of a group come to.
#[derive(Default)]
pub(super) struct Pool {
    /// Statements that count for all three bounds.
    pub(super) full: Vec<Statement>,
    /// Statements that can raise the high bound and nothing else.
    pub(super) high_only: Vec<Statement>,
    /// The claims of both.
    pub(super) counted: Vec<ClaimId>,
    /// The claims of the latter.
    pub(super) doubtful: Vec<ClaimId>,
    pub(super) left_out: Vec<(ClaimId, LeftOut)>,
    pub(super) approximate: bool,
    pub(super) non_conflict: bool,
    /// Nobody tells the whole toll.
    pub(super) of_parts: bool,
}

impl Pool {
    /// What these candidates come to. `harmless`: nobody attacked in this incident.
    pub(super) fn of(
        project: &Project,
        mut candidates: Vec<Candidate<'_>>,
        harmless: bool,
    ) -> Self {
        let accident = |c: &Candidate<'_>| c.claim.scope == Scope::NonConflict;
        let numberless = |c: &Candidate<'_>| c.claim.figure.is_empty();
        let part = |c: &Candidate<'_>| c.claim.scope == Scope::Partial;
        let mut pool =
            Self { non_conflict: harmless || candidates.iter().all(accident), ..Self::default() };
        if !pool.non_conflict {
            pool.leave_out(&mut candidates, accident, &LeftOut::NonConflict);
        }
        if !candidates.iter().all(numberless) {
            pool.leave_out(&mut candidates, numberless, &LeftOut::NoNumber);
        }
        if candidates.iter().any(|c| !part(c) && !c.high_only) {
            pool.leave_out(&mut candidates, part, &LeftOut::Partial);
        }
        let (parts, wholes): (Vec<_>, Vec<_>) = candidates.into_iter().partition(part);
        let (doubtful, trusted): (Vec<_>, Vec<_>) = wholes.into_iter().partition(|c| c.high_only);
        pool.of_parts = trusted.is_empty() && !parts.is_empty();
        pool.full = pool.collapse(project, trusted);
        pool.high_only = pool.collapse(project, doubtful);
        pool.add_up(project, parts);
        pool
    }

    fn leave_out(
        &mut self,
        candidates: &mut Vec<Candidate<'_>>,
        which: impl Fn(&Candidate<'_>) -> bool,
        why: &LeftOut,
    ) {
        candidates.retain(|candidate| {
            let drop = which(candidate);
            if drop {
                self.left_out.push((candidate.claim.id.clone(), why.clone()));
            }
            !drop
        });
    }

    fn count(&mut self, candidate: &Candidate<'_>) {
        self.counted.push(candidate.claim.id.clone());
        if candidate.high_only {
            self.doubtful.push(candidate.claim.id.clone());
        }
        self.approximate |= candidate.claim.modifier == Modifier::About;
    }

    /// Claims of the whole toll: one statement for each origin and figure.
    fn collapse(&mut self, project: &Project, candidates: Vec<Candidate<'_>>) -> Vec<Statement> {
        if let [only] = candidates.as_slice() {
            // With nothing to compare with, its rank and date do not matter.
            self.count(only);
            return vec![alone(only)];
        }
        let mut statements = Vec::new();
        for repeats in by_origin(project, candidates) {
            let Some((_, first)) = repeats.first() else { continue };
            self.count(first);
            for (_, again) in repeats.iter().skip(1) {
                let why = LeftOut::SameOrigin(first.claim.id.clone());
                self.left_out.push((again.claim.id.clone(), why));
            }
            // What the rule does not ask for is not looked up: it costs time in large projects.
            let rule = project.codebook.best_rule;
            let rank = (rule == BestRule::SourceRank).then(|| origin::rank(project, first.claim));
            statements.push(Statement {
                rank: rank.unwrap_or_default(),
                latest: repeats.iter().filter_map(|(date, _)| *date).max(),
                ..alone(first)
            });
        }
        statements
    }

    /// Claims of parts: their sum. Parts are disjoint by definition, whoever counts them; only
    /// where one origin gives one figure in several articles it is the same part told again.
    fn add_up(&mut self, project: &Project, candidates: Vec<Candidate<'_>>) {
        let mut parts: Vec<Candidate<'_>> = Vec::new();
        for told in by_origin(project, candidates) {
            let article = |c: &Candidate<'_>| origin::article_of(project, c.claim).map(|a| &a.id);
            // The article that tells most of them apart stands for all.
            let told_in = |one: &Candidate<'_>| {
                told.iter().filter(|(_, c)| article(c) == article(one)).count()
            };
            let Some(most) = told.iter().map(|(_, c)| told_in(c)).max() else { continue };
            let Some((_, first)) = told.iter().find(|(_, c)| told_in(c) == most) else { continue };
            for (_, part) in &told {
                if article(part) == article(first) {
                    self.count(part);
                    parts.push(*part);
                } else {
                    let why = LeftOut::SameOrigin(first.claim.id.clone());
                    self.left_out.push((part.claim.id.clone(), why));
                }
            }
        }
        self.full.extend(sum(parts.iter().filter(|c| !c.high_only)));
        if parts.iter().any(|c| c.high_only) {
            self.high_only.extend(sum(parts.iter()));
        }
    }
}

/// Candidates of one origin and figure together, the earliest first.
fn by_origin<'a>(
    project: &Project,
    candidates: Vec<Candidate<'a>>,
) -> Vec<Vec<(Option<Date>, Candidate<'a>)>> {
    let mut together: BTreeMap<(usize, Figure), Vec<_>> = BTreeMap::new();
    for candidate in candidates {
        let key = (candidate.origin, in_order(candidate.claim.figure));
        together.entry(key).or_default().push((None, candidate));
    }
    let mut together: Vec<Vec<(Option<Date>, Candidate<'a>)>> = together.into_values().collect();
    let always = project.codebook.best_rule == BestRule::MostRecent;
    for repeats in together.iter_mut().filter(|r| always || r.len() > 1) {
        for (date, candidate) in repeats.iter_mut() {
            *date = origin::said_on(project, candidate.claim);
        }
        repeats.sort_by(|(a, x), (b, y)| {
            (a.is_none(), a, &x.claim.id).cmp(&(b.is_none(), b, &y.claim.id))
        });
    }
    together
}

fn alone(candidate: &Candidate<'_>) -> Statement {
    Statement {
        figure: in_order(candidate.claim.figure),
        origin: candidate.origin,
        rank: (0, 0),
        latest: None,
    }
}

/// The sum of parts: its low bound adds up what is known; best and high are known only where
/// every part knows them.
fn sum<'a>(parts: impl Iterator<Item = &'a Candidate<'a>>) -> Option<Statement> {
    let add = |a: u64, b: u64| a.saturating_add(b);
    parts.map(alone).reduce(|a, b| {
        let (x, y) = (a.figure, b.figure);
        let low = match (x.low, y.low) {
            (Some(x), Some(y)) => Some(add(x, y)),
            (low, None) | (None, low) => low,
        };
        let best = a.best().zip(b.best()).map(|(x, y)| add(x, y));
        let high = x.high.zip(y.high).map(|(x, y)| add(x, y));
        Statement { figure: Figure { low, best, high }, ..a }
    })
}
