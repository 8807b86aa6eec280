//! What a bench says at its end: each measure beside the yardstick of the same run.
//!
//! A time says little on another machine: its ratio to a yardstick that was measured beside it
//! says what the code costs. The yardstick is a plain pass over memory, which nobody will make
//! faster or slower by accident.

use std::time::{Duration, Instant};

use criterion::{Criterion, SamplingMode};

/// What promises are counted in.
pub const MS: Duration = Duration::from_millis(1);

/// Criterion as all benches here use it: few samples, for what is measured takes milliseconds.
fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
}

/// Measures of a run.
pub struct Report {
    criterion: Criterion,
    yardstick: Duration,
    lines: Vec<String>,
}

impl Report {
    /// Measures the yardstick: hashing 16 MB with SHA-256.
    pub fn new() -> Self {
        let bytes = vec![7u8; 16 << 20];
        let mut times: Vec<Duration> = (0..5)
            .map(|_| {
                let begun = Instant::now();
                std::hint::black_box(casebook::persist::hash_bytes(&bytes));
                begun.elapsed()
            })
            .collect();
        times.sort();
        Self { criterion: criterion(), yardstick: times[2], lines: Vec::new() }
    }

    /// Measures `work`, which is told how often it is to be done and says how long that took.
    /// `budget` is what the product promises.
    /// Gives the median.
    pub fn measure(
        &mut self,
        name: &str,
        budget: Duration,
        mut work: impl FnMut() -> Duration,
    ) -> Duration {
        let mut times: Vec<Duration> = Vec::new();
        let mut group = self.criterion.benchmark_group("casebook");
        group.sampling_mode(SamplingMode::Flat);
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|times_asked| {
                let mut whole = Duration::ZERO;
                for _ in 0..times_asked {
                    let time = work();
                    times.push(time);
                    whole += time;
                }
                whole
            });
        });
        group.finish();
        times.sort();
        let median = times.get(times.len() / 2).copied().unwrap_or_default();
        self.line(name, budget, times);
        median
    }

    /// Takes in times that were measured elsewhere.
    pub fn line(&mut self, name: &str, budget: Duration, mut times: Vec<Duration>) {
        times.sort();
        let Some(most) = times.last() else { return };
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64();
        self.lines.push(format!(
            "{name:<44} {:>9.2} {:>9.2} {:>9.2} {:>9.0} {:>9.3}",
            at(0.5) * 1e3,
            at(0.95) * 1e3,
            most.as_secs_f64() * 1e3,
            budget.as_secs_f64() * 1e3,
            at(0.5) / self.yardstick.as_secs_f64(),
        ));
    }

    /// Prints all.
    pub fn print(self) {
        let head = "    median       p95      most   promise     ratio";
        println!("\n{:<44} {head}", "milliseconds");
        for line in &self.lines {
            println!("{line}");
        }
        println!(
            "ratio: median to hashing 16 MB with SHA-256, {:.1} ms in this run",
            self.yardstick.as_secs_f64() * 1e3
        );
    }
}
