//! Tables as CSV (RFC 4180, UTF-8): cells that no spreadsheet runs, nothing for what is unknown.

use super::{ExportError, File};

/// A table under construction.
pub(super) struct Table {
    name: &'static str,
    writer: csv::Writer<Vec<u8>>,
    row: Vec<String>,
}

impl Table {
    /// A table with these columns.
    pub(super) fn new<'a>(
        name: &'static str,
        columns: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, ExportError> {
        let writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        let mut table = Self { name, writer, row: Vec::new() };
        for column in columns {
            table.cell(column);
        }
        table.end_row()?;
        Ok(table)
    }

    /// A cell of text.
    pub(super) fn cell(&mut self, text: impl AsRef<str>) {
        self.row.push(safe(text.as_ref()));
    }

    /// A cell that is empty where there is nothing.
    pub(super) fn maybe(&mut self, value: Option<impl ToString>) {
        self.cell(value.map_or_else(String::new, |v| v.to_string()));
    }

    /// Ends the row.
    pub(super) fn end_row(&mut self) -> Result<(), ExportError> {
        let row = std::mem::take(&mut self.row);
        self.writer
            .write_record(row)
            .map_err(|source| ExportError::Table { name: self.name.to_owned(), source })
    }

    /// The table as a file.
    pub(super) fn finish(self) -> Result<File, ExportError> {
        let name = self.name.to_owned();
        match self.writer.into_inner() {
            Ok(bytes) => Ok(File { name, bytes }),
            Err(error) => {
                Err(ExportError::Table { name, source: csv::Error::from(error.into_error()) })
            }
        }
    }
}

/// A text that a spreadsheet shows and does not run: one that starts like a formula gets a `'` in
/// front, unless it is a plain number. An article's words are data from strangers.
fn safe(text: &str) -> String {
    let starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(starts) && !is_plain_number(text) {
        return format!("'{text}");
    }
    text.to_owned()
}

fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+33 1", "'+33 1"),
            ("-", "'-"),
            ("-1.5", "-1.5"),
            ("-1.5.2", "'-1.5.2"),
            ("-1-1", "'-1-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("＝1", "'＝1"),
            ("twenty-three", "twenty-three"),
            ("", ""),
        ] {
            assert_eq!(safe(text), expected);
        }
    }
}
