//! Where the search over everything has found something in the article that is being read.

use std::ops::Range;
use std::sync::Arc;

use crate::search::hits;
use crate::session::Found;

/// The hits of a search in a text: worked out when one of both changes.
#[derive(Debug, Default)]
pub(super) struct FoundHere {
    made_of: Option<(u64, Arc<str>)>,
    hits: Vec<Range<usize>>,
}

impl FoundHere {
    /// The hits in a text, in order.
    pub(super) fn of(&mut self, found: Option<&Arc<Found>>, text: &Arc<str>) -> &[Range<usize>] {
        let Some(found) = found else { return &[] };
        let known = self.made_of.as_ref();
        if known.is_none_or(|(number, of)| *number != found.number() || !Arc::ptr_eq(of, text)) {
            self.hits = hits(&found.query().marked(), text);
            self.made_of = Some((found.number(), Arc::clone(text)));
        }
        &self.hits
    }
}
