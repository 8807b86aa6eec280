//! Which article a file is: the one whose id is made from its path, unless the project has led an
//! article there from elsewhere.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::model::{ArticleId, FolderId};

/// The articles that stand at another path than the one that their ids were made from.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct MovedArticles {
    at: HashMap<(FolderId, Arc<str>), ArticleId>,
    taken: HashSet<ArticleId>,
}

impl MovedArticles {
    /// Notes that the file at a path is this article.
    pub fn insert(&mut self, folder: FolderId, path: Arc<str>, article: ArticleId) {
        self.taken.insert(article.clone());
        self.at.insert((folder, path), article);
    }

    /// The article that the file at a path is.
    pub(super) fn id_of(&self, folder: &FolderId, path: &Arc<str>) -> ArticleId {
        if self.at.is_empty() {
            return ArticleId::of_path(folder, path);
        }
        if let Some(id) = self.at.get(&(folder.clone(), Arc::clone(path))) {
            return id.clone();
        }
        let id = ArticleId::of_path(folder, path);
        // A new file where a moved article once stood is another article.
        if self.taken.contains(&id) {
            return ArticleId::of_path(folder, &format!("{path}\n2"));
        }
        id
    }

    /// The paths and articles at which the answers of two differ.
    pub(super) fn differing(
        &self,
        other: &Self,
    ) -> (Vec<(FolderId, Arc<str>)>, HashSet<ArticleId>) {
        let mut paths: Vec<_> = Vec::new();
        let mut ids = HashSet::new();
        for (one, two) in [(self, other), (other, self)] {
            for (place, id) in &one.at {
                if two.at.get(place) != Some(id) {
                    paths.push(place.clone());
                    ids.insert(id.clone());
                }
            }
        }
        (paths, ids)
    }
}
