//! Pairs of incidents that may be one: close in date and in place, with equal figures, a party in
//! both, or a figure for one alone. A pair of which an analyst has said how the two stand to each
//! other is not proposed again.

use smol_str::{SmolStr, format_smolstr};

use super::{Finding, FindingKind, Scene, Subject};
use crate::analysis::place;
use crate::calendar::DateSpan;
use crate::model::{Incident, IncidentId, Outcome};

/// How many days may lie between two reports of one incident.
const DAYS_APART: u16 = 2;

/// Of one incident so many partners are named at most: more say that the figure is common, and
/// naming all would cost the square of their number.
const MAX_PARTNERS: usize = 5;

/// What incidents have in common that are compared with each other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Kin {
    /// So many killed.
    Killed(u64),
    /// The place, by its id or its words.
    Place(SmolStr),
}

/// By what an incident is compared with others; nothing where it has no date.
pub(super) fn kin(scene: Scene<'_>, incident: &Incident) -> Vec<Kin> {
    if incident.when.is_none() {
        return Vec::new();
    }
    let named = match &incident.place {
        Some(id) => format_smolstr!("at {id}"),
        None => place::words(&incident.place_text).join(" ").into(),
    };
    let place = (!named.is_empty()).then_some(Kin::Place(named));
    killed(scene, incident).map(Kin::Killed).into_iter().chain(place).collect()
}

fn killed(scene: Scene<'_>, incident: &Incident) -> Option<u64> {
    let killed = scene.derived.total(&incident.id, &Outcome::Killed)?;
    killed.best.filter(|n| !killed.incomplete && *n > 0)
}

/// Pairs among incidents that have this in common.
pub(super) fn among<'a>(
    scene: Scene<'a>,
    kin: &Kin,
    alike: impl Iterator<Item = &'a IncidentId>,
    found: &mut Vec<Finding>,
) {
    let alike = alike.filter_map(|id| scene.project.incidents.get(id));
    let dated = alike.filter_map(|incident| Some((incident.when.as_ref()?.span(), &**incident)));
    let mut incidents: Vec<_> = dated.collect();
    incidents.sort_by(|(a, x), (b, y)| (a.start, &x.id).cmp(&(b.start, &y.id)));
    for (nth, (span, a)) in incidents.iter().enumerate() {
        let later = incidents.iter().skip(nth + 1);
        let near = later
            .take_while(|(other, _)| span.overlaps_within(&DateSpan::day(other.start), DAYS_APART));
        let twins = near.filter_map(|(_, b)| {
            let why = reason(scene, kin, a, b)?;
            let told = scene.derived.links_of(&a.id).iter().any(|link| link.joins(&a.id, &b.id));
            (!told).then_some((b, why))
        });
        for (b, why) in twins.take(MAX_PARTNERS) {
            found.push(Finding {
                kind: FindingKind::SameIncident,
                message: format!("{} and {} are close in date and place, {why}", a.title, b.title),
                subject: Subject::Incident(a.id.clone()),
                also: vec![Subject::Incident(b.id.clone())],
            });
        }
    }
}

/// What speaks for two of one kin, close in date, being one.
fn reason(scene: Scene<'_>, kin: &Kin, a: &Incident, b: &Incident) -> Option<String> {
    match kin {
        Kin::Killed(killed) => {
            place::same(scene.project, a, b).then(|| format!("both with {killed} killed"))
        }
        Kin::Place(_) => {
            let (one, other) = (killed(scene, a), killed(scene, b));
            if one.is_some() && one == other {
                // These are found by their figures.
                return None;
            }
            let both = a.parties.iter().any(|p| b.parties.iter().any(|q| q.actor == p.actor));
            if both {
                return Some("with a party in both".to_owned());
            }
            (one.is_none() != other.is_none()).then(|| "one of them without a toll".to_owned())
        }
    }
}
