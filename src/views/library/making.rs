//! What takes long to work out of very many rows, in the making on a thread of its own: until it is
//! there what was made before stands.

use std::sync::Arc;

use eframe::egui::Context;

use super::filter::Filter;
use super::listing::Listing;
use super::tree::Leaves;
use crate::jobs::Job;
use crate::session::{Likeness, Rows};

/// Something in the making, where there is anything.
pub struct Making<T>(Option<Job<T>>);

/// A list that was made.
pub struct Made {
    /// The list.
    pub listing: Listing,
    /// What the tree needs to know of its rows, where they are others than before.
    pub leaves: Option<Leaves>,
}

impl Making<Made> {
    /// Makes the list of other rows.
    pub fn anew(&mut self, ctx: &Context, rows: &Rows, likeness: &Arc<Likeness>, filter: &Filter) {
        let (rows, likeness, filter) = (Arc::clone(rows), Arc::clone(likeness), filter.clone());
        self.start(ctx, move || Made {
            listing: Listing::new(&rows, &likeness, &filter),
            leaves: Some(Leaves::of(&rows)),
        });
    }

    /// Makes the list of the same rows by another filter.
    pub fn refilter(&mut self, ctx: &Context, listing: &Listing, filter: &Filter) {
        let (mut listing, filter) = (listing.clone(), filter.clone());
        self.start(ctx, move || {
            listing.refilter(&filter);
            Made { listing, leaves: None }
        });
    }
}

impl<T: Send + 'static> Making<T> {
    /// Makes something. The window is drawn again when it is there.
    pub fn start(&mut self, ctx: &Context, make: impl FnOnce() -> T + Send + 'static) {
        let ctx = ctx.clone();
        let waker = Arc::new(move || ctx.request_repaint());
        self.0 = Some(Job::start("Sorting the list", waker, move |_| make()));
    }

    /// What has been made since it was asked for.
    pub fn take(&mut self) -> Option<T> {
        let job = self.0.as_mut()?;
        let made = job.poll();
        if job.is_finished() {
            self.0 = None;
        }
        made
    }

    /// Whether anything is in the making.
    pub fn is_busy(&self) -> bool {
        self.0.is_some()
    }
}

impl<T> Default for Making<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> std::fmt::Debug for Making<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Making").field(&self.0.is_some()).finish()
    }
}
