//! Unsaved edits are never dropped without a question.

use std::path::PathBuf;

use eframe::egui::{Context, ViewportCommand};

use super::opening::Wanted;
use super::window::App;
use crate::session::{Session, reset_sample, sample_project};
use crate::ui::theme::{self, GAP};
use crate::ui::widgets::{ActionButton, Kind, dialog};

/// What happens once the project may go.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum After {
    /// The window closes.
    Quit,
    /// Another project, or a folder, is opened.
    Open(PathBuf),
    /// An empty project.
    NewProject,
    /// The sample.
    OpenSample,
    /// The sample, put back as it was shipped.
    ResetSample,
}

/// The question.
pub(super) struct Guard {
    after: After,
}

impl App {
    /// Lets the project go, having asked about edits that no save holds.
    pub(super) fn leave(&mut self, after: After) {
        if self.asks_about_forms(&after) {
            return;
        }
        self.send_typed();
        if self.session.is_dirty() && self.session.read_only().is_none() {
            self.shell.guard = Some(Guard { after });
        } else {
            self.go_on(after);
        }
    }

    /// Goes on once everything is saved or thrown away.
    pub(super) fn go_on(&mut self, after: After) {
        let discard = self.session.is_dirty();
        match after {
            After::Quit => {
                self.shell.leaving = true;
            }
            After::Open(path) => self.open_now(Wanted::Path(path), discard),
            After::NewProject => {
                let session = Session::empty(self.session.next_host());
                self.replace_session(session, discard);
            }
            After::OpenSample => match sample_project(&self.session.host().dirs) {
                Ok(path) => self.open_now(Wanted::Sample(path), discard),
                Err(error) => self.say_error(error.to_string()),
            },
            After::ResetSample => {
                // The sample itself may be open: it is closed before its files go.
                let host = self.session.next_host();
                self.replace_session(Session::empty(host), discard);
                match reset_sample(&self.session.host().dirs) {
                    Ok(path) => self.open_now(Wanted::Sample(path), true),
                    Err(error) => self.say_error(error.to_string()),
                }
            }
        }
    }

    /// Asks when the window is being closed, and closes it once it may.
    pub(super) fn poll_leave(&mut self, ctx: &Context) {
        if self.shell.leaving {
            if !ctx.input(|i| i.viewport().close_requested()) {
                self.quit(ctx);
            }
            return;
        }
        if ctx.input(|i| i.viewport().close_requested()) {
            let asks = self.asks_about_forms(&After::Quit);
            if !asks {
                self.send_typed();
            }
            if asks {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            } else if self.session.is_dirty() && self.session.read_only().is_none() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                self.shell.guard = Some(Guard { after: After::Quit });
            } else {
                self.keep_prefs(ctx);
                self.shell.leaving = true;
            }
        }
    }

    pub(super) fn show_guard(&mut self, ctx: &Context) {
        let Some(guard) = &self.shell.guard else { return };
        let name = &self.session.project().settings.name;
        let question = if guard.after == After::Quit {
            format!("Save “{name}” before closing?")
        } else {
            format!("Save “{name}” before opening another project?")
        };
        let mut answer = None;
        let shown = dialog(ctx, "unsaved edits", 400.0, |ui| {
            ui.label(theme::heading(&question));
            ui.add_space(GAP);
            ui.label("There are edits that no save holds. Without saving they are gone.");
            ui.add_space(GAP * 2.0);
            ui.horizontal(|ui| {
                let save = ui.add(ActionButton::new("Save").primary());
                if ui.memory(|m| m.focused().is_none()) {
                    save.request_focus();
                }
                if save.clicked() {
                    answer = Some(Answer::Save);
                }
                if ui.add(ActionButton::new("Don’t save").kind(Kind::Danger)).clicked() {
                    answer = Some(Answer::Discard);
                }
                if ui.add(ActionButton::new("Cancel")).clicked() {
                    answer = Some(Answer::Cancel);
                }
            });
        });
        if shown.should_close() {
            answer = Some(Answer::Cancel);
        }
        let Some(answer) = answer else { return };
        let Some(guard) = self.shell.guard.take() else { return };
        match answer {
            Answer::Save => self.save(Some(guard.after)),
            Answer::Discard => {
                if guard.after == After::Quit {
                    self.discard_and_quit();
                } else {
                    self.go_on(guard.after);
                }
            }
            Answer::Cancel => {}
        }
        ctx.request_repaint();
    }

    fn discard_and_quit(&mut self) {
        let host = self.session.next_host();
        self.replace_session(Session::empty(host), true);
        self.shell.leaving = true;
    }
}

enum Answer {
    Save,
    Discard,
    Cancel,
}
