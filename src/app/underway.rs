//! Long work that is under way, in one place: named in the status bar, all of it in its popup.

use eframe::egui::{Popup, Ui};

use crate::session::{Underway, Work};
use crate::ui::icon;
use crate::ui::theme::{self, GAP};
use crate::ui::widgets::{ActionButton, Progress};

/// Shows the first of it, and all in a popup. Gives the work that is to be stopped.
pub(super) fn show(ui: &mut Ui, all: &[Underway]) -> Option<Work> {
    let first = all.first()?;
    let percent = first.fraction.map_or_else(String::new, |f| format!(" {:.0} %", f * 100.0));
    let more = match all.len() {
        1 => String::new(),
        n => format!(" and {} more", n - 1),
    };
    let text = format!("{}{percent}{more}", first.label);
    let button = ActionButton::new(&text).icon(icon::HOURGLASS).quiet();
    let button = ui.add(button.tooltip("All work that is under way"));
    let mut stopped = None;
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(280.0);
        ui.label(theme::caption(ui, "Under way"));
        for underway in all {
            ui.add_space(GAP);
            if Progress::new(&underway.label, underway.fraction).cancel().show(ui) {
                stopped = Some(underway.work.clone());
            }
        }
    });
    stopped
}
