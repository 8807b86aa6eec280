//! The codebook: the declared rules by which claims become figures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::entity::record;
use super::{SourceKind, Vocabulary as _};

record! {
    /// How this project reads numbers and reconciles claims.
    pub struct Codebook {
        /// Version, shown in the footer of every chart: "1".
        pub version: SmolStr,
        /// How the best figure is chosen among claims.
        pub best_rule: BestRule as open,
        /// What counts of a belligerent's claims of its enemy's losses.
        pub partisan: Counting as open,
        /// What counts of the "neutralised" as killed.
        pub neutralised: Counting as open,
        /// Source types, most trusted first; a type that is absent ranks last.
        pub source_ranking: Vec<SourceKind>,
        /// Least number that each vague word stands for.
        pub vague: Vec<VagueTerm>,
        /// Rules of the suggester that are switched off, by name.
        pub rules_off: Vec<SmolStr>,
        /// Words of the project's own by which suggestions are read.
        pub lexicon: Vec<LexiconTerm>,
        /// What changed, and when.
        pub changelog: Vec<CodebookNote>,
    }
}

/// How the best figure is chosen among the claims of a group.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BestRule {
    /// The lowest (the practice of ACLED).
    Lowest,
    /// That of the best-ranked source; ties: the lowest.
    #[default]
    SourceRank,
    /// The most recent; ties: the lowest.
    MostRecent,
    /// The one that most origins give; ties: the lowest (akin to the practice of the GTD).
    MajorityThenLowest,
    /// The median; of two middle figures the lower, so that it is one that somebody reported.
    Median,
}

impl BestRule {
    /// All rules, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::Lowest, Self::SourceRank, Self::MostRecent, Self::MajorityThenLowest, Self::Median];

    /// The rule's id in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Lowest => "lowest",
            Self::SourceRank => "source_rank",
            Self::MostRecent => "most_recent",
            Self::MajorityThenLowest => "majority_then_lowest",
            Self::Median => "median",
        }
    }

    /// The rule for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Lowest => "Lowest",
            Self::SourceRank => "Source rank",
            Self::MostRecent => "Most recent",
            Self::MajorityThenLowest => "Majority, then lowest",
            Self::Median => "Median",
        }
    }
}

/// How far claims of a doubtful kind count.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// Like any other claim.
    Include,
    /// They can raise the high bound, and nothing else.
    #[default]
    HighOnly,
    /// Not at all.
    Exclude,
}

impl Counting {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Include, Self::HighOnly, Self::Exclude];

    /// The choice for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Include => "Include",
            Self::HighOnly => "High bound only",
            Self::Exclude => "Exclude",
        }
    }
}

record! {
    /// What a vague word stands for.
    pub struct VagueTerm {
        /// The word in English, lower case: "dozens".
        pub word: SmolStr,
        /// The least number that it stands for.
        pub at_least: u64,
    }
}

record! {
    /// A word or phrase by which suggestions are read, as a line of `assets/lexicon`.
    pub struct LexiconTerm {
        /// The words, in lower case.
        pub words: String,
        /// What they are for: "people", "unit", "harm-done". An unknown kind is passed over.
        pub kind: SmolStr,
        /// The outcome, victim category or modifier that they name.
        pub value: SmolStr,
        /// The part of the victims that they name: women, children, men.
        pub part: SmolStr,
    }
}

record! {
    /// A line of the codebook's changelog.
    pub struct CodebookNote {
        /// The version that the change made.
        pub version: SmolStr,
        /// What changed and why.
        pub note: String,
    }
}

/// Least numbers by literal plural: "dozens" is at least two dozen.
const LITERAL_PLURAL: &[(&str, u64)] = &[
    ("few", 3),
    ("several", 3),
    ("many", 3),
    ("numerous", 3),
    ("multiple", 2),
    ("countless", 3),
    ("handful", 3),
    ("number", 2),
    ("large number", 3),
    ("tens", 20),
    ("dozens", 24),
    ("few dozen", 36),
    ("several dozen", 36),
    ("scores", 40),
    ("hundreds", 200),
    ("few hundred", 300),
    ("several hundred", 300),
    ("thousands", 2000),
    ("few thousand", 3000),
    ("several thousand", 3000),
    ("tens of thousands", 20_000),
    ("hundreds of thousands", 200_000),
    ("millions", 2_000_000),
    ("few million", 3_000_000),
    ("several million", 3_000_000),
];

impl Codebook {
    /// The codebook of a new project: source rank, belligerents' claims and the neutralised in the
    /// high bound only, vague words by literal plural.
    pub fn standard() -> Self {
        Self {
            version: "1".into(),
            source_ranking: SourceKind::all().to_vec(),
            vague: LITERAL_PLURAL
                .iter()
                .map(|(word, at_least)| VagueTerm {
                    word: (*word).into(),
                    at_least: *at_least,
                    ..VagueTerm::default()
                })
                .collect(),
            ..Self::default()
        }
    }

    /// The least number that a vague word stands for, by this codebook.
    pub fn vague(&self, word: &str) -> Option<u64> {
        self.vague.iter().find(|term| term.word == word).map(|term| term.at_least)
    }

    /// Place of a source type in the ranking: 0 is the most trusted.
    pub fn rank(&self, kind: &SourceKind) -> usize {
        self.source_ranking.iter().position(|k| k == kind).unwrap_or(self.source_ranking.len())
    }
}
