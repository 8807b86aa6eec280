//! How much processor time this thread has had: unlike the clock on the wall, what else the machine
//! does makes it no longer.

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
