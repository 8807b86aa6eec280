//! The About sheet: version, and whose work the program is made of, with every licence.

use std::sync::OnceLock;

use eframe::egui::{RichText, ScrollArea, TextStyle, Ui};

use super::sheets::scrolled;
use crate::bundled::{LIBRARIES, LICENCE_TEXTS};
use crate::ui::fonts;
use crate::ui::theme::{self, CONTROL_HEIGHT, GAP, GROUP_GAP};
use crate::ui::widgets::search_field;

/// The sheet.
#[derive(Default)]
pub(super) struct AboutSheet {
    /// Letters of the libraries that are shown.
    filter: String,
}

/// A library of the program.
struct Library {
    name: String,
    version: String,
    licence: String,
    /// Who wrote it and where it comes from.
    from: String,
}

/// Every library of the program.
fn libraries() -> &'static [Library] {
    static LIST: OnceLock<Vec<Library>> = OnceLock::new();
    LIST.get_or_init(|| {
        let mut table = csv::Reader::from_reader(LIBRARIES.as_bytes());
        let rows = table.records().flatten().map(|row| {
            let cell = |n| row.get(n).unwrap_or_default().to_owned();
            let (authors, source) = (cell(3), cell(4));
            let from = [authors, source].into_iter().filter(|part| !part.is_empty());
            Library {
                name: cell(0),
                version: cell(1),
                licence: cell(2),
                from: from.collect::<Vec<_>>().join(" · "),
            }
        });
        rows.collect()
    })
}

impl AboutSheet {
    /// Draws it.
    pub(super) fn show(&mut self, ui: &mut Ui, height: f32) {
        ui.label(theme::heading(format!("Casebook {}", env!("CARGO_PKG_VERSION"))));
        ui.label(
            "Turns news reports into incident and casualty data, every figure tied to the sentence \
             that reported it.",
        );
        ui.label(theme::muted(
            ui,
            "MIT OR Apache-2.0. No network, no account: everything stays on this machine.",
        ));
        ui.add_space(GROUP_GAP);
        scrolled(ScrollArea::vertical(), height - 110.0).show(ui, |ui| {
            bundled_data(ui);
            ui.add_space(GAP);
            self.libraries(ui);
            ui.add_space(GAP);
            ui.collapsing("Licence texts of the libraries", |ui| {
                for text in LICENCE_TEXTS.split("\n\u{c}\n") {
                    ui.label(RichText::new(text).text_style(TextStyle::Small));
                    ui.separator();
                }
            });
        });
    }

    fn libraries(&mut self, ui: &mut Ui) {
        let all = libraries();
        ui.label(theme::strong(format!("Libraries, {}", all.len())));
        search_field(ui, "Filter the libraries", &mut self.filter);
        let wanted = self.filter.to_lowercase();
        let fits = |l: &&Library| {
            wanted.is_empty()
                || l.name.contains(&wanted)
                || l.licence.to_lowercase().contains(&wanted)
        };
        let shown: Vec<&Library> = all.iter().filter(fits).collect();
        if shown.is_empty() {
            ui.label(theme::muted(ui, "No library has these letters."));
        }
        let area = ScrollArea::vertical().id_salt("libraries").max_height(220.0);
        area.auto_shrink([false, true]).show_rows(ui, CONTROL_HEIGHT, shown.len(), |ui, seen| {
            for library in shown.get(seen).unwrap_or_default() {
                ui.horizontal(|ui| {
                    ui.set_min_height(CONTROL_HEIGHT);
                    ui.label(format!("{} {}", library.name, library.version))
                        .on_hover_text(&library.from);
                    ui.label(theme::muted(ui, &library.licence));
                });
            }
        });
    }
}

/// Typefaces and the sample.
fn bundled_data(ui: &mut Ui) {
    ui.label(theme::strong("Fonts and icons"));
    for font in fonts::BUNDLED {
        let title = format!("{} — made from {} ({})", font.name, font.made_from, font.licence);
        ui.collapsing(title, |ui| {
            ui.label(RichText::new(font.licence_text).text_style(TextStyle::Small));
        });
    }
    ui.add_space(GAP);
    ui.label(theme::strong("Places"));
    ui.label(theme::muted(
        ui,
        "Names, units, coordinates and populations: GeoNames (geonames.org), under CC BY 4.0 \
         (creativecommons.org/licenses/by/4.0); selected, rounded and packed for Casebook.",
    ));
    ui.add_space(GAP);
    ui.label(theme::strong("Sample project"));
    ui.label(theme::muted(
        ui,
        "Written for Casebook. Outlets and quotations are invented; the note of each article says \
         which facts are.",
    ));
}
