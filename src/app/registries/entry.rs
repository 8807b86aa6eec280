//! The fields of one source, actor or place in the sheet. Each stands for itself: one that cannot be
//! taken says so and stays as it was typed.

use eframe::egui::{Id, Ui};

use super::Named;
use crate::edit::{
    ActorFields, Command, CommandError, Coordinates, Nothing, PlaceFields, SetActor, SetPlace,
    SetSource, SourceFields,
};
use crate::gazetteer;
use crate::model::{
    Actor, ActorKind, Place, Project, Reliability, Source, SourceKind, Vocabulary as _,
};
use crate::session::Session;
use crate::ui::widgets::{Field, TextField, combo};
use crate::views::annotate::read_coordinates;
use crate::views::looks::terms;

/// One of them.
pub(super) struct Entry {
    of: Named,
    revision: u64,
    kind: Kind,
    name: String,
    aliases: String,
    /// The actor that it speaks for, or is part of.
    actor: String,
    country: String,
    coordinates: String,
    admin1: String,
    note: String,
    /// The fields that hold what cannot be taken, and why.
    bad: Vec<(&'static str, String)>,
}

enum Kind {
    Source(SourceKind, Option<Reliability>),
    Actor(ActorKind),
    Place,
}

impl Entry {
    /// Its fields as the project has them; what could not be taken before stays.
    pub(super) fn new(before: Option<Self>, of: &Named, session: &Session) -> Option<Self> {
        let project = session.project();
        let mut entry = match of {
            Named::Source(id) => Self::of_source(project, project.sources.get(id)?),
            Named::Actor(id) => Self::of_actor(project, project.actors.get(id)?),
            Named::Place(id) => Self::of_place(project.places.get(id)?),
        };
        entry.revision = session.revision();
        if let Some(before) = before.filter(|before| before.of == *of) {
            for (field, _) in &before.bad {
                match *field {
                    NAME => entry.name.clone_from(&before.name),
                    COUNTRY => entry.country.clone_from(&before.country),
                    _ => entry.coordinates.clone_from(&before.coordinates),
                }
            }
            entry.bad = before.bad;
        }
        Some(entry)
    }

    /// Whether it shows this one as the project has it.
    pub(super) fn is_of(&self, of: &Named, session: &Session) -> bool {
        self.of == *of && self.revision == session.revision()
    }

    fn plain(of: Named, kind: Kind, name: &str, note: &str) -> Self {
        Self {
            of,
            revision: 0,
            kind,
            name: name.to_owned(),
            aliases: String::new(),
            actor: String::new(),
            country: String::new(),
            coordinates: String::new(),
            admin1: String::new(),
            note: note.to_owned(),
            bad: Vec::new(),
        }
    }

    fn of_source(project: &Project, source: &Source) -> Self {
        let kind = Kind::Source(source.kind.clone(), source.reliability.clone());
        let actor = source.actor.as_ref().and_then(|id| project.actors.get(id));
        let actor = actor.map_or_else(String::new, |actor| actor.name.clone());
        let of = Named::Source(source.id.clone());
        Self { actor, ..Self::plain(of, kind, &source.name, &source.note) }
    }

    fn of_actor(project: &Project, actor: &Actor) -> Self {
        let parent = actor.parent.as_ref().and_then(|id| project.actors.get(id));
        let of = Named::Actor(actor.id.clone());
        Self {
            aliases: actor.aliases.join(", "),
            actor: parent.map_or_else(String::new, |parent| parent.name.clone()),
            country: actor.country.to_string(),
            ..Self::plain(of, Kind::Actor(actor.kind.clone()), &actor.name, &actor.note)
        }
    }

    fn of_place(place: &Place) -> Self {
        let at = place.coordinates();
        let of = Named::Place(place.id.clone());
        Self {
            aliases: place.aliases.join(", "),
            country: place.country.to_string(),
            coordinates: at.map_or_else(String::new, |(n, e)| format!("{n}, {e}")),
            admin1: place.admin1.clone(),
            ..Self::plain(of, Kind::Place, &place.name, &place.note)
        }
    }

    /// Draws the fields and gives the change that was made.
    pub(super) fn show(&mut self, ui: &mut Ui, project: &Project) -> Option<Command> {
        let mut edited = self.text(ui, NAME);
        edited |= match &mut self.kind {
            Kind::Source(kind, reliability) => {
                let mut edited = Field::new("Type").show(ui, |ui, label| {
                    combo(ui, label, kind, &terms(&SourceKind::Unknown)).changed()
                });
                edited |= Field::new("Reliability").show(ui, |ui, label| {
                    let grades = Reliability::all().iter().map(|r| (Some(r.clone()), r.label()));
                    let unset = reliability.is_none().then_some((None, "not judged"));
                    let options: Vec<_> = unset.into_iter().chain(grades).collect();
                    combo(ui, label, reliability, &options).changed()
                });
                edited | self.text(ui, SPEAKS_FOR)
            }
            Kind::Actor(kind) => {
                let mut edited = Field::new("Type").show(ui, |ui, label| {
                    combo(ui, label, kind, &terms(&ActorKind::default())).changed()
                });
                for field in [ALIASES, PART_OF, COUNTRY] {
                    edited |= self.text(ui, field);
                }
                edited
            }
            Kind::Place => {
                let mut edited = false;
                for field in [ALIASES, COORDINATES, ADMIN1, COUNTRY] {
                    edited |= self.text(ui, field);
                }
                edited
            }
        };
        edited |= self.text(ui, NOTE);
        edited.then(|| self.command(project)).flatten()
    }

    fn text(&mut self, ui: &mut Ui, name: &'static str) -> bool {
        let error = self.bad.iter().find(|(bad, _)| *bad == name).map(|(_, why)| why.clone());
        let text = match name {
            NAME => &mut self.name,
            ALIASES => &mut self.aliases,
            SPEAKS_FOR | PART_OF => &mut self.actor,
            COUNTRY => &mut self.country,
            COORDINATES => &mut self.coordinates,
            ADMIN1 => &mut self.admin1,
            _ => &mut self.note,
        };
        let hint = match name {
            ALIASES => "separated by commas",
            SPEAKS_FOR => "nobody in the fight",
            COUNTRY => "name or code, such as NER",
            COORDINATES => "latitude, longitude",
            _ => "",
        };
        // The id tells the entries apart: what was typed for one is not taken for the next.
        let id = Id::unique(("registry entry", self.of.to_string(), name));
        TextField::new(name).hint(hint).error(error.as_deref()).id(id).show(ui, text).edited
    }

    /// The change, without what cannot be taken: that says so.
    fn command(&mut self, project: &Project) -> Option<Command> {
        self.bad.clear();
        let name = self.checked_name(project);
        let country = match self.country.trim() {
            "" => Some(String::new()),
            text => {
                let known = gazetteer::country(text).map(|country| country.alpha3.to_owned());
                if known.is_none() {
                    let error = CommandError::Country(text.to_owned());
                    self.bad.push((COUNTRY, error.to_string()));
                }
                known
            }
        };
        let trimmed = |text: &String| Some(text.trim().to_owned());
        let aliases = self.aliases.split([',', ';']).map(str::trim).filter(|a| !a.is_empty());
        let aliases: Vec<String> = aliases.map(str::to_owned).collect();
        match (&self.of, &self.kind) {
            (Named::Source(id), Kind::Source(kind, reliability)) => {
                let fields = SourceFields {
                    name,
                    kind: Some(kind.clone()),
                    actor: trimmed(&self.actor),
                    reliability: reliability.clone(),
                    note: trimmed(&self.note),
                };
                Some(Command::SetSource(SetSource { source: Some(id.clone()), fields }))
            }
            (Named::Actor(id), Kind::Actor(kind)) => {
                let fields = ActorFields {
                    name,
                    aliases: Some(aliases),
                    kind: Some(kind.clone()),
                    parent: trimmed(&self.actor),
                    country: country.map(Into::into),
                    note: trimmed(&self.note),
                };
                Some(Command::SetActor(SetActor { actor: Some(id.clone()), fields }))
            }
            (Named::Place(id), Kind::Place) => {
                let coordinates = match read_coordinates(&self.coordinates) {
                    Ok(Some((latitude, longitude))) => Some(Coordinates::At(latitude, longitude)),
                    Ok(None) => Some(Coordinates::Cleared(Nothing::Nothing)),
                    Err(error) => {
                        self.bad.push((COORDINATES, error.to_string()));
                        None
                    }
                };
                let fields = PlaceFields {
                    name,
                    aliases: Some(aliases),
                    coordinates,
                    admin1: trimmed(&self.admin1),
                    country: country.map(Into::into),
                    note: trimmed(&self.note),
                    ..PlaceFields::default()
                };
                Some(Command::SetPlace(SetPlace { place: Some(id.clone()), fields }))
            }
            _ => None,
        }
    }

    /// The name, where it can be taken.
    fn checked_name(&mut self, project: &Project) -> Option<String> {
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            self.bad.push((NAME, "the name must not be empty".to_owned()));
            return None;
        }
        // Two places may share a name: Gao of Mali, and Gao of Burkina Faso.
        let taken = match &self.of {
            Named::Source(id) => project.source_named(&name).is_some_and(|other| other.id != *id),
            Named::Actor(id) => project.actor_named(&name).is_some_and(|other| other.id != *id),
            Named::Place(_) => false,
        };
        if taken {
            let why = format!("there is “{name}” already: choose both and merge them");
            self.bad.push((NAME, why));
            return None;
        }
        Some(name)
    }
}

const NAME: &str = "Name";
const ALIASES: &str = "Other names";
const SPEAKS_FOR: &str = "Speaks for";
const PART_OF: &str = "Part of";
const COUNTRY: &str = "Country";
const COORDINATES: &str = "Lat, lon";
const ADMIN1: &str = "Admin 1";
const NOTE: &str = "Note";
