//! Numbers of people: the number, what qualifies it, and whom it counts.
//!
//! The reading of modifiers follows the table that the codebook's users know: "at least N" is
//! N / N / open, "up to N" open / open / N, "nearly N" open / N / N, a range low / by rule / high,
//! a vague word the codebook's least number / open / open.

mod people;

use super::lexicon::{Kind, Lexicon, Term, Words};
use super::token::TokenKind;
use crate::model::{Category, Codebook, Figure, Modifier, Outcome, SubsetKind};
use crate::text::{NumberMention, Numeral, TextRange};

/// How a number tells that it counts people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counts {
    /// A word for people follows: "23 soldiers".
    People,
    /// Nothing follows: "17 more", "at least 30 in Aleppo".
    Unsaid,
    /// A word that the lexicon does not know: "12 Marabouts".
    Unknown,
    /// No people: "40 km", "15 villages", "$5".
    Things,
    /// One person: "a soldier".
    One,
}

/// A number of people as worded.
#[allow(clippy::struct_excessive_bools, reason = "what words say of a number, each apart")]
#[derive(Clone, PartialEq, Debug)]
pub struct Quantity {
    /// The first token, modifier included, and the one after the last.
    pub tokens: (usize, usize),
    /// The words of the number with its modifier.
    pub number: TextRange,
    /// The words for the people; empty where there are none.
    pub victim: Option<TextRange>,
    /// The number with its bounds.
    pub figure: Figure,
    /// How the words qualify it.
    pub modifier: Modifier,
    /// How it tells that it counts people.
    pub counts: Counts,
    /// What kind of people.
    pub category: Category,
    /// Women, children or men.
    pub part: Option<SubsetKind>,
    /// "14 of the dead", "two of them": a part of those, with the outcome where the words name it.
    pub part_of: Option<Outcome>,
    /// Whether it is such a part.
    pub is_part: bool,
    /// "the 23 soldiers": told before.
    pub definite: bool,
    /// "another three", "17 more".
    pub further: bool,
    /// "a family of six".
    pub of_family: bool,
    /// An outcome that stands as an adjective before the people: "two dead people".
    pub state: Option<(Outcome, TextRange)>,
}

/// Reads quantities out of tokens.
#[derive(Clone, Copy)]
pub struct Counter<'a> {
    /// The text.
    pub text: &'a str,
    /// Its words.
    pub words: Words<'a>,
    /// Its numbers.
    pub numbers: &'a [NumberMention],
    /// The words that are known.
    pub lexicon: &'a Lexicon,
    /// What vague words stand for.
    pub codebook: &'a Codebook,
}

impl<'a> Counter<'a> {
    /// The quantity whose first word, modifier or number, is the token at `at`.
    pub fn read(&self, at: usize, end: usize) -> Option<Quantity> {
        let (modifier, number_at) = self.modifier_before(at);
        let TokenKind::Number(nth) = self.kind(number_at)? else { return None };
        let mention = self.numbers.get(nth)?;
        let (figure, modifier, after) = self.figure(number_at, mention, modifier);
        let first = self.words.tokens.get(at)?;
        let last = self.words.tokens.get(after.checked_sub(1)?)?;
        let number = TextRange::new(self.text, first.start..last.end)?;
        let mut quantity = Quantity {
            tokens: (at, after),
            number,
            victim: None,
            figure,
            modifier,
            counts: Counts::Unsaid,
            category: Category::Unknown,
            part: None,
            part_of: None,
            is_part: false,
            definite: at.checked_sub(1).is_some_and(|b| self.is(b, Kind::Determiner)),
            further: (at..number_at).any(|t| matches!(self.words.word(t), "another" | "further")),
            of_family: self.of_family(at),
            state: None,
        };
        if self.is_money_or_code(at, number_at) {
            quantity.counts = Counts::Things;
            return Some(quantity);
        }
        self.people(&mut quantity, after, end, mention);
        if mention.article_like && quantity.counts == Counts::People {
            quantity.counts = Counts::One;
        }
        let year = quantity.figure == Figure::exact(quantity.figure.best.unwrap_or(0))
            && (1900..2100).contains(&quantity.figure.best.unwrap_or(0))
            && mention.range.len() == 4;
        if year && quantity.counts != Counts::People {
            quantity.counts = Counts::Things;
        }
        Some(quantity)
    }

    /// Whether a number stands behind "a family of".
    fn of_family(&self, at: usize) -> bool {
        let before = |n: usize| at.checked_sub(n).map_or("", |b| self.words.word(b));
        matches!(before(1), "of" | "de") && matches!(before(2), "family" | "famille")
    }

    /// "both assailants", but not "both soldiers and civilians".
    pub fn both(&self, at: usize) -> Option<Quantity> {
        if self.words.word(at) != "both" {
            return None;
        }
        let (term, after) = self.lexicon.words.at(self.words, at + 1)?;
        if term.kind != Kind::People || matches!(self.words.word(after), "and" | "or") {
            return None;
        }
        Some(Quantity {
            tokens: (at, after),
            number: self.span(at, at + 1)?,
            victim: self.span(at + 1, after),
            figure: Figure::exact(2),
            modifier: Modifier::Exact,
            counts: Counts::People,
            category: term.category.clone().unwrap_or_default(),
            part: term.part.clone(),
            part_of: None,
            is_part: false,
            definite: true,
            further: false,
            of_family: false,
            state: None,
        })
    }

    /// "a soldier", "another man", "a 14-year-old boy": the first token is the article.
    pub fn one(&self, at: usize, end: usize) -> Option<Quantity> {
        let article = self.words.word(at);
        if !matches!(article, "a" | "an" | "another" | "un" | "une") {
            return None;
        }
        let mut head = None;
        let mut next = at + 1;
        while next < end.min(at + 10) {
            if self.skipped(next) {
                next += 1;
                continue;
            }
            if let Some(after) = self.acronym(next) {
                next = after;
                continue;
            }
            let found = self.lexicon.words.at(self.words, next);
            match found {
                Some((term, after)) if term.kind == Kind::Person => {
                    head = Some((term, after));
                    next = after;
                }
                // "a police officer", "a security forces member".
                Some((term, after)) if term.kind == Kind::People && head.is_none() => next = after,
                Some((term, after)) if head.is_none() && self.is_adjective(term, after, end) => {
                    next = after;
                }
                Some((term, _)) if article == "another" && next == at + 1 => {
                    // "another was injured".
                    if matches!(term.kind, Kind::Be | Kind::Have | Kind::HarmDone) {
                        head = self.lexicon_person().map(|term| (term, next));
                    }
                    break;
                }
                None if head.is_none() && self.kind(next) == Some(TokenKind::Word) => {
                    next += 1;
                    let word = self.words.word(next - 1);
                    if word.ends_with("year-old") || WHO.iter().any(|end| word.ends_with(end)) {
                        head = head.or_else(|| self.lexicon_person().map(|term| (term, next)));
                    }
                }
                Some(_) | None => break,
            }
        }
        let (term, after) = head?;
        // "a Russian military helicopter" is nobody.
        let next = self.lexicon.words.at(self.words, after).map(|(term, _)| term.kind);
        if next == Some(Kind::Unit) {
            return None;
        }
        let first = self.words.tokens.get(at)?;
        Some(Quantity {
            tokens: (at, after),
            number: first.range(self.text)?,
            victim: self.span(at + 1, after).filter(|_| after > at + 1),
            figure: Figure::exact(1),
            modifier: Modifier::Exact,
            counts: Counts::One,
            category: term.category.clone().unwrap_or_default(),
            part: term.part.clone(),
            part_of: None,
            is_part: false,
            definite: false,
            further: article == "another",
            of_family: false,
            state: None,
        })
    }

    fn lexicon_person(&self) -> Option<&'a Term> {
        self.lexicon.words.single("person")
    }

    /// The modifier that begins at a token, fillers passed over, and the token of the number.
    fn modifier_before(&self, at: usize) -> (Option<Modifier>, usize) {
        let (modifier, mut next) = match self.lexicon.before.at(self.words, at) {
            Some((term, after)) => (term.modifier.clone(), after),
            // "between five and seven": the range follows.
            None if matches!(self.words.word(at), "between" | "entre")
                && matches!(self.kind(at + 1), Some(TokenKind::Number(_)))
                && matches!(self.words.word(at + 2), "and" | "et" | "to") =>
            {
                return (None, at + 1);
            }
            None => (None, at),
        };
        for _ in 0..3 {
            if self.quote(next) {
                next += 1;
            } else if let Some((_, after)) = self.lexicon.fillers.at(self.words, next) {
                next = after;
            }
        }
        (modifier, next)
    }

    /// Bounds and modifier of the number at a token, and the token after it.
    fn figure(
        &self,
        at: usize,
        mention: &NumberMention,
        before: Option<Modifier>,
    ) -> (Figure, Modifier, usize) {
        if let Some((figure, after)) = self.range(at, mention) {
            return (figure, Modifier::Range, after);
        }
        let mut after = at + 1;
        let mut modifier = before;
        if modifier.is_none()
            && let Some((term, end)) = self.lexicon.after.at(self.words, after)
            // "30 at least 20 of them": the modifier of the number that follows.
            && !matches!(self.kind(end), Some(TokenKind::Number(_)))
        {
            modifier.clone_from(&term.modifier);
            after = end;
        }
        match &mention.value {
            Numeral::Vague(vague) => {
                let unknown = mention.range.slice(self.words.lower).unwrap_or_default();
                let unknown = unknown.contains("unknown") || unknown.contains("unspecified");
                let least = self.codebook.vague(&vague.word).filter(|_| !unknown);
                (Figure::new(least, None, None), Modifier::Vague, after)
            }
            Numeral::Approximate(n) => {
                let modifier = modifier.unwrap_or(Modifier::About);
                (with_modifier(&modifier, *n), modifier, after)
            }
            Numeral::Exact(n) => {
                let modifier = modifier.unwrap_or(Modifier::Exact);
                (with_modifier(&modifier, *n), modifier, after)
            }
        }
    }

    /// "20 to 30", "between 20 and 30", "entre 20 et 30", "20–30".
    fn range(&self, at: usize, first: &NumberMention) -> Option<(Figure, usize)> {
        let join = at + 1;
        let joined = match self.words.word(join) {
            "to" | "-" | "–" | "—" | "à" | "or" | "ou" => true,
            "and" => self.before_is(at, "between"),
            "et" => self.before_is(at, "entre"),
            _ => false,
        };
        let TokenKind::Number(second) = self.kind(join + 1).filter(|_| joined)? else {
            return None;
        };
        let (a, b) = (first.value.number()?, self.numbers.get(second)?.value.number()?);
        // "two or three" is a range; "3 to 400" is none, and a score is no range.
        (a < b && (a + 1 == b || !matches!(self.words.word(join), "or" | "ou")))
            .then(|| (Figure::new(Some(a), None, Some(b)), join + 2))
    }

    fn before_is(&self, at: usize, word: &str) -> bool {
        at.checked_sub(1).is_some_and(|before| self.words.word(before) == word)
    }

    /// Money, shares of a whole, numbers of units and streets: "$5", "Division 30", "aged 15".
    fn is_money_or_code(&self, at: usize, number_at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |b| self.words.word(b));
        let after = self.words.word(number_at + 1);
        let named = at.checked_sub(1).and_then(|b| self.words.tokens.get(b)).is_some_and(|t| {
            t.capital
                && matches!(
                    self.words.word(at - 1),
                    "division"
                        | "brigade"
                        | "battalion"
                        | "regiment"
                        | "unit"
                        | "route"
                        | "highway"
                        | "area"
                        | "block"
                        | "flight"
                        | "no"
                        | "number"
                        | "article"
                        | "section"
                        | "resolution"
                        | "camp"
                        | "channel"
                        | "group"
                        | "sector"
                        | "zone"
                        | "level"
                        | "phase"
                )
        });
        named
            || matches!(
                before,
                "$" | "€" | "£" | "#" | "aged" | "age" | "us$" | "n°" | "©" | "âgé" | "âgés"
            )
            || matches!(after, "%" | "°" | "€")
            || matches!(before, "/")
            || matches!(after, "/")
            || is_month(before)
            || is_month(after) && !matches!(after, "may" | "march" | "mars" | "mai")
    }

    /// "(ALP)" between a group's name and its people.
    fn acronym(&self, at: usize) -> Option<usize> {
        let open = self.words.word(at) == "(";
        let inner = self.words.tokens.get(at + 1)?;
        let closed = self.words.word(at + 2) == ")";
        (open && closed && inner.capital && inner.end - inner.start <= 8).then_some(at + 3)
    }

    fn span(&self, from: usize, to: usize) -> Option<TextRange> {
        let first = self.words.tokens.get(from)?;
        let last = self.words.tokens.get(to.checked_sub(1)?)?;
        TextRange::new(self.text, first.start..last.end)
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.words.tokens.get(at).map(|t| t.kind)
    }

    fn is(&self, at: usize, kind: Kind) -> bool {
        self.lexicon.words.at(self.words, at).is_some_and(|(term, _)| term.kind == kind)
    }

    fn quote(&self, at: usize) -> bool {
        matches!(self.words.word(at), "\"" | "“" | "”" | "«" | "»" | "'" | "‘" | "’")
    }

    /// Quotes and the "s" of a possessive.
    fn skipped(&self, at: usize) -> bool {
        self.quote(at)
            || self.words.word(at) == "s" && at.checked_sub(1).is_some_and(|b| self.quote(b))
    }
}

/// Whether it names a month, in lower case.
pub fn is_month(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sept"
            | "sep"
            | "oct"
            | "nov"
            | "dec"
            | "janvier"
            | "février"
            | "mars"
            | "avril"
            | "mai"
            | "juin"
            | "juillet"
            | "août"
            | "septembre"
            | "octobre"
            | "novembre"
            | "décembre"
    )
}

/// Endings of words for what a person does.
const WHO: &[&str] =
    &["ist", "ian", "man", "woman", "eer", "grapher", "keeper", "maker", "owner", "ier", "iste"];

/// The bounds of a number that words qualify.
pub fn with_modifier(modifier: &Modifier, n: u64) -> Figure {
    let n = Some(n);
    match modifier {
        Modifier::AtLeast | Modifier::MoreThan => Figure::new(n, n, None),
        Modifier::UpTo | Modifier::LessThan => Figure::new(None, None, n),
        Modifier::Nearly => Figure::new(None, n, n),
        Modifier::Vague | Modifier::NoneExplicit => Figure::default(),
        Modifier::Exact | Modifier::About | Modifier::Range | Modifier::Other(_) => {
            Figure::new(n, n, n)
        }
    }
}
