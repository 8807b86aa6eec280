//! The words that the rules know: bundled lists of English and French, and a project's own terms.
//!
//! The lists are data, in `assets/lexicon`; a README there says what each column means.

mod phrases;

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::model::{Category, LexiconTerm, Modifier, Outcome, SubsetKind, Vocabulary as _};
use crate::suggest::token::Token;
pub use phrases::Phrases;

/// What a word or phrase is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// "killed": past or participle.
    HarmDone,
    /// "killing".
    HarmDoing,
    /// "kills", "kill".
    HarmDo,
    /// "dead", "injuries".
    HarmState,
    /// "died": nobody does it.
    HarmDie,
    /// "death toll".
    Toll,
    /// "claimed the lives of".
    CostLives,
    /// "soldiers".
    People,
    /// "soldier".
    Person,
    /// "years", "vehicles": after a number, no people.
    Unit,
    /// "was".
    Be,
    /// "have".
    Have,
    /// "could", "threatened".
    Modal,
    /// "not", "no".
    Not,
    /// "and".
    And,
    /// "including".
    Including,
    /// "of".
    Of,
    /// "in".
    Preposition,
    /// "who".
    Relative,
    /// "to".
    To,
    /// "also".
    Adverb,
    /// "while".
    Clause,
    /// "the".
    Determiner,
    /// "they".
    Pronoun,
    /// "attacked".
    Verb,
    /// "said".
    Speech,
    /// "Tuesday".
    Time,
    /// "local": before people, and nothing by itself.
    Adjective,
    /// "in addition to": who comes after it counts too.
    Also,
    /// "at least".
    BeforeNumber,
    /// "or more".
    AfterNumber,
    /// "a further": between modifier and number.
    Filler,
    /// "since": a toll over a long time.
    Background,
    /// "separate attacks".
    Several,
    /// "collision".
    Accident,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "harm-done" => Self::HarmDone,
            "harm-doing" => Self::HarmDoing,
            "harm-do" => Self::HarmDo,
            "harm-state" => Self::HarmState,
            "harm-die" => Self::HarmDie,
            "toll" => Self::Toll,
            "cost-lives" => Self::CostLives,
            "people" => Self::People,
            "person" => Self::Person,
            "unit" => Self::Unit,
            "be" => Self::Be,
            "have" => Self::Have,
            "modal" => Self::Modal,
            "not" => Self::Not,
            "and" => Self::And,
            "including" => Self::Including,
            "of" => Self::Of,
            "preposition" => Self::Preposition,
            "relative" => Self::Relative,
            "to" => Self::To,
            "adverb" => Self::Adverb,
            "clause" => Self::Clause,
            "determiner" => Self::Determiner,
            "pronoun" => Self::Pronoun,
            "verb" => Self::Verb,
            "speech" => Self::Speech,
            "time" => Self::Time,
            "adjective" => Self::Adjective,
            "also" => Self::Also,
            "before-number" => Self::BeforeNumber,
            "after-number" => Self::AfterNumber,
            "filler" => Self::Filler,
            "background" => Self::Background,
            "several" => Self::Several,
            "accident" => Self::Accident,
            _ => return None,
        })
    }
}

/// What a word or phrase says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// What it is for.
    pub kind: Kind,
    /// The outcome that it names.
    pub outcome: Option<Outcome>,
    /// The victims that it names.
    pub category: Option<Category>,
    /// The part of the victims that it names.
    pub part: Option<SubsetKind>,
    /// How it qualifies a number.
    pub modifier: Option<Modifier>,
}

impl Term {
    fn new(kind: Kind, value: &str, part: &str) -> Self {
        let named = |wanted: bool| (wanted && !value.is_empty()).then_some(value);
        let harm = matches!(
            kind,
            Kind::HarmDone
                | Kind::HarmDoing
                | Kind::HarmDo
                | Kind::HarmState
                | Kind::HarmDie
                | Kind::Toll
                | Kind::CostLives
        );
        let people = matches!(kind, Kind::People | Kind::Person);
        let qualifies = matches!(kind, Kind::BeforeNumber | Kind::AfterNumber);
        Self {
            kind,
            outcome: named(harm).map(Outcome::from_id),
            category: named(people).map(Category::from_id),
            part: Some(part).filter(|part| !part.is_empty()).map(SubsetKind::from_id),
            modifier: named(qualifies).map(Modifier::from_id),
        }
    }
}

/// The words of one language, and those of the project.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Words by which sentences are read.
    pub words: Phrases,
    /// Words before a number.
    pub before: Phrases,
    /// Words after a number.
    pub after: Phrases,
    /// Words between a modifier and its number.
    pub fillers: Phrases,
    /// Words that tell a figure's scope.
    pub cues: Phrases,
}

static ENGLISH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("../../../assets/lexicon/en.tsv")));
static FRENCH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("../../../assets/lexicon/fr.tsv")));

static EVERY: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut every = Lexicon::english().clone();
    every.extend(include_str!("../../../assets/lexicon/fr.tsv"));
    every.extend(include_str!("../../../assets/lexicon/ar.tsv"));
    every
});

impl Lexicon {
    /// The bundled words of all languages, for words too few to show theirs.
    pub fn every() -> &'static Self {
        &EVERY
    }

    /// The bundled words of English.
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// The bundled words of French.
    pub fn french() -> &'static Self {
        &FRENCH
    }

    /// Reads lines of words, kind, value and part with tabs between. Lines that say nothing that
    /// this version knows are passed over.
    pub fn read(lines: &str) -> Self {
        let mut lexicon = Self::default();
        lexicon.extend(lines);
        lexicon
    }

    fn extend(&mut self, lines: &str) {
        for line in lines.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t').map(str::trim);
            let (Some(words), Some(kind)) = (cells.next(), cells.next().and_then(Kind::of)) else {
                continue;
            };
            let value = cells.next().unwrap_or_default();
            self.add(words, kind, value, cells.next().unwrap_or_default());
        }
    }

    /// Adds a term; where the words already say something in the same place, that stays.
    pub fn add(&mut self, words: &str, kind: Kind, value: &str, part: &str) {
        self.list(kind).add(words, Term::new(kind, value, part));
    }

    /// These words, with a project's own before them.
    pub fn with<'a>(&'a self, own: &[LexiconTerm]) -> Cow<'a, Self> {
        let mut lexicon = Cow::Borrowed(self);
        for term in own {
            if let Some(kind) = Kind::of(&term.kind) {
                let list = lexicon.to_mut().list(kind);
                list.put(&term.words, Term::new(kind, &term.value, &term.part));
            }
        }
        lexicon
    }

    /// Where words of a kind are looked up.
    fn list(&mut self, kind: Kind) -> &mut Phrases {
        if kind == Kind::BeforeNumber {
            &mut self.before
        } else if kind == Kind::AfterNumber {
            &mut self.after
        } else if kind == Kind::Filler {
            &mut self.fillers
        } else if matches!(kind, Kind::Background | Kind::Several | Kind::Accident) {
            &mut self.cues
        } else {
            &mut self.words
        }
    }
}

/// A text's tokens with its lower-case words, as phrases are looked up in them.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The tokens.
    pub tokens: &'a [Token],
    /// The text in lower case, of the same length.
    pub lower: &'a str,
}

impl<'a> Words<'a> {
    /// The token at an index, in lower case; empty beyond the end.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|t| self.lower.get(t.start..t.end)).unwrap_or_default()
    }
}
