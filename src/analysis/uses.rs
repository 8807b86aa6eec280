//! How often claims and incidents name each source, actor and place.

use std::collections::HashMap;
use std::hash::Hash;

use crate::model::{ActorId, PlaceId, Project, SourceId};

/// How often something is named.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Use {
    /// By so many claims.
    pub claims: usize,
    /// By so many incidents.
    pub incidents: usize,
    /// By so many sources and actors.
    pub others: usize,
}

impl Use {
    /// Whether nothing names it.
    pub fn is_unused(self) -> bool {
        self == Self::default()
    }
}

/// How often everything in the registries is named.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    sources: HashMap<SourceId, Use>,
    actors: HashMap<ActorId, Use>,
    places: HashMap<PlaceId, Use>,
}

impl Uses {
    /// Counts them.
    pub fn of(project: &Project) -> Self {
        let mut uses = Self::default();
        for claim in project.claims.values() {
            add(&mut uses.sources, claim.source.as_ref(), |u| u.claims += 1);
            add(&mut uses.actors, claim.victim.as_ref(), |u| u.claims += 1);
        }
        for incident in project.incidents.values() {
            add(&mut uses.places, incident.place.as_ref(), |u| u.incidents += 1);
            let said = &incident.responsibility;
            once(&mut uses.sources, said.iter().filter_map(|r| r.source.as_ref()));
            let parties = incident.parties.iter().map(|p| &p.actor);
            once(&mut uses.actors, parties.chain(said.iter().filter_map(|r| r.actor.as_ref())));
        }
        for source in project.sources.values() {
            add(&mut uses.actors, source.actor.as_ref(), |u| u.others += 1);
        }
        for actor in project.actors.values() {
            add(&mut uses.actors, actor.parent.as_ref(), |u| u.others += 1);
        }
        uses
    }

    /// Of a source.
    pub fn source(&self, id: &SourceId) -> Use {
        self.sources.get(id).copied().unwrap_or_default()
    }

    /// Of an actor.
    pub fn actor(&self, id: &ActorId) -> Use {
        self.actors.get(id).copied().unwrap_or_default()
    }

    /// Of a place.
    pub fn place(&self, id: &PlaceId) -> Use {
        self.places.get(id).copied().unwrap_or_default()
    }
}

fn add<K: Eq + Hash + Clone>(uses: &mut HashMap<K, Use>, id: Option<&K>, count: fn(&mut Use)) {
    if let Some(id) = id {
        count(uses.entry(id.clone()).or_default());
    }
}

/// Counts an incident once for each that it names, however often it does.
fn once<'a, K: Eq + Hash + Ord + Clone + 'a>(
    uses: &mut HashMap<K, Use>,
    named: impl Iterator<Item = &'a K>,
) {
    let named: std::collections::BTreeSet<&K> = named.collect();
    for id in named {
        add(uses, Some(id), |u| u.incidents += 1);
    }
}
