//! Where what claims tell of happened: the place that the sentence of the figure names, else one of
//! its paragraph or of the lead, last and as a guess what only the dateline gives.

use std::cmp::Reverse;

use crate::model::GeoPrecision;
use crate::suggest::page::{Page, Sentence};
use crate::suggest::{ClaimSuggestion, PlaceSuggestion, Suggestions};
use crate::text::TextRange;

/// How well a place answers "where": the smaller the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rank {
    /// A town, a village, a spot.
    Spot,
    /// A region.
    Region,
    /// A spot that people come from, go to or speak at.
    Aside,
    /// A country.
    Country,
    /// A part of the world, a people.
    Vague,
    /// Only where the article was written.
    Dateline,
}

/// The place of a group of claims.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placed {
    /// Its number among the article's places.
    pub place: usize,
    /// Whether nothing but the dateline, or a far sentence, speaks for it.
    pub is_guess: bool,
}

/// How many sentences the lead has.
const LEAD: usize = 3;
/// How many sentences after the figure's own still tell of the same.
const AFTER: usize = 8;

/// The best place in the sentence of a claim.
pub fn of_claim(
    page: &Page<'_>,
    found: &Suggestions,
    claim: &ClaimSuggestion,
    sentence: TextRange,
) -> Option<(Rank, usize)> {
    let here = found.places.iter().enumerate().filter(|(_, p)| sentence.encloses(&p.range));
    let far = |p: &PlaceSuggestion| p.range.start().abs_diff(claim.range.start());
    let ranked = here.map(|(nth, p)| (rank(page, found, p, Some(claim)), far(p), nth));
    ranked.min().map(|(rank, _, nth)| (rank, nth))
}

fn rank(
    page: &Page<'_>,
    found: &Suggestions,
    place: &PlaceSuggestion,
    claim: Option<&ClaimSuggestion>,
) -> Rank {
    if page.in_dateline(place.range) {
        return Rank::Dateline;
    }
    if place.why.rule == "part of the world" {
        return Rank::Vague;
    }
    if place.is_border {
        return Rank::Vague;
    }
    let speaks =
        claim.and_then(|c| c.source.as_ref()).is_some_and(|s| s.range.encloses(&place.range));
    if place.precision == GeoPrecision::Country && speaks {
        return Rank::Vague;
    }
    if place.precision == GeoPrecision::Country {
        let said = place.range.slice(page.text).unwrap_or_default();
        return if said.eq_ignore_ascii_case(&place.name) { Rank::Country } else { Rank::Vague };
    }
    // "between Teguey and Bankilare" rather than either.
    let part = |p: &PlaceSuggestion| p.range != place.range && p.range.encloses(&place.range);
    if speaks || found.places.iter().any(part) || is_aside(page, place.range) {
        return Rank::Aside;
    }
    match place.precision {
        GeoPrecision::Adm1 | GeoPrecision::Adm2 => Rank::Region,
        GeoPrecision::Exact
        | GeoPrecision::Near
        | GeoPrecision::Between
        | GeoPrecision::Adm3
        | GeoPrecision::Country
        | GeoPrecision::Unspecified
        | GeoPrecision::Other(_) => Rank::Spot,
    }
}

/// Whether people come from there or go there.
fn is_aside(page: &Page<'_>, place: TextRange) -> bool {
    let at = page.tokens.partition_point(|t| t.start < place.start());
    let words = page.words();
    let before = |n: usize| at.checked_sub(n).map_or("", |at| words.word(at));
    let from = |word: &str| {
        matches!(word, "from" | "toward" | "towards" | "into" | "vers" | "depuis" | "via")
    };
    let after = page.tokens.partition_point(|t| t.start < place.end());
    let settlement = |word: &str| matches!(word, "village" | "town" | "city" | "district");
    // "the Tillaberi village of Motogatta".
    if settlement(words.word(after)) && words.word(after + 1) == "of" {
        return true;
    }
    // "in pursuit of gunmen who had struck Tiloa": what came before.
    let earlier = |n: usize| {
        before(n) == "had" && matches!(before(n + 1), "who" | "that" | "which" | "they" | "he")
    };
    if (1..=8).any(earlier) {
        return true;
    }
    // "The chase followed an attack at Tiloa".
    let event = |word: &str| matches!(word, "attack" | "ambush" | "raid" | "assault");
    let follows = |word: &str| matches!(word, "followed" | "follows" | "following");
    if (2..=3).any(|n| event(before(n))) && (3..=5).any(|n| follows(before(n))) {
        return true;
    }
    // Where people speak, and where the wounded are brought.
    let inside = matches!(before(1), "in" | "at" | "à");
    if inside
        && matches!(
            before(2),
            "government"
                | "authorities"
                | "officials"
                | "diplomats"
                | "officer"
                | "source"
                | "sources"
                | "summit"
                | "talks"
                | "hospital"
                | "hospitals"
                | "clinic"
                | "morgue"
                | "hôpital"
                | "autorités"
        )
    {
        return true;
    }
    from(before(1))
        || from(before(2)) && matches!(before(1), "the" | "la" | "le" | "central" | "northern")
        || before(1) == "to" && matches!(before(2), "bound" | "headed" | "heading" | "way" | "road")
        || before(1) == "for" && matches!(before(2), "bound" | "left" | "headed" | "heading")
}

/// Whether a sentence tells of an attack.
fn tells(page: &Page<'_>, sentence: &Sentence) -> bool {
    let words = sentence.range.slice(&page.lower).unwrap_or_default();
    [
        "attack",
        "ambush",
        "assault",
        "raid",
        "clash",
        "stormed",
        "attaqu",
        "embuscade",
        "assaut",
        "bomb",
    ]
    .iter()
    .any(|sign| words.contains(sign))
}

/// The place of what the claims of these sentences tell of. `named` is the best that the sentences
/// themselves name; only the first group of an article may look farther for one.
pub fn of_group(
    page: &Page<'_>,
    found: &Suggestions,
    first_sentence: TextRange,
    named: Option<(Rank, usize)>,
    is_first: bool,
) -> Option<Placed> {
    let sure = |place: usize| Placed { place, is_guess: false };
    if let Some((Rank::Spot | Rank::Region, place)) = named {
        let region = named.is_some_and(|(rank, _)| rank == Rank::Region);
        let finer = if region { around(page, found, first_sentence, is_first, None) } else { None };
        let inside = finer.filter(|(rank, at, near)| {
            *rank == Rank::Spot && *near && is_inside(found, *at, place)
        });
        return Some(inside.map_or_else(|| sure(place), |(_, at, _)| sure(at)));
    }
    let country = named.filter(|(rank, _)| *rank == Rank::Country).map(|(_, place)| place);
    if let Some((_, at, near)) = around(page, found, first_sentence, is_first, country) {
        // The country that the sentence names bears it out.
        let inside = country.is_some_and(|country| is_known_inside(found, at, country));
        return Some(Placed { place: at, is_guess: !near && !inside });
    }
    if let Some((rank, place)) = named {
        return Some(Placed { place, is_guess: rank > Rank::Country });
    }
    let dateline =
        |p: &PlaceSuggestion| p.precision != GeoPrecision::Country && page.in_dateline(p.range);
    let place = if is_first { found.places.iter().position(dateline)? } else { return None };
    Some(Placed { place, is_guess: true })
}

/// A spot or region of the sentences around, and whether it stands near: in the same paragraph or
/// in the lead.
fn around(
    page: &Page<'_>,
    found: &Suggestions,
    sentence: TextRange,
    is_first: bool,
    country: Option<usize>,
) -> Option<(Rank, usize, bool)> {
    let here = page.sentence_index(sentence.start())?;
    let own: &Sentence = page.sentences.get(here)?;
    let candidates = found.places.iter().enumerate().filter_map(|(nth, place)| {
        let at = page.sentence_index(place.range.start())?;
        let same_paragraph = page.sentences.get(at)?.paragraph == own.paragraph;
        let lead = is_first && here <= LEAD + AFTER && at <= LEAD;
        let after = is_first && at >= here && at <= here + AFTER;
        let near = same_paragraph || lead;
        // Its rank costs a look at all places: only where it stands in reach.
        let inside =
            (near || after) && country.is_none_or(|country| is_inside(found, nth, country));
        let rank = inside.then(|| rank(page, found, place, None));
        let rank = rank.filter(|rank| *rank <= Rank::Region)?;
        let tells = page.sentences.get(at).is_some_and(|s| tells(page, s));
        // Far off, only a sentence that tells of an attack is taken at its word.
        let near = near || tells && after;
        let known = country.is_some_and(|country| is_known_inside(found, nth, country));
        let order = (rank, Reverse(known), Reverse(tells), Reverse(near), at.abs_diff(here), nth);
        Some((order, near))
    });
    candidates.min().map(|((rank, _, _, _, _, nth), near)| (rank, nth, near))
}

/// Whether a place is known to lie in a country.
fn is_known_inside(found: &Suggestions, inner: usize, country: usize) -> bool {
    let code = |at: usize| found.places.get(at).map(|p| p.country.as_str()).unwrap_or_default();
    !code(inner).is_empty() && code(inner) == code(country)
}

/// Whether a place can lie in another one, a region or a country, as far as is known.
fn is_inside(found: &Suggestions, inner: usize, outer: usize) -> bool {
    let (Some(inner), Some(outer)) = (found.places.get(inner), found.places.get(outer)) else {
        return false;
    };
    let same = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
    same(&inner.country, &outer.country)
        && (outer.precision == GeoPrecision::Country || same(&inner.admin1, &outer.name))
}
