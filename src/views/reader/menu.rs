//! What a secondary click on the article offers: marking the selected words, saying what a
//! paragraph is.

use eframe::egui::{Button, Ui};

use crate::session::Outline;
use crate::text::{Block, BlockKind, Why};
use crate::ui::theme;
use crate::ui::widgets::shortcut;
use crate::views::ViewCtx;
use crate::views::command::{Entry, UiCommand};

/// The commands that say what a paragraph is, with the kind that each makes it.
const BLOCKS: [(UiCommand, Option<BlockKind>); 6] = [
    (UiCommand::BlockHeadline, Some(BlockKind::Headline)),
    (UiCommand::BlockBody, Some(BlockKind::Body)),
    (UiCommand::BlockCaption, Some(BlockKind::Caption)),
    (UiCommand::BlockBoilerplate, Some(BlockKind::Boilerplate)),
    (UiCommand::BlockRepeat, Some(BlockKind::Repeat)),
    (UiCommand::BlockAsFound, None),
];

/// Draws the menu. `caret` stands where the click was.
pub(super) fn show(ui: &mut Ui, ctx: &mut ViewCtx<'_>, outline: &Outline, caret: usize) {
    use UiCommand as C;
    let commands = [
        C::MarkKilled,
        C::MarkInjured,
        C::MarkAbducted,
        C::MarkMissing,
        C::MarkNeutralised,
        C::MarkOther,
        C::AddQuote,
        C::AddEvidence,
    ];
    let selected = ctx.desk.selection.is_some();
    for command in commands {
        if ui.add_enabled(selected, button(ui, command.entry(), false)).clicked() {
            ctx.ui(command);
            ui.close();
        }
    }
    ui.separator();
    let block = block_at(outline, caret);
    ui.add_enabled_ui(block.is_some() || selected, |ui| {
        ui.menu_button("This paragraph is", |ui| paragraph(ui, ctx, block));
    });
}

/// The block that a byte is in.
fn block_at(outline: &Outline, byte: usize) -> Option<&Block> {
    outline.blocks.iter().find(|b| b.range.start() <= byte && byte <= b.range.end())
}

fn paragraph(ui: &mut Ui, ctx: &mut ViewCtx<'_>, block: Option<&Block>) {
    if let Some(block) = block {
        let words = format!("Now {}: {}", block.kind.label(), block.why.words());
        ui.label(theme::caption(ui, words));
    }
    for (command, kind) in BLOCKS {
        let set = block.is_some_and(|block| block.why == Why::Analyst);
        let now = match kind {
            Some(kind) => block.is_some_and(|block| block.kind == kind),
            None => block.is_some() && !set,
        };
        if kind.is_none() {
            ui.separator();
        }
        let entry = command.entry();
        if ui.add(button(ui, entry, now)).on_hover_text(entry.tip).clicked() {
            ctx.ui(command);
            ui.close();
        }
    }
}

fn button<'a>(ui: &Ui, entry: &'static Entry, now: bool) -> Button<'a> {
    let button = Button::new(entry.text).selected(now);
    match &entry.shortcut {
        Some(keys) => button.shortcut_text(shortcut::text(ui, keys)),
        None => button,
    }
}
