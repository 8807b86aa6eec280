//! How much of what pages draw is looked at, and for how long.

use std::time::Duration;

use crate::import::limits::MAX_TIME;
use crate::jobs::thread_time;

/// A line, a clip, a group or a picture takes about as long as so many letters.
const SHAPE: u64 = 4;
/// The time is looked at after so much.
const BETWEEN: u64 = 4_096;

/// What is left of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    left: u64,
    until: Duration,
    /// What is left when the time is looked at next.
    look: u64,
    late: bool,
}

impl Budget {
    /// So many letters, in [`MAX_TIME`] of this thread's processor time.
    pub(super) fn new(letters: u64) -> Self {
        Self { left: letters, until: thread_time() + MAX_TIME, look: letters, late: false }
    }

    /// Takes some letters from it.
    pub(super) fn letters(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count as u64);
        if self.left <= self.look {
            self.look = self.left.saturating_sub(BETWEEN);
            self.late |= thread_time() > self.until;
        }
    }

    /// Takes a shape from it.
    pub(super) fn shape(&mut self) {
        self.letters(SHAPE as usize);
    }

    /// Whether nothing is left: told by the file alone.
    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Whether the time is up.
    pub(super) fn is_late(&self) -> bool {
        self.late
    }
}
