//! A chart's numbers as a table: one row for each period and series that is switched on.

use super::table::Table;
use super::{ExportError, File};
use crate::analysis::ChartData;
use crate::model::ClaimId;

/// The numbers of a chart. An empty cell is unknown; an open high bound is empty and flagged.
/// Incidents and claims are ids joined by `;`.
pub fn chart_csv(data: &ChartData) -> Result<Vec<u8>, ExportError> {
    let columns = [
        "period",
        "period_start",
        "period_end",
        "series",
        "low",
        "best",
        "high",
        "open",
        "incomplete",
        "incidents",
        "claims",
    ];
    let mut table = Table::new("chart.csv", columns)?;
    for (nth, (period, label)) in data.periods.iter().zip(&data.labels).enumerate() {
        for series in data.shown() {
            let Some(cell) = series.cells.get(nth) else { continue };
            table.cell(label);
            table.maybe(Some(period.start));
            table.maybe(Some(period.end));
            table.cell(&series.label);
            table.maybe(cell.total.low);
            table.maybe(cell.total.known_best());
            table.maybe(cell.total.high);
            let filled = !cell.incidents.is_empty();
            table.maybe(filled.then_some(cell.total.open));
            table.maybe(filled.then_some(cell.total.incomplete));
            let incidents = cell.incidents.iter().map(|(id, _)| id.as_str());
            table.cell(incidents.collect::<Vec<_>>().join(";"));
            let claims = cell.incidents.iter().flat_map(|(_, claims)| claims);
            table.cell(claims.map(ClaimId::as_str).collect::<Vec<_>>().join(";"));
            table.end_row()?;
        }
    }
    let File { bytes, .. } = table.finish()?;
    Ok(bytes)
}
