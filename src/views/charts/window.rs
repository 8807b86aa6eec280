//! Which periods are in sight: all of them, or those that were zoomed or panned to.
//!
//! Positions count periods: the first lies between 0 and 1. The value axis is never zoomed: bars
//! stand on zero and keep their height.

/// The widest that one period gets, in points: a chart of one bar must not be a wall.
const WIDEST: f32 = 132.0;

/// The fewest periods that can be zoomed to.
const FEWEST: f64 = 4.0;

/// A stretch of periods.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Window {
    /// Where it begins.
    pub(super) start: f64,
    /// Where it ends.
    pub(super) end: f64,
}

impl Window {
    /// All periods, in the middle of a plot so many points wide.
    pub(super) fn whole(periods: usize, width: f32) -> Self {
        let periods = periods as f64;
        let slots = periods.max(f64::from(width / WIDEST));
        let beside = (slots - periods) / 2.0;
        Self { start: -beside, end: periods + beside }
    }

    /// How many periods fit in.
    pub(super) fn span(self) -> f64 {
        self.end - self.start
    }

    /// Closer by `factor`, with what is at `fixed` staying there. None for all periods.
    pub(super) fn zoomed(self, factor: f64, fixed: f64, periods: usize) -> Option<Self> {
        let span = (self.span() / factor).max(FEWEST.min(periods as f64));
        if span >= periods as f64 {
            return None;
        }
        let share = ((fixed - self.start) / self.span()).clamp(0.0, 1.0);
        let start = fixed - share * span;
        Some(Self { start, end: start + span }.within(periods))
    }

    /// Moved by so many periods, not past the ends.
    pub(super) fn panned(self, by: f64, periods: usize) -> Self {
        if self.span() >= periods as f64 {
            return self;
        }
        Self { start: self.start + by, end: self.end + by }.within(periods)
    }

    /// Moved as little as shows this period.
    pub(super) fn showing(self, period: usize, periods: usize) -> Self {
        let at = period as f64;
        if at < self.start {
            self.panned(at - self.start, periods)
        } else if at + 1.0 > self.end {
            self.panned(at + 1.0 - self.end, periods)
        } else {
            self
        }
    }

    /// The periods of which something is in sight.
    pub(super) fn periods(self, periods: usize) -> std::ops::Range<usize> {
        let first = self.start.floor().max(0.0) as usize;
        let end = (self.end.ceil().max(0.0) as usize).min(periods);
        first.min(end)..end
    }

    fn within(self, periods: usize) -> Self {
        let span = self.span();
        let start = self.start.clamp(0.0, (periods as f64 - span).max(0.0));
        Self { start, end: start + span }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_periods_stand_in_the_middle() {
        let one = Window::whole(1, 660.0);
        assert_eq!(one, Window { start: -2.0, end: 3.0 });
        assert_eq!(one.periods(1), 0..1);
        assert_eq!(Window::whole(24, 660.0), Window { start: 0.0, end: 24.0 });
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer_and_ends_at_the_whole() {
        let whole = Window::whole(24, 660.0);
        let near = whole.zoomed(2.0, 6.0, 24).unwrap();
        assert_eq!(near, Window { start: 3.0, end: 15.0 });
        assert_eq!(near.periods(24), 3..15);
        assert_eq!(near.zoomed(0.25, 6.0, 24), None);
        assert!((whole.zoomed(1000.0, 6.0, 24).unwrap().span() - FEWEST).abs() < 1e-9);
        assert_eq!(Window::whole(2, 660.0).zoomed(2.0, 1.0, 2), None);
    }

    #[test]
    fn panning_stops_at_the_ends() {
        let near = Window { start: 3.0, end: 15.0 };
        assert_eq!(near.panned(-9.0, 24), Window { start: 0.0, end: 12.0 });
        assert_eq!(near.panned(99.0, 24), Window { start: 12.0, end: 24.0 });
        assert_eq!(near.showing(20, 24), Window { start: 9.0, end: 21.0 });
        assert_eq!(near.showing(1, 24), Window { start: 1.0, end: 13.0 });
        assert_eq!(near.showing(5, 24), near);
    }
}
