//! Several incidents chosen at once: with Ctrl or Shift and a click, or with Space.

use std::collections::BTreeSet;

use eframe::egui::{Key, Modifiers, Ui};

use super::roll::Roll;
use crate::model::IncidentId;
use crate::ui::icon;
use crate::ui::theme;
use crate::ui::widgets::ActionButton;
use crate::views::ViewCtx;
use crate::views::command::UiCommand;

/// The chosen incidents.
#[derive(Debug, Default)]
pub struct Chosen {
    ids: BTreeSet<IncidentId>,
}

impl Chosen {
    /// Them.
    pub fn several(&self) -> &BTreeSet<IncidentId> {
        &self.ids
    }

    /// Chooses none.
    pub fn clear(&mut self) {
        self.ids.clear();
    }

    /// Keeps those for which it holds.
    pub fn keep(&mut self, holds: impl Fn(&IncidentId) -> bool) {
        self.ids.retain(holds);
    }

    /// Keeps the choice where the incident belongs to it, for a menu on it; else drops it.
    pub fn keep_to(&mut self, id: &IncidentId) {
        if !self.ids.contains(id) {
            self.ids.clear();
        }
    }

    /// A click on a row: with Ctrl it is chosen too, or not any more; with Shift all up to it are.
    pub fn click(
        &mut self,
        roll: &Roll,
        nth: usize,
        focused: Option<&IncidentId>,
        keys: Modifiers,
    ) {
        let Some(id) = roll.id(nth) else { return };
        if keys.shift {
            let from = focused.and_then(|id| roll.place(id)).unwrap_or(nth);
            let rows = from.min(nth)..=from.max(nth);
            self.ids.extend(rows.filter_map(|row| roll.id(row)).cloned());
        } else if keys.command {
            // The one that was in focus before is the first of several.
            if self.ids.is_empty() {
                self.ids.extend(focused.cloned().filter(|first| first != id));
                self.ids.insert(id.clone());
            } else {
                self.toggle(id);
            }
        } else {
            self.ids.clear();
        }
    }

    fn toggle(&mut self, id: &IncidentId) {
        if !self.ids.remove(id) {
            self.ids.insert(id.clone());
        }
    }

    /// Takes in the keys of the table: Space chooses the row, Escape none.
    pub fn keys(&mut self, ui: &Ui, focused: Option<&IncidentId>) {
        let (space, none) = ui.input_mut(|input| {
            let space = input.consume_key(Modifiers::NONE, Key::Space);
            (space, !self.ids.is_empty() && input.consume_key(Modifiers::NONE, Key::Escape))
        });
        if none {
            self.ids.clear();
        }
        if let Some(id) = focused.filter(|_| space) {
            self.toggle(id);
        }
    }

    /// Says how many are chosen, with what can be done with them.
    pub fn bar(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        if self.ids.is_empty() {
            return;
        }
        ui.label(theme::strong(format!("{} chosen", self.ids.len())));
        let entry = UiCommand::MergeIncidents.entry();
        let one = (self.ids.len() < 2).then_some("Choose another one, too");
        let merge = ActionButton::new(entry.text).icon(icon::ARROWS_MERGE).disabled(one);
        if ui.add(merge.tooltip(entry.tip).shortcut(entry.shortcut)).clicked() {
            ctx.ui(UiCommand::MergeIncidents);
        }
        if ui.add(ActionButton::new("Choose none").icon_only(icon::X).quiet()).clicked() {
            self.ids.clear();
        }
    }
}
