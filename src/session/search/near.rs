//! Articles that are nearly the same: proposed here, confirmed by the analyst.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::scene::Scene;
use crate::corpus::LibraryArticle;
use crate::jobs::{Progress, side_by_side_with};
use crate::model::ArticleId;
use crate::search::index::Stamp;
use crate::search::near::{Signature, groups};
use crate::session::{ArticleRow, Session};

/// Texts that one thread reads before it takes the next.
const HANDFUL: usize = 128;

/// Which articles are nearly the same.
#[derive(Default)]
pub struct Likeness {
    groups: Vec<Vec<ArticleId>>,
    of: HashMap<ArticleId, u32>,
    /// What was read, so that it need not be read again.
    signatures: HashMap<ArticleId, (Stamp, Option<Signature>)>,
}

impl Likeness {
    /// The group of an article, if there are others like it.
    pub fn group_of(&self, article: &ArticleId) -> Option<usize> {
        self.of.get(article).map(|group| *group as usize)
    }

    /// The articles of a group, in the order of the Library.
    pub fn members(&self, group: usize) -> &[ArticleId] {
        self.groups.get(group).map_or(&[], Vec::as_slice)
    }

    /// How many other articles are like this one.
    pub fn others(&self, article: &ArticleId) -> usize {
        self.group_of(article).map_or(0, |group| self.members(group).len().saturating_sub(1))
    }

    /// How many groups there are.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Whether no two articles are alike.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Compares all articles of a scene; what was read before is not read again.
    pub(super) fn of(scene: &Scene, before: &Self, progress: &Progress) -> Option<Self> {
        let stamp = |row: &ArticleRow| row.file().map_or(Stamp(0), LibraryArticle::index_stamp);
        let ids: Vec<(&ArticleId, Stamp)> =
            scene.rows.iter().map(|row| (&row.id, stamp(row))).collect();
        let mut signatures = HashMap::with_capacity(ids.len());
        let mut unread = Vec::new();
        for (nth, (id, stamp)) in ids.iter().enumerate() {
            match before.signatures.get(*id).filter(|(known, _)| known == stamp) {
                Some(known) => {
                    signatures.insert((*id).clone(), known.clone());
                }
                None => unread.push(nth),
            }
        }
        let places = &scene.joined().places;
        unread.sort_by_key(|row| places.get(*row).copied().flatten());
        progress.set_total(unread.len() as u64);
        let read: Mutex<Vec<(usize, Option<Signature>)>> = Mutex::default();
        let handfuls: Vec<&[usize]> = unread.chunks(HANDFUL).collect();
        side_by_side_with(
            "comparing texts",
            handfuls,
            || scene.texts(),
            |texts, rows| {
                let mut own = Vec::with_capacity(rows.len());
                for &row in rows {
                    if progress.is_cancelled() {
                        return;
                    }
                    own.push((row, texts.text(row).and_then(|text| Signature::of(&text))));
                }
                progress.advance(rows.len() as u64);
                read.lock().unwrap_or_else(PoisonError::into_inner).append(&mut own);
            },
        );
        for (row, signature) in read.into_inner().unwrap_or_else(PoisonError::into_inner) {
            if let Some((id, stamp)) = ids.get(row) {
                signatures.insert((*id).clone(), (*stamp, signature));
            }
        }
        if progress.is_cancelled() {
            return None;
        }
        let signature = |id: &ArticleId| signatures.get(id).and_then(|(_, s)| s.clone());
        let in_order: Vec<_> = ids.iter().map(|(id, _)| signature(id)).collect();
        let found = groups(&in_order, || !progress.is_cancelled());
        let mut likeness = Self { signatures, ..Self::default() };
        for group in 0..found.len() {
            let members = found.members(group).iter().filter_map(|nth| ids.get(*nth as usize));
            let members: Vec<ArticleId> = members.map(|(id, _)| (*id).clone()).collect();
            likeness.of.extend(members.iter().map(|id| (id.clone(), group as u32)));
            likeness.groups.push(members);
        }
        Some(likeness)
    }
}

impl std::fmt::Debug for Likeness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Likeness").field("groups", &self.groups).finish_non_exhaustive()
    }
}

impl Session {
    /// Which articles are nearly the same, as far as they have been compared.
    pub fn likeness(&self) -> &Arc<Likeness> {
        &self.upkeep.likeness
    }

    /// Compares all articles and waits for the end.
    pub fn compare_now(&mut self) {
        let progress = Progress::unwatched("Comparing articles");
        if let Some(likeness) = Likeness::of(&self.scene(), self.likeness(), &progress) {
            self.upkeep.likeness = Arc::new(likeness);
        }
    }
}

/// Whether there is anything to compare: two articles that can be read.
pub(super) fn worthwhile(scene: &Scene) -> bool {
    let readable = |row: &&Arc<ArticleRow>| row.file().is_some_and(LibraryArticle::is_readable);
    scene.rows.iter().filter(readable).take(2).count() == 2
}
