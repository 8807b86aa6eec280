//! Moving from bar to bar with the arrow keys: left and right between periods, up and down within
//! a stack.

use eframe::egui::{EventFilter, Id, Key, Modifiers, Ui};

use super::marks::drawn;
use crate::analysis::{CellAt, ChartData};

/// Where to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// The period before.
    Before,
    /// The period after.
    After,
    /// The bar above.
    Above,
    /// The bar below.
    Below,
    /// The first period.
    First,
    /// The last period.
    Last,
}

/// The arrow that was pressed while this widget has the keyboard. egui shall not move the focus by
/// itself meanwhile.
pub(super) fn pressed(ui: &Ui, id: Id) -> Option<Step> {
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let steps = [
        (Key::ArrowLeft, Step::Before),
        (Key::ArrowRight, Step::After),
        (Key::ArrowUp, Step::Above),
        (Key::ArrowDown, Step::Below),
        (Key::Home, Step::First),
        (Key::End, Step::Last),
    ];
    ui.input_mut(|input| {
        let hit = steps.iter().find(|(key, _)| input.consume_key(Modifiers::NONE, *key));
        hit.map(|(_, step)| *step)
    })
}

/// The bar that a step leads to; none where there is no further.
pub(super) fn step(data: &ChartData, from: CellAt, step: Step) -> Option<CellAt> {
    let periods = data.periods.len();
    match step {
        Step::Before => (0..from.period).rev().find_map(|p| nearest(data, p, from.series)),
        Step::After => (from.period + 1..periods).find_map(|p| nearest(data, p, from.series)),
        Step::First => (0..periods).find_map(|p| nearest(data, p, from.series)),
        Step::Last => (0..periods).rev().find_map(|p| nearest(data, p, from.series)),
        Step::Above => in_stack(data, from.period).find(|at| at.series > from.series),
        Step::Below => in_stack(data, from.period).filter(|at| at.series < from.series).last(),
    }
}

/// Of a period, the bar of the series nearest to this one.
fn nearest(data: &ChartData, period: usize, series: usize) -> Option<CellAt> {
    in_stack(data, period).min_by_key(|at| at.series.abs_diff(series))
}

fn in_stack(data: &ChartData, period: usize) -> impl Iterator<Item = CellAt> {
    let all = (0..data.series.len()).map(move |series| CellAt { series, period });
    all.filter(|at| drawn(data, *at))
}
