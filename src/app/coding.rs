//! How far the coding of articles has come, and going on to the next one.

use eframe::egui::Context;

use super::window::App;
use crate::edit::ArticleFields;
use crate::model::{ArticleId, CodingStatus, Vocabulary as _};
use crate::session::RowState;
use crate::ui::widgets::Toast;
use crate::views::Action;
use crate::views::library::{others_like, set_all};

/// Why an article cannot be coded: nobody can read it.
enum Unread {
    /// Its file cannot be read, for this reason.
    Unreadable(String),
    /// Its file is gone, and no copy was kept.
    Gone,
}

impl App {
    /// Goes to the next article of the coding queue.
    pub(super) fn next_in_queue(&mut self) {
        let now = self.shell.desk.article.clone();
        match self.shell.views.library.next_in_queue(&self.session, now.as_ref()) {
            Some(article) => self.open_article(article),
            None => self.shell.toasts.push(Toast::new("nothing in the list is left to be coded")),
        }
    }

    /// The articles that are chosen in the Library, where the one being read is of them; else that
    /// one alone: what was chosen before reading on is not what a key is pressed for.
    fn chosen_with_read(&self) -> Vec<ArticleId> {
        let read = self.shell.desk.article.clone();
        let chosen = self.shell.views.library.chosen();
        match &read {
            Some(read) if chosen.len() > 1 && chosen.contains(read) => chosen,
            None if chosen.len() > 1 => chosen,
            Some(_) | None => read.into_iter().collect(),
        }
    }

    pub(super) fn several_chosen(&self) -> bool {
        self.chosen_with_read().len() > 1
    }

    /// Sets the article being read to a status, with all that are chosen with it.
    pub(super) fn set_status_of_chosen(&mut self, status: &CodingStatus) {
        let articles = self.chosen_with_read();
        self.set_status(&articles, status);
    }

    /// Sets articles to a status. What nobody can read is not said to be coded, nor begun: one such
    /// article is refused with its reason; of several it is left out, and a message says so. True
    /// where any was set.
    pub(super) fn set_status(&mut self, articles: &[ArticleId], status: &CodingStatus) -> bool {
        let (mut able, mut unreadable, mut gone) = (Vec::new(), 0, 0);
        let mut last = None;
        for article in articles {
            match self.unread(article, status) {
                None => able.push(article.clone()),
                Some(why) => {
                    match why {
                        Unread::Unreadable(_) => unreadable += 1,
                        Unread::Gone => gone += 1,
                    }
                    last = Some((article, why));
                }
            }
        }
        let name = status.label().to_lowercase();
        if let ([_], Some((article, why))) = (articles, &last) {
            let why = match why {
                Unread::Unreadable(reason) => reason.as_str(),
                Unread::Gone => "its file is gone",
            };
            let title = self.session.row(article).map_or("", |row| row.title.as_str());
            let text = format!("“{title}” is not set to {name}: {why}");
            self.shell.toasts.push(Toast::new(text).bad());
            return false;
        }
        if last.is_some() {
            let all = articles.len();
            let done = match able.len() {
                0 => format!("None of {all} articles is set to {name}"),
                n => format!("{n} of {all} articles are set to {name}"),
            };
            let text = format!("{done}: {}", left_out(unreadable, gone));
            self.shell.toasts.push(Toast::new(text).bad());
        }
        if able.is_empty() {
            return false;
        }
        let folded = self.shell.views.library.folded_with(&self.session, &able);
        let fields = ArticleFields { status: Some(status.clone()), ..ArticleFields::default() };
        let set = self.edit(set_all(&able, &fields)).is_some();
        if set && folded > 0 {
            let text = match folded {
                1 => "1 article that is folded behind keeps its status".to_owned(),
                n => format!("{n} articles that are folded behind keep their status"),
            };
            self.shell.toasts.push(Toast::new(text));
        }
        set
    }

    /// One line of the Library for articles that are nearly the same, or a line for each.
    pub(super) fn fold_alike(&mut self) {
        let fold = !self.shell.prefs.fold_alike;
        self.shell.prefs.fold_alike = fold;
        let words = if fold {
            "Near-duplicates are folded"
        } else {
            "Near-duplicates stand on lines of their own"
        };
        self.shell.toasts.push(Toast::new(words));
    }

    /// Compares the article in the Reader with one that is nearly the same.
    pub(super) fn compare_alike(&mut self, ctx: &Context) {
        let Some(article) = self.shell.desk.article.clone() else { return };
        match others_like(self.session.likeness(), &article, None) {
            Some(other) => self.carry_out(ctx, Action::Compare(article, other)),
            None => self.shell.toasts.push(Toast::new("No other article is nearly the same")),
        }
    }

    /// Why an article cannot get a status that says that it was read.
    fn unread(&self, article: &ArticleId, status: &CodingStatus) -> Option<Unread> {
        if !matches!(status, CodingStatus::Coded | CodingStatus::InProgress) {
            return None;
        }
        match &self.session.row(article)?.state {
            RowState::Unreadable(reason) => Some(Unread::Unreadable(reason.clone())),
            RowState::Missing { kept: false } => Some(Unread::Gone),
            RowState::Ready | RowState::Missing { kept: true } | RowState::Changed => None,
        }
    }

    /// Goes to the next article of the list, having set the status of this one where asked.
    pub(super) fn next_article(&mut self, forward: bool, status: Option<&CodingStatus>) {
        let now = self.shell.desk.article.clone();
        // Looked for before: the filter may hold the article back once its status is another one.
        let next = self.shell.views.library.neighbour(&self.session, now.as_ref(), forward);
        if let (Some(article), Some(status)) = (now, status)
            && !self.set_status(&[article], status)
        {
            return;
        }
        match next {
            Some(article) => self.open_article(article),
            None => {
                let words =
                    if forward { "this is the last article" } else { "this is the first article" };
                self.shell.toasts.push(Toast::new(words));
            }
        }
    }
}

/// How many were left out, and why.
fn left_out(unreadable: usize, gone: usize) -> String {
    let parts = [
        (unreadable, "1 cannot be read".to_owned(), format!("{unreadable} cannot be read")),
        (gone, "the file of 1 is gone".to_owned(), format!("the files of {gone} are gone")),
    ];
    let parts = parts.into_iter().filter(|(count, ..)| *count > 0);
    let parts: Vec<String> =
        parts.map(|(count, one, many)| if count == 1 { one } else { many }).collect();
    parts.join(", ")
}
