//! Commands: everything that can be done to a project, as plain data.
//!
//! The window sends them, `casebook apply` reads them as JSON lines; both are the same type.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::fields::{
    ActorFields, ArticleFields, ClaimFields, IncidentFields, PlaceFields, SourceFields,
};
use super::merging::Merge;
use crate::model::{
    ActorId, BestRule, Category, ClaimId, Counting, DecisionId, EvidenceId, EvidenceKind, Figure,
    FolderId, HighlightId, IncidentId, Judgement, LexiconTerm, LinkId, LinkKind, Outcome,
    OverrideId, PlaceId, Side, SourceId, SourceKind, VagueTerm,
};
use crate::text::BlockKind;

/// One thing to do to a project.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    /// Highlights words and makes a claim of them.
    Mark(Mark),
    /// Highlights more words for a claim: the article says it again.
    AddQuote(Quote),
    /// Takes a highlight off its claim; the claim keeps at least one.
    RemoveHighlight(HighlightRef),
    /// Changes fields of a claim.
    SetClaim(SetClaim),
    /// Removes a claim and the highlights that only it used.
    DeleteClaim(ClaimRef),
    /// Puts claims into an incident, or takes them out.
    Assign(Assign),
    /// Makes an incident, of claims where some are named.
    NewIncident(NewIncident),
    /// Changes fields of an incident.
    SetIncident(SetIncident),
    /// Puts everything of one incident into another and removes the first.
    MergeIncidents(MergeIncidents),
    /// Removes an incident; its claims stay, in no incident.
    DeleteIncident(IncidentRef),
    /// Notes that an article, or words in it, speak of an incident.
    AddEvidence(AddEvidence),
    /// Removes such a note.
    RemoveEvidence(EvidenceRef),
    /// Puts an analyst's figure in place of the derived one.
    SetOverride(SetOverride),
    /// Removes an analyst's figure.
    RemoveOverride(OverrideRef),
    /// Says what was made of a suggestion: a rejected one is not proposed again.
    Decide(Decide),
    /// Forgets such a decision: what was rejected may be proposed again.
    Undecide(DecisionRef),
    /// Says how two incidents stand to each other.
    LinkIncidents(LinkIncidents),
    /// Takes that back.
    RemoveLink(LinkRef),
    /// Changes what is known of an article.
    SetArticle(SetArticle),
    /// Adopts the article's text as it is now and looks for every highlight in it.
    Reanchor(ArticleRef),
    /// Says where an article's file is now; its text and highlights stay as they are.
    MoveArticle(MoveArticle),
    /// Says what a paragraph of an article is, or leaves that to the program again.
    SetBlock(SetBlock),
    /// Says how a file of a folder is to be read: its encoding, its columns, its separator.
    SetReading(SetReading),
    /// Makes a source, or changes one.
    SetSource(SetSource),
    /// Makes an actor, or changes one.
    SetActor(SetActor),
    /// Makes a place, or changes one.
    SetPlace(SetPlace),
    /// Removes a source, actor or place that nothing refers to.
    Delete(DeleteRef),
    /// Makes sources, actors or places one that are one.
    Merge(Merge),
    /// Changes the codebook.
    SetCodebook(SetCodebook),
    /// Adds a folder of articles.
    AddFolder(AddFolder),
    /// Says where a folder is now.
    MoveFolder(MoveFolder),
    /// Removes a folder from the project; annotated articles stay.
    RemoveFolder(FolderRef),
    /// Renames the project.
    Rename(Rename),
    /// Does several things as one.
    Batch(Batch),
}

/// Which words of an article.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
pub enum Words {
    /// By what they are.
    Quote {
        /// The words, exactly.
        quote: String,
        /// Which occurrence, from 1; where absent the words must occur once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occurrence: Option<usize>,
    },
    /// By position in bytes of the article text in UTF-8.
    Bytes {
        /// First byte.
        start: usize,
        /// One past the last.
        end: usize,
    },
    /// By position in Unicode code points, as `casebook suggest` and `claims.csv` give them.
    Chars {
        /// First code point and one past the last.
        chars: (usize, usize),
    },
}

/// Highlights words and makes a claim of them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Id for the new claim, so that later lines can name it; a fresh one where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimId>,
    /// The article: its id or path.
    pub article: String,
    /// The words.
    pub words: Words,
    /// The incident that the claim belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// What the claim says.
    #[serde(default)]
    pub fields: ClaimFields,
}

/// Highlights more words for a claim.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The claim.
    pub claim: ClaimId,
    /// The article: its id or path.
    pub article: String,
    /// The words.
    pub words: Words,
}

/// Names a highlight.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HighlightRef {
    /// The highlight.
    pub highlight: HighlightId,
}

/// Changes fields of a claim.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetClaim {
    /// The claim.
    pub claim: ClaimId,
    /// The fields to change.
    pub fields: ClaimFields,
}

/// Names a claim.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimRef {
    /// The claim.
    pub claim: ClaimId,
}

/// Puts claims into an incident.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assign {
    /// The claims.
    pub claims: Vec<ClaimId>,
    /// The incident; none takes them out of theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
}

/// Makes an incident.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIncident {
    /// Id for it, so that later lines can name it; a fresh one where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentId>,
    /// What is known of it.
    #[serde(default)]
    pub fields: IncidentFields,
    /// Claims to put into it.
    #[serde(default)]
    pub claims: Vec<ClaimId>,
}

/// Changes fields of an incident.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetIncident {
    /// The incident.
    pub incident: IncidentId,
    /// The fields to change.
    pub fields: IncidentFields,
}

/// Puts everything of one incident into another.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeIncidents {
    /// The incident that goes.
    pub from: IncidentId,
    /// The incident that stays, with its own fields.
    pub into: IncidentId,
}

/// Says how two incidents stand to each other. Of a pair one thing is said: the last.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkIncidents {
    /// The one: the part, the later.
    pub a: IncidentId,
    /// The other: the whole, the earlier.
    pub b: IncidentId,
    /// How they stand to each other.
    #[serde(default)]
    pub kind: LinkKind,
    /// Note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Names a link.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkRef {
    /// The link.
    pub link: LinkId,
}

/// Names an incident.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IncidentRef {
    /// The incident.
    pub incident: IncidentId,
}

/// Notes that an article speaks of an incident.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddEvidence {
    /// Id for the note; a fresh one where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceId>,
    /// The incident.
    pub incident: IncidentId,
    /// The article: its id or path.
    pub article: String,
    /// The words, where some are meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
    /// How it supports the incident.
    #[serde(default)]
    pub kind: EvidenceKind,
    /// Note.
    #[serde(default)]
    pub note: String,
}

/// Names a piece of evidence.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRef {
    /// The evidence.
    pub evidence: EvidenceId,
}

/// Puts an analyst's figure in place of the derived one.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetOverride {
    /// The incident.
    pub incident: IncidentId,
    /// The group's outcome.
    pub outcome: Outcome,
    /// The group's side.
    #[serde(default)]
    pub side: Side,
    /// The group's victim category.
    #[serde(default)]
    pub category: Category,
    /// The figure; a bound of `null` is open.
    pub figure: Figure,
    /// Why: required.
    pub reason: String,
    /// What the rule gives now: filled in by the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derived: Option<Figure>,
    /// The claims that the rule uses now: filled in by the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims: Option<Vec<ClaimId>>,
}

/// Names an override.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideRef {
    /// The override.
    #[serde(rename = "override")]
    pub id: OverrideId,
}

/// Says what was made of a suggestion.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// The article: its id or path.
    pub article: String,
    /// The words of the suggested number, as `casebook suggest` gives them.
    pub words: Words,
    /// The suggested outcome.
    pub outcome: Outcome,
    /// What was made of it; rejected where absent.
    #[serde(default)]
    pub judgement: Judgement,
    /// The rule that proposed it.
    #[serde(default)]
    pub rule: SmolStr,
    /// The claim that was made of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimId>,
}

/// Names a decision.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionRef {
    /// The decision.
    pub decision: DecisionId,
}

/// Names an article.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArticleRef {
    /// The article: its id or path.
    pub article: String,
}

/// Changes what is known of an article.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetArticle {
    /// The article: its id or path.
    pub article: String,
    /// The fields to change.
    pub fields: ArticleFields,
}

/// Makes or changes a source.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetSource {
    /// The source; where absent the one of that name, or a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// The fields to change.
    pub fields: SourceFields,
}

/// Makes or changes an actor.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetActor {
    /// The actor; where absent the one of that name, or a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorId>,
    /// The fields to change.
    pub fields: ActorFields,
}

/// Makes or changes a place.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPlace {
    /// The place; where absent the one of that name, or a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// The fields to change.
    pub fields: PlaceFields,
}

/// Names a source, an actor or a place.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeleteRef {
    /// A source.
    Source(SourceId),
    /// An actor.
    Actor(ActorId),
    /// A place.
    Place(PlaceId),
}

/// Changes the codebook; absent fields stay.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SetCodebook {
    /// How the best figure is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_rule: Option<BestRule>,
    /// What counts of a belligerent's claims of its enemy's losses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partisan: Option<Counting>,
    /// What counts of the "neutralised" as killed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neutralised: Option<Counting>,
    /// Source types, most trusted first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_ranking: Option<Vec<SourceKind>>,
    /// Least numbers of vague words: those named here replace their namesakes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vague: Option<Vec<VagueFields>>,
    /// Rules of the suggester that are switched off, by name: the whole list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules_off: Option<Vec<SmolStr>>,
    /// Words by which suggestions are read: those named here replace their namesakes, and one
    /// without a kind goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lexicon: Option<Vec<LexiconFields>>,
    /// Why: goes into the codebook's changelog.
    pub note: String,
}

/// What a vague word stands for.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VagueFields {
    /// The word in English, lower case: "dozens".
    pub word: String,
    /// The least number that it stands for.
    pub at_least: u64,
}

/// A word or phrase by which suggestions are read.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LexiconFields {
    /// The words, in lower case.
    pub words: String,
    /// What they are for, as in `assets/lexicon`: "people", "unit", "harm-done"; absent to take the
    /// words out.
    #[serde(default)]
    pub kind: String,
    /// The outcome, victim category or modifier that they name.
    #[serde(default)]
    pub value: String,
    /// The part of the victims that they name: women, children, men.
    #[serde(default)]
    pub part: String,
}

impl From<&LexiconFields> for LexiconTerm {
    fn from(fields: &LexiconFields) -> Self {
        Self {
            words: fields.words.trim().to_lowercase(),
            kind: fields.kind.as_str().into(),
            value: fields.value.as_str().into(),
            part: fields.part.as_str().into(),
            ..Self::default()
        }
    }
}

impl From<&VagueFields> for VagueTerm {
    fn from(fields: &VagueFields) -> Self {
        Self { word: fields.word.as_str().into(), at_least: fields.at_least, ..Self::default() }
    }
}

/// Adds a folder of articles.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddFolder {
    /// Where it is: absolute, or relative to the project file.
    pub path: String,
    /// Its name within the project; the folder's own name where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<FolderId>,
}

/// Says where a folder is now.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveFolder {
    /// The folder's name within the project.
    pub folder: FolderId,
    /// Where it is now.
    pub path: String,
}

/// Says what a paragraph of an article is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetBlock {
    /// The article: its id or path.
    pub article: String,
    /// Words in the paragraph.
    pub words: Words,
    /// What it is; absent where the program is to tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<BlockKind>,
}

/// Says how a file of a folder is to be read. What is absent stays as it is; what is empty is left
/// to the program.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetReading {
    /// The folder.
    pub folder: FolderId,
    /// Path of the file within the folder.
    pub path: String,
    /// Name of the encoding, such as `windows-1252`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Columns by what they hold: `text`, `title`, `published`, `publisher`, `url`, `author`,
    /// `language`, `id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<BTreeMap<String, String>>,
    /// The line between two articles of one file; `#` stands for any digits, a `*` at its end for
    /// anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
}

/// Says where an article's file is now.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveArticle {
    /// The article: its id or path.
    pub article: String,
    /// The folder that its file is in; the same one where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<FolderId>,
    /// The file's path within the folder.
    pub path: String,
}

/// Names a folder.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FolderRef {
    /// The folder's name within the project.
    pub folder: FolderId,
}

/// Renames the project.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rename {
    /// The new name.
    pub name: String,
}

/// Does several things as one: one step to undo.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Batch {
    /// What it is called in the Undo menu.
    pub label: String,
    /// What to do, in order.
    pub commands: Vec<Command>,
}
