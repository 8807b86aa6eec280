//! A folder of all formats: one line an article, whatever file it came in.

use std::fs;
use std::io::{Cursor, Write as _};

use casebook::corpus::{Library, State, Texts};
use casebook::model::{ColumnMap, DateBasis, FileReading, FolderId};
use zip::write::SimpleFileOptions;

use super::{library, quiet};

/// A zip archive of these entries.
pub(super) fn zipped(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) fn docx(words: &str) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p>\
         <w:p><w:del><w:r><w:t>deleted</w:t></w:r></w:del><w:r><w:t>Two &amp; three</w:t></w:r></w:p>\
         </w:body></w:document>"
    );
    let core = "<cp xmlns:dc='d'><dc:title>Fire</dc:title></cp>";
    zipped(&[("word/document.xml", &document), ("docProps/core.xml", core)])
}

fn text(library: &Library, path: &str) -> String {
    let id = library.find(path).unwrap().id.clone();
    Texts::default().text(library, &id).unwrap().to_string()
}

#[test]
fn what_is_in_a_file_decides_how_it_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fs::write(at("report.docx"), docx("Nine people died.")).unwrap();
    let odt = "<o xmlns:text='t'><text:p>Nine<text:s text:c='2'/>died.</text:p></o>";
    let odt =
        zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", odt)]);
    fs::write(at("report.odt"), odt).unwrap();
    let epub = zipped(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", "<c><rootfile full-path='OPS/a.opf'/></c>"),
        (
            "OPS/a.opf",
            "<p xmlns:dc='d'><dc:title>Book</dc:title><item id='c' href='c.xhtml'/><itemref idref='c'/></p>",
        ),
        ("OPS/c.xhtml", "<html><body><p>Nine died.</p></body></html>"),
    ]);
    fs::write(at("book.epub"), epub).unwrap();
    fs::write(at("note.rtf"), "{\\rtf1\\ansi Nine died.}").unwrap();
    let words = "Nine people were killed in a fire at the old market, the brigade said. ".repeat(4);
    let page = format!(
        "<!DOCTYPE html><html><head><title>Fire</title></head><body><p>{words}</p></body></html>"
    );
    fs::write(at("page.txt"), page).unwrap();
    fs::write(at("nodoc.docx"), zipped(&[("a.txt", "a")])).unwrap();
    fs::write(at("words.pdf"), "just words").unwrap();
    let library = library(dir.path());
    let reader = |path: &str| library.find(path).unwrap().reader;
    assert_eq!(text(&library, "report.docx"), "Nine people died.\n\nTwo & three");
    assert_eq!(library.find("report.docx").unwrap().title, "Fire");
    assert_eq!(text(&library, "report.odt"), "Nine  died.");
    assert_eq!(text(&library, "book.epub"), "Nine died.");
    assert_eq!(text(&library, "note.rtf"), "Nine died.");
    assert!(text(&library, "page.txt").starts_with("Nine people"));
    assert_eq!((reader("page.txt"), reader("note.rtf")), ("web page", "RTF document"));
    let why = |path: &str| match &library.find(path).unwrap().state {
        State::Unreadable(why) => why.clone(),
        State::Listed | State::Read | State::Missing | State::Changed => String::new(),
    };
    assert!(
        why("nodoc.docx").contains("a zip archive without a text document"),
        "{}",
        why("nodoc.docx")
    );
    assert_eq!(why("words.pdf"), "not a PDF document as its name says but plain text");
}

#[test]
fn the_articles_of_a_table_are_listed_in_its_place_and_keep_their_names() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("export.csv");
    let head = "id,headline,body,date,source\n";
    let row = "x7,Fire,\"Nine people were killed, the brigade said.\",2024-03-22,The Example\n";
    fs::write(&file, format!("{head}{row},Flood,Two are missing in the flood.,,\n")).unwrap();
    fs::write(dir.path().join("metadata.csv"), "path,publisher\nexport.csv,A Database\n").unwrap();
    let mut library = library(dir.path());
    let paths = |library: &Library| -> Vec<String> {
        library.articles().map(|a| format!("{} {:?}", a.path, a.state)).collect()
    };
    assert_eq!(paths(&library), ["export.csv#row-2 Read", "export.csv#x7 Read"]);
    let fire = library.find("export.csv#x7").unwrap();
    let id = fire.id.clone();
    assert_eq!(fire.title, "Fire");
    assert_eq!(fire.metadata.publisher.as_deref(), Some("The Example"));
    assert_eq!(fire.published().unwrap().basis, DateBasis::Declared);
    let flood = library.find("export.csv#row-2").unwrap();
    assert_eq!(flood.metadata.publisher.as_deref(), Some("A Database"));
    assert_eq!(text(&library, "export.csv#x7"), "Nine people were killed, the brigade said.");

    // A row is put before it: it stays the same article.
    fs::write(&file, format!("{head}x1,New,Another article stands here.,,\n{row}")).unwrap();
    library.rescan(&FolderId::new("news"));
    library.wait();
    assert_eq!(
        paths(&library),
        ["export.csv#row-2 Missing", "export.csv#x1 Read", "export.csv#x7 Read"]
    );
    assert_eq!(library.find("export.csv#x7").unwrap().id, id);
    assert_eq!(text(&library, "export.csv#x7"), "Nine people were killed, the brigade said.");
}

#[test]
fn an_analyst_sets_how_a_file_is_read() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.csv"), "one,two\nA short text.,B\n").unwrap();
    fs::write(dir.path().join("old.txt"), b"caf\xe9 \xe0 midi").unwrap();
    let part = "Nine people were killed in the fire.\n====\nTwo are missing.\n";
    fs::write(dir.path().join("base.txt"), part).unwrap();
    let mut library = Library::new(quiet());
    let id = FolderId::new("news");
    library.add_folder(id.clone(), dir.path().to_owned());
    library.wait();
    let columns = ColumnMap { text: "one".into(), title: "two".into(), ..ColumnMap::default() };
    let set = |path: &str| FileReading { path: path.into(), ..FileReading::default() };
    let readings = [
        FileReading { columns, ..set("a.csv") },
        FileReading { encoding: "ISO-8859-2".into(), ..set("old.txt") },
        FileReading { separator: "====".into(), ..set("base.txt") },
    ];
    let stale = library.set_readings(&id, &readings);
    assert!(!stale.is_empty());
    library.wait();
    assert_eq!(library.find("a.csv#row-1").unwrap().title, "B");
    assert_eq!(text(&library, "old.txt"), "café ŕ midi");
    assert_eq!(library.find("old.txt").unwrap().encoding, Some("ISO-8859-2"));
    assert_eq!(library.articles().filter(|a| a.path.starts_with("base.txt#")).count(), 2);
    assert!(library.set_readings(&id, &readings).is_empty(), "nothing has changed");
}

#[test]
fn sidecars_datelines_and_paths_tell_the_day_and_how_it_is_known() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let said = "nine people were killed in a fire, the brigade said.";
    fs::write(at("a.txt"), format!("NIAMEY, March 22, 2024 (Reuters) - {said}")).unwrap();
    fs::write(at("b.txt"), said).unwrap();
    fs::write(at("b.json"), r#"{"headline": "Fire", "date": "2024-03-23", "desk": "north"}"#)
        .unwrap();
    fs::create_dir_all(at("2024/03/24")).unwrap();
    fs::write(at("2024/03/24/c.txt"), said).unwrap();
    fs::write(at("alone.json"), r#"{"text": "Nine people were killed in a fire."}"#).unwrap();
    let library = library(dir.path());
    let paths: Vec<_> = library.articles().map(|a| &*a.path).collect();
    assert_eq!(paths, ["2024/03/24/c.txt", "a.txt", "alone.json", "b.txt"]);
    let day = |path: &str| {
        let published = library.find(path).unwrap().published().unwrap();
        (published.date.to_string(), published.basis)
    };
    assert_eq!(day("a.txt"), ("2024-03-22".to_owned(), DateBasis::Dateline));
    assert_eq!(day("b.txt"), ("2024-03-23".to_owned(), DateBasis::Metadata));
    assert_eq!(day("2024/03/24/c.txt"), ("2024-03-24".to_owned(), DateBasis::Inferred));
    assert_eq!(library.find("a.txt").unwrap().wire, "Reuters");
    let b = library.find("b.txt").unwrap();
    assert_eq!(b.title, "Fire");
    assert_eq!(b.metadata.tags.get("desk").map(String::as_str), Some("north"));
}
