//! A scratch copy of the project on which a command is planned, and what planning may look up.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::plan::CommandError;
use super::transaction::{Key, Tabled, Transaction, difference};
use crate::model::{Article, ArticleId, Highlight, HighlightId, IdSource, Project, Stamp};
use crate::text::{TextAnchor, TextRange};

/// Articles as planning needs them: those that the project holds and those that still are only
/// files in a folder.
pub trait Articles {
    /// The article of this id or path. A path may leave out its folder where that is unambiguous.
    fn article(&self, reference: &str) -> Option<Arc<Article>>;

    /// The normalised text of an article as it is now.
    fn text(&self, article: &ArticleId) -> Option<Arc<str>>;

    /// The project's highlights in an article, where they are known without going through all.
    fn highlights(&self, _article: &ArticleId) -> Option<&[Arc<Highlight>]> {
        None
    }
}

/// No folder at hand: only articles whose text the project keeps can be marked.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoArticles;

impl Articles for NoArticles {
    fn article(&self, _: &str) -> Option<Arc<Article>> {
        None
    }

    fn text(&self, _: &ArticleId) -> Option<Arc<str>> {
        None
    }
}

/// The scratch copy. Planners change it freely; [`Draft::finish`] tells what has changed.
pub(super) struct Draft<'a> {
    before: &'a Project,
    /// The project as it will be.
    pub(super) now: Project,
    touched: BTreeSet<Key>,
    articles: &'a dyn Articles,
    /// Who plans it and when.
    pub(super) stamp: Stamp,
    /// Where fresh ids come from.
    pub(super) ids: IdSource,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        before: &'a Project,
        articles: &'a dyn Articles,
        stamp: Stamp,
        ids: IdSource,
    ) -> Self {
        Self { before, now: before.clone(), touched: BTreeSet::new(), articles, stamp, ids }
    }

    /// The entity of this id.
    pub(super) fn get<T: Tabled>(&self, id: &T::Id) -> Result<Arc<T>, CommandError> {
        let found = T::table(&self.now).get(id).cloned();
        found.ok_or_else(|| CommandError::Unknown(T::key(id).to_string()))
    }

    /// Puts an entity into its table.
    pub(super) fn put<T: Tabled>(&mut self, entity: T) {
        let id = entity.id().clone();
        self.touched.insert(T::key(&id));
        T::table_mut(&mut self.now).insert(id, Arc::new(entity));
    }

    /// Takes an entity out of its table.
    pub(super) fn remove<T: Tabled>(&mut self, id: &T::Id) {
        self.touched.insert(T::key(id));
        T::table_mut(&mut self.now).remove(id);
    }

    /// An id that a command asks for, which must be free.
    pub(super) fn free_id<T: Tabled>(
        &mut self,
        wanted: Option<T::Id>,
        fresh: fn(&mut IdSource) -> T::Id,
    ) -> Result<T::Id, CommandError> {
        match wanted {
            Some(id) if T::table(&self.now).contains_key(&id) || id.to_string().is_empty() => {
                Err(CommandError::Taken(T::key(&id).to_string()))
            }
            Some(id) => Ok(id),
            None => loop {
                let id = fresh(&mut self.ids);
                if !T::table(&self.now).contains_key(&id) {
                    return Ok(id);
                }
            },
        }
    }

    pub(super) fn touch_settings(&mut self) -> &mut crate::model::Settings {
        self.touched.insert(Key::Settings);
        Arc::make_mut(&mut self.now.settings)
    }

    pub(super) fn touch_codebook(&mut self) -> &mut crate::model::Codebook {
        self.touched.insert(Key::Codebook);
        Arc::make_mut(&mut self.now.codebook)
    }

    /// The article of this id or path, in the project or not yet.
    pub(super) fn article(&self, reference: &str) -> Result<Arc<Article>, CommandError> {
        if let Some(article) = self.now.articles.get(&ArticleId::from(reference)) {
            return Ok(Arc::clone(article));
        }
        let found = self.articles.article(reference).or_else(|| {
            let mut named = self.now.articles.values().filter(|a| a.path == reference);
            named.next().filter(|_| named.next().is_none()).cloned()
        });
        let found = found.ok_or_else(|| CommandError::Unknown(format!("article {reference}")))?;
        Ok(self.now.articles.get(&found.id).cloned().unwrap_or(found))
    }

    /// The text that an article's highlights stand on: the project's own copy where there is one.
    pub(super) fn marked_text(&self, article: &Article) -> Result<Arc<str>, CommandError> {
        let kept = article.text.clone().or_else(|| self.articles.text(&article.id));
        kept.ok_or_else(|| CommandError::NoText(article.display_title().to_owned()))
    }

    /// The text of an article as it is now in its folder.
    pub(super) fn current_text(&self, article: &Article) -> Result<Arc<str>, CommandError> {
        let now = self.articles.text(&article.id);
        now.ok_or_else(|| CommandError::NoText(article.display_title().to_owned()))
    }

    /// The highlight of exactly these words, where there is one: two claims can stand on it.
    pub(super) fn same_highlight(
        &self,
        article: &ArticleId,
        range: TextRange,
    ) -> Option<HighlightId> {
        let same = |h: &&Arc<Highlight>| {
            h.article == *article
                && !h.unanchored
                && (h.start, h.end) == (range.start(), range.end())
        };
        let Some(known) = self.articles.highlights(article) else {
            return self.now.highlights.values().find(same).map(|h| h.id.clone());
        };
        let highlight =
            |key: &Key| if let Key::Highlight(id) = key { Some(id.clone()) } else { None };
        let touched = self.touched.iter().filter_map(highlight);
        let touched = touched.filter_map(|id| self.now.highlights.get(&id));
        let known = known.iter().filter(same).filter_map(|h| self.now.highlights.get(&h.id));
        known.chain(touched).filter(same).map(|h| &h.id).min().cloned()
    }

    /// Highlights words of an article and keeps the article's text from now on.
    pub(super) fn highlight(
        &mut self,
        article: &Article,
        range: TextRange,
    ) -> Result<HighlightId, CommandError> {
        let text = self.marked_text(article)?;
        if article.text.is_none() || !self.now.articles.contains_key(&article.id) {
            let mut article = article.clone();
            article.text = Some(Arc::clone(&text));
            article.hash = crate::text::content_hash(&text);
            article.changed = self.stamp.clone();
            if article.status == crate::model::CodingStatus::New {
                article.status = crate::model::CodingStatus::InProgress;
            }
            self.put(article);
        }
        let id = self.free_id::<Highlight>(None, HighlightId::fresh)?;
        let mut highlight = Highlight {
            id: id.clone(),
            article: article.id.clone(),
            changed: self.stamp.clone(),
            ..Highlight::default()
        };
        highlight.set_anchor(TextAnchor::describe(&text, &range));
        self.put(highlight);
        Ok(id)
    }

    /// Removes those of the highlights that nothing refers to any more, and the kept text of
    /// articles that have none left.
    pub(super) fn release(&mut self, highlights: &[HighlightId]) {
        for id in highlights {
            let Some(highlight) = self.now.highlights.get(id).cloned() else { continue };
            if self.is_used(id) {
                continue;
            }
            self.remove::<Highlight>(id);
            let bare = !self.now.highlights.values().any(|h| h.article == highlight.article);
            if bare && let Some(article) = self.now.articles.get(&highlight.article).cloned() {
                self.put(Article { text: None, ..(*article).clone() });
            }
        }
    }

    fn is_used(&self, id: &HighlightId) -> bool {
        let project = &self.now;
        project.claims.values().any(|c| c.highlights.contains(id))
            || project.evidence.values().any(|e| e.highlight.as_ref() == Some(id))
            || project.incidents.values().any(|i| {
                i.when.as_ref().is_some_and(|w| w.highlight.as_ref() == Some(id))
                    || i.responsibility.iter().any(|r| r.highlight.as_ref() == Some(id))
            })
    }

    /// What has changed, as one transaction.
    pub(super) fn finish(self, label: String) -> Transaction {
        let changes = self.touched.iter().filter_map(|key| difference(key, self.before, &self.now));
        Transaction { label, changes: changes.collect(), stamp: self.stamp.clone() }
    }
}
