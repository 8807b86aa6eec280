//! Planning for decisions on suggestions.

use super::{CommandError, find_words};
use crate::edit::command::Decide;
use crate::edit::draft::Draft;
use crate::model::{
    Article, Claim, CodingStatus, Decision, DecisionId, Judgement, Outcome, Vocabulary as _,
};
use crate::text::{TextAnchor, TextRange};

pub(super) fn decide(draft: &mut Draft<'_>, command: &Decide) -> Result<String, CommandError> {
    let article = draft.article(&command.article)?;
    let text = draft.marked_text(&article)?;
    let range = find_words(&text, &command.words)?;
    if let Some(claim) = &command.claim {
        draft.get::<Claim>(claim)?;
    }
    let id = match standing(draft, &article, range, &command.outcome) {
        Some(id) => id,
        None => draft.free_id::<Decision>(None, DecisionId::fresh)?,
    };
    let mut decision = Decision {
        id,
        article: article.id.clone(),
        outcome: command.outcome.clone(),
        judgement: command.judgement.clone(),
        rule: command.rule.clone(),
        claim: command.claim.clone(),
        changed: draft.stamp.clone(),
        ..Decision::default()
    };
    decision.set_anchor(TextAnchor::describe(&text, &range));
    let label = format!(
        "{} suggestion “{}”",
        match command.judgement {
            Judgement::Accepted | Judgement::Edited => "Accept",
            Judgement::Rejected | Judgement::Other(_) => "Reject",
        },
        decision.exact
    );
    // Somebody has begun to read the article.
    let held = draft.now.articles.get(&article.id).cloned();
    if held.as_ref().is_none_or(|held| held.status == CodingStatus::New) {
        let article = held.unwrap_or(article);
        draft.put(Article {
            status: CodingStatus::InProgress,
            changed: draft.stamp.clone(),
            ..(*article).clone()
        });
    }
    draft.put(decision);
    Ok(label)
}

/// The decision on these words that stands already: a new one takes its place.
fn standing(
    draft: &Draft<'_>,
    article: &Article,
    range: TextRange,
    outcome: &Outcome,
) -> Option<DecisionId> {
    let same = |d: &Decision| {
        d.article == article.id
            && d.outcome == *outcome
            && d.start < range.end()
            && range.start() < d.end
    };
    draft.now.decisions.values().find(|d| same(d)).map(|d| d.id.clone())
}

pub(super) fn forget(draft: &mut Draft<'_>, id: &DecisionId) -> Result<String, CommandError> {
    let decision = draft.get::<Decision>(id)?;
    draft.remove::<Decision>(id);
    let judgement = decision.judgement.label().to_lowercase();
    Ok(format!("Forget that “{}” was {judgement}", decision.exact))
}
