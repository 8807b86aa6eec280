//! Projects and files: the rows of the File menu.

use eframe::egui::Key;

use super::super::row::{also, command, command_shift, entry, group, needing, plain};
use super::super::{Entry, Menu, Need, UiCommand};

pub(super) const ROWS: &[Entry] = {
    use Menu::File;
    use UiCommand as C;
    &[
        entry(
            C::OpenFolder,
            File,
            "Open folder…",
            "Start a project from a folder of articles",
            Some(command_shift(Key::O)),
        ),
        entry(
            C::OpenProject,
            File,
            "Open project…",
            "Open a .casebook file",
            Some(command(Key::O)),
        ),
        entry(
            C::NewProject,
            File,
            "New project",
            "Start an empty project",
            Some(command_shift(Key::N)),
        ),
        group(entry(
            C::AddFolder,
            File,
            "Add folder…",
            "Add a folder of articles to this project",
            None,
        )),
        entry(
            C::ImportGazetteer,
            File,
            "Import gazetteer…",
            "Take a GeoNames table or a CSV of places into this project",
            None,
        ),
        entry(
            C::RescanFolders,
            File,
            "Read folders again",
            "Look for new and changed articles",
            Some(plain(Key::F5)),
        ),
        needing(
            Need::Article,
            entry(
                C::ReadingOfFile,
                File,
                "How the file is read…",
                "Encoding, columns and separator of the article’s file, with a preview",
                Some(command_shift(Key::R)),
            ),
        ),
        group(entry(C::Save, File, "Save", "Save the project", Some(command(Key::S)))),
        entry(
            C::SaveAs,
            File,
            "Save as…",
            "Save the project under another name",
            Some(command_shift(Key::S)),
        ),
        group(entry(
            C::AutosaveOff,
            File,
            "Save only when asked",
            "The journal keeps every edit meanwhile; the project file changes when you save",
            None,
        )),
        entry(
            C::Autosave5,
            File,
            "Save every 5 minutes",
            "Save an edited project by itself, once it has a file",
            None,
        ),
        entry(
            C::Autosave15,
            File,
            "Save every 15 minutes",
            "Save an edited project by itself, once it has a file",
            None,
        ),
        group(also(
            "csv spreadsheet data",
            entry(
                C::ExportTables,
                File,
                "Export tables…",
                "Write incidents.csv, figures.csv and claims.csv",
                Some(command_shift(Key::E)),
            ),
        )),
        also(
            "export drawing",
            entry(
                C::SaveChartSvg,
                File,
                "Save chart as SVG…",
                "Save the chart as a drawing that scales",
                None,
            ),
        ),
        also(
            "export picture image",
            entry(C::SaveChartPng, File, "Save chart as PNG…", "Save the chart as a picture", None),
        ),
        also(
            "export data",
            entry(
                C::SaveChartCsv,
                File,
                "Save chart figures as CSV…",
                "Save the figures that the chart draws",
                None,
            ),
        ),
        group(entry(
            C::OpenSample,
            File,
            "Open sample project",
            "A small coded project on attacks in Niger and Mali",
            None,
        )),
        entry(
            C::ResetSample,
            File,
            "Reset sample project",
            "Put the sample back as it was shipped",
            None,
        ),
        group(entry(C::Quit, File, "Quit", "Close the window", Some(command(Key::Q)))),
    ]
};
