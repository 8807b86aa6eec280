//! Draws a scene: tints and selection behind the words, underlines below them.

use super::body::{Body, LineStyle};
use super::scene::{Cover, Placed, Scene};
use super::style::Style;
use eframe::egui;
use eframe::egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, pos2};
use std::ops::Range;
use std::sync::Arc;

/// What stands out in this frame.
pub struct Accents<'a> {
    pub selection: Option<Range<usize>>,
    /// Where to draw the reading caret.
    pub caret: Option<Rect>,
    /// Indices of the marks under the pointer.
    pub hovered: &'a [usize],
    /// The mark whose tag the pointer is on.
    pub tagged: Option<u64>,
}

/// Draws everything but the margin.
pub fn paint(
    painter: &Painter,
    scene: &Scene,
    body: &Body<'_>,
    style: &Style,
    accents: &Accents<'_>,
) {
    let strong = |cover: &Cover| {
        body.marks.get(cover.lane.mark).is_some_and(|mark| {
            mark.strong
                || accents.hovered.contains(&cover.lane.mark)
                || accents.tagged == Some(mark.id)
        })
    };
    for cover in &scene.covers {
        let Some(mark) = body.marks.get(cover.lane.mark) else { continue };
        let rect = behind_words(cover.rect, style);
        painter.rect_filled(rect, CornerRadius::same(2), mark.tint);
        if strong(cover) {
            painter.rect_filled(rect, CornerRadius::same(2), mark.colour.gamma_multiply(0.22));
        }
    }
    paint_finds(painter, scene, body, style);
    if let Some(range) = &accents.selection {
        let mut boxes = Vec::new();
        scene.boxes(range, &mut boxes);
        for rect in boxes {
            painter.rect_filled(rect, CornerRadius::ZERO, style.selection);
        }
    }
    for piece in &scene.pieces {
        let ink = match (piece.folded, (body.dim)(piece.paragraph)) {
            (true, _) => style.caption,
            (false, Some(_)) => style.dimmed,
            (false, None) => style.text,
        };
        for (at, galley) in &piece.block.galleys {
            painter.galley(piece.origin + *at, Arc::clone(galley), ink);
        }
    }
    let depth = scene.depth;
    for cover in &scene.covers {
        let Some(mark) = body.marks.get(cover.lane.mark) else { continue };
        let line = Underline::new(cover, depth, strong(cover), style);
        line.paint(painter, mark.line, mark.colour);
    }
    if let Some(caret) = accents.caret {
        let bar = Rect::from_center_size(caret.center(), egui::vec2(2.0, caret.height() * 0.9));
        painter.rect_filled(bar, CornerRadius::same(1), style.focus);
    }
}

fn paint_finds(painter: &Painter, scene: &Scene, body: &Body<'_>, style: &Style) {
    let visible = scene.bytes();
    let first = body.finds.partition_point(|find| find.end <= visible.start);
    let mut boxes = Vec::new();
    for (index, find) in body.finds.iter().enumerate().skip(first) {
        if find.start >= visible.end {
            break;
        }
        let current = body.current_find == Some(index);
        let fill = if current { style.find_current } else { style.find };
        scene.boxes(find, &mut boxes);
        for rect in boxes.drain(..) {
            painter.rect_filled(behind_words(rect, style).expand(1.0), CornerRadius::same(3), fill);
        }
    }
}

/// The brackets at the left of dimmed paragraphs. Returns for each its label and the place beside
/// its first line in sight.
pub fn brackets<'a>(
    painter: &Painter,
    scene: &Scene,
    body: &Body<'a>,
    style: &Style,
    left: f32,
) -> Vec<(&'a str, f32)> {
    let mut labels: Vec<(&'a str, f32)> = Vec::new();
    let mut open: Option<(&'a str, Rect)> = None;
    let place = |piece: &Placed| {
        Rect::from_min_max(
            pos2(left - 12.0, piece.origin.y + 3.0),
            pos2(left - 8.0, piece.origin.y + piece.block.height - 3.0),
        )
    };
    for piece in &scene.pieces {
        let empty = piece.bytes.is_empty() && !piece.folded;
        match ((body.dim)(piece.paragraph).filter(|_| !piece.folded), open) {
            (Some(label), Some((before, rect))) if label == before => {
                open = Some((before, rect.union(place(piece))));
            }
            // An empty line between two dimmed paragraphs does not part them.
            (None, Some(_)) if empty => {}
            (now, before) => {
                if let Some((label, rect)) = before {
                    labels.push((label, bracket(painter, rect, style)));
                }
                open = now.filter(|_| !empty).map(|label| (label, place(piece)));
            }
        }
    }
    if let Some((label, rect)) = open {
        labels.push((label, bracket(painter, rect, style)));
    }
    labels
}

fn bracket(painter: &Painter, rect: Rect, style: &Style) -> f32 {
    let path = vec![rect.right_top(), rect.left_top(), rect.left_bottom(), rect.right_bottom()];
    painter.add(Shape::line(path, Stroke::new(1.0, style.dimmed)));
    rect.top()
}

/// The part of a line that letters fill.
fn behind_words(line: Rect, style: &Style) -> Rect {
    let spare = (line.height() - 1.26 * line.height() / style.line_height.max(0.5)) / 2.0;
    line.shrink2(egui::vec2(0.0, spare.max(0.0)))
}

/// A line below a mark's words.
struct Underline {
    from: Pos2,
    to: f32,
    thick: f32,
}

impl Underline {
    fn new(cover: &Cover, depth: usize, strong: bool, style: &Style) -> Underline {
        let size = cover.rect.height() / style.line_height.max(0.5);
        // Deeper lines reach into the white space above the next line's letters, no further.
        let pitch = (0.72 * size / depth.max(1) as f32).clamp(1.2, 3.5);
        let thick = (pitch - 1.0).clamp(1.0, 2.0) + if strong { 0.75 } else { 0.0 };
        let y = cover.rect.center().y + 0.52 * size + pitch * cover.lane.depth as f32;
        let from = pos2(cover.rect.left(), y + thick / 2.0);
        Underline { from, to: cover.rect.right(), thick }
    }

    fn paint(&self, painter: &Painter, line: LineStyle, colour: Color32) {
        let ends = |y: f32| [pos2(self.from.x, y), pos2(self.to, y)];
        let y = self.from.y;
        let stroke = Stroke::new(self.thick, colour);
        match line {
            LineStyle::Solid => {
                painter.line_segment(ends(y), stroke);
            }
            LineStyle::Double => {
                let thin = Stroke::new((self.thick / 2.0).max(1.0), colour);
                painter.line_segment(ends(y - thin.width), thin);
                painter.line_segment(ends(y + thin.width), thin);
            }
            LineStyle::Dashed => {
                painter.extend(Shape::dashed_line(&ends(y), stroke, 6.0, 3.0));
            }
            LineStyle::Dotted => {
                let radius = self.thick / 2.0;
                painter.extend(Shape::dotted_line(&ends(y), colour, self.thick + 2.0, radius));
            }
            LineStyle::None => {}
        }
    }
}
