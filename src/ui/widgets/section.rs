//! A titled part of a panel: heading, perhaps a count and controls, a hairline, the content.

use eframe::egui::{Align, InnerResponse, Layout, Sense, Ui, vec2};

use crate::ui::theme::{self, GAP, GROUP_GAP, TIGHT, tokens};

/// A part of a panel.
#[must_use = "call `show`"]
pub struct Section<'a> {
    title: &'a str,
    count: Option<&'a str>,
}

impl<'a> Section<'a> {
    /// With a title.
    pub const fn new(title: &'a str) -> Self {
        Self { title, count: None }
    }

    /// How many there are of what it holds, formatted.
    pub const fn count(mut self, count: &'a str) -> Self {
        self.count = Some(count);
        self
    }

    /// Shows it.
    pub fn show<R>(self, ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
        self.show_with(ui, |_| {}, content)
    }

    /// Shows it, with controls at the right of the heading (added from right to left).
    pub fn show_with<R>(
        self,
        ui: &mut Ui,
        controls: impl FnOnce(&mut Ui),
        content: impl FnOnce(&mut Ui) -> R,
    ) -> InnerResponse<R> {
        ui.vertical(|ui| {
            ui.horizontal(|ui| {
                ui.set_min_height(theme::CONTROL_HEIGHT);
                ui.label(theme::strong(self.title));
                if let Some(count) = self.count {
                    ui.label(theme::caption(ui, count));
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = TIGHT;
                    controls(ui);
                });
            });
            hairline(ui);
            ui.add_space(GAP - TIGHT);
            let inner = content(ui);
            ui.add_space(GROUP_GAP - TIGHT);
            inner
        })
    }
}

/// A line across the panel, without space around it.
pub fn hairline(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::empty());
    ui.painter().rect_filled(rect, 0.0, tokens(ui).hairline);
}

/// A short upright line between groups of a row.
pub(super) fn vertical_hairline(ui: &mut Ui, height: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(1.0, height), Sense::empty());
    ui.painter().rect_filled(rect, 0.0, tokens(ui).hairline);
}
