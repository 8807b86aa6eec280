//! CSV and TSV with one article a row.

use super::columns::{Columns, SAMPLE, chosen, guess_columns, read_row};
use super::day_order::day_order;
use super::limits::MAX_PARTS;
use super::metadata::{delimiter, line_of, unclosed};
use super::{Contents, Decoded, Hint, Imported, Names, Part, Parts, Problem, Reader, Unreadable};

/// Reads `.csv` and `.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct Table;

impl Reader for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv", "tab"]
    }

    fn read(&self, bytes: &[u8], hint: &Hint<'_>) -> Result<Contents, Unreadable> {
        let decoded = hint.decode(bytes)?;
        let Some(Lines { names, rows, problems }) = lines(&decoded, MAX_PARTS) else {
            return Err(Unreadable::NoText("table", "it is empty"));
        };
        let mut parts = Parts { names: names.clone(), problems, ..Parts::default() };
        let map = chosen(&hint.reading.columns, guess_columns(&names, &first(&rows)));
        if map.text.is_empty() {
            return Err(Unreadable::NoText("table", "no column of it holds texts"));
        }
        let mut own = Names::default();
        let published = names.iter().position(|name| *name == map.published);
        let days =
            published.into_iter().flat_map(|at| rows.iter().filter_map(move |r| r.1.get(at)));
        let order = day_order(days.map(String::as_str));
        for (number, (line, values)) in (1..).zip(rows) {
            let row: Vec<(String, String)> = names.iter().cloned().zip(values).collect();
            let Some(row) = read_row(&row, &map, order) else {
                let message = format!("nothing in the column “{}”", map.text);
                parts.problems.push(Problem { line, message });
                continue;
            };
            let name = own.give(&row.id, "row", number);
            let article = Imported::new(&row.text, row.metadata, &decoded, self.name());
            parts.parts.push(Part { name, article });
        }
        parts.columns = map;
        if parts.parts.is_empty() {
            return Err(Unreadable::NoText("table", "no row of it holds a text"));
        }
        Ok(Contents::Many(Box::new(parts)))
    }
}

/// The lines of a table.
struct Lines {
    names: Vec<String>,
    /// Each with the number of its line.
    rows: Vec<(u64, Vec<String>)>,
    problems: Vec<Problem>,
}

/// Reads up to so many lines after the first, which names the columns; `None` without that one.
fn lines(decoded: &Decoded, most: usize) -> Option<Lines> {
    let text = decoded.text.trim_start_matches('\u{feff}').replace('\0', "");
    let mut lines = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
        .into_records();
    let Some(Ok(header)) = lines.next() else { return None };
    let names = header.iter().map(|name| name.trim().to_owned()).collect();
    let mut read = Lines { names, rows: Vec::new(), problems: Vec::new() };
    for record in lines.take(most) {
        match record {
            Ok(record) => {
                let line = line_of(&text, record.position());
                read.rows.push((line, record.iter().map(str::to_owned).collect()));
            }
            Err(error) => {
                let line = line_of(&text, error.position());
                read.problems.push(Problem { line, message: error.to_string() });
            }
        }
    }
    read.problems.extend(unclosed(&text, read.rows.last().map(|(line, _)| *line)));
    Some(read)
}

fn first(rows: &[(u64, Vec<String>)]) -> Vec<Vec<String>> {
    rows.iter().take(SAMPLE).map(|(_, row)| row.clone()).collect()
}

/// The columns of a table.
pub(super) fn columns(decoded: &Decoded) -> Option<Columns> {
    let Lines { names, rows, .. } = lines(decoded, SAMPLE)?;
    let rows = first(&rows);
    let guess = guess_columns(&names, &rows);
    Some(Columns { names, rows, guess })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ColumnMap, FileReading};
    use std::path::Path;

    fn read(text: &str, columns: ColumnMap) -> Result<Parts, Unreadable> {
        let reading = FileReading { columns, ..FileReading::default() };
        let hint = Hint { path: Path::new("a.csv"), reading: &reading };
        match Table.read(text.as_bytes(), &hint)? {
            Contents::Many(parts) => Ok(*parts),
            Contents::One(_) => Err(Unreadable::Missing),
        }
    }

    #[test]
    fn each_row_is_an_article_with_its_metadata() {
        let parts = read(
            "id;headline;body;published\nx1;Fire;\"Nine dead;\nfour hurt\";2024-03-22\n;Flood;Two missing;soon\nx3;;;\n",
            ColumnMap::default(),
        )
        .unwrap();
        let names: Vec<_> = parts.parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["x1", "row-2"]);
        let first = &parts.parts[0].article;
        assert_eq!((&*first.text, first.title.as_deref()), ("Nine dead;\nfour hurt", Some("Fire")));
        assert_eq!(first.metadata.published.map(|d| d.to_string()).as_deref(), Some("2024-03-22"));
        assert_eq!(parts.problems.len(), 1);
        assert_eq!(parts.problems[0].line, 5);
    }

    #[test]
    fn a_name_survives_a_row_put_before_it() {
        let names = |text: &str| -> Vec<String> {
            let parts = read(text, ColumnMap::default()).unwrap().parts;
            parts.iter().map(|part| part.name.to_string()).collect()
        };
        let one = "url,text\nhttps://example.org/a,A text of some length here.\n";
        let two = "url,text\nhttps://example.org/b,Another one before it.\nhttps://example.org/a,A text of some length here.\n";
        assert_eq!(names(one)[0], names(two)[1]);
    }

    #[test]
    fn an_analyst_can_say_which_column_is_which() {
        let columns = ColumnMap { text: "c + b".into(), title: "a".into(), ..ColumnMap::default() };
        let parts = read("a,b,c\none,two,three\n", columns).unwrap();
        let article = &parts.parts[0].article;
        assert_eq!((&*article.text, article.title.as_deref()), ("three\n\ntwo", Some("one")));
    }

    #[test]
    fn a_quote_that_is_not_closed_is_told() {
        let parts =
            read("title,text\nA,Closed.\nB,\"never closed\nC,third\n", ColumnMap::default());
        let parts = parts.unwrap();
        let said: Vec<String> = parts.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "line 3: a quotation mark that opens a field here is not closed: all lines after it are read as that field; close it, or double it where it is meant as a character"
            ]
        );
        let inches = read("title,text\nA,a pipe of 5\"\n", ColumnMap::default()).unwrap();
        assert!(inches.problems.is_empty());
        let closed = read("title,text\nA,\"one, \"\"two\"\"\"\n", ColumnMap::default()).unwrap();
        assert!(closed.problems.is_empty());
    }

    #[test]
    fn days_in_digits_are_read_in_the_order_of_their_column() {
        let parts = read(
            "Article Title,Date Published,Full Text,News Outlet\n\
             X,03/04/2024,Eight people died.,NYT\nY,03/25/2024,Nine people died.,NYT\n",
            ColumnMap::default(),
        )
        .unwrap();
        let first = &parts.parts[0].article;
        assert_eq!(first.metadata.published.map(|d| d.to_string()).as_deref(), Some("2024-03-04"));
        assert_eq!(first.metadata.publisher.as_deref(), Some("NYT"));
        assert_eq!(first.title.as_deref(), Some("X"));
    }

    #[test]
    fn a_table_without_texts_says_so() {
        assert!(read("a,b\n1,2\n", ColumnMap::default()).is_err());
        assert!(read("", ColumnMap::default()).is_err());
    }
}
