//! The look: theme tokens, fonts, icons and widgets. Knows egui, not the domain.
//!
//! *Invariants*: no colour is made outside [`theme`]; a widget takes prepared strings and gives
//! back what the user did; nothing here reads a project or changes one.

pub mod bidi;
pub mod fonts;
pub mod icon;
pub mod theme;
pub mod widgets;

/// Fonts and both themes, once, before the first frame.
pub fn install(ctx: &eframe::egui::Context) {
    fonts::install(ctx);
    theme::install(ctx);
}
