//! One of a few, side by side in a segmented control; and yes or no.

use eframe::egui::{
    Button, Checkbox, CornerRadius, Frame, Key, Label, Response, RichText, Sense, Stroke, Ui, Vec2,
    vec2,
};

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
