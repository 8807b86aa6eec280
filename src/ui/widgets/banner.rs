//! A message inside a panel, with what can be done about it. Stays until its cause is gone.

use eframe::egui::{Frame, Label, Margin, RichText, Ui};

use super::button::ActionButton;
use crate::ui::icon;
use crate::ui::theme::{CONTROL_HEIGHT, GAP, TIGHT, strong, tokens};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Look here.
    Warning,
    /// It failed.
    Error,
}

/// A message inside a panel.
#[must_use = "call `show`"]
pub struct Banner<'a> {
    severity: Severity,
    what: &'a str,
    detail: Option<&'a str>,
    actions: Vec<&'a str>,
    dismissable: bool,
}

impl<'a> Banner<'a> {
    /// What happened, in one line.
    pub const fn new(severity: Severity, what: &'a str) -> Self {
        Self { severity, what, detail: None, actions: Vec::new(), dismissable: false }
    }

    /// Why, and what to do.
    pub const fn detail(mut self, detail: &'a str) -> Self {
        self.detail = Some(detail);
        self
    }

    /// A button; several are shown in the order given.
    pub fn action(mut self, verb: &'a str) -> Self {
        self.actions.push(verb);
        self
    }

    /// It can be put away: a last button, whose index comes after those of the actions.
    pub const fn dismissable(mut self) -> Self {
        self.dismissable = true;
        self
    }

    /// Shows it and gives the index of the pressed button.
    pub fn show(self, ui: &mut Ui) -> Option<usize> {
        let t = tokens(ui);
        let (mark, ink, fill) = match self.severity {
            Severity::Info => (icon::INFO, t.accent, t.accent_soft),
            Severity::Warning => (icon::WARNING, t.warning.text, t.warning.soft),
            Severity::Error => (icon::WARNING_OCTAGON, t.error.text, t.error.soft),
        };
        let mut pressed = None;
        Frame::new().fill(fill).corner_radius(6).inner_margin(Margin::symmetric(12, 8)).show(
            ui,
            |ui| {
                ui.horizontal_top(|ui| {
                    ui.label(RichText::new(mark).size(16.0).color(ink)).accessible_name("");
                    // As wide as its icon and what stands around it.
                    let button = 15.0 + 2.0 * ui.spacing().button_padding.x;
                    let button = button.max(CONTROL_HEIGHT + 4.0) + ui.spacing().item_spacing.x;
                    let room = if self.dismissable { button } else { 0.0 };
                    let width = (ui.available_width() - room).max(80.0);
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        ui.spacing_mut().item_spacing.y = 2.0;
                        ui.add(Label::new(strong(self.what).color(t.text)).wrap());
                        if let Some(detail) = self.detail {
                            ui.add(Label::new(RichText::new(detail).color(t.text)).wrap());
                        }
                        if !self.actions.is_empty() {
                            ui.add_space(TIGHT);
                            ui.horizontal_wrapped(|ui| {
                                ui.spacing_mut().item_spacing.x = GAP;
                                for (index, verb) in self.actions.iter().enumerate() {
                                    if ui.add(ActionButton::new(verb)).clicked() {
                                        pressed = Some(index);
                                    }
                                }
                            });
                        }
                    });
                    if self.dismissable {
                        let away = ActionButton::new("Dismiss").icon_only(icon::X).quiet();
                        if ui.add(away).clicked() {
                            pressed = Some(self.actions.len());
                        }
                    }
                });
            },
        );
        pressed
    }
}
