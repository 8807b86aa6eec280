//! Keyboard shortcuts as words and as keycaps.

use eframe::egui::os::OperatingSystem;
use eframe::egui::{
    Align2, CornerRadius, FontId, Key, KeyboardShortcut, Modifiers, Response, Sense, Stroke,
    StrokeKind, TextStyle, Ui, vec2,
};

use crate::ui::theme::tokens;

/// The keys of a shortcut one by one, as they are named on this machine's keyboard.
pub fn keys(shortcut: &KeyboardShortcut, mac: bool) -> Vec<String> {
    let Modifiers { alt, ctrl, shift, mac_cmd, command } = shortcut.modifiers;
    let held: [(bool, &str); 4] = if mac {
        [(ctrl && !command, "⌃"), (alt, "⌥"), (shift, "⇧"), (mac_cmd || command, "⌘")]
    } else {
        [(ctrl || command, "Ctrl"), (alt, "Alt"), (shift, "Shift"), (false, "")]
    };
    held.into_iter()
        .filter(|(is_held, _)| *is_held)
        .map(|(_, name)| name.to_owned())
        .chain([key_name(shortcut.logical_key).to_owned()])
        .collect()
}

/// A shortcut as one string: `Ctrl+Shift+K`, or `⇧⌘K` on a Mac.
pub fn text(ui: &Ui, shortcut: &KeyboardShortcut) -> String {
    let mac = is_mac(ui);
    keys(shortcut, mac).join(if mac { "" } else { "+" })
}

/// A shortcut as a row of keycaps.
pub fn keycaps(ui: &mut Ui, shortcut: &KeyboardShortcut) -> Response {
    let names = keys(shortcut, is_mac(ui));
    let whole = names.join("+");
    let response = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for name in &names {
            keycap(ui, name);
        }
    });
    response.response.accessible_name(whole)
}

fn keycap(ui: &mut Ui, name: &str) {
    let t = tokens(ui);
    let font: FontId = TextStyle::Small.resolve(ui.style());
    let galley = ui.painter().layout_no_wrap(name.to_owned(), font, t.muted);
    let width = (galley.size().x + 8.0).max(18.0).ceil();
    let (rect, _) = ui.allocate_exact_size(vec2(width, 18.0), Sense::empty());
    ui.painter().rect(
        rect,
        CornerRadius::same(3),
        t.sunken,
        Stroke::new(1.0, t.outline),
        StrokeKind::Inside,
    );
    let at = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect).min;
    ui.painter().galley(at, galley, t.muted);
}

fn is_mac(ui: &Ui) -> bool {
    matches!(ui.ctx().os(), OperatingSystem::Mac | OperatingSystem::IOS)
}

fn key_name(key: Key) -> &'static str {
    let shorter = [
        (Key::ArrowUp, "↑"),
        (Key::ArrowDown, "↓"),
        (Key::ArrowLeft, "←"),
        (Key::ArrowRight, "→"),
        (Key::Escape, "Esc"),
        (Key::Delete, "Del"),
    ];
    let found = shorter.into_iter().find(|(known, _)| *known == key);
    found.map_or_else(|| key.symbol_or_name(), |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_as_on_the_keyboard() {
        let shortcut = KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::K);
        assert_eq!(keys(&shortcut, false), ["Ctrl", "Shift", "K"]);
        assert_eq!(keys(&shortcut, true), ["⇧", "⌘", "K"]);
        let plain = KeyboardShortcut::new(Modifiers::NONE, Key::ArrowDown);
        assert_eq!(keys(&plain, false), ["↓"]);
    }
}
