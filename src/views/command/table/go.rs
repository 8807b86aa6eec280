//! Moving about: the rows of the Go menu.

use eframe::egui::Key;

use super::super::row::{also, command, entry, group, needing, plain, shift};
use super::super::{Entry, Menu, Need, UiCommand};

pub(super) const ROWS: &[Entry] = {
    use Menu::Go;
    use UiCommand as C;
    &[
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
        also(
            "compare alike similar duplicate same pair copy",
            entry(
                C::SamePairs,
                Go,
                "Articles on one incident…",
                "List pairs of articles that may report the same incident",
                None,
            ),
        ),
        needing(
            Need::Article,
            also(
                "diff differ alike similar duplicate reprint same copy",
                entry(
                    C::CompareAlike,
                    Go,
                    "Compare near-duplicates…",
                    "What differs between the article and the one that is nearly the same",
                    None,
                ),
            ),
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
    ]
};
