//! Where the text stands on the screen, kept or asked for, in terms that survive another width.

use super::body::Body;
use super::layout::{Anchor, Layout};
use super::scene::Scene;
use eframe::egui::Ui;
use std::ops::Range;

/// The first line in sight: its first byte and its distance from the top of the view.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Hold {
    byte: usize,
    y: f32,
}

impl Hold {
    /// Of a scene whose view begins at `top` on the screen.
    pub fn of(scene: &Scene, top: f32) -> Option<Hold> {
        let piece = scene.pieces.iter().find(|p| p.origin.y + p.block.height > top)?;
        let row = piece.block.rows.get(piece.block.row_at(top - piece.origin.y))?;
        Some(Hold { byte: piece.bytes.start + row.bytes.start, y: piece.origin.y + row.top - top })
    }

    /// The place of the piece that the byte is in now.
    pub fn anchor(self, ui: &Ui, body: &Body<'_>, layout: &mut Layout) -> Anchor {
        anchor_of(ui, body, layout, self.byte, self.y)
    }
}

/// What is to come into sight.
#[derive(Clone, PartialEq, Debug)]
pub enum Want {
    /// These words, at a third of the height.
    Show(Range<usize>),
    /// The caret here, by the shortest way.
    Reveal(usize),
}

impl Want {
    /// The anchor that fulfils the wish, or `now` where it is fulfilled already.
    pub fn anchor(
        self,
        ui: &Ui,
        body: &Body<'_>,
        layout: &mut Layout,
        now: Anchor,
        (height, line): (f32, f32),
    ) -> Anchor {
        let byte = match &self {
            Want::Show(range) => range.start,
            Want::Reveal(byte) => *byte,
        };
        let byte = body.text.floor_char_boundary(byte);
        layout.settle();
        let offset = layout.top(now.piece) - now.y;
        let piece = layout.piece_of(byte);
        let at_top = anchor_of(ui, body, layout, byte, 0.0);
        let y = layout.top(piece) - offset - at_top.y;
        match self {
            // Known only by estimates, places far away are not compared but gone to.
            Want::Show(_) if y > line && y < height - 3.0 * line => now,
            Want::Show(_) => anchor_of(ui, body, layout, byte, height * 0.3),
            Want::Reveal(_) if y < line => anchor_of(ui, body, layout, byte, line),
            Want::Reveal(_) if y > height - 2.0 * line => {
                anchor_of(ui, body, layout, byte, height - 2.0 * line)
            }
            Want::Reveal(_) => now,
        }
    }
}

/// The anchor that puts the line of a byte at a distance from the top of the view.
fn anchor_of(ui: &Ui, body: &Body<'_>, layout: &mut Layout, byte: usize, y: f32) -> Anchor {
    let piece = layout.piece_of(byte);
    let block = layout.block(ui, body, piece);
    let (start, gap) = layout.pieces.get(piece).map_or((0, 0.0), |p| (p.bytes.start, p.gap));
    let row = block.caret(byte.saturating_sub(start)).top();
    Anchor { piece, y: y - gap - row }
}
