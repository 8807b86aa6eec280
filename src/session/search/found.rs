//! What a search has found, and the words of its hits.
//!
//! *Invariants*: what is derived from the project is not kept, so that no edit has to copy it while
//! something that was found stands.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::live::Words;
use super::order::HitOrder;
use super::scene::{Scene, SceneTexts};
use crate::analysis::Derived;
use crate::jobs::Progress;
use crate::model::{ArticleId, IncidentId};
use crate::search::query::{Query, Scope};
use crate::search::{Snippet, hits};
use crate::session::ArticleRow;

/// Words of hits that are kept at hand.
const KEPT: usize = 2000;

/// What a search has found.
pub struct Found {
    number: u64,
    text: String,
    query: Query,
    /// Without what is derived.
    scene: Option<Arc<Scene>>,
    hits: Vec<Hit>,
    /// That in which they stand.
    order: HitOrder,
    incidents: Vec<IncidentId>,
    unread: usize,
    shown: Mutex<HashMap<u32, Arc<Shown>>>,
}

fn next_number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// An article that was found: see [`Found::article`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Hit {
    pub(super) row: u32,
    /// How well it answers: more is better.
    pub score: f32,
}

/// The words of a hit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// Where the words stand.
    pub scope: Scope,
    /// The words.
    pub snippet: Snippet,
    /// Every place in the text of the article.
    pub places: Vec<Range<usize>>,
}

impl Found {
    /// What was found: the hits are put into their order.
    pub(super) fn new(
        text: &str,
        query: Query,
        scene: Arc<Scene>,
        (mut hits, order): (Vec<Hit>, HitOrder),
        incidents: Vec<IncidentId>,
        unread: usize,
    ) -> Self {
        order.sort(&mut hits, &scene.rows);
        let (text, scene) = (text.to_owned(), Some(scene));
        let (number, shown) = (next_number(), Mutex::default());
        Self { number, text, query, scene, hits, order, incidents, unread, shown }
    }

    /// Nothing, of a query that asks for nothing.
    pub(super) fn nothing(text: &str, query: Query, order: HitOrder) -> Self {
        Self {
            number: next_number(),
            text: text.to_owned(),
            query,
            scene: None,
            hits: Vec::new(),
            order,
            incidents: Vec::new(),
            unread: 0,
            shown: Mutex::default(),
        }
    }

    /// The same in another order.
    pub(super) fn ordered(&self, order: HitOrder) -> Self {
        let mut hits = self.hits.clone();
        if let Some(scene) = &self.scene {
            order.sort(&mut hits, &scene.rows);
        }
        Self {
            number: next_number(),
            text: self.text.clone(),
            query: self.query.clone(),
            scene: self.scene.clone(),
            hits,
            order,
            incidents: self.incidents.clone(),
            unread: self.unread,
            shown: Mutex::new(self.kept().clone()),
        }
    }

    /// Tells this outcome from others.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The query as it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The query as it was understood.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The order in which the articles stand.
    pub fn order(&self) -> HitOrder {
        self.order
    }

    /// The articles, in their [order](Self::order).
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The incidents.
    pub fn incidents(&self) -> &[IncidentId] {
        &self.incidents
    }

    /// How many texts are not read yet.
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// The nth article as it was when the search began.
    pub fn row(&self, nth: usize) -> Option<&ArticleRow> {
        self.scene.as_ref()?.row(self.hits.get(nth)?.row as usize)
    }

    /// The nth article.
    pub fn article(&self, nth: usize) -> Option<&ArticleId> {
        self.row(nth).map(|row| &row.id)
    }

    /// The place of an article among the hits.
    pub fn place(&self, article: &ArticleId) -> Option<usize> {
        let row = *self.scene.as_ref()?.places.get(article)?;
        self.hits.iter().position(|hit| hit.row as usize == row)
    }

    /// The words of the nth hit, where they are at hand: see
    /// [`look_closer`](crate::session::Session::look_closer).
    pub fn shown(&self, nth: usize) -> Option<Arc<Shown>> {
        self.kept().get(&self.hits.get(nth)?.row).cloned()
    }

    /// The words of the nth hit, read now if they are not at hand; of claims, those that `derived`
    /// has of the article.
    pub fn show(&self, nth: usize, derived: &Derived) -> Option<Arc<Shown>> {
        if let Some(shown) = self.shown(nth) {
            return Some(shown);
        }
        let scene = self.scene.as_ref()?;
        self.read(scene, derived, &mut scene.texts(), nth)
    }

    /// Whether the words of one of these hits are not at hand.
    pub(super) fn wants(&self, hits: &[usize]) -> bool {
        let kept = self.kept();
        let wanted = hits.iter().filter_map(|nth| self.hits.get(*nth));
        wanted.into_iter().any(|hit| !kept.contains_key(&hit.row))
    }

    /// Reads the words of these hits.
    pub(super) fn look_closer(
        &self,
        hits: impl IntoIterator<Item = usize>,
        derived: &Derived,
        progress: &Progress,
    ) {
        let Some(scene) = &self.scene else { return };
        let mut texts = scene.texts();
        for nth in hits.into_iter().take_while(|nth| *nth < self.hits.len()) {
            if progress.is_cancelled() {
                return;
            }
            if self.shown(nth).is_none() {
                self.read(scene, derived, &mut texts, nth);
            }
        }
    }

    fn read(
        &self,
        scene: &Scene,
        derived: &Derived,
        texts: &mut SceneTexts<'_>,
        nth: usize,
    ) -> Option<Arc<Shown>> {
        let row = self.hits.get(nth)?.row;
        let shown = Arc::new(self.words(scene, derived, texts, row as usize));
        let mut kept = self.kept();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(row, Arc::clone(&shown));
        Some(shown)
    }

    fn words(
        &self,
        scene: &Scene,
        derived: &Derived,
        texts: &mut SceneTexts<'_>,
        row: usize,
    ) -> Shown {
        let text = texts.text(row);
        let marked = self.query.marked();
        let places = text.as_deref().map(|text| hits(&marked, text)).unwrap_or_default();
        if places.is_empty() {
            // Not in the text: in what stands with it.
            let mut found = None;
            scene.words_of(derived, row, &mut |Words { scope, text }| {
                let leaves = self.query.leaves();
                let here = leaves.into_iter().filter(|leaf| {
                    let wanted = leaf.scope();
                    wanted == Some(scope) || wanted == Some(Scope::Anywhere)
                });
                let places = hits(&here.collect::<Vec<_>>(), text);
                if found.is_none() && !places.is_empty() {
                    found = Some((scope, Snippet::of(text, &places)));
                }
            });
            if let Some((scope, snippet)) = found {
                return Shown { scope, snippet, places: Vec::new() };
            }
        }
        let snippet = match &text {
            // The headline is shown anyway: the text after it says more.
            Some(text) => {
                let title = text.find('\n').unwrap_or(0);
                let below = places.iter().position(|place| place.start > title).unwrap_or(0);
                match places.get(below..).unwrap_or_default() {
                    [] => Snippet::of(text.get(title..).unwrap_or_default(), &[]),
                    places => Snippet::of(text, places),
                }
            }
            None => Snippet::default(),
        };
        Shown { scope: Scope::Text, snippet, places }
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<u32, Arc<Shown>>> {
        // A panic can have left words out at worst.
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Found")
            .field("text", &self.text)
            .field("hits", &self.hits)
            .field("incidents", &self.incidents)
            .field("unread", &self.unread)
            .finish_non_exhaustive()
    }
}
