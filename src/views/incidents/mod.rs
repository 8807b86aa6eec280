//! The Incidents: a table of what happened with its derived figures, and beside it the claims of
//! the incident in focus, side by side by source.
//!
//! *Invariants*: every figure here is read from the session's derived figures; what a frame costs
//! does not depend on how many incidents there are.

mod chosen;
mod columns;
mod detail;
mod lanes;
mod plot;
mod record;
mod roll;
mod table;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::rc::Rc;

use eframe::egui::{Frame, Id, Margin, Panel, ScrollArea, Ui, UiBuilder, vec2};

use crate::analysis::Standing;
use crate::edit::{Batch, Command, IncidentRef};
use crate::model::IncidentId;
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT};
use crate::ui::widgets::{ActionButton, EmptyState, hairline, search_field, shortcut};

use super::command::UiCommand;
use super::library::keys::{KeyedList, Step};
use super::{Action, Focus, ViewCtx};
use chosen::Chosen;
use detail::Detail;
use record::Record;
use roll::{Query, Roll};
use table::Asked;

/// From this width on the claims stand beside the table, else beneath it.
const WIDE: f32 = 820.0;
/// Room beside the filter for the count, and for what can be done with several.
const COUNT: f32 = 88.0;
const CHOSEN: f32 = 276.0;

/// The Incidents' own looks: filter, order, the chart of the incident in focus.
#[derive(Debug, Default)]
pub struct IncidentsPanel {
    query: Query,
    roll: Roll,
    detail: Detail,
    /// The record that the detail shows, at this revision.
    shown: Option<(u64, Rc<Record>)>,
    /// The incident that the table has scrolled to, of the roll of this length.
    scrolled: Option<(IncidentId, usize)>,
    chosen: Chosen,
    widths: columns::Widths,
    focus_filter: bool,
}

impl IncidentsPanel {
    /// By which the table has the keyboard.
    pub fn list_id() -> Id {
        table::list_id()
    }

    /// Gives the filter box the keyboard, from the next frame on.
    pub fn focus_filter(&mut self) {
        self.focus_filter = true;
    }

    /// Several incidents that were chosen in the table; none where it is one.
    pub fn chosen(&self) -> &BTreeSet<IncidentId> {
        self.chosen.ids()
    }

    /// Chooses none.
    pub fn choose_none(&mut self) {
        self.chosen.clear();
    }

    /// Shows the panel.
    pub fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        if ctx.session.project().incidents.is_empty() {
            nothing(ui);
            return;
        }
        if self.roll.refresh(ctx.session, &self.query) {
            self.scrolled = None;
            self.widths.measure_again();
            self.keep_chosen();
        }
        let mut hovered = None;
        if let Some(record) = self.record_in_focus(ctx) {
            let size = ui.available_size();
            let panel = if size.x >= WIDE {
                let width = (size.x * 0.4).clamp(340.0, 560.0);
                Panel::right("incident claims").default_size(width).size_range(300.0..=size.x * 0.6)
            } else {
                let height = (size.y * 0.5).max(120.0);
                Panel::bottom("incident claims below")
                    .default_size(height)
                    .size_range(90.0..=(size.y * 0.75).max(91.0))
            };
            panel.resizable(true).frame(Frame::new()).show(ui, |ui| {
                hovered = self.detail.show(ui, ctx, &record);
            });
        }
        // What is wider than its part of the panel is cut there: nothing lies over the claims.
        let rest = ui.available_rect_before_wrap();
        let head = ui.scope_builder(UiBuilder::new().max_rect(rest), |ui| {
            ui.shrink_clip_rect(rest);
            self.filter_row(ui, ctx);
            hairline(ui);
        });
        let below = rest.with_min_y(head.response.rect.bottom());
        let table = ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
            ui.shrink_clip_rect(below);
            self.table(ui, ctx)
        });
        if let Some(focus) = table.inner.or(hovered) {
            ctx.push(Action::Hover(Some(focus)));
        }
    }

    /// What the table does not show any more is not chosen any more.
    fn keep_chosen(&mut self) {
        if !self.chosen.ids().is_empty() {
            let rows = (0..self.roll.len()).filter_map(|nth| self.roll.id(nth));
            let rows: BTreeSet<&IncidentId> = rows.collect();
            self.chosen.keep(|id| rows.contains(id));
        }
    }

    fn record_in_focus(&mut self, ctx: &ViewCtx<'_>) -> Option<Rc<Record>> {
        let id = table::focused(ctx)?;
        let revision = ctx.session.revision();
        if let Some((at, record)) = &self.shown
            && *at == revision
            && record.incident.id == *id
        {
            return Some(Rc::clone(record));
        }
        let incident = ctx.session.project().incidents.get(id)?;
        let record = Rc::new(Record::new(ctx.session, incident));
        self.shown = Some((revision, Rc::clone(&record)));
        Some(record)
    }

    fn filter_row(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        let margin = Margin { left: 8, right: 8, top: 6, bottom: 6 };
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(GAP, TIGHT);
                let beside = if self.chosen.ids().is_empty() { COUNT } else { COUNT + CHOSEN };
                let width = (ui.available_width() - beside).clamp(80.0, 260.0);
                ui.scope(|ui| {
                    ui.set_max_width(width);
                    let field = search_field(ui, "Filter incidents", &mut self.query.text);
                    if std::mem::take(&mut self.focus_filter) {
                        field.request_focus();
                    }
                });
                let (shown, all) = (self.roll.len(), self.roll.all());
                let count = match (shown == all, all) {
                    (true, 1) => "1 incident".to_owned(),
                    (true, all) => format!("{all} incidents"),
                    (false, all) => format!("{shown} of {all}"),
                };
                ui.label(theme::caption(ui, count));
                chosen::bar(&mut self.chosen, ui, ctx);
            });
        });
    }

    /// Shows the table and gives what the pointer is over.
    fn table(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) -> Option<Focus> {
        if self.roll.refresh(ctx.session, &self.query) {
            self.widths.measure_again();
            self.keep_chosen();
        }
        if self.roll.len() == 0 {
            let clear = ActionButton::new("Clear filter").icon(icon::FUNNEL_X);
            let state = EmptyState::new(icon::FUNNEL, "No incident matches the filter.");
            if state.action(clear).show(ui) {
                self.query.text.clear();
            }
            return None;
        }
        let rect = ui.available_rect_before_wrap();
        let keyed = KeyedList::new(ui, table::list_id(), rect, "Incidents");
        let focused = table::focused(ctx).cloned();
        let known = focused.clone().map(|id| (id, self.roll.len()));
        let moved = known != self.scrolled || keyed.step.is_some();
        let at = focused.as_ref().filter(|_| moved).and_then(|id| self.roll.place(id));
        let mut show = at;
        match (keyed.step, &focused) {
            (Some(Step::Follow), Some(id)) => reveal(ctx, id),
            (Some(step), _) => {
                let page = (rect.height() / table::ROW) as usize;
                if let Some(to) = step.target(at, self.roll.len(), page) {
                    show = Some(to);
                    table::focus(ctx, &self.roll, to);
                }
            }
            (None, _) => {}
        }
        self.scrolled = known;
        if !self.chosen.ids().is_empty() {
            keyed.takes_escape(ui);
        }
        if keyed.response.has_focus() {
            self.chosen.keys(ui, &self.roll, focused.as_ref());
        }
        let Self { roll, query, chosen, widths, .. } = self;
        let place = table::Place { keyed: &keyed, show, chosen: chosen.ids() };
        let clicked = ScrollArea::horizontal()
            .id_salt("columns")
            .auto_shrink(false)
            .show(ui, |ui| table::show(ui, ctx, roll, query, &place, widths))
            .inner;
        if let Some(id) = clicked.other.and_then(|nth| self.roll.id(nth)).cloned() {
            self.chosen.keep_to(&id);
            ctx.push(Action::Focus(Focus::Incident(id)));
        }
        if let Some(asked) = clicked.asked {
            self.ask(ctx, asked);
        }
        if let Some(nth) = clicked.row {
            keyed.response.request_focus();
            let modifiers = ui.input(|input| input.modifiers);
            self.chosen.click(&self.roll, nth, focused.as_ref(), modifiers);
            table::focus(ctx, &self.roll, nth);
            if let Some(id) = self.roll.id(nth).filter(|_| clicked.twice) {
                reveal(ctx, &id.clone());
            }
        }
        clicked.hovered.and_then(|nth| self.roll.id(nth)).cloned().map(Focus::Incident)
    }
}

impl IncidentsPanel {
    /// Does what the menu of a row was asked for.
    fn ask(&mut self, ctx: &mut ViewCtx<'_>, asked: Asked) {
        let focused = table::focused(ctx).cloned();
        match (asked, focused) {
            (Asked::Merge, _) => ctx.ui(UiCommand::MergeIncidents),
            (Asked::Show, Some(id)) => reveal(ctx, &id),
            (Asked::Remove, Some(id)) => {
                let several = self.chosen.ids().iter().cloned();
                let all: Vec<IncidentId> =
                    if several.len() > 1 { several.collect() } else { vec![id] };
                let remove = |incident| Command::DeleteIncident(IncidentRef { incident });
                let label = format!("Remove {} incidents", all.len());
                let mut commands: Vec<Command> = all.into_iter().map(remove).collect();
                match commands.pop() {
                    Some(only) if commands.is_empty() => ctx.edit(only),
                    last => {
                        commands.extend(last);
                        ctx.edit(Command::Batch(Batch { label, commands }));
                    }
                }
            }
            (Asked::Show | Asked::Remove, None) => {}
        }
    }
}

/// Shows the words of an incident: those of a claim that counts, else of any claim, else of its
/// evidence.
fn reveal(ctx: &mut ViewCtx<'_>, id: &IncidentId) {
    let derived = ctx.session.derived();
    let claims = derived.claims_of(id);
    let counts = claims.iter().find(|claim| derived.standing(claim) == Standing::Counts);
    let claim = counts.or(claims.first()).and_then(|claim| claim.highlights.first());
    let evidence = derived.evidence_for(id);
    let marked = evidence.iter().find_map(|e| e.highlight.as_ref());
    if let Some(highlight) = claim.or(marked) {
        ctx.push(Action::Reveal(highlight.clone()));
    } else if let Some(evidence) = evidence.first() {
        ctx.push(Action::Open(evidence.article.clone()));
    }
}

fn nothing(ui: &mut Ui) {
    let key = UiCommand::AssignIncident.entry().shortcut;
    let key = key.map(|key| shortcut::text(ui, &key)).unwrap_or_default();
    let sentence = format!("No incidents yet: mark words in an article and press {key}.");
    EmptyState::new(icon::MAP_PIN_LINE, &sentence).show(ui);
}
