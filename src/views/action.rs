//! What a panel asks for. Panels change nothing themselves: they push actions, which the window
//! carries out once all panels are drawn.

use std::path::PathBuf;

use super::command::UiCommand;
use super::desk::{Chosen, Drill, Focus};
use crate::edit::Command;
use crate::model::{ArticleId, CodingStatus, FolderId, HighlightId, IncidentId, Outcome};
use crate::session::{HitOrder, Work};
use crate::text::TextRange;

/// One thing that a panel asks for.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "a handful in a frame, moved once")]
pub enum Action {
    /// A command of the table.
    Ui(UiCommand),
    /// A change of the project.
    Edit(Command),
    /// Sets how far the coding of articles has come, as far as they can be read.
    SetStatus(Vec<ArticleId>, CodingStatus),
    /// Shows an article in the Reader.
    Open(ArticleId),
    /// Shows the words of a highlight in the Reader, selected.
    Reveal(HighlightId),
    /// Shows words of an article in the Reader, selected.
    RevealWords(ArticleId, TextRange),
    /// The selection in the Reader has changed.
    Select(Option<TextRange>),
    /// Puts a claim or an incident into focus.
    Focus(Focus),
    /// The pointer is over something that shall light up elsewhere: said in every frame while it
    /// is; where no panel says it, nothing is lit.
    Hover(Option<Focus>),
    /// Opens a bar of the chart, or closes it.
    Drill(Option<Drill>),
    /// Starts a claim form on the selection.
    StartClaim(Outcome),
    /// Puts the claim in focus, or the claim form, into an incident.
    AssignTo(Option<IncidentId>),
    /// Chooses where suggested claims shall go.
    Place(Chosen),
    /// Asks for a place of a folder that is not where it was.
    LocateFolder(FolderId),
    /// Stops long work.
    Stop(Work),
    /// Searches everything for what is typed; a query that is still being written may go on.
    Search {
        /// The query.
        text: String,
        /// Whether it is still being written.
        typing: bool,
    },
    /// Has the hits of the search stand in another order.
    OrderHits(HitOrder),
    /// Reads the words of these hits of the search, by their numbers.
    LookCloser(Vec<usize>),
    /// Compares two articles.
    Compare(ArticleId, ArticleId),
    /// Keeps a query among the saved ones.
    SaveSearch(String),
    /// Drops a query from the saved ones.
    ForgetSearch(String),
    /// Opens a project file or a folder of articles.
    OpenPath(PathBuf),
}
