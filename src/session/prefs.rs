//! What the program remembers between sessions apart from any project: recent projects, colours,
//! sizes. Losing it loses no work.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::host::Dirs;

/// How many recent projects are remembered.
const RECENT: usize = 10;

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The preferences.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Prefs {
    /// Projects and folders opened last, newest first.
    pub recent: Vec<PathBuf>,
    /// Light or dark.
    pub theme: Theme,
    /// Size of everything; 1 is the normal size.
    pub zoom: f32,
    /// Size of the article text in points.
    pub text_size: f32,
    /// After how many minutes an edited project is saved by itself; 0 for never.
    pub autosave_minutes: u32,
    /// Whether suggestions are shown in the article.
    pub suggestions: bool,
    /// Whether neighbouring paragraphs that are not the report are folded to one line.
    pub fold: bool,
    /// Whether articles that are nearly the same fold into one line of the Library.
    pub fold_alike: bool,
    /// Queries that were kept, newest first.
    pub searches: Vec<String>,
    /// The arrangement of the panels, as the window wrote it.
    pub layout: Option<String>,
}

impl Default for Prefs {
    fn default() -> Self {
        Self {
            recent: Vec::new(),
            theme: Theme::System,
            zoom: 1.0,
            text_size: 16.0,
            autosave_minutes: 0,
            suggestions: true,
            fold: true,
            fold_alike: true,
            searches: Vec::new(),
            layout: None,
        }
    }
}

impl Prefs {
    fn path(dirs: &Dirs) -> PathBuf {
        dirs.config.join("preferences.ron")
    }

    /// The preferences as they were left. Where there are none, or where they cannot be read, the
    /// standard ones: they are not worth an error.
    pub fn load(dirs: &Dirs) -> Self {
        let path = Self::path(dirs);
        let Ok(text) = std::fs::read_to_string(&path) else { return Self::default() };
        let mut prefs: Self = ron::from_str(&text).unwrap_or_else(|error| {
            log::warn!("preferences cannot be read ({error}): {}", path.display());
            Self::default()
        });
        prefs.zoom = if prefs.zoom.is_finite() { prefs.zoom.clamp(0.5, 3.0) } else { 1.0 };
        prefs.text_size =
            if prefs.text_size.is_finite() { prefs.text_size.clamp(11.0, 32.0) } else { 16.0 };
        prefs
    }

    /// Keeps the preferences.
    pub fn save(&self, dirs: &Dirs) -> std::io::Result<()> {
        std::fs::create_dir_all(&dirs.config)?;
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new())
            .map_err(std::io::Error::other)?;
        let file = tempfile::NamedTempFile::new_in(&dirs.config)?;
        std::fs::write(file.path(), text)?;
        file.persist(Self::path(dirs)).map_err(|error| error.error)?;
        Ok(())
    }

    /// Puts a query first among the kept ones.
    pub fn keep_search(&mut self, query: &str) {
        self.searches.retain(|known| known != query);
        self.searches.insert(0, query.to_owned());
    }

    /// Puts a project or folder first among the recent ones.
    pub fn opened(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT);
    }
}
