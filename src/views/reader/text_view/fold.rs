//! Runs of paragraphs that are folded to one line, or can be.

use std::ops::Range;

use eframe::egui::{
    CornerRadius, CursorIcon, Id, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};
use smol_str::SmolStr;

use super::body::{Body, Fold};
use super::scene::Scene;
use super::style::Style;

/// The runs that are folded now, with the lines that stand for them.
pub fn folded(body: &Body<'_>) -> Vec<(Range<usize>, SmolStr)> {
    let folded = body.folds.iter().filter(|fold| fold.folded);
    folded.map(|fold| (fold.paragraphs.clone(), fold.line.clone())).collect()
}

/// The bytes of the folded run that begins with, or holds, a paragraph.
pub fn words(body: &Body<'_>, paragraph: usize) -> Option<Range<usize>> {
    let fold =
        body.folds.iter().find(|fold| fold.folded && fold.paragraphs.contains(&paragraph))?;
    let at = |index: usize| body.paragraphs.get(index).map(|p| p.range.as_range());
    Some(at(fold.paragraphs.start)?.start..at(fold.paragraphs.end.checked_sub(1)?)?.end)
}

/// Lets folded runs be unfolded by a click on their line, and others be folded by one on their
/// bracket. Gives the first paragraph of the run that is to change.
pub fn show(
    ui: &Ui,
    id: Id,
    scene: &Scene,
    body: &Body<'_>,
    style: &Style,
    left: f32,
) -> Option<usize> {
    let mut toggled = None;
    for fold in body.folds {
        let Some(rect) = place(scene, fold, left) else { continue };
        let start = fold.paragraphs.start;
        // No stop of the Tab key: a key folds and unfolds where the caret is.
        let response = ui.interact(rect, id.with(("fold", start)), Sense::CLICK);
        let verb = if fold.folded { "Unfold" } else { "Fold" };
        let name = format!("{verb} {}", fold.label);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.hovered() {
            let stroke = Stroke::new(1.0, style.focus);
            if fold.folded {
                let corner = CornerRadius::same(3);
                ui.painter().rect_stroke(rect, corner, stroke, StrokeKind::Inside);
            } else {
                let bracket = Rect::from_x_y_ranges(left - 12.0..=left - 8.0, rect.y_range());
                let path = vec![
                    bracket.right_top(),
                    bracket.left_top(),
                    bracket.left_bottom(),
                    bracket.right_bottom(),
                ];
                ui.painter().add(Shape::line(path, stroke));
            }
        }
        if response.clicked() {
            toggled = Some(start);
        }
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(name);
    }
    toggled
}

/// Where a run is taken hold of: at its line, or at its bracket.
fn place(scene: &Scene, fold: &Fold, left: f32) -> Option<Rect> {
    let mut own = scene.pieces.iter().filter(|piece| fold.paragraphs.contains(&piece.paragraph));
    if fold.folded {
        let line = own.next()?;
        let width = line.block.galleys.first().map_or(0.0, |(_, galley)| galley.size().x);
        let corner = line.origin - vec2(6.0, 0.0);
        let size = vec2(width + 14.0, line.block.height);
        return Some(Rect::from_min_size(corner, size).shrink2(vec2(0.0, 2.0)));
    }
    let mut own = own.filter(|piece| !piece.bytes.is_empty());
    let first = own.next()?;
    let last = own.next_back().unwrap_or(first);
    let top = first.origin.y + 3.0;
    let bottom = last.origin.y + last.block.height - 3.0;
    Some(Rect::from_min_max(pos2(left - 18.0, top), pos2(left - 3.0, bottom)))
}
