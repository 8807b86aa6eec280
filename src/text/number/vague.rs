//! Vague quantities: "several hundred", "dozens", "des milliers".

use super::reader::{Read, Reader};
use super::words::VAGUE_WORDS;
use super::{Kind, Numeral, VagueWord};

impl Reader<'_> {
    /// Several, many, dozens of, des centaines de milliers.
    pub(super) fn vague(&self, at: usize) -> Option<Read> {
        let done = |key: &'static str, end: usize| {
            let word = VAGUE_WORDS.iter().find(|k| **k == key)?;
            let value = Some(Numeral::Vague(VagueWord { word: (*word).to_owned() }));
            Some(Read { end, value, article_like: false })
        };
        let pass = |end: usize| Some(Read { end, value: None, article_like: false });
        let word = self.word(at);
        let next = self.word(at + 1);
        let third = self.word(at + 2);
        let before = at.checked_sub(1).map_or("", |b| self.word(b));
        match word {
            "as" if matches!(next, "many" | "few") && third == "as" => pass(at + 3),
            "how" | "so" | "too" | "very" if matches!(next, "many" | "few") => {
                if word == "very" {
                    done("few", at + 2).filter(|_| next == "few")
                } else {
                    pass(at + 2)
                }
            }
            "multiple" if matches!(next, "rocket" | "launch" | "launcher") => None,
            "many" | "numerous" | "multiple" | "countless" | "nombreux" | "nombreuses" => done(
                match word {
                    "numerous" => "numerous",
                    "multiple" => "multiple",
                    "countless" => "countless",
                    _ => "many",
                },
                at + 1,
            ),
            "beaucoup" if matches!(next, "de" | "d") => done("many", at + 1),
            "a" if matches!(next, "few") => {
                self.counted("few", at + 2).or_else(|| done("few", at + 2))
            }
            "a" if next == "handful" => done("handful", at + 2),
            "a" if next == "number" && third == "of" => done("number", at + 2),
            "a" | "an"
                if matches!(
                    next,
                    "large"
                        | "great"
                        | "huge"
                        | "high"
                        | "unknown"
                        | "significant"
                        | "substantial"
                        | "considerable"
                ) && third == "number" =>
            {
                done(if next == "unknown" { "number" } else { "large number" }, at + 3)
            }
            // "a “substantial number of the terrorists”".
            "large" | "great" | "huge" | "substantial" | "considerable" | "significant"
                if matches!(next, "numbers" | "number") && third == "of" =>
            {
                done("large number", at + 2)
            }
            "un" if matches!(next, "grand" | "très" | "certain") => {
                let noun = if next == "très" { at + 3 } else { at + 2 };
                let key = if next == "certain" { "number" } else { "large number" };
                (self.word(noun) == "nombre").then(|| done(key, noun + 1))?
            }
            "une" if next == "poignée" => done("handful", at + 2),
            "few" if before != "the" => self.counted("few", at + 1).or_else(|| done("few", at + 1)),
            "quelques" => match self.tokens.get(at + 1).map(|t| t.kind) {
                // Often written for "quelque", about.
                Some(Kind::Whole(_)) => None,
                _ if self.french(at + 1).is_some() => None,
                _ => self.counted("few", at + 1).or_else(|| done("few", at + 1)),
            },
            "several" | "plusieurs" => {
                self.counted("several", at + 1).or_else(|| done("several", at + 1))
            }
            "tens" | "dizaines" | "hundreds" | "centaines" if self.thousands_of(at) => {
                let tens = matches!(word, "tens" | "dizaines");
                done(if tens { "tens of thousands" } else { "hundreds of thousands" }, at + 3)
            }
            "tens" => done("tens", at + 1).filter(|_| {
                matches!(next, "of" | "killed" | "dead" | "injured" | "wounded" | "more" | "others")
            }),
            "dizaines" => done("tens", at + 1),
            "dozens" | "douzaines" => done("dozens", at + 1),
            "scores" => done("scores", at + 1).filter(|_| {
                matches!(
                    next,
                    "of" | "more"
                        | "were"
                        | "are"
                        | "have"
                        | "had"
                        | "dead"
                        | "killed"
                        | "injured"
                        | "wounded"
                        | "others"
                )
            }),
            "vingtaines" => done("scores", at + 1),
            "hundreds" | "centaines" => done("hundreds", at + 1),
            "thousands" | "milliers" => done("thousands", at + 1),
            "millions" => done("millions", at + 1),
            _ => None,
        }
    }

    /// "several hundred", "a few dozen", "plusieurs centaines", "quelques milliers".
    fn counted(&self, kind: &str, at: usize) -> Option<Read> {
        let at = self.follow(at)?;
        let thousands = self.thousands_of(at);
        let hundred = matches!(self.word(at), "hundred" | "hundreds" | "centaines");
        let key = match self.word(at) {
            _ if thousands => {
                if hundred {
                    "hundreds of thousands".to_owned()
                } else {
                    "tens of thousands".to_owned()
                }
            }
            "hundred" if matches!(self.word(at + 1), "thousand") => {
                return Some(Read {
                    end: at + 2,
                    value: Some(Numeral::Vague(VagueWord {
                        word: "hundreds of thousands".to_owned(),
                    })),
                    article_like: false,
                });
            }
            "dizaines" | "tens" => "tens".to_owned(),
            "dozen" | "dozens" | "douzaines" => format!("{kind} dozen"),
            "hundred" | "hundreds" | "centaines" => format!("{kind} hundred"),
            "thousand" | "thousands" | "milliers" => format!("{kind} thousand"),
            "million" | "millions" => format!("{kind} million"),
            _ => return None,
        };
        let end = if thousands { at + 3 } else { at + 1 };
        let value = Some(Numeral::Vague(VagueWord { word: key }));
        Some(Read { end, value, article_like: false })
    }

    fn thousands_of(&self, at: usize) -> bool {
        matches!(self.word(at), "tens" | "hundreds" | "dizaines" | "centaines")
            && matches!(self.word(at + 1), "of" | "de")
            && matches!(self.word(at + 2), "thousands" | "milliers")
    }
}
