//! Several incidents chosen at once, and what can be done with all of them.

use eframe::egui::Ui;

use super::roll::Roll;
use crate::model::IncidentId;
use crate::ui::icon;
use crate::ui::theme;
use crate::ui::widgets::{ActionButton, Rows, Several};
use crate::views::ViewCtx;
use crate::views::command::UiCommand;

/// The chosen incidents.
pub type Chosen = Several<IncidentId>;

impl Rows<IncidentId> for Roll {
    fn len(&self) -> usize {
        self.len()
    }

    fn id(&self, nth: usize) -> Option<IncidentId> {
        self.id(nth).cloned()
    }

    fn place(&self, id: &IncidentId) -> Option<usize> {
        self.place(id)
    }
}

/// Says how many are chosen, with what can be done with them.
pub fn bar(chosen: &mut Chosen, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
    let count = chosen.ids().len();
    if count == 0 {
        return;
    }
    ui.label(theme::strong(format!("{count} chosen")));
    let entry = UiCommand::MergeIncidents.entry();
    let one = (count < 2).then_some("Choose another one, too");
    let merge = ActionButton::new(entry.text).icon(icon::ARROWS_MERGE).disabled(one);
    if ui.add(merge.tooltip(entry.tip).shortcut(entry.shortcut)).clicked() {
        ctx.ui(UiCommand::MergeIncidents);
    }
    if ui.add(ActionButton::new("Choose none").icon_only(icon::X).quiet()).clicked() {
        chosen.clear();
    }
}
