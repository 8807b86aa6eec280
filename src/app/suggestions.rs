//! The loop over suggestions: go to the next one, accept, edit or reject it, and go on.

use std::sync::Arc;

use eframe::egui::Context;

use super::layout::Pane;
use super::window::{App, Asking};
use crate::edit::Command;
use crate::model::{Decision, IncidentId};
use crate::session::{Placement, ReadAhead};
use crate::ui::widgets::{Picker, PickerRow, Toast};
use crate::views::{Chosen, Focus, Suggested};

impl App {
    /// What was read ahead around a suggestion, and its place there, while it waits.
    pub(super) fn ahead_of(&self, suggested: &Suggested) -> Option<(Arc<ReadAhead>, usize)> {
        let ahead = self.session.read_ahead(&suggested.article)?;
        let nth = ahead.find(suggested.number, &suggested.outcome)?;
        Some((ahead, nth))
    }

    fn in_focus(&self) -> Option<(Arc<ReadAhead>, usize)> {
        self.ahead_of(self.shell.desk.suggested()?)
    }

    /// Where the claim of the suggestion in focus goes.
    fn placement(&self, ahead: &ReadAhead, nth: usize) -> Placement {
        let proposal = self.session.proposal(ahead, nth);
        proposal.map_or(Placement::Nowhere, |p| {
            self.shell.desk.placement(self.session.project(), ahead, &p)
        })
    }

    /// The proposed incident that the suggestion in focus is part of.
    pub(super) fn proposed_group(&self) -> Option<usize> {
        let (ahead, nth) = self.in_focus()?;
        ahead.group_of(nth)
    }

    /// The incident in focus, or that of the claim in focus.
    pub(super) fn incident_in_focus(&self) -> Option<IncidentId> {
        let desk = &self.shell.desk;
        let of_claim = || {
            let claim = self.session.project().claims.get(desk.claim()?)?;
            claim.incident.clone()
        };
        desk.incident().cloned().or_else(of_claim)
    }

    /// Whether Enter accepts the suggestion in focus: no form waits, and no button has the
    /// keyboard.
    pub(super) fn enter_accepts(&self, ctx: &Context) -> bool {
        let elsewhere = ctx.memory(eframe::egui::Memory::focused);
        self.shell.desk.suggested().is_some()
            && !self.has_form()
            && elsewhere.is_none_or(|id| self.shell.views.reader.is_text(id))
    }

    pub(super) fn has_form(&self) -> bool {
        self.shell.views.annotate.has_draft()
    }

    /// Goes to the suggestion after, or before, the one in focus or the caret.
    pub(super) fn next_suggestion(&mut self, forward: bool) {
        let Some(article) = self.shell.desk.article.clone() else { return };
        self.shell.prefs.suggestions = true;
        let Some(ahead) = self.session.read_ahead(&article) else {
            let words = if self.session.is_reading_ahead(&article) {
                "this long article is still being read ahead"
            } else {
                "this article cannot be read"
            };
            self.shell.toasts.push(Toast::new(words));
            return;
        };
        let at = match self.shell.desk.suggested().filter(|s| s.article == article) {
            Some(suggested) => Some(suggested.number.start()),
            None if forward => self.shell.views.reader.caret().checked_sub(1),
            None => Some(self.shell.views.reader.caret()),
        };
        self.show_next(&ahead, at, forward);
    }

    /// Puts the next suggestion after a byte into focus, the first one after the last. Where none
    /// is left, says so.
    fn show_next(&mut self, ahead: &ReadAhead, at: Option<usize>, forward: bool) {
        let mut waiting: Vec<usize> = ahead.waiting().map(|(nth, _)| nth).collect();
        let start = |nth: &usize| ahead.found.claims.get(*nth).map(|c| c.number.start());
        waiting.sort_by_key(start);
        let next = if forward {
            waiting.iter().find(|nth| start(nth) > at).or(waiting.first())
        } else {
            waiting.iter().rev().find(|nth| start(nth) < at).or(waiting.last())
        };
        let Some(&next) = next else {
            if self.shell.desk.suggested().is_some() {
                self.shell.desk.focus = Focus::Nothing;
            }
            let words = if ahead.found.claims.is_empty() {
                "no casualty claims are suggested in this article"
            } else {
                "no suggestion waits in this article any more"
            };
            self.shell.toasts.push(Toast::new(words));
            return;
        };
        self.look_at(ahead, next);
    }

    /// Puts a suggestion into focus and shows its words.
    fn look_at(&mut self, ahead: &ReadAhead, nth: usize) {
        let Some(claim) = ahead.found.claims.get(nth) else { return };
        self.shell.desk.focus = Focus::Suggestion(Suggested {
            article: ahead.article.clone(),
            number: claim.number,
            outcome: claim.outcome.clone(),
        });
        self.shell.desk.selection = None;
        self.show_pane(Pane::Reader);
        self.show_pane(Pane::Annotate);
        self.shell.views.reader.show_words(ahead.article.clone(), claim.range.as_range());
    }

    /// After a step was taken back: a suggestion that waits again is the one to look at. `judged` are
    /// the decisions on the open article before.
    pub(super) fn look_at_what_waits_again(&mut self, judged: &[Arc<Decision>]) {
        let Some(article) = self.shell.desk.article.clone() else { return };
        let Some(ahead) = self.session.read_ahead(&article) else { return };
        let still = self.session.decisions_of(&article);
        let gone = judged.iter().filter(|was| still.iter().all(|is| is.id != was.id));
        let waits = gone.filter_map(|was| ahead.find(was.anchor()?.range, &was.outcome)).min();
        if let Some(nth) = waits {
            self.look_at(&ahead, nth);
        }
    }

    /// Carries out what was made of a suggestion and goes on to the next one.
    fn judge(&mut self, ahead: &ReadAhead, nth: usize, command: Option<Command>) -> bool {
        let at = ahead.found.claims.get(nth).map(|claim| claim.number.start());
        let done = command.and_then(|command| self.edit(command));
        let Some(done) = done else { return false };
        self.moved_on(ahead, at, done.made_claim().map(Focus::Claim));
        true
    }

    /// After a decision: the next suggestion, else what was made.
    pub(super) fn moved_on(&mut self, before: &ReadAhead, at: Option<usize>, made: Option<Focus>) {
        let Some(ahead) = self.session.read_ahead(&before.article) else { return };
        if ahead.waiting().next().is_some() {
            self.show_next(&ahead, at, true);
            return;
        }
        self.shell.desk.focus = made.unwrap_or_default();
        self.shell.views.reader.focus();
        let words = "All suggestions of this article are judged";
        self.shell.toasts.push(Toast::new(words));
    }

    pub(super) fn accept_suggestion(&mut self) {
        let Some((ahead, nth)) = self.in_focus() else { return };
        let placement = self.placement(&ahead, nth);
        let command = self.session.accept(&ahead, nth, &placement);
        self.judge(&ahead, nth, command);
    }

    pub(super) fn reject_suggestion(&mut self) {
        let Some((ahead, nth)) = self.in_focus() else { return };
        let command = self.session.reject(&ahead, nth);
        self.judge(&ahead, nth, command);
    }

    pub(super) fn accept_incident(&mut self) {
        let Some((ahead, nth)) = self.in_focus() else { return };
        let Some(group) = ahead.group_of(nth) else { return };
        let placement = match self.placement(&ahead, nth) {
            Placement::Nowhere => Placement::New(group),
            placement @ (Placement::Incident(_) | Placement::New(_)) => placement,
        };
        let command = self.session.accept_incident(&ahead, group, &placement);
        self.judge(&ahead, nth, command);
    }

    pub(super) fn reject_incident(&mut self) {
        let Some((ahead, nth)) = self.in_focus() else { return };
        let Some(group) = ahead.group_of(nth) else { return };
        let command = self.session.reject_incident(&ahead, group);
        self.judge(&ahead, nth, command);
    }

    pub(super) fn edit_suggestion(&mut self) {
        let Some((ahead, nth)) = self.in_focus() else { return };
        let placement = self.placement(&ahead, nth);
        if self.shell.views.annotate.start_suggested(&self.session, &ahead, nth, &placement) {
            self.show_pane(Pane::Annotate);
        }
    }

    /// Asks where the claim in focus, and with it its whole proposed incident, shall go.
    pub(super) fn ask_placement(&mut self) {
        let Some((ahead, nth)) = self.in_focus() else { return };
        let Some(proposal) = self.session.proposal(&ahead, nth) else { return };
        let group = ahead.group_of(nth);
        let row = |placing: &crate::session::Placing| PickerRow {
            text: placing.title.clone(),
            detail: placing.detail.clone(),
            ..PickerRow::default()
        };
        let mut places = proposal.places;
        let incidents = self.session.project().incidents.values();
        let mut rest: Vec<_> = incidents
            .filter(|i| {
                let there = Placement::Incident(i.id.clone());
                !places.iter().any(|p| p.placement == there)
            })
            .collect();
        rest.sort_by(|a, b| a.title.cmp(&b.title));
        places.extend(rest.into_iter().map(|incident| {
            crate::session::Placing {
                placement: Placement::Incident(incident.id.clone()),
                title: incident.title.clone(),
                detail: incident
                    .when
                    .as_ref()
                    .map_or_else(|| "undated".to_owned(), |when| when.span().display_prose()),
            }
        }));
        let rows = places.iter().map(row).collect();
        let chosen = |placing: crate::session::Placing| Chosen {
            article: ahead.article.clone(),
            group,
            placement: placing.placement,
        };
        let choices = places.into_iter().map(chosen).collect();
        let title = "Suggested claims go to";
        let picker = Picker::new(title, "Type a few letters of the incident’s name", rows);
        self.shell.asking = Some(Asking::Placement(picker, choices));
    }

    /// Gives the incident in focus the likely date of the article; where it has that already, the
    /// next one.
    pub(super) fn take_date(&mut self) {
        let Some((ahead, incident)) = self.incident_and_article() else { return };
        let dates = self.session.dates_for(&ahead, &incident);
        let known = self.session.project().incidents.get(&incident);
        let now = known.and_then(|i| i.when.as_ref()).map(crate::model::When::span);
        let at = dates.iter().position(|date| now.is_some() && date.span == now);
        let Some(date) = next(&dates, at) else {
            let words = match ahead.published {
                Some(_) => "the article gives no day of what happened",
                None => {
                    "“on Friday” says nothing yet: set the day of publication above the text first"
                }
            };
            self.shell.toasts.push(Toast::new(words));
            return;
        };
        if let Some(command) = self.session.take_date(&ahead, &incident, date) {
            let words = date.arithmetic.clone();
            if self.edit(command).is_some() {
                self.shell.toasts.push(Toast::new(words));
            }
        }
    }

    /// The same for the place.
    pub(super) fn take_place(&mut self) {
        let Some((ahead, incident)) = self.incident_and_article() else { return };
        let places = self.session.places_for(&ahead, &incident);
        let project = self.session.project();
        let known = project.incidents.get(&incident);
        let text = known.map_or("", |i| i.place_text.as_str());
        let name = known
            .and_then(|i| i.place.as_ref())
            .and_then(|id| project.places.get(id))
            .map_or("", |p| p.name.as_str());
        let at = places.iter().position(|p| p.name == text || p.name == name);
        let Some(place) = next(&places, at) else {
            self.shell.toasts.push(Toast::new("the article names no place that is known"));
            return;
        };
        let parts = [place.name.as_str(), place.admin1.as_str(), place.country.as_str()];
        let mut words = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
        if place.flagged {
            words.push_str(": there are several of this name, choose its coordinates by hand");
        }
        let command = self.session.take_place(&incident, place);
        if self.edit(command).is_some() {
            self.shell.toasts.push(Toast::new(words));
        }
    }

    fn incident_and_article(&self) -> Option<(Arc<ReadAhead>, IncidentId)> {
        let ahead = self.session.read_ahead(self.shell.desk.article.as_ref()?)?;
        Some((ahead, self.incident_in_focus()?))
    }
}

/// The one after `at`, the first one after the last.
fn next<'l, T>(list: &[&'l T], at: Option<usize>) -> Option<&'l T> {
    let nth = at.map_or(0, |at| (at + 1) % list.len().max(1));
    list.get(nth).copied()
}
