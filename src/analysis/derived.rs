//! All that is derived from a project: figures of every incident, and indexes from incidents,
//! articles and highlights to what hangs on them.
//!
//! [`Derived::of`] derives all in one pass. After an edit [`Derived::follow`] finds the rows that
//! differ from the state that was derived last, moves them in the indexes, and derives only the
//! incidents that can see the difference.
//!
//! *Invariants*: what `follow` leaves is equal to what `of` gives for the same project.

mod follow;
mod index;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

pub use self::follow::Touched;
use self::index::{On, Page, Record};
use super::derive::derive;
use super::figure::{GroupFigure, LeftOut, Total};
use super::origin;
use crate::jobs;
use crate::model::{
    ArticleId, Claim, ClaimId, Evidence, Highlight, HighlightId, IncidentId, IncidentLink, Outcome,
    Override, Project, Review, SourceId,
};

/// Figures and indexes of a project at one revision.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Derived {
    /// The state that it is derived from; it shares its rows with the project.
    project: Project,
    // Shared between copies: while somebody looks at one, an edit copies only what it touches.
    incidents: HashMap<IncidentId, Arc<Record>>,
    articles: HashMap<ArticleId, Arc<Page>>,
    on: HashMap<HighlightId, On>,
    by_source: HashMap<SourceId, Vec<Arc<Claim>>>,
    /// For a claim that others count parts of or supersede: those others, by id.
    cited: HashMap<ClaimId, Vec<ClaimId>>,
    loose: Vec<Arc<Claim>>,
}

/// From so many incidents on they are derived on all cores.
const SEVERAL: usize = 1000;

/// How a claim stands in its incident.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It is in no incident.
    Loose,
    /// Its figure counts.
    Counts,
    /// It can raise the high bound and nothing else.
    HighOnly,
    /// It does not count.
    LeftOut(LeftOut),
}

impl Derived {
    /// All that is derived from this project.
    pub fn of(project: &Project) -> Self {
        let (pages, mut derived) =
            jobs::both("derive", || Self::pages(project), || Self::records(project));
        derived.project = project.clone();
        derived.articles = pages.articles;
        derived.on = pages.on;
        let all = derived.incidents.iter_mut().map(|(id, record)| (id, Arc::make_mut(record)));
        let all = all.collect();
        derive_each(project, all);
        derived
    }

    /// What hangs on articles and highlights, and nothing else.
    fn pages(project: &Project) -> Self {
        let mut derived = Self::default();
        derived.on.reserve(project.highlights.len());
        for highlight in project.highlights.values() {
            let page = derived.articles.entry(highlight.article.clone()).or_default();
            Arc::make_mut(page).highlights.push(Arc::clone(highlight));
        }
        for page in derived.articles.values_mut() {
            Arc::make_mut(page).highlights.sort_by(|a, b| index::place(a).cmp(&index::place(b)));
        }
        for claim in project.claims.values() {
            derived.link_claim_to_words(project, claim);
        }
        for evidence in project.evidence.values() {
            derived.link_evidence_to_article(evidence);
        }
        derived
    }

    /// What hangs on incidents and sources, and nothing else.
    fn records(project: &Project) -> Self {
        let mut derived = Self::default();
        derived.incidents.reserve(project.incidents.len());
        for claim in project.claims.values() {
            derived.link_claim_to_others(claim);
        }
        for evidence in project.evidence.values() {
            derived.link_evidence_to_incident(evidence);
        }
        for figure in project.overrides.values() {
            derived.link_override(figure);
        }
        for link in project.links.values() {
            derived.link_link(link);
        }
        derived
    }

    /// The figures of an incident, in the order of the vocabularies; none for an unknown one.
    pub fn figures(&self, incident: &IncidentId) -> &[GroupFigure] {
        self.incidents.get(incident).map_or(&[], |r| &r.derivation.groups)
    }

    /// The sum of an incident's figures of one outcome; none where it has no such group.
    pub fn total(&self, incident: &IncidentId, outcome: &Outcome) -> Option<Total> {
        let figures = self.figures(incident).iter().filter(|f| f.group.outcome == *outcome);
        let mut figures = figures.peekable();
        figures.peek().is_some().then(|| Total::of(figures))
    }

    /// The claims of an incident, by id.
    pub fn claims_of(&self, incident: &IncidentId) -> &[Arc<Claim>] {
        self.incidents.get(incident).map_or(&[], |r| &r.claims)
    }

    /// The evidence for an incident, by id.
    pub fn evidence_for(&self, incident: &IncidentId) -> &[Arc<Evidence>] {
        self.incidents.get(incident).map_or(&[], |r| &r.evidence)
    }

    /// The claims that are marked in an article, by id.
    pub fn claims_in(&self, article: &ArticleId) -> &[Arc<Claim>] {
        self.articles.get(article).map_or(&[], |p| &p.claims)
    }

    /// The highlights of an article, in the order of the text; of two that start together the
    /// longer first.
    pub fn highlights_in(&self, article: &ArticleId) -> &[Arc<Highlight>] {
        self.articles.get(article).map_or(&[], |p| &p.highlights)
    }

    /// The evidence that an article gives, by id.
    pub fn evidence_in(&self, article: &ArticleId) -> &[Arc<Evidence>] {
        self.articles.get(article).map_or(&[], |p| &p.evidence)
    }

    /// The claims that stand on a highlight, by id.
    pub fn claims_on(&self, highlight: &HighlightId) -> &[Arc<Claim>] {
        self.on.get(highlight).map_or(&[], On::claims)
    }

    /// The claims that cite a source, by id.
    pub fn claims_by(&self, source: &SourceId) -> &[Arc<Claim>] {
        self.by_source.get(source).map_or(&[], Vec::as_slice)
    }

    /// The claims that count a part of a claim or supersede it, by id.
    pub(super) fn citing(&self, claim: &ClaimId) -> &[ClaimId] {
        self.cited.get(claim).map_or(&[], Vec::as_slice)
    }

    /// The overrides of an incident's figures, by id.
    pub(super) fn overrides_of(&self, incident: &IncidentId) -> &[Arc<Override>] {
        self.incidents.get(incident).map_or(&[], |r| &r.overrides)
    }

    /// The links of an incident to others, in either direction, by id.
    pub fn links_of(&self, incident: &IncidentId) -> &[Arc<IncidentLink>] {
        self.incidents.get(incident).map_or(&[], |r| &r.links)
    }

    /// The claims that are in no incident, by id.
    pub fn loose_claims(&self) -> &[Arc<Claim>] {
        &self.loose
    }

    /// The incidents that an article's claims or evidence belong to, by id.
    pub fn incidents_in(&self, article: &ArticleId) -> BTreeSet<IncidentId> {
        let claims = self.claims_in(article).iter().filter_map(|c| c.incident.clone());
        claims.chain(self.evidence_in(article).iter().map(|e| e.incident.clone())).collect()
    }

    /// Whether an article's claims or evidence belong to an incident.
    pub fn is_in(&self, incident: &IncidentId, article: &ArticleId) -> bool {
        let marked = self.claims_of(incident).iter().flat_map(|claim| &claim.highlights);
        let highlights = &self.project.highlights;
        marked.filter_map(|id| highlights.get(id)).any(|h| h.article == *article)
            || self.evidence_for(incident).iter().any(|e| e.article == *article)
    }

    /// The articles that report an incident, through claims or evidence, by id. Rejected claims
    /// report nothing.
    pub fn articles_of(&self, project: &Project, incident: &IncidentId) -> BTreeSet<ArticleId> {
        let claims = self.claims_of(incident).iter().filter(|c| c.review != Review::Rejected);
        let marked = claims.flat_map(|c| &c.highlights);
        let marked = marked.filter_map(|id| Some(project.highlights.get(id)?.article.clone()));
        marked.chain(self.evidence_for(incident).iter().map(|e| e.article.clone())).collect()
    }

    /// How many independent origins an incident's accepted claims have: a source relayed by ten
    /// papers is one, and so is a wire story that ten papers print.
    pub fn independent_sources(&self, project: &Project, incident: &IncidentId) -> usize {
        let accepted = self.claims_of(incident).iter().filter(|c| c.review == Review::Accepted);
        let accepted: Vec<_> = accepted.collect();
        origin::number(project, &accepted).into_iter().collect::<HashSet<_>>().len()
    }

    /// How a claim stands in its incident.
    pub fn standing(&self, claim: &Claim) -> Standing {
        let Some(incident) = &claim.incident else { return Standing::Loose };
        let Some(record) = self.incidents.get(incident) else { return Standing::Loose };
        let mut high_only = false;
        for group in &record.derivation.groups {
            if group.high_only.binary_search(&claim.id).is_ok() {
                high_only = true;
            } else if group.claims.binary_search(&claim.id).is_ok() {
                return Standing::Counts;
            }
        }
        if high_only {
            return Standing::HighOnly;
        }
        let own = record.derivation.groups.iter().flat_map(|g| &g.left_out);
        let why = own.chain(&record.derivation.left_out).find(|(id, _)| *id == claim.id);
        why.map_or(Standing::Counts, |(_, why)| Standing::LeftOut(why.clone()))
    }
}

/// Derives the figures of these incidents, on all cores where they are many.
fn derive_each(project: &Project, records: Vec<(&IncidentId, &mut Record)>) {
    let one = |(id, record): (&IncidentId, &mut Record)| {
        record.derivation = derive(project, id, &record.claims, &record.overrides);
    };
    if records.len() < SEVERAL {
        records.into_iter().for_each(one);
    } else {
        jobs::side_by_side("derive", records, one);
    }
}
