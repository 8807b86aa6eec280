//! Claim forms that were left half filled: another article was opened, another claim looked at,
//! other words marked. They wait, each with its article, until they are accepted or thrown away.
//!
//! *Invariants*: no form that an analyst has touched goes away by itself; what is thrown away last
//! can be brought back.

use eframe::egui::Ui;

use super::AnnotatePanel;
use super::claim_form::FormSubject;
use super::claim_panel::{ClaimEditor, shorten};
use crate::model::{ArticleId, Project, Vocabulary as _};
use crate::ui::icon;
use crate::ui::theme::TIGHT;
use crate::ui::widgets::{Row, Section};
use crate::views::{Action, ViewCtx};

impl AnnotatePanel {
    /// How many claim forms were left open, in all articles.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// How many of them have something entered.
    pub fn touched_drafts(&self, project: &Project) -> usize {
        let open = self.claim.iter().filter(|editor| editor.is_draft());
        self.waiting.iter().chain(open).filter(|editor| editor.is_touched(project)).count()
    }

    /// Leaves all forms behind.
    pub fn forget_drafts(&mut self) {
        self.waiting.clear();
        self.claim = self.claim.take().filter(|editor| !editor.is_draft());
    }

    /// Opens the form that was left last.
    pub fn resume_last(&mut self, project: &Project) {
        if !self.has_draft()
            && let Some(last) = self.waiting.len().checked_sub(1)
        {
            self.resume(last, project);
        }
    }

    /// The article of a form that waits: of the last that was left.
    pub fn waiting_article(&self) -> Option<&ArticleId> {
        self.waiting.last().and_then(ClaimEditor::draft_article)
    }

    /// Lays the open form aside. One in which nothing was entered is no loss.
    pub fn park(&mut self, project: &Project) {
        if let Some(editor) = self.claim.take_if(|editor| editor.is_draft())
            && editor.is_touched(project)
        {
            self.waiting.push(editor);
        }
    }

    /// The Reader shows this article now: a form of another one waits there, and the form that was
    /// left here is open again.
    pub fn turn_to(&mut self, article: Option<&ArticleId>, project: &Project) {
        if self.article.as_ref() == article {
            return;
        }
        self.article = article.cloned();
        let elsewhere = self.claim.as_ref().and_then(ClaimEditor::draft_article);
        if elsewhere.is_some_and(|of| Some(of) != article) {
            // Even an untouched one: its words were chosen.
            self.waiting.extend(self.claim.take());
        }
        if !self.has_draft()
            && let Some(at) = self.waiting.iter().rposition(|e| e.draft_article() == article)
        {
            self.resume(at, project);
        }
    }

    /// Throws the open form away. True where something was entered that is worth bringing back.
    pub fn discard(&mut self, project: &Project) -> bool {
        let Some(editor) = self.claim.take_if(|editor| editor.is_draft()) else { return false };
        let worth = editor.is_touched(project);
        self.discarded = Some(editor);
        worth
    }

    /// Whether a form was thrown away that can be brought back.
    pub fn has_discarded(&self) -> bool {
        self.discarded.is_some()
    }

    /// Brings back the form that was thrown away last, and gives its article.
    pub fn restore(&mut self, project: &Project) -> Option<ArticleId> {
        let editor = self.discarded.take()?;
        let article = editor.draft_article().cloned();
        self.park(project);
        self.article.clone_from(&article);
        self.claim = Some(editor);
        article
    }

    fn resume(&mut self, at: usize, project: &Project) {
        if at < self.waiting.len() {
            let editor = self.waiting.remove(at);
            self.park(project);
            self.claim = Some(editor);
        }
    }

    /// The forms of this article that wait, each a click from being open again.
    pub(super) fn show_waiting(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        let here: Vec<usize> = (0..self.waiting.len())
            .filter(|at| {
                let form = self.waiting.get(*at);
                form.and_then(ClaimEditor::draft_article) == ctx.desk.article.as_ref()
            })
            .collect();
        if here.is_empty() {
            return;
        }
        let count = here.len().to_string();
        let mut chosen = None;
        Section::new("Forms left open").count(&count).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = TIGHT;
            for at in here {
                let Some(editor) = self.waiting.get(at) else { continue };
                let words = words(ctx, &editor.form.subject);
                let row = Row::new(&words).icon(icon::PENCIL_SIMPLE);
                let note = editor.form.outcome.label().to_lowercase();
                let row = ui.add(row.note(&note)).on_hover_text("Go on with this claim form");
                if row.clicked() {
                    chosen = Some(at);
                }
            }
        });
        if let Some(at) = chosen {
            self.resume(at, ctx.session.project());
            ctx.push(Action::Focus(crate::views::Focus::Nothing));
        }
    }
}

/// The marked words of a form.
fn words(ctx: &ViewCtx<'_>, subject: &FormSubject) -> String {
    let FormSubject::Draft { article, range } = subject else { return String::new() };
    let text = ctx.session.text(article).ok();
    let words = text.as_ref().and_then(|text| range.slice(text)).unwrap_or_default();
    shorten(&words.split_whitespace().collect::<Vec<_>>().join(" "), 80)
}
