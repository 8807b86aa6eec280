//! What is typed into the window's forms and no edit yet: kept beside the project while it is being
//! typed, given back when the project is opened again after the program has ended without a word.

use std::time::Duration;

use super::Session;
use crate::persist::{Drafts, Journal};

/// How long the new file is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// The drafts of an open project.
#[derive(Default)]
pub(super) struct Kept {
    /// What was found when the project was opened, until a window takes it.
    found: Option<Drafts>,
    /// What was handed to the journal last, or found.
    last: Drafts,
}

impl Kept {
    /// Whether something was being typed when the program ended.
    pub(super) fn of(found: Drafts) -> Self {
        let last = found.clone();
        Self { found: Some(found).filter(|found| !found.is_empty()), last }
    }
}

impl Session {
    /// What was being typed when the program ended, for the window to put back into its forms.
    /// Given once.
    pub fn take_drafts(&mut self) -> Option<Drafts> {
        self.drafts.found.take()
    }

    /// Keeps what is typed now, in the place of what was typed before: on the disk within about
    /// 100 ms, and no part of the project.
    pub fn keep_drafts(&mut self, drafts: Drafts) {
        // What nobody has taken yet is not lost for another's sake.
        if self.drafts.found.is_some() || self.drafts.last == drafts {
            return;
        }
        let Some(journal) = &self.place.journal else { return };
        journal.keep_drafts(drafts.clone());
        self.drafts.last = drafts;
    }

    /// What is typed goes with the project when that gets another file: into the new journal's
    /// drafts, and only then out of the old one's.
    pub(super) fn move_drafts(&self, to: &Journal) {
        if self.drafts.last.is_empty() {
            return;
        }
        to.keep_drafts(self.drafts.last.clone());
        if let Err(error) = to.flush(PATIENCE) {
            log::warn!("{error}");
        }
        if let Some(old) = &self.place.journal {
            old.keep_drafts(Drafts::default());
        }
    }
}
