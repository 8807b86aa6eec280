//! The usual layout is read as the reader of all RON reads it, and a damaged one is left to it.

use proptest::prelude::*;

use super::*;
use crate::persist::read::MAX_ROWS;
use crate::persist::{FormatError, from_ron, to_ron};

const GOLDEN: &str = include_str!("../../../../tests/golden/project-v1.casebook");

fn read(text: &str) -> Option<Project> {
    super::read(text, MAX_ROWS)
}

fn read_all(text: &str) -> Result<Project, FormatError> {
    super::read_all(text, MAX_ROWS)
}

#[test]
fn what_the_writer_writes_is_read_here() {
    let golden = from_ron(GOLDEN).unwrap();
    let written = to_ron(&golden).unwrap();
    assert_eq!(read(&written).as_ref(), Some(&golden));
    assert_eq!(read_all(&written).unwrap(), golden);
    let empty = Project::new("Empty");
    assert_eq!(read(&to_ron(&empty).unwrap()), Some(empty));
}

#[test]
fn another_layout_is_left_to_the_reader_of_all_ron() {
    let written = to_ron(&from_ron(GOLDEN).unwrap()).unwrap();
    for (what, by) in [
        ("    claims: [\n", "    claims:  [\n"),
        ("    claims: [\n", "    claims: [ // all of them\n"),
        ("    claims: [\n", "    claims: [\n/*\n"),
        ("        Claim(\n", "        Claim( /* the \" first */\n"),
        ("    format: 1,\n", "    format: 1, other: '\"',\n"),
        ("#![enable(implicit_some)]\n", "#![enable(unwrap_newtypes)]\n"),
        ("    claims: [\n", "    incidents: [\n    ],\n    claims: [\n"),
    ] {
        assert!(written.contains(what), "{what}");
        let text = written.replacen(what, by, 1);
        let (here, all) = (read(&text), read_all(&text));
        assert!(here.is_none() || here == all.ok(), "{by}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn a_damaged_text_is_never_read_otherwise(
        at in any::<proptest::sample::Index>(),
        len in 0..40usize,
        with in proptest::sample::select(vec![
            "", "\"", "\\", "\n", ")", "        ),\n", "    ],\n", "r#\"", "\"#", "//", "/*", "*/",
            "'", "'\"'", ",", "    claims: [\n", "    },\n", "        Claim(\n", "x: 1,", "(", "[",
        ]),
        lines in any::<bool>(),
    ) {
        let written = to_ron(&from_ron(GOLDEN).unwrap()).unwrap();
        let mut start = written.floor_char_boundary(at.index(written.len()));
        if lines {
            start = written.split_at(start).0.rfind('\n').map_or(0, |at| at + 1);
        }
        let mut end = written.floor_char_boundary((start + len).min(written.len()));
        if lines && len > 0 {
            end = written.split_at(end).1.find('\n').map_or(written.len(), |at| end + at + 1);
        }
        let text = [written.split_at(start).0, with, written.split_at(end).1].concat();
        if let Some(here) = read(&text) {
            prop_assert_eq!(Some(here), read_all(&text).ok());
        }
    }
}
