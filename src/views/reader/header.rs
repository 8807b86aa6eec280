//! What is known of the article: title, publisher, publication date with its basis, status. Edited
//! where it stands.
//!
//! *Invariants*: what is typed stays in its field until it is an edit: another edit does not wipe it,
//! nor does another article.

use std::collections::BTreeMap;

use eframe::egui::{self, Key, Label, Response, RichText, Ui};
use serde::{Deserialize, Serialize};

use crate::edit::{ArticleFields, Command, SetArticle};
use crate::model::{Article, ArticleId, CodingStatus, Vocabulary as _};
use crate::persist::Draft;
use crate::session::{Detail, Outline, Session};
use crate::ui::icon;
use crate::ui::theme::{self, CONTROL_HEIGHT, GAP, TIGHT, tokens};
use crate::ui::widgets::{ActionButton, Tag, Tone, named_combo, one_line};
use crate::views::command::UiCommand;
use crate::views::drafts::{PutBack, read, write};
use crate::views::{Action, Focus, ViewCtx, looks};

/// The header, with what is half typed.
#[derive(Default)]
pub(super) struct Header {
    /// The article, and what the project says of it.
    shown: Option<(ArticleId, Known)>,
    typed: Known,
    /// What was typed as the date of other articles and is none.
    no_dates: BTreeMap<ArticleId, String>,
}

/// What stands in the fields.
#[derive(Clone, Default, PartialEq)]
struct Known {
    title: String,
    publisher: String,
    published: String,
}

impl Known {
    fn of(article: &Article) -> Self {
        Self {
            title: article.title.trim().to_owned(),
            publisher: article.publisher.trim().to_owned(),
            published: date_text(article),
        }
    }
}

const ARTICLE: &str = "article";

/// What is half typed of what is known of an article.
#[derive(Serialize, Deserialize)]
struct Typed {
    article: ArticleId,
    title: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
}

impl Header {
    /// What is typed and no edit yet.
    pub(super) fn drafts(&self, session: &Session) -> Vec<Draft> {
        let shown = self.typed(session);
        let shown_id = shown.as_ref().map(|typed| typed.article.clone());
        let others = self.no_dates.iter().filter(|(id, _)| Some(*id) != shown_id.as_ref());
        let others = others.map(|(article, date)| Typed {
            article: article.clone(),
            title: None,
            publisher: None,
            published: Some(date.clone()),
        });
        // That of the article in the Reader comes last: it is put back last, too.
        others.chain(shown).filter_map(|typed| write(ARTICLE, &typed)).collect()
    }

    /// Sends what is typed and no edit yet.
    pub(super) fn send_typed(&mut self, ctx: &mut ViewCtx<'_>) {
        let Some(Typed { article, title, publisher, published }) = self.typed(ctx.session) else {
            return;
        };
        let Some(article) = ctx.session.article(&article) else { return };
        let [title, publisher, published] =
            [title, publisher, published].map(|typed| typed.map(|typed| typed.trim().to_owned()));
        if let Some(day) = published.as_deref().and_then(day_in_field) {
            self.typed.published = day;
        }
        let fields = ArticleFields { title, publisher, published, ..ArticleFields::default() };
        Self::send(ctx, &article, fields);
    }

    fn typed(&self, session: &Session) -> Option<Typed> {
        let (id, _) = self.shown.as_ref()?;
        let known = Known::of(&*session.article(id)?);
        let differs = |now: &str, known: &str| (now.trim() != known).then(|| now.to_owned());
        let typed = Typed {
            article: id.clone(),
            title: differs(&self.typed.title, &known.title),
            publisher: differs(&self.typed.publisher, &known.publisher),
            published: differs(&self.typed.published, &known.published),
        };
        let any = typed.title.is_some() || typed.publisher.is_some() || typed.published.is_some();
        any.then_some(typed)
    }

    /// Puts a draft back.
    pub(super) fn put_back(&mut self, session: &Session, draft: &Draft) -> PutBack {
        let Some(typed) = read::<Typed>(ARTICLE, draft) else { return PutBack::NotMine };
        let Some(article) = session.article(&typed.article) else { return PutBack::NotMine };
        let elsewhere = self.shown.as_ref().is_some_and(|(id, _)| *id != article.id);
        if let (true, None, None, Some(date)) =
            (elsewhere, &typed.title, &typed.publisher, &typed.published)
            && no_date(date.trim()).is_some()
        {
            self.no_dates.insert(article.id.clone(), date.clone());
            return PutBack::Done(Focus::Nothing);
        }
        self.follow(&article);
        let fields = [
            (&mut self.typed.title, typed.title),
            (&mut self.typed.publisher, typed.publisher),
            (&mut self.typed.published, typed.published),
        ];
        for (field, typed) in fields {
            if let Some(typed) = typed {
                *field = typed;
            }
        }
        match self.typed(session) {
            Some(_) => PutBack::Done(Focus::Nothing),
            None => PutBack::Unneeded,
        }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, outline: &Outline) {
        let article = &outline.article;
        if self.shown.as_ref().is_some_and(|(id, _)| *id != article.id) {
            // What was typed into the fields of the article before is its own.
            self.send_typed(ctx);
        }
        self.follow(article);
        let mut fields = ArticleFields::default();
        let mut at_date = false;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(GAP, TIGHT);
            let publisher =
                seamless(ui, "Publisher", &mut self.typed.publisher, "publisher", 120.0);
            let publisher = match ctx.session.basis(&article.id, Detail::Publisher) {
                Some(basis) => publisher.on_hover_text(format!("Publisher: {}", basis.label())),
                None => publisher.on_hover_text("Publisher: not known"),
            };
            fields.publisher =
                entered(ui, &publisher, &mut self.typed.publisher, article.publisher.trim());
            ui.label(theme::muted(ui, icon::CALENDAR_BLANK.to_string())).accessible_name("");
            let date = seamless(ui, "Publication date", &mut self.typed.published, "no date", 92.0);
            at_date = date.has_focus();
            fields.published = entered(ui, &date, &mut self.typed.published, &date_text(article));
            match &article.published {
                Some(published) => {
                    let basis = published.basis.label();
                    ui.add(Tag::new(basis)).on_hover_text("Where the publication date comes from");
                }
                None => {
                    ui.add(Tag::new("undated").tone(Tone::Attention)).on_hover_text(
                        "Without a publication date, words like “on Tuesday” cannot be resolved",
                    );
                }
            }
            // With a size of its own it goes to the next line where there is no room.
            ui.allocate_ui(egui::vec2(130.0, CONTROL_HEIGHT), |ui| {
                let mut status = article.status.clone();
                let options = looks::terms(&CodingStatus::New);
                if named_combo(ui, "Coding status", &mut status, &options).changed() {
                    ctx.push(Action::SetStatus(vec![article.id.clone()], status));
                }
            });
            let claims = ctx.session.derived().claims_in(&article.id).len();
            let words = match claims {
                0 => "no claim yet".to_owned(),
                1 => "1 claim".to_owned(),
                n => format!("{n} claims"),
            };
            // Whole on one line or on the next.
            ui.add(egui::Label::new(theme::caption(ui, words)).extend());
            lost(ui, ctx, &article.id);
            let entry = UiCommand::ArticleDetails.entry();
            let details = ActionButton::new(entry.text).icon_only(icon::INFO).quiet();
            if ui.add(details.tooltip(entry.tip).shortcut(entry.shortcut)).clicked() {
                ctx.ui(UiCommand::ArticleDetails);
            }
        });
        let first = outline.paragraphs.first().and_then(|p| p.range.slice(&outline.text));
        if first.is_none_or(|first| first.trim() != article.title.trim()) {
            // The text does not begin with the headline: it stands here.
            let title =
                seamless(ui, "Title", &mut self.typed.title, "no title: type one", f32::INFINITY);
            fields.title = entered(ui, &title, &mut self.typed.title, article.title.trim());
        }
        if !at_date && let Some(error) = self.fault(article) {
            ui.colored_label(tokens(ui).error.text, error);
        }
        // Else what is known would still differ from what stands there, and be set again and again.
        if let Some(day) = fields.published.as_deref().and_then(day_in_field) {
            self.typed.published = day;
        }
        Self::send(ctx, article, fields);
    }

    fn send(ctx: &mut ViewCtx<'_>, article: &Article, mut fields: ArticleFields) {
        // What is no date stays in its field.
        fields.published = fields.published.filter(|date| no_date(date).is_none());
        if fields != ArticleFields::default() {
            let article = article.id.as_str().to_owned();
            ctx.edit(Command::SetArticle(SetArticle { article, fields }));
        }
    }

    /// Why the date that is typed cannot be the article's.
    fn fault(&self, article: &Article) -> Option<String> {
        let date = self.typed.published.trim();
        (date != date_text(article)).then(|| no_date(date)).flatten()
    }

    /// Takes in another article, or what has changed in the project of the one that is shown; what is
    /// typed into other fields stays as it is.
    fn follow(&mut self, article: &Article) {
        let now = Known::of(article);
        match &self.shown {
            Some((id, known)) if *id == article.id => {
                let fields = [
                    (&mut self.typed.title, &now.title, &known.title),
                    (&mut self.typed.publisher, &now.publisher, &known.publisher),
                    (&mut self.typed.published, &now.published, &known.published),
                ];
                for (typed, now, before) in fields {
                    if now != before {
                        typed.clone_from(now);
                    }
                }
            }
            before => {
                let date = std::mem::take(&mut self.typed.published);
                if let Some((id, known)) = before
                    && date.trim() != known.published
                    && no_date(date.trim()).is_some()
                {
                    self.no_dates.insert(id.clone(), date);
                }
                self.typed = now.clone();
                if let Some(date) = self.no_dates.remove(&article.id) {
                    self.typed.published = date;
                }
            }
        }
        self.shown = Some((article.id.clone(), now));
    }
}

/// Why a text is no day; an empty one says that it is not known.
fn no_date(text: &str) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    crate::calendar::read(text, None).err().map(|error| error.to_string())
}

/// Says how much of the file could not be read.
fn lost(ui: &mut Ui, ctx: &mut ViewCtx<'_>, article: &ArticleId) {
    let Some(read) = ctx.session.read_as(article) else { return };
    if let Some(left_out) = &read.left_out {
        let text = format!("{} {left_out}", icon::WARNING);
        let label = Label::new(RichText::new(text).color(tokens(ui).warning.text)).truncate();
        ui.add(label).on_hover_text(format!("Not all of the file is in this text: {left_out}"));
    }
    let lost = read.replaced;
    if lost == 0 {
        return;
    }
    let words = match lost {
        1 => "1 character lost".to_owned(),
        n => format!("{n} characters lost"),
    };
    let entry = UiCommand::ReadingOfFile.entry();
    let button = ActionButton::new(&words).icon(icon::WARNING).shortcut(entry.shortcut);
    let tip = "They do not belong to the encoding that the file was read in: try another one";
    if ui.add(button.tooltip(tip)).clicked() {
        ctx.ui(UiCommand::ReadingOfFile);
    }
}

/// A day in other words ("22 March 2024"), as a field shows it; none where it is no single day.
pub fn day_in_field(text: &str) -> Option<String> {
    let day = crate::calendar::read(text, None).ok()?.span;
    (day.start == day.end).then(|| day.start.to_string())
}

fn date_text(article: &Article) -> String {
    article.published_on().map_or_else(String::new, |date| date.to_string())
}

/// A field that looks like text until the pointer or the keyboard comes.
fn seamless(ui: &mut Ui, name: &str, text: &mut String, hint: &str, width: f32) -> Response {
    let id = ui.make_persistent_id(("header", name));
    let active = ui.memory(|memory| memory.has_focus(id))
        || ui.ctx().read_response(id).is_some_and(|r| r.hovered());
    // As wide as its words, so that what follows stands beside them.
    let font = egui::TextStyle::Body.resolve(ui.style());
    let shown = if text.is_empty() { hint.to_owned() } else { text.clone() };
    let galley = ui.painter().layout_no_wrap(shown, font, egui::Color32::PLACEHOLDER);
    let width = width.max(galley.size().x + 18.0);
    ui.scope(|ui| {
        if !active {
            let visuals = ui.visuals_mut();
            visuals.text_edit_bg_color = Some(egui::Color32::TRANSPARENT);
            for face in [&mut visuals.widgets.inactive, &mut visuals.widgets.noninteractive] {
                face.bg_stroke = egui::Stroke::NONE;
            }
        }
        let edit = one_line(ui, id, text).hint_text(hint).desired_width(width);
        ui.add(edit).accessible_name(name)
    })
    .inner
}

/// What is meant to take the place of what is known: with Enter, or where the keyboard went elsewhere.
/// Escape puts back what is known.
fn entered(ui: &Ui, response: &Response, text: &mut String, known: &str) -> Option<String> {
    if !response.lost_focus() {
        return None;
    }
    if ui.input(|i| i.key_pressed(Key::Escape)) {
        known.clone_into(text);
        return None;
    }
    (text.trim() != known).then(|| text.trim().to_owned())
}
