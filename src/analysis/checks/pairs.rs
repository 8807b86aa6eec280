//! Pairs of incidents that may be one: close in date and place, with equal figures.

use super::{Finding, FindingKind, Scene, Subject};
use crate::analysis::place;
use crate::calendar::DateSpan;
use crate::model::{Incident, IncidentId, Outcome};

/// How many days may lie between two reports of one incident.
const DAYS_APART: u16 = 2;

/// Of one incident so many partners are named at most: more say that the figure is common, and
/// naming all would cost the square of their number.
const MAX_PARTNERS: usize = 5;

/// The number of killed by which an incident is compared with others; none where it is not.
pub(super) fn killed(scene: Scene<'_>, incident: &Incident) -> Option<u64> {
    let killed = scene.derived.total(&incident.id, &Outcome::Killed)?;
    let known = killed.best.filter(|n| !killed.incomplete && *n > 0);
    known.filter(|_| incident.when.is_some())
}

/// Pairs among incidents with so many killed.
pub(super) fn among<'a>(
    scene: Scene<'a>,
    killed: u64,
    alike: impl Iterator<Item = &'a IncidentId>,
    found: &mut Vec<Finding>,
) {
    let alike = alike.filter_map(|id| scene.project.incidents.get(id));
    let dated = alike.filter_map(|incident| Some((incident.when.as_ref()?.span(), incident)));
    let mut incidents: Vec<_> = dated.collect();
    incidents.sort_by(|(a, x), (b, y)| (a.start, &x.id).cmp(&(b.start, &y.id)));
    for (nth, (span, a)) in incidents.iter().enumerate() {
        let later = incidents.iter().skip(nth + 1);
        let near = later
            .take_while(|(other, _)| span.overlaps_within(&DateSpan::day(other.start), DAYS_APART));
        let twins = near.filter(|(_, b)| place::same(scene.project, a, b));
        for (_, b) in twins.take(MAX_PARTNERS) {
            found.push(Finding {
                kind: FindingKind::SameIncident,
                message: format!(
                    "{} and {} are close in date and place, both with {killed} killed",
                    a.title, b.title
                ),
                subject: Subject::Incident(a.id.clone()),
                also: vec![Subject::Incident(b.id.clone())],
            });
        }
    }
}
