//! `casebook show`: the incidents of a project with their derived figures.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::json::{self, Format};
use super::output::Output;
use super::table::{Align, Table};
use super::{CliError, Command, Verdict, project};
use crate::analysis::GroupFigure;
use crate::calendar::Precision;
use crate::model::{BestRule, When};
use crate::model::{
    Category, Claim, ClaimId, Figure, Incident, IncidentId, Outcome, Project, Side,
};
use crate::session::Session;

const AFTER_HELP: &str = "\
Examples:
  casebook show sahel.casebook
  casebook show sahel.casebook --format json | jq '.incidents[].title'

Figures are low – best – high by the codebook's rule; 73+ is an open high bound, — is not known.
In JSON an open or unknown bound is null, and a group of victims that no claim speaks of is absent.";

/// List the incidents of a project with their figures
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct ShowArguments {
    /// The project
    project: PathBuf,

    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Command for ShowArguments {
    fn run(&self, out: &mut Output) -> Result<Verdict, CliError> {
        let session = project::look(&self.project)?;
        let incidents = in_order(session.project());
        match self.format {
            Format::Table => table(&session, &incidents).write(out)?,
            Format::Json => {
                let incidents = incidents.iter().map(|i| IncidentOut::of(&session, i)).collect();
                json::print(out, &Shown { incidents })?;
            }
        }
        Ok(Verdict::Fine)
    }
}

/// By date, the undated last.
fn in_order(project: &Project) -> Vec<&Incident> {
    let mut incidents: Vec<&Incident> = project.incidents.values().map(|i| &**i).collect();
    let key = |i: &Incident| (i.when.is_none(), i.when.as_ref().map(|w| (w.start, w.end)));
    incidents.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id)));
    incidents
}

#[derive(Serialize)]
struct Shown<'a> {
    incidents: Vec<IncidentOut<'a>>,
}

#[derive(Serialize)]
struct IncidentOut<'a> {
    id: &'a IncidentId,
    title: &'a str,
    date_start: Option<Date>,
    date_end: Option<Date>,
    date_precision: Option<Precision>,
    place: Option<&'a str>,
    figures: Vec<FigureOut<'a>>,
    country: Option<&'a str>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the JSON")]
struct FigureOut<'a> {
    outcome: &'a Outcome,
    side: &'a Side,
    category: &'a Category,
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
    open_low: bool,
    open_high: bool,
    rule: BestRule,
    /// All that say it: those that count and those of the same origin that repeat them.
    claims: Vec<&'a ClaimId>,
    /// Those that count.
    counted: &'a [ClaimId],
    high_only: &'a [ClaimId],
    at_least: Option<u64>,
    partisan_only: bool,
    approximate: bool,
    non_conflict: bool,
    overridden: bool,
    override_reason: Option<&'a str>,
    override_stale: bool,
    derived: Figure,
}

impl<'a> IncidentOut<'a> {
    fn of(session: &'a Session, incident: &'a Incident) -> Self {
        let project = session.project();
        let when = incident.when.as_ref();
        let place = incident.place.as_ref().and_then(|id| project.places.get(id));
        let coordinates = place.and_then(|p| p.coordinates());
        let figures = session.derived().figures(&incident.id).iter();
        Self {
            id: &incident.id,
            title: &incident.title,
            date_start: when.map(|w| w.start),
            date_end: when.map(|w| w.end),
            date_precision: when.map(|w| w.precision),
            place: place_name(project, incident),
            figures: figures.map(|figure| FigureOut::of(project, figure)).collect(),
            country: place.map(|p| p.country.as_str()).filter(|c| !c.is_empty()),
            latitude: coordinates.map(|(latitude, _)| latitude),
            longitude: coordinates.map(|(_, longitude)| longitude),
        }
    }
}

impl<'a> FigureOut<'a> {
    fn of(project: &'a Project, figure: &'a GroupFigure) -> Self {
        Self {
            outcome: &figure.group.outcome,
            side: &figure.group.side,
            category: &figure.group.category,
            low: figure.low,
            best: figure.best,
            high: figure.high,
            open_low: figure.open_low,
            open_high: figure.open_high,
            rule: figure.rule,
            claims: figure.support().collect(),
            counted: &figure.claims,
            high_only: &figure.high_only,
            at_least: figure.at_least,
            partisan_only: figure.partisan_only,
            approximate: figure.approximate,
            non_conflict: figure.non_conflict,
            overridden: figure.overridden.is_some(),
            override_reason: override_reason(project, figure),
            override_stale: figure.overridden.as_ref().is_some_and(|o| o.stale),
            derived: figure.derived,
        }
    }
}

fn override_reason<'a>(project: &'a Project, figure: &GroupFigure) -> Option<&'a str> {
    let id = &figure.overridden.as_ref()?.id;
    project.overrides.get(id).map(|o| o.reason.as_str())
}

/// The place's name in the registry, else as the articles word it.
fn place_name<'a>(project: &'a Project, incident: &'a Incident) -> Option<&'a str> {
    let known = incident.place.as_ref().and_then(|id| project.places.get(id));
    let name = known.map_or(incident.place_text.as_str(), |place| place.name.as_str());
    Some(name).filter(|name| !name.is_empty())
}

fn table(session: &Session, incidents: &[&Incident]) -> Table {
    let mut table = Table::new(&[
        ("Date", Align::Left),
        ("Incident", Align::Left),
        ("Place", Align::Left),
        ("Outcome", Align::Left),
        ("Victims", Align::Left),
        ("Side", Align::Left),
        ("Low – best – high", Align::Right),
        ("Claims", Align::Right),
        ("Remarks", Align::Left),
    ]);
    let dash = || "—".to_owned();
    let project = session.project();
    for incident in incidents {
        let date = incident.when.as_ref().map(When::span).map(|span| span.display_iso());
        let place = place_name(project, incident).map_or_else(dash, str::to_owned);
        let mut head =
            [date.unwrap_or_else(|| "undated".to_owned()), incident.title.clone(), place];
        let figures = session.derived().figures(&incident.id);
        if figures.is_empty() {
            let remark = match session.derived().claims_of(&incident.id) {
                [] => "no claims",
                _ => "no claim counts",
            };
            let figure = [dash(), dash(), dash(), dash(), "0".to_owned(), remark.to_owned()];
            table.row(head.into_iter().chain(figure));
            continue;
        }
        for figure in figures {
            let group = &figure.group;
            let cells = [
                group.outcome.to_string(),
                group.category.to_string(),
                group.side.to_string(),
                figure.display(),
                figure.support().count().to_string(),
                remarks(project, figure),
            ];
            table.row(head.into_iter().chain(cells));
            head = std::array::from_fn(|_| String::new());
        }
    }
    table
}

/// What one should know of a figure beside its numbers.
fn remarks(project: &Project, figure: &GroupFigure) -> String {
    let mut remarks = Vec::new();
    if let Some(overridden) = &figure.overridden {
        let stale = if overridden.stale { "stale override" } else { "override" };
        let reason = override_reason(project, figure).unwrap_or_default();
        remarks.push(format!("{stale}: {reason}"));
    }
    if figure.partisan_only {
        remarks.push("only a belligerent says so".to_owned());
    } else if !figure.high_only.is_empty() {
        remarks.push(format!("high bound by {}", sayers(project, &figure.high_only)));
    }
    if figure.approximate {
        remarks.push("approximate".to_owned());
    }
    if figure.non_conflict {
        remarks.push("not conflict-related".to_owned());
    }
    remarks.join("; ")
}

/// The sources of these claims.
fn sayers(project: &Project, claims: &[ClaimId]) -> String {
    let source = |claim: &Claim| {
        let known = claim.source.as_ref().and_then(|id| project.sources.get(id));
        known.map_or_else(|| "the article".to_owned(), |source| source.name.clone())
    };
    let mut names: Vec<String> =
        claims.iter().filter_map(|id| project.claims.get(id)).map(|claim| source(claim)).collect();
    names.sort();
    names.dedup();
    names.join(", ")
}
