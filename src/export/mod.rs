//! A project in other formats: tables, and charts as pictures and numbers. One file a format.
//!
//! *Invariants*: nothing here reads or writes a file, asks the clock or changes a project: a
//! format gives named [files](File), and who called it puts them somewhere. An unknown figure is
//! an empty cell, never 0. No cell of a table is run as a formula by a spreadsheet.

mod axis;
mod chart_csv;
mod chart_png;
mod chart_svg;
mod csv_tables;
mod palette;
mod svg;
mod table;

use thiserror::Error;

use crate::analysis::Derived;
use crate::model::Project;

pub use chart_csv::chart_csv;
pub use chart_png::chart_png;
pub use chart_svg::{ChartLook, chart_svg};
pub use csv_tables::CsvTables;

/// What a format is made from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The project.
    pub project: &'a Project,
    /// What is derived from it, at the same revision.
    pub derived: &'a Derived,
}

/// A file that a format gives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Its name within the folder of the export.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Why an export or a picture could not be made.
#[derive(Debug, Error)]
pub enum ExportError {
    /// A table could not be put together.
    #[error("cannot write the table {name}")]
    Table {
        /// The file's name.
        name: String,
        /// What the writer says.
        source: csv::Error,
    },
    /// The drawing could not be read back.
    #[error("cannot draw the chart")]
    Drawing(#[from] resvg::usvg::Error),
    /// The picture is too large, or has no size.
    #[error("a picture of {width} × {height} pixels cannot be made")]
    Size {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// The picture could not be packed.
    #[error("cannot write the picture: {0}")]
    Picture(String),
    /// The name of a chart's file ends in none of the known ways.
    #[error("a chart is written as .svg, .png or .csv, not as “{0}”")]
    UnknownPicture(String),
}

/// A way to write a whole project.
pub trait Format: Sync {
    /// Its name on the command line: `csv`.
    fn id(&self) -> &'static str;

    /// Its name for people.
    fn label(&self) -> &'static str;

    /// What it holds, in a sentence.
    fn about(&self) -> &'static str;

    /// The project as files.
    fn files(&self, source: Source<'_>) -> Result<Vec<File>, ExportError>;
}

/// The formats, in the order in which they are offered.
pub const FORMATS: &[&dyn Format] = &[&CsvTables];

/// The format of this name.
pub fn format(id: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|f| f.id() == id)
}

/// How a chart is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ChartFormat {
    /// A drawing that can be scaled and edited.
    Svg,
    /// A picture.
    Png,
    /// Its numbers.
    Csv,
}

impl ChartFormat {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Png, Self::Svg, Self::Csv];

    /// The ending of its files, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
        }
    }

    /// The format that a file's name asks for.
    pub fn of_path(path: &std::path::Path) -> Result<Self, ExportError> {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        let found = ending.and_then(|e| Self::ALL.into_iter().find(|f| f.extension() == e));
        found.ok_or_else(|| ExportError::UnknownPicture(path.display().to_string()))
    }
}

#[cfg(test)]
mod golden;
