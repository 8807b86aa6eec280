//! Looks: the rows of the View menu.

use eframe::egui::Key;

use super::super::row::{also, command, entry, group, needing, plain, shift};
use super::super::{Entry, Menu, Need, UiCommand};

/// By which the themes are looked for.
const THEME: &str = "theme colours mode light dark day night appearance";

pub(super) const ROWS: &[Entry] = {
    use Menu::View;
    use UiCommand as C;
    &[
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
        entry(
            C::Lexicon,
            View,
            "Words of the project…",
            "Words of your articles that suggestions shall know",
            None,
        ),
        entry(
            C::ReadAhead,
            View,
            "Read the library ahead",
            "Read all articles for suggestions in the background, or stop that",
            None,
        ),
        group(needing(
            Need::Article,
            entry(
                C::ToggleFold,
                View,
                "Fold or unfold",
                "Fold the paragraphs at the caret that are not the report, or unfold them",
                Some(plain(Key::F)),
            ),
        )),
        entry(
            C::FoldAll,
            View,
            "Fold page furniture",
            "One line for neighbouring captions, furniture and repeats; off shows them dimmed",
            Some(shift(Key::F)),
        ),
        also(
            "duplicates reprints syndication same similar alike copies",
            entry(
                C::FoldAlike,
                View,
                "Fold near-duplicates",
                "One line of the Library for articles that are nearly the same",
                None,
            ),
        ),
        group(also(THEME, entry(C::ThemeLight, View, "Light", "The light theme", None))),
        also(THEME, entry(C::ThemeDark, View, "Dark", "The dark theme", None)),
        also(THEME, entry(C::ThemeSystem, View, "As the system", "The theme of the system", None)),
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
    ]
};
