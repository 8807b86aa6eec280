//! How much of the processor a frame takes: the figure that the View menu can show.
//!
//! A frame is what Casebook does for one picture: jobs taken in, panels, actions. What egui adds
//! (triangles, their way to the screen) is eframe's own figure, shown beside it.

use std::time::{Duration, Instant};

use crate::jobs::thread_time;

/// How many frames are looked back on.
const FRAMES: usize = 240;

/// Times of the last frames, in processor time of the window's thread.
#[derive(Default)]
pub(super) struct Frames {
    times: Vec<Duration>,
    next: usize,
    begun: Option<Duration>,
    /// Time that this frame has taken before it was begun: to take in what jobs have brought.
    before: Duration,
    /// What the last frame took with all that egui does, on the clock on the wall.
    whole: Option<f32>,
    /// When the program was started, until the first frame is ready.
    started: Option<Instant>,
}

impl Frames {
    pub(super) fn started(&mut self, at: Instant) {
        self.started = Some(at);
    }

    /// What is done before the panels belongs to the frame that follows.
    pub(super) fn logic(&mut self, work: Duration, whole: Option<f32>) {
        self.before += work;
        self.whole = whole;
    }

    pub(super) fn begin(&mut self) {
        self.begun = Some(thread_time());
    }

    pub(super) fn end(&mut self) {
        let Some(begun) = self.begun.take() else { return };
        if let Some(started) = self.started.take() {
            log::info!("first frame after {} ms", started.elapsed().as_millis());
        }
        let time = thread_time().saturating_sub(begun) + std::mem::take(&mut self.before);
        if self.times.len() < FRAMES {
            self.times.push(time);
        } else if let Some(slot) = self.times.get_mut(self.next) {
            *slot = time;
        }
        self.next = (self.next + 1) % FRAMES;
        if self.next == 0 {
            log::debug!("frames: {}", self.words());
        }
    }

    /// "CPU 1.2 · p95 2.0 · most 3.4 ms": the median, the 95th percentile and the greatest of the
    /// last frames; behind them the last frame with egui's share.
    pub(super) fn words(&self) -> String {
        let mut times = self.times.clone();
        times.sort_unstable();
        let at = |percent: usize| {
            let nth = times.len().saturating_sub(1) * percent / 100;
            times.get(nth).map_or(0.0, Duration::as_secs_f64) * 1e3
        };
        let whole = self.whole.map_or_else(String::new, |s| format!(" · painted {:.1}", s * 1e3));
        format!("CPU {:.1} · p95 {:.1} · most {:.1}{whole} ms", at(50), at(95), at(100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_worst_of_the_last_frames_are_told() {
        let mut frames = Frames::default();
        assert_eq!(frames.words(), "CPU 0.0 · p95 0.0 · most 0.0 ms");
        frames.times = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(frames.words(), "CPU 50.0 · p95 95.0 · most 100.0 ms");
    }
}
