//! Planning for claims and their highlights.

use std::sync::Arc;

use super::{CommandError, find_words, put, registry};
use crate::calendar;
use crate::edit::command::{Assign, Mark, Quote, SetClaim};
use crate::edit::draft::Draft;
use crate::edit::fields::ClaimFields;
use crate::model::{
    Article, Claim, ClaimId, Highlight, HighlightId, Incident, Subset, Vocabulary as _,
};

pub(super) fn mark(draft: &mut Draft<'_>, command: &Mark) -> Result<String, CommandError> {
    let article = draft.article(&command.article)?;
    let text = draft.marked_text(&article)?;
    let range = find_words(&text, &command.words)?;
    let id = draft.free_id::<Claim>(command.claim.clone(), ClaimId::fresh)?;
    if let Some(incident) = &command.incident {
        draft.get::<Incident>(incident)?;
    }
    let highlight = draft
        .same_highlight(&article.id, range)
        .map_or_else(|| draft.highlight(&article, range), Ok)?;
    let mut claim = Claim {
        id,
        highlights: vec![highlight],
        incident: command.incident.clone(),
        changed: draft.stamp.clone(),
        ..Claim::default()
    };
    set_fields(draft, &mut claim, &command.fields, &article)?;
    let label = format!("Mark {}", describe(&claim));
    draft.put(claim);
    Ok(label)
}

pub(super) fn add_quote(draft: &mut Draft<'_>, command: &Quote) -> Result<String, CommandError> {
    let mut claim = (*draft.get::<Claim>(&command.claim)?).clone();
    let article = draft.article(&command.article)?;
    let text = draft.marked_text(&article)?;
    let range = find_words(&text, &command.words)?;
    let highlight = draft
        .same_highlight(&article.id, range)
        .map_or_else(|| draft.highlight(&article, range), Ok)?;
    if !claim.highlights.contains(&highlight) {
        claim.highlights.push(highlight);
        claim.changed = draft.stamp.clone();
        draft.put(claim);
    }
    Ok("Add words to claim".into())
}

pub(super) fn remove_highlight(
    draft: &mut Draft<'_>,
    id: &HighlightId,
) -> Result<String, CommandError> {
    draft.get::<Highlight>(id)?;
    let users: Vec<_> =
        draft.now.claims.values().filter(|c| c.highlights.contains(id)).cloned().collect();
    for claim in users {
        if claim.highlights.len() == 1 {
            return Err(CommandError::LastHighlight);
        }
        let mut claim = (*claim).clone();
        claim.highlights.retain(|h| h != id);
        claim.changed = draft.stamp.clone();
        draft.put(claim);
    }
    draft.release(std::slice::from_ref(id));
    Ok("Remove highlight".into())
}

pub(super) fn set(draft: &mut Draft<'_>, command: &SetClaim) -> Result<String, CommandError> {
    let mut claim = (*draft.get::<Claim>(&command.claim)?).clone();
    let article = article_of(draft, &claim)?;
    set_fields(draft, &mut claim, &command.fields, &article)?;
    claim.changed = draft.stamp.clone();
    let label = format!("Change {}", describe(&claim));
    draft.put(claim);
    Ok(label)
}

/// The article in which a claim was marked first.
fn article_of(draft: &Draft<'_>, claim: &Claim) -> Result<Arc<Article>, CommandError> {
    let first = claim.highlights.first().and_then(|id| draft.now.highlights.get(id));
    let first = first.ok_or_else(|| CommandError::Unknown(format!("highlight of {}", claim.id)))?;
    draft.get::<Article>(&first.article)
}

fn set_fields(
    draft: &mut Draft<'_>,
    claim: &mut Claim,
    fields: &ClaimFields,
    article: &Article,
) -> Result<(), CommandError> {
    put(&mut claim.outcome, fields.outcome.as_ref());
    put(&mut claim.category, fields.category.as_ref());
    put(&mut claim.side, fields.side.as_ref());
    put(&mut claim.verbatim, fields.verbatim.as_ref());
    put(&mut claim.modifier, fields.modifier.as_ref());
    put(&mut claim.scope, fields.scope.as_ref());
    put(&mut claim.review, fields.review.as_ref());
    put(&mut claim.note, fields.note.as_ref());
    if let Some(figure) = fields.figure {
        if !figure.is_ordered() {
            return Err(CommandError::Unordered(figure));
        }
        claim.figure = figure;
    }
    if let Some(victim) = &fields.victim {
        claim.victim = registry::actor_ref(draft, victim)?;
    }
    if let Some(source) = &fields.source {
        claim.source = registry::source_ref(draft, source)?;
    }
    if let Some(text) = &fields.claimed_at {
        let anchor = article.published_on();
        claim.claimed_at = match text.trim() {
            "" => None,
            text => Some(calendar::read(text, anchor)?.span.start),
        };
    }
    if let Some(earlier) = &fields.supersedes {
        for id in earlier {
            draft.get::<Claim>(id)?;
            if *id == claim.id {
                return Err(CommandError::Circular("a claim cannot supersede itself"));
            }
        }
        claim.supersedes.clone_from(earlier);
    }
    if let Some(subset) = &fields.subset {
        claim.subset = match &subset.of {
            Some(of) if !of.as_str().is_empty() => {
                draft.get::<Claim>(of)?;
                if *of == claim.id {
                    return Err(CommandError::Circular("a claim cannot be a part of itself"));
                }
                let kind = subset.kind.clone().unwrap_or_default();
                Some(Subset { kind, of: of.clone(), ..Subset::default() })
            }
            _ => None,
        };
    }
    Ok(())
}

pub(super) fn delete(draft: &mut Draft<'_>, id: &ClaimId) -> Result<String, CommandError> {
    let claim = draft.get::<Claim>(id)?;
    draft.remove::<Claim>(id);
    let is_part = |c: &Claim| c.subset.as_ref().is_some_and(|s| s.of == *id);
    let referring: Vec<_> = draft
        .now
        .claims
        .values()
        .filter(|c| c.supersedes.contains(id) || is_part(c))
        .cloned()
        .collect();
    for other in referring {
        let mut other = (*other).clone();
        other.supersedes.retain(|c| c != id);
        if is_part(&other) {
            other.subset = None;
        }
        draft.put(other);
    }
    draft.release(&claim.highlights);
    Ok(format!("Remove {}", describe(&claim)))
}

pub(super) fn assign(draft: &mut Draft<'_>, command: &Assign) -> Result<String, CommandError> {
    let title = match &command.incident {
        Some(id) => Some(draft.get::<Incident>(id)?.title.clone()),
        None => None,
    };
    for id in &command.claims {
        let mut claim = (*draft.get::<Claim>(id)?).clone();
        if claim.incident != command.incident {
            claim.incident.clone_from(&command.incident);
            claim.changed = draft.stamp.clone();
            draft.put(claim);
        }
    }
    Ok(title.map_or_else(
        || "Take claim out of its incident".into(),
        |title| format!("Assign to {title}"),
    ))
}

/// "23 killed", for the Undo menu.
fn describe(claim: &Claim) -> String {
    let outcome = claim.outcome.label().to_lowercase();
    match claim.figure.best.or(claim.figure.floor()) {
        Some(n) => format!("{n} {outcome}"),
        None => outcome,
    }
}
