//! A chart with nothing on it: why, and the button that ends that.

use eframe::egui::Ui;

use super::left_out::Left;
use crate::analysis::{By, ChartData, ChartSpec};
use crate::model::{Outcome, Vocabulary as _};
use crate::session::Session;
use crate::ui::icon;
use crate::ui::widgets::{ActionButton, EmptyState};
use crate::views::ViewCtx;
use crate::views::command::UiCommand;

/// What the button asks the panel for.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Asked {
    /// List these incidents.
    List(Left),
    /// Show another chart.
    Show(ChartSpec),
}

/// Whether there is nothing to draw.
pub(super) fn is_empty(data: &ChartData) -> bool {
    data.is_empty()
}

/// Says why there is nothing to draw.
pub(super) fn show(ui: &mut Ui, data: &ChartData, ctx: &mut ViewCtx<'_>) -> Option<Asked> {
    let session = ctx.session;
    let spec = &data.spec;
    let all = session.project().incidents.len();
    if all == 0 {
        nothing_coded(ui, ctx);
        return None;
    }
    if !data.periods.is_empty() {
        let show = ActionButton::new("Show all series");
        let asked = EmptyState::new(icon::EYE_SLASH, "All series are switched off.");
        let shown = ChartSpec { hidden: std::collections::BTreeSet::new(), ..spec.clone() };
        return asked.action(show).show(ui).then_some(Asked::Show(shown));
    }
    if data.footer.undated == all {
        let sentence = if all == 1 {
            "The only incident has no date, so it has no place on a chart.".to_owned()
        } else {
            format!("None of the {all} incidents has a date, so they have no place on a chart.")
        };
        let list = ActionButton::new("List them").icon(icon::CALENDAR_BLANK);
        let state = EmptyState::new(icon::CALENDAR_BLANK, &sentence).action(list);
        return state.show(ui).then_some(Asked::List(Left::Undated));
    }
    if data.footer.non_conflict > 0 {
        let sentence = "The only figures are those of accidents or disasters.";
        let count = ActionButton::new("Count them");
        let counted = ChartSpec { include_non_conflict: true, ..spec.clone() };
        let state = EmptyState::new(icon::CHART_BAR, sentence).action(count);
        return state.show(ui).then_some(Asked::Show(counted));
    }
    no_figures(ui, session, data, ctx)
}

fn nothing_coded(ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
    let bare = ctx.session.rows().is_empty();
    let (sentence, word, symbol, command) = if bare {
        (
            "A chart grows here from the articles of a folder.",
            "Add a folder of articles",
            icon::FOLDER_PLUS,
            UiCommand::AddFolder,
        )
    } else {
        (
            "No incidents yet. Mark a figure in an article and put it into an incident: the chart \
             redraws as you code.",
            "Go to the Reader",
            icon::BOOK_OPEN,
            UiCommand::ShowReader,
        )
    };
    let button = ActionButton::new(word).icon(symbol);
    if EmptyState::new(icon::CHART_BAR, sentence).action(button).show(ui) {
        ctx.ui(command);
    }
}

fn no_figures(
    ui: &mut Ui,
    session: &Session,
    data: &ChartData,
    ctx: &mut ViewCtx<'_>,
) -> Option<Asked> {
    let spec = &data.spec;
    let other = other_outcome(session, spec);
    let (Some(other), true) = (other, spec.by != By::Outcome) else {
        let sentence = "No dated incident has a figure yet: it takes an accepted claim with a \
                        number.";
        let go = ActionButton::new("Go to the Incidents");
        if EmptyState::new(icon::CHART_BAR, sentence).action(go).show(ui) {
            ctx.ui(UiCommand::ShowIncidents);
        }
        return None;
    };
    let counted = spec.outcome.label().to_lowercase();
    let there = other.label().to_lowercase();
    let sentence = format!("No incident has a figure of {counted}, but there are some of {there}.");
    let word = format!("Show {there}");
    let state = EmptyState::new(icon::CHART_BAR, &sentence).action(ActionButton::new(&word));
    let shown = ChartSpec { outcome: other, ..spec.clone() };
    state.show(ui).then_some(Asked::Show(shown))
}

/// The outcome of which the most dated incidents have a figure.
fn other_outcome(session: &Session, spec: &ChartSpec) -> Option<Outcome> {
    let mut counts: std::collections::BTreeMap<Outcome, usize> = std::collections::BTreeMap::new();
    let dated = session.project().incidents.values().filter(|i| i.when.is_some());
    let figures = dated.flat_map(|i| session.derived().figures(&i.id));
    let counts_too = |non_conflict: bool| spec.include_non_conflict || !non_conflict;
    for figure in figures.filter(|f| f.has_number() && counts_too(f.non_conflict)) {
        *counts.entry(figure.group.outcome.clone()).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    counts.into_iter().find(|(_, n)| *n == most).map(|(outcome, _)| outcome)
}
