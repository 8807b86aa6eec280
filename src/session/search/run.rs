//! One search, from its query to its hits.

use std::sync::{Arc, Mutex, PoisonError};

use super::SHOWN;
use super::found::{Found, Hit};
use super::live::Words as Live;
use super::order::HitOrder;
use super::scene::Scene;
use crate::jobs::{Progress, side_by_side_with};
use crate::model::IncidentId;
use crate::search::query::{Leaf, Query, Scope};
use crate::search::{Known, Set};

/// From so many texts on that have to be read, what is known before is shown meanwhile.
const MANY: usize = 1000;
/// Texts that one thread reads before it takes the next.
const HANDFUL: usize = 128;
/// What a word weighs that stands in what the analyst has written.
const LIVE_WEIGHT: f32 = 6.0;
/// What a word weighs that was found without an index.
const READ_WEIGHT: f32 = 2.0;

/// Searches. `early` is called with what is known before texts are read, where that takes a while.
pub(super) fn search(
    scene: &Scene,
    text: &str,
    query: &Query,
    order: HitOrder,
    progress: &Progress,
    early: &mut dyn FnMut(Found),
) -> Found {
    let len = scene.rows.len();
    let mut scores = vec![0.0f32; len];
    let mut known: Vec<Known> =
        query.leaves().into_iter().map(|leaf| look_up(scene, leaf, &mut scores)).collect();
    let whole = |known: &[Known]| match &query.root {
        Some(root) => root.evaluate(&mut known.iter().cloned(), len),
        None => Known { sure: Set::none(len), may: Set::none(len) },
    };
    let texts = Arc::new(scene.of_texts());
    let found = |now: &Known, unread: usize, scores: &[f32]| {
        let hits: Vec<Hit> = now.sure.iter().map(|row| hit(row, scores)).collect();
        let incidents = incidents(scene, query);
        Found::new(text, query.clone(), Arc::clone(&texts), (hits, order), incidents, unread)
    };
    let now = whole(&known);
    let unread: Vec<usize> = now.may.iter().filter(|row| !now.sure.contains(*row)).collect();
    if !unread.is_empty() && !progress.is_cancelled() {
        if unread.len() >= MANY {
            let so_far = found(&now, unread.len(), &scores);
            so_far.look_closer(0..SHOWN, &scene.derived, progress);
            early(so_far);
        }
        read(scene, query, &unread, &mut known, &mut scores, progress);
    }
    let left = if progress.is_cancelled() { unread.len() } else { 0 };
    let found = found(&whole(&known), left, &scores);
    found.look_closer(0..SHOWN, &scene.derived, progress);
    found
}

fn hit(row: usize, scores: &[f32]) -> Hit {
    Hit { row: row as u32, score: scores.get(row).copied().unwrap_or(0.0) }
}

/// What is known of a leaf without reading a text.
fn look_up(scene: &Scene, leaf: &Leaf, scores: &mut [f32]) -> Known {
    let len = scene.rows.len();
    let scope = match leaf {
        Leaf::Filter(filter) => {
            let set = scene.filtered(filter);
            return Known { sure: set.clone(), may: set };
        }
        Leaf::Words(_) | Leaf::Pattern(_) => leaf.scope().unwrap_or_default(),
    };
    let mut sure = Set::none(len);
    let mut add = |row: usize, score: f32| {
        sure.insert(row);
        if let Some(slot) = scores.get_mut(row) {
            *slot += score;
        }
    };
    scene.each_live(|row, Live { scope: place, text }| {
        if (scope == Scope::Anywhere || scope == place) && leaf.is_in(text) {
            add(row, LIVE_WEIGHT);
        }
    });
    let joined = scene.joined();
    // By folder: whether the index could answer.
    let mut answered = vec![false; scene.catalogue.folders.len()];
    if let Leaf::Words(words) = leaf
        && (scope.holds_titles() || scope.holds_texts())
    {
        for (nth, folder) in scene.catalogue.folders.iter().enumerate() {
            let Some(held) = &folder.held else { continue };
            match held.view.find(words, scope.holds_titles(), scope.holds_texts()) {
                Ok(Some(hits)) => {
                    let rows = joined.rows.get(nth);
                    for (place, score) in hits {
                        let slot = held.view.slot(place);
                        if let Some(row) = rows.and_then(|rows| *rows.get(slot)?) {
                            add(row as usize, score);
                        }
                    }
                    if let Some(slot) = answered.get_mut(nth) {
                        *slot = true;
                    }
                }
                Ok(None) => {}
                Err(error) => log::warn!("{error}; the texts are read instead"),
            }
        }
    }
    let folder = |nth: usize| joined.folders.get(nth).copied().flatten();
    let unheard = |nth: usize| folder(nth).is_none_or(|f| answered.get(f as usize) != Some(&true));
    // The rows of which no index tells.
    let has_index = scene.catalogue.folders.iter().map(|folder| folder.held.is_some());
    let untold: Vec<usize> = if has_index.eq(answered.iter().copied()) {
        joined.elsewhere.iter().map(|nth| *nth as usize).collect()
    } else {
        let is_elsewhere = |nth: usize| joined.places.get(nth).is_none_or(Option::is_none);
        (0..len).filter(|nth| is_elsewhere(*nth) || unheard(*nth)).collect()
    };
    // Their titles are at hand.
    if scope.holds_titles() {
        let listed = |nth| scene.file(nth).and_then(|file| file.metadata.title.as_ref());
        for &nth in &untold {
            let is_shown = scene.row(nth).is_some_and(|row| leaf.is_in(&row.title));
            if is_shown || listed(nth).is_some_and(|title| leaf.is_in(title)) {
                add(nth, LIVE_WEIGHT);
            }
        }
    }
    let mut may = sure.clone();
    if scope.holds_texts() {
        for nth in untold {
            let kept = || scene.article(nth).is_some_and(|article| article.text.is_some());
            if folder(nth).is_some() || kept() {
                may.insert(nth);
            }
        }
    }
    Known { sure, may }
}

/// Reads texts, and makes what may be found sure or lets it go.
fn read(
    scene: &Scene,
    query: &Query,
    unread: &[usize],
    known: &mut [Known],
    scores: &mut [f32],
    progress: &Progress,
) {
    let leaves = query.leaves();
    progress.set_total(unread.len() as u64);
    let seen: Mutex<Vec<(usize, usize)>> = Mutex::default();
    // Texts that are packed together are read together.
    let mut order: Vec<usize> = unread.to_vec();
    let places = &scene.joined().places;
    order.sort_by_key(|row| places.get(*row).copied().flatten());
    let handfuls: Vec<&[usize]> = order.chunks(HANDFUL).collect();
    side_by_side_with(
        "reading texts",
        handfuls,
        || scene.texts(),
        |texts, rows| {
            let mut own = Vec::new();
            for &row in rows {
                if progress.is_cancelled() {
                    return;
                }
                let Some(text) = texts.text(row) else { continue };
                for (nth, leaf) in leaves.iter().enumerate() {
                    let open = known.get(nth).is_some_and(|known| known.may.contains(row));
                    if open && leaf.scope().is_some_and(Scope::holds_texts) && leaf.is_in(&text) {
                        own.push((nth, row));
                    }
                }
            }
            progress.advance(rows.len() as u64);
            seen.lock().unwrap_or_else(PoisonError::into_inner).append(&mut own);
        },
    );
    for (nth, row) in seen.into_inner().unwrap_or_else(PoisonError::into_inner) {
        if let Some(known) = known.get_mut(nth)
            && !known.sure.contains(row)
        {
            known.sure.insert(row);
            if let Some(score) = scores.get_mut(row) {
                *score += READ_WEIGHT;
            }
        }
    }
    for known in known {
        known.may = known.sure.clone();
    }
}

/// The incidents that a query finds: only where it asks for words.
fn incidents(scene: &Scene, query: &Query) -> Vec<IncidentId> {
    let asks = query.leaves().iter().any(|leaf| leaf.scope().is_some());
    let Some(root) = query.root.as_ref().filter(|_| asks) else { return Vec::new() };
    let all: Vec<_> = scene.project.incidents.values().collect();
    let mut known = query.leaves().into_iter().map(|leaf| {
        let mut set = Set::none(all.len());
        for (nth, incident) in all.iter().enumerate() {
            if scene.incident_has(incident, leaf) {
                set.insert(nth);
            }
        }
        Known { sure: set.clone(), may: set }
    });
    let found = root.evaluate(&mut known, all.len()).sure;
    found.iter().filter_map(|nth| Some(all.get(nth)?.id.clone())).collect()
}
