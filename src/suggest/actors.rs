//! Names of groups and forces: the project's own actors first, then a bundled list.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::page::Page;
use super::token::{TokenKind, lower, tokens};
use super::{ActorSuggestion, Detector, Reading, Suggestions, Why};
use crate::model::{ActorKind, Vocabulary as _};

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
    }
}

/// An actor of the bundled list.
struct Known {
    name: &'static str,
    kind: ActorKind,
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
        bundled.actors.push(Known { name, kind: ActorKind::from_id(kind) });
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
