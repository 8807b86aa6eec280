//! Who really says it: claims of one origin with one figure are one statement.
//!
//! A ministry's figure relayed by three agencies is the ministry's; an agency's story printed by
//! ten papers is the agency's.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use smol_str::SmolStr;

use crate::model::{
    Article, ArticleId, Claim, ClaimId, Figure, Project, Reliability, SourceId, SourceKind,
};

/// What makes two claims come from one origin.
#[derive(PartialEq, Eq, Hash)]
enum Label<'a> {
    Source(&'a SourceId),
    Wire(SmolStr),
    Publisher(SmolStr),
    /// The article that others repeat, itself included.
    Original(&'a ArticleId),
    /// Nothing is known of where it stands.
    Claim(&'a ClaimId),
}

/// Numbers the origins of claims: claims at `i` and `j` have one origin where `numbers[i]` and
/// `numbers[j]` are equal.
pub(super) fn number(project: &Project, claims: &[&Arc<Claim>]) -> Vec<usize> {
    if claims.len() == 1 {
        return vec![0];
    }
    let mut owners: HashMap<Label<'_>, usize> = HashMap::new();
    let mut parent: Vec<usize> = (0..claims.len()).collect();
    for (index, claim) in claims.iter().enumerate() {
        for label in labels(project, claim) {
            let first = *owners.entry(label).or_insert(index);
            let (a, b) = (root(&parent, first), root(&parent, index));
            if let Some(slot) = parent.get_mut(a.max(b)) {
                *slot = a.min(b);
            }
        }
    }
    (0..claims.len()).map(|index| root(&parent, index)).collect()
}

fn root(parent: &[usize], mut index: usize) -> usize {
    while let Some(&up) = parent.get(index)
        && up != index
    {
        index = up;
    }
    index
}

fn labels<'a>(project: &'a Project, claim: &'a Claim) -> Vec<Label<'a>> {
    if let Some(source) = &claim.source {
        return vec![Label::Source(source)];
    }
    let Some(article) = article_of(project, claim) else {
        return vec![Label::Claim(&claim.id)];
    };
    let original = original(project, article);
    let mut labels = vec![Label::Original(&original.id)];
    // A reprinted wire story is the agency's voice, not the paper's.
    if !article.wire.trim().is_empty() {
        labels.push(Label::Wire(folded(&article.wire)));
    } else if !article.publisher.trim().is_empty() {
        labels.push(Label::Publisher(folded(&article.publisher)));
    }
    labels
}

fn folded(name: &str) -> SmolStr {
    name.trim().chars().flat_map(char::to_lowercase).collect()
}

/// The article in which a claim was marked first.
pub(super) fn article_of<'a>(project: &'a Project, claim: &Claim) -> Option<&'a Arc<Article>> {
    let highlight = project.highlights.get(claim.highlights.first()?)?;
    project.articles.get(&highlight.article)
}

/// The article that this one repeats, through any number of steps; itself where none. In a circle
/// the one of the least id, so that all of it agree.
pub(super) fn original<'a>(project: &'a Project, article: &'a Arc<Article>) -> &'a Arc<Article> {
    let mut path = vec![article];
    let mut at = article;
    while let Some(next) = at.duplicate_of.as_ref().and_then(|id| project.articles.get(id)) {
        if let Some(start) = path.iter().position(|a| a.id == next.id) {
            let circle = path.iter().skip(start);
            return circle.min_by_key(|a| &a.id).copied().unwrap_or(at);
        }
        path.push(next);
        at = next;
    }
    at
}

/// The day on which a claim was made: the one that the article gives for it, else that of
/// publication.
pub(super) fn said_on(project: &Project, claim: &Claim) -> Option<Date> {
    claim.claimed_at.or_else(|| article_of(project, claim)?.published_on())
}

/// How far a claim's source is trusted: less is more. Reliability comes first: A, B and C lift a
/// source, D and E sink it; F ("cannot be judged") and no grade say nothing and leave it to the
/// codebook's ranking of source types.
pub(super) fn rank(project: &Project, claim: &Claim) -> (u8, usize) {
    let codebook = &project.codebook;
    let Some(id) = &claim.source else {
        return (UNGRADED, codebook.rank(&SourceKind::Media));
    };
    let Some(source) = project.sources.get(id) else {
        return (UNGRADED, codebook.rank(&SourceKind::Unknown));
    };
    let grade = match source.reliability {
        Some(Reliability::A) => 0,
        Some(Reliability::B) => 1,
        Some(Reliability::C) => 2,
        Some(Reliability::F | Reliability::Other(_)) | None => UNGRADED,
        Some(Reliability::D) => 4,
        Some(Reliability::E) => 5,
    };
    (grade, codebook.rank(&source.kind))
}

const UNGRADED: u8 = 3;

/// One figure of one origin, whoever repeats it; or the sum of disjoint parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statement {
    /// Its figure, in order.
    pub(super) figure: Figure,
    /// Number of its origin.
    pub(super) origin: usize,
    /// How far its source is trusted.
    pub(super) rank: (u8, usize),
    /// The day on which it was made last: who repeats a figure stands by it.
    pub(super) latest: Option<Date>,
}

impl Statement {
    /// The number that it puts first; of a range the low end.
    pub(super) fn best(&self) -> Option<u64> {
        let range = self.figure.low.filter(|_| self.figure.high.is_some());
        self.figure.best.or(range)
    }

    /// The number that it puts first; of a range the middle.
    pub(super) fn middle(&self) -> Option<u64> {
        let range = || Some(self.figure.low?.midpoint(self.figure.high?));
        self.figure.best.or_else(range)
    }
}

/// A figure's known bounds in order, whatever a file says: low ≤ best ≤ high.
pub(super) fn in_order(figure: Figure) -> Figure {
    if figure.is_ordered() {
        return figure;
    }
    let mut known: Vec<u64> =
        [figure.low, figure.best, figure.high].into_iter().flatten().collect();
    known.sort_unstable();
    let mut known = known.into_iter();
    let mut take = |bound: Option<u64>| bound.and_then(|_| known.next());
    Figure { low: take(figure.low), best: take(figure.best), high: take(figure.high) }
}
