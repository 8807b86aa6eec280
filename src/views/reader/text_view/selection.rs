//! What is selected: two ends in bytes of the whole text, and the unit it grows by.

use crate::text::{TextRange, sentence_at, word_at};
use std::ops::Range;

/// How much one press takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Unit {
    /// As a reader sees them.
    #[default]
    Character,
    Word,
    Sentence,
}

impl Unit {
    /// Of a press that is the first, second or third of quick ones.
    pub fn of_press(count: u32) -> Unit {
        match count {
            0 | 1 => Unit::Character,
            2 => Unit::Word,
            _ => Unit::Sentence,
        }
    }

    fn around(self, text: &str, byte: usize) -> Range<usize> {
        match self {
            Unit::Character => byte..byte,
            Unit::Word => TextRange::as_range(&word_at(text, byte)),
            Unit::Sentence => TextRange::as_range(&sentence_at(text, byte)),
        }
    }
}

/// The selection, and with it the reading caret: its head.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selection {
    /// The end that stays.
    pub anchor: usize,
    /// The end that moves.
    pub head: usize,
    unit: Unit,
    /// What the first press took; stays selected while the drag goes on.
    origin: Range<usize>,
}

impl Selection {
    /// From one byte to another, the caret at the end.
    pub fn between(anchor: usize, head: usize) -> Selection {
        Selection { anchor, head, unit: Unit::Character, origin: anchor..anchor }
    }

    /// What a press on a byte selects.
    pub fn press(text: &str, byte: usize, unit: Unit) -> Selection {
        let origin = unit.around(text, byte);
        Selection { anchor: origin.start, head: origin.end, unit, origin }
    }

    /// The selected bytes, if any.
    pub fn range(&self) -> Option<Range<usize>> {
        let range = self.anchor.min(self.head)..self.anchor.max(self.head);
        (!range.is_empty()).then_some(range)
    }

    /// Grows to a byte, whole units at a time.
    pub fn drag(&mut self, text: &str, byte: usize) {
        if self.unit == Unit::Character {
            self.head = byte;
            return;
        }
        let reached = self.unit.around(text, byte);
        if byte < self.origin.start {
            self.anchor = self.origin.end;
            self.head = reached.start.min(self.origin.start);
        } else {
            self.anchor = self.origin.start;
            // At the very start of a unit the pointer has not entered it.
            let end = if byte > reached.start { reached.end } else { byte };
            self.head = end.max(self.origin.end);
        }
    }

    /// Moves the head, by characters from here on; the anchor follows unless `extend`.
    pub fn move_to(&mut self, byte: usize, extend: bool) {
        let anchor = if extend { self.anchor } else { byte };
        *self = Selection::between(anchor, byte);
    }
}
