//! What the chart shows: by what, per how long, of which outcome; and where it can be saved.

use std::collections::BTreeSet;

use eframe::egui::{
    Align, Layout, Popup, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, vec2,
};

use crate::analysis::{By, ChartSpec};
use crate::calendar::Per;
use crate::model::{Outcome, Vocabulary as _};
use crate::ui::icon;
use crate::ui::theme::{self, CONTROL_HEIGHT, GAP, TIGHT};
use crate::ui::widgets::{ActionButton, check, combo, segmented, toolbar};
use crate::views::ViewCtx;
use crate::views::command::UiCommand;

/// From this width on the choices stand side by side.
const WIDE: f32 = 980.0;

/// Below this width the words beside the choices are left out.
const NARROW: f32 = 600.0;

const SAVES: [UiCommand; 3] =
    [UiCommand::SaveChartSvg, UiCommand::SaveChartPng, UiCommand::SaveChartCsv];

/// The row of choices. `nothing` says why there is nothing to save.
pub(super) fn show(
    ui: &mut Ui,
    spec: &mut ChartSpec,
    nothing: Option<&str>,
    ctx: &mut ViewCtx<'_>,
) {
    let width = ui.available_width();
    toolbar(ui, |ui| {
        let before = spec.by;
        let by = By::ALL.map(|by| (by, by_name(by)));
        let per = Per::ALL.map(|per| (per, per_name(per)));
        if width >= WIDE {
            segmented(ui, "Series by", &mut spec.by, &by);
            ui.add_space(GAP);
            segmented(ui, "Period", &mut spec.per, &per);
        } else {
            choice(ui, width, "By", "Series by", 116.0, &mut spec.by, &by);
            choice(ui, width, "per", "Period", 84.0, &mut spec.per, &per);
        }
        if spec.by != before {
            // Keys of one kind of series say nothing of another.
            spec.hidden = match spec.by {
                By::Outcome => ChartSpec::opening().hidden,
                By::Category | By::Side | By::Actor => BTreeSet::new(),
            };
        }
        if spec.by != By::Outcome {
            let mut outcomes: Vec<(Outcome, &str)> =
                Outcome::all().iter().map(|o| (o.clone(), o.label())).collect();
            if !outcomes.iter().any(|(o, _)| *o == spec.outcome) {
                outcomes.push((spec.outcome.clone(), "Other"));
            }
            choice(ui, width, "of", "Outcome", 112.0, &mut spec.outcome, &outcomes);
        }
        ui.add_space(TIGHT);
        check(ui, &mut spec.include_non_conflict, "Non-conflict")
            .on_hover_text("Count accidents and disasters as well");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            save(ui, width, nothing, ctx);
        });
    });
}

fn by_name(by: By) -> &'static str {
    match by {
        By::Outcome => "Outcome",
        By::Category => "Victims",
        By::Side => "Side",
        By::Actor => "Actor",
    }
}

fn per_name(per: Per) -> &'static str {
    match per {
        Per::Day => "Day",
        Per::Week => "ISO week",
        Per::Month => "Month",
        Per::Quarter => "Quarter",
        Per::Year => "Year",
    }
}

/// A word and a drop-down list. `name` is what a screen reader calls it.
fn choice<T: PartialEq + Clone>(
    ui: &mut Ui,
    room: f32,
    word: &str,
    name: &str,
    width: f32,
    value: &mut T,
    options: &[(T, &str)],
) {
    if room >= NARROW {
        ui.label(theme::muted(ui, word));
    }
    let (rect, _) = ui.allocate_exact_size(vec2(width, CONTROL_HEIGHT), Sense::empty());
    let builder = UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center));
    let mut ui = ui.new_child(builder);
    // The word alone says too little to whoever hears it.
    let spoken = Rect::from_min_size(rect.min, Vec2::ZERO);
    let spoken = ui.interact(spoken, ui.scope_id().with(name), Sense::empty());
    spoken.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    combo(&mut ui, spoken.id, value, options);
}

fn save(ui: &mut Ui, width: f32, nothing: Option<&str>, ctx: &mut ViewCtx<'_>) {
    let button = ActionButton::new("Save chart").quiet().disabled(nothing);
    let button = if width < NARROW {
        button.icon_only(icon::DOWNLOAD_SIMPLE)
    } else {
        button.icon(icon::DOWNLOAD_SIMPLE)
    };
    let response = ui.add(button.tooltip("Save this chart as a picture or as numbers"));
    Popup::menu(&response).show(|ui| {
        for command in SAVES {
            if ui.button(command.entry().text).clicked() {
                ctx.ui(command);
                ui.close();
            }
        }
    });
}
