//! A project file that cannot be read: where the damage is, and the last good backup.

use std::path::{Path, PathBuf};

use eframe::egui::Ui;

use super::window::App;
use crate::session::{OpenError, Session};
use crate::ui::theme::{self, GAP};
use crate::ui::widgets::{ActionButton, Toast};

/// The sheet.
pub(super) struct DamagedSheet {
    name: String,
    path: PathBuf,
    what: String,
    backup: Option<PathBuf>,
    /// It has just come up: the keyboard goes to its first button.
    fresh: bool,
}

impl DamagedSheet {
    /// The sheet for an error; none where the file is not damaged.
    pub(super) fn of(error: &OpenError) -> Option<Self> {
        let OpenError::Damaged { source, path, backup } = error else { return None };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (path, backup) = (path.clone(), backup.clone());
        Some(Self { name, path, what: source.to_string(), backup, fresh: true })
    }

    /// Draws it. Gives the project and the backup that shall take its place.
    pub(super) fn show(&mut self, ui: &mut Ui) -> Option<(PathBuf, PathBuf)> {
        let mut wanted = None;
        ui.label(theme::heading(format!("“{}” cannot be opened", self.name)));
        ui.add_space(GAP);
        ui.colored_label(theme::tokens(ui).error.text, upper_first(&self.what));
        ui.add_space(GAP);
        match &self.backup {
            Some(backup) => {
                let saved = saved_at(backup);
                ui.label(format!(
                    "The save before it can be read{saved}. Opening it puts it in the place of the \
                     damaged file, which is set aside beside it: nothing is deleted."
                ));
                ui.label(theme::muted(ui, backup.display().to_string()));
                ui.add_space(GAP);
                let open = ui.add(ActionButton::new("Open the last good save").primary());
                if std::mem::take(&mut self.fresh) {
                    open.request_focus();
                }
                if open.clicked() {
                    wanted = Some((self.path.clone(), backup.clone()));
                }
            }
            None => {
                ui.label(
                    "There is no earlier save beside it that can be read. The file is text: the \
                     place above can be mended in a text editor, or an older version taken from \
                     git or from a backup of yours.",
                );
            }
        }
        wanted
    }
}

/// ", of 2024-03-23 14:05", by the file's time.
fn saved_at(backup: &Path) -> String {
    let time = std::fs::metadata(backup).and_then(|about| about.modified()).ok();
    let time = time.and_then(|time| jiff::Timestamp::try_from(time).ok());
    time.map_or_else(String::new, |time| {
        let local = time.to_zoned(jiff::tz::TimeZone::system());
        format!(", of {}", local.strftime("%Y-%m-%d %H:%M"))
    })
}

fn upper_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

impl App {
    /// Says why something was not opened; where the file is damaged, with what can be done.
    pub(super) fn say_not_opened(&mut self, error: &OpenError) {
        match DamagedSheet::of(error) {
            Some(sheet) => {
                log::warn!("not opened: {error}");
                self.shell.sheet = Some(super::sheets::Sheet::Damaged(sheet));
            }
            None => self.say_error(format!("Not opened: {error}")),
        }
    }

    /// Puts a backup in the place of a damaged project and opens it.
    pub(super) fn restore(&mut self, project: &Path, backup: &Path) {
        match Session::restore_backup(self.session.host(), project, backup) {
            Ok(aside) => {
                let text = format!("The damaged file was set aside: {}", aside.display());
                self.shell.toasts.push(Toast::new(text));
                self.open_path(project.to_owned());
            }
            Err(error) => self.say_error(format!("the backup was not put back: {error}")),
        }
    }
}
