//! Place names: the project's own registry, spelled as the article spells them.

use super::page::Page;
use super::{Detector, PlaceSuggestion, Reading, Suggestions, Why};
use crate::model::Place;
use crate::text::TextRange;

/// Finds the names of places.
pub struct Places;

impl Detector for Places {
    fn name(&self) -> &'static str {
        "places"
    }

    fn detect(&self, reading: &Reading<'_>, page: &Page<'_>, found: &mut Suggestions) {
        for place in &reading.names.places {
            let spellings = std::iter::once(&place.name).chain(&place.aliases);
            for spelling in spellings.filter(|s| !s.is_empty()) {
                for (at, word) in reading.text.match_indices(spelling.as_str()) {
                    let Some(range) = TextRange::new(reading.text, at..at + word.len()) else {
                        continue;
                    };
                    if page.stands_alone(range) && !page.is_left_out(range) {
                        found.places.push(suggestion(place, range));
                    }
                }
            }
        }
        found.places.sort_by_key(|p| (p.range.start(), std::cmp::Reverse(p.range.end())));
        found.places.dedup_by(|b, a| a.range.overlaps(&b.range));
    }
}

fn suggestion(place: &Place, range: TextRange) -> PlaceSuggestion {
    PlaceSuggestion {
        range,
        name: place.name.clone(),
        country: place.country.clone(),
        admin1: place.admin1.clone(),
        latitude: place.latitude,
        longitude: place.longitude,
        precision: crate::model::GeoPrecision::Exact,
        registered: Some(place.id.clone()),
        gazetteer: place.gazetteer.clone(),
        provenance: place.provenance.clone(),
        flagged: false,
        why: Why::new("place of the project", [range]),
    }
}
