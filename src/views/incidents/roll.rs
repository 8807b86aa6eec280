//! The incidents in the order and by the filter of the table: worked out when something changes,
//! never for a frame.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date;

use super::record::{self, Record};
use crate::model::{Incident, IncidentId, Outcome, Place, Table, Vocabulary as _};
use crate::search::{Needle, fold};
use crate::session::{Moment, Session};

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
    /// What it was made of, the places apart: of these an edit touches many incidents.
    moment: Option<Moment>,
    places: Table<Place>,
    query: Query,
    all: usize,
    incidents: Vec<(SortKey, Arc<Incident>)>,
    records: HashMap<IncidentId, Rc<Record>>,
}

/// What rows are compared by. What is unknown comes last, in either direction.
#[derive(Debug)]
enum SortKey {
    Day(Option<Date>),
    Text(Option<String>),
    Number(Option<u64>),
}

impl Roll {
    /// Takes in a new state of the project or another query; says whether anything was to be done.
    pub fn refresh(&mut self, session: &Session, query: &Query) -> bool {
        let moment = session.moment();
        let revised = self.moment.as_ref() != Some(&moment);
        if !revised && self.query == *query {
            return false;
        }
        let before = self.moment.replace(moment);
        let touched = before.and_then(|before| session.touched_since(&before));
        let places = std::mem::replace(&mut self.places, session.project().places.clone());
        self.all = session.project().incidents.len();
        match touched {
            Some(touched) if self.query == *query && places.ptr_eq(&self.places) => {
                self.follow(session, &touched);
            }
            Some(_) | None => {
                if revised {
                    self.records.clear();
                }
                self.query = query.clone();
                self.make(session);
            }
        }
        true
    }

    fn make(&mut self, session: &Session) {
        let passes = passing(session, &self.query);
        let sort = self.query.sort;
        let incidents = session.project().incidents.values().filter(|incident| passes(incident));
        let keyed = incidents.map(|incident| (key(session, incident, sort), Arc::clone(incident)));
        self.incidents = keyed.collect();
        let descending = self.query.descending;
        self.incidents.sort_by(|a, b| order(a, b, descending));
    }

    /// Puts those that an edit has touched in their places.
    fn follow(&mut self, session: &Session, touched: &BTreeSet<IncidentId>) {
        if touched.is_empty() {
            return;
        }
        self.records.retain(|id, _| !touched.contains(id));
        self.incidents.retain(|(_, incident)| !touched.contains(&incident.id));
        let passes = passing(session, &self.query);
        let descending = self.query.descending;
        for incident in touched.iter().filter_map(|id| session.project().incidents.get(id)) {
            if passes(incident) {
                let own = (key(session, incident, self.query.sort), Arc::clone(incident));
                let at = self.incidents.partition_point(|o| order(o, &own, descending).is_lt());
                self.incidents.insert(at, own);
            }
        }
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
        self.incidents.get(nth).map(|(_, incident)| &incident.id)
    }

    /// The place of an incident.
    pub fn place(&self, id: &IncidentId) -> Option<usize> {
        self.incidents.iter().position(|(_, incident)| incident.id == *id)
    }

    /// The record in the nth place, prepared when it is first asked for.
    pub fn record(&mut self, session: &Session, nth: usize) -> Option<Rc<Record>> {
        let (_, incident) = self.incidents.get(nth)?;
        let record = self
            .records
            .entry(incident.id.clone())
            .or_insert_with(|| Rc::new(Record::new(session, incident)));
        Some(Rc::clone(record))
    }
}

/// Whether an incident has the words that are looked for.
fn passing<'a>(session: &'a Session, query: &Query) -> impl Fn(&Incident) -> bool + use<'a> {
    let needle = Needle::new(&query.text);
    move |incident| needle.as_ref().is_none_or(|needle| needle.matches(&words(session, incident)))
}

fn order(
    (a, x): &(SortKey, Arc<Incident>),
    (b, y): &(SortKey, Arc<Incident>),
    descending: bool,
) -> Ordering {
    let titles = || x.title.cmp(&y.title).then_with(|| x.id.cmp(&y.id));
    compare(a, b, descending).then_with(titles)
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
