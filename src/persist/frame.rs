//! How records stand in the files beside a project, so that one that was written in part is told
//! from a whole one.
//!
//! A record is one line: the first eight hex digits of the SHA-256 of its RON, the length of the
//! RON in bytes, the RON. (Fields that this version does not know may bring line breaks into the
//! RON: the length tells.) What follows the last whole record was being written when the program
//! died.

use ron::ser::PrettyConfig;
use serde::Serialize;

use super::error::FormatError;
use super::file::hash_bytes;
use super::write::options;

/// A record as a line of its file.
pub(super) fn to_line<T: Serialize>(record: &T) -> Result<Vec<u8>, FormatError> {
    let one_line = PrettyConfig::new().struct_names(true).depth_limit(0).new_line("\n");
    let ron = options()
        .to_string_pretty(record, one_line)
        .map_err(|error| FormatError::Write(error.to_string()))?;
    let check: String = hash_bytes(ron.as_bytes()).chars().take(8).collect();
    Ok(format!("{check} {} {ron}\n", ron.len()).into_bytes())
}

/// Takes the next whole record off the front of `bytes`: the line, and the RON in it.
pub(super) fn next_line<'a>(bytes: &mut &'a [u8]) -> Option<(&'a [u8], &'a str)> {
    let line = *bytes;
    let check = line.get(..8)?;
    let rest = line.get(8..)?.strip_prefix(b" ")?;
    let digits = rest.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let length: usize = std::str::from_utf8(rest.get(..digits)?).ok()?.parse().ok()?;
    let rest = rest.get(digits..)?.strip_prefix(b" ")?;
    let ron = rest.get(..length)?;
    let rest = rest.get(length..)?.strip_prefix(b"\n")?;
    if hash_bytes(ron).as_bytes().get(..8)? != check {
        return None;
    }
    let ron = std::str::from_utf8(ron).ok()?;
    *bytes = rest;
    Some((line.get(..line.len() - rest.len())?, ron))
}
