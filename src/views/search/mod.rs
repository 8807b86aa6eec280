//! Search: one box over titles, texts, quotes, claims, incidents and notes, and what it finds.
//!
//! *Invariants*: the search runs in a job of the session; what was found last stays in sight until
//! there is something new. What a frame costs does not depend on how many hits there are.

mod order;
mod position;
mod queries;
mod row;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{
    Align, Color32, Frame, Id, Key, Label, Layout, Margin, Modifiers, ScrollArea, TextStyle, Ui,
    UiBuilder, vec2,
};

use crate::model::{ArticleId, Vocabulary as _};
use crate::session::{Found, Session};
use crate::text::TextRange;
use crate::ui::icon;
use crate::ui::theme::{self, TIGHT, tokens};
use crate::ui::widgets::{ActionButton, EmptyState, hairline, search_field, skeleton};

use super::library::keys::{KeyedList, Step};
use super::{Action, Focus, ViewCtx};

/// Problems of a query that are shown at once.
const PROBLEMS: usize = 3;
/// The width of a button that is an icon, and of what a button has around its word.
const ICON_BUTTON: f32 = 28.0;
/// Rows beyond the window whose words are read ahead.
const AHEAD: usize = 20;

/// The search's own looks.
#[derive(Debug, Default)]
pub struct SearchPanel {
    text: String,
    /// What the session was asked last.
    asked: String,
    /// The line that the keyboard is at.
    at: Option<usize>,
    focus_box: bool,
    position: position::Position,
}

/// Words to show in the Reader: none where the hit is not in the article's text.
pub struct Stop {
    /// The article.
    pub article: ArticleId,
    /// The words.
    pub words: Option<TextRange>,
}

impl SearchPanel {
    /// Gives the box the keyboard, from the next frame on.
    pub fn focus_box(&mut self) {
        self.focus_box = true;
    }

    /// The hit after (or before) the words that are selected in an article, over all articles in
    /// the order of the list.
    pub fn step(
        &mut self,
        session: &Session,
        article: Option<&ArticleId>,
        selection: Option<TextRange>,
        forward: bool,
    ) -> Option<Stop> {
        let found = session.found()?;
        let place = article.and_then(|article| found.place(article));
        let show = |nth: usize| found.show(nth, session.derived());
        let stop = |nth: usize, at: usize| {
            let article = found.article(nth)?;
            let words = show(nth)?.places.get(at).cloned();
            let words = words.and_then(|words| in_text(session, article, words));
            Some(Stop { article: article.clone(), words })
        };
        if let Some(nth) = place {
            let places = show(nth)?.places.clone();
            let next = match (selection, forward) {
                (Some(s), true) => places.iter().position(|p| p.start > s.start()),
                (Some(s), false) => places.iter().rposition(|p| p.start < s.start()),
                (None, true) => (!places.is_empty()).then_some(0),
                (None, false) => places.len().checked_sub(1),
            };
            if let Some(next) = next {
                return stop(nth, next);
            }
        }
        let nth = match (place, forward) {
            (Some(nth), true) => nth + 1,
            (Some(nth), false) => nth.checked_sub(1)?,
            (None, true) => 0,
            (None, false) => found.hits().len().checked_sub(1)?,
        };
        let last = show(nth)?.places.len().saturating_sub(1);
        self.at = Some(found.incidents().len() + nth);
        stop(nth, if forward { 0 } else { last })
    }

    /// Which of the hits stands in the Reader, in words: "hit 2 of 4, article 3 of 11"; none where
    /// what is selected is no hit.
    pub fn position(
        &mut self,
        session: &Session,
        article: Option<&ArticleId>,
        selection: Option<TextRange>,
    ) -> Option<&str> {
        self.position.of(session.found()?, article?, selection)
    }

    /// Shows the panel.
    pub fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        let margin = Margin { left: 8, right: 8, top: 8, bottom: 6 };
        let mut into_list = false;
        Frame::new().inner_margin(margin).show(ui, |ui| {
            into_list = self.box_row(ui);
            ui.add_space(TIGHT);
            self.tools(ui, ctx);
            self.under_the_box(ui, ctx);
        });
        let found = self.found(ctx.session).cloned();
        let searching = self.ask(ctx) || ctx.session.searching().is_some();
        hairline(ui);
        match found {
            None if self.text.trim().is_empty() => {
                let sentence = "Search titles, texts, quotes, claims, incidents and notes.";
                let example = ActionButton::new("Show what can be asked").icon(icon::QUESTION);
                let state = EmptyState::new(icon::LIST_MAGNIFYING_GLASS, sentence).action(example);
                if state.show(ui) {
                    "has:claims OR \"at least\"".clone_into(&mut self.text);
                }
            }
            Some(found) if !found.hits().is_empty() || !found.incidents().is_empty() => {
                self.list(ui, ctx, &found, into_list);
            }
            Some(_) | None if searching => {
                Frame::new().inner_margin(12).show(ui, |ui| skeleton(ui, 6));
            }
            Some(found) if found.unread() > 0 => {
                self.offer_again(ui, "Nothing was found in what was read.");
            }
            Some(found) => self.nothing(ui, &found),
            None => self.offer_again(ui, "The search has stopped."),
        }
    }

    /// What was found; nothing where it is of another query than the one in the box, and that one is
    /// no longer looked for.
    fn found<'a>(&self, session: &'a Session) -> Option<&'a Arc<Found>> {
        let on_its_way = self.text != self.asked || session.searching().is_some();
        let found = session.found().filter(|found| on_its_way || found.text() == self.text);
        found.filter(|_| !self.text.trim().is_empty())
    }

    /// The box, as wide as the panel. True where the keyboard is to go into the list.
    fn box_row(&mut self, ui: &mut Ui) -> bool {
        let field = search_field(ui, "Search everything", &mut self.text);
        if std::mem::take(&mut self.focus_box) {
            field.request_focus();
        }
        let down = field.has_focus()
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
        down || (field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)))
    }

    /// How much was found, and what can be done with the query and the list.
    fn tools(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        let words = match self.found(ctx.session) {
            Some(found) => counted(found),
            None if self.text.trim().is_empty() => "All articles".to_owned(),
            None => String::new(),
        };
        // What was found is read whole: the buttons give way, or it stands on a line of its own.
        let room = ui.available_width() - 2.0 * ICON_BUTTON - 4.0 * TIGHT;
        let (count, order) =
            (width(ui, &words, &TextStyle::Small), order::label(ctx.session.hit_order()));
        let narrow = count + width(ui, order, &TextStyle::Button) + ICON_BUTTON > room;
        let above = count + ICON_BUTTON > room;
        if above {
            ui.add(Label::new(theme::caption(ui, words.as_str())).wrap());
        }
        let size = vec2(ui.available_width(), theme::CONTROL_HEIGHT);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = TIGHT;
            queries::help(ui);
            if let Some(query) = queries::saved(ui, ctx, &self.text) {
                self.text = query;
            }
            order::choose(ui, ctx, narrow && !above);
            if !above {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add_space(TIGHT);
                    ui.add(Label::new(theme::caption(ui, words)).truncate());
                });
            }
        });
    }

    /// What is wrong with the query, and what was not searched.
    fn under_the_box(&self, ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
        let t = tokens(ui);
        let Some(found) = self.found(ctx.session) else { return };
        let problems = &found.query().problems;
        for problem in problems.iter().take(PROBLEMS) {
            let place = found.text().get(problem.at.clone()).unwrap_or_default();
            let text = format!("{} “{place}”: {}", icon::WARNING, problem.what);
            ui.add_space(TIGHT);
            ui.colored_label(t.warning.text, text);
        }
        if problems.len() > PROBLEMS {
            ui.label(theme::caption(ui, format!("and {} more", problems.len() - PROBLEMS)));
        }
        if found.unread() > 0 {
            let text = match ctx.session.searching() {
                Some(Some(f)) => format!("reading on, {:.0} %", f * 100.0),
                Some(None) => "reading on".to_owned(),
                None => format!("{} texts were not read", found.unread()),
            };
            ui.label(theme::caption(ui, text));
        }
        if let Some(trouble) = ctx.session.index_trouble() {
            let text = format!("{} without an index", icon::WARNING);
            let label = ui.colored_label(t.warning.text, text);
            label.on_hover_text(format!("{trouble}. Files are read instead, which is slower."));
        }
    }

    /// Has the session search where the query, or what it looks at, has changed. True where it does.
    fn ask(&mut self, ctx: &mut ViewCtx<'_>) -> bool {
        let stale = ctx.session.search_is_stale() && ctx.session.searching().is_none();
        if self.text == self.asked && !stale {
            return false;
        }
        if self.text != self.asked {
            self.at = None;
        }
        self.asked.clone_from(&self.text);
        ctx.push(Action::Search { text: self.text.clone(), typing: true });
        true
    }

    fn list(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, found: &Found, into_list: bool) {
        let incidents = found.incidents().len();
        let len = incidents + found.hits().len();
        let rect = ui.available_rect_before_wrap();
        let keyed = KeyedList::new(ui, Id::unique("search hits"), rect, "Hits");
        let mut go = None;
        if into_list {
            keyed.response.request_focus();
            go = Some(self.at.unwrap_or(0).min(len.saturating_sub(1)));
        }
        let page = (rect.height() / row::HEIGHT) as usize;
        match keyed.step {
            Some(Step::Follow) => go = self.at,
            Some(step) => {
                go = step.target(self.at, len, page).or(go);
            }
            None => {}
        }
        if let Some(line) = go {
            self.at = Some(line);
            Self::open(ctx, found, line);
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("hits").auto_shrink(false);
        area.show_viewport(ui, |ui, view| {
            ui.set_height(row::HEIGHT * len as f32);
            let top = ui.max_rect().top();
            let line = |nth: usize| top + nth as f32 * row::HEIGHT;
            if let Some(to) = go {
                let wanted = ui.max_rect().with_min_y(line(to)).with_max_y(line(to + 1));
                ui.scroll_to_rect(wanted, None);
            }
            let first = (view.top() / row::HEIGHT).floor().max(0.0) as usize;
            let last = ((view.bottom() / row::HEIGHT).ceil() as usize).min(len);
            let seen = ui.max_rect().with_min_y(line(first)).with_max_y(line(last.max(first)));
            ui.scope_builder(UiBuilder::new().max_rect(seen), |ui| {
                ui.skip_ahead_auto_ids(first);
                for nth in first..last {
                    self.row(ui, ctx, found, nth, &keyed);
                }
            });
            Self::want_words(ctx, found, first.saturating_sub(incidents), last);
        });
    }

    fn row(
        &mut self,
        ui: &mut Ui,
        ctx: &mut ViewCtx<'_>,
        found: &Found,
        line: usize,
        keyed: &KeyedList,
    ) {
        let selected = self.at == Some(line);
        let focused = keyed.response.has_focus();
        let response = match found.incidents().get(line) {
            Some(incident) => row::incident(ui, ctx.session, incident, selected, focused),
            None => {
                let nth = line - found.incidents().len();
                row::article(ui, found, nth, selected, focused)
            }
        };
        let Some(response) = response else { return };
        if selected {
            keyed.leads_to(ui.ctx(), response.id);
        }
        if response.clicked() {
            keyed.response.request_focus();
            self.at = Some(line);
            Self::open(ctx, found, line);
        }
    }

    /// Shows a line in the Reader, or in the form.
    fn open(ctx: &mut ViewCtx<'_>, found: &Found, line: usize) {
        if let Some(incident) = found.incidents().get(line) {
            ctx.push(Action::Focus(Focus::Incident(incident.clone())));
            return;
        }
        let nth = line - found.incidents().len();
        let Some(article) = found.article(nth) else { return };
        let first = found.shown(nth).and_then(|shown| shown.places.first().cloned());
        let words = first.and_then(|words| in_text(ctx.session, article, words));
        match words {
            Some(words) => ctx.push(Action::RevealWords(article.clone(), words)),
            None => ctx.push(Action::Open(article.clone())),
        }
    }

    /// Has the words of the hits in sight read.
    fn want_words(ctx: &mut ViewCtx<'_>, found: &Found, first: usize, last: usize) {
        let in_sight = first..(last + AHEAD).min(found.hits().len());
        let missing: Vec<usize> = in_sight.filter(|nth| found.shown(*nth).is_none()).collect();
        if !missing.is_empty() {
            ctx.push(Action::LookCloser(missing));
        }
    }

    fn offer_again(&mut self, ui: &mut Ui, sentence: &str) {
        let again = ActionButton::new("Search again").icon(icon::MAGNIFYING_GLASS);
        if EmptyState::new(icon::MAGNIFYING_GLASS, sentence).action(again).show(ui) {
            self.asked.clear();
        }
    }

    fn nothing(&mut self, ui: &mut Ui, found: &Found) {
        let sentence = if found.query().is_empty() {
            "There is nothing in this query that can be looked for."
        } else {
            "Nothing was found."
        };
        let clear = ActionButton::new("Clear search").icon(icon::X);
        if EmptyState::new(icon::MAGNIFYING_GLASS, sentence).action(clear).show(ui) {
            self.text.clear();
            self.focus_box = true;
        }
    }
}

fn width(ui: &Ui, text: &str, style: &TextStyle) -> f32 {
    let font = style.resolve(ui.style());
    ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x
}

fn counted(found: &Found) -> String {
    let articles = match found.hits().len() {
        0 => "no article".to_owned(),
        1 => "1 article".to_owned(),
        n => format!("{n} articles"),
    };
    match found.incidents().len() {
        0 => articles,
        1 => format!("{articles}, 1 incident"),
        n => format!("{articles}, {n} incidents"),
    }
}

/// The word for how far an article is coded.
fn status_word(status: &crate::model::CodingStatus) -> String {
    status.label().to_lowercase()
}

/// The words of a hit. Those of a text that is not read yet are looked up once it is.
fn in_text(session: &Session, article: &ArticleId, words: Range<usize>) -> Option<TextRange> {
    match session.text(article) {
        Ok(text) => TextRange::new(&text, words),
        Err(_) => TextRange::from_offsets(words.start, words.end),
    }
}
