//! How a row of the command table is written: keys and what an entry needs.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::{Entry, Menu, Need, UiCommand};

pub(super) const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

pub(super) const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

pub(super) const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

pub(super) const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

pub(super) const fn command_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

pub(super) const fn entry(
    command: UiCommand,
    menu: Menu,
    text: &'static str,
    tip: &'static str,
    key: Option<KeyboardShortcut>,
) -> Entry {
    Entry { command, menu, group: false, needs: Need::Nothing, text, tip, also: "", shortcut: key }
}

pub(super) const fn needing(need: Need, mut entry: Entry) -> Entry {
    entry.needs = need;
    entry
}

pub(super) const fn also(words: &'static str, mut entry: Entry) -> Entry {
    entry.also = words;
    entry
}

pub(super) const fn group(mut entry: Entry) -> Entry {
    entry.group = true;
    entry
}
