//! All that is derived from a project in one pass: figures of every incident, and indexes from
//! incidents and articles to what hangs on them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::derive::{Derivation, derive};
use super::figure::{GroupFigure, LeftOut, Total};
use super::origin;
use crate::model::{
    ArticleId, Claim, Evidence, Highlight, HighlightId, IncidentId, Outcome, Override, Project,
    Review,
};

/// Figures and indexes of a project at one revision.
#[derive(Clone, Debug, Default)]
pub struct Derived {
    incidents: HashMap<IncidentId, Record>,
    articles: HashMap<ArticleId, Page>,
    on: HashMap<HighlightId, On>,
    loose: Vec<Arc<Claim>>,
}

/// What hangs on an incident.
#[derive(Clone, Debug, Default)]
struct Record {
    claims: Vec<Arc<Claim>>,
    evidence: Vec<Arc<Evidence>>,
    derivation: Derivation,
}

/// What hangs on an article.
#[derive(Clone, Debug, Default)]
struct Page {
    claims: Vec<Arc<Claim>>,
    highlights: Vec<Arc<Highlight>>,
    evidence: Vec<Arc<Evidence>>,
}

/// The claims on a highlight: nearly always one, which then costs no list of its own.
#[derive(Clone, Debug)]
enum On {
    One(Arc<Claim>),
    Several(Vec<Arc<Claim>>),
}

impl On {
    fn claims(&self) -> &[Arc<Claim>] {
        match self {
            Self::One(claim) => std::slice::from_ref(claim),
            Self::Several(claims) => claims,
        }
    }

    fn add(&mut self, claim: &Arc<Claim>) {
        match self {
            Self::One(first) if first.id == claim.id => {}
            Self::One(first) => *self = Self::Several(vec![Arc::clone(first), Arc::clone(claim)]),
            Self::Several(claims) => {
                if claims.last().is_none_or(|last| last.id != claim.id) {
                    claims.push(Arc::clone(claim));
                }
            }
        }
    }
}

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
        let mut derived = Self::default();
        derived.incidents.reserve(project.incidents.len());
        derived.on.reserve(project.highlights.len());
        derived.index_claims(project);
        derived.index_evidence(project);
        let mut overrides: HashMap<&IncidentId, Vec<&Arc<Override>>> = HashMap::new();
        for figure in project.overrides.values() {
            overrides.entry(&figure.incident).or_default().push(figure);
            derived.incidents.entry(figure.incident.clone()).or_default();
        }
        for (id, record) in &mut derived.incidents {
            let overrides = overrides.get(id).map_or(&[][..], Vec::as_slice);
            record.derivation = derive(project, id, &record.claims, overrides);
        }
        derived
    }

    fn index_claims(&mut self, project: &Project) {
        for highlight in project.highlights.values() {
            let page = self.articles.entry(highlight.article.clone()).or_default();
            page.highlights.push(Arc::clone(highlight));
        }
        for claim in project.claims.values() {
            for id in &claim.highlights {
                let Some(highlight) = project.highlights.get(id) else { continue };
                let on = self.on.entry(id.clone());
                on.and_modify(|on| on.add(claim)).or_insert_with(|| On::One(Arc::clone(claim)));
                let Some(page) = self.articles.get_mut(&highlight.article) else { continue };
                if page.claims.last().is_none_or(|last| last.id != claim.id) {
                    page.claims.push(Arc::clone(claim));
                }
            }
            let Some(incident) = &claim.incident else {
                self.loose.push(Arc::clone(claim));
                continue;
            };
            let record = self.incidents.entry(incident.clone()).or_default();
            record.claims.push(Arc::clone(claim));
        }
        for page in self.articles.values_mut() {
            page.highlights.sort_by_key(|h| (h.start, std::cmp::Reverse(h.end)));
        }
    }

    fn index_evidence(&mut self, project: &Project) {
        for evidence in project.evidence.values() {
            let record = self.incidents.entry(evidence.incident.clone()).or_default();
            record.evidence.push(Arc::clone(evidence));
            let page = self.articles.entry(evidence.article.clone()).or_default();
            page.evidence.push(Arc::clone(evidence));
        }
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

    /// The claims that are in no incident, by id.
    pub fn loose_claims(&self) -> &[Arc<Claim>] {
        &self.loose
    }

    /// The incidents that an article's claims or evidence belong to, by id.
    pub fn incidents_in(&self, article: &ArticleId) -> BTreeSet<IncidentId> {
        let claims = self.claims_in(article).iter().filter_map(|c| c.incident.clone());
        claims.chain(self.evidence_in(article).iter().map(|e| e.incident.clone())).collect()
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
