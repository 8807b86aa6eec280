//! `casebook export`: the project as tables.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::output::Output;
use super::{CliError, Command, Verdict, project};
use crate::export::{FORMATS, format};

const AFTER_HELP: &str = "\
Examples:
  casebook export sahel.casebook --format csv -o tables

csv writes incidents.csv, a row an incident with the sums of its figures; figures.csv, a row for each
group of victims with its rule, its override's reason and its claims; and claims.csv, a row a claim
with its quote, article and place in the text (in characters, the end not included). An empty cell
is unknown or open, never 0: a sum has no best where a part of it is only known as \"dozens\". An
incident that is part of others names them in part_of: leave it out where you sum with its wholes.
Files of these names that are in the folder are replaced, each at once; no other file is touched.";

/// Write a project as tables
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct ExportArguments {
    /// The project
    project: PathBuf,

    /// How to write it: csv
    #[arg(long, default_value = "csv")]
    format: String,

    /// The folder to write to; made where there is none
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
}

impl Command for ExportArguments {
    fn run(&self, out: &mut Output) -> Result<Verdict, CliError> {
        let Some(format) = format(&self.format) else {
            let known: Vec<&str> = FORMATS.iter().map(|format| format.id()).collect();
            let name = self.format.clone();
            return Err(CliError::Unknown { what: "format", name, known: known.join(", ") });
        };
        let session = project::look(&self.project)?;
        for path in session.export(format, &self.output)? {
            writeln!(out, "saved {}", path.display())?;
        }
        Ok(Verdict::Fine)
    }
}
