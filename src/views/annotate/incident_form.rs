//! The incident form as text: what a coder types, before it is a command and after it was an
//! incident.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::edit::{
    CommandError, Coordinates, IncidentFields, Nothing, PartyFields, ResponsibilityFields,
};
use crate::gazetteer;
use crate::model::{
    Actor, ActorId, EventType, GeoPrecision, Grade, Incident, IncidentId, Place, PlaceProvenance,
    Project, Side, SourceId, Stance, Vocabulary as _,
};

/// A row of the party list.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct PartyRow {
    /// Name of the actor.
    pub actor: String,
    /// Its side.
    pub side: Side,
    /// Its role.
    pub role: String,
}

/// A row of the responsibility list.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct ResponsibilityRow {
    /// Name of the actor; empty where nobody has claimed it.
    pub actor: String,
    /// Claimed, attributed, denied.
    pub stance: Stance,
    /// Name of the source.
    pub source: String,
}

/// The fields of the form.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct IncidentForm {
    /// The incident.
    pub incident: IncidentId,
    /// Short name.
    pub title: String,
    /// The date as typed or as resolved.
    pub date: String,
    /// The place as worded.
    pub place_text: String,
    /// "14.5, 1.0", or empty.
    pub coordinates: String,
    /// Where the coordinates come from, in words: shown, not typed.
    pub coordinates_from: String,
    /// Country code.
    pub country: String,
    /// How exactly the place is known.
    pub geo_precision: GeoPrecision,
    /// Type of event.
    pub event_type: EventType,
    /// Sub-type.
    pub sub_event_type: String,
    /// Means, separated by commas.
    pub modes: String,
    /// Who took part.
    pub parties: Vec<PartyRow>,
    /// Who is said to be responsible.
    pub responsibility: Vec<ResponsibilityRow>,
    /// How sure the analyst is.
    pub grade: Grade,
    /// Note.
    pub note: String,
}

/// A field that may hold what cannot be taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Checked {
    /// The title.
    Title,
    /// The date.
    Date,
    /// Latitude and longitude.
    Coordinates,
    /// The country.
    Country,
}

impl Checked {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Title, Self::Date, Self::Coordinates, Self::Country];
}

/// Coordinates that cannot be read.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error(
    "“{0}” is no pair of coordinates: type latitude and longitude in degrees, such as 14.52, 0.83"
)]
pub struct CoordinatesError(String);

/// Reads "14.52, 0.83" or "14.52N 0.83E": degrees north, degrees east.
pub fn read_coordinates(text: &str) -> Result<Option<(f64, f64)>, CoordinatesError> {
    let wrong = || CoordinatesError(text.trim().to_owned());
    if text.trim().is_empty() {
        return Ok(None);
    }
    let mut parts = text.split([',', ';', ' ']).filter(|part| !part.is_empty());
    let mut degree = |halves| parts.next().and_then(|part| degrees(part, halves)).ok_or_else(wrong);
    let pair = (degree(['N', 'S'])?, degree(['E', 'W'])?);
    let on_globe = pair.0.abs() <= 90.0 && pair.1.abs() <= 180.0;
    if on_globe && parts.next().is_none() { Ok(Some(pair)) } else { Err(wrong()) }
}

/// "Tillabéri · bundled gazetteer, no. 2439374 · GeoNames, CC BY 4.0".
fn coordinates_from(place: &Place) -> String {
    if place.coordinates().is_none() {
        return String::new();
    }
    let from = place.provenance.label();
    let from = match place.gazetteer.as_str() {
        "" => from.to_owned(),
        _ if place.provenance == PlaceProvenance::Analyst => from.to_owned(),
        id => format!("{from}, no. {id}"),
    };
    let units = [place.admin2.as_str(), place.admin1.as_str()];
    let units: Vec<&str> = units.into_iter().filter(|unit| !unit.is_empty()).collect();
    let parts = [units.join(", "), from, place.licence.clone()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// "14.52", "14.52°", "14.52N": the second half of the globe counts below zero.
fn degrees(part: &str, [positive, negative]: [char; 2]) -> Option<f64> {
    let half = part.chars().next_back().map(|c| c.to_ascii_uppercase());
    let half = half.filter(|c| *c == positive || *c == negative);
    let number = part.trim_end_matches(|c: char| c == '°' || (half.is_some() && c.is_alphabetic()));
    let degrees = number.parse::<f64>().ok().filter(|d| d.is_finite())?;
    Some(if half == Some(negative) { -degrees } else { degrees })
}

impl IncidentForm {
    /// The form of an incident.
    pub fn of_incident(incident: &Incident, project: &Project) -> Self {
        let actor =
            |id: &ActorId| project.actors.get(id).map(|a: &std::sync::Arc<Actor>| a.name.clone());
        let source = |id: &SourceId| project.sources.get(id).map(|s| s.name.clone());
        let place = incident.place.as_ref().and_then(|id| project.places.get(id));
        let coordinates = place.and_then(|p: &std::sync::Arc<Place>| p.coordinates());
        Self {
            incident: incident.id.clone(),
            title: incident.title.clone(),
            date: incident.when.as_ref().map_or_else(String::new, |w| {
                if w.expression.is_empty() { w.span().display_iso() } else { w.expression.clone() }
            }),
            place_text: incident.place_text.clone(),
            coordinates: coordinates.map_or_else(String::new, |(n, e)| format!("{n}, {e}")),
            coordinates_from: place.map_or_else(String::new, |p| coordinates_from(p)),
            country: place.map_or_else(String::new, |p| p.country.to_string()),
            geo_precision: incident.geo_precision.clone(),
            event_type: incident.event_type.clone(),
            sub_event_type: incident.sub_event_type.to_string(),
            modes: incident.modes.join(", "),
            parties: incident
                .parties
                .iter()
                .map(|p| PartyRow {
                    actor: actor(&p.actor).unwrap_or_else(|| p.actor.to_string()),
                    side: p.side.clone(),
                    role: p.role.to_string(),
                })
                .collect(),
            responsibility: incident
                .responsibility
                .iter()
                .map(|r| ResponsibilityRow {
                    actor: r.actor.as_ref().and_then(actor).unwrap_or_default(),
                    stance: r.stance.clone(),
                    source: r.source.as_ref().and_then(source).unwrap_or_default(),
                })
                .collect(),
            grade: incident.grade.clone(),
            note: incident.note.clone(),
        }
    }

    /// Takes in what has changed in the project, from `before` to `now`; what is typed in other
    /// fields stays as it is.
    pub fn take_in(&mut self, before: &Self, now: Self) {
        macro_rules! take {
            ($($field:ident),*) => {
                $(if now.$field != before.$field { self.$field = now.$field; })*
            };
        }
        take!(
            coordinates_from,
            title,
            date,
            place_text,
            coordinates,
            country,
            geo_precision,
            event_type,
            sub_event_type,
            modes,
            parties,
            responsibility,
            grade,
            note
        );
    }

    /// Why a field cannot be taken as it stands; relative dates count from `anchor`.
    pub fn fault(&self, field: Checked, anchor: Option<Date>) -> Option<String> {
        const NO_PLACE: &str = "name the place first";
        let nowhere = self.place_text.trim().is_empty();
        match field {
            Checked::Title => {
                self.title.trim().is_empty().then(|| "an incident needs a title".to_owned())
            }
            Checked::Date => {
                let date = Some(self.date.trim()).filter(|date| !date.is_empty())?;
                calendar::read(date, anchor).err().map(|error| error.to_string())
            }
            Checked::Coordinates => match read_coordinates(&self.coordinates) {
                Ok(Some(_)) => nowhere.then(|| NO_PLACE.to_owned()),
                Ok(None) => None,
                Err(error) => Some(error.to_string()),
            },
            Checked::Country => match self.country.trim() {
                "" => None,
                country if gazetteer::country(country).is_none() => {
                    Some(CommandError::Country(country.to_owned()).to_string())
                }
                _ => nowhere.then(|| NO_PLACE.to_owned()),
            },
        }
    }

    /// The fields that cannot be taken, among those that differ from `before`.
    pub fn faults(&self, before: &Self, anchor: Option<Date>) -> BTreeSet<Checked> {
        let differs = |field: &Checked| match field {
            Checked::Title => self.title != before.title,
            Checked::Date => self.date != before.date,
            Checked::Coordinates => self.coordinates != before.coordinates,
            Checked::Country => self.country != before.country,
        };
        let faulty = |field: &Checked| differs(field) && self.fault(*field, anchor).is_some();
        Checked::ALL.into_iter().filter(faulty).collect()
    }

    /// The fields that differ from `before` and can be taken: each field stands for itself. Rows
    /// without an actor are not yet rows.
    pub fn changes_since(&self, before: &Self, anchor: Option<Date>) -> IncidentFields {
        fn changed(now: &str, before: &str) -> Option<String> {
            (now != before).then(|| now.trim().to_owned())
        }
        let named = |rows: &[PartyRow]| -> Vec<PartyRow> {
            rows.iter().filter(|row| !row.actor.trim().is_empty()).cloned().collect()
        };
        let said = |rows: &[ResponsibilityRow]| -> Vec<ResponsibilityRow> {
            let full = |row: &&ResponsibilityRow| {
                !row.actor.trim().is_empty() || row.stance == Stance::Unclaimed
            };
            rows.iter().filter(full).cloned().collect()
        };
        let faults = self.faults(before, anchor);
        let good = |field: Checked| !faults.contains(&field);
        let coordinates = read_coordinates(&self.coordinates).ok();
        let coordinates = coordinates.map(|point| match point {
            Some((latitude, longitude)) => Coordinates::At(latitude, longitude),
            None => Coordinates::Cleared(Nothing::Nothing),
        });
        IncidentFields {
            title: changed(&self.title, &before.title).filter(|_| good(Checked::Title)),
            date: changed(&self.date, &before.date).filter(|_| good(Checked::Date)),
            date_article: None,
            place: None,
            place_text: changed(&self.place_text, &before.place_text),
            coordinates: coordinates
                .filter(|_| self.coordinates != before.coordinates && good(Checked::Coordinates)),
            country: changed(&self.country, &before.country)
                .filter(|_| good(Checked::Country))
                .map(Into::into),
            geo_precision: (self.geo_precision != before.geo_precision)
                .then(|| self.geo_precision.clone()),
            event_type: (self.event_type != before.event_type).then(|| self.event_type.clone()),
            sub_event_type: changed(&self.sub_event_type, &before.sub_event_type).map(Into::into),
            modes: changed(&self.modes, &before.modes).map(|modes| {
                modes.split(',').map(str::trim).filter(|m| !m.is_empty()).map(Into::into).collect()
            }),
            parties: (named(&self.parties) != named(&before.parties)).then(|| {
                let rows = named(&self.parties).into_iter();
                rows.map(|row| PartyFields {
                    actor: row.actor,
                    side: row.side,
                    role: row.role.into(),
                })
                .collect()
            }),
            responsibility: (said(&self.responsibility) != said(&before.responsibility)).then(
                || {
                    let rows = said(&self.responsibility).into_iter();
                    rows.map(|row| ResponsibilityFields {
                        actor: row.actor,
                        stance: row.stance,
                        source: row.source,
                    })
                    .collect()
                },
            ),
            grade: (self.grade != before.grade).then(|| self.grade.clone()),
            status: None,
            note: changed(&self.note, &before.note),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_two_degrees_on_the_globe() {
        assert_eq!(read_coordinates("14.52, 0.83").unwrap(), Some((14.52, 0.83)));
        assert_eq!(read_coordinates("14.52 0.83").unwrap(), Some((14.52, 0.83)));
        assert_eq!(read_coordinates("").unwrap(), None);
        assert!(read_coordinates("14.52").is_err());
        assert!(read_coordinates("114.52, 0.83").is_err());
        assert!(read_coordinates("1, 2, 3").is_err());
        assert_eq!(read_coordinates("34.5N 36.9E").unwrap(), Some((34.5, 36.9)));
        assert_eq!(read_coordinates("34.5°S, 36.9°w").unwrap(), Some((-34.5, -36.9)));
        assert!(read_coordinates("34.5E 36.9N").is_err());
        assert!(read_coordinates("NaN, inf").is_err());
    }
}
