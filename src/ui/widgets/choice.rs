//! One of a few: side by side in a segmented control, or in a drop-down list; and yes or no.

use eframe::egui::{
    Align2, Button, Checkbox, ComboBox, CornerRadius, FontId, Frame, Id, Key, Label, Modifiers,
    Response, RichText, Sense, Stroke, Ui, Vec2, vec2,
};

use super::row::Row;
use crate::ui::icon;
use crate::ui::theme::{CONTROL_HEIGHT, mix, tokens};

/// A few choices side by side. Arrow keys move the choice while one of them has the keyboard.
///
/// `name` is what a screen reader calls the group. The response is `changed` when the choice is.
pub fn segmented<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    value: &mut T,
    options: &[(T, &str)],
) -> Response {
    let t = tokens(ui);
    let before = value.clone();
    let mut response = Frame::new()
        .fill(t.sunken)
        .stroke(Stroke::new(1.0, t.hairline))
        .corner_radius(5)
        .inner_margin(1)
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing = Vec2::ZERO;
                ui.spacing_mut().button_padding = vec2(10.0, 2.0);
                let visuals = ui.visuals_mut();
                visuals.selection.bg_fill = t.raised;
                visuals.selection.stroke = Stroke::new(1.0, t.text);
                if t.dark {
                    visuals.selection.bg_fill = mix(t.raised, t.text, 0.08);
                }
                visuals.widgets.inactive.fg_stroke.color = t.muted;
                visuals.widgets.inactive.bg_stroke = Stroke::new(1.0, t.outline);
                visuals.widgets.hovered.bg_stroke = Stroke::NONE;
                let mut focused = None;
                for (index, (option, label)) in options.iter().enumerate() {
                    let selected = option == value;
                    let segment = Button::selectable(selected, *label)
                        .min_size(vec2(0.0, CONTROL_HEIGHT - 4.0))
                        .corner_radius(CornerRadius::same(4));
                    let segment = ui.add(segment);
                    if segment.clicked() {
                        *value = option.clone();
                    }
                    if segment.has_focus() {
                        focused = Some(index);
                    }
                }
                if let Some(index) = focused
                    && let Some((option, _)) = options.get(moved(ui, index))
                    && moved(ui, index) != index
                {
                    *value = option.clone();
                }
            });
        })
        .response
        .accessible_name(name);
    if *value != before {
        response.mark_changed();
    }
    response
}

/// egui itself moves the focus to the neighbour; the choice follows.
fn moved(ui: &Ui, index: usize) -> usize {
    ui.input(|input| {
        if input.key_pressed(Key::ArrowRight) {
            index.saturating_add(1)
        } else if input.key_pressed(Key::ArrowLeft) {
            index.saturating_sub(1)
        } else {
            index
        }
    })
}

/// A drop-down list. `label` is the id of the label that names it.
///
/// Up and Down change the choice while the closed list has the keyboard; Enter or Space opens it.
/// The response is `changed` when the choice is.
pub fn combo<T: PartialEq + Clone>(
    ui: &mut Ui,
    label: Id,
    value: &mut T,
    options: &[(T, &str)],
) -> Response {
    drop_down(ui, label, value, options).labelled_by(label)
}

/// A drop-down list without a label of its own beside it. `name` is what a screen reader calls it.
pub fn named_combo<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    value: &mut T,
    options: &[(T, &str)],
) -> Response {
    let id = ui.make_persistent_id(("drop-down list", name));
    // Not labelled by the id: a label that is not there ends a screen reader's day.
    drop_down(ui, id, value, options).accessible_name(name)
}

fn drop_down<T: PartialEq + Clone>(
    ui: &mut Ui,
    id: Id,
    value: &mut T,
    options: &[(T, &str)],
) -> Response {
    let before = value.clone();
    let at = options.iter().position(|(option, _)| option == value);
    let text = at.and_then(|at| options.get(at)).map_or("—", |(_, label)| *label);
    let width = ui.available_width().min(280.0);
    let inner = ComboBox::from_id_salt(id)
        .selected_text(text)
        .width(width)
        .height(320.0)
        .truncate()
        .icon(|ui, rect, face, _| {
            let glyph = icon::CARET_DOWN.to_string();
            let font = FontId::proportional(13.0);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, glyph, font, face.text_color());
        })
        .show_ui(ui, |ui| {
            for (option, label) in options {
                if ui.add(Row::new(label).selected(option == value)).clicked() {
                    *value = option.clone();
                }
            }
        });
    let mut response = inner.response;
    if response.has_focus() && inner.inner.is_none() {
        let filter = eframe::egui::EventFilter { vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let (up, down) = ui.input_mut(|input| {
            let none = Modifiers::NONE;
            (input.consume_key(none, Key::ArrowUp), input.consume_key(none, Key::ArrowDown))
        });
        let to = match at {
            Some(at) if up => at.checked_sub(1),
            Some(at) if down => Some(at + 1),
            None if up || down => Some(0),
            _ => None,
        };
        if let Some((option, _)) = to.and_then(|to| options.get(to)) {
            *value = option.clone();
        }
    }
    if *value != before {
        response.mark_changed();
    }
    response
}

/// A check box whose edge can be seen.
pub fn check(ui: &mut Ui, value: &mut bool, label: &str) -> Response {
    let t = tokens(ui);
    let on = *value;
    ui.horizontal(|ui| {
        ui.set_min_height(CONTROL_HEIGHT);
        // The box itself, not its reach, stands on the edge of the column.
        ui.spacing_mut().interact_size = Vec2::splat(ui.spacing().icon_width);
        let widgets = &mut ui.visuals_mut().widgets;
        for face in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            face.bg_fill = if on { t.accent_fill } else { t.field };
            if face.bg_stroke.color != t.focus {
                face.bg_stroke = Stroke::new(1.0, if on { t.accent_fill } else { t.mark });
            }
            if on {
                face.fg_stroke = Stroke::new(1.75, t.on_accent);
            }
        }
        let response = ui.add(Checkbox::without_text(value));
        let text = RichText::new(label).color(t.text);
        let words = ui.add(Label::new(text).sense(Sense::CLICK));
        let mut response = response.labelled_by(words.id);
        if words.clicked() {
            *value = !*value;
            response.mark_changed();
        }
        response
    })
    .inner
}
