//! What a figure covers: the incident, a part of it, several, a long time, or no attack at all.

use super::find::Found;
use crate::model::{Modifier, Outcome, Scope};
use crate::suggest::chunks::Chunks;
use crate::suggest::lexicon::Kind;
use crate::suggest::page::{Page, Sentence};
use crate::suggest::quantity::Quantity;
use crate::suggest::token::TokenKind;

/// From so many victims on, a mere mention of a war or an insurgency tells of its whole toll.
const MANY: u64 = 1000;

/// The scope of a claim.
pub fn of(
    page: &Page<'_>,
    sentence: &Sentence,
    quantity: Option<&Quantity>,
    found: &Found,
    chunks: &Chunks,
) -> Scope {
    let least = quantity.and_then(|q| q.figure.floor()).unwrap_or(1);
    let vague = quantity.is_some_and(|q| q.modifier == Modifier::Vague);
    let mut several = false;
    let words = page.words();
    let mut at = sentence.tokens.0;
    while at < sentence.tokens.1 {
        let Some((term, after)) = page.lexicon.cues.at(words, at) else {
            at += 1;
            continue;
        };
        let long = match words.word(at) {
            "since" | "depuis" => is_long_ago(page, after, sentence.tokens.1),
            "insurgency" | "insurrection" | "civil" | "in" | "during" => least >= MANY,
            _ => true,
        };
        let harm = matches!(found.outcome, Outcome::Killed | Outcome::Injured | Outcome::Missing);
        let counted = (least >= 20 || vague) && !found.is_part;
        if term.kind == Kind::Background && long && counted {
            return Scope::Background;
        }
        if term.kind == Kind::Accident && harm {
            return Scope::NonConflict;
        }
        several |= term.kind == Kind::Several;
        at = after;
    }
    if least >= MANY && matches!(found.outcome, Outcome::Displaced | Outcome::Killed) {
        return Scope::Background;
    }
    if found.is_part || (found.listed && chunks.quantities.len() > 1) {
        return Scope::Partial;
    }
    if several { Scope::Several } else { Scope::Total }
}

/// "since 2011", "since the conflict began", but not "since Friday".
fn is_long_ago(page: &Page<'_>, from: usize, end: usize) -> bool {
    let words = page.words();
    (from..end.min(from + 9)).any(|at| match page.tokens.get(at).map(|t| t.kind) {
        Some(TokenKind::Number(_)) => words.word(at).len() == 4,
        Some(TokenKind::Word) => matches!(
            words.word(at),
            "conflict"
                | "war"
                | "uprising"
                | "insurgency"
                | "began"
                | "start"
                | "erupted"
                | "beginning"
                | "début"
                | "guerre"
                | "conflit"
                | "insurrection"
                | "invasion"
                | "coup"
        ),
        _ => false,
    })
}
