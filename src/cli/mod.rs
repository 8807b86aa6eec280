//! The command line: what the program is asked to do, and the commands that need no window.
//!
//! Each command is a struct of arguments in a file of its own, named once in [`Headless`]; help,
//! the list of commands and dispatch all come from that enum.
//!
//! *Invariants*: standard output carries what was asked for and nothing else; notes and errors go
//! to standard error, each line begun with `casebook:`. No command changes a project but `apply` and
//! `places import`.

mod apply;
mod arguments;
mod articles;
mod chart;
mod check;
mod display;
mod error;
mod export;
mod json;
mod library;
mod logging;
mod output;
mod places;
mod project;
mod same;
mod search;
mod show;
mod suggest;
mod table;
mod text;

use std::process::ExitCode;

use clap::Subcommand;

pub use arguments::{Arguments, LogLevel};
pub use display::{missing_display, window_failed};
pub use error::CliError;
pub use logging::start_log;

use output::Output;

/// Exit code where checks have found something.
const FINDINGS: u8 = 1;

/// Exit code where something went wrong; nothing has been changed then.
pub(crate) const ERROR: u8 = 2;

/// The commands that need no window. To add one: a file in this folder, a line here and one in
/// `Headless::command`.
#[derive(Subcommand, Debug)]
pub enum Headless {
    /// Print the text of an article as the reader shows it
    Text(text::TextArguments),
    /// List the claims, dates, places and incidents that the program would suggest
    Suggest(suggest::SuggestArguments),
    /// List pairs of articles that may report the same incident
    Same(same::SameArguments),
    /// List what a folder of articles holds, how it was read, and what could not be
    Library(library::LibraryArguments),
    /// List the incidents of a project with their figures
    Show(show::ShowArguments),
    /// Find articles and incidents by words, phrases, patterns and conditions
    Search(search::SearchArguments),
    /// List what looks wrong or unfinished in a project
    Check(check::CheckArguments),
    /// Draw casualties over time
    Chart(chart::ChartArguments),
    /// Write a project as tables
    Export(export::ExportArguments),
    /// Take a gazetteer's file into a project's own places
    Places(places::PlacesArguments),
    /// Carry out commands on a project: code from a script
    Apply(apply::ApplyArguments),
}

/// What a command that has done its work says of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Verdict {
    /// All is well.
    Fine,
    /// There is something to look at.
    Findings,
}

/// A command that needs no window.
trait Command {
    /// Does it.
    fn run(&self, out: &mut Output) -> Result<Verdict, CliError>;
}

impl Headless {
    fn command(&self) -> &dyn Command {
        match self {
            Self::Text(command) => command,
            Self::Suggest(command) => command,
            Self::Same(command) => command,
            Self::Library(command) => command,
            Self::Show(command) => command,
            Self::Search(command) => command,
            Self::Check(command) => command,
            Self::Chart(command) => command,
            Self::Export(command) => command,
            Self::Places(command) => command,
            Self::Apply(command) => command,
        }
    }
}

/// Carries out a command and says how it went: 0, or 1 for findings, or 2 for an error.
pub fn run(command: &Headless) -> ExitCode {
    let mut out = Output::stdout();
    let done = command.command().run(&mut out);
    match done.and_then(|verdict| out.finish().map(|()| verdict).map_err(CliError::from)) {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::from(FINDINGS),
        Err(error) => fail(&error),
    }
}

/// Says what went wrong and gives the exit code for it.
pub fn fail(error: &dyn std::fmt::Display) -> ExitCode {
    log::error!("{error}");
    output::say(error);
    ExitCode::from(ERROR)
}
