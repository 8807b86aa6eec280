//! One claim for what an article says several times, with a highlight for each.

use super::Draft;
use crate::model::{Category, Figure, Modifier, Outcome, Scope};
use crate::suggest::ClaimSuggestion;
use crate::suggest::page::Page;
use crate::text::TextRange;

/// Marks a toll that "rose to" a figure as replacing the earlier ones.
pub fn supersede(page: &Page<'_>, drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        let Some(draft) = drafts.get(at) else { continue };
        let words = draft.sentence.slice(&page.lower).unwrap_or_default();
        let rises =
            ["rose", "risen", "climbed", "updat", "revised", "alourdi", "grimpé", "passé de"];
        if draft.claim.why.rule != "toll" || !rises.iter().any(|word| words.contains(word)) {
            continue;
        }
        let outcome = draft.claim.outcome.clone();
        let figure = draft.claim.figure;
        let earlier = drafts.iter().take(at).enumerate().filter(|(_, d)| {
            d.claim.outcome == outcome
                && d.claim.figure != figure
                && matches!(d.claim.scope, Scope::Total | Scope::Several)
        });
        let earlier: Vec<usize> = earlier.map(|(nth, _)| nth).collect();
        if let Some(draft) = drafts.get_mut(at) {
            draft.claim.supersedes = earlier;
        }
    }
}

/// "A commander was also killed", beside a toll: one of those who are counted there, or one more, and
/// in neither case how many were killed in all.
pub fn stand_beside_tolls(page: &Page<'_>, drafts: &mut [Draft]) {
    let several = |d: &Draft| {
        d.claim.scope == Scope::Total && d.claim.figure.floor().is_some_and(|least| least > 1)
    };
    let tolls = drafts.iter().filter(|d| several(d)).map(|d| d.claim.outcome.clone());
    let tolls: Vec<Outcome> = tolls.collect();
    for draft in drafts {
        let words = draft.sentence.slice(&page.lower).unwrap_or_default();
        let also = words.split(|c: char| !c.is_alphanumeric()).any(|word| word == "also");
        let one = draft.claim.figure == Figure::exact(1) && draft.claim.scope == Scope::Total;
        if one && also && tolls.contains(&draft.claim.outcome) {
            draft.claim.scope = Scope::Partial;
        }
    }
}

/// "A woman and her infant were killed" is one claim of two: nobody counts them one by one.
pub fn add_up_singles(page: &Page<'_>, drafts: &mut Vec<Draft>) {
    let harm = |d: &Draft| d.claim.why.words.get(1).copied();
    let single = |d: &Draft| {
        d.claim.figure == Figure::exact(1) && d.claim.modifier == Modifier::Exact && single_list(d)
    };
    let mut kept: Vec<Draft> = Vec::new();
    let mut places: Vec<usize> = Vec::new();
    for draft in std::mem::take(drafts) {
        let joins = kept.last().is_some_and(|last: &Draft| {
            single_list(last)
                && single(&draft)
                && last.sentence == draft.sentence
                && harm(last) == harm(&draft)
                && last.claim.outcome == draft.claim.outcome
                && last.claim.category == draft.claim.category
                && last.claim.why.rule == draft.claim.why.rule
                && last.claim.modifier == Modifier::Exact
                && (single(last) || last.claim.why.words.len() > 2)
        });
        if let Some(last) = kept.last_mut().filter(|_| joins) {
            let own = draft.claim.number;
            let whole = TextRange::new(page.text, last.claim.number.start()..own.end());
            let n = last.claim.figure.best.unwrap_or(1) + 1;
            last.claim.figure = Figure::exact(n);
            if let Some(whole) = whole {
                let words = whole.slice(page.text).unwrap_or_default();
                last.claim.number = whole;
                last.claim.range = TextRange::new(
                    page.text,
                    last.claim.range.start().min(whole.start())
                        ..last.claim.range.end().max(whole.end()),
                )
                .unwrap_or(whole);
                words.clone_into(&mut last.claim.verbatim);
                words.clone_into(&mut last.claim.victim);
            }
            last.claim.why.words.push(own);
            places.push(kept.len() - 1);
            continue;
        }
        places.push(kept.len());
        kept.push(draft);
    }
    // What is all of a sentence's list is no part of it.
    let alone = |at: usize| {
        let of = kept.get(at);
        kept.iter().enumerate().all(|(other, d)| {
            other == at || of.is_none_or(|o| d.sentence != o.sentence || harm(d) != harm(o))
        })
    };
    let whole: Vec<bool> = (0..kept.len())
        .map(|at| {
            alone(at) && kept.get(at).is_some_and(|d| d.claim.why.words.len() > 2 && single_list(d))
        })
        .collect();
    for (draft, whole) in kept.iter_mut().zip(whole) {
        if whole {
            draft.claim.scope = Scope::Total;
        }
        if let Some(subset) = &mut draft.claim.subset {
            subset.of = subset.of.and_then(|of| places.get(of).copied());
        }
        for old in &mut draft.claim.supersedes {
            *old = places.get(*old).copied().unwrap_or(*old);
        }
    }
    *drafts = kept;
}

fn single_list(draft: &Draft) -> bool {
    matches!(draft.claim.scope, Scope::Partial | Scope::Total) && draft.claim.subset.is_none()
}

/// Merges drafts that say the same.
pub fn merge(drafts: Vec<Draft>) -> Vec<ClaimSuggestion> {
    let mut kept: Vec<Draft> = Vec::new();
    // Where each draft has gone.
    let mut places: Vec<usize> = Vec::new();
    for draft in drafts {
        match kept.iter().position(|earlier| same(earlier, &draft)) {
            Some(at) => {
                if let Some(earlier) = kept.get_mut(at) {
                    take_in(&mut earlier.claim, draft.claim);
                }
                places.push(at);
            }
            None => {
                places.push(kept.len());
                kept.push(draft);
            }
        }
    }
    let place = |old: usize| places.get(old).copied();
    let mut claims: Vec<ClaimSuggestion> = kept.into_iter().map(|draft| draft.claim).collect();
    for (nth, claim) in claims.iter_mut().enumerate() {
        if let Some(subset) = &mut claim.subset {
            subset.of = subset.of.and_then(place).filter(|of| *of != nth);
        }
        claim.supersedes =
            claim.supersedes.iter().filter_map(|old| place(*old)).filter(|of| *of != nth).collect();
        claim.supersedes.dedup();
    }
    claims
}

fn same(earlier: &Draft, later: &Draft) -> bool {
    let (a, b) = (&earlier.claim, &later.claim);
    if a.outcome != b.outcome || later.further || earlier.sentence == later.sentence {
        return false;
    }
    if !figures_agree(a.figure, b.figure, &a.modifier, &b.modifier) {
        return false;
    }
    let unlike = a.category != b.category
        && a.category != Category::Unknown
        && b.category != Category::Unknown;
    if unlike || a.subset.is_some() != b.subset.is_some() || background(a) != background(b) {
        return false;
    }
    // Two who say the same are two claims.
    if let (Some(one), Some(other)) = (&a.source, &b.source)
        && one.name != other.name
    {
        return false;
    }
    // One victim is easily another one.
    a.figure != Figure::exact(1) || later.definite || a.victim.eq_ignore_ascii_case(&b.victim)
}

fn background(claim: &ClaimSuggestion) -> bool {
    matches!(claim.scope, Scope::Background | Scope::NonConflict)
}

/// Equal, or "17" for "at least 17".
fn figures_agree(a: Figure, b: Figure, first: &Modifier, second: &Modifier) -> bool {
    if *first == Modifier::Vague || *second == Modifier::Vague {
        return first == second && a == b;
    }
    a == b || a.best.is_some() && a.best == b.best && a.low == b.low
}

fn take_in(earlier: &mut ClaimSuggestion, later: ClaimSuggestion) {
    if earlier.category == Category::Unknown {
        earlier.category = later.category;
    }
    earlier.source = earlier.source.take().or(later.source);
    earlier.claimed_at = earlier.claimed_at.or(later.claimed_at);
    earlier.repeats.push(later.range);
    earlier.repeats.extend(later.repeats);
}
