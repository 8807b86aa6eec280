//! A file `NAME.json` beside an article `NAME.txt`: what is known of that article.

use std::path::Path;

use serde_json::Value;

use super::columns::guess_columns;
use super::{Metadata, Unreadable, read_bytes};

/// A larger one is no sidecar.
const MAX_BYTES: usize = 1 << 20;

/// Reads a sidecar.
pub fn read_sidecar(path: &Path) -> Result<Metadata, Unreadable> {
    let bytes = read_bytes(path)?;
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge(bytes.len() as u64));
    }
    let value: Value =
        serde_json::from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes))
            .map_err(|error| Unreadable::json("JSON file", &error))?;
    let Value::Object(object) = value else {
        return Err(Unreadable::NoText("JSON file", "it holds no object"));
    };
    let words = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Array(all) => {
            Some(all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "))
        }
        Value::Null | Value::Object(_) => None,
    };
    let names: Vec<String> = object.keys().cloned().collect();
    let map = guess_columns(&names, &[]);
    let mut metadata = Metadata::default();
    for (name, value) in &object {
        let Some(value) = words(value).filter(|value| !value.trim().is_empty()) else { continue };
        let role = map.roles().iter().find(|(_, column)| column == name).map(|(role, _)| *role);
        match role {
            // The text is the article's own.
            Some("text") if value.len() > 500 => {}
            Some(role) if role != "text" && role != "id" => {
                if metadata.set(role, &value).is_err() {
                    metadata.tag(name, &value);
                }
            }
            _ if name == "note" => metadata.note = Some(value),
            _ => metadata.tag(name, &value),
        }
    }
    Ok(metadata)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_fields_and_tags() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.json");
        std::fs::write(
            &path,
            r#"{"headline": "Fire", "date": "2024-03-22", "desk": "north", "id": 4}"#,
        )
        .unwrap();
        let metadata = read_sidecar(&path).unwrap();
        assert_eq!(metadata.title.as_deref(), Some("Fire"));
        assert_eq!(metadata.published.map(|d| d.to_string()).as_deref(), Some("2024-03-22"));
        assert_eq!(metadata.tags.get("desk").map(String::as_str), Some("north"));
        std::fs::write(&path, "[1]").unwrap();
        assert!(read_sidecar(&path).is_err());
    }
}
