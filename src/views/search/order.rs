//! The order of the hits.

use std::cmp::Reverse;

use crate::model::ArticleId;
use crate::session::{ArticleRow, Found};

/// The order of the hits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Order {
    /// The best answer first.
    #[default]
    Best,
    /// Published last first; undated ones at the end.
    Newest,
    /// Published first first; undated ones at the end.
    Oldest,
    /// As in the folders.
    Path,
}

impl Order {
    pub(super) const ALL: [Self; 4] = [Self::Best, Self::Newest, Self::Oldest, Self::Path];

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Best => "Best first",
            Self::Newest => "Newest first",
            Self::Oldest => "Oldest first",
            Self::Path => "By path",
        }
    }
}

/// The hits in an order: worked out when one of both changes.
#[derive(Debug, Default)]
pub(super) struct Ordered {
    pub(super) order: Order,
    made_of: Option<(u64, Order)>,
    /// Numbers of the hits; none where they stand as they were found.
    nths: Option<Vec<u32>>,
    len: usize,
}

impl Ordered {
    pub(super) fn refresh(&mut self, found: &Found) {
        let now = (found.number(), self.order);
        if self.made_of == Some(now) {
            return;
        }
        self.made_of = Some(now);
        self.len = found.hits().len();
        let row = |nth: u32| found.row(nth as usize);
        let date = |nth: u32| row(nth).and_then(ArticleRow::published_on);
        let mut nths: Vec<u32> = (0..self.len as u32).collect();
        match self.order {
            Order::Best => {
                self.nths = None;
                return;
            }
            Order::Newest => nths.sort_by_cached_key(|n| Reverse(date(*n))),
            Order::Oldest => nths.sort_by_cached_key(|n| (date(*n).is_none(), date(*n))),
            Order::Path => nths.sort_by_key(|n| row(*n).map(|row| (&row.folder, &row.path))),
        }
        self.nths = Some(nths);
    }

    /// The number of the hit in this place.
    pub(super) fn nth(&self, place: usize) -> Option<usize> {
        match &self.nths {
            Some(nths) => nths.get(place).map(|nth| *nth as usize),
            None => (place < self.len).then_some(place),
        }
    }

    /// The place of an article.
    pub(super) fn place(&self, found: &Found, article: &ArticleId) -> Option<usize> {
        let nth = found.place(article)?;
        match &self.nths {
            Some(nths) => nths.iter().position(|n| *n as usize == nth),
            None => Some(nth),
        }
    }
}
