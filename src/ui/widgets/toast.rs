//! Quiet messages at the top of the window that go away by themselves, with an Undo if wanted.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::text::LayoutJob;
use eframe::egui::{
    Align2, Area, Context, Frame, Galley, Id, Label, Margin, Order, RichText, TextStyle, vec2,
};

use super::button::ActionButton;
use crate::ui::icon;
use crate::ui::theme::{CONTROL_HEIGHT, GAP, TIGHT, of_style};

/// A message, and what its button does.
#[must_use = "push it"]
#[derive(Clone, Debug)]
pub struct Toast<A> {
    text: String,
    action: Option<(String, A)>,
    bad: bool,
    /// The step that its button takes back.
    step: Option<u64>,
}

impl<A> Toast<A> {
    /// A message.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), action: None, bad: false, step: None }
    }

    /// Something went wrong, and it matters little enough for a toast.
    pub fn bad(mut self) -> Self {
        self.bad = true;
        self
    }

    /// A button, and what it gives back when pressed.
    pub fn action(mut self, verb: impl Into<String>, action: A) -> Self {
        self.action = Some((verb.into(), action));
        self
    }

    /// An Undo button that is there only while this step is the last: see [`Toasts::at_step`].
    pub fn undo(mut self, action: A, step: u64) -> Self {
        self.step = Some(step);
        self.action("Undo", action)
    }
}

struct Shown<A> {
    toast: Toast<A>,
    id: u64,
    /// When it is to go, in the seconds of `now`.
    until: f64,
}

/// The messages that are on the screen.
pub struct Toasts<A> {
    shown: Vec<Shown<A>>,
    waiting: Vec<Toast<A>>,
    next: u64,
    /// The step that was made last.
    step: u64,
}

impl<A> Default for Toasts<A> {
    fn default() -> Self {
        Self { shown: Vec::new(), waiting: Vec::new(), next: 0, step: 0 }
    }
}

/// More than these push others out, the oldest first.
const MOST: usize = 2;
/// They take no more height: as much as the menus and the names of the panels have, so that nothing
/// that is read is beneath them.
const TALLEST: f32 = 66.0;
/// A longer message is cut; the whole is its tooltip.
const MOST_ROWS: usize = 3;
/// No message is wider.
const WIDEST: f32 = 880.0;
/// Room at the left and right of a message.
const SIDES: i8 = 12;
/// Seconds that a message stays; longer if it has a button.
const STAY: f64 = 5.0;
const STAY_WITH_ACTION: f64 = 10.0;

impl<A> Toasts<A> {
    /// Shows a message from the next frame on.
    pub fn push(&mut self, toast: Toast<A>) {
        self.waiting.push(toast);
    }

    /// Says which step was made last: an Undo button would take back another one than it names as
    /// soon as that is not its own, and is gone.
    pub fn at_step(&mut self, step: u64) {
        self.step = step;
    }

    /// Steps are counted from the beginning again: what offers to undo one of those before is gone.
    pub fn forget_steps(&mut self) {
        self.shown.retain(|shown| shown.toast.step.is_none());
        self.waiting.retain(|toast| toast.step.is_none());
    }

    /// Something else is read now: what only spoke of what was read before goes at once.
    pub fn turn_page(&mut self) {
        self.shown.retain(|shown| shown.toast.action.is_some() || shown.toast.bad);
    }

    /// One goes: what only says something before what offers something, and the newest last.
    fn push_out(&mut self) {
        let plain = self.shown.iter().position(|shown| shown.toast.action.is_none());
        self.shown.remove(plain.filter(|at| at + 1 < self.shown.len()).unwrap_or(0));
    }

    /// The texts on the screen, oldest first.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.shown.iter().map(|shown| shown.toast.text.as_str())
    }

    /// Shows them in the middle of the window's top, where nothing is read, newest lowest, and gives
    /// back a pressed button's action. `now` is in seconds, from any start (`input.time`).
    pub fn show(&mut self, ctx: &Context, now: f64) -> Option<A> {
        for toast in std::mem::take(&mut self.waiting) {
            // The same words again are one message, and the newest.
            self.shown.retain(|shown| shown.toast.text != toast.text);
            let stay = if toast.action.is_some() { STAY_WITH_ACTION } else { STAY };
            self.shown.push(Shown { toast, id: self.next, until: now + stay });
            self.next += 1;
        }
        while self.shown.len() > MOST {
            self.push_out();
        }
        self.shown.retain(|shown| now < shown.until);
        let room = (ctx.content_rect().width() - 24.0).min(WIDEST);
        let height = |shown: &Shown<A>| words(ctx, &shown.toast, room).1 + TIGHT;
        while self.shown.len() > 1 && self.shown.iter().map(height).sum::<f32>() > TALLEST {
            self.push_out();
        }
        let last = self.shown.iter().map(|shown| shown.until).fold(f64::MAX, f64::min);
        if self.shown.is_empty() {
            return None;
        }
        ctx.request_repaint_after(Duration::from_secs_f64((last - now).clamp(0.0, 60.0)));

        let mut pressed = None;
        let mut closed = None;
        let area = Area::new(Id::unique("toasts"))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_TOP, vec2(0.0, 1.0))
            .show(ctx, |ui| {
                ui.set_max_width(room);
                ui.spacing_mut().item_spacing.y = TIGHT;
                for (index, shown) in self.shown.iter().enumerate() {
                    ui.push_id(shown.id, |ui| match card(ui, &shown.toast, self.step, room) {
                        Pressed::Nothing => {}
                        Pressed::Action => pressed = Some(index),
                        Pressed::Close => closed = Some(index),
                    });
                }
            });
        if area.response.contains_pointer() {
            // Being read: it waits.
            for shown in &mut self.shown {
                shown.until = shown.until.max(now + 2.0);
            }
        }
        if let Some(index) = closed {
            self.shown.remove(index);
        }
        let pressed = pressed.filter(|index| *index < self.shown.len())?;
        self.shown.remove(pressed).toast.action.map(|(_, action)| action)
    }
}

enum Pressed {
    Nothing,
    Action,
    Close,
}

/// The words of a message as they are laid out in this room for all of it, and its height.
fn words<A>(ctx: &Context, toast: &Toast<A>, room: f32) -> (Arc<Galley>, f32) {
    let style = ctx.style_of(ctx.theme());
    let beside = if toast.action.is_some() { 150.0 } else { 50.0 };
    let mark = if toast.bad { 22.0 } else { 0.0 };
    let mut job = LayoutJob::simple(
        toast.text.clone(),
        TextStyle::Body.resolve(&style),
        of_style(&style).text,
        (room - beside - mark - 2.0 * f32::from(SIDES)).max(120.0),
    );
    job.wrap.max_rows = MOST_ROWS;
    let galley = ctx.fonts_mut(|fonts| fonts.layout_job(job));
    let height = galley.size().y.max(CONTROL_HEIGHT) + 4.0;
    (galley, height)
}

fn card<A>(ui: &mut eframe::egui::Ui, toast: &Toast<A>, step: u64, room: f32) -> Pressed {
    let t = of_style(ui.style());
    let mut pressed = Pressed::Nothing;
    Frame::popup(ui.style()).inner_margin(Margin::symmetric(SIDES, 1)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = TIGHT;
            if toast.bad {
                let mark = RichText::new(icon::WARNING_CIRCLE).size(15.0).color(t.error.text);
                ui.label(mark).accessible_name("");
            }
            let (galley, _) = words(ui.ctx(), toast, room);
            let cut = galley.elided;
            let mut words = ui.add(Label::new(galley)).accessible_name(&toast.text);
            if cut {
                words = words.on_hover_text(&toast.text);
            }
            ui.ctx().accesskit_node_builder(words.id, |node| {
                node.set_live(eframe::egui::accesskit::Live::Polite);
            });
            ui.add_space(GAP);
            let current = toast.step.is_none_or(|of| of == step);
            if let Some((verb, _)) = toast.action.as_ref().filter(|_| current)
                && ui.add(ActionButton::new(verb)).clicked()
            {
                pressed = Pressed::Action;
            }
            let close = ActionButton::new("Dismiss").icon_only(icon::X).quiet();
            if ui.add(close).clicked() {
                pressed = Pressed::Close;
            }
        });
    });
    pressed
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Ui, Vec2};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;

    #[test]
    fn messages_lie_over_nothing_that_is_read_however_long_and_many_they_are() {
        let long = "The file could not be written to the disk. ".repeat(30);
        for (width, texts) in [
            (1280.0, [long.as_str(), "Saved"]),
            (720.0, ["Saved", long.as_str()]),
            (1280.0, ["Removed a claim of the incident", "Saved as niger.casebook"]),
        ] {
            let mut toasts = Toasts::<()>::default();
            for text in texts {
                toasts.push(Toast::new(text).action("Undo", ()));
            }
            let draw = |ui: &mut Ui, toasts: &mut Toasts<()>| {
                toasts.show(ui.ctx(), 0.0);
            };
            let mut window = Harness::builder()
                .with_size(Vec2::new(width, 600.0))
                .with_context_setup(crate::ui::install)
                .build_ui_state(draw, toasts);
            window.run_steps(4);
            // The newest is always there, and the whole of it for who cannot see it.
            window.get_by_label(texts[1]);
            let buttons =
                window.query_all_by_label("Undo").chain(window.query_all_by_label("Dismiss"));
            let words = texts.into_iter().filter_map(|text| window.query_by_label(text));
            for node in words.chain(buttons) {
                let rect = node.rect();
                assert!(rect.bottom() <= 64.0 && rect.right() <= width, "{width} {rect:?}");
            }
        }
    }
}
