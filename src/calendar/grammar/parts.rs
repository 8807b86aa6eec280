//! The parts that expressions are made of: day numbers, months, years after them, counted units.

use super::{Found, Grammar, When, Which, Year};
use crate::calendar::read::{HOLIDAYS, Holiday};
use crate::calendar::words::{Kind, Unit, count, month, unit};

impl Grammar<'_> {
    /// "Q1", "T1", "first quarter", "premier trimestre".
    pub(in crate::calendar) fn quarter(&self, at: usize) -> Found<i8> {
        let word = self.word(at);
        if matches!(word, "q" | "t") && self.glued(at + 1) {
            let (n, len) = self.num(at + 1)?;
            return (len == 1 && (1..=4).contains(&n)).then_some((n as i8, at + 2));
        }
        let n = match word {
            "first" | "premier" => 1,
            "second" | "deuxieme" => 2,
            "third" | "troisieme" => 3,
            "fourth" | "quatrieme" => 4,
            _ => return None,
        };
        // "third-quarter results".
        let noun = if self.glued_sym(at + 1, '-') { at + 2 } else { at + 1 };
        matches!(self.word(noun), "quarter" | "trimestre").then_some((n, noun + 1))
    }

    /// "Christmas", "New Year's Eve 2023".
    pub(in crate::calendar) fn holiday(&self, at: usize) -> Found<When> {
        let first = self.word(at);
        let starts = |h: &&Holiday| h.words().first() == Some(&first);
        let (holiday, end) = HOLIDAYS.iter().filter(starts).find_map(|h| {
            let mut end = at;
            for word in h.words() {
                // "Year's": the apostrophe is a token of its own.
                let here = if *word == "s" { self.sym(end, '\'')? } else { end };
                end = self.words(here, &[word])?;
            }
            Some((h, end))
        })?;
        let (year, end) = self.year_after(end);
        Some((When::Holiday { holiday, year, which: Which::Latest }, end))
    }

    /// A number with its unit: "two days", "3 jours", "a couple of weeks".
    pub(in crate::calendar) fn counted(&self, at: usize) -> Option<(i64, Unit, usize)> {
        let couple = self.words(at, &["a", "couple", "of"]).map(|end| (2, end));
        let (n, end) = couple
            .or_else(|| self.num(at).map(|n| (n.0, at + 1)))
            .or_else(|| count(self.word(at)).map(|n| (n, at + 1)))?;
        let unit = unit(self.word(end)).filter(|u| *u != Unit::Quarter)?;
        (n <= 10_000).then_some((i64::from(n), unit, end + 1))
    }

    /// The year after a day or month: ", 2024", "2024", "last year", "de l'année dernière".
    pub(in crate::calendar) fn year_after(&self, at: usize) -> (Year, usize) {
        let comma = if self.is_sym(at, &[',']) { at + 1 } else { at };
        let of = self.skip(comma, &["of", "de", "in"]);
        if let Some((n, 4)) = self.num(of)
            && (1000..=2999).contains(&n)
            && !self.hangs_on(of + 1)
        {
            return (Year::Given(n as i16), of + 1);
        }
        if let Some((When::Unit { unit: Unit::Year, which, part: None }, end)) =
            self.year_phrase(of)
        {
            match which {
                Which::Last => return (Year::Ago(1), end),
                Which::This => return (Year::Ago(0), end),
                Which::Latest | Which::Next => {}
            }
        }
        (Year::Unsaid, at)
    }

    pub(in crate::calendar) fn year_phrase(&self, at: usize) -> Found<When> {
        let word = self.word(at);
        matches!(word, "last" | "this" | "l" | "cette").then(|| self.pointed(at, word)).flatten()
    }

    /// A month's name, with the full stop of an abbreviation.
    pub(in crate::calendar) fn month(&self, at: usize) -> Found<i8> {
        let word = self.word(at);
        let (m, _) = month(word)?;
        let stop =
            word.len() <= 5 && word != "march" && word != "april" && self.glued_sym(at + 1, '.');
        // The full stop of a sentence is taken too; it does no harm to a range of tokens only
        // when something follows, so keep it for abbreviations alone.
        let abbreviated = stop
            && !matches!(
                word,
                "may" | "june" | "july" | "mars" | "avril" | "mai" | "juin" | "aout"
            );
        Some((m, if abbreviated { at + 2 } else { at + 1 }))
    }

    /// A day of the month: "20", "20th", "1er".
    pub(in crate::calendar) fn day_number(&self, at: usize) -> Found<i8> {
        let (n, len) = self.num(at)?;
        if len > 2 || !(1..=31).contains(&n) {
            return None;
        }
        if self.glued(at + 1)
            && matches!(self.word(at + 1), "th" | "st" | "nd" | "rd" | "er" | "eme")
        {
            return Some((n as i8, at + 2));
        }
        let letters = self.glued(at + 1) && !self.word(at + 1).is_empty();
        let grouped = self.glued(at + 1)
            && self.is_sym(at + 1, &[',', '.', ':'])
            && self.glued(at + 2)
            && self.num(at + 2).is_some();
        let percent = self.is_sym(at + 1, &['%']);
        (!letters && !grouped && !percent).then_some((n as i8, at + 1))
    }

    /// Whether letters or more digits hang on a number without a space: "1990s", "2019-20".
    pub(in crate::calendar) fn hangs_on(&self, at: usize) -> bool {
        if !self.glued(at) {
            return false;
        }
        let Some(token) = self.0.get(at) else { return false };
        match &token.kind {
            Kind::Word(..) | Kind::Num(..) | Kind::Sym('%') => true,
            Kind::Sym('-' | '/') => {
                // A year range goes on; "2019-20" does not.
                self.glued(at + 1) && self.num(at + 1).is_some_and(|n| n.1 != 4)
            }
            Kind::Sym('.' | ',' | ':') => self.glued(at + 1) && self.num(at + 1).is_some(),
            Kind::Sym(_) => false,
        }
    }

    /// Past "morning", "evening" and the like.
    pub(in crate::calendar) fn part_of_day(&self, at: usize) -> usize {
        match self.word(at) {
            "morning" | "afternoon" | "evening" | "night" | "matin" | "soir" | "midday"
            | "noon" => at + 1,
            "apres" if self.word(at + 2) == "midi" => at + 3,
            _ => at,
        }
    }

    pub(in crate::calendar) fn word(&self, at: usize) -> &str {
        match self.0.get(at).map(|t| &t.kind) {
            Some(Kind::Word(word, _)) => word,
            Some(Kind::Num(..) | Kind::Sym(_)) | None => "",
        }
    }

    pub(in crate::calendar) fn num(&self, at: usize) -> Option<(u32, usize)> {
        match self.0.get(at)?.kind {
            Kind::Num(n, len) => Some((n, len)),
            Kind::Word(..) | Kind::Sym(_) => None,
        }
    }

    pub(in crate::calendar) fn is_sym(&self, at: usize, any: &[char]) -> bool {
        matches!(self.0.get(at).map(|t| &t.kind), Some(Kind::Sym(c)) if any.contains(c))
    }

    pub(in crate::calendar) fn is_apostrophe(&self, at: usize) -> bool {
        self.is_sym(at, &['\''])
    }

    pub(in crate::calendar) fn glued(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|t| !t.spaced)
    }

    pub(in crate::calendar) fn glued_sym(&self, at: usize, c: char) -> bool {
        self.glued(at) && self.is_sym(at, &[c])
    }

    pub(in crate::calendar) fn sym(&self, at: usize, c: char) -> Option<usize> {
        self.is_sym(at, &[c]).then_some(at + 1)
    }

    pub(in crate::calendar) fn words(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().enumerate().all(|(i, w)| self.word(at + i) == *w).then_some(at + words.len())
    }

    /// Past up to three of the words.
    pub(in crate::calendar) fn skip(&self, at: usize, words: &[&str]) -> usize {
        let further = (at..at + 3).take_while(|i| words.contains(&self.word(*i))).count();
        at + further
    }
}
