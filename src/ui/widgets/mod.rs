//! Widgets, one noun a file. Each takes prepared strings and reports what the user did.

mod autocomplete;
mod banner;
mod button;
mod chip;
mod choice;
mod dialog;
mod drop_down;
mod empty;
mod field;
mod figure;
mod one_line;
pub mod pattern;
mod picker;
mod progress;
mod row;
mod section;
mod several;
pub mod shortcut;
mod tag;
mod toast;
mod toolbar;
mod typing;
mod words;

pub use autocomplete::{Autocomplete, AutocompleteOutput, Known, Pick};
pub use banner::{Banner, Severity};
pub use button::{ActionButton, Kind};
pub use chip::{Chip, ChipOutput};
pub use choice::{check, segmented};
pub use dialog::dialog;
pub use drop_down::{combo, named_combo};
pub use empty::EmptyState;
pub use field::{
    Field, LABEL_WIDTH, TextField, TextFieldOutput, number_field, search_field, select_all,
    text_field,
};
pub use figure::FigureLabel;
pub use one_line::one_line;
pub use picker::{Picked, Picker, PickerRow};
pub use progress::{Progress, skeleton};
pub use row::Row;
pub use section::{Section, hairline};
pub use several::{Rows, Several};
pub use tag::{Tag, Tone};
pub use toast::{Toast, Toasts};
pub use toolbar::{toolbar, toolbar_gap};
pub use typing::{focus_field, is_typing};
pub use words::{fitted, words, wrapped_words};

use eframe::egui::{CornerRadius, Rect, Response, Stroke, StrokeKind, Ui};

use super::theme;

/// The ring around a hand-painted widget that has the keyboard.
pub fn focus_ring(ui: &Ui, rect: Rect, radius: u8, response: &Response) {
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(radius),
            Stroke::new(1.5, theme::tokens(ui).focus),
            StrokeKind::Outside,
        );
    }
}
