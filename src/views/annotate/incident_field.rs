//! The field that says to which incident a claim belongs: named, the likely ones first, or new.
//!
//! *Invariants*: what the program guesses is shown as a guess and is taken by the analyst alone; an
//! incident that is typed into a waiting form is made together with its claim, never before.

use std::collections::HashSet;

use eframe::egui::{Align, Id, Label, Layout, RichText, Ui};

use super::claim_form::{ClaimForm, FormSubject};
use super::names::Names;
use crate::calendar;
use crate::model::{ArticleId, Incident, IncidentId, Project};
use crate::session::Session;
use crate::ui::icon;
use crate::ui::theme::{self, TIGHT};
use crate::ui::widgets::{
    ActionButton, Autocomplete, AutocompleteOutput, Field, Known, Pick, Tag, Tone, focus_field,
    select_all, shortcut, words,
};
use crate::views::ViewCtx;
use crate::views::command::UiCommand;

/// The field, with what it proposes.
#[derive(Default)]
pub(super) struct IncidentField {
    text: String,
    /// What the form said when the text was last set.
    shown: Option<String>,
    /// The likely incidents, the likeliest first, with the reasons.
    likely: Vec<(IncidentId, String)>,
    /// The revision that they are of.
    revision: Option<u64>,
    /// The keyboard goes to the field, and what stands in it is selected.
    pub(super) fresh: bool,
}

/// Whether an incident was chosen: what the form then says has changed.
#[derive(Default)]
pub(super) struct Chosen {
    /// The field, for what Enter means.
    pub(super) output: Option<AutocompleteOutput>,
    /// Another incident than before.
    pub(super) changed: bool,
}

impl IncidentField {
    /// Works out the likely incidents anew where the project has changed.
    pub(super) fn refresh(&mut self, session: &Session, form: &ClaimForm) {
        if self.revision == Some(session.revision()) {
            return;
        }
        self.revision = Some(session.revision());
        self.likely = place_of(session, form)
            .map(|(article, at)| likely(session, &article, at, form))
            .unwrap_or_default();
    }

    /// What the program would guess: shown as a guess while no incident is chosen.
    pub(super) fn guess(&self, form: &ClaimForm) -> Option<&(IncidentId, String)> {
        let open = form.incident.is_none() && form.new_incident.trim().is_empty();
        self.likely.first().filter(|_| open)
    }

    /// Takes the guess.
    pub(super) fn take_guess(&mut self, form: &mut ClaimForm) {
        if let Some((id, _)) = self.guess(form) {
            form.incident = Some(id.clone());
        }
    }

    /// What is being typed and not yet what the form says.
    pub(super) fn typed(&self) -> Option<String> {
        let shown = self.shown.as_ref()?;
        (self.text != *shown).then(|| self.text.clone())
    }

    /// Puts back what was being typed: as if the keyboard had gone elsewhere then.
    pub(super) fn put_back(&mut self, typed: String, project: &Project, form: &mut ClaimForm) {
        self.text = typed;
        self.read(project, form);
    }

    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        ctx: &mut ViewCtx<'_>,
        names: &Names,
        form: &mut ClaimForm,
    ) -> Chosen {
        self.refresh(ctx.session, form);
        let project = ctx.session.project();
        let id = Id::unique("claim incident");
        let focused = ui.memory(|memory| memory.has_focus(id));
        let now = shown(project, form);
        if self.shown.as_ref() != Some(&now) && !focused {
            self.text.clone_from(&now);
            self.shown = Some(now);
        }
        // The names are gathered only while they can be listed: there may be very many.
        let rows = if focused { self.rows(names) } else { Vec::new() };
        let known: Vec<Known<'_>> =
            rows.iter().map(|(_, title, note)| Known::new(title).note(note)).collect();
        let key = UiCommand::AssignIncident.entry().shortcut;
        let key = key.map(|key| shortcut::text(ui, &key)).unwrap_or_default();
        let hint = match &form.subject {
            FormSubject::Draft { .. } => "none yet: name one".to_owned(),
            FormSubject::Claim(_) => format!("none yet: name one, or {key}"),
        };
        let output = Autocomplete::new("Incident", &known)
            .hint(&hint)
            .creates()
            .id(id)
            .show(ui, &mut self.text);
        if std::mem::take(&mut self.fresh) {
            focus_field(ui.ctx(), id);
            select_all(ui, id, &self.text);
        }
        let before = (form.incident.clone(), form.new_incident.clone());
        match &output.picked {
            Some(Pick::Known(index)) => {
                form.incident = rows.get(*index).map(|(id, _, _)| id.clone());
                form.new_incident.clear();
            }
            Some(Pick::Create(title)) => {
                form.incident = None;
                form.new_incident.clone_from(title);
            }
            None if output.edited => self.read(project, form),
            None => {}
        }
        let changed = before != (form.incident.clone(), form.new_incident.clone());
        self.beneath(ui, ctx, form);
        Chosen { output: Some(output), changed }
    }

    /// What was typed and left: nothing, a title that is known, or a new one.
    fn read(&self, project: &Project, form: &mut ClaimForm) {
        let typed = self.text.trim().to_lowercase();
        form.new_incident.clear();
        if typed.is_empty() {
            form.incident = None;
            return;
        }
        let fits = |incident: &Incident| incident.title.trim().to_lowercase() == typed;
        let chosen = form.incident.as_ref().and_then(|id| project.incidents.get(id));
        if chosen.is_some_and(|incident| fits(incident)) {
            return;
        }
        let mut likely = self.likely.iter().filter_map(|(id, _)| project.incidents.get(id));
        let found = likely
            .find(|i| fits(i))
            .or_else(|| project.incidents.values().find(|incident| fits(incident)));
        form.incident = found.map(|incident| incident.id.clone());
        if form.incident.is_none() {
            self.text.trim().clone_into(&mut form.new_incident);
        }
    }

    /// All incidents with what tells them apart: the likely ones first.
    fn rows(&self, names: &Names) -> Vec<(IncidentId, String, String)> {
        let likely: HashSet<&IncidentId> = self.likely.iter().map(|(id, _)| id).collect();
        let all = names.incidents();
        let of = |id: &IncidentId| all.iter().find(|(known, _, _)| known == id);
        let first = self.likely.iter().filter_map(|(id, why)| {
            let (id, title, date) = of(id)?;
            Some((id.clone(), title.clone(), format!("{date} · {why}")))
        });
        let rest = all.iter().filter(|(id, _, _)| !likely.contains(id)).cloned();
        first.chain(rest).collect()
    }

    fn beneath(&self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, form: &ClaimForm) {
        if !form.new_incident.trim().is_empty() {
            Field::new("").show(ui, |ui, _| {
                let words = "New: made when the form is accepted";
                ui.add(Label::new(theme::caption(ui, words)).wrap());
            });
            return;
        }
        let Some((id, why)) = self.guess(form) else { return };
        let Some(incident) = ctx.session.project().incidents.get(id) else { return };
        Field::new("").show(ui, |ui, _| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = TIGHT;
                let tip = "What the program would guess: nothing is assigned until you take it";
                ui.add(Tag::new("guess").tone(Tone::Attention)).on_hover_text(tip);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let entry = UiCommand::TakeGuess.entry();
                    let take = ActionButton::new("Take")
                        .icon(icon::CHECK)
                        .quiet()
                        .shortcut(entry.shortcut)
                        .show_shortcut()
                        .tooltip(entry.tip);
                    let name = format!("Take the guess: {}", incident.title);
                    if ui.add(take).accessible_name(name).clicked() {
                        ctx.ui(UiCommand::TakeGuess);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        words(ui, &incident.title, |_, s| RichText::new(s));
                    });
                });
            });
            ui.add(Label::new(theme::caption(ui, why)).wrap());
        });
    }
}

/// The words of the field while it has not the keyboard.
fn shown(project: &Project, form: &ClaimForm) -> String {
    let chosen = form.incident.as_ref().and_then(|id| project.incidents.get(id));
    chosen.map_or_else(|| form.new_incident.clone(), |incident| incident.title.clone())
}

/// Where the form's words stand.
fn place_of(session: &Session, form: &ClaimForm) -> Option<(ArticleId, usize)> {
    match &form.subject {
        FormSubject::Draft { article, range } => Some((article.clone(), range.start())),
        FormSubject::Claim(id) => {
            let project = session.project();
            let highlight = project.claims.get(id)?.highlights.first()?;
            let highlight = project.highlights.get(highlight)?;
            Some((highlight.article.clone(), highlight.start))
        }
    }
}

/// The incidents that the words are likely to be about. Where one report goes on about one
/// incident, the next claim is most likely about it too: that of the claim before stands first,
/// unless the paragraph speaks for another.
fn likely(
    session: &Session,
    article: &ArticleId,
    at: usize,
    form: &ClaimForm,
) -> Vec<(IncidentId, String)> {
    let Ok(text) = session.text(article) else { return Vec::new() };
    let start = text.get(..at).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
    let rest = text.get(start..).unwrap_or_default();
    let paragraph = rest.split('\n').next().unwrap_or_default();
    let published = session.article(article).and_then(|a| a.published_on());
    let mut dates = calendar::find(paragraph, published).into_iter().filter_map(|(_, r)| r.ok());
    let date = dates.next().map(|r| r.span).filter(|_| dates.next().is_none());
    let mut likely = session.likely_incidents(article, paragraph, date);
    if let Some(before) = before(session, article, at, form) {
        let place = likely.iter().position(|(id, _)| *id == before);
        let why = "the claim before is of it".to_owned();
        match place {
            Some(place) => {
                let (id, reasons) = likely.remove(place);
                let named_here = |(_, why): &(IncidentId, String)| why.contains("is named here");
                let to = likely.iter().take_while(|other| named_here(other)).count();
                let to = if reasons.contains("is named here") { 0 } else { to };
                likely.insert(to, (id, format!("{why}, {reasons}")));
            }
            None => likely.insert(0, (before, why)),
        }
    }
    likely
}

/// The incident of the claim that stands nearest before `at` in the article.
fn before(
    session: &Session,
    article: &ArticleId,
    at: usize,
    form: &ClaimForm,
) -> Option<IncidentId> {
    let own = match &form.subject {
        FormSubject::Claim(id) => Some(id),
        FormSubject::Draft { .. } => None,
    };
    let outline = session.outline(article).ok()?;
    let others = outline.marks.iter().filter(|m| m.claim.is_some() && m.claim.as_ref() != own);
    others.filter(|m| m.range.start <= at).filter_map(|m| m.incident.clone()).next_back()
}
