//! Any bytes as a file of any format: the first byte picks the name's ending, and with it the
//! reader. Never a panic of the program's own, and never without end.
#![no_main]

use casebook::model::FileReading;
use casebook::{import, jobs};
use libfuzzer_sys::fuzz_target;

const ENDINGS: [&str; 15] = [
    "txt", "md", "html", "pdf", "docx", "odt", "rtf", "epub", "eml", "mbox", "json", "jsonl", "csv",
    "warc", "mhtml",
];

/// A panic ends the fuzzing, but for those of other people's crates where the program catches them
/// and calls the file damaged.
fn let_caught_panics_pass() {
    let ends = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let foreign = panic.location().is_some_and(|at| at.file().contains("/registry/"));
        if foreign && jobs::is_bounded() {
            return;
        }
        ends(panic);
    }));
}

fuzz_target!(
    init: let_caught_panics_pass(),
    |bytes: &[u8]| {
        let Some((first, rest)) = bytes.split_first() else { return };
        let ending = ENDINGS[usize::from(*first) % ENDINGS.len()];
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file").with_extension(ending);
        std::fs::write(&path, rest).expect("a file");
        // Refused or read: both are fine.
        drop(import::open(&path, &FileReading::default()));
    }
);
