//! `casebook suggest`: what the machine reads in articles, without accepting any of it.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::articles::{Article, Articles};
use super::output::Output;
use super::table::{Align, Table};
use super::{CliError, Command, Verdict};
use crate::model::Figure;
use crate::suggest::{ClaimSuggestion, Suggestions, suggest};

mod line;

const AFTER_HELP: &str = "\
Examples:
  casebook suggest articles
  casebook suggest teguey.txt --format jsonl | jq '.claims[].quote'

PATH is an article, a folder of articles, or a project, whose own actors and places are known then.
Nothing is accepted and nothing is written: suggestions are for an analyst to judge. As JSON lines,
one article a line, offsets count Unicode code points in what `casebook text` prints, ends are
exclusive, and an open bound is null.";

/// List the claims, dates, places and incidents that the program would suggest
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct SuggestArguments {
    /// Article, folder of articles, or project
    path: PathBuf,

    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Listing,
}

/// The ways in which suggestions are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
enum Listing {
    /// Aligned columns for people
    #[default]
    Table,
    /// One JSON object a line for programs
    Jsonl,
}

impl Command for SuggestArguments {
    fn run(&self, out: &mut Output) -> Result<Verdict, CliError> {
        let articles = Articles::at(&self.path)?;
        match self.format {
            Listing::Jsonl => {
                let lines = articles.each(|article, reading| {
                    serde_json::to_string(&line::Line::of(article, &suggest(reading)))
                });
                for line in lines {
                    writeln!(out, "{}", line?)?;
                }
            }
            Listing::Table => {
                let found = articles.each(|article, reading| rows(article, &suggest(reading)));
                table(found.into_iter().flatten()).write(out)?;
            }
        }
        Ok(Verdict::Fine)
    }
}

fn table(rows: impl Iterator<Item = [String; 8]>) -> Table {
    let mut table = Table::new(&[
        ("Article", Align::Left),
        ("Incident", Align::Left),
        ("Outcome", Align::Left),
        ("Victims", Align::Left),
        ("Low / best / high", Align::Right),
        ("Scope", Align::Left),
        ("Source", Align::Left),
        ("Words", Align::Left),
    ]);
    for row in rows {
        table.row(row);
    }
    table
}

/// One row a claim.
fn rows(article: &Article, found: &Suggestions) -> Vec<[String; 8]> {
    let row = |claim: &ClaimSuggestion| {
        let incident = claim.incident.and_then(|at| found.incidents.get(at));
        let source = claim.source.as_ref();
        [
            article.path.clone(),
            incident.map_or_else(|| "—".to_owned(), |incident| incident.title.clone()),
            claim.outcome.to_string(),
            claim.category.to_string(),
            figure(claim.figure),
            claim.scope.to_string(),
            source.map_or_else(|| "the article".to_owned(), |source| source.name.clone()),
            claim.range.slice(&article.text).unwrap_or_default().to_owned(),
        ]
    };
    found.claims.iter().map(row).collect()
}

fn figure(figure: Figure) -> String {
    if figure.is_empty() { "no number".to_owned() } else { figure.to_string() }
}
