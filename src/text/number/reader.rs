//! How the words of a number are put together, in English and French.

use super::words::{
    ENGLISH_SIGNS, FRENCH_SIGNS, aine, english_word, french_word, is_ordinal, scale_of,
};
use super::{Kind, Numeral, Token};

/// What was read from a token on.
pub(super) struct Read {
    /// The token after the last one read.
    pub end: usize,
    /// The number; `None` for words that are to be passed over.
    pub value: Option<Numeral>,
    /// A lone "one", "un", "une".
    pub article_like: bool,
}

/// Reads numbers from tokens.
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a [Token<'a>],
    /// The words in lower case; empty for other tokens.
    words: Vec<String>,
    /// Whether a token follows the one before with nothing, white space or a hyphen between.
    joined: Vec<bool>,
    /// Whether the text is more English than French.
    english: bool,
}

/// A number read so far: its value and the token after it.
type Part = Option<(u64, usize)>;

impl<'a> Reader<'a> {
    pub(super) fn new(text: &str, tokens: &'a [Token<'a>]) -> Self {
        let words: Vec<String> = tokens
            .iter()
            .map(|token| match token.kind {
                Kind::Word(word) => word.to_lowercase(),
                Kind::Whole(_) | Kind::Thousandths(_) | Kind::NoCount | Kind::Other(_) => {
                    String::new()
                }
            })
            .collect();
        let count = |list: &[&str]| words.iter().filter(|w| list.contains(&w.as_str())).count();
        let english = count(ENGLISH_SIGNS) > count(FRENCH_SIGNS);
        let mut joined = vec![false; tokens.len()];
        for (flag, pair) in joined.iter_mut().skip(1).zip(tokens.windows(2)) {
            if let [a, b] = pair {
                let gap = text.get(a.end..b.start).unwrap_or_default();
                // A line end within a number is a wrapped line; an empty line is not.
                *flag = gap.matches('\n').count() < 2;
            }
        }
        Reader { tokens, words, joined, english }
    }

    /// The number that begins at token `at`.
    pub(super) fn read(&self, at: usize) -> Option<Read> {
        match self.tokens.get(at)?.kind {
            Kind::Whole(n) => Some(self.scaled(n.checked_mul(1000), n, at + 1)),
            Kind::Thousandths(n) => {
                let read = self.scaled(Some(n), 0, at + 1);
                // Without a scale a decimal is no count.
                Some(if read.end == at + 1 { Read { value: None, ..read } } else { read })
            }
            Kind::Word(_) => self.vague(at).or_else(|| self.spelled(at)),
            Kind::NoCount => Some(Read { end: at + 1, value: None, article_like: false }),
            Kind::Other(_) => None,
        }
    }

    /// A number in digits with the scale behind it, if any ("1.5 million", "12 thousand").
    fn scaled(&self, thousandths: Option<u64>, plain: u64, end: usize) -> Read {
        let scale = self.follow(end).and_then(|next| {
            let word = self.word(next);
            // "5,000 hundred" and "30 cent" are nothing that is said.
            Some((scale_of(word).filter(|_| word != "cent")?, next + 1))
        });
        let read = |value, end| Read { end, value, article_like: false };
        match scale.zip(thousandths) {
            Some(((scale, end), n)) if scale >= 12 => {
                read(n.checked_mul(scale).map(|n| Numeral::Exact(n / 1000)), end)
            }
            _ => {
                let aine = self.follow(end).and_then(|next| {
                    let n = aine(self.word(next).strip_suffix('s')?)?;
                    Some((plain.checked_mul(n)?, next + 1))
                });
                match aine.filter(|_| plain > 0) {
                    Some((n, end)) => read(Some(Numeral::Approximate(n)), end),
                    None => read(Some(Numeral::Exact(plain)), end),
                }
            }
        }
    }

    /// A number in words.
    fn spelled(&self, at: usize) -> Option<Read> {
        let word = self.word(at);
        let exact = |(n, end)| Read { end, value: Some(Numeral::Exact(n)), article_like: false };
        let about =
            |(n, end)| Read { end, value: Some(Numeral::Approximate(n)), article_like: false };
        if let Some(n) = self.approximate(at) {
            return Some(about(n));
        }
        if let Some(n) = self.dozens(at) {
            let some = at.checked_sub(1).is_some_and(|b| self.word(b) == "some");
            let bare = matches!(word, "dozen" | "hundred" | "thousand");
            return Some(if some && bare { about(n) } else { exact(n) });
        }
        let english = self.english(at);
        let french = self.french(at).filter(|_| !(self.english && self.doubtful(at)));
        let (n, end) = match (english, french) {
            (Some(e), Some(f)) => {
                if f.1 > e.1 {
                    f
                } else {
                    e
                }
            }
            (one, other) => one.or(other)?,
        };
        // "twenty-first", "twenty first"; "no one"; "one's".
        let next = self.word(end);
        let hyphen = self.is(end, '-') && self.ordinal(end + 1);
        if hyphen
            || n % 10 == 0 && n > 0 && self.joined_at(end) && is_ordinal(next) && next != "second"
        {
            return Some(Read { end: end + 2, value: None, article_like: false });
        }
        if end == at + 1 {
            let before = at.checked_sub(1).map_or("", |b| self.word(b));
            let possessive = (self.is(end, '\'') || self.is(end, '’')) && self.word(end + 1) == "s";
            if word == "one"
                && (possessive
                    || matches!(
                        before,
                        "no" | "any" | "every" | "some" | "each" | "this" | "that" | "which"
                    ))
            {
                return None;
            }
            if word == "cent" && matches!(before, "per" | "pour") {
                return None;
            }
            if matches!(word, "un" | "une") {
                // "l'un", "UN".
                let shouted = matches!(self.tokens.get(at)?.kind, Kind::Word("UN"));
                if shouted || self.is_before(at, '\'', "l") {
                    return None;
                }
            }
            let some = before == "some" && matches!(word, "hundred" | "thousand" | "million");
            if some {
                return Some(about((n, end)));
            }
        }
        let article_like = matches!(word, "one" | "un" | "une") && end == at + 1;
        Some(Read { end, value: Some(Numeral::Exact(n)), article_like })
    }

    /// French words that an English text may well hold in another sense.
    fn doubtful(&self, at: usize) -> bool {
        matches!(self.word(at), "seize" | "sept" | "cent" | "un" | "une" | "dix" | "mille")
    }

    /// "une trentaine", "deux douzaines", "un millier", "a score", "une centaine de milliers".
    fn approximate(&self, at: usize) -> Part {
        let word = self.word(at);
        let next = self.follow(at + 1);
        if word == "a" && next.is_some_and(|n| self.word(n) == "score") {
            // "a score of 3" is a game's.
            let end = at + 2;
            let of = self.word(end) == "of";
            let digits = self.tokens.get(end + 1).is_some_and(|t| matches!(t.kind, Kind::Whole(_)));
            return (of && !digits).then_some((20, end));
        }
        let (times, noun) = match word {
            "une" | "cette" | "un" | "quelque" => (1, next?),
            "la" | "le" => {
                let noun = next?;
                // "en quarantaine", "la quinzaine": only "la trentaine de …".
                if !matches!(self.word(noun + 1), "de" | "d") {
                    return None;
                }
                (1, noun)
            }
            _ => {
                let (n, end) = self.french(at)?;
                (n, self.follow(end)?)
            }
        };
        let mut name = self.word(noun);
        let mut last = noun;
        let mut half = 1;
        if name == "demi" {
            last = self.follow(noun + 1)?;
            name = self.word(last);
            half = 2;
        }
        let singular = name.strip_suffix('s').filter(|_| times > 1).unwrap_or(name);
        let n = aine(singular)? * times / half;
        let thousands = matches!(self.word(last + 1), "de") && self.word(last + 2) == "milliers";
        Some(if thousands { (n * 1000, last + 3) } else { (n, last + 1) })
    }

    /// "a dozen", "half a dozen", "two dozen", "a couple", "two score", "half a million".
    fn dozens(&self, at: usize) -> Part {
        let unit = |at: usize| match self.word(at) {
            "dozen" => Some(12),
            "score" => Some(20),
            _ => None,
        };
        match self.word(at) {
            "half" => {
                let next = self.follow(at + 1)?;
                let noun =
                    if matches!(self.word(next), "a") { self.follow(next + 1)? } else { next };
                let whole = match self.word(noun) {
                    "dozen" => 12,
                    "million" => 1_000_000,
                    _ => return None,
                };
                Some((whole / 2, noun + 1))
            }
            "a" => {
                let next = self.follow(at + 1)?;
                match self.word(next) {
                    "dozen" => Some((12, next + 1)),
                    "couple" => Some((2, next + 1)),
                    "half" => {
                        let (n, end) = self.dozens(next)?;
                        Some((n, end))
                    }
                    _ => None,
                }
            }
            "dozen" => Some((12, at + 1)),
            _ => {
                let (n, end) = self.english(at)?;
                let noun = self.follow(end)?;
                Some((n.checked_mul(unit(noun)?)?, noun + 1))
            }
        }
    }

    // English: [below 1000] million [below 1000] thousand [below 1000].
    fn english(&self, at: usize) -> Part {
        if self.word(at) == "zero" {
            return Some((0, at + 1));
        }
        self.composed(at, &|reader, at| reader.english_below_thousand(at), "and")
    }

    fn english_below_thousand(&self, at: usize) -> Part {
        let article = matches!(self.word(at), "a" | "an");
        if article {
            let next = self.follow(at + 1)?;
            return match self.word(next) {
                "hundred" => Some(self.english_tail(100, next + 1)),
                // The scale itself is read by the caller.
                "thousand" | "million" | "billion" => Some((1, next)),
                _ => None,
            };
        }
        if self.word(at) == "hundred" {
            return Some(self.english_tail(100, at + 1));
        }
        let (n, end) = self.english_below_hundred(at)?;
        match self.follow(end) {
            Some(next) if self.word(next) == "hundred" && n < 100 && n % 10 != 0 => {
                Some(self.english_tail(n * 100, next + 1))
            }
            _ => Some((n, end)),
        }
    }

    /// What follows "hundred": "and twenty-three".
    fn english_tail(&self, n: u64, end: usize) -> (u64, usize) {
        let rest = self.follow(end).and_then(|next| {
            let next = if self.word(next) == "and" { self.follow(next + 1)? } else { next };
            self.english_below_hundred(next)
        });
        rest.map_or((n, end), |(rest, end)| (n + rest, end))
    }

    fn english_below_hundred(&self, at: usize) -> Part {
        let n = english_word(self.word(at))?;
        if n >= 20
            && let Some(next) = self.follow(at + 1)
            && let Some(unit @ 1..=9) = english_word(self.word(next))
        {
            return Some((n + unit, next + 1));
        }
        Some((n, at + 1))
    }

    // French: [below 1000] million(s) [below 1000] mille [below 1000].
    pub(super) fn french(&self, at: usize) -> Part {
        if self.word(at) == "zéro" {
            return Some((0, at + 1));
        }
        self.composed(at, &|reader, at| reader.french_below_thousand(at), "et")
    }

    fn french_below_thousand(&self, at: usize) -> Part {
        let tail = |n: u64, end: usize| {
            let rest = self.follow(end).and_then(|next| self.french_below_hundred(next));
            rest.map_or((n, end), |(rest, end)| (n + rest, end))
        };
        if self.word(at) == "cent" {
            return Some(tail(100, at + 1));
        }
        let (n, end) = self.french_below_hundred(at)?;
        match self.follow(end) {
            Some(next) if (2..=9).contains(&n) && matches!(self.word(next), "cent" | "cents") => {
                Some(tail(n * 100, next + 1))
            }
            _ => Some((n, end)),
        }
    }

    fn french_below_hundred(&self, at: usize) -> Part {
        let n = french_word(self.word(at))?;
        let next = self.follow(at + 1);
        // Quatre-vingts.
        if n == 4
            && let Some(vingt) = next.filter(|v| matches!(self.word(*v), "vingt" | "vingts"))
        {
            let rest = self.follow(vingt + 1).and_then(|u| self.french_below_twenty(u));
            return Some(rest.map_or((80, vingt + 1), |(rest, end)| (80 + rest, end)));
        }
        if n < 20 {
            return self.french_below_twenty(at);
        }
        let room = if n == 60 { 19 } else { 9 };
        let Some(next) = next else { return Some((n, at + 1)) };
        let (unit, linked) = if self.word(next) == "et" {
            (self.follow(next + 1), true)
        } else {
            (Some(next), false)
        };
        let rest = unit
            .and_then(|u| self.french_below_twenty(u))
            .filter(|(rest, _)| (1..=room).contains(rest) && (!linked || matches!(rest, 1 | 11)));
        Some(rest.map_or((n, at + 1), |(rest, end)| (n + rest, end)))
    }

    fn french_below_twenty(&self, at: usize) -> Part {
        let n = french_word(self.word(at)).filter(|n| *n < 20)?;
        if n == 10
            && let Some(next) = self.follow(at + 1)
            && let Some(unit @ 7..=9) = french_word(self.word(next))
        {
            return Some((10 + unit, next + 1));
        }
        Some((n, at + 1))
    }

    /// Millions, thousands and the rest, each part below a thousand.
    fn composed(&self, at: usize, part: &dyn Fn(&Self, usize) -> Part, and: &str) -> Part {
        let french = and == "et";
        let mut total = 0u64;
        let mut end = at;
        let mut limit = u64::MAX;
        loop {
            let from = if end == at { Some(at) } else { self.follow(end) };
            let Some(from) = from else { break };
            let linked = end > at && !french && self.word(from) == and;
            let from = if linked { self.follow(from + 1).unwrap_or(from) } else { from };
            let bare_thousand = self.word(from) == if french { "mille" } else { "thousand" };
            let (n, after) = if bare_thousand && (french || end == at) {
                (1, from)
            } else {
                match part(self, from) {
                    Some(read) => read,
                    None => break,
                }
            };
            let scale = self.follow(after).or(bare_thousand.then_some(after)).and_then(|next| {
                let word = self.word(next);
                let own = french || !matches!(word, "mille" | "milliard" | "milliards");
                let scale = scale_of(word).filter(|s| *s >= 1000 && own && *s < limit)?;
                (!french || word != "thousand").then_some((scale, next + 1))
            });
            // "two million, three million": the second is a number of its own.
            let over = scale.is_none()
                && end > at
                && self.follow(after).is_some_and(|n| scale_of(self.word(n)) >= Some(1000));
            if over {
                break;
            }
            // "and" links only the last part, and only a small one: "two thousand and three".
            if linked && (scale.is_some() || n >= 100) {
                break;
            }
            match scale {
                Some((scale, after)) => {
                    total = total.saturating_add(n.saturating_mul(scale));
                    end = after;
                    limit = scale;
                }
                None if self.article_only(from, after) => break,
                None => {
                    total = total.saturating_add(n);
                    end = after;
                    break;
                }
            }
        }
        (end > at).then_some((total, end))
    }

    /// Whether only "a" was read, and no scale came.
    fn article_only(&self, from: usize, after: usize) -> bool {
        after == from + 1 && matches!(self.word(from), "a" | "an")
    }

    /// The word at a token in lower case, or "".
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    fn is(&self, at: usize, c: char) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind == Kind::Other(c))
    }

    fn is_before(&self, at: usize, c: char, word: &str) -> bool {
        let apostrophe = at.checked_sub(1).is_some_and(|b| self.is(b, c) || self.is(b, '’'));
        apostrophe && at.checked_sub(2).is_some_and(|b| self.word(b) == word)
    }

    fn ordinal(&self, at: usize) -> bool {
        is_ordinal(self.word(at))
    }

    fn joined_at(&self, at: usize) -> bool {
        self.joined.get(at).copied().unwrap_or(false)
    }

    /// The token that goes on a number at `at`: the one there, or the one after a hyphen.
    pub(super) fn follow(&self, at: usize) -> Option<usize> {
        if !self.joined_at(at) {
            return None;
        }
        if matches!(self.tokens.get(at)?.kind, Kind::Other('-' | '\u{2010}' | '\u{2011}')) {
            let next = self.tokens.get(at + 1)?;
            let glued = next.start == self.tokens.get(at)?.end;
            return glued.then_some(at + 1);
        }
        Some(at)
    }
}
