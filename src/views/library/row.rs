//! An article in the list: status, headline, outlet and day, claims, and what is wrong with its
//! file.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Button, CornerRadius, FontId, Id, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind,
    TextStyle, TextWrapMode, Ui, WidgetInfo, WidgetText, pos2, vec2,
};

use crate::model::{CodingStatus, Vocabulary as _};
use crate::session::{ArticleRow, Likeness, RowState};
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT, Tokens, tokens};
use crate::ui::widgets::fitted;
use crate::views::looks::status_icon;
use crate::views::{Action, ViewCtx};

use super::facets::{self, Facets};
use super::filter::STATUSES;

/// The height of a row.
pub const HEIGHT: f32 = 46.0;

const ICON_SIZE: f32 = 16.0;
const TEXT_LEFT: f32 = GAP + ICON_SIZE + GAP;
const TITLE_TOP: f32 = 6.0;
const NOTE_TOP: f32 = 26.0;

/// How a row stands out.
#[derive(Clone, Copy, Default)]
pub struct Standing {
    /// It is the article in the Reader.
    pub selected: bool,
    /// The list has the keyboard.
    pub focused: bool,
    /// It is one of several that are chosen.
    pub chosen: bool,
    /// How many articles are nearly the same.
    pub others: usize,
}

/// What is wrong with an article's file: an icon, a word, and the reason.
struct Trouble {
    icon: char,
    word: &'static str,
    reason: String,
    grave: bool,
}

impl Trouble {
    fn of(state: &RowState) -> Option<Self> {
        let (icon, word, reason, grave) = match state {
            RowState::Ready => return None,
            RowState::Unreadable(reason) => {
                (icon::WARNING_OCTAGON, "unreadable", reason.clone(), true)
            }
            RowState::Missing { kept: true } => (
                icon::FILE,
                "file gone",
                "The file is not in its folder any more; the project kept its text.".to_owned(),
                false,
            ),
            RowState::Missing { kept: false } => (
                icon::FILE,
                "file gone",
                "The file is not in its folder any more, and the project has no copy.".to_owned(),
                true,
            ),
            RowState::Changed => (
                icon::GIT_DIFF,
                "changed",
                "The file's text has changed since it was read.".to_owned(),
                false,
            ),
        };
        Some(Self { icon, word, reason, grave })
    }
}

/// Draws a row and gives what was done to it.
pub fn show(ui: &mut Ui, id: Id, row: &ArticleRow, standing: Standing) -> Response {
    let t = tokens(ui);
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, id, Sense::CLICK);
    paint_ground(ui, rect, &response, standing);
    let trouble = Trouble::of(&row.state);
    paint_status(ui, t, rect, row);
    paint_words(ui, t, rect, row, trouble.as_ref(), standing.others);
    response.widget_info(|| {
        let mut name = spoken(row, trouble.as_ref());
        if standing.others > 0 {
            name = format!("{name}, {} like this", standing.others);
        }
        if standing.chosen {
            name.push_str(", chosen");
        }
        WidgetInfo::selected(Role::ListBoxOption, true, standing.selected, name)
    });
    response.on_hover_ui(|ui| tooltip(ui, row, trouble.as_ref()))
}

fn paint_ground(ui: &Ui, rect: Rect, response: &Response, standing: Standing) {
    let t = tokens(ui);
    let ground = rect.shrink2(vec2(TIGHT, 1.0));
    let round = CornerRadius::same(theme::CONTROL_RADIUS);
    if standing.chosen {
        ui.painter().rect_filled(ground, round, t.accent_soft);
        let edge = Stroke::new(1.0, t.accent);
        ui.painter().rect_stroke(ground, round, edge, StrokeKind::Inside);
    }
    if standing.selected {
        ui.painter().rect_filled(ground, round, t.selection);
        let bar = Rect::from_min_size(ground.min, vec2(2.0, ground.height()));
        ui.painter().rect_filled(bar, CornerRadius::same(1), t.accent);
    } else if response.hovered() || response.context_menu_opened() {
        ui.painter().rect_filled(ground, round, t.hover);
    }
    if standing.selected && standing.focused {
        let ring = Stroke::new(1.5, t.focus);
        ui.painter().rect_stroke(ground, round, ring, StrokeKind::Inside);
    }
}

fn paint_status(ui: &Ui, t: &Tokens, rect: Rect, row: &ArticleRow) {
    let ink = match row.status {
        CodingStatus::Coded => t.success.text,
        CodingStatus::InProgress => t.accent,
        CodingStatus::New | CodingStatus::Irrelevant | CodingStatus::Other(_) => t.faint,
    };
    let glyph = ui.painter().layout_no_wrap(
        status_icon(&row.status).to_string(),
        FontId::proportional(ICON_SIZE),
        ink,
    );
    let at = pos2(rect.left() + GAP + TIGHT, rect.top() + TITLE_TOP - 1.0);
    ui.painter().galley(at, glyph, ink);
}

fn paint_words(
    ui: &Ui,
    t: &Tokens,
    rect: Rect,
    row: &ArticleRow,
    trouble: Option<&Trouble>,
    others: usize,
) {
    let small: FontId = TextStyle::Small.resolve(ui.style());
    let left = rect.left() + TIGHT + TEXT_LEFT;
    let right = rect.right() - GAP - TIGHT;
    let cut = |text: WidgetText, width: f32, style: TextStyle| {
        text.into_galley(ui, Some(TextWrapMode::Truncate), width.max(0.0), style)
    };
    let faded = row.status == CodingStatus::Irrelevant || trouble.is_some_and(|x| x.grave);
    let ink = if faded { t.muted } else { t.text };
    let title = fitted(ui, &row.title, right - left, &|_: &Ui, s: &str| RichText::new(s));
    let title = cut(title.as_ref().into(), right - left, TextStyle::Body);
    ui.painter().galley(pos2(left, rect.top() + TITLE_TOP), title, ink);

    let mut right = right;
    let note_top = rect.top() + NOTE_TOP;
    let waiting = row.unreviewed.unwrap_or(0);
    let counts = [(icon::QUOTES, row.claims, t.muted), (icon::TRAY, waiting, t.accent)];
    for (icon, count, ink) in counts.into_iter().filter(|(_, count, _)| *count > 0) {
        let text = format!("{icon}\u{2009}{count}");
        let count = ui.painter().layout_no_wrap(text, small.clone(), ink);
        right -= count.size().x;
        ui.painter().galley(pos2(right, note_top), count, ink);
        right -= GAP;
    }
    if others > 0 {
        let text = format!("{}\u{2009}{others} like this", icon::COPY);
        let like = ui.painter().layout_no_wrap(text, small.clone(), t.muted);
        right -= like.size().x;
        ui.painter().galley(pos2(right, note_top), like, t.muted);
        right -= GAP;
    }
    let job = note(t, &small, row, trouble);
    let note = cut(job.into(), right - left, TextStyle::Small);
    ui.painter().galley(pos2(left, note_top), note, t.muted);
}

fn note(t: &Tokens, font: &FontId, row: &ArticleRow, trouble: Option<&Trouble>) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut add = |text: &str, ink| {
        job.append(text, 0.0, TextFormat::simple(font.clone(), ink));
    };
    if let Some(trouble) = trouble {
        let ink = if trouble.grave { t.error.text } else { t.warning.text };
        add(&format!("{}\u{2009}{}", trouble.icon, trouble.word), ink);
        add(" · ", t.faint);
    }
    match row.published_on() {
        Some(day) => add(&day.to_string(), t.muted),
        None => add(&format!("{}\u{2009}no date", icon::CALENDAR_BLANK), t.warning.text),
    }
    if !row.publisher.is_empty() {
        add(" · ", t.faint);
        add(&row.publisher, t.muted);
    }
    job
}

fn claims(count: usize) -> String {
    match count {
        0 => "no claims".to_owned(),
        1 => "1 claim".to_owned(),
        n => format!("{n} claims"),
    }
}

/// "2 suggestions wait"; empty where none does, or where nobody knows yet.
fn waiting(row: &ArticleRow) -> String {
    match row.unreviewed {
        None | Some(0) => String::new(),
        Some(1) => "1 suggestion waits".to_owned(),
        Some(n) => format!("{n} suggestions wait"),
    }
}

fn spoken(row: &ArticleRow, trouble: Option<&Trouble>) -> String {
    let day = row.published_on().map_or_else(|| "no date".to_owned(), |day| day.to_string());
    let trouble = trouble.map(|t| format!("{}: {}", t.word, t.reason)).unwrap_or_default();
    let (status, claims) = (row.status.label().to_owned(), claims(row.claims));
    let waiting = waiting(row);
    let parts =
        [row.title.to_string(), row.publisher.to_string(), day, status, claims, waiting, trouble];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn tooltip(ui: &mut Ui, row: &ArticleRow, trouble: Option<&Trouble>) {
    ui.label(theme::strong(row.title.as_str()));
    if !row.publisher.is_empty() {
        ui.label(row.publisher.as_str());
    }
    let published = match &row.published {
        Some(published) => format!("{} ({})", published.date, published.basis.label()),
        None => "No publication date: relative dates in it stay open".to_owned(),
    };
    ui.label(published);
    let icon = status_icon(&row.status);
    let status = format!("{icon}\u{2002}{}, {}", row.status.label(), claims(row.claims));
    ui.label(status);
    let waiting = waiting(row);
    if !waiting.is_empty() {
        ui.label(format!("{}\u{2002}{waiting}", icon::TRAY));
    }
    if let Some(trouble) = trouble {
        let text = format!("{}\u{2002}{}", trouble.icon, trouble.reason);
        let ink = if trouble.grave { tokens(ui).error.text } else { tokens(ui).warning.text };
        ui.label(RichText::new(text).color(ink));
    }
    ui.label(theme::caption(ui, &*row.path));
}

/// What a secondary click offers.
pub fn menu(
    ui: &mut Ui,
    ctx: &mut ViewCtx<'_>,
    row: &ArticleRow,
    likeness: &Likeness,
    facets: &mut Facets,
) {
    ui.label(theme::caption(ui, "Status"));
    for status in &STATUSES {
        let text = icon::with_word(status_icon(status), status.label());
        let button = Button::selectable(row.status == *status, text);
        if ui.add(button).accessible_name(status.label()).clicked() {
            ctx.push(Action::SetStatus(vec![row.id.clone()], status.clone()));
            ui.close();
        }
    }
    facets::alike_menu(ui, ctx, row, likeness, facets);
    ui.separator();
    if ui.button(icon::with_word(icon::COPY, "Copy path")).accessible_name("Copy path").clicked() {
        let file = ctx.session.library().file_of(&row.id);
        let path = file.map_or_else(|| row.path.to_string(), |f| f.display().to_string());
        ui.ctx().copy_text(path);
        ui.close();
    }
    let open = ui.button(icon::with_word(icon::BOOK_OPEN, "Open")).accessible_name("Open");
    if open.clicked() {
        ctx.push(Action::Open(row.id.clone()));
        ui.close();
    }
}
