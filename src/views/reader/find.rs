//! Finding words in the article.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{Align, Frame, Id, Key, Layout, Margin, Modifiers, Ui};

use crate::search::Needle;
use crate::ui::icon;
use crate::ui::theme::{self, tokens};
use crate::ui::widgets::{ActionButton, one_line};
use crate::views::command::UiCommand;

/// The bar above the text, while it is open.
#[derive(Default)]
pub(super) struct FindBar {
    open: bool,
    fresh: bool,
    query: String,
    /// What `hits` were found for.
    found_for: Option<(String, Arc<str>)>,
    hits: Vec<Range<usize>>,
    at: usize,
    jump: bool,
}

impl FindBar {
    pub(super) fn open(&mut self) {
        self.open = true;
        self.fresh = true;
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    pub(super) fn step(&mut self, forward: bool) {
        if self.hits.is_empty() {
            return;
        }
        let last = self.hits.len() - 1;
        self.at = match (forward, self.at) {
            (true, at) if at >= last => 0,
            (true, at) => at + 1,
            (false, 0) => last,
            (false, at) => at - 1,
        };
        self.jump = true;
    }

    pub(super) fn hits(&self) -> &[Range<usize>] {
        if self.open { &self.hits } else { &[] }
    }

    pub(super) fn current(&self) -> Option<usize> {
        (self.open && !self.hits.is_empty()).then_some(self.at)
    }

    /// The hit to be shown, once.
    pub(super) fn take_jump(&mut self) -> Option<Range<usize>> {
        let jump = std::mem::take(&mut self.jump);
        self.hits.get(self.at).filter(|_| jump && self.open).cloned()
    }

    fn refresh(&mut self, text: &Arc<str>) {
        let current = self
            .found_for
            .as_ref()
            .is_some_and(|(query, found)| *query == self.query && Arc::ptr_eq(found, text));
        if current {
            return;
        }
        let typed = self.found_for.as_ref().is_some_and(|(query, _)| *query != self.query);
        self.hits = Needle::new(&self.query).map(|n| n.find_all(text)).unwrap_or_default();
        self.found_for = Some((self.query.clone(), Arc::clone(text)));
        self.at = 0;
        self.jump = typed && !self.hits.is_empty();
    }

    /// Shows the bar while it is open. True where it was closed.
    pub(super) fn show(&mut self, ui: &mut Ui, text: &Arc<str>) -> bool {
        if !self.open {
            return false;
        }
        let mut closed = false;
        Frame::new().fill(tokens(ui).panel).inner_margin(Margin::symmetric(16, 6)).show(ui, |ui| {
            ui.horizontal(|ui| {
                let id = Id::unique("find in the article");
                let edit = one_line(ui, id, &mut self.query)
                    .hint_text("Find in this article")
                    .desired_width(240.0);
                let field = ui.add(edit).accessible_name("Find in this article");
                if std::mem::take(&mut self.fresh) {
                    field.request_focus();
                }
                if field.lost_focus() {
                    let (enter, shift, escape) = ui.input(|i| {
                        (
                            i.key_pressed(Key::Enter),
                            i.modifiers == Modifiers::SHIFT,
                            i.key_pressed(Key::Escape),
                        )
                    });
                    if enter {
                        self.step(!shift);
                        field.request_focus();
                    }
                    closed = escape;
                    if escape {
                        // The text, which has the keyboard next, would take it for its own.
                        ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
                    }
                }
                self.refresh(text);
                let count = match (self.query.is_empty(), self.hits.len()) {
                    (true, _) => String::new(),
                    (false, 0) => "no hit".to_owned(),
                    (false, n) => format!("{} of {n}", self.at + 1),
                };
                ui.label(theme::muted(ui, count));
                let steps = [
                    (UiCommand::FindPrevious, icon::CARET_UP, false),
                    (UiCommand::FindNext, icon::CARET_DOWN, true),
                ];
                for (command, icon, forward) in steps {
                    let entry = command.entry();
                    let button = ActionButton::new(entry.text)
                        .icon_only(icon)
                        .quiet()
                        .shortcut(entry.shortcut);
                    if ui.add(button).clicked() {
                        self.step(forward);
                    }
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    closed |= ui
                        .add(ActionButton::new("Close find").icon_only(icon::X).quiet())
                        .clicked();
                });
            });
        });
        if closed {
            self.open = false;
        }
        closed
    }
}
