//! The article's text: read, scrolled, selected, with highlights, a galley a paragraph.
//!
//! Only what is in sight is laid out, so a text of any size costs the same in a frame. A selection
//! is a range of bytes of the whole text, exact in every script.
//!
//! # Invariants
//!
//! - The text is read-only here and never interpreted.
//! - No colour, font or word of its own: they come in [`Style`] and [`Body`].

mod access;
mod beyond;
mod bidi;
mod block;
mod body;
mod fold;
mod keys;
mod lanes;
mod layout;
mod margin;
mod output;
mod page;
mod paint;
mod plain;
mod pointer;
mod scene;
mod scroll;
mod selection;
mod style;
#[cfg(test)]
mod tests;
mod widths;
mod word;

pub use body::{Body, Fold, LineStyle, MarginTag, Mark};
pub use output::Output;
pub use style::Style;

use block::Spec;
use eframe::egui;
use eframe::egui::{
    CursorIcon, EventFilter, Id, Margin, Pos2, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind,
    Ui, UiBuilder, WidgetInfo, pos2,
};
use keys::Order;
use layout::{Change, Key, Layout, Shown};
use page::Page;
use pointer::Pointer;
use scene::{Placed, Scene};
use scroll::{Hold, Want};
use selection::Selection;
use std::ops::Range;

/// How much text is measured ahead in a frame until all heights are known.
const AHEAD_BYTES: usize = 4096;

/// The view's memory between frames: layout, scroll position, selection.
#[derive(Default)]
pub struct TextView {
    layout: Layout,
    selection: Selection,
    /// What the last frame reported.
    reported: Option<Range<usize>>,
    /// Asked for since the last frame.
    asked: Option<Selection>,
    want: Option<Want>,
    goal: keys::Goal,
    pointer: Pointer,
    offset: f32,
    hold: Option<Hold>,
    scene: Scene,
    sight: Range<usize>,
    hovered_margin: Option<u64>,
    /// Whether the last thing that happened came from the keyboard.
    by_keys: bool,
    /// What a screen reader was told.
    runs: access::Runs,
}

impl TextView {
    /// Scrolls, in the next frame, so that a range is in sight: at a third of the height, unless it
    /// is well in sight already.
    pub fn scroll_to(&mut self, range: Range<usize>) {
        self.want = Some(Want::Show(range));
    }

    /// Selects a range of the text of the next frame, without scrolling.
    pub fn select(&mut self, range: Range<usize>) {
        self.asked = Some(Selection::between(range.start, range.end));
    }

    /// Selects nothing; the caret stays.
    pub fn clear_selection(&mut self) {
        let head = self.asked.as_ref().unwrap_or(&self.selection).head;
        self.asked = Some(Selection::between(head, head));
    }

    /// The selected bytes; never empty.
    pub fn selection(&self) -> Option<Range<usize>> {
        self.asked.as_ref().unwrap_or(&self.selection).range()
    }

    /// The byte that the reading caret stands before.
    pub fn caret(&self) -> usize {
        self.asked.as_ref().unwrap_or(&self.selection).head
    }

    /// Where a byte was in the last frame: the middle of the caret before it; `None` out of sight.
    pub fn pos_of_byte(&self, byte: usize) -> Option<Pos2> {
        self.scene.caret(byte).map(|rect| rect.center())
    }

    /// The rectangles that a range covered in the last frame, as far as it was in sight.
    pub fn rects_of(&self, range: &Range<usize>) -> Vec<Rect> {
        let mut rects = Vec::new();
        self.scene.boxes(range, &mut rects);
        rects
    }

    /// The id under which [`TextView::show`] has the keyboard focus in this `ui`.
    pub fn id(ui: &Ui) -> Id {
        ui.scope_id().with("article text")
    }

    /// Shows the text in all the space that `ui` has left.
    pub fn show(&mut self, ui: &mut Ui, body: &Body<'_>, style: &Style) -> Output {
        let id = Self::id(ui);
        let outer = ui.available_rect_before_wrap();
        let average = widths::average(ui, &style.font);
        let page = Page::new(outer.width(), style, average);
        let change = self.adopt(ui, body, style, &page);
        if let Some(selection) = access::asked(ui, id, body.text, &self.runs) {
            self.want = Some(Want::Reveal(selection.head));
            self.selection = selection;
        } else if let Some(byte) = access::wanted(ui, &self.runs) {
            self.want = Some(Want::Reveal(byte));
        }
        if ui.memory(|memory| memory.has_focus(id)) {
            self.obey(ui, id, body, style, outer.height());
        }
        self.arrange(ui, body, style, outer, change);

        let scroll = ScrollArea::vertical()
            .id_salt(id)
            .auto_shrink(false)
            .content_margin(Margin::ZERO)
            .vertical_scroll_offset(self.offset);
        let shown = scroll.show_viewport(ui, |ui, _| {
            ui.set_width(ui.available_width());
            ui.set_height(self.layout.total());
            self.frame(ui, id, body, style, &page)
        });
        self.offset = shown.state.clamped_offset().y;
        shown.inner
    }

    /// Takes over text, width and fonts, and what was asked for since the last frame.
    fn adopt(&mut self, ui: &Ui, body: &Body<'_>, style: &Style, page: &Page) -> Change {
        let scale = ui.ctx().pixels_per_point();
        let spec = |font: &egui::FontId, factor: f32| Spec {
            font: font.clone(),
            line_height: ((font.size * factor * scale).round() / scale).max(1.0),
            wrap: page.column,
        };
        // Large letters want less space between their lines.
        let headline = spec(&style.headline, (style.line_height - 0.2).max(1.1));
        let key = Key {
            text: body.key,
            len: body.text.len(),
            body: spec(&style.font, style.line_height),
            headline: body.headline.then_some(headline),
            pixels_per_point: scale,
            folds: fold::folded(body),
            fold_font: style.fold.clone(),
        };
        let change = self.layout.sync(ui, body, &key);
        match change {
            Change::None => {}
            Change::Reflowed => self.layout.settle(),
            Change::Text => {
                self.layout.settle();
                self.selection = Selection::default();
                self.goal = None;
                self.hold = None;
                self.offset = 0.0;
                self.sight = 0..0;
            }
        }
        if let Some(asked) = self.asked.take() {
            let snap = |byte: usize| body.text.floor_char_boundary(byte);
            self.selection = Selection::between(snap(asked.anchor), snap(asked.head));
            self.goal = None;
        }
        change
    }

    /// Does what the keys say.
    fn obey(&mut self, ui: &Ui, id: Id, body: &Body<'_>, style: &Style, height: f32) {
        let selected = self.selection.range();
        let filter = EventFilter {
            tab: false,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: selected.is_some(),
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let page = (height - 2.0 * style.font.size * style.line_height).max(40.0);
        for order in keys::take(ui, selected.is_some()) {
            self.by_keys = true;
            match order {
                Order::Go { step, extend } => {
                    let (layout, selection) = (&mut self.layout, &mut self.selection);
                    let before = selection.head;
                    keys::go(ui, body, layout, selection, &mut self.goal, (step, extend), page);
                    if !matches!(step, keys::Step::TextEdge { .. }) {
                        keys::leave_fold(layout, selection, before, (body.text.len(), extend));
                    }
                    self.want = Some(Want::Reveal(self.selection.head));
                }
                Order::SelectAll => self.selection = Selection::between(0, body.text.len()),
                Order::Clear => {
                    let head = self.selection.head;
                    self.selection = Selection::between(head, head);
                }
                Order::Copy => {
                    if let Some(words) = self.selection.range().and_then(|r| body.text.get(r)) {
                        ui.copy_text(words.to_owned());
                    }
                }
            }
        }
    }

    /// Lays out what will be in sight and finds the scroll offset for it.
    fn arrange(&mut self, ui: &Ui, body: &Body<'_>, style: &Style, outer: Rect, change: Change) {
        let height = outer.height();
        let mut anchor = match self.hold.filter(|_| change == Change::Reflowed) {
            Some(hold) => hold.anchor(ui, body, &mut self.layout),
            None => self.layout.anchor(self.offset, height),
        };
        if let Some(want) = self.want.take() {
            let line = style.font.size * style.line_height;
            anchor = want.anchor(ui, body, &mut self.layout, anchor, (height, line));
        }
        let sight = self.sight.clone();
        if self.layout.measure_ahead(ui, body, &sight, AHEAD_BYTES) {
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(10));
        }
        anchor.y -= self.pointer.pull(ui, outer);
        (self.offset, self.sight) = self.layout.arrange(ui, body, anchor, height);
    }

    /// The pieces at their places on the screen.
    fn place(&mut self, ui: &Ui, body: &Body<'_>, corner: Pos2) -> Vec<Placed> {
        let mut placed = Vec::with_capacity(self.sight.len());
        for index in self.sight.clone() {
            let block = self.layout.block(ui, body, index);
            let top = self.layout.top(index);
            let Some(piece) = self.layout.pieces.get(index) else { continue };
            if piece.shown == Shown::Away {
                continue;
            }
            placed.push(Placed {
                folded: piece.shown != Shown::Words,
                paragraph: piece.paragraph,
                bytes: piece.bytes.clone(),
                origin: pos2(corner.x, corner.y + top + piece.gap),
                block,
            });
        }
        placed
    }

    /// Everything inside the scroll area.
    fn frame(
        &mut self,
        ui: &mut Ui,
        id: Id,
        body: &Body<'_>,
        style: &Style,
        page: &Page,
    ) -> Output {
        let corner = ui.max_rect().min;
        let view = ui.clip_rect();
        let left = corner.x + page.left;
        let placed = self.place(ui, body, pos2(left, corner.y));
        self.scene = Scene::new(placed, body);

        let mut response = ui.interact(view, id, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, "Article text"));
        let mut inner = ui.new_child(UiBuilder::new().max_rect(view));
        self.runs = access::tell(&mut inner, id, body, &self.scene, &self.selection);
        if ui.input(|input| input.pointer.any_pressed()) {
            self.by_keys = false;
        } else if response.gained_focus() {
            self.by_keys = true;
        }

        let column = Rect::from_x_y_ranges(left - 4.0..=left + page.column + 4.0, view.y_range());
        let scene = &self.scene;
        let inside = |pos: Pos2| pos2(pos.x, pos.y.clamp(view.top() + 1.0, view.bottom() - 1.0));
        let hit = |pos: Pos2| scene.hit(inside(pos));
        let dragged = self.pointer.selecting();
        let clicked = self.pointer.update(ui, &response, body.text, &mut self.selection, hit);
        if self.pointer.selecting() {
            self.goal = None;
        }
        let pointer = response.hover_pos().filter(|_| response.hovered());
        let hovered = pointer.map(|pos| scene.marks_at(pos)).unwrap_or_default();
        let clicked_marks = clicked.map(|pos| ids(body, &scene.marks_at(pos)));
        if pointer.is_some_and(|pos| column.contains(pos)) || self.pointer.selecting() {
            ui.set_cursor_icon(CursorIcon::Text);
        }

        let selection = self.selection.range();
        if dragged
            && !self.pointer.selecting()
            && let Some(words) = selection.clone().and_then(|range| body.text.get(range))
        {
            // For the middle mouse button, where the system has that.
            let words = words.to_owned();
            ui.ctx().send_cmd(egui::OutputCommand::TextSelectionSettled(words));
        }
        let caret = scene.caret(self.selection.head);
        let focused = response.has_focus();
        let accents = paint::Accents {
            selection: selection.clone(),
            caret: caret.filter(|_| focused),
            hovered: &hovered,
            tagged: self.hovered_margin,
        };
        paint::paint(ui.painter(), scene, body, style, &accents);
        let labels = paint::brackets(ui.painter(), scene, body, style, left);
        let toggled_fold = fold::show(ui, id, scene, body, style, left);
        let touched = margin::show(ui, id, scene, body, style, (page, corner.x), &labels);
        self.hovered_margin = touched.hovered;
        if focused && self.by_keys {
            let ring = Stroke::new(2.0, style.focus);
            ui.painter().rect_stroke(view.shrink(1.0), 2, ring, StrokeKind::Inside);
        }
        if !self.pointer.selecting() {
            let paragraph = pointer.filter(|pos| column.contains(*pos));
            let paragraph = paragraph.and_then(|pos| scene.paragraph_at(pos));
            response = tooltip(response, body, &hovered, paragraph);
        }

        self.hold = Hold::of(scene, view.top());
        let changed = selection != self.reported;
        self.reported.clone_from(&selection);
        Output {
            response,
            selection_rect: caret.filter(|_| selection.is_some()),
            selection,
            selection_changed: changed,
            selecting: self.pointer.selecting(),
            caret: self.selection.head,
            caret_marks: if focused { marks_around(body, self.selection.head) } else { Vec::new() },
            hovered_marks: ids(body, &hovered),
            clicked_marks,
            hovered_margin: touched.hovered,
            clicked_margin: touched.clicked,
            toggled_fold,
            visible: self.scene.bytes(),
        }
    }
}

fn ids(body: &Body<'_>, indices: &[usize]) -> Vec<u64> {
    indices.iter().filter_map(|index| body.marks.get(*index)).map(|mark| mark.id).collect()
}

fn marks_around(body: &Body<'_>, byte: usize) -> Vec<u64> {
    let begun = body.marks.iter().take_while(|mark| mark.range.start <= byte);
    begun.filter(|mark| byte <= mark.range.end).map(|mark| mark.id).collect()
}

fn tooltip(
    response: egui::Response,
    body: &Body<'_>,
    hovered: &[usize],
    paragraph: Option<usize>,
) -> egui::Response {
    let marks = hovered.iter().filter_map(|index| body.marks.get(*index));
    let lines: Vec<_> =
        marks.map(|mark| (body.tip)(mark.id)).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        let why = paragraph.map(body.why).filter(|why| !why.is_empty());
        return match why {
            Some(why) => response.on_hover_text_at_pointer(why),
            None => response,
        };
    }
    response.on_hover_ui_at_pointer(|ui| {
        for line in &lines {
            ui.label(crate::ui::bidi::line(line));
        }
    })
}
