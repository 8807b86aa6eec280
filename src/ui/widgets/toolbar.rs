//! A row of controls on one line, a step apart, that wraps when the panel is narrow.

use eframe::egui::{InnerResponse, Ui, vec2};

use super::section::vertical_hairline;
use crate::ui::theme::{CONTROL_HEIGHT, GAP, TIGHT};

/// A row of buttons.
pub fn toolbar<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(TIGHT, TIGHT);
        ui.set_min_height(CONTROL_HEIGHT);
        content(ui)
    })
}

/// Between two groups of a toolbar: space and a hairline.
pub fn toolbar_gap(ui: &mut Ui) {
    ui.add_space(GAP - TIGHT);
    vertical_hairline(ui, 16.0);
    ui.add_space(GAP - TIGHT);
}
