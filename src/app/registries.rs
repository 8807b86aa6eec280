//! The sheet of sources, actors and places: how often each is named, its fields, and how several
//! that are one are made one.

mod entry;

use std::collections::BTreeSet;
use std::fmt;

use eframe::egui::{Id, ScrollArea, Ui};

use self::entry::Entry;
use crate::analysis::{Use, Uses};
use crate::edit::{Command, DeleteRef, Merge, Onto};
use crate::model::{ActorId, PlaceId, Project, SourceId, Vocabulary as _};
use crate::search::{Needle, fold};
use crate::session::Session;
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT};
use crate::ui::widgets::{ActionButton, Row, Rows, Several, hairline, search_field, segmented};
use crate::views::library::keys::{KeyedList, Step};

/// The height of a row.
const ROW: f32 = 24.0;
/// The part of the sheet's height that the list takes.
const LIST: f32 = 0.42;

/// One of the registries.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Registry {
    #[default]
    Sources,
    Actors,
    Places,
}

impl Registry {
    const fn name(self) -> &'static str {
        match self {
            Self::Sources => "Sources",
            Self::Actors => "Actors",
            Self::Places => "Places",
        }
    }
}

/// One that stands in a registry.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Named {
    Source(SourceId),
    Actor(ActorId),
    Place(PlaceId),
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(id) => id.fmt(f),
            Self::Actor(id) => id.fmt(f),
            Self::Place(id) => id.fmt(f),
        }
    }
}

struct Line {
    of: Named,
    name: String,
    /// What it is, and how often it is named.
    note: String,
    used: Use,
}

/// The lines as rows.
struct Shown<'a>(&'a [Line]);

impl Rows<Named> for Shown<'_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn id(&self, nth: usize) -> Option<Named> {
        self.0.get(nth).map(|line| line.of.clone())
    }

    fn place(&self, id: &Named) -> Option<usize> {
        self.0.iter().position(|line| line.of == *id)
    }
}

/// The sheet.
#[derive(Default)]
pub(super) struct RegistriesSheet {
    registry: Registry,
    filter: String,
    /// The lines, of this revision, registry and filter.
    lines: Vec<Line>,
    made: Option<(u64, Registry, String)>,
    /// Several, to be made one.
    chosen: Several<Named>,
    focus: Option<Named>,
    entry: Option<Entry>,
}

impl RegistriesSheet {
    /// Draws it and gives the change that the analyst has made.
    pub(super) fn show(&mut self, ui: &mut Ui, height: f32, session: &Session) -> Option<Command> {
        let project = session.project();
        ui.label(theme::heading("Sources, actors and places"));
        ui.add_space(TIGHT);
        ui.horizontal(|ui| {
            let all = [Registry::Sources, Registry::Actors, Registry::Places];
            let options = all.map(|registry| (registry, registry.name()));
            if segmented(ui, "Registry", &mut self.registry, &options).changed() {
                self.chosen.clear();
                self.focus = None;
            }
            search_field(ui, "Filter names", &mut self.filter);
        });
        self.refresh(session);
        ui.add_space(TIGHT);
        self.list(ui, (height * LIST).max(96.0));
        hairline(ui);
        ui.add_space(TIGHT);
        let mut change = self.buttons(ui);
        ui.add_space(GAP);
        let rest = (height * (1.0 - LIST) - 110.0).max(72.0);
        super::sheets::scrolled(ScrollArea::vertical(), rest).show(ui, |ui| {
            let Some(focus) = &self.focus else {
                ui.label(theme::muted(ui, "Choose one of the list to see and change its fields."));
                return;
            };
            let stale = self.entry.as_ref().is_none_or(|entry| !entry.is_of(focus, session));
            if stale {
                self.entry = Entry::new(self.entry.take(), focus, session);
            }
            if let Some(entry) = &mut self.entry {
                change = entry.show(ui, project).or(change.take());
            }
        });
        change
    }

    fn refresh(&mut self, session: &Session) {
        let now = (session.revision(), self.registry, self.filter.clone());
        if self.made.as_ref() == Some(&now) {
            return;
        }
        let (project, uses) = (session.project(), Uses::of(session.project()));
        let mut lines = lines(project, &uses, self.registry);
        let there = |lines: &[Line]| -> BTreeSet<Named> {
            lines.iter().map(|line| line.of.clone()).collect()
        };
        let all = there(&lines);
        self.focus = self.focus.take().filter(|named| all.contains(named));
        if let Some(needle) = Needle::new(&self.filter) {
            lines.retain(|line| needle.matches(&format!("{}\n{}", line.name, line.note)));
        }
        // What cannot be seen is not merged either.
        let seen = there(&lines);
        self.chosen.keep(|named| seen.contains(named));
        lines.sort_by_cached_key(|line| (fold(&line.name), line.of.clone()));
        self.lines = lines;
        self.made = Some(now);
    }

    fn list(&mut self, ui: &mut Ui, height: f32) {
        if self.lines.is_empty() {
            let words = match (self.registry, self.filter.trim().is_empty()) {
                (_, false) => "No name matches the filter.",
                (Registry::Sources, _) => "No source yet: one is made where a claim names it.",
                (Registry::Actors, _) => {
                    "No actor yet: one is made where a claim or a party names it."
                }
                (Registry::Places, _) => {
                    "No place yet: one is made where an incident gets a point."
                }
            };
            ui.label(theme::muted(ui, words));
            return;
        }
        let rect = eframe::egui::Rect::from_min_size(
            ui.cursor().min,
            eframe::egui::vec2(ui.available_width(), height),
        );
        let list = KeyedList::new(ui, Id::unique("registry"), rect, self.registry.name());
        let at = self.lines.iter().position(|line| Some(&line.of) == self.focus.as_ref());
        let page = (height / ROW) as usize;
        let to = list.step.and_then(|step: Step| step.target(at, self.lines.len(), page));
        if let Some(to) = to {
            self.focus = self.lines.get(to).map(|line| line.of.clone());
        }
        if !self.chosen.ids().is_empty() {
            list.takes_escape(ui);
        }
        if list.response.has_focus() {
            self.chosen.keys(ui, &Shown(&self.lines), self.focus.as_ref());
        }
        let mut area = super::sheets::scrolled(ScrollArea::vertical(), height);
        if let Some(to) = to {
            area = area.vertical_scroll_offset((to as f32 * ROW - height / 2.0).max(0.0));
        }
        let mut clicked = None;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            area.show_rows(ui, ROW, self.lines.len(), |ui, rows| {
                let first = rows.start;
                let lines = self.lines.get(rows).unwrap_or_default();
                for (nth, line) in lines.iter().enumerate() {
                    let selected = self.focus.as_ref() == Some(&line.of);
                    let chosen = self.chosen.ids().contains(&line.of);
                    let mark = if chosen { icon::CHECK_SQUARE } else { icon::SQUARE };
                    let row = Row::new(&line.name).note(&line.note).icon(mark);
                    let spoken = if chosen {
                        format!("{}, {}, chosen", line.name, line.note)
                    } else {
                        format!("{}, {}", line.name, line.note)
                    };
                    let row = ui.add(row.selected(selected || chosen).height(ROW));
                    if row.accessible_name(spoken).clicked() {
                        clicked = Some(first + nth);
                    }
                }
            });
        });
        if let Some(nth) = clicked {
            list.response.request_focus();
            let keys = ui.input(|input| input.modifiers);
            self.chosen.click(&Shown(&self.lines), nth, self.focus.as_ref(), keys);
            self.focus = self.lines.get(nth).map(|line| line.of.clone());
        }
    }

    fn buttons(&mut self, ui: &mut Ui) -> Option<Command> {
        let mut change = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let into = self.focus.clone().filter(|focus| self.chosen.ids().contains(focus));
            let into = into.or_else(|| self.chosen.ids().first().cloned());
            let name = self.lines.iter().find(|line| Some(&line.of) == into.as_ref());
            let few = (self.chosen.ids().len() < 2)
                .then_some("Choose several first: Ctrl+click, or Space");
            let words = match (few, name) {
                (None, Some(line)) => {
                    format!("Merge {} into “{}”", self.chosen.ids().len(), line.name)
                }
                _ => "Merge".to_owned(),
            };
            let merge = ActionButton::new(&words).icon(icon::ARROWS_MERGE).disabled(few);
            let tip = "Everything that names one of them names this one afterwards";
            if ui.add(merge.tooltip(tip)).clicked()
                && let Some(into) = into
            {
                change = Some(merged(&into, self.chosen.ids()));
                self.chosen.clear();
                self.focus = Some(into);
            }
            let line = self.lines.iter().find(|line| Some(&line.of) == self.focus.as_ref());
            let why = match line {
                None => Some("Choose one first"),
                Some(line) if !line.used.is_unused() => {
                    Some("It is named by claims, incidents or others: merge it instead")
                }
                Some(_) => None,
            };
            let remove = ActionButton::new("Remove").icon(icon::TRASH).disabled(why);
            if ui.add(remove).clicked()
                && let Some(line) = line
            {
                change = Some(Command::Delete(match &line.of {
                    Named::Source(id) => DeleteRef::Source(id.clone()),
                    Named::Actor(id) => DeleteRef::Actor(id.clone()),
                    Named::Place(id) => DeleteRef::Place(id.clone()),
                }));
            }
            let count = match self.lines.len() {
                1 => "1 name".to_owned(),
                n => format!("{n} names"),
            };
            ui.label(theme::caption(ui, count));
        });
        change
    }
}

/// The command that makes the chosen ones one.
fn merged(into: &Named, chosen: &BTreeSet<Named>) -> Command {
    macro_rules! onto {
        ($kind:ident, $into:expr) => {{
            let id = |named: &Named| match named {
                Named::$kind(id) if id != $into => Some(id.clone()),
                _ => None,
            };
            Onto { into: $into.clone(), from: chosen.iter().filter_map(id).collect() }
        }};
    }
    Command::Merge(match into {
        Named::Source(id) => Merge::Source(onto!(Source, id)),
        Named::Actor(id) => Merge::Actor(onto!(Actor, id)),
        Named::Place(id) => Merge::Place(onto!(Place, id)),
    })
}

fn lines(project: &Project, uses: &Uses, registry: Registry) -> Vec<Line> {
    match registry {
        Registry::Sources => {
            let line = |source: &std::sync::Arc<crate::model::Source>| {
                let used = uses.source(&source.id);
                let note = note(&[source.kind.label()], used);
                Line { of: Named::Source(source.id.clone()), name: source.name.clone(), note, used }
            };
            project.sources.values().map(line).collect()
        }
        Registry::Actors => {
            let line = |actor: &std::sync::Arc<crate::model::Actor>| {
                let used = uses.actor(&actor.id);
                let aliases = actor.aliases.join(", ");
                let note = note(&[&aliases, actor.kind.label()], used);
                Line { of: Named::Actor(actor.id.clone()), name: actor.name.clone(), note, used }
            };
            project.actors.values().map(line).collect()
        }
        Registry::Places => {
            let line = |place: &std::sync::Arc<crate::model::Place>| {
                let used = uses.place(&place.id);
                let note = note(&[&place.admin1, &place.country], used);
                Line { of: Named::Place(place.id.clone()), name: place.name.clone(), note, used }
            };
            project.places.values().map(line).collect()
        }
    }
}

/// "Ministry · 3 claims, 1 incident".
fn note(what: &[&str], used: Use) -> String {
    let counted = |n: usize, one: &str, many: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let counts = [
        counted(used.claims, "claim", "claims"),
        counted(used.incidents, "incident", "incidents"),
        counted(used.others, "other name", "other names"),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let counts = if counts.is_empty() { "unused".to_owned() } else { counts.join(", ") };
    let what = what.iter().copied().filter(|what| !what.is_empty());
    what.chain([counts.as_str()]).collect::<Vec<_>>().join(" · ")
}
