//! The only code that changes a [`Project`](crate::model::Project).
//!
//! A [`Command`] says what a user wants; [`plan`] works out, without touching anything, which rows
//! change; [`apply`] changes them, all or none. A row change inverts by swapping its two sides, so
//! no command carries undo code and [`History`] reaches back without limit.
//!
//! *Invariants*: `plan` is a function of its arguments (no clock, no random source, no file);
//! nothing here derives figures or reads numbers out of text.

mod command;
mod draft;
mod fields;
mod history;
mod merging;
mod plan;
mod transaction;

pub use command::{
    AddEvidence, AddFolder, ArticleRef, Assign, Batch, ClaimRef, Command, Decide, DecisionRef,
    DeleteRef, EvidenceRef, FolderRef, HighlightRef, IncidentRef, LexiconFields, LinkIncidents,
    LinkRef, Mark, MergeIncidents, MoveArticle, MoveFolder, NewIncident, OverrideRef, Quote,
    Rename, SetActor, SetArticle, SetBlock, SetClaim, SetCodebook, SetIncident, SetOverride,
    SetPlace, SetReading, SetSource, VagueFields, Words,
};
pub use draft::{Articles, NoArticles};
pub use fields::{
    ActorFields, ArticleFields, ClaimFields, Coordinates, IncidentFields, Nothing, PartyFields,
    PlaceFields, ResponsibilityFields, SourceFields, SubsetFields,
};
pub use history::History;
pub use merging::{Merge, Onto};
pub use plan::{CommandError, find_words, plan};
pub use transaction::{Change, Conflict, Key, Row, Swap, Tabled, Transaction, apply};
