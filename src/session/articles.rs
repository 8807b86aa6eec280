//! Articles as a session sees them: those of the folders and those that the project holds, in one
//! list, with their texts.

use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;

use super::Session;
use crate::analysis::Derived;
use crate::corpus::{Card, Library, LibraryArticle, State, Texts, to_model};
use crate::edit::Articles;
use crate::model::{Article, ArticleId, CodingStatus, Highlight, Published};

/// The lines of the Library. After an edit the lines that it does not touch are the same in memory.
pub type Rows = Arc<[Arc<ArticleRow>]>;

/// A line of the Library: the [`Card`] of an article, as the project holds it or else as its folder
/// has it, and what has been done with it.
#[derive(Clone, PartialEq, Debug)]
pub struct ArticleRow {
    pub(super) known: KnownAs,
    /// How far its coding has come.
    pub status: CodingStatus,
    /// How many claims stand on it.
    pub claims: usize,
    /// How many suggested claims wait in it; none while it has not been read ahead.
    pub unreviewed: Option<usize>,
    /// How far the file is known.
    pub state: RowState,
}

/// How an article is known. What stands in a library is held there and here at once.
#[derive(Clone, Debug)]
pub(super) enum KnownAs {
    /// As its folder has it.
    Listed(Arc<LibraryArticle>),
    /// As the project holds it.
    Held(Arc<Held>),
}

/// An article as the project holds it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Held {
    pub(super) card: Card,
    pub(super) published: Option<Published>,
    /// As its folder has it, where one does.
    pub(super) listed: Option<Arc<LibraryArticle>>,
}

impl PartialEq for KnownAs {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Listed(one), Self::Listed(other)) => Arc::ptr_eq(one, other) || one == other,
            (Self::Held(one), Self::Held(other)) => Arc::ptr_eq(one, other) || one == other,
            (Self::Listed(_), Self::Held(_)) | (Self::Held(_), Self::Listed(_)) => false,
        }
    }
}

impl Deref for ArticleRow {
    type Target = Card;

    fn deref(&self) -> &Card {
        match &self.known {
            KnownAs::Listed(listed) => listed,
            KnownAs::Held(held) => &held.card,
        }
    }
}

/// How far a listed article's file is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RowState {
    /// It can be read.
    Ready,
    /// It cannot be read, for this reason.
    Unreadable(String),
    /// The file is gone; where the project kept its text, it can still be read.
    Missing {
        /// Whether the project kept the text.
        kept: bool,
    },
    /// Its text has changed since it was read.
    Changed,
}

impl ArticleRow {
    /// The same, with all that it says as an older line did held once: until nobody looks at the
    /// older lines any more there are two of each.
    pub(super) fn sharing(mut self, older: &Self) -> Self {
        if self.known == older.known {
            self.known = older.known.clone();
        }
        self
    }

    /// When it was published, and how that is known.
    pub fn published(&self) -> Option<Published> {
        match &self.known {
            KnownAs::Listed(listed) => listed.published(),
            KnownAs::Held(held) => held.published.clone(),
        }
    }

    /// The day of publication.
    pub fn published_on(&self) -> Option<Date> {
        match &self.known {
            KnownAs::Listed(listed) => listed.published_on(),
            KnownAs::Held(held) => held.published.as_ref().map(|published| published.date),
        }
    }

    /// What the line does not show of the article's file, where a folder has it.
    pub(super) fn file(&self) -> Option<&LibraryArticle> {
        match &self.known {
            KnownAs::Listed(listed) => Some(listed),
            KnownAs::Held(held) => held.listed.as_deref(),
        }
    }

    /// What it shows, as if the project held it otherwise.
    #[cfg(test)]
    pub(crate) fn card_mut(&mut self) -> &mut Card {
        let (card, published) = (Card::clone(self), self.published());
        let held = Arc::new(Held { card, published, listed: None });
        self.known = match &self.known {
            KnownAs::Listed(_) => KnownAs::Held(held),
            KnownAs::Held(held) => KnownAs::Held(Arc::clone(held)),
        };
        let KnownAs::Held(held) = &mut self.known else { unreachable!() };
        &mut Arc::make_mut(held).card
    }

    /// Whether there is a text that can be read, and so coded.
    pub fn is_readable(&self) -> bool {
        match self.state {
            RowState::Ready | RowState::Changed | RowState::Missing { kept: true } => true,
            RowState::Unreadable(_) | RowState::Missing { kept: false } => false,
        }
    }

    /// Whether it counts among the articles of its status: what nobody can read is none that is to
    /// be coded, but once it is set to coded or irrelevant it stays so.
    pub fn counts(&self) -> bool {
        self.is_readable() || self.is_done()
    }

    /// Whether nothing is left to be coded in it.
    pub fn is_done(&self) -> bool {
        matches!(self.status, CodingStatus::Coded | CodingStatus::Irrelevant)
    }
}

/// What planning may look up: the project's articles and those of the folders.
pub(super) struct Shelf<'a> {
    pub(super) library: &'a Library,
    pub(super) texts: &'a Texts,
    /// What is derived from the project that is planned on.
    pub(super) derived: Option<&'a Derived>,
}

impl Articles for Shelf<'_> {
    fn article(&self, reference: &str) -> Option<Arc<Article>> {
        self.library.find(reference).map(|article| Arc::new(to_model(article)))
    }

    fn text(&self, article: &ArticleId) -> Option<Arc<str>> {
        self.texts.text(self.library, article).ok()
    }

    fn highlights(&self, article: &ArticleId) -> Option<&[Arc<Highlight>]> {
        Some(self.derived?.highlights_in(article))
    }
}

impl Session {
    /// What planning may look up.
    pub(super) fn shelf(&self) -> Shelf<'_> {
        let derived = (self.derived_at == self.revision).then_some(&*self.derived);
        Shelf { library: &self.library, texts: &self.texts, derived }
    }

    /// All articles: those of the folders in order of folder and path, then those that only the
    /// project knows.
    pub fn rows(&self) -> &Rows {
        &self.rows.list
    }

    /// The line of an article.
    pub fn row(&self, id: &ArticleId) -> Option<&ArticleRow> {
        self.rows.list.get(*self.rows.places.get(id)?).map(|row| &**row)
    }

    /// An article: as the project holds it, else as its folder has it.
    pub fn article(&self, id: &ArticleId) -> Option<Arc<Article>> {
        let held = self.project.articles.get(id).cloned();
        held.or_else(|| self.library.article(id).map(|a| Arc::new(to_model(a))))
    }

    /// As [`text`](Self::text), however long that takes.
    pub fn text_now(&self, id: &ArticleId) -> Result<Arc<str>, String> {
        if let Some(text) = self.project.articles.get(id).and_then(|a| a.text.clone()) {
            return Ok(text);
        }
        self.texts.text(&self.library, id).map_err(|error| {
            // What the folder's walk saw says more than that the file cannot be opened.
            let listed = self.library.article(id).map(|listed| &listed.state);
            if let Some(State::Unreadable(reason)) = listed {
                return reason.clone();
            }
            error.to_string()
        })
    }

    /// How many articles are done, and how many there are that are done or can be coded.
    pub fn coded(&self) -> (usize, usize) {
        (self.rows.done, self.rows.counted)
    }
}
