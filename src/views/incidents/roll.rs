//! The incidents in the order and by the filter of the table: worked out when something changes,
//! never for a frame.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;

use super::record::{self, Record};
use crate::model::{Incident, IncidentId, Outcome, Vocabulary as _};
use crate::search::{Needle, fold};
use crate::session::Session;

/// A column of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Column {
    /// When.
    #[default]
    Date,
    /// Name.
    Title,
    /// Where.
    Place,
    /// Killed.
    Killed,
    /// Injured.
    Injured,
    /// Other outcomes.
    Others,
    /// Number of claims.
    Claims,
    /// Number of independent sources.
    Sources,
    /// Type of event.
    Kind,
    /// Confidence grade.
    Grade,
    /// What to look at.
    Flags,
}

/// What the roll follows from.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Query {
    /// Words that the incident must have.
    pub text: String,
    /// The column that it is sorted by.
    pub sort: Column,
    /// From the greatest to the least.
    pub descending: bool,
}

/// Incidents in order.
#[derive(Debug, Default)]
pub struct Roll {
    /// Project, revision and query that it was made of.
    revision: u64,
    query: Query,
    all: usize,
    incidents: Vec<Arc<Incident>>,
    records: HashMap<IncidentId, Rc<Record>>,
}

/// What rows are compared by. What is unknown comes last, in either direction.
enum SortKey {
    Day(Option<Date>),
    Text(Option<String>),
    Number(Option<u64>),
}

impl Roll {
    /// Takes in a new revision or another query; says whether anything was to be done.
    pub fn refresh(&mut self, session: &Session, query: &Query) -> bool {
        let revised = self.revision != session.revision();
        if !revised && self.query == *query {
            return false;
        }
        if revised {
            self.records.clear();
        }
        self.revision = session.revision();
        self.query = query.clone();
        let incidents = &session.project().incidents;
        self.all = incidents.len();
        let needle = Needle::new(&query.text);
        let passes = |incident: &Incident| {
            needle.as_ref().is_none_or(|needle| needle.matches(&words(session, incident)))
        };
        let mut keyed: Vec<(SortKey, &Arc<Incident>)> = incidents
            .values()
            .filter(|incident| passes(incident))
            .map(|incident| (key(session, incident, query.sort), incident))
            .collect();
        keyed.sort_by(|(a, x), (b, y)| {
            compare(a, b, query.descending).then_with(|| x.id.cmp(&y.id))
        });
        self.incidents = keyed.into_iter().map(|(_, incident)| Arc::clone(incident)).collect();
        true
    }

    /// How many incidents are shown.
    pub fn len(&self) -> usize {
        self.incidents.len()
    }

    /// How many there are.
    pub fn all(&self) -> usize {
        self.all
    }

    /// The id in the nth place.
    pub fn id(&self, nth: usize) -> Option<&IncidentId> {
        self.incidents.get(nth).map(|i| &i.id)
    }

    /// The place of an incident.
    pub fn place(&self, id: &IncidentId) -> Option<usize> {
        self.incidents.iter().position(|i| i.id == *id)
    }

    /// The record in the nth place, prepared when it is first asked for.
    pub fn record(&mut self, session: &Session, nth: usize) -> Option<Rc<Record>> {
        let incident = self.incidents.get(nth)?;
        let record = self
            .records
            .entry(incident.id.clone())
            .or_insert_with(|| Rc::new(Record::new(session, incident)));
        Some(Rc::clone(record))
    }
}

fn words(session: &Session, incident: &Incident) -> String {
    let project = session.project();
    let mut words = format!(
        "{}\n{}\n{}\n{}\n{}\n{}",
        incident.title,
        record::place(project, incident),
        incident.place_text,
        incident.event_type.label(),
        incident.sub_event_type,
        incident.grade.label(),
    );
    if let Some(when) = &incident.when {
        words.push('\n');
        words.push_str(&when.span().display_iso());
    }
    for party in &incident.parties {
        if let Some(actor) = project.actors.get(&party.actor) {
            words.push('\n');
            words.push_str(&actor.name);
        }
    }
    words
}

fn key(session: &Session, incident: &Incident, column: Column) -> SortKey {
    let derived = session.derived();
    let id = &incident.id;
    let text = |text: &str| SortKey::Text((!text.is_empty()).then(|| fold(text)));
    // The greatest group: there is no sum of the two sides' dead.
    let toll = |outcome| {
        let own = derived.figures(id).iter().filter(|f| f.group.outcome == outcome);
        SortKey::Number(own.filter_map(|f| f.best.or(f.at_least)).max())
    };
    let count = |n: usize| SortKey::Number(Some(n as u64));
    match column {
        Column::Date => SortKey::Day(incident.when.as_ref().map(|w| w.start)),
        Column::Title => text(&incident.title),
        Column::Place => text(&record::place(session.project(), incident)),
        Column::Killed => toll(Outcome::Killed),
        Column::Injured => toll(Outcome::Injured),
        Column::Others => {
            let other = |o: &Outcome| !matches!(o, Outcome::Killed | Outcome::Injured);
            let figures = derived.figures(id).iter().filter(|f| other(&f.group.outcome));
            SortKey::Number(
                figures.filter_map(|f| f.best.or(f.at_least)).reduce(u64::saturating_add),
            )
        }
        Column::Claims => count(derived.claims_of(id).len()),
        Column::Sources => count(derived.independent_sources(session.project(), id)),
        Column::Kind => text(incident.event_type.label()),
        Column::Grade => {
            let nth = crate::model::Grade::all().iter().position(|g| *g == incident.grade);
            SortKey::Number(nth.map(|n| n as u64))
        }
        Column::Flags => count(Record::new(session, &Arc::new(incident.clone())).flags.len()),
    }
}

fn compare(a: &SortKey, b: &SortKey, descending: bool) -> Ordering {
    fn known_first<T: Ord>(a: Option<&T>, b: Option<&T>, descending: bool) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) if descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
    match (a, b) {
        (SortKey::Day(a), SortKey::Day(b)) => known_first(a.as_ref(), b.as_ref(), descending),
        (SortKey::Text(a), SortKey::Text(b)) => known_first(a.as_ref(), b.as_ref(), descending),
        (SortKey::Number(a), SortKey::Number(b)) => known_first(a.as_ref(), b.as_ref(), descending),
        // Keys of one column are of one kind.
        (SortKey::Day(_) | SortKey::Text(_) | SortKey::Number(_), _) => Ordering::Equal,
    }
}
