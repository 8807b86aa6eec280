//! The headless program: everything that a user can do, without a window. The window and the
//! command line are two faces of it.
//!
//! A [`Session`] holds one open project: its rows, its history, its journal on disk, the folders
//! of articles that it draws on, and what is derived from all that. Whoever owns it calls
//! [`Session::poll`] now and then to take in what jobs have brought.
//!
//! *Invariants*: a change happens only in `run`, `undo` and `redo`, and each one is in the journal
//! before the next begins. Nothing here knows of a window.

mod ahead;
mod articles;
mod at_hand;
mod basis;
mod drafts;
mod host;
pub mod last_words;
mod likely;
mod open;
mod outline;
mod outside;
mod places;
mod prefs;
mod reading;
mod reload;
mod renamed;
mod rows;
mod run;
mod sample;
mod save;
mod search;
mod since;
mod trouble;
mod verify;
mod watch;
mod write;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analysis::{Derived, Finding, Findings};
use crate::corpus::{Library, Texts, Verified};
use crate::edit::History;
use crate::jobs::Job;
use crate::model::{FolderId, IdSource, Project};
use crate::persist::{Hold, Journal};
use rows::Pace;

pub use ahead::{ArticlePair, Fate, Placement, Placing, Proposal, ReadAhead, RuleTally};
pub use articles::{ArticleRow, RowState, Rows};
pub use basis::Detail;
pub use host::{Clock, Dirs, Host};
pub use open::OpenError;
pub use outline::{Mark, Outline};
pub use places::{PlacesError, PlacesImported};
pub use prefs::{Prefs, Theme};
pub use reading::{FileOf, ReadAs};
pub use reload::OnlyHere;
pub use run::{Done, EditError};
pub use sample::{SAMPLE_NAME, reset_sample, sample_project};
pub use save::SaveError;
pub use search::{Found, Hit, HitOrder, Likeness, Shown};
pub use since::Moment;
pub use trouble::{RestoreError, Trouble};
pub use watch::OnDisk;
pub use write::WriteError;

/// One open project.
pub struct Session {
    host: Host,
    project: Project,
    history: History,
    revision: u64,
    ids: IdSource,
    place: Place,
    /// State of the history at the last save.
    saved_state: u64,
    saved_at: Option<jiff::Timestamp>,
    saving: Option<save::Saving>,
    library: Library,
    texts: Texts,
    aside: RefCell<at_hand::Aside>,
    rows: rows::Shown,
    derived: Arc<Derived>,
    findings: Findings,
    derived_at: u64,
    /// The revision of what was read ahead that the findings are of.
    waiting_at: u64,
    ahead: ahead::Ahead,
    since: since::Since,
    outlines: RefCell<Vec<Arc<Outline>>>,
    verifying: Option<Job<Vec<Verified>>>,
    files: verify::Files,
    notices: Vec<Notice>,
    outside: outside::Outside,
    drafts: drafts::Kept,
    finder: search::Finder,
    upkeep: search::Upkeep,
    catalogue: search::Kept,
    looking: reading::Looking,
    importing: places::Importing,
}

/// Where the project is on disk.
struct Place {
    /// Its file; for a project that was never saved, where its journal stands meanwhile.
    path: PathBuf,
    /// Whether that file is the project's own, chosen by the user.
    named: bool,
    journal: Option<Journal>,
    /// The journal that stood there and did not fit the file.
    set_aside: Option<PathBuf>,
    /// Held, or asked for, while the project is open for changes.
    hold: Option<Hold>,
    /// Why it cannot be changed.
    read_only: Option<String>,
    /// Whether it only stands in the place of a project that is being opened.
    awaited: bool,
    /// Who has it open elsewhere, where that is why.
    held: Option<String>,
    /// Hash of the file as it was read or written here last; empty where there is none.
    hash: String,
    /// Why the last save has failed.
    not_saved: Option<String>,
    /// Looks after the file.
    watch: Option<watch::Watch>,
}

/// Something that a user should know. Shown once, quietly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// How grave it is.
    pub kind: NoticeKind,
    /// What happened, and what to do if anything.
    pub text: String,
}

/// How grave a notice is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoticeKind {
    /// Good to know.
    Info,
    /// Worth a look.
    Warning,
    /// Something failed.
    Error,
}

impl Session {
    /// The project as it is now.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Grows with every change of the project: what is derived is keyed on it.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The world around.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// The folders of articles.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Figures and indexes derived from the project as it is now.
    pub fn derived(&self) -> &Derived {
        &self.derived
    }

    /// What the checks have found.
    pub fn findings(&self) -> &[Arc<Finding>] {
        self.findings.list()
    }

    /// Grows whenever the findings may have changed.
    pub fn findings_revision(&self) -> u64 {
        self.revision + self.ahead.revision
    }

    /// The project's file, where it has one.
    pub fn path(&self) -> Option<&Path> {
        self.place.named.then_some(self.place.path.as_path())
    }

    /// Why the project cannot be changed here, where that is so.
    pub fn read_only(&self) -> Option<&str> {
        self.place.read_only.as_deref()
    }

    /// Why edits do not reach the journal, while that is so.
    pub fn journal_error(&self) -> Option<String> {
        if let Some(why) = self.unwritable() {
            return Some(format!("the folder cannot be written: {why}"));
        }
        self.place.journal.as_ref().and_then(Journal::error)
    }

    /// The journal, for a panic hook to flush.
    pub fn journal(&self) -> Option<Journal> {
        self.place.journal.clone()
    }

    /// Whether there is something that no save holds.
    pub fn is_dirty(&self) -> bool {
        self.history.state() != self.saved_state
    }

    /// When the project was saved last in this session.
    pub fn saved_at(&self) -> Option<jiff::Timestamp> {
        self.saved_at
    }

    /// The number of the step that was made last: the same again once undo and redo lead back to it.
    pub fn step(&self) -> u64 {
        self.history.state()
    }

    /// What Undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.next_undo().map(|t| t.label.as_str())
    }

    /// What Redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.next_redo().map(|t| t.label.as_str())
    }

    /// What happened since the last call that a user should know.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    fn notify(&mut self, kind: NoticeKind, text: impl Into<String>) {
        let text = text.into();
        log::info!("{text}");
        self.notices.push(Notice { kind, text });
    }

    /// Takes in what jobs have brought and recomputes what hangs on a new revision. True where
    /// anything has changed.
    pub fn poll(&mut self) -> bool {
        let mut changed = self.library.poll();
        changed |= self.poll_text(changed);
        changed |= self.poll_save();
        changed |= self.poll_hold();
        changed |= self.poll_verify();
        changed |= self.find_renamed();
        changed |= self.poll_ahead();
        changed |= self.poll_outside();
        changed |= self.refresh();
        // What is read ahead, and indexed, is read line by line: once they are up to date.
        changed |= self.gather();
        changed |= self.poll_upkeep();
        changed |= self.poll_search();
        changed |= self.poll_inspection();
        changed |= self.poll_import();
        changed
    }

    /// Recomputes what is derived, where the project or the library has changed.
    pub fn refresh(&mut self) -> bool {
        self.refresh_at(Pace::Slices)
    }

    /// As [`refresh`](Self::refresh). Of a large library the lines may be made over several calls.
    fn refresh_at(&mut self, pace: Pace) -> bool {
        // The articles that an edit has touched; none where all may be others.
        let mut articles = Some(BTreeSet::new());
        let edited = self.derived_at != self.revision;
        if self.derived_at == 0 {
            self.derived = Arc::new(Derived::of(&self.project));
            self.findings = Findings::of(&self.project, &self.derived);
            self.refresh_decisions();
            articles = None;
        } else if edited {
            let touched = Arc::make_mut(&mut self.derived).follow(&self.project);
            self.findings.follow(&self.project, &self.derived, &touched);
            self.since.note(self.derived_at, self.revision, &touched);
            self.follow_outline(self.derived_at, &touched);
            articles = touched.articles().cloned();
            let decided = self.refresh_decisions();
            articles = articles.zip(decided).map(joined);
        }
        let ahead = self.waiting_at != self.ahead.revision;
        articles = articles.zip(self.ahead.take_told()).map(joined);
        if edited || ahead {
            self.note_unreviewed(articles.as_ref());
            self.derived_at = self.revision;
            self.waiting_at = self.ahead.revision;
        }
        edited | ahead | self.refresh_rows(edited, articles, pace)
    }

    /// Waits for the folders to be listed; titles and metadata may still be read.
    pub fn settle_listing(&mut self) {
        self.library.wait_listed();
        self.refresh_at(Pace::AtOnce);
    }

    /// A world for the session that follows this one: with other ids.
    pub fn next_host(&self) -> Host {
        let mut ids = self.ids.clone();
        Host { seed: ids.next_bits(), ..self.host.clone() }
    }

    /// Waits for the folders to be read and for a save to end: for headless work and tests.
    pub fn settle(&mut self) {
        self.library.wait();
        self.settle_outside();
        self.settle_import();
        let verified = self.verifying.take().and_then(crate::jobs::Job::wait);
        let waiting = self.files.take_waiting();
        self.adopt(waiting.into_iter().chain(verified.into_iter().flatten()).collect());
        // What was found to be gone or changed has made the folders be read again.
        self.library.wait();
        self.find_renamed();
        self.wait_for_save();
        if let Some(watch) = &self.place.watch {
            watch.look();
        }
        self.poll_hold();
        self.refresh_at(Pace::AtOnce);
        self.settle_ahead();
        self.refresh_at(Pace::AtOnce);
        self.settle_upkeep();
        self.settle_search();
        self.settle_inspection();
        self.arm_outside();
    }

    /// Long work that is under way, in the order in which it is shown.
    pub fn underway(&self) -> Vec<Underway> {
        let reading = self.library.folders().iter().filter_map(|folder| {
            let job = folder.job()?;
            let work = Work::Reading(folder.id.clone());
            Some(Underway { work, label: job.label().to_owned(), fraction: job.fraction() })
        });
        let mut all: Vec<Underway> = reading.collect();
        let mut add = |work, label: &str, fraction| {
            all.push(Underway { work, label: label.to_owned(), fraction });
        };
        if let Some(job) = &self.verifying {
            add(Work::Checking, job.label(), job.fraction());
        }
        if let Some(job) = self.ahead_job() {
            add(Work::Ahead, job.label(), job.fraction());
        }
        if let Some(job) = self.pair_job() {
            add(Work::Pairs, job.label(), job.fraction());
        }
        for (label, fraction) in self.upkeep_jobs() {
            add(Work::Upkeep, label, fraction);
        }
        if let Some(job) = self.importing.job() {
            add(Work::Importing, job.label(), job.fraction());
        }
        if let Some(fraction) = self.searching() {
            add(Work::Searching, "Searching", fraction);
        }
        all
    }

    /// Stops long work. What it has done so far stays.
    pub fn stop(&mut self, work: &Work) {
        match work {
            Work::Opening => {}
            Work::Reading(folder) => self.library.stop(folder),
            Work::Checking => self.verifying = None,
            Work::Ahead => self.stop_reading_ahead(),
            Work::Pairs => self.stop_looking_for_pairs(),
            Work::Upkeep => self.stop_upkeep(),
            Work::Importing => self.stop_import(),
            Work::Searching => self.stop_search(),
        }
    }
}

fn joined<T: Ord>((mut some, others): (BTreeSet<T>, BTreeSet<T>)) -> BTreeSet<T> {
    some.extend(others);
    some
}

/// Long work that is under way.
#[derive(Clone, PartialEq, Debug)]
pub struct Underway {
    /// What it is.
    pub work: Work,
    /// Its name for people.
    pub label: String,
    /// How far it is, between 0 and 1; none while that is unknown.
    pub fraction: Option<f32>,
}

/// A kind of long work.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Work {
    /// Opening the project that follows: who holds the sessions stops it.
    Opening,
    /// Reading a folder.
    Reading(FolderId),
    /// Comparing annotated articles with their files.
    Checking,
    /// Reading articles ahead for what can be suggested.
    Ahead,
    /// Looking for articles that report one incident.
    Pairs,
    /// Keeping the search index and the likeness of articles up to date.
    Upkeep,
    /// Reading a gazetteer's file.
    Importing,
    /// Searching.
    Searching,
}
