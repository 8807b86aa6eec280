//! How a folder takes in what was found and read: articles one by one, and files of several, whose
//! articles are listed in their place.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::LibraryFolder;
use super::changes::Changes;
use super::slot::Slot;
use crate::corpus::article::{LibraryArticle, part_path};
use crate::corpus::furniture::Furniture;
use crate::corpus::holder::Holder;
use crate::corpus::ids::MovedArticles;
use crate::corpus::scan::{Heading, Holding};
use crate::corpus::walk::Entry;
use crate::import::Unreadable;
use crate::model::ArticleId;

/// What a folder needs of its library while it takes things in.
pub(super) struct Desk<'a> {
    pub(super) moved: &'a MovedArticles,
    pub(super) index: &'a mut BTreeMap<ArticleId, (u32, Arc<str>)>,
    pub(super) furniture: &'a mut Furniture,
    pub(super) changes: &'a mut Changes,
}

impl LibraryFolder {
    /// A file that the scan has come upon, perhaps again.
    pub(super) fn found(&mut self, entry: Entry, desk: &mut Desk<'_>) {
        if self.holders.contains_key(&entry.path) {
            for part in self.parts_of(&entry.path) {
                let Some(slot) = self.articles.get_mut(&part) else { continue };
                slot.seen = self.scans;
                if !slot.article().is_as(&entry) && slot.change(|a| a.found(entry.clone())) {
                    desk.changes.note(&slot.article().id);
                }
            }
            if let Some(holder) = self.holders.get_mut(&entry.path) {
                holder.seen = self.scans;
                holder.entry = entry;
            }
        } else if let Some(slot) = self.articles.get_mut(&entry.path) {
            slot.seen = self.scans;
            if !slot.article().is_as(&entry) && slot.change(|article| article.found(entry)) {
                desk.changes.note(&slot.article().id);
                // Its table may name another publisher now.
                slot.recount(desk.furniture);
            }
        } else {
            let id = desk.moved.id_of(&self.id, &entry.path);
            self.add(LibraryArticle::new(&self.id, id, entry), desk);
        }
    }

    fn add(&mut self, mut article: LibraryArticle, desk: &mut Desk<'_>) {
        desk.changes.note_all();
        article.reading = self.readings.get(&**article.file_path()).cloned().map(Arc::new);
        let path = Arc::clone(&article.path);
        desk.index.insert(article.id.clone(), (self.number, Arc::clone(&path)));
        self.articles.insert(path, Slot::new(article, self.scans));
    }

    /// An article has been read, or could not be.
    pub(super) fn read(
        &mut self,
        path: &str,
        mut heading: Result<Heading, Unreadable>,
        desk: &mut Desk<'_>,
    ) {
        let Some(slot) = self.articles.get_mut(path) else { return };
        let prints = heading.as_mut().ok().map(|heading| std::mem::take(&mut heading.prints));
        if slot.change(|article| article.read(heading)) {
            desk.changes.note(&slot.article().id);
        }
        desk.furniture.discount(slot.take_counted());
        if let Some(prints) = prints {
            slot.count(prints, desk.furniture);
        }
    }

    /// Drops an article from the list.
    fn drop_article(
        &mut self,
        path: &Arc<str>,
        desk: &mut Desk<'_>,
    ) -> Option<Arc<LibraryArticle>> {
        let mut slot = self.articles.remove(path)?;
        desk.index.remove(&slot.article().id);
        desk.furniture.discount(slot.take_counted());
        Some(Arc::clone(slot.shared()))
    }

    /// The files that no scan has seen since this one are gone.
    pub(super) fn miss_unseen(&mut self, desk: &mut Desk<'_>) {
        let scans = self.scans;
        for slot in self.articles.values_mut().filter(|slot| slot.seen != scans) {
            slot.miss();
            desk.furniture.discount(slot.take_counted());
            desk.changes.note(&slot.article().id);
        }
        self.holders.retain(|_, holder| holder.seen == scans);
    }

    pub(super) fn parts_of(&self, file: &str) -> Vec<Arc<str>> {
        self.holders.get(file).map(|holder| holder.parts.clone()).unwrap_or_default()
    }

    /// A file holds several articles: they take its place.
    pub(super) fn hold(&mut self, path: &Arc<str>, holding: Holding, desk: &mut Desk<'_>) {
        desk.changes.note_all();
        let before = self.parts_of(path);
        // Read otherwise than before, it has other articles: none of them is missing.
        let otherwise = self.holders.get(path).is_some_and(Holder::is_stale);
        let entry = match (self.holders.remove(path), self.drop_article(path, desk)) {
            (Some(holder), _) => holder.entry,
            (None, Some(article)) => article.entry(),
            (None, None) => return,
        };
        let mut holder = Holder::new(entry, self.scans, &holding);
        for (name, heading) in holding.parts {
            let part = part_path(path, &name);
            if !self.articles.contains_key(&part) {
                let id = desk.moved.id_of(&self.id, &part);
                let article = LibraryArticle::of_part(&self.id, id, &holder.entry, &name);
                self.add(article, desk);
            }
            self.read(&part, Ok(heading), desk);
            holder.parts.push(part);
        }
        let now: HashSet<&Arc<str>> = holder.parts.iter().collect();
        for gone in before.iter().filter(|part| !now.contains(part)) {
            if otherwise {
                self.drop_article(gone, desk);
            } else if let Some(slot) = self.articles.get_mut(gone) {
                slot.miss();
                desk.furniture.discount(slot.take_counted());
            }
        }
        self.holders.insert(Arc::clone(path), holder);
    }

    /// A file that held several articles holds one again.
    pub(super) fn release(&mut self, path: &Arc<str>, desk: &mut Desk<'_>) {
        let Some(holder) = self.holders.remove(path) else { return };
        desk.changes.note_all();
        for part in &holder.parts {
            self.drop_article(part, desk);
        }
        self.found(holder.entry, desk);
    }

    /// The files that hold several articles, by path.
    pub fn holders(&self) -> impl Iterator<Item = (&Arc<str>, &Holder)> {
        self.holders.iter()
    }
}
