//! Carrying out what the panels ask for.

use std::collections::BTreeSet;

use eframe::egui::{Context, Key};

use super::compare::CompareSheet;
use super::layout::Pane;
use super::sheets::Sheet;
use super::window::App;
use crate::edit::{Assign, Batch, Command, MergeIncidents};
use crate::model::{ArticleId, HighlightId, IncidentId, Outcome};
use crate::session::{Done, Work};
use crate::text::{TextRange, whole_words};
use crate::ui::widgets::Toast;
use crate::views::command::UiCommand;
use crate::views::search::Stop;
use crate::views::{Action, Focus};

/// Keys that go from row to row of a list.
const WALKING: [Key; 8] = [
    Key::ArrowUp,
    Key::ArrowDown,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::PageUp,
    Key::PageDown,
    Key::Home,
    Key::End,
];

impl App {
    pub(super) fn carry_out(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Ui(command) => self.command(ctx, command),
            Action::Edit(command) => {
                self.edit(command);
            }
            Action::SetStatus(articles, status) => {
                self.set_status(&articles, &status);
            }
            Action::Open(article) => {
                // Who walks through the list by its keys goes on walking.
                let walks = ctx.input(|i| WALKING.iter().any(|key| i.key_down(*key)))
                    && self.shell.desk.article.as_ref() != Some(&article);
                self.open_article(article);
                if walks {
                    self.shell.views.reader.leave_keyboard();
                }
            }
            Action::Reveal(highlight) => self.reveal(&highlight),
            Action::RevealWords(article, words) => self.reveal_words(article, words),
            Action::Select(selection) => self.shell.desk.selection = selection,
            Action::Focus(focus) => self.focus_on(focus),
            Action::Hover(_) => {}
            Action::Drill(drill) => self.shell.desk.drill = drill,
            Action::StartClaim(outcome) => self.start_claim(ctx, outcome),
            Action::AssignTo(incident) => self.assign_to(incident),
            Action::Place(chosen) => self.shell.desk.chosen = Some(chosen),
            Action::LocateFolder(folder) => self.locate_folder(folder),
            Action::Stop(Work::Opening) => self.stop_opening(),
            Action::Stop(work) => self.session.stop(&work),
            Action::Search { text, typing } => self.session.search(&text, typing),
            Action::OrderHits(order) => self.session.order_hits(order),
            Action::LookCloser(hits) => self.session.look_closer(hits),
            Action::Compare(left, right) => {
                let sheet = CompareSheet::new(&self.session, &left, &right);
                self.shell.sheet = Some(Sheet::Compare(sheet));
            }
            Action::SaveSearch(query) => self.shell.prefs.keep_search(&query),
            Action::ForgetSearch(query) => self.shell.prefs.searches.retain(|q| *q != query),
            Action::OpenPath(path) => self.open_path(path),
        }
    }

    /// Carries out a change; where it is refused, says why.
    pub(super) fn edit(&mut self, command: Command) -> Option<Done> {
        match self.session.run(command) {
            Ok(done) => {
                self.forget_removed();
                if !done.removed.is_empty() {
                    let toast =
                        Toast::new(done.label.clone()).undo(UiCommand::Undo, self.session.step());
                    self.shell.toasts.push(toast);
                }
                Some(done)
            }
            Err(error) => {
                self.say_error(error.to_string());
                None
            }
        }
    }

    /// The incidents that are chosen in the table, as far as they are there still: the table itself
    /// learns it when it is drawn next.
    pub(super) fn chosen_incidents(&self) -> BTreeSet<IncidentId> {
        let incidents = &self.session.project().incidents;
        let chosen = self.shell.views.incidents.chosen().iter();
        chosen.filter(|id| incidents.contains_key(*id)).cloned().collect()
    }

    /// Makes the incidents that are chosen in the table one: that in focus stays, with its fields.
    pub(super) fn merge_incidents(&mut self) {
        let chosen = self.chosen_incidents();
        let focused = self.shell.desk.incident().filter(|id| chosen.contains(*id)).cloned();
        let Some(into) = focused.or_else(|| chosen.first().cloned()) else { return };
        if chosen.len() < 2 {
            return;
        }
        let from = chosen.iter().filter(|id| **id != into).cloned();
        let merge = |from| Command::MergeIncidents(MergeIncidents { from, into: into.clone() });
        let commands: Vec<Command> = from.map(merge).collect();
        let title = self.session.project().incidents.get(&into).map_or("", |i| i.title.as_str());
        let label = format!("Merge {} incidents into {title}", chosen.len());
        if self.edit(Command::Batch(Batch { label, commands })).is_some() {
            self.shell.views.incidents.choose_none();
            self.focus_on(Focus::Incident(into));
        }
    }

    pub(super) fn say_error(&mut self, text: String) {
        log::warn!("{text}");
        self.shell.toasts.push(Toast::new(text).bad());
    }

    /// What is gone cannot stay in focus.
    pub(super) fn forget_removed(&mut self) {
        let project = self.session.project();
        let gone = match &self.shell.desk.focus {
            Focus::Claim(id) => !project.claims.contains_key(id),
            Focus::Incident(id) => !project.incidents.contains_key(id),
            Focus::Suggestion(s) => self.ahead_of(s).is_none(),
            Focus::Nothing => false,
        };
        if gone {
            self.shell.desk.focus = Focus::Nothing;
        }
    }

    /// Puts something into focus. A form that waits makes room for it.
    pub(super) fn focus_on(&mut self, focus: Focus) {
        if focus != Focus::Nothing {
            self.shell.views.annotate.park(self.session.project());
        }
        self.shell.desk.focus = focus;
    }

    /// Lays an article on the desk. A claim form that waits stays with its own article.
    fn turn_to(&mut self, article: ArticleId) {
        if self.shell.desk.article.as_ref() != Some(&article) {
            self.shell.desk.selection = None;
            self.shell.toasts.turn_page();
            self.shell.views.annotate.turn_to(Some(&article), self.session.project());
        }
        self.shell.desk.article = Some(article);
        self.show_pane(Pane::Reader);
    }

    pub(super) fn open_article(&mut self, article: ArticleId) {
        let other = self.shell.desk.article.as_ref() != Some(&article);
        // What the article says nothing of does not stay beside it.
        let bound = match &self.shell.desk.focus {
            Focus::Claim(_) | Focus::Suggestion(_) => true,
            Focus::Incident(incident) => !self.session.derived().is_in(incident, &article),
            Focus::Nothing => false,
        };
        if other && bound {
            self.shell.desk.focus = Focus::Nothing;
        }
        self.turn_to(article);
        self.shell.views.reader.focus();
    }

    /// Shows the words of a highlight in the Reader, selected.
    pub(super) fn reveal(&mut self, highlight: &HighlightId) {
        let Some(found) = self.session.project().highlights.get(highlight).cloned() else { return };
        self.turn_to(found.article.clone());
        if found.unanchored {
            self.say_error("these words are not in the article any more".to_owned());
        } else {
            self.shell.views.reader.reveal(found.article.clone(), found.start..found.end);
        }
    }

    fn reveal_words(&mut self, article: ArticleId, words: TextRange) {
        self.turn_to(article.clone());
        self.shell.views.reader.reveal(article, words.as_range());
    }

    /// Goes to the next hit of the search, or to the one before, over all articles.
    pub(super) fn step_hit(&mut self, forward: bool) {
        let desk = &self.shell.desk;
        let (article, selection) = (desk.article.clone(), desk.selection);
        let stop =
            self.shell.views.search.step(&self.session, article.as_ref(), selection, forward);
        match stop {
            Some(Stop { article, words: Some(words) }) => self.reveal_words(article, words),
            Some(Stop { article, words: None }) => self.open_article(article),
            None if self.session.found().is_none() => {
                self.show_pane(Pane::Search);
                self.shell.views.search.focus_box();
            }
            None => {
                let words = if forward { "this is the last hit" } else { "this is the first hit" };
                self.shell.toasts.push(Toast::new(words));
            }
        }
    }

    /// Opens the claim form on the selection.
    pub(super) fn start_claim(&mut self, ctx: &Context, outcome: Outcome) {
        let desk = &self.shell.desk;
        let (Some(article), Some(words)) = (desk.article.clone(), desk.selection) else {
            self.say_error("select words in the Reader first".to_owned());
            return;
        };
        // A word or a number that the pointer has cut is meant whole.
        let words = self.whole_words(&article, words);
        let begun = self.shell.views.annotate.start_claim(&self.session, &article, words, outcome);
        if begun {
            self.shell.desk.focus = Focus::Nothing;
            self.show_pane(Pane::Annotate);
            self.await_field(ctx);
        } else {
            self.say_error("there are no words in the selection".to_owned());
        }
    }

    /// The selected words with those whole that the selection begins or ends in.
    pub(super) fn whole_words(&self, article: &ArticleId, words: TextRange) -> TextRange {
        self.session.text(article).map_or(words, |text| whole_words(&text, words))
    }

    /// Makes a claim of the waiting form.
    pub(super) fn accept_claim(&mut self) {
        if self.shell.views.annotate.has_override(&self.session) {
            if let Some(command) = self.shell.views.annotate.accept_override() {
                self.edit(command);
            }
            return;
        }
        let suggested = self.shell.views.annotate.suggested().cloned();
        let before = suggested.as_ref().and_then(|s| self.ahead_of(s)).map(|(ahead, _)| ahead);
        let fresh = self.session.fresh_incident();
        let Some(command) = self.shell.views.annotate.accept(&self.session, &fresh) else { return };
        match self.session.run(command) {
            Ok(done) => {
                self.shell.views.annotate.accepted();
                self.show_pane(Pane::Reader);
                self.shell.views.reader.clear_selection();
                self.shell.views.reader.focus();
                self.shell.desk.selection = None;
                if let (Some(suggested), Some(before)) = (suggested, before) {
                    let made = done.made_claim().map(Focus::Claim);
                    self.moved_on(&before, Some(suggested.number.start()), made);
                    return;
                }
                if let Some(claim) = done.made_claim() {
                    self.shell.desk.focus = Focus::Claim(claim);
                }
            }
            Err(error) => self.shell.views.annotate.refused(error.to_string()),
        }
    }

    /// Throws the waiting form away; where something was entered, it can be brought back.
    pub(super) fn discard_form(&mut self) {
        if self.shell.views.annotate.has_override(&self.session) {
            self.shell.views.annotate.discard_override();
            return;
        }
        if self.shell.views.annotate.discard(self.session.project()) {
            let toast = Toast::new("Claim form thrown away");
            self.shell.toasts.push(toast.action("Bring back", UiCommand::RestoreForm));
        }
        self.show_pane(Pane::Reader);
        self.shell.views.reader.focus();
    }

    /// Opens a figure of one's own for the incident in focus.
    pub(super) fn override_figure(&mut self, ctx: &Context) {
        let Some(incident) = self.incident_in_focus() else { return };
        let claim = self.shell.desk.claim().cloned();
        let annotate = &mut self.shell.views.annotate;
        let why = if annotate.has_draft() {
            "Accept the claim form first, or discard it"
        } else if annotate.begin_override(&self.session, &incident, claim.as_ref()) {
            self.show_pane(Pane::Annotate);
            self.await_field(ctx);
            return;
        } else {
            "The incident has no figure yet"
        };
        self.shell.toasts.push(Toast::new(why));
    }

    pub(super) fn restore_form(&mut self) {
        if let Some(article) = self.shell.views.annotate.restore(self.session.project()) {
            self.shell.desk.focus = Focus::Nothing;
            self.open_article(article);
            self.show_pane(Pane::Annotate);
        }
    }

    /// Puts the waiting form, or the claim in focus, into an incident.
    pub(super) fn assign_to(&mut self, incident: Option<IncidentId>) {
        if self.shell.views.annotate.has_draft() {
            self.shell.views.annotate.set_draft_incident(incident);
        } else if let Some(claim) = self.shell.desk.claim().cloned() {
            self.edit(Command::Assign(Assign { claims: vec![claim], incident }));
        }
    }
}
