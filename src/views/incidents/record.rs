//! What the table says of an incident, prepared as text once for each change of the project.

use std::sync::Arc;

use crate::analysis::{GroupFigure, Total};
use crate::model::{Grade, Incident, Outcome, Project, Vocabulary as _};
use crate::session::Session;
use crate::ui::icon;

/// A figure as text, ready for a [`FigureLabel`](crate::ui::widgets::FigureLabel).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FigureText {
    /// Low bound.
    pub low: String,
    /// Best.
    pub best: String,
    /// High bound, `73+` where it is open.
    pub high: String,
    /// An analyst set it, or a part of it.
    pub overridden: bool,
    /// The rule and the groups behind it.
    pub tooltip: String,
}

/// A mark that says: look here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flag {
    /// Its icon.
    pub icon: char,
    /// What it means, in a word or two.
    pub word: &'static str,
    /// What it means, in a sentence.
    pub text: String,
    /// Whether something is to be done about it.
    pub warns: bool,
}

/// The figure of one group of victims as text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroupText {
    /// Who they were, in a word or two.
    pub who: String,
    /// The figure.
    pub figure: FigureText,
    /// Nobody attacked.
    pub non_conflict: bool,
}

/// An incident as the table shows it.
#[derive(Debug)]
pub struct Record {
    /// The incident.
    pub incident: Arc<Incident>,
    /// When, as far as it is known.
    pub date: Option<String>,
    /// How the date was resolved.
    pub date_rule: String,
    /// Where, with the country.
    pub place: String,
    /// How many were killed, group by group: the two sides' dead are not one toll.
    pub killed: Vec<GroupText>,
    /// How many were injured.
    pub injured: Vec<GroupText>,
    /// The other outcomes.
    pub others: Vec<(Outcome, GroupText)>,
    /// How many claims.
    pub claims: usize,
    /// How many independent sources.
    pub sources: usize,
    /// What to look at.
    pub flags: Vec<Flag>,
}

impl Record {
    /// The record of an incident.
    pub fn new(session: &Session, incident: &Arc<Incident>) -> Self {
        let (project, derived) = (session.project(), session.derived());
        let id = &incident.id;
        let figures = derived.figures(id);
        let of = |outcome: &Outcome| GroupText::of_outcome(project, figures, outcome);
        let mut others: Vec<Outcome> = figures.iter().map(|f| f.group.outcome.clone()).collect();
        others.dedup();
        others.retain(|o| !matches!(o, Outcome::Killed | Outcome::Injured));
        let others = others
            .into_iter()
            .flat_map(|o| of(&o).into_iter().map(move |text| (o.clone(), text)))
            .collect();
        let when = incident.when.as_ref();
        Self {
            date: when.map(|w| w.span().display_iso()),
            date_rule: when.map(|w| w.rule.clone()).unwrap_or_default(),
            place: place(project, incident),
            killed: of(&Outcome::Killed),
            injured: of(&Outcome::Injured),
            others,
            claims: derived.claims_of(id).len(),
            sources: derived.independent_sources(project, id),
            flags: flags(project, incident, figures),
            incident: Arc::clone(incident),
        }
    }

    /// The incident's title, or what stands for it.
    pub fn title(&self) -> &str {
        title(&self.incident)
    }

    /// The record for a screen reader.
    pub fn spoken(&self) -> String {
        let date = self.date.as_deref().unwrap_or("undated");
        let toll = match groups_in_words(&self.killed) {
            none if none.is_empty() => "killed unknown".to_owned(),
            killed => format!("killed {killed}"),
        };
        let known = [self.title(), date, &self.place, &toll];
        let flags = self.flags.iter().map(|flag| flag.text.as_str());
        let parts = known.into_iter().chain(flags).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// The incident's title, or what stands for it.
pub fn title(incident: &Incident) -> &str {
    if incident.title.is_empty() { "Untitled incident" } else { &incident.title }
}

/// The place with its country, as far as both are known.
pub fn place(project: &Project, incident: &Incident) -> String {
    let place = incident.place.as_ref().and_then(|id| project.places.get(id));
    let name = match place {
        Some(place) => &place.name,
        None => &incident.place_text,
    };
    match place.map(|p| p.country.as_str()).filter(|country| !country.is_empty()) {
        Some(country) if !name.is_empty() => format!("{name}, {country}"),
        Some(country) => country.to_owned(),
        None => name.clone(),
    }
}

fn flags(project: &Project, incident: &Incident, figures: &[GroupFigure]) -> Vec<Flag> {
    let mut flags = Vec::new();
    for figure in figures {
        let Some(by) = &figure.overridden else { continue };
        let group = group_label(figure);
        let reason = project.overrides.get(&by.id).map_or("", |o| o.reason.as_str());
        if by.stale {
            let text = format!("{group}: set by hand, and the claims have changed since");
            flags.push(Flag {
                icon: icon::CLOCK_COUNTER_CLOCKWISE,
                word: "Override stale",
                text,
                warns: true,
            });
        } else {
            let text = format!("{group}: set by hand: {reason}");
            flags.push(Flag { icon: icon::PENCIL_SIMPLE, word: "Set by hand", text, warns: false });
        }
    }
    if incident.grade == Grade::Contested {
        let text = "Sources contradict each other".to_owned();
        flags.push(Flag { icon: icon::SCALES, word: "Contested", text, warns: true });
    }
    if figures.iter().any(|f| f.non_conflict) {
        let text = "Not hostile: kept apart from figures of violence".to_owned();
        flags.push(Flag { icon: icon::INFO, word: "Not hostile", text, warns: false });
    }
    flags
}

/// `Killed, Military, Side A`; what is not known is left out.
pub fn group_label(figure: &GroupFigure) -> String {
    let who = who(figure);
    let outcome = figure.group.outcome.label();
    if who.is_empty() { outcome.to_owned() } else { format!("{outcome}, {who}") }
}

/// `Military, Side A`; what is not known is left out.
pub fn who(figure: &GroupFigure) -> String {
    let group = &figure.group;
    let mut parts = Vec::new();
    if group.category != crate::model::Category::Unknown {
        parts.push(group.category.label());
    }
    if group.side != crate::model::Side::Unknown {
        parts.push(group.side.label());
    }
    parts.join(", ")
}

impl FigureText {
    fn new(total: &Total, overridden: bool, tooltip: String) -> Self {
        let number = |n: Option<u64>| n.map_or_else(|| "—".to_owned(), |n| n.to_string());
        let plus = if total.open && total.at_least.is_some() { "+" } else { "" };
        Self {
            low: number(total.low),
            best: number(total.known_best()),
            high: format!("{}{plus}", number(total.at_least)),
            overridden,
            tooltip,
        }
    }

    /// The figure of one group.
    pub fn of_group(project: &Project, figure: &GroupFigure) -> Self {
        let tooltip = explain(project, figure);
        Self::new(&figure.whole(), figure.overridden.is_some(), tooltip)
    }

    /// The shortest form: `23`, `15–30`, `73+`, `—`.
    pub fn short(&self) -> String {
        match (self.low == self.high, self.best.as_str()) {
            (true, best) => best.to_owned(),
            (false, "—") if self.low != "—" => format!("{}–{}", self.low, self.high),
            (false, "—") => format!("≤\u{2009}{}", self.high),
            (false, best) if self.low == "—" => format!("{best} (≤\u{2009}{})", self.high),
            (false, best) if self.high.ends_with('+') => format!("{best}+"),
            (false, best) => format!("{best} ({}–{})", self.low, self.high),
        }
    }
}

impl GroupText {
    /// The groups of one outcome, those of violence first.
    fn of_outcome(project: &Project, figures: &[GroupFigure], outcome: &Outcome) -> Vec<Self> {
        let own = || figures.iter().filter(|f| f.group.outcome == *outcome);
        let word = |f: &GroupFigure| f.group.category.label().to_lowercase();
        let group = |f: &GroupFigure| {
            // The category says it, unless the other side has victims of it too.
            let twice = own().filter(|other| word(other) == word(f)).count() > 1;
            let mut name = if twice { who(f).to_lowercase() } else { word(f) };
            if f.non_conflict {
                name.push_str(", not hostile");
            }
            let mut figure = FigureText::of_group(project, f);
            figure.tooltip = format!("{}: {}\n{}", group_label(f), f.display(), figure.tooltip);
            Self { who: name, figure, non_conflict: f.non_conflict }
        };
        let mut groups: Vec<Self> = own().map(group).collect();
        groups.sort_by_key(|group| group.non_conflict);
        groups
    }
}

/// `23 (23–30) military · 30 militant`: each group by itself, never their sum.
pub fn groups_in_words(groups: &[GroupText]) -> String {
    let each = groups.iter().map(|group| format!("{} {}", group.figure.short(), group.who));
    each.collect::<Vec<_>>().join(" · ")
}

/// The rule, and the claims that the figure is made of.
fn explain(project: &Project, figure: &GroupFigure) -> String {
    let mut text = match &figure.overridden {
        Some(by) => {
            let reason = project.overrides.get(&by.id).map_or("", |o| o.reason.as_str());
            format!("Set by hand: {reason}. The rule gives {}.", figure.derived)
        }
        None => format!("By rule: {}.", figure.rule.label().to_lowercase()),
    };
    for id in figure.claims.iter().take(6) {
        let Some(claim) = project.claims.get(id) else { continue };
        let source = source_name(project, claim).unwrap_or("Article's own voice");
        let only = if figure.high_only.contains(id) { ", high bound only" } else { "" };
        text.push_str("\n· ");
        text.push_str(&[source, ": ", &short_figure(claim), only].concat());
    }
    if figure.claims.len() > 6 {
        text.push_str(&["\n· and ", &(figure.claims.len() - 6).to_string(), " more"].concat());
    }
    if let Some(left_over) = figure.left_over() {
        let adds = match left_over.at_least {
            Some(_) => left_over.display(),
            None => "nothing".to_owned(),
        };
        text.push_str("\nOther groups count some of these people too: in sums this one adds ");
        text.push_str(&[&adds, "."].concat());
    }
    text
}

/// Who says it; none for the article's own voice.
pub fn source_name<'a>(project: &'a Project, claim: &crate::model::Claim) -> Option<&'a str> {
    let source = claim.source.as_ref().and_then(|id| project.sources.get(id));
    source.map(|s| s.name.as_str())
}

/// A claim's number in its shortest form: `23`, `20–30`, `73+`, `≤ 20`, `~30`, `—`.
pub fn short_figure(claim: &crate::model::Claim) -> String {
    let figure = claim.figure;
    let about = if claim.modifier == crate::model::Modifier::About { "~" } else { "" };
    match (figure.low, figure.best, figure.high) {
        (None, None, None) => "—".to_owned(),
        (Some(low), _, Some(high)) if low == high => format!("{about}{low}"),
        (Some(low), _, Some(high)) => format!("{about}{low}–{high}"),
        (Some(low), best, None) => format!("{}+", best.unwrap_or(low)),
        (None, _, Some(high)) => format!("≤\u{2009}{high}"),
        (None, Some(best), None) => format!("{about}{best}"),
    }
}
