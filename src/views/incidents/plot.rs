//! Dots and ranges on a scale from zero: one lane a claim, the derived band behind them.
//!
//! *Invariants*: an open bound is an arrow and never an end; an unknown figure has no dot.

use eframe::egui::{
    CornerRadius, FontId, Painter, Pos2, Rangef, Rect, Shape, Stroke, StrokeKind, TextStyle, Ui,
    pos2, vec2,
};

use super::lanes::{Group, Lane, Mark};
use crate::ui::theme::{Tokens, tokens};
use crate::views::looks::outcome_hue;

/// Room at the right for the arrows of open bounds.
const OPEN_ROOM: f32 = 22.0;
const DOT: f32 = 4.5;
const CAP: f32 = 4.0;
const ARROW: f32 = 5.0;
/// The least width between two numbers of the scale.
const TICK_ROOM: f32 = 44.0;
/// Room for the legend's last entry.
const RANGE_ROOM: f32 = 110.0;

/// The scale of one group, on the window.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    left: f32,
    right: f32,
    edge: f32,
    top_value: f64,
    step: f64,
}

impl Scale {
    /// A scale from zero to at least `greatest` that covers `x`.
    pub fn new(x: Rangef, greatest: u64, arrows: bool) -> Self {
        let right = x.max - if arrows { OPEN_ROOM } else { DOT + 1.0 };
        let most = ((right - x.min) / TICK_ROOM).floor().clamp(1.0, 5.0);
        let greatest = (greatest as f64).max(1.0);
        let step = nice_step(greatest / f64::from(most));
        let top_value = (greatest / step).ceil() * step;
        Self { left: x.min, right, edge: x.max, top_value, step }
    }

    /// Where a number stands.
    fn at(&self, n: u64) -> f32 {
        let share = (n as f64 / self.top_value) as f32;
        self.left + (self.right - self.left) * share
    }

    fn ticks(&self) -> impl Iterator<Item = u64> + use<> {
        let (step, top) = (self.step, self.top_value);
        let count = (top / step).round() as u64;
        (0..=count).map(move |n| (n as f64 * step).round() as u64)
    }
}

/// The least of 1, 2, 5, 10, 20, 50 … that is at least `least`: never less than one person.
fn nice_step(least: f64) -> f64 {
    let mut unit = 1.0;
    loop {
        for step in [unit, unit * 2.0, unit * 5.0] {
            if step >= least {
                return step;
            }
        }
        unit *= 10.0;
    }
}

/// What lies behind the lanes: grid, derived band, best.
pub fn paint_band(ui: &Ui, scale: &Scale, group: &Group, y: Rangef) {
    let t = tokens(ui);
    let painter = ui.painter();
    let hue = outcome_hue(t, &group.outcome);
    for tick in scale.ticks() {
        painter.vline(scale.at(tick), y, Stroke::new(1.0, t.hairline));
    }
    let from = group.band.low.or(group.band.best);
    let to = group.band.high.or(group.at_least.filter(|_| group.open));
    if let (Some(from), Some(to)) = (from, to) {
        let left = scale.at(from);
        let right = if group.open { scale.edge } else { scale.at(to) };
        // A band without width is still to be seen.
        let (left, right) =
            if right - left < 3.0 { (left - 1.5, left + 1.5) } else { (left, right) };
        let band = Rect::from_x_y_ranges(left..=right, y);
        painter.rect_filled(band, CornerRadius::ZERO, t.tint_on(t.panel, hue));
    }
    if let Some(best) = group.band.best {
        painter.vline(scale.at(best), y, Stroke::new(1.5, t.subdued(hue)));
    }
}

/// A claim's dot and range.
pub fn paint_lane(ui: &Ui, scale: &Scale, group: &Group, lane: &Lane, y: f32, lit: bool) {
    let t = tokens(ui);
    let painter = ui.painter();
    let hue = outcome_hue(t, &group.outcome);
    let out = lane.mark == Mark::LeftOut;
    let ink = if out { t.mark } else { hue };
    let figure = lane.figure;
    if figure.is_empty() {
        let font: FontId = TextStyle::Small.resolve(ui.style());
        let words = painter.layout_no_wrap("no number".to_owned(), font, t.muted);
        let at = pos2(scale.left + 6.0, y - words.size().y / 2.0);
        painter.galley(at, words, t.muted);
        return;
    }
    let known_low = figure.low.or(figure.best);
    let left = known_low.map_or(scale.left, |n| scale.at(n));
    let right = match figure.high {
        Some(high) => scale.at(high),
        None => scale.edge - ARROW,
    };
    let stroke = Stroke::new(if lit { 3.0 } else { 2.0 }, ink);
    let ends = [pos2(left, y), pos2(right, y)];
    if out || known_low.is_none() {
        painter.extend(Shape::dashed_line(&ends, Stroke::new(1.5, ink), 3.0, 3.0));
    } else {
        painter.line_segment(ends, stroke);
    }
    let cap = |x: f32| {
        painter.line_segment([pos2(x, y - CAP), pos2(x, y + CAP)], Stroke::new(1.5, ink));
    };
    if figure.low.is_some() && figure.low != figure.best {
        cap(left);
    }
    if let Some(high) = figure.high {
        if figure.best != Some(high) {
            cap(scale.at(high));
        }
    } else {
        arrow(painter, pos2(scale.edge, y), ink);
    }
    // Where the words give no best, a figure of one number still has its place.
    let single = figure.low.filter(|low| figure.high == Some(*low));
    if let Some(best) = figure.best.or(single) {
        dot(painter, t, pos2(scale.at(best), y), ink, lane.mark, lit);
    }
}

fn arrow(painter: &Painter, tip: Pos2, ink: eframe::egui::Color32) {
    let back = tip.x - ARROW * 1.4;
    let points = vec![tip, pos2(back, tip.y - ARROW), pos2(back, tip.y + ARROW)];
    painter.add(Shape::convex_polygon(points, ink, Stroke::NONE));
}

fn dot(painter: &Painter, t: &Tokens, at: Pos2, ink: eframe::egui::Color32, mark: Mark, lit: bool) {
    let radius = if lit { DOT + 1.5 } else { DOT };
    match mark {
        Mark::Counts => {
            painter.circle(at, radius + 1.5, t.panel, Stroke::NONE);
            painter.circle_filled(at, radius, ink);
        }
        Mark::HighOnly => {
            painter.circle(at, radius, t.panel, Stroke::new(1.75, ink));
            painter.circle_filled(at, 1.75, ink);
        }
        Mark::LeftOut => {
            painter.circle(at, radius - 0.5, t.panel, Stroke::new(1.5, ink));
        }
    }
}

/// The numbers of the scale.
pub fn paint_axis(ui: &Ui, scale: &Scale, rect: Rect) {
    let t = tokens(ui);
    let font: FontId = TextStyle::Small.resolve(ui.style());
    ui.painter().hline(scale.left..=scale.edge, rect.top(), Stroke::new(1.0, t.outline));
    for tick in scale.ticks() {
        let number = ui.painter().layout_no_wrap(tick.to_string(), font.clone(), t.muted);
        let x = scale.at(tick);
        ui.painter().vline(x, rect.top()..=rect.top() + 3.0, Stroke::new(1.0, t.outline));
        let left = (x - number.size().x / 2.0).min(rect.right() - number.size().x);
        ui.painter().galley(pos2(left, rect.top() + 4.0), number, t.muted);
    }
}

/// What the marks mean, in one line that wraps.
pub fn legend(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 2.0);
        for (mark, word) in [
            (Some(Mark::Counts), "counts"),
            (Some(Mark::HighOnly), "high bound only"),
            (Some(Mark::LeftOut), "left out"),
            (None, "open"),
        ] {
            let t = tokens(ui);
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), eframe::egui::Sense::empty());
            let ink = if mark == Some(Mark::LeftOut) { t.mark } else { t.muted };
            match mark {
                Some(mark) => dot(ui.painter(), t, rect.center(), ink, mark, false),
                None => arrow(ui.painter(), rect.right_center(), ink),
            }
            ui.label(crate::ui::theme::caption(ui, word));
            ui.add_space(6.0);
        }
        let t = tokens(ui);
        // The patch and its word go to the next line together.
        if ui.available_size_before_wrap().x < RANGE_ROOM {
            ui.end_row();
        }
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 14.0), eframe::egui::Sense::empty());
        let band = rect.shrink2(vec2(0.0, 2.0));
        ui.painter().rect_filled(band, CornerRadius::ZERO, t.tint_on(t.panel, t.muted));
        let edge = Stroke::new(1.0, t.outline);
        ui.painter().rect_stroke(band, CornerRadius::ZERO, edge, StrokeKind::Inside);
        ui.label(crate::ui::theme::caption(ui, "reported range"));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_round_numbers_and_reaches_the_greatest() {
        let check = |greatest, ticks: &[u64]| {
            let scale = Scale::new(Rangef::new(0.0, 240.0), greatest, false);
            assert_eq!(scale.ticks().collect::<Vec<_>>(), ticks, "{greatest}");
        };
        check(0, &[0, 1]);
        check(3, &[0, 1, 2, 3]);
        check(30, &[0, 10, 20, 30]);
        check(73, &[0, 20, 40, 60, 80]);
        check(10_000, &[0, 2_000, 4_000, 6_000, 8_000, 10_000]);
    }
}
