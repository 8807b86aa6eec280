//! Several sources, actors or places that are one, as a command carries them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{ActorId, PlaceId, SourceId};

/// Puts one source, actor or place in the place of others everywhere, and removes those.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Merge {
    /// Sources.
    Source(Onto<SourceId>),
    /// Actors.
    Actor(Onto<ActorId>),
    /// Places.
    Place(Onto<PlaceId>),
}

/// Which one stays, and which go.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Onto<T> {
    /// The one that stays, with its own fields; what it lacks it takes from the others.
    pub into: T,
    /// Those that go: their names become other names of the one that stays, where it can have any.
    pub from: Vec<T>,
}
