//! Incidents: what happened, put together from claims; evidence for them; overrides of figures; how
//! two of them stand to each other.

use jiff::civil::Date;
use smol_str::SmolStr;

use super::entity::{entity, record};
use super::{
    ActorId, ArticleId, Category, ClaimId, CodingStatus, EventType, EvidenceId, EvidenceKind,
    Figure, GeoPrecision, Grade, HighlightId, IncidentId, LinkId, LinkKind, Outcome, OverrideId,
    PlaceId, Side, SourceId, Stamp, Stance,
};
use crate::calendar::{DateSpan, Precision};

entity! {
    /// Something that happened at a time and a place and did harm. Its figures are derived from
    /// its claims and stand nowhere.
    pub struct Incident(IncidentId) {
        /// Short name: "Teguey ambush".
        pub title: String,
        /// When it happened, as far as that is known.
        pub when: Option<When>,
        /// The place, where it is in the registry.
        pub place: Option<PlaceId>,
        /// The place as the articles word it.
        pub place_text: String,
        /// How exactly the place is known.
        pub geo_precision: GeoPrecision,
        /// Type of event.
        pub event_type: EventType,
        /// Sub-type, free or from ACLED's list.
        pub sub_event_type: SmolStr,
        /// Means: "ambush", "IED".
        pub modes: Vec<SmolStr>,
        /// Who took part.
        pub parties: Vec<Party>,
        /// Who is said to be responsible, and by whom.
        pub responsibility: Vec<Responsibility>,
        /// How sure the analyst is of it.
        pub grade: Grade,
        /// How far its coding has come.
        pub status: CodingStatus,
        /// The analyst's note.
        pub note: String,
        /// Who changed it last.
        pub changed: Stamp,
    }
}

record! {
    /// When an incident happened, with the words that say so.
    pub struct When {
        /// First day.
        pub start: Date,
        /// Last day.
        pub end: Date,
        /// How exactly that is known.
        pub precision: Precision as open,
        /// The expression that was resolved: "on Wednesday".
        pub expression: String,
        /// How it was resolved, with the arithmetic; "manual" for a date typed in.
        pub rule: String,
        /// The words in the article.
        pub highlight: Option<HighlightId>,
    }
}

impl When {
    /// The days as a span.
    pub fn span(&self) -> DateSpan {
        DateSpan { start: self.start, end: self.end, precision: self.precision }
    }
}

record! {
    /// An actor's part in an incident.
    pub struct Party {
        /// Who.
        pub actor: ActorId,
        /// On which side.
        pub side: Side,
        /// As what: "attacker", "target".
        pub role: SmolStr,
    }
}

record! {
    /// What was said of who did it.
    pub struct Responsibility {
        /// Who is said to have done it; none where nobody has claimed it.
        pub actor: Option<ActorId>,
        /// Claimed, attributed or denied.
        pub stance: Stance,
        /// Who says so.
        pub source: Option<SourceId>,
        /// The words that say so.
        pub highlight: Option<HighlightId>,
    }
}

entity! {
    /// That an article speaks of an incident, apart from its claims.
    pub struct Evidence(EvidenceId) {
        /// The incident.
        pub incident: IncidentId,
        /// The article.
        pub article: ArticleId,
        /// The words, where some are marked.
        pub highlight: Option<HighlightId>,
        /// How it supports the incident.
        pub kind: EvidenceKind,
        /// The analyst's note.
        pub note: String,
        /// Who changed it last.
        pub changed: Stamp,
    }
}

entity! {
    /// An analyst's figure in place of the derived one, with the reason.
    pub struct Override(OverrideId) {
        /// The incident.
        pub incident: IncidentId,
        /// The outcome of the group that it is for.
        pub outcome: Outcome,
        /// The side of the group.
        pub side: Side,
        /// The victim category of the group.
        pub category: Category,
        /// The analyst's figure.
        pub figure: Figure as open,
        /// Why: never empty.
        pub reason: String,
        /// What the rule gave when the override was made.
        pub derived: Figure as open,
        /// The claims that the rule used then; where they or their figures have changed since, the
        /// override is stale.
        pub claims: Vec<ClaimId>,
        /// Digest of those claims' figures.
        pub claims_hash: SmolStr,
        /// Who made it and when.
        pub changed: Stamp,
    }
}

entity! {
    /// How two incidents stand to each other: what an analyst has decided of a pair.
    pub struct IncidentLink(LinkId) {
        /// The one: the part, the later, the one that answers.
        pub a: IncidentId,
        /// The other: the whole, the earlier.
        pub b: IncidentId,
        /// How they stand to each other.
        pub kind: LinkKind,
        /// The analyst's note.
        pub note: String,
        /// Who changed it last.
        pub changed: Stamp,
    }
}

impl IncidentLink {
    /// Whether it is of these two, in either order.
    pub fn joins(&self, a: &IncidentId, b: &IncidentId) -> bool {
        self.a == *a && self.b == *b || self.a == *b && self.b == *a
    }
}
