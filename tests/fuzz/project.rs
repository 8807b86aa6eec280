//! Any bytes as a project file: never a panic, and what can be read can be written and read again
//! without a loss.
#![no_main]

use casebook::persist::{from_ron, to_ron};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(project) = from_ron(text) else { return };
    let written = to_ron(&project).expect("what was read can be written");
    let again = from_ron(&written).expect("what was written can be read");
    assert_eq!(again, project);
});
