//! Annotated articles compared with their files.

use std::fs;

use casebook::corpus::{Annotated, Verdict, start_verify};
use casebook::import::Unreadable;
use casebook::model::ArticleId;
use casebook::text::content_hash;

use super::quiet;

#[test]
fn annotated_articles_are_compared_with_their_files() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("same.txt"), "\u{feff}Nine dead\r\nBody").unwrap();
    fs::write(dir.path().join("changed.txt"), "Ten dead").unwrap();
    fs::write(dir.path().join("binary.txt"), b"\x89PNG\r\n").unwrap();
    let article = |name: &str| Annotated {
        id: ArticleId::from(name),
        file: dir.path().join(name),
        part: None,
        reading: casebook::model::FileReading::default(),
        hash: content_hash("Nine dead\nBody"),
        stamp: None,
    };
    let names = ["same.txt", "changed.txt", "gone.txt", "binary.txt"];
    let found = start_verify(names.map(article).to_vec(), quiet()).wait().unwrap();
    let verdicts: Vec<_> = found.into_iter().map(|v| v.verdict).collect();
    assert_eq!(
        verdicts,
        [
            Verdict::Same,
            Verdict::Changed("Ten dead".into()),
            Verdict::Missing,
            Verdict::Unreadable(Unreadable::Binary("a picture")),
        ]
    );
}
