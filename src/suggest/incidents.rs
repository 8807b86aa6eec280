//! An article's claims, put together into what happened.

use super::page::Page;
use super::{Detector, IncidentSuggestion, Reading, Suggestions, Why};
use crate::model::{EventType, Figure, Outcome};

/// Groups claims into incidents.
pub struct Incidents;

impl Detector for Incidents {
    fn name(&self) -> &'static str {
        "incidents"
    }

    fn detect(&self, _: &Reading<'_>, page: &Page<'_>, found: &mut Suggestions) {
        let Some(first) = found.claims.first() else { return };
        let range = page.sentence_at(first.range.start()).unwrap_or(first.range);
        let of = |outcome: Outcome| {
            let first = found.claims.iter().find(|c| c.outcome == outcome);
            first.map_or(Figure::default(), |c| c.figure)
        };
        let date = found.dates.iter().position(|d| d.span.is_some() && !d.of_statement);
        let incident = IncidentSuggestion {
            title: String::new(),
            range,
            claims: (0..found.claims.len()).collect(),
            date,
            when: date.and_then(|at| found.dates.get(at)).and_then(|d| d.span),
            place: (!found.places.is_empty()).then_some(0),
            place_text: found.places.first().map_or_else(String::new, |p| p.name.clone()),
            event_type: EventType::Unspecified,
            sub_event_type: smol_str::SmolStr::default(),
            killed: of(Outcome::Killed),
            injured: of(Outcome::Injured),
            responsibility: Vec::new(),
            why: Why::new("claims of one article", [range]),
        };
        for claim in &mut found.claims {
            claim.incident = Some(0);
        }
        found.incidents.push(incident);
    }
}
