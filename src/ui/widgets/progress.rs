//! Work under way: a thin bar with words and a way to stop it; grey lines where text will be.

use eframe::egui::{
    Align, CornerRadius, Layout, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2,
};

use super::button::ActionButton;
use crate::ui::icon;
use crate::ui::theme::{self, tokens};

/// A job's progress.
#[must_use = "call `show`"]
pub struct Progress<'a> {
    label: &'a str,
    fraction: Option<f32>,
    can_cancel: bool,
}

impl<'a> Progress<'a> {
    /// What is being done, and how much of it is done (0 to 1) if that is known.
    pub fn new(label: &'a str, fraction: impl Into<Option<f32>>) -> Self {
        Self { label, fraction: fraction.into(), can_cancel: false }
    }

    /// It can be stopped.
    pub const fn cancel(mut self) -> Self {
        self.can_cancel = true;
        self
    }

    /// Shows it, and says whether it is to be stopped.
    pub fn show(self, ui: &mut Ui) -> bool {
        let mut stopped = false;
        ui.vertical(|ui| {
            ui.horizontal(|ui| {
                ui.label(theme::muted(ui, self.label));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if self.can_cancel {
                        let stop = ActionButton::new("Cancel").icon_only(icon::X).quiet();
                        stopped = ui.add(stop).clicked();
                    }
                    if let Some(fraction) = self.fraction {
                        let percent = (fraction.clamp(0.0, 1.0) * 100.0).round();
                        ui.label(theme::caption(ui, format!("{percent:.0} %")));
                    }
                });
            });
            self.bar(ui);
        });
        stopped
    }

    fn bar(&self, ui: &mut Ui) -> Response {
        let t = tokens(ui);
        let size = vec2(ui.available_width(), 4.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let round = CornerRadius::same(2);
        ui.painter().rect_filled(rect, round, t.pressed);
        // Unknown progress is a still third of the bar: nothing here moves by itself.
        let share = self.fraction.unwrap_or(0.33).clamp(0.0, 1.0);
        let done = Rect::from_min_size(rect.min, vec2(rect.width() * share, rect.height()));
        let colour = if self.fraction.is_some() { t.accent_fill } else { t.mark };
        ui.painter().rect_filled(done, round, colour);
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, self.label);
            info.value = self.fraction.map(|fraction| f64::from(fraction) * 100.0);
            info
        });
        response
    }
}

/// Grey lines where text will be.
pub fn skeleton(ui: &mut Ui, lines: usize) {
    let t = tokens(ui);
    let widths = [0.92, 0.78, 0.86, 0.54];
    for share in widths.iter().cycle().take(lines) {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 16.0), Sense::empty());
        let line = Rect::from_min_size(rect.min, vec2(rect.width() * share, 10.0));
        ui.painter().rect_filled(line, CornerRadius::same(3), t.hover);
    }
}
