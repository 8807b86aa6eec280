//! A hit in the list: the headline, the words around the hit, outlet and day.

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    Color32, CornerRadius, FontId, Rect, Response, Role, Sense, Stroke, StrokeKind, TextStyle,
    TextWrapMode, Ui, WidgetInfo, WidgetText, pos2, vec2,
};

use super::status_word;
use crate::model::IncidentId;
use crate::search::Snippet;
use crate::search::query::Scope;
use crate::session::{Found, Session};
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT, Tokens, tokens};
use crate::views::looks::status_icon;

/// The height of a row.
pub(super) const HEIGHT: f32 = 82.0;

const ICON: f32 = 15.0;
const TITLE_TOP: f32 = 7.0;
const WORDS_TOP: f32 = 26.0;
const NOTE_TOP: f32 = 61.0;

/// Draws an article that was found.
pub(super) fn article(
    ui: &mut Ui,
    found: &Found,
    nth: usize,
    selected: bool,
    focused: bool,
) -> Option<Response> {
    let row = found.row(nth)?;
    let shown = found.shown(nth);
    let response = ground(ui, ui.make_persistent_id(("hit", row.id.as_str())), selected, focused);
    let (t, rect) = (tokens(ui), response.rect);
    let left = title(ui, t, rect, status_icon(&row.status), &row.title);
    if let Some(shown) = &shown {
        words(ui, t, rect, left, &shown.snippet);
    } else {
        for (line, share) in [(0.0, 0.9), (1.0, 0.6)] {
            let at = pos2(left, rect.top() + WORDS_TOP + 4.0 + line * 16.0);
            let bar = Rect::from_min_size(at, vec2((rect.right() - left - GAP) * share, 8.0));
            ui.painter().rect_filled(bar, CornerRadius::same(2), t.hover);
        }
    }
    let day = row.published_on().map_or_else(|| "no date".to_owned(), |day| day.to_string());
    let place = shown.as_ref().map_or_else(String::new, |shown| match shown.scope {
        Scope::Note => "in a note".to_owned(),
        Scope::Claim => "in a claim".to_owned(),
        Scope::Incident => "in its incident".to_owned(),
        Scope::Title => "in the headline".to_owned(),
        Scope::Anywhere | Scope::Text => match shown.places.len() {
            0 => String::new(),
            1 => "1 hit".to_owned(),
            n => format!("{n} hits"),
        },
    });
    let parts = [day, row.publisher.to_string(), place];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    caption(ui, t, rect, left, &parts.join(" · "));
    response.widget_info(|| {
        let words = shown.as_ref().map(|s| s.snippet.text.clone()).unwrap_or_default();
        let name =
            format!("{}, {}, {}, {words}", row.title, status_word(&row.status), parts.join(", "));
        WidgetInfo::selected(Role::ListBoxOption, true, selected, name)
    });
    Some(response.on_hover_text(&*row.path))
}

/// Draws an incident that was found.
pub(super) fn incident(
    ui: &mut Ui,
    session: &Session,
    id: &IncidentId,
    selected: bool,
    focused: bool,
) -> Option<Response> {
    let incident = session.project().incidents.get(id)?;
    let response = ground(ui, ui.make_persistent_id(("incident", id.as_str())), selected, focused);
    let (t, rect) = (tokens(ui), response.rect);
    let left = title(ui, t, rect, icon::MAP_PIN, &incident.title);
    let snippet = Snippet::of(&incident.note, &[]);
    words(ui, t, rect, left, &snippet);
    let when = incident.when.as_ref().map(|when| when.span().display_iso());
    let when = when.unwrap_or_else(|| "undated".to_owned());
    let claims = match session.derived().claims_of(id).len() {
        1 => "1 claim".to_owned(),
        n => format!("{n} claims"),
    };
    let text = format!("Incident · {when} · {claims}");
    caption(ui, t, rect, left, &text);
    response.widget_info(|| {
        let name = format!("{}, {text}", incident.title);
        WidgetInfo::selected(Role::ListBoxOption, true, selected, name)
    });
    Some(response)
}

fn ground(ui: &mut Ui, id: eframe::egui::Id, selected: bool, focused: bool) -> Response {
    let t = tokens(ui);
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, id, Sense::CLICK);
    let ground = rect.shrink2(vec2(TIGHT, 1.0));
    let round = CornerRadius::same(theme::CONTROL_RADIUS);
    if selected {
        ui.painter().rect_filled(ground, round, t.selection);
        let bar = Rect::from_min_size(ground.min, vec2(2.0, ground.height()));
        ui.painter().rect_filled(bar, CornerRadius::same(1), t.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(ground, round, t.hover);
    }
    if selected && focused {
        let ring = Stroke::new(1.5, t.focus);
        ui.painter().rect_stroke(ground, round, ring, StrokeKind::Inside);
    }
    response
}

/// Draws icon and headline. Gives where the words begin.
fn title(ui: &Ui, t: &Tokens, rect: Rect, icon: char, text: &str) -> f32 {
    let glyph = ui.painter().layout_no_wrap(icon.to_string(), FontId::proportional(ICON), t.muted);
    let at = pos2(rect.left() + GAP + TIGHT, rect.top() + TITLE_TOP);
    ui.painter().galley(at, glyph, t.muted);
    let left = rect.left() + TIGHT + GAP + ICON + GAP;
    let room = (rect.right() - GAP - left).max(0.0);
    let text: WidgetText = theme::strong(crate::ui::bidi::line(text).as_ref()).into();
    let galley = text.into_galley(ui, Some(TextWrapMode::Truncate), room, TextStyle::Body);
    ui.painter().galley(pos2(left, rect.top() + TITLE_TOP), galley, t.text);
    left
}

/// Draws the words around the hit, on two lines at most: the hit is among what is seen.
fn words(ui: &Ui, t: &Tokens, rect: Rect, left: f32, snippet: &Snippet) {
    let font = FontId::proportional(12.5);
    let wrap = TextWrapping {
        max_width: (rect.right() - GAP - left).max(0.0),
        max_rows: 2,
        ..TextWrapping::default()
    };
    let fits = |words: &str| {
        let words = LayoutJob::single_section(
            words.to_owned(),
            TextFormat::simple(font.clone(), Color32::PLACEHOLDER),
        );
        !ui.painter().layout_job(LayoutJob { wrap: wrap.clone(), ..words }).elided
    };
    let snippet = snippet.fitted(fits);
    let plain = TextFormat::simple(font.clone(), t.muted);
    let marked = TextFormat {
        background: t.tint_strong(t.warning.text),
        ..TextFormat::simple(font.clone(), t.text)
    };
    let mut job = LayoutJob { wrap, ..LayoutJob::default() };
    let mut at = 0;
    let text = |from: usize, to: usize| snippet.text.get(from..to).unwrap_or_default();
    for mark in &snippet.marks {
        job.append(text(at, mark.start), 0.0, plain.clone());
        job.append(text(mark.start, mark.end), 0.0, marked.clone());
        at = mark.end;
    }
    job.append(text(at, snippet.text.len()), 0.0, plain);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(left, rect.top() + WORDS_TOP), galley, t.muted);
}

fn caption(ui: &Ui, t: &Tokens, rect: Rect, left: f32, text: &str) {
    let room = (rect.right() - GAP - left).max(0.0);
    let text: WidgetText = theme::caption(ui, text).into();
    let galley = text.into_galley(ui, Some(TextWrapMode::Truncate), room, TextStyle::Small);
    ui.painter().galley(pos2(left, rect.top() + NOTE_TOP), galley, t.muted);
}
