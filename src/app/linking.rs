//! Linking the incident in focus with another one.

use super::window::{App, Asking};
use crate::edit::{Command, LinkIncidents};
use crate::model::{IncidentId, LinkKind};
use crate::ui::widgets::{Picker, PickerRow, Toast};
use crate::views::Focus;
use crate::views::command::UiCommand;

impl App {
    /// Asks with which incident the one in focus is linked: those near in time first.
    pub(super) fn ask_link(&mut self) {
        let Some(own) = self.incident_in_focus() else { return };
        let project = self.session.project();
        let start = |id: &IncidentId| {
            let incident = project.incidents.get(id)?;
            incident.when.as_ref().map(|when| when.start)
        };
        let here = start(&own);
        let far = |id: &IncidentId| match (here, start(id)) {
            (Some(a), Some(b)) => a.duration_until(b).as_hours().abs(),
            _ => i64::MAX,
        };
        let mut others: Vec<_> = project.incidents.values().filter(|i| i.id != own).collect();
        others.sort_by(|a, b| far(&a.id).cmp(&far(&b.id)).then_with(|| a.title.cmp(&b.title)));
        let row = |incident: &&std::sync::Arc<crate::model::Incident>| PickerRow {
            text: incident.title.clone(),
            detail: incident
                .when
                .as_ref()
                .map_or_else(|| "undated".to_owned(), |when| when.span().display_iso()),
            ..PickerRow::default()
        };
        let rows = others.iter().map(row).collect();
        let ids: Vec<IncidentId> = others.iter().map(|incident| incident.id.clone()).collect();
        if ids.is_empty() {
            self.shell.toasts.push(Toast::new("there is no other incident to link it with"));
            return;
        }
        let picker = Picker::new("Link to incident", "Type a few letters of its name", rows);
        self.shell.asking = Some(Asking::Link(picker, ids));
    }

    /// Links the incident in focus with another one: as a part of it, until something else is said.
    pub(super) fn link_with(&mut self, other: IncidentId) {
        let Some(own) = self.incident_in_focus() else { return };
        if self.session.project().link_between(&own, &other).is_some() {
            self.shell.toasts.push(Toast::new("they are linked already: change how in Annotate"));
            return;
        }
        let link =
            LinkIncidents { a: own.clone(), b: other, kind: LinkKind::PartOf, note: String::new() };
        if self.edit(Command::LinkIncidents(link)).is_some() {
            self.shell.desk.focus = Focus::Incident(own);
            let words = "linked as a part of it: say in Annotate if it is something else";
            self.shell.toasts.push(Toast::new(words).undo(UiCommand::Undo, self.session.step()));
        }
    }

    /// Reads the library ahead, or stops that.
    pub(super) fn toggle_reading_ahead(&mut self) {
        let words = if self.session.is_reading_library_ahead() {
            self.session.stop_reading_ahead();
            "reading ahead has stopped: what was read stays"
        } else if self.session.resume_reading_ahead() {
            "reading the library ahead"
        } else {
            "the library has been read ahead"
        };
        self.shell.toasts.push(Toast::new(words));
    }
}
