//! The place of an article in its folder: what hardly anybody asks for stands beside the article, not
//! in it, so that a scan that finds nothing new leaves the article the same in memory.

use std::sync::Arc;

use crate::corpus::article::{LibraryArticle, State};
use crate::corpus::furniture::{Counted, Furniture};

/// The place of an article.
pub(super) struct Slot {
    article: Arc<LibraryArticle>,
    /// What was counted of its paragraphs.
    counted: Option<Box<Counted>>,
    /// The scan that saw it last.
    pub(super) seen: u64,
}

impl Slot {
    pub(super) fn new(article: LibraryArticle, seen: u64) -> Self {
        Self { article: Arc::new(article), counted: None, seen }
    }

    pub(super) fn article(&self) -> &LibraryArticle {
        &self.article
    }

    pub(super) fn shared(&self) -> &Arc<LibraryArticle> {
        &self.article
    }

    /// Changes the article. False where it says what it said before, and then it stays the same in
    /// memory.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut LibraryArticle)) -> bool {
        let mut article = LibraryArticle::clone(&self.article);
        change(&mut article);
        if article == *self.article {
            return false;
        }
        self.article = Arc::new(article);
        true
    }

    /// Its file is gone.
    pub(super) fn miss(&mut self) {
        if self.article.state != State::Missing {
            self.change(|article| article.state = State::Missing);
        }
    }

    /// What was counted of its paragraphs, which is not known any more then.
    pub(super) fn take_counted(&mut self) -> Option<Counted> {
        self.counted.take().map(|counted| *counted)
    }

    /// Counts its paragraphs for its publisher.
    pub(super) fn count(&mut self, prints: Box<[u32]>, furniture: &mut Furniture) {
        self.counted = furniture.count(&self.article.publisher, prints).map(Box::new);
    }

    /// Counts them anew where its publisher is another one by now.
    pub(super) fn recount(&mut self, furniture: &mut Furniture) {
        let publisher = &self.article.publisher;
        if let Some(counted) = self.counted.take_if(|counted| !counted.is_of(publisher)) {
            let prints = counted.prints();
            furniture.discount(Some(*counted));
            self.count(prints, furniture);
        }
    }
}
