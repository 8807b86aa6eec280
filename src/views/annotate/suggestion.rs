//! The card of a suggested claim: all that would be made of it, why it is proposed, and the keys that
//! accept, change or reject it.

use std::sync::Arc;

use eframe::egui::{Label, Ui};

use super::claim_panel::shorten;
use crate::model::{Category, Scope, Side, SourceKind, Stance, Vocabulary};
use crate::session::{Placement, Placing, Proposal, ReadAhead};
use crate::suggest::ClaimSuggestion;
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT, tokens};
use crate::ui::widgets::{ActionButton, Chip, Field, FigureLabel, Row, Section, Tag, Tone};
use crate::views::command::UiCommand as C;
use crate::views::{Action, Chosen, ViewCtx, looks};

/// How many places a claim may go to are listed; the picker has the others.
const PLACES: usize = 3;

/// The card, with what it was made of.
#[derive(Default)]
pub(super) struct SuggestionCard {
    shown: Option<(Arc<ReadAhead>, Proposal)>,
}

impl SuggestionCard {
    /// Draws the card of the suggestion in focus; where there is none, how many wait.
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        let Some(article) = ctx.desk.article.clone().filter(|_| ctx.prefs.suggestions) else {
            return;
        };
        let Some(ahead) = ctx.session.read_ahead(&article) else {
            if ctx.session.is_reading_ahead(&article) {
                ui.label(theme::muted(ui, "Reading this long article ahead…"));
                ui.add_space(GAP);
            }
            return;
        };
        let waiting = ahead.waiting().count();
        let suggested = ctx.desk.suggested().filter(|s| s.article == article);
        let Some(nth) = suggested.and_then(|s| ahead.find(s.number, &s.outcome)) else {
            if waiting > 0 && ctx.desk.selection.is_none() {
                next(ui, ctx, waiting);
            }
            return;
        };
        let kept = self.shown.as_ref();
        if !kept.is_some_and(|(of, p)| Arc::ptr_eq(of, &ahead) && p.claim == nth) {
            self.shown = ctx.session.proposal(&ahead, nth).map(|p| (Arc::clone(&ahead), p));
        }
        let Some((_, proposal)) = &self.shown else { return };
        let count = match waiting {
            1 => "1 waits".to_owned(),
            n => format!("{n} wait"),
        };
        let mut asked = None;
        Section::new("Suggestion").count(&count).show_with(
            ui,
            |ui| {
                for (command, icon) in
                    [(C::NextSuggestion, icon::CARET_DOWN), (C::PreviousSuggestion, icon::CARET_UP)]
                {
                    let entry = command.entry();
                    let button = ActionButton::new(entry.text).icon_only(icon).quiet();
                    if ui.add(button.shortcut(entry.shortcut)).clicked() {
                        asked = Some(command);
                    }
                }
            },
            |ui| {
                if let Some(claim) = ahead.found.claims.get(nth) {
                    heading(ui, claim);
                    fields(ui, &ahead, claim, proposal);
                    places(ui, ctx, &ahead, proposal);
                    why(ui, &ahead, claim);
                    buttons(ui, ctx, &ahead, proposal);
                }
            },
        );
        if let Some(command) = asked {
            ctx.ui(command);
        }
    }
}

/// That suggestions wait, and the key to the first of them.
fn next(ui: &mut Ui, ctx: &mut ViewCtx<'_>, waiting: usize) {
    let count = waiting.to_string();
    Section::new("Suggestions").count(&count).show(ui, |ui| {
        let words = match waiting {
            1 => "One suggested claim waits in this article.",
            _ => "Suggested claims wait in this article, with dotted lines.",
        };
        ui.add(Label::new(theme::muted(ui, words)).wrap());
        ui.add_space(TIGHT);
        button(ui, ctx, C::NextSuggestion, "Next suggestion", icon::ARROW_RIGHT, false);
    });
}

fn heading(ui: &mut Ui, claim: &ClaimSuggestion) {
    let t = tokens(ui);
    ui.horizontal_wrapped(|ui| {
        Chip::new(claim.outcome.label())
            .hue(looks::outcome_hue(t, &claim.outcome))
            .icon(looks::outcome_icon(&claim.outcome))
            .underline(looks::outcome_line(&claim.outcome))
            .show(ui);
        let bound = |n: Option<u64>| n.map_or_else(|| "open".to_owned(), |n| n.to_string());
        if claim.figure.is_empty() {
            ui.label(theme::muted(ui, "no number"));
        } else {
            let figure = claim.figure;
            let [low, best, high] = [figure.low, figure.best, figure.high].map(bound);
            ui.add(FigureLabel::new(&low, &best, &high));
        }
        if claim.scope != Scope::Total {
            ui.add(Tag::new(claim.scope.label()).tone(Tone::Attention));
        }
        if claim.subset.is_some() {
            ui.add(Tag::new("part of another"));
        }
    });
    ui.add_space(TIGHT);
}

/// A line of the card: what it is, and what it says. Nothing is drawn for nothing.
fn line(ui: &mut Ui, label: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    Field::new(label).show(ui, |ui, _| ui.add(Label::new(text).wrap()));
}

fn fields(ui: &mut Ui, ahead: &ReadAhead, claim: &ClaimSuggestion, proposal: &Proposal) {
    let words = |range: crate::text::TextRange| {
        let words = range.slice(&ahead.text).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    line(ui, "Words", &format!("“{}”", shorten(&words(claim.range), 160)));
    if !claim.repeats.is_empty() {
        let again: Vec<String> =
            claim.repeats.iter().map(|r| format!("“{}”", shorten(&words(*r), 60))).collect();
        line(ui, "Said again", &again.join(", "));
    }
    let fields = &proposal.fields;
    let victim = fields.victim.as_deref().unwrap_or_default();
    // Words that name no actor go no farther than the claim's words.
    let category = known(fields.category.as_ref(), &Category::Unknown);
    let side = known(fields.side.as_ref(), &Side::Unknown);
    line(ui, "Victims", &joined(&[victim, &category.to_lowercase(), &side]));
    let source = match fields.source.as_deref().unwrap_or_default() {
        "" => "the article’s own voice".to_owned(),
        source => {
            let kind = known(Some(&proposal.source_kind), &SourceKind::Unknown);
            let speaks_for = match proposal.speaks_for.as_str() {
                "" => String::new(),
                actor if actor == source => String::new(),
                actor => format!("speaks for {actor}"),
            };
            let via = claim.source.as_ref().and_then(|s| s.via.as_deref());
            let via = via.map_or_else(String::new, |via| format!("by way of {via}"));
            joined(&[source, &kind.to_lowercase(), &speaks_for, &via])
        }
    };
    line(ui, "Source", &source);
    line(ui, "Said on", fields.claimed_at.as_deref().unwrap_or_default());
    if claim.scope != Scope::Total {
        line(ui, "Scope", claim.scope.label());
    }
    let Some(told) = claim.incident.and_then(|at| ahead.found.incidents.get(at)) else { return };
    let date = told.date.and_then(|at| ahead.found.dates.get(at));
    match (date, told.when) {
        (Some(date), _) => {
            let expression = words(date.range);
            let look = if date.flagged { "worth a look" } else { "" };
            let said = format!("“{expression}”: {}", date.arithmetic);
            line(ui, "Date", &joined(&[&said, look]));
        }
        (None, Some(when)) => line(ui, "Date", &when.display_prose()),
        (None, None) => line(ui, "Date", "none given"),
    }
    let place = told.place.and_then(|at| ahead.found.places.get(at));
    let around = place
        .map_or_else(String::new, |p| joined_with(&[p.admin1.as_str(), p.country.as_str()], ", "));
    let look = match place {
        Some(_) if told.place_is_guess => "a guess: not taken with the incident",
        Some(place) if place.flagged => "worth a look",
        Some(_) | None => "",
    };
    line(ui, "Place", &joined(&[&told.place_text, &around, look]));
    let kind = known(Some(&told.event_type), &crate::model::EventType::Unspecified);
    line(ui, "Type", &joined(&[&kind, &told.sub_event_type]));
    for said in told.responsibility.iter().filter_map(|at| ahead.found.responsibility.get(*at)) {
        let who = match said.stance {
            Stance::Unclaimed => "nobody".to_owned(),
            Stance::Claimed | Stance::Attributed | Stance::Denied | Stance::Other(_) => {
                said.actor.clone()
            }
        };
        line(ui, "Responsible", &joined(&[&who, &said.stance.label().to_lowercase()]));
    }
}

/// A term's label, where it says something.
fn known<T: Vocabulary>(term: Option<&T>, unknown: &T) -> String {
    term.filter(|term| *term != unknown).map_or_else(String::new, |t| t.label().to_owned())
}

fn joined(parts: &[&str]) -> String {
    joined_with(parts, " · ")
}

fn joined_with(parts: &[&str], between: &str) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    parts.join(between)
}

/// Where the claim goes: what Enter would do stands out, the others are a click away.
fn places(ui: &mut Ui, ctx: &mut ViewCtx<'_>, ahead: &ReadAhead, proposal: &Proposal) {
    let placement = ctx.desk.placement(ctx.session.project(), ahead, proposal);
    let mut listed: Vec<Placing> = proposal.places.iter().take(PLACES).cloned().collect();
    if !listed.iter().any(|p| p.placement == placement) {
        let other = proposal.places.iter().find(|p| p.placement == placement);
        listed.extend(other.cloned().or_else(|| elsewhere(ctx, &placement)));
    }
    let mut chosen = None;
    Field::new("Goes to").show(ui, |ui, _| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for placing in &listed {
                let on = placing.placement == placement;
                let icon = if on { icon::CHECK_CIRCLE } else { icon::CIRCLE };
                let row = ui.add(Row::new(&placing.title).icon(icon).selected(on).strong(on));
                if row.on_hover_text(&placing.detail).clicked() {
                    chosen = Some(placing.placement.clone());
                }
                if on && !placing.detail.is_empty() {
                    ui.add(Label::new(theme::caption(ui, placing.detail.as_str())).wrap());
                }
            }
            let entry = C::AssignIncident.entry();
            let more = ActionButton::new("Another incident…")
                .quiet()
                .shortcut(entry.shortcut)
                .show_shortcut()
                .tooltip("Choose where the claims of this proposal go");
            if ui.add(more).clicked() {
                ctx.ui(C::AssignIncident);
            }
        });
    });
    if let Some(placement) = chosen {
        let group = ahead.group_of(proposal.claim);
        ctx.push(Action::Place(Chosen { article: ahead.article.clone(), group, placement }));
    }
}

/// An incident that was chosen although nothing speaks for it.
fn elsewhere(ctx: &ViewCtx<'_>, placement: &Placement) -> Option<Placing> {
    let Placement::Incident(id) = placement else { return None };
    let incident = ctx.session.project().incidents.get(id)?;
    let title = incident.title.clone();
    Some(Placing { placement: placement.clone(), title, detail: String::new() })
}

fn why(ui: &mut Ui, ahead: &ReadAhead, claim: &ClaimSuggestion) {
    let fired: Vec<String> = claim
        .why
        .words
        .iter()
        .filter_map(|range| range.slice(&ahead.text))
        .map(|words| format!("“{}”", shorten(words, 48)))
        .collect();
    let text = format!("{}: {}", claim.why.rule, fired.join(", "));
    Field::new("Why").show(ui, |ui, _| ui.add(Label::new(theme::muted(ui, text)).wrap()));
}

fn buttons(ui: &mut Ui, ctx: &mut ViewCtx<'_>, ahead: &ReadAhead, proposal: &Proposal) {
    ui.add_space(GAP);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = eframe::egui::vec2(TIGHT, TIGHT);
        button(ui, ctx, C::AcceptSuggestion, "Accept", icon::CHECK, true);
        button(ui, ctx, C::EditSuggestion, "Edit", icon::PENCIL_SIMPLE, false);
        button(ui, ctx, C::RejectSuggestion, "Reject", icon::X, false);
        if let Some(group) = ahead.group_of(proposal.claim) {
            let word = match ahead.open_of(group).len() {
                0 | 1 => "Accept incident".to_owned(),
                n => format!("Accept incident, {n} claims"),
            };
            button(ui, ctx, C::AcceptIncident, &word, icon::LIST_CHECKS, false);
            if ahead.open_of(group).len() > 1 {
                button(ui, ctx, C::RejectIncident, "Reject incident", icon::X, false);
            }
        }
    });
}

fn button(ui: &mut Ui, ctx: &mut ViewCtx<'_>, command: C, word: &str, icon: char, primary: bool) {
    let entry = command.entry();
    let mut button = ActionButton::new(word)
        .icon(icon)
        .shortcut(entry.shortcut)
        .show_shortcut()
        .tooltip(entry.tip);
    if primary {
        button = button.primary();
    }
    if ui.add(button).clicked() {
        ctx.ui(command);
    }
}
