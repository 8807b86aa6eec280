//! What hangs on what: the lists behind [`Derived`], kept in order while rows come and go.

use std::cmp::Reverse;
use std::sync::Arc;

use super::Derived;
use crate::analysis::derive::Derivation;
use crate::model::{
    Claim, ClaimId, Entity, Evidence, Highlight, HighlightId, IncidentLink, Override, Project,
};

/// What hangs on an incident.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Record {
    pub(super) claims: Vec<Arc<Claim>>,
    pub(super) evidence: Vec<Arc<Evidence>>,
    pub(super) overrides: Vec<Arc<Override>>,
    pub(super) links: Vec<Arc<IncidentLink>>,
    pub(super) derivation: Derivation,
}

/// What hangs on an article.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Page {
    pub(super) claims: Vec<Arc<Claim>>,
    pub(super) highlights: Vec<Arc<Highlight>>,
    pub(super) evidence: Vec<Arc<Evidence>>,
}

impl Record {
    fn is_empty(&self) -> bool {
        self.claims.is_empty()
            && self.evidence.is_empty()
            && self.overrides.is_empty()
            && self.links.is_empty()
    }
}

impl Page {
    fn is_empty(&self) -> bool {
        self.claims.is_empty() && self.evidence.is_empty() && self.highlights.is_empty()
    }
}

/// The claims on a highlight: nearly always one, which then costs no list of its own.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum On {
    One(Arc<Claim>),
    Several(Vec<Arc<Claim>>),
}

impl On {
    pub(super) fn claims(&self) -> &[Arc<Claim>] {
        match self {
            Self::One(claim) => std::slice::from_ref(claim),
            Self::Several(claims) => claims,
        }
    }

    fn add(&mut self, claim: &Arc<Claim>) {
        match self {
            Self::One(first) if first.id == claim.id => *first = Arc::clone(claim),
            Self::One(first) => {
                let mut both = vec![Arc::clone(first)];
                put(&mut both, claim);
                *self = Self::Several(both);
            }
            Self::Several(claims) => put(claims, claim),
        }
    }

    /// The claims without this one; none where there is no other.
    fn without(self, claim: &ClaimId) -> Option<Self> {
        match self {
            Self::One(only) => (only.id != *claim).then_some(Self::One(only)),
            Self::Several(mut claims) => {
                take(&mut claims, claim);
                match claims.as_slice() {
                    [] => None,
                    [only] => Some(Self::One(Arc::clone(only))),
                    [_, _, ..] => Some(Self::Several(claims)),
                }
            }
        }
    }
}

/// Puts a row in its place in a list sorted by id, or in that of its older self.
fn put<T: Entity>(list: &mut Vec<Arc<T>>, row: &Arc<T>) {
    if list.last().is_none_or(|last| last.id() < row.id()) {
        list.push(Arc::clone(row));
        return;
    }
    match list.binary_search_by(|known| known.id().cmp(row.id())) {
        Ok(at) => {
            if let Some(known) = list.get_mut(at) {
                *known = Arc::clone(row);
            }
        }
        Err(at) => list.insert(at, Arc::clone(row)),
    }
}

fn take<T: Entity>(list: &mut Vec<Arc<T>>, id: &T::Id) {
    if let Ok(at) = list.binary_search_by(|known| known.id().cmp(id)) {
        list.remove(at);
    }
}

/// What highlights of an article are sorted by: the order of the text, of two that start together
/// the longer first.
pub(super) fn place(highlight: &Highlight) -> (usize, Reverse<usize>, &HighlightId) {
    (highlight.start, Reverse(highlight.end), &highlight.id)
}

/// The claims that this one refers to.
fn cites(claim: &Claim) -> impl Iterator<Item = &ClaimId> {
    claim.subset.iter().map(|subset| &subset.of).chain(&claim.supersedes)
}

/// Each method that links has one that unlinks. What a claim hangs on is found through the
/// highlights of the project that is passed.
impl Derived {
    pub(super) fn link_claim(&mut self, project: &Project, claim: &Arc<Claim>) {
        self.link_claim_to_words(project, claim);
        self.link_claim_to_others(claim);
    }

    /// To the highlights that it stands on, and their articles.
    pub(super) fn link_claim_to_words(&mut self, project: &Project, claim: &Arc<Claim>) {
        for id in &claim.highlights {
            let on = self.on.entry(id.clone());
            on.and_modify(|on| on.add(claim)).or_insert_with(|| On::One(Arc::clone(claim)));
            if let Some(highlight) = project.highlights.get(id) {
                let page = self.articles.entry(highlight.article.clone()).or_default();
                put(&mut Arc::make_mut(page).claims, claim);
            }
        }
    }

    /// To its source, its incident and the claims that it refers to.
    pub(super) fn link_claim_to_others(&mut self, claim: &Arc<Claim>) {
        if let Some(source) = &claim.source {
            put(self.by_source.entry(source.clone()).or_default(), claim);
        }
        for older in cites(claim) {
            let citing = self.cited.entry(older.clone()).or_default();
            if let Err(at) = citing.binary_search(&claim.id) {
                citing.insert(at, claim.id.clone());
            }
        }
        match &claim.incident {
            Some(incident) => {
                let record = self.incidents.entry(incident.clone()).or_default();
                put(&mut Arc::make_mut(record).claims, claim);
            }
            None => put(&mut self.loose, claim),
        }
    }

    pub(super) fn unlink_claim(&mut self, project: &Project, claim: &Claim) {
        for id in &claim.highlights {
            if let Some(rest) = self.on.remove(id).and_then(|on| on.without(&claim.id)) {
                self.on.insert(id.clone(), rest);
            }
            if let Some(highlight) = project.highlights.get(id)
                && let Some(page) = self.articles.get_mut(&highlight.article)
            {
                take(&mut Arc::make_mut(page).claims, &claim.id);
            }
        }
        if let Some(source) = &claim.source
            && let Some(claims) = self.by_source.get_mut(source)
        {
            take(claims, &claim.id);
            if claims.is_empty() {
                self.by_source.remove(source);
            }
        }
        for older in cites(claim) {
            if let Some(citing) = self.cited.get_mut(older) {
                citing.retain(|id| *id != claim.id);
                if citing.is_empty() {
                    self.cited.remove(older);
                }
            }
        }
        match &claim.incident {
            Some(incident) => {
                if let Some(record) = self.incidents.get_mut(incident) {
                    take(&mut Arc::make_mut(record).claims, &claim.id);
                }
            }
            None => take(&mut self.loose, &claim.id),
        }
    }

    pub(super) fn link_highlight(&mut self, highlight: &Arc<Highlight>) {
        let page = self.articles.entry(highlight.article.clone()).or_default();
        let list = &mut Arc::make_mut(page).highlights;
        let at = list.partition_point(|known| place(known) < place(highlight));
        list.insert(at, Arc::clone(highlight));
    }

    pub(super) fn unlink_highlight(&mut self, highlight: &Highlight) {
        if let Some(page) = self.articles.get_mut(&highlight.article)
            && let Ok(at) = page.highlights.binary_search_by(|h| place(h).cmp(&place(highlight)))
        {
            Arc::make_mut(page).highlights.remove(at);
        }
    }

    pub(super) fn link_evidence(&mut self, evidence: &Arc<Evidence>) {
        self.link_evidence_to_article(evidence);
        self.link_evidence_to_incident(evidence);
    }

    pub(super) fn link_evidence_to_incident(&mut self, evidence: &Arc<Evidence>) {
        let record = self.incidents.entry(evidence.incident.clone()).or_default();
        put(&mut Arc::make_mut(record).evidence, evidence);
    }

    pub(super) fn link_evidence_to_article(&mut self, evidence: &Arc<Evidence>) {
        let page = self.articles.entry(evidence.article.clone()).or_default();
        put(&mut Arc::make_mut(page).evidence, evidence);
    }

    pub(super) fn unlink_evidence(&mut self, evidence: &Evidence) {
        if let Some(record) = self.incidents.get_mut(&evidence.incident) {
            take(&mut Arc::make_mut(record).evidence, &evidence.id);
        }
        if let Some(page) = self.articles.get_mut(&evidence.article) {
            take(&mut Arc::make_mut(page).evidence, &evidence.id);
        }
    }

    pub(super) fn link_override(&mut self, figure: &Arc<Override>) {
        let record = self.incidents.entry(figure.incident.clone()).or_default();
        put(&mut Arc::make_mut(record).overrides, figure);
    }

    pub(super) fn unlink_override(&mut self, figure: &Override) {
        if let Some(record) = self.incidents.get_mut(&figure.incident) {
            take(&mut Arc::make_mut(record).overrides, &figure.id);
        }
    }

    pub(super) fn link_link(&mut self, link: &Arc<IncidentLink>) {
        for end in [&link.a, &link.b] {
            let record = self.incidents.entry(end.clone()).or_default();
            put(&mut Arc::make_mut(record).links, link);
        }
    }

    pub(super) fn unlink_link(&mut self, link: &IncidentLink) {
        for end in [&link.a, &link.b] {
            if let Some(record) = self.incidents.get_mut(end) {
                take(&mut Arc::make_mut(record).links, &link.id);
            }
        }
    }

    /// Forgets an incident or article on which nothing hangs any more.
    pub(super) fn forget_empty<'a>(
        &mut self,
        incidents: impl IntoIterator<Item = &'a crate::model::IncidentId>,
        articles: impl IntoIterator<Item = &'a crate::model::ArticleId>,
    ) {
        for id in incidents {
            if self.incidents.get(id).is_some_and(|record| record.is_empty()) {
                self.incidents.remove(id);
            }
        }
        for id in articles {
            if self.articles.get(id).is_some_and(|page| page.is_empty()) {
                self.articles.remove(id);
            }
        }
    }
}
