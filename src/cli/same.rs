//! `casebook same`: pairs of articles that may report the same incident.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::articles::Articles;
use super::output::Output;
use super::table::{Align, Table};
use super::{CliError, Command, Verdict};
use crate::suggest::{Signature, same_incident, suggest};

const AFTER_HELP: &str = "\
Examples:
  casebook same articles
  casebook same articles --format jsonl | jq 'select(.score > 0.7)'

A pair is proposed for the rare words that two articles share, and weighed by when both were
published and by the days, places and figures that they tell. Nothing is merged and nothing is
written. The score goes from 0.5, barely proposed, to 1.";

/// List pairs of articles that may report the same incident
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct SameArguments {
    /// Folder of articles, or project
    folder: PathBuf,

    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Listing,
}

/// The ways in which pairs are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Listing {
    /// Aligned columns for people
    #[default]
    Table,
    /// One JSON object a line for programs
    Jsonl,
}

/// A pair in JSON.
#[derive(Serialize)]
struct Line<'a> {
    a: &'a str,
    b: &'a str,
    score: f64,
    why: &'a [String],
}

impl Command for SameArguments {
    fn run(&self, out: &mut Output) -> Result<Verdict, CliError> {
        let read = Articles::at(&self.folder)?.each(|article, reading| {
            (article.path.clone(), Signature::of(reading, &suggest(reading)))
        });
        let (paths, signatures): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        let path = |n: usize| paths.get(n).map_or("", String::as_str);
        let mut table = Table::new(&[
            ("Score", Align::Right),
            ("Article", Align::Left),
            ("Article", Align::Left),
            ("Why", Align::Left),
        ]);
        for pair in same_incident(&signatures) {
            let (a, b) = (path(pair.a), path(pair.b));
            match self.format {
                Listing::Jsonl => {
                    let score = (pair.score * 1_000.0).round() / 1_000.0;
                    let line = Line { a, b, score, why: &pair.why };
                    writeln!(out, "{}", serde_json::to_string(&line)?)?;
                }
                Listing::Table => table.row([
                    format!("{:.2}", pair.score),
                    a.to_owned(),
                    b.to_owned(),
                    pair.why.join(", "),
                ]),
            }
        }
        if self.format == Listing::Table {
            table.write(out)?;
        }
        Ok(Verdict::Fine)
    }
}
