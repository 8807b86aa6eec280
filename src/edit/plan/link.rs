//! Planning for links between incidents.
//!
//! *Invariants*: two incidents have one link at most; no incident is a part of one of its parts.

use std::collections::BTreeSet;

use super::CommandError;
use crate::edit::command::LinkIncidents;
use crate::edit::draft::Draft;
use crate::model::{Incident, IncidentId, IncidentLink, LinkId, LinkKind, Vocabulary as _};

pub(super) fn link(draft: &mut Draft<'_>, command: &LinkIncidents) -> Result<String, CommandError> {
    if command.a == command.b {
        return Err(CommandError::Circular("an incident cannot be linked to itself"));
    }
    let a = draft.get::<Incident>(&command.a)?;
    let b = draft.get::<Incident>(&command.b)?;
    // A link of the two that is there already is replaced.
    let ends = |l: &IncidentLink| (!l.joins(&a.id, &b.id)).then(|| (l.a.clone(), l.b.clone()));
    if command.kind == LinkKind::PartOf && is_below(draft, &b.id, &a.id, ends) {
        return Err(CommandError::Circular("an incident cannot be part of one of its parts"));
    }
    let id = match draft.now.link_between(&a.id, &b.id) {
        Some(link) => link.id.clone(),
        None => draft.free_id::<IncidentLink>(None, LinkId::fresh)?,
    };
    draft.put(IncidentLink {
        id,
        a: a.id.clone(),
        b: b.id.clone(),
        kind: command.kind.clone(),
        note: command.note.clone(),
        changed: draft.stamp.clone(),
        ..IncidentLink::default()
    });
    Ok(format!("{}: {} and {}", command.kind.label(), a.title, b.title))
}

pub(super) fn remove(draft: &mut Draft<'_>, id: &LinkId) -> Result<String, CommandError> {
    draft.get::<IncidentLink>(id)?;
    draft.remove::<IncidentLink>(id);
    Ok("Remove link".into())
}

/// What was decided of an incident that is merged into another holds of that one, but for what was
/// said of the two, for what is said of it already, and for what would make it a part of its parts.
pub(super) fn carry_over(draft: &mut Draft<'_>, from: &IncidentId, into: &IncidentId) {
    let onto = |id: &IncidentId| if id == from { into.clone() } else { id.clone() };
    let links: Vec<_> =
        draft.now.links.values().filter(|l| l.a == *from || l.b == *from).cloned().collect();
    for link in links {
        let (a, b) = (onto(&link.a), onto(&link.b));
        let told = draft.now.link_between(&a, &b).is_some_and(|other| other.id != link.id);
        let others = |l: &IncidentLink| (l.id != link.id).then(|| (onto(&l.a), onto(&l.b)));
        let circle = link.kind == LinkKind::PartOf && is_below(draft, &b, &a, others);
        if a != b && !told && !circle {
            draft.put(IncidentLink { a, b, changed: draft.stamp.clone(), ..(*link).clone() });
        }
    }
}

/// Removes the links of an incident.
pub(super) fn remove_all(draft: &mut Draft<'_>, incident: &IncidentId) {
    let links = draft.now.links.values().filter(|l| l.a == *incident || l.b == *incident);
    let links: Vec<LinkId> = links.map(|l| l.id.clone()).collect();
    for link in links {
        draft.remove::<IncidentLink>(&link);
    }
}

/// Whether an incident is a part, in any number of steps, of another. `ends` gives the part and the
/// whole of a link; none where it does not count.
fn is_below(
    draft: &Draft<'_>,
    part: &IncidentId,
    whole: &IncidentId,
    ends: impl Fn(&IncidentLink) -> Option<(IncidentId, IncidentId)>,
) -> bool {
    let links = draft.now.links.values().filter(|link| link.kind == LinkKind::PartOf);
    let links: Vec<_> = links.filter_map(|link| ends(link)).collect();
    let (mut seen, mut next) = (BTreeSet::new(), vec![part]);
    while let Some(at) = next.pop() {
        if at == whole {
            return true;
        }
        if seen.insert(at) {
            next.extend(links.iter().filter(|(part, _)| part == at).map(|(_, whole)| whole));
        }
    }
    false
}
