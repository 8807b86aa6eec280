//! Which incidents the footer speaks of: those that a chart does not draw, and those that it draws
//! at the middle of their dates.
//!
//! *Invariants*: as many as the footer counts, by the rules of `analysis`; a test compares them.

use crate::analysis::{By, ChartData, ChartSpec, GroupFigure, told_by_wholes};
use crate::model::{Grade, Incident, IncidentId};
use crate::session::Session;

/// Why an incident is mentioned below the chart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Left {
    /// It has no date.
    Undated,
    /// It has no figure of what the chart counts.
    Null,
    /// Its figures are those of an accident or disaster.
    NonConflict,
    /// It is part of another one that is drawn.
    Part,
    /// It is shown not to have happened.
    Discounted,
    /// It is too far from the first.
    OutOfRange,
    /// Its date is not known to the period.
    Imprecise,
}

impl Left {
    /// Heading of the list.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Undated => "Undated incidents",
            Self::Null => "Incidents without a figure",
            Self::NonConflict => "Not conflict-related",
            Self::Part => "Parts of other incidents",
            Self::Discounted => "Discounted incidents",
            Self::OutOfRange => "Out of range",
            Self::Imprecise => "At the middle of their dates",
        }
    }

    /// What it means, and what would change it.
    pub(super) fn explained(self) -> &'static str {
        match self {
            Self::Undated => "A date in the incident form puts them on the chart.",
            Self::Null => "No claim gives a number of what this chart counts.",
            Self::NonConflict => "Switch on Non-conflict to count them.",
            Self::Part => "The figure of the whole stands for them: see the link in the form.",
            Self::Discounted => "Graded as not having happened.",
            Self::OutOfRange => "Is the year right?",
            Self::Imprecise => "Their dates span more than one period.",
        }
    }
}

/// The incidents, by id.
pub(super) fn incidents(session: &Session, data: &ChartData, left: Left) -> Vec<IncidentId> {
    let all = session.project().incidents.values();
    let these = all.filter(|incident| reasons(session, data, incident).contains(&left));
    these.map(|incident| incident.id.clone()).collect()
}

fn reasons(session: &Session, data: &ChartData, incident: &Incident) -> Vec<Left> {
    let spec = &data.spec;
    if incident.grade == Grade::Discounted {
        return vec![Left::Discounted];
    }
    let Some(when) = &incident.when else { return vec![Left::Undated] };
    let figures = session.derived().figures(&incident.id).iter();
    let mut figures: Vec<&GroupFigure> = figures.filter(|f| counted(spec, f)).collect();
    let mut reasons = Vec::new();
    if !spec.include_non_conflict && figures.iter().any(|f| f.non_conflict) {
        reasons.push(Left::NonConflict);
        figures.retain(|f| !f.non_conflict);
        if figures.is_empty() {
            return reasons;
        }
    }
    if figures.is_empty() {
        return vec![Left::Null];
    }
    let told = told_by_wholes(session.project(), session.derived(), spec, &incident.id);
    if figures.iter().all(|figure| told.contains(&figure.group.outcome)) {
        return vec![Left::Part];
    }
    let period = spec.per.period_of(when.span().midpoint());
    if !(period.contains(when.start) && period.contains(when.end)) {
        reasons.push(Left::Imprecise);
    }
    if data.periods.last().is_some_and(|last| period > *last) {
        reasons.push(Left::OutOfRange);
    }
    reasons
}

fn counted(spec: &ChartSpec, figure: &GroupFigure) -> bool {
    let of_kind = spec.by == By::Outcome || figure.group.outcome == spec.outcome;
    of_kind && figure.has_number()
}
