//! Registries that claims and incidents refer to: sources, actors, places.

use super::entity::entity;
use super::{
    ActorId, ActorKind, PlaceId, PlaceProvenance, Reliability, SourceId, SourceKind, Stamp,
};
use smol_str::SmolStr;

entity! {
    /// Who says something.
    pub struct Source(SourceId) {
        /// Name: "Niger defence ministry".
        pub name: String,
        /// What kind of source it is.
        pub kind: SourceKind,
        /// The actor that it speaks for: a ministry speaks for a belligerent.
        pub actor: Option<ActorId>,
        /// How reliable the analyst holds it.
        pub reliability: Option<Reliability>,
        /// The analyst's note.
        pub note: String,
        /// Who changed it last.
        pub changed: Stamp,
    }
}

entity! {
    /// A group that acts or is acted upon.
    pub struct Actor(ActorId) {
        /// Name: "Niger Armed Forces".
        pub name: String,
        /// Other names that articles use.
        pub aliases: Vec<String>,
        /// What it is.
        pub kind: ActorKind,
        /// The actor that it is part of.
        pub parent: Option<ActorId>,
        /// ISO 3166-1 alpha-3 code of its country.
        pub country: SmolStr,
        /// The analyst's note.
        pub note: String,
        /// Who changed it last.
        pub changed: Stamp,
    }
}

entity! {
    /// A place on the map.
    pub struct Place(PlaceId) {
        /// Name: "Teguey".
        pub name: String,
        /// Other spellings.
        pub aliases: Vec<String>,
        /// Degrees north, WGS 84.
        pub latitude: Option<f64>,
        /// Degrees east, WGS 84.
        pub longitude: Option<f64>,
        /// First-level administrative unit.
        pub admin1: String,
        /// Second-level administrative unit.
        pub admin2: String,
        /// Third-level administrative unit.
        pub admin3: String,
        /// ISO 3166-1 alpha-3 code of the country.
        pub country: SmolStr,
        /// Id in the gazetteer that it was taken from.
        pub gazetteer: SmolStr,
        /// Where the coordinates come from.
        pub provenance: PlaceProvenance,
        /// Licence of that gazetteer.
        pub licence: String,
        /// The analyst's note.
        pub note: String,
        /// Who changed it last.
        pub changed: Stamp,
    }
}

impl Place {
    /// Latitude and longitude in degrees, where both are known.
    pub fn coordinates(&self) -> Option<(f64, f64)> {
        self.latitude.zip(self.longitude)
    }
}
