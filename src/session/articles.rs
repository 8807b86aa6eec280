//! Articles as a session sees them: those of the folders and those that the project holds, in one
//! list, with their texts.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use smol_str::SmolStr;

use super::Session;
use crate::analysis::Derived;
use crate::corpus::{Library, LibraryArticle, State, Texts, to_model};
use crate::edit::Articles;
use crate::model::{Article, ArticleId, CodingStatus, FolderId, Highlight, Published};

/// The lines of the Library. After an edit the lines that it does not touch are the same in memory.
pub type Rows = Arc<[Arc<ArticleRow>]>;

/// A line of the Library.
#[derive(Clone, PartialEq, Debug)]
pub struct ArticleRow {
    /// The article.
    pub id: ArticleId,
    /// Its folder.
    pub folder: FolderId,
    /// Its path within the folder.
    pub path: Arc<str>,
    /// Headline, or the file's name.
    pub title: String,
    /// Outlet.
    pub publisher: String,
    /// BCP 47 language tag; empty where it is not known.
    pub language: SmolStr,
    /// When it was published, and how that is known.
    pub published: Option<Published>,
    /// How far its coding has come.
    pub status: CodingStatus,
    /// How many claims stand on it.
    pub claims: usize,
    /// How many suggested claims wait in it; none while it has not been read ahead.
    pub unreviewed: Option<usize>,
    /// How far the file is known.
    pub state: RowState,
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
    /// The day of publication.
    pub fn published_on(&self) -> Option<Date> {
        self.published.as_ref().map(|p| p.date)
    }

    /// Whether nothing is left to be coded in it.
    pub fn is_done(&self) -> bool {
        matches!(self.status, CodingStatus::Coded | CodingStatus::Irrelevant)
    }
}

/// The lines of the Library with what is asked of them often.
#[derive(Default)]
pub(super) struct Shown {
    list: Rows,
    /// Where each article stands.
    places: HashMap<ArticleId, usize>,
    /// How many are done.
    done: usize,
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

    /// The text of an article as its highlights stand on it, or why there is none.
    pub fn text(&self, id: &ArticleId) -> Result<Arc<str>, String> {
        if let Some(text) = self.project.articles.get(id).and_then(|a| a.text.clone()) {
            return Ok(text);
        }
        self.texts.text(&self.library, id).map_err(|error| error.to_string())
    }

    /// How many articles are done, and how many there are.
    pub fn coded(&self) -> (usize, usize) {
        (self.rows.done, self.rows.list.len())
    }

    /// Makes all lines anew.
    pub(super) fn build_rows(&self) -> Shown {
        let mut rows: Vec<Arc<ArticleRow>> = Vec::with_capacity(self.library.len());
        for listed in self.library.articles() {
            let held = self.project.articles.get(&listed.id);
            rows.extend(self.row_of(Some(listed), held.map(|a| &**a)).map(Arc::new));
        }
        for article in self.project.articles.values() {
            if self.library.article(&article.id).is_none() {
                rows.extend(self.row_of(None, Some(article)).map(Arc::new));
            }
        }
        Shown {
            places: rows.iter().enumerate().map(|(at, row)| (row.id.clone(), at)).collect(),
            done: rows.iter().filter(|row| row.is_done()).count(),
            list: rows.into(),
        }
    }

    /// Makes the lines of these articles anew. False where an article has come or gone, so that all
    /// must be.
    pub(super) fn update_rows(&mut self, articles: &BTreeSet<ArticleId>) -> bool {
        let mut changed = Vec::new();
        for id in articles {
            let held = self.project.articles.get(id);
            let row = self.row_of(self.library.article(id), held.map(|a| &**a));
            match (row, self.rows.places.get(id)) {
                (Some(row), Some(at)) => changed.push((*at, row)),
                (None, None) => {}
                (Some(_), None) | (None, Some(_)) => return false,
            }
        }
        changed.retain(|(at, row)| self.rows.list.get(*at).is_none_or(|known| **known != *row));
        if changed.is_empty() {
            return true;
        }
        let list = Arc::make_mut(&mut self.rows.list);
        for (at, row) in changed {
            if let Some(known) = list.get_mut(at) {
                self.rows.done += usize::from(row.is_done());
                self.rows.done -= usize::from(known.is_done());
                *known = Arc::new(row);
            }
        }
        true
    }

    /// The line of an article as its folder has it, and as the project holds it.
    fn row_of(
        &self,
        listed: Option<&LibraryArticle>,
        held: Option<&Article>,
    ) -> Option<ArticleRow> {
        let kept = held.is_some_and(|a| a.text.is_some());
        // Its highlights stand on another text, which the project has kept.
        let other = kept && listed.map(|l| l.hash.as_ref()) != held.map(|a| Some(&a.hash));
        let state = match listed.map(|listed| &listed.state) {
            Some(State::Read) if other => RowState::Changed,
            Some(State::Listed | State::Read) => RowState::Ready,
            Some(State::Unreadable(reason)) => RowState::Unreadable(reason.clone()),
            Some(State::Changed) => RowState::Changed,
            // Until the folders are listed nobody knows that a file is gone.
            None if kept && self.library.is_busy() => RowState::Ready,
            Some(State::Missing) | None => RowState::Missing { kept },
        };
        if let Some(article) = held {
            let claims = self.derived.claims_in(&article.id).len();
            return Some(ArticleRow {
                id: article.id.clone(),
                folder: article.folder.clone(),
                path: article.path.as_str().into(),
                title: article.display_title().to_owned(),
                publisher: article.publisher.clone(),
                language: article.language.clone(),
                published: article.published.clone(),
                status: article.status.clone(),
                claims,
                unreviewed: self.unreviewed(&article.id),
                state,
            });
        }
        let listed = listed?;
        Some(ArticleRow {
            id: listed.id.clone(),
            folder: listed.folder.clone(),
            path: Arc::clone(&listed.path),
            title: listed.display_title().to_owned(),
            publisher: listed.metadata.publisher.clone().unwrap_or_default(),
            language: listed.metadata.language.as_deref().unwrap_or_default().into(),
            published: listed.published(),
            status: CodingStatus::New,
            claims: 0,
            unreviewed: self.unreviewed(&listed.id),
            state,
        })
    }
}
