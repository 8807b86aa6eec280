//! What is found in a text beside what is to be found in it.

use std::ops::Range;

/// Checks that what `find` finds in a text are the words that are marked in it, `[[so]]`.
#[track_caller]
pub(super) fn check(marked: &str, find: impl FnOnce(&str) -> Vec<Range<usize>>) {
    let text = marked.replace("[[", "").replace("]]", "");
    let wanted: Vec<&str> =
        marked.split("[[").skip(1).map(|part| part.split("]]").next().unwrap()).collect();
    let found = find(&text);
    let found: Vec<&str> = found.into_iter().map(|range| text.get(range).unwrap()).collect();
    assert_eq!(found, wanted, "{marked}");
}
