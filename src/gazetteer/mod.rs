//! The bundled gazetteer: places of the world, their administrative units and countries, found by
//! name.
//!
//! # Invariants
//!
//! - Names are matched exactly once accents, case, hyphens and apostrophes are folded. There is no
//!   fuzzy look-up: Tiloa finds nothing, and never Tillia.
//! - The table stays in the program file and is read where it lies: opening it costs nothing.

mod country;
mod fold;
mod near;
mod table;

pub use country::{
    Country, Named, Region, all_countries, begins_a_name, by_alpha2, by_alpha3, country,
    country_named, region_named,
};
pub use fold::{fold, words};
pub use near::{Point, kilometres, offset};
pub use table::{Entry, Found, Kind, beginning, entry, find};

/// Where the data comes from, as its licence asks to be told.
pub const ATTRIBUTION: &str = "Place names: GeoNames (geonames.org), CC BY 4.0, adapted";

/// The licence of the data, as it is kept with a place that was taken from it.
pub const LICENCE: &str = "GeoNames, CC BY 4.0";
