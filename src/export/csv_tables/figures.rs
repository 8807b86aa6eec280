//! `figures.csv`: one row for each group of victims of an incident, with the rule that gave its
//! figure and the claims that it is made of.

use super::{ExportError, File, Source, Table};
use crate::analysis::{GroupFigure, Total};
use crate::model::{ClaimId, Incident, Vocabulary as _};

const COLUMNS: &[&str] = &[
    "incident",
    "incident_title",
    "outcome",
    "side",
    "category",
    "low",
    "best",
    "high",
    "open_low",
    "open_high",
    // In the sums of incidents.csv, where other groups count some of these people too.
    "adds_low",
    "adds_best",
    "adds_high",
    "rule",
    "override_reason",
    "override_stale",
    "derived_low",
    "derived_best",
    "derived_high",
    "partisan_only",
    "approximate",
    "non_conflict",
    "claims",
    "claims_left_out",
];

pub(super) fn figures(source: Source<'_>) -> Result<File, ExportError> {
    let mut table = Table::new("figures.csv", COLUMNS.iter().copied())?;
    for incident in super::by_date(source.project) {
        for figure in source.derived.figures(&incident.id) {
            row(source, incident, figure, &mut table);
            table.end_row()?;
        }
    }
    table.finish()
}

fn row(source: Source<'_>, incident: &Incident, figure: &GroupFigure, table: &mut Table) {
    let by = figure.overridden.as_ref();
    let reason = by.and_then(|by| source.project.overrides.get(&by.id)).map(|by| &by.reason);
    let list =
        |ids: Vec<&ClaimId>| ids.into_iter().map(ClaimId::as_str).collect::<Vec<_>>().join(";");
    table.cell(incident.id.as_str());
    table.cell(&incident.title);
    table.cell(figure.group.outcome.id());
    table.cell(figure.group.side.id());
    table.cell(figure.group.category.id());
    table.maybe(figure.low);
    table.maybe(figure.best);
    table.maybe(figure.high);
    table.maybe(Some(figure.open_low));
    table.maybe(Some(figure.open_high));
    let adds = Total::of([figure]);
    table.maybe(adds.low);
    table.maybe(adds.known_best());
    table.maybe(adds.high);
    table.cell(if by.is_some() { "override" } else { figure.rule.id() });
    table.maybe(reason);
    table.maybe(by.map(|by| by.stale));
    table.maybe(figure.derived.low);
    table.maybe(figure.derived.best);
    table.maybe(figure.derived.high);
    table.maybe(Some(figure.partisan_only));
    table.maybe(Some(figure.approximate));
    table.maybe(Some(figure.non_conflict));
    table.cell(list(figure.claims.iter().collect()));
    table.cell(list(figure.left_out.iter().map(|(id, _)| id).collect()));
}
