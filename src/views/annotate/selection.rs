//! The words that are selected in the Reader, and the keys that make claims of them.

use eframe::egui::{Label, RichText, Ui};

use super::claim_panel::shorten;
use crate::model::Outcome;
use crate::ui::icon;
use crate::ui::theme::{self, TIGHT};
use crate::ui::widgets::{ActionButton, EmptyState, Section, wrapped_words};
use crate::views::command::UiCommand;
use crate::views::{Focus, ViewCtx, looks};

/// The outcomes that have a key of their own.
const KEYS: [(UiCommand, Outcome, &str); 5] = [
    (UiCommand::MarkKilled, Outcome::Killed, "Killed"),
    (UiCommand::MarkInjured, Outcome::Injured, "Injured"),
    (UiCommand::MarkAbducted, Outcome::Abducted, "Abducted"),
    (UiCommand::MarkMissing, Outcome::Missing, "Missing"),
    (UiCommand::MarkNeutralised, Outcome::Neutralised, "Neutralised"),
];

pub(super) fn show(ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
    let words = selected_words(ctx);
    if words.is_none() && ctx.desk.focus != Focus::Nothing {
        return;
    }
    if ctx.desk.article.is_none() {
        let sentence = "Open an article, select the words that state a figure, and press 1 to 6.";
        EmptyState::new(icon::HIGHLIGHTER, sentence).show(ui);
        return;
    }
    Section::new("Selection").show(ui, |ui| {
        match &words {
            Some(words) => {
                let quote = format!("“{}”", shorten(words, 220));
                wrapped_words(ui, &quote, |_, s| RichText::new(s));
            }
            None => {
                let hint = "Select the words that state a figure, then press one key.";
                ui.add(Label::new(theme::muted(ui, hint)).wrap());
            }
        }
        ui.add_space(TIGHT);
        let reason = words.is_none().then_some("Select words in the Reader first");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = TIGHT;
            for (command, outcome, word) in &KEYS {
                button(ui, ctx, *command, word, looks::outcome_icon(outcome), reason);
            }
            button(ui, ctx, UiCommand::MarkOther, "Other", icon::DOTS_THREE, reason);
        });
    });
}

fn button(
    ui: &mut Ui,
    ctx: &mut ViewCtx<'_>,
    command: UiCommand,
    word: &str,
    icon: char,
    reason: Option<&str>,
) {
    let entry = command.entry();
    let button = ActionButton::new(word)
        .icon(icon)
        .shortcut(entry.shortcut)
        .show_shortcut()
        .tooltip(entry.tip)
        .disabled(reason);
    if ui.add(button).clicked() {
        ctx.ui(command);
    }
}

fn selected_words(ctx: &ViewCtx<'_>) -> Option<String> {
    let (article, range) = (ctx.desk.article.as_ref()?, ctx.desk.selection?);
    let text = ctx.session.text(article).ok()?;
    let words = range.slice(&text)?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}
