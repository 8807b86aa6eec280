//! A chart that follows edits. What each incident gives to it is kept, so that after an edit only
//! the periods are added up anew in which a touched incident is drawn or was drawn.
//!
//! *Invariants*: what `follow` leaves is equal to what `of` gives for the same project.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use smol_str::SmolStr;

use super::key::{Key, Keys};
use super::part::{self, told_by_wholes};
use super::{By, Cell, ChartData, ChartSpec, MAX_SERIES, OTHER, Series};
use crate::analysis::derived::Derived;
use crate::analysis::figure::{GroupFigure, Total};
use crate::analysis::footer::Footer;
use crate::calendar::Period;
use crate::model::{Grade, Incident, IncidentId, Outcome, Project};

/// A chart and what it is made of.
pub struct Charted {
    pub(super) data: Arc<ChartData>,
    keys: Keys,
    /// By id.
    shares: Vec<Share>,
    layout: Layout,
}

/// What an incident gives to a chart.
struct Share {
    id: IncidentId,
    fate: Fate,
    /// Figures of accidents or disasters were left out.
    non_conflict: bool,
    /// Its dates reach over the period.
    imprecise: bool,
    /// Outcomes that an incident tells of which it is a part.
    told: Vec<Outcome>,
    /// For each figure that counts the number of its key, and what it adds to that.
    figures: Vec<(usize, Total)>,
}

/// Where an incident is on a chart, or why it is not.
#[derive(Clone, Copy)]
enum Fate {
    Drawn(Period),
    Discounted,
    Undated,
    /// It has no figure of what the chart counts.
    Null,
    /// All its figures are of accidents or disasters.
    Apart,
    /// It is part of another incident, whose figure stands for it.
    Part,
}

/// Rows and columns of a chart.
#[derive(PartialEq, Default)]
struct Layout {
    periods: Vec<Period>,
    /// Key and name of each series.
    series: Vec<(SmolStr, String)>,
    /// For the number of each key the series that it goes to.
    index: Vec<usize>,
}

impl Charted {
    /// The chart of a project's derived figures.
    pub fn of(project: &Project, derived: &Derived, spec: &ChartSpec) -> Self {
        let mut keys = Keys::new(spec.by);
        let mut days = HashMap::new();
        let shares = project
            .incidents
            .values()
            .map(|incident| share(project, derived, spec, incident, &mut keys, &mut days));
        let shares = shares.collect();
        let data = Arc::new(ChartData {
            spec: spec.clone(),
            periods: Vec::new(),
            labels: Vec::new(),
            series: Vec::new(),
            totals: Vec::new(),
            footer: Footer::default(),
        });
        let mut charted = Self { data, keys, shares, layout: Layout::default() };
        let (layout, footer) = charted.lay_out(project);
        charted.layout = layout;
        charted.draw_all(derived, footer);
        charted
    }

    /// The chart.
    pub fn data(&self) -> &Arc<ChartData> {
        &self.data
    }

    /// Brings the chart up to the project as it is now, where no incidents but these have changed,
    /// nor figures but theirs.
    pub fn follow(&mut self, project: &Project, derived: &Derived, touched: &BTreeSet<IncidentId>) {
        let mut days = HashMap::new();
        let mut stale = BTreeSet::new();
        // What a part gives hangs on its whole.
        let parts = touched.iter().flat_map(|whole| part::parts(derived, whole));
        let touched: BTreeSet<&IncidentId> = touched.iter().chain(parts).collect();
        for id in touched {
            let now = project.incidents.get(id).map(|incident| {
                share(project, derived, &self.data.spec, incident, &mut self.keys, &mut days)
            });
            stale.extend(now.as_ref().and_then(Share::period));
            match (self.shares.binary_search_by(|share| share.id.cmp(id)), now) {
                (Ok(at), Some(now)) => {
                    if let Some(share) = self.shares.get_mut(at) {
                        stale.extend(share.period());
                        *share = now;
                    }
                }
                (Ok(at), None) => stale.extend(self.shares.remove(at).period()),
                (Err(at), Some(now)) => self.shares.insert(at, now),
                (Err(_), None) => {}
            }
        }
        let (layout, footer) = self.lay_out(project);
        if layout == self.layout {
            self.draw_periods(derived, &stale, footer);
        } else {
            self.layout = layout;
            self.draw_all(derived, footer);
        }
    }

    /// Rows and columns of the chart, and what it leaves out.
    fn lay_out(&self, project: &Project) -> (Layout, Footer) {
        let spec = &self.data.spec;
        let mut footer = Footer::of(&project.codebook);
        footer.mixed = spec.by == By::Outcome;
        let drawn = self.shares.iter().filter_map(Share::period);
        let (first, last) = (drawn.clone().map(|p| p.start).min(), drawn.map(|p| p.start).max());
        let periods = first.zip(last).map_or_else(Vec::new, |(a, b)| spec.per.range(a, b));
        let mut totals: Vec<Option<Total>> = vec![None; self.keys.len()];
        for share in &self.shares {
            footer.non_conflict += usize::from(share.non_conflict);
            footer.imprecise += usize::from(share.imprecise);
            match share.fate {
                Fate::Discounted => footer.discounted += 1,
                Fate::Undated => footer.undated += 1,
                Fate::Null => footer.null += 1,
                Fate::Part => footer.parts += 1,
                Fate::Apart => {}
                Fate::Drawn(period) if periods.last().is_some_and(|last| period <= *last) => {
                    footer.incidents += 1;
                    for (key, figure) in &share.figures {
                        if let Some(total) = totals.get_mut(*key) {
                            *total = Some(total.map_or(*figure, |so_far| so_far.plus(*figure)));
                        }
                    }
                }
                Fate::Drawn(_) => footer.out_of_range += 1,
            }
        }
        let (series, index) = order(&self.keys, spec.by, totals);
        (Layout { periods, series, index }, footer)
    }

    fn draw_all(&mut self, derived: &Derived, footer: Footer) {
        let data = Arc::make_mut(&mut self.data);
        let Layout { periods, series, .. } = &self.layout;
        data.periods.clone_from(periods);
        data.labels = periods.iter().map(|p| data.spec.per.label(*p)).collect();
        data.totals = vec![Total::default(); periods.len()];
        let empty = |(key, label): &(SmolStr, String)| Series {
            key: key.clone(),
            label: label.clone(),
            hidden: data.spec.hidden.contains(key),
            cells: vec![Cell::default(); periods.len()],
        };
        data.series = series.iter().map(empty).collect();
        data.footer = footer;
        fill(data, &self.shares, &self.layout.index, derived, |_| true);
    }

    fn draw_periods(&mut self, derived: &Derived, stale: &BTreeSet<Period>, footer: Footer) {
        let data = Arc::make_mut(&mut self.data);
        for at in stale.iter().filter_map(|period| data.periods.binary_search(period).ok()) {
            let cells = data.series.iter_mut().filter_map(|series| series.cells.get_mut(at));
            cells.for_each(|cell| *cell = Cell::default());
            if let Some(total) = data.totals.get_mut(at) {
                *total = Total::default();
            }
        }
        data.footer = footer;
        fill(data, &self.shares, &self.layout.index, derived, |period| stale.contains(&period));
    }
}

impl Share {
    fn period(&self) -> Option<Period> {
        match self.fate {
            Fate::Drawn(period) => Some(period),
            Fate::Discounted | Fate::Undated | Fate::Null | Fate::Apart | Fate::Part => None,
        }
    }
}

/// Adds the incidents of these periods to their cells, which are empty.
fn fill(
    data: &mut ChartData,
    shares: &[Share],
    index: &[usize],
    derived: &Derived,
    these: impl Fn(Period) -> bool,
) {
    let ChartData { spec, periods, series, totals, .. } = data;
    let mut together: Vec<(usize, &GroupFigure)> = Vec::new();
    let mut shown: Vec<&GroupFigure> = Vec::new();
    for share in shares {
        let Some(period) = share.period().filter(|period| these(*period)) else { continue };
        let Ok(at) = periods.binary_search(&period) else { continue };
        let nth = |key: usize| index.get(key).copied().unwrap_or_default();
        together.clear();
        let figures = counted(derived.figures(&share.id), spec, &share.told);
        together.extend(share.figures.iter().map(|(key, _)| nth(*key)).zip(figures));
        together.sort_by_key(|(nth, _)| *nth);
        shown.clear();
        for figures in together.chunk_by(|(a, _), (b, _)| a == b) {
            let series = figures.first().and_then(|(nth, _)| series.get_mut(*nth));
            let Some(series) = series else { continue };
            let figures = figures.iter().map(|(_, figure)| *figure);
            if !series.hidden {
                shown.extend(figures.clone());
            }
            if let Some(cell) = series.cells.get_mut(at) {
                cell.add(&share.id, figures);
            }
        }
        if let Some(total) = totals.get_mut(at) {
            *total = total.plus(Total::over(&shown.iter().copied()));
        }
    }
}

/// Whether a figure is of what the chart counts, be it of an accident or disaster.
pub(super) fn is_of_outcome(figure: &GroupFigure, spec: &ChartSpec) -> bool {
    (spec.by == By::Outcome || figure.group.outcome == spec.outcome) && figure.has_number()
}

/// Whether a figure is of an accident or disaster, and those do not count.
fn apart(figure: &GroupFigure, spec: &ChartSpec) -> bool {
    figure.non_conflict && !spec.include_non_conflict
}

/// Whether the chart counts a figure.
pub(super) fn counts(figure: &GroupFigure, spec: &ChartSpec) -> bool {
    is_of_outcome(figure, spec) && !apart(figure, spec)
}

/// The figures that the chart counts, but for the outcomes that a whole tells.
fn counted<'a>(
    figures: &'a [GroupFigure],
    spec: &'a ChartSpec,
    told: &'a [Outcome],
) -> impl Iterator<Item = &'a GroupFigure> + Clone {
    figures.iter().filter(move |f| counts(f, spec) && !told.contains(&f.group.outcome))
}

/// What an incident gives to the chart. `days` knows the periods of days that were met.
fn share(
    project: &Project,
    derived: &Derived,
    spec: &ChartSpec,
    incident: &Incident,
    keys: &mut Keys,
    days: &mut HashMap<Date, Period>,
) -> Share {
    let mut share = Share {
        id: incident.id.clone(),
        fate: Fate::Discounted,
        non_conflict: false,
        imprecise: false,
        told: Vec::new(),
        figures: Vec::new(),
    };
    if incident.grade == Grade::Discounted {
        return share;
    }
    let Some(when) = &incident.when else {
        share.fate = Fate::Undated;
        return share;
    };
    let figures = derived.figures(&incident.id);
    if !figures.iter().any(|figure| counts(figure, spec)) {
        share.non_conflict = figures.iter().any(|figure| is_of_outcome(figure, spec));
        share.fate = if share.non_conflict { Fate::Apart } else { Fate::Null };
        return share;
    }
    share.told = told_by_wholes(project, derived, spec, &incident.id);
    let of_each = |f| (keys.of(project, f), Total::over(&std::iter::once(f)));
    share.figures = counted(figures, spec, &share.told).map(of_each).collect();
    if share.figures.is_empty() {
        share.fate = Fate::Part;
        return share;
    }
    share.non_conflict = figures.iter().any(|f| is_of_outcome(f, spec) && apart(f, spec));
    let middle = if when.start == when.end { when.start } else { when.span().midpoint() };
    let period = *days.entry(middle).or_insert_with(|| spec.per.period_of(middle));
    share.imprecise = !(period.contains(when.start) && period.contains(when.end));
    share.fate = Fate::Drawn(period);
    share
}

/// The series in their order, and for the number of each key which of them it goes to.
fn order(keys: &Keys, by: By, totals: Vec<Option<Total>>) -> (Vec<(SmolStr, String)>, Vec<usize>) {
    let numbered = keys.iter().enumerate().zip(totals);
    let mut told: Vec<(usize, &Key, Total)> =
        numbered.filter_map(|((nth, key), total)| Some((nth, key, total?))).collect();
    told.sort_by_key(|(_, key, _)| *key);
    told.sort_by_key(|(_, _, t)| Reverse((t.best, t.at_least)));
    let rest = if told.len() > MAX_SERIES { told.split_off(MAX_SERIES) } else { Vec::new() };
    match by {
        By::Outcome | By::Category | By::Side => told.sort_by_key(|(_, key, _)| *key),
        By::Actor => {}
    }
    let mut series = Vec::new();
    let mut index = vec![0; keys.len()];
    let mut goes = |nth: usize, to: usize| {
        if let Some(place) = index.get_mut(nth) {
            *place = to;
        }
    };
    for (nth, key, _) in told {
        goes(nth, series.len());
        series.push((key.id.clone(), key.label.as_str().to_owned()));
    }
    if !rest.is_empty() {
        for (nth, ..) in &rest {
            goes(*nth, series.len());
        }
        series.push((SmolStr::new_static(OTHER), format!("Other ({})", rest.len())));
    }
    (series, index)
}
