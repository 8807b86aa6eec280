//! Where an incident was, as it is typed: the project's own places, below them those of the bundled
//! gazetteer, each with what tells it from its namesakes; and the countries.
//!
//! *Invariants*: a place of the gazetteer is taken only where it was chosen from the list.

use std::sync::LazyLock;

use eframe::egui::{Id, Ui};

use super::incident_form::IncidentForm;
use super::names::Names;
use crate::edit::{Command, Coordinates, IncidentFields, PlaceFields, SetPlace};
use crate::gazetteer::{self, Entry, Kind};
use crate::model::{GeoPrecision, Place, PlaceId, PlaceProvenance, Project};
use crate::ui::widgets::{Autocomplete, Known, Pick};

/// Places of the gazetteer that are listed at most.
const MOST: usize = 12;
/// Letters that have to be typed before the gazetteer is asked.
const LEAST: usize = 3;

/// The field's own state.
#[derive(Default)]
pub(super) struct PlaceField {
    chosen: Option<Chosen>,
    /// Places of the gazetteer for a beginning.
    world: (String, Vec<Listed>),
}

/// What was chosen from the list.
enum Chosen {
    Own(PlaceId),
    Listed(Box<Entry>),
}

struct Listed {
    entry: Entry,
    /// "Aleppo Governorate, SYR".
    note: String,
}

impl PlaceField {
    /// The field of the words. True where an entry is meant.
    pub(super) fn words(&mut self, ui: &mut Ui, names: &Names, id: Id, text: &mut String) -> bool {
        if ui.memory(|memory| memory.has_focus(id)) {
            self.look_up(text);
        }
        let (own, world) = (names.places(), &self.world.1);
        let listed = || -> Vec<&Listed> {
            let there = |l: &&Listed| {
                !own.iter().any(|(_, name, note)| *name == l.entry.name && *note == l.note)
            };
            world.iter().filter(there).collect()
        };
        let gather = || -> Vec<Known<'_>> {
            let own = own.iter().map(|(_, name, note)| Known::new(name).note(note));
            let listed = listed().into_iter();
            own.chain(listed.map(|l| Known::new(&l.entry.name).note(&l.note).below())).collect()
        };
        let place = Autocomplete::gathered("Place", &gather)
            .hint("as the article words it")
            .id(id)
            .show(ui, text);
        if let Some(Pick::Known(index)) = place.picked {
            self.chosen = match own.get(index) {
                Some((id, ..)) => Some(Chosen::Own(id.clone())),
                None => {
                    let listed = listed();
                    let listed = listed.get(index.saturating_sub(own.len()));
                    listed.map(|l| Chosen::Listed(Box::new(l.entry.clone())))
                }
            };
        }
        place.edited || place.picked.is_some()
    }

    fn look_up(&mut self, text: &str) {
        let key = gazetteer::fold(text);
        if self.world.0 == key {
            return;
        }
        let found = if key.len() < LEAST { Vec::new() } else { gazetteer::beginning(&key, MOST) };
        let listed = found.into_iter().map(|entry| {
            let country = entry.country().map_or("", |c| c.alpha3);
            let unit = if entry.kind == Kind::Admin1 { String::new() } else { entry.admin1_name() };
            let parts = [unit.as_str(), country];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            Listed { note: parts.join(", "), entry }
        });
        self.world = (key, listed.collect());
    }

    /// Puts the place that was chosen, or that the words name by themselves, into the fields. Gives
    /// the command that makes it, where the project does not have it.
    pub(super) fn take(
        &mut self,
        project: &Project,
        form: &IncidentForm,
        worded: bool,
        fields: &mut IncidentFields,
    ) -> Option<Command> {
        match self.chosen.take() {
            Some(Chosen::Own(id)) => fields.place = Some(id.to_string()),
            Some(Chosen::Listed(entry)) => {
                let known = project.places.values().find(|p| p.gazetteer == entry.id.to_string());
                if fields.geo_precision.is_none() {
                    fields.geo_precision = Some(precision(entry.kind));
                }
                if let Some(known) = known {
                    fields.place = Some(known.id.to_string());
                    return None;
                }
                let (id, command) = registered(&entry);
                fields.place = Some(id.to_string());
                return Some(command);
            }
            None if worded => {
                let named = only_named(project, &form.place_text);
                fields.place = named.map(|place| place.id.to_string());
            }
            None => {}
        }
        None
    }
}

/// The project's place of this name, where there is one and no more.
fn only_named<'a>(project: &'a Project, name: &str) -> Option<&'a Place> {
    let name = gazetteer::words(name);
    if name.is_empty() {
        return None;
    }
    let is_named =
        |p: &Place| std::iter::once(&p.name).chain(&p.aliases).any(|n| gazetteer::words(n) == name);
    let mut named = project.places.values().filter(|p| is_named(p));
    named.next().filter(|_| named.next().is_none()).map(|place| &**place)
}

const fn precision(kind: Kind) -> GeoPrecision {
    match kind {
        Kind::City | Kind::Capital => GeoPrecision::Exact,
        Kind::Admin1 => GeoPrecision::Adm1,
        Kind::Admin2 => GeoPrecision::Adm2,
        Kind::Country => GeoPrecision::Country,
    }
}

/// The command that takes a place of the gazetteer into the project, and its id there.
fn registered(entry: &Entry) -> (PlaceId, Command) {
    let id = PlaceId::new(format!("gn{}", entry.id));
    let fields = PlaceFields {
        name: Some(entry.name.clone()),
        coordinates: Some(Coordinates::At(entry.point.lat, entry.point.lon)),
        admin1: Some(entry.admin1_name()),
        admin2: Some(entry.admin2_name()),
        country: entry.country().map(|c| c.alpha3.into()),
        gazetteer: Some(entry.id.to_string().into()),
        provenance: Some(PlaceProvenance::Bundled),
        licence: Some(gazetteer::LICENCE.to_owned()),
        ..PlaceFields::default()
    };
    (id.clone(), Command::SetPlace(SetPlace { place: Some(id), fields }))
}

/// Countries by code, with their names.
static COUNTRIES: LazyLock<Vec<Known<'static>>> = LazyLock::new(|| {
    let known = |c: &'static gazetteer::Country| Known::new(c.alpha3).note(c.name);
    let mut all: Vec<Known<'static>> = gazetteer::all_countries().map(known).collect();
    all.sort_by_key(|known| known.note);
    all
});

/// The field of a country. True where an entry is meant; a name that is known has become its code.
pub(super) fn country(ui: &mut Ui, id: Id, error: Option<&str>, text: &mut String) -> bool {
    let focused = ui.memory(|memory| memory.has_focus(id));
    let known: &[Known<'_>] = if focused { &COUNTRIES } else { &[] };
    let field = Autocomplete::new("Country", known).hint("name or code, such as NER").error(error);
    let output = field.id(id).show(ui, text);
    let edited = output.edited || output.picked.is_some();
    if edited && let Some(country) = gazetteer::country(text) {
        country.alpha3.clone_into(text);
    }
    edited
}
