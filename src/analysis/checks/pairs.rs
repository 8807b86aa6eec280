//! Pairs of incidents that may be one: close in date and place, with equal figures.

use std::collections::HashMap;

use super::{Finding, FindingKind, Scene, Subject};
use crate::analysis::place;
use crate::calendar::DateSpan;
use crate::model::{Incident, Outcome};

/// How many days may lie between two reports of one incident.
const DAYS_APART: u16 = 2;

/// Of one incident so many partners are named at most: more say that the figure is common, and
/// naming all would cost the square of their number.
const MAX_PARTNERS: usize = 5;

pub(super) fn check(scene: Scene<'_>, found: &mut Vec<Finding>) {
    let mut alike: HashMap<u64, Vec<(DateSpan, &Incident)>> = HashMap::new();
    for incident in scene.project.incidents.values() {
        let killed = scene.derived.total(&incident.id, &Outcome::Killed);
        if let Some(killed) = killed.filter(|k| !k.incomplete).and_then(|k| k.best)
            && let Some(when) = &incident.when
            && killed > 0
        {
            alike.entry(killed).or_default().push((when.span(), incident));
        }
    }
    for (killed, mut incidents) in alike {
        incidents.sort_by(|(a, x), (b, y)| (a.start, &x.id).cmp(&(b.start, &y.id)));
        for (nth, (span, a)) in incidents.iter().enumerate() {
            let later = incidents.iter().skip(nth + 1);
            let near = later.take_while(|(other, _)| {
                span.overlaps_within(&DateSpan::day(other.start), DAYS_APART)
            });
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
}
