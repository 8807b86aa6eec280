//! Labelled fields whose labels and controls stand on shared edges; text fields that say when an
//! entry is meant.

use std::ops::Deref;

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{
    Align, Align2, Id, Key, Label, Layout, Response, RichText, ScrollArea, Sense, TextEdit,
    TextStyle, Ui, UiBuilder, Vec2, vec2,
};

use super::one_line::one_line;
use crate::ui::icon;
use crate::ui::theme::{CONTROL_HEIGHT, GAP, caption, muted, tokens};

/// The width of the label column.
pub const LABEL_WIDTH: f32 = 88.0;
/// Below this width of control the label goes above it.
const LEAST_CONTROL: f32 = 140.0;

/// A row: label, control, and beneath the control an error or a hint.
#[must_use = "call `show`"]
pub struct Field<'a> {
    label: &'a str,
    label_width: f32,
    error: Option<&'a str>,
    help: Option<&'a str>,
}

impl<'a> Field<'a> {
    /// With a label.
    pub const fn new(label: &'a str) -> Self {
        Self { label, label_width: LABEL_WIDTH, error: None, help: None }
    }

    /// Another width for the label column; fields of one form share it.
    pub const fn label_width(mut self, width: f32) -> Self {
        self.label_width = width;
        self
    }

    /// What is wrong with the entry.
    pub fn error(mut self, error: impl Into<Option<&'a str>>) -> Self {
        self.error = error.into();
        self
    }

    /// A line of help beneath the control.
    pub fn help(mut self, help: impl Into<Option<&'a str>>) -> Self {
        self.help = help.into();
        self
    }

    /// Shows it. The control gets the id of its label, for [`Response::labelled_by`].
    pub fn show<R>(self, ui: &mut Ui, control: impl FnOnce(&mut Ui, Id) -> R) -> R {
        if ui.available_width() < self.label_width + GAP + LEAST_CONTROL {
            return ui
                .vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    let label = if self.label.is_empty() {
                        ui.allocate_response(Vec2::ZERO, Sense::empty())
                    } else {
                        ui.add(Label::new(caption(ui, self.label)).truncate())
                    };
                    let inner = control(ui, label.id);
                    self.beneath(ui);
                    inner
                })
                .inner;
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let size = vec2(self.label_width, CONTROL_HEIGHT);
            let (rect, _) = ui.allocate_exact_size(size, Sense::empty());
            let layout = Layout::left_to_right(Align::Center);
            let mut cell = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
            let text = muted(ui, self.label);
            let label = cell.add(Label::new(text).truncate());
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                let inner = control(ui, label.id);
                self.beneath(ui);
                inner
            })
            .inner
        })
        .inner
    }

    fn beneath(&self, ui: &mut Ui) {
        if let Some(error) = self.error {
            let ink = tokens(ui).error.text;
            let text = format!("{}\u{2002}{error}", icon::WARNING_CIRCLE);
            let line = ui.add(Label::new(RichText::new(text).small().color(ink)).wrap());
            line.accessible_name(error);
        } else if let Some(help) = self.help {
            ui.add(Label::new(caption(ui, help)).wrap());
        }
    }
}

/// A labelled text field.
#[must_use = "call `show`"]
pub struct TextField<'a> {
    field: Field<'a>,
    hint: &'a str,
    rows: usize,
    scrolled: bool,
    width: f32,
    id: Option<Id>,
}

/// A text field's response, and whether the entry is meant.
#[derive(Debug)]
pub struct TextFieldOutput {
    /// The text field's response.
    pub response: Response,
    /// Enter was pressed or the keyboard went elsewhere (but not by Escape).
    pub committed: bool,
    /// Committed, and not what stood there when the keyboard came.
    pub edited: bool,
}

impl Deref for TextFieldOutput {
    type Target = Response;

    fn deref(&self) -> &Response {
        &self.response
    }
}

impl<'a> TextField<'a> {
    /// One row, as wide as the panel allows.
    pub const fn new(label: &'a str) -> Self {
        Self {
            field: Field::new(label),
            hint: "",
            rows: 1,
            scrolled: false,
            width: f32::INFINITY,
            id: None,
        }
    }

    /// Words that stand in the empty field.
    pub const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Several rows; Enter then makes a new line.
    pub const fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// A longer text scrolls within the rows: what stands beneath stays where it is.
    pub const fn scrolled(mut self) -> Self {
        self.scrolled = true;
        self
    }

    /// A narrower field, for numbers and dates.
    pub const fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// What is wrong with the entry.
    pub fn error(mut self, error: impl Into<Option<&'a str>>) -> Self {
        self.field = self.field.error(error);
        self
    }

    /// A line of help beneath.
    pub fn help(mut self, help: impl Into<Option<&'a str>>) -> Self {
        self.field = self.field.help(help);
        self
    }

    /// An id of its own, where the same label occurs twice or the focus is asked for.
    pub const fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui, text: &mut String) -> TextFieldOutput {
        let id = self.id.unwrap_or_else(|| ui.make_persistent_id(("text field", self.field.label)));
        let bad = self.field.error.is_some();
        let (hint, rows, width) = (self.hint, self.rows, self.width);
        let scrolled = self.scrolled;
        self.field.show(ui, |ui, label| {
            let response = ui
                .scope(|ui| {
                    if bad {
                        mark_bad(ui);
                    }
                    let edit = if rows > 1 {
                        remember(ui, id, text);
                        TextEdit::multiline(text).id(id).desired_rows(rows)
                    } else {
                        one_line(ui, id, text).align(Align2::LEFT_CENTER)
                    };
                    let edit = edit.hint_text(hint).desired_width(width);
                    if !scrolled {
                        return ui.add(edit).labelled_by(label);
                    }
                    let height = rows as f32 * ui.text_style_height(&TextStyle::Body) + GAP;
                    ScrollArea::vertical()
                        .id_salt(id)
                        .max_height(height)
                        .min_scrolled_height(height)
                        .show(ui, |ui| ui.add(edit).labelled_by(label))
                        .inner
                })
                .inner;
            commit(ui, response, text)
        })
    }
}

/// A labelled text field of one row.
pub fn text_field(ui: &mut Ui, label: &str, text: &mut String, hint: &str) -> TextFieldOutput {
    TextField::new(label).hint(hint).show(ui, text)
}

/// A narrow field without a label of its own, for a row of figures. `name` is what a screen reader
/// calls it; `hint` is what stands in it while it is empty.
pub fn number_field(
    ui: &mut Ui,
    name: &str,
    text: &mut String,
    hint: &str,
    bad: bool,
) -> TextFieldOutput {
    let id = ui.make_persistent_id(("number field", name));
    let response = ui
        .scope(|ui| {
            if bad {
                mark_bad(ui);
            }
            let edit = one_line(ui, id, text)
                .hint_text(hint)
                .desired_width(52.0)
                .align(Align2::LEFT_CENTER);
            ui.add(edit).accessible_name(name)
        })
        .inner;
    commit(ui, response, text)
}

/// A field to search with; Escape empties it.
pub fn search_field(ui: &mut Ui, name: &str, text: &mut String) -> Response {
    let t = tokens(ui);
    let glyph = RichText::new(icon::MAGNIFYING_GLASS).color(t.muted);
    let id = ui.make_persistent_id(("search field", name));
    let edit = one_line(ui, id, text)
        .align(Align2::LEFT_CENTER)
        .prefix(glyph)
        .hint_text(name)
        .desired_width(f32::INFINITY);
    let mut response = ui.add(edit).accessible_name(name);
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) && !text.is_empty()
    {
        text.clear();
        response.mark_changed();
    }
    response
}

/// Selects what stands in a text field, so that typing replaces it.
pub fn select_all(ui: &Ui, field: Id, text: &str) {
    let mut state = TextEdit::load_state(ui.ctx(), field).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), end)));
    state.store(ui.ctx(), field);
}

pub(super) fn mark_bad(ui: &mut Ui) {
    let red = tokens(ui).error.text;
    let visuals = ui.visuals_mut();
    visuals.selection.stroke.color = red;
    visuals.widgets.inactive.bg_stroke.color = red;
    visuals.widgets.hovered.bg_stroke.color = red;
}

/// Keeps what stands in a field when the keyboard comes to it. To be called before the field.
pub(super) fn remember(ui: &Ui, id: Id, text: &str) {
    let (has, had) = ui.memory(|memory| (memory.has_focus(id), memory.had_focus_last_frame(id)));
    let kept = before_id(id);
    if has && (!had || ui.data(|data| data.get_temp::<String>(kept).is_none())) {
        ui.data_mut(|data| data.insert_temp(kept, text.to_owned()));
    }
}

/// Takes an entry as made: Escape goes back to this one, and leaving now is no edit.
pub(super) fn settle(ui: &Ui, id: Id, text: &str) {
    ui.data_mut(|data| data.insert_temp(before_id(id), text.to_owned()));
}

fn before_id(id: Id) -> Id {
    id.with("before")
}

/// Works out whether an entry is meant; Escape puts back what stood there. To be called after the
/// field.
pub(super) fn commit(ui: &Ui, mut response: Response, text: &mut String) -> TextFieldOutput {
    let mut committed = false;
    let mut edited = false;
    // egui reports a loss twice; what was kept is taken at the first.
    if response.lost_focus()
        && let Some(before) = ui.data_mut(|data| data.remove_temp::<String>(before_id(response.id)))
    {
        let differs = before != *text;
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            if differs {
                *text = before;
                response.mark_changed();
            }
        } else {
            committed = true;
            edited = differs;
        }
    }
    TextFieldOutput { response, committed, edited }
}
