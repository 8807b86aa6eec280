//! `casebook check`: what looks wrong or unfinished, quotes that articles no longer hold included.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use super::json::{self, Format};
use super::output::{self, Output};
use super::table::{Align, Table};
use super::{CliError, Command, Verdict, project};
use crate::analysis::{Finding, Severity, Subject};
use crate::corpus::FolderState;
use crate::session::{RowState, Session};

const AFTER_HELP: &str = "\
Examples:
  casebook check sahel.casebook
  casebook check sahel.casebook --format json | jq '.findings[] | select(.severity == \"error\")'

Reads the articles in the project's folders too and looks for every marked quote in them.
Exit code 1 where there is an error or a warning, 0 where there are notes at most, 2 where the
project could not be checked.";

/// List what looks wrong or unfinished in a project
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct CheckArguments {
    /// The project
    project: PathBuf,

    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Serialize)]
struct Checked<'a> {
    findings: Vec<FindingOut<'a>>,
    errors: usize,
    warnings: usize,
    notes: usize,
}

#[derive(Serialize)]
struct FindingOut<'a> {
    severity: &'static str,
    kind: &'static str,
    message: &'a str,
    subject: SubjectOut<'a>,
    also: Vec<SubjectOut<'a>>,
}

#[derive(Serialize)]
struct SubjectOut<'a> {
    kind: &'static str,
    id: &'a str,
}

impl<'a> From<&'a Subject> for SubjectOut<'a> {
    fn from(subject: &'a Subject) -> Self {
        Self { kind: subject.kind(), id: subject.id() }
    }
}

impl Command for CheckArguments {
    fn run(&self, out: &mut Output) -> Result<Verdict, CliError> {
        let mut session = project::look(&self.project)?;
        session.settle();
        project::tell(&mut session);
        tell_unverified(&session);
        let findings = session.findings();
        let count = |severity| findings.iter().filter(|f| f.kind.severity() == severity).count();
        let (errors, warnings, notes) =
            (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
        match self.format {
            Format::Table => {
                let table = table(findings);
                if !table.is_empty() {
                    table.write(out)?;
                    writeln!(out)?;
                }
                writeln!(out, "errors: {errors}, warnings: {warnings}, notes: {notes}")?;
            }
            Format::Json => {
                let findings = findings.iter().map(|f| FindingOut::of(f)).collect();
                json::print(out, &Checked { findings, errors, warnings, notes })?;
            }
        }
        Ok(if errors + warnings > 0 { Verdict::Findings } else { Verdict::Fine })
    }
}

impl<'a> FindingOut<'a> {
    fn of(finding: &'a Finding) -> Self {
        Self {
            severity: finding.kind.severity().label(),
            kind: finding.kind.id(),
            message: &finding.message,
            subject: (&finding.subject).into(),
            also: finding.also.iter().map(Into::into).collect(),
        }
    }
}

fn table(findings: &[Arc<Finding>]) -> Table {
    let mut table = Table::new(&[
        ("Severity", Align::Left),
        ("Finding", Align::Left),
        ("About", Align::Left),
        ("Message", Align::Left),
    ]);
    for finding in findings {
        table.row([
            finding.kind.severity().label().to_owned(),
            finding.kind.label().to_owned(),
            format!("{} {}", finding.subject.kind(), finding.subject.id()),
            finding.message.clone(),
        ]);
    }
    table
}

/// Says which articles could not be compared with their files: no finding, for the project keeps
/// the texts that it was coded on, but nobody should think that they were looked at.
fn tell_unverified(session: &Session) {
    for folder in session.library().folders() {
        let why = match &folder.state {
            FolderState::Missing(_) => "is missing".to_owned(),
            FolderState::Failed(why) => format!("cannot be listed ({why})"),
            FolderState::Listing
            | FolderState::Reading
            | FolderState::Ready
            | FolderState::Stopped => continue,
        };
        let (id, root) = (&folder.id, folder.root.display());
        let text = format!("note: the folder “{id}” {why}, its quotes are not verified: {root}");
        output::say(&text);
    }
    let folder_is_there = |id| {
        let state = session.library().folder(id).map(|f| &f.state);
        matches!(state, Some(FolderState::Ready))
    };
    for row in session.rows().iter().filter(|row| row.claims > 0 && folder_is_there(&row.folder)) {
        let why = match &row.state {
            RowState::Missing { .. } => "is missing".to_owned(),
            RowState::Unreadable(why) => format!("cannot be read ({why})"),
            RowState::Ready | RowState::Changed => continue,
        };
        let (folder, path) = (&row.folder, &row.path);
        output::say(&format!("note: the file {why}, its quotes are not verified: {folder}/{path}"));
    }
}
