//! How the incident in focus stands to others: part of one, a follow-up, a retaliation, not the same.

use eframe::egui::Ui;

use crate::edit::{Command, LinkIncidents, LinkRef};
use crate::model::{IncidentId, IncidentLink, LinkKind};
use crate::ui::icon;
use crate::ui::theme::{self, TIGHT};
use crate::ui::widgets::{ActionButton, Row, Section, named_combo};
use crate::views::command::UiCommand;
use crate::views::looks::terms;
use crate::views::{Action, Focus, ViewCtx};

/// Width of the list of kinds.
const KIND: f32 = 128.0;

pub(super) fn show(ui: &mut Ui, ctx: &mut ViewCtx<'_>, incident: &IncidentId) {
    let session = ctx.session;
    let links = session.derived().links_of(incident);
    let count = links.len().to_string();
    Section::new("Linked incidents").count(&count).show(ui, |ui| {
        for link in links {
            ui.push_id(link.id.as_str(), |ui| one(ui, ctx, link, incident));
        }
        let entry = UiCommand::LinkIncident.entry();
        let add = ActionButton::new("Link to incident").icon(icon::LINK).quiet();
        if ui.add(add.shortcut(entry.shortcut).show_shortcut().tooltip(entry.tip)).clicked() {
            ctx.ui(UiCommand::LinkIncident);
        }
    });
}

fn one(ui: &mut Ui, ctx: &mut ViewCtx<'_>, link: &IncidentLink, incident: &IncidentId) {
    let from_here = link.a == *incident;
    let other = if from_here { &link.b } else { &link.a };
    let title =
        ctx.session.project().incidents.get(other).map_or_else(
            || format!("{other}, which is not there"),
            |incident| incident.title.clone(),
        );
    let mut kind = link.kind.clone();
    let mut changed = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = TIGHT;
        if !from_here {
            ui.label(theme::caption(ui, "It is"));
        }
        ui.scope(|ui| {
            ui.set_max_width(KIND);
            let name = format!("How it stands to {title}");
            if named_combo(ui, &name, &mut kind, &terms(&LinkKind::NotSame)).changed() {
                changed = Some((link.a.clone(), link.b.clone()));
            }
        });
        if !from_here {
            ui.label(theme::caption(ui, "this one"));
        }
        let turn = format!("Turn the link with {title} around");
        let turn = ActionButton::new(&turn).icon_only(icon::ARROWS_LEFT_RIGHT).quiet();
        if kind != LinkKind::NotSame && ui.add(turn).clicked() {
            changed = Some((link.b.clone(), link.a.clone()));
        }
        let remove = format!("Remove the link with {title}");
        if ui.add(ActionButton::new(&remove).icon_only(icon::X).quiet()).clicked() {
            ctx.edit(Command::RemoveLink(LinkRef { link: link.id.clone() }));
        }
    });
    if ui.add(Row::new(&title).icon(icon::LINK)).on_hover_text("Go to this incident").clicked() {
        ctx.push(Action::Focus(Focus::Incident(other.clone())));
    }
    if let Some((a, b)) = changed {
        let note = link.note.clone();
        ctx.edit(Command::LinkIncidents(LinkIncidents { a, b, kind, note }));
    }
}
