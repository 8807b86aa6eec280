//! Opening: a project file, a folder of articles, the sample, an empty project.

use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{Host, NoticeKind, Place, Session};
use crate::corpus::{DEFAULT_CACHE_BYTES, Library, Texts};
use crate::edit::{AddFolder, Batch, Command, Rename};
use crate::jobs::Progress;
use crate::model::{FolderId, IdSource, Project};
use crate::persist::{self, Hold, Journal, Loaded, Lock, LockError, PersistError};

/// Ending of project files.
pub const EXTENSION: &str = "casebook";

/// Name of a project that has none yet.
pub(super) const UNTITLED: &str = "Untitled";

/// Steps of opening a project: reading its file takes most of the time, deriving the rest.
const STEPS: u64 = 4;

/// Why nothing could be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// There is nothing at the path.
    #[error("there is nothing here: {}", .0.display())]
    Missing(PathBuf),
    /// The file is no project.
    #[error(
        "this is not a project: open a .casebook file, or the folder that holds the article: {}",
        .0.display()
    )]
    NotAProject(PathBuf),
    /// The project cannot be read.
    #[error(transparent)]
    Persist(#[from] PersistError),
    /// The project file is damaged.
    #[error("{source}{}", backup_words(backup.as_deref()))]
    Damaged {
        /// Where and how.
        source: PersistError,
        /// The file.
        path: PathBuf,
        /// The latest save before it that can be read.
        backup: Option<PathBuf>,
    },
    /// The folder cannot be added.
    #[error("{message}: {}", path.display())]
    Folder {
        /// Why.
        message: String,
        /// The folder.
        path: PathBuf,
    },
    /// Nobody waits for it any more.
    #[error("opening was stopped")]
    Stopped,
    /// A file of the program's own cannot be written.
    #[error("could not {action}: {source}: {}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// What the system said.
        source: std::io::Error,
        /// Where.
        path: PathBuf,
    },
}

fn backup_words(backup: Option<&Path>) -> String {
    backup.map_or_else(String::new, |backup| {
        format!("; the last save before it can be read: {}", backup.display())
    })
}

/// Whether a session may write beside the project: windows and `apply` do, looking on does not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Access {
    Write,
    Look,
}

impl Session {
    /// Opens a project file, or makes a project of a folder of articles.
    pub fn open(host: Host, path: &Path) -> Result<Self, OpenError> {
        Self::open_watched(host, path, &Progress::unwatched("Opening"))
    }

    /// As [`open`](Self::open), in a job: says how far it is, and ends early where it is cancelled.
    pub fn open_watched(host: Host, path: &Path, progress: &Progress) -> Result<Self, OpenError> {
        Self::open_for_edits(host, path, progress, true)
    }

    /// Opens a project file as it is on the disk, whatever it was when it was edited here last.
    pub(super) fn open_on_disk(
        host: Host,
        path: &Path,
        progress: &Progress,
    ) -> Result<Self, OpenError> {
        Self::open_for_edits(host, path, progress, false)
    }

    fn open_for_edits(
        host: Host,
        path: &Path,
        progress: &Progress,
        as_left: bool,
    ) -> Result<Self, OpenError> {
        progress.set_total(STEPS);
        let session = Self::open_with(host, path, Access::Write, progress, as_left)?;
        progress.advance(1);
        if progress.is_cancelled() {
            session.close_unseen();
            return Err(OpenError::Stopped);
        }
        Ok(session)
    }

    /// Opens a project file, or a folder, to look at: nothing is written, no lock is taken.
    pub fn look(host: Host, path: &Path) -> Result<Self, OpenError> {
        Self::open_with(host, path, Access::Look, &Progress::unwatched("Opening"), false)
    }

    /// A project that stands in the place of one that is still being opened: empty, without a
    /// journal, and not to be changed.
    pub fn awaited(host: Host) -> Self {
        let mut session = Self::unnamed(host, Access::Look);
        session.place.awaited = true;
        session.place.read_only = Some("the project is being opened".to_owned());
        session
    }

    /// Whether this stands in the place of a project that is still being opened.
    pub fn is_awaited(&self) -> bool {
        self.place.awaited
    }

    /// With `as_left`, edits that fit only another state of the file than that on the disk are shown
    /// on top of that state.
    fn open_with(
        host: Host,
        path: &Path,
        access: Access,
        progress: &Progress,
        as_left: bool,
    ) -> Result<Self, OpenError> {
        let Ok(metadata) = std::fs::metadata(path) else {
            return Err(OpenError::Missing(path.to_owned()));
        };
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        if metadata.is_dir() {
            return Self::of_folder(host, &path, access);
        }
        if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case(EXTENSION)) {
            return Err(OpenError::NotAProject(path));
        }
        let mut loaded = persist::load(&path).map_err(|source| {
            if !source.is_damage() {
                return OpenError::Persist(source);
            }
            let backup = persist::last_good_backup(&path);
            OpenError::Damaged { source, path: path.clone(), backup }
        })?;
        progress.advance(STEPS - 1);
        if progress.is_cancelled() {
            return Err(OpenError::Stopped);
        }
        if as_left && let Some(left) = Self::as_left(&path, &loaded) {
            loaded = left;
        }
        let foreign = loaded.journal.is_foreign();
        let mut session = Self::start(host, loaded, path, true, access);
        if foreign && access == Access::Look {
            let text = "the journal holds edits that are not saved and fit another state of this \
                        file: what is shown is without them; nothing was written";
            session.notify(NoticeKind::Warning, text);
        }
        session.start_verify();
        Ok(session)
    }

    /// An empty project without a file.
    pub fn empty(host: Host) -> Self {
        Self::unnamed(host, Access::Write)
    }

    /// The project that was being worked on without a file when the program ended last, with
    /// what its journal holds; none where everything was saved or thrown away.
    pub fn recover(host: &Host) -> Option<Self> {
        Self::recover_where(host, |loaded| loaded.recovery.is_some())
    }

    /// Opens a project file or a folder as a window does: with what was done in that folder when
    /// the program ended last without a file for it.
    pub fn reopen(host: Host, path: &Path, progress: &Progress) -> Result<Self, OpenError> {
        let folder = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = folder.to_string_lossy().replace('\\', "/");
        let is_of_folder = |loaded: &Loaded| {
            // To open the folder was the first edit.
            let worked = loaded.recovery.as_ref().is_some_and(|r| r.edits > 1 || r.lost > 0);
            let folders = &loaded.project.settings.folders;
            (worked || !loaded.drafts.is_empty())
                && matches!(folders.as_slice(), [only] if only.path == folder.trim_end_matches('/'))
        };
        let found = path.is_dir().then(|| Self::recover_where(&host, is_of_folder)).flatten();
        found.map_or_else(|| Self::open_watched(host, path, progress), Ok)
    }

    /// The project without a file that was worked on last, of those whose program has ended.
    fn recover_where(host: &Host, wanted: impl Fn(&Loaded) -> bool) -> Option<Self> {
        let folder = host.dirs.state.join("unsaved");
        let mut found: Vec<PathBuf> =
            std::fs::read_dir(folder).ok()?.flatten().map(|e| e.path()).collect();
        found.retain(|p| p.extension().is_some_and(|e| e == "casebook-journal"));
        found.sort();
        for journal in found.into_iter().rev() {
            let path = journal.with_extension(EXTENSION);
            let Ok(lock) = Lock::acquire(&path, host.now()) else { continue };
            drop(lock);
            let Ok(loaded) = persist::load_unsaved(&path, Project::new(UNTITLED)) else {
                continue;
            };
            if !wanted(&loaded) {
                continue;
            }
            return Some(Self::start(host.clone(), loaded, path, false, Access::Write));
        }
        None
    }

    /// A project without a file. It begins as [`Session::recover`] takes it to have begun: all that
    /// is done to it stands in its journal.
    fn unnamed(host: Host, access: Access) -> Self {
        let stamp = host.now().strftime("%Y%m%d-%H%M%S").to_string();
        let file = format!("{stamp}-{:08x}.{EXTENSION}", host.seed as u32);
        let path = host.dirs.state.join("unsaved").join(file);
        let loaded = Loaded {
            project: Project::new(UNTITLED),
            history: crate::edit::History::default(),
            hash: String::new(),
            recovery: None,
            journal: persist::JournalState::default(),
            drafts: persist::Drafts::default(),
        };
        Self::start(host, loaded, path, false, access)
    }

    fn of_folder(host: Host, folder: &Path, access: Access) -> Result<Self, OpenError> {
        let name = folder.file_name().map_or("Articles".into(), |n| n.to_string_lossy());
        let mut session = Self::unnamed(host, access);
        let add = AddFolder { path: folder.to_string_lossy().into_owned(), name: None };
        let rename = Rename { name: name.into_owned() };
        let commands = vec![Command::Rename(rename), Command::AddFolder(add)];
        let begin = Batch { label: "Open folder".to_owned(), commands };
        session.run(Command::Batch(begin)).map_err(|error| OpenError::Folder {
            message: error.to_string(),
            path: folder.to_owned(),
        })?;
        // A folder that was only opened is nothing to save and nothing to undo.
        session.history = crate::edit::History::default();
        session.saved_state = session.history.state();
        Ok(session)
    }

    fn start(host: Host, loaded: Loaded, path: PathBuf, named: bool, access: Access) -> Self {
        let Loaded { project, history, hash, recovery, journal, drafts } = loaded;
        let saved_state = if recovery.is_some() { u64::MAX } else { history.state() };
        let mut session = Self {
            ids: IdSource::from_seed(host.seed),
            library: Library::new(host.waker.clone()),
            host,
            project,
            history,
            revision: 1,
            place: Place {
                path,
                named,
                journal: None,
                set_aside: None,
                hold: None,
                read_only: None,
                awaited: false,
                held: None,
                hash,
                not_saved: None,
                watch: None,
            },
            saved_state,
            saved_at: None,
            saving: None,
            texts: Texts::new(DEFAULT_CACHE_BYTES),
            aside: std::cell::RefCell::default(),
            rows: super::rows::Shown::default(),
            derived: std::sync::Arc::default(),
            findings: crate::analysis::Findings::default(),
            derived_at: 0,
            waiting_at: 0,
            ahead: super::ahead::Ahead::default(),
            since: super::since::Since::default(),
            outlines: std::cell::RefCell::default(),
            verifying: None,
            files: super::verify::Files::default(),
            notices: Vec::new(),
            outside: super::outside::Outside::default(),
            drafts: super::drafts::Kept::default(),
            finder: super::search::Finder::default(),
            upkeep: super::search::Upkeep::default(),
            catalogue: super::search::Kept::default(),
            looking: super::reading::Looking::default(),
            importing: super::places::Importing::default(),
        };
        session.upkeep.writes = access == Access::Write;
        if access == Access::Write {
            session.take_hold(&journal);
        }
        let theirs = session.place.held.is_some();
        if theirs {
            // They are the unsaved edits of whoever has it open.
            session.saved_state = session.history.state();
        } else if access == Access::Write {
            session.drafts = super::drafts::Kept::of(drafts);
        }
        match (recovery, access) {
            (Some(recovery), Access::Look) => {
                session.notify(NoticeKind::Info, recovery.of_onlooker());
            }
            (Some(recovery), Access::Write) if !theirs => {
                session.notify(NoticeKind::Info, recovery.to_string());
            }
            (Some(_) | None, Access::Write) | (None, Access::Look) => {}
        }
        if access == Access::Write && session.place.named {
            session.start_watch();
        }
        session.say_unknown_terms();
        session.tell_moved();
        session.sync_folders();
        session.refresh();
        session
    }

    /// Takes the lock and goes on with the journal; where either fails, the project is read-only
    /// and says why.
    fn take_hold(&mut self, found: &persist::JournalState) {
        if let Some(folder) = self.place.path.parent()
            && let Err(error) = std::fs::create_dir_all(folder)
        {
            self.notify(
                NoticeKind::Warning,
                format!("could not make {}: {error}", folder.display()),
            );
        }
        let hold = match Hold::take(&self.place.path, self.host.now()) {
            Ok(hold) => hold,
            Err(error) => {
                self.place.read_only = Some(error.to_string());
                if let LockError::HeldBy { who } = error {
                    self.place.held = Some(who);
                }
                return;
            }
        };
        let resumed = Journal::resume_with(&self.place.path, found, hold.key());
        self.place.hold = Some(hold);
        match resumed {
            Ok(resumed) => {
                self.place.journal = Some(resumed.journal);
                if let Some(aside) = &resumed.set_aside {
                    self.notify(NoticeKind::Warning, super::reload::set_aside_words(aside));
                }
                if found.is_foreign() {
                    self.place.set_aside = resumed.set_aside;
                }
            }
            Err(error) => {
                let text = format!("edits are not journalled, save often: {error}");
                self.notify(NoticeKind::Warning, text);
            }
        }
    }

    /// Begins to look after the project's file.
    pub(super) fn start_watch(&mut self) {
        let (place, waker) = (&mut self.place, self.host.waker.clone());
        let held = place.held.is_some();
        let key = place.hold.as_ref().map(|hold| hold.key().clone()).filter(|_| !held);
        let watch = super::watch::Watch::start(&place.path, &place.hash, held, key, waker);
        place.watch = Some(watch);
    }

    /// Where a folder of the project is on this machine.
    pub fn folder_path(&self, stored: &str) -> PathBuf {
        if self.place.named {
            persist::resolve_folder(&self.place.path, stored)
        } else {
            PathBuf::from(stored)
        }
    }

    /// Makes the library read the folders that the project names now, in the way that it says. True
    /// where one of them is new, or elsewhere or otherwise read than before.
    pub(super) fn sync_folders(&mut self) -> bool {
        let wanted: Vec<(FolderId, PathBuf)> = self
            .project
            .settings
            .folders
            .iter()
            .map(|folder| (folder.id.clone(), self.folder_path(&folder.path)))
            .collect();
        let known: Vec<(FolderId, PathBuf)> =
            self.library.folders().iter().map(|f| (f.id.clone(), f.root.clone())).collect();
        for folder in &known {
            if !wanted.contains(folder) {
                self.library.remove(&folder.0);
            }
        }
        let mut moved = false;
        for (id, root) in wanted {
            if !known.contains(&(id.clone(), root.clone())) {
                self.library.add_folder(id, root);
                moved = true;
            }
        }
        let folders = self.project.settings.folders.iter();
        let stale: Vec<_> = folders
            .flat_map(|folder| self.library.set_readings(&folder.id, &folder.files))
            .collect();
        moved |= !stale.is_empty();
        for article in stale {
            self.forget_text(&article);
            self.files.forget(&article);
        }
        moved
    }

    /// Stops reading a folder; what was read so far stays.
    pub fn stop_reading(&mut self, folder: &FolderId) {
        self.library.stop(folder);
    }

    /// Looks for new and changed articles.
    pub fn rescan(&mut self) {
        self.library.rescan_all();
        self.start_verify();
    }
}
