//! Saving in a job, and closing.

use std::path::Path;

use thiserror::Error;

use super::Session;
use crate::edit::{Batch, Command, MoveFolder, Rename};
use crate::jobs::Job;
use crate::persist::{self, Hold, Journal, LockError, PersistError};

/// Why a save cannot begin.
#[derive(Debug, Error)]
pub enum SaveError {
    /// The project has no file yet: ask for one.
    #[error("the project has no file yet")]
    NoFile,
    /// The project is open elsewhere.
    #[error("the project cannot be saved here: {0}")]
    ReadOnly(String),
    /// Another window has the wanted file open.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The file cannot be written.
    #[error(transparent)]
    Persist(#[from] PersistError),
    /// The folders cannot be named anew.
    #[error(transparent)]
    Edit(#[from] super::EditError),
}

/// A save under way.
pub(super) struct Saving {
    job: Job<Result<String, PersistError>>,
    /// State of the history that it saves.
    state: u64,
    at: jiff::Timestamp,
}

impl Session {
    /// Starts to save the project to its file. What is edited meanwhile is not in it.
    ///
    /// Where another program has changed the file since, it is left alone: see [`Session::troubles`]
    /// and [`Session::save_mine`].
    pub fn save(&mut self) -> Result<(), SaveError> {
        self.save_over(true)
    }

    /// Starts to save the project to its file, whatever another program has made of it; that is
    /// kept as a backup.
    pub fn save_mine(&mut self) -> Result<(), SaveError> {
        self.save_over(false)
    }

    fn save_over(&mut self, unless_changed: bool) -> Result<(), SaveError> {
        if let Some(reason) = &self.place.read_only {
            return Err(SaveError::ReadOnly(reason.clone()));
        }
        if !self.place.named {
            return Err(SaveError::NoFile);
        }
        self.wait_for_save();
        let (project, path) = (self.project.clone(), self.place.path.clone());
        let journal = self.place.journal.clone();
        let held = journal.as_ref().map_or(0, Journal::position);
        let known = self.place.hash.clone();
        let key = self.place.hold.as_ref().map(|hold| hold.key().clone());
        if let Some(watch) = &self.place.watch {
            watch.writing();
        }
        let job = Job::start("Saving", self.host.waker.clone(), move |_| {
            // Where the folder could not be written when it was opened, somebody else may have it now.
            key.map_or(Ok(()), |key| key.ensure()).map_err(|error| match error {
                LockError::HeldBy { .. } => PersistError::Lock(error),
                LockError::Io { source, .. } | LockError::NoLocks { source, .. } => {
                    PersistError::Io { action: "save the project", source, path: path.clone() }
                }
            })?;
            let journal = journal.as_ref().map(|journal| (journal, held));
            if unless_changed {
                persist::save_unless_changed(&path, &project, journal, &known)
            } else {
                persist::save(&path, &project, journal)
            }
        });
        self.saving = Some(Saving { job, state: self.history.state(), at: self.host.now() });
        Ok(())
    }

    /// Saves the project to another file, which is its own from then on.
    pub fn save_as(&mut self, path: &Path) -> Result<(), SaveError> {
        self.wait_for_save();
        let mut path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case(super::open::EXTENSION)) {
            let mut name = path.file_name().unwrap_or_default().to_owned();
            name.push(".");
            name.push(super::open::EXTENSION);
            path.set_file_name(name);
        }
        if self.place.named && path == self.place.path {
            return self.save();
        }
        let hold = Hold::take(&path, self.host.now())?;
        let read_only = self.place.read_only.take();
        let before = self.history.state();
        let begun = self.name_anew(&path).and_then(|()| {
            let hash = persist::save(&path, &self.project, None)?;
            Ok((Journal::begin(&path, &hash, hold.key())?, hash))
        });
        let (begun, hash) = match begun {
            Ok(begun) => begun,
            Err(error) => {
                // The folders are named relative to a file that is not there: back to the old names.
                if self.history.state() != before
                    && let Err(conflict) = self.undo()
                {
                    log::error!("{conflict}");
                }
                self.place.read_only = read_only;
                return Err(error);
            }
        };
        self.move_drafts(&begun.journal);
        // What the old journal held is in the new file: it must not come back in the old one.
        if let Some(old) = self.place.journal.replace(begun.journal)
            && let Err(error) = old.close(true)
        {
            log::warn!("{error}");
        }
        self.place.hold = Some(hold);
        self.place.path = path;
        self.place.named = true;
        self.place.held = None;
        self.place.not_saved = None;
        self.place.hash = hash;
        self.start_watch();
        self.saved_state = self.history.state();
        self.saved_at = Some(self.host.now());
        self.sync_folders();
        Ok(())
    }

    /// Gives an untitled project the file's name, and names the folders relative to it.
    fn name_anew(&mut self, path: &Path) -> Result<(), SaveError> {
        let mut commands = Vec::new();
        if !self.place.named
            && self.project.settings.name == super::open::UNTITLED
            && let Some(name) = path.file_stem()
        {
            let name = name.to_string_lossy().into_owned();
            commands.push(Command::Rename(Rename { name }));
        }
        for folder in &self.project.settings.folders {
            let relative = persist::relative_folder(path, &self.folder_path(&folder.path));
            if relative != folder.path {
                let folder = folder.id.clone();
                commands.push(Command::MoveFolder(MoveFolder { folder, path: relative }));
            }
        }
        if !commands.is_empty() {
            self.run(Command::Batch(Batch { label: "Save as".to_owned(), commands }))?;
        }
        Ok(())
    }

    /// Whether a save is under way.
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    pub(super) fn poll_save(&mut self) -> bool {
        let Some(saving) = &mut self.saving else { return false };
        let result = saving.job.poll();
        if result.is_none() && !saving.job.is_finished() {
            return false;
        }
        if let Some(Saving { state, at, .. }) = self.saving.take() {
            self.finish_save(result, state, at);
        }
        true
    }

    /// Waits for a save that is under way.
    pub fn wait_for_save(&mut self) {
        let Some(saving) = self.saving.take() else { return };
        let Saving { job, state, at } = saving;
        self.finish_save(job.wait(), state, at);
    }

    fn finish_save(
        &mut self,
        result: Option<Result<String, PersistError>>,
        state: u64,
        at: jiff::Timestamp,
    ) {
        match result {
            Some(Ok(hash)) => {
                self.saved_state = state;
                self.saved_at = Some(at);
                self.place.hash = hash;
                self.place.not_saved = None;
            }
            // The window asks what to do about it: see `Session::troubles`.
            Some(Err(error)) if error.is_changed() || matches!(error, PersistError::Lock(_)) => {
                log::warn!("not saved: {error}");
                self.place.not_saved = None;
            }
            Some(Err(error)) => {
                log::error!("not saved: {error}");
                self.place.not_saved = Some(error.to_string());
            }
            None => {
                let text = "the save ended by itself; see the log";
                log::error!("not saved: {text}");
                self.place.not_saved = Some(text.to_owned());
            }
        }
        if let Some(watch) = &self.place.watch {
            watch.left(&self.place.hash);
        }
    }

    /// Ends the session: nothing can be changed any more. With `discard`, edits since the last save
    /// are thrown away; without, they stay in the journal and come back when the project is opened
    /// again.
    pub fn close(&mut self, discard: bool) {
        self.wait_for_save();
        let unneeded = discard || !self.is_dirty();
        if discard {
            self.keep_drafts(persist::Drafts::default());
        }
        if let Some(journal) = self.place.journal.take()
            && let Err(error) = journal.close(unneeded)
        {
            log::error!("{error}");
        }
        self.place.hold = None;
        self.place.watch = None;
        self.place.read_only = Some("it is closed".to_owned());
    }

    /// Ends a session that nobody has seen, and leaves all as it was found: a journal that was set
    /// aside for it stands in its place again, so that who opens the project next is asked.
    pub(super) fn close_unseen(mut self) {
        let hold = self.place.hold.take();
        let aside = self.place.set_aside.take();
        self.close(false);
        if let Some(aside) = aside
            && let Err(error) = persist::put_journal_back(&self.place.path, &aside)
        {
            log::error!("{error}");
        }
        drop(hold);
    }
}
