//! Annotate: the selection, the claim form, the incident form, the article's incidents.

mod claim_entry;
mod claim_form;
mod claim_panel;
mod drafts;
mod figures;
mod incident_field;
mod incident_form;
mod incident_panel;
mod links;
mod names;
mod place_field;
mod relations;
mod reported;
mod selection;
mod suggestion;
mod waiting;

use eframe::egui::{Frame, Label, Margin, ScrollArea, Ui};

pub use claim_form::{BoundError, ClaimForm, FormSubject, Refused};
pub use incident_form::{
    Checked, CoordinatesError, IncidentForm, PartyRow, ResponsibilityRow, read_coordinates,
};

use self::claim_panel::{Asked, ClaimEditor, SuggestedDraft, proposed_title};
use self::figures::OverrideEditor;
use self::incident_panel::IncidentEditor;
use self::names::Names;
use self::reported::Reported;
use self::suggestion::SuggestionCard;
use super::command::UiCommand;
use super::desk::{Focus, Suggested};
use super::{Action, ViewCtx};
use crate::edit::Command;
use crate::model::{ArticleId, ClaimId, IncidentId, Outcome, Vocabulary as _};
use crate::session::{Placement, ReadAhead, Session};
use crate::suggest;
use crate::text::{TextAnchor, TextRange};
use crate::ui::theme;
use crate::ui::widgets::{FigureLabel, Row, Section, wrapped_words};

/// The panel.
#[derive(Default)]
pub struct AnnotatePanel {
    names: Names,
    claim: Option<ClaimEditor>,
    /// Claim forms that were left before they were accepted, the last one last.
    waiting: Vec<ClaimEditor>,
    /// The form that was thrown away last.
    discarded: Option<ClaimEditor>,
    /// The article in the Reader.
    article: Option<ArticleId>,
    incident: Option<IncidentEditor>,
    /// Forms of other incidents that hold what could not be taken.
    held: Vec<IncidentEditor>,
    /// Forms of other claims that hold what could not be taken.
    held_claims: Vec<ClaimEditor>,
    figures: OverrideEditor,
    reported: Reported,
    card: SuggestionCard,
    revision: u64,
}

impl AnnotatePanel {
    /// Opens a claim form on marked words, filled with what is read out of them. False where the
    /// article has no such words.
    pub fn start_claim(
        &mut self,
        session: &Session,
        article: &ArticleId,
        range: TextRange,
        outcome: Outcome,
    ) -> bool {
        let Ok(text) = session.text(article) else { return false };
        let range = range.trimmed(&text);
        if range.is_empty() {
            return false;
        }
        self.park(session.project());
        let codebook = &session.project().codebook;
        let read = suggest::read_figure(&text, range, Some(&outcome), codebook);
        let form = ClaimForm::draft(article.clone(), range, outcome, &read);
        let mut editor = ClaimEditor::new(form, session.project());
        editor.words = Some(TextAnchor::describe(&text, &range));
        editor.fresh = true;
        self.claim = Some(editor);
        true
    }

    /// Opens a claim form on a suggestion, filled with all that it proposes. False where the
    /// suggestion does not wait any more.
    pub fn start_suggested(
        &mut self,
        session: &Session,
        ahead: &ReadAhead,
        nth: usize,
        placement: &Placement,
    ) -> bool {
        let (Some(claim), Some(proposal)) = (ahead.open(nth), session.proposal(ahead, nth)) else {
            return false;
        };
        let mut form = ClaimForm::of_fields(ahead.article.clone(), claim.range, &proposal.fields);
        if let Placement::Incident(id) = placement {
            form.incident = Some(id.clone());
        }
        self.park(session.project());
        let proposed = proposal.places.iter().find(|p| p.placement == *placement);
        if let Placement::New(_) = placement {
            let title = proposed.map(|p| p.title.clone());
            proposed_title(title.as_ref()).clone_into(&mut form.new_incident);
        }
        let draft = SuggestedDraft {
            suggested: Suggested {
                article: ahead.article.clone(),
                number: claim.number,
                outcome: claim.outcome.clone(),
            },
            new: match placement {
                Placement::New(group) => Some((*group, proposed.map(|p| p.title.clone()))),
                Placement::Incident(_) | Placement::Nowhere => None,
            },
        };
        let mut editor = ClaimEditor::new(form, session.project());
        let text = session.text(&ahead.article).ok();
        editor.words = text.map(|text| TextAnchor::describe(&text, &claim.range));
        editor.set_suggested(draft, &proposal);
        editor.fresh = true;
        self.claim = Some(editor);
        true
    }

    /// The suggestion that the waiting claim form was filled from.
    pub fn suggested(&self) -> Option<&Suggested> {
        let editor = self.claim.as_ref().filter(|editor| editor.is_draft())?;
        editor.suggested.as_ref().map(|draft| &draft.suggested)
    }

    /// Whether a claim form is open that waits to be accepted.
    pub fn has_draft(&self) -> bool {
        self.claim.as_ref().is_some_and(ClaimEditor::is_draft)
    }

    /// Whether a figure of one's own is being typed where it is seen.
    pub fn has_override(&self, session: &Session) -> bool {
        let shown = self.incident.as_ref().filter(|_| !self.has_draft());
        let Some((of, group)) = &self.figures.open else { return false };
        shown.is_some_and(|editor| editor.incident() == of)
            && session.derived().figures(of).iter().any(|figure| figure.group == *group)
    }

    /// Opens a figure of one's own in the place of the derived one that the claim counts in, else
    /// of the incident's first. False where it has none.
    pub fn begin_override(
        &mut self,
        session: &Session,
        incident: &IncidentId,
        claim: Option<&ClaimId>,
    ) -> bool {
        let figures = session.derived().figures(incident);
        let counts = |claim| figures.iter().find(|f| f.support().any(|id| id == claim));
        let Some(figure) = claim.and_then(counts).or(figures.first()) else { return false };
        self.figures.begin(incident, figure);
        true
    }

    /// The command that sets the figure that is being typed; `None` where it says what is wrong.
    pub fn accept_override(&mut self) -> Option<Command> {
        self.figures.finish()
    }

    /// Throws the figure that is being typed away.
    pub fn discard_override(&mut self) {
        self.figures.open = None;
    }

    /// The words of the claim form that waits to be accepted.
    pub fn draft_words(&self) -> Option<(&ArticleId, TextRange)> {
        match &self.claim.as_ref()?.form.subject {
            FormSubject::Draft { article, range } => Some((article, *range)),
            FormSubject::Claim(_) => None,
        }
    }

    /// Puts the waiting claim form into an incident.
    pub fn set_draft_incident(&mut self, incident: Option<IncidentId>) {
        if let Some(editor) = &mut self.claim
            && editor.is_draft()
        {
            editor.form.incident = incident;
            if let Some(draft) = &mut editor.suggested {
                draft.new = None;
            }
            editor.form.new_incident.clear();
        }
    }

    /// Puts the keyboard into the waiting form where a new incident is named: it is made together
    /// with the claim.
    pub fn name_draft_incident(&mut self, title: String) {
        if let Some(editor) = self.claim.as_mut().filter(|editor| editor.is_draft()) {
            editor.name_incident(title);
        }
    }

    /// Whether the form has a guess for its incident.
    pub fn has_guess(&self) -> bool {
        self.claim.as_ref().is_some_and(ClaimEditor::has_guess)
    }

    /// Takes the guess for the incident: into the waiting form, or, for a claim, as a command.
    pub fn take_guess(&mut self) -> Option<Command> {
        self.claim.as_mut()?.take_guess()
    }

    /// The command that makes a claim of the waiting form; the form stays until the command has
    /// been carried out. A new incident gets the id `fresh`. `None` where there is no form, or where
    /// it says what is wrong.
    pub fn accept(&mut self, session: &Session, fresh: &IncidentId) -> Option<Command> {
        self.claim.as_mut().filter(|editor| editor.is_draft())?.accept(session, fresh)
    }

    /// The waiting form is a claim now.
    pub fn accepted(&mut self) {
        if self.has_draft() {
            self.claim = None;
        }
    }

    /// Says in the waiting form why it was not accepted.
    pub fn refused(&mut self, why: String) {
        if let Some(editor) = &mut self.claim {
            editor.error = Some(why);
        }
    }

    /// Puts the keyboard into the title of the incident in focus.
    pub fn edit_incident_title(&mut self, session: &Session, incident: &IncidentId) {
        self.hold();
        self.incident = self.form_of(session, incident);
        if let Some(editor) = &mut self.incident {
            editor.fresh = true;
        }
    }

    /// Gives the keyboard to the form: to that of the incident in focus, else to the claim's.
    pub fn take_keyboard(&mut self) {
        match (&mut self.claim, &mut self.incident) {
            (Some(claim), None) => claim.fresh = true,
            (Some(claim), Some(_)) if claim.is_draft() => claim.fresh = true,
            (_, Some(incident)) => incident.fresh = true,
            (None, None) => {}
        }
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        self.names.refresh(ctx.session);
        self.follow(ctx);
        let mut accepted = false;
        let mut discarded = false;
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            Frame::new().inner_margin(Margin::symmetric(12, 12)).show(ui, |ui| {
                ui.set_max_width(ui.available_width());
                ui.set_min_width(ui.available_width());
                self.show_waiting(ui, ctx);
                if !self.has_draft() {
                    selection::show(ui, ctx);
                    self.card.show(ui, ctx);
                }
                if let Some(editor) = &mut self.claim {
                    match editor.show(ui, ctx, &self.names) {
                        Asked::Nothing => {}
                        Asked::Accept => accepted = true,
                        Asked::Discard => discarded = true,
                    }
                }
                if !self.has_draft() {
                    if let Some(editor) = &mut self.incident {
                        let incident = editor.incident().clone();
                        incident_title(ui, ctx, &incident);
                        figures::show(ui, ctx, &incident, &mut self.figures);
                        editor.show(ui, ctx, &self.names);
                        links::show(ui, ctx, &incident);
                    }
                    article_incidents(ui, ctx, &mut self.reported);
                }
            });
        });
        if accepted {
            ctx.ui(UiCommand::AcceptClaim);
        }
        if discarded {
            ctx.ui(UiCommand::DiscardForm);
        }
    }

    /// Makes the forms show what is in focus. What was entered and not sent is sent first.
    fn follow(&mut self, ctx: &mut ViewCtx<'_>) {
        let (session, project) = (ctx.session, ctx.session.project());
        self.turn_to(ctx.desk.article.as_ref(), project);
        let stale = self.revision != session.revision();
        if stale && self.claim.as_mut().is_some_and(|editor| !editor.refresh(project)) {
            self.claim = None;
        }
        if let Some(editor) = &mut self.claim {
            editor.find_words(session);
        }
        if !self.has_draft() {
            let wanted = ctx.desk.claim().and_then(|id| project.claims.get(id));
            let shown = self.claim.as_ref().and_then(ClaimEditor::claim);
            if wanted.map(|c| &c.id) != shown {
                if let Some(mut left) = self.claim.take()
                    && left.is_touched(project)
                {
                    left.commit(ctx);
                    self.held_claims.extend(Some(left).filter(ClaimEditor::is_bad));
                }
                self.claim = wanted.map(|c| {
                    let held = self.held_claims.iter().position(|e| e.claim() == Some(&c.id));
                    let held = held.map(|at| self.held_claims.swap_remove(at));
                    held.and_then(|mut form| form.refresh(project).then_some(form)).unwrap_or_else(
                        || ClaimEditor::new(ClaimForm::of_claim(c, project), project),
                    )
                });
            }
        }
        let wanted = match &ctx.desk.focus {
            Focus::Incident(id) => Some(id.clone()),
            Focus::Claim(id) => project.claims.get(id).and_then(|c| c.incident.clone()),
            Focus::Suggestion(_) | Focus::Nothing => None,
        };
        let shown = self.incident.as_ref().map(|e| e.incident().clone());
        if wanted != shown {
            if let Some(left) = &mut self.incident
                && left.refresh(session)
                && left.is_touched()
            {
                left.commit(ctx);
            }
            self.hold();
            self.incident = wanted.and_then(|id| self.form_of(session, &id));
        } else if let Some(editor) = &mut self.incident
            && !editor.refresh(session)
        {
            self.incident = None;
        }
        self.revision = session.revision();
    }

    /// Lays the incident's form aside; one that holds what could not be taken is kept.
    fn hold(&mut self) {
        self.held.extend(self.incident.take().filter(|left| left.is_bad() && left.is_touched()));
    }

    /// The form of an incident, as it was left.
    fn form_of(&mut self, session: &Session, incident: &IncidentId) -> Option<IncidentEditor> {
        let held = self.held.iter().position(|form| form.incident() == incident);
        let held = held.map(|at| self.held.swap_remove(at));
        held.and_then(|mut form| form.refresh(session).then_some(form))
            .or_else(|| IncidentEditor::new(session, incident))
    }
}

/// The name of the incident whose figures and fields follow.
fn incident_title(ui: &mut Ui, ctx: &ViewCtx<'_>, id: &IncidentId) {
    let Some(incident) = ctx.session.project().incidents.get(id) else { return };
    let date = incident.when.as_ref().map(|w| w.span().display_prose());
    let date = date.unwrap_or_else(|| "undated".to_owned());
    wrapped_words(ui, &incident.title, |_, s| theme::heading(s));
    let below = match incident.place_text.trim() {
        "" => date,
        place => format!("{date} · {place}"),
    };
    wrapped_words(ui, &below, |ui, s| theme::muted(ui, s));
    ui.add_space(theme::GAP);
}

/// The incidents that the article in the Reader speaks of.
fn article_incidents(ui: &mut Ui, ctx: &mut ViewCtx<'_>, reported: &mut Reported) {
    let Some(article) = &ctx.desk.article else { return };
    let incidents = reported.of(ctx.session, article);
    let count = incidents.len().to_string();
    Section::new("Incidents of this article").count(&count).show(ui, |ui| {
        if incidents.is_empty() {
            let words = "None yet. Mark a figure, then press I to assign it or Shift+I for a new \
                         incident.";
            ui.add(Label::new(theme::muted(ui, words)).wrap());
        }
        for (id, lines) in incidents.iter() {
            if reported.passed(ui, *lines) {
                continue;
            }
            let Some(incident) = ctx.session.project().incidents.get(id) else { continue };
            let top = ui.cursor().top();
            let date = incident.when.as_ref().map(|w| w.span().display_iso());
            let date = date.unwrap_or_else(|| "undated".to_owned());
            let selected = ctx.desk.incident() == Some(id);
            let row = ui.add(Row::new(&incident.title).note(&date).selected(selected));
            if row.clicked() {
                ctx.push(Action::Focus(Focus::Incident(id.clone())));
            }
            if row.hovered() {
                ctx.push(Action::Hover(Some(Focus::Incident(id.clone()))));
            }
            // Group by group: the two sides' dead are not one toll.
            let figures = ctx.session.derived().figures(id).iter();
            for figure in figures.filter(|f| f.group.outcome == Outcome::Killed) {
                let [low, best, high] = figure.parts();
                let who = figure.group.category.label().to_lowercase();
                ui.horizontal(|ui| {
                    ui.add_space(8.0);
                    let apart = if figure.non_conflict { ", not hostile" } else { "" };
                    ui.label(theme::caption(ui, format!("{who} killed{apart}")));
                    ui.add(FigureLabel::new(&low, &best, &high));
                });
            }
            reported.drawn(*lines, ui.cursor().top() - top);
        }
    });
}
