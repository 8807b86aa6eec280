//! Planning for sources, actors, places and the codebook.

use super::{CommandError, put};
use crate::edit::command::{DeleteRef, SetActor, SetCodebook, SetPlace, SetSource};
use crate::edit::draft::Draft;
use crate::edit::fields::Coordinates;
use crate::model::{
    Actor, ActorId, Codebook, CodebookNote, LexiconTerm, Place, PlaceId, PlaceProvenance, Source,
    SourceId, VagueTerm,
};

/// The actor of this id or name; one of that name is made where there is none.
pub(super) fn actor_ref(
    draft: &mut Draft<'_>,
    reference: &str,
) -> Result<Option<ActorId>, CommandError> {
    let reference = reference.trim();
    if reference.is_empty() {
        return Ok(None);
    }
    let by_id = ActorId::from(reference);
    if draft.now.actors.contains_key(&by_id) {
        return Ok(Some(by_id));
    }
    if let Some(actor) = draft.now.actor_named(reference) {
        return Ok(Some(actor.id.clone()));
    }
    let id = draft.free_id::<Actor>(None, ActorId::fresh)?;
    draft.put(Actor {
        id: id.clone(),
        name: reference.to_owned(),
        changed: draft.stamp.clone(),
        ..Actor::default()
    });
    Ok(Some(id))
}

/// The source of this id or name; one of that name is made where there is none.
pub(super) fn source_ref(
    draft: &mut Draft<'_>,
    reference: &str,
) -> Result<Option<SourceId>, CommandError> {
    let reference = reference.trim();
    if reference.is_empty() {
        return Ok(None);
    }
    let by_id = SourceId::from(reference);
    if draft.now.sources.contains_key(&by_id) {
        return Ok(Some(by_id));
    }
    if let Some(source) = draft.now.source_named(reference) {
        return Ok(Some(source.id.clone()));
    }
    let id = draft.free_id::<Source>(None, SourceId::fresh)?;
    draft.put(Source {
        id: id.clone(),
        name: reference.to_owned(),
        changed: draft.stamp.clone(),
        ..Source::default()
    });
    Ok(Some(id))
}

/// The place of this id or name; one of that name is made where there is none.
pub(super) fn place_ref(
    draft: &mut Draft<'_>,
    reference: &str,
) -> Result<Option<PlaceId>, CommandError> {
    let reference = reference.trim();
    if reference.is_empty() {
        return Ok(None);
    }
    let by_id = PlaceId::from(reference);
    if draft.now.places.contains_key(&by_id) {
        return Ok(Some(by_id));
    }
    if let Some(place) = draft.now.place_named(reference) {
        return Ok(Some(place.id.clone()));
    }
    let id = draft.free_id::<Place>(None, PlaceId::fresh)?;
    draft.put(Place {
        id: id.clone(),
        name: reference.to_owned(),
        provenance: PlaceProvenance::Analyst,
        changed: draft.stamp.clone(),
        ..Place::default()
    });
    Ok(Some(id))
}

/// A required name, or the one that is there already.
fn require_name(name: &mut String, wanted: Option<&String>) -> Result<(), CommandError> {
    put(name, wanted);
    if name.trim().is_empty() { Err(CommandError::Empty("the name")) } else { Ok(()) }
}

pub(super) fn set_source(
    draft: &mut Draft<'_>,
    command: &SetSource,
) -> Result<String, CommandError> {
    let fields = &command.fields;
    let named = fields.name.as_deref().and_then(|name| draft.now.source_named(name));
    let known = match (&command.source, named) {
        (Some(id), _) => draft.now.sources.get(id).cloned(),
        (None, named) => named.cloned(),
    };
    let mut source = match known {
        Some(source) => (*source).clone(),
        None => Source {
            id: draft.free_id::<Source>(command.source.clone(), SourceId::fresh)?,
            ..Source::default()
        },
    };
    require_name(&mut source.name, fields.name.as_ref())?;
    put(&mut source.kind, fields.kind.as_ref());
    put(&mut source.note, fields.note.as_ref());
    if fields.reliability.is_some() {
        source.reliability.clone_from(&fields.reliability);
    }
    if let Some(actor) = &fields.actor {
        source.actor = actor_ref(draft, actor)?;
    }
    source.changed = draft.stamp.clone();
    let label = format!("Set source {}", source.name);
    draft.put(source);
    Ok(label)
}

pub(super) fn set_actor(draft: &mut Draft<'_>, command: &SetActor) -> Result<String, CommandError> {
    let fields = &command.fields;
    let named = fields.name.as_deref().and_then(|name| draft.now.actor_named(name));
    let known = match (&command.actor, named) {
        (Some(id), _) => draft.now.actors.get(id).cloned(),
        (None, named) => named.cloned(),
    };
    let mut actor = match known {
        Some(actor) => (*actor).clone(),
        None => Actor {
            id: draft.free_id::<Actor>(command.actor.clone(), ActorId::fresh)?,
            ..Actor::default()
        },
    };
    require_name(&mut actor.name, fields.name.as_ref())?;
    put(&mut actor.aliases, fields.aliases.as_ref());
    put(&mut actor.kind, fields.kind.as_ref());
    put(&mut actor.country, fields.country.as_ref());
    put(&mut actor.note, fields.note.as_ref());
    if let Some(parent) = &fields.parent {
        let parent = actor_ref(draft, parent)?;
        if let Some(parent) = &parent
            && is_below(draft, parent, &actor.id)
        {
            return Err(CommandError::Circular("an actor cannot be part of itself"));
        }
        actor.parent = parent;
    }
    actor.changed = draft.stamp.clone();
    let label = format!("Set actor {}", actor.name);
    draft.put(actor);
    Ok(label)
}

/// Whether `actor` is `above` or a part of it.
pub(super) fn is_below(draft: &Draft<'_>, actor: &ActorId, above: &ActorId) -> bool {
    let mut at = Some(actor.clone());
    // As many steps as there are actors: a file may hold a circle.
    for _ in 0..=draft.now.actors.len() {
        match at {
            Some(id) if id == *above => return true,
            Some(id) => at = draft.now.actors.get(&id).and_then(|a| a.parent.clone()),
            None => return false,
        }
    }
    true
}

/// Gives a place its point, or none; another one than before is the analyst's and no gazetteer's any
/// more, though the place is still the gazetteer's of that number. Refuses coordinates off the globe.
pub(super) fn set_point(place: &mut Place, point: Option<(f64, f64)>) -> Result<(), CommandError> {
    if let Some((latitude, longitude)) = point
        && !((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude))
    {
        return Err(CommandError::Coordinates { latitude, longitude });
    }
    if place.coordinates() != point {
        place.provenance = PlaceProvenance::Analyst;
        place.licence.clear();
    }
    (place.latitude, place.longitude) = point.unzip();
    Ok(())
}

pub(super) fn set_place(draft: &mut Draft<'_>, command: &SetPlace) -> Result<String, CommandError> {
    let fields = &command.fields;
    // A name is looked for only where no id is given: a gazetteer brings thousands.
    let known = match &command.place {
        Some(id) => draft.now.places.get(id).cloned(),
        None => fields.name.as_deref().and_then(|name| draft.now.place_named(name)).cloned(),
    };
    let mut place = match known {
        Some(place) => (*place).clone(),
        None => Place {
            id: draft.free_id::<Place>(command.place.clone(), PlaceId::fresh)?,
            ..Place::default()
        },
    };
    require_name(&mut place.name, fields.name.as_ref())?;
    put(&mut place.aliases, fields.aliases.as_ref());
    put(&mut place.admin1, fields.admin1.as_ref());
    put(&mut place.admin2, fields.admin2.as_ref());
    put(&mut place.admin3, fields.admin3.as_ref());
    put(&mut place.country, fields.country.as_ref());
    if let Some(coordinates) = fields.coordinates {
        let point = match coordinates {
            Coordinates::At(latitude, longitude) => Some((latitude, longitude)),
            Coordinates::Cleared(_) => None,
        };
        set_point(&mut place, point)?;
    }
    put(&mut place.gazetteer, fields.gazetteer.as_ref());
    put(&mut place.provenance, fields.provenance.as_ref());
    put(&mut place.licence, fields.licence.as_ref());
    put(&mut place.note, fields.note.as_ref());
    place.changed = draft.stamp.clone();
    let label = format!("Set place {}", place.name);
    draft.put(place);
    Ok(label)
}

pub(super) fn delete(draft: &mut Draft<'_>, command: &DeleteRef) -> Result<String, CommandError> {
    let project = &draft.now;
    let (what, count) = match command {
        DeleteRef::Source(id) => {
            let source = draft.get::<Source>(id)?;
            let said = |c: &&std::sync::Arc<crate::model::Incident>| {
                c.responsibility.iter().any(|r| r.source.as_ref() == Some(id))
            };
            let claims = project.claims.values().filter(|c| c.source.as_ref() == Some(id)).count();
            (source.name.clone(), claims + project.incidents.values().filter(said).count())
        }
        DeleteRef::Actor(id) => {
            let actor = draft.get::<Actor>(id)?;
            let id = Some(id);
            let claims = project.claims.values().filter(|c| c.victim.as_ref() == id).count();
            let sources = project.sources.values().filter(|s| s.actor.as_ref() == id).count();
            let parts = project.actors.values().filter(|a| a.parent.as_ref() == id).count();
            let incidents = project.incidents.values().filter(|i| {
                i.parties.iter().any(|p| Some(&p.actor) == id)
                    || i.responsibility.iter().any(|r| r.actor.as_ref() == id)
            });
            (actor.name.clone(), claims + sources + parts + incidents.count())
        }
        DeleteRef::Place(id) => {
            let place = draft.get::<Place>(id)?;
            let there = project.incidents.values().filter(|i| i.place.as_ref() == Some(id));
            (place.name.clone(), there.count())
        }
    };
    if count > 0 {
        return Err(CommandError::InUse { what, count });
    }
    match command {
        DeleteRef::Source(id) => draft.remove::<Source>(id),
        DeleteRef::Actor(id) => draft.remove::<Actor>(id),
        DeleteRef::Place(id) => draft.remove::<Place>(id),
    }
    Ok(format!("Remove {what}"))
}

pub(super) fn set_codebook(draft: &mut Draft<'_>, command: &SetCodebook) -> String {
    let before = draft.now.codebook.clone();
    let codebook = draft.touch_codebook();
    put(&mut codebook.best_rule, command.best_rule.as_ref());
    put(&mut codebook.partisan, command.partisan.as_ref());
    put(&mut codebook.neutralised, command.neutralised.as_ref());
    put(&mut codebook.source_ranking, command.source_ranking.as_ref());
    for (field, chosen) in [
        ("best_rule", command.best_rule.is_some()),
        ("partisan", command.partisan.is_some()),
        ("neutralised", command.neutralised.is_some()),
    ] {
        if chosen {
            codebook.extra.forget(field);
        }
    }
    for term in command.vague.iter().flatten() {
        codebook.vague.retain(|known| known.word != term.word.as_str());
        codebook.vague.push(VagueTerm::from(term));
    }
    for term in command.lexicon.iter().flatten().map(LexiconTerm::from) {
        codebook.lexicon.retain(|known| known.words != term.words);
        if !term.kind.is_empty() {
            codebook.lexicon.push(term);
        }
    }
    if *codebook == *before && command.rules_off.is_none() {
        return "Change codebook".into();
    }
    // Words of the suggester change no figure either.
    let but_words = Codebook { lexicon: before.lexicon.clone(), ..codebook.clone() };
    if codebook.lexicon != before.lexicon && but_words == *before && command.rules_off.is_none() {
        return "Change words of the project".into();
    }
    if let Some(rules) = &command.rules_off {
        let only_rules = *codebook == *before;
        codebook.rules_off = sorted(rules);
        if only_rules {
            // What is proposed changes no figure: charts keep the version that they name.
            return "Change suggestion rules".into();
        }
    }
    // Versions are counted, so that a chart's footer names the rules that it was drawn by.
    let version = before.version.parse::<u64>().map_or(1, |n| n + 1).to_string();
    codebook.version = version.as_str().into();
    codebook.changelog.push(CodebookNote {
        version: version.into(),
        note: command.note.clone(),
        ..CodebookNote::default()
    });
    "Change codebook".into()
}

/// Names in order, each once.
fn sorted(names: &[smol_str::SmolStr]) -> Vec<smol_str::SmolStr> {
    let names: std::collections::BTreeSet<_> = names.iter().filter(|n| !n.is_empty()).collect();
    names.into_iter().cloned().collect()
}
