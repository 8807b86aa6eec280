//! What edits have touched since something was made from the project: so that it can follow them
//! and need not be made anew.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use super::Session;
use crate::analysis::Touched;
use crate::model::IncidentId;

/// How many edits are remembered: what is looked at in each frame follows each of them.
const REMEMBERED: usize = 32;

/// A state of the project of one session.
#[derive(Clone, Debug)]
pub struct Moment {
    session: Arc<()>,
    revision: u64,
}

impl PartialEq for Moment {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.session, &other.session) && self.revision == other.revision
    }
}

/// What the last edits have touched.
#[derive(Default)]
pub(super) struct Since {
    session: Arc<()>,
    /// Of each step: the revisions before and after it, and the incidents; none where all may be
    /// others.
    steps: VecDeque<(u64, u64, Option<BTreeSet<IncidentId>>)>,
}

impl Since {
    pub(super) fn note(&mut self, before: u64, after: u64, touched: &Touched) {
        self.steps.push_back((before, after, touched.incidents()));
        if self.steps.len() > REMEMBERED {
            self.steps.pop_front();
        }
    }
}

impl Session {
    /// The state that the project is in now.
    pub fn moment(&self) -> Moment {
        Moment { session: Arc::clone(&self.since.session), revision: self.derived_at }
    }

    /// The incidents whose row or figures may be others than at that moment; none where that may be
    /// all of them.
    pub fn touched_since(&self, moment: &Moment) -> Option<BTreeSet<IncidentId>> {
        if !Arc::ptr_eq(&moment.session, &self.since.session) {
            return None;
        }
        let mut touched = BTreeSet::new();
        let mut at = moment.revision;
        for (before, after, incidents) in &self.since.steps {
            if *before == at {
                touched.extend(incidents.as_ref()?.iter().cloned());
                at = *after;
            }
        }
        (at == self.derived_at).then_some(touched)
    }
}
