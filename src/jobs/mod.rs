//! Named threads, progress and cancelling: the only place that starts a thread.
//!
//! # Invariants
//!
//! - A job knows no window: it wakes its reader through an injected [`Waker`].
//! - A panic in a job ends that job alone, and is told by [`Job::failed`].

mod bounded;
mod clock;

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

pub use bounded::{Overrun, caught, is_bounded, within};
pub use clock::thread_time;

/// Called from the job's thread when there is something new to see.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Starts a thread whose name shows in panics, debuggers and profiles.
pub fn spawn_named(
    name: &str,
    work: impl FnOnce() + Send + 'static,
) -> std::io::Result<JoinHandle<()>> {
    // A NUL would make the builder panic.
    Builder::new().name(name.replace('\0', " ")).spawn(work)
}

/// Drops something large on a thread of its own: that takes milliseconds where it holds a hundred
/// thousand things.
pub fn drop_aside(large: impl Send + 'static) {
    // Where there is no thread to be had, it is dropped here.
    spawn_named("clearing up", move || drop(large)).ok();
}

/// The most threads that work side by side.
const MOST_THREADS: usize = 8;

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Does `work` on all of these, on as many threads as there are cores, but for more than eight, and
/// waits for the end. In which order is not known.
pub fn side_by_side<T: Send>(name: &str, all: Vec<T>, work: impl Fn(T) + Sync) {
    side_by_side_with(name, all, || (), |(), one| work(one));
}

/// As [`side_by_side`], where each thread has something of its `own` that lasts from one to the next.
pub fn side_by_side_with<T: Send, S>(
    name: &str,
    all: Vec<T>,
    own: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) + Sync,
) {
    on_threads(name, cores().min(MOST_THREADS), all, own, work);
}

/// As [`side_by_side_with`], with one core left to whoever works at the window meanwhile.
pub fn side_by_side_but_one<T: Send, S>(
    name: &str,
    all: Vec<T>,
    own: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) + Sync,
) {
    on_threads(name, cores().saturating_sub(1).clamp(1, MOST_THREADS), all, own, work);
}

fn on_threads<T: Send, S>(
    name: &str,
    threads: usize,
    all: Vec<T>,
    own: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) + Sync,
) {
    let handful = (all.len() / (threads * 8)).max(1);
    let queue = Mutex::new(all.into_iter());
    let next = || -> Vec<T> {
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.by_ref().take(handful).collect()
    };
    let run = || {
        let mut own = own();
        loop {
            let some = next();
            if some.is_empty() {
                return;
            }
            for one in some {
                work(&mut own, one);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // Where there is no thread to be had, this one does it all.
            if Builder::new().name(name.to_owned()).spawn_scoped(scope, run).is_err() {
                break;
            }
        }
        run();
    });
}

/// Does `work` on what `feed` hands over, on as many threads as there are cores: all but this one begin
/// at once, and this one helps when it has handed over all. In which order is not known. Each thread has
/// something of its `own` that lasts from one to the next.
pub fn side_by_side_fed<T: Send, S, R>(
    name: &str,
    feed: impl FnOnce(&Feed<T>) -> R,
    own: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) + Sync,
) -> R {
    let queue = Feed { queue: Mutex::new((VecDeque::new(), true)), more: Condvar::new() };
    let run = || {
        let mut own = own();
        while let Some(one) = queue.take() {
            work(&mut own, one);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..cores().min(MOST_THREADS) {
            // Where there is no thread to be had, this one does it all.
            if Builder::new().name(name.to_owned()).spawn_scoped(scope, run).is_err() {
                break;
            }
        }
        let fed = {
            // Ended even where `feed` panics: the others would wait for ever.
            let _end = End(&queue);
            feed(&queue)
        };
        run();
        fed
    })
}

/// What is handed over to threads that work side by side.
pub struct Feed<T> {
    /// What waits, and whether more may come.
    queue: Mutex<(VecDeque<T>, bool)>,
    more: Condvar,
}

impl<T> Feed<T> {
    /// Hands over one more.
    pub fn give(&self, one: T) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).0.push_back(one);
        self.more.notify_one();
    }

    fn take(&self) -> Option<T> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = |(queue, more): &mut (VecDeque<T>, bool)| *more && queue.is_empty();
        self.more.wait_while(queue, waits).unwrap_or_else(PoisonError::into_inner).0.pop_front()
    }
}

struct End<'a, T>(&'a Feed<T>);

impl<T> Drop for End<'_, T> {
    fn drop(&mut self) {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner).1 = false;
        self.0.more.notify_all();
    }
}

/// Does both on two threads, and waits for the end.
pub fn both<A: Send, B>(
    name: &str,
    one: impl FnOnce() -> A + Send + Copy,
    other: impl FnOnce() -> B,
) -> (A, B) {
    std::thread::scope(|scope| {
        let beside = Builder::new().name(name.to_owned()).spawn_scoped(scope, one);
        let other = other();
        // Where there is no thread to be had, this one does it all.
        let done = beside
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        (done.unwrap_or_else(|_| one()), other)
    })
}

/// How far a job is, shared between the job and whoever watches it.
pub struct Progress {
    label: String,
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
    waker: Option<Waker>,
}

impl Progress {
    /// Progress that nobody watches, for work done without a thread of its own.
    pub fn unwatched(label: &str) -> Progress {
        Progress {
            label: label.to_owned(),
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
            cancelled: AtomicBool::new(false),
            waker: None,
        }
    }

    /// What is being done, for users.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Says how many steps there are; 0 while that is unknown.
    pub fn set_total(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
        self.wake();
    }

    /// Says that `steps` more are done. Wakes the reader when the percentage changed.
    pub fn advance(&self, steps: u64) {
        let before = self.done.fetch_add(steps, Ordering::Relaxed);
        let total = self.total.load(Ordering::Relaxed);
        let percent = |done: u64| done.saturating_mul(100).checked_div(total);
        if percent(before) != percent(before.saturating_add(steps)) {
            self.wake();
        }
    }

    /// Steps done.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Steps in all; 0 while unknown.
    pub fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// Between 0 and 1; `None` while the total is unknown.
    pub fn fraction(&self) -> Option<f32> {
        let total = self.total();
        (total > 0).then(|| (self.done() as f64 / total as f64).min(1.0) as f32)
    }

    /// Asks the job to stop at its next look at [`is_cancelled`](Self::is_cancelled).
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the job's result is no longer wanted. Long work looks at this often.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    fn wake(&self) {
        if let Some(waker) = &self.waker {
            waker();
        }
    }
}

/// Work on a thread of its own, whose result is fetched by polling.
///
/// Dropping a job cancels it and does not wait; [`wait`](Job::wait) waits.
pub struct Job<T> {
    progress: Arc<Progress>,
    result: Receiver<Result<T, String>>,
    thread: Option<JoinHandle<()>>,
    failed: Option<String>,
    finished: bool,
}

impl<T: Send + 'static> Job<T> {
    /// Starts `work`. The waker is called when the percentage changes and when the result is there.
    pub fn start(
        label: &str,
        waker: Waker,
        work: impl FnOnce(&Progress) -> T + Send + 'static,
    ) -> Job<T> {
        let progress =
            Arc::new(Progress { waker: Some(Arc::clone(&waker)), ..Progress::unwatched(label) });
        let (sender, result) = sync_channel(1);
        let shared = Arc::clone(&progress);
        let spawned = spawn_named(label, move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| work(&shared)))
                .map_err(|panic| panic_text(panic.as_ref()));
            // Nobody listens any more once the job was dropped.
            if sender.send(outcome).is_ok() {
                // Hung up first, so that a reader who wakes finds all there is.
                drop(sender);
                waker();
            }
        });
        let (thread, failed) = match spawned {
            Ok(thread) => (Some(thread), None),
            Err(error) => (None, Some(format!("could not start a thread: {error}"))),
        };
        Job { progress, result, thread, finished: failed.is_some(), failed }
    }
}

impl<T> Job<T> {
    /// What is being done, for users.
    pub fn label(&self) -> &str {
        self.progress.label()
    }

    /// How far it is, between 0 and 1; `None` while unknown.
    pub fn fraction(&self) -> Option<f32> {
        self.progress.fraction()
    }

    /// Steps done and in all.
    pub fn steps(&self) -> (u64, u64) {
        (self.progress.done(), self.progress.total())
    }

    /// The result, once, when it is there. `None` before, after, and if the job
    /// [failed](Self::failed).
    pub fn poll(&mut self) -> Option<T> {
        if self.finished {
            return None;
        }
        let outcome = match self.result.try_recv() {
            Ok(outcome) => outcome,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Err("the thread ended without a result".to_owned()),
        };
        self.finish(outcome)
    }

    /// Whether the result was fetched or there will be none.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Why there will be no result, after a panic or when no thread could be started.
    pub fn failed(&self) -> Option<String> {
        self.failed.clone()
    }

    /// Asks the job to stop; what it returns then can still be polled.
    pub fn cancel(&self) {
        self.progress.cancel();
    }

    /// Waits for the result, without cancelling. `None` if it was fetched before, or on failure.
    pub fn wait(mut self) -> Option<T> {
        if self.finished {
            return None;
        }
        let outcome = self
            .result
            .recv()
            .unwrap_or_else(|_| Err("the thread ended without a result".to_owned()));
        let result = self.finish(outcome);
        if let Some(thread) = self.thread.take() {
            // The panic, if there was one, has been caught within.
            drop(thread.join());
        }
        result
    }

    fn finish(&mut self, outcome: Result<T, String>) -> Option<T> {
        self.finished = true;
        match outcome {
            Ok(result) => Some(result),
            Err(why) => {
                self.failed = Some(why);
                None
            }
        }
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

/// What a panic said.
fn panic_text(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "the job stopped for a reason it did not give".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn counting() -> (Waker, Arc<AtomicU64>) {
        let count = Arc::new(AtomicU64::new(0));
        let inner = Arc::clone(&count);
        let waker = move || {
            inner.fetch_add(1, Ordering::SeqCst);
        };
        (Arc::new(waker), count)
    }

    fn until<T>(job: &mut Job<T>) -> Option<T> {
        for _ in 0..2000 {
            let result = job.poll();
            if result.is_some() || job.is_finished() {
                return result;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }

    #[test]
    fn a_result_comes_once_and_wakes() {
        let (waker, woken) = counting();
        let mut job = Job::start("sum", waker, |progress| {
            progress.set_total(4);
            (1..=4).inspect(|_| progress.advance(1)).sum::<u64>()
        });
        assert_eq!(job.label(), "sum");
        assert_eq!(until(&mut job), Some(10));
        assert_eq!(job.poll(), None);
        assert!(job.failed().is_none());
        assert_eq!((job.fraction(), job.steps()), (Some(1.0), (4, 4)));
        assert!(woken.load(Ordering::SeqCst) >= 5);
    }

    #[test]
    fn a_panic_is_a_failure_of_this_job_only() {
        let mut job: Job<()> = Job::start("bad", counting().0, |_| panic!("line {}", 7));
        assert_eq!(until(&mut job), None);
        assert_eq!(job.failed().as_deref(), Some("line 7"));
        assert_eq!(Job::start("good", counting().0, |_| 1).wait(), Some(1));
    }

    #[test]
    fn dropping_cancels() {
        let (sender, receiver) = sync_channel(1);
        let job = Job::start("endless", counting().0, move |progress| {
            while !progress.is_cancelled() {
                std::thread::sleep(Duration::from_millis(1));
            }
            sender.send(()).unwrap();
        });
        drop(job);
        assert!(receiver.recv_timeout(Duration::from_secs(10)).is_ok());
    }

    #[test]
    fn what_is_handed_over_is_done_meanwhile() {
        let done = AtomicU64::new(0);
        let add = |own: &mut u64, n: u64| {
            *own += 1;
            done.fetch_add(n, Ordering::SeqCst);
        };
        let hundred = |feed: &Feed<u64>| {
            (1..=100).for_each(|n| feed.give(n));
            "all"
        };
        let fed = side_by_side_fed("test", hundred, || 0, add);
        assert_eq!((fed, done.into_inner()), ("all", 5050));
        let broken = caught(|| side_by_side_fed("test", |_| panic!("x"), || (), |(), ()| ()));
        assert_eq!(broken, Err("x".to_owned()));
    }

    #[test]
    fn progress_is_known_only_with_a_total() {
        let progress = Progress::unwatched("x");
        progress.advance(3);
        assert_eq!(progress.fraction(), None);
        progress.set_total(2);
        assert_eq!(progress.fraction(), Some(1.0));
    }
}
