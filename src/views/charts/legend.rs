//! The legend: a swatch, a name and a sum for each series; a click switches the series on and off.

use std::collections::BTreeSet;

use eframe::egui::{
    Align, Color32, CornerRadius, Galley, Layout, Rect, Role, Sense, Stroke, StrokeKind, TextStyle,
    Ui, WidgetInfo, WidgetText, pos2, vec2,
};
use smol_str::SmolStr;
use std::sync::Arc;

use super::look::Look;
use super::number;
use crate::analysis::{ChartData, Series};
use crate::ui::theme::{GAP, TIGHT, tokens};
use crate::ui::widgets::focus_ring;
use eframe::egui::TextWrapMode;

/// How the entries stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stands {
    /// One below the other, beside the plot.
    Beside,
    /// In lines, below the plot.
    Below,
}

const HEIGHT: f32 = 24.0;
const PADDING: f32 = 6.0;
const SWATCH: f32 = 12.0;

/// The widest name in a line.
const WIDEST: f32 = 180.0;

/// Shows it; clicks change `hidden`.
pub(super) fn show(
    ui: &mut Ui,
    data: &ChartData,
    looks: &[Look],
    stands: Stands,
    hidden: &mut BTreeSet<SmolStr>,
) {
    let mut entries = |ui: &mut Ui| {
        for (series, look) in data.series.iter().zip(looks) {
            if entry(ui, series, *look, stands) && !hidden.remove(&series.key) {
                hidden.insert(series.key.clone());
            }
        }
    };
    match stands {
        Stands::Beside => {
            ui.spacing_mut().item_spacing.y = 0.0;
            entries(ui);
        }
        Stands::Below => {
            ui.with_layout(Layout::left_to_right(Align::Min).with_main_wrap(true), |ui| {
                ui.spacing_mut().item_spacing = vec2(TIGHT, 0.0);
                entries(ui);
            });
        }
    }
}

fn text(ui: &Ui, text: String, room: f32, colour: Color32) -> Arc<Galley> {
    let text = WidgetText::from(eframe::egui::RichText::new(text).color(colour));
    text.into_galley(ui, Some(TextWrapMode::Truncate), room, TextStyle::Body)
}

fn entry(ui: &mut Ui, series: &Series, look: Look, stands: Stands) -> bool {
    let t = tokens(ui);
    let total = number::of_series(series);
    let shown = !series.hidden;
    let sum = number::sum(&total);
    let spoken =
        format!("{}, {sum}{}", series.label, if total.incomplete { ", incomplete" } else { "" });

    let ink = if shown { t.text } else { t.faint };
    let sum = text(ui, sum, f32::INFINITY, if shown { t.muted } else { t.faint });
    let around = PADDING * 2.0 + SWATCH + GAP + sum.size().x + GAP;
    let room = match stands {
        Stands::Beside => ui.available_width() - around,
        Stands::Below => WIDEST.min(ui.available_width() - around),
    };
    let name = text(ui, series.label.clone(), room.max(24.0), ink);
    let width = match stands {
        Stands::Beside => ui.available_width(),
        Stands::Below => around + name.size().x,
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, shown, &spoken));

    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect, CornerRadius::same(4), t.hover);
    }
    let left = rect.left() + PADDING;
    let swatch =
        Rect::from_center_size(pos2(left + SWATCH / 2.0, rect.center().y), vec2(SWATCH, SWATCH));
    if shown {
        look.hatch.paint(painter, swatch, look.hue, t.panel);
    } else {
        let edge = Stroke::new(1.0, t.mark);
        painter.rect_stroke(swatch, CornerRadius::ZERO, edge, StrokeKind::Inside);
        let line = Stroke::new(1.0, t.faint);
        let from = swatch.right() + GAP;
        painter.hline(from..=from + name.size().x, rect.center().y + 0.5, line);
    }
    let line = |galley: &Galley| rect.center().y - galley.size().y / 2.0;
    let at = pos2(swatch.right() + GAP, line(&name));
    let elided = name.elided;
    let end = match stands {
        Stands::Beside => rect.right() - PADDING - sum.size().x,
        Stands::Below => at.x + name.size().x + GAP,
    };
    painter.galley(at, name, ink);
    painter.galley(pos2(end, line(&sum)), sum, t.muted);
    focus_ring(ui, rect, 4, &response);

    let clicked = response.clicked();
    response.on_hover_ui(|ui| {
        if elided {
            ui.label(&series.label);
        }
        let figure = number::Bounds::of(&total).line();
        ui.label(format!("{figure} in all periods together"));
        if total.open {
            ui.label("+: a high bound is open");
        }
        if total.incomplete {
            ui.label("Incomplete: a figure has no best number");
        }
        ui.label(crate::ui::theme::muted(
            ui,
            if shown { "Click to switch it off" } else { "Click to switch it on" },
        ));
    });
    clicked
}
