//! A sentence as a row of chunks, one letter each, in which the rules are regular expressions.
//!
//! | letter | chunk |
//! | --- | --- |
//! | `Q` `E` `X` `I` | a number of people: with a word for them, without one, with an unknown word; one ("a soldier") |
//! | `q` | such a number after a preposition: in a phrase of its own |
//! | `z` | a number of something else |
//! | `s` `N` | one person told by what he is ("the chief"), or by name |
//! | `y` | people without a number |
//! | `V` `G` `P` `D` `T` | killed, killing, kill, dead, died (and all other harm) |
//! | `L` `Y` | death toll; claimed the lives of |
//! | `b` `h` `m` `x` | was, have, could, not |
//! | `c` `,` `;` `w` | and, comma, stop, while |
//! | `e` `o` `p` `r` `t` `u` | including, of, in, who, to, they |
//! | `k` `S` | another verb; said |
//! | `j` | in addition to |
//! | `n` | any other word |
//!
//! Articles, adverbs and quotes have no letter.

use super::lexicon::{Kind, Term};
use super::quantity::{Counter, Counts, Quantity};
use super::token::TokenKind;
use crate::model::Outcome;

/// A chunk of a sentence.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// Its letter.
    pub letter: u8,
    /// The first token and the one after the last.
    pub tokens: (usize, usize),
    /// The outcome, where it names one; "killed and wounded" is one chunk for casualties.
    pub outcome: Option<Outcome>,
    /// The number of people, by its index in [`Chunks::quantities`].
    pub quantity: Option<usize>,
}

/// A sentence in chunks.
#[derive(Debug, Default)]
pub struct Chunks {
    /// The chunks.
    pub row: Vec<Chunk>,
    /// Their letters.
    pub letters: String,
    /// The numbers of people.
    pub quantities: Vec<Quantity>,
}

impl Chunks {
    /// The chunks of the tokens from `from` to `to`.
    pub fn read(counter: Counter<'_>, from: usize, to: usize) -> Self {
        let mut chunks = Self::default();
        let mut at = from;
        while at < to {
            at = chunks.push(&counter, at, to, from).max(at + 1);
        }
        chunks.join_outcomes();
        chunks.spell();
        chunks
    }

    /// Adds the chunk at a token and says where the next begins.
    fn push(&mut self, counter: &Counter<'_>, at: usize, to: usize, from: usize) -> usize {
        let words = counter.words;
        let Some(token) = words.tokens.get(at) else { return to };
        if let TokenKind::Sign(sign) = token.kind {
            let letter = match sign {
                ',' | '(' | ')' | '—' | '–' | '-' | '[' | ']' => b',',
                ';' | ':' | '|' | '•' => b';',
                _ => return at + 1,
            };
            if sign == '(' && words.word(at + 2) == ")" {
                return at + 3;
            }
            self.add(letter, (at, at + 1), None);
            return at + 1;
        }
        if let Some(quantity) =
            counter.read(at, to).or_else(|| counter.both(at)).or_else(|| counter.one(at, to))
        {
            return self.add_quantity(quantity, from);
        }
        if token.kind != TokenKind::Word {
            self.add(b'z', (at, at + 1), None);
            return at + 1;
        }
        let Some((term, after)) = counter.lexicon.words.at(words, at) else {
            return self.unknown(counter, at, to, from);
        };
        let letter = match term.kind {
            Kind::HarmDone => b'V',
            Kind::HarmDoing => b'G',
            Kind::HarmDo => b'P',
            Kind::HarmState => b'D',
            Kind::HarmDie => b'T',
            Kind::Toll => b'L',
            Kind::CostLives => b'Y',
            Kind::People => b'y',
            Kind::Person => b's',
            Kind::Be => b'b',
            Kind::Have => b'h',
            Kind::Modal => b'm',
            Kind::Not => b'x',
            Kind::And => b'c',
            Kind::Including => b'e',
            Kind::Of => b'o',
            Kind::Preposition => b'p',
            Kind::Relative => b'r',
            Kind::To => b't',
            Kind::Clause => b'w',
            Kind::Pronoun => b'u',
            Kind::Verb => b'k',
            // "were reported killed".
            Kind::Speech if self.is_hearsay(counter, after) => return after,
            Kind::Speech => b'S',
            Kind::Also => b'j',
            Kind::Adverb | Kind::Determiner | Kind::Filler => return after,
            Kind::Adjective
            | Kind::Unit
            | Kind::Time
            | Kind::BeforeNumber
            | Kind::AfterNumber
            | Kind::Background
            | Kind::Several
            | Kind::Accident => b'n',
        };
        self.add(letter, (at, after), Some(term));
        after
    }

    /// Whether a verb of speech only says that what is told is not certain.
    fn is_hearsay(&self, counter: &Counter<'_>, after: usize) -> bool {
        let next = counter.lexicon.words.at(counter.words, after).map(|(term, _)| term.kind);
        let passive = self.row.last().is_some_and(|chunk| chunk.letter == b'b');
        passive && matches!(next, Some(Kind::HarmDone | Kind::HarmState | Kind::To | Kind::Be))
            || matches!(next, Some(Kind::HarmDone | Kind::HarmState))
                && self.row.last().is_some_and(|chunk| chunk.quantity.is_some())
    }

    /// A word that no list knows: part of a name where it has a capital, a verb where it looks like
    /// one.
    fn unknown(&mut self, counter: &Counter<'_>, at: usize, to: usize, from: usize) -> usize {
        let words = counter.words;
        let capital = |at: usize| {
            words.tokens.get(at).is_some_and(|t| t.capital && t.kind == TokenKind::Word)
        };
        let word = words.word(at);
        if word == "s" {
            return at + 1;
        }
        if capital(at) {
            let mut end = at + 1;
            // "ISIL Beheads 8 Militants": a headline's capitals make no name.
            let free = |at: usize| counter.lexicon.words.at(words, at).is_none();
            while end < to
                && (capital(end) && free(end)
                    || matches!(words.word(end), "-" | "." | "al" | "bin" | "abu"))
            {
                end += 1;
            }
            // The full stop behind a name ends the sentence.
            while end > at + 1 && matches!(words.word(end - 1), "-" | ".") {
                end -= 1;
            }
            // The first word of a sentence has a capital whatever it is.
            let name = at > from || end > at + 1 || !word.ends_with("ed") && !word.ends_with("ly");
            self.add(if name { b'N' } else { b'n' }, (at, end), None);
            return end;
        }
        let verb = word.len() > 4 && word.ends_with("ed") && !word.contains('-');
        if word.ends_with("ly") && word.len() > 4 {
            return at + 1;
        }
        if word.ends_with("year-old") {
            self.add(b's', (at, at + 1), None);
            return at + 1;
        }
        self.add(if verb { b'k' } else { b'n' }, (at, at + 1), None);
        at + 1
    }

    fn add(&mut self, letter: u8, tokens: (usize, usize), term: Option<&Term>) {
        let outcome = term.and_then(|term| term.outcome.clone());
        self.row.push(Chunk { letter, tokens, outcome, quantity: None });
    }

    fn add_quantity(&mut self, quantity: Quantity, _from: usize) -> usize {
        if quantity.of_family {
            // "a family of six" is six people.
            while self.row.last().is_some_and(|c| matches!(c.letter, b'o' | b'n' | b'y')) {
                self.row.pop();
            }
        }
        let oblique = self.row.last().is_some_and(|c| matches!(c.letter, b'p' | b'o'));
        let letter = match quantity.counts {
            Counts::Things => b'z',
            _ if oblique => b'q',
            Counts::People => b'Q',
            Counts::Unsaid => b'E',
            Counts::Unknown => b'X',
            Counts::One => b'I',
        };
        let tokens = quantity.tokens;
        let state = quantity.state.clone();
        self.add(letter, tokens, None);
        if letter != b'z'
            && let Some(chunk) = self.row.last_mut()
        {
            chunk.quantity = Some(self.quantities.len());
        }
        self.quantities.push(quantity);
        if let Some((outcome, _)) = state
            && letter != b'z'
        {
            self.row.push(Chunk { letter: b'D', tokens, outcome: Some(outcome), quantity: None });
        }
        tokens.1
    }

    /// "killed and wounded" tells of casualties of both kinds; "shot and killed" of killed.
    fn join_outcomes(&mut self) {
        let mut at = 0;
        while at + 2 < self.row.len() {
            let (Some(first), Some(joint), Some(second)) =
                (self.row.get(at), self.row.get(at + 1), self.row.get(at + 2))
            else {
                break;
            };
            let harm = |c: &Chunk| matches!(c.letter, b'V' | b'G' | b'P' | b'D' | b'T');
            if joint.letter == b'c'
                && harm(first)
                && harm(second)
                && first.outcome != second.outcome
            {
                let pair = (first.outcome.clone(), second.outcome.clone());
                let is = |o: &Option<Outcome>, wanted: Outcome| *o == Some(wanted);
                let killed = is(&pair.0, Outcome::Killed) || is(&pair.1, Outcome::Killed);
                let injured = is(&pair.0, Outcome::Injured) || is(&pair.1, Outcome::Injured);
                let outcome = if killed && injured {
                    Some(Outcome::Casualties)
                } else if killed {
                    Some(Outcome::Killed)
                } else if is(&pair.0, Outcome::Casualties) {
                    pair.1
                } else {
                    pair.0
                };
                let tokens = (first.tokens.0, second.tokens.1);
                let letter =
                    if first.letter == b'D' && second.letter == b'V' { b'V' } else { first.letter };
                if let Some(chunk) = self.row.get_mut(at) {
                    *chunk = Chunk { letter, tokens, outcome, ..chunk.clone() };
                }
                self.row.drain(at + 1..at + 3);
            } else {
                at += 1;
            }
        }
    }

    /// Writes the letters down again after the row has changed.
    pub fn spell(&mut self) {
        self.letters = self.row.iter().map(|chunk| char::from(chunk.letter)).collect();
    }

    /// The letter at an index; a stop beyond the ends.
    pub fn letter(&self, at: Option<usize>) -> u8 {
        at.and_then(|at| self.row.get(at)).map_or(b'.', |chunk| chunk.letter)
    }

    /// Takes out "…, including four soldiers and a child," and gives the numbers in it, each with
    /// the index in the row of the chunk before the insertion.
    pub fn take_insertions(&mut self) -> Vec<(usize, usize)> {
        let mut parts = Vec::new();
        let mut at = 0;
        while at < self.row.len() {
            // "…, of whom 12 were children".
            let of_whom = self.letter(Some(at)) == b'o' && self.letter(Some(at + 1)) == b'r';
            if self.letter(Some(at)) != b'e' && !of_whom {
                at += 1;
                continue;
            }
            let start = if at > 0 && self.letter(Some(at - 1)) == b',' { at - 1 } else { at };
            let mut end = self.insertion_end(at);
            // "38 civilians, all of one family, including 23 children, were killed": the last comma
            // closes what the first has opened.
            let counted = |c: &Chunk| matches!(c.letter, b'Q' | b'E' | b'X' | b'I');
            let head = self.row.get(..start).and_then(|row| row.iter().rposition(counted));
            let open =
                head.is_some_and(|head| (head + 1..start).any(|at| self.letter(Some(at)) == b','));
            if open && end > start + 1 && self.letter(Some(end - 1)) == b',' {
                end -= 1;
            }
            let before = start.saturating_sub(1);
            for chunk in self.row.get(at..end).unwrap_or_default() {
                if let Some(quantity) = chunk.quantity {
                    parts.push((quantity, before));
                }
            }
            self.row.drain(start..end);
            at = start;
        }
        self.spell();
        parts
    }

    /// Where an insertion ends: at its last comma before the next verb, else at that verb.
    fn insertion_end(&self, at: usize) -> usize {
        let mut comma = None;
        let mut end = at + 1;
        while end < self.row.len() {
            match self.letter(Some(end)) {
                b'b' | b'h' | b'V' | b'T' | b'G' | b'P' | b'w' | b';' | b'S' | b'k' | b'm' => break,
                b'r' if end > at + 1 => break,
                b',' => comma = Some(end + 1),
                _ => {}
            }
            end += 1;
        }
        comma.unwrap_or(end)
    }
}
