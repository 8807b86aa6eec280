//! A list that is one stop of the Tab key: arrows, Page, Home and End move within it, Enter follows.
//! Its rows take clicks but no keyboard of their own, so that a list of any length is left by one
//! press of Tab.

use eframe::egui::accesskit::{self, Role};
use eframe::egui::{Context, EventFilter, Id, Key, Modifiers, Rect, Response, Sense, Ui};

/// What the keyboard asks of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The row above.
    Up,
    /// The row below.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// What Enter does.
    Follow,
    /// Folds what stands below, or goes to what it hangs on: only in a [folding](KeyedList::folding)
    /// list.
    Fold,
    /// Unfolds what is behind the row, or goes into it: only there, too.
    Unfold,
}

impl Step {
    const KEYS: [(Key, Self); 7] = [
        (Key::ArrowUp, Self::Up),
        (Key::ArrowDown, Self::Down),
        (Key::PageUp, Self::PageUp),
        (Key::PageDown, Self::PageDown),
        (Key::Home, Self::First),
        (Key::End, Self::Last),
        (Key::Enter, Self::Follow),
    ];

    const FOLDING: [(Key, Self); 2] =
        [(Key::ArrowLeft, Self::Fold), (Key::ArrowRight, Self::Unfold)];

    /// The row to go to from row `at` of `len`; none where there is none, and for what goes to no row
    /// by itself.
    pub fn target(self, at: Option<usize>, len: usize, page: usize) -> Option<usize> {
        let last = len.checked_sub(1)?;
        let page = page.max(1);
        match (self, at) {
            (Self::Follow | Self::Fold | Self::Unfold, _) => None,
            (Self::First | Self::Down | Self::PageDown, None) | (Self::First, Some(_)) => Some(0),
            (Self::Last | Self::Up | Self::PageUp, None) | (Self::Last, Some(_)) => Some(last),
            (Self::Up, Some(at)) => at.checked_sub(1),
            (Self::Down, Some(at)) => (at < last).then_some(at + 1),
            (Self::PageUp, Some(at)) => Some(at.saturating_sub(page)),
            (Self::PageDown, Some(at)) => Some((at + page).min(last)),
        }
    }
}

/// What a list keeps from moving the keyboard elsewhere.
const ARROWS: EventFilter =
    EventFilter { vertical_arrows: true, horizontal_arrows: false, tab: false, escape: false };

/// The list as a whole: what has the keyboard.
pub struct KeyedList {
    /// The list's own response.
    pub response: Response,
    /// What was pressed while it had the keyboard.
    pub step: Option<Step>,
    /// Whether it was pressed with Shift: a range is chosen up to where it leads.
    pub stretches: bool,
    folds: bool,
}

impl KeyedList {
    /// A list that covers `rect`. Call it before its rows are added, so that these lie on top.
    pub fn new(ui: &Ui, id: Id, rect: Rect, name: &str) -> Self {
        Self::with(ui, id, rect, name, false)
    }

    /// The same of a list whose rows fold: Left and Right are its own, too.
    pub fn folding(ui: &Ui, id: Id, rect: Rect, name: &str) -> Self {
        Self::with(ui, id, rect, name, true)
    }

    fn with(ui: &Ui, id: Id, rect: Rect, name: &str, folds: bool) -> Self {
        let response = ui.interact(rect, id, Sense::FOCUSABLE);
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::ListBox);
            node.set_label(name);
            node.add_action(accesskit::Action::Focus);
        });
        let (mut step, mut stretches) = (None, false);
        if response.has_focus() {
            let filter = EventFilter { horizontal_arrows: folds, ..ARROWS };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
            step = ui.input_mut(|input| {
                let folding: &[(Key, Step)] = if folds { &Step::FOLDING } else { &[] };
                // The one with Shift comes first: without it, a key may have it too.
                [Modifiers::SHIFT, Modifiers::NONE].into_iter().find_map(|with| {
                    let pressed = |(key, _): &&(Key, Step)| input.consume_key(with, *key);
                    let step = Step::KEYS.iter().chain(folding).find(pressed)?.1;
                    stretches = with.shift;
                    Some(step)
                })
            });
        }
        Self { response, step, stretches, folds }
    }

    /// Whether the menu of the row in focus was asked for: by the key for it, or Shift+F10.
    pub fn asks_menu(&self, ui: &Ui) -> bool {
        self.response.has_focus()
            && ui.input_mut(|input| {
                input.consume_key(Modifiers::NONE, Key::Menu)
                    || input.consume_key(Modifiers::SHIFT, Key::F10)
            })
    }

    /// Escape is the list's own from the next frame on, as long as this is said: elsewhere it gives
    /// the keyboard away.
    pub fn takes_escape(&self, ui: &Ui) {
        if self.response.has_focus() {
            let horizontal_arrows = self.folds;
            let filter = EventFilter { escape: true, horizontal_arrows, ..ARROWS };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(self.response.id, filter));
        }
    }

    /// Tells a screen reader which row is meant while the list has the keyboard.
    pub fn leads_to(&self, ctx: &Context, row: Id) {
        if self.response.has_focus() {
            ctx.accesskit_node_builder(self.response.id, |node| {
                node.set_active_descendant(row.accesskit_id());
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_within_the_list() {
        assert_eq!(Step::Down.target(None, 3, 2), Some(0));
        assert_eq!(Step::Down.target(Some(2), 3, 2), None);
        assert_eq!(Step::Up.target(Some(0), 3, 2), None);
        assert_eq!(Step::Up.target(None, 3, 2), Some(2));
        assert_eq!(Step::PageDown.target(Some(1), 3, 5), Some(2));
        assert_eq!(Step::PageUp.target(Some(1), 3, 5), Some(0));
        assert_eq!(Step::Last.target(Some(0), 0, 5), None);
        assert_eq!(Step::Follow.target(Some(0), 3, 5), None);
    }
}
