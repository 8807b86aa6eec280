//! The project as tables: `incidents.csv`, one row an incident; `figures.csv`, one row for each of
//! its groups of victims; and `claims.csv`, one row a claim with the words that bear it out.
//!
//! Positions are counted in Unicode code points of the article text, from 0, the end excluded.
//! An empty cell means that nothing is known. A cell that starts with `=`, `+`, `-`, `@`, a tab or
//! a line break and is no plain number has a `'` before it, so that no spreadsheet runs it.
//! An incident whose `part_of` names others is a part of them: a sum that counts them leaves it out.

mod figures;

use std::collections::HashMap;
use std::sync::Arc;

use super::table::Table;
use super::{ExportError, File, Format, Source};
use crate::analysis::{Standing, Total};
use crate::calendar::Precision;
use crate::model::{
    Actor, Article, Claim, Highlight, HighlightId, Incident, LinkKind, Outcome, Place, Project,
    SourceKind, Vocabulary as _,
};

/// `incidents.csv`, `figures.csv` and `claims.csv`.
#[derive(Debug)]
pub struct CsvTables;

impl Format for CsvTables {
    fn id(&self) -> &'static str {
        "csv"
    }

    fn label(&self) -> &'static str {
        "CSV tables"
    }

    fn about(&self) -> &'static str {
        "incidents, their figures and claims with quotes; for spreadsheets, R and Python"
    }

    fn files(&self, source: Source<'_>) -> Result<Vec<File>, ExportError> {
        Ok(vec![incidents(source)?, figures::figures(source)?, claims(source)?])
    }
}

fn incidents(source: Source<'_>) -> Result<File, ExportError> {
    let first = [
        "id",
        "title",
        "date_start",
        "date_end",
        "date_precision",
        "place",
        "place_text",
        "country",
        "latitude",
        "longitude",
        "geo_precision",
        "gazetteer_id",
        "coordinates_from",
        "coordinates_licence",
        "event_type",
        "sub_event_type",
        "parties",
        "responsibility",
        "grade",
        "status",
        "part_of",
    ];
    let bounds = ["low", "best", "high", "open_low", "open_high", "incomplete"];
    let figures = Outcome::all()
        .iter()
        .flat_map(|outcome| bounds.iter().map(move |bound| format!("{}_{bound}", outcome.id())));
    let figures: Vec<String> = figures.collect();
    let last =
        ["rule", "n_claims", "n_sources", "non_conflict", "overridden", "override_reason", "note"];
    let columns = first.into_iter().chain(figures.iter().map(String::as_str)).chain(last);
    let mut table = Table::new("incidents.csv", columns)?;
    for incident in by_date(source.project) {
        incident_row(source, incident, &mut table);
        table.end_row()?;
    }
    table.finish()
}

/// The incidents, the undated last.
fn by_date(project: &Project) -> Vec<&Arc<Incident>> {
    let mut rows: Vec<_> = project.incidents.values().collect();
    rows.sort_by_key(|i| (i.when.is_none(), i.when.as_ref().map(|w| (w.start, w.end)), &i.id));
    rows
}

fn incident_row(source: Source<'_>, incident: &Incident, table: &mut Table) {
    let Source { project, derived } = source;
    let place = incident.place.as_ref().and_then(|id| project.places.get(id));
    let when = incident.when.as_ref();
    let named = place.map(|p| p.name.as_str()).filter(|n| !n.is_empty());
    table.cell(incident.id.as_str());
    table.cell(&incident.title);
    table.maybe(when.map(|w| w.start));
    table.maybe(when.map(|w| w.end));
    table.maybe(when.map(|w| precision(w.precision)));
    table.cell(named.unwrap_or(&incident.place_text));
    table.cell(&incident.place_text);
    table.maybe(place.map(|p| &p.country));
    let at = place.and_then(|p| Place::coordinates(p));
    table.maybe(at.map(|(latitude, _)| latitude));
    table.maybe(at.map(|(_, longitude)| longitude));
    table.cell(incident.geo_precision.id());
    table.maybe(place.map(|p| &p.gazetteer));
    table.maybe(at.and(place).map(|p| p.provenance.id()));
    table.maybe(place.map(|p| &p.licence));
    table.cell(incident.event_type.id());
    table.cell(&incident.sub_event_type);
    table.cell(parties(source, incident));
    table.cell(responsibility(source, incident));
    table.cell(incident.grade.id());
    table.cell(incident.status.id());
    let links = derived.links_of(&incident.id).iter();
    let wholes = links.filter(|l| l.kind == LinkKind::PartOf && l.a == incident.id);
    table.cell(list(wholes.map(|link| link.b.as_str())));
    for outcome in Outcome::all() {
        total(derived.total(&incident.id, outcome), table);
    }
    let figures = derived.figures(&incident.id);
    // What a person has set follows from no rule.
    let overridden: Vec<_> = figures.iter().filter_map(|f| f.overridden.as_ref()).collect();
    let all = !overridden.is_empty() && overridden.len() == figures.len();
    table.cell(if all { "override" } else { project.codebook.best_rule.id() });
    table.maybe(Some(derived.claims_of(&incident.id).len()));
    table.maybe(Some(derived.independent_sources(project, &incident.id)));
    table.maybe(Some(figures.iter().any(|f| f.non_conflict)));
    table.maybe(Some(!overridden.is_empty()));
    let reasons = overridden.iter().filter_map(|by| project.overrides.get(&by.id));
    table.cell(reasons.map(|o| o.reason.trim()).collect::<Vec<_>>().join("; "));
    table.cell(&incident.note);
}

/// Several ids in one cell.
fn list<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(";")
}

fn total(total: Option<Total>, table: &mut Table) {
    table.maybe(total.and_then(|t| t.low));
    table.maybe(total.and_then(|t| t.known_best()));
    table.maybe(total.and_then(|t| t.high));
    table.maybe(total.map(|t| t.low.is_none()));
    table.maybe(total.map(|t| t.open));
    table.maybe(total.map(|t| t.incomplete));
}

fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::MultiDay => "multi_day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Quarter => "quarter",
        Precision::Year => "year",
        Precision::Unknown => "unknown",
    }
}

/// `Niger Armed Forces (A, target); IS Sahel (B)`.
fn parties(source: Source<'_>, incident: &Incident) -> String {
    let one = |party: &crate::model::Party| {
        let name =
            source.project.actors.get(&party.actor).map_or(party.actor.as_str(), |a| &a.name);
        let role = if party.role.is_empty() { String::new() } else { format!(", {}", party.role) };
        format!("{name} ({}{role})", party.side.id())
    };
    incident.parties.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// `IS Sahel: claimed, says IS statement; nobody: unclaimed`.
fn responsibility(source: Source<'_>, incident: &Incident) -> String {
    let one = |said: &crate::model::Responsibility| {
        let actor = said.actor.as_ref().map_or("nobody", |id| {
            source.project.actors.get(id).map_or(id.as_str(), |a: &Arc<Actor>| &a.name)
        });
        let by = said.source.as_ref().and_then(|id| source.project.sources.get(id));
        let by = by.map_or_else(String::new, |s| format!(", says {}", s.name));
        format!("{actor}: {}{by}", said.stance.id())
    };
    incident.responsibility.iter().map(one).collect::<Vec<_>>().join("; ")
}

const CLAIM_COLUMNS: &[&str] = &[
    "id",
    "highlights",
    "article",
    "article_path",
    "article_title",
    "publisher",
    "published",
    "quote",
    "start",
    "end",
    "outcome",
    "victim",
    "category",
    "side",
    "low",
    "best",
    "high",
    "verbatim",
    "modifier",
    "scope",
    "source",
    "source_type",
    "claimed_at",
    "review",
    "supersedes",
    "subset",
    "subset_of",
    "counts",
    "incident",
    "incident_title",
    "note",
    "coder",
    "changed",
];

fn claims(source: Source<'_>) -> Result<File, ExportError> {
    let project = source.project;
    let mut table = Table::new("claims.csv", CLAIM_COLUMNS.iter().copied())?;
    let positions = positions(source);
    let first = |claim: &Claim| project.highlights.get(claim.highlights.first()?);
    let article = |claim: &Claim| project.articles.get(&first(claim)?.article);
    let mut rows: Vec<&Arc<Claim>> = project.claims.values().collect();
    rows.sort_by_cached_key(|claim| {
        let place = article(claim).map(|a| (a.folder.clone(), a.path.clone()));
        (place, first(claim).map(|h| h.start), claim.id.clone())
    });
    for claim in rows {
        let highlight = first(claim).map(|h| &**h);
        claim_row(source, claim, article(claim).map(|a| &**a), highlight, &positions, &mut table);
        table.end_row()?;
    }
    table.finish()
}

fn claim_row(
    source: Source<'_>,
    claim: &Claim,
    article: Option<&Article>,
    highlight: Option<&Highlight>,
    positions: &HashMap<&HighlightId, (usize, usize)>,
    table: &mut Table,
) {
    let project = source.project;
    let position = highlight.and_then(|h| positions.get(&h.id));
    let said_by = claim.source.as_ref().map(|id| (id, project.sources.get(id)));
    let victim = claim.victim.as_ref();
    let incident = claim.incident.as_ref().and_then(|id| project.incidents.get(id));
    table.cell(claim.id.as_str());
    table.cell(list(claim.highlights.iter().map(HighlightId::as_str)));
    table.maybe(highlight.map(|h| &h.article));
    table.maybe(article.map(|a| &a.path));
    table.maybe(article.map(|a| &a.title));
    table.maybe(article.map(|a| &a.publisher));
    table.maybe(article.and_then(Article::published_on));
    table.maybe(highlight.map(|h| &h.exact));
    table.maybe(position.map(|(start, _)| start));
    table.maybe(position.map(|(_, end)| end));
    table.cell(claim.outcome.id());
    table.maybe(victim.map(|id| project.actors.get(id).map_or(id.as_str(), |a| &a.name)));
    table.cell(claim.category.id());
    table.cell(claim.side.id());
    table.maybe(claim.figure.low);
    table.maybe(claim.figure.best);
    table.maybe(claim.figure.high);
    table.cell(&claim.verbatim);
    table.cell(claim.modifier.id());
    table.cell(claim.scope.id());
    table.maybe(said_by.map(|(id, source)| source.map_or(id.as_str(), |s| &s.name)));
    let kind = said_by.map(|(_, source)| source.map_or(&SourceKind::Unknown, |s| &s.kind));
    table.cell(kind.unwrap_or(&SourceKind::Media).id());
    table.maybe(claim.claimed_at);
    table.cell(claim.review.id());
    table.cell(list(claim.supersedes.iter().map(crate::model::ClaimId::as_str)));
    table.maybe(claim.subset.as_ref().map(|s| s.kind.id()));
    table.maybe(claim.subset.as_ref().map(|s| &s.of));
    table.cell(match source.derived.standing(claim) {
        Standing::Loose => "no incident".to_owned(),
        Standing::Counts => "yes".to_owned(),
        Standing::HighOnly => "high bound only".to_owned(),
        Standing::LeftOut(why) => format!("no: {}", why.label()),
    });
    table.maybe(claim.incident.as_ref());
    table.maybe(incident.map(|i| &i.title));
    table.cell(&claim.note);
    table.cell(&claim.changed.by);
    table.maybe(Some(claim.changed.at).filter(|at| *at != jiff::Timestamp::UNIX_EPOCH));
}

/// Where highlights stand in their articles, in code points: one pass over each text. Highlights
/// that were not found again, and those of texts that the project does not keep, are absent.
fn positions(source: Source<'_>) -> HashMap<&HighlightId, (usize, usize)> {
    let mut positions = HashMap::new();
    for article in source.project.articles.values() {
        let Some(text) = &article.text else { continue };
        let highlights = source.derived.highlights_in(&article.id).iter();
        let held: Vec<_> = highlights.filter(|h| !h.unanchored).collect();
        let mut offsets: Vec<usize> = held.iter().flat_map(|h| [h.start, h.end]).collect();
        offsets.sort_unstable();
        offsets.dedup();
        let mut at = HashMap::new();
        let mut wanted = offsets.into_iter().peekable();
        let ends = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
        for (nth, byte) in ends.enumerate() {
            if wanted.peek().is_none() {
                break;
            }
            while wanted.next_if(|offset| *offset < byte).is_some() {}
            if wanted.next_if_eq(&byte).is_some() {
                at.insert(byte, nth);
            }
        }
        for highlight in held {
            let (start, end) = (at.get(&highlight.start), at.get(&highlight.end));
            if let Some((id, (start, end))) = source
                .project
                .highlights
                .get_key_value(&highlight.id)
                .map(|(id, _)| id)
                .zip(start.zip(end))
            {
                positions.insert(id, (*start, *end));
            }
        }
    }
    positions
}

#[cfg(test)]
mod tests;
