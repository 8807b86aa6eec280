//! Which articles the Library shows, and in what order.

use std::collections::BTreeSet;

use super::facets::{Alike, Facets};
use crate::model::{ArticleId, CodingStatus, FolderId};
use crate::session::{ArticleRow, RowState};

/// What the list is sorted by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SortBy {
    /// Day of publication; articles without one come last.
    Date,
    /// Headline.
    Title,
    /// Outlet, then day.
    Publisher,
    /// Folder and path.
    #[default]
    Path,
    /// Coding status, in the order of work.
    Status,
    /// How many suggested claims wait.
    Suggestions,
    /// How many claims stand on it.
    Claims,
}

impl SortBy {
    /// All, in the order of the menu.
    pub const ALL: [Self; 7] = [
        Self::Date,
        Self::Title,
        Self::Publisher,
        Self::Path,
        Self::Status,
        Self::Claims,
        Self::Suggestions,
    ];

    /// The word for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Date => "Date",
            Self::Title => "Title",
            Self::Publisher => "Publisher",
            Self::Path => "Path",
            Self::Status => "Status",
            Self::Suggestions => "Suggestions",
            Self::Claims => "Claims",
        }
    }

    /// What is first while it ascends, and while it descends.
    pub fn directions(self) -> [&'static str; 2] {
        match self {
            Self::Date => ["Oldest first", "Newest first"],
            Self::Title | Self::Publisher | Self::Path => ["A to Z", "Z to A"],
            Self::Status => ["New first", "Irrelevant first"],
            Self::Claims | Self::Suggestions => ["Fewest first", "Most first"],
        }
    }
}

/// The statuses that articles are told apart by.
pub const STATUSES: [CodingStatus; 4] =
    [CodingStatus::New, CodingStatus::InProgress, CodingStatus::Coded, CodingStatus::Irrelevant];

/// What is said of articles that are neither done nor can be coded.
pub const ASIDE: [(&str, &str); 2] = [
    ("Unreadable", "Show files that could not be read"),
    ("File gone", "Show articles whose file is gone, and of which the project has no copy"),
];

/// How many standings there are.
pub const STANDINGS: usize = STATUSES.len() + ASIDE.len();

/// Where an article stands: the place of its status among [`STATUSES`], and after these, of those
/// that do not [count](ArticleRow::counts) among them, the place among [`ASIDE`]. A status that this
/// version does not know counts as new.
pub fn standing(row: &ArticleRow) -> usize {
    match row.state {
        _ if row.counts() => STATUSES.iter().position(|s| *s == row.status).unwrap_or(0),
        RowState::Missing { .. } => STATUSES.len() + 1,
        RowState::Unreadable(_) | RowState::Ready | RowState::Changed => STATUSES.len(),
    }
}

/// A folder, or a part of one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Below {
    /// The folder.
    pub folder: FolderId,
    /// The path within it, without a slash at its end; empty for the whole folder.
    pub path: String,
}

impl Below {
    /// Whether an article stands in it.
    pub fn holds(&self, row: &ArticleRow) -> bool {
        row.folder == self.folder
            && (self.path.is_empty()
                || row.path.strip_prefix(self.path.as_str()).is_some_and(|r| r.starts_with('/')))
    }
}

/// What narrows the list and orders it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Filter {
    /// Words that title, publisher or path must have.
    pub text: String,
    /// What is shown, by [`standing`]; none chosen shows all.
    pub standings: [bool; STANDINGS],
    /// The part of a folder that is shown.
    pub below: Option<Below>,
    /// Publisher, month, language, likeness.
    pub facets: Facets,
    /// Order.
    pub sort: SortBy,
    /// Whether the order is turned round.
    pub descending: bool,
    /// Whether articles that are nearly the same fold into one line.
    pub fold: bool,
    /// Articles with which those like them stand on lines of their own all the same.
    pub unfolded: BTreeSet<ArticleId>,
}

impl Filter {
    /// Whether anything is held back.
    pub fn narrows(&self) -> bool {
        !self.text.trim().is_empty()
            || self.standings.contains(&true)
            || self.below.is_some()
            || self.facets.narrow()
    }

    /// Holds nothing back any more; the order stays.
    pub fn clear(&mut self) {
        let before = std::mem::take(self);
        *self = Self {
            sort: before.sort,
            descending: before.descending,
            fold: before.fold,
            unfolded: before.unfolded,
            ..Self::default()
        };
    }

    /// Whether anything is folded: who asks for those like one article wants to see them.
    pub fn folds(&self) -> bool {
        self.fold && !matches!(self.facets.alike, Some(Alike::To(_)))
    }

    /// Whether articles of this standing are shown.
    pub fn shows(&self, nth: usize) -> bool {
        !self.standings.contains(&true) || self.standings.get(nth) == Some(&true)
    }
}
