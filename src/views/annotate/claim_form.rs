//! The claim form as text: what a coder types, before it is a command and after it was a claim.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::edit::{ClaimFields, Mark, Words};
use crate::model::{
    ArticleId, Category, Claim, ClaimId, Figure, IncidentId, Modifier, Outcome, Project, Review,
    Scope, Side,
};
use crate::suggest::ReadFigure;
use crate::text::TextRange;

/// Where the form's words come from.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum FormSubject {
    /// Words that are marked but no claim yet.
    Draft {
        /// The article.
        article: ArticleId,
        /// The words.
        range: TextRange,
    },
    /// A claim of the project.
    Claim(ClaimId),
}

/// The fields of the form.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ClaimForm {
    /// What the form is about.
    pub subject: FormSubject,
    /// What happened.
    pub outcome: Outcome,
    /// Least number; empty or "open" where open.
    pub low: String,
    /// Best number.
    pub best: String,
    /// Greatest number.
    pub high: String,
    /// How the words qualify it.
    pub modifier: Modifier,
    /// The number as worded.
    pub verbatim: String,
    /// Name of the victims' actor.
    pub victim: String,
    /// Kind of victims.
    pub category: Category,
    /// Their side.
    pub side: Side,
    /// Name of the source; empty for the article's own voice.
    pub source: String,
    /// What the figure covers.
    pub scope: Scope,
    /// The day on which it was said.
    pub claimed_at: String,
    /// The incident.
    pub incident: Option<IncidentId>,
    /// Title of an incident that is not there yet, to be made with the claim.
    pub new_incident: String,
    /// Review status.
    pub review: Review,
    /// Note.
    pub note: String,
}

/// A bound that is no number.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("“{0}” is not a number: type digits, or leave the field empty for an open bound")]
pub struct BoundError(String);

/// Reads a bound as typed: digits with separators, or nothing for an open one.
pub(super) fn read_bound(text: &str) -> Result<Option<u64>, BoundError> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '.' | '\'' | '’' | '\u{202f}'))
        .collect();
    match plain.as_str() {
        "" | "open" | "—" | "-" | "?" => Ok(None),
        digits => digits.parse().ok().map(Some).ok_or_else(|| BoundError(text.trim().to_owned())),
    }
}

fn write_bound(bound: Option<u64>) -> String {
    bound.map_or_else(String::new, |n| n.to_string())
}

/// Fields that may hold what cannot be taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Refused {
    /// The least number.
    Low,
    /// The best number.
    Best,
    /// The greatest number.
    High,
    /// The day on which it was said.
    SaidOn,
}

/// What is wrong with three bounds as they are typed, and with which of them.
pub(super) fn bounds_fault([low, best, high]: [&str; 3]) -> Option<(Vec<Refused>, String)> {
    let named = [(Refused::Low, low), (Refused::Best, best), (Refused::High, high)];
    let wrong = |(field, text): &(Refused, &str)| Some((*field, read_bound(text).err()?));
    let unread: Vec<_> = named.iter().filter_map(wrong).collect();
    if let Some((_, error)) = unread.first() {
        let text = error.to_string();
        return Some((unread.into_iter().map(|(field, _)| field).collect(), text));
    }
    let read = |text| read_bound(text).ok().flatten();
    let figure = Figure::new(read(low), read(best), read(high));
    let order = "low ≤ best ≤ high must hold".to_owned();
    let all = vec![Refused::Low, Refused::Best, Refused::High];
    (!figure.is_ordered()).then_some((all, order))
}

impl ClaimForm {
    /// What is wrong with the number as typed, and with which bounds.
    pub fn number_fault(&self) -> Option<(Vec<Refused>, String)> {
        bounds_fault([&self.low, &self.best, &self.high])
    }

    /// Why the day on which it was said cannot be taken; relative dates count from `anchor`.
    pub fn said_on_fault(&self, anchor: Option<Date>) -> Option<String> {
        let text = Some(self.claimed_at.trim()).filter(|text| !text.is_empty())?;
        calendar::read(text, anchor).err().map(|error| error.to_string())
    }

    /// Takes in what has changed in the project, from `before` to `now`; what is typed in other
    /// fields stays as it is.
    pub fn take_in(&mut self, before: &Self, now: Self) {
        macro_rules! take {
            ($($field:ident),*) => {
                $(if now.$field != before.$field { self.$field = now.$field; })*
            };
        }
        if now.incident != before.incident {
            self.new_incident.clear();
        }
        if [&now.low, &now.best, &now.high] != [&before.low, &before.best, &before.high] {
            (self.low, self.best, self.high) = (now.low, now.best, now.high);
        }
        take!(
            outcome, modifier, verbatim, victim, category, side, source, scope, claimed_at,
            incident, review, note
        );
    }

    /// A draft for marked words, filled with what was read out of them.
    pub fn draft(
        article: ArticleId,
        range: TextRange,
        outcome: Outcome,
        read: &ReadFigure,
    ) -> Self {
        Self {
            subject: FormSubject::Draft { article, range },
            outcome,
            low: write_bound(read.figure.low),
            best: write_bound(read.figure.best),
            high: write_bound(read.figure.high),
            modifier: read.modifier.clone(),
            verbatim: read.verbatim.clone(),
            victim: String::new(),
            category: read.category.clone().unwrap_or_default(),
            side: Side::default(),
            source: String::new(),
            scope: Scope::default(),
            claimed_at: String::new(),
            incident: None,
            new_incident: String::new(),
            review: Review::Accepted,
            note: String::new(),
        }
    }

    /// A draft for the words of a suggestion, filled with what it proposes.
    pub fn of_fields(article: ArticleId, range: TextRange, fields: &ClaimFields) -> Self {
        let figure = fields.figure.unwrap_or_default();
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        Self {
            subject: FormSubject::Draft { article, range },
            outcome: fields.outcome.clone().unwrap_or_default(),
            low: write_bound(figure.low),
            best: write_bound(figure.best),
            high: write_bound(figure.high),
            modifier: fields.modifier.clone().unwrap_or_default(),
            verbatim: text(&fields.verbatim),
            victim: text(&fields.victim),
            category: fields.category.clone().unwrap_or_default(),
            side: fields.side.clone().unwrap_or_default(),
            source: text(&fields.source),
            scope: fields.scope.clone().unwrap_or_default(),
            claimed_at: text(&fields.claimed_at),
            incident: None,
            new_incident: String::new(),
            review: Review::Accepted,
            note: String::new(),
        }
    }

    /// The form of a claim.
    pub fn of_claim(claim: &Claim, project: &Project) -> Self {
        let victim = claim.victim.as_ref().and_then(|id| project.actors.get(id));
        let source = claim.source.as_ref().and_then(|id| project.sources.get(id));
        Self {
            subject: FormSubject::Claim(claim.id.clone()),
            outcome: claim.outcome.clone(),
            low: write_bound(claim.figure.low),
            best: write_bound(claim.figure.best),
            high: write_bound(claim.figure.high),
            modifier: claim.modifier.clone(),
            verbatim: claim.verbatim.clone(),
            victim: victim.map_or_else(String::new, |a| a.name.clone()),
            category: claim.category.clone(),
            side: claim.side.clone(),
            source: source.map_or_else(String::new, |s| s.name.clone()),
            scope: claim.scope.clone(),
            claimed_at: claim.claimed_at.map_or_else(String::new, |d| d.to_string()),
            incident: claim.incident.clone(),
            new_incident: String::new(),
            review: claim.review.clone(),
            note: claim.note.clone(),
        }
    }

    /// The number as typed.
    pub fn figure(&self) -> Result<Figure, BoundError> {
        Ok(Figure::new(read_bound(&self.low)?, read_bound(&self.best)?, read_bound(&self.high)?))
    }

    /// Sets the bounds from one number and the modifier, as the words would be read.
    pub fn set_modifier(&mut self, modifier: Modifier) {
        let known = self.figure().ok().and_then(Figure::floor);
        if let Some(n) = known {
            let (low, best, high) = match &modifier {
                Modifier::AtLeast | Modifier::MoreThan => (Some(n), Some(n), None),
                Modifier::UpTo | Modifier::LessThan => (None, None, Some(n)),
                Modifier::Nearly => (None, Some(n), Some(n)),
                Modifier::Vague => (Some(n), None, None),
                Modifier::NoneExplicit => (None, None, None),
                Modifier::Range => match self.figure() {
                    Ok(figure) => (figure.low, None, figure.high),
                    Err(_) => (Some(n), None, Some(n)),
                },
                Modifier::Exact | Modifier::About | Modifier::Other(_) => {
                    (Some(n), Some(n), Some(n))
                }
            };
            self.low = write_bound(low);
            self.best = write_bound(best);
            self.high = write_bound(high);
        }
        self.modifier = modifier;
    }

    /// The command that makes a claim of the draft. `None` where the form is of a claim.
    pub fn to_mark(&self) -> Result<Option<Mark>, BoundError> {
        let FormSubject::Draft { article, range } = &self.subject else { return Ok(None) };
        Ok(Some(Mark {
            claim: None,
            article: article.as_str().to_owned(),
            words: Words::Bytes { start: range.start(), end: range.end() },
            incident: self.incident.clone(),
            fields: ClaimFields {
                outcome: Some(self.outcome.clone()),
                victim: filled(&self.victim),
                category: Some(self.category.clone()),
                side: Some(self.side.clone()),
                subset: None,
                figure: Some(self.figure()?),
                verbatim: filled(&self.verbatim),
                modifier: Some(self.modifier.clone()),
                scope: Some(self.scope.clone()),
                source: filled(&self.source),
                claimed_at: filled(&self.claimed_at),
                supersedes: None,
                review: Some(self.review.clone()),
                note: filled(&self.note),
            },
        }))
    }

    /// The fields that differ from `before` and can be taken, for a change of the claim: each field
    /// stands for itself.
    pub fn changes_since(&self, before: &Self, anchor: Option<Date>) -> ClaimFields {
        fn changed<T: PartialEq + Clone>(now: &T, before: &T) -> Option<T> {
            (now != before).then(|| now.clone())
        }
        let figure = self.figure().ok().filter(|_| self.number_fault().is_none());
        let said = changed(&self.claimed_at, &before.claimed_at);
        ClaimFields {
            outcome: changed(&self.outcome, &before.outcome),
            victim: changed(&self.victim, &before.victim),
            category: changed(&self.category, &before.category),
            side: changed(&self.side, &before.side),
            subset: None,
            figure: figure.filter(|figure| before.figure() != Ok(*figure)),
            verbatim: changed(&self.verbatim, &before.verbatim),
            modifier: changed(&self.modifier, &before.modifier),
            scope: changed(&self.scope, &before.scope),
            source: changed(&self.source, &before.source),
            claimed_at: said.filter(|_| self.said_on_fault(anchor).is_none()),
            supersedes: None,
            review: changed(&self.review, &before.review),
            note: changed(&self.note, &before.note),
        }
    }
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_bound_is_open_and_a_wrong_one_says_so() {
        assert_eq!(read_bound(" 1 500 ").unwrap(), Some(1500));
        assert_eq!(read_bound("2,000").unwrap(), Some(2000));
        assert_eq!(read_bound("").unwrap(), None);
        assert_eq!(read_bound("open").unwrap(), None);
        assert!(read_bound("73+x").unwrap_err().to_string().contains("73+x"));
    }
}
