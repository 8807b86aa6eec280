//! Selecting with the mouse: press, double and triple press, drag, and scrolling while dragging.

use super::selection::{Selection, Unit};
use eframe::egui::{Event, PointerButton, Pos2, Rect, Response, Ui};

/// Farther than this from the press it is a drag.
const SLACK: f32 = 2.0;

/// What the mouse is doing.
#[derive(Default, Debug)]
pub struct Pointer {
    presses: u32,
    time: f64,
    origin: Pos2,
    down: bool,
    moved: bool,
}

impl Pointer {
    /// Whether a selection is being dragged.
    pub fn selecting(&self) -> bool {
        self.down
    }

    /// How far to scroll this frame because the drag is beyond the edge of the view.
    pub fn pull(&self, ui: &Ui, view: Rect) -> f32 {
        let (pos, dt) = ui.input(|input| (input.pointer.latest_pos(), input.stable_dt.min(0.1)));
        let Some(pos) = pos.filter(|_| self.down && self.moved) else { return 0.0 };
        let beyond = (pos.y - view.bottom()).max(0.0) - (view.top() - pos.y).max(0.0);
        if beyond != 0.0 {
            ui.ctx().request_repaint();
        }
        (beyond * 12.0).clamp(-3000.0, 3000.0) * dt
    }

    /// Takes this frame's events. Returns where the words were clicked without selecting any.
    pub fn update(
        &mut self,
        ui: &Ui,
        response: &Response,
        text: &str,
        selection: &mut Selection,
        hit: impl Fn(Pos2) -> usize,
    ) -> Option<Pos2> {
        let mine = response.is_pointer_button_down_on() || response.clicked();
        let pressed: Vec<(Pos2, bool)> = ui.input(|input| {
            let press = |event: &Event| {
                let Event::PointerButton { pos, button, pressed, modifiers } = event else {
                    return None;
                };
                let press = *pressed && *button == PointerButton::Primary;
                press.then_some((*pos, modifiers.shift))
            };
            input.events.iter().filter_map(press).collect()
        });
        let mut extended = false;
        for (pos, shift) in pressed.into_iter().filter(|_| mine) {
            self.count(ui, pos);
            let byte = hit(pos);
            extended = shift && self.presses == 1;
            if extended {
                selection.move_to(byte, true);
            } else {
                *selection = Selection::press(text, byte, Unit::of_press(self.presses));
            }
            response.request_focus();
        }
        // The menu is of the words under the pointer.
        if response.secondary_clicked()
            && let Some(byte) = response.interact_pointer_pos().map(&hit)
            && selection.range().is_none_or(|range| byte < range.start || range.end < byte)
        {
            *selection = Selection::between(byte, byte);
        }
        if self.down {
            let (at, held) = ui
                .input(|i| (i.pointer.latest_pos(), i.pointer.button_down(PointerButton::Primary)));
            if let Some(at) = at {
                self.moved |= at.distance(self.origin) > SLACK;
                if self.moved {
                    selection.drag(text, hit(at));
                }
            }
            self.down = held;
        }
        let clicked = response.clicked() && self.presses == 1 && !extended;
        clicked
            .then_some(response.interact_pointer_pos())
            .flatten()
            .filter(|_| selection.range().is_none())
    }

    fn count(&mut self, ui: &Ui, pos: Pos2) {
        let (delay, slack) = ui.ctx().options(|options| {
            let input = &options.input_options;
            // egui counts from release to press, this from press to press.
            (input.max_double_click_delay + 0.1, input.max_click_dist)
        });
        let now = ui.input(|input| input.time);
        let again = now - self.time < delay && pos.distance(self.origin) < slack;
        self.presses = if again && self.presses < 3 { self.presses + 1 } else { 1 };
        self.time = now;
        self.origin = pos;
        self.down = true;
        self.moved = false;
    }
}
