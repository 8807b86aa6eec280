//! The menu bar, made from the command table, and the keys that ask for its commands.

use eframe::egui::{Align, Button, Label, Layout, MenuBar, Ui};

use super::window::App;
use crate::session::Theme;
use crate::ui::icon;
use crate::ui::theme;
use crate::ui::widgets::{ActionButton, check, shortcut};
use crate::views::Action;
use crate::views::command::{COMMANDS, Entry, Menu, Need, UiCommand};

/// From this width on the palette's button has its words and its key.
const WORDY: f32 = 300.0;
/// From this width on the project's name stands beside it.
const NAMED: f32 = 100.0;

impl App {
    pub(super) fn menu(&mut self, ui: &mut Ui) {
        let mut wanted = None;
        MenuBar::new().ui(ui, |ui| {
            for menu in Menu::ALL {
                let button = ui.menu_button(menu.label(), |ui| {
                    ui.set_min_width(220.0);
                    for entry in COMMANDS.iter().filter(|e| e.menu == menu) {
                        if entry.group {
                            ui.separator();
                        }
                        if self.entry(ui, entry) {
                            wanted = Some(Action::Ui(entry.command));
                            ui.close();
                        }
                        if entry.command == UiCommand::OpenProject
                            && let Some(path) = self.recent(ui)
                        {
                            wanted = Some(Action::OpenPath(path));
                            ui.close();
                        }
                    }
                    if menu == Menu::View {
                        ui.separator();
                        check(ui, &mut self.shell.show_frames, "Show frame times");
                    }
                });
                if std::mem::take(&mut self.shell.keys.to_menu) {
                    button.response.request_focus();
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let entry = UiCommand::Palette.entry();
                let palette = ActionButton::new("Search commands").quiet();
                let palette = palette.shortcut(entry.shortcut).tooltip(entry.tip);
                // Enlarged, the bar has room for the icon alone.
                let palette = if ui.available_width() < WORDY {
                    palette.icon_only(icon::MAGNIFYING_GLASS)
                } else {
                    palette.icon(icon::MAGNIFYING_GLASS).show_shortcut()
                };
                if ui.add(palette).clicked() {
                    wanted = Some(Action::Ui(UiCommand::Palette));
                }
                if ui.available_width() >= NAMED {
                    self.project_name(ui);
                }
            });
        });
        if let Some(action) = wanted {
            self.push(action);
        }
    }

    fn project_name(&self, ui: &mut Ui) {
        if self.is_opening() {
            return;
        }
        let name = self.session.project().settings.name.clone();
        let (dot, tip) = if self.session.is_dirty() {
            (" ●", "There are edits that no save holds")
        } else {
            ("", "Everything is saved")
        };
        let place = self
            .session
            .path()
            .map_or_else(|| "not in a file yet".to_owned(), |path| path.display().to_string());
        let label = Label::new(theme::strong(format!("{name}{dot}"))).truncate();
        ui.add(label).on_hover_text(format!("{tip} · {place}"));
    }

    fn recent(&self, ui: &mut Ui) -> Option<std::path::PathBuf> {
        let mut wanted = None;
        ui.menu_button("Open recent", |ui| {
            if self.shell.prefs.recent.is_empty() {
                ui.label(theme::muted(ui, "Nothing opened yet"));
            }
            for path in &self.shell.prefs.recent {
                if ui.button(path.display().to_string()).clicked() {
                    wanted = Some(path.clone());
                }
            }
        });
        wanted
    }

    /// One entry of a menu. True where it was chosen.
    fn entry(&self, ui: &mut Ui, entry: &Entry) -> bool {
        let text = self.entry_text(entry);
        let mut button = Button::new(text);
        if let Some(keys) = &entry.shortcut {
            button = button.shortcut_text(shortcut::text(ui, keys));
        }
        let current = match self.shell.prefs.theme {
            Theme::Light => UiCommand::ThemeLight,
            Theme::Dark => UiCommand::ThemeDark,
            Theme::System => UiCommand::ThemeSystem,
        };
        let saving = match self.shell.prefs.autosave_minutes {
            0 => UiCommand::AutosaveOff,
            1..10 => UiCommand::Autosave5,
            10.. => UiCommand::Autosave15,
        };
        let switches = [
            (UiCommand::ToggleSuggestions, self.shell.prefs.suggestions),
            (UiCommand::FoldAll, self.shell.prefs.fold),
            (UiCommand::FoldAlike, self.shell.prefs.fold_alike),
        ];
        let on = switches.contains(&(entry.command, true));
        button = button.selected([current, saving].contains(&entry.command) || on);
        let why = self.why_not(entry.command);
        let response = ui.add_enabled(why.is_none(), button);
        match why {
            Some(why) => response.on_disabled_hover_text(why).clicked(),
            None => response.on_hover_text(entry.tip).clicked(),
        }
    }

    /// The entry's words: Undo and Redo say what.
    pub(super) fn entry_text(&self, entry: &Entry) -> String {
        let what = match entry.needs {
            Need::Undo => self.session.undo_label(),
            Need::Redo => self.session.redo_label(),
            Need::Nothing
            | Need::Article
            | Need::Selection
            | Need::SelectionAndClaim
            | Need::Claim
            | Need::ClaimOrForm
            | Need::Form
            | Need::Suggestion
            | Need::Proposal
            | Need::Incident
            | Need::IncidentAndArticle
            | Need::Incidents
            | Need::Guess
            | Need::Discarded
            | Need::Focus => None,
        };
        what.map_or_else(
            || entry.text.to_owned(),
            |what| format!("{} {}", entry.text, lower_first(what)),
        )
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
