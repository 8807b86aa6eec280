//! The arguments of the program as a whole, and its help.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, ValueEnum};

use super::{ERROR, Headless, output};

const AFTER_HELP: &str = "\
Examples:
  casebook                        open the sample project
  casebook sahel.casebook         open a project
  casebook ~/articles             start a project from a folder of articles
  casebook ./text                 open a file or folder that is named like a command
  casebook show sahel.casebook    list incidents and figures, without a window
  casebook help show              help for one command

Exit codes: 0 done, 1 checks have found something, 2 an error.
Unless a display is there, only the commands above work. CASEBOOK_CODER names whoever codes.";

/// Turns news reports into incident and casualty data, every figure tied to the sentence that
/// reported it.
#[derive(Parser, Debug)]
#[command(name = "casebook", bin_name = "casebook", version, after_help = AFTER_HELP)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// Project (NAME.casebook) or folder of articles to open in a window; the sample project
    /// where absent
    pub path: Option<PathBuf>,

    /// How much goes into the log file: off, error, warn, info, debug or trace
    #[arg(long, global = true, value_enum, value_name = "LEVEL", hide_possible_values = true)]
    pub log_level: Option<LogLevel>,

    /// What to do without a window.
    #[command(subcommand)]
    pub command: Option<Headless>,
}

/// How much goes into the log.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum LogLevel {
    /// Nothing.
    Off,
    /// What failed.
    Error,
    /// And what may be wrong.
    Warn,
    /// And what was done.
    Info,
    /// And how.
    Debug,
    /// And every detail.
    Trace,
}

impl Arguments {
    /// The arguments that the program was started with; else, after help or what is wrong with
    /// them was printed, the code to exit with.
    pub fn of_program() -> Result<Self, ExitCode> {
        let arguments = Self::try_parse().map_err(|error| {
            if error.use_stderr() {
                let text = error.to_string();
                output::say(&text.strip_prefix("error: ").unwrap_or(&text).trim_end());
                return ExitCode::from(ERROR);
            }
            debug_assert!(matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
            ));
            // Whoever closed the pipe did not want the rest of the help.
            error.print().unwrap_or_default();
            ExitCode::SUCCESS
        })?;
        match &arguments.path {
            Some(path) if !path.exists() => {
                let path = path.display();
                output::say(&format!(
                    "no such file or folder, and no such command (see casebook --help): {path}"
                ));
                Err(ExitCode::from(ERROR))
            }
            Some(_) | None => Ok(arguments),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn clap_finds_nothing_wrong_with_the_arguments() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_path_named_like_a_command_is_told_apart() {
        let read = |words: &[&str]| Arguments::try_parse_from(words).unwrap();
        assert!(matches!(read(&["casebook", "text", "a.txt"]).command, Some(Headless::Text(_))));
        let path = read(&["casebook", "./text"]).path;
        assert_eq!(path, Some(PathBuf::from("./text")));
        assert!(read(&["casebook"]).path.is_none());
    }
}
