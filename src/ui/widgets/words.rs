//! Words of the project, names, titles, quotes, as labels that read right in every script: words
//! from right to left stand in the order in which they are read, and are cut at their end.

use std::borrow::Cow;

use eframe::egui::{Label, Response, RichText, TextStyle, TextWrapMode, Ui, WidgetText};

use crate::ui::bidi;

/// One line, cut short where it must be; the whole is its tooltip then.
pub fn words(ui: &mut Ui, text: &str, dress: impl Fn(&Ui, &str) -> RichText) -> Response {
    let room = ui.available_width();
    let shown = fitted(ui, text, room, &dress);
    let label = Label::new(dress(ui, &shown)).truncate();
    let cut = shown.ends_with('…') && !text.ends_with('…') || shown.starts_with('…');
    let response = ui.add(label);
    response
        .widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, text));
    if cut { response.on_hover_text(bidi::line(text)) } else { response }
}

/// As many lines as it takes.
pub fn wrapped_words(ui: &mut Ui, text: &str, dress: impl Fn(&Ui, &str) -> RichText) -> Response {
    let room = ui.available_width();
    let lines = bidi::wrapped(text, |line| width(ui, line, &dress) <= room);
    let response = ui.add(Label::new(dress(ui, &lines)).wrap());
    response
        .widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, text));
    response
}

/// The words of one line as they are to be drawn in this room.
pub fn fitted<'a>(
    ui: &Ui,
    text: &'a str,
    room: f32,
    dress: &impl Fn(&Ui, &str) -> RichText,
) -> Cow<'a, str> {
    bidi::fitted(text, |line| width(ui, line, dress) <= room)
}

fn width(ui: &Ui, text: &str, dress: &impl Fn(&Ui, &str) -> RichText) -> f32 {
    let text = WidgetText::from(dress(ui, text));
    let extend = Some(TextWrapMode::Extend);
    text.into_galley(ui, extend, f32::INFINITY, TextStyle::Body).size().x
}
