//! A text field that knows names: it lists those that match and offers to make a new one.
//!
//! *Invariants*: Enter belongs to the list only while the list is open; a name is taken only when
//! it was lit for the user to see.

use eframe::egui::accesskit;
use eframe::egui::{
    Align2, EventFilter, FocusDirection, Id, Key, Label, LayerId, Modifiers, Popup,
    PopupCloseBehavior, PopupKind, RectAlign, Response, ScrollArea, TextEdit, Ui,
};

use super::field::{Field, commit, mark_bad, settle};
use super::one_line::one_line;
use super::row::Row;
use crate::ui::icon;
use crate::ui::theme::{CONTROL_HEIGHT, muted, tokens};

mod matching;
pub use matching::{Known, rank};

/// A text field that knows names.
#[must_use = "call `show`"]
pub struct Autocomplete<'a> {
    label: &'a str,
    field: Field<'a>,
    names: Names<'a>,
    hint: &'a str,
    creates: bool,
    bad: bool,
    id: Option<Id>,
}

/// Where the names come from.
#[derive(Clone, Copy)]
enum Names<'a> {
    List(&'a [Known<'a>]),
    Gathered(&'a dyn Fn() -> Vec<Known<'a>>),
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// The known name at this index.
    Known(usize),
    /// A new name, as typed.
    Create(String),
}

/// What was done.
#[derive(Debug)]
pub struct AutocompleteOutput {
    /// The text field's response.
    pub response: Response,
    /// A row was taken in this frame; the text has become its name.
    pub picked: Option<Pick>,
    /// Enter with the list closed, or the keyboard went elsewhere (but not by Escape).
    pub committed: bool,
    /// Committed, and not what stood there when the keyboard came.
    pub edited: bool,
    /// The list is open.
    pub is_open: bool,
}

#[derive(Clone, Default)]
struct State {
    open: bool,
    lit: usize,
    for_text: String,
    /// The keyboard goes on to the next field before this one is drawn again.
    goes_on: bool,
}

/// What the keyboard asks of the open list.
#[derive(Default)]
struct Keys {
    /// How many rows down.
    step: isize,
    then: Option<Then>,
}

#[derive(Clone, Copy, PartialEq)]
enum Then {
    /// Enter.
    Take,
    /// Tab: takes, and goes on to the next field.
    TakeAndGoOn,
    /// Escape.
    Close,
}

/// Rows that are listed at most; more are found by typing more.
const MOST_ROWS: usize = 50;

impl<'a> Autocomplete<'a> {
    /// With a label and the names.
    pub const fn new(label: &'a str, known: &'a [Known<'a>]) -> Self {
        Self::with(label, Names::List(known))
    }

    /// With names that are gathered only while they are listed: there may be very many.
    pub const fn gathered(label: &'a str, gather: &'a dyn Fn() -> Vec<Known<'a>>) -> Self {
        Self::with(label, Names::Gathered(gather))
    }

    const fn with(label: &'a str, names: Names<'a>) -> Self {
        let field = Field::new(label);
        Self { label, field, names, hint: "", creates: false, bad: false, id: None }
    }

    /// Words that stand in the empty field.
    pub const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// A name that is not known can be made: the last row offers it.
    pub const fn creates(mut self) -> Self {
        self.creates = true;
        self
    }

    /// What is wrong with the entry.
    pub fn error(mut self, error: impl Into<Option<&'a str>>) -> Self {
        let error = error.into();
        self.bad = error.is_some();
        self.field = self.field.error(error);
        self
    }

    /// An id of its own, where the same label occurs twice or the focus is asked for.
    pub const fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui, text: &mut String) -> AutocompleteOutput {
        let Self { label, field, names, hint, creates, bad, id } = self;
        let id = id.unwrap_or_else(|| ui.make_persistent_id(("autocomplete", label)));
        field.show(ui, |ui, label| {
            ui.scope(|ui| {
                if bad {
                    mark_bad(ui);
                }
                Entry { known: &[], hint, creates, id, label }.show(ui, text, names)
            })
            .inner
        })
    }
}

struct Entry<'a> {
    known: &'a [Known<'a>],
    hint: &'a str,
    creates: bool,
    id: Id,
    label: Id,
}

impl Entry<'_> {
    fn show(&self, ui: &mut Ui, text: &mut String, names: Names<'_>) -> AutocompleteOutput {
        let mut state: State = ui.data(|data| data.get_temp(self.id)).unwrap_or_default();
        let focused = ui.memory(|memory| memory.has_focus(self.id));
        if std::mem::take(&mut state.goes_on) && focused {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
        }
        let keys = if state.open && focused { take_keys(ui) } else { Keys::default() };
        let opens = focused
            && !state.open
            && ui.input_mut(|i| {
                i.consume_key(Modifiers::NONE, Key::ArrowDown)
                    || i.consume_key(Modifiers::ALT, Key::ArrowDown)
            });

        let response = self.edit(ui, text, &state);
        if !response.has_focus() {
            state.open = false;
        } else if response.changed() || response.clicked() || opens {
            state.open = true;
        }
        if keys.then == Some(Then::Close) {
            state.open = false;
        }
        let goes_on = keys.then == Some(Then::TakeAndGoOn);

        if state.open {
            let gathered;
            let known = match names {
                Names::List(known) => known,
                Names::Gathered(gather) => {
                    gathered = gather();
                    &gathered
                }
            };
            let Self { hint, creates, id, label, .. } = *self;
            let with_names = Entry { known, hint, creates, id, label };
            return with_names.listed(ui, text, state, response, (keys, goes_on));
        }
        self.finish(ui, text, state, response, None, goes_on)
    }

    /// What follows while the list is open.
    fn listed(
        &self,
        ui: &mut Ui,
        text: &mut String,
        mut state: State,
        response: Response,
        (keys, goes_on): (Keys, bool),
    ) -> AutocompleteOutput {
        let mut picked = None;
        let rows = rank(self.known, text, MOST_ROWS);
        let exact = rows.iter().any(|&row| self.is_exact(row, text));
        let offers_new = self.creates && !text.trim().is_empty() && !exact;
        let count = rows.len() + usize::from(offers_new);
        if state.for_text != *text {
            state.for_text.clone_from(text);
            state.lit = 0;
        }
        if count == 0 {
            state.open = !text.trim().is_empty();
        } else {
            let last = count.cast_signed();
            let lit = (state.lit.cast_signed() + keys.step).rem_euclid(last);
            state.lit = lit.cast_unsigned();
        }
        let takes = keys.then == Some(Then::Take) || (goes_on && !text.trim().is_empty());
        if takes && count > 0 {
            picked = Some(state.lit);
        } else if goes_on {
            state.open = false;
        }
        if picked.is_none() && state.open {
            let moved = keys.step != 0;
            picked = self.list(&response, text, &rows, offers_new, &mut state, moved);
        }
        let picked = picked.map(|row| match rows.get(row) {
            Some(&index) => Pick::Known(index),
            None => Pick::Create(text.trim().to_owned()),
        });
        self.finish(ui, text, state, response, picked, goes_on)
    }

    fn finish(
        &self,
        ui: &Ui,
        text: &mut String,
        mut state: State,
        mut response: Response,
        picked: Option<Pick>,
        goes_on: bool,
    ) -> AutocompleteOutput {
        if let Some(pick) = &picked {
            let name = match pick {
                Pick::Known(index) => self.known.get(*index).map_or("", |known| known.name),
                Pick::Create(name) => name,
            };
            name.clone_into(text);
            put_cursor_at_end(ui, self.id, text);
            settle(ui, self.id, text);
            state.open = false;
            response.mark_changed();
        }
        if goes_on {
            state.goes_on = true;
            ui.ctx().request_repaint();
        }
        let is_open = state.open;
        ui.data_mut(|data| data.insert_temp(self.id, state));
        let output = commit(ui, response, text);
        AutocompleteOutput {
            response: output.response,
            picked,
            committed: output.committed,
            edited: output.edited,
            is_open,
        }
    }

    fn edit(&self, ui: &mut Ui, text: &mut String, state: &State) -> Response {
        // While the list is open, Tab and Escape are its own, and a press on it leaves the
        // keyboard where it is.
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            tab: state.open,
            escape: state.open,
        };
        let on_list = state.open
            && ui.ctx().pointer_interact_pos().and_then(|at| ui.ctx().layer_id_at(at))
                == Some(LayerId::new(PopupKind::Popup.order(), self.popup_id()));
        let before = ui.ctx().options(|options| options.input_options.surrender_focus_on);
        if on_list {
            ui.ctx().options_mut(|options| {
                options.input_options.surrender_focus_on = eframe::egui::SurrenderFocusOn::Never;
            });
        }
        // Already the look whether the keyboard has come to the field would give it away.
        let edit = one_line(ui, self.id, text)
            .align(Align2::LEFT_CENTER)
            .hint_text(self.hint)
            .desired_width(f32::INFINITY)
            .event_filter(filter);
        let response = ui.add(edit).labelled_by(self.label);
        ui.ctx().options_mut(|options| options.input_options.surrender_focus_on = before);
        ui.ctx().accesskit_node_builder(self.id, |node| {
            node.set_expanded(state.open);
            node.set_has_popup(accesskit::HasPopup::Listbox);
        });
        response
    }

    fn list(
        &self,
        response: &Response,
        text: &str,
        rows: &[usize],
        offers_new: bool,
        state: &mut State,
        moved: bool,
    ) -> Option<usize> {
        let popup = Popup::from_response(response)
            .id(self.popup_id())
            .kind(PopupKind::Popup)
            .open(true)
            .close_behavior(PopupCloseBehavior::IgnoreClicks)
            .align(RectAlign::BOTTOM_START)
            .align_alternatives(&[RectAlign::TOP_START])
            .width(response.rect.width())
            .gap(2.0);
        let inner = popup.show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let frame = 2.0 * f32::from(ui.spacing().menu_margin.left) + 2.0;
            ui.set_width(response.rect.width() - frame);
            if rows.is_empty() && !offers_new {
                ui.add(Label::new(muted(ui, "No such name")));
                return None;
            }
            let mut clicked = None;
            ScrollArea::vertical().max_height(8.0 * CONTROL_HEIGHT).show(ui, |ui| {
                for (row, &index) in rows.iter().enumerate() {
                    let Some(known) = self.known.get(index) else { continue };
                    let answer = self.row(ui, row, state.lit, known.name, known.note, false);
                    follow(ui, &answer, row, state, moved, &mut clicked);
                }
                if offers_new {
                    let (row, words) = (rows.len(), format!("Create “{}”", text.trim()));
                    let answer = self.row(ui, row, state.lit, &words, "", true);
                    follow(ui, &answer, row, state, moved, &mut clicked);
                }
            });
            clicked
        });
        inner.and_then(|inner| inner.inner)
    }

    fn row(
        &self,
        ui: &mut Ui,
        row: usize,
        lit: usize,
        name: &str,
        note: &str,
        new: bool,
    ) -> Response {
        let is_lit = row == lit;
        let line = Row::new(name).note(note).selected(is_lit);
        let line = if new { line.coloured_icon(icon::PLUS, tokens(ui).accent) } else { line };
        let response = ui.add(line);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(accesskit::Role::ListBoxOption);
            node.set_selected(is_lit);
        });
        if is_lit {
            let row_node = response.id.accesskit_id();
            ui.ctx().accesskit_node_builder(self.id, |node| node.set_active_descendant(row_node));
        }
        response
    }

    fn is_exact(&self, index: usize, text: &str) -> bool {
        self.known.get(index).is_some_and(|known| matching::same(known.name, text))
    }

    fn popup_id(&self) -> Id {
        self.id.with("names")
    }
}

fn follow(
    ui: &Ui,
    answer: &Response,
    row: usize,
    state: &mut State,
    moved: bool,
    clicked: &mut Option<usize>,
) {
    if answer.hovered() && ui.input(|input| input.pointer.is_moving()) {
        state.lit = row;
    }
    if moved && row == state.lit {
        answer.scroll_to_me(None);
    }
    if answer.clicked() {
        *clicked = Some(row);
    }
}

fn take_keys(ui: &Ui) -> Keys {
    ui.input_mut(|input| {
        let mut took = |key| input.count_and_consume_key(Modifiers::NONE, key);
        let step = took(Key::ArrowDown).cast_signed() - took(Key::ArrowUp).cast_signed();
        let then =
            [(Key::Escape, Then::Close), (Key::Enter, Then::Take), (Key::Tab, Then::TakeAndGoOn)];
        let then = then.into_iter().find(|(key, _)| took(*key) > 0).map(|(_, then)| then);
        Keys { step, then }
    })
}

fn put_cursor_at_end(ui: &Ui, id: Id, text: &str) {
    use eframe::egui::text::{CCursor, CCursorRange, CharIndex};
    if let Some(mut state) = TextEdit::load_state(ui.ctx(), id) {
        let end = CCursor::new(CharIndex(text.chars().count()));
        state.cursor.set_char_range(Some(CCursorRange::one(end)));
        TextEdit::store_state(ui.ctx(), id, state);
    }
}
