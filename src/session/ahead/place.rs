//! Where a suggested claim may belong: incidents of the project that fit, the incident that the
//! article tells of, or none yet. The choice is shown before anything is accepted.

use super::ReadAhead;
use super::proposal::taken;
use crate::analysis::fit;
use crate::calendar::DateSpan;
use crate::model::{Incident, IncidentId, Scope};
use crate::session::Session;
use crate::suggest::{IncidentSuggestion, PlaceSuggestion};

/// Where a claim goes when it is accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Placement {
    /// Into an incident of the project.
    Incident(IncidentId),
    /// Into a new incident, made of this proposal of the article.
    New(usize),
    /// Into none yet.
    Nowhere,
}

/// A possible place of a claim, for people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placing {
    /// Where.
    pub placement: Placement,
    /// The incident's title.
    pub title: String,
    /// Its date, place, and why it is likely.
    pub detail: String,
}

impl Session {
    /// Where a claim may belong, the likeliest first. Never empty.
    pub(super) fn placings(&self, ahead: &ReadAhead, nth: usize) -> Vec<Placing> {
        let scope = ahead.found.claims.get(nth).map(|claim| &claim.scope);
        let group = ahead.group_of(nth);
        let mut found = match group {
            Some(group) => self.placings_of(ahead, group),
            None => self.likely(ahead, nth, &[]),
        };
        let nowhere = Placing {
            placement: Placement::Nowhere,
            title: "No incident".to_owned(),
            detail: "assign it later".to_owned(),
        };
        // A toll of years belongs to no single incident, and guesses do not come first.
        let of_one = !matches!(scope, Some(Scope::Background | Scope::Several));
        if of_one && group.is_some() {
            found.push(nowhere);
        } else {
            found.insert(0, nowhere);
        }
        found
    }

    /// Where the claims of a proposed incident may belong.
    pub fn placings_of(&self, ahead: &ReadAhead, group: usize) -> Vec<Placing> {
        let Some(told) = ahead.found.incidents.get(group) else { return Vec::new() };
        let mut sure: Vec<Placing> = Vec::new();
        let mut perhaps: Vec<Placing> = Vec::new();
        // Where its other claims went already.
        for claim in told.claims.iter().filter_map(|nth| taken(ahead, *nth)) {
            let incident = self.project.claims.get(&claim).and_then(|c| c.incident.clone());
            // Claims of one paragraph may tell of two years.
            let other_date = |id: &IncidentId| {
                let known = self.project.incidents.get(id).and_then(|i| i.when.as_ref());
                let dates = known.map(crate::model::When::span).zip(told.when);
                dates.is_some_and(|(known, told)| !known.overlaps_within(&told, 2))
            };
            if let Some(incident) = incident.filter(|id| !other_date(id))
                && !has(&sure, &incident)
                && let Some(placing) = self.placing(&incident, "has the article’s other claims")
            {
                sure.push(placing);
            }
        }
        let place = told.place.filter(|_| !told.place_is_guess);
        let place = place.and_then(|at| ahead.found.places.get(at));
        let place_text = if told.place_is_guess { "" } else { told.place_text.as_str() };
        let mut names = vec![place_text];
        names.extend(place.map(|p| p.name.as_str()));
        let at = place.filter(|p| !p.flagged).and_then(|p| p.latitude.zip(p.longitude));
        for incident in self.project.incidents.values() {
            if has(&sure, &incident.id) {
                continue;
            }
            let fit = fit(&self.project, incident, told.when, &names, at);
            let (list, why) = match (fit.date, fit.place) {
                (true, true) => (&mut sure, "same date and place"),
                (true, false) => (&mut perhaps, "same date"),
                (false, true) if told.when.is_none() || incident.when.is_none() => {
                    (&mut perhaps, "same place")
                }
                (false, true | false) => continue,
            };
            list.extend(self.placing(&incident.id, why));
        }
        let known = sure.len();
        let mut found = sure;
        found.push(Placing {
            placement: Placement::New(group),
            title: format!("New: {}", title_of(told)),
            detail: describe(told.when, place_text, place, ""),
        });
        found.extend(perhaps);
        let likely = self.likely(ahead, told.claims.first().copied().unwrap_or(0), &found);
        found.extend(likely.into_iter().take(6_usize.saturating_sub(known)));
        found
    }

    /// The incidents that the words around a claim are likely to be about.
    fn likely(&self, ahead: &ReadAhead, nth: usize, known: &[Placing]) -> Vec<Placing> {
        let Some(claim) = ahead.found.claims.get(nth) else { return Vec::new() };
        let text = &ahead.text;
        let start =
            text.get(..claim.range.start()).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
        let around = text.get(start..).unwrap_or_default().split('\n').next().unwrap_or_default();
        let when = ahead.group_of(nth).and_then(|g| ahead.found.incidents.get(g)?.when);
        self.likely_incidents(&ahead.article, around, when)
            .into_iter()
            .filter(|(id, _)| !has(known, id))
            .filter_map(|(id, why)| self.placing(&id, &why))
            .collect()
    }

    fn placing(&self, incident: &IncidentId, why: &str) -> Option<Placing> {
        let incident: &Incident = self.project.incidents.get(incident)?;
        let when = incident.when.as_ref().map(crate::model::When::span);
        Some(Placing {
            placement: Placement::Incident(incident.id.clone()),
            title: incident.title.clone(),
            detail: describe(when, &incident.place_text, None, why),
        })
    }
}

fn has(placings: &[Placing], incident: &IncidentId) -> bool {
    placings.iter().any(|p| p.placement == Placement::Incident(incident.clone()))
}

/// The title of a proposed incident.
pub(super) fn title_of(told: &IncidentSuggestion) -> String {
    let date = told.when.map(|when| when.display_iso());
    match (told.title.trim(), told.place_text.trim(), date) {
        ("", "", None) => "Incident".to_owned(),
        ("", "", Some(date)) => format!("Incident of {date}"),
        ("", place, Some(date)) => format!("{place}, {date}"),
        ("", place, None) => place.to_owned(),
        // Two clashes at no known place would have one name.
        (title, place, Some(date)) if place.is_empty() || told.place_is_guess => {
            format!("{title}, {date}")
        }
        (title, _, _) => title.to_owned(),
    }
}

/// "20 March 2024 · Teguey (Tillabéri, NER) · same date and place".
fn describe(
    when: Option<DateSpan>,
    place_text: &str,
    place: Option<&PlaceSuggestion>,
    why: &str,
) -> String {
    let date = when.map_or_else(|| "undated".to_owned(), |when| when.display_prose());
    let around = place.map(|p| [p.admin1.as_str(), p.country.as_str()]);
    let around: Vec<&str> = around.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let place = match (place_text.trim(), around.is_empty()) {
        ("", _) => String::new(),
        (place, true) => place.to_owned(),
        (place, false) => format!("{place} ({})", around.join(", ")),
    };
    let parts = [date.as_str(), place.as_str(), why];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
