//! Text in the sizes and weights of the interface.

use eframe::egui::{FontFamily, FontId, RichText, TextStyle, Ui};

use super::tokens::tokens;
use crate::ui::fonts;

/// The style of the one figure that matters in a panel.
pub fn figure_style() -> TextStyle {
    TextStyle::Name("Figure".into())
}

/// The style of emphasised body text.
pub fn strong_style() -> TextStyle {
    TextStyle::Name("Strong".into())
}

/// The heavier sans, at any size.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(fonts::SEMIBOLD.into()))
}

/// The reading serif, at any size; `heavy` for headlines.
pub fn serif(size: f32, heavy: bool) -> FontId {
    let name = if heavy { fonts::SERIF_SEMIBOLD } else { fonts::SERIF };
    FontId::new(size, FontFamily::Name(name.into()))
}

/// A title.
pub fn heading(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(TextStyle::Heading)
}

/// Body text that stands out by weight, not by colour.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(strong_style())
}

/// Small, muted text: captions, units, column heads.
pub fn caption(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(TextStyle::Small).color(tokens(ui).muted)
}

/// Body text that steps back.
pub fn muted(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).color(tokens(ui).muted)
}
