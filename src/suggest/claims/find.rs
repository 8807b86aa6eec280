//! Numbers of people and what happened to them, as the rules find them in one sentence.

use super::rules::{COMPILED, Rule};
use crate::model::{Category, Outcome};
use crate::suggest::chunks::Chunks;
use crate::suggest::page::Page;
use crate::suggest::quantity::Counts;

/// A number and its outcome.
#[derive(Clone, Debug)]
pub struct Found {
    /// The number of people, by its index in the sentence's quantities; none for a person told
    /// without one.
    pub quantity: Option<usize>,
    /// The tokens of the person who is told without a number.
    pub person: (usize, usize),
    /// What happened.
    pub outcome: Outcome,
    /// The tokens of the words for it.
    pub harm: (usize, usize),
    /// The rule.
    pub rule: &'static str,
    /// Whether it stands in a list with others: "two soldiers and three civilians".
    pub listed: bool,
    /// The entry of the same sentence that it counts a part of.
    pub part_of: Option<usize>,
    /// Whether it counts a part of the victims, told in this sentence or not.
    pub is_part: bool,
}

/// Whether a sentence may say what happened to people at all.
pub fn may_tell(chunks: &Chunks) -> bool {
    chunks.letters.bytes().any(|b| matches!(b, b'V' | b'G' | b'P' | b'D' | b'T' | b'L' | b'Y'))
        || chunks.quantities.iter().any(|q| q.is_part)
}

/// Applies the rules to a sentence.
pub fn find(page: &Page<'_>, chunks: &mut Chunks) -> Vec<Found> {
    let insertions = chunks.take_insertions();
    let chunks: &Chunks = chunks;
    let mut finder =
        Finder { page, chunks, found: Vec::new(), harms: Vec::new(), lists: Vec::new() };
    for (rule, regex) in COMPILED.iter() {
        // Finding nothing is cheap, finding groups is not.
        if !regex.is_match(&finder.chunks.letters) {
            continue;
        }
        let mut from = 0;
        while let Some(hit) = regex.captures_at(&finder.chunks.letters, from) {
            let (Some(list), Some(harm)) = (hit.name("list"), hit.name("harm")) else { break };
            let whole = hit.get(0).map_or(list.range(), |m| m.range());
            let taken = finder.take(rule, list.range(), harm.start(), whole.clone());
            from = if taken { whole.end.max(from + 1) } else { whole.start + 1 };
            if from > finder.chunks.letters.len() {
                break;
            }
        }
    }
    finder.parts(&insertions);
    let mut found = finder.found;
    found.sort_by_key(|f| {
        f.quantity.map_or(f.person.0, |q| chunks.quantities.get(q).map_or(0, |q| q.tokens.0))
    });
    found
}

struct Finder<'a, 'b> {
    page: &'b Page<'a>,
    chunks: &'b Chunks,
    found: Vec<Found>,
    /// Chunks whose outcome is told for.
    harms: Vec<usize>,
    /// Chunks that stand in a list that was read.
    lists: Vec<usize>,
}

impl Finder<'_, '_> {
    /// Takes in a match. False where it is none.
    fn take(
        &mut self,
        rule: &'static Rule,
        mut list: std::ops::Range<usize>,
        harm: usize,
        whole: std::ops::Range<usize>,
    ) -> bool {
        if self.harms.contains(&harm) {
            return false;
        }
        if list.start < harm && !self.own_list(&mut list) {
            return false;
        }
        while !rule.yields_to.is_empty() && self.yields(rule, list.end) {
            // Its last number belongs to what follows.
            let letters = self.chunks.letters.get(list.clone()).unwrap_or_default();
            let Some(last) = letters.rfind(['Q', 'E', 'X', 'I', 's', 'N']) else { return false };
            let kept = letters.get(..last).unwrap_or_default().trim_end_matches([',', 'c']);
            if kept.is_empty() {
                return false;
            }
            list.end = list.start + kept.len();
        }
        if list.clone().any(|at| self.lists.contains(&at)) {
            return false;
        }
        if rule.can_be_denied && self.denied(list.clone(), harm, &whole) {
            return false;
        }
        if matches!(rule.name, "victims harmed" | "victims dead") && self.has_object(harm) {
            return false;
        }
        // "Two defenders are missing" from a team, as far as anybody can tell.
        if rule.name == "victims among the dead" && self.chunks.letter(Some(list.start)) == b'X' {
            return false;
        }
        self.widen(rule, &mut list, harm);
        // "The death toll from a Syrian …" is none.
        if rule.name == "toll" && self.is_one(list.start) {
            return false;
        }
        let persons = matches!(self.chunks.letter(Some(list.start)), b's' | b'N');
        let Some(outcome) = self.chunks.row.get(harm).and_then(|c| c.outcome.clone()) else {
            return false;
        };
        if persons && !self.person_can(list.clone(), harm, &outcome) {
            return false;
        }
        let members = self.members(list.clone());
        if members.is_empty() {
            return false;
        }
        let harm_tokens = self.chunks.row.get(harm).map_or((0, 0), |c| c.tokens);
        let listed = members.len() > 1;
        for at in &members {
            let Some(chunk) = self.chunks.row.get(*at) else { continue };
            self.found.push(Found {
                quantity: chunk.quantity,
                person: chunk.tokens,
                outcome: outcome.clone(),
                harm: harm_tokens,
                rule: rule.name,
                listed,
                part_of: None,
                is_part: rule.name == "victims among the dead" && self.is_among(harm)
                    || rule.name == "among the dead were victims",
            });
        }
        self.harms.push(harm);
        self.lists.extend(list);
        true
    }

    /// "The commander and two of his guards were killed": he is one of them.
    fn widen(&self, rule: &Rule, list: &mut std::ops::Range<usize>, harm: usize) {
        if !matches!(rule.name, "victims were harmed" | "victims died") || list.start > harm {
            return;
        }
        let letter = |back: usize| {
            list.start.checked_sub(back).map_or(b'.', |at| self.chunks.letter(Some(at)))
        };
        let begins = matches!(letter(3), b'.' | b';' | b'w');
        if letter(1) == b'c' && matches!(letter(2), b's' | b'N') && begins {
            list.start -= 2;
        }
    }

    /// "were among the dead", and not "are dead", "sont morts".
    fn is_among(&self, harm: usize) -> bool {
        harm.checked_sub(1).is_some_and(|at| matches!(self.chunks.letter(Some(at)), b'p' | b'o'))
    }

    /// Whether a chunk is one person, told with an article.
    fn is_one(&self, at: usize) -> bool {
        let quantity = self.chunks.row.get(at).and_then(|c| c.quantity);
        let quantity = quantity.and_then(|q| self.chunks.quantities.get(q));
        quantity.is_some_and(|q| q.counts == Counts::One)
    }

    /// Whether a chunk counts people of no kind in particular.
    fn is_anybody(&self, at: usize) -> bool {
        let quantity = self.chunks.row.get(at).and_then(|c| c.quantity);
        let quantity = quantity.and_then(|q| self.chunks.quantities.get(q));
        quantity.is_none_or(|q| q.category == Category::Unknown)
    }

    /// Whether what stands behind a list takes its last number.
    fn yields(&self, rule: &Rule, end: usize) -> bool {
        let next = self.chunks.letter(Some(end));
        let object = matches!(self.chunks.letter(Some(end + 1)), b'Q' | b'E' | b'X' | b'I');
        rule.yields_to.bytes().any(|b| b == next) && !(next == b'V' && object)
    }

    /// "killed 40 people and 12 were injured": only the 12 are the subject. False where nothing is
    /// left of the list.
    fn own_list(&self, list: &mut std::ops::Range<usize>) -> bool {
        let before = list.start.checked_sub(1).map_or(b'.', |at| self.chunks.letter(Some(at)));
        if !matches!(before, b'V' | b'G' | b'P' | b'Y') {
            return true;
        }
        let letters = self.chunks.letters.get(list.clone()).unwrap_or_default();
        let Some(joint) = letters.rfind('c').filter(|at| at + 1 < letters.len()) else {
            return false;
        };
        list.start += joint + 1;
        true
    }

    /// The chunks of a list that stand for people: "Issa, a judge," is one person.
    fn members(&self, list: std::ops::Range<usize>) -> Vec<usize> {
        let letters = self.chunks.letters.get(list.clone()).unwrap_or_default().as_bytes();
        let mut members: Vec<usize> = Vec::new();
        let mut joined = true;
        for (nth, letter) in letters.iter().enumerate() {
            match letter {
                b'Q' | b'E' | b'X' | b'q' => members.push(list.start + nth),
                // Behind another one, without "and", it says who that is.
                // "members of the Esh and Helou families": no Helou died.
                b'N' if self.chunks.letter(Some(list.start + nth + 1)) == b'y' => {}
                b'N' | b's' | b'I' => {
                    let counted = members.last().is_some_and(|last| self.is_counted(*last));
                    if joined || counted && *letter == b'I' {
                        members.push(list.start + nth);
                    }
                }
                _ => {}
            }
            joined = *letter == b'c';
        }
        // "In addition to the bomber, 18 people were killed."
        let before = self.chunks.letters.get(..list.start).unwrap_or_default();
        let person = before.strip_suffix(',').unwrap_or(before);
        if person.ends_with("js") || person.ends_with("jN") || person.ends_with("jI") {
            members.insert(0, person.len() - 1);
        }
        // "One civilian, a shepherd, was killed": one.
        let single = |at: &usize| self.chunks.letter(Some(*at)) == b'I';
        if !letters.contains(&b'c') && members.len() > 1 && members.iter().skip(1).all(single) {
            members.truncate(1);
        }
        // "Two people, a clerk and a teacher, were killed": two.
        let number = |at: &usize| self.number(*at);
        if members.len() > 2
            && let Some((first, rest)) = members.split_first()
            && (self.is_anybody(*first) || rest.iter().all(single))
            && let Some(whole) = self.number(*first)
            && rest.iter().map(number).try_fold(0u64, |sum, n| Some(sum + n?)) == Some(whole)
        {
            members.truncate(1);
        }
        members
    }

    /// Whether a chunk is a number of several.
    fn is_counted(&self, at: usize) -> bool {
        matches!(self.chunks.letter(Some(at)), b'Q' | b'E' | b'X' | b'q' | b'I')
    }

    /// How many a chunk of a list says that there were.
    fn number(&self, at: usize) -> Option<u64> {
        let chunk = self.chunks.row.get(at)?;
        match chunk.quantity.and_then(|q| self.chunks.quantities.get(q)) {
            Some(quantity) => quantity.figure.floor(),
            None => Some(1),
        }
    }

    /// Whether "could", "not", "to" or the like make it no report.
    fn denied(
        &self,
        list: std::ops::Range<usize>,
        harm: usize,
        whole: &std::ops::Range<usize>,
    ) -> bool {
        let inside = self.chunks.letters.get(whole.clone()).unwrap_or_default();
        if inside.contains(['m', 'x']) {
            return true;
        }
        let start = list.start.min(harm);
        let mut back = start;
        // To the beginning of the clause, a few chunks at most.
        for _ in 0..4 {
            let Some(before) = back.checked_sub(1) else { break };
            match self.chunks.letter(Some(before)) {
                b'm' | b'x' => return true,
                b't' => return harm == start && self.chunks.letter(Some(harm)) == b'P',
                b'b' | b'h' | b'c' | b'r' | b'u' | b'G' => back = before,
                _ => break,
            }
        }
        false
    }

    /// "40 rebels killed 12 soldiers": what stands before the harm did it.
    fn has_object(&self, harm: usize) -> bool {
        if self.chunks.letter(Some(harm)) != b'V' {
            return false;
        }
        let rest = self.chunks.letters.get(harm + 1..).unwrap_or_default();
        if rest.starts_with('s') {
            return true;
        }
        if !rest.starts_with(['Q', 'E', 'X', 'I']) {
            return false;
        }
        let behind = rest.trim_start_matches(['Q', 'E', 'X', 'I', 'c', ',']);
        !behind.starts_with(['V', 'D', 'T'])
    }

    /// Whether one person told by name or office can be meant.
    fn person_can(&self, list: std::ops::Range<usize>, harm: usize, outcome: &Outcome) -> bool {
        if !matches!(outcome, Outcome::Killed | Outcome::Injured | Outcome::Abducted) {
            return false;
        }
        if list.start.checked_sub(1).is_some_and(|b| {
            matches!(self.chunks.letter(Some(b)), b'p' | b'o' | b'y' | b'z' | b't')
        }) {
            return false;
        }
        let between = self.chunks.row.get(list.end.min(harm)..harm).unwrap_or_default();
        let plural = between.iter().any(|c| {
            c.letter == b'b'
                && matches!(self.page.words().word(c.tokens.0), "were" | "are" | "sont" | "étaient")
        });
        !(plural && self.members(list).len() < 2)
    }

    /// Parts of victims that stand in insertions or as "14 of the dead".
    fn parts(&mut self, insertions: &[(usize, usize)]) {
        for (quantity, before) in insertions {
            let Some(part) = self.chunks.quantities.get(*quantity) else { continue };
            if part.counts == Counts::One || part.counts == Counts::Things {
                continue;
            }
            let at = part.tokens.0;
            let parent = self.parent(at);
            let outcome = parent.and_then(|p| self.found.get(p)).map(|p| p.outcome.clone());
            let outcome =
                outcome.or_else(|| self.chunks.row.get(*before).and_then(|c| c.outcome.clone()));
            if let Some(outcome) = outcome {
                self.part(*quantity, outcome, parent, "part of the victims");
            }
        }
        for nth in 0..self.chunks.quantities.len() {
            let Some(quantity) = self.chunks.quantities.get(nth) else { continue };
            if !quantity.is_part {
                continue;
            }
            let of = quantity.part_of.clone();
            let parent = self.parent(quantity.tokens.0);
            if let Some(known) = self.found.iter_mut().find(|f| f.quantity == Some(nth)) {
                known.is_part = true;
                known.part_of = parent.filter(|_| known.part_of.is_none());
                continue;
            }
            let outcome =
                of.or_else(|| parent.and_then(|p| self.found.get(p)).map(|p| p.outcome.clone()));
            if quantity.counts != Counts::Things
                && quantity.counts != Counts::One
                && let Some(outcome) = outcome
            {
                self.part(nth, outcome, parent, "so many of them");
            }
        }
    }

    fn part(
        &mut self,
        quantity: usize,
        outcome: Outcome,
        parent: Option<usize>,
        rule: &'static str,
    ) {
        if self.found.iter().any(|f| f.quantity == Some(quantity)) {
            return;
        }
        let tokens = self.chunks.quantities.get(quantity).map_or((0, 0), |q| q.tokens);
        self.found.push(Found {
            quantity: Some(quantity),
            person: tokens,
            outcome,
            harm: tokens,
            rule,
            listed: false,
            part_of: parent,
            is_part: true,
        });
    }

    /// The entry before a token that counts a whole.
    fn parent(&self, at: usize) -> Option<usize> {
        let start = |f: &Found| {
            f.quantity
                .and_then(|q| self.chunks.quantities.get(q))
                .map_or(f.person.0, |q| q.tokens.0)
        };
        let wholes = self.found.iter().enumerate().filter(|(_, f)| !f.is_part && start(f) < at);
        wholes.max_by_key(|(_, f)| start(f)).map(|(nth, _)| nth)
    }
}

/// "No casualties were reported", "no one was killed": the outcome that there was none of, the
/// words, and whether it is said expressly.
pub fn none_told(page: &Page<'_>, chunks: &Chunks) -> Option<(Outcome, (usize, usize), bool)> {
    let words = page.words();
    for (at, chunk) in chunks.row.iter().enumerate().filter(|(_, c)| c.letter == b'x') {
        let word = words.word(chunk.tokens.0);
        let counts_none = matches!(
            word,
            "no" | "nobody"
                | "none"
                | "zero"
                | "without"
                | "aucun"
                | "aucune"
                | "sans"
                | "never"
                | "not"
                | "didn"
                | "did"
        );
        if !counts_none {
            continue;
        }
        let mut stated = true;
        for next in chunks.row.iter().skip(at + 1).take(4) {
            stated &= next.letter != b'S';
            match next.letter {
                b'D' | b'V' => {
                    let outcome = next.outcome.clone()?;
                    return Some((outcome, (chunk.tokens.0, next.tokens.1), stated));
                }
                b'n' | b'y' | b'b' | b's' | b'h' | b'I' | b'E' | b'S' => {}
                _ => break,
            }
        }
    }
    None
}
