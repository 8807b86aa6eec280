//! The two ways in which a command prints what it found.

use std::io::Write as _;

use clap::ValueEnum;
use serde::Serialize;

use super::CliError;
use super::output::Output;

/// How to print.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub(super) enum Format {
    /// Aligned columns for people
    #[default]
    Table,
    /// JSON for programs
    Json,
}

/// Prints a value as JSON, indented.
pub(super) fn print(out: &mut Output, value: &impl Serialize) -> Result<(), CliError> {
    let text = serde_json::to_string_pretty(value)?;
    writeln!(out, "{text}")?;
    Ok(())
}

/// Prints a value as JSON on a line of its own.
pub(super) fn write_line(out: &mut Output, value: &impl Serialize) -> Result<(), CliError> {
    let text = serde_json::to_string(value)?;
    writeln!(out, "{text}")?;
    Ok(())
}
