//! Checks that what entities refer to is there. Commands keep it so; a file merged by hand or by
//! git may not.

use super::{Finding, FindingKind, Scene, Subject};
use crate::model::{
    Article, Claim, Entity, Evidence, Highlight, Incident, IncidentLink, Override, Source, Table,
    Vocabulary as _,
};

pub(super) fn of_claim(scene: Scene<'_>, claim: &Claim, found: &mut Vec<Finding>) {
    let project = scene.project;
    let mut from = Referrer { subject: Subject::Claim(claim.id.clone()), found };
    if claim.highlights.is_empty() {
        from.lacks("a highlight: no words bear it out");
    }
    from.refers(&project.highlights, "highlight", &claim.highlights);
    from.refers(&project.incidents, "incident", &claim.incident);
    from.refers(&project.sources, "source", &claim.source);
    from.refers(&project.actors, "actor", &claim.victim);
    from.refers(&project.claims, "claim", &claim.supersedes);
    from.refers(&project.claims, "claim", claim.subset.as_ref().map(|s| &s.of));
}

pub(super) fn of_highlight(scene: Scene<'_>, highlight: &Highlight, found: &mut Vec<Finding>) {
    let mut from = Referrer { subject: Subject::Highlight(highlight.id.clone()), found };
    from.refers(&scene.project.articles, "article", [&highlight.article]);
}

pub(super) fn of_incident(scene: Scene<'_>, incident: &Incident, found: &mut Vec<Finding>) {
    let project = scene.project;
    let mut from = Referrer { subject: Subject::Incident(incident.id.clone()), found };
    from.refers(&project.places, "place", &incident.place);
    from.refers(&project.actors, "actor", incident.parties.iter().map(|p| &p.actor));
    for said in &incident.responsibility {
        from.refers(&project.actors, "actor", &said.actor);
        from.refers(&project.sources, "source", &said.source);
    }
}

pub(super) fn of_evidence(scene: Scene<'_>, evidence: &Evidence, found: &mut Vec<Finding>) {
    let mut from = Referrer { subject: Subject::Article(evidence.article.clone()), found };
    from.refers(&scene.project.articles, "article", [&evidence.article]);
    from.refers(&scene.project.incidents, "incident", [&evidence.incident]);
}

pub(super) fn of_override(scene: Scene<'_>, by: &Override, found: &mut Vec<Finding>) {
    let mut from = Referrer { subject: Subject::Override(by.id.clone()), found };
    from.refers(&scene.project.incidents, "incident", [&by.incident]);
}

pub(super) fn of_link(scene: Scene<'_>, link: &IncidentLink, found: &mut Vec<Finding>) {
    // It is seen at the one that is there.
    let incidents = &scene.project.incidents;
    let here = if incidents.contains_key(&link.a) { &link.a } else { &link.b };
    let mut from = Referrer { subject: Subject::Incident(here.clone()), found };
    for id in [&link.a, &link.b].into_iter().filter(|id| !incidents.contains_key(*id)) {
        from.lacks(&format!("incident {id}, with which it is linked: {}", link.kind.label()));
    }
}

pub(super) fn of_article(scene: Scene<'_>, article: &Article, found: &mut Vec<Finding>) {
    let mut from = Referrer { subject: Subject::Article(article.id.clone()), found };
    from.refers(&scene.project.articles, "article", &article.duplicate_of);
}

pub(super) fn of_source(scene: Scene<'_>, source: &Source, found: &mut Vec<Finding>) {
    let missing = source.actor.as_ref().filter(|id| !scene.project.actors.contains_key(*id));
    // A source is seen at the claims that cite it.
    let claim = scene.derived.claims_by(&source.id).first();
    if let Some((missing, claim)) = missing.zip(claim) {
        let mut from = Referrer { subject: Subject::Claim(claim.id.clone()), found };
        from.lacks(&format!("actor {missing}, for whom its source {} speaks", source.name));
    }
}

/// The entity that refers.
struct Referrer<'a> {
    subject: Subject,
    found: &'a mut Vec<Finding>,
}

impl Referrer<'_> {
    fn refers<'b, T: Entity>(
        &mut self,
        table: &Table<T>,
        what: &str,
        ids: impl IntoIterator<Item = &'b T::Id>,
    ) where
        T::Id: 'b,
    {
        for id in ids {
            if !table.contains_key(id) {
                self.lacks(&format!("{what} {id}"));
            }
        }
    }

    fn lacks(&mut self, what: &str) {
        let message = format!("{} {} lacks {what}", self.subject.kind(), self.subject.id());
        self.found.push(Finding::new(FindingKind::Dangling, self.subject.clone(), message));
    }
}
