//! `casebook search`: everything that holds some words, without a window.

use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::output::Output;
use super::table::{Align, Table};
use super::{CliError, Command, Verdict, output, project};
use crate::model::Vocabulary as _;
use crate::search::query::{Filter, Has, Leaf, Query};
use crate::session::{Found, Session};

const AFTER_HELP: &str = "\
A query is made of
  words            ambush Tillaberi       (case and accents do not count: finds Tillabéri)
  phrases          \"at least 12\"
  beginnings       kidnap*
  patterns         /\\d+ (dead|killed)/    (regular expressions; accents count, case does not)
  AND OR NOT ( )   niger (ambush OR raid) NOT drill       (AND may be left out; -drill is NOT drill)
  fields           title: text: note: claim: incident: publisher: author: path: source: lang:
                   status:new,in-progress   date:2024-03..2024-05   outcome:killed
                   has:claims|incident|note|date|publisher|language|highlights|similar

Examples:
  casebook search articles '\"roadside bomb\" date:2024-03..'
  casebook search sahel.casebook 'status:new lang:fr tillaberi' --format jsonl

What is not understood in a query is told on standard error, and the rest is searched. An index
that the window has made of a folder is used where it is up to date; none is made.";

/// Find articles and incidents by words, phrases, patterns and conditions
///
/// Looks in titles, texts, quotes, claims, incidents and notes.
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct SearchArguments {
    /// Project, or folder of articles
    library: PathBuf,

    /// What to look for
    #[arg(required = true)]
    query: Vec<String>,

    /// How hits are written
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,

    /// At most this many articles
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// How hits are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// Aligned columns for people
    Table,
    /// One JSON object a line
    Jsonl,
}

/// An article, as a line of JSON.
#[derive(Serialize)]
struct ArticleLine<'a> {
    kind: &'static str,
    article: &'a str,
    folder: &'a str,
    path: &'a str,
    title: &'a str,
    publisher: &'a str,
    published: Option<String>,
    status: &'a str,
    claims: usize,
    /// How often the words stand in its text.
    hits: usize,
    snippet: String,
    /// Articles that are nearly the same have the same number here.
    #[serde(skip_serializing_if = "Option::is_none")]
    similar: Option<usize>,
}

/// An incident, as a line of JSON.
#[derive(Serialize)]
struct IncidentLine<'a> {
    kind: &'static str,
    incident: &'a str,
    title: &'a str,
    date: Option<String>,
}

impl Command for SearchArguments {
    fn run(&self, out: &mut Output) -> Result<Verdict, CliError> {
        let text = self.query.join(" ");
        let query = Query::read(&text, false);
        for problem in &query.problems {
            let place = text.get(problem.at.clone()).unwrap_or_default();
            output::say(&format!("note: in the query at “{place}”: {}", problem.what));
        }
        let mut session = project::look(&self.library)?;
        session.settle();
        project::tell(&mut session);
        session.look_up_indexes();
        let similar = |leaf: &&Leaf| matches!(leaf, Leaf::Filter(Filter::Has(Has::Similar)));
        if query.leaves().iter().any(similar) {
            session.compare_now();
        }
        let found = session.search_now(&text);
        match self.format {
            Format::Table => self.table(&session, &found, out)?,
            Format::Jsonl => self.lines(&session, &found, out)?,
        }
        Ok(Verdict::Fine)
    }
}

impl SearchArguments {
    fn shown<'a>(&self, found: &'a Found) -> impl Iterator<Item = usize> + use<'a> {
        0..found.hits().len().min(self.limit.unwrap_or(usize::MAX))
    }

    fn table(&self, session: &Session, found: &Found, out: &mut Output) -> Result<(), CliError> {
        let incidents = found.incidents().iter();
        let incidents: Vec<_> =
            incidents.filter_map(|id| session.project().incidents.get(id)).collect();
        if !incidents.is_empty() {
            let mut table = Table::new(&[("Date", Align::Left), ("Incident", Align::Left)]);
            for incident in incidents {
                let when = incident.when.as_ref().map(|when| when.span().display_iso());
                table.row([when.unwrap_or_default(), incident.title.clone()]);
            }
            table.write(out)?;
            writeln!(out)?;
        }
        let mut table = Table::new(&[
            ("Hits", Align::Right),
            ("Date", Align::Left),
            ("Publisher", Align::Left),
            ("Path", Align::Left),
            ("Words", Align::Left),
        ]);
        for nth in self.shown(found) {
            let (Some(row), Some(shown)) = (found.row(nth), found.show(nth, session.derived()))
            else {
                continue;
            };
            table.row([
                shown.places.len().to_string(),
                row.published_on().map(|day| day.to_string()).unwrap_or_default(),
                row.publisher.to_string(),
                row.path.to_string(),
                shown.snippet.text.clone(),
            ]);
        }
        if table.is_empty() {
            output::say(&"no article found");
        } else {
            table.write(out)?;
        }
        Ok(())
    }

    fn lines(&self, session: &Session, found: &Found, out: &mut Output) -> Result<(), CliError> {
        for id in found.incidents() {
            let Some(incident) = session.project().incidents.get(id) else { continue };
            let line = IncidentLine {
                kind: "incident",
                incident: id.as_str(),
                title: &incident.title,
                date: incident.when.as_ref().map(|when| when.span().display_iso()),
            };
            super::json::write_line(out, &line)?;
        }
        for nth in self.shown(found) {
            let (Some(row), Some(shown)) = (found.row(nth), found.show(nth, session.derived()))
            else {
                continue;
            };
            let line = ArticleLine {
                kind: "article",
                article: row.id.as_str(),
                folder: row.folder.as_str(),
                path: &row.path,
                title: &row.title,
                publisher: &row.publisher,
                published: row.published_on().map(|day| day.to_string()),
                status: row.status.id(),
                claims: row.claims,
                hits: shown.places.len(),
                snippet: shown.snippet.text.clone(),
                similar: session.likeness().group_of(&row.id),
            };
            super::json::write_line(out, &line)?;
        }
        Ok(())
    }
}
