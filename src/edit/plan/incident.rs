//! Planning for incidents, their evidence and their overrides.

use std::sync::Arc;

use super::{CommandError, find_words, link, place, put, registry};
use crate::calendar;
use crate::edit::command::{AddEvidence, MergeIncidents, NewIncident, SetIncident, SetOverride};
use crate::edit::draft::Draft;
use crate::edit::fields::IncidentFields;
use crate::model::{
    Claim, Evidence, EvidenceId, HighlightId, Incident, IncidentId, Override, OverrideId, Party,
    Responsibility, When,
};

pub(super) fn new(draft: &mut Draft<'_>, command: &NewIncident) -> Result<String, CommandError> {
    let id = draft.free_id::<Incident>(command.incident.clone(), IncidentId::fresh)?;
    let mut incident =
        Incident { id: id.clone(), changed: draft.stamp.clone(), ..Incident::default() };
    set_fields(draft, &mut incident, &command.fields)?;
    if incident.title.trim().is_empty() {
        incident.title = default_title(&incident);
    }
    let label = format!("New incident {}", incident.title);
    draft.put(incident);
    for claim in &command.claims {
        let claim = Claim {
            incident: Some(id.clone()),
            changed: draft.stamp.clone(),
            ..(*draft.get::<Claim>(claim)?).clone()
        };
        draft.put(claim);
    }
    Ok(label)
}

/// A name for an incident that was given none: its place and date.
fn default_title(incident: &Incident) -> String {
    let place = incident.place_text.trim();
    let date = incident.when.as_ref().map(|w| w.span().display_iso());
    match (place.is_empty(), date) {
        (false, Some(date)) => format!("{place}, {date}"),
        (false, None) => place.to_owned(),
        (true, Some(date)) => format!("Incident of {date}"),
        (true, None) => "New incident".to_owned(),
    }
}

pub(super) fn set(draft: &mut Draft<'_>, command: &SetIncident) -> Result<String, CommandError> {
    let mut incident = (*draft.get::<Incident>(&command.incident)?).clone();
    let before = highlights_of(&incident);
    set_fields(draft, &mut incident, &command.fields)?;
    incident.changed = draft.stamp.clone();
    let label = format!("Change incident {}", incident.title);
    draft.put(incident);
    draft.release(&before);
    Ok(label)
}

/// The highlights that an incident refers to by itself.
fn highlights_of(incident: &Incident) -> Vec<HighlightId> {
    let when = incident.when.iter().filter_map(|w| w.highlight.clone());
    let said = incident.responsibility.iter().filter_map(|r| r.highlight.clone());
    when.chain(said).collect()
}

fn set_fields(
    draft: &mut Draft<'_>,
    incident: &mut Incident,
    fields: &IncidentFields,
) -> Result<(), CommandError> {
    if fields.title.as_ref().is_some_and(|title| title.trim().is_empty()) {
        return Err(CommandError::Empty("the title of an incident"));
    }
    put(&mut incident.title, fields.title.as_ref());
    place::set_words(draft, incident, fields);
    put(&mut incident.geo_precision, fields.geo_precision.as_ref());
    put(&mut incident.event_type, fields.event_type.as_ref());
    put(&mut incident.sub_event_type, fields.sub_event_type.as_ref());
    put(&mut incident.modes, fields.modes.as_ref());
    put(&mut incident.grade, fields.grade.as_ref());
    put(&mut incident.status, fields.status.as_ref());
    put(&mut incident.note, fields.note.as_ref());
    if let Some(expression) = &fields.date {
        incident.when = when(draft, expression.trim(), fields.date_article.as_deref())?;
    }
    place::set(draft, incident, fields)?;
    if let Some(parties) = &fields.parties {
        incident.parties.clear();
        for party in parties {
            let Some(actor) = registry::actor_ref(draft, &party.actor)? else {
                return Err(CommandError::Empty("the actor of a party"));
            };
            incident.parties.push(Party {
                actor,
                side: party.side.clone(),
                role: party.role.clone(),
                ..Party::default()
            });
        }
    }
    if let Some(said) = &fields.responsibility {
        incident.responsibility.clear();
        for one in said {
            let actor = registry::actor_ref(draft, &one.actor)?;
            let source = registry::source_ref(draft, &one.source)?;
            incident.responsibility.push(Responsibility {
                actor,
                stance: one.stance.clone(),
                source,
                ..Responsibility::default()
            });
        }
    }
    Ok(())
}

fn when(
    draft: &Draft<'_>,
    expression: &str,
    article: Option<&str>,
) -> Result<Option<When>, CommandError> {
    if expression.is_empty() {
        return Ok(None);
    }
    let anchor = match article {
        Some(reference) => draft.article(reference)?.published_on(),
        None => None,
    };
    let reading = calendar::read(expression, anchor)?;
    Ok(Some(When {
        start: reading.span.start,
        end: reading.span.end,
        precision: reading.span.precision,
        expression: expression.to_owned(),
        rule: reading.arithmetic,
        ..When::default()
    }))
}

pub(super) fn merge(
    draft: &mut Draft<'_>,
    command: &MergeIncidents,
) -> Result<String, CommandError> {
    if command.from == command.into {
        return Err(CommandError::Circular("an incident cannot be merged into itself"));
    }
    let from = draft.get::<Incident>(&command.from)?;
    let into = draft.get::<Incident>(&command.into)?;
    for claim in of_incident(draft.now.claims.values(), |c| c.incident.as_ref(), &from.id) {
        let incident = Some(into.id.clone());
        draft.put(Claim { incident, changed: draft.stamp.clone(), ..(*claim).clone() });
    }
    for evidence in of_incident(draft.now.evidence.values(), |e| Some(&e.incident), &from.id) {
        let incident = into.id.clone();
        draft.put(Evidence { incident, changed: draft.stamp.clone(), ..(*evidence).clone() });
    }
    link::carry_over(draft, &from.id, &into.id);
    // Its overrides answer a question about other claims: they go with it.
    remove_with_dependants(draft, &from);
    Ok(format!("Merge {} into {}", from.title, into.title))
}

pub(super) fn delete(draft: &mut Draft<'_>, id: &IncidentId) -> Result<String, CommandError> {
    let incident = draft.get::<Incident>(id)?;
    for claim in of_incident(draft.now.claims.values(), |c| c.incident.as_ref(), id) {
        draft.put(Claim { incident: None, changed: draft.stamp.clone(), ..(*claim).clone() });
    }
    remove_with_dependants(draft, &incident);
    Ok(format!("Remove incident {}", incident.title))
}

fn remove_with_dependants(draft: &mut Draft<'_>, incident: &Incident) {
    let mut loose = highlights_of(incident);
    for evidence in of_incident(draft.now.evidence.values(), |e| Some(&e.incident), &incident.id) {
        loose.extend(evidence.highlight.clone());
        draft.remove::<Evidence>(&evidence.id);
    }
    for figure in of_incident(draft.now.overrides.values(), |o| Some(&o.incident), &incident.id) {
        draft.remove::<Override>(&figure.id);
    }
    link::remove_all(draft, &incident.id);
    draft.remove::<Incident>(&incident.id);
    draft.release(&loose);
}

/// The rows of a table that belong to an incident.
fn of_incident<'a, T: 'a>(
    rows: impl Iterator<Item = &'a Arc<T>>,
    incident: impl Fn(&T) -> Option<&IncidentId>,
    id: &IncidentId,
) -> Vec<Arc<T>> {
    rows.filter(|row| incident(row) == Some(id)).cloned().collect()
}

pub(super) fn add_evidence(
    draft: &mut Draft<'_>,
    command: &AddEvidence,
) -> Result<String, CommandError> {
    let incident = draft.get::<Incident>(&command.incident)?;
    let article = draft.article(&command.article)?;
    let id = draft.free_id::<Evidence>(command.evidence.clone(), EvidenceId::fresh)?;
    let highlight = match &command.words {
        Some(words) => {
            let text = draft.marked_text(&article)?;
            let range = find_words(&text, words)?;
            Some(draft.highlight(&article, range)?)
        }
        None => {
            if !draft.now.articles.contains_key(&article.id) {
                draft.put((*article).clone());
            }
            None
        }
    };
    draft.put(Evidence {
        id,
        incident: incident.id.clone(),
        article: article.id.clone(),
        highlight,
        kind: command.kind.clone(),
        note: command.note.clone(),
        changed: draft.stamp.clone(),
        ..Evidence::default()
    });
    Ok(format!("Add evidence for {}", incident.title))
}

pub(super) fn remove_evidence(
    draft: &mut Draft<'_>,
    id: &EvidenceId,
) -> Result<String, CommandError> {
    let evidence = draft.get::<Evidence>(id)?;
    draft.remove::<Evidence>(id);
    draft.release(evidence.highlight.as_slice());
    Ok("Remove evidence".into())
}

pub(super) fn set_override(
    draft: &mut Draft<'_>,
    command: &SetOverride,
) -> Result<String, CommandError> {
    let incident = draft.get::<Incident>(&command.incident)?;
    if command.reason.trim().is_empty() {
        return Err(CommandError::Empty("the reason for an override"));
    }
    if !command.figure.is_ordered() {
        return Err(CommandError::Unordered(command.figure));
    }
    let same = |o: &&Arc<Override>| {
        o.incident == command.incident
            && o.outcome == command.outcome
            && o.side == command.side
            && o.category == command.category
    };
    let known = draft.now.overrides.values().find(same).map(|o| o.id.clone());
    let id = match known {
        Some(id) => id,
        None => draft.free_id::<Override>(None, OverrideId::fresh)?,
    };
    let claims = command.claims.clone().unwrap_or_default();
    let claims_hash = draft.now.claims_digest(&claims);
    draft.put(Override {
        id,
        incident: command.incident.clone(),
        outcome: command.outcome.clone(),
        side: command.side.clone(),
        category: command.category.clone(),
        figure: command.figure,
        reason: command.reason.clone(),
        derived: command.derived.unwrap_or_default(),
        claims,
        claims_hash,
        changed: draft.stamp.clone(),
        ..Override::default()
    });
    Ok(format!("Override a figure of {}", incident.title))
}

pub(super) fn remove_override(
    draft: &mut Draft<'_>,
    id: &OverrideId,
) -> Result<String, CommandError> {
    draft.get::<Override>(id)?;
    draft.remove::<Override>(id);
    Ok("Remove override".into())
}
