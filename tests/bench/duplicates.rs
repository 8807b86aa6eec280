//! Articles that are nearly the same: all of a folder compared, beside a plain reading of its files.
//! `CASEBOOK_BENCH_ARTICLES=100000` makes it large.

use std::time::Instant;

use crate::material::corpus::{Corpus, path_of};
use crate::material::report::{MS, Report};
use casebook::corpus::spell;
use casebook::search::near::{Signature, groups};
use casebook::session::{Host, Session};

pub fn run() {
    let corpus = Corpus::new();
    let mut report = Report::new();
    let promise = if corpus.articles > 10_000 { 12_000 * MS } else { 1_000 * MS };
    let file = |nth: usize| corpus.root().join(path_of(nth));
    report.measure("all files read: plain, one thread", MS, || {
        let begun = Instant::now();
        for nth in 0..corpus.articles {
            std::hint::black_box(std::fs::read_to_string(file(nth)).unwrap());
        }
        begun.elapsed()
    });
    let mut opened = 0;
    let mut share = 0.0;
    report.measure("all compared, reading them", promise, || {
        opened += 1;
        let host = Host::still(&corpus.home(&format!("compare-{opened}")));
        let mut session = Session::look(host, &corpus.root()).unwrap();
        session.settle();
        let begun = Instant::now();
        session.compare_now();
        let time = begun.elapsed();
        let place = |nth: usize| spell(&path_of(nth)).0;
        let id = |nth: usize| {
            let path = place(nth);
            session.rows().iter().find(|row| *row.path == *path).map(|row| row.id.clone())
        };
        let likeness = session.likeness();
        let found = corpus.updates.iter().take(400).filter(|(update, of)| {
            let group = |nth| id(nth).and_then(|id| likeness.group_of(&id));
            group(*update).is_some() && group(*update) == group(*of)
        });
        share = found.count() as f64 / corpus.updates.len().min(400) as f64;
        time
    });
    println!("updates found, of the first 400: {:.1} %", share * 100.0);
    let texts: Vec<String> =
        (0..corpus.articles).map(|nth| std::fs::read_to_string(file(nth)).unwrap()).collect();
    let signatures: Vec<_> = texts.iter().map(|text| Signature::of(text)).collect();
    report.measure("grouped by their signatures", promise, || {
        let begun = Instant::now();
        std::hint::black_box(groups(&signatures, || true));
        begun.elapsed()
    });
    report.print();
}
