//! Dates and places that an article gives, taken into an incident: one key each.
//!
//! *Invariants*: a place keeps where its coordinates come from and under which licence; a place that
//! may be another one of its name is taken by its words alone.

use super::ReadAhead;
use super::proposal::taken;
use crate::calendar;
use crate::edit::{
    Batch, Command, Coordinates, IncidentFields, PlaceFields, SetIncident, SetPlace,
};
use crate::gazetteer::LICENCE;
use crate::model::{IncidentId, PlaceId, PlaceProvenance, Project};
use crate::session::Session;
use crate::suggest::{DateSuggestion, IncidentSuggestion, PlaceSuggestion};

/// Days in a stretch of time that still says when something happened: a month.
const LONG: i64 = 31;

impl Session {
    /// The days of something that happened that the article gives, the likely ones of an incident
    /// first: not those of the article itself or of what was said, nor a year or a season, which would
    /// be drawn in the middle of it.
    pub fn dates_for<'a>(
        &self,
        ahead: &'a ReadAhead,
        incident: &IncidentId,
    ) -> Vec<&'a DateSuggestion> {
        let near = self.claim_spots(ahead, incident);
        let mut dates: Vec<(usize, &DateSuggestion)> = Vec::new();
        for (nth, date) in ahead.found.dates.iter().enumerate() {
            let chosen = self.groups_of(ahead, incident).iter().any(|g| g.date == Some(nth));
            let near_enough = date.span.is_some_and(|span| span.len_days() <= LONG);
            if !near_enough || date.of_statement && !chosen {
                continue;
            }
            let far = near.iter().map(|at| at.abs_diff(date.range.start())).min().unwrap_or(0);
            dates.push((if chosen { 0 } else { 1 + far }, date));
        }
        dates.sort_by_key(|(rank, _)| *rank);
        let mut seen = Vec::new();
        dates.retain(|(_, date)| {
            let fresh = !seen.contains(&date.span);
            seen.push(date.span);
            fresh
        });
        dates.into_iter().map(|(_, date)| date).collect()
    }

    /// The places that the article names, the likely ones of an incident first.
    pub fn places_for<'a>(
        &self,
        ahead: &'a ReadAhead,
        incident: &IncidentId,
    ) -> Vec<&'a PlaceSuggestion> {
        let near = self.claim_spots(ahead, incident);
        let mut places: Vec<(usize, &PlaceSuggestion)> = Vec::new();
        for (nth, place) in ahead.found.places.iter().enumerate() {
            let chosen = self.groups_of(ahead, incident).iter().any(|g| g.place == Some(nth));
            let far = near.iter().map(|at| at.abs_diff(place.range.start())).min().unwrap_or(0);
            // A border is where nothing happened: last.
            let border = if place.is_border { 1 << 20 } else { 0 };
            places.push((if chosen { 0 } else { 1 + far + border }, place));
        }
        places.sort_by_key(|(rank, _)| *rank);
        let mut seen: Vec<(&str, &str)> = Vec::new();
        places.retain(|(_, place)| {
            let key = (place.name.as_str(), place.country.as_str());
            let fresh = !seen.contains(&key);
            seen.push(key);
            fresh
        });
        places.into_iter().map(|(_, place)| place).collect()
    }

    /// Gives an incident a suggested date.
    pub fn take_date(
        &self,
        ahead: &ReadAhead,
        incident: &IncidentId,
        date: &DateSuggestion,
    ) -> Option<Command> {
        let mut fields = IncidentFields::default();
        date_fields(ahead, date, &mut fields)?;
        let incident = incident.clone();
        Some(Command::SetIncident(SetIncident { incident, fields }))
    }

    /// Gives an incident a suggested place.
    pub fn take_place(&self, incident: &IncidentId, place: &PlaceSuggestion) -> Command {
        let mut fields = IncidentFields::default();
        let made = place_fields(&self.project, place, &place.name, &mut fields);
        let incident = incident.clone();
        let set = Command::SetIncident(SetIncident { incident, fields });
        match made {
            None => set,
            Some(made) => Command::Batch(Batch {
                label: format!("Take place {}", place.name),
                commands: vec![made, set],
            }),
        }
    }

    /// Where the article's claims of an incident stand.
    fn claim_spots(&self, ahead: &ReadAhead, incident: &IncidentId) -> Vec<usize> {
        let claims = self.derived.claims_in(&ahead.article).iter();
        let own = claims.filter(|c| c.incident.as_ref() == Some(incident));
        own.flat_map(|c| &c.highlights)
            .filter_map(|id| self.project.highlights.get(id))
            .filter(|h| h.article == ahead.article)
            .map(|h| h.start)
            .collect()
    }

    /// The proposals of the article whose claims went into an incident.
    fn groups_of<'a>(
        &self,
        ahead: &'a ReadAhead,
        incident: &IncidentId,
    ) -> Vec<&'a IncidentSuggestion> {
        let inside = |nth: &usize| {
            let claim = taken(ahead, *nth).and_then(|id| self.project.claims.get(&id));
            claim.is_some_and(|c| c.incident.as_ref() == Some(incident))
        };
        ahead.found.incidents.iter().filter(|g| g.claims.iter().any(inside)).collect()
    }
}

/// Puts a suggested date into the fields of an incident: as it is worded where that can be read
/// again from the article, else as days.
pub(super) fn date_fields(
    ahead: &ReadAhead,
    date: &DateSuggestion,
    fields: &mut IncidentFields,
) -> Option<()> {
    let span = date.span?;
    let worded = date.range.slice(&ahead.text).unwrap_or_default().trim();
    let again = calendar::read(worded, ahead.published);
    if again.is_ok_and(|read| read.span == span) {
        fields.date = Some(worded.to_owned());
        fields.date_article = Some(ahead.article.as_str().to_owned());
    } else {
        fields.date = readable(span);
    }
    fields.date.as_ref().map(|_| ())
}

/// Days as words that read back as the same days; the first day where there are none.
pub(super) fn readable(span: calendar::DateSpan) -> Option<String> {
    let ways = [span.display_iso(), span.display_prose(), span.start.to_string()];
    let reads = |text: &String| calendar::read(text, None).is_ok_and(|r| r.span == span);
    let exact = ways.iter().find(|text| reads(text)).cloned();
    exact.or_else(|| Some(span.start.to_string()))
}

/// Puts a suggested place into the fields of an incident. A place that may be another one of the
/// same name is taken by its words alone: its coordinates are for the analyst to choose. Gives the
/// command that makes the place, where the project does not have it.
pub(super) fn place_fields(
    project: &Project,
    place: &PlaceSuggestion,
    text: &str,
    fields: &mut IncidentFields,
) -> Option<Command> {
    fields.place_text = Some(text.to_owned());
    if let Some(id) = &place.registered {
        fields.place = Some(id.as_str().to_owned());
        fields.geo_precision = Some(place.precision.clone());
        return None;
    }
    let at = place.latitude.zip(place.longitude).filter(|_| !place.flagged)?;
    fields.geo_precision = Some(place.precision.clone());
    // The id follows from the gazetteer's: two of a name stay two, and two coders have the same.
    let id = (!place.gazetteer.is_empty()).then(|| PlaceId::new(format!("gn{}", place.gazetteer)));
    fields.place = Some(id.as_ref().map_or_else(|| place.name.clone(), PlaceId::to_string));
    if id.as_ref().is_some_and(|id| project.places.contains_key(id)) {
        return None;
    }
    let bundled = place.provenance == PlaceProvenance::Bundled;
    Some(Command::SetPlace(SetPlace {
        place: id,
        fields: PlaceFields {
            name: Some(place.name.clone()),
            coordinates: Some(Coordinates::At(at.0, at.1)),
            admin1: Some(place.admin1.clone()),
            admin2: Some(place.admin2.clone()),
            country: Some(place.country.clone()),
            gazetteer: Some(place.gazetteer.clone()),
            provenance: Some(place.provenance.clone()),
            licence: bundled.then(|| LICENCE.to_owned()),
            ..PlaceFields::default()
        },
    }))
}
