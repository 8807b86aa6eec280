//! The one table of what a user can ask for: menus, shortcuts, tooltips, the palette and the
//! shortcut sheet are all made from it.

mod row;
mod table;

use eframe::egui::KeyboardShortcut;

pub use table::COMMANDS;

/// Everything that can be asked for with one key, menu entry or palette line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UiCommand {
    /// Starts an empty project.
    NewProject,
    /// Opens a project file.
    OpenProject,
    /// Opens a folder of articles as a new project.
    OpenFolder,
    /// Adds a folder of articles to this project.
    AddFolder,
    /// Takes a gazetteer's file into the project's places.
    ImportGazetteer,
    /// Reads the folders again.
    RescanFolders,
    /// Opens the sample project.
    OpenSample,
    /// Puts the sample project back as it was shipped.
    ResetSample,
    /// Saves the project.
    Save,
    /// Saves the project under another name.
    SaveAs,
    /// Saves only when asked to.
    AutosaveOff,
    /// Saves by itself five minutes after an edit.
    Autosave5,
    /// Saves by itself a quarter of an hour after an edit.
    Autosave15,
    /// Shows the rules by which claims become figures.
    Codebook,
    /// Writes incidents.csv, figures.csv and claims.csv.
    ExportTables,
    /// Saves the chart as SVG.
    SaveChartSvg,
    /// Saves the chart as PNG.
    SaveChartPng,
    /// Saves the chart's figures as CSV.
    SaveChartCsv,
    /// Closes the window.
    Quit,
    /// Takes back the last change.
    Undo,
    /// Does it again.
    Redo,
    /// Shows what is known of the article besides its text.
    ArticleDetails,
    /// Says how the file of the article is read.
    ReadingOfFile,
    /// Says that the paragraph is the headline.
    BlockHeadline,
    /// Says that the paragraph is part of the report.
    BlockBody,
    /// Says that the paragraph is a caption.
    BlockCaption,
    /// Says that the paragraph is page furniture.
    BlockBoilerplate,
    /// Says that the paragraph says again what stands above.
    BlockRepeat,
    /// Leaves it to the program what the paragraph is.
    BlockAsFound,
    /// Folds or unfolds the paragraphs that the caret is in.
    ToggleFold,
    /// Folds what is not the report in all articles, or shows it.
    FoldAll,
    /// Folds articles that are nearly the same into one line of the Library, or unfolds them.
    FoldAlike,
    /// Compares the article with one that is nearly the same.
    CompareAlike,
    /// Finds words in the article.
    FindInText,
    /// Goes to the next hit.
    FindNext,
    /// Goes to the previous hit.
    FindPrevious,
    /// Searches everything.
    SearchEverything,
    /// Goes to the next hit of the search, over all articles.
    NextHit,
    /// Goes to the previous hit of the search.
    PreviousHit,
    /// Filters the Library.
    FilterLibrary,
    /// Marks the selection as killed.
    MarkKilled,
    /// Marks the selection as injured.
    MarkInjured,
    /// Marks the selection as abducted.
    MarkAbducted,
    /// Marks the selection as missing.
    MarkMissing,
    /// Marks the selection as neutralised.
    MarkNeutralised,
    /// Marks the selection with another outcome.
    MarkOther,
    /// Accepts the claim form, or the figure of one's own that is being typed.
    AcceptClaim,
    /// Throws the claim form away.
    DiscardForm,
    /// Brings back the claim form that was thrown away last.
    RestoreForm,
    /// Puts the claim into the incident that the program guesses.
    TakeGuess,
    /// Puts the claim into an incident.
    AssignIncident,
    /// Makes an incident of the claim.
    NewIncident,
    /// Adds the selection, or the article, to an incident as evidence.
    AddEvidence,
    /// Adds the selection to the claim: the article says it again.
    AddQuote,
    /// Makes a claim of the suggestion in focus.
    AcceptSuggestion,
    /// Opens the claim form on the suggestion in focus.
    EditSuggestion,
    /// Rejects the suggestion in focus.
    RejectSuggestion,
    /// Makes an incident of the proposal in focus, with all its claims.
    AcceptIncident,
    /// Rejects a proposed incident with all its claims.
    RejectIncident,
    /// Links the incident in focus with another one.
    LinkIncident,
    /// Gives the incident in focus a date that the article gives.
    TakeDate,
    /// Gives the incident in focus a place that the article names.
    TakePlace,
    /// Puts a figure of one's own in the place of a derived one.
    OverrideFigure,
    /// Makes the incidents chosen in the table one.
    MergeIncidents,
    /// Shows the sources, actors and places of the project.
    Registries,
    /// Removes the claim, or the incident, in focus.
    Remove,
    /// Goes to the next article of the list.
    NextArticle,
    /// Goes to the previous article.
    PreviousArticle,
    /// Goes to the next highlight.
    NextHighlight,
    /// Goes to the previous highlight.
    PreviousHighlight,
    /// Goes to the next suggestion.
    NextSuggestion,
    /// Goes to the previous suggestion.
    PreviousSuggestion,
    /// Goes to the next article that is to be coded, the oldest first.
    NextInQueue,
    /// Sets the article, or those chosen in the Library, to new.
    ArticleNew,
    /// Sets the article, or those chosen in the Library, to in progress.
    ArticleInProgress,
    /// Marks the article as coded and goes on to the next one.
    ArticleCoded,
    /// Marks the article as irrelevant and goes on to the next one.
    ArticleIrrelevant,
    /// Shows the sentence of the claim in focus.
    ShowSentence,
    /// Goes to the Library.
    ShowLibrary,
    /// Goes to the Reader.
    ShowReader,
    /// Goes to Annotate.
    ShowAnnotate,
    /// Goes to the Charts.
    ShowCharts,
    /// Goes to the Incidents.
    ShowIncidents,
    /// Goes to the Findings.
    ShowFindings,
    /// Gives the keyboard to the menu bar.
    ShowMenu,
    /// Goes to the Search.
    ShowSearch,
    /// Puts all panels back where they were at first.
    ResetLayout,
    /// Shows or hides suggestions.
    ToggleSuggestions,
    /// Shows what was made of each rule's suggestions, and switches rules off.
    SuggestionRules,
    /// Lists articles that may report one incident.
    SamePairs,
    /// The project's own words for suggestions.
    Lexicon,
    /// Reads the library ahead, or stops that.
    ReadAhead,
    /// Light colours.
    ThemeLight,
    /// Dark colours.
    ThemeDark,
    /// Colours as the system has them.
    ThemeSystem,
    /// Everything larger.
    ZoomIn,
    /// Everything smaller.
    ZoomOut,
    /// Everything at its first size.
    ZoomReset,
    /// Larger article text.
    TextLarger,
    /// Smaller article text.
    TextSmaller,
    /// Opens the palette.
    Palette,
    /// Shows all shortcuts.
    Shortcuts,
    /// Says where the log is and shows its end.
    ShowLog,
    /// Version, licences, attributions.
    About,
}

/// Under which menu a command stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Menu {
    /// Projects and files.
    File,
    /// Changes and search.
    Edit,
    /// Marking and incidents.
    Annotate,
    /// Moving about.
    Go,
    /// Looks.
    View,
    /// Help.
    Help,
}

impl Menu {
    /// All menus, from left to right.
    pub const ALL: [Self; 6] =
        [Self::File, Self::Edit, Self::Annotate, Self::Go, Self::View, Self::Help];

    /// The menu's name.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Annotate => "Annotate",
            Self::Go => "Go",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

/// What must be there for a command to make sense.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// A change that can be taken back.
    Undo,
    /// A change that was taken back.
    Redo,
    /// An open article.
    Article,
    /// Selected words.
    Selection,
    /// Selected words, and a claim in focus.
    SelectionAndClaim,
    /// A claim in focus.
    Claim,
    /// A claim in focus, or a claim form that waits to be accepted.
    ClaimOrForm,
    /// A claim form, or a figure of one's own, that waits to be accepted.
    Form,
    /// A guess to which incident a claim belongs.
    Guess,
    /// A claim form that was thrown away.
    Discarded,
    /// A claim or an incident in focus.
    Focus,
    /// A suggestion in focus.
    Suggestion,
    /// A suggestion in focus that is part of a proposed incident.
    Proposal,
    /// An incident in focus, or a claim of one.
    Incident,
    /// An incident in focus, or a claim of one, and an open article.
    IncidentAndArticle,
    /// Several incidents chosen in the table.
    Incidents,
}

/// What the table says of a command.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The command.
    pub command: UiCommand,
    /// Where it stands. Entries of one menu stand together, in order.
    pub menu: Menu,
    /// Whether a hairline stands above it in the menu.
    pub group: bool,
    /// What it is called.
    pub text: &'static str,
    /// What it does, for tooltips.
    pub tip: &'static str,
    /// Other words that somebody may look for it by.
    pub also: &'static str,
    /// What must be there for it to make sense.
    pub needs: Need,
    /// The key that asks for it. Keys without a modifier work while no text field has the
    /// keyboard.
    pub shortcut: Option<KeyboardShortcut>,
}

impl UiCommand {
    /// What the table says of it.
    pub fn entry(self) -> &'static Entry {
        // Every command stands in the table: a test goes through them all.
        COMMANDS.iter().find(|e| e.command == self).unwrap_or(&COMMANDS[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let mut seen = HashMap::new();
        for entry in COMMANDS {
            if let Some(shortcut) = entry.shortcut
                && let Some(other) = seen.insert(shortcut, entry.text)
            {
                panic!("{} and {other} share {shortcut:?}", entry.text);
            }
        }
    }

    #[test]
    fn every_command_stands_once_and_menus_stand_together() {
        let mut seen = std::collections::HashSet::new();
        assert!(COMMANDS.iter().all(|e| seen.insert(e.command)));
        let menus: Vec<Menu> = COMMANDS.iter().map(|e| e.menu).collect();
        let mut blocks = menus.clone();
        blocks.dedup();
        assert_eq!(blocks, Menu::ALL);
        assert!(COMMANDS.iter().all(|e| !e.text.is_empty() && !e.tip.is_empty()));
    }
}
