//! `casebook chart`: casualties over time, as a picture or as numbers.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::output::Output;
use super::{CliError, Command, Verdict, project};
use crate::analysis::{By, ChartSpec};
use crate::calendar::Per;
use crate::export::ChartFormat;
use crate::model::{Outcome, Project, Vocabulary as _};

const AFTER_HELP: &str = "\
Examples:
  casebook chart sahel.casebook --by category --per month -o killed.svg
  casebook chart sahel.casebook --by side --per year --outcome injured -o injured.png
  casebook chart sahel.casebook --by outcome --per quarter -o casualties.csv

Bars are best figures, lines the reported range from low to high. The footer says what the chart
rests on and what it leaves out: the undated, incidents without a figure.";

/// Draw casualties over time
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct ChartArguments {
    /// The project
    project: PathBuf,

    /// What the colours tell apart: outcome, category, side or actor
    #[arg(long, default_value_t, value_name = "SERIES")]
    by: By,

    /// What a bar covers: day, week, month, quarter or year
    #[arg(long, default_value_t, value_name = "PERIOD")]
    per: Per,

    /// What is counted, unless by outcome: killed, injured, abducted, missing…
    #[arg(long, default_value = "killed")]
    outcome: String,

    /// Count accidents and disasters too
    #[arg(long)]
    non_conflict: bool,

    /// Stack outcomes too that may overlap others: neutralised, unspecified casualties, displaced
    #[arg(long)]
    overlapping: bool,

    /// Where to write it; the ending chooses: .svg, .png or .csv
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

impl Command for ChartArguments {
    fn run(&self, out: &mut Output) -> Result<Verdict, CliError> {
        // Before anything is opened: a wrong ending is the likeliest mistake.
        ChartFormat::of_path(&self.output)?;
        let session = project::look(&self.project)?;
        let spec = ChartSpec {
            by: self.by,
            per: self.per,
            outcome: outcome(session.project(), &self.outcome)?,
            include_non_conflict: self.non_conflict,
            ..if self.overlapping { ChartSpec::default() } else { ChartSpec::opening() }
        };
        let data = session.save_chart(&spec, &self.output)?;
        writeln!(out, "saved {}. {}", self.output.display(), data.footer.sentence())?;
        Ok(Verdict::Fine)
    }
}

/// The outcome of this id: one that is known, or that the project uses.
fn outcome(project: &Project, id: &str) -> Result<Outcome, CliError> {
    let outcome = Outcome::from_id(id);
    if outcome.is_known() || project.claims.values().any(|claim| claim.outcome == outcome) {
        return Ok(outcome);
    }
    let known: Vec<&str> = Outcome::all().iter().map(Outcome::id).collect();
    Err(CliError::Unknown { what: "outcome", name: id.to_owned(), known: known.join(", ") })
}
