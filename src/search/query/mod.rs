//! What is looked for: words, phrases, patterns and conditions, joined by AND, OR and NOT.
//!
//! # Invariants
//!
//! - Every input is a query: what cannot be understood is told as a [`Problem`], and the rest is
//!   looked for all the same.

mod filter;
mod lex;
mod parse;

use std::ops::Range;

use regex::Regex;

pub use filter::{Filter, Has};

/// A query, read.
#[derive(Clone, Debug)]
pub struct Query {
    /// What is wanted; none where nothing is asked for.
    pub root: Option<Node>,
    /// What was not understood, in order.
    pub problems: Vec<Problem>,
}

/// Something in a query that was not understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Where it stands in the query.
    pub at: Range<usize>,
    /// What is wrong and what was made of it.
    pub what: String,
}

/// A part of a query.
#[derive(Clone, Debug)]
pub enum Node {
    /// Something to look for.
    Leaf(Leaf),
    /// All of these.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
}

/// Something to look for.
#[derive(Clone, Debug)]
pub enum Leaf {
    /// Words that stand one after another.
    Words(Words),
    /// A pattern.
    Pattern(Pattern),
    /// A condition.
    Filter(Filter),
}

/// Words that stand one after another; often only one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    /// Where.
    pub scope: Scope,
    /// The words, [folded](crate::search::fold). Never empty.
    pub words: Vec<String>,
    /// Whether the last one is only the beginning of a word.
    pub prefix: bool,
}

/// A regular expression.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Where.
    pub scope: Scope,
    /// The expression. It ignores case unless it says otherwise.
    pub regex: Regex,
}

/// Where words are looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Scope {
    /// In titles, texts, notes, quotes, claims and incidents.
    #[default]
    Anywhere,
    /// In headlines.
    Title,
    /// In the texts of articles.
    Text,
    /// In the notes of articles, claims and incidents.
    Note,
    /// In the words that claims stand on, and in the claims themselves.
    Claim,
    /// In the titles, places and notes of incidents.
    Incident,
}

impl Query {
    /// Reads a query. `typing` says that it is still being written: its last word may then be the
    /// beginning of one.
    pub fn read(text: &str, typing: bool) -> Self {
        parse::parse(text, typing)
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// All leaves, in order.
    pub fn leaves(&self) -> Vec<&Leaf> {
        let mut all = Vec::new();
        if let Some(root) = &self.root {
            root.gather(false, &mut |leaf, _| all.push(leaf));
        }
        all
    }

    /// The leaves that hits in a text are marked for: those that are looked for in texts and are
    /// not shut out.
    pub fn marked(&self) -> Vec<&Leaf> {
        let mut all = Vec::new();
        if let Some(root) = &self.root {
            root.gather(false, &mut |leaf, shut_out| {
                if !shut_out && leaf.scope().is_some_and(Scope::holds_texts) {
                    all.push(leaf);
                }
            });
        }
        all
    }
}

impl Node {
    fn gather<'a>(&'a self, shut_out: bool, take: &mut impl FnMut(&'a Leaf, bool)) {
        match self {
            Self::Leaf(leaf) => take(leaf, shut_out),
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.gather(shut_out, take);
                }
            }
            Self::Not(part) => part.gather(!shut_out, take),
        }
    }
}

impl Leaf {
    /// Where it is looked for; none for conditions.
    pub fn scope(&self) -> Option<Scope> {
        match self {
            Self::Words(words) => Some(words.scope),
            Self::Pattern(pattern) => Some(pattern.scope),
            Self::Filter(_) => None,
        }
    }
}

impl Scope {
    /// Whether the texts of articles belong to it.
    pub fn holds_texts(self) -> bool {
        matches!(self, Self::Anywhere | Self::Text)
    }

    /// Whether headlines belong to it.
    pub fn holds_titles(self) -> bool {
        matches!(self, Self::Anywhere | Self::Title)
    }

    fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "title" | "headline" => Self::Title,
            "text" | "body" => Self::Text,
            "note" => Self::Note,
            "claim" | "quote" => Self::Claim,
            "incident" => Self::Incident,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Anywhere => "",
            Self::Title => "title",
            Self::Text => "text",
            Self::Note => "note",
            Self::Claim => "claim",
            Self::Incident => "incident",
        }
    }
}

impl std::fmt::Display for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut list = |name: &str, parts: &[Node]| {
            write!(f, "({name}")?;
            parts.iter().try_for_each(|part| write!(f, " {part}"))?;
            write!(f, ")")
        };
        match self {
            Self::Leaf(leaf) => write!(f, "{leaf}"),
            Self::And(parts) => list("and", parts),
            Self::Or(parts) => list("or", parts),
            Self::Not(part) => list("not", std::slice::from_ref(part)),
        }
    }
}

impl std::fmt::Display for Leaf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(scope) = self.scope().filter(|scope| *scope != Scope::Anywhere) {
            write!(f, "{}:", scope.name())?;
        }
        match self {
            Self::Words(words) => {
                let star = if words.prefix { "*" } else { "" };
                write!(f, "{}{star}", words.words.join("+"))
            }
            Self::Pattern(pattern) => write!(f, "/{}/", pattern.regex.as_str()),
            Self::Filter(filter) => write!(f, "{filter}"),
        }
    }
}
