//! Which keys move the reading caret, and where to.

use super::block::Block;
use super::body::Body;
use super::layout::{Layout, Shown};
use super::selection::Selection;
use crate::text::{
    next_grapheme, next_sentence, next_word, prev_grapheme, prev_sentence, prev_word,
};
use eframe::egui::{Event, Key, Modifiers, Ui, vec2};

/// A way to move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// To the left or right as seen, by characters.
    Character {
        right: bool,
    },
    Word {
        right: bool,
    },
    Sentence {
        right: bool,
    },
    Line {
        down: bool,
    },
    Page {
        down: bool,
    },
    LineEdge {
        end: bool,
    },
    TextEdge {
        end: bool,
    },
}

/// What a key asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// Move the caret; `extend` the selection with it.
    Go {
        step: Step,
        extend: bool,
    },
    SelectAll,
    Clear,
    Copy,
}

/// Takes the view's keys out of the input. Escape only where there is something to `clear`.
pub fn take(ui: &Ui, clear: bool) -> Vec<Order> {
    let mac = ui.ctx().os().is_mac();
    ui.input_mut(|input| {
        let mut orders = Vec::new();
        input.events.retain(|event| {
            let order = if let Event::Key { key, pressed: true, modifiers, .. } = event {
                order(*key, *modifiers, mac)
            } else {
                matches!(event, Event::Copy).then_some(Order::Copy)
            };
            let order = order.filter(|order| clear || !matches!(order, Order::Clear | Order::Copy));
            orders.extend(order);
            order.is_none()
        });
        orders
    })
}

/// The keys: arrows, by word with Ctrl (Option on a Mac), by sentence with Alt (Control on a Mac).
fn order(key: Key, modifiers: Modifiers, mac: bool) -> Option<Order> {
    let (by_word, by_sentence) =
        if mac { (modifiers.alt, modifiers.ctrl) } else { (modifiers.command, modifiers.alt) };
    let plain = !modifiers.any() || modifiers.shift_only();
    let whole = modifiers.command && !modifiers.alt;
    let (right, down, end) = (key == Key::ArrowRight, key == Key::ArrowDown, key == Key::End);
    let sideways = right || key == Key::ArrowLeft;
    let edge = end || key == Key::Home;
    let step = if sideways && by_word && !by_sentence {
        Step::Word { right }
    } else if sideways && by_sentence && !by_word {
        Step::Sentence { right }
    } else if edge && whole {
        Step::TextEdge { end }
    } else if key == Key::A && whole && !modifiers.shift {
        return Some(Order::SelectAll);
    } else if key == Key::Escape && !modifiers.any() {
        return Some(Order::Clear);
    } else if !plain {
        return None;
    } else if sideways {
        Step::Character { right }
    } else if down || key == Key::ArrowUp {
        Step::Line { down }
    } else if matches!(key, Key::PageUp | Key::PageDown) {
        Step::Page { down: key == Key::PageDown }
    } else if edge {
        Step::LineEdge { end }
    } else {
        return None;
    };
    Some(Order::Go { step, extend: modifiers.shift })
}

/// Where steps up and down aim, while they follow each other.
pub type Goal = Option<f32>;

/// Moves the selection's head by a step.
pub fn go(
    ui: &Ui,
    body: &Body<'_>,
    layout: &mut Layout,
    selection: &mut Selection,
    goal: &mut Goal,
    (step, extend): (Step, bool),
    page: f32,
) {
    let head = selection.head.min(body.text.len());
    let index = layout.piece_of(head);
    let block = layout.block(ui, body, index);
    let local = head.saturating_sub(start_of(layout, index));
    let forward = |right: bool| right != block.rtl;
    let aim = goal.take();
    let collapsed = selection.range().filter(|_| !extend);
    let target = match step {
        Step::Character { right } => match collapsed {
            Some(range) if forward(right) => range.end,
            Some(range) => range.start,
            None if forward(right) => next_grapheme(body.text, head),
            None => prev_grapheme(body.text, head),
        },
        Step::Word { right } if forward(right) => next_word(body.text, head),
        Step::Word { .. } => prev_word(body.text, head),
        Step::Sentence { right } if forward(right) => next_sentence(body.text, head),
        Step::Sentence { .. } => prev_sentence(body.text, head),
        Step::TextEdge { end } => {
            if end {
                body.text.len()
            } else {
                0
            }
        }
        Step::LineEdge { end } => {
            let row = block.rows.get(block.row_of(local));
            let edge = row.map_or(local, |row| if end { row.words_end } else { row.bytes.start });
            start_of(layout, index) + edge
        }
        Step::Line { down } => {
            let x = aim.unwrap_or_else(|| block.caret(local).left());
            *goal = Some(x);
            next_line(ui, body, layout, (index, &block, local), x, down)
        }
        Step::Page { down } => {
            let x = aim.unwrap_or_else(|| block.caret(local).left());
            *goal = Some(x);
            layout.settle();
            let here = layout.top(index) + gap_of(layout, index) + block.caret(local).center().y;
            let there = if down { here + page } else { here - page };
            at_height(ui, body, layout, x, there)
        }
    };
    selection.move_to(target, extend);
}

/// Takes the head out of a folded run that it has come into: to the line that stands for the run,
/// and from there on to what follows.
pub fn leave_fold(
    layout: &Layout,
    selection: &mut Selection,
    before: usize,
    (end, extend): (usize, bool),
) {
    let head = selection.head;
    let Some((run, after)) = layout.folded_around(head).filter(|(run, _)| run.start != head) else {
        return;
    };
    let onward = head > before && before >= run.start;
    let to = if onward { after.unwrap_or(end) } else { run.start };
    selection.move_to(to, extend);
}

fn start_of(layout: &Layout, index: usize) -> usize {
    layout.pieces.get(index).map_or(0, |piece| piece.bytes.start)
}

fn gap_of(layout: &Layout, index: usize) -> f32 {
    layout.pieces.get(index).map_or(0.0, |piece| piece.gap)
}

fn next_line(
    ui: &Ui,
    body: &Body<'_>,
    layout: &mut Layout,
    (index, block, local): (usize, &Block, usize),
    x: f32,
    down: bool,
) -> usize {
    let row = block.row_of(local);
    let within = if down { Some(row + 1) } else { row.checked_sub(1) };
    if let Some(row) = within.and_then(|row| block.rows.get(row)) {
        return start_of(layout, index) + row.nearest(x, block.rtl);
    }
    let away = |at: &usize| layout.pieces.get(*at).is_some_and(|p| p.shown == Shown::Away);
    let neighbour = if down {
        (index + 1..layout.pieces.len()).find(|at| !away(at))
    } else {
        (0..index).rev().find(|at| !away(at))
    };
    let Some(neighbour) = neighbour else {
        return if down { body.text.len() } else { 0 };
    };
    let block = layout.block(ui, body, neighbour);
    let row = if down { block.rows.first() } else { block.rows.last() };
    start_of(layout, neighbour) + row.map_or(0, |row| row.nearest(x, block.rtl))
}

fn at_height(ui: &Ui, body: &Body<'_>, layout: &mut Layout, x: f32, y: f32) -> usize {
    if y < layout.top(0) {
        return 0;
    }
    let index = layout.between(y, y).start;
    let block = layout.block(ui, body, index);
    let inside = y - layout.top(index) - gap_of(layout, index);
    if index + 1 == layout.pieces.len() && inside > block.height {
        return body.text.len();
    }
    start_of(layout, index) + block.nearest(vec2(x, inside))
}
