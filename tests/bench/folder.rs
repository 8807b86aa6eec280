//! A folder of articles: how soon the first can be read, how soon all are listed and read, and the
//! window's frames meanwhile. `CASEBOOK_BENCH_ARTICLES=100000` makes it large.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::material::corpus::Corpus;
use crate::material::report::{MS, Report};
use crate::material::window::Window;
use casebook::corpus::Library;
use casebook::edit::{ArticleFields, Command, SetArticle};
use casebook::model::{CodingStatus, FolderId};
use casebook::session::{Host, Session, Underway, Work};
use casebook::views::Action;
use casebook::views::command::UiCommand;

const FRAME: Duration = Duration::from_millis(16);

pub fn run() {
    let corpus = Corpus::new();
    let mut report = Report::new();
    let plain = report.measure("all files walked, read, validated: plain, two threads", MS, || {
        let begun = Instant::now();
        read_plainly(&corpus.root());
        begun.elapsed()
    });
    report.measure("all listed and read", plain * 3 / 2, || {
        let begun = Instant::now();
        let mut library = Library::new(Arc::new(|| {}));
        library.add_folder(FolderId::new("articles"), corpus.root());
        library.wait();
        assert_eq!(library.len(), corpus.articles);
        begun.elapsed()
    });
    let mut opened = 0;
    report.measure("first article readable", 300 * MS, || {
        opened += 1;
        let host = Host::still(&corpus.home(&format!("first-{opened}")));
        let begun = Instant::now();
        let mut session = Session::open(host, &corpus.root()).unwrap();
        loop {
            session.poll();
            let first = session.rows().first().map(|row| row.id.clone());
            if first.is_some_and(|id| session.text(&id).is_ok()) {
                return begun.elapsed();
            }
            std::thread::yield_now();
        }
    });
    frames(&corpus, &mut report);
    report.print();
}

/// The window from the moment that it opens a folder until all is read, indexed and compared.
fn frames(corpus: &Corpus, report: &mut Report) {
    let host = Host { reads_ahead: false, ..Host::still(&corpus.home("window")) };
    let mut window = Window::new(Session::open(host, &corpus.root()).unwrap());
    let (mut reading, mut after) = (Vec::new(), Vec::new());
    loop {
        let time = window.frame(Vec::new());
        let session = window.app.session();
        let all = session.underway();
        let is_reading = |work: &Underway| matches!(work.work, Work::Reading(_));
        let busy = all.iter().any(is_reading) || session.rows().len() < corpus.articles;
        if busy { &mut reading } else { &mut after }.push(time);
        // As a screen paces it.
        std::thread::sleep(Duration::from_millis(8).saturating_sub(time));
        if !busy && all.is_empty() && after.len() > 100 {
            break;
        }
    }
    report.line("frame while the folder is read", FRAME, reading);
    report.line("frame while it is indexed and compared", FRAME, after);
    let times = (0..200).map(|_| window.frame(Vec::new())).collect();
    report.line("frame, idle", FRAME / 4, times);
    let mut times = Vec::new();
    for order in ["Title", "Date", "Title"] {
        window.click("Sorted by");
        times.push(window.click(order));
        // Until the list is there, and some more.
        times.extend((0..40).map(|_| {
            std::thread::sleep(Duration::from_millis(8));
            window.frame(Vec::new())
        }));
    }
    report.line("frame, the order of the list is changed", FRAME, times);
    let mut times = vec![window.click("Facets")];
    times.extend((0..10).map(|_| window.frame(Vec::new())));
    report.line("frame, the menu of facets is opened", FRAME, times);
    let (mut times, mut queue) = (Vec::new(), Vec::new());
    for nth in 0..20 {
        let fields =
            ArticleFields { status: Some(CodingStatus::Coded), ..ArticleFields::default() };
        let article = window.article(nth * 4_999 % corpus.articles).to_string();
        let command = Command::SetArticle(SetArticle { article, fields });
        times.push(window.ask(Action::Edit(command)));
        queue.push(window.ask(Action::Ui(UiCommand::NextInQueue)));
        times.extend((0..5).map(|_| window.frame(Vec::new())));
    }
    report.line("frame, an article is coded", FRAME, times);
    report.line("frame, the next in the queue is looked for", FRAME, queue);
    window.app.session_mut().rescan();
    let mut times = Vec::new();
    while times.len() < 100 || !window.app.session().underway().is_empty() {
        times.push(window.frame(Vec::new()));
        std::thread::sleep(Duration::from_millis(8));
    }
    report.line("frame while the folder is looked at again", FRAME, times);
}

/// Reads all files below a folder on two threads, as plainly as can be.
fn read_plainly(root: &Path) {
    let paths: Vec<_> = walkdir::WalkDir::new(root)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    std::thread::scope(|threads| {
        for half in paths.chunks(paths.len().div_ceil(2)) {
            threads.spawn(move || {
                for path in half {
                    let bytes = std::fs::read(path).unwrap();
                    std::hint::black_box(std::str::from_utf8(&bytes).unwrap());
                }
            });
        }
    });
}
