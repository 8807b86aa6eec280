//! Parts and wholes: what happened as a part of a larger incident never counts beside it.

use std::collections::BTreeSet;

use super::{ChartSpec, charted};
use crate::analysis::derived::Derived;
use crate::model::{Grade, IncidentId, LinkKind, Outcome, Project};

/// The outcomes of which a chart takes the figures from a whole, so that its part tells none: those
/// for which an incident of which it is a part, in any number of steps, is drawn with a figure.
pub fn told_by_wholes(
    project: &Project,
    derived: &Derived,
    spec: &ChartSpec,
    part: &IncidentId,
) -> Vec<Outcome> {
    let drawn = |whole: &&IncidentId| {
        let incident = project.incidents.get(*whole);
        incident.is_some_and(|i| i.when.is_some() && i.grade != Grade::Discounted)
    };
    // No edit makes a circle, but a file may hold one: then none in it is a part of another.
    let wholes = reached(derived, part, Toward::Wholes).into_iter().filter(drawn);
    let wholes = wholes.filter(|whole| !reached(derived, whole, Toward::Wholes).contains(part));
    let figures = wholes.flat_map(|whole| derived.figures(whole));
    let counted = figures.filter(|figure| charted::counts(figure, spec));
    counted.map(|figure| figure.group.outcome.clone()).collect()
}

/// The parts of an incident, their parts, and so on.
pub(super) fn parts<'a>(derived: &'a Derived, whole: &'a IncidentId) -> BTreeSet<&'a IncidentId> {
    reached(derived, whole, Toward::Parts)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Toward {
    Wholes,
    Parts,
}

/// What the links lead to from an incident in one or more steps.
fn reached<'a>(
    derived: &'a Derived,
    from: &'a IncidentId,
    toward: Toward,
) -> BTreeSet<&'a IncidentId> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(at) = next.pop() {
        for link in derived.links_of(at).iter().filter(|link| link.kind == LinkKind::PartOf) {
            let (here, there) = match toward {
                Toward::Wholes => (&link.a, &link.b),
                Toward::Parts => (&link.b, &link.a),
            };
            if here == at && seen.insert(there) {
                next.push(there);
            }
        }
    }
    seen
}
