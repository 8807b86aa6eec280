//! Carrying out the commands of the table, and the lists in the middle of the window that some of
//! them ask with.

use eframe::egui::{Context, Id, ViewportCommand};

use super::about::AboutSheet;
use super::codebook::CodebookSheet;
use super::dialogs::Purpose;
use super::guard::After;
use super::layout::{Layout, Pane};
use super::lexicon::LexiconSheet;
use super::pairs::PairsSheet;
use super::sheets::Sheet;
use super::window::{App, Asking, apply_theme};
use crate::edit::{
    AddEvidence, ClaimRef, Command, IncidentFields, IncidentRef, NewIncident, Quote, Words,
};
use crate::model::{CodingStatus, EvidenceKind, IncidentId, Outcome};
use crate::session::Theme;
use crate::text::BlockKind;
use crate::ui::widgets::{Picked, Picker, PickerRow, Toast, shortcut};
use crate::views::command::{COMMANDS, Menu, Need, UiCommand};
use crate::views::findings::FindingsPanel;
use crate::views::incidents::IncidentsPanel;
use crate::views::library::LibraryPanel;
use crate::views::{Action, Focus};

/// Gives the keyboard to a list that is drawn in the next frame.
fn give_keyboard(ctx: &Context, list: Id) {
    ctx.memory_mut(|memory| memory.request_focus(list));
}

/// Whether a command has its sense while a project is being opened.
fn works_without_project(command: UiCommand) -> bool {
    use UiCommand as C;
    let opens = [C::NewProject, C::OpenProject, C::OpenFolder, C::OpenSample, C::Quit];
    opens.contains(&command) || command.entry().menu == Menu::Help
}

impl App {
    pub(super) fn command(&mut self, ctx: &Context, command: UiCommand) {
        use UiCommand as C;
        if let Some(why) = self.why_not(command) {
            self.shell.toasts.push(Toast::new(why));
            return;
        }
        match command {
            C::NewProject => self.leave(After::NewProject),
            C::OpenProject => self.ask_path(Purpose::OpenProject),
            C::OpenFolder => self.ask_path(Purpose::OpenFolder),
            C::AddFolder => self.ask_path(Purpose::AddFolder),
            C::ImportGazetteer => self.ask_path(Purpose::ImportGazetteer),
            C::RescanFolders => self.session.rescan(),
            C::OpenSample => self.leave(After::OpenSample),
            C::ResetSample => self.leave(After::ResetSample),
            C::Save => {
                self.send_typed();
                self.save(None);
            }
            C::SaveAs => {
                self.send_typed();
                self.ask_path(Purpose::SaveAs(None));
            }
            C::AutosaveOff => self.set_autosave(0),
            C::Autosave5 => self.set_autosave(5),
            C::Autosave15 => self.set_autosave(15),
            C::ExportTables => self.ask_path(Purpose::ExportTables),
            C::SaveChartSvg => self.ask_path(Purpose::SaveChart("svg")),
            C::SaveChartPng => self.ask_path(Purpose::SaveChart("png")),
            C::SaveChartCsv => self.ask_path(Purpose::SaveChart("csv")),
            C::Quit => self.leave(After::Quit),
            C::Undo => self.undo(),
            C::Redo => self.redo(),
            C::ArticleDetails => self.open_details(),
            C::ReadingOfFile => self.open_reading(),
            C::BlockHeadline => self.set_block(Some(BlockKind::Headline)),
            C::BlockBody => self.set_block(Some(BlockKind::Body)),
            C::BlockCaption => self.set_block(Some(BlockKind::Caption)),
            C::BlockBoilerplate => self.set_block(Some(BlockKind::Boilerplate)),
            C::BlockRepeat => self.set_block(Some(BlockKind::Repeat)),
            C::BlockAsFound => self.set_block(None),
            C::ToggleFold => self.toggle_fold(),
            C::FoldAll => self.fold_all(),
            C::FoldAlike => self.fold_alike(),
            C::CompareAlike => self.compare_alike(ctx),
            C::FindInText => {
                self.show_pane(Pane::Reader);
                self.shell.views.reader.open_find();
                self.await_field(ctx);
            }
            C::FindNext => self.shell.views.reader.find_step(true),
            C::FindPrevious => self.shell.views.reader.find_step(false),
            C::FilterLibrary => {
                self.show_pane(Pane::Library);
                self.shell.views.library.focus_filter();
                self.await_field(ctx);
            }
            C::MarkKilled => self.start_claim(ctx, Outcome::Killed),
            C::MarkInjured => self.start_claim(ctx, Outcome::Injured),
            C::MarkAbducted => self.start_claim(ctx, Outcome::Abducted),
            C::MarkMissing => self.start_claim(ctx, Outcome::Missing),
            C::MarkNeutralised => self.start_claim(ctx, Outcome::Neutralised),
            C::MarkOther => self.start_claim(ctx, Outcome::Casualties),
            C::AcceptClaim => self.accept_claim(),
            C::DiscardForm => self.discard_form(),
            C::RestoreForm => self.restore_form(),
            C::TakeGuess => {
                if let Some(command) = self.shell.views.annotate.take_guess() {
                    self.edit(command);
                }
            }
            C::AssignIncident if self.shell.desk.suggested().is_some() && !self.has_form() => {
                self.ask_placement();
            }
            C::AssignIncident => self.ask_incident(ctx),
            C::NewIncident => self.new_incident(ctx, None),
            C::AddEvidence => self.ask_evidence(ctx),
            C::AddQuote => self.add_quote(),
            C::AcceptSuggestion => self.accept_suggestion(),
            C::EditSuggestion => self.edit_suggestion(),
            C::RejectSuggestion => self.reject_suggestion(),
            C::AcceptIncident => self.accept_incident(),
            C::RejectIncident => self.reject_incident(),
            C::LinkIncident => self.ask_link(),
            C::TakeDate => self.take_date(),
            C::TakePlace => self.take_place(),
            C::NextSuggestion => self.next_suggestion(true),
            C::PreviousSuggestion => self.next_suggestion(false),
            C::ToggleSuggestions => {
                self.shell.prefs.suggestions = !self.shell.prefs.suggestions;
                self.forget_removed();
            }
            C::SuggestionRules => self.shell.sheet = Some(Sheet::Rules),
            C::SamePairs => {
                self.session.look_for_pairs();
                self.shell.sheet = Some(Sheet::Pairs(PairsSheet::default()));
            }
            C::Lexicon => self.shell.sheet = Some(Sheet::Lexicon(LexiconSheet::default())),
            C::ReadAhead => self.toggle_reading_ahead(),
            C::OverrideFigure => self.override_figure(ctx),
            C::MergeIncidents => self.merge_incidents(),
            C::Registries => self.shell.sheet = Some(Sheet::registries()),
            C::Remove => self.remove(),
            C::NextArticle => self.next_article(true, None),
            C::PreviousArticle => self.next_article(false, None),
            C::NextInQueue => self.next_in_queue(),
            C::ArticleNew => self.set_status_of_chosen(&CodingStatus::New),
            C::ArticleInProgress => self.set_status_of_chosen(&CodingStatus::InProgress),
            C::ArticleCoded if self.several_chosen() => {
                self.set_status_of_chosen(&CodingStatus::Coded);
            }
            C::ArticleIrrelevant if self.several_chosen() => {
                self.set_status_of_chosen(&CodingStatus::Irrelevant);
            }
            C::ArticleCoded => self.next_article(true, Some(&CodingStatus::Coded)),
            C::ArticleIrrelevant => self.next_article(true, Some(&CodingStatus::Irrelevant)),
            C::NextHighlight => self.next_highlight(true),
            C::PreviousHighlight => self.next_highlight(false),
            C::ShowSentence => self.show_sentence(),
            C::ShowLibrary => {
                self.show_pane(Pane::Library);
                give_keyboard(ctx, LibraryPanel::list_id());
            }
            C::ShowReader => {
                self.show_pane(Pane::Reader);
                self.shell.views.reader.focus();
            }
            C::ShowAnnotate => {
                self.show_pane(Pane::Annotate);
                self.shell.views.annotate.take_keyboard();
                self.await_field(ctx);
            }
            C::ShowCharts => {
                self.show_pane(Pane::Charts);
                self.shell.views.charts.take_keyboard();
            }
            C::ShowIncidents => {
                self.show_pane(Pane::Incidents);
                give_keyboard(ctx, IncidentsPanel::list_id());
            }
            C::ShowFindings => {
                self.show_pane(Pane::Findings);
                give_keyboard(ctx, FindingsPanel::list_id());
            }
            C::ShowMenu => self.shell.keys.to_menu = true,
            C::ShowSearch | C::SearchEverything => {
                self.show_pane(Pane::Search);
                self.shell.views.search.focus_box();
            }
            C::NextHit => self.step_hit(true),
            C::PreviousHit => self.step_hit(false),
            C::ResetLayout => self.shell.layout = Layout::standard(),
            C::ThemeLight => self.set_theme(ctx, Theme::Light),
            C::ThemeDark => self.set_theme(ctx, Theme::Dark),
            C::ThemeSystem => self.set_theme(ctx, Theme::System),
            C::ZoomIn => self.zoom(ctx, ctx.zoom_factor() + 0.1),
            C::ZoomOut => self.zoom(ctx, ctx.zoom_factor() - 0.1),
            C::ZoomReset => self.zoom(ctx, 1.0),
            C::TextLarger => self.resize_text(1.0),
            C::TextSmaller => self.resize_text(-1.0),
            C::Palette => self.open_palette(ctx),
            C::Shortcuts => self.shell.sheet = Some(Sheet::Shortcuts),
            C::ShowLog => self.shell.sheet = Some(Sheet::log(&self.session.host().dirs)),
            C::Codebook => {
                let sheet = CodebookSheet::new(&self.session.project().codebook);
                self.shell.sheet = Some(Sheet::Codebook(sheet));
            }
            C::About => self.shell.sheet = Some(Sheet::About(AboutSheet::default())),
        }
    }

    /// Why a command cannot be carried out now.
    pub(super) fn why_not(&self, command: UiCommand) -> Option<&'static str> {
        const NO_ARTICLE: &str = "Open an article first";
        const NO_CLAIM: &str = "Put a claim into focus first: click its words";
        const NO_SUGGESTION: &str = "Go to a suggestion first: press N";
        const NO_SELECTION: &str = "Select words in the Reader first";
        if self.is_opening() && !works_without_project(command) {
            return Some("The project is being opened: wait, or press Cancel");
        }
        let desk = &self.shell.desk;
        let claim = desk.claim().is_some();
        let form = self.shell.views.annotate.has_draft();
        let own = self.shell.views.annotate.has_override(&self.session);
        let selection = desk.selection.is_some();
        let (there, why) = match command.entry().needs {
            Need::Nothing => (true, ""),
            Need::Undo => (self.session.undo_label().is_some(), "Nothing to undo"),
            Need::Redo => (self.session.redo_label().is_some(), "Nothing to redo"),
            Need::Article => (desk.article.is_some(), NO_ARTICLE),
            Need::Selection => (selection, NO_SELECTION),
            Need::SelectionAndClaim if !selection => (false, NO_SELECTION),
            Need::SelectionAndClaim | Need::Claim => (claim, NO_CLAIM),
            Need::ClaimOrForm => (claim || form || desk.suggested().is_some(), NO_CLAIM),
            Need::Form => (form || own, "No form waits to be accepted"),
            Need::Focus => (
                desk.claim().is_some() || desk.incident().is_some(),
                "Nothing in focus: click a highlight or an incident",
            ),
            Need::Suggestion => (desk.suggested().is_some() && !form, NO_SUGGESTION),
            Need::Proposal => (self.proposed_group().is_some() && !form, NO_SUGGESTION),
            Need::IncidentAndArticle if desk.article.is_none() => (false, NO_ARTICLE),
            Need::Incident | Need::IncidentAndArticle => (
                self.incident_in_focus().is_some(),
                "Put an incident, or a claim of one, into focus first",
            ),
            Need::Incidents => (
                self.chosen_incidents().len() > 1,
                "Choose several incidents in the table first: Ctrl+click, or Space",
            ),
            Need::Guess => (self.shell.views.annotate.has_guess(), "There is no guess to take"),
            Need::Discarded => {
                (self.shell.views.annotate.has_discarded(), "No claim form was thrown away")
            }
        };
        (!there).then_some(why)
    }

    fn undo(&mut self) {
        let open = self.shell.desk.article.as_ref();
        let judged = open.map(|article| self.session.decisions_of(article).to_vec());
        match self.session.undo() {
            Ok(Some(label)) => self.shell.toasts.push(Toast::new(format!("Undone: {label}"))),
            Ok(None) => {}
            Err(error) => self.say_error(error.to_string()),
        }
        self.forget_removed();
        self.look_at_what_waits_again(&judged.unwrap_or_default());
    }

    fn redo(&mut self) {
        match self.session.redo() {
            Ok(Some(label)) => self.shell.toasts.push(Toast::new(format!("Done again: {label}"))),
            Ok(None) => {}
            Err(error) => self.say_error(error.to_string()),
        }
        self.forget_removed();
    }

    fn set_theme(&mut self, ctx: &Context, theme: Theme) {
        self.shell.prefs.theme = theme;
        apply_theme(ctx, theme);
    }

    /// Everything larger or smaller, from 50 to 300 %, from now on.
    fn zoom(&mut self, ctx: &Context, to: f32) {
        let to = ((to * 10.0).round() / 10.0).clamp(0.5, 3.0);
        ctx.set_zoom_factor(to);
        self.shell.prefs.zoom = to;
        self.shell.toasts.push(Toast::new(format!("Zoom {:.0} %", to * 100.0)));
    }

    fn resize_text(&mut self, by: f32) {
        let size = &mut self.shell.prefs.text_size;
        *size = (*size + by).clamp(11.0, 32.0);
    }

    fn new_incident(&mut self, ctx: &Context, title: Option<String>) {
        let claim = self.shell.desk.claim().cloned();
        // Asked for by name for this claim, the incident takes it out of the one it is in.
        let moves = title.is_some();
        let claim = claim.filter(|id| {
            moves || self.session.project().claims.get(id).is_some_and(|c| c.incident.is_none())
        });
        let article = self.shell.desk.article.as_ref().and_then(|id| self.session.article(id));
        let headline = article.map(|a| a.display_title().to_owned());
        let title = title.filter(|t| !t.is_empty()).or(headline);
        self.show_pane(Pane::Annotate);
        if self.shell.views.annotate.has_draft() {
            // Made together with the claim: a form that is thrown away leaves nothing behind.
            self.shell.views.annotate.name_draft_incident(title.unwrap_or_default());
            self.await_field(ctx);
            return;
        }
        let fields = IncidentFields { title, ..IncidentFields::default() };
        let claims = claim.into_iter().collect();
        let command = Command::NewIncident(NewIncident { incident: None, fields, claims });
        let Some(done) = self.edit(command) else { return };
        let Some(incident) = done.made_incident() else { return };
        self.shell.desk.focus = Focus::Incident(incident.clone());
        self.shell.views.annotate.edit_incident_title(&self.session, &incident);
        self.await_field(ctx);
    }

    fn add_quote(&mut self) {
        let desk = &self.shell.desk;
        let (Some(claim), Some(article), Some(words)) =
            (desk.claim().cloned(), desk.article.clone(), desk.selection)
        else {
            return;
        };
        let words = self.whole_words(&article, words);
        let words = Words::Bytes { start: words.start(), end: words.end() };
        let article = article.as_str().to_owned();
        if self.edit(Command::AddQuote(Quote { claim, article, words })).is_some() {
            self.shell.views.reader.clear_selection();
            self.shell.desk.selection = None;
        }
    }

    fn remove(&mut self) {
        let command = match self.shell.desk.focus.clone() {
            Focus::Claim(claim) => Command::DeleteClaim(ClaimRef { claim }),
            Focus::Incident(incident) => Command::DeleteIncident(IncidentRef { incident }),
            Focus::Suggestion(_) | Focus::Nothing => return,
        };
        self.edit(command);
    }

    fn next_highlight(&mut self, forward: bool) {
        let next = self.shell.views.reader.neighbour(&self.session, &self.shell.desk, forward);
        let Some(highlight) = next else {
            self.shell.toasts.push(Toast::new("nothing is marked in this article"));
            return;
        };
        let claim = self.session.derived().claims_on(&highlight).first().map(|c| c.id.clone());
        if let Some(claim) = claim {
            self.shell.desk.focus = Focus::Claim(claim);
        }
        self.reveal(&highlight);
    }

    fn show_sentence(&mut self) {
        let claim = self.shell.desk.claim().and_then(|id| self.session.project().claims.get(id));
        if let Some(highlight) = claim.and_then(|c| c.highlights.first().cloned()) {
            self.reveal(&highlight);
        }
    }

    // Lists in the middle of the window.

    /// Whether something lies over the panels and has the keys.
    pub(super) fn is_asking(&self) -> bool {
        self.shell.asking.is_some()
            || self.shell.sheet.is_some()
            || self.shell.guard.is_some()
            || self.shell.left_forms.is_some()
            || self.shell.dialogs.asks_path()
    }

    fn open_palette(&mut self, ctx: &Context) {
        let mac = ctx.os() == eframe::egui::os::OperatingSystem::Mac;
        let row = |entry: &crate::views::command::Entry| PickerRow {
            text: self.entry_text(entry),
            detail: entry.menu.label().to_owned(),
            words: entry.tip.to_owned(),
            also: entry.also,
            shortcut: entry.shortcut.map_or_else(String::new, |keys| {
                shortcut::keys(&keys, mac).join(if mac { "" } else { "+" })
            }),
            disabled: self.why_not(entry.command).map(str::to_owned),
        };
        let others = || COMMANDS.iter().filter(|e| e.command != UiCommand::Palette);
        let rows = others().map(row).collect();
        let commands = others().map(|e| e.command).collect();
        let picker = Picker::new("Commands", "Type a few letters of a command", rows);
        self.shell.asking = Some(Asking::Command(picker, commands));
        self.await_field(ctx);
    }

    /// The incidents, the likely ones for these words first.
    fn incident_rows(&self) -> (Vec<PickerRow>, Vec<IncidentId>) {
        let project = self.session.project();
        let desk = &self.shell.desk;
        let around = self.words_around();
        let likely = desk
            .article
            .as_ref()
            .map_or_else(Vec::new, |article| self.session.likely_incidents(article, &around, None));
        let mut rows = Vec::new();
        let mut ids: Vec<IncidentId> = Vec::new();
        let mut offer = |id: &IncidentId, why: &str| {
            let Some(incident) = project.incidents.get(id) else { return };
            let date = incident.when.as_ref().map(|w| w.span().display_iso());
            let date = date.unwrap_or_else(|| "undated".to_owned());
            let detail = if why.is_empty() { date } else { format!("{date} · {why}") };
            rows.push(PickerRow { text: incident.title.clone(), detail, ..PickerRow::default() });
            ids.push(id.clone());
        };
        for (id, why) in &likely {
            offer(id, why);
        }
        let mut rest: Vec<_> = project
            .incidents
            .values()
            .filter(|i| !likely.iter().any(|(id, _)| *id == i.id))
            .collect();
        rest.sort_by(|a, b| {
            let start = |i: &crate::model::Incident| i.when.as_ref().map(|w| w.start);
            start(b).cmp(&start(a)).then_with(|| a.title.cmp(&b.title))
        });
        for incident in rest {
            offer(&incident.id, "");
        }
        (rows, ids)
    }

    /// The paragraph of the claim in focus, or of the selection.
    fn words_around(&self) -> String {
        let desk = &self.shell.desk;
        let Some(text) = desk.article.as_ref().and_then(|id| self.session.text(id).ok()) else {
            return String::new();
        };
        let project = self.session.project();
        let claim = desk.claim().and_then(|id| project.claims.get(id));
        let highlight = claim.and_then(|c| c.highlights.first());
        let at = desk
            .selection
            .map(|s| s.start())
            .or_else(|| highlight.and_then(|id| project.highlights.get(id)).map(|h| h.start));
        let Some(at) = at else { return String::new() };
        let start = text.get(..at).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
        let rest = text.get(start..).unwrap_or_default();
        rest.split('\n').next().unwrap_or_default().to_owned()
    }

    fn ask_incident(&mut self, ctx: &Context) {
        let (rows, ids) = self.incident_rows();
        let picker = Picker::new("Assign to incident", "Type a few letters of its name", rows)
            .creating("New incident");
        self.shell.asking = Some(Asking::Incident(picker, ids));
        self.await_field(ctx);
    }

    fn ask_evidence(&mut self, ctx: &Context) {
        let (rows, ids) = self.incident_rows();
        let title = if self.shell.desk.selection.is_some() {
            "The selected words are evidence for"
        } else {
            "This article is evidence for"
        };
        let picker = Picker::new(title, "Type a few letters of the incident’s name", rows);
        self.shell.asking = Some(Asking::Evidence(picker, ids));
        self.await_field(ctx);
    }

    pub(super) fn show_asking(&mut self, ctx: &Context) {
        let Some(asking) = &mut self.shell.asking else { return };
        let picked = match asking {
            Asking::Command(picker, _)
            | Asking::Incident(picker, _)
            | Asking::Placement(picker, ..)
            | Asking::Evidence(picker, _)
            | Asking::Link(picker, _) => picker.show(ctx),
        };
        let Some(picked) = picked else { return };
        let Some(asking) = self.shell.asking.take() else { return };
        match (asking, picked) {
            (Asking::Command(_, commands), Picked::Row(row)) => {
                if let Some(command) = commands.get(row) {
                    self.push(Action::Ui(*command));
                }
            }
            (Asking::Incident(_, ids), Picked::Row(row)) => {
                if let Some(id) = ids.get(row) {
                    self.push(Action::AssignTo(Some(id.clone())));
                }
            }
            (Asking::Placement(_, chosen), Picked::Row(row)) => {
                if let Some(chosen) = chosen.into_iter().nth(row) {
                    self.push(Action::Place(chosen));
                }
            }
            (Asking::Incident(..), Picked::New(name)) => self.new_incident(ctx, Some(name)),
            (Asking::Evidence(_, ids), Picked::Row(row)) => {
                if let Some(id) = ids.get(row).cloned() {
                    self.add_evidence(id);
                }
            }
            (Asking::Link(_, ids), Picked::Row(row)) => {
                if let Some(id) = ids.get(row).cloned() {
                    self.link_with(id);
                }
            }
            (_, Picked::Nothing | Picked::New(_)) => {}
        }
        ctx.request_repaint();
    }

    fn add_evidence(&mut self, incident: IncidentId) {
        let desk = &self.shell.desk;
        let Some(article) = &desk.article else { return };
        let words = desk.selection.map(|words| self.whole_words(article, words));
        let words = words.map(|s| Words::Bytes { start: s.start(), end: s.end() });
        let command = Command::AddEvidence(AddEvidence {
            evidence: None,
            incident: incident.clone(),
            article: article.as_str().to_owned(),
            words,
            kind: EvidenceKind::Primary,
            note: String::new(),
        });
        if self.edit(command).is_some() {
            self.shell.desk.focus = Focus::Incident(incident);
            let step = self.session.step();
            self.shell.toasts.push(Toast::new("Evidence added").undo(UiCommand::Undo, step));
        }
    }

    /// Ends the program, having kept the preferences.
    pub(super) fn quit(&mut self, ctx: &Context) {
        self.keep_prefs(ctx);
        self.shell.leaving = true;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }
}
