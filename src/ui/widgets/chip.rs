//! A chip: a few words in the colour of what they stand for, with a second cue beside the colour.

use eframe::egui::{
    Color32, CornerRadius, CursorIcon, FontId, Id, Key, Rangef, Rect, Response, Role, Sense,
    Stroke, StrokeKind, TextStyle, TextWrapMode, Ui, WidgetInfo, WidgetText, pos2, vec2,
};

use super::focus_ring;
use super::pattern::Underline;
use crate::ui::bidi;
use crate::ui::icon;
use crate::ui::theme::{mix, tokens};

/// A chip.
#[must_use = "call `show`"]
pub struct Chip<'a> {
    text: &'a str,
    hue: Option<Color32>,
    icon: Option<char>,
    underline: Option<Underline>,
    selected: Option<bool>,
    removable: bool,
}

/// What was done to a chip.
#[derive(Debug)]
pub struct ChipOutput {
    /// The chip itself.
    pub response: Response,
    /// Its cross was pressed, or Delete while it had the keyboard.
    pub removed: bool,
}

const HEIGHT: f32 = 22.0;
const PADDING: f32 = 7.0;
const INNER_GAP: f32 = 4.0;
const CROSS: f32 = 16.0;

impl<'a> Chip<'a> {
    /// Words in a neutral chip.
    pub const fn new(text: &'a str) -> Self {
        Self { text, hue: None, icon: None, underline: None, selected: None, removable: false }
    }

    /// The hue of what it stands for. Give it an icon or an underline too.
    pub const fn hue(mut self, hue: Color32) -> Self {
        self.hue = Some(hue);
        self
    }

    /// An icon before the words.
    pub const fn icon(mut self, icon: char) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The line that the same thing has in the article.
    pub const fn underline(mut self, underline: Underline) -> Self {
        self.underline = Some(underline);
        self
    }

    /// It can be chosen, and is or is not.
    pub const fn selected(mut self, selected: bool) -> Self {
        self.selected = Some(selected);
        self
    }

    /// It has a cross.
    pub const fn removable(mut self) -> Self {
        self.removable = true;
        self
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui) -> ChipOutput {
        let t = tokens(ui);
        let body: FontId = TextStyle::Body.resolve(ui.style());
        let icon_width = if self.icon.is_some() { 14.0 + INNER_GAP } else { 0.0 };
        let cross_width = if self.removable { CROSS + 2.0 } else { 0.0 };
        let room = (ui.available_width() - 2.0 * PADDING - icon_width - cross_width).max(40.0);
        let galley = WidgetText::from(bidi::line(self.text).as_ref()).into_galley(
            ui,
            Some(TextWrapMode::Truncate),
            room,
            TextStyle::Body,
        );
        let tail = if self.removable { cross_width + INNER_GAP } else { PADDING };
        let width = (PADDING + icon_width + galley.size().x + tail).ceil();
        let interactive = self.selected.is_some() || self.removable;
        let sense = if interactive { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), sense);

        let surface = self.hue.map_or(t.sunken, |hue| t.tint_on(t.panel, hue));
        let ink = self.hue.unwrap_or(t.muted);
        let fill = if interactive && response.hovered() { mix(surface, ink, 0.1) } else { surface };
        let round = CornerRadius::same(4);
        ui.painter().rect_filled(rect, round, fill);
        if self.selected == Some(true) {
            let edge = Stroke::new(1.5, self.hue.unwrap_or(t.accent));
            ui.painter().rect_stroke(rect, round, edge, StrokeKind::Inside);
        }
        let mut x = rect.left() + PADDING;
        if let Some(icon) = self.icon {
            let glyph =
                ui.painter().layout_no_wrap(icon.to_string(), FontId::proportional(14.0), ink);
            let y = rect.center().y - glyph.size().y / 2.0;
            ui.painter().galley(pos2(x, y), glyph, ink);
            x += icon_width;
        }
        let y = rect.center().y - galley.size().y / 2.0;
        let words = Rangef::new(x, x + galley.size().x);
        let elided = galley.elided;
        ui.painter().galley(pos2(x, y), galley, t.text);
        if let Some(underline) = self.underline {
            let top = rect.center().y + body.size * 0.48;
            underline.paint(ui.painter(), words, top, ink);
        }
        focus_ring(ui, rect, 4, &response);

        let enabled = ui.is_enabled();
        response.widget_info(|| match self.selected {
            Some(selected) => WidgetInfo::selected(Role::Button, enabled, selected, self.text),
            None if self.removable => WidgetInfo::labeled(Role::Button, enabled, self.text),
            None => WidgetInfo::labeled(Role::Label, enabled, self.text),
        });
        let mut removed = self.removable && self.cross(ui, rect, response.id);
        if self.removable && response.has_focus() {
            removed |= ui.input_mut(|input| {
                let none = eframe::egui::Modifiers::NONE;
                input.consume_key(none, Key::Delete) || input.consume_key(none, Key::Backspace)
            });
        }
        let response = if elided { response.on_hover_text(self.text) } else { response };
        ChipOutput { response, removed }
    }

    fn cross(&self, ui: &Ui, chip: Rect, id: Id) -> bool {
        let t = tokens(ui);
        let center = pos2(chip.right() - INNER_GAP - CROSS / 2.0, chip.center().y);
        let rect = Rect::from_center_size(center, vec2(CROSS, CROSS));
        let response =
            ui.interact(rect, id.with("remove"), Sense::CLICK).on_hover_cursor(CursorIcon::Default);
        if response.hovered() {
            ui.painter().rect_filled(rect, CornerRadius::same(3), t.pressed);
        }
        let ink = if response.hovered() { t.text } else { t.muted };
        let glyph =
            ui.painter().layout_no_wrap(icon::X.to_string(), FontId::proportional(11.0), ink);
        ui.painter().galley(rect.center() - glyph.size() / 2.0, glyph, ink);
        let enabled = ui.is_enabled();
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Button, enabled, format!("Remove {}", self.text))
        });
        response.clicked()
    }
}
