//! Taking a gazetteer's file into the project's own places.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use thiserror::Error;

use super::{EditError, Session};
use crate::edit::{Batch, Command, Coordinates, PlaceFields, SetPlace};
use crate::gazetteer::{LICENCE, Point, fold, kilometres};
use crate::import::{GazetteerError, GazetteerPlace, Problem, read_gazetteer};
use crate::model::{PlaceId, PlaceProvenance};
use crate::text::content_hash;

/// Two places of one name that are no farther apart are one.
const SAME_KM: f64 = 5.0;

/// What came of taking in a gazetteer's file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PlacesImported {
    /// How many places were added.
    pub added: usize,
    /// How many were there already.
    pub known: usize,
    /// Rows of other things: rivers, wells, schools.
    pub other_features: usize,
    /// Rows that could not be read.
    pub problems: Vec<Problem>,
}

/// Why no place was taken in. Nothing has changed then.
#[derive(Debug, Error)]
pub enum PlacesError {
    /// The file gives none.
    #[error(transparent)]
    File(#[from] GazetteerError),
    /// The project does not take them.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl Session {
    /// Adds the places of a file to the project's own, all as one change; those that it has already
    /// stay as they are.
    pub fn import_places(&mut self, path: &Path) -> Result<PlacesImported, PlacesError> {
        let file = read_gazetteer(path)?;
        let mut ids: HashSet<String> = HashSet::new();
        let mut names: HashMap<String, Vec<Point>> = HashMap::new();
        for place in self.project().places.values() {
            ids.insert(place.gazetteer.to_string());
            if let Some((lat, lon)) = place.coordinates() {
                names.entry(name_key(&place.name)).or_default().push(Point { lat, lon });
            }
        }
        let mut done = PlacesImported {
            other_features: file.other_features,
            problems: file.problems,
            ..PlacesImported::default()
        };
        let mut commands = Vec::new();
        for place in file.places {
            let here = Point { lat: place.latitude, lon: place.longitude };
            let there = names.entry(name_key(&place.name)).or_default();
            let known = !place.id.is_empty() && ids.contains(&place.id)
                || there.iter().any(|p| kilometres(*p, here) <= SAME_KM);
            if known {
                done.known += 1;
                continue;
            }
            there.push(here);
            ids.insert(place.id.clone());
            commands.push(Command::SetPlace(command(place, file.is_geonames)));
        }
        done.added = commands.len();
        if !commands.is_empty() {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            self.run(Command::Batch(Batch {
                label: format!("Import gazetteer {name}"),
                commands,
            }))?;
        }
        Ok(done)
    }
}

impl PlacesImported {
    /// What came of it, in a sentence.
    pub fn sentence(&self) -> String {
        let mut parts = vec![match self.added {
            0 => "no place added".to_owned(),
            1 => "1 place added".to_owned(),
            n => format!("{n} places added"),
        }];
        if self.known > 0 {
            parts.push(format!("{} there already", self.known));
        }
        if self.other_features > 0 {
            parts.push(format!(
                "{} rows of rivers, wells and the like left out",
                self.other_features
            ));
        }
        if let Some(first) = self.problems.first() {
            let count = self.problems.len();
            parts.push(format!("{count} rows not read (line {}: {})", first.line, first.message));
        }
        parts.join("; ")
    }
}

/// What two spellings of one name share. A name of whose letters none can be folded, as in another
/// script, is compared as it is.
fn name_key(name: &str) -> String {
    let folded = fold(name);
    let has_letters = folded.bytes().any(|byte| byte.is_ascii_alphabetic());
    if has_letters { folded } else { name.trim().to_lowercase() }
}

/// The command that adds a place. Its id follows from the file, so that two coders who take in the
/// same file have the same places.
fn command(place: GazetteerPlace, is_geonames: bool) -> SetPlace {
    let id = if is_geonames {
        format!("gn{}", place.id)
    } else {
        let all = format!("{} {} {} {}", place.id, place.name, place.latitude, place.longitude);
        format!("gz{}", content_hash(&all).chars().take(12).collect::<String>())
    };
    SetPlace {
        place: Some(PlaceId::new(id)),
        fields: PlaceFields {
            name: Some(place.name),
            aliases: Some(place.aliases),
            coordinates: Some(Coordinates::At(place.latitude, place.longitude)),
            admin1: Some(place.admin1),
            admin2: Some(place.admin2),
            country: Some(place.country.into()),
            gazetteer: Some(place.id.into()),
            provenance: Some(PlaceProvenance::Imported),
            licence: is_geonames.then(|| LICENCE.to_owned()),
            ..PlaceFields::default()
        },
    }
}
