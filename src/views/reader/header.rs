//! What is known of the article: title, publisher, publication date with its basis, status. Edited
//! where it stands.

use eframe::egui::{self, Key, Response, TextEdit, Ui};
use serde::{Deserialize, Serialize};

use crate::edit::{ArticleFields, Command, SetArticle};
use crate::model::{Article, ArticleId, CodingStatus, Vocabulary as _};
use crate::persist::Draft;
use crate::session::{Detail, Outline, Session};
use crate::ui::icon;
use crate::ui::theme::{self, CONTROL_HEIGHT, GAP, TIGHT, tokens};
use crate::ui::widgets::{ActionButton, Tag, Tone, named_combo};
use crate::views::command::UiCommand;
use crate::views::drafts::{PutBack, read, write};
use crate::views::{Focus, ViewCtx, looks};

/// The header, with what is half typed.
#[derive(Default)]
pub(super) struct Header {
    shown: Option<(ArticleId, u64)>,
    title: String,
    publisher: String,
    published: String,
    error: Option<String>,
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
    pub(super) fn draft(&self, session: &Session) -> Option<Draft> {
        write(ARTICLE, &self.typed(session)?)
    }

    /// Sends what is typed and no edit yet.
    pub(super) fn send_typed(&mut self, ctx: &mut ViewCtx<'_>) {
        let Some(Typed { article, title, publisher, published }) = self.typed(ctx.session) else {
            return;
        };
        let Some(article) = ctx.session.article(&article) else { return };
        let [title, publisher, published] =
            [title, publisher, published].map(|typed| typed.map(|typed| typed.trim().to_owned()));
        let fields = ArticleFields { title, publisher, published, ..ArticleFields::default() };
        self.send(ctx, &article, fields);
    }

    fn typed(&self, session: &Session) -> Option<Typed> {
        let (id, _) = self.shown.as_ref()?;
        let article = session.article(id)?;
        let differs = |now: &str, before: &str| (now.trim() != before).then(|| now.to_owned());
        let typed = Typed {
            article: id.clone(),
            title: differs(&self.title, article.title.trim()),
            publisher: differs(&self.publisher, article.publisher.trim()),
            published: differs(&self.published, &date_text(&article)),
        };
        let any = typed.title.is_some() || typed.publisher.is_some() || typed.published.is_some();
        any.then_some(typed)
    }

    /// Puts a draft back.
    pub(super) fn put_back(&mut self, session: &Session, draft: &Draft) -> PutBack {
        let Some(typed) = read::<Typed>(ARTICLE, draft) else { return PutBack::NotMine };
        let Some(article) = session.article(&typed.article) else { return PutBack::NotMine };
        self.follow(&article, session.revision());
        let fields = [
            (&mut self.title, typed.title),
            (&mut self.publisher, typed.publisher),
            (&mut self.published, typed.published),
        ];
        for (field, typed) in fields {
            if let Some(typed) = typed {
                *field = typed;
            }
        }
        match self.draft(session) {
            Some(_) => PutBack::Done(Focus::Nothing),
            None => PutBack::Unneeded,
        }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, outline: &Outline) {
        let article = &outline.article;
        self.follow(article, ctx.session.revision());
        let mut fields = ArticleFields::default();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(GAP, TIGHT);
            let publisher = seamless(ui, "Publisher", &mut self.publisher, "publisher", 120.0);
            let publisher = match ctx.session.basis(&article.id, Detail::Publisher) {
                Some(basis) => publisher.on_hover_text(format!("Publisher: {}", basis.label())),
                None => publisher.on_hover_text("Publisher: not known"),
            };
            if finished(ui, &publisher) && self.publisher.trim() != article.publisher {
                fields.publisher = Some(self.publisher.trim().to_owned());
            }
            ui.label(theme::muted(ui, icon::CALENDAR_BLANK.to_string())).accessible_name("");
            let date = seamless(ui, "Publication date", &mut self.published, "no date", 92.0);
            if finished(ui, &date) && self.published.trim() != date_text(article) {
                fields.published = Some(self.published.trim().to_owned());
            }
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
                    fields.status = Some(status);
                }
            });
            let claims = ctx.session.derived().claims_in(&article.id).len();
            let words = match claims {
                0 => "no claim yet".to_owned(),
                1 => "1 claim".to_owned(),
                n => format!("{n} claims"),
            };
            ui.label(theme::caption(ui, words));
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
            let title = seamless(ui, "Title", &mut self.title, "no title: type one", f32::INFINITY);
            if finished(ui, &title) && self.title.trim() != article.title {
                fields.title = Some(self.title.trim().to_owned());
            }
        }
        if let Some(error) = &self.error {
            ui.colored_label(tokens(ui).error.text, error);
        }
        if fields != ArticleFields::default() {
            self.send(ctx, article, fields);
        }
    }

    fn send(&mut self, ctx: &mut ViewCtx<'_>, article: &Article, fields: ArticleFields) {
        self.error = None;
        if let Some(date) = &fields.published
            && !date.is_empty()
            && let Err(error) = crate::calendar::read(date, None)
        {
            self.error = Some(error.to_string());
            return;
        }
        let article = article.id.as_str().to_owned();
        ctx.edit(Command::SetArticle(SetArticle { article, fields }));
    }

    fn follow(&mut self, article: &Article, revision: u64) {
        let now = Some((article.id.clone(), revision));
        if self.shown != now {
            self.shown = now;
            self.title.clone_from(&article.title);
            self.publisher.clone_from(&article.publisher);
            self.published = date_text(article);
            self.error = None;
        }
    }
}

/// Says how much of the file could not be read.
fn lost(ui: &mut Ui, ctx: &mut ViewCtx<'_>, article: &ArticleId) {
    let lost = ctx.session.read_as(article).map_or(0, |read| read.replaced);
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
        let edit = TextEdit::singleline(text).id(id).hint_text(hint).desired_width(width);
        ui.add(edit).accessible_name(name)
    })
    .inner
}

/// Whether an entry is meant: Enter, or the keyboard went elsewhere.
fn finished(ui: &Ui, response: &Response) -> bool {
    response.lost_focus() && !ui.input(|i| i.key_pressed(Key::Escape))
}
