//! One of many: a list that drops down, used by mouse or wholly by keys.
//!
//! *Invariants*: the keyboard stays on the closed face while the list is open; Escape leaves the
//! choice as it was.

use eframe::egui::accesskit::{self, Role};
use eframe::egui::{
    Align2, ComboBox, Event, EventFilter, FocusDirection, FontId, Id, Key, Modifiers, Popup,
    Response, Ui,
};

use super::row::Row;
use super::typing::takes_letters;
use crate::ui::icon;

/// A drop-down list. `label` is the id of the label that names it.
///
/// Up, Down, Home, End and letters change the choice while the closed list has the keyboard; Enter,
/// Space or Alt+Down opens it. In the open list the same keys move, Enter takes, Escape goes back.
/// The response is `changed` when the choice is.
pub fn combo<T: PartialEq + Clone>(
    ui: &mut Ui,
    label: Id,
    value: &mut T,
    options: &[(T, &str)],
) -> Response {
    drop_down(ui, label, value, options).labelled_by(label)
}

/// A drop-down list without a label of its own beside it. `name` is what a screen reader calls it.
pub fn named_combo<T: PartialEq + Clone>(
    ui: &mut Ui,
    name: &str,
    value: &mut T,
    options: &[(T, &str)],
) -> Response {
    let id = ui.make_persistent_id(("drop-down list", name));
    // Not labelled by the id: a label that is not there ends a screen reader's day.
    drop_down(ui, id, value, options).accessible_name(name)
}

/// What is remembered of a list that has the keyboard.
#[derive(Clone, Default)]
struct State {
    /// The row that Enter takes.
    lit: usize,
    /// The letters typed so far, and when the last of them was.
    typed: String,
    typed_at: f64,
}

/// Seconds after which a letter begins a new word.
const PAUSE: f64 = 1.0;
/// Rows that `PageUp` and `PageDown` pass.
const PAGE: usize = 8;

/// What the keyboard asks of the list.
#[derive(Default)]
struct Asked {
    to: Option<usize>,
    open: bool,
    take: bool,
    close: bool,
    go_on: Option<FocusDirection>,
}

fn drop_down<T: PartialEq + Clone>(
    ui: &mut Ui,
    salt: Id,
    value: &mut T,
    options: &[(T, &str)],
) -> Response {
    let face = ui.make_persistent_id(eframe::egui::IdSalt::new(salt));
    // As `ComboBox` derives it: a test opens the list by it.
    let popup = face.with("popup");
    let at = options.iter().position(|(option, _)| option == value);
    let labels: Vec<&str> = options.iter().map(|(_, label)| *label).collect();
    let was_open = Popup::is_id_open(ui.ctx(), popup);
    let focused = ui.memory(|memory| memory.has_focus(face));
    let mut state: State = ui.data(|data| data.get_temp(face)).unwrap_or_default();
    if !was_open {
        state.lit = at.unwrap_or(0);
    }
    let mut chosen = None;
    let mut moved = false;
    if focused {
        takes_letters(ui, face);
        let filter = EventFilter {
            vertical_arrows: true,
            horizontal_arrows: was_open,
            tab: was_open,
            escape: was_open,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(face, filter));
        let asked = keys(ui, &mut state, &labels, was_open);
        if let Some(to) = asked.to {
            state.lit = to;
            moved = true;
            if !was_open {
                chosen = Some(to);
            }
        }
        if asked.open {
            Popup::open_id(ui.ctx(), popup);
            moved = true;
        }
        if asked.take {
            chosen = Some(state.lit);
        }
        if asked.take || asked.close {
            Popup::close_id(ui.ctx(), popup);
        }
        if let Some(direction) = asked.go_on {
            ui.memory_mut(|memory| memory.move_focus(direction));
        }
    } else if was_open && ui.memory(eframe::egui::Memory::focused).is_none() {
        // Opened by the mouse: the keys are the list's from now on.
        ui.memory_mut(|memory| memory.request_focus(face));
    }

    let text = at.and_then(|at| labels.get(at)).map_or("—", |label| *label);
    let width = ui.available_width().min(280.0);
    let mut clicked = None;
    let inner = ComboBox::from_id_salt(salt)
        .selected_text(text)
        .width(width)
        .height(320.0)
        .truncate()
        .icon(|ui, rect, face, _| {
            let glyph = icon::CARET_DOWN.to_string();
            let font = FontId::proportional(13.0);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, glyph, font, face.text_color());
        })
        .show_ui(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (row, label) in labels.iter().enumerate() {
                if list_row(ui, face, row, label, (at == Some(row), moved), &mut state) {
                    clicked = Some(row);
                }
            }
        });
    let mut response = inner.response;
    let is_open = Popup::is_id_open(ui.ctx(), popup);
    ui.ctx().accesskit_node_builder(face, |node| {
        node.set_expanded(is_open);
        node.set_has_popup(accesskit::HasPopup::Listbox);
    });
    ui.data_mut(|data| data.insert_temp(face, state));
    if clicked.is_some() {
        // Chosen by the mouse: letters are commands again.
        response.surrender_focus();
    }
    if let Some((option, _)) = clicked.or(chosen).and_then(|row| options.get(row))
        && option != value
    {
        *value = option.clone();
        response.mark_changed();
    }
    response
}

/// Draws a row of the open list. True where it was clicked.
fn list_row(
    ui: &mut Ui,
    face: Id,
    row: usize,
    label: &str,
    (is_choice, moved): (bool, bool),
    state: &mut State,
) -> bool {
    let lit = row == state.lit;
    let tick = if is_choice { icon::CHECK.to_string() } else { String::new() };
    // No stop of the Tab key: the face keeps the keyboard.
    let response = ui.add(Row::new(label).note(&tick).selected(lit));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::ListBoxOption);
        node.set_selected(lit);
    });
    if lit {
        let this = response.id.accesskit_id();
        ui.ctx().accesskit_node_builder(face, |node| node.set_active_descendant(this));
        if moved {
            response.scroll_to_me(None);
        }
    }
    if response.hovered() && ui.input(|input| input.pointer.is_moving()) {
        state.lit = row;
    }
    response.clicked()
}

fn keys(ui: &Ui, state: &mut State, labels: &[&str], open: bool) -> Asked {
    let last = labels.len().saturating_sub(1);
    let now = ui.input(|input| input.time);
    ui.input_mut(|input| {
        let mut asked = Asked::default();
        let mut took = |modifiers, key| input.consume_key(modifiers, key);
        if took(Modifiers::ALT, Key::ArrowDown) || took(Modifiers::ALT, Key::ArrowUp) {
            asked.open = !open;
            asked.close = open;
        }
        let moves = [
            (Key::ArrowDown, state.lit.saturating_add(1)),
            (Key::ArrowUp, state.lit.saturating_sub(1)),
            (Key::PageDown, state.lit.saturating_add(PAGE)),
            (Key::PageUp, state.lit.saturating_sub(PAGE)),
            (Key::Home, 0),
            (Key::End, last),
        ];
        for (key, to) in moves {
            if took(Modifiers::NONE, key) {
                asked.to = Some(to.min(last));
            }
        }
        if open {
            asked.take |= took(Modifiers::NONE, Key::Enter);
            if took(Modifiers::NONE, Key::Tab) {
                asked.take = true;
                asked.go_on = Some(FocusDirection::Next);
            }
            if took(Modifiers::SHIFT, Key::Tab) {
                asked.take = true;
                asked.go_on = Some(FocusDirection::Previous);
            }
            asked.close |= took(Modifiers::NONE, Key::Escape);
        } else {
            asked.open |= took(Modifiers::NONE, Key::Enter);
        }
        // A space within a word that is being typed belongs to it.
        let in_word = !state.typed.is_empty() && now - state.typed_at < PAUSE;
        if !in_word && took(Modifiers::NONE, Key::Space) {
            asked.open |= !open;
            asked.take |= open;
            input.events.retain(|event| !matches!(event, Event::Text(text) if text == " "));
        } else if in_word {
            input.consume_key(Modifiers::NONE, Key::Space);
        }
        let mut letters = String::new();
        input.events.retain(|event| {
            let Event::Text(text) = event else { return true };
            letters.push_str(text);
            false
        });
        if !letters.is_empty() {
            if !in_word {
                state.typed.clear();
            }
            state.typed.push_str(&letters.to_lowercase());
            state.typed_at = now;
            asked.to = begins(labels, &state.typed, state.lit).or(asked.to);
        }
        asked
    })
}

/// The row that the typed letters mean: one that begins so; of one letter, typed again and again,
/// the next that does.
fn begins(labels: &[&str], typed: &str, at: usize) -> Option<usize> {
    let mut chars = typed.chars();
    let first = chars.next()?;
    let same = chars.all(|c| c == first);
    let single = first.to_string();
    let (wanted, from) = if same { (single.as_str(), at + 1) } else { (typed, at) };
    let fits = |row: &usize| {
        labels.get(*row).is_some_and(|label| label.to_lowercase().starts_with(wanted))
    };
    (from..labels.len()).chain(0..from.min(labels.len())).find(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_find_a_row_and_one_letter_goes_round() {
        let labels = ["Civilian", "Militant", "Military", "Mixed", "Police"];
        assert_eq!(begins(&labels, "m", 0), Some(1));
        assert_eq!(begins(&labels, "mm", 1), Some(2));
        assert_eq!(begins(&labels, "mmm", 3), Some(1));
        assert_eq!(begins(&labels, "mi", 1), Some(1));
        assert_eq!(begins(&labels, "military", 1), Some(2));
        assert_eq!(begins(&labels, "x", 0), None);
        assert_eq!(begins(&[], "x", 0), None);
    }
}
