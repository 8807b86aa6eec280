//! The order of the hits of a search.

use std::cmp::Reverse;
use std::sync::Arc;

use super::found::Hit;
use crate::session::ArticleRow;

/// The order of the hits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum HitOrder {
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

impl HitOrder {
    /// Every order there is.
    pub const ALL: [Self; 4] = [Self::Best, Self::Newest, Self::Oldest, Self::Path];

    /// Sorts the hits of these rows. Of equals the better answer comes first, and of these the one
    /// that stands first in the folders.
    pub(super) fn sort(self, hits: &mut [Hit], rows: &[Arc<ArticleRow>]) {
        let date = |hit: &Hit| rows.get(hit.row as usize).and_then(|row| row.published_on());
        // As in the folders: so the rows stand.
        if self == Self::Path {
            return hits.sort_unstable_by_key(|hit| hit.row);
        }
        // One number to compare: of scores, none of which is below nought, the bits are in order.
        let place =
            |hit: &Hit| u64::from(u32::MAX - hit.score.to_bits()) << 32 | u64::from(hit.row);
        hits.sort_unstable_by_key(place);
        match self {
            Self::Best | Self::Path => {}
            Self::Newest => hits.sort_by_cached_key(|hit| Reverse(date(hit))),
            Self::Oldest => hits.sort_by_cached_key(|hit| (date(hit).is_none(), date(hit))),
        }
    }
}
