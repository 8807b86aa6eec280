//! Finds what may be the name of a place: capitalised words that the project, the list of countries
//! or the gazetteer knows, with what the words around say for and against.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use super::token::{STATES, Word};
use super::words;
use crate::gazetteer::{self, Country, Entry, Found, Kind, Named, Point, Region, fold};

/// Most words in a name.
const MOST_WORDS: usize = 6;

/// A place of the project, as far as names and scores need it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Own {
    /// Its number in the registry's list.
    pub(super) at: usize,
    /// Where it is, if that is known.
    pub(super) point: Option<Point>,
    /// Alpha-3 code of its country.
    pub(super) country: String,
}

/// What a name may stand for.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Site {
    /// A place of the project.
    Own(Own),
    /// A country.
    Country(&'static Country),
    /// A part of the world.
    Region(&'static Region),
    /// A place of the gazetteer.
    Listed(Entry),
}

impl Site {
    /// Where it is.
    pub(super) fn point(&self) -> Option<Point> {
        match self {
            Site::Own(own) => own.point,
            Site::Country(country) => country.point,
            Site::Region(region) => Some(region.point),
            Site::Listed(entry) => Some(entry.point),
        }
    }

    /// Alpha-3 code of its country.
    pub(super) fn country(&self) -> &str {
        match self {
            Site::Own(own) => &own.country,
            Site::Country(country) => country.alpha3,
            Site::Region(_) => "",
            Site::Listed(entry) => entry.country().map_or("", |c| c.alpha3),
        }
    }
}

/// Words that may name a place.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Mention {
    /// The words.
    pub(super) range: Range<usize>,
    /// The name as written.
    pub(super) said: String,
    /// The same, folded.
    pub(super) key: String,
    /// What it may stand for; empty for a name that only its sentence makes a place.
    pub(super) sites: Vec<Site>,
    /// Whether it names a people: "Nigerien".
    pub(super) people: bool,
    /// How much the words around speak for a place.
    pub(super) cue: f64,
    /// Whether a first name or a title stands before it.
    pub(super) person: bool,
    /// "County", "province" after it: a unit of the second level or of the first.
    pub(super) unit: Option<bool>,
}

impl Mention {
    /// Whether it names people and not even in passing a place: "Americans", "Frenchmen".
    pub(super) fn is_people(&self) -> bool {
        let many = self.key.ends_with('s') && !self.key.ends_with("ss");
        self.people
            && (many || self.key.ends_with("men") && self.key != "yemen" && self.key != "turkmen")
    }
}

/// The places of a project by folded name.
#[derive(Clone, Debug, Default)]
pub(in crate::suggest) struct Registry {
    names: HashMap<String, Vec<Own>>,
    /// What longer names begin with.
    beginnings: HashSet<String>,
}

impl Registry {
    /// Adds a name of a place.
    pub(super) fn add(&mut self, name: &str, own: &Own) {
        let key = fold(name);
        let spaces = key.match_indices(' ').filter_map(|(at, _)| key.get(..at));
        self.beginnings.extend(spaces.map(str::to_owned));
        let places = self.names.entry(key).or_default();
        if !places.contains(own) {
            places.push(own.clone());
        }
    }

    fn begins(&self, key: &str) -> bool {
        self.beginnings.contains(key)
    }
}

/// All that may name a place, in order, none overlapping another.
pub(super) fn mentions(text: &str, words: &[Word], registry: &Registry) -> Vec<Mention> {
    let small: HashSet<&str> =
        words.iter().filter(|w| !w.capital).filter_map(|w| text.get(w.start..w.end)).collect();
    let scan = Scan { text, words, registry, small, known: RefCell::default() };
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match scan.longest(at) {
            Some((mut mention, end)) => {
                scan.weigh(&mut mention, at, end);
                found.push(mention);
                at = end;
            }
            None => {
                let framed = scan.framed(at);
                let end = framed.as_ref().map_or(0, |m| m.range.end);
                found.extend(framed);
                at += 1;
                while words.get(at).is_some_and(|w| w.start < end) {
                    at += 1;
                }
            }
        }
    }
    scan.again(&mut found);
    found
}

/// An article that is being looked through.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) words: &'a [Word],
    registry: &'a Registry,
    /// Words of the text that are written small.
    pub(super) small: HashSet<&'a str>,
    /// What has been looked up in the gazetteer.
    known: RefCell<HashMap<String, Rc<Found>>>,
}

impl Scan<'_> {
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).and_then(|w| self.text.get(w.start..w.end)).unwrap_or_default()
    }

    fn find(&self, key: &str) -> Rc<Found> {
        if let Some(found) = self.known.borrow().get(key) {
            return Rc::clone(found);
        }
        let found = Rc::new(gazetteer::find(key));
        self.known.borrow_mut().insert(key.to_owned(), Rc::clone(&found));
        found
    }

    /// What stands between a word and the next.
    pub(super) fn gap(&self, at: usize) -> &str {
        let end = self.words.get(at).map_or(self.text.len(), |w| w.end);
        let next = self.words.get(at + 1).map_or(self.text.len(), |w| w.start);
        self.text.get(end..next).unwrap_or_default()
    }

    /// Whether a name may go on over the gap after a word.
    pub(super) fn joined(&self, at: usize) -> bool {
        let gap = self.gap(at);
        let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\n' | '\r');
        let mut rest = gap.trim_matches(blank);
        if gap.matches('\n').count() > 1 {
            return false;
        }
        rest = rest.trim_start_matches('.').trim_start();
        let stop = gap.starts_with('.');
        (rest.is_empty() || matches!(rest, "-" | "‐" | "‑" | "'" | "’"))
            && (!stop || matches!(self.word(at), "St" | "Ste" | "Mt" | "Ft"))
    }

    /// The longest name that begins with a word, and the word after it.
    fn longest(&self, at: usize) -> Option<(Mention, usize)> {
        let first = self.words.get(at).filter(|w| w.capital)?;
        let mut best = None;
        let mut longer = true;
        for end in at + 1..=(at + MOST_WORDS).min(self.words.len()) {
            let last = self.words.get(end - 1)?;
            if end > at + 1
                && (!self.joined(end - 2) || !last.capital && !words::inside(self.word(end - 1)))
            {
                break;
            }
            let range = first.start..last.end;
            let name = self.text.get(range.clone()).unwrap_or_default();
            let key = fold(name);
            if !last.capital && gazetteer::country_named(&key).is_none() {
                continue;
            }
            let mut sites = Vec::new();
            let mut people = false;
            if let Some(own) = self.registry.names.get(&key) {
                sites.extend(own.iter().cloned().map(Site::Own));
            } else if let Some(state) = STATES.get(name).filter(|_| name.len() < 7) {
                if self.is_state_here(at, name) {
                    sites.push(Site::Listed(state.clone()));
                }
            } else {
                if let Some((country, how)) = gazetteer::country_named(&key)
                    && (key.len() > 3
                        || name.chars().all(|c| !c.is_lowercase())
                        || how == Named::People && key != "us")
                {
                    people = how == Named::People;
                    sites.push(Site::Country(country));
                } else if let Some(region) = gazetteer::region_named(&key) {
                    sites.push(Site::Region(region));
                }
                if longer && !people {
                    let found = self.find(&key);
                    longer = found.longer;
                    let loud = name.len() < 6 && name.chars().all(|c| c.is_uppercase() || c == '.');
                    if !loud || self.dateline(at, end) {
                        let listed = found.places.iter().filter_map(|n| gazetteer::entry(*n));
                        sites.extend(listed.filter(|e| e.kind != Kind::Country).map(Site::Listed));
                    }
                }
            }
            if !sites.is_empty() {
                let (cue, person, unit) = (0.0, false, None);
                let said = name.to_owned();
                best = Some((
                    Mention { range, said, key: key.clone(), sites, people, cue, person, unit },
                    end,
                ));
            }
            if !longer && !gazetteer::begins_a_name(&key) && !self.registry.begins(&key) {
                break;
            }
        }
        best
    }

    /// A name that one sentence has made a place is one in the others.
    fn again(&self, found: &mut Vec<Mention>) {
        let framed: HashSet<String> =
            found.iter().filter(|m| m.sites.is_empty()).map(|m| m.said.clone()).collect();
        if framed.is_empty() {
            return;
        }
        let mut more = Vec::new();
        for word in self.words.iter().filter(|w| w.capital) {
            let said = self.text.get(word.start..word.end).unwrap_or_default();
            let taken = found.partition_point(|m| m.range.end <= word.start);
            let free = found.get(taken).is_none_or(|m| m.range.start >= word.end);
            if free && framed.contains(said) {
                more.push(Mention {
                    range: word.start..word.end,
                    said: said.to_owned(),
                    key: fold(said),
                    sites: Vec::new(),
                    people: false,
                    cue: 6.0,
                    person: false,
                    unit: None,
                });
            }
        }
        found.append(&mut more);
        found.sort_by_key(|m| m.range.start);
    }

    /// "Ill." and "IN" are states only after a place and a comma; "Ky." anywhere.
    fn is_state_here(&self, at: usize, name: &str) -> bool {
        let after_comma = at.checked_sub(1).is_some_and(|b| {
            self.gap(b).trim() == "," && self.words.get(b).is_some_and(|w| w.capital)
        });
        after_comma || name.matches('.').count() > 1
    }

    /// Whether an article begins with the name: "LONDON (AP) —", "Niamey, March 20 –".
    pub(super) fn dateline(&self, at: usize, end: usize) -> bool {
        let start = self.words.get(at).map_or(0, |w| w.start);
        let opens = self.text.get(..start).is_none_or(|t| {
            t.trim_end_matches([' ', '\u{a0}']).is_empty()
                || t.trim_end_matches([' ', '\u{a0}']).ends_with('\n')
        });
        let after = self.words.get(end.saturating_sub(1)).map_or(start, |w| w.end);
        let rest: String = self.text.get(after..).unwrap_or_default().chars().take(40).collect();
        let line = rest.lines().next().unwrap_or_default();
        opens
            && (line.trim_start().starts_with('(')
                || line.contains(" — ")
                || line.contains(" – ")
                || line.contains(" - ")
                || line.contains("--"))
    }
}
