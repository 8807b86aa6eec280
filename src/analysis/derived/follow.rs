//! After an edit: which rows hang elsewhere, and which incidents can see the difference.
//!
//! An incident's figures are a function of its own row, its claims and overrides; through its
//! claims of their sources, and of the articles in which they were marked first; of the articles
//! that these repeat; and of the codebook and the lineage of actors, which touch all incidents.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Derived, derive_each};
use crate::analysis::changes::{Changed, Changes};
use crate::model::{Article, ArticleId, ClaimId, Counting, HighlightId, IncidentId, Project};

/// What an edit has touched.
#[derive(Debug, Default)]
pub struct Touched {
    /// All may be another: all was derived anew.
    pub(in crate::analysis) all: bool,
    pub(in crate::analysis) changes: Changes,
    /// Incidents that were derived anew.
    pub(in crate::analysis) incidents: BTreeSet<IncidentId>,
    /// Incidents on which something hangs that has changed.
    pub(in crate::analysis) hung: BTreeSet<IncidentId>,
    /// Claims that have changed or hang elsewhere.
    pub(in crate::analysis) claims: BTreeSet<ClaimId>,
    articles: BTreeSet<ArticleId>,
}

impl Touched {
    /// The articles that have changed, or on which something hangs that has changed; none where
    /// that may be all of them.
    pub fn articles(&self) -> Option<&BTreeSet<ArticleId>> {
        (!self.all).then_some(&self.articles)
    }

    /// The incidents whose row, figures or victims' names may be others; none where that may be all
    /// of them.
    pub fn incidents(&self) -> Option<BTreeSet<IncidentId>> {
        if self.changes.actors.iter().any(|change| change.differs(|actor| &actor.name)) {
            return None;
        }
        let own = self.changes.incidents.iter().filter_map(|change| change.id());
        let hung = own.chain(&self.incidents).chain(&self.hung);
        (!self.all).then(|| hung.cloned().collect())
    }

    /// The highlights that have changed, or what stands on them, or the title of its incident; none
    /// where that may be all of them. `derived` is what is derived now.
    pub fn highlights(&self, derived: &Derived) -> Option<BTreeSet<HighlightId>> {
        if self.all {
            return None;
        }
        let changes = &self.changes;
        let own = changes.highlights.iter().filter_map(|change| change.id().cloned());
        let mut touched: BTreeSet<HighlightId> = own.collect();
        let claims = changes.claims.iter().flat_map(Changed::sides);
        touched.extend(claims.flat_map(|claim| &claim.highlights).cloned());
        let evidence = changes.evidence.iter().flat_map(Changed::sides);
        touched.extend(evidence.filter_map(|evidence| evidence.highlight.clone()));
        let renamed = changes.incidents.iter().filter(|change| change.differs(|i| &i.title));
        for incident in renamed.filter_map(|change| change.id()) {
            let claims = derived.claims_of(incident).iter();
            touched.extend(claims.flat_map(|claim| &claim.highlights).cloned());
            let evidence = derived.evidence_for(incident).iter();
            touched.extend(evidence.filter_map(|evidence| evidence.highlight.clone()));
        }
        Some(touched)
    }
}

impl Derived {
    /// Brings this up to the project as it is now, and says what has been touched.
    pub fn follow(&mut self, project: &Project) -> Touched {
        let changes = Changes::between(&self.project, project);
        let lineage = project.codebook.partisan != Counting::Include
            && changes
                .actors
                .iter()
                .any(|change| parent(change.before.as_deref()) != parent(change.after.as_deref()));
        if changes.codebook || lineage {
            *self = Self::of(project);
            return Touched { all: true, changes, ..Touched::default() };
        }
        let before = std::mem::replace(&mut self.project, project.clone());
        let mut touched = Touched::default();
        self.move_rows(&before, project, &changes, &mut touched);
        self.find_stale(&before, project, &changes, &mut touched);
        self.forget_empty(&touched.hung, &touched.articles);
        let stale = touched.incidents.iter();
        if touched.incidents.len() * 4 < self.incidents.len() {
            for id in stale {
                if let Some(record) = self.incidents.get_mut(id) {
                    derive_each(project, vec![(id, Arc::make_mut(record))]);
                }
            }
        } else {
            let stale = |id: &IncidentId| touched.incidents.contains(id);
            let records = self.incidents.iter_mut().filter(|(id, _)| stale(id));
            let records = records.map(|(id, record)| (id, Arc::make_mut(record)));
            derive_each(project, records.collect());
        }
        touched.changes = changes;
        touched
    }

    /// Hangs what has changed where it belongs now.
    fn move_rows(
        &mut self,
        before: &Project,
        project: &Project,
        changes: &Changes,
        touched: &mut Touched,
    ) {
        touched.claims.extend(changes.claims.iter().filter_map(|c| c.id().cloned()));
        for change in changes.highlights.iter().filter(|c| c.differs(|h| &h.article)) {
            let on = change.id().map_or(&[][..], |id| self.claims_on(id));
            touched.claims.extend(on.iter().map(|claim| claim.id.clone()));
        }
        let claims = std::mem::take(&mut touched.claims);
        for claim in claims.iter().filter_map(|id| before.claims.get(id)) {
            self.unlink_claim(before, claim);
            touched.hung(before, claim);
        }
        for change in &changes.highlights {
            if let Some(highlight) = &change.before {
                self.unlink_highlight(highlight);
            }
            if let Some(highlight) = &change.after {
                self.link_highlight(highlight);
            }
            touched.articles.extend(change.sides().map(|h| h.article.clone()));
        }
        for claim in claims.iter().filter_map(|id| project.claims.get(id)) {
            self.link_claim(project, claim);
            touched.hung(project, claim);
        }
        touched.claims = claims;
        touched.incidents.clone_from(&touched.hung);
        for change in &changes.evidence {
            if let Some(evidence) = &change.before {
                self.unlink_evidence(evidence);
            }
            if let Some(evidence) = &change.after {
                self.link_evidence(evidence);
            }
            for evidence in change.sides() {
                touched.hung.insert(evidence.incident.clone());
                touched.articles.insert(evidence.article.clone());
            }
        }
        for change in &changes.overrides {
            if let Some(figure) = &change.before {
                self.unlink_override(figure);
            }
            if let Some(figure) = &change.after {
                self.link_override(figure);
            }
            touched.hung.extend(change.sides().map(|figure| figure.incident.clone()));
            touched.incidents.extend(change.sides().map(|figure| figure.incident.clone()));
        }
        for change in &changes.links {
            if let Some(link) = &change.before {
                self.unlink_link(link);
            }
            if let Some(link) = &change.after {
                self.link_link(link);
            }
            touched.hung.extend(change.sides().flat_map(|link| [link.a.clone(), link.b.clone()]));
        }
    }

    /// Finds the incidents whose figures may be others though nothing hangs elsewhere.
    fn find_stale(
        &self,
        before: &Project,
        project: &Project,
        changes: &Changes,
        touched: &mut Touched,
    ) {
        let incidents = changes.incidents.iter();
        let incidents = incidents.filter(|c| c.differs(|i| (&i.event_type, &i.parties)));
        touched.incidents.extend(incidents.filter_map(|c| c.id().cloned()));
        let sources = changes.sources.iter();
        let sources = sources.filter(|c| c.differs(|s| (&s.kind, &s.actor, &s.reliability)));
        for source in sources.filter_map(|c| c.id()) {
            let claims = self.claims_by(source).iter();
            touched.incidents.extend(claims.filter_map(|claim| claim.incident.clone()));
        }
        touched.articles.extend(changes.articles.iter().filter_map(|c| c.id().cloned()));
        let voices = changes.articles.iter().filter(|c| c.differs(voice));
        let mut voices: BTreeSet<ArticleId> = voices.filter_map(|c| c.id().cloned()).collect();
        let circles = changes.articles.iter().filter(|c| c.differs(|a| &a.duplicate_of));
        let circles: BTreeSet<&ArticleId> = circles.filter_map(|c| c.id()).collect();
        if !circles.is_empty() {
            voices.extend(repeating(before, &circles));
            voices.extend(repeating(project, &circles));
        }
        for article in &voices {
            let claims = self.claims_in(article).iter();
            touched.incidents.extend(claims.filter_map(|claim| claim.incident.clone()));
        }
    }
}

impl Touched {
    fn hung(&mut self, project: &Project, claim: &crate::model::Claim) {
        self.hung.extend(claim.incident.clone());
        let marked = claim.highlights.iter().filter_map(|id| project.highlights.get(id));
        self.articles.extend(marked.map(|highlight| highlight.article.clone()));
    }
}

fn parent(actor: Option<&crate::model::Actor>) -> Option<&crate::model::ActorId> {
    actor?.parent.as_ref()
}

/// What origins are told apart by, and when an article speaks.
fn voice(article: &Article) -> impl PartialEq + use<'_> {
    (&article.wire, &article.publisher, &article.duplicate_of, article.published_on())
}

/// The articles that repeat one of these, through any number of steps.
fn repeating<'a>(
    project: &'a Project,
    these: &BTreeSet<&ArticleId>,
) -> impl Iterator<Item = ArticleId> + use<'a> {
    let mut found = Vec::new();
    for article in project.articles.values().filter(|a| a.duplicate_of.is_some()) {
        let mut path: Vec<&ArticleId> = vec![&article.id];
        let mut at = article;
        while let Some(next) = &at.duplicate_of {
            if path.contains(&next) {
                break;
            }
            path.push(next);
            let Some(article) = project.articles.get(next) else { break };
            at = article;
        }
        if path.iter().any(|id| these.contains(id)) {
            found.push(article.id.clone());
        }
    }
    found.into_iter()
}
