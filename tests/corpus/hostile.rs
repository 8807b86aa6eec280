//! Files made to hurt: each is refused, or read, within bounds.

use std::fs::{self, File};
use std::io::{Cursor, Write as _};
use std::path::Path;

use casebook::import::{self, ImportError};
use casebook::model::FileReading;
use zip::write::SimpleFileOptions;

use super::formats::docx;

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
