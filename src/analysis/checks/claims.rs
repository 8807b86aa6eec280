//! Checks of single claims, and of claims beside others of their source.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Finding, FindingKind, Scene, Subject};
use crate::analysis::origin;
use crate::model::{
    Article, ArticleId, Claim, ClaimId, CodingStatus, Group, IncidentId, Override, Project, Review,
    Scope, Vocabulary as _,
};

/// What is wrong with a claim.
pub(super) fn of_claim(scene: Scene<'_>, claim: &Claim, found: &mut Vec<Finding>) {
    if claim.review == Review::Rejected {
        return;
    }
    let accepted = claim.review == Review::Accepted;
    let subject = || Subject::Claim(claim.id.clone());
    let mut say = |kind, message: String| found.push(Finding::new(kind, subject(), message));
    if !claim.figure.is_ordered() {
        let message = format!("{}: low ≤ best ≤ high does not hold", claim.figure);
        say(FindingKind::FigureOrder, message);
    }
    if is_lost(scene, claim) {
        let message = format!("the words of “{}” are no longer in the article", name(claim));
        say(FindingKind::LostQuote, message);
    }
    if accepted && claim.source.is_none() {
        let message = format!("{} in the article's own voice: nobody is named", name(claim));
        say(FindingKind::NoSource, message);
    }
    if accepted && claim.scope == Scope::Total && claim.figure.is_empty() {
        say(FindingKind::NoNumber, format!("{}: no number is given", name(claim)));
    }
    if accepted && claim.incident.is_none() && belongs_to_one(&claim.scope) {
        say(FindingKind::NoIncident, format!("{} is in no incident yet", name(claim)));
    }
    found.extend(above_parent(scene.project, claim));
}

/// "23 killed", for messages.
pub(super) fn name(claim: &Claim) -> String {
    let outcome = claim.outcome.label().to_lowercase();
    match claim.figure.best.or(claim.figure.floor()) {
        _ if !claim.verbatim.trim().is_empty() => format!("{} ({outcome})", claim.verbatim.trim()),
        Some(n) => format!("{n} {outcome}"),
        None => outcome,
    }
}

/// Whether a claim of this scope counts in one incident.
fn belongs_to_one(scope: &Scope) -> bool {
    match scope {
        Scope::Total | Scope::Partial | Scope::NonConflict => true,
        Scope::Several | Scope::Background | Scope::ForceSize | Scope::Other(_) => false,
    }
}

fn is_lost(scene: Scene<'_>, claim: &Claim) -> bool {
    let known = claim.highlights.iter().filter_map(|id| scene.project.highlights.get(id));
    let mut known = known.peekable();
    known.peek().is_some() && known.any(|h| h.unanchored)
}

fn above_parent(project: &Project, claim: &Claim) -> Option<Finding> {
    let parent = project.claims.get(&claim.subset.as_ref()?.of)?;
    let least = claim.figure.floor()?;
    let most = parent.figure.high?;
    (least > most).then(|| {
        let kind = FindingKind::SubsetAboveParent;
        let message = format!("{} is a part of {}, and greater", name(claim), name(parent));
        let subject = Subject::Claim(claim.id.clone());
        let also = vec![Subject::Claim(parent.id.clone())];
        Finding { kind, message, subject, also }
    })
}

/// One origin, one incident, one group, one scope, two figures.
pub(super) fn contradictions(scene: Scene<'_>, id: &IncidentId, found: &mut Vec<Finding>) {
    let counts = |c: &&Arc<Claim>| {
        c.review == Review::Accepted
            && c.scope == Scope::Total
            && c.subset.is_none()
            && !c.figure.is_empty()
    };
    let claims: Vec<_> = scene.derived.claims_of(id).iter().filter(counts).collect();
    if claims.len() < 2 {
        return;
    }
    let replaced = crate::analysis::supersede::superseded(&claims);
    let origins = origin::number(scene.project, &claims);
    let mut said: BTreeMap<(usize, Group), Vec<&Arc<Claim>>> = BTreeMap::new();
    for (claim, origin) in claims.iter().zip(origins) {
        if !replaced.contains_key(&claim.id) {
            said.entry((origin, Project::group_of(claim))).or_default().push(claim);
        }
    }
    for said in said.into_values() {
        let Some((first, rest)) = said.split_first() else { continue };
        let others = rest.iter().filter(|c| c.figure != first.figure);
        let others: Vec<ClaimId> = others.map(|c| c.id.clone()).collect();
        if others.is_empty() {
            continue;
        }
        let source = first.source.as_ref().and_then(|s| scene.project.sources.get(s));
        let source = source.map_or("the article's own voice", |s| s.name.as_str());
        let figures: Vec<_> = said.iter().map(|c| name(c)).collect();
        let figures = figures.join(", ");
        found.push(Finding {
            kind: FindingKind::Contradiction,
            message: format!("{source} gives several figures: {figures}; none supersedes"),
            subject: Subject::Claim(first.id.clone()),
            also: others.into_iter().map(Subject::Claim).collect(),
        });
    }
}

/// Suggestions that are left in an article that is marked coded.
pub(super) fn unreviewed(scene: Scene<'_>, article: &Article, found: &mut Vec<Finding>) {
    if article.status != CodingStatus::Coded {
        return;
    }
    let claims = scene.derived.claims_in(&article.id).iter();
    let open: Vec<_> = claims.filter(|c| c.review == Review::Suggested).collect();
    if open.is_empty() {
        return;
    }
    let title = article.display_title();
    let left = if open.len() == 1 {
        "a suggestion is".to_owned()
    } else {
        format!("{} suggestions are", open.len())
    };
    found.push(Finding {
        kind: FindingKind::Unreviewed,
        message: format!("“{title}” is marked coded, but {left} left"),
        subject: Subject::Article(article.id.clone()),
        also: open.iter().map(|c| Subject::Claim(c.id.clone())).collect(),
    });
}

/// What is wrong with an override.
pub(super) fn of_override(scene: Scene<'_>, by: &Override, found: &mut Vec<Finding>) {
    let subject = || Subject::Override(by.id.clone());
    if !by.figure.is_ordered() {
        let message = format!("{}: low ≤ best ≤ high does not hold", by.figure);
        found.push(Finding::new(FindingKind::FigureOrder, subject(), message));
    }
    let figures = scene.derived.figures(&by.incident).iter();
    let mut mine = figures.filter_map(|f| Some((f, f.overridden.as_ref()?)));
    if let Some((figure, _)) = mine.find(|(_, o)| o.id == by.id && o.stale) {
        let incident = scene.project.incidents.get(&by.incident);
        let incident = incident.map_or(by.incident.as_str(), |i| i.title.as_str());
        let message = format!(
            "the claims under the override of {incident} have changed: the rule now gives {}",
            figure.derived
        );
        let mut finding = Finding::new(FindingKind::StaleOverride, subject(), message);
        finding.also.push(Subject::Incident(by.incident.clone()));
        found.push(finding);
    }
}

/// That suggested claims wait in an article that is marked coded.
pub(super) fn waiting(project: &Project, id: &ArticleId, count: usize) -> Option<Finding> {
    let article = project.articles.get(id)?;
    if article.status != CodingStatus::Coded || count == 0 {
        return None;
    }
    let left = match count {
        1 => "a suggested claim is".to_owned(),
        n => format!("{n} suggested claims are"),
    };
    let title = article.display_title();
    let message = format!("“{title}” is marked coded, but {left} left unreviewed");
    Some(Finding::new(FindingKind::Unreviewed, Subject::Article(id.clone()), message))
}
