//! Aligned columns for people.

use std::io::{self, Write};

use unicode_segmentation::UnicodeSegmentation as _;

/// How many letters of a cell are shown, unless it is the last of its line.
const WIDEST: usize = 72;

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

    /// Adds a line. A cell that would push all others out of sight loses its middle.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        // One row is one line, whatever a title holds.
        let flat = |cell: String| cell.replace(char::is_control, " ");
        let mut cells: Vec<String> = cells.into_iter().map(flat).collect();
        // The last one pushes nothing.
        if let Some((_, before)) = cells.split_last_mut() {
            for cell in before.iter_mut().filter(|cell| length(cell) > WIDEST) {
                *cell = without_middle(cell);
            }
        }
        self.rows.push(cells);
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

/// The beginning and, since names of files differ there, more of the end.
fn without_middle(cell: &str) -> String {
    let letters: Vec<&str> = cell.graphemes(true).collect();
    let (start, end) = (WIDEST / 3, WIDEST - WIDEST / 3 - 1);
    let tail = letters.len().saturating_sub(end).max(start);
    let parts = [letters.get(..start), Some(&["…"][..]), letters.get(tail..)];
    parts.into_iter().flatten().flatten().copied().collect()
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

    #[test]
    fn one_long_path_does_not_push_the_other_columns_away() {
        let mut table = Table::new(&[("Path", Align::Left), ("Note", Align::Left)]);
        let note = "n".repeat(200);
        table.row([format!("{}/report.txt", "d/".repeat(200)), note.clone()]);
        let mut text = Vec::new();
        table.write(&mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let row = text.lines().nth(1).unwrap();
        assert!(row.starts_with("d/d/") && row.contains("…"));
        let (path, _) = row.split_once("  ").unwrap();
        assert!(path.ends_with("/report.txt") && length(path) == WIDEST, "{path}");
        assert!(row.ends_with(&note));
    }
}
