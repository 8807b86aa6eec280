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
use super::lines::Part;

/// The height of a row.
pub const HEIGHT: f32 = 46.0;

const ICON_SIZE: f32 = 16.0;
const TEXT_LEFT: f32 = GAP + ICON_SIZE + GAP;
const TITLE_TOP: f32 = 6.0;
const NOTE_TOP: f32 = 26.0;
/// Room at the left of what stands under another one.
const INDENT: f32 = 16.0;
/// Room for the button that compares.
const COMPARE: f32 = 22.0;
/// From this width on the line of an article says in words that there are others like it.
const WORDY: f32 = 300.0;

/// How a row stands out.
#[derive(Clone, Copy, Default)]
pub struct Standing {
    /// Where the article in the Reader is.
    pub read: Read,
    /// The list has the keyboard.
    pub focused: bool,
    /// It is one of several that are chosen.
    pub chosen: bool,
    /// How many articles are nearly the same.
    pub others: usize,
    /// How it stands to those of them that are let through.
    pub part: Part,
}

/// Where the article in the Reader is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Read {
    /// On another row.
    #[default]
    Elsewhere,
    /// On this one.
    Here,
    /// Folded behind this one.
    Behind,
}

/// A row as it was drawn.
pub struct Drawn {
    /// What was done to it.
    pub response: Response,
    /// The part of it that was clicked.
    pub pressed: Option<Pressed>,
}

/// A part of a row that is clicked for itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pressed {
    /// The triangle: those like it stand below, or do not any more.
    Fold,
    /// What differs from one like it.
    Compare,
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
pub fn show(ui: &mut Ui, id: Id, row: &ArticleRow, standing: Standing) -> Drawn {
    let t = tokens(ui);
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, id, Sense::CLICK);
    paint_ground(ui, rect, &response, standing);
    let trouble = Trouble::of(&row.state);
    let under = matches!(standing.part, Part::Under(_));
    let inner = if under { rect.with_min_x(rect.left() + INDENT) } else { rect };
    if under {
        // It hangs on the one above.
        let x = rect.left() + GAP + TIGHT + ICON_SIZE / 2.0;
        ui.painter().vline(x, rect.y_range(), Stroke::new(1.0, t.hairline));
    }
    paint_status(ui, t, inner, row);
    let mut pressed = None;
    if let Part::Head { others, unfolded } = standing.part
        && triangle(ui, t, rect, (id, row), others, unfolded)
    {
        pressed = Some(Pressed::Fold);
    }
    let room = paint_words(ui, t, inner, row, trouble.as_ref(), standing);
    if let Some(at) = room
        && compare_button(ui, t, at, (id, row), under)
    {
        pressed = Some(Pressed::Compare);
    }
    response.widget_info(|| {
        let mut name = spoken(row, trouble.as_ref());
        match standing.part {
            Part::Head { others, unfolded: false } => {
                name = format!("{name}, {others} like this folded behind it");
            }
            Part::Under(_) => name.push_str(", under the one like it"),
            Part::Head { .. } | Part::Alone if standing.others > 0 => {
                name = format!("{name}, {} like this", standing.others);
            }
            Part::Head { .. } | Part::Alone => {}
        }
        if standing.read == Read::Behind {
            name.push_str(", the article in the Reader among them");
        }
        if standing.chosen {
            name.push_str(", chosen");
        }
        let selected = standing.read == Read::Here;
        WidgetInfo::selected(Role::ListBoxOption, true, selected, name)
    });
    let response = response.on_hover_ui(|ui| tooltip(ui, row, trouble.as_ref()));
    Drawn { response, pressed }
}

/// The triangle that unfolds those like it, beneath the status. True where it was clicked.
fn triangle(
    ui: &Ui,
    t: &Tokens,
    rect: Rect,
    (id, row): (Id, &ArticleRow),
    others: u32,
    unfolded: bool,
) -> bool {
    let hit = Rect::from_min_max(
        pos2(rect.left() + TIGHT, rect.top() + NOTE_TOP - 4.0),
        pos2(rect.left() + TIGHT + TEXT_LEFT, rect.bottom() - 1.0),
    );
    let word = if unfolded { "Fold" } else { "Unfold" };
    let response =
        part(ui, hit, id.with("triangle"), &format!("{word} {others} like {}", row.title));
    let icon = if unfolded { icon::CARET_DOWN } else { icon::CARET_RIGHT };
    let ink = if response.hovered() { t.text } else { t.muted };
    let glyph = ui.painter().layout_no_wrap(icon.to_string(), FontId::proportional(12.0), ink);
    let x = rect.left() + GAP + TIGHT + (ICON_SIZE - glyph.size().x) / 2.0;
    ui.painter().galley(pos2(x, rect.top() + NOTE_TOP), glyph, ink);
    let articles = if others == 1 { "article" } else { "articles" };
    let tip = format!("{word} {others} {articles} nearly the same as this one");
    response.on_hover_text(tip).clicked()
}

/// The button that shows what differs. True where it was clicked.
fn compare_button(
    ui: &Ui,
    t: &Tokens,
    hit: Rect,
    (id, row): (Id, &ArticleRow),
    under: bool,
) -> bool {
    let response = part(ui, hit, id.with("compare"), &format!("Compare {}", row.title));
    if response.hovered() {
        ui.painter().rect_filled(hit, CornerRadius::same(theme::CONTROL_RADIUS), t.pressed);
    }
    let ink = if response.hovered() { t.text } else { t.muted };
    let font = FontId::proportional(13.0);
    let glyph = ui.painter().layout_no_wrap(icon::GIT_DIFF.to_string(), font, ink);
    ui.painter().galley(hit.center() - glyph.size() / 2.0, glyph, ink);
    let tip = if under {
        "Show what differs from the one above"
    } else {
        "Show what differs from one that is nearly the same"
    };
    response.on_hover_text(tip).clicked()
}

/// A part of a row that is clicked for itself. The keyboard reaches it by the list's own keys.
fn part(ui: &Ui, hit: Rect, id: Id, name: &str) -> Response {
    let response = ui.interact(hit, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response
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
    if standing.read == Read::Here {
        ui.painter().rect_filled(ground, round, t.selection);
        let bar = Rect::from_min_size(ground.min, vec2(2.0, ground.height()));
        ui.painter().rect_filled(bar, CornerRadius::same(1), t.accent);
    } else if response.hovered() || response.context_menu_opened() {
        ui.painter().rect_filled(ground, round, t.hover);
    }
    if standing.read == Read::Behind {
        let bar = Rect::from_min_size(ground.min, vec2(2.0, ground.height()));
        ui.painter().rect_filled(bar, CornerRadius::same(1), t.accent);
    }
    if standing.read == Read::Here && standing.focused {
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

/// Gives where the button that compares has its room, where there is something to compare.
fn paint_words(
    ui: &Ui,
    t: &Tokens,
    rect: Rect,
    row: &ArticleRow,
    trouble: Option<&Trouble>,
    standing: Standing,
) -> Option<Rect> {
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
    let mut compare = None;
    if standing.others > 0 {
        let middle = note_top + ui.text_style_height(&TextStyle::Small) / 2.0;
        let hit = Rect::from_center_size(
            pos2(right - COMPARE / 2.0 + TIGHT, middle),
            vec2(COMPARE, 18.0),
        );
        compare = Some(hit);
        right = hit.left() - 2.0;
        let words = rect.width() >= WORDY;
        let text = match standing.part {
            Part::Head { others, .. } if words => format!("+{others} like this"),
            Part::Head { others, .. } => format!("+{others}"),
            Part::Alone if words => format!("{} like this", standing.others),
            Part::Alone => format!("{}\u{2009}{}", icon::COPY, standing.others),
            Part::Under(_) => String::new(),
        };
        if !text.is_empty() {
            let like = ui.painter().layout_no_wrap(text, small.clone(), t.muted);
            right -= like.size().x;
            ui.painter().galley(pos2(right, note_top), like, t.muted);
            right -= GAP;
        }
    }
    let job = note(t, &small, row, trouble);
    let note = cut(job.into(), right - left, TextStyle::Small);
    ui.painter().galley(pos2(left, note_top), note, t.muted);
    compare
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
    let published = match &row.published() {
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

/// What a secondary click offers. Gives its first entry, for the keyboard.
pub fn menu(
    ui: &mut Ui,
    ctx: &mut ViewCtx<'_>,
    row: &ArticleRow,
    likeness: &Likeness,
    facets: &mut Facets,
) -> Option<Id> {
    ui.label(theme::caption(ui, "Status"));
    let mut first = None;
    for status in &STATUSES {
        let text = icon::with_word(status_icon(status), status.label());
        let button = Button::selectable(row.status == *status, text);
        let button = ui.add(button).accessible_name(status.label());
        first.get_or_insert(button.id);
        if button.clicked() {
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
    first
}
