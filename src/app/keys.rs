//! Keys that ask for commands: which key press is a command, and which is typing.
//!
//! *Invariants*: of the keys of one frame at most one is a command, and what was typed after it
//! waits until the command has done its work: letters typed on the heels of a key that opens a form
//! go into the form. Keys without a modifier are commands only while nothing takes letters.

use eframe::egui::{Context, Event, Id, Key, Modifiers, Rect, Ui};

use super::window::App;
use crate::ui::widgets::is_typing;
use crate::views::command::{COMMANDS, Entry, UiCommand};
use crate::views::{Action, Focus};

/// What is remembered of the keyboard between frames.
#[derive(Default)]
pub(super) struct Keys {
    /// Typed after a command, before it was carried out.
    held: Vec<Event>,
    /// For so many frames more a text field may come that takes what is typed.
    awaits: u8,
    /// Something took letters at the end of the last frame: Escape and Enter are its own still.
    was_typing: bool,
    /// When letters were typed last while a button of a form had the keyboard.
    strayed: Option<f64>,
    /// The keyboard goes to the menu bar.
    pub(super) to_menu: bool,
}

/// Frames in which what was asked for, a form, a list, a field, is drawn and takes the keyboard.
const ARRIVES: u8 = 3;

/// Seconds after a stray letter in which a space belongs to it.
const STRAYS: f64 = 1.5;

fn slot() -> Id {
    Id::unique("where the forms are")
}

/// Notes where the forms are drawn, and when.
pub(super) fn note_forms(ui: &Ui) {
    let drawn = (ui.ctx().cumulative_pass_nr(), ui.max_rect());
    ui.data_mut(|data| data.insert_temp(slot(), drawn));
}

/// Where the forms were drawn just before; nowhere while their pane is hidden.
fn forms(ctx: &Context) -> Rect {
    let drawn: Option<(u64, Rect)> = ctx.data(|data| data.get_temp(slot()));
    let now = ctx.cumulative_pass_nr();
    drawn.filter(|(pass, _)| pass + 1 >= now).map_or(Rect::NOTHING, |(_, rect)| rect)
}

impl App {
    /// Turns keys into commands.
    pub(super) fn shortcuts(&mut self, ctx: &Context) {
        let keys = &mut self.shell.keys;
        let held = std::mem::take(&mut keys.held);
        if !held.is_empty() {
            ctx.input_mut(|input| {
                let now = std::mem::take(&mut input.events);
                input.events = held.into_iter().chain(now).collect();
            });
        }
        if keys.awaits > 0 {
            keys.awaits -= 1;
            if is_typing(ctx) {
                keys.awaits = 0;
            } else {
                keys.held = ctx.input_mut(|input| take_typed(&mut input.events, 0));
                if !keys.held.is_empty() {
                    ctx.request_repaint();
                }
                return;
            }
        }
        if self.is_asking() {
            return;
        }
        let typing = is_typing(ctx) || self.strays(ctx);
        // Enter presses the button that has the keyboard; only in the article it accepts.
        let enter = self.enter_accepts(ctx);
        let found = ctx.input(|input| {
            input.events.iter().enumerate().find_map(|(at, event)| {
                let Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
                let entry = entry_for(*key, *modifiers)?;
                if entry.command == UiCommand::AcceptSuggestion && !enter {
                    return None;
                }
                (!typing || !is_plain(entry)).then_some((at, entry.command))
            })
        });
        if let Some((at, command)) = found {
            self.push(Action::Ui(command));
            self.hold_rest(ctx, at);
        } else if !typing && !self.shell.keys.was_typing {
            self.form_keys(ctx);
        }
    }

    /// Whether what is typed was meant for a field of a form, and a button of it has the keyboard:
    /// it asks for no command then, and a space within it presses nothing.
    fn strays(&mut self, ctx: &Context) -> bool {
        let focus = &self.shell.desk.focus;
        let form = self.shell.views.annotate.has_draft()
            || matches!(focus, Focus::Claim(_) | Focus::Incident(_));
        let Some(focused) = ctx.memory(eframe::egui::Memory::focused).filter(|_| form) else {
            return false;
        };
        let rect = ctx.read_response(focused).map(|response| response.rect);
        if !rect.is_some_and(|rect| forms(ctx).contains(rect.center())) {
            return false;
        }
        let now = ctx.input(|input| input.time);
        let letters = |event: &Event| matches!(event, Event::Text(text) if !text.trim().is_empty());
        if ctx.input(|input| input.events.iter().any(letters)) {
            self.shell.keys.strayed = Some(now);
        }
        if self.shell.keys.strayed.is_some_and(|at| now - at < STRAYS) {
            let space = |event: &Event| matches!(event, Event::Key { key: Key::Space, .. });
            ctx.input_mut(|input| input.events.retain(|event| !space(event)));
        }
        true
    }

    /// Takes the key press of a command out of the input, and holds what was typed after it.
    fn hold_rest(&mut self, ctx: &Context, at: usize) {
        let keys = &mut self.shell.keys;
        keys.held = ctx.input_mut(|input| {
            input.events.remove(at);
            if matches!(input.events.get(at), Some(Event::Text(_))) {
                input.events.remove(at);
            }
            take_typed(&mut input.events, at)
        });
        if !keys.held.is_empty() {
            ctx.request_repaint();
        }
    }

    /// A text field is coming: what is typed from now on is for it.
    pub(super) fn await_field(&mut self, ctx: &Context) {
        self.shell.keys.awaits = ARRIVES;
        ctx.request_repaint();
    }

    /// Enter and Escape where a claim form waits and no field has the keyboard.
    fn form_keys(&mut self, ctx: &Context) {
        if !self.shell.views.annotate.has_draft() {
            return;
        }
        // A button that has the keyboard is pressed by Enter itself.
        let focused = ctx.memory(eframe::egui::Memory::focused);
        let free = focused.is_none() || focused == self.shell.views.reader.text_id();
        let none = Modifiers::NONE;
        if free && ctx.input_mut(|i| i.consume_key(none, Key::Enter)) {
            self.push(Action::Ui(UiCommand::AcceptClaim));
        } else if ctx.input(|i| i.key_pressed(Key::Escape)) {
            self.push(Action::Ui(UiCommand::DiscardForm));
        }
    }

    /// To be called at the end of a frame.
    pub(super) fn note_typing(&mut self, ctx: &Context) {
        self.shell.keys.was_typing = is_typing(ctx) || self.is_asking();
    }
}

/// Takes out what was typed from the event `from` on.
fn take_typed(events: &mut Vec<Event>, from: usize) -> Vec<Event> {
    let is_typed = |event: &Event| {
        if let Event::Key { key, pressed, .. } = event {
            // Those that move the keyboard have done so before a frame begins.
            return *pressed && !matches!(key, Key::Tab | Key::Escape);
        }
        matches!(event, Event::Text(_) | Event::Paste(_) | Event::Ime(_))
    };
    let mut at = 0;
    let mut taken = Vec::new();
    events.retain(|event| {
        let keep = at < from || !is_typed(event);
        at += 1;
        if !keep {
            taken.push(event.clone());
        }
        keep
    });
    taken
}

/// The command of a key press. egui lets Shift and Alt pass where a shortcut does not ask for them: those that
/// do come first, or Ctrl+Shift+Z would be Ctrl+Z.
fn entry_for(key: Key, modifiers: Modifiers) -> Option<&'static Entry> {
    if key == Key::F10 && modifiers.shift {
        // It opens the menu of what has the keyboard.
        return None;
    }
    let fits = |entry: &&Entry| {
        entry.shortcut.is_some_and(|keys| {
            keys.logical_key == key && modifiers.matches_logically(keys.modifiers)
        })
    };
    let shifted = |entry: &&Entry| {
        entry.shortcut.is_some_and(|keys| keys.modifiers.shift || keys.modifiers.alt)
    };
    let alias = (key == Key::Equals && modifiers.command).then_some(UiCommand::ZoomIn.entry());
    let rest = COMMANDS.iter().filter(|entry| !shifted(entry));
    COMMANDS.iter().filter(shifted).chain(rest).find(fits).or(alias)
}

/// Whether a command's key is one that letters are typed with.
fn is_plain(entry: &Entry) -> bool {
    entry.shortcut.is_some_and(|keys| {
        let function = matches!(keys.logical_key, Key::F1 | Key::F3 | Key::F4 | Key::F5 | Key::F10);
        !keys.modifiers.command && !keys.modifiers.ctrl && !function
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shift_tells_commands_apart_and_other_keys_are_none() {
        let of = |key, modifiers| entry_for(key, modifiers).map(|entry| entry.command);
        let shift = Modifiers::SHIFT;
        assert_eq!(of(Key::Z, Modifiers::COMMAND), Some(UiCommand::Undo));
        assert_eq!(of(Key::F10, Modifiers::NONE), Some(UiCommand::ShowMenu));
        assert_eq!(of(Key::F10, shift), None);
        assert_eq!(of(Key::Z, Modifiers::COMMAND | shift), Some(UiCommand::Redo));
        assert_eq!(of(Key::I, Modifiers::NONE), Some(UiCommand::AssignIncident));
        assert_eq!(of(Key::I, shift), Some(UiCommand::NewIncident));
        assert_eq!(of(Key::Equals, Modifiers::COMMAND), Some(UiCommand::ZoomIn));
        assert_eq!(of(Key::Q, Modifiers::NONE), None);
        assert_eq!(of(Key::Num1, Modifiers::NONE), Some(UiCommand::MarkKilled));
        assert_eq!(of(Key::Num1, Modifiers::ALT), Some(UiCommand::BlockHeadline));
    }

    #[test]
    fn what_was_typed_after_a_command_is_taken_in_order() {
        let text = |t: &str| Event::Text(t.to_owned());
        let mut events = vec![text("1"), Event::PointerGone, text("s"), text("o")];
        assert_eq!(take_typed(&mut events, 1), [text("s"), text("o")]);
        assert_eq!(events, [text("1"), Event::PointerGone]);
    }
}
