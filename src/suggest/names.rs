//! The names that a project knows: its actors, sources and places, ready to be looked for.

use std::sync::{Arc, OnceLock};

use super::places::Registry;
use crate::model::{Actor, Place, Project, Source};

/// The places of a project by name.
#[derive(Clone, Debug, Default)]
pub struct PlaceIndex(pub(super) OnceLock<Arc<Registry>>);

/// The registries of a project, cloned so that a job can read them on its own thread.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Groups that act or are acted upon.
    pub actors: Vec<Actor>,
    /// Who says things.
    pub sources: Vec<Source>,
    /// Places on the map.
    pub places: Vec<Place>,
    /// The places by name, made once and when it is first needed.
    pub by_name: PlaceIndex,
}

impl Names {
    /// The registries of `project`.
    pub fn of(project: &Project) -> Self {
        Self {
            actors: project.actors.values().map(|a| Actor::clone(a)).collect(),
            sources: project.sources.values().map(|s| Source::clone(s)).collect(),
            places: project.places.values().map(|p| Place::clone(p)).collect(),
            by_name: PlaceIndex::default(),
        }
    }
}
