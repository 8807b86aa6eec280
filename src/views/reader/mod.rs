//! The reader panel: an article's header and text with its highlights, and what stands in its
//! margin.

mod find;
mod folds;
mod found;
mod header;
mod hints;
mod marks;
mod menu;
pub mod text_view;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{Frame, Id, Margin, Ui};
use smol_str::SmolStr;

use self::find::FindBar;
use self::folds::Folds;
use self::found::FoundHere;
use self::header::Header;
pub use self::header::day_in_field;
use self::hints::Hints;
use self::marks::MarksShown;
use self::text_view::{Body, Style, TextView};
use super::annotate::AnnotatePanel;
use super::command::UiCommand;
use super::desk::Focus;
use super::{Action, Desk, PutBack, ViewCtx};
use crate::model::{ArticleId, HighlightId};
use crate::persist::Draft;
use crate::session::{Outline, ReadAhead, RowState, Session};
use crate::text::TextRange;
use crate::ui::icon;
use crate::ui::theme::{self, tokens};
use crate::ui::widgets::{ActionButton, Banner, EmptyState, Severity};

/// How long a first line can be and still be shown as a headline.
const LONGEST_HEADLINE: usize = 240;

/// The panel.
#[derive(Default)]
pub struct ReaderPanel {
    view: TextView,
    /// The text that `view` shows, and the number by which it knows it.
    shown: Option<(ArticleId, Arc<str>, u64)>,
    /// Words to be shown once their article is.
    wanted: Option<Wanted>,
    /// By what the text has the keyboard.
    text_id: Option<Id>,
    /// Where the caret was in the last frame, and in which text.
    caret: (u64, usize),
    find: FindBar,
    /// Where the search has found something in this text.
    found: FoundHere,
    header: Header,
    hints: Hints,
    marks: MarksShown,
    folds: Folds,
    /// The keyboard goes to the text in the next frame.
    grab: bool,
}

/// Words to be shown.
struct Wanted {
    article: ArticleId,
    words: Range<usize>,
    /// Whether they are selected as well; else the caret goes before them.
    select: bool,
}

impl ReaderPanel {
    /// Shows words of an article, selected, as soon as the article is shown.
    pub fn reveal(&mut self, article: ArticleId, words: Range<usize>) {
        self.wanted = Some(Wanted { article, words, select: true });
        self.grab = true;
    }

    /// Shows words of an article with the caret before them, as soon as the article is shown.
    pub fn show_words(&mut self, article: ArticleId, words: Range<usize>) {
        self.wanted = Some(Wanted { article, words, select: false });
        self.grab = true;
    }

    /// The byte that the reading caret stands before.
    pub fn caret(&self) -> usize {
        self.view.caret()
    }

    /// Whether the article's text is what has this id.
    pub fn is_text(&self, id: Id) -> bool {
        self.text_id == Some(id)
    }

    /// Selects nothing.
    pub fn clear_selection(&mut self) {
        self.view.clear_selection();
    }

    /// What is typed of articles' titles, publishers and dates and no edit yet.
    pub fn drafts(&self, session: &Session) -> Vec<Draft> {
        self.header.drafts(session)
    }

    /// Puts a draft back into its field.
    pub fn put_back(&mut self, session: &Session, draft: &Draft) -> PutBack {
        self.header.put_back(session, draft)
    }

    /// Sends what is typed of the article's title, publisher and date.
    pub fn send(&mut self, ctx: &mut ViewCtx<'_>) {
        self.header.send_typed(ctx);
    }

    /// Gives the keyboard to the text.
    pub fn focus(&mut self) {
        self.grab = true;
    }

    /// The keyboard stays where it is.
    pub fn leave_keyboard(&mut self) {
        self.grab = false;
    }

    /// By which the text has the keyboard, once it was drawn.
    pub fn text_id(&self) -> Option<Id> {
        self.text_id
    }

    /// Opens the find bar.
    pub fn open_find(&mut self) {
        self.find.open();
    }

    /// Goes to the next or previous hit.
    pub fn find_step(&mut self, forward: bool) {
        self.find.step(forward);
    }

    /// The highlight after, or before, the caret: the first one after the last.
    pub fn neighbour(&self, session: &Session, desk: &Desk, forward: bool) -> Option<HighlightId> {
        let outline = session.outline(desk.article.as_ref()?).ok()?;
        let at = desk.selection.map_or(self.view.caret(), |s| s.start());
        let marks = &outline.marks;
        let found = if forward {
            marks.iter().find(|m| m.range.start > at).or(marks.first())
        } else {
            marks.iter().rev().find(|m| m.range.start < at).or(marks.last())
        };
        found.map(|m| m.highlight.clone())
    }

    /// Folds or unfolds the run of paragraphs that the caret is in. False where it is in none.
    pub fn toggle_fold(&mut self) -> bool {
        self.folds.toggle_at(self.view.caret())
    }

    /// All runs of paragraphs are folded, or not, as they usually are.
    pub fn reset_folds(&mut self) {
        self.folds.forget();
    }

    /// The rectangles that words covered in the last frame, for tests that drag over them.
    pub fn rects_of(&self, words: &Range<usize>) -> Vec<eframe::egui::Rect> {
        self.view.rects_of(words)
    }

    /// Where a byte of the text was in the last frame, for tests that drag over words.
    pub fn pos_of_byte(&self, byte: usize) -> Option<eframe::egui::Pos2> {
        self.view.pos_of_byte(byte)
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, annotate: &AnnotatePanel) {
        let Some(article) = ctx.desk.article.clone() else {
            no_article(ui, ctx);
            return;
        };
        let outline = match ctx.session.outline(&article) {
            Ok(outline) if outline.text.trim().is_empty() => {
                unreadable(ui, ctx, &article, "It is empty: there is no word in it.");
                return;
            }
            Ok(outline) => outline,
            Err(_) if ctx.session.is_being_read(&article) => {
                being_read(ui, ctx, &article);
                return;
            }
            Err(why) => {
                unreadable(ui, ctx, &article, &why);
                return;
            }
        };
        Frame::new().inner_margin(Margin { left: 16, right: 16, top: 10, bottom: 6 }).show(
            ui,
            |ui| {
                self.header.show(ui, ctx, &outline);
                self.hints.show(ui, ctx, &outline);
                lost(ui, ctx, &outline);
            },
        );
        let t = tokens(ui);
        let line = ui.available_rect_before_wrap();
        ui.painter().hline(line.x_range(), line.top(), (1.0, t.hairline));
        ui.add_space(1.0);
        if self.find.show(ui, &outline.text) {
            // The hit stays selected, and the keys are the text's.
            self.grab = true;
        }
        self.text(ui, ctx, annotate, &article, &outline);
    }

    fn text(
        &mut self,
        ui: &mut Ui,
        ctx: &mut ViewCtx<'_>,
        annotate: &AnnotatePanel,
        article: &ArticleId,
        outline: &Arc<Outline>,
    ) {
        let key = self.key(article, &outline.text);
        if let Some(hit) = self.find.take_jump() {
            // A hit is new ground: what was looked at before is not meant by the next key.
            ctx.push(Action::Focus(Focus::Nothing));
            self.view.select(hit.clone());
            self.view.scroll_to(hit);
        }
        let led = self.wanted.as_ref().is_some_and(|wanted| wanted.article == *article);
        if led && let Some(Wanted { words, select, .. }) = self.wanted.take() {
            // They may have been asked for before the text was there.
            let words = outline.text.get(words.clone()).map_or(0..0, |_| words);
            self.folds.show(&words);
            self.view.select(if select { words.clone() } else { words.start..words.start });
            self.view.scroll_to(words);
        }
        let id = TextView::id(ui);
        self.text_id = Some(id);
        if std::mem::take(&mut self.grab) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let t = tokens(ui);
        let draft = annotate.draft_words().filter(|(id, _)| *id == article).map(|(_, r)| r);
        let ahead = ctx.prefs.suggestions.then(|| ctx.session.read_ahead(article)).flatten();
        let marks = self.marks.of(outline, ahead.as_ref(), ctx, draft, t);
        let dim = |n: usize| {
            let kind = outline.block(n)?.kind;
            (!kind.is_report()).then(|| kind.label())
        };
        let project = ctx.session.project();
        let finds = if self.find.is_open() {
            self.find.hits()
        } else {
            self.found.of(ctx.session.found(), &outline.text)
        };
        let folds = self.folds.of(outline, marks, finds, ctx.prefs.fold);
        let why = |n: usize| {
            let block = outline.block(n).filter(|block| !block.kind.is_report());
            block.map(|b| format!("{}: {}", b.kind.label(), b.why.words())).unwrap_or_default()
        };
        // Words that are being taken up need no word more: it would lie over the form.
        let taken = [draft, ctx.desk.selection];
        let tip = |id| {
            let range = marks.iter().find(|mark| mark.id == id).map(|mark| &mark.range);
            let meets = |taken: &TextRange| {
                range.is_some_and(|r| r.start < taken.end() && taken.start() < r.end)
            };
            if taken.iter().flatten().any(meets) {
                return SmolStr::default();
            }
            marks::tip(outline, ahead.as_deref(), project, id)
        };
        let body = Body {
            key,
            text: &outline.text,
            paragraphs: &outline.paragraphs,
            marks,
            finds,
            current_find: self.find.current(),
            dim: &dim,
            why: &why,
            folds,
            tip: &tip,
            headline: has_headline(outline),
        };
        let style = style(ui, ctx.prefs.text_size);
        let out = self.view.show(ui, &body, &style);
        if out.selection_changed {
            let range = out.selection.clone().and_then(|r| TextRange::new(&outline.text, r));
            ctx.push(Action::Select(range));
        }
        let under = out.hovered_margin.or_else(|| out.hovered_marks.last().copied());
        let ahead = ahead.as_deref();
        if let Some(focus) = under.and_then(|id| marks::focus_of(outline, ahead, id)) {
            ctx.push(Action::Hover(Some(focus)));
        }
        let clicked = out.clicked_margin.map(|id| vec![id]).or(out.clicked_marks);
        if let Some(ids) = clicked
            && let Some(focus) = next_focus(outline, ahead, &ids, &ctx.desk.focus)
        {
            ctx.push(Action::Focus(focus));
        } else if self.caret != (key, out.caret) && !led {
            // The keys have moved the caret: what it has come to stand in shows its card.
            let reached = out.caret_marks.iter().rev().find(|id| marks::is_suggestion(**id));
            if let Some(focus) = reached.and_then(|id| marks::focus_of(outline, ahead, *id))
                && out.selection.is_none()
                && self.caret.0 == key
            {
                ctx.push(Action::Focus(focus));
            }
        }
        self.caret = (key, out.caret);
        if let Some(first) = out.toggled_fold {
            self.folds.toggle(first);
            ui.ctx().request_repaint();
        }
        let caret = out.caret;
        out.response.context_menu(|ui| menu::show(ui, ctx, outline, caret));
    }

    /// The number by which the text view knows this text.
    fn key(&mut self, article: &ArticleId, text: &Arc<str>) -> u64 {
        if let Some((id, shown, key)) = &self.shown
            && id == article
            && Arc::ptr_eq(shown, text)
        {
            return *key;
        }
        let mut hasher = DefaultHasher::new();
        article.hash(&mut hasher);
        text.hash(&mut hasher);
        let key = hasher.finish();
        self.shown = Some((article.clone(), Arc::clone(text), key));
        key
    }
}

/// What a click on marked words puts into focus: the shortest highlight under the pointer, and with
/// each further click the next one, so that overlapping highlights are all reached.
fn next_focus(
    outline: &Outline,
    ahead: Option<&ReadAhead>,
    ids: &[u64],
    now: &Focus,
) -> Option<Focus> {
    let mut found: Vec<(usize, Focus)> = ids
        .iter()
        .filter_map(|id| {
            let len = marks::length_of(outline, ahead, *id)?;
            Some((len, marks::focus_of(outline, ahead, *id)?))
        })
        .collect();
    found.sort_by_key(|(len, _)| *len);
    let at = found.iter().position(|(_, focus)| focus == now);
    let next = at.map_or(0, |at| (at + 1) % found.len());
    found.get(next).map(|(_, focus)| focus.clone())
}

fn has_headline(outline: &Outline) -> bool {
    let first = outline.paragraphs.first().and_then(|p| p.range.slice(&outline.text));
    first.is_some_and(|first| {
        let first = first.trim();
        !first.is_empty()
            && first.len() <= LONGEST_HEADLINE
            && first == outline.article.title.trim()
    })
}

fn style(ui: &Ui, size: f32) -> Style {
    let t = tokens(ui);
    Style {
        text: t.text,
        dimmed: t.dimmed,
        selection: t.selection,
        find: t.tint_strong(t.warning.text),
        find_current: t.tint_strong(t.accent),
        hairline: t.hairline,
        caption: t.muted,
        tag: t.panel,
        focus: t.focus,
        font: theme::serif(size, false),
        headline: theme::serif((size * 1.45).round(), true),
        small: eframe::egui::FontId::proportional(11.0),
        fold: eframe::egui::FontId::proportional(13.0),
        line_height: 1.5,
        column_chars: 72.0,
        margin: 150.0,
    }
}

fn no_article(ui: &mut Ui, ctx: &mut ViewCtx<'_>) {
    let has_articles = !ctx.session.rows().is_empty();
    let (sentence, word, command) = if has_articles {
        (
            "Choose an article in the Library, or press J for the next one.",
            "Next article",
            UiCommand::NextArticle,
        )
    } else {
        (
            "Open a folder of articles to begin, or drop one here.",
            "Open folder…",
            UiCommand::OpenFolder,
        )
    };
    let action = ActionButton::new(word).primary().shortcut(command.entry().shortcut);
    if EmptyState::new(icon::BOOK_OPEN, sentence).action(action).show(ui) {
        ctx.ui(command);
    }
}

fn being_read(ui: &mut Ui, ctx: &ViewCtx<'_>, article: &ArticleId) {
    let title = ctx.session.row(article).map_or("", |row| row.title.as_str());
    let what = format!("Reading “{title}”…");
    EmptyState::new(icon::HOURGLASS, &what).show(ui);
}

fn unreadable(ui: &mut Ui, ctx: &mut ViewCtx<'_>, article: &ArticleId, why: &str) {
    let row = ctx.session.row(article);
    let title = row.map_or("", |row| row.title.as_str());
    let gone = row.filter(|row| matches!(row.state, RowState::Missing { .. }));
    let folder = gone.and_then(|row| ctx.session.library().folder(&row.folder));
    ui.add_space(16.0);
    Frame::new().inner_margin(Margin::symmetric(24, 0)).show(ui, |ui| {
        let what = format!("“{title}” cannot be shown");
        if let Some(row) = gone {
            let path = &*row.path;
            let place = folder.map_or_else(|| path.into(), |folder| folder.root.join(path));
            let detail = format!("There is no file at {}.", place.display());
            let folder = folder.map(|folder| folder.id.clone());
            let banner = Banner::new(Severity::Error, &what).detail(&detail);
            let banner = banner.action("Read folders again");
            let banner = if folder.is_some() { banner.action("Locate…") } else { banner };
            match (banner.show(ui), folder) {
                (Some(1), Some(folder)) => ctx.push(Action::LocateFolder(folder)),
                (Some(_), _) => ctx.ui(UiCommand::RescanFolders),
                (None, _) => {}
            }
            return;
        }
        let banner = Banner::new(Severity::Error, &what).detail(why).action("Read folders again");
        if banner.show(ui).is_some() {
            ctx.ui(UiCommand::RescanFolders);
        }
        ui.add_space(8.0);
        let entry = UiCommand::ReadingOfFile.entry();
        let other = ActionButton::new(entry.text).shortcut(entry.shortcut).tooltip(entry.tip);
        if ui.add(other).clicked() {
            ctx.ui(UiCommand::ReadingOfFile);
        }
    });
}

/// Highlights whose words are not in the text any more: listed, never guessed.
fn lost(ui: &mut Ui, ctx: &mut ViewCtx<'_>, outline: &Outline) {
    if outline.lost.is_empty() {
        return;
    }
    let what = match outline.lost.len() {
        1 => "1 highlight is not in this text any more".to_owned(),
        n => format!("{n} highlights are not in this text any more"),
    };
    let quotes: Vec<String> = outline.lost.iter().map(|h| format!("“{}”", h.exact)).collect();
    let detail = format!(
        "The article has changed since they were marked. Mark the words anew or remove the claims: {}",
        quotes.join(" · ")
    );
    let banner = Banner::new(Severity::Warning, &what).detail(&detail).action("Show claim");
    if banner.show(ui).is_some() {
        let claims = outline.lost.iter().flat_map(|h| ctx.session.derived().claims_on(&h.id));
        if let Some(claim) = claims.map(|c| c.id.clone()).next() {
            ctx.push(Action::Focus(Focus::Claim(claim)));
        }
    }
}
