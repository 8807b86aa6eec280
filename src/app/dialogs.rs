//! Asking for a file or a folder: by the system's dialog where there is one, else by a field in the
//! window where a path can be typed.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eframe::egui::{self, Context, Id, Key, ScrollArea, TextEdit};

use super::guard::After;
use super::window::App;
use crate::edit::{AddFolder, Command, MoveFolder};
use crate::jobs::{Job, Waker};
use crate::model::FolderId;
use crate::ui::icon;
use crate::ui::theme::{self, GAP};
use crate::ui::widgets::{ActionButton, Row, Toast, dialog};
use crate::views::Action;

/// A dialog that ends sooner than this was not one that a person saw.
const UNSEEN: Duration = Duration::from_millis(400);
/// How many entries of a folder are offered below the path field.
const OFFERED: usize = 200;

/// What a path is asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Purpose {
    /// To open a project.
    OpenProject,
    /// To make a project of a folder.
    OpenFolder,
    /// To add a folder.
    AddFolder,
    /// To take a gazetteer's file into the project's places.
    ImportGazetteer,
    /// To say where a folder is now.
    Locate(FolderId),
    /// To save the project, and what comes after.
    SaveAs(Option<After>),
    /// To write the tables into a folder.
    ExportTables,
    /// To save the chart, in the format of this ending.
    SaveChart(&'static str),
}

impl Purpose {
    fn title(&self) -> &'static str {
        match self {
            Self::OpenProject => "Open project",
            Self::OpenFolder => "Open folder of articles",
            Self::AddFolder => "Add folder of articles",
            Self::ImportGazetteer => "Import gazetteer",
            Self::Locate(_) => "Where is the folder now?",
            Self::SaveAs(_) => "Save project as",
            Self::ExportTables => "Export tables: choose the folder that they are written into",
            Self::SaveChart(_) => "Save chart as",
        }
    }

    fn wants_folder(&self) -> bool {
        matches!(self, Self::OpenFolder | Self::AddFolder | Self::Locate(_) | Self::ExportTables)
    }

    fn saves(&self) -> bool {
        matches!(self, Self::SaveAs(_) | Self::SaveChart(_))
    }
}

/// The dialogs of the window: at most one at a time.
#[derive(Default)]
pub(super) struct Dialogs {
    system: Option<SystemDialog>,
    field: Option<PathField>,
    /// The system has no dialogs: not asked again.
    none_here: bool,
}

struct SystemDialog {
    purpose: Purpose,
    job: Job<Option<PathBuf>>,
    asked: Instant,
    suggested: PathBuf,
}

/// A field in the window where a path can be typed.
struct PathField {
    purpose: Purpose,
    path: String,
    error: Option<String>,
    fresh: bool,
    listed: Option<(PathBuf, Vec<(String, bool)>)>,
}

/// What the user did with the path field.
enum Answer {
    /// Typed this path.
    Path(PathBuf),
    /// Went away.
    Away,
}

impl Dialogs {
    /// Whether the path field has the keys.
    pub(super) fn asks_path(&self) -> bool {
        self.field.is_some()
    }
}

impl App {
    /// Asks for a path; what it is for happens once it is there.
    pub(super) fn ask_path(&mut self, purpose: Purpose) {
        let suggested = self.suggested(&purpose);
        if self.shell.dialogs.none_here || !self.session.host().system_dialogs {
            self.shell.dialogs.field = Some(PathField::new(purpose, &suggested));
            return;
        }
        let waker = self.session.host().waker.clone();
        let job = system_dialog(&purpose, &suggested, waker);
        self.shell.dialogs.system =
            Some(SystemDialog { purpose, job, asked: Instant::now(), suggested });
    }

    fn suggested(&self, purpose: &Purpose) -> PathBuf {
        let home = std::env::home_dir().unwrap_or_else(|| PathBuf::from("."));
        let beside = self.session.path().and_then(Path::parent).map_or(home, Path::to_owned);
        let name: String = self
            .session
            .project()
            .settings
            .name
            .chars()
            .map(|c| if c.is_alphanumeric() || "-_ ".contains(c) { c } else { '-' })
            .collect();
        match purpose {
            Purpose::SaveAs(_) => beside.join(format!("{name}.casebook")),
            Purpose::SaveChart(ending) => beside.join(format!("{name}-chart.{ending}")),
            Purpose::OpenProject
            | Purpose::OpenFolder
            | Purpose::AddFolder
            | Purpose::ImportGazetteer
            | Purpose::Locate(_)
            | Purpose::ExportTables => beside,
        }
    }

    pub(super) fn poll_dialogs(&mut self) {
        let Some(dialog) = &mut self.shell.dialogs.system else { return };
        let Some(answer) = dialog.job.poll() else {
            if dialog.job.is_finished() {
                self.shell.dialogs.system = None;
            }
            return;
        };
        let Some(dialog) = self.shell.dialogs.system.take() else { return };
        match answer {
            Some(path) => self.have_path(dialog.purpose, path),
            // Cancelled, or no dialog to be had: a person needs longer than this to cancel.
            None if dialog.asked.elapsed() < UNSEEN => {
                self.shell.dialogs.none_here = true;
                self.shell.dialogs.field = Some(PathField::new(dialog.purpose, &dialog.suggested));
            }
            None => {}
        }
    }

    pub(super) fn show_path_field(&mut self, ctx: &Context) {
        let Some(field) = &mut self.shell.dialogs.field else { return };
        let answer = field.show(ctx);
        match answer {
            None => {}
            Some(Answer::Away) => self.shell.dialogs.field = None,
            Some(Answer::Path(path)) => {
                let Some(field) = self.shell.dialogs.field.take() else { return };
                self.have_path(field.purpose, path);
            }
        }
    }

    /// Does what the path was asked for.
    fn have_path(&mut self, purpose: Purpose, path: PathBuf) {
        match purpose {
            Purpose::OpenProject | Purpose::OpenFolder => self.push(Action::OpenPath(path)),
            Purpose::AddFolder => {
                let path = path.to_string_lossy().into_owned();
                self.edit(Command::AddFolder(AddFolder { path, name: None }));
            }
            Purpose::ImportGazetteer => self.session.begin_import_places(&path),
            Purpose::Locate(folder) => {
                let path = path.to_string_lossy().into_owned();
                self.edit(Command::MoveFolder(MoveFolder { folder, path }));
            }
            Purpose::SaveAs(after) => self.save_as(&path, after),
            Purpose::ExportTables => self.export_tables(&path),
            Purpose::SaveChart(ending) => self.save_chart(&path, ending),
        }
    }

    pub(super) fn locate_folder(&mut self, folder: FolderId) {
        self.ask_path(Purpose::Locate(folder));
    }

    /// Saves the project; one without a file is asked for one.
    pub(super) fn save(&mut self, after: Option<After>) {
        use crate::session::SaveError;
        match self.session.save() {
            Ok(()) => {
                if let Some(after) = after {
                    self.session.wait_for_save();
                    self.after_save(after);
                }
            }
            Err(SaveError::NoFile) => self.ask_path(Purpose::SaveAs(after)),
            Err(error) => self.say_error(format!("not saved: {error}")),
        }
    }

    fn save_as(&mut self, path: &Path, after: Option<After>) {
        match self.session.save_as(path) {
            Ok(()) => {
                self.session.wait_for_save();
                if let Some(path) = self.session.path().map(Path::to_owned) {
                    self.shell.prefs.opened(&path);
                    self.shell.toasts.push(Toast::new(format!("Saved as {}", path.display())));
                }
                if let Some(after) = after {
                    self.after_save(after);
                }
            }
            Err(error) => self.say_error(format!("not saved, nothing is lost: {error}")),
        }
    }

    fn after_save(&mut self, after: After) {
        if !self.session.is_dirty() {
            self.go_on(after);
        }
    }

    fn export_tables(&mut self, folder: &Path) {
        let done = self.session.export_tables(folder);
        self.say_written(done, folder);
    }

    fn save_chart(&mut self, path: &Path, ending: &str) {
        let mut path = path.to_owned();
        if path.extension().is_none() {
            path.set_extension(ending);
        }
        let spec = self.shell.views.charts.spec().clone();
        let done = self.session.save_chart(&spec, &path);
        self.say_written(done, &path);
    }

    fn say_written<T, E: std::fmt::Display>(&mut self, done: Result<T, E>, path: &Path) {
        match done {
            Ok(_) => self.shell.toasts.push(Toast::new(format!("Written: {}", path.display()))),
            Err(error) => self.say_error(format!("not written: {error}")),
        }
    }

    /// Opens a project file or a folder of articles, having asked about unsaved edits.
    pub(super) fn open_path(&mut self, path: PathBuf) {
        self.leave(After::Open(path));
    }
}

/// Opens the system's dialog on a thread of its own: no frame waits for it.
fn system_dialog(purpose: &Purpose, suggested: &Path, waker: Waker) -> Job<Option<PathBuf>> {
    let mut dialog = rfd::AsyncFileDialog::new().set_title(purpose.title());
    if let Some(folder) = suggested.parent().filter(|_| purpose.saves()) {
        dialog = dialog.set_directory(folder);
        if let Some(name) = suggested.file_name() {
            dialog = dialog.set_file_name(name.to_string_lossy());
        }
    } else {
        dialog = dialog.set_directory(suggested);
    }
    dialog = match purpose {
        Purpose::OpenProject | Purpose::SaveAs(_) => {
            dialog.add_filter("Casebook project", &["casebook"])
        }
        Purpose::ImportGazetteer => {
            dialog.add_filter("GeoNames table or CSV", &["txt", "tsv", "csv"])
        }
        Purpose::SaveChart(ending) => dialog.add_filter("Chart", &[ending]),
        Purpose::OpenFolder | Purpose::AddFolder | Purpose::Locate(_) | Purpose::ExportTables => {
            dialog
        }
    };
    let (folder, saves) = (purpose.wants_folder(), purpose.saves());
    Job::start("File dialog", waker, move |_| {
        let chosen = pollster::block_on(async move {
            match (folder, saves) {
                (true, _) => dialog.pick_folder().await,
                (false, true) => dialog.save_file().await,
                (false, false) => dialog.pick_file().await,
            }
        });
        chosen.map(|handle| handle.path().to_owned())
    })
}

impl PathField {
    fn new(purpose: Purpose, suggested: &Path) -> Self {
        let mut path = suggested.to_string_lossy().into_owned();
        if !purpose.saves() && !path.ends_with(std::path::MAIN_SEPARATOR) {
            path.push(std::path::MAIN_SEPARATOR);
        }
        Self { purpose, path, error: None, fresh: true, listed: None }
    }

    /// Draws it. `None` while the user has not decided.
    fn show(&mut self, ctx: &Context) -> Option<Answer> {
        let shown = dialog(ctx, "path field", 520.0, |ui| {
            ui.label(theme::heading(self.purpose.title()));
            ui.add_space(GAP);
            let label = ui.label(theme::caption(ui, "Path"));
            let id = Id::unique("path field text");
            // A path is completed: the caret stands at its end, and nothing is selected.
            let edit = TextEdit::singleline(&mut self.path).id(id).desired_width(f32::INFINITY);
            let field = ui.add(edit).labelled_by(label.id);
            if std::mem::take(&mut self.fresh) {
                field.request_focus();
            }
            let entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            if let Some(error) = &self.error {
                ui.colored_label(theme::tokens(ui).error.text, error);
            }
            self.entries(ui);
            ui.add_space(GAP);
            let mut answer = None;
            ui.horizontal(|ui| {
                let verb = if self.purpose.saves() { "Save" } else { "Open" };
                let go = ui.add(ActionButton::new(verb).primary()).clicked();
                if go || entered {
                    match self.check() {
                        Ok(path) => answer = Some(Answer::Path(path)),
                        Err(error) => {
                            self.error = Some(error);
                            self.fresh = true;
                        }
                    }
                }
                if ui.add(ActionButton::new("Cancel")).clicked() {
                    answer = Some(Answer::Away);
                }
            });
            answer
        });
        let closed = shown.should_close();
        shown.inner.or(closed.then_some(Answer::Away))
    }

    fn check(&self) -> Result<PathBuf, String> {
        let text = self.path.trim();
        if text.is_empty() {
            return Err("Type a path.".to_owned());
        }
        let path = match (text.strip_prefix("~/"), std::env::home_dir()) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(text),
        };
        let path = std::path::absolute(&path).unwrap_or(path);
        if self.purpose.saves() {
            let folder = path.parent().is_some_and(Path::is_dir);
            return if folder { Ok(path) } else { Err("There is no such folder.".to_owned()) };
        }
        match (self.purpose.wants_folder(), path.is_dir(), path.is_file()) {
            (true, true, _) | (false, _, true) => Ok(path),
            (true, false, _) if self.purpose == Purpose::ExportTables => Ok(path),
            (true, false, true) => Err("This is a file: choose the folder it is in.".to_owned()),
            (true, false, false) => Err("There is no such folder.".to_owned()),
            (false, true, _) => Err("This is a folder: choose a file in it.".to_owned()),
            (false, false, false) => Err("There is no such file.".to_owned()),
        }
    }

    /// What stands in the folder that is typed so far; a click goes on typing.
    fn entries(&mut self, ui: &mut egui::Ui) {
        let separators = ['/', std::path::MAIN_SEPARATOR];
        let cut = self.path.rfind(separators).map_or(0, |at| at + 1);
        let (folder, begun) = self.path.split_at_checked(cut).unwrap_or(("", &self.path));
        let folder = PathBuf::from(folder);
        if self.listed.as_ref().is_none_or(|(listed, _)| *listed != folder) {
            let found = list(&folder, self.purpose.wants_folder());
            self.listed = Some((folder, found));
        }
        let Some((folder, entries)) = &self.listed else { return };
        let begun = begun.to_lowercase();
        let mut chosen = None;
        ui.add_space(4.0);
        ScrollArea::vertical()
            .max_height(220.0)
            .min_scrolled_height(220.0)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for (name, is_folder) in entries {
                    if !name.to_lowercase().starts_with(&begun) {
                        continue;
                    }
                    let icon = if *is_folder { icon::FOLDER } else { icon::FILE };
                    if ui.add(Row::new(name).icon(icon)).clicked() {
                        let mut path = folder.join(name).to_string_lossy().into_owned();
                        if *is_folder {
                            path.push(std::path::MAIN_SEPARATOR);
                        }
                        chosen = Some(path);
                    }
                }
            });
        if let Some(path) = chosen {
            self.path = path;
            self.error = None;
        }
    }
}

/// The folders, and unless only folders are wanted the projects, of a folder.
fn list(folder: &Path, only_folders: bool) -> Vec<(String, bool)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<(String, bool)> = entries
        .flatten()
        .take(OFFERED * 50)
        .filter_map(|entry| {
            let name = entry.file_name().to_str()?.to_owned();
            let is_folder = entry.path().is_dir();
            let wanted = is_folder || (!only_folders && name.ends_with(".casebook"));
            (wanted && !name.starts_with('.')).then_some((name, is_folder))
        })
        .collect();
    found.sort();
    found.truncate(OFFERED);
    found
}
