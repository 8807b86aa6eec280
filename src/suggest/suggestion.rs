//! What the detectors propose: plain data that can be kept in a cache, every piece tied to words of
//! the article and to the rule that read them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::calendar::DateSpan;
use crate::model::{
    ActorId, ActorKind, Category, EventType, Figure, GeoPrecision, Modifier, Outcome, PlaceId,
    PlaceProvenance, Scope, Side, SourceKind, Stance, SubsetKind,
};
use crate::text::TextRange;

/// All that the detectors read in one article. Indices in one list point into the other lists of
/// the same article.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Suggestions {
    /// Casualty claims, in order of their words.
    pub claims: Vec<ClaimSuggestion>,
    /// Where the article says expressly that there were no victims.
    pub nones: Vec<NoneSuggestion>,
    /// Date expressions.
    pub dates: Vec<DateSuggestion>,
    /// Place names.
    pub places: Vec<PlaceSuggestion>,
    /// Names of actors.
    pub actors: Vec<ActorSuggestion>,
    /// Who is said to have done it.
    pub responsibility: Vec<ResponsibilitySuggestion>,
    /// Claims put together into what happened.
    pub incidents: Vec<IncidentSuggestion>,
}

/// Why something is proposed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Why {
    /// The name of the rule, as in the table of rules.
    pub rule: SmolStr,
    /// The words that made it fire.
    pub words: Vec<TextRange>,
}

impl Why {
    /// The reason `rule`, which fired on `words`.
    pub fn new(rule: &'static str, words: impl IntoIterator<Item = TextRange>) -> Self {
        Self { rule: SmolStr::new_static(rule), words: words.into_iter().collect() }
    }
}

/// A proposed claim.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ClaimSuggestion {
    /// The words to highlight: number, victims and what happened to them.
    pub range: TextRange,
    /// The number within them; the victim where a single one is told without a number.
    pub number: TextRange,
    /// Where the article says it again: further highlights of the same claim.
    pub repeats: Vec<TextRange>,
    /// What happened.
    pub outcome: Outcome,
    /// The number with its bounds.
    pub figure: Figure,
    /// How the words qualify it.
    pub modifier: Modifier,
    /// The number with its qualifier, as worded.
    pub verbatim: String,
    /// The victims as worded; empty where the words name none.
    pub victim: String,
    /// What kind of people they were.
    pub category: Category,
    /// The side that they belong to, where the text gives it.
    pub side: Side,
    /// That it counts a part of another claim's victims.
    pub subset: Option<SubsetSuggestion>,
    /// What the figure covers.
    pub scope: Scope,
    /// Who says it; none for the article's own voice.
    pub source: Option<SourceSuggestion>,
    /// The day on which it was said, where the words give it.
    pub claimed_at: Option<Date>,
    /// The claims of the article that this one replaces ("rose to").
    pub supersedes: Vec<usize>,
    /// The incident of the article that it is about.
    pub incident: Option<usize>,
    /// Why it is proposed.
    pub why: Why,
}

/// That the article says that there were no victims, or that nobody has told of any.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NoneSuggestion {
    /// The words.
    pub range: TextRange,
    /// The outcome that there was none of.
    pub outcome: Outcome,
    /// Whether it is said expressly, so that it means 0: "did not report any" leaves it unknown.
    pub stated: bool,
    /// Who says so; none for the article's own voice.
    pub source: Option<SourceSuggestion>,
    /// The incident of the article that it is about.
    pub incident: Option<usize>,
    /// Why it is proposed.
    pub why: Why,
}

/// That a claim counts part of another's victims.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SubsetSuggestion {
    /// Which part.
    pub kind: SubsetKind,
    /// The claim of the whole; none where the article gives no number for it.
    pub of: Option<usize>,
}

/// Who says something.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SourceSuggestion {
    /// The source's name in the registry, else as the article words it.
    pub name: String,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// The words that name it; where "it" or "they" stand for it, those that named it before.
    pub range: TextRange,
    /// Who passes it on, where one source quotes another.
    pub via: Option<String>,
}

/// A date expression.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DateSuggestion {
    /// The words.
    pub range: TextRange,
    /// The days that they mean; none while the day of publication is unknown.
    pub span: Option<DateSpan>,
    /// The sum, for users; else why there is none.
    pub arithmetic: String,
    /// Whether a person should look.
    pub flagged: bool,
    /// Whether it dates a statement and not what happened.
    pub of_statement: bool,
    /// Why it is proposed.
    pub why: Why,
}

/// A place name.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PlaceSuggestion {
    /// The words.
    pub range: TextRange,
    /// The place's name in the registry or gazetteer, else as worded.
    pub name: String,
    /// ISO 3166-1 alpha-3 code of its country; empty where unknown.
    pub country: SmolStr,
    /// First-level administrative unit.
    pub admin1: String,
    /// Second-level administrative unit.
    pub admin2: String,
    /// Degrees north, WGS 84.
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    pub longitude: Option<f64>,
    /// How exactly the words place it.
    pub precision: GeoPrecision,
    /// The project's own place, where it is one.
    pub registered: Option<PlaceId>,
    /// Id in the gazetteer.
    pub gazetteer: SmolStr,
    /// Where the coordinates come from.
    pub provenance: PlaceProvenance,
    /// Whether other places of the name are as likely, so that a person should look.
    pub flagged: bool,
    /// Whether only its border is meant: "near the border with Mali".
    pub is_border: bool,
    /// Why it is proposed.
    pub why: Why,
}

/// A name of an actor.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ActorSuggestion {
    /// The words.
    pub range: TextRange,
    /// The actor's name in the registry or the bundled list.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// The project's own actor, where it is one.
    pub registered: Option<ActorId>,
    /// Why it is proposed.
    pub why: Why,
}

/// What is said of who did it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResponsibilitySuggestion {
    /// The words.
    pub range: TextRange,
    /// The actor, by name; empty where it is said that nobody has claimed it.
    pub actor: String,
    /// Claimed, attributed, denied, or expressly unclaimed.
    pub stance: Stance,
    /// Who says so, where it is not the actor itself.
    pub source: Option<String>,
    /// The incident of the article that it is about.
    pub incident: Option<usize>,
    /// Why it is proposed.
    pub why: Why,
}

/// What happened, put together from an article's claims.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct IncidentSuggestion {
    /// A short name: "Teguey ambush".
    pub title: String,
    /// The sentence that tells it first.
    pub range: TextRange,
    /// Its claims.
    pub claims: Vec<usize>,
    /// The date expression that dates it.
    pub date: Option<usize>,
    /// The days on which it happened.
    pub when: Option<DateSpan>,
    /// The place name that places it.
    pub place: Option<usize>,
    /// The place as worded.
    pub place_text: String,
    /// Whether only the article's dateline gives the place, which is where it was written.
    pub place_is_guess: bool,
    /// Type of event.
    pub event_type: EventType,
    /// Sub-type from ACLED's public list; empty where open.
    pub sub_event_type: SmolStr,
    /// All killed, attackers included, as far as the article's first voice says.
    pub killed: Figure,
    /// All injured, attackers included.
    pub injured: Figure,
    /// What is said of who did it.
    pub responsibility: Vec<usize>,
    /// Why it is proposed.
    pub why: Why,
}
