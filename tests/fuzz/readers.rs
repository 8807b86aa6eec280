//! Any bytes as a file of any format: the first byte picks the name's ending, and with it the
//! reader. Never a panic, and never without end.
#![no_main]

use casebook::import;
use casebook::model::FileReading;
use libfuzzer_sys::fuzz_target;

const ENDINGS: [&str; 15] = [
    "txt", "md", "html", "pdf", "docx", "odt", "rtf", "epub", "eml", "mbox", "json", "jsonl", "csv",
    "warc", "mhtml",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let ending = ENDINGS[usize::from(*first) % ENDINGS.len()];
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("file").with_extension(ending);
    std::fs::write(&path, rest).expect("a file");
    // Refused or read: both are fine.
    drop(import::open(&path, &FileReading::default()));
});
