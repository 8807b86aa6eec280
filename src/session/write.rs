//! Writing what a project says to files of other formats: tables, charts.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use thiserror::Error;

use super::Session;
use crate::analysis::{ChartData, ChartSpec, chart};
use crate::bundled;
use crate::export::{
    ChartFormat, ChartLook, CsvTables, ExportError, Format, Source, chart_csv, chart_png, chart_svg,
};
use crate::persist::{PersistError, save_atomically};

/// Pixels of a picture to one of the drawing: sharp on a fine screen and in print.
const SCALE: f32 = 2.0;

/// Why something was not written. A file that stood there is as it was.
#[derive(Debug, Error)]
pub enum WriteError {
    /// It could not be made.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// It could not be put in its place.
    #[error(transparent)]
    Persist(#[from] PersistError),
    /// The folder could not be made.
    #[error("the folder cannot be made: {source}: {}", path.display())]
    Folder {
        /// What the system said.
        source: std::io::Error,
        /// The folder.
        path: PathBuf,
    },
}

impl Session {
    /// Writes the project in a format into a folder, which is made where there is none. Files of
    /// the same names are replaced, each at once. Gives the files.
    pub fn export(&self, format: &dyn Format, folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
        let source = Source { project: self.project(), derived: self.derived() };
        let files = format.files(source)?;
        std::fs::create_dir_all(folder)
            .map_err(|source| WriteError::Folder { source, path: folder.to_owned() })?;
        let mut written = Vec::new();
        for file in &files {
            let path = folder.join(&file.name);
            save_atomically(&path, &file.bytes)?;
            written.push(path);
        }
        Ok(written)
    }

    /// Writes incidents.csv, figures.csv and claims.csv.
    pub fn export_tables(&self, folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
        self.export(&CsvTables, folder)
    }

    /// Today, where the program runs.
    pub fn today(&self) -> jiff::civil::Date {
        self.host().now().to_zoned(TimeZone::system()).date()
    }

    /// Writes a chart; the file's ending chooses the format. Gives what it shows.
    pub fn save_chart(&self, spec: &ChartSpec, path: &Path) -> Result<ChartData, WriteError> {
        let format = ChartFormat::of_path(path)?;
        let data = chart(self.project(), self.derived(), spec);
        let look = ChartLook {
            subtitle: self.project().settings.name.clone(),
            today: Some(self.today()),
            ..ChartLook::default()
        };
        let bytes = match format {
            ChartFormat::Svg => chart_svg(&data, &look).into_bytes(),
            ChartFormat::Png => chart_png(&data, &look, SCALE, &bundled::chart_fonts())?,
            ChartFormat::Csv => chart_csv(&data)?,
        };
        save_atomically(path, &bytes)?;
        Ok(data)
    }
}
