//! Casualty claims: a number of people and what happened to them.

mod attribution;
mod find;
mod repeats;
mod rules;
mod scope;
#[cfg(test)]
mod tests;

use attribution::Attribution;
pub(in crate::suggest) use attribution::speaker_before;
use find::{Found, find, may_tell, none_told};
pub use rules::{RULES, Rule};

use jiff::civil::Date;

use super::chunks::Chunks;
use super::lexicon::Kind;
use super::page::{Page, Sentence};
use super::quantity::Quantity;
use super::{
    ClaimSuggestion, DateSuggestion, Detector, Reading, SubsetSuggestion, Suggestions, Why,
};
use crate::model::{Category, Figure, Modifier, Outcome, Scope, Side, SubsetKind};
use crate::text::TextRange;

/// Finds casualty claims.
pub struct Claims;

/// The widest highlight of one claim, in bytes: beyond that only the number and its people.
const WIDEST: usize = 160;

impl Detector for Claims {
    fn name(&self) -> &'static str {
        "claims"
    }

    fn detect(&self, reading: &Reading<'_>, page: &Page<'_>, found: &mut Suggestions) {
        let counter = page.counter();
        let mut attribution = Attribution::new(reading, page);
        let mut claims = Vec::new();
        for sentence in &page.sentences {
            let (from, to) = sentence.tokens;
            let mut chunks = Chunks::read(counter, from, to);
            attribution.enter(&chunks);
            if !may_tell(&chunks) {
                continue;
            }
            if let Some((outcome, tokens, stated)) = none_told(page, &chunks) {
                found.nones.extend(none(page, outcome, tokens, stated, &attribution));
            }
            let finds = find(page, &mut chunks);
            let finds = somebodies(page, found, &chunks, finds);
            if let Some(draft) =
                those_before(page, sentence, &chunks, &finds, &claims, &attribution)
            {
                claims.push(draft);
            }
            let first = claims.len();
            for one in &finds {
                claims.extend(claim(
                    page,
                    sentence,
                    &chunks,
                    one,
                    first,
                    &attribution,
                    &found.dates,
                ));
            }
        }
        repeats::supersede(page, &mut claims);
        repeats::stand_beside_tolls(page, &mut claims);
        repeats::add_up_singles(page, &mut claims);
        found.claims = repeats::merge(claims);
        left_out(page, &mut found.claims);
    }
}

/// A claim with what merging needs to know of it.
struct Draft {
    claim: ClaimSuggestion,
    /// "the 23 soldiers".
    definite: bool,
    /// "another three".
    further: bool,
    /// Whether the sentence is a headline.
    sentence: TextRange,
}

fn claim(
    page: &Page<'_>,
    sentence: &Sentence,
    chunks: &Chunks,
    found: &Found,
    first: usize,
    attribution: &Attribution<'_, '_>,
    dates: &[DateSuggestion],
) -> Option<Draft> {
    let quantity = found.quantity.and_then(|q| chunks.quantities.get(q));
    let own = match quantity {
        Some(quantity) => page.span(quantity.tokens.0, quantity.tokens.1)?,
        None => page.span(found.person.0, found.person.1)?,
    };
    let harm = page.span(found.harm.0, found.harm.1).unwrap_or(own);
    let union = TextRange::new(page.text, own.start().min(harm.start())..own.end().max(harm.end()));
    let range = union.filter(|r| r.len() <= WIDEST && !found.listed).unwrap_or(own);
    let number = quantity.map_or(own, |q| q.number);
    let part = quantity.and_then(|q| q.part.clone());
    let victim = quantity.map_or(Some(own), |q| q.victim);
    let subset = found.is_part.then(|| SubsetSuggestion {
        kind: part.clone().unwrap_or(SubsetKind::Named),
        of: found.part_of.map(|of| first + of),
    });
    let scope = scope::of(page, sentence, quantity, found, chunks);
    let why = Why::new(found.rule, [own, harm]);
    let category = category(page, quantity, found);
    Some(Draft {
        definite: quantity.is_some_and(|q| q.definite),
        further: quantity.is_some_and(|q| q.further),
        sentence: sentence.range,
        claim: ClaimSuggestion {
            range,
            number,
            repeats: Vec::new(),
            outcome: found.outcome.clone(),
            figure: quantity.map_or(Figure::exact(1), |q| q.figure),
            modifier: quantity.map_or(Modifier::Exact, |q| q.modifier.clone()),
            verbatim: number.slice(page.text).unwrap_or_default().to_owned(),
            // A word in quotation marks names the same people as without them.
            victim: victim
                .and_then(|v| v.slice(page.text))
                .unwrap_or_default()
                .trim_matches(['"', '“', '”', '«', '»', '‘', '’', '\'', ' ', '\u{a0}'])
                .to_owned(),
            side: side(&category),
            category,
            subset,
            scope,
            source: attribution.source_of(found.harm.0),
            claimed_at: said_on(dates, sentence),
            supersedes: Vec::new(),
            incident: None,
            why,
        },
    })
}

/// The finds but for names that are nobody's; what counts a part of another still points at it.
fn somebodies(
    page: &Page<'_>,
    known: &Suggestions,
    chunks: &Chunks,
    finds: Vec<Found>,
) -> Vec<Found> {
    let kept: Vec<bool> = finds.iter().map(|f| is_somebody(page, known, chunks, f)).collect();
    let place = |old: usize| {
        let is_kept = kept.get(old).copied().unwrap_or_default();
        is_kept.then(|| kept.iter().take(old).filter(|kept| **kept).count())
    };
    let finds = finds.into_iter().zip(&kept).filter(|(_, kept)| **kept);
    finds.map(|(f, _)| Found { part_of: f.part_of.and_then(place), ..f }).collect()
}

/// Whether one who is told by a name alone is a person: no place, no group, and named in full
/// somewhere.
fn is_somebody(page: &Page<'_>, known: &Suggestions, chunks: &Chunks, found: &Found) -> bool {
    let name = chunks.row.iter().find(|c| c.tokens == found.person);
    let next = page.lexicon.words.at(page.words(), found.person.1).map(|(term, _)| term.kind);
    // "rebel fighters have been killed": no single rebel.
    if found.quantity.is_none() && next == Some(Kind::People) {
        return false;
    }
    if found.quantity.is_some() || name.is_none_or(|c| c.letter != b'N') {
        return true;
    }
    let Some(range) = page.span(found.person.0, found.person.1) else { return false };
    let single = found.person.1 - found.person.0 == 1;
    let taken = known.places.iter().any(|p| p.range == range || single && p.range.overlaps(&range))
        || known.actors.iter().any(|a| a.range.overlaps(&range));
    if taken {
        return false;
    }
    if !single {
        return true;
    }
    // "Tokhi", whom the article has named "Abdul Aziz Tokhi", or "Nabi, a civilian".
    let words = page.words();
    let own = words.word(found.person.0);
    let capital = |at: usize| page.tokens.get(at).is_some_and(|t| t.capital);
    let introduced = |at: usize| {
        words.word(at + 1) == ","
            && (at + 2..at + 8).any(|at| {
                let term = page.lexicon.words.at(words, at).map(|(term, _)| term.kind);
                matches!(words.word(at), "a" | "an" | "former")
                    || matches!(term, Some(Kind::Person | Kind::People))
            })
    };
    (0..=found.person.0).any(|at| {
        words.word(at) == own
            && capital(at)
            && (at.checked_sub(1).is_some_and(capital) || capital(at + 1) || introduced(at))
    })
}

fn category(page: &Page<'_>, quantity: Option<&Quantity>, found: &Found) -> Category {
    if let Some(quantity) = quantity {
        return quantity.category.clone();
    }
    let words = page.words();
    let term = page.lexicon.words.at(words, found.person.0).map(|(term, _)| term);
    term.and_then(|term| term.category.clone()).unwrap_or_default()
}

/// Gives victims that the words leave out ("which also wounded 17 more") the kind of those who were
/// counted just before, in the same sentence or the one before.
fn left_out(page: &Page<'_>, claims: &mut [ClaimSuggestion]) {
    const WORDS: &[&str] =
        &["", "others", "other", "more", "another", "autres", "d’autres", "d'autres"];
    let told: Vec<(usize, usize, Category)> = claims
        .iter()
        .filter(|c| matches!(c.scope, Scope::Total | Scope::Partial))
        .flat_map(|c| {
            let places = std::iter::once(&c.range).chain(&c.repeats);
            places.map(|range| (range.start(), c.category.clone()))
        })
        .filter_map(|(at, category)| Some((at, page.sentence_index(at)?, category)))
        .collect();
    for claim in claims {
        let at = claim.range.start();
        let Some(here) = page.sentence_index(at) else { continue };
        if claim.category != Category::Unknown
            || !matches!(claim.scope, Scope::Total | Scope::Partial)
            || !WORDS.contains(&claim.victim.trim().to_lowercase().as_str())
        {
            continue;
        }
        let before = told.iter().filter(|(start, sentence, _)| *start < at && here <= sentence + 1);
        if let Some((_, _, category)) = before.max_by_key(|(start, ..)| *start) {
            claim.category = category.clone();
            claim.side = side(&claim.category);
        }
    }
}

/// "The hostages were killed two hours later": as many as were abducted in a sentence before.
fn those_before(
    page: &Page<'_>,
    sentence: &Sentence,
    chunks: &Chunks,
    finds: &[Found],
    drafts: &[Draft],
    attribution: &Attribution<'_, '_>,
) -> Option<Draft> {
    const NEAR: usize = 2;
    let here = page.sentence_index(sentence.range.start())?;
    let held = drafts.iter().rfind(|d| {
        let at = page.sentence_index(d.sentence.start());
        matches!(d.claim.outcome, Outcome::Abducted | Outcome::Detained | Outcome::Missing)
            && at.is_some_and(|at| at < here && here <= at + NEAR)
            && !d.claim.figure.is_empty()
            && matches!(d.claim.scope, Scope::Total | Scope::Partial)
    })?;
    let words = page.words();
    for (at, chunk) in chunks.row.iter().enumerate() {
        if !matches!(chunk.letter, b'V' | b'T') || chunk.outcome != Some(Outcome::Killed) {
            continue;
        }
        if finds.iter().any(|found| found.harm == chunk.tokens) {
            continue;
        }
        let verbs =
            chunks.row.get(..at)?.iter().rev().take_while(|c| matches!(c.letter, b'b' | b'h'));
        let verbs = verbs.count();
        if verbs == 0 && chunk.letter == b'V' {
            continue;
        }
        let Some(who) = at.checked_sub(verbs + 1).and_then(|at| chunks.row.get(at)) else {
            continue;
        };
        let before = who.tokens.0.checked_sub(1).map_or("", |at| words.word(at));
        let pointed = matches!(before, "the" | "all" | "those" | "les" | "le" | "la");
        let meant = match who.letter {
            b'y' => pointed,
            b's' => pointed && held.claim.figure == Figure::exact(1),
            b'u' => words.word(who.tokens.0) == "they",
            _ => false,
        };
        if !meant {
            continue;
        }
        let own = page.span(who.tokens.0, who.tokens.1)?;
        let harm = page.span(chunk.tokens.0, chunk.tokens.1)?;
        let range = TextRange::new(page.text, own.start()..harm.end())?;
        let mut claim = held.claim.clone();
        claim.range = range;
        claim.number = own;
        own.slice(page.text).unwrap_or_default().clone_into(&mut claim.verbatim);
        claim.repeats = Vec::new();
        claim.outcome = Outcome::Killed;
        claim.scope = Scope::Total;
        claim.subset = None;
        claim.source = attribution.source_of(chunk.tokens.0);
        claim.why = Why::new("those counted before", [held.claim.number, own, harm]);
        return Some(Draft { claim, definite: true, further: false, sentence: sentence.range });
    }
    None
}

/// The day on which a sentence says that it was said.
fn said_on(dates: &[DateSuggestion], sentence: &Sentence) -> Option<Date> {
    let said = dates.iter().find(|d| d.of_statement && sentence.range.encloses(&d.range))?;
    said.span.filter(|span| span.start == span.end).map(|span| span.start)
}

/// The side that victims of a kind belong to, by the custom of UCDP: A is the government's.
fn side(category: &Category) -> Side {
    match category {
        Category::Military | Category::Police => Side::A,
        Category::Militant => Side::B,
        Category::Civilian | Category::Peacekeeper => Side::Third,
        Category::Mixed | Category::Unknown | Category::Other(_) => Side::Unknown,
    }
}

fn none(
    page: &Page<'_>,
    outcome: Outcome,
    tokens: (usize, usize),
    stated: bool,
    attribution: &Attribution<'_, '_>,
) -> Option<super::NoneSuggestion> {
    let range = page.span(tokens.0, tokens.1)?;
    Some(super::NoneSuggestion {
        range,
        outcome,
        stated,
        source: attribution.source_of(tokens.0),
        incident: None,
        why: Why::new("none told", [range]),
    })
}
