//! Changes and search: the rows of the Edit menu.

use eframe::egui::Key;

use super::super::row::{alt, command, command_shift, entry, group, needing, plain, shift};
use super::super::{Entry, Menu, Need, UiCommand};

pub(super) const ROWS: &[Entry] = {
    use Menu::Edit;
    use UiCommand as C;
    &[
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
        group(needing(
            Need::Article,
            entry(
                C::ArticleDetails,
                Edit,
                "Article details…",
                "Title, publisher, date and more, each with where it comes from",
                Some(command(Key::D)),
            ),
        )),
        group(needing(
            Need::Article,
            entry(
                C::BlockHeadline,
                Edit,
                "Paragraph is headline",
                "It is the headline of the article",
                Some(alt(Key::Num1)),
            ),
        )),
        needing(
            Need::Article,
            entry(
                C::BlockBody,
                Edit,
                "Paragraph is body",
                "It is part of the report: its figures are suggested",
                Some(alt(Key::Num2)),
            ),
        ),
        needing(
            Need::Article,
            entry(
                C::BlockCaption,
                Edit,
                "Paragraph is caption",
                "It stands under a picture",
                Some(alt(Key::Num3)),
            ),
        ),
        needing(
            Need::Article,
            entry(
                C::BlockBoilerplate,
                Edit,
                "Paragraph is boilerplate",
                "It is page furniture: links, share lines, disclaimers",
                Some(alt(Key::Num4)),
            ),
        ),
        needing(
            Need::Article,
            entry(
                C::BlockRepeat,
                Edit,
                "Paragraph is repeat",
                "It says again what stands above",
                Some(alt(Key::Num5)),
            ),
        ),
        needing(
            Need::Article,
            entry(
                C::BlockAsFound,
                Edit,
                "Paragraph as found",
                "Let the program tell what the paragraph is",
                Some(alt(Key::Num0)),
            ),
        ),
        group(entry(
            C::Codebook,
            Edit,
            "Codebook…",
            "The rules by which claims become figures",
            None,
        )),
    ]
};
