//! Work whose time and stack are bounded, or whose panics at least: for code of others that reads
//! what strangers have written.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

use super::clock::Watched;
use super::panic_text;

/// Why work did not come to its end within its time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Overrun {
    /// It was not done in time, and is left to itself.
    Late,
    /// It panicked, or could not begin, for this reason.
    Broke(String),
}

/// On a machine that does much else, work waits on the wall so many times its limit at most.
const PATIENCE: u32 = 8;

/// Does `work` on a thread of its own with a stack of `stack` bytes, and waits for it until it has
/// had `limit` of processor time: for code of others that reads what strangers have written. What
/// else the machine does is thus no reason to give up, unless it takes many times as long.
pub fn within<T: Send + 'static>(
    name: &str,
    limit: Duration,
    stack: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Overrun> {
    let (sender, result) = sync_channel(1);
    let builder = Builder::new().name(name.replace('\0', " ")).stack_size(stack);
    let watched = Watched::default();
    let seen = watched.clone();
    let spawned = builder.spawn(move || {
        seen.begin();
        FOREIGN.with(|foreign| foreign.set(true));
        let outcome = catch_unwind(AssertUnwindSafe(work));
        // Nobody waits any more where the time was up.
        sender.send(outcome.map_err(|panic| panic_text(panic.as_ref()))).ok();
    });
    if let Err(error) = spawned {
        return Err(Overrun::Broke(format!("could not start a thread: {error}")));
    }
    let begun = Instant::now();
    let mut wait = limit;
    loop {
        match result.recv_timeout(wait) {
            Ok(outcome) => return outcome.map_err(Overrun::Broke),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Overrun::Broke("it ended early".to_owned()));
            }
            Err(RecvTimeoutError::Timeout) => {
                let left = limit.saturating_sub(watched.time().unwrap_or_default());
                if left.is_zero() || begun.elapsed() >= limit * PATIENCE {
                    return Err(Overrun::Late);
                }
                wait = left.max(limit / 64);
            }
        }
    }
}

/// Does `work` here and now: a panic of it is told in words and ends nothing else.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = FOREIGN.with(|foreign| foreign.replace(true));
    let outcome = catch_unwind(AssertUnwindSafe(work));
    FOREIGN.with(|foreign| foreign.set(before));
    outcome.map_err(|panic| panic_text(panic.as_ref()))
}

thread_local! {
    static FOREIGN: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread runs work that [`within`] or [`caught`] bounds: its panics are caught and
/// told to whoever waits, and are no mistake of the program.
pub fn is_bounded() -> bool {
    FOREIGN.with(Cell::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_without_end_is_left_to_itself() {
        use std::sync::Arc;
        use std::sync::atomic::{AtomicBool, Ordering};
        let over = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&over);
        let spin = move || {
            while !seen.load(Ordering::Relaxed) {
                std::hint::spin_loop();
            }
        };
        assert_eq!(within("test", Duration::from_millis(5), 1 << 20, spin), Err(Overrun::Late));
        over.store(true, Ordering::Relaxed);
    }

    #[test]
    fn a_panic_is_told_and_ends_nothing_else() {
        let quiet = std::panic::resume_unwind as fn(Box<dyn std::any::Any + Send>) -> !;
        let broke = within("test", Duration::from_mins(1), 1 << 20, move || {
            assert!(is_bounded());
            quiet(Box::new("odd input".to_owned()));
        });
        assert_eq!(broke, Err::<(), _>(Overrun::Broke("odd input".to_owned())));
        assert_eq!(within("test", Duration::from_mins(1), 1 << 20, || 3), Ok(3));
        assert!(!is_bounded());
        let broke = caught(|| -> () {
            assert!(is_bounded() && caught(is_bounded) == Ok(true) && is_bounded());
            quiet(Box::new("odd input"));
        });
        assert_eq!(broke, Err("odd input".to_owned()));
        assert!(!is_bounded());
    }
}
