//! Files made to hurt: each is refused, or read, within bounds.

use std::fs::{self, File};
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use casebook::import::{self, ImportError};
use casebook::jobs;
use casebook::model::FileReading;
use zip::write::SimpleFileOptions;

use super::formats::{docx, zipped};
use super::mutants;

fn why(dir: &Path, name: &str, bytes: &[u8]) -> String {
    let path = dir.join(name);
    fs::write(&path, bytes).unwrap();
    match import::open(&path, &FileReading::default()) {
        Ok(_) => "read".to_owned(),
        Err(ImportError { reason, .. }) => reason.to_string(),
    }
}

#[test]
fn what_unpacks_without_end_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..66 {
        zip.write_all(&zeros).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 200_000);
    assert!(why(dir.path(), "bomb.docx", &bomb).contains("unpacks to more than"));
}

#[test]
fn depth_without_end_and_cut_files_are_refused_or_read() {
    let dir = tempfile::tempdir().unwrap();
    let deep = |open: &str, count: usize| open.repeat(count).into_bytes();
    assert!(why(dir.path(), "a.json", &deep("[", 1_000_000)).contains("nests deeper"));
    assert!(
        why(dir.path(), "a.rtf", &[b"{\\rtf1".to_vec(), deep("{", 1_000_000)].concat())
            .contains("nest")
    );
    assert_eq!(
        why(dir.path(), "a.html", &[b"<html>".to_vec(), deep("<div>x", 200_000)].concat()),
        "read"
    );
    let whole = docx("Nine people died.");
    for cut in [5, whole.len() / 2, whole.len() - 3] {
        let said = why(dir.path(), "cut.docx", whole.get(..cut).unwrap());
        assert!(said.starts_with("a damaged zip archive"), "{cut}: {said}");
    }
    for junk in [
        "%PDF-1.7\n",
        "%PDF-1.7\ntrailer <</Root 1 0 R>>\n%%EOF",
        "%PDF-1.4\n1 0 obj <</Type/Pages/Kids[1 0 R]>>",
    ] {
        assert_ne!(why(dir.path(), "junk.pdf", junk.as_bytes()), "read");
    }
}

#[test]
fn what_is_too_large_is_not_opened() {
    let dir = tempfile::tempdir().unwrap();
    for (name, size) in
        [("large.pdf", 300_000_000), ("large.txt", 2_000_000_000), ("large.csv", 65_000_000)]
    {
        let path = dir.path().join(name);
        File::create(&path).unwrap().set_len(size).unwrap();
        let error = import::open(&path, &FileReading::default()).unwrap_err();
        assert!(error.to_string().starts_with("too large for an article"), "{error}");
    }
}

#[test]
fn what_grows_or_slows_beyond_measure_is_read_within_bounds() {
    let dir = tempfile::tempdir().unwrap();
    // Formatting that is left open is opened anew in each paragraph.
    let fonts = "<font color=red>".repeat(1_900);
    let page = format!("<html><body>Nine died.<p>{fonts}{}", "<p>x".repeat(20_000));
    assert_eq!(why(dir.path(), "a.html", page.as_bytes()), "read");
    let paragraphs = format!("<html><body>Nine died.{}", "<p>".repeat(1_100_000));
    assert_eq!(why(dir.path(), "b.html", paragraphs.as_bytes()), "read");

    // Each end tag is looked for among all elements that are open.
    let head = "From: a\nMIME-Version: 1.0\nContent-Type: text/html\n\n<html><body>Nine died.";
    let mail = format!("{head}{}{}", "<x>".repeat(200_000), "</z>".repeat(200_000));
    assert_eq!(why(dir.path(), "a.eml", mail.as_bytes()), "read");

    // Line feeds alone end the heads of this one: none is looked for through all that follows.
    let missing =
        "WARC/1.0\nWARC-Type: response\nContent-Length: 24\n\nHTTP/1.1 404 Not Found\n\n\n\n";
    let said = why(dir.path(), "b.warc", missing.repeat(40_000).as_bytes());
    assert!(said.contains("no page of it has any"), "{said}");
}

/// A small file of each format, in the ways in which it may hold its words.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let words = "Nine people were killed in a fire at the old market, the brigade said. ".repeat(4);
    let page = format!(
        "<!DOCTYPE html><html lang='fr'><head><title>Fire</title><meta name='author' content='A'>\
         <script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"datePublished\":\
         \"2024-03-22\"}}</script></head><body><h1>Fire</h1><table><tr><td>{words}</table>\
         <p>{words}<p>&eacute;&#x1f525;</body></html>"
    );
    let mail = format!(
        "From: a@example.org\nSubject: =?utf-8?q?F=C3=AEre?=\nDate: Fri, 22 Mar 2024 10:00:00 +0100\n\
         MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\
         Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\
         \n\ncaf=E9 {words}\n--b\nContent-Type: text/html\n\n{page}\n--b--\n"
    );
    let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n\
         WARC-Date: 2024-03-22T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n\
         Content-Length: {}\r\n\r\n{response}\r\n\r\n",
        response.len()
    );
    let stream = "BT /F1 12 Tf 72 700 Td (Nine people died.) Tj 0 -14 Td [(Two) -250 (more)] TJ ET";
    let pdf = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<<\
         /F1 5 0 R>>>>>>endobj\n4 0 obj<</Length {}>>stream\n{stream}\nendstream endobj\n\
         5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        stream.len()
    );
    let rtf = "{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Arial;}}{\\info{\\title Fire}}\\f0 Nine \
               \\'e9t\\'e9 \\u233? people{\\*\\x y}\\par died.\\bin3 abc\\cell\\row}";
    let json = format!(
        "{{\"articles\":[{{\"title\":\"Fire\",\"text\":\"{words}\",\"date\":\"2024-03-22\"}},\
         {{\"title\":\"Flood \\u00e9\",\"text\":\"{words}\",\"tags\":[1,null,{{\"a\":true}}]}}]}}"
    );
    let odt = "<o xmlns:text='t'><text:p>Nine<text:s text:c='2'/>died.</text:p></o>";
    let opf = "<p xmlns:dc='d'><dc:title>Book</dc:title><item id='c' href='c.xhtml'/><itemref \
               idref='c'/></p>";
    let odt = [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", odt)];
    let epub = [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", "<c><rootfile full-path='a.opf'/></c>"),
        ("a.opf", opf),
        ("c.xhtml", &page),
    ];
    vec![
        ("a.txt", words.clone().into_bytes()),
        (
            "a.md",
            format!("---\ntitle: Fire\ndate: 2024-03-22\n---\n# Fire\n\n{words}").into_bytes(),
        ),
        ("a.html", page.clone().into_bytes()),
        ("a.pdf", pdf.into_bytes()),
        ("a.docx", docx("Nine people died.")),
        ("a.odt", zipped(&odt)),
        ("a.epub", zipped(&epub)),
        ("a.rtf", rtf.as_bytes().to_vec()),
        ("a.eml", mail.clone().into_bytes()),
        ("a.mbox", format!("From a@example.org Fri Mar 22 10:00:00 2024\n{mail}").into_bytes()),
        ("a.mhtml", mail.into_bytes()),
        ("a.json", json.clone().into_bytes()),
        ("a.jsonl", format!("{{\"text\":\"{words}\"}}\n{{\"text\":\"{words}\"}}\n").into_bytes()),
        (
            "a.csv",
            format!("title,text,date\nFire,\"{words}\",2024-03-22\nFlood,{words},\n").into_bytes(),
        ),
        ("a.warc", warc.into_bytes()),
    ]
}

/// How often code of the program itself has panicked on a file: that is caught and called damage,
/// and is a mistake all the same.
static OWN_PANICS: AtomicUsize = AtomicUsize::new(0);

fn count_own_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let own = panic.location().is_some_and(|at| at.file().starts_with("src"));
        if own && jobs::is_bounded() {
            OWN_PANICS.fetch_add(1, Ordering::Relaxed);
        }
        usual(panic);
    }));
}

#[test]
fn damaged_files_of_each_format_are_read_or_refused() {
    count_own_panics();
    let dir = tempfile::tempdir().unwrap();
    let samples = samples();
    for (name, bytes) in &samples {
        assert_eq!(why(dir.path(), name, bytes), "read", "{name}");
    }
    for number in 0..mutants::count() {
        let (name, whole) = &samples[number as usize % samples.len()];
        let bytes = mutants::mutant(whole, number);
        // Either is fine; a reader that panics or does not come to an end is not.
        assert_ne!(why(dir.path(), name, &bytes), "");
        assert_eq!(OWN_PANICS.load(Ordering::Relaxed), 0, "mutant {number}, {name}");
    }
}
