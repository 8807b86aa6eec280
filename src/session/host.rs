//! What a session needs of the world around it: a clock, a name, folders, a way to wake the window.
//! Injected, so that tests have their own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use etcetera::BaseStrategy as _;
use jiff::Timestamp;
use smol_str::SmolStr;

use crate::jobs::Waker;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The world around a session.
#[derive(Clone)]
pub struct Host {
    /// The time, in UTC.
    pub clock: Clock,
    /// Who codes: the name that stands with every change.
    pub coder: SmolStr,
    /// Seed of fresh ids: different for each session.
    pub seed: u64,
    /// Wakes the window when a job has something to tell.
    pub waker: Waker,
    /// The program's own folders.
    pub dirs: Dirs,
    /// Whether the system's file dialogs may be asked; else a path is typed in the window.
    pub system_dialogs: bool,
    /// Whether a window reads whole libraries ahead in the background.
    pub reads_ahead: bool,
}

/// The program's own folders on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dirs {
    /// Preferences.
    pub config: PathBuf,
    /// What can be made anew: search indexes, what was read ahead.
    pub cache: PathBuf,
    /// The sample project.
    pub data: PathBuf,
    /// Log, panel layout, recent projects, projects without a file.
    pub state: PathBuf,
}

impl Dirs {
    /// The user's folders, by the custom of the system. Where there is no home, a folder in the
    /// system's place for temporary files.
    pub fn of_user() -> Self {
        let Ok(base) = etcetera::choose_base_strategy() else {
            return Self::below(&std::env::temp_dir().join("casebook"));
        };
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        Self {
            config: base.config_dir().join("casebook"),
            cache: base.cache_dir().join("casebook"),
            data: base.data_dir().join("casebook"),
            state: state.join("casebook"),
        }
    }

    /// All of them below one folder.
    pub fn below(folder: &Path) -> Self {
        Self {
            config: folder.join("config"),
            cache: folder.join("cache"),
            data: folder.join("data"),
            state: folder.join("state"),
        }
    }

    /// Where the log stands.
    pub fn log(&self) -> PathBuf {
        self.state.join("log")
    }
}

impl Host {
    /// The real world.
    pub fn real(waker: Waker) -> Self {
        let now = Timestamp::now();
        // Two sessions that start in the same nanosecond are told apart by their process.
        let seed = now.as_nanosecond() as u64 ^ (u64::from(std::process::id()) << 40);
        Self {
            clock: Arc::new(Timestamp::now),
            coder: user_name().into(),
            seed,
            waker,
            dirs: Dirs::of_user(),
            system_dialogs: std::env::var_os("CASEBOOK_NO_DIALOGS").is_none(),
            reads_ahead: true,
        }
    }

    /// A world that stands still, below one folder: for tests and pictures.
    pub fn still(folder: &Path) -> Self {
        // 2024-04-02 12:00 UTC.
        let at = Timestamp::from_second(1_712_059_200).unwrap_or_default();
        Self {
            clock: Arc::new(move || at),
            coder: "Ada".into(),
            seed: 1,
            waker: Arc::new(|| {}),
            dirs: Dirs::below(folder),
            system_dialogs: false,
            reads_ahead: true,
        }
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

/// The name of whoever is logged in.
fn user_name() -> String {
    let named = ["CASEBOOK_CODER", "USER", "USERNAME", "LOGNAME"].iter();
    let name = named.filter_map(|key| std::env::var(key).ok()).find(|name| !name.is_empty());
    name.unwrap_or_else(|| "coder".to_owned())
}
