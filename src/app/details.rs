//! What is known of an article besides its text, as a sheet: each field with where it comes from.
//!
//! *Invariants*: what is typed stays in its field until it is an edit; a date that is none keeps the
//! sheet open.

use std::sync::Arc;

use eframe::egui::{Align, Id, Label, Layout, ScrollArea, Ui, vec2};

use serde::{Deserialize, Serialize};

use super::sheets::scrolled;
use super::window::App;
use crate::edit::{ArticleFields, Command, SetArticle};
use crate::model::{Article, ArticleId, Vocabulary as _};
use crate::persist::Draft;
use crate::session::{Detail, Session};
use crate::ui::theme::{self, CONTROL_HEIGHT, GAP, TIGHT};
use crate::ui::widgets::{Field, Tag, Tone, hairline, one_line};
use crate::views::drafts;
use crate::views::reader::day_in_field;

/// Width of the column that says where a field comes from.
const BASIS: f32 = 92.0;

/// The sheet, with what is half typed.
pub(super) struct DetailsSheet {
    article: ArticleId,
    /// What the project says, by which the fields were filled.
    known: Vec<String>,
    texts: Vec<String>,
    /// The keyboard was in the field of the date in the last frame.
    at_date: bool,
}

const DETAILS: &str = "article details";

/// What is half typed, by the labels of the fields.
#[derive(Serialize, Deserialize)]
struct Typed {
    article: ArticleId,
    texts: Vec<(String, String)>,
}

impl DetailsSheet {
    /// What is typed and no edit yet.
    pub(super) fn draft(&self, session: &Session) -> Option<Draft> {
        let article = session.article(&self.article)?;
        let texts: Vec<_> = Detail::ALL
            .into_iter()
            .zip(&self.texts)
            .filter(|(detail, text)| text.trim() != detail.of(&article).trim())
            .map(|(detail, text)| (detail.label().to_owned(), text.clone()))
            .collect();
        let typed = Typed { article: self.article.clone(), texts };
        (!typed.texts.is_empty()).then(|| drafts::write(DETAILS, &typed)).flatten()
    }

    /// What is typed as a change, for when the sheet is closed, but for a date that is none.
    pub(super) fn unsent(&self, session: &Session) -> Option<Command> {
        let article = session.article(&self.article)?;
        let mut fields = ArticleFields::default();
        for (detail, text) in Detail::ALL.into_iter().zip(&self.texts) {
            if text.trim() != detail.of(&article).trim() && fault(detail, text).is_none() {
                set(&mut fields, detail, text.trim().to_owned());
            }
        }
        let article = self.article.as_str().to_owned();
        (fields != ArticleFields::default())
            .then_some(Command::SetArticle(SetArticle { article, fields }))
    }

    /// Why what is typed as the date cannot be it.
    pub(super) fn fault(&self, session: &Session) -> Option<String> {
        let article = session.article(&self.article)?;
        let mut typed = Detail::ALL.into_iter().zip(&self.texts);
        typed.find_map(|(detail, text)| {
            (text.trim() != detail.of(&article).trim()).then(|| fault(detail, text)).flatten()
        })
    }

    /// The sheet with a draft in it; none where the draft is of another form, or the article is not
    /// there yet.
    pub(super) fn put_back(session: &Session, draft: &Draft) -> Option<Self> {
        let typed = drafts::read::<Typed>(DETAILS, draft)?;
        let article = session.article(&typed.article)?;
        let text = |detail: Detail| {
            let typed = typed.texts.iter().find(|(label, _)| label == detail.label());
            typed.map_or_else(|| detail.of(&article), |(_, text)| text.clone())
        };
        let texts = Detail::ALL.into_iter().map(text).collect();
        let known = Detail::ALL.iter().map(|detail| detail.of(&article)).collect();
        Some(Self { known, texts, ..Self::new(typed.article) })
    }

    pub(super) fn new(article: ArticleId) -> Self {
        Self { article, known: Vec::new(), texts: Vec::new(), at_date: false }
    }

    /// Draws it and gives the change that the user has made.
    pub(super) fn show(&mut self, ui: &mut Ui, height: f32, session: &Session) -> Option<Command> {
        ui.label(theme::heading("Article details"));
        let article = session.article(&self.article)?;
        ui.add(Label::new(theme::caption(ui, article.path.as_str())).truncate());
        ui.add_space(GAP);
        self.follow(&article);
        let wrong = self.fault(session).filter(|_| !self.at_date);
        let wrong = wrong.map(|why| format!("The date was not changed: {why}"));
        let mut change = None;
        scrolled(ScrollArea::vertical(), height - 40.0).show(ui, |ui| {
            for (nth, detail) in Detail::ALL.into_iter().enumerate() {
                let Some(text) = self.texts.get_mut(nth) else { continue };
                let wrong = wrong.as_deref().filter(|_| detail == Detail::Published);
                let (entered, has_keyboard) = field(ui, session, &article, detail, text, wrong);
                if detail == Detail::Published {
                    self.at_date = has_keyboard;
                }
                if entered && fault(detail, text).is_none() {
                    change = Some((detail, text.trim().to_owned()));
                }
            }
            tags(ui, &article);
        });
        let (detail, text) = change?;
        if detail == Detail::Published
            && let Some(day) = day_in_field(&text)
            && let Some(nth) = Detail::ALL.into_iter().position(|other| other == detail)
            && let Some(field) = self.texts.get_mut(nth)
        {
            *field = day;
        }
        let mut fields = ArticleFields::default();
        set(&mut fields, detail, text);
        let article = self.article.as_str().to_owned();
        Some(Command::SetArticle(SetArticle { article, fields }))
    }

    /// Fills the fields, or takes in those that the project says otherwise now.
    fn follow(&mut self, article: &Article) {
        let now: Vec<String> = Detail::ALL.iter().map(|detail| detail.of(article)).collect();
        if self.texts.len() == now.len() {
            let fields = self.texts.iter_mut().zip(&now).zip(&self.known);
            for ((text, now), _) in fields.filter(|((_, now), known)| now != known) {
                text.clone_from(now);
            }
        } else {
            self.texts.clone_from(&now);
        }
        self.known = now;
    }
}

/// Why a text cannot stand in a field.
fn fault(detail: Detail, text: &str) -> Option<String> {
    let text = text.trim();
    if detail != Detail::Published || text.is_empty() {
        return None;
    }
    crate::calendar::read(text, None).err().map(|error| error.to_string())
}

/// A field, with where its content comes from: whether another entry is meant, and whether it has the
/// keyboard.
fn field(
    ui: &mut Ui,
    session: &Session,
    article: &Arc<Article>,
    detail: Detail,
    text: &mut String,
    wrong: Option<&str>,
) -> (bool, bool) {
    let response = Field::new(detail.label()).error(wrong).show(ui, |ui, label| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let width = (ui.available_width() - BASIS - GAP).max(80.0);
            // What stands beneath another field does not take the keyboard from this one.
            let id = Id::unique(("article details", detail.label()));
            let edit = one_line(ui, id, text);
            let edit = edit.hint_text(hint(detail)).desired_width(width);
            let response = ui.add(edit).labelled_by(label);
            let size = vec2(BASIS, CONTROL_HEIGHT);
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                match session.basis(&article.id, detail) {
                    Some(basis) => {
                        ui.add(Tag::new(basis.label())).on_hover_text(told(basis.label()));
                    }
                    None if detail == Detail::Published => {
                        ui.add(Tag::new("undated").tone(Tone::Attention));
                    }
                    None => {}
                }
            });
            response
        })
        .inner
    });
    let left = response.lost_focus();
    let escaped = ui.input(|input| input.key_pressed(eframe::egui::Key::Escape));
    (left && !escaped && text.trim() != detail.of(article).trim(), response.has_focus())
}

fn hint(detail: Detail) -> &'static str {
    match detail {
        Detail::Title | Detail::Publisher | Detail::Author | Detail::Url => "not known",
        Detail::Published => "not known; a day, such as 2024-03-20",
        Detail::Language => "not known; such as en, fr, ar",
        Detail::Wire => "none; such as AFP, Reuters",
        Detail::Note => "none",
    }
}

/// A basis in a sentence.
fn told(basis: &str) -> &'static str {
    match basis {
        "metadata" => "As metadata.csv or the sidecar of the file has it",
        "declared" => "As the file says of itself",
        "dateline" => "From the dateline in the text",
        "set by hand" => "Set by an analyst in this project",
        _ => "Worked out by the program: from the first line, the address or the file’s name",
    }
}

fn set(fields: &mut ArticleFields, detail: Detail, text: String) {
    match detail {
        Detail::Title => fields.title = Some(text),
        Detail::Publisher => fields.publisher = Some(text),
        Detail::Published => fields.published = Some(text),
        Detail::Author => fields.author = Some(text),
        Detail::Url => fields.url = Some(text),
        Detail::Language => fields.language = Some(text.into()),
        Detail::Wire => fields.wire = Some(text),
        Detail::Note => fields.note = Some(text),
    }
}

/// What else the metadata says.
fn tags(ui: &mut Ui, article: &Article) {
    if article.tags.is_empty() {
        return;
    }
    ui.add_space(GAP);
    ui.label(theme::strong("Other metadata"));
    hairline(ui);
    ui.add_space(TIGHT);
    for (name, value) in &article.tags {
        Field::new(name).show(ui, |ui, _| {
            ui.add(Label::new(value.as_str()).wrap());
        });
    }
}

impl App {
    /// Opens the sheet for the article in the Reader.
    pub(super) fn open_details(&mut self) {
        if let Some(article) = self.shell.desk.article.clone() {
            let sheet = DetailsSheet::new(article);
            self.shell.sheet = Some(super::sheets::Sheet::Details(sheet));
        }
    }
}
