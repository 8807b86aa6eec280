//! Sheets over the window: About with all licences, the shortcuts, the log.

use std::path::PathBuf;

use eframe::egui::{Context, Grid, RichText, ScrollArea, TextStyle, Ui};

use super::about::AboutSheet;
use super::codebook::CodebookSheet;
use super::compare::CompareSheet;
use super::damaged::DamagedSheet;
use super::details::DetailsSheet;
use super::lexicon::LexiconSheet;
use super::pairs::PairsSheet;
use super::reading::{Answer, ReadingSheet};
use super::registries::RegistriesSheet;
use super::window::App;
use crate::session::Dirs;
use crate::ui::theme::{self, GAP, GROUP_GAP};
use crate::ui::widgets::{ActionButton, dialog, shortcut};
use crate::views::Action;
use crate::views::command::{COMMANDS, Menu};

/// How much of the log's end is shown.
const LOG_BYTES: usize = 20_000;

/// A sheet.
pub(super) enum Sheet {
    /// Version, licences, attributions.
    About(AboutSheet),
    /// All shortcuts.
    Shortcuts,
    /// The rules by which claims become figures.
    Codebook(CodebookSheet),
    /// Two articles that are nearly the same.
    Compare(CompareSheet),
    /// A project file that cannot be read.
    Damaged(DamagedSheet),
    /// What was made of each rule's suggestions.
    Rules,
    /// The sources, actors and places.
    Registries(Box<RegistriesSheet>),
    /// What is known of an article.
    Details(DetailsSheet),
    /// How the file of an article is read.
    Reading(Box<ReadingSheet>),
    /// Articles that may report one incident.
    Pairs(PairsSheet),
    /// The project's own words for suggestions.
    Lexicon(LexiconSheet),
    /// Where the log is, and its end.
    Log {
        /// The folder.
        folder: PathBuf,
        /// The end of the newest file.
        text: String,
    },
}

impl Sheet {
    /// Whether it is of the program, whatever project is open.
    pub(super) const fn is_of_the_program(&self) -> bool {
        match self {
            Self::About(_) | Self::Shortcuts | Self::Log { .. } => true,
            Self::Codebook(_)
            | Self::Compare(_)
            | Self::Damaged(_)
            | Self::Rules
            | Self::Registries(_)
            | Self::Details(_)
            | Self::Reading(_)
            | Self::Pairs(_)
            | Self::Lexicon(_) => false,
        }
    }

    /// The sources, actors and places.
    pub(super) fn registries() -> Self {
        Self::Registries(Box::default())
    }

    /// The log as it is now.
    pub(super) fn log(dirs: &Dirs) -> Self {
        let folder = dirs.log();
        let mut files: Vec<_> = std::fs::read_dir(&folder)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
            .collect();
        files.sort();
        let text = files.last().and_then(|(_, path)| std::fs::read(path).ok());
        let text = text.map_or_else(
            || "The log is empty.".to_owned(),
            |bytes| {
                let end = bytes.get(bytes.len().saturating_sub(LOG_BYTES)..).unwrap_or_default();
                String::from_utf8_lossy(end).into_owned()
            },
        );
        Self::Log { folder, text }
    }
}

impl App {
    pub(super) fn show_sheet(&mut self, ctx: &Context) {
        let Some(sheet) = &mut self.shell.sheet else { return };
        let mut change = None;
        let mut wish = None;
        let mut restore = None;
        let mut answer = None;
        if let Sheet::Reading(sheet) = sheet {
            self.session.inspect(sheet.file());
        }
        let codebook = &self.session.project().codebook;
        let height = (ctx.content_rect().height() - 180.0).min(560.0);
        let shown = dialog(ctx, "sheet", 640.0, |ui| {
            match sheet {
                Sheet::About(sheet) => sheet.show(ui, height),
                Sheet::Shortcuts => shortcuts(ui, height),
                Sheet::Codebook(sheet) => change = sheet.show(ui, height, codebook),
                Sheet::Compare(sheet) => sheet.show(ui, height),
                Sheet::Damaged(sheet) => restore = sheet.show(ui),
                Sheet::Rules => {
                    change = super::rules::show(ui, height, &self.session.rule_tallies());
                }
                Sheet::Registries(sheet) => change = sheet.show(ui, height, &self.session),
                Sheet::Details(sheet) => change = sheet.show(ui, height, &self.session),
                Sheet::Reading(sheet) => {
                    answer = sheet.show(ui, height, self.session.inspection());
                    // It has buttons of its own.
                    return false;
                }
                Sheet::Pairs(sheet) => wish = sheet.show(ui, height, &self.session),
                Sheet::Lexicon(sheet) => change = sheet.show(ui, height, codebook),
                Sheet::Log { folder, text } => log(ui, height, folder, text),
            }
            ui.add_space(GAP);
            ui.add(ActionButton::new("Close")).clicked()
        });
        let mut closed = shown.inner;
        if let Sheet::Details(sheet) = sheet
            && closed
        {
            change = change.or_else(|| sheet.unsent(&self.session));
            // Its reason stands beneath it; Escape gives it up.
            closed = sheet.fault(&self.session).is_none();
        }
        if closed || shown.should_close() || restore.is_some() || answer.is_some() {
            self.shell.sheet = None;
            self.session.end_inspection();
        }
        if let Some(Answer::Read(command)) = answer {
            self.read_otherwise(*command);
        }
        if let Some(wish) = wish {
            self.judge_pair(wish);
        }
        if let Some(change) = change {
            self.push(Action::Edit(change));
        }
        if let Some((project, backup)) = restore {
            self.restore(&project, &backup);
        }
    }
}

/// A scrolled part that has its height from the first frame on: what stands below it, the button
/// that closes the sheet, must not move when the pointer comes.
pub(super) fn scrolled(area: ScrollArea, height: f32) -> ScrollArea {
    area.max_height(height).min_scrolled_height(height).auto_shrink([false, true])
}

fn shortcuts(ui: &mut Ui, height: f32) {
    ui.label(theme::heading("Keyboard shortcuts"));
    ui.label(theme::muted(ui, "Single keys work while no text field has the keyboard."));
    ui.add_space(GAP);
    scrolled(ScrollArea::vertical(), height).show(ui, |ui| {
        for menu in Menu::ALL {
            let entries: Vec<_> =
                COMMANDS.iter().filter(|e| e.menu == menu && e.shortcut.is_some()).collect();
            if entries.is_empty() {
                continue;
            }
            ui.label(theme::strong(menu.label()));
            Grid::new(menu.label())
                .num_columns(2)
                .min_col_width(150.0)
                .spacing([GROUP_GAP, 4.0])
                .show(ui, |ui| {
                    for entry in entries {
                        if let Some(keys) = &entry.shortcut {
                            shortcut::keycaps(ui, keys);
                        }
                        ui.label(entry.text);
                        ui.end_row();
                    }
                });
            ui.add_space(GAP);
        }
        ui.label(theme::strong("Reading"));
        Grid::new("reading").num_columns(2).min_col_width(150.0).spacing([GROUP_GAP, 4.0]).show(
            ui,
            |ui| {
                for (keys, what) in READING {
                    ui.label(theme::muted(ui, *keys));
                    ui.label(*what);
                    ui.end_row();
                }
            },
        );
    });
}

/// Keys of the article text.
const READING: &[(&str, &str)] = &[
    ("Drag, Shift+arrows", "select"),
    ("Double click, Ctrl+Shift+arrows", "select by words"),
    ("Triple click, Alt+Shift+arrows", "select by sentences"),
    ("Ctrl+A, Ctrl+C", "select all, copy"),
    ("Left, Right in the Library", "fold or unfold near-duplicates"),
    ("Enter, Escape", "accept or throw away the claim form"),
];

fn log(ui: &mut Ui, height: f32, folder: &std::path::Path, text: &str) {
    ui.label(theme::heading("Log"));
    ui.label(theme::muted(ui, format!("The log is kept in {}", folder.display())));
    ui.add_space(GAP);
    scrolled(ScrollArea::both(), height).stick_to_bottom(true).show(ui, |ui| {
        ui.label(RichText::new(text).monospace().text_style(TextStyle::Small));
    });
}
