//! The rows of the command table.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::{Entry, Menu, Need, UiCommand};

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn command(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn command_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn entry(
    command: UiCommand,
    menu: Menu,
    text: &'static str,
    tip: &'static str,
    key: Option<KeyboardShortcut>,
) -> Entry {
    Entry { command, menu, group: false, needs: Need::Nothing, text, tip, shortcut: key }
}

const fn needing(need: Need, mut entry: Entry) -> Entry {
    entry.needs = need;
    entry
}

const fn group(mut entry: Entry) -> Entry {
    entry.group = true;
    entry
}

/// Every command, in the order of the menus.
pub const COMMANDS: &[Entry] = {
    use Menu::{Annotate, Edit, File, Go, Help, View};
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
        group(entry(
            C::ExportTables,
            File,
            "Export tables…",
            "Write incidents.csv and claims.csv",
            Some(command_shift(Key::E)),
        )),
        entry(
            C::SaveChartSvg,
            File,
            "Save chart as SVG…",
            "Save the chart as a drawing that scales",
            None,
        ),
        entry(C::SaveChartPng, File, "Save chart as PNG…", "Save the chart as a picture", None),
        entry(
            C::SaveChartCsv,
            File,
            "Save chart figures as CSV…",
            "Save the figures that the chart draws",
            None,
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
        needing(
            Need::Undo,
            entry(C::Undo, Edit, "Undo", "Take back the last change", Some(command(Key::Z))),
        ),
        needing(
            Need::Redo,
            entry(C::Redo, Edit, "Redo", "Do it again", Some(command_shift(Key::Z))),
        ),
        group(needing(
            Need::Article,
            entry(
                C::FindInText,
                Edit,
                "Find in article",
                "Find words in the article",
                Some(command(Key::F)),
            ),
        )),
        entry(C::FindNext, Edit, "Find next", "Go to the next hit", Some(plain(Key::F3))),
        entry(
            C::FindPrevious,
            Edit,
            "Find previous",
            "Go to the previous hit",
            Some(shift(Key::F3)),
        ),
        entry(
            C::SearchEverything,
            Edit,
            "Search everything…",
            "Find words in titles, texts, quotes, claims, incidents and notes",
            Some(command_shift(Key::F)),
        ),
        entry(
            C::NextHit,
            Edit,
            "Next hit of the search",
            "Go to the next hit, in this article or the next one",
            Some(plain(Key::F4)),
        ),
        entry(
            C::PreviousHit,
            Edit,
            "Previous hit of the search",
            "Go to the previous hit, in this article or the one before",
            Some(shift(Key::F4)),
        ),
        entry(
            C::FilterLibrary,
            Edit,
            "Filter the Library",
            "Show only articles whose title, publisher or path hold these words",
            Some(command(Key::L)),
        ),
        group(entry(
            C::Codebook,
            Edit,
            "Codebook…",
            "The rules by which claims become figures",
            None,
        )),
        needing(
            Need::Selection,
            entry(
                C::MarkKilled,
                Annotate,
                "Mark as killed",
                "Make a claim of the selected words: people killed",
                Some(plain(Key::Num1)),
            ),
        ),
        needing(
            Need::Selection,
            entry(
                C::MarkInjured,
                Annotate,
                "Mark as injured",
                "Make a claim of the selected words: people injured",
                Some(plain(Key::Num2)),
            ),
        ),
        needing(
            Need::Selection,
            entry(
                C::MarkAbducted,
                Annotate,
                "Mark as abducted",
                "Make a claim of the selected words: people abducted",
                Some(plain(Key::Num3)),
            ),
        ),
        needing(
            Need::Selection,
            entry(
                C::MarkMissing,
                Annotate,
                "Mark as missing",
                "Make a claim of the selected words: people missing",
                Some(plain(Key::Num4)),
            ),
        ),
        needing(
            Need::Selection,
            entry(
                C::MarkNeutralised,
                Annotate,
                "Mark as neutralised",
                "Make a claim of the selected words: people “neutralised”",
                Some(plain(Key::Num5)),
            ),
        ),
        needing(
            Need::Selection,
            entry(
                C::MarkOther,
                Annotate,
                "Mark as other outcome",
                "Make a claim of the selected words and choose the outcome in the form",
                Some(plain(Key::Num6)),
            ),
        ),
        group(needing(
            Need::Form,
            entry(
                C::AcceptClaim,
                Annotate,
                "Accept claim",
                "Take the claim form as it stands",
                Some(command(Key::Enter)),
            ),
        )),
        needing(
            Need::Form,
            entry(
                C::DiscardForm,
                Annotate,
                "Discard claim form",
                "Throw the claim form away: Escape outside a field",
                None,
            ),
        ),
        needing(
            Need::Discarded,
            entry(
                C::RestoreForm,
                Annotate,
                "Bring back claim form",
                "Open the claim form again that was thrown away last",
                Some(command_shift(Key::Backspace)),
            ),
        ),
        group(needing(
            Need::SelectionAndClaim,
            entry(
                C::AddQuote,
                Annotate,
                "Add words to claim",
                "The article says it again: add the selected words to the claim in focus",
                Some(plain(Key::W)),
            ),
        )),
        needing(
            Need::Guess,
            entry(
                C::TakeGuess,
                Annotate,
                "Take the guessed incident",
                "Put the claim into the incident that the program guesses",
                Some(command(Key::I)),
            ),
        ),
        needing(
            Need::ClaimOrForm,
            entry(
                C::AssignIncident,
                Annotate,
                "Assign to incident…",
                "Put the claim in focus into an incident, the likely ones first",
                Some(plain(Key::I)),
            ),
        ),
        entry(
            C::NewIncident,
            Annotate,
            "New incident",
            "Make an incident, of the claim in focus if it has none",
            Some(shift(Key::I)),
        ),
        needing(
            Need::Article,
            entry(
                C::AddEvidence,
                Annotate,
                "Add as evidence…",
                "Note that the selected words, or the article, speak of an incident",
                Some(shift(Key::E)),
            ),
        ),
        group(needing(
            Need::Suggestion,
            entry(
                C::AcceptSuggestion,
                Annotate,
                "Accept suggestion",
                "Make a claim of the suggestion in focus, as it is proposed",
                Some(plain(Key::Enter)),
            ),
        )),
        needing(
            Need::Suggestion,
            entry(
                C::EditSuggestion,
                Annotate,
                "Edit suggestion",
                "Open the claim form, filled with the suggestion in focus",
                Some(plain(Key::E)),
            ),
        ),
        needing(
            Need::Suggestion,
            entry(
                C::RejectSuggestion,
                Annotate,
                "Reject suggestion",
                "Never propose the suggestion in focus again",
                Some(plain(Key::X)),
            ),
        ),
        needing(
            Need::Proposal,
            entry(
                C::AcceptIncident,
                Annotate,
                "Accept incident",
                "Make the proposed incident, with date, place, parties and all its claims",
                Some(plain(Key::A)),
            ),
        ),
        needing(
            Need::Incident,
            entry(
                C::TakeDate,
                Annotate,
                "Take date from article",
                "Give the incident in focus the likely date; again for the next one",
                Some(plain(Key::T)),
            ),
        ),
        needing(
            Need::Incident,
            entry(
                C::TakePlace,
                Annotate,
                "Take place from article",
                "Give the incident in focus the likely place; again for the next one",
                Some(plain(Key::P)),
            ),
        ),
        group(needing(
            Need::Focus,
            entry(
                C::Remove,
                Annotate,
                "Remove",
                "Remove the claim or the incident in focus",
                Some(plain(Key::Delete)),
            ),
        )),
        entry(
            C::NextArticle,
            Go,
            "Next article",
            "Read the next article of the list",
            Some(plain(Key::J)),
        ),
        entry(
            C::PreviousArticle,
            Go,
            "Previous article",
            "Read the previous article of the list",
            Some(plain(Key::K)),
        ),
        entry(
            C::NextInQueue,
            Go,
            "Next uncoded article",
            "Go to the next article of the list that is to be coded, the oldest first",
            Some(shift(Key::J)),
        ),
        needing(
            Need::Article,
            entry(
                C::ArticleNew,
                Go,
                "Set to new",
                "Set the article, or those chosen in the Library, to new",
                Some(plain(Key::U)),
            ),
        ),
        needing(
            Need::Article,
            entry(
                C::ArticleInProgress,
                Go,
                "Set to in progress",
                "Set the article, or those chosen in the Library, to in progress",
                Some(plain(Key::B)),
            ),
        ),
        needing(
            Need::Article,
            entry(
                C::ArticleCoded,
                Go,
                "Coded, next article",
                "Set the article to coded and read the next one",
                Some(plain(Key::D)),
            ),
        ),
        needing(
            Need::Article,
            entry(
                C::ArticleIrrelevant,
                Go,
                "Irrelevant, next article",
                "Set the article to irrelevant and read the next one",
                Some(plain(Key::R)),
            ),
        ),
        group(needing(
            Need::Article,
            entry(
                C::NextHighlight,
                Go,
                "Next highlight",
                "Go to the next highlight of the article",
                Some(plain(Key::CloseBracket)),
            ),
        )),
        needing(
            Need::Article,
            entry(
                C::PreviousHighlight,
                Go,
                "Previous highlight",
                "Go to the previous highlight of the article",
                Some(plain(Key::OpenBracket)),
            ),
        ),
        needing(
            Need::Article,
            entry(
                C::NextSuggestion,
                Go,
                "Next suggestion",
                "Go to the next suggested claim of the article",
                Some(plain(Key::N)),
            ),
        ),
        needing(
            Need::Article,
            entry(
                C::PreviousSuggestion,
                Go,
                "Previous suggestion",
                "Go to the previous suggested claim of the article",
                Some(shift(Key::N)),
            ),
        ),
        needing(
            Need::Claim,
            entry(
                C::ShowSentence,
                Go,
                "Show the sentence",
                "Show the words of the claim in focus in the Reader",
                Some(plain(Key::S)),
            ),
        ),
        group(entry(C::ShowLibrary, Go, "Library", "Go to the Library", Some(command(Key::Num1)))),
        entry(C::ShowReader, Go, "Reader", "Go to the Reader", Some(command(Key::Num2))),
        entry(C::ShowAnnotate, Go, "Annotate", "Go to Annotate", Some(command(Key::Num3))),
        entry(C::ShowCharts, Go, "Charts", "Go to the Charts", Some(command(Key::Num4))),
        entry(C::ShowIncidents, Go, "Incidents", "Go to the Incidents", Some(command(Key::Num5))),
        entry(C::ShowFindings, Go, "Findings", "Go to the Findings", Some(command(Key::Num6))),
        entry(C::ShowMenu, Go, "Menu bar", "Go to the menu bar", Some(plain(Key::F10))),
        entry(C::ShowSearch, Go, "Search", "Go to the Search", Some(command(Key::Num7))),
        entry(
            C::Palette,
            View,
            "Command palette…",
            "Find any command by its name",
            Some(command(Key::K)),
        ),
        group(entry(
            C::ToggleSuggestions,
            View,
            "Suggestions in the article",
            "Show what the machine reads ahead, or hide it",
            Some(plain(Key::H)),
        )),
        entry(
            C::SuggestionRules,
            View,
            "Suggestion rules…",
            "What was made of each rule’s suggestions; switch rules off",
            None,
        ),
        group(entry(C::ThemeLight, View, "Light", "Light colours", None)),
        entry(C::ThemeDark, View, "Dark", "Dark colours", None),
        entry(C::ThemeSystem, View, "As the system", "Light or dark as the system has it", None),
        group(entry(
            C::TextLarger,
            View,
            "Larger text",
            "Enlarge the article text",
            Some(command(Key::Period)),
        )),
        entry(
            C::TextSmaller,
            View,
            "Smaller text",
            "Shrink the article text",
            Some(command(Key::Comma)),
        ),
        group(entry(C::ZoomIn, View, "Zoom in", "Enlarge everything", Some(command(Key::Plus)))),
        entry(C::ZoomOut, View, "Zoom out", "Shrink everything", Some(command(Key::Minus))),
        entry(
            C::ZoomReset,
            View,
            "Zoom to 100 %",
            "Everything at its first size",
            Some(command(Key::Num0)),
        ),
        group(entry(
            C::ResetLayout,
            View,
            "Reset panels",
            "Put all panels back where they were at first",
            None,
        )),
        entry(C::Shortcuts, Help, "Keyboard shortcuts", "Show all shortcuts", Some(plain(Key::F1))),
        entry(C::ShowLog, Help, "Log", "Show the end of the log and where it is kept", None),
        group(entry(C::About, Help, "About Casebook", "Version, licences and attributions", None)),
    ]
};
