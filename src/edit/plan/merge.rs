//! Planning for merging sources, actors or places that are one.
//!
//! *Invariants*: afterwards nothing refers to what has gone, and nothing that referred to it is gone.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::CommandError;
use crate::edit::draft::Draft;
use crate::edit::merging::{Merge, Onto};
use crate::edit::transaction::Tabled;
use crate::model::{
    Actor, ActorId, ActorKind, Claim, Incident, Place, PlaceId, Source, SourceId, SourceKind,
};

const ITSELF: &str = "it cannot be merged into itself";

pub(super) fn merge(draft: &mut Draft<'_>, command: &Merge) -> Result<String, CommandError> {
    match command {
        Merge::Source(onto) => sources(draft, onto),
        Merge::Actor(onto) => actors(draft, onto),
        Merge::Place(onto) => places(draft, onto),
    }
}

/// The one that stays and those that go, each once.
fn found<T: Tabled>(
    draft: &Draft<'_>,
    onto: &Onto<T::Id>,
) -> Result<(T, Vec<Arc<T>>), CommandError> {
    let into = draft.get::<T>(&onto.into)?;
    let ids: BTreeSet<&T::Id> = onto.from.iter().collect();
    if ids.contains(&onto.into) {
        return Err(CommandError::Circular(ITSELF));
    }
    let from = ids.into_iter().map(|id| draft.get::<T>(id)).collect::<Result<Vec<_>, _>>()?;
    if from.is_empty() {
        return Err(CommandError::Empty("what is to be merged"));
    }
    Ok(((*into).clone(), from))
}

fn label(into: &str, mut gone: impl ExactSizeIterator<Item = String>) -> String {
    match (gone.len(), gone.next()) {
        (1, Some(only)) => format!("Merge {only} into {into}"),
        (count, _) => format!("Merge {count} others into {into}"),
    }
}

fn sources(draft: &mut Draft<'_>, onto: &Onto<SourceId>) -> Result<String, CommandError> {
    let (mut into, from) = found::<Source>(draft, onto)?;
    let gone = |id: &Option<SourceId>| id.as_ref().is_some_and(|id| onto.from.contains(id));
    each_claim(draft, |claim| {
        let hit = gone(&claim.source);
        if hit {
            claim.source = Some(onto.into.clone());
        }
        hit
    });
    each_incident(draft, |incident| {
        let mut hit = false;
        for said in incident.responsibility.iter_mut().filter(|said| gone(&said.source)) {
            said.source = Some(onto.into.clone());
            hit = true;
        }
        hit
    });
    for other in &from {
        if into.kind == SourceKind::Unknown {
            into.kind = other.kind.clone();
        }
        into.actor = into.actor.or_else(|| other.actor.clone());
        into.reliability = into.reliability.or_else(|| other.reliability.clone());
        join(&mut into.note, &other.note);
        draft.remove::<Source>(&other.id);
    }
    into.changed = draft.stamp.clone();
    let label = label(&into.name, from.iter().map(|other| other.name.clone()));
    draft.put(into);
    Ok(label)
}

fn actors(draft: &mut Draft<'_>, onto: &Onto<ActorId>) -> Result<String, CommandError> {
    let (mut into, from) = found::<Actor>(draft, onto)?;
    let gone = |id: &ActorId| onto.from.contains(id);
    let gone_one = |id: &Option<ActorId>| id.as_ref().is_some_and(gone);
    each_claim(draft, |claim| {
        let hit = gone_one(&claim.victim);
        if hit {
            claim.victim = Some(onto.into.clone());
        }
        hit
    });
    each_incident(draft, |incident| {
        let mut hit = false;
        for party in incident.parties.iter_mut().filter(|party| gone(&party.actor)) {
            party.actor = onto.into.clone();
            hit = true;
        }
        if hit {
            // On the same side it is one party.
            let mut seen = BTreeSet::new();
            incident.parties.retain(|p| seen.insert((p.actor.clone(), p.side.to_string())));
        }
        for said in incident.responsibility.iter_mut().filter(|said| gone_one(&said.actor)) {
            said.actor = Some(onto.into.clone());
            hit = true;
        }
        hit
    });
    let speakers: Vec<_> =
        draft.now.sources.values().filter(|s| gone_one(&s.actor)).cloned().collect();
    for source in speakers {
        let (actor, changed) = (Some(onto.into.clone()), draft.stamp.clone());
        draft.put(Source { actor, changed, ..(*source).clone() });
    }
    let parts: Vec<_> =
        draft.now.actors.values().filter(|a| gone_one(&a.parent)).cloned().collect();
    for part in parts.into_iter().filter(|part| part.id != into.id && !gone(&part.id)) {
        let (parent, changed) = (Some(onto.into.clone()), draft.stamp.clone());
        draft.put(Actor { parent, changed, ..(*part).clone() });
    }
    // Nor may it be below one that is now below it.
    let closes =
        |parent: &ActorId| gone(parent) || super::registry::is_below(draft, parent, &into.id);
    if into.parent.as_ref().is_some_and(closes) {
        into.parent = None;
    }
    for other in &from {
        if into.kind == ActorKind::default() {
            into.kind = other.kind.clone();
        }
        let parent = other.parent.clone().filter(|p| *p != into.id && !gone(p));
        if into.parent.is_none()
            && let Some(parent) = parent
            && !super::registry::is_below(draft, &parent, &into.id)
        {
            into.parent = Some(parent);
        }
        if into.country.is_empty() {
            into.country = other.country.clone();
        }
        other_names(&into.name, &mut into.aliases, &other.name, &other.aliases);
        join(&mut into.note, &other.note);
    }
    for other in &from {
        draft.remove::<Actor>(&other.id);
    }
    into.changed = draft.stamp.clone();
    let label = label(&into.name, from.iter().map(|other| other.name.clone()));
    draft.put(into);
    Ok(label)
}

fn places(draft: &mut Draft<'_>, onto: &Onto<PlaceId>) -> Result<String, CommandError> {
    let (mut into, from) = found::<Place>(draft, onto)?;
    each_incident(draft, |incident| {
        let hit = incident.place.as_ref().is_some_and(|id| onto.from.contains(id));
        if hit {
            incident.place = Some(onto.into.clone());
        }
        hit
    });
    for other in &from {
        if into.coordinates().is_none() && other.coordinates().is_some() {
            (into.latitude, into.longitude) = (other.latitude, other.longitude);
            into.gazetteer.clone_from(&other.gazetteer);
            into.provenance.clone_from(&other.provenance);
            into.licence.clone_from(&other.licence);
        }
        for (own, theirs) in [
            (&mut into.admin1, &other.admin1),
            (&mut into.admin2, &other.admin2),
            (&mut into.admin3, &other.admin3),
        ] {
            if own.is_empty() {
                own.clone_from(theirs);
            }
        }
        if into.country.is_empty() {
            into.country = other.country.clone();
        }
        other_names(&into.name, &mut into.aliases, &other.name, &other.aliases);
        join(&mut into.note, &other.note);
        draft.remove::<Place>(&other.id);
    }
    into.changed = draft.stamp.clone();
    let label = label(&into.name, from.iter().map(|other| other.name.clone()));
    draft.put(into);
    Ok(label)
}

/// Changes the claims of which it says that it has changed them.
fn each_claim(draft: &mut Draft<'_>, change: impl Fn(&mut Claim) -> bool) {
    let all: Vec<_> = draft.now.claims.values().cloned().collect();
    for claim in all {
        let mut claim = (*claim).clone();
        if change(&mut claim) {
            claim.changed = draft.stamp.clone();
            draft.put(claim);
        }
    }
}

/// Changes the incidents of which it says that it has changed them.
fn each_incident(draft: &mut Draft<'_>, change: impl Fn(&mut Incident) -> bool) {
    let all: Vec<_> = draft.now.incidents.values().cloned().collect();
    for incident in all {
        let mut incident = (*incident).clone();
        if change(&mut incident) {
            incident.changed = draft.stamp.clone();
            draft.put(incident);
        }
    }
}

/// Adds a name and its other names to those that are known.
fn other_names(own: &str, known: &mut Vec<String>, name: &str, others: &[String]) {
    for name in std::iter::once(name).chain(others.iter().map(String::as_str)) {
        let there = |other: &str| other.trim().to_lowercase() == name.trim().to_lowercase();
        if !name.trim().is_empty() && !there(own) && !known.iter().any(|k| there(k)) {
            known.push(name.to_owned());
        }
    }
}

/// Adds a note to another.
fn join(note: &mut String, other: &str) {
    if !other.trim().is_empty() && !note.contains(other.trim()) {
        if !note.is_empty() {
            note.push('\n');
        }
        note.push_str(other.trim());
    }
}
