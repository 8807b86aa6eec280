//! What is typed into a form and no edit yet outlives the program: kept beside the project in every
//! frame in which it has changed, and put back into its form when the project is opened again.

use super::codebook::CodebookSheet;
use super::details::DetailsSheet;
use super::layout::Pane;
use super::sheets::Sheet;
use super::window::{App, Shell};
use crate::persist::{Draft, Drafts};
use crate::ui::widgets::Toast;
use crate::views::{Action, Focus, PutBack, ViewCtx};

/// Drafts that no form has taken back yet.
#[derive(Default)]
pub(super) struct Left {
    drafts: Vec<Draft>,
    /// They were offered again after the folders had been read.
    offered: bool,
}

impl App {
    /// Keeps what is typed now. `all`: also claim forms in which nothing was entered.
    pub(super) fn keep_drafts(&mut self, all: bool) {
        if !self.shell.left.drafts.is_empty()
            && !self.shell.left.offered
            && !self.session.library().is_busy()
        {
            // The articles that they are of are known now.
            self.shell.left.offered = true;
            let left = std::mem::take(&mut self.shell.left.drafts);
            self.put_back(left);
        }
        let views = &mut self.shell.views;
        let mut forms = views.annotate.drafts(&self.session, all);
        forms.extend(views.reader.drafts(&self.session));
        match &self.shell.sheet {
            Some(Sheet::Codebook(sheet)) => {
                forms.extend(sheet.draft(&self.session.project().codebook));
            }
            Some(Sheet::Details(sheet)) => forms.extend(sheet.draft(&self.session)),
            Some(_) | None => {}
        }
        forms.extend(self.shell.left.drafts.iter().cloned());
        let article = self.shell.desk.article.clone().filter(|_| !forms.is_empty());
        self.session.keep_drafts(Drafts { article, forms });
    }

    /// Puts what was being typed when the program ended back into its forms, and says so.
    pub(super) fn restore_drafts(&mut self) {
        self.shell.left = Left::default();
        let Some(drafts) = self.session.take_drafts() else { return };
        self.shell.desk.article.clone_from(&drafts.article);
        let project = self.session.project();
        self.shell.views.annotate.turn_to(drafts.article.as_ref(), project);
        self.put_back(drafts.forms);
    }

    /// Makes edits of what is typed into the fields of a claim, an incident or an article, as if the
    /// keyboard had gone elsewhere: before a save that was asked for, and before the project goes.
    pub(super) fn send_typed(&mut self) {
        if self.session.read_only().is_some() {
            return;
        }
        let mut out = Vec::new();
        let Shell { views, desk, prefs, .. } = &mut self.shell;
        let mut ctx = ViewCtx { session: &self.session, desk, prefs, out: &mut out };
        views.annotate.send(&mut ctx);
        views.reader.send(&mut ctx);
        for action in out {
            if let Action::Edit(command) = action {
                self.edit(command);
            }
        }
    }

    fn put_back(&mut self, drafts: Vec<Draft>) {
        let mut forms = 0;
        for draft in drafts {
            match self.put_back_one(&draft) {
                PutBack::Done(focus) => {
                    forms += 1;
                    if focus != Focus::Nothing && !self.shell.views.annotate.has_draft() {
                        self.shell.desk.focus = focus;
                    }
                }
                PutBack::Unneeded => log::info!("not put back: {}", draft.content),
                PutBack::NotMine => self.shell.left.drafts.push(draft),
            }
        }
        let words = match forms {
            0 => return,
            1 => "What you were typing stands in its form again.".to_owned(),
            n => format!("{n} forms that you had begun are there again."),
        };
        self.show_pane(Pane::Annotate);
        self.shell.toasts.push(Toast::new(words));
    }

    fn put_back_one(&mut self, draft: &Draft) -> PutBack {
        let (session, views) = (&self.session, &mut self.shell.views);
        let put = match views.annotate.put_back(session, draft) {
            PutBack::NotMine => views.reader.put_back(session, draft),
            put @ (PutBack::Done(_) | PutBack::Unneeded) => put,
        };
        if put != PutBack::NotMine {
            return put;
        }
        let codebook = &session.project().codebook;
        let sheet = CodebookSheet::put_back(codebook, draft).map(Sheet::Codebook);
        let sheet = sheet.or_else(|| DetailsSheet::put_back(session, draft).map(Sheet::Details));
        if sheet.is_none() {
            return PutBack::NotMine;
        }
        self.shell.sheet = sheet;
        PutBack::Done(Focus::Nothing)
    }
}
