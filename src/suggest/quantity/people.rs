//! Whom a number counts: the words after it, up to those for people.

use super::{Counter, Counts, Quantity};
use crate::model::Category;
use crate::suggest::lexicon::{Kind, Term};
use crate::suggest::token::TokenKind;
use crate::text::{NumberMention, Numeral};

/// The longest stretch of words between a number and the people that it counts.
const REACH: usize = 7;

impl<'a> Counter<'a> {
    /// Looks for the people after the number.
    #[expect(clippy::wildcard_enum_match_arm, reason = "any other word ends the phrase")]
    pub(super) fn people(
        &self,
        quantity: &mut Quantity,
        from: usize,
        end: usize,
        mention: &NumberMention,
    ) {
        let mut next = from;
        let mut unknown = 0;
        let mut head: Option<(&Term, usize)> = None;
        let mut last_unknown = None;
        while next < end.min(from + REACH * 2) && unknown <= REACH {
            if self.skipped(next) {
                next += 1;
                continue;
            }
            if let Some(after) = self.acronym(next) {
                next = after;
                continue;
            }
            if self.kind(next) != Some(TokenKind::Word) {
                break;
            }
            let Some((term, after)) = self.lexicon.words.at(self.words, next) else {
                if head.is_some() {
                    break;
                }
                let word = self.words.word(next);
                if matches!(word, "other" | "more" | "additional") {
                    quantity.further = true;
                } else {
                    unknown += 1;
                    last_unknown = Some(next);
                }
                next += 1;
                continue;
            };
            match term.kind {
                Kind::People | Kind::Person => {
                    if matches!(self.words.word(next), "others" | "other" | "autres") {
                        quantity.further = true;
                    }
                    // "six militants", not the adjective of a group: "23 police officers".
                    let keeps = head.is_some_and(|(old, _)| {
                        term.category == Some(Category::Unknown)
                            && old.category != Some(Category::Unknown)
                    });
                    if !keeps || head.is_none() {
                        head = Some((term, after));
                    } else if let Some((old, _)) = head {
                        head = Some((old, after));
                    }
                    next = after;
                }
                Kind::Unit if head.is_none() => {
                    let follows = self.lexicon.words.at(self.words, after);
                    if follows.is_some_and(|(t, _)| t.kind == Kind::People) {
                        next = after;
                        continue;
                    }
                    quantity.counts = Counts::Things;
                    quantity.tokens.1 = after;
                    return;
                }
                Kind::Adverb if head.is_none() => match self.words.word(next) {
                    "more" | "further" | "additional" | "another" => {
                        quantity.further = true;
                        next = after;
                    }
                    _ => break,
                },
                Kind::HarmDone | Kind::HarmState
                    if head.is_none() && self.people_follow(after, end) =>
                {
                    if let (Some(outcome), Some(range)) = (&term.outcome, self.span(next, after)) {
                        quantity.state = Some((outcome.clone(), range));
                    }
                    next = after;
                }
                Kind::Of => {
                    if head.is_some() {
                        self.members(quantity, &mut head, next, end);
                        break;
                    }
                    let vague =
                        matches!(mention.value, Numeral::Vague(_) | Numeral::Approximate(_));
                    if !self.part_of(quantity, after, end, vague) {
                        if vague {
                            next = after;
                            continue;
                        }
                        break;
                    }
                    return;
                }
                _ if head.is_none() && self.is_adjective(term, after, end) => next = after,
                _ => break,
            }
        }
        if let Some((term, after)) = head {
            quantity.counts = Counts::People;
            if quantity.category == Category::Unknown {
                quantity.category = term.category.clone().unwrap_or_default();
            }
            quantity.part.clone_from(&term.part);
            quantity.victim = quantity.victim.or_else(|| self.span(from, after));
            quantity.tokens.1 = quantity.tokens.1.max(after);
        } else if let Some(last) = last_unknown {
            // "at least 17 Tuesday": what follows is no noun in the plural.
            let plural = self.words.word(last).ends_with(['s', 'x'])
                || self.words.word(last).ends_with("men");
            if plural {
                quantity.counts = Counts::Unknown;
                quantity.victim = self.span(from, last + 1);
                quantity.tokens.1 = last + 1;
            }
        }
    }

    /// "members of the security forces", "soldiers of the Malian army": the people's group.
    fn members(
        &self,
        quantity: &mut Quantity,
        head: &mut Option<(&'a Term, usize)>,
        of: usize,
        end: usize,
    ) {
        let Some((term, _)) = *head else { return };
        let mut last = None;
        let mut category = None;
        let mut next = of + 1;
        while next < end.min(of + 7) {
            if self.skipped(next) {
                next += 1;
                continue;
            }
            match self.lexicon.words.at(self.words, next) {
                Some((found, after)) if matches!(found.kind, Kind::People | Kind::Person) => {
                    category =
                        found.category.clone().filter(|c| *c != Category::Unknown).or(category);
                    last = Some(after);
                    next = after;
                }
                Some((found, after)) if found.kind == Kind::Determiner => next = after,
                None if self.words.tokens.get(next).is_some_and(|t| t.capital) => {
                    next += 1;
                    last = Some(next);
                }
                None if self.kind(next) == Some(TokenKind::Word) && last.is_none() => {
                    next += 1;
                    last = Some(next);
                }
                Some(_) | None => break,
            }
        }
        if let Some(last) = last {
            if term.category == Some(Category::Unknown)
                && let Some(category) = category
            {
                quantity.category = category;
            }
            *head = Some((term, last));
            quantity.tokens.1 = last;
        }
    }

    /// "14 of the dead", "two of them", "23 of its soldiers". False where it is none.
    #[expect(clippy::wildcard_enum_match_arm, reason = "any other word begins no such phrase")]
    fn part_of(&self, quantity: &mut Quantity, from: usize, end: usize, vague: bool) -> bool {
        let mut next = from;
        while next < end && (self.skipped(next) || self.is(next, Kind::Determiner)) {
            next += 1;
        }
        let word = self.words.word(next);
        let determined = next > from;
        let Some((term, after)) = self.lexicon.words.at(self.words, next) else { return false };
        match term.kind {
            Kind::Pronoun | Kind::Relative => {
                quantity.is_part = true;
                quantity.tokens.1 = after;
                true
            }
            Kind::HarmState | Kind::HarmDone if determined || !vague => {
                if self.people_follow(after, end) {
                    return false;
                }
                quantity.is_part = true;
                quantity.part_of.clone_from(&term.outcome);
                quantity.victim = self.span(from, after);
                quantity.tokens.1 = after;
                true
            }
            Kind::People if determined && matches!(word, "victims" | "others" | "fatalities") => {
                quantity.is_part = true;
                quantity.counts = Counts::People;
                quantity.tokens.1 = after;
                true
            }
            Kind::People => {
                quantity.counts = Counts::People;
                quantity.category = term.category.clone().unwrap_or_default();
                quantity.part.clone_from(&term.part);
                quantity.victim = self.span(next, after);
                quantity.tokens.1 = after;
                true
            }
            _ => false,
        }
    }

    fn people_follow(&self, from: usize, end: usize) -> bool {
        let mut next = from;
        for _ in 0..3 {
            if next >= end {
                return false;
            }
            match self.lexicon.words.at(self.words, next) {
                Some((term, _)) => return matches!(term.kind, Kind::People | Kind::Person),
                None if self.kind(next) == Some(TokenKind::Word) => next += 1,
                None => return false,
            }
        }
        false
    }

    /// A verb's form that stands as an adjective right before people: "armed men".
    pub(super) fn is_adjective(&self, term: &Term, after: usize, end: usize) -> bool {
        let next = self.lexicon.words.at(self.words, after).filter(|_| after < end);
        term.kind == Kind::Adjective
            || matches!(term.kind, Kind::Verb | Kind::Adverb | Kind::HarmDone)
                && next.is_some_and(|(next, _)| matches!(next.kind, Kind::People | Kind::Person))
    }
}
