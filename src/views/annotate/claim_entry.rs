//! Entries of the claim form that may hold what cannot be taken, and how an entry is finished.

use std::collections::BTreeSet;

use eframe::egui::{Id, Key, Modifiers, Ui};
use jiff::civil::Date;

use super::claim_form::{ClaimForm, FormSubject, Refused};
use super::claim_panel::ClaimEditor;
use crate::model::Modifier;
use crate::session::Session;
use crate::ui::theme::{self, TIGHT};
use crate::ui::widgets::{Field, TextField, number_field};
use crate::views::ViewCtx;

impl ClaimEditor {
    /// Whether it holds what could not be taken.
    pub(super) fn is_bad(&self) -> bool {
        !self.bad.is_empty()
    }

    pub(super) fn faults(&self, anchor: Option<Date>) -> BTreeSet<Refused> {
        let number = self.form.number_fault().into_iter().flat_map(|(fields, _)| fields);
        let said = self.form.said_on_fault(anchor).map(|_| Refused::SaidOn);
        number.chain(said).collect()
    }

    pub(super) fn figure(&mut self, ui: &mut Ui, commit: &mut Commits) {
        let number = [Refused::Low, Refused::Best, Refused::High];
        let told = number.iter().any(|field| self.bad.contains(field));
        let fault = self.form.number_fault().filter(|_| told);
        if told && fault.is_none() {
            self.bad.retain(|field| !number.contains(field));
        }
        let wrong = fault.as_ref().map_or(&[][..], |(fields, _)| fields);
        let form = &mut self.form;
        let has_range = form.modifier == Modifier::Range;
        let error = fault.as_ref().map(|(_, text)| text.as_str());
        Field::new("Number").error(error).show(ui, |ui, _| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = TIGHT;
                let bounds = [
                    ("low", Refused::Low, &mut form.low),
                    ("best", Refused::Best, &mut form.best),
                    ("high", Refused::High, &mut form.high),
                ];
                for (name, field, text) in bounds {
                    let bad = wrong.contains(&field);
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 1.0;
                        let open = if name == "best" && has_range { "by rule" } else { "open" };
                        let out = number_field(ui, name, text, open, bad);
                        ui.label(theme::caption(ui, name));
                        commit.name(ui, &out.response, out.committed, out.edited);
                    });
                }
            });
        });
    }

    /// The day on which it was said.
    pub(super) fn said_on(&mut self, ui: &mut Ui, ctx: &ViewCtx<'_>, commit: &mut Commits) {
        let form = &mut self.form;
        let (id, mut fault) = (Id::unique("claim said on"), None);
        if self.bad.contains(&Refused::SaidOn) {
            fault = form.said_on_fault(anchor(ctx.session, form));
            if fault.is_none() && !ui.memory(|memory| memory.has_focus(id)) {
                // Right again, since the article has another date.
                self.bad.remove(&Refused::SaidOn);
                commit.0 = commit.0.or(Some(Commit::Left));
            }
        }
        let said = TextField::new("Said on")
            .hint("the publication date")
            .error(fault.as_deref())
            .id(id)
            .show(ui, &mut form.claimed_at);
        commit.name(ui, &said.response, said.committed, said.edited);
    }
}

/// The day that relative words of the form count from: that of its article.
pub(super) fn anchor(session: &Session, form: &ClaimForm) -> Option<Date> {
    let article = match &form.subject {
        FormSubject::Draft { article, .. } => article.clone(),
        FormSubject::Claim(id) => {
            let project = session.project();
            let highlight = project.claims.get(id)?.highlights.first()?;
            project.highlights.get(highlight)?.article.clone()
        }
    };
    session.article(&article)?.published_on()
}

/// How an entry was finished.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Commit {
    /// With Enter.
    Enter,
    /// By choosing, or by going elsewhere.
    Left,
}

/// The strongest way in which an entry of the form was finished in this frame.
#[derive(Default)]
pub(super) struct Commits(pub(super) Option<Commit>);

impl Commits {
    /// A text field was finished.
    pub(super) fn name(
        &mut self,
        ui: &Ui,
        response: &eframe::egui::Response,
        committed: bool,
        edited: bool,
    ) {
        if !committed && !edited {
            return;
        }
        let entered = ui.input(|i| i.key_pressed(Key::Enter) && i.modifiers == Modifiers::NONE);
        if committed && response.lost_focus() && entered {
            self.0 = Some(Commit::Enter);
        } else if edited && self.0.is_none() {
            self.0 = Some(Commit::Left);
        }
    }

    /// A drop-down list.
    pub(super) fn choice(
        &mut self,
        ui: &mut Ui,
        label: &str,
        add: impl FnOnce(&mut Ui, Id) -> bool,
    ) {
        if Field::new(label).show(ui, add) && self.0.is_none() {
            self.0 = Some(Commit::Left);
        }
    }
}
