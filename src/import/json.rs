//! JSON and JSON lines: one object an article. A list of objects, or an object that holds such a
//! list, is as many articles.

use serde_json::Value;

use super::columns::{Columns, SAMPLE, chosen, field_names, guess_columns, order_in, read_row};
use super::limits::{MAX_DEPTH, MAX_PARTS};
use super::{Contents, Decoded, Hint, Imported, Names, Part, Parts, Problem, Reader, Unreadable};

/// Reads `.json`.
#[derive(Clone, Copy, Debug)]
pub struct Json;

/// Reads `.jsonl` and `.ndjson`.
#[derive(Clone, Copy, Debug)]
pub struct JsonLines;

impl Reader for Json {
    fn name(&self) -> &'static str {
        "JSON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn read(&self, bytes: &[u8], hint: &Hint<'_>) -> Result<Contents, Unreadable> {
        let decoded = hint.decode(bytes)?;
        check_depth(&decoded.text)?;
        let value: Value = serde_json::from_str(&decoded.text)
            .map_err(|error| Unreadable::json("JSON file", &error))?;
        match value {
            Value::Array(all) => many(&numbered(all), Vec::new(), &decoded, hint, self.name()),
            Value::Object(object) => {
                let mut lists: Vec<Vec<Value>> = Vec::new();
                for value in object.values() {
                    if let Value::Array(list) = value
                        && list.iter().filter(|v| v.is_object()).count() * 2 > list.len()
                    {
                        lists.push(list.clone());
                    }
                }
                let alone = fields(&Value::Object(object));
                let map = chosen(&hint.reading.columns, map_of(std::slice::from_ref(&alone)));
                let texts = |list: &Vec<Value>| {
                    let rows: Vec<_> = list.iter().take(SAMPLE).map(fields).collect();
                    let map = map_of(&rows);
                    rows.iter().any(|row| read_row(row, &map, None).is_some())
                };
                if let Some(row) = read_row(&alone, &map, None)
                    .filter(|row| row.text.len() > 40 || lists.is_empty())
                {
                    return Ok(
                        Imported::new(&row.text, row.metadata, &decoded, self.name()).alone()
                    );
                }
                match lists.into_iter().filter(texts).max_by_key(Vec::len) {
                    Some(list) => many(&numbered(list), Vec::new(), &decoded, hint, self.name()),
                    None => Err(Unreadable::NoText("JSON file", "no field of it holds a text")),
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                Err(Unreadable::NoText("JSON file", "it holds no object"))
            }
        }
    }
}

impl Reader for JsonLines {
    fn name(&self) -> &'static str {
        "JSON lines"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson", "jsonlines"]
    }

    fn read(&self, bytes: &[u8], hint: &Hint<'_>) -> Result<Contents, Unreadable> {
        let decoded = hint.decode(bytes)?;
        let (mut values, mut problems) = (Vec::new(), Vec::new());
        for (number, line) in (1u64..).zip(decoded.text.lines()).take(MAX_PARTS) {
            let line = line.trim().trim_start_matches('\u{feff}');
            if line.is_empty() {
                continue;
            }
            match check_depth(line).and_then(|()| {
                serde_json::from_str(line)
                    .map_err(|error| Unreadable::Damaged("line", error.to_string()))
            }) {
                Ok(value) => values.push((number, value)),
                Err(error) => problems.push(Problem { line: number, message: error.to_string() }),
            }
        }
        if values.is_empty() {
            return Err(Unreadable::Damaged(
                "JSON lines file",
                "no line of it is an object".into(),
            ));
        }
        many(&values, problems, &decoded, hint, self.name())
    }
}

/// Whether the bytes are one JSON value, as far as can be told from how its first line ends.
pub(super) fn is_one_value(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii();
    if !bytes.starts_with(b"{") {
        return true;
    }
    let Some(end) = bytes.iter().position(|b| *b == b'\n') else { return true };
    let (first, rest) = bytes.split_at(end);
    rest.trim_ascii().is_empty() || serde_json::from_slice::<Value>(first).is_err()
}

/// Whether brackets nest deeper than is read: the parser refuses such depth as well, and says less.
fn check_depth(text: &str) -> Result<(), Unreadable> {
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(Unreadable::Damaged(
                "JSON file",
                format!("it nests deeper than {MAX_DEPTH}"),
            ));
        }
    }
    Ok(())
}

fn numbered(values: Vec<Value>) -> Vec<(u64, Value)> {
    (1..).zip(values.into_iter().take(MAX_PARTS)).collect()
}

type Fields = Vec<(String, String)>;

/// The fields of an object as words, those of objects within it by `outer.inner`.
fn fields(value: &Value) -> Fields {
    let mut found = Fields::new();
    if let Value::Object(object) = value {
        for (name, value) in object {
            if let Value::Object(inner) = value {
                for (below, value) in inner {
                    push(&mut found, format!("{name}.{below}"), value);
                }
            } else {
                push(&mut found, name.clone(), value);
            }
        }
    }
    found
}

fn push(found: &mut Fields, name: String, value: &Value) {
    let words = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Array(all) => {
            let texts: Vec<String> = all
                .iter()
                .filter_map(|value| match value {
                    Value::String(text) => Some(text.clone()),
                    Value::Number(number) => Some(number.to_string()),
                    Value::Object(object) => object
                        .get("name")
                        .or(object.get("text"))
                        .and_then(Value::as_str)
                        .map(str::to_owned),
                    Value::Null | Value::Bool(_) | Value::Array(_) => None,
                })
                .collect();
            // Paragraphs are long, names are short.
            let long = texts.iter().any(|text| text.len() > 80);
            texts.join(if long { "\n\n" } else { ", " })
        }
        Value::Null | Value::Object(_) => return,
    };
    found.push((name, words));
}

/// The columns of a JSON file, or of JSON lines.
pub(super) fn columns(decoded: &Decoded, lines: bool) -> Option<Columns> {
    let values: Vec<Value> = if lines {
        let lines = decoded.text.lines().map(|line| line.trim().trim_start_matches('\u{feff}'));
        let read = lines.filter(|line| check_depth(line).is_ok());
        read.filter_map(|line| serde_json::from_str(line).ok()).take(SAMPLE).collect()
    } else {
        check_depth(&decoded.text).ok()?;
        articles_of(serde_json::from_str(&decoded.text).ok()?)
    };
    let rows: Vec<Fields> =
        values.iter().filter(|v| v.is_object()).take(SAMPLE).map(fields).collect();
    if rows.is_empty() {
        return None;
    }
    let names = field_names(rows.iter().map(Vec::as_slice));
    Some(Columns {
        guess: map_of(&rows),
        rows: rows.iter().map(|r| in_order(&names, r)).collect(),
        names,
    })
}

/// The objects that may be articles: those of a list, of the longest list in an object, or it.
fn articles_of(value: Value) -> Vec<Value> {
    match value {
        Value::Array(all) => all,
        Value::Object(object) => {
            let lists = object.values().filter_map(Value::as_array);
            let lists = lists.filter(|l| l.iter().filter(|v| v.is_object()).count() * 2 > l.len());
            match lists.max_by_key(|list| list.len()).cloned() {
                Some(list) => list,
                None => vec![Value::Object(object)],
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

/// The values of a row in the order of these names.
fn in_order(names: &[String], row: &Fields) -> Vec<String> {
    let value = |name: &String| row.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone());
    names.iter().map(|name| value(name).unwrap_or_default()).collect()
}

fn map_of(rows: &[Fields]) -> crate::model::ColumnMap {
    let names = field_names(rows.iter().map(Vec::as_slice));
    let rows: Vec<Vec<String>> = rows.iter().map(|row| in_order(&names, row)).collect();
    // `metadata.title` serves where there is no `title`.
    let mut map = guess_columns(&names, &rows);
    let last: Vec<String> =
        names.iter().map(|name| name.rsplit('.').next().unwrap_or(name).to_owned()).collect();
    let by_last = guess_columns(&last, &rows);
    for (role, column) in by_last.roles() {
        let full = names.iter().zip(&last).find(|(_, last)| *last == column).map(|(name, _)| name);
        if let (Some(full), Some(own)) = (full, map.role_mut(role))
            && own.is_empty()
            && !column.is_empty()
        {
            own.clone_from(full);
        }
    }
    map
}

fn many(
    values: &[(u64, Value)],
    problems: Vec<Problem>,
    decoded: &Decoded,
    hint: &Hint<'_>,
    reader: &'static str,
) -> Result<Contents, Unreadable> {
    let rows: Vec<(u64, Fields)> = values.iter().map(|(n, value)| (*n, fields(value))).collect();
    let sample: Vec<Fields> = rows.iter().take(SAMPLE).map(|(_, row)| row.clone()).collect();
    let map = chosen(&hint.reading.columns, map_of(&sample));
    let mut parts = Parts { problems, ..Parts::default() };
    let mut own = Names::default();
    let order = order_in(rows.iter().map(|(_, row)| row.as_slice()), &map);
    for (number, row) in &rows {
        let Some(row) = read_row(row, &map, order) else {
            let message = format!("nothing in the field “{}”", map.text);
            parts.problems.push(Problem { line: *number, message });
            continue;
        };
        let number = usize::try_from(*number).unwrap_or(usize::MAX);
        let name = own.give(&row.id, "row", number);
        let article = Imported::new(&row.text, row.metadata, decoded, reader);
        parts.parts.push(Part { name, article });
    }
    parts.names = field_names(sample.iter().map(Vec::as_slice));
    parts.columns = map;
    if parts.parts.is_empty() {
        return Err(Unreadable::NoText("JSON file", "no field of it holds a text"));
    }
    Ok(Contents::Many(Box::new(parts)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileReading;
    use std::path::Path;

    fn read(reader: &dyn Reader, text: &str) -> Result<Contents, Unreadable> {
        let reading = FileReading::default();
        reader.read(text.as_bytes(), &Hint { path: Path::new("a.json"), reading: &reading })
    }

    fn names(contents: Result<Contents, Unreadable>) -> Vec<String> {
        match contents.unwrap() {
            Contents::Many(parts) => parts.parts.iter().map(|p| p.name.to_string()).collect(),
            Contents::One(_) => Vec::new(),
        }
    }

    #[test]
    fn an_object_is_an_article() {
        let one = r#"{"title": "Fire", "text": "Nine people died.", "meta": {"publisher": "The Example"}, "tags": ["a", "b"], "date": "2024-03-22T10:00:00Z"}"#;
        let Ok(Contents::One(article)) = read(&Json, one) else { unreachable!("one article") };
        assert_eq!((&*article.text, article.title.as_deref()), ("Nine people died.", Some("Fire")));
        assert_eq!(article.metadata.publisher.as_deref(), Some("The Example"));
        assert_eq!(article.metadata.tags.get("tags").map(String::as_str), Some("a, b"));
    }

    #[test]
    fn lists_and_lines_are_many() {
        let rows = r#"{"id": 7, "body": "One."}"#;
        assert_eq!(
            names(read(&Json, &format!("[{rows}, {{\"body\": \"Two.\"}}]"))),
            ["7", "row-2"]
        );
        assert_eq!(names(read(&Json, &format!("{{\"total\": 1, \"articles\": [{rows}]}}"))), ["7"]);
        let lines = format!("{rows}\n\nno json\n{{\"body\": \"Two.\"}}\n");
        assert_eq!(names(read(&JsonLines, &lines)), ["7", "row-4"]);
        assert!(!is_one_value(lines.as_bytes()) && is_one_value(b"{\n\"a\": 1}"));
    }

    #[test]
    fn what_is_no_article_is_told() {
        let deep = "[".repeat(100_000);
        for text in ["", "3", "{}", "[]", "[1, 2]", "{\"a\": [1]}", deep.as_str()] {
            assert!(read(&Json, text).is_err(), "{}", text.get(..8).unwrap_or(text));
            assert!(read(&JsonLines, text).is_err());
        }
    }
}
