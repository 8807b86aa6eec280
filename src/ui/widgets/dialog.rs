//! A dialog over the window: asks or tells something and keeps the keys until it is closed.

use eframe::egui::{Context, Frame, Id, Margin, Modal, ModalResponse, Ui};

use crate::ui::theme::{self, GROUP_GAP};

/// Draws a dialog of this width in the middle of the window. `name` tells it from others.
pub fn dialog<R>(
    ctx: &Context,
    name: &str,
    width: f32,
    content: impl FnOnce(&mut Ui) -> R,
) -> ModalResponse<R> {
    let style = ctx.global_style();
    let frame = Frame::popup(&style)
        .fill(theme::of_style(&style).raised)
        .inner_margin(Margin::same(GROUP_GAP as i8));
    let width = width.min(ctx.content_rect().width() - 64.0);
    Modal::new(Id::unique(("dialog", name))).frame(frame).show(ctx, |ui| {
        ui.set_width(width);
        content(ui)
    })
}
