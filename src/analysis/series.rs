//! Charts as plain numbers: which figures fall into which period and series.
//!
//! *Invariants*: every cell names the incidents and claims that it is made of; a figure without a
//! number makes no bar; what is not drawn is counted in the [footer](Footer).

mod charted;
mod key;
mod part;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use smol_str::SmolStr;

pub use self::charted::Charted;
pub use self::part::told_by_wholes;
use super::derived::Derived;
use super::figure::{GroupFigure, Total};
use super::footer::Footer;
use crate::calendar::{Per, Period};
use crate::model::{ClaimId, IncidentId, Outcome, Project, Vocabulary as _};

/// The most series that a chart tells apart; the others are drawn together.
pub const MAX_SERIES: usize = 7;

/// Key of the series that holds the others together.
pub const OTHER: &str = "~other";

/// What the series of a chart stand for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum By {
    /// What happened to the victims: killed, injured and so on.
    #[default]
    Outcome,
    /// What kind of people they were.
    Category,
    /// Which side they belonged to.
    Side,
    /// Who they were; their category where no actor is named.
    Actor,
}

impl By {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Outcome, Self::Category, Self::Side, Self::Actor];

    /// For people: completes "Killed by …".
    pub fn label(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Category => "victim category",
            Self::Side => "side",
            Self::Actor => "actor",
        }
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Outcome => "outcome",
            Self::Category => "category",
            Self::Side => "side",
            Self::Actor => "actor",
        })
    }
}

/// A word that names no kind of series.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("\"{0}\" is no kind of series: outcome, category, side or actor")]
pub struct UnknownBy(String);

impl FromStr for By {
    type Err = UnknownBy;

    fn from_str(word: &str) -> Result<Self, UnknownBy> {
        let low = word.trim().to_lowercase();
        let found = Self::ALL.into_iter().find(|by| by.to_string() == low);
        found.ok_or_else(|| UnknownBy(word.to_owned()))
    }
}

/// What a chart shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ChartSpec {
    /// What its series stand for.
    pub by: By,
    /// How long its periods are.
    pub per: Per,
    /// The outcome that it counts; of no effect by outcome.
    pub outcome: Outcome,
    /// Keys of the series that are switched off.
    pub hidden: BTreeSet<SmolStr>,
    /// Whether accidents and disasters count.
    pub include_non_conflict: bool,
}

/// Outcomes whose people may be among those of another outcome, or that dwarf all others: stacked
/// on the killed they would count people twice.
const OVERLAPPING: [Outcome; 3] = [Outcome::Neutralised, Outcome::Casualties, Outcome::Displaced];

impl ChartSpec {
    /// What a chart shows before anybody has chosen: by outcome and month, with the outcomes
    /// switched off that overlap others.
    pub fn opening() -> Self {
        let hidden = OVERLAPPING.iter().map(|outcome| SmolStr::new(outcome.id())).collect();
        Self { hidden, ..Self::default() }
    }
}

/// A chart as numbers.
#[derive(Clone, PartialEq, Debug)]
pub struct ChartData {
    /// What it shows.
    pub spec: ChartSpec,
    /// From the first to the last in which something happened, empty ones included.
    pub periods: Vec<Period>,
    /// Their names: `2024-03`.
    pub labels: Vec<String>,
    /// The series, those that are switched off included.
    pub series: Vec<Series>,
    /// For each period the sum of the series that are switched on.
    pub totals: Vec<Total>,
    /// What the chart rests on and what it leaves out.
    pub footer: Footer,
}

/// One colour of a chart.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// What [`ChartSpec::hidden`] knows it by.
    pub key: SmolStr,
    /// Its name for people.
    pub label: String,
    /// Whether it is switched off.
    pub hidden: bool,
    /// One cell a period.
    pub cells: Vec<Cell>,
}

/// One series in one period.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Cell {
    /// The sum of its figures. Its `best` is the height of the bar; none where there is no bar. Its
    /// `at_least` is where the whisker ends, or its arrow begins.
    pub total: Total,
    /// The incidents that it counts, by id, with the claims that say so.
    pub incidents: Vec<(IncidentId, Vec<ClaimId>)>,
}

/// Where a cell is in [`ChartData::series`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CellAt {
    /// Index of the series.
    pub series: usize,
    /// Index of the period.
    pub period: usize,
}

impl ChartData {
    /// A neutral title: `Killed by victim category, per month`.
    pub fn title(&self) -> String {
        let what = match self.spec.by {
            By::Outcome => "Casualties",
            By::Category | By::Side | By::Actor => self.spec.outcome.label(),
        };
        format!("{what} by {}, per {}", self.spec.by.label(), self.spec.per)
    }

    /// The period that is not over today: more may come.
    pub fn unfinished(&self, today: jiff::civil::Date) -> Option<usize> {
        self.periods.iter().rposition(|p| p.contains(today) && today < p.end)
    }

    /// The series that are switched on.
    pub fn shown(&self) -> impl Iterator<Item = &Series> {
        self.series.iter().filter(|s| !s.hidden)
    }

    /// Whether there is anything to draw.
    pub fn is_empty(&self) -> bool {
        self.totals.iter().all(|t| t.at_least.is_none())
    }

    /// The cell at this place.
    pub fn cell(&self, at: CellAt) -> Option<&Cell> {
        self.series.get(at.series)?.cells.get(at.period)
    }

    /// The cells that an incident feeds.
    pub fn fed_by_incident(&self, incident: &IncidentId) -> Vec<CellAt> {
        self.fed(|id, _| id == incident)
    }

    /// The cells that a claim feeds.
    pub fn fed_by_claim(&self, claim: &ClaimId) -> Vec<CellAt> {
        self.fed(|_, claims| claims.contains(claim))
    }

    fn fed(&self, by: impl Fn(&IncidentId, &[ClaimId]) -> bool) -> Vec<CellAt> {
        let mut fed = Vec::new();
        for (series, one) in self.series.iter().enumerate() {
            for (period, cell) in one.cells.iter().enumerate() {
                if cell.incidents.iter().any(|(id, claims)| by(id, claims)) {
                    fed.push(CellAt { series, period });
                }
            }
        }
        fed
    }
}

/// The chart of a project's derived figures.
pub fn chart(project: &Project, derived: &Derived, spec: &ChartSpec) -> ChartData {
    Arc::unwrap_or_clone(Charted::of(project, derived, spec).data)
}

impl Cell {
    fn add<'a>(
        &mut self,
        incident: &IncidentId,
        figures: impl Iterator<Item = &'a GroupFigure> + Clone,
    ) {
        self.total = self.total.plus(Total::over(&figures));
        let mut claims: Vec<ClaimId> = figures.flat_map(GroupFigure::support).cloned().collect();
        claims.sort_unstable();
        claims.dedup();
        self.incidents.push((incident.clone(), claims));
    }

    /// Low, best and high for people: `23 – 23 – 30`.
    pub fn display(&self) -> String {
        self.total.display()
    }
}

#[cfg(test)]
mod tests;
