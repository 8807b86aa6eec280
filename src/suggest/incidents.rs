//! An article's claims, put together into what happened: by the date and the place that their
//! sentences name.

use smol_str::SmolStr;

use super::page::{Page, Sentence};
use super::{
    ClaimSuggestion, DateSuggestion, Detector, IncidentSuggestion, Reading, Suggestions, Why,
};
use crate::calendar::{DateSpan, Precision};
use crate::model::{Category, Figure, Modifier, Outcome, Scope};
use crate::text::TextRange;

mod event;
mod place;
#[cfg(test)]
mod tests;

use place::{Placed, Rank};

/// Groups claims into incidents.
pub struct Incidents;

impl Detector for Incidents {
    fn name(&self) -> &'static str {
        "incidents"
    }

    fn detect(&self, reading: &Reading<'_>, page: &Page<'_>, found: &mut Suggestions) {
        let mut groups: Vec<Group> = Vec::new();
        for nth in 0..found.claims.len() {
            let Some(claim) = found.claims.get(nth) else { continue };
            if matches!(claim.scope, Scope::Background | Scope::ForceSize) {
                continue;
            }
            let clause = Clause::of_all(page, found, claim);
            let group = match choose(&groups, &clause, claim, found) {
                Some(known) => known,
                None => {
                    groups.push(Group::new(&clause, page, found, groups.is_empty()));
                    groups.len() - 1
                }
            };
            if let Some(known) = groups.get_mut(group) {
                known.take(nth, &clause);
            }
            if let Some(claim) = found.claims.get_mut(nth) {
                claim.incident = Some(group);
            }
        }
        for group in &mut groups {
            group.narrow(page, found);
        }
        let made: Vec<_> =
            groups.iter().map(|group| incident(reading, page, found, group)).collect();
        found.incidents = made;
        for none in &mut found.nones {
            none.incident = (found.incidents.len() == 1).then_some(0);
        }
    }
}

/// Claims that seem to be about one thing.
struct Group {
    sentence: TextRange,
    paragraph: usize,
    date: Option<usize>,
    /// Whether the sentence of a claim names the date, and not only the article around it.
    dated: bool,
    place: Option<(Rank, usize)>,
    countries: Vec<SmolStr>,
    accident: bool,
    claims: Vec<usize>,
}

impl Group {
    /// A group that begins with a claim. The first of an article takes the article's date and place
    /// where its own sentence names none.
    fn new(clause: &Clause, page: &Page<'_>, found: &Suggestions, first: bool) -> Self {
        let around = || {
            let from = clause.sentence.start();
            let here = page.sentence_index(from)?;
            let exact = |d: &DateSuggestion| {
                let at = page.sentence_index(d.range.start());
                at.is_some_and(|at| at != here && at + 3 >= here)
                    && !d.of_statement
                    && !page.speech_follows(d.range)
                    && d.span.is_some_and(|s| {
                        matches!(
                            s.precision,
                            Precision::Day | Precision::MultiDay | Precision::Week
                        )
                    })
            };
            let far = |d: &DateSuggestion| {
                page.sentence_index(d.range.start()).map_or(usize::MAX, |at| at.abs_diff(here))
            };
            let dates = found.dates.iter().enumerate().filter(|(_, d)| exact(d));
            let at = dates.min_by_key(|(nth, d)| (far(d), *nth)).map(|(nth, _)| nth)?;
            // Not far off, and in no sentence that tells of somebody else's fate.
            let sentence =
                found.dates.get(at).and_then(|d| page.sentence_index(d.range.start()))?;
            (sentence <= here + 8).then_some(at)
        };
        Self {
            sentence: clause.sentence,
            paragraph: clause.paragraph,
            date: clause.date.or(clause.date_before).or_else(|| first.then(around).flatten()),
            dated: clause.date.is_some(),
            place: None,
            countries: Vec::new(),
            accident: clause.accident,
            claims: Vec::new(),
        }
    }

    /// "last month" is narrowed by "the February 10 attack" further down.
    fn narrow(&mut self, page: &Page<'_>, found: &Suggestions) {
        let span = |at: usize| found.dates.get(at).and_then(|d| d.span);
        let Some(wide) = self.date.and_then(span) else { return };
        if !matches!(wide.precision, Precision::Month | Precision::Quarter | Precision::Year) {
            return;
        }
        let of_attack = |d: &DateSuggestion| {
            let inside = d.span.is_some_and(|s| {
                matches!(s.precision, Precision::Day | Precision::MultiDay)
                    && wide.start <= s.start
                    && s.end <= wide.end
            });
            inside && !d.of_statement && beside_attack(page, d.range)
        };
        let mut days = found.dates.iter().enumerate().filter(|(_, d)| of_attack(d));
        let Some((first, one)) = days.next() else { return };
        // Two days in that month may be two attacks.
        if days.all(|(_, d)| d.span == one.span) {
            self.date = Some(first);
        }
    }

    /// Takes in a claim.
    fn take(&mut self, claim: usize, clause: &Clause) {
        self.claims.push(claim);
        self.paragraph = clause.paragraph;
        if !self.dated && clause.date.is_some() {
            self.date = clause.date;
            self.dated = true;
        }
        // The best that its sentences name, of equals the first.
        self.place = match (self.place, clause.place) {
            (Some(known), Some(new)) => Some(if new.0 < known.0 { new } else { known }),
            (known, new) => known.or(new),
        };
        self.countries.extend(clause.countries.iter().cloned());
    }
}

/// What the surroundings of a claim say of when and where.
struct Clause {
    sentence: TextRange,
    paragraph: usize,
    date: Option<usize>,
    /// The date of the sentences before it in its paragraph.
    date_before: Option<usize>,
    place: Option<(Rank, usize)>,
    countries: Vec<SmolStr>,
    accident: bool,
    /// Words that turn to something else: "in a separate attack", "earlier".
    turns: bool,
}

/// Words at the beginning of a sentence that turn to another incident.
const TURNS: &[&str] = &[
    "in a separate",
    "separately",
    "elsewhere",
    "in another",
    "meanwhile",
    "in other",
    "also on",
    "par ailleurs",
    "dans une autre",
    "ailleurs",
];

impl Clause {
    /// What the sentence of a claim says, and where it says nothing, those that say the claim again: a
    /// headline seldom has a date.
    fn of_all(page: &Page<'_>, found: &Suggestions, claim: &ClaimSuggestion) -> Self {
        let mut clause = Self::of(page, found, claim);
        for again in &claim.repeats {
            if clause.date.is_some() && clause.place.is_some_and(|(rank, _)| rank == Rank::Spot) {
                break;
            }
            let again = ClaimSuggestion { range: *again, ..claim.clone() };
            let other = Self::of(page, found, &again);
            clause.date = clause.date.or(other.date);
            clause.date_before = clause.date_before.or(other.date_before);
            clause.place = match (clause.place, other.place) {
                (Some(one), Some(two)) if two.0 < one.0 => Some(two),
                (one, two) => one.or(two),
            };
            clause.countries.extend(other.countries);
        }
        clause
    }

    fn of(page: &Page<'_>, found: &Suggestions, claim: &ClaimSuggestion) -> Self {
        let at = page.sentence_index(claim.range.start()).and_then(|at| page.sentences.get(at));
        let sentence = at.map_or(claim.range, |s| s.range);
        let near = |start: usize| start.abs_diff(claim.range.start());
        let dates = found.dates.iter().enumerate().filter(|(_, d)| {
            sentence.encloses(&d.range) && !d.of_statement && d.span.is_some_and(|s| is_dated(&s))
        });
        let date = dates.min_by_key(|(_, d)| near(d.range.start())).map(|(nth, _)| nth);
        let here = || found.places.iter().enumerate().filter(|(_, p)| sentence.encloses(&p.range));
        let place = place::of_claim(page, found, claim, sentence);
        let words = sentence.slice(&page.lower).unwrap_or_default();
        Self {
            sentence,
            paragraph: at.map_or(0, |s| s.paragraph),
            date,
            date_before: at.and_then(|own| date_before(page, found, own)),
            place,
            countries: here().map(|(_, p)| p.country.clone()).filter(|c| !c.is_empty()).collect(),
            accident: claim.scope == Scope::NonConflict,
            turns: TURNS.iter().any(|turn| words.starts_with(turn)),
        }
    }
}

/// The date of the one or two sentences before, in the same paragraph.
fn date_before(page: &Page<'_>, found: &Suggestions, own: &Sentence) -> Option<usize> {
    const BACK: usize = 2;
    let here = page.sentence_index(own.range.start())?;
    let fits = |d: &DateSuggestion| {
        let at = page.sentence_index(d.range.start());
        let near = at.is_some_and(|at| at < here && here <= at + BACK);
        let paragraph = at.and_then(|at| page.sentences.get(at)).map(|s| s.paragraph);
        near && paragraph == Some(own.paragraph)
            && !d.of_statement
            && d.span.is_some_and(|s| is_dated(&s))
    };
    found.dates.iter().rposition(fits)
}

/// "the February 10 attack", "an ambush on 10 February", "l'attaque du 10 février".
fn beside_attack(page: &Page<'_>, date: TextRange) -> bool {
    let words = page.words();
    let at = page.tokens.partition_point(|t| t.start < date.start());
    let after = page.tokens.partition_point(|t| t.start < date.end());
    let attack = |word: &str| {
        matches!(
            word,
            "attack"
                | "ambush"
                | "assault"
                | "raid"
                | "bombing"
                | "massacre"
                | "killing"
                | "killings"
                | "attaque"
                | "embuscade"
                | "assaut"
        )
    };
    attack(words.word(after))
        || (1..=8).filter_map(|n| at.checked_sub(n)).any(|at| attack(words.word(at)))
}

/// Whether a span can date an incident.
fn is_dated(span: &DateSpan) -> bool {
    matches!(
        span.precision,
        Precision::Day
            | Precision::MultiDay
            | Precision::Week
            | Precision::Month
            | Precision::Quarter
    )
}

/// The group that a claim belongs to, if any.
fn choose(
    groups: &[Group],
    clause: &Clause,
    claim: &ClaimSuggestion,
    found: &Suggestions,
) -> Option<usize> {
    if let Some(whole) =
        claim.subset.as_ref().and_then(|s| s.of).and_then(|of| found.claims.get(of))
    {
        return whole.incident;
    }
    let span = |date: Option<usize>| {
        date.and_then(|d| found.dates.get(d)).and_then(|d: &DateSuggestion| d.span)
    };
    let fits = |group: &Group| {
        if group.accident != clause.accident {
            return false;
        }
        let coarse = |s: DateSpan| matches!(s.precision, Precision::Month | Precision::Quarter);
        match (span(group.date), span(clause.date)) {
            // "early this year" is no "Wednesday".
            (Some(a), Some(b)) if coarse(a) != coarse(b) => false,
            (Some(a), Some(b)) => a.start <= b.end && b.start <= a.end,
            _ => true,
        }
    };
    if clause.turns && clause.place.is_some_and(|(rank, _)| rank <= Rank::Country) {
        return None;
    }
    if clause.date.is_some() {
        // The date decides; of two such groups the one in the same country.
        let dated = |near: bool| {
            let meets = |g: &Group| g.date.is_some() && fits(g) && (!near || shares(g, clause));
            groups.iter().rposition(meets)
        };
        if let Some(group) = dated(true) {
            return Some(group);
        }
        let elsewhere = |g: usize| {
            groups.get(g).is_some_and(|g| !g.countries.is_empty() && !clause.countries.is_empty())
        };
        return match dated(false) {
            Some(group) if !elsewhere(group) => Some(group),
            Some(_) => None,
            None => groups.iter().rposition(|g| g.date.is_none() && fits(g)),
        };
    }
    // Undated: what the paragraph is about, else what happened in the country that is named, else
    // what the article is about.
    let beside = groups.iter().rposition(|g| g.paragraph == clause.paragraph && fits(g));
    let country = || groups.iter().position(|g| fits(g) && shares(g, clause));
    beside.or_else(country).or_else(|| groups.iter().position(fits))
}

/// Whether group and clause name a country in common.
fn shares(group: &Group, clause: &Clause) -> bool {
    clause.countries.iter().any(|country| group.countries.contains(country))
}

fn incident(
    reading: &Reading<'_>,
    page: &Page<'_>,
    found: &Suggestions,
    group: &Group,
) -> IncidentSuggestion {
    let dated = group.date;
    let first = groups_first(found, group);
    let placed = place::of_group(page, found, group.sentence, group.place, first);
    let guess = placed.is_some_and(|p: Placed| p.is_guess);
    let place = placed.map(|p| p.place);
    let place_text =
        place.and_then(|p| found.places.get(p)).map_or_else(String::new, |p| p.name.clone());
    let (event_type, sub_event_type, what) = event::of(page, group.sentence);
    let claims = || group.claims.iter().filter_map(|nth| found.claims.get(*nth));
    let title = match place_text.as_str() {
        "" => what.to_owned(),
        // A guess names nothing.
        _ if guess => what.to_owned(),
        place => format!("{} {what}", titled(place)),
    };
    IncidentSuggestion {
        title: capital(&title),
        range: group.sentence,
        claims: group.claims.clone(),
        date: dated,
        when: dated.and_then(|d| found.dates.get(d)).and_then(|d| d.span),
        place,
        place_text,
        place_is_guess: guess,
        event_type,
        sub_event_type: SmolStr::new_static(sub_event_type),
        killed: total(page, claims(), &Outcome::Killed),
        injured: total(page, claims(), &Outcome::Injured),
        responsibility: Vec::new(),
        why: Why::new(
            "claims of one date and place",
            claims().map(|c| c.number).chain(reading.published.map(|_| group.sentence)),
        ),
    }
}

/// "Teguey–Bankilaré" for "between Teguey and Bankilaré".
fn titled(place: &str) -> String {
    let between = place.strip_prefix("between ").and_then(|two| two.split_once(" and "));
    between.map_or_else(|| place.to_owned(), |(a, b)| format!("{a}–{b}"))
}

/// Whether a group is the one that the article begins with.
fn groups_first(found: &Suggestions, group: &Group) -> bool {
    let first = found.claims.iter().position(|claim| claim.incident.is_some());
    group.claims.first().copied() == first
}

fn capital(title: &str) -> String {
    let mut chars = title.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// All of an outcome: what the first sentence that tells of it adds up to, with what later ones
/// expressly add and with victims of a kind not told of before. Vague words count only where nobody
/// gives a number.
fn total<'a>(
    page: &Page<'_>,
    claims: impl Iterator<Item = &'a ClaimSuggestion>,
    outcome: &Outcome,
) -> Figure {
    let claims: Vec<&ClaimSuggestion> = claims
        .filter(|c| c.outcome == *outcome && c.subset.is_none() && c.scope != Scope::Several)
        .filter(|c| !c.figure.is_empty())
        .collect();
    let vague = claims.iter().all(|c| c.modifier == Modifier::Vague);
    let mut sum: Option<Figure> = None;
    let mut told_in = None;
    let mut told: Vec<&Category> = Vec::new();
    for claim in claims.into_iter().filter(|c| vague || c.modifier != Modifier::Vague) {
        let sentence = page.sentence_index(claim.range.start());
        let other_kind = claim.category != Category::Unknown
            && !told.contains(&&claim.category)
            && !told.iter().any(|c| matches!(c, Category::Unknown | Category::Mixed));
        let adds = told_in.is_none()
            || told_in == sentence
            || other_kind
            || says_further(page, sentence, claim);
        if !adds {
            continue;
        }
        told_in = told_in.or(sentence);
        told.push(&claim.category);
        sum = Some(sum.map_or(claim.figure, |sum| plus(sum, claim.figure)));
    }
    sum.unwrap_or_default()
}

/// "Additionally, two soldiers were killed", "another three".
fn says_further(page: &Page<'_>, sentence: Option<usize>, claim: &ClaimSuggestion) -> bool {
    let words =
        sentence.and_then(|at| page.sentences.get(at)).and_then(|s| s.range.slice(&page.lower));
    let begins = ["additionally", "in addition", "another", "also", "further", "par ailleurs"];
    let own = claim.range.slice(&page.lower).unwrap_or_default();
    let within = ["another", "additional", "further", " more", " also ", "autres"];
    words.is_some_and(|words| begins.iter().any(|word| words.starts_with(word)))
        || within.iter().any(|word| own.contains(word))
}

fn plus(a: Figure, b: Figure) -> Figure {
    let known = |f: Figure| f.best.or(f.low).or(f.high);
    let high = a.high.zip(b.high).map(|(a, b)| a.saturating_add(b));
    let low = a.low.unwrap_or(0).saturating_add(b.low.unwrap_or(0));
    let best = known(a).unwrap_or(0).saturating_add(known(b).unwrap_or(0));
    Figure::new(Some(low), Some(best), high)
}
