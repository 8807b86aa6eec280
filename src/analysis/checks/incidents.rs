//! Checks of single incidents: dates, place, parties.

use std::collections::BTreeSet;

use super::{Finding, FindingKind, Scene, Subject};
use crate::model::{ActorId, EventType, Incident, Side, Vocabulary as _};

/// What is wrong with an incident.
pub(super) fn of_incident(scene: Scene<'_>, incident: &Incident, found: &mut Vec<Finding>) {
    let title = &incident.title;
    let subject = Subject::Incident(incident.id.clone());
    let mut say = |kind, message| found.push(Finding::new(kind, subject.clone(), message));
    match &incident.when {
        None => say(FindingKind::NoDate, format!("{title} has no date")),
        Some(when) if when.end < when.start => {
            let message = format!("{title} ends on {} and starts on {}", when.end, when.start);
            say(FindingKind::EndBeforeStart, message);
        }
        Some(_) => {}
    }
    if incident.place.is_none() && incident.place_text.trim().is_empty() {
        say(FindingKind::NoPlace, format!("{title} has no place"));
    }
    if incident.parties.is_empty() && incident.event_type != EventType::NonHostile {
        say(FindingKind::NoParty, format!("{title} has no party"));
    }
    for actor in on_both_sides(incident) {
        let name = scene.project.actors.get(&actor).map_or(actor.as_str(), |a| &a.name);
        say(FindingKind::BothSides, format!("{name} is on both sides of {title}"));
    }
    found.extend(later_than_reports(scene, incident));
}

fn on_both_sides(incident: &Incident) -> BTreeSet<ActorId> {
    let on = |side: &Side| -> BTreeSet<ActorId> {
        let parties = incident.parties.iter().filter(|p| p.side == *side);
        parties.map(|p| p.actor.clone()).collect()
    };
    on(&Side::A).intersection(&on(&Side::B)).cloned().collect()
}

fn later_than_reports(scene: Scene<'_>, incident: &Incident) -> Vec<Finding> {
    let Some(when) = &incident.when else { return Vec::new() };
    let reports = scene.derived.articles_of(scene.project, &incident.id);
    let reports = reports.iter().filter_map(|id| scene.project.articles.get(id));
    let dated = reports.filter_map(|article| Some((article, article.published.as_ref()?)));
    let early = dated.filter(|(_, published)| published.date < when.start);
    early
        .map(|(article, published)| Finding {
            kind: FindingKind::AfterReport,
            message: format!(
                "{} starts on {}, but “{}” reports it on {} ({})",
                incident.title,
                when.start,
                article.display_title(),
                published.date,
                published.basis.label(),
            ),
            subject: Subject::Incident(incident.id.clone()),
            also: vec![Subject::Article(article.id.clone())],
        })
        .collect()
}
