//! A row of a list: perhaps an icon, words that are cut short where they must be, a note at the
//! right. Selection, hover and focus look different.

use eframe::egui::{
    Atom, AtomExt as _, Atoms, Button, Color32, Response, RichText, Stroke, TextStyle,
    TextWrapMode, Ui, Widget, WidgetText, vec2,
};

use super::words::fitted;
use crate::ui::theme::{CONTROL_HEIGHT, GAP, tokens};

/// A row of a list.
#[must_use = "add it to a `Ui`"]
pub struct Row<'a> {
    text: &'a str,
    note: &'a str,
    icon: Option<(char, Option<Color32>)>,
    selected: bool,
    strong: bool,
    ink: Option<Color32>,
    height: f32,
}

impl<'a> Row<'a> {
    /// With words.
    pub const fn new(text: &'a str) -> Self {
        Self {
            text,
            note: "",
            icon: None,
            selected: false,
            strong: false,
            ink: None,
            height: CONTROL_HEIGHT,
        }
    }

    /// A small word at the right.
    pub const fn note(mut self, note: &'a str) -> Self {
        self.note = note;
        self
    }

    /// An icon at the left, in the colour of muted text.
    pub const fn icon(mut self, icon: char) -> Self {
        self.icon = Some((icon, None));
        self
    }

    /// An icon at the left, in a hue of its own.
    pub const fn coloured_icon(mut self, icon: char, hue: Color32) -> Self {
        self.icon = Some((icon, Some(hue)));
        self
    }

    /// It is the chosen row.
    pub const fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// In heavy type: unread, or a head of a group.
    pub const fn strong(mut self, strong: bool) -> Self {
        self.strong = strong;
        self
    }

    /// Another ink than that of text: weaker for what does not count.
    pub const fn ink(mut self, ink: Color32) -> Self {
        self.ink = Some(ink);
        self
    }

    /// Another height than that of a control.
    pub const fn height(mut self, height: f32) -> Self {
        self.height = height;
        self
    }
}

/// Points that a letter of a note takes, rather more than less.
const NOTE: f32 = 7.0;

/// Letters of a note that are kept whatever the words: a date.
const KEPT: f32 = 12.0;

/// The first letters of a note.
fn shortened(note: &str, letters: usize) -> String {
    let head: String = note.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", head.trim_end())
}

impl Widget for Row<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let t = tokens(ui);
        let mut atoms = Atoms::default();
        if let Some((icon, hue)) = self.icon {
            atoms.push_right(RichText::new(icon).size(15.0).color(hue.unwrap_or(t.muted)));
        }
        // What stands beside the words: edges, icon, note. The note is cut before the words are.
        let beside = 24.0 + if self.icon.is_some() { 22.0 } else { 0.0 };
        let plain = |_: &Ui, text: &str| RichText::new(text);
        let room = ui.available_width() - beside;
        let own = WidgetText::from(self.text).into_galley(
            ui,
            Some(TextWrapMode::Extend),
            f32::INFINITY,
            TextStyle::Button,
        );
        let wanted = self.note.chars().count() as f32 * NOTE;
        let left = (room - own.size().x - GAP).max(KEPT * NOTE).min(wanted);
        let note = match self.note {
            long if left < wanted => shortened(long, (left / NOTE) as usize),
            note => note.to_owned(),
        };
        let note_width = if note.is_empty() { 0.0 } else { left };
        let shown = fitted(ui, self.text, room - note_width, &plain);
        let words = RichText::new(shown).color(self.ink.unwrap_or(t.text));
        let words =
            if self.strong { words.text_style(crate::ui::theme::strong_style()) } else { words };
        atoms.push_right(words.atom_shrink(true));
        atoms.push_right(Atom::grow());
        if !note.is_empty() {
            atoms.push_right(RichText::new(note).small().color(t.muted));
        }
        let size = vec2(ui.available_width(), self.height);
        ui.scope(|ui| {
            let visuals = ui.visuals_mut();
            visuals.widgets.inactive.bg_stroke = Stroke::NONE;
            visuals.widgets.hovered.bg_stroke = Stroke::NONE;
            let button = Button::selectable(self.selected, atoms)
                .wrap_mode(TextWrapMode::Truncate)
                .min_size(size);
            ui.add(button).accessible_name(self.text)
        })
        .inner
    }
}
