//! Claim forms that wait to be accepted are never dropped without a question.

use eframe::egui::Context;

use super::guard::After;
use super::layout::Pane;
use super::window::App;
use crate::ui::theme::{self, GAP};
use crate::ui::widgets::{ActionButton, Kind, dialog};

impl App {
    /// Asks what shall become of forms that wait, before the project goes. False where none does.
    pub(super) fn asks_about_forms(&mut self, after: &After) -> bool {
        let asks = self.shell.views.annotate.touched_drafts(self.session.project()) > 0;
        if asks {
            self.shell.left_forms = Some(after.clone());
        }
        asks
    }

    pub(super) fn show_left_forms(&mut self, ctx: &Context) {
        let Some(after) = &self.shell.left_forms else { return };
        let forms = self.shell.views.annotate.touched_drafts(self.session.project());
        let what = match forms {
            1 => "1 claim form is filled in but not accepted".to_owned(),
            n => format!("{n} claim forms are filled in but not accepted"),
        };
        let then = if *after == After::Quit { "closing" } else { "opening another project" };
        let mut answer = None;
        let shown = dialog(ctx, "forms left open", 420.0, |ui| {
            ui.label(theme::heading(&what));
            ui.add_space(GAP);
            ui.label(format!("What is in it is kept only while the project is open. Accept it before {then}, or leave it behind."));
            ui.add_space(GAP * 2.0);
            ui.horizontal(|ui| {
                let back = ui.add(ActionButton::new("Go back to it").primary());
                if ui.memory(|m| m.focused().is_none()) {
                    back.request_focus();
                }
                if back.clicked() {
                    answer = Some(false);
                }
                if ui.add(ActionButton::new("Leave it behind").kind(Kind::Danger)).clicked() {
                    answer = Some(true);
                }
            });
        });
        if shown.should_close() {
            answer = Some(false);
        }
        let Some(leaves) = answer else { return };
        let Some(after) = self.shell.left_forms.take() else { return };
        if leaves {
            self.shell.views.annotate.forget_drafts();
            self.leave(after);
        } else {
            self.go_to_waiting_form();
        }
        ctx.request_repaint();
    }

    /// Opens the form that was left last, with its article.
    pub(super) fn go_to_waiting_form(&mut self) {
        if !self.shell.views.annotate.has_draft()
            && let Some(article) = self.shell.views.annotate.waiting_article().cloned()
        {
            self.open_article(article);
            self.shell.views.annotate.resume_last(self.session.project());
        }
        self.show_pane(Pane::Annotate);
    }
}
