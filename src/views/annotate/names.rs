//! The names that forms complete: gathered once, and followed from edit to edit.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use imbl::ordmap::DiffItem;

use crate::model::{
    Actor, Incident, IncidentId, Place, PlaceId, Project, Source, Table, Vocabulary as _,
};
use crate::session::Session;
use crate::ui::widgets::Known;

/// Names with what tells them apart.
#[derive(Default)]
pub(super) struct Names {
    /// What they were gathered from.
    of: Option<Of>,
    actors: Vec<(String, String)>,
    sources: Vec<(String, String)>,
    places: Vec<(PlaceId, String, String)>,
    incidents: Vec<(IncidentId, String, String)>,
}

struct Of {
    actors: Table<Actor>,
    sources: Table<Source>,
    places: Table<Place>,
    incidents: Table<Incident>,
}

impl Names {
    /// Gathers those names anew that an edit has touched.
    pub(super) fn refresh(&mut self, session: &Session) {
        let project = session.project();
        let before = self.of.as_ref();
        if before.is_none_or(|of| !of.actors.ptr_eq(&project.actors)) {
            self.actors = sorted(project.actors.values().map(|a| {
                let note =
                    if a.aliases.is_empty() { a.country.to_string() } else { a.aliases.join(", ") };
                (a.name.clone(), note)
            }));
        }
        if before.is_none_or(|of| !of.sources.ptr_eq(&project.sources)) {
            self.sources = sorted(
                project.sources.values().map(|s| (s.name.clone(), s.kind.label().to_owned())),
            );
        }
        if before.is_none_or(|of| !of.places.ptr_eq(&project.places)) {
            let all = project.places.values();
            self.places = all.map(|p| (p.id.clone(), p.name.clone(), place_note(p))).collect();
            self.places.sort_by_cached_key(|(_, name, _)| name.to_lowercase());
        }
        match before {
            Some(of) if of.incidents.ptr_eq(&project.incidents) => {}
            Some(of) => follow(&mut self.incidents, &of.incidents, &project.incidents),
            None => self.incidents = incidents(project),
        }
        self.of = Some(Of {
            actors: project.actors.clone(),
            sources: project.sources.clone(),
            places: project.places.clone(),
            incidents: project.incidents.clone(),
        });
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

    /// Places of the project by name, with unit and country.
    pub(super) fn places(&self) -> &[(PlaceId, String, String)] {
        &self.places
    }
}

type Named = (IncidentId, String, String);

fn incidents(project: &Project) -> Vec<Named> {
    let mut all: Vec<&Incident> = project.incidents.values().map(|incident| &**incident).collect();
    all.sort_by(|a, b| latest_first(a, b));
    all.into_iter().map(named).collect()
}

/// Brings the incidents from one state of the table to another.
fn follow(all: &mut Vec<Named>, before: &Table<Incident>, after: &Table<Incident>) {
    let (mut gone, mut come) = (BTreeSet::new(), Vec::new());
    for change in before.diff(after) {
        match change {
            DiffItem::Add(_, new) => come.push(new),
            DiffItem::Update { old, new } => {
                gone.insert(old.0);
                come.push(new.1);
            }
            DiffItem::Remove(id, _) => {
                gone.insert(id);
            }
        }
    }
    all.retain(|(id, ..)| !gone.contains(id));
    for new in come {
        let precedes =
            |(id, ..): &Named| after.get(id).is_some_and(|other| latest_first(other, new).is_lt());
        all.insert(all.partition_point(precedes), named(new));
    }
}

fn latest_first(a: &Incident, b: &Incident) -> Ordering {
    let start = |i: &Incident| i.when.as_ref().map(|w| w.start);
    start(b).cmp(&start(a)).then_with(|| a.title.cmp(&b.title)).then_with(|| a.id.cmp(&b.id))
}

fn named(incident: &Incident) -> Named {
    let date =
        incident.when.as_ref().map_or_else(|| "undated".to_owned(), |w| w.span().display_iso());
    (incident.id.clone(), incident.title.clone(), date)
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
