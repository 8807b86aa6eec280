//! The names that forms complete, gathered once for each revision of the project.

use crate::model::{IncidentId, Project, Vocabulary as _};
use crate::session::Session;
use crate::ui::widgets::Known;

/// Names with what tells them apart.
#[derive(Default)]
pub(super) struct Names {
    revision: u64,
    actors: Vec<(String, String)>,
    sources: Vec<(String, String)>,
    places: Vec<(String, String)>,
    incidents: Vec<(IncidentId, String, String)>,
}

impl Names {
    /// Gathers the names anew where the project has changed.
    pub(super) fn refresh(&mut self, session: &Session) {
        if self.revision == session.revision() {
            return;
        }
        let project = session.project();
        *self = Self {
            revision: session.revision(),
            actors: sorted(project.actors.values().map(|a| {
                let note =
                    if a.aliases.is_empty() { a.country.to_string() } else { a.aliases.join(", ") };
                (a.name.clone(), note)
            })),
            sources: sorted(
                project.sources.values().map(|s| (s.name.clone(), s.kind.label().to_owned())),
            ),
            places: sorted(project.places.values().map(|p| (p.name.clone(), place_note(p)))),
            incidents: incidents(project),
        };
    }

    pub(super) fn actors(&self) -> Vec<Known<'_>> {
        known(&self.actors)
    }

    pub(super) fn sources(&self) -> Vec<Known<'_>> {
        known(&self.sources)
    }

    /// Incidents by title and date, the latest first.
    pub(super) fn incidents(&self) -> &[(IncidentId, String, String)] {
        &self.incidents
    }

    pub(super) fn places(&self) -> Vec<Known<'_>> {
        known(&self.places)
    }
}

fn incidents(project: &Project) -> Vec<(IncidentId, String, String)> {
    let mut all: Vec<_> = project.incidents.values().collect();
    all.sort_by(|a, b| {
        let start = |i: &crate::model::Incident| i.when.as_ref().map(|w| w.start);
        start(b).cmp(&start(a)).then_with(|| a.title.cmp(&b.title))
    });
    let date = |i: &crate::model::Incident| {
        i.when.as_ref().map_or_else(|| "undated".to_owned(), |w| w.span().display_iso())
    };
    all.into_iter().map(|i| (i.id.clone(), i.title.clone(), date(i))).collect()
}

/// Admin unit and country: Gao must show its country.
fn place_note(place: &crate::model::Place) -> String {
    let parts = [place.admin1.as_str(), place.country.as_str()];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}

fn sorted(names: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut names: Vec<_> = names.collect();
    names.sort_by_cached_key(|(name, _)| name.to_lowercase());
    names
}

fn known(names: &[(String, String)]) -> Vec<Known<'_>> {
    names.iter().map(|(name, note)| Known::new(name).note(note)).collect()
}

/// The side that an actor stood on last time it was named as victims or as a party.
pub(super) fn usual_side(project: &Project, actor: &str) -> Option<crate::model::Side> {
    use crate::model::Side;
    let id = &project.actor_named(actor)?.id;
    let party = project.incidents.values().flat_map(|i| &i.parties).find(|p| p.actor == *id);
    let side = party.map(|p| p.side.clone()).or_else(|| {
        let claims = project.claims.values();
        claims.filter(|c| c.victim.as_ref() == Some(id)).map(|c| c.side.clone()).next()
    });
    side.filter(|side| *side != Side::Unknown)
}

/// The category of the victims whom this actor was named as last time.
pub(super) fn usual_category(project: &Project, actor: &str) -> Option<crate::model::Category> {
    use crate::model::Category;
    let id = &project.actor_named(actor)?.id;
    let claims = project.claims.values().filter(|c| c.victim.as_ref() == Some(id));
    claims.map(|c| c.category.clone()).find(|category| *category != Category::Unknown)
}
