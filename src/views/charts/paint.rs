//! Painting bars, whiskers and marks.

use eframe::egui::{
    Color32, CornerRadius, Painter, Rect, Shape as Paint, Stroke, StrokeKind, pos2,
};

use super::look::Look;
use super::marks::{Mark, Marks, ROOMY, Shape, Whisker};
use crate::analysis::CellAt;
use crate::ui::theme::Tokens;
use crate::ui::widgets::pattern::Hatch;

/// Whether a cell is lit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Light {
    /// Nothing is.
    #[default]
    Even,
    /// It is.
    Lit,
    /// Something else is.
    Subdued,
}

/// How a cell is drawn.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Dress {
    /// Hue and hatch.
    pub(super) look: Option<Look>,
    /// Whether it is lit.
    pub(super) light: Light,
    /// It is under the pointer.
    pub(super) hovered: bool,
    /// It is opened.
    pub(super) opened: bool,
}

/// Between two lines of an unfinished period.
const UNFINISHED_STEP: f32 = 8.0;

/// Height of the arrow above an open whisker.
const ARROW: f32 = 10.0;

/// Paints all marks.
pub(super) fn paint(painter: &Painter, t: &Tokens, marks: &Marks, dress: impl Fn(CellAt) -> Dress) {
    let roomy = marks.width >= ROOMY;
    for mark in marks.all.iter().filter(|m| m.shape == Shape::Bar) {
        bar(painter, t, mark, dress(mark.at), roomy);
    }
    for whisker in &marks.whiskers {
        let mut stack = marks.all.iter().filter(|m| m.at.period == whisker.period);
        let subdued = stack.all(|m| dress(m.at).light == Light::Subdued);
        range(painter, t, whisker, marks.width, subdued);
    }
    for mark in marks.all.iter().filter(|m| m.shape == Shape::High) {
        high(painter, t, mark, dress(mark.at));
    }
    for mark in &marks.all {
        outline(painter, t, mark, dress(mark.at));
    }
}

/// The line that all bars stand on.
pub(super) fn baseline(painter: &Painter, t: &Tokens, frame: &Rect) {
    painter.hline(frame.x_range(), frame.bottom().round() - 0.5, Stroke::new(1.0, t.mark));
}

/// Thin slanted lines over the ground of a period that is not over.
pub(super) fn unfinished(painter: &Painter, t: &Tokens, slot: Rect) {
    let painter = painter.with_clip_rect(slot.intersect(painter.clip_rect()));
    let line = Stroke::new(1.0, t.outline);
    let mut x = slot.left() - slot.height();
    while x < slot.right() {
        let (foot, head) = (pos2(x, slot.bottom()), pos2(x + slot.height(), slot.top()));
        painter.line_segment([foot, head], line);
        x += UNFINISHED_STEP;
    }
}

fn hue(t: &Tokens, dress: Dress) -> Color32 {
    let hue = dress.look.map_or(t.series_other, |l| l.hue);
    if dress.light == Light::Subdued { t.subdued(hue) } else { hue }
}

fn bar(painter: &Painter, t: &Tokens, mark: &Mark, dress: Dress, roomy: bool) {
    let fill = hue(t, dress);
    let hatch = dress.look.map_or(Hatch::Plain, |l| l.hatch);
    let mut rect = mark.rect;
    if roomy && rect.height() > 4.0 {
        // A hair of ground between a bar and the one above it.
        rect.min.y += 1.0;
    }
    if !roomy || rect.height() < 3.0 {
        painter.rect_filled(rect, CornerRadius::ZERO, fill);
        return;
    }
    hatch.paint(painter, rect, fill, t.panel);
}

fn high(painter: &Painter, t: &Tokens, mark: &Mark, dress: Dress) {
    let rect = mark.rect.shrink(0.5);
    let corners =
        vec![rect.center_top(), rect.right_center(), rect.center_bottom(), rect.left_center()];
    let edge = Stroke::new(1.75, hue(t, dress));
    painter.add(Paint::convex_polygon(corners, t.panel, edge));
}

/// The whisker: across the bar with a halo where there is room, else only above it.
fn range(painter: &Painter, t: &Tokens, whisker: &Whisker, width: f32, subdued: bool) {
    let roomy = width >= ROOMY;
    let ink = if roomy && !subdued { t.text } else { t.mark };
    let ink = Stroke::new(if roomy { 1.5 } else { 1.0 }, ink);
    let halo = Stroke::new(3.5, t.panel);
    let x = whisker.x;
    let (top, bottom) = (whisker.y.min, whisker.y.max);
    let cap = if roomy { (width * 0.18).clamp(2.5, 5.0) } else { 1.5 };
    let end = if whisker.open { top - ARROW.min(cap * 3.0) } else { top };
    let start = if roomy { bottom } else { bottom.min(whisker.top) };
    if roomy {
        painter.vline(x, end..=start, halo);
        if bottom > whisker.y.min + 0.5 {
            painter.hline(x - cap - 1.0..=x + cap + 1.0, bottom, halo);
        }
    }
    painter.vline(x, end..=start, ink);
    if roomy && bottom > top + 0.5 {
        painter.hline(x - cap..=x + cap, bottom, ink);
    }
    if whisker.open {
        let wing = cap.min(4.0);
        painter.line_segment([pos2(x - wing, end + wing), pos2(x, end)], ink);
        painter.line_segment([pos2(x + wing, end + wing), pos2(x, end)], ink);
    } else if roomy {
        painter.hline(x - cap..=x + cap, top, ink);
    }
}

fn outline(painter: &Painter, t: &Tokens, mark: &Mark, dress: Dress) {
    let edge = if dress.opened {
        Stroke::new(2.0, t.accent)
    } else if dress.light == Light::Lit || dress.hovered {
        Stroke::new(1.5, t.text)
    } else {
        return;
    };
    painter.rect_stroke(mark.rect, CornerRadius::ZERO, edge, StrokeKind::Outside);
}
