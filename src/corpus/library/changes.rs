//! Which articles of a library are others than they were, for whoever shows them.

use crate::model::ArticleId;

/// What has changed in a library since it was asked last.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Changes {
    /// Articles have come or gone, or something holds for all of them that did not.
    pub all: bool,
    /// Articles that are where they were, and of which something else is known.
    pub articles: Vec<ArticleId>,
}

impl Changes {
    /// Notes an article.
    pub(super) fn note(&mut self, article: &ArticleId) {
        if !self.all {
            self.articles.push(article.clone());
        }
    }

    /// Notes all of them.
    pub(super) fn note_all(&mut self) {
        self.all = true;
        self.articles.clear();
    }
}
