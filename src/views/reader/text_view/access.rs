//! The text for screen readers: a document of paragraphs of text runs, those in sight with the
//! places of their characters, the others ([`super::beyond`]) without; a selection that can be set.
//!
//! Costs nothing while no assistive technology listens.

use super::beyond;
use super::block::{Row, Run};
use super::body::Body;
use super::fold;
use super::scene::{Placed, Scene};
use super::selection::Selection;
use eframe::egui::accesskit::{self, Role, TextDirection, TextPosition, TextSelection};
use eframe::egui::{Id, Rect, Sense, Ui, UiBuilder, vec2};

/// AccessKit counts the characters of a run in a byte.
pub const MOST_CHARACTERS: usize = 250;

/// The text runs that were told, each by its node, with its first byte.
pub type Runs = Vec<(accesskit::NodeId, usize)>;

/// Tells the text. `id` is the document, which has its node already.
pub fn tell(ui: &mut Ui, id: Id, body: &Body<'_>, scene: &Scene, selection: &Selection) -> Runs {
    let text = body.text;
    let mut runs = Runs::new();
    let listening = ui
        .ctx()
        .accesskit_node_builder(id, |node| node.add_action(accesskit::Action::SetTextSelection))
        .is_some();
    if !listening {
        return runs;
    }
    let sight = scene.bytes();
    let before = text.floor_char_boundary(sight.start.saturating_sub(beyond::REACH))..sight.start;
    beyond::tell(ui, id, body, &before, &mut runs);
    for piece in &scene.pieces {
        if piece.folded {
            // Folded to the eye alone.
            if let Some(words) = fold::words(body, piece.paragraph) {
                beyond::tell(ui, id, body, &words, &mut runs);
            }
            continue;
        }
        if piece.bytes.is_empty() {
            continue;
        }
        let rect = Rect::from_min_size(piece.origin, vec2(1.0, piece.block.height));
        let builder = UiBuilder::new()
            .id_salt(("paragraph", piece.bytes.start))
            .max_rect(rect)
            .accessibility_parent(id)
            .accessibility_role(Role::Paragraph);
        let child = ui.new_child(builder);
        let words = text.get(piece.bytes.clone()).unwrap_or_default();
        for (index, row) in piece.block.rows.iter().enumerate() {
            let last = index + 1 == piece.block.rows.len();
            let feed =
                last && text.get(piece.bytes.end..).is_some_and(|rest| rest.starts_with('\n'));
            let mut parts = parts(row).enumerate().peekable();
            while let Some((part, cells)) = parts.next() {
                let feed = feed && parts.peek().is_none();
                run(&child, id, (piece, words), row, (part == 0, &cells, feed));
                if let Some(first) = cells.first() {
                    let first = piece.bytes.start + first.start;
                    runs.push((run_id(id, first).accesskit_id(), first));
                }
            }
        }
    }
    let last = text.floor_char_boundary(text.len().min(sight.end + beyond::REACH));
    beyond::tell(ui, id, body, &(sight.end..last), &mut runs);
    let place = |byte| position(scene, id, byte).or_else(|| beyond::position(text, &runs, byte));
    let ends = (place(selection.anchor), place(selection.head));
    if let (Some(anchor), Some(focus)) = ends {
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_text_selection(TextSelection { anchor, focus });
        });
    }
    runs
}

/// The selection that a screen reader asks for, in the runs of the last frame.
pub fn asked(ui: &Ui, id: Id, text: &str, runs: &Runs) -> Option<Selection> {
    let asked = ui.input(|input| {
        let requests = input.accesskit_action_requests(id, accesskit::Action::SetTextSelection);
        requests.last().and_then(|request| request.data.clone())
    });
    let Some(accesskit::ActionData::SetTextSelection(asked)) = asked else { return None };
    let anchor = beyond::byte_of(text, runs, &asked.anchor)?;
    let head = beyond::byte_of(text, runs, &asked.focus)?;
    Some(Selection::between(anchor, head))
}

/// The first byte of the run that a screen reader wants to see.
pub fn wanted(ui: &Ui, runs: &Runs) -> Option<usize> {
    use eframe::egui::Event;
    ui.input(|input| {
        input.events.iter().rev().find_map(|event| {
            let Event::AccessKitActionRequest(request) = event else { return None };
            let scrolls = request.action == accesskit::Action::ScrollIntoView;
            runs.iter().find(|(node, _)| scrolls && *node == request.target_node).map(|(_, at)| *at)
        })
    })
}

/// A character as a reader sees it: first byte, end, left edge, width.
#[derive(Clone, Copy)]
struct Cell {
    start: usize,
    end: usize,
    left: f32,
    width: f32,
}

/// The characters of a row in order of the text, few enough for a run each.
fn parts(row: &Row) -> impl Iterator<Item = Vec<Cell>> {
    let mut cells: Vec<Cell> = row.runs.iter().flat_map(cells_of).collect();
    cells.sort_by_key(|cell| cell.start);
    let parts = cells.len().div_ceil(MOST_CHARACTERS);
    (0..parts).map(move |part| {
        cells.iter().skip(part * MOST_CHARACTERS).take(MOST_CHARACTERS).copied().collect()
    })
}

fn cells_of(run: &Run) -> impl Iterator<Item = Cell> {
    run.stops.iter().zip(run.stops.iter().skip(1)).map(|(a, b)| Cell {
        start: a.byte,
        end: b.byte,
        left: a.x.min(b.x),
        width: (a.x - b.x).abs(),
    })
}

/// The id of the run that begins with this byte.
pub fn run_id(document: Id, first_byte: usize) -> Id {
    document.with(("run", first_byte))
}

/// The characters of a cell; of one too long to be counted, the first.
fn text_of<'a>(words: &'a str, cell: &Cell) -> &'a str {
    let whole = words.get(cell.start..cell.end).unwrap_or_default();
    let first = whole.chars().next().map_or(0, char::len_utf8);
    let most = if whole.len() > usize::from(u8::MAX) { first } else { whole.len() };
    whole.get(..most).unwrap_or_default()
}

/// Tells a run; `first` in its line, `feed` where a line feed follows it.
fn run(
    ui: &Ui,
    id: Id,
    (piece, words): (&Placed, &str),
    row: &Row,
    (first, cells, feed): (bool, &[Cell], bool),
) {
    let Some(start) = cells.first().map(|cell| cell.start) else { return };
    let left = cells.iter().map(|cell| cell.left).fold(f32::INFINITY, f32::min);
    let right = cells.iter().map(|cell| cell.left + cell.width).fold(left, f32::max);
    let rect = row.rect(left, right).translate(piece.origin.to_vec2());
    let rtl = piece.block.rtl;
    let this = run_id(id, piece.bytes.start + start);
    ui.interact(rect, this, Sense::hover());

    let mut value = String::new();
    let (mut lengths, mut places, mut widths) = (Vec::new(), Vec::new(), Vec::new());
    let mut word_starts = Vec::new();
    let mut after_space = first;
    for (index, cell) in (0_u8..).zip(cells) {
        let text = text_of(words, cell);
        let space = text.chars().all(char::is_whitespace);
        if after_space && !space {
            word_starts.push(index);
        }
        after_space = space;
        value.push_str(text);
        lengths.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
        places.push(if rtl { right - cell.left - cell.width } else { cell.left - left });
        widths.push(cell.width);
    }
    if feed {
        value.push('\n');
        lengths.push(1);
        places.push(right - left);
        widths.push(0.0);
    }
    ui.ctx().accesskit_node_builder(this, |node| {
        node.set_role(Role::TextRun);
        node.set_text_direction(if rtl {
            TextDirection::RightToLeft
        } else {
            TextDirection::LeftToRight
        });
        node.set_bounds(accesskit::Rect {
            x0: rect.left().into(),
            y0: rect.top().into(),
            x1: rect.right().into(),
            y1: rect.bottom().into(),
        });
        node.set_value(value);
        node.set_character_lengths(lengths);
        node.set_character_positions(places);
        node.set_character_widths(widths);
        node.set_word_starts(word_starts);
    });
}

/// Where a byte is among the runs, if it is in sight.
fn position(scene: &Scene, id: Id, byte: usize) -> Option<TextPosition> {
    let piece = scene.pieces.iter().find(|p| p.bytes.start <= byte && byte <= p.bytes.end)?;
    let local = byte - piece.bytes.start;
    let row = piece.block.rows.get(piece.block.row_of(local))?;
    let part = parts(row).find(|cells| cells.last().is_some_and(|cell| local <= cell.end))?;
    let first = part.first()?;
    let character_index = part.iter().take_while(|cell| cell.start < local).count();
    let node = run_id(id, piece.bytes.start + first.start).accesskit_id();
    Some(TextPosition { node, character_index })
}
