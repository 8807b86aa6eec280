//! A folder of 10,000 articles: how soon the first can be read, how soon all are listed and read.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    missing_docs,
    reason = "a bench fails by panicking"
)]

mod material;

use std::time::{Duration, Instant};

use casebook::session::{Host, Session};
use material::report::Report;

const MS: Duration = Duration::from_millis(1);
const ARTICLES: usize = 10_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let articles = folder.path().join("articles");
    let mut dice = material::Dice::new(21);
    for n in 0..ARTICLES {
        let below = articles.join(format!("{:03}", n / 100));
        std::fs::create_dir_all(&below).unwrap();
        let (text, _) = material::text(&mut dice, 4_000, 4);
        std::fs::write(below.join(format!("{n:05}.txt")), text).unwrap();
    }
    let mut report = Report::new();
    let mut opened = 0;
    let mut open = || {
        opened += 1;
        let host = Host::still(&folder.path().join(format!("home-{opened}")));
        Session::open(host, &articles).unwrap()
    };

    report.measure("first article readable", 300 * MS, || {
        let begun = Instant::now();
        let mut session = open();
        loop {
            session.poll();
            let first = session.rows().first().map(|row| row.id.clone());
            if first.is_some_and(|id| session.text(&id).is_ok()) {
                return begun.elapsed();
            }
            std::thread::yield_now();
        }
    });
    report.measure("all listed and read", 5000 * MS, || {
        let begun = Instant::now();
        let mut session = open();
        session.settle();
        assert_eq!(session.rows().len(), ARTICLES);
        begun.elapsed()
    });
    report.print();
}
