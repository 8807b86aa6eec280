//! Names of groups and forces: the project's own actors first, then a bundled list.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::page::Page;
use super::token::{TokenKind, lower, tokens};
use super::{ActorSuggestion, Detector, PlaceSuggestion, Reading, Suggestions, Why};
use crate::model::{ActorKind, GeoPrecision, Vocabulary as _};

/// Finds the names of actors.
pub struct Actors;

impl Detector for Actors {
    fn name(&self) -> &'static str {
        "actors"
    }

    fn detect(&self, reading: &Reading<'_>, page: &Page<'_>, found: &mut Suggestions) {
        let mut own = Roll::default();
        for (nth, actor) in reading.names.actors.iter().enumerate() {
            for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                own.add(name, nth);
            }
        }
        for sentence in &page.sentences {
            let (mut at, end) = sentence.tokens;
            while at < end {
                let registered = || {
                    let (nth, after) = own.at(page, at, end)?;
                    let actor = reading.names.actors.get(nth)?;
                    let range = page.span(at, after)?;
                    let suggestion = ActorSuggestion {
                        range,
                        name: actor.name.clone(),
                        kind: actor.kind.clone(),
                        registered: Some(actor.id.clone()),
                        why: Why::new("actor of the project", [range]),
                    };
                    Some((suggestion, after))
                };
                let Some((actor, after)) = registered().or_else(|| bundled(page, at, end)) else {
                    at += 1;
                    continue;
                };
                found.actors.push(actor);
                at = after;
            }
        }
        let mut forces: Vec<ActorSuggestion> = Vec::new();
        for place in &found.places {
            let force = force_of(reading, page, place);
            forces
                .extend(force.filter(|f| !found.actors.iter().any(|a| a.range.overlaps(&f.range))));
        }
        found.actors.append(&mut forces);
        found.actors.sort_by_key(|actor| actor.range.start());
    }
}

/// "Nigerien soldiers", "the army of Niger": the forces of a country that is named beside them.
fn force_of(
    reading: &Reading<'_>,
    page: &Page<'_>,
    place: &PlaceSuggestion,
) -> Option<ActorSuggestion> {
    if place.precision != GeoPrecision::Country || place.country.is_empty() {
        return None;
    }
    let words = page.words();
    let first = page.tokens.partition_point(|t| t.start < place.range.start());
    let mut after = page.tokens.partition_point(|t| t.start < place.range.end());
    while matches!(words.word(after), "'" | "’" | "s") {
        after += 1;
    }
    let noun = |at: usize| {
        matches!(
            words.word(at),
            "army"
                | "military"
                | "soldiers"
                | "soldier"
                | "troops"
                | "forces"
                | "armée"
                | "soldats"
                | "militaires"
        )
    };
    let before = |n: usize| first.checked_sub(n);
    let span = if noun(after) {
        (first, after + 1)
    } else if words.word(after) == "armed" && words.word(after + 1) == "forces" {
        (first, after + 2)
    } else if let Some(at) = before(1).filter(|at| noun(*at)) {
        // "soldats nigériens"; "forces Mali" is nothing.
        let people =
            place.range.slice(page.text).is_some_and(|w| !w.eq_ignore_ascii_case(&place.name));
        (people.then_some(at)?, after)
    } else {
        let of = (1..=3).find(|n| before(*n).is_some_and(&noun))?;
        let joined = (1..of).filter_map(before).all(|at| {
            matches!(
                words.word(at),
                "of" | "the" | "de" | "du" | "d" | "des" | "la" | "l" | "'" | "’"
            )
        });
        (before(of).filter(|_| joined && of > 1)?, after)
    };
    let range = page.span(span.0, span.1)?;
    // A mission of many nations bears the country that it works in.
    let is_force = |name: &str, kind: &ActorKind| match kind {
        ActorKind::StateForces => true,
        ActorKind::External => name.ends_with("Army") || name.ends_with("military"),
        ActorKind::RebelGroup
        | ActorKind::PoliticalMilitia
        | ActorKind::IdentityMilitia
        | ActorKind::Rioters
        | ActorKind::Protesters
        | ActorKind::Civilians
        | ActorKind::Unknown
        | ActorKind::Other(_) => false,
    };
    let mut own = reading.names.actors.iter();
    let own = own.find(|a| a.country == place.country && is_force(&a.name, &a.kind));
    let why = Why::new("forces of a country", [range]);
    if let Some(own) = own {
        let registered = Some(own.id.clone());
        let (name, kind) = (own.name.clone(), own.kind.clone());
        return Some(ActorSuggestion { range, name, kind, registered, why });
    }
    let mut known = BUNDLED.actors.iter();
    let known = known.find(|k| k.country == place.country && is_force(k.name, &k.kind));
    let (name, kind) = match known {
        Some(known) => (known.name.to_owned(), known.kind.clone()),
        None => (format!("Army of {}", place.name), ActorKind::StateForces),
    };
    Some(ActorSuggestion { range, name, kind, registered: None, why })
}

/// An actor of the bundled list.
struct Known {
    name: &'static str,
    kind: ActorKind,
    /// ISO 3166-1 alpha-3 code; empty for several.
    country: &'static str,
}

struct Bundled {
    actors: Vec<Known>,
    roll: Roll,
}

static BUNDLED: LazyLock<Bundled> = LazyLock::new(|| {
    let mut bundled = Bundled { actors: Vec::new(), roll: Roll::default() };
    let lines = include_str!("../../assets/lexicon/actors.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(name), Some(aliases), Some(kind)) = (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let nth = bundled.actors.len();
        for spelling in std::iter::once(name).chain(aliases.split(';')) {
            bundled.roll.add(spelling, nth);
        }
        let country = cells.next().unwrap_or_default().trim();
        bundled.actors.push(Known { name, kind: ActorKind::from_id(kind), country });
    }
    bundled
});

/// Names by their first word, the longest first.
#[derive(Default)]
struct Roll {
    by_first: HashMap<String, Vec<Name>>,
}

struct Name {
    /// The words after the first.
    rest: Vec<String>,
    /// Whether it is written in capitals only: "IS" is no "is".
    shouted: bool,
    actor: usize,
}

impl Roll {
    fn add(&mut self, name: &str, actor: usize) {
        let name = name.trim();
        let small = lower(name);
        let words = tokens(&small, &[]).into_iter().filter(|t| t.kind == TokenKind::Word);
        let mut words = words.filter_map(|t| small.get(t.start..t.end).map(str::to_owned));
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        let shouted = name.len() <= 5 && !name.chars().any(char::is_lowercase);
        let names = self.by_first.entry(first).or_default();
        let at = names.partition_point(|known| known.rest.len() >= rest.len());
        names.insert(at, Name { rest, shouted, actor });
    }

    /// The actor whose name begins at a token, and the token after it.
    fn at(&self, page: &Page<'_>, at: usize, end: usize) -> Option<(usize, usize)> {
        let words = page.words();
        let names = self.by_first.get(words.word(at))?;
        let first = page.tokens.get(at)?;
        names.iter().find_map(|name| {
            let mut next = at + 1;
            for word in &name.rest {
                while matches!(words.word(next), "'" | "’" | "s" | "-") && words.word(next) != word
                {
                    next += 1;
                }
                if words.word(next) != word || next >= end {
                    return None;
                }
                next += 1;
            }
            let written = page.text.get(first.start..first.end)?;
            let loud = !written.chars().any(char::is_lowercase);
            let capital = (at..next).any(|t| page.tokens.get(t).is_some_and(|t| t.capital));
            (capital && (!name.shouted || loud)).then_some((name.actor, next))
        })
    }
}

fn bundled(page: &Page<'_>, at: usize, end: usize) -> Option<(ActorSuggestion, usize)> {
    let (nth, after) = BUNDLED.roll.at(page, at, end)?;
    let known = BUNDLED.actors.get(nth)?;
    let range = page.span(at, after)?;
    let suggestion = ActorSuggestion {
        range,
        name: known.name.to_owned(),
        kind: known.kind.clone(),
        registered: None,
        why: Why::new("actor of the bundled list", [range]),
    };
    Some((suggestion, after))
}
