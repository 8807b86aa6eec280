//! What is said of a bar under the pointer: period, group, figure, incidents.

use eframe::egui::{Frame, Grid, Ui, vec2};

use super::number::{self, Bounds};
use super::target::{Target, title};
use crate::analysis::ChartData;
use crate::session::Session;
use crate::ui::theme::{self, GAP, GROUP_GAP, TIGHT};
use crate::ui::widgets::FigureLabel;

/// The most incidents that are named.
const NAMED: usize = 6;

/// The most characters of a title.
const LONGEST: usize = 36;

/// The tooltip's content.
pub(super) fn show(ui: &mut Ui, session: &Session, data: &ChartData, target: Target) {
    Frame::new().inner_margin(4).show(ui, |ui| content(ui, session, data, target));
}

fn content(ui: &mut Ui, session: &Session, data: &ChartData, target: Target) {
    ui.set_max_width(360.0);
    ui.spacing_mut().item_spacing.y = TIGHT / 2.0;
    let total = target.total(data);
    ui.horizontal(|ui| {
        ui.label(theme::strong(target.heading(data)));
        ui.add_space(GAP);
        let bounds = Bounds::of(&total);
        ui.add(FigureLabel::new(&bounds.low, &bounds.best, &bounds.high));
    });
    if let Some(range) = number::range(&total) {
        ui.label(theme::caption(ui, range));
    }
    if total.incomplete {
        ui.label(theme::caption(ui, "incomplete: a figure has no best number"));
    }
    let parts = target.parts(session, data);
    ui.add_space(TIGHT);
    ui.spacing_mut().interact_size.y = 0.0;
    Grid::new("incidents").num_columns(2).spacing(vec2(GROUP_GAP, TIGHT)).show(ui, |ui| {
        for part in parts.iter().take(NAMED) {
            let name = short(title(session.project(), &part.incident));
            ui.label(crate::ui::bidi::line(&name));
            let bounds = Bounds::of(&part.total);
            ui.add(FigureLabel::new(&bounds.low, &bounds.best, &bounds.high));
            ui.end_row();
        }
    });
    if parts.len() > NAMED {
        ui.label(theme::caption(ui, format!("+ {} more", parts.len() - NAMED)));
    }
}

/// A title that does not make the tooltip wide.
fn short(title: &str) -> String {
    if title.chars().count() <= LONGEST {
        return title.to_owned();
    }
    let kept: String = title.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}
