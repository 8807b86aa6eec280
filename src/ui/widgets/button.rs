//! Buttons: icon and word, with the shortcut in the tooltip and, when disabled, the reason.

use eframe::egui::{
    Atoms, Button, IntoAtoms as _, KeyboardShortcut, Response, RichText, Stroke, Ui, Widget, vec2,
};

use super::{focus_ring, shortcut};
use crate::ui::theme::{self, CONTROL_HEIGHT, tokens};

/// How much a button asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The one thing to do in a panel.
    Primary,
    /// An ordinary button.
    #[default]
    Plain,
    /// No frame until it is under the pointer: toolbars, rows.
    Quiet,
    /// Removes something.
    Danger,
}

/// A button that stands for a command.
#[must_use = "add it to a `Ui`"]
pub struct ActionButton<'a> {
    word: &'a str,
    icon: Option<char>,
    shortcut: Option<KeyboardShortcut>,
    shows_shortcut: bool,
    tooltip: Option<&'a str>,
    kind: Kind,
    icon_only: bool,
    disabled: Option<&'a str>,
    selected: Option<bool>,
}

impl<'a> ActionButton<'a> {
    /// A plain button with a verb on it.
    pub const fn new(word: &'a str) -> Self {
        Self {
            word,
            icon: None,
            shortcut: None,
            shows_shortcut: false,
            tooltip: None,
            kind: Kind::Plain,
            icon_only: false,
            disabled: None,
            selected: None,
        }
    }

    /// An icon before the word.
    pub const fn icon(mut self, icon: char) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Only the icon is seen; the word is its name and its tooltip.
    pub const fn icon_only(mut self, icon: char) -> Self {
        self.icon = Some(icon);
        self.icon_only = true;
        self
    }

    /// The key that does the same, for the tooltip.
    pub fn shortcut(mut self, shortcut: impl Into<Option<KeyboardShortcut>>) -> Self {
        self.shortcut = shortcut.into();
        self
    }

    /// The key stands on the button as well.
    pub const fn show_shortcut(mut self) -> Self {
        self.shows_shortcut = true;
        self
    }

    /// What it does, in a sentence.
    pub const fn tooltip(mut self, tooltip: &'a str) -> Self {
        self.tooltip = Some(tooltip);
        self
    }

    /// How much it asks for.
    pub const fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// The one thing to do in a panel.
    pub const fn primary(self) -> Self {
        self.kind(Kind::Primary)
    }

    /// No frame until it is under the pointer.
    pub const fn quiet(self) -> Self {
        self.kind(Kind::Quiet)
    }

    /// Cannot be pressed while there is a reason, which the tooltip gives.
    pub fn disabled(mut self, reason: impl Into<Option<&'a str>>) -> Self {
        self.disabled = reason.into();
        self
    }

    /// A switch that is on or off.
    pub const fn selected(mut self, selected: bool) -> Self {
        self.selected = Some(selected);
        self
    }

    fn atoms(&self, ui: &Ui) -> Atoms<'static> {
        let t = tokens(ui);
        let colour = match self.kind {
            Kind::Primary => Some(t.on_accent),
            Kind::Danger => Some(t.error.text),
            Kind::Plain | Kind::Quiet => None,
        };
        let dressed = |text: RichText| match colour {
            Some(colour) => text.color(colour),
            None => text,
        };
        let mut atoms = Atoms::default();
        if let Some(icon) = self.icon {
            atoms.push_right(dressed(RichText::new(icon).size(15.0)));
        }
        if !self.icon_only {
            atoms.push_right(dressed(RichText::new(self.word)));
        }
        if self.shows_shortcut
            && let Some(keys) = &self.shortcut
        {
            let keys = RichText::new(shortcut::text(ui, keys)).small();
            let weak = if self.kind == Kind::Primary { t.on_accent } else { t.muted };
            atoms.push_right(keys.color(weak));
        }
        atoms.into_atoms()
    }

    fn add(&self, ui: &mut Ui) -> Response {
        let mut button = Button::new(self.atoms(ui)).gap(6.0);
        if self.icon_only {
            button = button.min_size(vec2(CONTROL_HEIGHT + 4.0, CONTROL_HEIGHT));
        }
        if self.kind == Kind::Quiet {
            button = button.frame(true).frame_when_inactive(self.selected == Some(true));
        }
        if let Some(selected) = self.selected {
            button = button.selected(selected);
        }
        if self.kind != Kind::Primary {
            return ui.add_enabled(self.disabled.is_none(), button);
        }
        let t = tokens(ui);
        ui.scope(|ui| {
            let widgets = &mut ui.visuals_mut().widgets;
            for face in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
                face.weak_bg_fill = t.accent_fill_hover;
                face.bg_stroke = Stroke::new(1.0, t.accent_fill);
            }
            widgets.inactive.weak_bg_fill = t.accent_fill;
            let response = ui.add_enabled(self.disabled.is_none(), button);
            focus_ring(ui, response.rect.expand(1.5), theme::CONTROL_RADIUS + 2, &response);
            response
        })
        .inner
    }
}

impl Widget for ActionButton<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let response = self.add(ui).accessible_name(self.word);
        if let Some(reason) = self.disabled {
            return response.on_disabled_hover_text(reason);
        }
        let has_more = self.icon_only || self.tooltip.is_some() || self.shortcut.is_some();
        if !has_more {
            return response;
        }
        response.on_hover_ui(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.horizontal(|ui| {
                ui.label(match self.tooltip {
                    Some(sentence) if !self.icon_only => sentence,
                    _ => self.word,
                });
                if let Some(keys) = &self.shortcut {
                    shortcut::keycaps(ui, keys);
                }
            });
            if let Some(sentence) = self.tooltip.filter(|_| self.icon_only) {
                ui.label(theme::muted(ui, sentence));
            }
        })
    }
}
