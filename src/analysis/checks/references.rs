//! Checks that what entities refer to is there. Commands keep it so; a file merged by hand or by
//! git may not.

use super::{Finding, FindingKind, Scene, Subject};
use crate::model::{Entity, Table};

pub(super) fn check(scene: Scene<'_>, found: &mut Vec<Finding>) {
    let project = scene.project;
    for claim in project.claims.values() {
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
    for highlight in project.highlights.values() {
        let mut from = Referrer { subject: Subject::Highlight(highlight.id.clone()), found };
        from.refers(&project.articles, "article", [&highlight.article]);
    }
    for incident in project.incidents.values() {
        let mut from = Referrer { subject: Subject::Incident(incident.id.clone()), found };
        from.refers(&project.places, "place", &incident.place);
        from.refers(&project.actors, "actor", incident.parties.iter().map(|p| &p.actor));
        for said in &incident.responsibility {
            from.refers(&project.actors, "actor", &said.actor);
            from.refers(&project.sources, "source", &said.source);
        }
    }
    for evidence in project.evidence.values() {
        let mut from = Referrer { subject: Subject::Article(evidence.article.clone()), found };
        from.refers(&project.articles, "article", [&evidence.article]);
        from.refers(&project.incidents, "incident", [&evidence.incident]);
    }
    for by in project.overrides.values() {
        let mut from = Referrer { subject: Subject::Override(by.id.clone()), found };
        from.refers(&project.incidents, "incident", [&by.incident]);
    }
    for article in project.articles.values() {
        let mut from = Referrer { subject: Subject::Article(article.id.clone()), found };
        from.refers(&project.articles, "article", &article.duplicate_of);
    }
    for source in project.sources.values() {
        let missing = source.actor.as_ref().filter(|id| !project.actors.contains_key(*id));
        // A source is seen at the claims that cite it.
        let cites = || project.claims.values().find(|c| c.source.as_ref() == Some(&source.id));
        if let Some((missing, claim)) = missing.and_then(|id| Some((id, cites()?))) {
            let mut from = Referrer { subject: Subject::Claim(claim.id.clone()), found };
            from.lacks(&format!("actor {missing}, for whom its source {} speaks", source.name));
        }
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
