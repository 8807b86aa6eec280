//! What the words around a name say for and against its being a place, and names that their
//! sentence alone makes one.

use super::scan::{Mention, Scan, Site};
use super::words::{self, Other};
use crate::gazetteer::{self, fold};

impl Scan<'_> {
    /// Weighs what the words around say.
    pub(super) fn weigh(&self, mention: &mut Mention, at: usize, end: usize) {
        let name = self.text.get(mention.range.clone()).unwrap_or_default();
        let single = end == at + 1;
        let dateline = if self.dateline(at, end) { 3.0 } else { 0.0 };
        let mut cue = dateline + self.before(mention, at) + self.after(mention, end, single, name);
        let country = matches!(
            mention.sites.first(),
            Some(Site::Country(_) | Site::Own(_) | Site::Region(_))
        );
        if !country {
            cue -= self.mostly_else(at, end, name);
        }
        if single && name.chars().count() <= 3 {
            cue -= 1.5;
        }
        if cue == 0.0 && self.words.get(at).is_some_and(|w| w.first) {
            cue -= 1.0;
        }
        mention.cue = cue;
    }

    /// What stands before, past "the", "northern" and the like.
    fn before(&self, mention: &mut Mention, at: usize) -> f64 {
        let mut cue = 0.0;
        // "University of Iowa", "Bank of Scotland".
        let body = at.checked_sub(2).map_or("", |b| self.word(b));
        if matches!(body, "University" | "Bank" | "College" | "Institute" | "Museum" | "Order") {
            cue -= 3.0;
        }
        // "un-American".
        let part = |b: usize| self.gap(b) == "-" && !self.is_capital(b);
        if mention.people && at.checked_sub(1).is_some_and(part) {
            cue -= 4.0;
        }
        let mut back = at;
        while let Some(b) = back.checked_sub(1)
            && self.gap(b).trim().is_empty()
            && (words::is_loose(self.word(b)) || words::is_quarter(self.word(b)))
        {
            back = b;
        }
        let Some(b) = back.checked_sub(1) else { return cue };
        if !matches!(self.gap(b).trim(), "" | "'" | "’") {
            let initial = words::is_title(self.word(b)) || self.word(b).len() == 1;
            if back == at && self.gap(b).trim() == "." && initial && self.is_capital(b) {
                mention.person = true;
                cue -= 4.0;
            }
            return cue;
        }
        let before = self.word(b);
        let low = before.to_lowercase();
        if let Some(weight) = words::before(&low) {
            let noun = b.checked_sub(1).map_or("", |n| self.word(n));
            let of = matches!(low.as_str(), "of" | "de" | "d" | "du") && words::place_noun(noun);
            return cue + weight + if of { 2.0 } else { 0.0 };
        }
        if words::place_noun(&low) {
            return cue + 1.5;
        }
        if back < at {
            return cue;
        }
        if words::is_title(before.trim_end_matches('.')) || words::is_given(before) {
            mention.person = true;
            return cue - 5.0;
        }
        // Part of a longer name, unless that begins with a country: "Syria's Aleppo".
        let longer = self.is_capital(b)
            && !words::is_quarter(before)
            && gazetteer::country_named(&fold(before)).is_none();
        cue - if longer { 3.0 } else { 0.0 }
    }

    /// What stands after.
    fn after(&self, mention: &mut Mention, end: usize, single: bool, name: &str) -> f64 {
        let gap = self.gap(end - 1);
        let next = self.word(end);
        if gap.starts_with('-') && !mention.people && single {
            let of_place = matches!(next, "based" | "born" | "bound" | "area");
            return if of_place { 2.0 } else { 0.0 };
        }
        if !gap.trim().is_empty() || gap.contains('\n') {
            return 0.0;
        }
        mention.unit = words::unit_after(next);
        if mention.unit.is_some() {
            return 2.0;
        }
        if words::other_thing(next) {
            return -6.0;
        }
        if self.is_capital(end) && !mention.people && !words::is_office(next) {
            let both = single && words::other(name) == Some(Other::Both);
            mention.person |= both;
            return if both { -3.0 } else { -1.2 };
        }
        let speaks = matches!(next, "said" | "says" | "told" | "added" | "who" | "wrote");
        if speaks { -1.5 } else { 0.0 }
    }

    /// How much speaks for a word of another kind, whatever stands around it.
    fn mostly_else(&self, at: usize, end: usize, name: &str) -> f64 {
        if end > at + 1 {
            let noun =
                |w| words::is_quarter(self.word(w)) || words::unit_after(self.word(w)).is_some();
            return if (at..end).all(noun) { 9.0 } else { 0.0 };
        }
        let small = if self.small.contains(name.to_lowercase().as_str()) { 3.0 } else { 0.0 };
        small
            + match words::other(name) {
                Some(Other::Never) => 9.0,
                Some(Other::Family) => 3.5,
                Some(Other::Given) => 4.0,
                Some(Other::Both) | None => 0.0,
            }
    }

    fn is_capital(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| w.capital)
    }

    fn goes_on(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| w.capital) && words::other(self.word(at)).is_none()
    }

    /// A name that no list has and that its sentence makes a place: "the village of Tiloa".
    pub(super) fn framed(&self, at: usize) -> Option<Mention> {
        let word = self.words.get(at).filter(|w| w.capital && !w.first)?;
        let name = self.text.get(word.start..word.end)?;
        if words::other(name).is_some() || name.len() < 4 || name.chars().all(char::is_uppercase) {
            return None;
        }
        let before = |n: usize| at.checked_sub(n).map_or("", |b| self.word(b));
        let close = |n: usize| {
            at.checked_sub(n).is_some_and(|b| matches!(self.gap(b).trim(), "" | "'" | "’"))
        };
        let of = close(1) && matches!(before(1), "of" | "de" | "d" | "du") && close(2);
        let named = of && words::settlement(before(2)) || close(1) && words::settlement(before(1));
        // "Motogatta village", "the Hamakat area".
        let next_to = self.gap(at).trim().is_empty();
        let after = next_to
            && (words::settlement(self.word(at + 1))
                || self.word(at + 1) == "area" && matches!(before(1), "the" | "of"));
        // "in Inates, near the border": a place if a comma and a word of place follow.
        let next = self.word(at + 1);
        let third = self.word(at + 3);
        let told = matches!(
            next,
            "near" | "close" | "north" | "south" | "east" | "west" | "près" | "dans"
        ) || next == "in"
            && words::is_loose(self.word(at + 2))
            && (self.word(at + 2) != "the" || words::place_noun(third) || words::is_loose(third))
            || words::settlement(self.word(at + 2))
                && matches!(next, "a" | "the" | "another" | "un" | "une");
        let located = told
            && close(1)
            && (matches!(before(1), "in" | "at" | "near" | "à")
                || before(1) == "de" && before(2) == "près")
            && self.gap(at).trim() == ",";
        // "an attack in Inates", "the garrison of Inates".
        let there = close(1) && matches!(before(1), "in" | "at" | "near" | "à");
        let apart =
            |n: usize| at.checked_sub(n).is_some_and(|b| matches!(self.gap(b).trim(), "" | ","));
        let happened = there && apart(2) && words::happening(before(2));
        // "were killed at Inates on 10 December".
        let harmed = there
            && close(2)
            && words::harmed(before(2))
            && (before(1) != "in" || self.gap(at).trim() == "," || matches!(next, "on" | "last"));
        // "in the area of Hamakat".
        let area = of && before(2) == "area";
        let held = (there || of) && close(2) && words::stronghold(before(2));
        // "between Teguey and Bankilare".
        let joint = matches!(next, "and" | "et") && next_to && self.gap(at + 1).trim().is_empty();
        let between = close(1)
            && matches!(before(1), "between" | "entre")
            && joint
            && self.is_capital(at + 2);
        if !(named || after || located || happened || held || harmed || area || between) {
            return None;
        }
        // "the town of Kafr Nbouda".
        let mut last = at;
        while named && last < at + 3 && self.joined(last) && self.goes_on(last + 1) {
            last += 1;
        }
        let range = word.start..self.words.get(last)?.end;
        let name = self.text.get(range.clone())?;
        Some(Mention {
            range,
            said: name.to_owned(),
            key: fold(name),
            sites: Vec::new(),
            people: false,
            cue: 6.0,
            person: false,
            unit: None,
        })
    }
}
