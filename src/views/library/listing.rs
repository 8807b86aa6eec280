//! The list that follows from a filter: worked out when something changes, never for a frame.
//!
//! # Invariants
//!
//! - A listing keeps the rows that it was made of: its indices never meet other rows.

use std::cmp::Reverse;
use std::sync::Arc;

use super::filter::{Filter, STATUSES, SortBy, nth_status};
use crate::model::ArticleId;
use crate::search::{Needle, fold};
use crate::session::{ArticleRow, Likeness, RowState, Rows};

/// Rows in the order of a filter.
#[derive(Debug)]
pub struct Listing {
    rows: Rows,
    likeness: Arc<Likeness>,
    filter: Filter,
    /// All rows, sorted.
    order: Vec<u32>,
    /// Those of them that the words and the folder let through.
    worded: Vec<u32>,
    /// Those of them that publisher, month, language and likeness let through.
    matched: Vec<u32>,
    /// Those of them that the statuses let through.
    shown: Vec<u32>,
    /// The same, by row.
    is_shown: Vec<bool>,
    /// How many of the matched have which status.
    pub counts: [usize; STATUSES.len()],
    /// How many articles are coded or irrelevant.
    pub done: usize,
    /// Rows that cannot be read.
    pub unreadable: Vec<u32>,
    /// How far the counts by which it is sorted are others by now.
    behind: Behind,
}

/// How far an order by counts is behind the counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Behind {
    /// Not at all.
    Nothing,
    /// Coding has changed some: the list does not move under the reader, the next filter sorts it.
    Coding,
    /// Articles have been read ahead, so that their counts are known now: it is to be sorted soon.
    Reading,
}

impl Listing {
    /// The list of these rows.
    pub fn new(rows: &Rows, likeness: &Arc<Likeness>, filter: &Filter) -> Self {
        let numbered = || (0u32..).zip(rows.iter());
        let unreadable = |r: &ArticleRow| matches!(r.state, RowState::Unreadable(_));
        let mut listing = Self {
            order: sorted(rows, filter),
            filter: filter.clone(),
            worded: Vec::new(),
            matched: Vec::new(),
            likeness: Arc::clone(likeness),
            shown: Vec::new(),
            is_shown: Vec::new(),
            counts: [0; STATUSES.len()],
            done: rows.iter().filter(|r| r.is_done()).count(),
            unreadable: numbered().filter(|(_, r)| unreadable(r)).map(|(i, _)| i).collect(),
            rows: Arc::clone(rows),
            behind: Behind::Nothing,
        };
        listing.match_words(false);
        listing
    }

    /// Takes in other rows of the same articles, where all that have changed keep their place: so it
    /// is after an edit. Sorted by counts of claims or suggestions they keep it in any case: see
    /// [`Self::is_to_be_sorted`]. False where the list must be made anew: also where other articles
    /// are found to be alike.
    pub fn take_in(&mut self, rows: &Rows, likeness: &Arc<Likeness>) -> bool {
        if !Arc::ptr_eq(&self.likeness, likeness) || self.rows.len() != rows.len() {
            return false;
        }
        let sort = self.filter.sort;
        let by_status = sort == SortBy::Status;
        let same_place = |old: &ArticleRow, new: &ArticleRow| {
            let file = |r: &ArticleRow| (r.id.clone(), r.folder.clone(), r.state.clone());
            file(old) == file(new)
                && (&old.path, &old.title, &old.publisher, &old.published, &old.language)
                    == (&new.path, &new.title, &new.publisher, &new.published, &new.language)
                && !(by_status && old.status != new.status)
        };
        let behind = |old: &ArticleRow, new: &ArticleRow| {
            let now_known = old.unreviewed.is_some() != new.unreviewed.is_some();
            if sort == SortBy::Suggestions && now_known {
                Behind::Reading
            } else if (sort == SortBy::Suggestions && old.unreviewed != new.unreviewed)
                || (sort == SortBy::Claims && old.claims != new.claims)
            {
                Behind::Coding
            } else {
                Behind::Nothing
            }
        };
        let mut now = self.behind;
        for (old, new) in self.rows.iter().zip(rows.iter()).filter(|(a, b)| !Arc::ptr_eq(a, b)) {
            if !same_place(old, new) {
                return false;
            }
            now = now.max(behind(old, new));
        }
        self.behind = now;
        self.rows = Arc::clone(rows);
        self.done = rows.iter().filter(|r| r.is_done()).count();
        self.counts = [0; STATUSES.len()];
        for row in self.matched.iter().filter_map(|nth| rows.get(*nth as usize)) {
            if let Some(count) = self.counts.get_mut(nth_status(&row.status)) {
                *count += 1;
            }
        }
        self.match_statuses();
        true
    }

    /// Whether articles have been read ahead since it was sorted by what is found so.
    pub fn is_to_be_sorted(&self) -> bool {
        self.behind == Behind::Reading
    }

    /// The same rows by another filter. Work that still holds is not done again.
    pub fn refilter(&mut self, filter: &Filter) {
        let before = std::mem::replace(&mut self.filter, filter.clone());
        let other = (before.sort, before.descending) != (filter.sort, filter.descending);
        let resort = other || self.behind != Behind::Nothing;
        if resort {
            self.order = sorted(&self.rows, filter);
            self.behind = Behind::Nothing;
        }
        if resort || before.text != filter.text || before.below != filter.below {
            // Typing on can only hold back more of what is there.
            let narrower = !resort
                && before.below == filter.below
                && !before.text.trim().is_empty()
                && filter.text.starts_with(&before.text);
            self.match_words(narrower);
        } else if before.facets != filter.facets {
            self.match_facets();
        } else {
            self.match_statuses();
        }
    }

    fn match_words(&mut self, narrower: bool) {
        let needle = Needle::new(&self.filter.text);
        let from = if narrower { &self.worded } else { &self.order };
        let mut words = String::new();
        let passes = |row: &ArticleRow, words: &mut String| {
            if self.filter.below.as_ref().is_some_and(|below| !below.holds(row)) {
                return false;
            }
            needle.as_ref().is_none_or(|needle| {
                words.clear();
                for part in [&row.title, &row.publisher, &*row.path] {
                    words.push_str(part);
                    words.push('\n');
                }
                needle.matches(words)
            })
        };
        let row = |nth: u32| self.rows.get(nth as usize);
        let passing = from.iter().copied();
        let passing = passing.filter(|n| row(*n).is_some_and(|row| passes(row, &mut words)));
        self.worded = passing.collect();
        self.match_facets();
    }

    fn match_facets(&mut self) {
        let mut counts = [0; STATUSES.len()];
        let mut matched = Vec::with_capacity(self.worded.len());
        for &nth in &self.worded {
            let Some(row) = self.rows.get(nth as usize) else { continue };
            if self.filter.facets.hold(row, &self.likeness) {
                matched.push(nth);
                if let Some(count) = counts.get_mut(nth_status(&row.status)) {
                    *count += 1;
                }
            }
        }
        self.matched = matched;
        self.counts = counts;
        self.match_statuses();
    }

    /// The rows that words, folder and statuses let through, whatever the facets say.
    pub fn before_facets(&self) -> impl Iterator<Item = &ArticleRow> {
        let rows = self.worded.iter().filter_map(|nth| self.rows.get(*nth as usize));
        rows.map(|row| &**row).filter(|row| self.filter.shows(nth_status(&row.status)))
    }

    /// The likeness of articles that it was made of.
    pub fn likeness(&self) -> &Likeness {
        &self.likeness
    }

    fn match_statuses(&mut self) {
        let status = |nth: u32| self.rows.get(nth as usize).map_or(0, |r| nth_status(&r.status));
        let shown = self.matched.iter().copied().filter(|n| self.filter.shows(status(*n)));
        self.shown = shown.collect();
        self.is_shown = vec![false; self.rows.len()];
        for nth in &self.shown {
            if let Some(is_shown) = self.is_shown.get_mut(*nth as usize) {
                *is_shown = true;
            }
        }
    }

    /// Whether it is of these rows.
    pub fn is_of(&self, rows: &Rows, likeness: &Arc<Likeness>) -> bool {
        Arc::ptr_eq(&self.rows, rows) && Arc::ptr_eq(&self.likeness, likeness)
    }

    /// The filter that it follows from.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// How many rows there are, shown or not.
    pub fn all(&self) -> usize {
        self.rows.len()
    }

    /// The row in the nth place of the list.
    pub fn row(&self, nth: usize) -> Option<&ArticleRow> {
        self.rows.get(*self.shown.get(nth)? as usize).map(|row| &**row)
    }

    /// The row of this index, as [`Self::unreadable`] gives it.
    pub fn at(&self, index: u32) -> Option<&ArticleRow> {
        self.rows.get(index as usize).map(|row| &**row)
    }

    /// The place of an article in the list.
    pub fn place(&self, id: &ArticleId) -> Option<usize> {
        self.shown.iter().position(|n| self.rows.get(*n as usize).is_some_and(|r| r.id == *id))
    }

    /// The rows that follow an article in this order (or precede it, nearest first), though the
    /// article itself may be held back by the filter. Without an article: from the end.
    pub fn onward(
        &self,
        from: Option<&ArticleId>,
        forward: bool,
    ) -> impl Iterator<Item = &ArticleRow> {
        let is_from = |n: &u32| self.rows.get(*n as usize).map(|r| &r.id) == from;
        let at = from.and_then(|_| self.order.iter().position(is_from));
        let (before, after) = match at {
            Some(at) => {
                let (before, rest) = self.order.split_at(at);
                (before, rest.get(1..).unwrap_or_default())
            }
            None => (&self.order[..], &self.order[..]),
        };
        let (ahead, back) = if forward { (after, &[][..]) } else { (&[][..], before) };
        let (ahead, back) = (ahead.iter(), back.iter().rev());
        ahead
            .chain(back)
            .filter(|n| self.is_shown.get(**n as usize) == Some(&true))
            .filter_map(|n| self.rows.get(*n as usize).map(|row| &**row))
    }
}

fn sorted(rows: &[Arc<ArticleRow>], filter: &Filter) -> Vec<u32> {
    let mut order: Vec<u32> = (0u32..).zip(rows).map(|(nth, _)| nth).collect();
    let row = |nth: u32| rows.get(nth as usize).map(|row| &**row);
    let date = |nth: u32| row(nth).and_then(ArticleRow::published_on);
    let folded = |nth: u32, text: fn(&ArticleRow) -> &str| row(nth).map(|r| fold(text(r)));
    match (filter.sort, filter.descending) {
        (SortBy::Path, false) => {}
        (SortBy::Path, true) => order.reverse(),
        (SortBy::Date, false) => {
            order.sort_by_cached_key(|n| (date(*n).is_none(), date(*n)));
        }
        (SortBy::Date, true) => order.sort_by_cached_key(|n| Reverse(date(*n))),
        (SortBy::Title, false) => order.sort_by_cached_key(|n| folded(*n, |r| &r.title)),
        (SortBy::Title, true) => {
            order.sort_by_cached_key(|n| Reverse(folded(*n, |r| &r.title)));
        }
        (SortBy::Publisher, false) => {
            let key = |n: &u32| folded(*n, |r| &r.publisher);
            order.sort_by_cached_key(|n| (key(n) == Some(String::new()), key(n), date(*n)));
        }
        (SortBy::Publisher, true) => {
            order.sort_by_cached_key(|n| (Reverse(folded(*n, |r| &r.publisher)), date(*n)));
        }
        (SortBy::Suggestions, descending) => {
            let count = |n: &u32| row(*n).and_then(|r| r.unreviewed).unwrap_or(0);
            order.sort_by_key(|n| if descending { usize::MAX - count(n) } else { count(n) });
        }
        (SortBy::Claims, descending) => {
            let claims = |n: &u32| row(*n).map_or(0, |r| r.claims);
            if descending {
                order.sort_by_key(|n| Reverse(claims(n)));
            } else {
                order.sort_by_key(claims);
            }
        }
        (SortBy::Status, descending) => {
            let nth = |n: &u32| row(*n).map_or(0, |r| nth_status(&r.status));
            order.sort_by_key(|n| if descending { STATUSES.len() - nth(n) } else { nth(n) });
        }
    }
    order
}
