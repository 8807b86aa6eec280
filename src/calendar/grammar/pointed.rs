//! Expressions that point: "last week", "this Tuesday", "la semaine dernière", "ces trois derniers jours".

use super::{Found, Grammar, When, Which, Year};
use crate::calendar::words::{Unit, count, unit};

impl Grammar<'_> {
    /// "last week", "this Tuesday", "la semaine dernière", "ce lundi", "the past three days".
    pub(in crate::calendar) fn pointed(&self, at: usize, word: &str) -> Found<When> {
        let french = matches!(word, "ce" | "cette" | "la" | "le" | "l" | "les" | "ces");
        let noun = if word == "l" { self.sym(at + 1, '\'')? } else { at + 1 };
        if french {
            return self.pointed_french(word, noun);
        }
        let which = match word {
            "this" => Which::This,
            "next" | "coming" => Which::Next,
            _ => Which::Last,
        };
        if which == Which::Last
            && word != "previous"
            && let Some((n, unit, end)) = self.counted(noun)
        {
            return Some((When::Past { n, unit }, end));
        }
        let name = self.word(noun);
        match name {
            "night" if which == Which::Last => return Some((When::Offset(-1), noun + 1)),
            "morning" | "afternoon" | "evening" if which == Which::This => {
                return Some((When::Offset(0), noun + 1));
            }
            "weekend" => return Some((When::Weekend(which), noun + 1)),
            _ => {}
        }
        if let Some(unit) = unit(name) {
            let fits = matches!(unit, Unit::Week | Unit::Month | Unit::Quarter | Unit::Year);
            let singular = !name.ends_with('s') || name == "mois";
            // "the past week" is the seven days before.
            let when = if word == "past" {
                When::Past { n: 1, unit }
            } else {
                When::Unit { unit, which, part: None }
            };
            return (fits && singular).then_some((when, noun + 1));
        }
        let (when, end) = self.simple(noun)?;
        if let When::Weekday { day, which: Which::Latest } = when {
            return Some((When::Weekday { day, which }, end));
        }
        if let When::Holiday { holiday, year: Year::Unsaid, .. } = when {
            return Some((When::Holiday { holiday, year: Year::Unsaid, which }, end));
        }
        let When::Month { year: Year::Unsaid, month, part: None, .. } = when else { return None };
        Some((When::Month { year: Year::Unsaid, month, part: None, which }, end))
    }

    pub(in crate::calendar) fn pointed_french(&self, word: &str, noun: usize) -> Found<When> {
        let this = matches!(word, "ce" | "cette");
        if matches!(word, "les" | "ces") {
            // "les dernières 24 heures", "ces trois derniers jours".
            let last = |at| matches!(self.word(at), "derniers" | "dernieres");
            let number = if last(noun) { noun + 1 } else { noun };
            let n = self.num(number).map(|n| n.0).or_else(|| count(self.word(number)))?;
            let after =
                if last(noun) { number + 1 } else { last(number + 1).then_some(number + 2)? };
            let unit = unit(self.word(after))?;
            return Some((When::Past { n: i64::from(n), unit }, after + 1));
        }
        let weekend = self.word(noun) == "week" && self.word(noun + 2) == "end"
            || self.word(noun) == "weekend";
        if weekend {
            let end = if self.word(noun) == "weekend" { noun + 1 } else { noun + 3 };
            return Some(match self.word(end) {
                "dernier" | "passe" => (When::Weekend(Which::Last), end + 1),
                _ => (When::Weekend(if this { Which::This } else { Which::Latest }), end),
            });
        }
        if let Some(unit) = unit(self.word(noun)).filter(|u| !matches!(u, Unit::Hour | Unit::Day)) {
            if let Some(end) = self.words(noun + 1, &["du"])
                && unit == Unit::Week
                && let Some((when @ When::Day { .. }, end)) = self.simple(end)
            {
                return Some((When::WeekOf(Box::new(when)), end));
            }
            return match self.word(noun + 1) {
                "dernier" | "derniere" | "passe" | "passee" => {
                    Some((When::Unit { unit, which: Which::Last, part: None }, noun + 2))
                }
                "prochain" | "prochaine" => {
                    Some((When::Unit { unit, which: Which::Next, part: None }, noun + 2))
                }
                _ if this => Some((When::Unit { unit, which: Which::This, part: None }, noun + 1)),
                _ => None,
            };
        }
        if !this {
            return None;
        }
        match self.simple(noun)? {
            (When::Weekday { day, which: Which::Latest }, end) => {
                Some((When::Weekday { day, which: Which::This }, end))
            }
            (when @ When::Day { .. }, end) => Some((when, end)),
            _ => None,
        }
    }
}
