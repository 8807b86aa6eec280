//! Any bytes as a journal beside a small project: never a panic, and what was saved is there.
#![no_main]

use casebook::edit::apply;
use casebook::model::Project;
use casebook::persist::{beside, hash_bytes, hash_file, load, save};
use libfuzzer_sys::fuzz_target;

/// A record as it stands in the file, so that what it says is looked at.
fn framed(record: &[u8]) -> Vec<u8> {
    let check = hash_bytes(record);
    [format!("{} {} ", &check[..8], record.len()).as_bytes(), record, b"\n"].concat()
}

// The first byte says whether the rest is taken as it is or each line of it as a record.
fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.casebook");
    save(&path, &Project::new("saved"), None).expect("a saved project");
    // The first line is as it should be, so that what follows is replayed.
    let base = hash_file(&path).expect("a hash");
    let mut journal = framed(format!("Header(format: 2, base: \"{base}\", after: 0)").as_bytes());
    if first % 8 == 0 {
        journal.extend(rest);
    } else {
        rest.split(|byte| *byte == b'\n').for_each(|line| journal.extend(framed(line)));
    }
    std::fs::write(beside(&path, "journal"), journal).expect("a journal");
    let loaded = load(&path).expect("the project is readable whatever its journal holds");
    // What was recovered can be saved, and taken back as far as it fits.
    save(&path, &loaded.project, None).expect("a saved project");
    assert_eq!(load(&path).expect("what was saved can be read").project, loaded.project);
    let (mut project, mut history) = (loaded.project, loaded.history);
    while let Some(transaction) = history.next_undo().cloned() {
        if apply(&mut project, &transaction.inverse()).is_err() {
            break;
        }
        history.took_back();
    }
});
