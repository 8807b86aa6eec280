//! Work whose time and stack are bounded, or whose panics at least: for code of others that reads
//! what strangers have written.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread::Builder;
use std::time::Duration;

use super::panic_text;

/// Why work did not come to its end within its time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Overrun {
    /// It was not done in time, and is left to itself.
    Late,
    /// It panicked, or could not begin, for this reason.
    Broke(String),
}

/// Does `work` on a thread of its own with a stack of `stack` bytes, and waits for it no longer
/// than `limit`: for code of others that reads what strangers have written.
pub fn within<T: Send + 'static>(
    name: &str,
    limit: Duration,
    stack: usize,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Overrun> {
    let (sender, result) = sync_channel(1);
    let builder = Builder::new().name(name.replace('\0', " ")).stack_size(stack);
    let spawned = builder.spawn(move || {
        FOREIGN.with(|foreign| foreign.set(true));
        let outcome = catch_unwind(AssertUnwindSafe(work));
        // Nobody waits any more where the time was up.
        sender.send(outcome.map_err(|panic| panic_text(panic.as_ref()))).ok();
    });
    if let Err(error) = spawned {
        return Err(Overrun::Broke(format!("could not start a thread: {error}")));
    }
    match result.recv_timeout(limit) {
        Ok(outcome) => outcome.map_err(Overrun::Broke),
        Err(RecvTimeoutError::Timeout) => Err(Overrun::Late),
        Err(RecvTimeoutError::Disconnected) => Err(Overrun::Broke("it ended early".to_owned())),
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
