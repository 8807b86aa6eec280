//! Articles as a session sees them: those of the folders and those that the project holds, in one
//! list, with their texts.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::Session;
use crate::corpus::{Library, State, Texts, to_model};
use crate::edit::Articles;
use crate::model::{Article, ArticleId, CodingStatus, FolderId, Project, Published};

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
    /// When it was published, and how that is known.
    pub published: Option<Published>,
    /// How far its coding has come.
    pub status: CodingStatus,
    /// How many claims stand on it.
    pub claims: usize,
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
}

/// What planning may look up: the project's articles and those of the folders.
pub(super) struct Shelf<'a> {
    pub(super) library: &'a Library,
    pub(super) texts: &'a Texts,
}

impl Articles for Shelf<'_> {
    fn article(&self, reference: &str) -> Option<Arc<Article>> {
        self.library.find(reference).map(|article| Arc::new(to_model(article)))
    }

    fn text(&self, article: &ArticleId) -> Option<Arc<str>> {
        self.texts.text(self.library, article).ok()
    }
}

impl Session {
    /// All articles: those of the folders in order of folder and path, then those that only the
    /// project knows.
    pub fn rows(&self) -> &Arc<[ArticleRow]> {
        &self.rows
    }

    /// The line of an article.
    pub fn row(&self, id: &ArticleId) -> Option<&ArticleRow> {
        self.rows.iter().find(|row| row.id == *id)
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
        let done = |row: &&ArticleRow| {
            matches!(row.status, CodingStatus::Coded | CodingStatus::Irrelevant)
        };
        (self.rows.iter().filter(done).count(), self.rows.len())
    }

    pub(super) fn build_rows(&self) -> Arc<[ArticleRow]> {
        let claims = claims_by_article(&self.project);
        let count = |id: &ArticleId| claims.get(id).copied().unwrap_or(0);
        let mut rows: Vec<ArticleRow> = Vec::with_capacity(self.library.len());
        for listed in self.library.articles() {
            let held = self.project.articles.get(&listed.id);
            let state = match &listed.state {
                // Its highlights stand on another text, which the project has kept.
                State::Read
                    if held.is_some_and(|a| {
                        a.text.is_some() && listed.hash.as_ref() != Some(&a.hash)
                    }) =>
                {
                    RowState::Changed
                }
                State::Listed | State::Read => RowState::Ready,
                State::Unreadable(reason) => RowState::Unreadable(reason.clone()),
                State::Missing => {
                    RowState::Missing { kept: held.is_some_and(|a| a.text.is_some()) }
                }
                State::Changed => RowState::Changed,
            };
            rows.push(match held {
                Some(article) => row_of(article, count(&listed.id), state),
                None => ArticleRow {
                    id: listed.id.clone(),
                    folder: listed.folder.clone(),
                    path: Arc::clone(&listed.path),
                    title: listed.display_title().to_owned(),
                    publisher: listed.metadata.publisher.clone().unwrap_or_default(),
                    published: listed.published(),
                    status: CodingStatus::New,
                    claims: 0,
                    state,
                },
            });
        }
        let scanning = self.library.is_busy();
        for article in self.project.articles.values() {
            if self.library.article(&article.id).is_none() {
                let kept = article.text.is_some();
                // Until the folders are listed nobody knows that a file is gone.
                let state =
                    if scanning && kept { RowState::Ready } else { RowState::Missing { kept } };
                rows.push(row_of(article, count(&article.id), state));
            }
        }
        rows.into()
    }
}

fn row_of(article: &Article, claims: usize, state: RowState) -> ArticleRow {
    ArticleRow {
        id: article.id.clone(),
        folder: article.folder.clone(),
        path: article.path.as_str().into(),
        title: article.display_title().to_owned(),
        publisher: article.publisher.clone(),
        published: article.published.clone(),
        status: article.status.clone(),
        claims,
        state,
    }
}

fn claims_by_article(project: &Project) -> HashMap<ArticleId, usize> {
    let mut counts = HashMap::new();
    for claim in project.claims.values() {
        let first = claim.highlights.first().and_then(|id| project.highlights.get(id));
        if let Some(highlight) = first {
            *counts.entry(highlight.article.clone()).or_insert(0) += 1;
        }
    }
    counts
}
