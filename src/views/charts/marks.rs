//! Where bars, whiskers and marks are in the plot.
//!
//! *Invariants*: every bar stands on zero or on the bar below it; a figure without a best and a low
//! bound is no bar.

use eframe::egui::{Pos2, Rangef, Rect, pos2, vec2};
use egui_plot::PlotTransform;

use super::window::Window;
use crate::analysis::{CellAt, ChartData};

/// The widest bar, in points.
const WIDEST: f32 = 56.0;

/// The narrowest bar, in points: what can still be seen.
const NARROWEST: f32 = 1.5;

/// The share of a period that its bar takes.
const SHARE: f32 = 0.72;

/// The lowest bar of people who were counted, in points.
const LOWEST: f32 = 1.5;

/// Half the size of the mark of a figure that has only a high bound.
const MARK: f32 = 4.5;

/// From this width on there is room for a hatch, for whiskers across the bar and for gaps.
pub(super) const ROOMY: f32 = 6.0;

/// What a cell looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// A bar, as high as the best figure.
    Bar,
    /// A hollow mark at the high bound, which is all that is known.
    High,
}

/// A cell in the plot.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Mark {
    /// Which.
    pub(super) at: CellAt,
    /// What it looks like.
    pub(super) shape: Shape,
    /// Where it is.
    pub(super) rect: Rect,
}

/// The reported range of a stack.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Whisker {
    /// Index of its period.
    pub(super) period: usize,
    /// Its middle.
    pub(super) x: f32,
    /// From the low to the high bound, on the screen: `min` is the upper end.
    pub(super) y: Rangef,
    /// Where the stack of bars ends.
    pub(super) top: f32,
    /// Open above.
    pub(super) open: bool,
}

/// All that is in sight.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Marks {
    /// By period, from the lowest series up.
    pub(super) all: Vec<Mark>,
    /// One a stack at most.
    pub(super) whiskers: Vec<Whisker>,
    /// How wide a bar is.
    pub(super) width: f32,
}

impl Marks {
    /// Of the periods in sight.
    pub(super) fn of(data: &ChartData, window: Window, plot: &PlotTransform) -> Self {
        let pitch = plot.dpos_dvalue_x() as f32;
        let width = (pitch * SHARE).clamp(NARROWEST, WIDEST);
        let width = if width >= ROOMY { width.round() } else { width };
        let mut marks = Self { width, ..Self::default() };
        for period in window.periods(data.periods.len()) {
            let middle = plot.position_from_point_x(period as f64 + 0.5);
            let column = if width >= ROOMY {
                let left = (middle - width / 2.0).round();
                Rangef::new(left, left + width)
            } else {
                Rangef::new(middle - width / 2.0, middle + width / 2.0)
            };
            marks.stack(data, period, column, plot);
        }
        marks
    }

    fn stack(&mut self, data: &ChartData, period: usize, column: Rangef, plot: &PlotTransform) {
        let y = |value: u64| plot.position_from_point_y(value as f64);
        let (mut below, mut only_high) = (0u64, Vec::new());
        for (series, one) in data.series.iter().enumerate().filter(|(_, s)| !s.hidden) {
            let Some(cell) = one.cells.get(period).filter(|c| !c.incidents.is_empty()) else {
                continue;
            };
            let at = CellAt { series, period };
            let Some(best) = cell.total.best else {
                only_high.extend(cell.total.at_least.map(|high| (at, high)));
                continue;
            };
            let bottom = y(below);
            below = below.saturating_add(best);
            let top = y(below).min(bottom - LOWEST);
            let rect = Rect::from_x_y_ranges(column, top..=bottom);
            self.all.push(Mark { at, shape: Shape::Bar, rect });
        }
        let top = y(below);
        // Marks stack as bars do: the sum is what the whisker reaches.
        let mut reach = below;
        for (at, high) in only_high {
            reach = reach.saturating_add(high);
            let middle = pos2(column.center(), y(reach));
            let rect = Rect::from_center_size(middle, vec2(MARK, MARK) * 2.0);
            self.all.push(Mark { at, shape: Shape::High, rect });
        }
        let Some(total) = data.totals.get(period) else { return };
        let Some(high) = total.at_least else { return };
        let low = total.low.or(total.best).unwrap_or(high);
        if total.open || low != high {
            let y = Rangef::new(y(high), y(low));
            let (x, open) = (column.center(), total.open);
            self.whiskers.push(Whisker { period, x, y, top, open });
        }
    }

    /// The mark under the pointer.
    pub(super) fn at(&self, pointer: Pos2) -> Option<&Mark> {
        self.all.iter().rev().find(|m| m.rect.expand(1.0).contains(pointer))
    }
}

/// The greatest value that is drawn, and whether an arrow stands above it.
pub(super) fn greatest(data: &ChartData) -> (u64, bool) {
    let mut greatest = (0, false);
    for (period, total) in data.totals.iter().enumerate() {
        let hollow = |high: &u64, cell: &crate::analysis::Cell| {
            high.saturating_add(
                cell.total.at_least.filter(|_| cell.total.best.is_none()).unwrap_or(0),
            )
        };
        let cells = data.shown().filter_map(|s| s.cells.get(period));
        let stacked = cells.fold(total.best.unwrap_or(0), |high, cell| hollow(&high, cell));
        let high = stacked.max(total.at_least.unwrap_or(0));
        greatest = (greatest.0.max(high), greatest.1 || total.open);
    }
    greatest
}

/// Whether a series has anything to show.
pub(super) fn drawn(data: &ChartData, at: CellAt) -> bool {
    let shown = data.series.get(at.series).is_some_and(|s| !s.hidden);
    shown && data.cell(at).is_some_and(|c| c.total.at_least.is_some())
}
