//! Text fields of one row: the keyboard that comes to one finds its text selected, so that typing
//! replaces it; a press of the pointer places the caret.

use eframe::egui::{Id, TextEdit, Ui};

use super::field::{remember, select_all};

/// So many passes are one and the same moment: a field that has the keyboard again within them has
/// kept it (Enter gives it away, and who searches on takes it back at once), and a press that is no
/// older has brought it.
const STAYS: u64 = 2;

/// A text field of one row. Every one in the program is made here, but that of a path, which is
/// completed.
pub fn one_line<'t>(ui: &Ui, id: Id, text: &'t mut String) -> TextEdit<'t> {
    if ui.is_enabled() {
        // The Tab of this frame, before the letters of this frame.
        ui.memory_mut(|memory| memory.interested_in_focus(id, ui.layer_id()));
    }
    // What Escape goes back to: what stands there before them.
    remember(ui, id, text);
    if arrives(ui, id) {
        select_all(ui, id, text);
    }
    TextEdit::singleline(text).id(id)
}

/// Whether the keyboard has come to this field, and not by the pointer.
fn arrives(ui: &Ui, id: Id) -> bool {
    let slots = (Id::unique("field with the keyboard"), Id::unique("field under the pointer"));
    let now = ui.ctx().cumulative_pass_nr();
    let recent = |slot: Id, passes: u64| {
        let noted = ui.data(|data| data.get_temp::<(Id, u64)>(slot));
        noted.is_some_and(|(of, at)| of == id && at + passes >= now)
    };
    let pointer = ui.input(|i| {
        let pointer = &i.pointer;
        pointer.any_pressed() || pointer.any_down() || pointer.any_released()
    });
    if pointer && ui.ctx().read_response(id).is_some_and(|field| field.contains_pointer()) {
        ui.data_mut(|data| data.insert_temp(slots.1, (id, now)));
    }
    if !ui.memory(|memory| memory.has_focus(id)) {
        return false;
    }
    let stays = recent(slots.0, STAYS);
    ui.data_mut(|data| data.insert_temp(slots.0, (id, now)));
    !stays && !recent(slots.1, STAYS)
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Event, Key, Modifiers, Ui};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::super::field::text_field;

    #[test]
    fn escape_takes_back_what_came_in_the_same_frame_as_the_keyboard() {
        let draw = |ui: &mut Ui, (from, to): &mut (String, String)| {
            text_field(ui, "From", from, "");
            text_field(ui, "To", to, "");
        };
        let mut window = Harness::builder()
            .with_context_setup(crate::ui::install)
            .build_ui_state(draw, ("Teguey".to_owned(), "Niamey".to_owned()));
        window.get_by_label("From").focus();
        window.run();
        let key = |key, pressed| {
            let modifiers = Modifiers::NONE;
            Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
        };
        let events = &mut window.input_mut().events;
        events.extend([key(Key::Tab, true), Event::Text("x".to_owned())]);
        window.step();
        window.run();
        assert_eq!(window.state().1, "x", "what stood there was selected");
        window.key_press(Key::Escape);
        window.run();
        assert_eq!(window.state().1, "Niamey");
    }
}
