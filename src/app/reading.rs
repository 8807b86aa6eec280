//! The sheet that says how a file is read: its encoding, its columns, the line at which it is split
//! into articles. What would come of it is seen before anything changes.

mod preview;

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{Button, Id, Popup, ScrollArea, Ui};

use super::sheets::scrolled;
use super::window::App;
use crate::edit::{Command, SetReading};
use crate::import::{Columns, Inspection, chosen_columns, encoding_names};
use crate::model::{ColumnMap, FileReading};
use crate::session::{FileOf, RowState};
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT, tokens};
use crate::ui::widgets::{ActionButton, Chip, Field, TextField, Toast, combo};
use crate::views::command::UiCommand;

/// Below this height everything scrolls.
const ROOMY: f32 = 300.0;
/// The preview is at least so high.
const PREVIEW: f32 = 120.0;

/// How a file is read, as the analyst has it in the sheet.
pub(super) struct ReadingSheet {
    /// The file, with the reading that is tried.
    file: FileOf,
    /// The reading as the project has it.
    before: FileReading,
}

/// What the analyst has decided.
pub(super) enum Answer {
    /// The file is to be read so.
    Read(Box<Command>),
    /// Nothing changes.
    Away,
}

impl ReadingSheet {
    pub(super) fn new(file: FileOf) -> Self {
        Self { before: file.reading.clone(), file }
    }

    /// The file with the reading that is tried.
    pub(super) fn file(&self) -> &FileOf {
        &self.file
    }

    /// Draws it. `seen` is what the file looks like, and whether read as it is tried now.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        height: f32,
        seen: Option<(&Arc<Inspection>, bool)>,
    ) -> Option<Answer> {
        ui.label(theme::heading("How this file is read"));
        let reader = seen.map_or("", |(seen, _)| seen.reader);
        let about = if reader.is_empty() {
            self.file.path.clone()
        } else {
            format!("{} · {reader}", self.file.path)
        };
        ui.add(eframe::egui::Label::new(theme::caption(ui, about)).truncate());
        ui.add_space(GAP);
        if height < ROOMY {
            // In an enlarged window everything but the buttons scrolls.
            let area = ScrollArea::vertical().id_salt("how a file is read");
            scrolled(area, height - GAP).show(ui, |ui| self.content(ui, PREVIEW, seen));
        } else {
            self.content(ui, height, seen);
        }
        ui.add_space(GAP);
        self.buttons(ui, seen)
    }

    /// What can be chosen, and what comes of it, in so much room.
    fn content(&mut self, ui: &mut Ui, height: f32, seen: Option<(&Arc<Inspection>, bool)>) {
        let top = ui.cursor().top();
        if let Some((seen, _)) = seen {
            self.choices(ui, seen);
        }
        ui.add_space(GAP);
        let room = (height - (ui.cursor().top() - top) - 70.0).max(PREVIEW);
        preview::show(ui, room, seen, !self.file.reading.separator.is_empty());
        self.warn(ui);
    }

    fn choices(&mut self, ui: &mut Ui, seen: &Inspection) {
        let nothing = seen.found.is_none() && seen.columns.is_none() && !seen.splits;
        if nothing && seen.error.is_none() {
            ui.label(theme::muted(
                ui,
                "Files of this kind say themselves how they are read: there is nothing to choose.",
            ));
        }
        if let Some(found) = seen.found {
            self.encoding(ui, found);
        } else if !self.file.reading.encoding.is_empty() {
            self.encoding(ui, "unknown");
        }
        if seen.splits || !self.file.reading.separator.is_empty() {
            self.separator(ui, seen);
        }
        if let Some(columns) = &seen.columns {
            self.columns(ui, columns);
        }
    }

    fn encoding(&mut self, ui: &mut Ui, found: &str) {
        let as_found = format!("as found: {found}");
        let set = self.file.reading.encoding.clone();
        let mut options = vec![("", as_found.as_str())];
        options.extend(encoding_names().iter().map(|name| (*name, *name)));
        if !options.iter().any(|(name, _)| name.eq_ignore_ascii_case(&set)) {
            options.push((&set, &set));
        }
        let known = options.iter().find(|(name, _)| name.eq_ignore_ascii_case(&set));
        let mut chosen = known.map_or("", |(name, _)| *name);
        let field = Field::new("Encoding");
        if field.show(ui, |ui, label| combo(ui, label, &mut chosen, &options).changed()) {
            self.file.reading.encoding = chosen.into();
        }
    }

    fn separator(&mut self, ui: &mut Ui, seen: &Inspection) {
        TextField::new("Split at")
            .hint("a line that stands between articles; none: the file is one article")
            .help("# stands for any number, * at the end for anything")
            .id(Id::unique("separator of articles"))
            .show(ui, &mut self.file.reading.separator);
        let offered: Vec<_> = seen
            .separators
            .iter()
            .filter(|s| s.line != self.file.reading.separator)
            .take(4)
            .collect();
        if offered.is_empty() {
            return;
        }
        Field::new("Found").show(ui, |ui, _| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = eframe::egui::vec2(TIGHT, TIGHT);
                for separator in offered {
                    let words = format!("{} · {} articles", separator.line, separator.articles);
                    let chip = Chip::new(&words).selected(false).show(ui).response;
                    if chip.on_hover_text("Split the file at this line").clicked() {
                        self.file.reading.separator.clone_from(&separator.line);
                    }
                }
            });
        });
    }

    fn columns(&mut self, ui: &mut Ui, columns: &Columns) {
        let set = &mut self.file.reading.columns;
        let mut map = chosen_columns(set, columns.guess.clone());
        let before = map.clone();
        ui.add_space(TIGHT);
        text_columns(ui, &mut map, &columns.names);
        ui.columns(2, |sides| {
            for (nth, (role, label)) in ROLES.iter().enumerate() {
                let Some(side) = sides.get_mut(nth % 2) else { continue };
                let Some(column) = map.role_mut(role) else { continue };
                let field = Field::new(label);
                field.show(side, |ui, label| one_of(ui, label, column, &columns.names, "none"));
            }
        });
        if map != before {
            *set = if map == columns.guess { ColumnMap::default() } else { map };
        }
    }

    /// Says what becomes of marks.
    fn warn(&self, ui: &mut Ui) {
        if self.file.annotated == 0 || self.file.reading == self.before {
            return;
        }
        let words = match self.file.annotated {
            1 => "1 article of this file carries marks: the project keeps its text, and marks \
                  follow their words as far as these are found."
                .to_owned(),
            n => format!(
                "{n} articles of this file carry marks: the project keeps their texts, and marks \
                 follow their words as far as these are found."
            ),
        };
        ui.add_space(TIGHT);
        let text = format!("{}\u{2002}{words}", icon::WARNING);
        ui.colored_label(tokens(ui).warning.text, text);
    }

    fn buttons(&mut self, ui: &mut Ui, seen: Option<(&Arc<Inspection>, bool)>) -> Option<Answer> {
        let mut answer = None;
        ui.horizontal(|ui| {
            let same = (self.file.reading == self.before).then_some("It is read so already");
            let failed = seen.and_then(|(seen, _)| seen.error.as_ref());
            let failed = failed.map(|_| "Read so, the file holds no article");
            let read = ActionButton::new("Read it so").primary().disabled(same.or(failed));
            if ui.add(read).clicked() {
                answer = Some(Answer::Read(Box::new(self.command())));
            }
            let plain = FileReading { path: self.before.path.clone(), ..FileReading::default() };
            let nothing = (self.file.reading == plain).then_some("Nothing is set by hand");
            let reset = ActionButton::new("All as found").disabled(nothing);
            if ui.add(reset.tooltip("Leave everything to the program again")).clicked() {
                self.file.reading = plain;
            }
            if ui.add(ActionButton::new("Cancel")).clicked() {
                answer = Some(Answer::Away);
            }
        });
        answer
    }

    fn command(&self) -> Command {
        let reading = &self.file.reading;
        let columns = reading.columns.roles().map(|(role, c)| (role.to_owned(), c.to_owned()));
        Command::SetReading(SetReading {
            folder: self.file.folder.clone(),
            path: self.file.path.clone(),
            encoding: Some(reading.encoding.to_string()),
            columns: Some(BTreeMap::from(columns)),
            separator: Some(reading.separator.clone()),
        })
    }
}

/// What a column can hold besides the text, and what that is called.
const ROLES: [(&str, &str); 7] = [
    ("title", "Title"),
    ("published", "Published"),
    ("publisher", "Publisher"),
    ("author", "Author"),
    ("url", "Address"),
    ("language", "Language"),
    ("id", "Row’s name"),
];

/// The columns whose words make up the text, one after the other.
fn text_columns(ui: &mut Ui, map: &mut ColumnMap, names: &[String]) {
    let mut parts: Vec<String> = map.text.split('+').map(|part| part.trim().to_owned()).collect();
    let before = parts.clone();
    Field::new("Text").show(ui, |ui, label| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = TIGHT;
            if let Some(first) = parts.first_mut() {
                ui.scope(|ui| {
                    ui.set_max_width(200.0);
                    one_of(ui, label, first, names, "choose one");
                });
            }
            let mut gone = None;
            for (nth, part) in parts.iter().enumerate().skip(1) {
                let chip = Chip::new(part).removable().show(ui);
                if chip.removed {
                    gone = Some(nth);
                }
            }
            if let Some(gone) = gone {
                parts.remove(gone);
            }
            let rest: Vec<&String> = names.iter().filter(|name| !parts.contains(name)).collect();
            let none = rest.is_empty().then_some("There is no other column");
            let more = ActionButton::new("Add column").icon(icon::PLUS).quiet().disabled(none);
            let more = ui.add(more.tooltip("Join another column to the text, as paragraphs below"));
            Popup::menu(&more).show(|ui| {
                ScrollArea::vertical().max_height(280.0).show(ui, |ui| {
                    for name in &rest {
                        if ui.add(Button::new(name.as_str())).clicked() {
                            parts.push((*name).clone());
                        }
                    }
                });
            });
        });
    });
    if parts != before {
        parts.retain(|part| !part.is_empty());
        map.text = parts.join(" + ");
    }
}

/// A list of columns.
fn one_of(ui: &mut Ui, label: Id, column: &mut String, names: &[String], none: &str) {
    let mut options = vec![("", none)];
    options.extend(names.iter().filter(|n| !n.is_empty()).map(|n| (n.as_str(), n.as_str())));
    let known = column.clone();
    if !options.iter().any(|(name, _)| *name == known) {
        options.push((&known, &known));
    }
    let mut chosen = known.as_str();
    if combo(ui, label, &mut chosen, &options).changed() {
        chosen.clone_into(column);
    }
}

impl App {
    /// Opens the sheet for the file of the article in the Reader.
    pub(super) fn open_reading(&mut self) {
        let article = self.shell.desk.article.as_ref();
        match article.and_then(|article| self.session.file_of(article)) {
            Some(file) => {
                self.session.inspect(&file);
                let sheet = Box::new(ReadingSheet::new(file));
                self.shell.sheet = Some(super::sheets::Sheet::Reading(sheet));
            }
            None => self.say_error("the folder of this article is not in the project".to_owned()),
        }
    }

    /// Has a file read another way.
    pub(super) fn read_otherwise(&mut self, command: Command) {
        if let Some(done) = self.edit(command) {
            self.shell
                .toasts
                .push(Toast::new(done.label).undo(UiCommand::Undo, self.session.step()));
        }
    }

    /// Keeps to the file of the article in the Reader: where that is read otherwise now and the
    /// article is not in it any more, its first one is shown.
    pub(super) fn keep_to_file(&mut self) {
        let Some(article) = self.shell.desk.article.clone() else { return };
        let library = self.session.library();
        if library.is_busy() {
            return;
        }
        if let Some(listed) = library.article(&article) {
            let file = Arc::clone(listed.file_path());
            self.shell.file = Some((article, listed.folder.clone(), file));
            return;
        }
        let Some((known, folder, file)) = self.shell.file.take() else { return };
        let kept = self.session.row(&article).map(|row| &row.state);
        if known != article || matches!(kept, Some(RowState::Missing { kept: true })) {
            return;
        }
        let first = library.folder(&folder).and_then(|folder| {
            let mut articles = folder.articles().filter(|a| a.is_readable());
            articles.find(|a| *a.file_path() == file).map(|a| a.id.clone())
        });
        match first {
            Some(first) => self.open_article(first),
            None if kept.is_none() => self.shell.desk.article = None,
            None => {}
        }
    }
}
