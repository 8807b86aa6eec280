//! The project as plain data: articles, claims, incidents and the codebook that interprets them.
//!
//! Entities, their fields and their vocabularies follow the practice of casualty recorders and
//! event-data projects: *mention → claim → incident*. A [`Highlight`] marks words; a [`Claim`] is
//! one source's statement of a figure, tied to highlights; an [`Incident`] is put together from
//! claims.
//!
//! *Invariants*: nothing here computes a derived figure, reads a file or knows of a window. Every
//! entity keeps the fields it does not know ([`Extra`]), and every vocabulary the ids it does not
//! know, so that a project written by a newer Casebook loses nothing in an older one.

mod article;
mod claim;
mod codebook;
mod decision;
mod entity;
mod highlight;
mod id;
mod incident;
mod open;
mod project;
mod reading;
mod registry;
mod vocabulary;

pub use article::{Article, BlockMark, Published};
pub use claim::{Claim, Figure, Subset};
pub use codebook::{BestRule, Codebook, CodebookNote, Counting, LexiconTerm, VagueTerm};
pub use decision::Decision;
pub use entity::{Entity, Extra, MAX_NAMES, NotKept, Stamp};
pub use highlight::Highlight;
pub use id::{
    ActorId, ArticleId, ClaimId, DecisionId, EvidenceId, FolderId, HighlightId, IdSource,
    IncidentId, LinkId, OverrideId, PlaceId, SourceId,
};
pub use incident::{Evidence, Incident, IncidentLink, Override, Party, Responsibility, When};
pub use project::{Folder, Group, Project, Settings, Table};
pub use reading::{ColumnMap, FileReading};
pub use registry::{Actor, Place, Source};
pub use vocabulary::{
    ActorKind, Category, CodingStatus, DateBasis, EventType, EvidenceKind, GeoPrecision, Grade,
    Judgement, LinkKind, Modifier, Outcome, PlaceProvenance, Reliability, Review, Scope, Side,
    SourceKind, Stance, SubsetKind, Vocabulary,
};
