//! The second cue beside colour: how a line is drawn under words, how a bar is hatched.

use eframe::egui::{
    Color32, CornerRadius, Painter, Pos2, Rangef, Rect, Response, Sense, Shape, Stroke, StrokeKind,
    Ui, pos2, vec2,
};

/// How a line under highlighted words is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Underline {
    /// One line.
    #[default]
    Solid,
    /// Two thin lines.
    Double,
    /// Dashes.
    Dashed,
    /// Dots.
    Dotted,
}

impl Underline {
    /// The room it takes below its upper edge, in points.
    pub const fn height(self) -> f32 {
        match self {
            Self::Solid | Self::Dashed | Self::Dotted => 2.0,
            Self::Double => 4.0,
        }
    }

    /// Draws it from `left` to `right`, its upper edge at `top`.
    pub fn paint(self, painter: &Painter, x: Rangef, top: f32, colour: Color32) {
        let (left, right) = (x.min, x.max);
        let line = |y: f32| [pos2(left, y), pos2(right, y)];
        match self {
            Self::Solid => {
                painter.line_segment(line(top + 1.0), Stroke::new(2.0, colour));
            }
            Self::Double => {
                painter.line_segment(line(top + 0.5), Stroke::new(1.0, colour));
                painter.line_segment(line(top + 3.0), Stroke::new(1.0, colour));
            }
            Self::Dashed => {
                painter.extend(Shape::dashed_line(
                    &line(top + 1.0),
                    Stroke::new(2.0, colour),
                    5.0,
                    3.0,
                ));
            }
            Self::Dotted => {
                painter.extend(Shape::dotted_line(&line(top + 1.0), colour, 4.0, 1.0));
            }
        }
    }
}

/// How a bar is filled besides its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Hatch {
    /// Not at all.
    #[default]
    Plain,
    /// Lines that rise to the right.
    Rising,
    /// Lines that fall to the right.
    Falling,
    /// Level lines.
    Level,
    /// Upright lines.
    Upright,
    /// Dots.
    Dots,
    /// Rising and falling lines.
    Crossed,
    /// Only the edge is drawn.
    Hollow,
}

impl Hatch {
    /// All of them, in the order in which a chart hands them out.
    pub const ALL: [Self; 8] = [
        Self::Plain,
        Self::Rising,
        Self::Dots,
        Self::Level,
        Self::Crossed,
        Self::Upright,
        Self::Falling,
        Self::Hollow,
    ];

    /// The hatch of the series at `index`; beyond the list, the last.
    pub fn of_series(index: usize) -> Self {
        Self::ALL.get(index).copied().unwrap_or(Self::Hollow)
    }

    /// Draws a filled and hatched bar. `ink` is drawn upon `fill`.
    pub fn paint(self, painter: &Painter, bar: Rect, fill: Color32, ink: Color32) {
        if self == Self::Hollow {
            let edge = Stroke::new(1.5, fill);
            painter.rect_stroke(bar, CornerRadius::ZERO, edge, StrokeKind::Inside);
            return;
        }
        painter.rect_filled(bar, CornerRadius::ZERO, fill);
        let painter = painter.with_clip_rect(painter.clip_rect().intersect(bar));
        let stroke = Stroke::new(1.0, ink);
        match self {
            Self::Plain | Self::Hollow => {}
            Self::Rising => slanted(&painter, bar, 6.0, true, stroke),
            Self::Falling => slanted(&painter, bar, 6.0, false, stroke),
            Self::Crossed => {
                slanted(&painter, bar, 7.0, true, stroke);
                slanted(&painter, bar, 7.0, false, stroke);
            }
            Self::Level => {
                for y in steps(bar.y_range(), 4.0) {
                    painter.hline(bar.x_range(), y, stroke);
                }
            }
            Self::Upright => {
                for x in steps(bar.x_range(), 4.0) {
                    painter.vline(x, bar.y_range(), stroke);
                }
            }
            Self::Dots => {
                for (row, y) in steps(bar.y_range(), 4.0).enumerate() {
                    let shift = if row % 2 == 0 { 0.0 } else { 2.5 };
                    for x in steps(bar.x_range(), 5.0) {
                        painter.circle_filled(pos2(x + shift, y), 0.9, ink);
                    }
                }
            }
        }
    }
}

/// A small square for a legend.
pub fn swatch(ui: &mut Ui, fill: Color32, hatch: Hatch) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
    let ink = crate::ui::theme::tokens(ui).panel;
    hatch.paint(ui.painter(), rect.shrink(1.0), fill, ink);
    response
}

/// The most lines one bar is given, so that a huge bar costs no more than a large one.
const MOST_LINES: usize = 400;

/// Positions on a grid that is fixed to the window, so that neighbours line up.
fn steps(range: Rangef, step: f32) -> impl Iterator<Item = f32> {
    let first = (range.min / step).floor() * step + step / 2.0;
    (0..MOST_LINES).map(move |n| first + n as f32 * step).take_while(move |at| *at <= range.max)
}

fn slanted(painter: &Painter, bar: Rect, step: f32, rising: bool, stroke: Stroke) {
    let height = bar.height();
    let reach = Rangef::new(bar.left() - height, bar.right());
    for x in steps(reach, step) {
        let (from, to): (Pos2, Pos2) = if rising {
            (pos2(x, bar.bottom()), pos2(x + height, bar.top()))
        } else {
            (pos2(x, bar.top()), pos2(x + height, bar.bottom()))
        };
        painter.line_segment([from, to], stroke);
    }
}
