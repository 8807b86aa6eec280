//! The articles beside this file: scripts, encodings, line ends, and what is known of them.

use std::path::{Path, PathBuf};

use casebook::corpus::{LibraryArticle, State, Texts, to_model};
use casebook::import::read_file;
use casebook::model::DateBasis;
use casebook::text::content_hash;
use jiff::civil::date;

use super::library;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/articles")
}

#[test]
fn every_script_and_encoding_gives_clean_text() {
    let check = |path: &str, encoding: &str, title: Option<&str>, part: &str| {
        let read = read_file(&root().join(path)).unwrap();
        assert_eq!((read.encoding, read.replaced), (encoding, 0), "{path}");
        assert_eq!(read.title.as_deref(), title, "{path}");
        assert!(read.text.contains(part), "{path}: {}", read.text);
        assert!(!read.text.contains(['\r', '\0', '\u{feff}', '\u{fffd}']), "{path}");
        assert_eq!(read.hash, content_hash(&read.text));
    };
    check("arabic.txt", "UTF-8", Some("مقتل تسعة أشخاص في هجوم على سوق"), "١٤ آخرين");
    check("hebrew.txt", "UTF-8", Some("תשעה הרוגים בפיגוע בשוק"), "ו-14 נפצעו");
    check("marks.txt", "UTF-8", Some("Nine dead at Za\u{301}ra market 🕯️"), "👩🏽‍⚕️, said nine");
    check("crlf.txt", "UTF-8", Some("Convoy ambushed near Kirtel"), "said.\nTwo lorries");
    check("bom.txt", "UTF-8", Some("Bridge reopens after attack"), "three guards");
    let french = "«\u{a0}L’opération se poursuit\u{a0}», a précisé le général – sans";
    check(
        "north/windows-1252.txt",
        "windows-1252",
        Some("Six soldats tués près de Kirtel"),
        french,
    );
    check(
        "north/utf-16.txt",
        "UTF-16LE",
        Some("Six soldiers killed near Kirtel"),
        "wounded – “the",
    );
    check("north/front-matter.md", "UTF-8", Some("Union counts five dead drivers"), "**fifth**");
    let empty = read_file(&root().join("empty.txt")).unwrap_err().to_string();
    assert!(empty.contains("it is empty"), "{empty}");
}

#[test]
fn one_paragraph_of_megabytes_is_an_article() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("giant.txt");
    let text = "Twelve people were hurt, à Kirtel. ".repeat(200_000);
    std::fs::write(&path, &text).unwrap();
    let read = read_file(&path).unwrap();
    assert_eq!((&*read.text, read.title), (text.as_str(), None));
}

#[test]
fn the_library_knows_what_the_files_and_the_table_say() {
    let library = library(&root());
    let article = |path: &str| library.find(path).unwrap();
    let publisher = |a: &LibraryArticle| a.metadata.publisher.clone().unwrap_or_default();

    let paths: Vec<_> = library.articles().map(|a| &*a.path).collect();
    assert_eq!(
        paths,
        [
            "arabic.txt",
            "bom.txt",
            "crlf.txt",
            "empty.txt",
            "hebrew.txt",
            "marks.txt",
            "north/front-matter.md",
            "north/utf-16.txt",
            "north/windows-1252.txt",
        ]
    );
    for article in library.articles() {
        let read = article.state == State::Read && article.hash.is_some();
        assert_eq!(read, &*article.path != "empty.txt", "{}", article.path);
    }
    assert!(library.folders()[0].problems.is_empty(), "{:?}", library.folders()[0].problems);

    let bom = article("news/bom.txt");
    assert_eq!(bom.published().unwrap().date, date(2024, 5, 11));
    assert_eq!(bom.published().unwrap().basis, DateBasis::Metadata);
    assert_eq!(bom.metadata.tags.get("desk").map(String::as_str), Some("roads"));
    assert_eq!(bom.words, Some(17));
    assert_eq!(article("crlf.txt").published().unwrap().date, date(2024, 5, 4));
    assert_eq!(article("north/windows-1252.txt").published().unwrap().date, date(2024, 5, 8));

    // The table stands above what the file says, field by field.
    let front = article("north/front-matter.md");
    assert_eq!(publisher(front), "Courier of Kirtel");
    assert_eq!(front.published().unwrap().date, date(2024, 5, 6));
    let model = to_model(front);
    assert_eq!(model.title, "Union counts five dead drivers");
    assert_eq!(
        (model.author.as_str(), model.publisher.as_str()),
        ("R. Amadou", "Courier of Kirtel")
    );
    assert_eq!(model.id, front.id);
    assert_eq!(library.find(front.id.as_str()).unwrap().path, front.path);

    assert_eq!(article("empty.txt").title, "empty.txt");
    let text = Texts::default().text(&library, &bom.id).unwrap();
    assert_eq!(Some(content_hash(&text)), bom.hash.map(|hash| hash.spelled()));
}
