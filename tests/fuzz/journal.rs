//! Any bytes as a journal beside a small project: never a panic, and what was saved is there.
#![no_main]

use casebook::model::Project;
use casebook::persist::{beside, load, save};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.casebook");
    save(&path, &Project::new("saved"), None).expect("a saved project");
    // The first line is as it should be, so that what follows is replayed.
    let base = casebook::persist::hash_file(&path).expect("a hash");
    let header = format!("Header(format: 2, base: \"{base}\", after: 0)");
    let check = casebook::persist::hash_bytes(header.as_bytes());
    let mut journal = format!("{} {} {header}\n", &check[..8], header.len()).into_bytes();
    journal.extend(bytes);
    std::fs::write(beside(&path, "journal"), journal).expect("a journal");
    load(&path).expect("the project is readable whatever its journal holds");
});
