//! Several rows of a list chosen at once: with Ctrl or Shift and a click, with Space, or all of them.

use std::collections::BTreeSet;

use eframe::egui::{Key, Modifiers, Ui};

/// The chosen rows, by their ids.
#[derive(Debug)]
pub struct Several<Id> {
    ids: BTreeSet<Id>,
    /// Where a range begins.
    from: Option<Id>,
}

impl<Id> Default for Several<Id> {
    fn default() -> Self {
        Self { ids: BTreeSet::new(), from: None }
    }
}

impl<Id: Ord + Clone> Several<Id> {
    /// Them.
    pub fn ids(&self) -> &BTreeSet<Id> {
        &self.ids
    }

    /// Chooses none.
    pub fn clear(&mut self) {
        self.ids.clear();
        self.from = None;
    }

    /// Keeps those for which it holds: of rows that are not to be seen any more, none is chosen.
    pub fn keep(&mut self, holds: impl Fn(&Id) -> bool) {
        self.ids.retain(|id| holds(id));
        self.from = self.from.take().filter(|id| holds(id));
    }

    /// Keeps the choice where the row belongs to it, for a menu on it; else drops it.
    pub fn keep_to(&mut self, id: &Id) {
        if !self.ids.contains(id) {
            self.clear();
        }
    }

    /// Chooses a row too, or not any more.
    pub fn toggle(&mut self, id: &Id) {
        if !self.ids.remove(id) {
            self.ids.insert(id.clone());
        }
        self.from = Some(id.clone());
    }

    /// Takes in the keys of a list that has the keyboard: Space chooses the row in focus too, or not
    /// any more; Ctrl+A all rows, Escape none. True where the choice is another one.
    pub fn keys(&mut self, ui: &Ui, rows: &dyn Rows<Id>, focused: Option<&Id>) -> bool {
        let any = !self.ids.is_empty();
        let (space, all, none) = ui.input_mut(|input| {
            let mut pressed = |with, key| input.consume_key(with, key);
            let space = focused.is_some() && pressed(Modifiers::NONE, Key::Space);
            let all = pressed(Modifiers::COMMAND, Key::A);
            (space, all, any && pressed(Modifiers::NONE, Key::Escape))
        });
        if none {
            self.clear();
        }
        if all {
            self.ids = (0..rows.len()).filter_map(|nth| rows.id(nth)).collect();
        }
        if let Some(id) = focused.filter(|id| space && rows.place(id).is_some()) {
            self.toggle(id);
        }
        none || all || space
    }

    /// The keyboard goes on to the nth row, with Shift: all are chosen from where it began to there.
    pub fn stretch(&mut self, rows: &dyn Rows<Id>, nth: usize, focused: Option<&Id>) {
        self.click(rows, nth, focused, Modifiers::SHIFT);
    }

    /// The keyboard goes elsewhere, without Shift: what is chosen stays so, but the next range begins
    /// where the keyboard is then.
    pub fn move_on(&mut self) {
        self.from = None;
    }

    /// A click on the nth of these rows: with Ctrl it is chosen too, or not any more; with Shift all
    /// rows are from where the choice began, else from the row in focus.
    pub fn click(
        &mut self,
        rows: &dyn Rows<Id>,
        nth: usize,
        focused: Option<&Id>,
        keys: Modifiers,
    ) {
        let Some(id) = rows.id(nth) else { return };
        if keys.shift {
            let from = self.from.take().or_else(|| focused.cloned());
            let from = from.filter(|from| rows.place(from).is_some()).unwrap_or(id);
            let first = rows.place(&from).unwrap_or(nth);
            let range = first.min(nth)..=first.max(nth);
            self.ids = range.filter_map(|row| rows.id(row)).collect();
            self.from = Some(from);
        } else if !keys.command {
            self.clear();
        } else if self.ids.is_empty() {
            // The one that was in focus before is the first of several.
            self.ids.extend(focused.filter(|id| rows.place(id).is_some()).cloned());
            self.ids.insert(id.clone());
            self.from = Some(id);
        } else {
            self.toggle(&id);
        }
    }
}

/// Rows in their order.
pub trait Rows<Id> {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id of the nth row.
    fn id(&self, nth: usize) -> Option<Id>;

    /// The place of a row.
    fn place(&self, id: &Id) -> Option<usize>;
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Letters;

    impl Rows<char> for Letters {
        fn len(&self) -> usize {
            6
        }

        fn id(&self, nth: usize) -> Option<char> {
            "abcdef".chars().nth(nth)
        }

        fn place(&self, id: &char) -> Option<usize> {
            "abcdef".chars().position(|c| c == *id)
        }
    }

    #[test]
    fn ranges_begin_where_the_choice_began() {
        let (none, ctrl, shift) = (Modifiers::NONE, Modifiers::COMMAND, Modifiers::SHIFT);
        for (clicks, wanted) in [
            (&[(1, none)][..], ""),
            (&[(1, ctrl)], "ab"),
            (&[(1, ctrl), (1, ctrl)], "a"),
            (&[(3, shift)], "abcd"),
            (&[(3, shift), (1, shift)], "ab"),
            (&[(2, ctrl), (4, shift)], "cde"),
            (&[(4, ctrl), (2, shift)], "cde"),
            (&[(2, ctrl), (4, shift), (5, none)], ""),
        ] {
            let mut several = Several::default();
            for (nth, keys) in clicks {
                several.click(&Letters, *nth, Some(&'a'), *keys);
            }
            assert_eq!(several.ids().iter().collect::<String>(), wanted, "{clicks:?}");
        }
        let mut several = Several::default();
        several.click(&Letters, 3, Some(&'z'), ctrl);
        assert_eq!(several.ids().len(), 1, "what is in focus and out of sight is not chosen");
        let mut several = Several::default();
        several.click(&Letters, 3, Some(&'z'), shift);
        several.click(&Letters, 5, Some(&'z'), shift);
        assert_eq!(several.ids().len(), 3, "a range begins at what is in sight");
        let mut several = Several::default();
        several.stretch(&Letters, 2, Some(&'b'));
        several.stretch(&Letters, 3, Some(&'c'));
        several.stretch(&Letters, 2, Some(&'d'));
        assert_eq!(several.ids().iter().collect::<String>(), "bc");
        several.move_on();
        assert_eq!(several.ids().len(), 2, "what is chosen stays so");
        several.stretch(&Letters, 5, Some(&'e'));
        assert_eq!(several.ids().iter().collect::<String>(), "ef");
        let mut several = Several::default();
        several.click(&Letters, 3, Some(&'b'), shift);
        several.keep(|id| *id != 'b');
        assert_eq!(several.ids().iter().collect::<String>(), "cd");
        several.keep_to(&'d');
        assert_eq!(several.ids().len(), 2);
        several.keep_to(&'f');
        assert!(several.ids().is_empty());
    }
}
