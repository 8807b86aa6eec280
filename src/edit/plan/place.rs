//! Planning for where an incident was: its words, its place in the registry, and that place's point
//! and country.
//!
//! *Invariants*: an incident whose place is worded otherwise does not keep the old point; clearing a
//! point moves no other incident.

use smol_str::SmolStr;

use super::{CommandError, put, registry};
use crate::edit::draft::Draft;
use crate::edit::fields::{Coordinates, IncidentFields};
use crate::gazetteer;
use crate::model::{GeoPrecision, Incident, Place, PlaceId, PlaceProvenance};
use crate::text::is_unspaced;

/// Words the place; where the words name another place than before, the incident leaves that one.
pub(super) fn set_words(draft: &Draft<'_>, incident: &mut Incident, fields: &IncidentFields) {
    let before = gazetteer::words(&incident.place_text);
    put(&mut incident.place_text, fields.place_text.as_ref());
    let now = gazetteer::words(&incident.place_text);
    if before == now {
        return;
    }
    let place = incident.place.as_ref().and_then(|id| draft.now.places.get(id));
    if place.is_some_and(|place| !is_named_in(place, &now)) {
        leave(incident);
    }
}

/// Whether words hold a name of the place: "eastern Damascus" does name Damascus. Chinese and its
/// like write no spaces between words.
fn is_named_in(place: &Place, words: &str) -> bool {
    let spaced = format!(" {words} ");
    let names = std::iter::once(&place.name).chain(&place.aliases);
    let mut names = names.map(|name| gazetteer::words(name)).filter(|name| !name.is_empty());
    names.any(|name| {
        let name = if name.chars().any(is_unspaced) { name } else { format!(" {name} ") };
        spaced.contains(&name)
    })
}

/// Takes an incident out of its place: how exactly that was known says nothing any more.
fn leave(incident: &mut Incident) {
    incident.place = None;
    incident.geo_precision = GeoPrecision::default();
}

/// The place in the registry, its point and its country.
pub(super) fn set(
    draft: &mut Draft<'_>,
    incident: &mut Incident,
    fields: &IncidentFields,
) -> Result<(), CommandError> {
    if let Some(place) = &fields.place {
        incident.place = registry::place_ref(draft, place)?;
    }
    match fields.coordinates {
        Some(Coordinates::At(latitude, longitude)) => {
            let id = place_of(draft, incident)?
                .ok_or(CommandError::Empty("the place of coordinates"))?;
            let mut place = (*draft.get::<Place>(&id)?).clone();
            registry::set_point(&mut place, Some((latitude, longitude)))?;
            place.changed = draft.stamp.clone();
            draft.put(place);
            incident.place = Some(id);
        }
        Some(Coordinates::Cleared(_)) => clear_point(draft, incident)?,
        None => {}
    }
    if let Some(country) = &fields.country {
        let country = code(country)?;
        let id = match (&incident.place, country.is_empty()) {
            (None, true) => None,
            _ => place_of(draft, incident)?,
        };
        if let Some(id) = id {
            let mut place = (*draft.get::<Place>(&id)?).clone();
            place.country = country;
            place.changed = draft.stamp.clone();
            draft.put(place);
            incident.place = Some(id);
        }
    }
    Ok(())
}

/// The incident's place; else that of its words, made where there is none.
fn place_of(draft: &mut Draft<'_>, incident: &Incident) -> Result<Option<PlaceId>, CommandError> {
    match &incident.place {
        Some(id) => Ok(Some(id.clone())),
        None => registry::place_ref(draft, &incident.place_text),
    }
}

/// Forgets the point of the incident's place, where that place is its own; else leaves the place.
fn clear_point(draft: &mut Draft<'_>, incident: &mut Incident) -> Result<(), CommandError> {
    let Some(id) = incident.place.clone() else { return Ok(()) };
    let place = draft.get::<Place>(&id)?;
    if place.coordinates().is_none() {
        return Ok(());
    }
    let others = draft.now.incidents.values().filter(|i| i.id != incident.id);
    let shared = others.into_iter().any(|i| i.place.as_ref() == Some(&id));
    let own = place.provenance == PlaceProvenance::Analyst && place.gazetteer.is_empty();
    if shared || !own {
        leave(incident);
        return Ok(());
    }
    let (latitude, longitude, changed) = (None, None, draft.stamp.clone());
    draft.put(Place { latitude, longitude, changed, ..(*place).clone() });
    incident.geo_precision = GeoPrecision::default();
    Ok(())
}

/// The alpha-3 code of a country that is given by its name or one of its codes.
fn code(country: &str) -> Result<SmolStr, CommandError> {
    let country = country.trim();
    if country.is_empty() {
        return Ok(SmolStr::default());
    }
    let known = gazetteer::country(country);
    let known = known.ok_or_else(|| CommandError::Country(country.to_owned()))?;
    Ok(known.alpha3.into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use crate::edit::{Command, NoArticles, apply, plan};
    use crate::model::{IdSource, Project, Stamp};

    fn run(project: &mut Project, line: &serde_json::Value) {
        let command: Command = serde_json::from_value(line.clone()).unwrap();
        let ids = IdSource::from_seed(7);
        let transaction = plan(project, &NoArticles, Stamp::default(), ids, &command).unwrap();
        apply(project, &transaction).unwrap();
    }

    #[test]
    fn a_point_stays_with_words_that_name_its_place_in_any_script() {
        for (place, before, now, stays) in [
            ("Damascus", "Damascus", "eastern Damascus", true),
            ("Damascus", "Damascus", "Damas", false),
            ("Deir ez-Zor", "Deir ez-Zor", "near Deir Ez Zor,", true),
            ("Ayorou", "the ferry", "the ferry ", true),
            ("دمشق", "دمشق", "شرق دمشق", true),
            ("دمشق", "دمشق", "دمشق، الغوطة", true),
            ("دمشق", "دمشق", "حلب", false),
            ("دمشق", "وسط المدينة", "وسط المدينة", true),
            ("دمشق", "دمشق (Damascus)", "حلب (Damascus)", false),
            ("Київ", "Київ", "КИЇВ", true),
            ("Київ", "Київ", "", false),
            ("Рим", "Рим", "Римини", false),
            ("加沙", "加沙", "加沙北部", true),
            ("加沙", "加沙", "拉法", false),
        ] {
            let mut project = Project::default();
            run(
                &mut project,
                &serde_json::json!({"command": "set_place", "place": "p",
                    "fields": {"name": place, "coordinates": [33.5, 36.3]}}),
            );
            run(
                &mut project,
                &serde_json::json!({"command": "new_incident", "incident": "i",
                    "fields": {"title": "Raid", "place_text": before, "place": "p"}}),
            );
            run(
                &mut project,
                &serde_json::json!({"command": "set_incident", "incident": "i",
                    "fields": {"place_text": now}}),
            );
            let incident = project.incidents.values().next().unwrap();
            assert_eq!(incident.place.is_some(), stays, "{place}: {before}, then {now}");
        }
    }
}
