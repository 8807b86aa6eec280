//! The status bar: saved, journal, progress, coded, findings.

use eframe::egui::{Align, Label, Layout, Role, Sense, Ui, WidgetInfo};

use super::layout::Pane;
use super::underway;
use super::window::App;
use crate::ui::icon;
use crate::ui::theme::{self, GROUP_GAP, tokens};
use crate::views::Action;
use crate::views::command::UiCommand;

/// Below these widths, in an enlarged window, what is less needed makes room.
const ROOMY: f32 = 420.0;
const NAMED: f32 = 120.0;

impl App {
    pub(super) fn status(&mut self, ui: &mut Ui) {
        let mut wanted = None;
        let mut to_form = false;
        let mut stopped = None;
        ui.horizontal(|ui| {
            ui.set_min_height(20.0);
            ui.spacing_mut().item_spacing.x = GROUP_GAP;
            if let Some(opening) = &self.shell.opening {
                stopped = underway::show(ui, &[opening.underway()]);
                return;
            }
            let session = &self.session;
            ui.label(theme::caption(ui, self.saved_words()));
            if let Some(error) = session.journal_error() {
                let text = format!("{} edits do not reach the disk: {error}", icon::WARNING);
                ui.colored_label(tokens(ui).error.text, text);
            } else if let Some(why) = session.read_only() {
                let text = format!("{} {why}", icon::LOCK);
                ui.colored_label(tokens(ui).warning.text, text);
            } else if session.journal().is_some() && ui.available_width() > ROOMY {
                ui.label(theme::caption(ui, "journal ok")).on_hover_text(
                    "Every edit is on the disk within a moment: a crash loses nothing",
                );
            }
            if let Some(work) = underway::show(ui, &session.underway()) {
                stopped = Some(work);
            }
            let desk = &self.shell.desk;
            let (article, selection) = (desk.article.as_ref(), desk.selection);
            let search = &mut self.shell.views.search;
            if let Some(position) = search.position(session, article, selection) {
                let text = format!("{}\u{2002}{position}", icon::MAGNIFYING_GLASS);
                ui.label(theme::caption(ui, text)).accessible_name(position).on_hover_text(
                    "Where the search has led to: F4 goes to the next hit, Shift+F4 back",
                );
            }
            let forms = self.shell.views.annotate.waiting();
            if forms > 0 {
                let words = match forms {
                    1 => "1 claim form left open".to_owned(),
                    n => format!("{n} claim forms left open"),
                };
                let label = ui.add(Label::new(theme::caption(ui, words)).sense(Sense::click()));
                if label.on_hover_text("Go on with the form that was left last").clicked() {
                    to_form = true;
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let findings = session.findings().len();
                let words = match findings {
                    0 => "no findings".to_owned(),
                    1 => "1 finding".to_owned(),
                    n => format!("{n} findings"),
                };
                let label = ui.label(theme::caption(ui, words));
                if label.interact(Sense::click()).on_hover_text("Go to the Findings").clicked() {
                    wanted = Some(UiCommand::ShowFindings);
                }
                if self.reading(ui) {
                    wanted = Some(UiCommand::ReadingOfFile);
                }
                let (done, all) = session.coded();
                ui.label(theme::caption(ui, format!("{done} done of {all}")))
                    .on_hover_text("Articles set to coded or irrelevant, of all that can be read");
                if ui.available_width() > NAMED {
                    ui.label(theme::caption(ui, session.host().coder.as_str()))
                        .on_hover_text("The coder whose name stands with every change");
                }
                if self.shell.show_frames {
                    ui.label(theme::caption(ui, self.shell.frames.words()));
                }
            });
        });
        if let Some(work) = stopped {
            self.push(Action::Stop(work));
        }
        if let Some(command) = wanted {
            self.push(Action::Ui(command));
        }
        if to_form {
            self.go_to_waiting_form();
        }
    }

    /// How the file of the article in the Reader was read. True where it was clicked.
    fn reading(&self, ui: &mut Ui) -> bool {
        let article = self.shell.desk.article.as_ref();
        let Some(read) = article.and_then(|article| self.session.read_as(article)) else {
            return false;
        };
        let usual = ["plain text", "web page", "Markdown"].contains(&read.reader);
        let reader = if usual && !read.encoding.is_empty() { "" } else { read.reader };
        let by_hand = if read.set { "set by hand" } else { "" };
        let parts = [reader, read.encoding, by_hand].into_iter().filter(|part| !part.is_empty());
        let words = parts.collect::<Vec<_>>().join(" · ");
        let entry = UiCommand::ReadingOfFile.entry();
        let about = match &read.file {
            Some(file) => format!("One of several articles in {file}. {}", entry.tip),
            None => entry.tip.to_owned(),
        };
        let label = Label::new(theme::caption(ui, words.as_str())).sense(Sense::click());
        let label = ui.add(label).on_hover_text(about);
        label.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, format!("How the file is read: {words}"))
        });
        label.clicked()
    }

    /// "saved 12:04", "not saved yet".
    fn saved_words(&self) -> String {
        let session = &self.session;
        if session.is_saving() {
            return "saving…".to_owned();
        }
        let at = session.saved_at().map(|at| {
            let local = at.to_zoned(jiff::tz::TimeZone::system());
            format!("saved {}", local.strftime("%H:%M"))
        });
        match (session.is_dirty(), session.path().is_some(), at) {
            (false, true, None) => "saved".to_owned(),
            (false, _, Some(at)) => at,
            (true, true, Some(at)) => format!("{at}, edited since"),
            (true, true, None) => "edited".to_owned(),
            (true, false, _) => "not saved yet".to_owned(),
            (false, false, None) => "no file yet".to_owned(),
        }
    }

    /// Brings a panel to the front.
    pub(super) fn show_pane(&mut self, pane: Pane) {
        self.shell.layout.show_pane(pane);
    }
}
