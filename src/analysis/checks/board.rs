//! All findings of a project, kept up to date: each belongs to the row that was checked, and after
//! an edit only rows that can see it are checked again.
//!
//! *Invariants*: what [`Findings::follow`] leaves is equal to what [`Findings::of`] gives.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::pairs::Kin;
use super::{Finding, FindingKind, Scene, claims, incidents, pairs, references};
use crate::analysis::changes::Changed;
use crate::analysis::derived::{Derived, Touched};
use crate::jobs;
use crate::model::{
    ArticleId, ClaimId, Entity, EvidenceId, HighlightId, Incident, IncidentId, LinkId, OverrideId,
    Place, Project, SourceId,
};

/// What a finding was found at.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Owner {
    Claim(ClaimId),
    Highlight(HighlightId),
    Incident(IncidentId),
    Evidence(EvidenceId),
    Override(OverrideId),
    Link(LinkId),
    Article(ArticleId),
    Source(SourceId),
    /// What was read ahead in an article.
    Waiting(ArticleId),
    /// The incidents that have this in common, compared with each other.
    Alike(Kin),
}

/// All findings of a project.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Findings {
    /// Sorted; of those that say the same of the same, one.
    list: Vec<Arc<Finding>>,
    found: HashMap<Owner, Vec<Arc<Finding>>>,
    /// Those that were found at several owners, and at how many.
    repeated: HashMap<Arc<Finding>, usize>,
    alike: Alike,
}

/// The incidents by what they may have in common.
#[derive(Clone, PartialEq, Debug, Default)]
struct Alike {
    kin: HashMap<IncidentId, Vec<Kin>>,
    incidents: BTreeMap<Kin, BTreeSet<IncidentId>>,
}

/// From so many changed findings on, the list is sorted anew.
const MANY: usize = 200;

impl Findings {
    /// Everything that looks wrong in a project.
    pub fn of(project: &Project, derived: &Derived) -> Self {
        let scene = Scene { project, derived };
        let mut board = Self::default();
        for incident in project.incidents.values() {
            board.alike.put(&incident.id, pairs::kin(scene, incident));
        }
        let mut owners: Vec<Owner> = Vec::new();
        owners.extend(project.claims.keys().cloned().map(Owner::Claim));
        owners.extend(project.highlights.keys().cloned().map(Owner::Highlight));
        owners.extend(project.incidents.keys().cloned().map(Owner::Incident));
        owners.extend(project.evidence.keys().cloned().map(Owner::Evidence));
        owners.extend(project.overrides.keys().cloned().map(Owner::Override));
        owners.extend(project.links.keys().cloned().map(Owner::Link));
        owners.extend(project.articles.keys().cloned().map(Owner::Article));
        owners.extend(project.sources.keys().cloned().map(Owner::Source));
        owners.extend(board.alike.incidents.keys().cloned().map(Owner::Alike));
        board.check(scene, &owners);
        board
    }

    /// The findings, the gravest first.
    pub fn list(&self) -> &[Arc<Finding>] {
        &self.list
    }

    /// Brings this up to the project as it is now. `derived` has followed the same edit and says
    /// what it touched.
    pub fn follow(&mut self, project: &Project, derived: &Derived, touched: &Touched) {
        if touched.all {
            *self = Self::of(project, derived);
            return;
        }
        let scene = Scene { project, derived };
        let mut owners = BTreeSet::new();
        self.rows(scene, touched, &mut owners);
        self.registries(scene, touched, &mut owners);
        let incidents: BTreeSet<&IncidentId> = touched
            .incidents
            .iter()
            .chain(touched.changes.incidents.iter().filter_map(Changed::id))
            .collect();
        for id in incidents {
            let known = project.incidents.get(id);
            let kin = known.map_or_else(Vec::new, |i| pairs::kin(scene, i));
            let before = self.alike.put(id, kin.clone());
            owners.extend(before.into_iter().chain(kin).map(Owner::Alike));
        }
        for link in touched.changes.links.iter().flat_map(Changed::sides) {
            for id in [&link.a, &link.b] {
                owners.extend(self.alike.kin_of(id).cloned().map(Owner::Alike));
            }
        }
        self.check(scene, &owners.into_iter().collect::<Vec<_>>());
    }

    /// Notes how many suggested claims wait in each of these articles: where one is marked coded,
    /// that is a finding. What was noted of others stays, until all is found anew.
    pub fn note_unreviewed(
        &mut self,
        project: &Project,
        counted: impl Iterator<Item = (ArticleId, usize)>,
    ) {
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for (id, count) in counted {
            let found: Vec<Arc<Finding>> =
                claims::waiting(project, &id, count).into_iter().map(Arc::new).collect();
            let owner = Owner::Waiting(id);
            let before = if found.is_empty() {
                self.found.remove(&owner).unwrap_or_default()
            } else {
                self.found.insert(owner, found.clone()).unwrap_or_default()
            };
            if before != found {
                gone.extend(before);
                come.extend(found);
            }
        }
        self.take_off(gone);
        self.put_up(come);
    }

    /// The rows that have changed, and those that see them.
    fn rows(&self, scene: Scene<'_>, touched: &Touched, owners: &mut BTreeSet<Owner>) {
        let Scene { project, derived } = scene;
        let changes = &touched.changes;
        owners.extend(touched.claims.iter().cloned().map(Owner::Claim));
        owners.extend(touched.incidents.iter().cloned().map(Owner::Incident));
        owners.extend(touched.hung.iter().cloned().map(Owner::Incident));
        owners.extend(touched.articles().into_iter().flatten().cloned().map(Owner::Article));
        for change in &changes.claims {
            for claim in change.sides() {
                owners.extend(derived.citing(&claim.id).iter().cloned().map(Owner::Claim));
                owners.extend(claim.source.clone().map(Owner::Source));
            }
        }
        for change in &changes.highlights {
            let Some(id) = change.id() else { continue };
            owners.insert(Owner::Highlight(id.clone()));
            owners.extend(derived.claims_on(id).iter().map(|c| Owner::Claim(c.id.clone())));
        }
        for change in &changes.evidence {
            owners.extend(change.id().cloned().map(Owner::Evidence));
        }
        for change in &changes.overrides {
            owners.extend(change.id().cloned().map(Owner::Override));
        }
        for change in &changes.links {
            owners.extend(change.id().cloned().map(Owner::Link));
        }
        for change in &changes.incidents {
            let Some(id) = change.id() else { continue };
            owners.insert(Owner::Incident(id.clone()));
            if change.came_or_went() {
                let claims = derived.claims_of(id).iter();
                owners.extend(claims.map(|c| Owner::Claim(c.id.clone())));
                let evidence = derived.evidence_for(id).iter();
                owners.extend(evidence.map(|e| Owner::Evidence(e.id.clone())));
                let links = derived.links_of(id).iter();
                owners.extend(links.map(|l| Owner::Link(l.id.clone())));
            }
        }
        let incidents = changes.incidents.iter().filter_map(Changed::id);
        for id in incidents.chain(&touched.incidents) {
            let overrides = derived.overrides_of(id).iter();
            owners.extend(overrides.map(|o| Owner::Override(o.id.clone())));
        }
        for change in &changes.articles {
            let Some(id) = change.id() else { continue };
            // What an incident says of the articles that report it.
            if change.differs(|a| (a.display_title(), &a.published)) {
                let claims = derived.claims_in(id).iter().filter_map(|c| c.incident.as_ref());
                let evidence = derived.evidence_in(id).iter().map(|e| &e.incident);
                owners.extend(claims.chain(evidence).cloned().map(Owner::Incident));
            }
            if change.came_or_went() {
                let highlights = derived.highlights_in(id).iter();
                owners.extend(highlights.map(|h| Owner::Highlight(h.id.clone())));
                let evidence = derived.evidence_in(id).iter();
                owners.extend(evidence.map(|e| Owner::Evidence(e.id.clone())));
                if self.may_be_lacked(id.as_str(), change) {
                    let repeats = project.articles.values();
                    let repeats = repeats.filter(|a| a.duplicate_of.as_ref() == Some(id));
                    owners.extend(repeats.map(|a| Owner::Article(a.id.clone())));
                }
            }
        }
    }

    /// The rows that see a source, actor or place that has changed.
    fn registries(&self, scene: Scene<'_>, touched: &Touched, owners: &mut BTreeSet<Owner>) {
        let Scene { project, derived } = scene;
        let changes = &touched.changes;
        for change in &changes.sources {
            let Some(id) = change.id() else { continue };
            owners.insert(Owner::Source(id.clone()));
            if change.differs(|source| &source.name) {
                for claim in derived.claims_by(id) {
                    owners.insert(Owner::Claim(claim.id.clone()));
                    owners.extend(claim.incident.clone().map(Owner::Incident));
                }
            }
            if self.may_be_lacked(id.as_str(), change) {
                let said =
                    |i: &Incident| i.responsibility.iter().any(|r| r.source.as_ref() == Some(id));
                owners.extend(incidents_where(project, said));
            }
        }
        for change in &changes.actors {
            let Some(id) = change.id() else { continue };
            let lacked = self.may_be_lacked(id.as_str(), change);
            if lacked {
                let victims = project.claims.values().filter(|c| c.victim.as_ref() == Some(id));
                owners.extend(victims.map(|c| Owner::Claim(c.id.clone())));
                let speakers = project.sources.values().filter(|s| s.actor.as_ref() == Some(id));
                owners.extend(speakers.map(|s| Owner::Source(s.id.clone())));
            }
            let renamed = change.before.is_some() && change.differs(|actor| &actor.name);
            if lacked || renamed {
                let part = |i: &Incident| {
                    i.parties.iter().any(|p| p.actor == *id)
                        || i.responsibility.iter().any(|r| r.actor.as_ref() == Some(id))
                };
                owners.extend(incidents_where(project, part));
            }
        }
        for change in &changes.places {
            let Some(id) = change.id() else { continue };
            let moved = change.before.is_some() && change.differs(Place::coordinates);
            if moved || self.may_be_lacked(id.as_str(), change) {
                let here = |i: &Incident| i.place.as_ref() == Some(id);
                for incident in incidents_where(project, here) {
                    if let Owner::Incident(id) = &incident {
                        owners.extend(self.alike.kin_of(id).cloned().map(Owner::Alike));
                    }
                    owners.insert(incident);
                }
            }
        }
    }

    /// Whether rows may refer to this one that has gone, or have referred to it before it came. A
    /// new row has an id of its own: that something lacked it has been found already.
    fn may_be_lacked<T: Entity>(&self, id: &str, change: &Changed<T>) -> bool {
        let dangling = || self.list.iter().take_while(|f| f.kind <= FindingKind::Dangling);
        match (&change.before, &change.after) {
            (None, Some(_)) => dangling().any(|f| f.message.contains(id)),
            (Some(_), None) => true,
            (Some(_), Some(_)) | (None, None) => false,
        }
    }

    /// Checks these anew.
    fn check(&mut self, scene: Scene<'_>, owners: &[Owner]) {
        let alike = &self.alike;
        let done = Mutex::new(Vec::with_capacity(owners.len()));
        let some: Vec<&[Owner]> = owners.chunks(512).collect();
        let check = |owners: &[Owner]| {
            let found: Vec<_> = owners
                .iter()
                .map(|owner| {
                    let mut found = Vec::new();
                    look(scene, alike, owner, &mut found);
                    (owner.clone(), found)
                })
                .filter(|(owner, found)| !found.is_empty() || self.found.contains_key(owner))
                .collect();
            done.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
        };
        if some.len() < 4 {
            some.into_iter().for_each(check);
        } else {
            jobs::side_by_side("check", some, check);
        }
        let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for (owner, found) in done {
            let found: Vec<Arc<Finding>> = found.into_iter().map(Arc::new).collect();
            let before = if found.is_empty() {
                self.found.remove(&owner).unwrap_or_default()
            } else {
                self.found.insert(owner, found.clone()).unwrap_or_default()
            };
            if before != found {
                gone.extend(before);
                come.extend(found);
            }
        }
        self.take_off(gone);
        self.put_up(come);
    }

    fn take_off(&mut self, gone: Vec<Arc<Finding>>) {
        let mut off = HashSet::new();
        for finding in gone {
            match self.repeated.get_mut(&finding) {
                Some(times) if *times > 2 => *times -= 1,
                Some(_) => {
                    self.repeated.remove(&finding);
                }
                None => {
                    off.insert(finding);
                }
            }
        }
        if off.len() > MANY {
            self.list.retain(|finding| !off.contains(finding));
        } else {
            for finding in off {
                if let Ok(at) = self.list.binary_search(&finding) {
                    self.list.remove(at);
                }
            }
        }
    }

    fn put_up(&mut self, come: Vec<Arc<Finding>>) {
        if come.len() > MANY {
            self.list.extend(come);
            self.list.sort();
            let repeated = &mut self.repeated;
            self.list.dedup_by(|again, first| {
                let same = again == first;
                if same {
                    *repeated.entry(Arc::clone(first)).or_insert(1) += 1;
                }
                same
            });
            return;
        }
        for finding in come {
            match self.list.binary_search(&finding) {
                Ok(_) => *self.repeated.entry(finding).or_insert(1) += 1,
                Err(at) => self.list.insert(at, finding),
            }
        }
    }
}

impl Alike {
    /// By what an incident is compared.
    fn kin_of(&self, id: &IncidentId) -> impl Iterator<Item = &Kin> {
        self.kin.get(id).into_iter().flatten()
    }

    /// Notes by what an incident is compared, and gives what was noted before.
    fn put(&mut self, id: &IncidentId, kin: Vec<Kin>) -> Vec<Kin> {
        let before = self.kin.remove(id).unwrap_or_default();
        for gone in before.iter().filter(|k| !kin.contains(k)) {
            if let Some(incidents) = self.incidents.get_mut(gone) {
                incidents.remove(id);
                if incidents.is_empty() {
                    self.incidents.remove(gone);
                }
            }
        }
        for come in kin.iter().filter(|k| !before.contains(k)) {
            self.incidents.entry(come.clone()).or_default().insert(id.clone());
        }
        if !kin.is_empty() {
            self.kin.insert(id.clone(), kin);
        }
        before
    }
}

fn incidents_where(
    project: &Project,
    holds: impl Fn(&Incident) -> bool,
) -> impl Iterator<Item = Owner> {
    let incidents = project.incidents.values().filter(move |incident| holds(incident));
    incidents.map(|incident| Owner::Incident(incident.id.clone()))
}

/// What is found at one owner.
fn look(scene: Scene<'_>, alike: &Alike, owner: &Owner, found: &mut Vec<Finding>) {
    let project = scene.project;
    match owner {
        Owner::Claim(id) => {
            if let Some(claim) = project.claims.get(id) {
                claims::of_claim(scene, claim, found);
                references::of_claim(scene, claim, found);
            }
        }
        Owner::Highlight(id) => {
            if let Some(highlight) = project.highlights.get(id) {
                references::of_highlight(scene, highlight, found);
            }
        }
        Owner::Incident(id) => {
            if let Some(incident) = project.incidents.get(id) {
                incidents::of_incident(scene, incident, found);
                references::of_incident(scene, incident, found);
                claims::contradictions(scene, id, found);
            }
        }
        Owner::Evidence(id) => {
            if let Some(evidence) = project.evidence.get(id) {
                references::of_evidence(scene, evidence, found);
            }
        }
        Owner::Link(id) => {
            if let Some(link) = project.links.get(id) {
                references::of_link(scene, link, found);
            }
        }
        Owner::Override(id) => {
            if let Some(by) = project.overrides.get(id) {
                claims::of_override(scene, by, found);
                references::of_override(scene, by, found);
            }
        }
        Owner::Article(id) => {
            if let Some(article) = project.articles.get(id) {
                claims::unreviewed(scene, article, found);
                references::of_article(scene, article, found);
            }
        }
        // Noted from outside: nothing here reads texts.
        Owner::Waiting(_) => {}
        Owner::Source(id) => {
            if let Some(source) = project.sources.get(id) {
                references::of_source(scene, source, found);
            }
        }
        Owner::Alike(kin) => {
            if let Some(incidents) = alike.incidents.get(kin) {
                pairs::among(scene, kin, incidents.iter(), found);
            }
        }
    }
}
