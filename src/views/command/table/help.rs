//! Help: the rows of the Help menu.

use eframe::egui::Key;

use super::super::row::{entry, group, plain};
use super::super::{Entry, Menu, UiCommand};

pub(super) const ROWS: &[Entry] = {
    use Menu::Help;
    use UiCommand as C;
    &[
        entry(C::Shortcuts, Help, "Keyboard shortcuts", "Show all shortcuts", Some(plain(Key::F1))),
        entry(C::ShowLog, Help, "Log", "Show the end of the log and where it is kept", None),
        group(entry(C::About, Help, "About Casebook", "Version, licences and attributions", None)),
    ]
};
