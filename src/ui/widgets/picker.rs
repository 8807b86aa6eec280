//! A list in the middle of the window from which one line is picked by typing a few letters: the
//! palette, and every "which one?" that a key asks.

use eframe::egui::{
    self, Align, Align2, Context, CornerRadius, Frame, Id, Key, Layout, Margin, Modal, Modifiers,
    RichText, ScrollArea, Sense, Ui, WidgetInfo, vec2,
};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::one_line::one_line;
use super::words::fitted;
use crate::ui::bidi;
use crate::ui::theme::{self, tokens};

/// A line of a picker.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PickerRow {
    /// What is picked.
    pub text: String,
    /// More about it, muted.
    pub detail: String,
    /// Other words by which it is found, after all that are found by those above.
    pub words: String,
    /// Words that somebody may look for it by, as good as its name.
    pub also: &'static str,
    /// The key that does the same.
    pub shortcut: String,
    /// Why it cannot be picked now.
    pub disabled: Option<String>,
}

/// The list.
pub struct Picker {
    title: String,
    hint: String,
    rows: Vec<PickerRow>,
    creates: Option<String>,
    query: String,
    matched: Vec<usize>,
    /// The line that Enter picks.
    at: usize,
    /// The first line that is seen.
    top: usize,
    moved: bool,
    fresh: bool,
}

/// What the user did with a picker.
#[derive(Clone, Debug, PartialEq)]
pub enum Picked {
    /// Picked the row of this number.
    Row(usize),
    /// Asked for a new one of this name.
    New(String),
    /// Went away.
    Nothing,
}

/// Rows that are seen at once, where the window has room for them.
const SEEN: usize = 11;
/// Height of a row.
const ROW: f32 = 30.0;
/// Room above the list.
const TOP: f32 = 72.0;
/// Room for the title, the field and the edges.
const AROUND: f32 = 96.0;

impl Picker {
    /// A picker with these rows, in the order in which they are offered before anything is typed.
    pub fn new(title: impl Into<String>, hint: impl Into<String>, rows: Vec<PickerRow>) -> Self {
        let matched = (0..rows.len()).collect();
        Self {
            title: title.into(),
            hint: hint.into(),
            rows,
            creates: None,
            query: String::new(),
            matched,
            at: 0,
            top: 0,
            moved: false,
            fresh: true,
        }
    }

    /// Offers as the last line to make a new one: "New incident".
    #[must_use]
    pub fn creating(mut self, verb: impl Into<String>) -> Self {
        self.creates = Some(verb.into());
        self
    }

    /// Draws it. `None` while the user has not decided.
    pub fn show(&mut self, ctx: &Context) -> Option<Picked> {
        let id = Id::unique("picker");
        let width = (ctx.content_rect().width() - 48.0).min(560.0);
        let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, TOP));
        let style = ctx.global_style();
        let t = theme::of_style(&style);
        let frame = Frame::popup(&style).fill(t.raised).inner_margin(Margin::same(8));
        let shown = Modal::new(id).area(area).frame(frame).show(ctx, |ui| {
            ui.set_width(width);
            self.content(ui)
        });
        let closed = shown.should_close();
        shown.inner.or_else(|| closed.then_some(Picked::Nothing))
    }

    fn lines(&self) -> usize {
        self.matched.len() + usize::from(self.creates.is_some())
    }

    fn content(&mut self, ui: &mut Ui) -> Option<Picked> {
        let (up, down, enter) = ui.input_mut(|i| {
            (
                i.consume_key(Modifiers::NONE, Key::ArrowUp),
                i.consume_key(Modifiers::NONE, Key::ArrowDown),
                i.consume_key(Modifiers::NONE, Key::Enter),
            )
        });
        let title = ui.label(theme::caption(ui, &self.title));
        let edit = one_line(ui, Id::unique("picker query"), &mut self.query)
            .hint_text(&self.hint)
            .desired_width(f32::INFINITY)
            .margin(Margin::symmetric(8, 6));
        let field = ui.add(edit).labelled_by(title.id);
        if self.fresh {
            field.request_focus();
            self.fresh = false;
        }
        if field.changed() {
            self.filter();
        }
        let lines = self.lines();
        if down && self.at + 1 < lines {
            self.at += 1;
        }
        if up {
            self.at = self.at.saturating_sub(1);
        }
        self.moved |= up || down;
        ui.add_space(4.0);
        if lines == 0 {
            ui.add_space(8.0);
            ui.vertical_centered(|ui| ui.label(theme::muted(ui, "Nothing matches.")));
            ui.add_space(8.0);
        }
        let picked = self.list(ui);
        if enter { self.decide(self.at) } else { picked }
    }

    fn list(&mut self, ui: &mut Ui) -> Option<Picked> {
        let mut picked = None;
        let lines = self.lines();
        ui.spacing_mut().item_spacing.y = 0.0;
        let room = ui.ctx().content_rect().height() - TOP - AROUND;
        let most = ((room / ROW) as usize).clamp(2, SEEN);
        let height = ROW * lines.min(most) as f32;
        // Its own height, whatever the list before it left of the window.
        let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
        let mut area = area.auto_shrink([false, true]);
        if std::mem::take(&mut self.moved) {
            let first = (self.at + 1).saturating_sub(most);
            self.top = self.top.clamp(first, self.at);
            area = area.vertical_scroll_offset(self.top as f32 * ROW);
        }
        area.show_rows(ui, ROW, lines, |ui, seen| {
            self.top = seen.start;
            for line in seen {
                if self.line(ui, line) {
                    picked = self.decide(line);
                }
            }
        });
        picked
    }

    /// Draws a line. True where it was clicked.
    fn line(&mut self, ui: &mut Ui, line: usize) -> bool {
        let made = PickerRow {
            text: match (&self.creates, self.query.trim()) {
                (Some(verb), "") => format!("{verb}…"),
                (Some(verb), name) => format!("{verb} “{name}”"),
                (None, _) => String::new(),
            },
            ..PickerRow::default()
        };
        let row = self.matched.get(line).and_then(|i| self.rows.get(*i)).unwrap_or(&made);
        let t = tokens(ui);
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        let enabled = row.disabled.is_none();
        response.widget_info(|| {
            WidgetInfo::selected(egui::Role::ListBoxOption, enabled, line == self.at, &row.text)
        });
        let fill = match (line == self.at, response.hovered()) {
            (true, _) => Some(t.accent_soft),
            (false, true) => Some(t.hover),
            (false, false) => None,
        };
        if let Some(fill) = fill {
            ui.painter().rect_filled(rect, CornerRadius::same(4), fill);
        }
        let inner = rect.shrink2(vec2(8.0, 0.0));
        let mut ui = ui.new_child(
            egui::UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)),
        );
        if !row.shortcut.is_empty() {
            ui.label(theme::caption(&ui, &row.shortcut));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let ink = if enabled { t.text } else { t.faint };
            let text =
                fitted(ui, &row.text, ui.available_width(), &|_: &Ui, s: &str| RichText::new(s));
            let text = RichText::new(text).color(ink);
            ui.add(egui::Label::new(text).truncate().selectable(false));
            let detail = row.disabled.as_ref().unwrap_or(&row.detail);
            if !detail.is_empty() {
                let detail = theme::caption(ui, bidi::line(detail));
                ui.add(egui::Label::new(detail).truncate().selectable(false));
            }
        });
        response.clicked()
    }

    fn decide(&self, line: usize) -> Option<Picked> {
        match self.matched.get(line) {
            Some(&row) => {
                let can = self.rows.get(row).is_some_and(|row| row.disabled.is_none());
                can.then_some(Picked::Row(row))
            }
            None if self.creates.is_some() => Some(Picked::New(self.query.trim().to_owned())),
            None => None,
        }
    }

    fn filter(&mut self) {
        self.at = 0;
        self.moved = true;
        let query = self.query.trim();
        if query.is_empty() {
            self.matched = (0..self.rows.len()).collect();
            return;
        }
        // Where a new name can be typed, letters strewn over an old one must not take it.
        let kind = if self.creates.is_some() { AtomKind::Substring } else { AtomKind::Fuzzy };
        let pattern = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, kind);
        // In a whole sentence letters that are strewn about are always found.
        let whole =
            Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Substring);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (i, row) in self.rows.iter().enumerate() {
            let text = format!("{} {}", row.text, row.detail);
            let named = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher);
            let called = whole.score(Utf32Str::new(row.also, &mut buffer), &mut matcher);
            let meant =
                || whole.score(Utf32Str::new(&row.words, &mut buffer), &mut matcher).map(|_| 0);
            if let Some(score) = named.max(called).or_else(meant) {
                scored.push((score, i));
            }
        }
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        self.matched = scored.into_iter().map(|(_, i)| i).collect();
    }
}
