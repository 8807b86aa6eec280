//! Place names: the project's own places, countries and their peoples, and the bundled gazetteer.
//!
//! A name is found exactly as spelled, accents, case and hyphens apart; nothing is fuzzy. What a
//! name means is decided by the article's other places; a name that no list has, and that its
//! sentence makes a place ("the village of Tiloa"), is proposed as words without coordinates.

mod choose;
mod cues;
mod frames;
mod scan;
mod token;
mod words;

pub(super) use self::scan::Registry;

use std::sync::Arc;

use smol_str::{SmolStr, ToSmolStr};

use self::choose::{Chosen, choose};
use self::scan::{Own, Site};
use super::page::Page;
use super::{Detector, PlaceSuggestion, Reading, Suggestions, Why};
use crate::gazetteer::{Kind, Named, Point, country_named, fold};
use crate::model::{GeoPrecision, Place, PlaceProvenance};
use crate::text::TextRange;

/// Finds the names of places.
pub struct Places;

impl Detector for Places {
    fn name(&self) -> &'static str {
        "places"
    }

    fn detect(&self, reading: &Reading<'_>, page: &Page<'_>, found: &mut Suggestions) {
        let text = reading.text;
        let names = reading.names;
        let registry = names.by_name.0.get_or_init(|| Arc::new(registry(&names.places)));
        let words = token::words(text);
        let chosen = choose(text, &scan::mentions(text, &words, registry));
        let mut places: Vec<PlaceSuggestion> = Vec::new();
        for chosen in &chosen {
            let Some(range) = TextRange::new(text, chosen.mention.range.clone()) else { continue };
            if !page.is_left_out(range) {
                let mut place = suggestion(chosen, range, &reading.names.places);
                place.is_border = page.is_border(range);
                places.push(place);
            }
        }
        frames::countries(text, &mut places);
        frames::add(text, &mut places);
        places.sort_by_key(|p| (p.range.start(), std::cmp::Reverse(p.range.end())));
        found.places = places;
    }
}

fn registry(places: &[Place]) -> Registry {
    let mut registry = Registry::default();
    for (at, place) in places.iter().enumerate() {
        let point = place.coordinates().map(|(lat, lon)| Point { lat, lon });
        let own = Own { at, point, country: place.country.to_string() };
        for name in std::iter::once(&place.name).chain(&place.aliases) {
            registry.add(name, &own);
        }
    }
    registry
}

fn suggestion(chosen: &Chosen, range: TextRange, own: &[Place]) -> PlaceSuggestion {
    let mut place = PlaceSuggestion {
        range,
        name: chosen.mention.said.split_whitespace().collect::<Vec<_>>().join(" "),
        country: SmolStr::default(),
        admin1: String::new(),
        admin2: String::new(),
        latitude: None,
        longitude: None,
        precision: GeoPrecision::Unspecified,
        registered: None,
        gazetteer: SmolStr::default(),
        provenance: PlaceProvenance::Bundled,
        flagged: chosen.flagged,
        is_border: false,
        why: Why::new(chosen.rule, [range]),
    };
    let Some(site) = &chosen.site else {
        place.provenance = PlaceProvenance::Analyst;
        return place;
    };
    if let Some(point) = site.point() {
        place.latitude = Some(point.lat);
        place.longitude = Some(point.lon);
    }
    place.country = site.country().into();
    match site {
        Site::Own(known) => {
            if let Some(known) = own.get(known.at) {
                place.name.clone_from(&known.name);
                place.admin1.clone_from(&known.admin1);
                place.admin2.clone_from(&known.admin2);
                place.registered = Some(known.id.clone());
                place.gazetteer.clone_from(&known.gazetteer);
                place.provenance = known.provenance.clone();
                let named = country_named(&fold(&known.name));
                place.precision = match named {
                    Some((_, Named::Name)) => GeoPrecision::Country,
                    Some((_, Named::People)) | None => GeoPrecision::Exact,
                };
            }
        }
        Site::Country(country) => {
            country.name.clone_into(&mut place.name);
            place.gazetteer = country.id.to_smolstr();
            place.precision = GeoPrecision::Country;
        }
        Site::Region(region) => region.name.clone_into(&mut place.name),
        Site::Listed(entry) => {
            place.name.clone_from(&entry.name);
            place.admin1 = entry.admin1_name();
            place.admin2 = entry.admin2_name();
            place.gazetteer = entry.id.to_smolstr();
            place.precision = match entry.kind {
                Kind::City | Kind::Capital => GeoPrecision::Exact,
                Kind::Admin1 => GeoPrecision::Adm1,
                Kind::Admin2 => GeoPrecision::Adm2,
                Kind::Country => GeoPrecision::Country,
            };
        }
    }
    place
}

#[cfg(test)]
mod tests;
