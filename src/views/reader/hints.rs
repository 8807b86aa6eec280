//! What an analyst should know of a text before reading it: that the file seems to hold several
//! articles, that only its beginning was read ahead, or that no font here has its letters.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{FontFamily, FontId, Ui};

use crate::import::{Markdown, PlainText, Reader as _, Separator, export_separator};
use crate::model::ArticleId;
use crate::session::Outline;
use crate::suggest::MOST_READ;
use crate::ui::fonts::SERIF;
use crate::ui::widgets::{Banner, Severity};
use crate::views::ViewCtx;
use crate::views::command::UiCommand;

/// So many different letters are tried.
const MOST_LETTERS: usize = 64;

/// In so many bytes of a text letters are looked for.
const SEARCHED: usize = 1 << 16;

/// What is to be said of the text that is shown.
#[derive(Default)]
pub(super) struct Hints {
    /// Of which text, and whether it was known how its file is read: while a folder is read that comes
    /// later.
    of: Option<(ArticleId, Arc<str>, bool)>,
    export: Option<Separator>,
    /// Letters of the text beyond Latin ones, once each.
    letters: String,
    /// Articles of which nothing more is to be said.
    put_away: BTreeSet<ArticleId>,
}

impl Hints {
    /// Shows what there is to say.
    pub(super) fn show(&mut self, ui: &mut Ui, ctx: &mut ViewCtx<'_>, outline: &Outline) {
        let (article, text) = (&outline.article.id, &outline.text);
        let is_known = ctx.session.read_as(article).is_some();
        let is_of = |(id, of, was_known): &(ArticleId, Arc<str>, bool)| {
            id == article && Arc::ptr_eq(of, text) && *was_known == is_known
        };
        if !self.of.as_ref().is_some_and(is_of) {
            // Only a text as it stands in its file can be split.
            let whole = ctx.session.read_as(article).is_some_and(|read| {
                read.file.is_none()
                    && !read.set
                    && [PlainText.name(), Markdown.name()].contains(&read.reader)
            });
            self.export = whole.then(|| export_separator(text)).flatten();
            self.letters = letters(text);
            self.of = Some((article.clone(), Arc::clone(text), is_known));
        }
        if self.put_away.contains(article) {
            return;
        }
        if let Some(export) = &self.export {
            let what = format!("This file seems to hold {} articles", export.articles);
            let detail = format!("The line “{}” stands between them.", export.line);
            let banner = Banner::new(Severity::Info, &what).detail(&detail);
            match banner.action("Split it…").dismissable().show(ui) {
                Some(0) => ctx.ui(UiCommand::ReadingOfFile),
                Some(_) => drop(self.put_away.insert(article.clone())),
                None => {}
            }
            return;
        }
        if text.len() > MOST_READ {
            let what = "Suggestions end at the first 2 MB of this long text";
            let banner = Banner::new(Severity::Info, what).dismissable();
            if banner.show(ui).is_some() {
                self.put_away.insert(article.clone());
            }
            return;
        }
        let serif = FontId::new(14.0, FontFamily::Name(SERIF.into()));
        // Asked in each frame: the system's fonts come when a letter is first seen.
        if !self.letters.is_empty()
            && !ui.fonts_mut(|fonts| fonts.has_glyphs(&serif, &self.letters))
        {
            let what = "No font on this computer has some of the letters of this text";
            let detail = "They show as boxes. Its words are read, searched and exported as they \
                          are; with a font for its script installed (such as Noto) they can be \
                          seen after the next start.";
            let banner = Banner::new(Severity::Warning, what).detail(detail).dismissable();
            if banner.show(ui).is_some() {
                self.put_away.insert(article.clone());
            }
        }
    }
}

/// The first different letters of a text that a Latin font may lack.
fn letters(text: &str) -> String {
    let start = text.get(..text.floor_char_boundary(SEARCHED)).unwrap_or(text);
    let mut letters = BTreeSet::new();
    for c in start.chars().filter(|c| *c >= '\u{250}' && c.is_alphabetic()) {
        letters.insert(c);
        if letters.len() == MOST_LETTERS {
            break;
        }
    }
    letters.into_iter().collect()
}
