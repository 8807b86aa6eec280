//! The list that follows from a filter: worked out when something changes, never for a frame.
//!
//! # Invariants
//!
//! - A listing keeps the rows that it was made of: its indices never meet other rows.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::Date;

use super::filter::{Filter, STANDINGS, STATUSES, SortBy, standing};
use super::lines::{Groups, Line};
use crate::jobs::drop_aside;
use crate::model::ArticleId;
use crate::search::{Needle, fold};
use crate::session::{ArticleRow, Likeness, RowState, Rows};

/// Lists of more rows are made on a thread of their own.
pub const AT_ONCE: usize = 4000;

/// Rows in the order of a filter.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Another one after each change.
    number: u64,
    rows: Rows,
    /// By row, what is asked of all of them at once: where it stands, by number, the day that it was
    /// published, and a print of its id.
    standings: Vec<u8>,
    days: Vec<Option<Date>>,
    prints: Vec<u32>,
    likeness: Arc<Likeness>,
    filter: Filter,
    /// All rows, sorted.
    order: Vec<u32>,
    /// Those of them that the words and the folder let through.
    worded: Vec<u32>,
    /// Those of them that publisher, month, language and likeness let through.
    matched: Vec<u32>,
    /// By row: whether its standing lets it through as well.
    is_shown: Vec<bool>,
    groups: Groups,
    /// The lines of those that are let through.
    lines: Vec<Line>,
    /// How many of the matched have which standing.
    pub counts: [usize; STANDINGS],
    /// How many articles are coded or irrelevant.
    pub done: usize,
    /// How many are done or can be coded.
    pub counted: usize,
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
            number: 0,
            order: sorted(rows, filter),
            filter: filter.clone(),
            worded: Vec::new(),
            matched: Vec::new(),
            likeness: Arc::clone(likeness),
            is_shown: Vec::new(),
            groups: Groups::of(rows, likeness),
            lines: Vec::new(),
            counts: [0; STANDINGS],
            done: rows.iter().filter(|r| r.is_done()).count(),
            counted: rows.iter().filter(|r| r.counts()).count(),
            unreadable: numbered().filter(|(_, r)| unreadable(r)).map(|(i, _)| i).collect(),
            standings: rows.iter().map(|r| standing(r) as u8).collect(),
            days: rows.iter().map(|r| r.published_on()).collect(),
            prints: rows.iter().map(|r| print(&r.id)).collect(),
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
                && (&old.path, &old.title, &old.publisher, old.published(), &old.language)
                    == (&new.path, &new.title, &new.publisher, new.published(), &new.language)
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
        let mut changed = Vec::new();
        let pairs = self.rows.iter().zip(rows.iter()).enumerate();
        for (nth, (old, new)) in pairs.filter(|(_, (old, new))| !Arc::ptr_eq(old, new)) {
            if !same_place(old, new) {
                return false;
            }
            now = now.max(behind(old, new));
            changed.push((nth, (old.is_done(), old.counts()), new));
        }
        self.behind = now;
        let mut recount = false;
        for (nth, (was_done, counted), new) in changed {
            self.done += usize::from(new.is_done());
            self.done -= usize::from(was_done);
            self.counted += usize::from(new.counts());
            self.counted -= usize::from(counted);
            let standing = standing(new) as u8;
            if let Some(known) = self.standings.get_mut(nth) {
                recount |= std::mem::replace(known, standing) != standing;
            }
        }
        let before = std::mem::replace(&mut self.rows, Arc::clone(rows));
        if rows.len() > AT_ONCE {
            drop_aside(before);
        }
        if recount {
            self.count();
            self.match_standings();
        }
        true
    }

    /// Counts the standings of what is matched.
    fn count(&mut self) {
        self.counts = [0; STANDINGS];
        for nth in &self.matched {
            let standing = self.standings.get(*nth as usize).copied().unwrap_or_default();
            if let Some(count) = self.counts.get_mut(usize::from(standing)) {
                *count += 1;
            }
        }
    }

    /// Whether articles have been read ahead since it was sorted by what is found so.
    pub fn is_to_be_sorted(&self) -> bool {
        self.behind == Behind::Reading
    }

    /// The same rows by another filter. Work that still holds is not done again.
    pub fn refilter(&mut self, filter: &Filter) {
        let before = std::mem::replace(&mut self.filter, filter.clone());
        let folds = |f: &Filter| Filter { fold: false, unfolded: BTreeSet::new(), ..f.clone() };
        if before != *filter && folds(&before) == folds(filter) {
            // Nothing else moves under the pointer.
            self.match_standings();
            return;
        }
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
            self.match_standings();
        }
    }

    fn match_words(&mut self, narrower: bool) {
        let needle = Needle::new(&self.filter.text);
        if needle.is_none() && self.filter.below.is_none() {
            self.worded.clone_from(&self.order);
            return self.match_facets();
        }
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
        let passes = |nth: &u32| {
            let row = self.rows.get(*nth as usize);
            row.is_some_and(|row| self.filter.facets.hold(row, &self.likeness))
        };
        self.matched = if self.filter.facets.narrow() {
            self.worded.iter().copied().filter(passes).collect()
        } else {
            self.worded.clone()
        };
        self.count();
        self.match_standings();
    }

    /// The rows that words, folder and statuses let through, whatever the facets say.
    pub fn before_facets(&self) -> impl Iterator<Item = &ArticleRow> {
        let rows = self.worded.iter().filter_map(|nth| self.rows.get(*nth as usize));
        rows.map(|row| &**row).filter(|row| self.filter.shows(standing(row)))
    }

    /// The likeness of articles that it was made of.
    pub fn likeness(&self) -> &Likeness {
        &self.likeness
    }

    fn match_standings(&mut self) {
        let standing =
            |nth: u32| self.standings.get(nth as usize).map_or(0, |nth| usize::from(*nth));
        let shown = self.matched.iter().copied().filter(|n| self.filter.shows(standing(*n)));
        let shown: Vec<u32> = shown.collect();
        self.number = next_number();
        self.is_shown = vec![false; self.rows.len()];
        for nth in &shown {
            if let Some(is_shown) = self.is_shown.get_mut(*nth as usize) {
                *is_shown = true;
            }
        }
        self.lines = if self.filter.folds() {
            let group = |id| self.likeness.group_of(id).map(|group| group as u32);
            let unfolded = self.filter.unfolded.iter().filter_map(group).collect();
            self.groups.lines(&shown, &unfolded)
        } else {
            Groups::default().lines(&shown, &BTreeSet::new())
        };
    }

    /// Whether it is of these rows.
    pub fn is_of(&self, rows: &Rows, likeness: &Arc<Likeness>) -> bool {
        Arc::ptr_eq(&self.rows, rows) && Arc::ptr_eq(&self.likeness, likeness)
    }

    /// The filter that it follows from.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Tells these lines from those before them.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// The line in the nth place.
    pub fn line(&self, nth: usize) -> Option<Line> {
        self.lines.get(nth).copied()
    }

    /// How many rows there are, shown or not.
    pub fn all(&self) -> usize {
        self.rows.len()
    }

    /// The row on the nth line.
    pub fn row(&self, nth: usize) -> Option<&ArticleRow> {
        self.at(self.lines.get(nth)?.row)
    }

    /// The row of this index, as [`Self::unreadable`] and the lines give it.
    pub fn at(&self, index: u32) -> Option<&ArticleRow> {
        self.rows.get(index as usize).map(|row| &**row)
    }

    /// The line that an article is on.
    pub fn place(&self, id: &ArticleId) -> Option<usize> {
        let row = self.index(id)?;
        self.lines.iter().position(|line| line.row == row)
    }

    /// The row of an article, shown or not.
    fn index(&self, id: &ArticleId) -> Option<u32> {
        let print = print(id);
        let alike = (0u32..).zip(&self.prints).filter(|(_, known)| **known == print);
        alike.map(|(row, _)| row).find(|row| self.at(*row).is_some_and(|row| row.id == *id))
    }

    /// Of the rows that are let through and `open`, the one published first of those after an
    /// article, undated ones last; else the first of all.
    pub fn queued_after(
        &self,
        from: Option<&ArticleId>,
        open: impl Fn(&ArticleRow) -> bool,
    ) -> Option<&ArticleRow> {
        let place = |row: u32| {
            let day = self.days.get(row as usize).copied().flatten();
            (day.is_none(), day, row)
        };
        let from = from.and_then(|from| self.index(from));
        let here = from.map(place);
        let (mut first, mut next) = (None, None);
        for (row, is_shown) in (0u32..).zip(&self.is_shown) {
            let at = place(row);
            let is_less = |known: Option<_>| known.is_none_or(|known| at < known);
            let is_next = here.is_none_or(|here| at > here) && is_less(next);
            // Which of them are done, or cannot be, is known without a look at them.
            let is_done = self.standings.get(row as usize).is_some_and(|standing| *standing > 1);
            let is_asked = *is_shown && !is_done && Some(row) != from;
            if is_asked && (is_next || is_less(first)) && self.at(row).is_some_and(&open) {
                next = if is_next { Some(at) } else { next };
                first = if is_less(first) { Some(at) } else { first };
            }
        }
        next.or(first).and_then(|(_, _, row)| self.at(row))
    }

    /// The line that an article is folded behind, where it is.
    pub fn folded_behind(&self, id: &ArticleId) -> Option<usize> {
        let group = self.likeness.group_of(id)? as u32;
        let head =
            |line: &Line| line.part.folded() > 0 && self.groups.group(line.row) == Some(group);
        let at = self.lines.iter().position(head)?;
        // The filter may hold it back, rather than the fold.
        let row = self.index(id)?;
        let is_shown = self.is_shown.get(row as usize) == Some(&true);
        (is_shown && self.row(at)?.id != *id).then_some(at)
    }

    /// How many articles are folded behind those of these that are on a line.
    pub fn folded_with(&self, ids: &BTreeSet<&ArticleId>) -> usize {
        let folded = self.lines.iter().filter(|line| line.part.folded() > 0);
        let heads = folded.filter_map(|line| Some((line, &self.at(line.row)?.id)));
        let (mut count, mut of) = (0, BTreeMap::new());
        for (line, head) in heads.filter(|(_, head)| ids.contains(head)) {
            count += line.part.folded();
            of.insert(self.likeness.group_of(head), head);
        }
        // Chosen before they were folded.
        let is_folded = |id: &&&ArticleId| {
            let head = self.likeness.group_of(id).and_then(|group| of.get(&Some(group)));
            head.is_some_and(|head| *head != **id)
        };
        count.saturating_sub(if of.is_empty() { 0 } else { ids.iter().filter(is_folded).count() })
    }

    /// The line after that of an article, or the one before it; where it is on none, the nearest
    /// that follows in the order. Without an article: the first, or the last.
    pub fn neighbour(&self, from: Option<&ArticleId>, forward: bool) -> Option<&ArticleRow> {
        let step = |at: usize| if forward { Some(at + 1) } else { at.checked_sub(1) };
        if let Some(at) = from.and_then(|from| self.place(from)) {
            return step(at).and_then(|to| self.row(to));
        }
        if let Some(head) = from.and_then(|from| self.folded_behind(from)) {
            return self.row(if forward { head + 1 } else { head });
        }
        let Some(from) = from else {
            return if forward { self.row(0) } else { self.row(self.len().checked_sub(1)?) };
        };
        let next = self.onward(Some(from), forward).next()?;
        let at = self.place(&next.id).or_else(|| self.folded_behind(&next.id))?;
        self.row(at)
    }

    /// The rows that follow an article in this order (or precede it, nearest first), folded ones
    /// among them, though the article itself may be held back by the filter. Without an article:
    /// from the end.
    pub fn onward(
        &self,
        from: Option<&ArticleId>,
        forward: bool,
    ) -> impl Iterator<Item = &ArticleRow> {
        let from = from.and_then(|from| self.index(from));
        let at = from.and_then(|from| self.order.iter().position(|row| *row == from));
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

/// Stands for an id: that two share one is seen when they are looked at.
fn print(id: &ArticleId) -> u32 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish() as u32
}

fn next_number() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
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
            // What cannot be coded comes last in any case.
            let nth = |n: &u32| row(*n).map_or(0, standing);
            let turned = |nth: usize| STATUSES.len().checked_sub(nth + 1).unwrap_or(nth);
            order.sort_by_key(|n| if descending { turned(nth(n)) } else { nth(n) });
        }
    }
    order
}
