//! How much of the processor a frame takes: the figure that the View menu can show.

use std::time::{Duration, Instant};

/// How many frames are looked back on.
const FRAMES: usize = 120;

/// Times of the last frames.
#[derive(Default)]
pub(super) struct Frames {
    times: Vec<Duration>,
    next: usize,
    begun: Option<Instant>,
}

impl Frames {
    pub(super) fn begin(&mut self) {
        self.begun = Some(Instant::now());
    }

    pub(super) fn end(&mut self) {
        let Some(begun) = self.begun.take() else { return };
        let time = begun.elapsed();
        if self.times.len() < FRAMES {
            self.times.push(time);
        } else if let Some(slot) = self.times.get_mut(self.next) {
            *slot = time;
        }
        self.next = (self.next + 1) % FRAMES;
    }

    /// "1.2 ms, at most 3.4": the mean and the greatest of the last frames.
    pub(super) fn words(&self) -> String {
        let Some(most) = self.times.iter().max() else { return String::new() };
        let mean = self.times.iter().sum::<Duration>().as_secs_f64() / self.times.len() as f64;
        format!("{:.1} ms a frame, at most {:.1}", mean * 1e3, most.as_secs_f64() * 1e3)
    }
}
