//! How much processor time this thread has had: unlike the clock on the wall, what else the machine
//! does makes it no longer.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// Processor time of this thread since some moment; where the system does not tell, time on the
/// wall.
#[cfg(unix)]
pub fn thread_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let nanoseconds = u32::try_from(time.tv_nsec).unwrap_or(0);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), nanoseconds)
}

/// Processor time of this thread since some moment; where the system does not tell, time on the
/// wall.
#[cfg(not(unix))]
pub fn thread_time() -> Duration {
    static BEGUN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    BEGUN.get_or_init(std::time::Instant::now).elapsed()
}

/// A thread whose processor time another one looks at.
#[derive(Clone, Default)]
pub(super) struct Watched(Arc<OnceLock<PathBuf>>);

impl Watched {
    /// From now on it is this thread.
    pub(super) fn begin(&self) {
        // Only Linux has it; elsewhere there is nothing to look at.
        if let Ok(own) = std::fs::read_link("/proc/thread-self") {
            self.0.get_or_init(|| own);
        }
    }

    /// Its processor time since it began; none where the system does not tell.
    pub(super) fn time(&self) -> Option<Duration> {
        let folder = std::path::Path::new("/proc").join(self.0.get()?);
        let text = std::fs::read_to_string(folder.join("schedstat")).ok()?;
        Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
    }
}
