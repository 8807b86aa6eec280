//! Suggestions of one article as a JSON object: offsets in code points, terms in lower-case words.

use jiff::civil::Date;
use serde::Serialize;

use crate::calendar::Precision;
use crate::cli::articles::Article;
use crate::model::{Figure, Vocabulary};
use crate::suggest::{ClaimSuggestion, Suggestions, Why};
use crate::text::TextRange;

/// One article.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    path: &'a str,
    claims: Vec<ClaimOut<'a>>,
    nones: Vec<NoneOut<'a>>,
    dates: Vec<DateOut<'a>>,
    places: Vec<PlaceOut<'a>>,
    actors: Vec<ActorOut<'a>>,
    responsibility: Vec<ResponsibilityOut<'a>>,
    incidents: Vec<IncidentOut<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    start: usize,
    end: usize,
    quote: &'a str,
}

#[derive(Serialize)]
struct Reason<'a> {
    rule: &'a str,
    words: Vec<&'a str>,
}

#[derive(Serialize)]
struct ClaimOut<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    repeats: Vec<Words<'a>>,
    outcome: String,
    #[serde(flatten)]
    figure: Figure,
    modifier: String,
    verbatim: &'a str,
    victim: &'a str,
    category: &'a str,
    side: &'a str,
    subset: Option<&'a str>,
    subset_of: Option<usize>,
    scope: &'a str,
    source: Option<&'a str>,
    source_type: Option<&'a str>,
    via: Option<&'a str>,
    claimed_at: Option<Date>,
    supersedes: &'a [usize],
    incident: Option<usize>,
    why: Reason<'a>,
}

#[derive(Serialize)]
struct NoneOut<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    outcome: String,
    stated: bool,
    source: Option<&'a str>,
    incident: Option<usize>,
    why: Reason<'a>,
}

#[derive(Serialize)]
struct DateOut<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    from: Option<Date>,
    to: Option<Date>,
    precision: Option<Precision>,
    arithmetic: &'a str,
    flagged: bool,
    of_statement: bool,
    why: Reason<'a>,
}

#[derive(Serialize)]
struct PlaceOut<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    name: &'a str,
    country: &'a str,
    admin1: &'a str,
    lat: Option<f64>,
    lon: Option<f64>,
    precision: &'a str,
    flagged: bool,
    why: Reason<'a>,
}

#[derive(Serialize)]
struct ActorOut<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    name: &'a str,
    kind: &'a str,
    why: Reason<'a>,
}

#[derive(Serialize)]
struct ResponsibilityOut<'a> {
    #[serde(flatten)]
    words: Words<'a>,
    actor: &'a str,
    stance: &'a str,
    source: Option<&'a str>,
    incident: Option<usize>,
    why: Reason<'a>,
}

#[derive(Serialize)]
struct IncidentOut<'a> {
    title: &'a str,
    from: Option<Date>,
    to: Option<Date>,
    precision: Option<Precision>,
    place: Option<&'a str>,
    event_type: &'a str,
    sub_event_type: &'a str,
    killed: Figure,
    injured: Figure,
    claims: &'a [usize],
    responsibility: &'a [usize],
    why: Reason<'a>,
}

/// The code-point offsets of byte offsets of a text, found without counting from its start again.
struct Offsets<'a> {
    text: &'a str,
    /// Code points before every 256th byte.
    before: Vec<usize>,
}

/// How many bytes lie between two counts that are kept.
const STEP: usize = 256;

impl<'a> Offsets<'a> {
    fn of(text: &'a str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            before.push(count);
            count += chunk.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
        }
        Self { text, before }
    }

    fn at(&self, byte: usize) -> usize {
        let nth = (byte / STEP).min(self.before.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(nth * STEP..byte).unwrap_or_default();
        let more = rest.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
        self.before.get(nth).copied().unwrap_or(0) + more
    }

    fn words(&self, range: TextRange) -> Words<'a> {
        Words {
            start: self.at(range.start()),
            end: self.at(range.end()),
            quote: range.slice(self.text).unwrap_or_default(),
        }
    }

    fn why(&self, why: &'a Why) -> Reason<'a> {
        let words = why.words.iter().filter_map(|range| range.slice(self.text)).collect();
        Reason { rule: &why.rule, words }
    }
}

/// A term as its label says it, without capital and qualifiers: "at least", "casualties-unspecified".
fn plain(id: &str, joint: &str) -> String {
    id.replace('_', joint)
}

impl<'a> Line<'a> {
    pub(super) fn of(article: &'a Article, found: &'a Suggestions) -> Self {
        let offsets = Offsets::of(&article.text);
        let incident = |at: Option<usize>| at.filter(|at| *at < found.incidents.len());
        Self {
            path: &article.path,
            claims: found.claims.iter().map(|claim| ClaimOut::of(claim, &offsets)).collect(),
            nones: found
                .nones
                .iter()
                .map(|none| NoneOut {
                    words: offsets.words(none.range),
                    outcome: plain(none.outcome.id(), "-"),
                    stated: none.stated,
                    source: none.source.as_ref().map(|source| source.name.as_str()),
                    incident: incident(none.incident),
                    why: offsets.why(&none.why),
                })
                .collect(),
            dates: found
                .dates
                .iter()
                .map(|date| DateOut {
                    words: offsets.words(date.range),
                    from: date.span.map(|span| span.start),
                    to: date.span.map(|span| span.end),
                    precision: date.span.map(|span| span.precision),
                    arithmetic: &date.arithmetic,
                    flagged: date.flagged,
                    of_statement: date.of_statement,
                    why: offsets.why(&date.why),
                })
                .collect(),
            places: found
                .places
                .iter()
                .map(|place| PlaceOut {
                    words: offsets.words(place.range),
                    name: &place.name,
                    country: &place.country,
                    admin1: &place.admin1,
                    lat: place.latitude,
                    lon: place.longitude,
                    precision: place.precision.id(),
                    flagged: place.flagged,
                    why: offsets.why(&place.why),
                })
                .collect(),
            actors: found
                .actors
                .iter()
                .map(|actor| ActorOut {
                    words: offsets.words(actor.range),
                    name: &actor.name,
                    kind: actor.kind.id(),
                    why: offsets.why(&actor.why),
                })
                .collect(),
            responsibility: found
                .responsibility
                .iter()
                .map(|said| ResponsibilityOut {
                    words: offsets.words(said.range),
                    actor: &said.actor,
                    stance: said.stance.id(),
                    source: said.source.as_deref(),
                    incident: incident(said.incident),
                    why: offsets.why(&said.why),
                })
                .collect(),
            incidents: found
                .incidents
                .iter()
                .map(|incident| IncidentOut {
                    title: &incident.title,
                    from: incident.when.map(|when| when.start),
                    to: incident.when.map(|when| when.end),
                    precision: incident.when.map(|when| when.precision),
                    place: Some(incident.place_text.as_str()).filter(|place| !place.is_empty()),
                    event_type: incident.event_type.id(),
                    sub_event_type: &incident.sub_event_type,
                    killed: incident.killed,
                    injured: incident.injured,
                    claims: &incident.claims,
                    responsibility: &incident.responsibility,
                    why: offsets.why(&incident.why),
                })
                .collect(),
        }
    }
}

impl<'a> ClaimOut<'a> {
    fn of(claim: &'a ClaimSuggestion, offsets: &Offsets<'a>) -> Self {
        let source = claim.source.as_ref();
        Self {
            words: offsets.words(claim.range),
            repeats: claim.repeats.iter().map(|range| offsets.words(*range)).collect(),
            outcome: plain(claim.outcome.id(), "-"),
            figure: claim.figure,
            modifier: plain(claim.modifier.id(), " "),
            verbatim: &claim.verbatim,
            victim: &claim.victim,
            category: claim.category.id(),
            side: claim.side.id(),
            subset: claim.subset.as_ref().map(|subset| subset.kind.id()),
            subset_of: claim.subset.as_ref().and_then(|subset| subset.of),
            scope: claim.scope.id(),
            source: source.map(|source| source.name.as_str()),
            source_type: source.map(|source| source.kind.id()),
            via: source.and_then(|source| source.via.as_deref()),
            claimed_at: claim.claimed_at,
            supersedes: &claim.supersedes,
            incident: claim.incident,
            why: offsets.why(&claim.why),
        }
    }
}
