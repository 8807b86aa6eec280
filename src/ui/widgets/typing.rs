//! Whether what is typed belongs to a widget: text fields, and lists that are searched by letters.
//!
//! Keys without a modifier ask for commands only while it does not.

use eframe::egui::{Context, Id, Popup, Ui};

fn slot() -> Id {
    Id::unique("takes letters")
}

/// Says that this widget takes letters while it has the keyboard.
pub(super) fn takes_letters(ui: &Ui, id: Id) {
    ui.data_mut(|data| data.insert_temp(slot(), id));
}

/// Gives the keyboard to a text field that perhaps is drawn in the next frame only: what is typed
/// meanwhile is already its own.
pub fn focus_field(ctx: &Context, id: Id) {
    ctx.data_mut(|data| data.insert_temp(slot(), id));
    ctx.memory_mut(|memory| memory.request_focus(id));
    ctx.request_repaint();
}

/// Whether a text field, a list searched by letters or an open menu takes what is typed.
pub fn is_typing(ctx: &Context) -> bool {
    ctx.text_edit_focused() || Popup::is_any_open(ctx) || letters_taken(ctx)
}

fn letters_taken(ctx: &Context) -> bool {
    let taker = ctx.data(|data| data.get_temp::<Id>(slot()));
    taker.is_some() && ctx.memory(eframe::egui::Memory::focused) == taker
}
