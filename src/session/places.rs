//! Taking a gazetteer's file into the project's own places.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use thiserror::Error;

use super::{EditError, NoticeKind, Session};
use crate::edit::{Batch, Command, Coordinates, PlaceFields, SetPlace};
use crate::gazetteer::{LICENCE, Point, fold, kilometres};
use crate::import::{GazetteerError, GazetteerPlace, Problem, read_gazetteer};
use crate::jobs::Job;
use crate::model::{Place, PlaceId, PlaceProvenance, Table};
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

/// A gazetteer's file that is being taken in.
#[derive(Default)]
pub(super) struct Importing {
    job: Option<Job<Result<NewPlaces, GazetteerError>>>,
}

impl Importing {
    /// The work, while it is under way.
    pub(super) fn job(&self) -> Option<&Job<Result<NewPlaces, GazetteerError>>> {
        self.job.as_ref()
    }
}

/// What a file adds to the places of a project.
pub(super) struct NewPlaces {
    /// The name of the file.
    file: String,
    places: Vec<SetPlace>,
    done: PlacesImported,
}

impl Session {
    /// Adds the places of a file to the project's own, all as one change; those that it has already
    /// stay as they are.
    pub fn import_places(&mut self, path: &Path) -> Result<PlacesImported, PlacesError> {
        self.add_places(new_places(path, &self.project.places)?)
    }

    /// As [`import_places`](Self::import_places), in a job: what came of it is told as a notice. A
    /// file that was still being read is not taken in, and that is told too.
    pub fn begin_import_places(&mut self, path: &Path) {
        if self.importing.job.take().is_some() {
            let words = "the places of the file that was being read are not taken in";
            self.notify(NoticeKind::Warning, words);
        }
        let (known, file) = (self.project.places.clone(), path.to_owned());
        let label = format!("Reading {}", name_of(path));
        let job = Job::start(&label, self.host.waker.clone(), move |_| new_places(&file, &known));
        self.importing.job = Some(job);
    }

    /// Takes in the places of a file once it is read.
    pub(super) fn poll_import(&mut self) -> bool {
        let Some(job) = &mut self.importing.job else { return false };
        let read = job.poll();
        if read.is_none() && !job.is_finished() {
            return false;
        }
        let failed = job.failed();
        self.importing.job = None;
        self.end_import(read, failed);
        true
    }

    pub(super) fn stop_import(&mut self) {
        self.importing.job = None;
    }

    pub(super) fn settle_import(&mut self) {
        if let Some(job) = self.importing.job.take() {
            self.end_import(job.wait(), None);
        }
    }

    fn end_import(
        &mut self,
        read: Option<Result<NewPlaces, GazetteerError>>,
        failed: Option<String>,
    ) {
        let done = match read {
            Some(read) => read
                .map_err(PlacesError::from)
                .and_then(|new| self.add_places(new))
                .map_err(|error| error.to_string()),
            None => Err(failed.unwrap_or_else(|| "reading it broke off".to_owned())),
        };
        match done {
            Ok(done) => self.notify(NoticeKind::Info, done.sentence()),
            Err(why) => self.notify(NoticeKind::Error, format!("no place was imported: {why}")),
        }
    }

    fn add_places(&mut self, new: NewPlaces) -> Result<PlacesImported, PlacesError> {
        let NewPlaces { file, mut places, mut done } = new;
        // Some may have come into the project while the file was read.
        let known = &self.project.places;
        places.retain(|place| place.place.as_ref().is_none_or(|id| !known.contains_key(id)));
        done.known += done.added - places.len();
        done.added = places.len();
        if !places.is_empty() {
            let label = format!("Import gazetteer {file}");
            let commands = places.into_iter().map(Command::SetPlace).collect();
            self.run(Command::Batch(Batch { label, commands }))?;
        }
        Ok(done)
    }
}

/// Reads the places of a file that are not among those that are known.
fn new_places(path: &Path, known: &Table<Place>) -> Result<NewPlaces, GazetteerError> {
    let file = read_gazetteer(path)?;
    let mut ids: HashSet<String> = HashSet::new();
    let mut names: HashMap<String, Vec<Point>> = HashMap::new();
    for place in known.values() {
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
    let mut places = Vec::new();
    for place in file.places {
        let here = Point { lat: place.latitude, lon: place.longitude };
        let there = names.entry(name_key(&place.name)).or_default();
        let is_known = !place.id.is_empty() && ids.contains(&place.id)
            || there.iter().any(|p| kilometres(*p, here) <= SAME_KM);
        if is_known {
            done.known += 1;
            continue;
        }
        there.push(here);
        ids.insert(place.id.clone());
        places.push(command(place, file.is_geonames));
    }
    done.added = places.len();
    Ok(NewPlaces { file: name_of(path), places, done })
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
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
