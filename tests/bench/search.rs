//! Searching a folder of articles: making its index beside tantivy alone, words as they are typed,
//! a pattern over all texts beside a plain loop. `CASEBOOK_BENCH_ARTICLES=100000` makes it large.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::material::corpus::{Corpus, path_of};
use crate::material::report::{MS, Report};
use casebook::session::{Host, Session, Work};
use tantivy::schema::{STORED, Schema, TEXT};

/// What is typed, each word letter by letter.
const TYPED: &[&str] = &["attack", "convoy", "soldiers", "wounded villagers", "hospital", "bakimo"];
const PATTERN: &str = r"\b(killed|wounded) (\w+ ){0,3}soldiers";

pub fn run() {
    let corpus = Corpus::new();
    let mut report = Report::new();
    let plain = tantivy_alone(&corpus);
    let begun = Instant::now();
    let mut session = Session::open(Host::still(&corpus.home("search")), &corpus.root()).unwrap();
    session.settle_listing();
    while session.underway().iter().any(|all| matches!(all.work, Work::Reading(_))) {
        session.poll();
        std::thread::sleep(MS);
    }
    println!("listed and read: {:.2} s", begun.elapsed().as_secs_f64());
    // The lines of the Library come first.
    let indexes =
        |session: &Session| session.underway().iter().any(|all| all.label.starts_with("Indexing"));
    let waiting = Instant::now();
    while !indexes(&session) {
        assert!(waiting.elapsed() < Duration::from_mins(1), "an index is begun");
        session.poll();
        std::thread::sleep(MS);
    }
    let begun = Instant::now();
    while indexes(&session) {
        session.poll();
        std::thread::sleep(MS);
    }
    let own = begun.elapsed();
    let rate = |time: Duration| corpus.bytes as f64 / 1e6 / time.as_secs_f64();
    println!("index: {:.0} MB/s, tantivy alone {:.0} MB/s", rate(own), rate(plain));
    report.line("index made", plain * 4 / 3, vec![own]);
    report.line("index made by tantivy alone", plain, vec![plain]);
    session.settle();

    let mut search = |text: &str, typing: bool| {
        let begun = Instant::now();
        session.search(text, typing);
        while session.searching().is_some() {
            session.poll();
            std::thread::yield_now();
        }
        let time = begun.elapsed();
        let found = session.found().unwrap();
        let shown = found.hits().len().min(50);
        assert!((0..shown).all(|nth| found.shown(nth).is_some()), "hits with their words");
        (time, found.hits().len())
    };
    let mut times = Vec::new();
    for _ in 0..5 {
        for text in TYPED {
            for end in 2..=text.len() {
                times.push(search(&text[..end], true).0);
            }
        }
    }
    report.line("words typed, 50 hits with their words", 10 * MS, times);

    let files: Vec<PathBuf> =
        (0..corpus.articles).map(|nth| corpus.root().join(path_of(nth))).collect();
    let mut plain_hits = 0;
    let plain = report.measure("a pattern over all files: plain, two threads", MS, || {
        let begun = Instant::now();
        plain_hits = pattern_plainly(&files);
        begun.elapsed()
    });
    report.measure("a pattern over all texts", plain * 3 / 2, || {
        let (time, hits) = search(&format!("/{PATTERN}/"), false);
        assert_eq!(hits, plain_hits);
        time
    });
    report.print();
}

/// How many files have the pattern.
fn pattern_plainly(files: &[PathBuf]) -> usize {
    let pattern = regex::Regex::new(&format!("(?i){PATTERN}")).unwrap();
    std::thread::scope(|threads| {
        let halves = files.chunks(files.len().div_ceil(2)).map(|half| {
            let pattern = pattern.clone();
            threads.spawn(move || {
                let has =
                    |path: &&PathBuf| pattern.is_match(&std::fs::read_to_string(path).unwrap());
                half.iter().filter(has).count()
            })
        });
        let halves: Vec<_> = halves.collect();
        halves.into_iter().map(|half| half.join().unwrap()).sum()
    })
}

/// How long tantivy takes for the same files with its own standard reading of words.
fn tantivy_alone(corpus: &Corpus) -> Duration {
    let folder = corpus.home("tantivy");
    std::fs::create_dir_all(&folder).unwrap();
    let begun = Instant::now();
    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TEXT | STORED);
    let index = tantivy::Index::create_in_dir(&folder, schema.build()).unwrap();
    let mut writer: tantivy::IndexWriter = index.writer_with_num_threads(2, 200_000_000).unwrap();
    for nth in 0..corpus.articles {
        let body = std::fs::read_to_string(corpus.root().join(path_of(nth))).unwrap();
        let mut document = tantivy::TantivyDocument::new();
        document.add_text(text, body);
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    begun.elapsed()
}
