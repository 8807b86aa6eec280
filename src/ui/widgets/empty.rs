//! The empty state: an icon, one sentence, and the button that ends the emptiness.

use eframe::egui::{Align, Layout, RichText, Ui, UiBuilder, vec2};

use super::button::ActionButton;
use crate::ui::theme::{GAP, GROUP_GAP, tokens};

/// What a list or panel shows when there is nothing in it.
#[must_use = "call `show`"]
pub struct EmptyState<'a> {
    icon: char,
    sentence: &'a str,
    action: Option<ActionButton<'a>>,
}

impl<'a> EmptyState<'a> {
    /// An icon and what is missing.
    pub const fn new(icon: char, sentence: &'a str) -> Self {
        Self { icon, sentence, action: None }
    }

    /// The button that ends the emptiness.
    pub const fn action(mut self, action: ActionButton<'a>) -> Self {
        self.action = Some(action);
        self
    }

    /// Fills the room that is left, and says whether the button was pressed.
    pub fn show(self, ui: &mut Ui) -> bool {
        let t = tokens(ui);
        let room = ui.available_size();
        let height = if self.action.is_some() { 104.0 } else { 68.0 };
        let (rect, _) = ui.allocate_exact_size(
            vec2(room.x, room.y.max(height + GROUP_GAP)),
            eframe::egui::Sense::empty(),
        );
        // A little above the middle, where the eye expects it.
        let above = ((rect.height() - height) * 0.42).max(GAP);
        let column = rect.width().min(300.0);
        let inner =
            eframe::egui::Rect::from_center_size(rect.center(), vec2(column, rect.height()))
                .with_min_y(rect.top() + above);
        let mut child =
            ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::top_down(Align::Center)));
        child.spacing_mut().item_spacing.y = GAP;
        child.label(RichText::new(self.icon).size(28.0).color(t.faint)).accessible_name("");
        child.label(RichText::new(self.sentence).color(t.muted));
        let Some(action) = self.action else { return false };
        child.add_space(GAP / 2.0);
        child.add(action).clicked()
    }
}
