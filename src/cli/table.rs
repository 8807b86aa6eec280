//! Aligned columns for people.

use std::io::{self, Write};

/// How a column is aligned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// Rows of text under headings.
pub(super) struct Table {
    columns: Vec<(&'static str, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(columns: &[(&'static str, Align)]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        // One row is one line, whatever a title holds.
        let flat = |cell: String| cell.replace(char::is_control, " ");
        self.rows.push(cells.into_iter().map(flat).collect());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes headings and rows; nothing stands behind the last word of a line.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let headings: Vec<String> =
            self.columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        let all = || std::iter::once(&headings).chain(&self.rows);
        let width = |nth: usize| {
            all().filter_map(|row| row.get(nth)).map(|cell| length(cell)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        for row in all() {
            let mut line = String::new();
            for ((cell, width), (_, align)) in row.iter().zip(&widths).zip(&self.columns) {
                let gap = " ".repeat(width - length(cell));
                match align {
                    Align::Left => line.extend([cell, &gap, "  "]),
                    Align::Right => line.extend([gap.as_str(), cell, "  "]),
                }
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// How many columns a terminal gives to a text: letters, without the marks upon them.
fn length(text: &str) -> usize {
    use unicode_normalization::char::is_combining_mark;
    text.chars().filter(|c| !is_combining_mark(*c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_lines_end_with_a_word() {
        let mut table =
            Table::new(&[("Place", Align::Left), ("Best", Align::Right), ("Note", Align::Left)]);
        table.row(["Teguey".into(), "23".into(), String::new()]);
        table.row(["Tillabéri\nregion".into(), "—".into(), "undated".into()]);
        let mut text = Vec::new();
        table.write(&mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let wanted = "Place             Best  Note\nTeguey              23\nTillabéri region     —  undated\n";
        assert_eq!(text, wanted);
    }
}
