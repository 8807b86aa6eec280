//! A bar of the chart, or the whole stack of a period, and what it is made of.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::number::{self, Bounds};
use crate::analysis::{By, CellAt, ChartData, GroupFigure, OTHER, Series, Total};
use crate::model::{ClaimId, IncidentId, Project, Vocabulary as _};
use crate::session::Session;
use crate::views::Drill;

/// A bar, or a stack.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Target {
    /// Index of the period.
    pub(super) period: usize,
    /// Index of the series; none for the whole stack.
    pub(super) series: Option<usize>,
}

/// An incident in a bar.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Part {
    /// Which.
    pub(super) incident: IncidentId,
    /// Its claims that the bar counts.
    pub(super) claims: Vec<ClaimId>,
    /// What it adds.
    pub(super) total: Total,
}

impl From<CellAt> for Target {
    fn from(at: CellAt) -> Self {
        Self { period: at.period, series: Some(at.series) }
    }
}

impl Target {
    /// The bar that the desk has opened, where this chart has it.
    pub(super) fn of(drill: &Drill, data: &ChartData) -> Option<Self> {
        let period = data.periods.iter().position(|p| p.start == drill.period)?;
        let key = drill.series.as_deref();
        let series = match key {
            Some(key) => Some(data.series.iter().position(|s| s.key == key)?),
            None => None,
        };
        Some(Self { period, series })
    }

    /// How the desk knows it.
    pub(super) fn drill(self, data: &ChartData) -> Option<Drill> {
        let period = data.periods.get(self.period)?.start;
        let series = self.series_in(data).map(|s| s.key.to_string());
        Some(Drill { period, series })
    }

    /// Where it is in the chart, for a single bar.
    pub(super) fn cell(self) -> Option<CellAt> {
        Some(CellAt { series: self.series?, period: self.period })
    }

    fn series_in(self, data: &ChartData) -> Option<&Series> {
        data.series.get(self.series?)
    }

    /// Its figure.
    pub(super) fn total(self, data: &ChartData) -> Total {
        match self.cell() {
            Some(at) => data.cell(at).map(|cell| cell.total),
            None => data.totals.get(self.period).copied(),
        }
        .unwrap_or_default()
    }

    /// The name of its period.
    pub(super) fn period_label(self, data: &ChartData) -> &str {
        data.labels.get(self.period).map_or("", String::as_str)
    }

    /// `2024-03 · Killed`.
    pub(super) fn heading(self, data: &ChartData) -> String {
        let period = self.period_label(data);
        match self.series_in(data) {
            Some(series) => format!("{period} · {}", series.label),
            None => period.to_owned(),
        }
    }

    /// What a screen reader says: `2024-03, Killed: 23 – 23 – 30, 1 incident`.
    pub(super) fn name(self, data: &ChartData) -> String {
        let total = self.total(data);
        let of = self.series_in(data).map(|s| format!(", {}", s.label)).unwrap_or_default();
        let figure = Bounds::of(&total).line();
        let incidents = number::so_many(self.incidents(data), "incident", "incidents");
        let flag = if total.incomplete { ", incomplete" } else { "" };
        format!("{}{of}: {figure}, {incidents}{flag}", self.period_label(data))
    }

    /// How many incidents it counts.
    pub(super) fn incidents(self, data: &ChartData) -> usize {
        self.claims(data).len()
    }

    /// Its incidents with their claims, in the order of the series.
    fn claims(self, data: &ChartData) -> Vec<(IncidentId, Vec<ClaimId>)> {
        let series = data.series.iter().enumerate();
        let mine = series.filter(|(nth, s)| self.series.map_or(!s.hidden, |own| own == *nth));
        let cells = mine.filter_map(|(_, s)| s.cells.get(self.period));
        let mut all: Vec<(IncidentId, Vec<ClaimId>)> = Vec::new();
        for (incident, claims) in cells.flat_map(|c| &c.incidents) {
            match all.iter_mut().find(|(id, _)| id == incident) {
                Some((_, known)) => {
                    known.extend(claims.iter().cloned());
                    known.sort();
                    known.dedup();
                }
                None => all.push((incident.clone(), claims.clone())),
            }
        }
        all
    }

    /// The only claim that it is made of; none where it is made of several.
    pub(super) fn only_claim(self, data: &ChartData) -> Option<ClaimId> {
        let incidents = self.claims(data);
        let all: BTreeSet<&ClaimId> = incidents.iter().flat_map(|(_, claims)| claims).collect();
        let first = all.first().map(|id| (*id).clone());
        first.filter(|_| all.len() == 1)
    }

    /// The only incident that it counts; none where it counts several.
    pub(super) fn only_incident(self, data: &ChartData) -> Option<IncidentId> {
        match self.claims(data).as_slice() {
            [(incident, _)] => Some(incident.clone()),
            _ => None,
        }
    }

    /// Its incidents with what each adds, the greatest first.
    pub(super) fn parts(self, session: &Session, data: &ChartData) -> Vec<Part> {
        let part = |(incident, claims): (IncidentId, Vec<ClaimId>)| {
            let figures = session.derived().figures(&incident).iter();
            let mine = figures.filter(|f| self.counts(data, f, &claims));
            let total = Total::of(mine);
            Part { incident, claims, total }
        };
        let mut parts: Vec<Part> = self.claims(data).into_iter().map(part).collect();
        parts.sort_by_key(|p| std::cmp::Reverse((p.total.best, p.total.at_least)));
        parts
    }

    /// Whether a figure of one of its incidents is in it. `claims` are those of that incident.
    fn counts(self, data: &ChartData, figure: &GroupFigure, claims: &[ClaimId]) -> bool {
        let spec = &data.spec;
        let of_kind = spec.by == By::Outcome || figure.group.outcome == spec.outcome;
        let of_war = spec.include_non_conflict || !figure.non_conflict;
        if !(of_kind && of_war && figure.has_number()) {
            return false;
        }
        let key: SmolStr = match spec.by {
            By::Outcome => figure.group.outcome.id().into(),
            By::Category => figure.group.category.id().into(),
            By::Side => figure.group.side.id().into(),
            // Who the victims were hangs on the claims, and a claim is in one group alone.
            By::Actor => return figure.support().all(|id| claims.contains(id)),
        };
        match self.series_in(data) {
            Some(series) if series.key == OTHER => !data.series.iter().any(|s| s.key == key),
            Some(series) => series.key == key,
            None => !data.series.iter().any(|s| s.key == key && s.hidden),
        }
    }
}

/// The title of an incident for people.
pub(super) fn title<'a>(project: &'a Project, incident: &IncidentId) -> &'a str {
    let title = project.incidents.get(incident).map_or("", |i| i.title.as_str());
    if title.is_empty() { "Untitled incident" } else { title }
}
