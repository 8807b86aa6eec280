//! The fields of entities as commands carry them: absent means unchanged, an empty text clears.
//!
//! References to sources, actors and places are ids or names; a name that the project does not
//! know makes a new entity, so that a coder types it once and picks it ever after.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::model::{
    ActorKind, ArticleId, Category, ClaimId, CodingStatus, DateBasis, EventType, Figure,
    GeoPrecision, Grade, Modifier, Outcome, PlaceProvenance, Reliability, Review, Scope, Side,
    SourceKind, Stance, SubsetKind,
};

macro_rules! fields {
    ($(#[$outer:meta])* pub struct $name:ident { $($(#[$inner:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$outer])*
        #[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[$inner])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $field: Option<$type>,
            )*
        }
    };
}

fields! {
    /// Fields of an article.
    pub struct ArticleFields {
        /// Headline.
        pub title: String,
        /// Outlet.
        pub publisher: String,
        /// Where it was published.
        pub url: String,
        /// Who wrote it.
        pub author: String,
        /// BCP 47 language tag.
        pub language: SmolStr,
        /// Day of publication, such as `2024-03-23` or `23 March 2024`.
        pub published: String,
        /// Where that date comes from; `analyst` where absent.
        pub date_basis: DateBasis,
        /// News agency that the text came from.
        pub wire: String,
        /// The article that this one repeats: its id or path; empty where it repeats none.
        pub duplicate_of: String,
        /// Articles that tell of another incident: the whole list.
        pub not_same: Vec<ArticleId>,
        /// How far its coding has come.
        pub status: CodingStatus,
        /// Note.
        pub note: String,
    }
}

fields! {
    /// Fields of a claim.
    pub struct ClaimFields {
        /// What happened to the victims.
        pub outcome: Outcome,
        /// The victims: an actor's id or name.
        pub victim: String,
        /// What kind of people they were.
        pub category: Category,
        /// The side that they belonged to.
        pub side: Side,
        /// The claim that this one counts a part of.
        pub subset: SubsetFields,
        /// The number; a bound of `null` is open. Read out of the marked words where absent.
        pub figure: Figure,
        /// The number as the article words it.
        pub verbatim: String,
        /// How the words qualify it.
        pub modifier: Modifier,
        /// What the figure covers.
        pub scope: Scope,
        /// Who says it: a source's id or name.
        pub source: String,
        /// The day on which it was said.
        pub claimed_at: String,
        /// Earlier claims that this one replaces.
        pub supersedes: Vec<ClaimId>,
        /// Whether an analyst stands behind it.
        pub review: Review,
        /// Note.
        pub note: String,
    }
}

fields! {
    /// The claim that another counts a part of.
    pub struct SubsetFields {
        /// Which part.
        pub kind: SubsetKind,
        /// The claim of the whole; empty for none.
        pub of: ClaimId,
    }
}

fields! {
    /// Fields of an incident.
    pub struct IncidentFields {
        /// Short name.
        pub title: String,
        /// When it happened: `2024-03-20`, `10 Dec 2019`, `Dec 2019`, or words such as
        /// `on Wednesday`, which count from the publication date of `date_article`.
        pub date: String,
        /// The article whose publication date relative words count from: its id or path.
        pub date_article: String,
        /// The place: the id or name of a place in the registry.
        pub place: String,
        /// The place as the articles word it. Other words than before, which do not name the
        /// registry's place, take the incident out of that place unless `place` is given too.
        pub place_text: String,
        /// Latitude and longitude in degrees, WGS 84; they make or correct the place named
        /// `place` or else `place_text`. An empty text clears them: a place of a gazetteer, or one
        /// that other incidents share, stays as it is and the incident leaves it.
        pub coordinates: Coordinates,
        /// Country of that place: its name, or its ISO 3166-1 code.
        pub country: SmolStr,
        /// How exactly the place is known.
        pub geo_precision: GeoPrecision,
        /// Type of event.
        pub event_type: EventType,
        /// Sub-type.
        pub sub_event_type: SmolStr,
        /// Means.
        pub modes: Vec<SmolStr>,
        /// Who took part: the whole list.
        pub parties: Vec<PartyFields>,
        /// Who is said to be responsible: the whole list.
        pub responsibility: Vec<ResponsibilityFields>,
        /// How sure the analyst is.
        pub grade: Grade,
        /// How far its coding has come.
        pub status: CodingStatus,
        /// Note.
        pub note: String,
    }
}

/// A point on the globe, or none.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Coordinates {
    /// Latitude and longitude in degrees, WGS 84.
    At(f64, f64),
    /// There is none: an empty text.
    Cleared(Nothing),
}

/// An empty text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub enum Nothing {
    /// It.
    #[default]
    #[serde(rename = "")]
    Nothing,
}

/// An actor's part in an incident.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyFields {
    /// The actor's id or name.
    pub actor: String,
    /// The side.
    #[serde(default)]
    pub side: Side,
    /// As what: "attacker", "target".
    #[serde(default)]
    pub role: SmolStr,
}

/// What was said of who did it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResponsibilityFields {
    /// The actor's id or name; empty where nobody has claimed it.
    #[serde(default)]
    pub actor: String,
    /// Claimed, attributed, denied or expressly unclaimed.
    #[serde(default)]
    pub stance: Stance,
    /// Who says so: the source's id or name; empty for the article's own voice.
    #[serde(default)]
    pub source: String,
}

fields! {
    /// Fields of a source.
    pub struct SourceFields {
        /// Name.
        pub name: String,
        /// What kind of source it is.
        pub kind: SourceKind,
        /// The actor that it speaks for: id or name.
        pub actor: String,
        /// How reliable it is held.
        pub reliability: Reliability,
        /// Note.
        pub note: String,
    }
}

fields! {
    /// Fields of an actor.
    pub struct ActorFields {
        /// Name.
        pub name: String,
        /// Other names: the whole list.
        pub aliases: Vec<String>,
        /// What it is.
        pub kind: ActorKind,
        /// The actor that it is part of: id or name.
        pub parent: String,
        /// ISO 3166-1 alpha-3 code of its country.
        pub country: SmolStr,
        /// Note.
        pub note: String,
    }
}

fields! {
    /// Fields of a place.
    pub struct PlaceFields {
        /// Name.
        pub name: String,
        /// Other spellings: the whole list.
        pub aliases: Vec<String>,
        /// Latitude and longitude in degrees, WGS 84; other ones than before are the analyst's and
        /// no gazetteer's, unless `provenance` is given too. An empty text clears them.
        pub coordinates: Coordinates,
        /// First-level administrative unit.
        pub admin1: String,
        /// Second-level administrative unit.
        pub admin2: String,
        /// Third-level administrative unit.
        pub admin3: String,
        /// ISO 3166-1 alpha-3 code of the country.
        pub country: SmolStr,
        /// Id in the gazetteer that it was taken from.
        pub gazetteer: SmolStr,
        /// Where the coordinates come from.
        pub provenance: PlaceProvenance,
        /// Licence of that gazetteer.
        pub licence: String,
        /// Note.
        pub note: String,
    }
}
