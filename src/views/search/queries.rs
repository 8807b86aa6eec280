//! Queries that were kept, and what a query can be made of.

use eframe::egui::{Align, Button, Layout, Popup, RichText, Ui};

use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT};
use crate::ui::widgets::ActionButton;
use crate::views::{Action, ViewCtx};

/// The kept queries, and a way to keep this one. Gives the one that was chosen.
pub(super) fn saved(ui: &mut Ui, ctx: &mut ViewCtx<'_>, text: &str) -> Option<String> {
    let button = ActionButton::new("Saved searches").icon_only(icon::BOOKMARK_SIMPLE).quiet();
    let button = ui.add(button.tooltip("Saved searches"));
    let mut chosen = None;
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(240.0);
        ui.label(theme::caption(ui, "Saved searches"));
        let kept = &ctx.prefs.searches;
        if kept.is_empty() {
            ui.label(theme::muted(ui, "None yet"));
        }
        let mut dropped = None;
        for query in kept {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = TIGHT;
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let remove = ActionButton::new("Forget").icon_only(icon::X).quiet();
                    let remove = ui.add(remove.tooltip("Forget this search"));
                    if remove.accessible_name(format!("Forget the search {query}")).clicked() {
                        dropped = Some(query.clone());
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        if ui.add(Button::selectable(query == text, query).truncate()).clicked() {
                            chosen = Some(query.clone());
                            ui.close();
                        }
                    });
                });
            });
        }
        if let Some(query) = dropped {
            ctx.push(Action::ForgetSearch(query));
        }
        let text = text.trim();
        if !text.is_empty() && !kept.iter().any(|query| query == text) {
            ui.separator();
            if ui.button(icon::with_word(icon::PLUS, "Save this search")).clicked() {
                ctx.push(Action::SaveSearch(text.to_owned()));
                ui.close();
            }
        }
    });
    chosen
}

const FORMS: [(&str, &str); 11] = [
    ("ambush tillaberi", "both words; finds Tillabéri"),
    ("\"at least 12\"", "these words in a row"),
    ("kidnap*", "words that begin so"),
    ("/\\d+ (dead|killed)/", "a regular expression; accents count in it"),
    ("ambush OR raid", "either"),
    ("attack -drill", "the first without the second; also NOT"),
    ("title:attack", "there only; also text, note, claim, incident"),
    ("publisher:afp", "also author, path, source, lang:fr"),
    ("date:2024-03..", "from March 2024 on; also a day, a year, from..to"),
    ("status:new,in-progress", "how far the coding has come"),
    ("has:claims outcome:killed", "also has:incident, note, date, similar"),
];

/// What a query can be made of.
pub(super) fn help(ui: &mut Ui) {
    let button = ActionButton::new("What can be asked").icon_only(icon::QUESTION).quiet();
    let button = ui.add(button.tooltip("What can be asked"));
    Popup::menu(&button).show(|ui| {
        ui.label(theme::caption(ui, "What can be asked"));
        eframe::egui::Grid::new("query forms").spacing([GAP * 2.0, TIGHT]).show(ui, |ui| {
            for (form, meaning) in FORMS {
                ui.label(RichText::new(form).monospace());
                ui.label(theme::muted(ui, meaning));
                ui.end_row();
            }
        });
    });
}
