//! The tags beside the text: each at the line where its mark begins, moved down where another
//! stands there already.

use super::body::{Body, Mark};
use super::page::Page;
use super::scene::Scene;
use super::style::Style;
use eframe::egui;
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    Color32, CornerRadius, CursorIcon, FontId, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};
use std::collections::HashSet;

/// Tags moved down by more lines than this are gathered behind the one above.
const FARTHEST: f32 = 4.0;

/// What the pointer does with the tags.
#[derive(Default)]
pub struct Touched {
    pub hovered: Option<u64>,
    pub clicked: Option<u64>,
}

/// One place in the lane.
enum Entry<'a> {
    Tag { mark: &'a Mark, more: Vec<&'a Mark> },
    Label(&'a str),
}

/// Draws tags, and the labels of dimmed paragraphs, and lets them be clicked.
pub fn show<'a>(
    ui: &Ui,
    id: Id,
    scene: &Scene,
    body: &Body<'a>,
    style: &Style,
    (page, left): (&Page, f32),
    labels: &[(&'a str, f32)],
) -> Touched {
    let height = (style.small.size * 1.25 + 5.0).round();
    let lane = left + page.lane_left;
    let mut touched = Touched::default();
    for (y, entry) in stack(scene, body, labels, height, style) {
        let rect = Rect::from_min_size(pos2(lane, y), vec2(page.lane, height));
        match entry {
            Entry::Tag { mark, more } => {
                tag(ui, id, rect, (mark, &more), (style, page.words), &mut touched);
            }
            Entry::Label(text) if page.words => {
                let at = pos2(lane, y + 1.0);
                let galley = elided(ui, text, &style.small, page.lane);
                ui.painter().galley(at, galley, style.dimmed);
            }
            Entry::Label(_) => {}
        }
    }
    touched
}

/// Where everything in the lane goes, from top to bottom.
fn stack<'a>(
    scene: &Scene,
    body: &Body<'a>,
    labels: &[(&'a str, f32)],
    height: f32,
    style: &Style,
) -> Vec<(f32, Entry<'a>)> {
    let mut seen = HashSet::new();
    let mut wanted: Vec<(f32, Option<&'a Mark>, &'a str)> = Vec::new();
    for cover in &scene.covers {
        let Some(mark) = body.marks.get(cover.lane.mark) else { continue };
        let begins = scene.bytes().contains(&mark.range.start);
        if mark.margin.is_some() && begins && seen.insert(cover.lane.mark) {
            wanted.push((cover.rect.center().y - height / 2.0, Some(mark), ""));
        }
    }
    wanted.extend(labels.iter().map(|(label, y)| (*y, None, *label)));
    wanted.sort_by(|a, b| a.0.total_cmp(&b.0));

    let mut free = f32::NEG_INFINITY;
    let mut placed: Vec<(f32, Entry<'a>)> = Vec::new();
    let farthest = FARTHEST * style.font.size * style.line_height;
    for (y, mark, label) in wanted {
        if let (Some(mark), Some((_, Entry::Tag { more, .. }))) = (mark, placed.last_mut())
            && free > y + farthest
        {
            more.push(mark);
            continue;
        }
        let y = y.max(free);
        free = y + height + 2.0;
        let entry = match mark {
            Some(mark) => Entry::Tag { mark, more: Vec::new() },
            None => Entry::Label(label),
        };
        placed.push((y, entry));
    }
    placed
}

fn tag(
    ui: &Ui,
    id: Id,
    rect: Rect,
    (mark, more): (&Mark, &[&Mark]),
    (style, words): (&Style, bool),
    touched: &mut Touched,
) {
    let Some(tag) = &mark.margin else { return };
    if !ui.is_rect_visible(rect) {
        return;
    }
    let response = ui.interact(rect, id.with(("tag", mark.id)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, tag.text.as_str()));
    let lit = response.hovered() || response.has_focus() || mark.strong;
    if response.hovered() || response.has_focus() {
        touched.hovered = Some(mark.id);
    }
    if response.clicked() {
        touched.clicked = Some(mark.id);
    }
    let painter = ui.painter();
    let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
    if words {
        let edge = if lit { tag.colour } else { style.hairline };
        let corner = CornerRadius::same(3);
        painter.rect(rect, corner, style.tag, Stroke::new(1.0, edge), StrokeKind::Inside);
        painter.rect_filled(bar, CornerRadius { nw: 3, sw: 3, ne: 0, se: 0 }, tag.colour);
        let count = (!more.is_empty()).then(|| format!("+{}", more.len()));
        let count = count.map(|text| elided(ui, &text, &style.small, rect.width()));
        let beside = count.as_ref().map_or(0.0, |galley| galley.size().x + 6.0);
        let galley = elided(
            ui,
            &crate::ui::bidi::line(&tag.text),
            &style.small,
            rect.width() - 14.0 - beside,
        );
        let up = |tall: f32| rect.center().y - tall / 2.0;
        painter.galley(pos2(rect.left() + 8.0, up(galley.size().y)), galley, style.caption);
        if let Some(count) = count {
            let at = pos2(rect.right() - count.size().x - 5.0, up(count.size().y));
            painter.galley(at, count, style.dimmed);
        }
    } else {
        let dot = Rect::from_center_size(rect.center(), vec2(8.0, 8.0));
        painter.rect_filled(dot, CornerRadius::same(2), tag.colour);
        if lit {
            let stroke = Stroke::new(1.0, style.caption);
            painter.rect_stroke(dot.expand(2.0), CornerRadius::same(3), stroke, StrokeKind::Inside);
        }
    }
    if response.has_focus() {
        let ring = Stroke::new(2.0, style.focus);
        painter.rect_stroke(rect.expand(1.0), CornerRadius::same(4), ring, StrokeKind::Outside);
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_ui(|ui| {
        for mark in std::iter::once(&mark).chain(more) {
            let text = mark.margin.as_ref().map_or("", |tag| tag.text.as_str());
            ui.label(crate::ui::bidi::line(text));
        }
    });
}

fn elided(ui: &Ui, text: &str, font: &FontId, width: f32) -> std::sync::Arc<egui::Galley> {
    let mut job = LayoutJob {
        wrap: TextWrapping {
            max_width: width,
            max_rows: 1,
            break_anywhere: true,
            ..Default::default()
        },
        break_on_newline: false,
        ..LayoutJob::default()
    };
    let format =
        TextFormat { font_id: font.clone(), color: Color32::PLACEHOLDER, ..TextFormat::default() };
    job.append(text, 0.0, format);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
