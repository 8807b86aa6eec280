//! `casebook places`: takes a gazetteer's file into a project's own places.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::output::{self, Output};
use super::{CliError, Command, Verdict, apply};
use crate::session::PlacesError;

/// How many rows that could not be read are named beside the first.
const PROBLEMS_SHOWN: usize = 20;

const AFTER_HELP: &str = "\
Examples:
  casebook places import sahel.casebook NE.txt
  casebook places import sahel.casebook villages.csv

FILE is a table of GeoNames (19 columns, tab-separated, as it publishes them a country each), of
which settlements and administrative units are taken, or a CSV whose first row names its columns:
name, latitude, longitude and, where it has them, country, admin1, admin2, aliases, id. Places that
the project has already stay as they are. The project's places come before the bundled gazetteer in
every suggestion. A project that is open in a window is refused.";

/// Take a gazetteer's file into a project's own places
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct PlacesArguments {
    /// What to do
    #[arg(value_enum)]
    action: Action,

    /// The project; made where there is none
    project: PathBuf,

    /// The gazetteer's file
    file: PathBuf,
}

/// What can be done with places.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Action {
    /// Add the places of a file
    Import,
}

impl Command for PlacesArguments {
    fn run(&self, out: &mut Output) -> Result<Verdict, CliError> {
        let Action::Import = self.action;
        let imported = apply::change(&self.project, |session| {
            session.import_places(&self.file).map_err(|error| match error {
                PlacesError::File(error) => error.into(),
                PlacesError::Edit(error) => {
                    CliError::Path { reason: error.to_string(), path: self.project.clone() }
                }
            })
        })?;
        // The first stands in the sentence.
        let mut problems = imported.problems.iter().skip(1);
        for problem in problems.by_ref().take(PROBLEMS_SHOWN) {
            output::say(&format!("note: line {}: {}", problem.line, problem.message));
        }
        match problems.count() {
            0 => {}
            n => output::say(&format!("note: and {n} more rows that were not read")),
        }
        writeln!(out, "{}", imported.sentence())?;
        Ok(Verdict::Fine)
    }
}
