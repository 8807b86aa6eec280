//! Who says it: the subject of a verb of speech in the sentence, "it" and "they" led back to whom
//! they stand for.

use crate::gazetteer::{Named, country_named, fold};
use crate::model::SourceKind;
use crate::suggest::chunks::Chunks;
use crate::suggest::lexicon::Kind;
use crate::suggest::page::Page;
use crate::suggest::quantity::is_month;
use crate::suggest::{Reading, SourceSuggestion};
use crate::text::TextRange;

/// The sources of an article, sentence by sentence.
pub struct Attribution<'a, 'b> {
    reading: &'b Reading<'a>,
    page: &'b Page<'a>,
    /// All sources named so far, the latest last.
    named: Vec<TextRange>,
    /// Those of the sentence, with the token of their verb.
    here: Vec<(usize, SourceSuggestion)>,
}

impl<'a, 'b> Attribution<'a, 'b> {
    /// Nobody has spoken yet.
    pub fn new(reading: &'b Reading<'a>, page: &'b Page<'a>) -> Self {
        Self { reading, page, named: Vec::new(), here: Vec::new() }
    }

    /// Reads who speaks in a sentence.
    pub fn enter(&mut self, chunks: &Chunks) {
        self.here.clear();
        if !chunks.letters.contains('S') {
            return;
        }
        let via = self.via(chunks);
        for (at, chunk) in chunks.row.iter().enumerate() {
            if chunk.letter != b'S' {
                continue;
            }
            let verb = chunk.tokens.0;
            if self.page.words().word(chunk.tokens.1) == "responsibility" {
                continue;
            }
            let after = matches!(self.page.words().word(verb), "according" | "selon" | "d");
            // "…, said Observatory director Rami Nassar."
            let inverted = matches!(
                self.page.words().word(verb),
                "said"
                    | "says"
                    | "reported"
                    | "added"
                    | "indiqué"
                    | "déclaré"
                    | "affirmé"
                    | "annoncé"
                    | "précisé"
                    | "ajouté"
                    | "confirmé"
                    | "rapporté"
                    | "affirme"
                    | "indique"
                    | "annonce"
                    | "déclare"
                    | "précise"
                    | "ajoute"
                    | "rapporte"
                    | "announced"
            );
            let tokens = if after {
                speaker_after(chunks, at)
            } else {
                speaker_before(chunks, at)
                    .or_else(|| inverted.then(|| speaker_after(chunks, at)).flatten())
            };
            let Some((from, to)) = tokens else { continue };
            let from = self.after_time(from, to);
            let Some(from) = self.speaking(from, to) else { continue };
            let Some(range) = self.page.span(from, to) else { continue };
            let word = self.page.words().word(from);
            let kind = self.page.lexicon.words.at(self.page.words(), from).map(|(t, _)| t.kind);
            // "a-t-il ajouté".
            let turned = range.slice(&self.page.lower).is_some_and(|w| w.contains("-t-"));
            let mut source = if kind == Some(Kind::Pronoun) || word == "it" || turned {
                let Some(range) = self.stands_for(chunks, at) else { continue };
                self.source(range)
            } else {
                let range = self.fuller(range);
                self.named.push(range);
                self.source(range)
            };
            source.via = via.clone().filter(|via| *via != source.name);
            self.here.push((verb, source));
        }
    }

    /// Who passes on what a sentence tells: "told the BBC", "carried by its AMAQ news agency".
    fn via(&self, chunks: &Chunks) -> Option<String> {
        let words = self.page.words();
        for chunk in chunks.row.iter().filter(|c| c.letter == b'N') {
            let (from, to) = chunk.tokens;
            let Some(range) = self.page.span(from, to) else { continue };
            let name = range.slice(self.page.text).unwrap_or_default();
            let mut before = from;
            while let Some(at) = before.checked_sub(1)
                && (matches!(
                    words.word(at),
                    "the"
                        | "its"
                        | "a"
                        | "an"
                        | "l"
                        | "la"
                        | "le"
                        | "'"
                        | "’"
                        | "news"
                        | "agency"
                        | "agence"
                        | "network"
                        | "broadcaster"
                        | "newspaper"
                        | "television"
                        | "state"
                ))
            {
                before = at;
            }
            let agency = matches!(words.word(to), "news" | "agency" | "television" | "newspaper");
            if !agency && !is_medium(&name.to_lowercase()) {
                continue;
            }
            let lead = |n: usize| before.checked_sub(n).map_or("", |at| words.word(at));
            let passes_on = match lead(1) {
                "told" | "telling" | "tells" | "citing" | "with" => true,
                "by" => matches!(
                    lead(2),
                    "quoted"
                        | "carried"
                        | "contacted"
                        | "cited"
                        | "reached"
                        | "published"
                        | "reported"
                        | "relayed"
                        | "interviewed"
                        | "released"
                        | "seen"
                        | "broadcast"
                ),
                "to" => {
                    matches!(lead(2), "said" | "statement" | "speaking" | "confirmed" | "spoke")
                }
                "par" => matches!(
                    lead(2),
                    "cité"
                        | "citée"
                        | "joint"
                        | "jointe"
                        | "contacté"
                        | "contactée"
                        | "relayé"
                        | "interrogé"
                        | "interrogée"
                        | "publié"
                        | "diffusé"
                        | "relayée"
                        | "cités"
                ),
                "à" => matches!(
                    lead(2),
                    "déclaré" | "indiqué" | "affirmé" | "confié" | "confirmé" | "dit" | "précisé"
                ),
                _ => false,
            };
            if passes_on {
                return Some(name.to_owned());
            }
        }
        None
    }

    /// Who says what stands at a token.
    pub fn source_of(&self, token: usize) -> Option<SourceSuggestion> {
        self.here
            .iter()
            .min_by_key(|(verb, _)| verb.abs_diff(token))
            .map(|(_, source)| source.clone())
    }

    /// Whom "it" before a verb of speech means: who the sentence began with, else who spoke last.
    fn stands_for(&self, chunks: &Chunks, at: usize) -> Option<TextRange> {
        let begins = chunks
            .row
            .iter()
            .take(at.saturating_sub(2))
            .find(|c| matches!(c.letter, b'N' | b's' | b'u' | b'S'));
        match begins {
            Some(chunk) if chunk.letter == b'N' => self.page.span(chunk.tokens.0, chunk.tokens.1),
            _ => self.named.last().copied(),
        }
    }

    /// Where the words for somebody who can speak begin; none where they are cut from running words:
    /// "in the south of the country on Thursday the body's spokesman".
    fn speaking(&self, from: usize, to: usize) -> Option<usize> {
        let words = self.page.words();
        let kind = |at: usize| self.page.lexicon.words.at(words, at).map(|(term, _)| term.kind);
        let joins = |at: usize| {
            matches!(kind(at), Some(Kind::Preposition | Kind::Of | Kind::To | Kind::And))
        };
        let small = self.page.tokens.get(from).is_some_and(|t| !t.capital);
        // "rebel rocket fire in Aleppo a monitor"; but "Red Observatory a monitor" is one.
        let article = |at: usize| {
            matches!(words.word(at), "the" | "its" | "le" | "la" | "les")
                || small && matches!(words.word(at), "a" | "an")
        };
        // A second noun phrase that nothing joins to the first begins the speaker.
        let second = (from + 1..to).rev().find(|at| article(*at) && !joins(at - 1));
        let begins = second.unwrap_or(from);
        if joins(begins) || matches!(words.word(begins), "as" | "while" | "on") {
            return None;
        }
        let able = (begins..to).any(|at| {
            let name = self.page.tokens.get(at).is_some_and(|t| t.capital)
                && !matches!(kind(at), Some(Kind::Time))
                && !is_month(words.word(at));
            name || matches!(kind(at), Some(Kind::Person | Kind::People | Kind::Pronoun))
        });
        let known = self.page.span(begins, to).and_then(|r| r.slice(&self.page.lower));
        let office = known.is_some_and(|words| kind_of(words) != SourceKind::Unknown);
        // "a-t-il ajouté".
        let turned = known.is_some_and(|words| words.contains("-t-"));
        (able || office || turned || words.word(begins) == "it").then_some(begins)
    }

    /// "a annoncé mercredi le ministère": the day is no part of who speaks.
    fn after_time(&self, from: usize, to: usize) -> usize {
        match self.page.lexicon.words.at(self.page.words(), from) {
            Some((term, after)) if term.kind == Kind::Time && after < to => after,
            _ => from,
        }
    }

    /// "the ministry" for "Niger's defence ministry" named before, "Katambe" for "the minister, Issoufou
    /// Katambe".
    fn fuller(&self, range: TextRange) -> TextRange {
        let words = range.slice(&self.page.lower).unwrap_or_default();
        let bare = words.strip_prefix("mr ").or(words.strip_prefix("mr. ")).unwrap_or(words);
        let is_name =
            range.slice(self.page.text).is_some_and(|w| w.starts_with(char::is_uppercase));
        if is_name && bare.len() > 3 && !bare.contains(' ') {
            let ends = |named: &&TextRange| {
                let named = named.slice(&self.page.lower).unwrap_or_default();
                named.len() > words.len()
                    && named.strip_suffix(bare).is_some_and(|rest| rest.ends_with(' '))
            };
            return self.named.iter().rev().find(ends).copied().unwrap_or(range);
        }
        let Some(head) = words.strip_prefix("the ").filter(|rest| !rest.contains(' ')) else {
            return range;
        };
        let ends = |named: &&TextRange| {
            let named = named.slice(&self.page.lower).unwrap_or_default();
            named.len() > words.len() && named.ends_with(head)
        };
        self.named.iter().rev().find(ends).copied().unwrap_or(range)
    }

    fn source(&self, range: TextRange) -> SourceSuggestion {
        let words = range.slice(self.page.text).unwrap_or_default();
        let articles =
            ["the ", "The ", "le ", "Le ", "la ", "La ", "les ", "Les ", "l’", "L’", "l'", "L'"];
        let bare = articles.iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words);
        let known = self
            .reading
            .names
            .sources
            .iter()
            .find(|s| s.name.to_lowercase() == bare.to_lowercase());
        SourceSuggestion {
            name: known.map_or_else(|| bare.to_owned(), |source| source.name.clone()),
            kind: known.map_or_else(|| kind_of(&bare.to_lowercase()), |source| source.kind.clone()),
            range,
            via: None,
        }
    }
}

/// The words before a verb of speech, back to the beginning of its clause.
pub(in crate::suggest) fn speaker_before(chunks: &Chunks, verb: usize) -> Option<(usize, usize)> {
    let mut first = None;
    let mut at = verb;
    // "The minister, Issa Ado, told": the name stands between commas.
    let mut named = chunks.letter(at.checked_sub(1)) == b',';
    if named {
        at -= 1;
    }
    while let Some(before) = at.checked_sub(1) {
        let chunk = chunks.row.get(before)?;
        match chunk.letter {
            b'N' | b's' | b'n' | b'y' | b'u' | b'o' | b'p' | b'L' | b'I' | b'q' | b'r' => {
                if chunk.letter == b'r' && first.is_none() {
                    at = before;
                    continue;
                }
                if chunk.letter == b'r' {
                    break;
                }
                if matches!(chunk.letter, b'o' | b'p') && first.is_none() {
                    return None;
                }
                first = Some(chunk.tokens.0);
                at = before;
                if chunk.letter == b'u' {
                    break;
                }
            }
            b'h' | b'b' if first.is_none() => at = before,
            b',' if named && first.is_some() => {
                named = false;
                at = before;
            }
            _ => break,
        }
    }
    let last = chunks
        .row
        .get(..verb)?
        .iter()
        .rev()
        .find(|c| !matches!(c.letter, b'h' | b'b' | b'r' | b','))?;
    first.map(|first| (first, last.tokens.1)).filter(|(a, b)| a < b && b - a <= 14)
}

/// The words after "according to" or an inverted "said", up to the end of the phrase.
fn speaker_after(chunks: &Chunks, verb: usize) -> Option<(usize, usize)> {
    let mut span: Option<(usize, usize)> = None;
    for chunk in chunks.row.iter().skip(verb + 1) {
        match chunk.letter {
            b'N' | b's' | b'y' | b'n' | b'I' => {
                let first = span.map_or(chunk.tokens.0, |(first, _)| first);
                span = Some((first, chunk.tokens.1));
            }
            b'o' if span.is_some() => {}
            _ => break,
        }
        if span.is_some_and(|(a, b)| b - a > 10) {
            break;
        }
    }
    span
}

/// Whether a name, in lower case, is that of an agency, a paper or a station.
fn is_medium(name: &str) -> bool {
    matches!(
        name,
        "afp"
            | "ap"
            | "reuters"
            | "bbc"
            | "cnn"
            | "amaq"
            | "al jazeera"
            | "associated press"
            | "agence france-presse"
            | "agence france"
            | "rfi"
            | "radio france internationale"
            | "france 24"
            | "xinhua"
            | "anadolu"
            | "tass"
            | "ria novosti"
            | "interfax"
            | "dpa"
            | "efe"
            | "ansa"
            | "voa"
            | "voice of america"
            | "sana"
            | "irna"
            | "the guardian"
            | "new york times"
            | "washington post"
            | "le monde"
            | "jeune afrique"
            | "sky news"
            | "npr"
            | "abc"
            | "nbc"
            | "cbs"
            | "fox news"
            | "bloomberg"
            | "ouest-france"
    )
}

fn is_country(words: &str) -> bool {
    let named = country_named(&fold(words));
    named.is_some_and(|(_, named)| named == Named::Name)
}

/// What kind of source its words name.
fn kind_of(words: &str) -> SourceKind {
    // "state-run" is not the UN, a "crisis group" not ISIS: words are told from their beginning on,
    // those with a space after them as a whole.
    let plain: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let padded = format!(" {plain} ");
    let begins = |word: &str| {
        let mut at = padded.match_indices(word);
        at.any(|(at, _)| padded.get(..at).is_some_and(|before| before.ends_with(' ')))
    };
    let any = |list: &[&str]| list.iter().any(|word| begins(word));
    if is_medium(words) && words != "amaq" {
        SourceKind::Media
    } else if is_country(words) {
        // "Niger says": its government; "the Nigeriens say" are its people.
        SourceKind::StateCivil
    } else if any(&["united nations", "u n ", "un ", "unicef", "unhcr", "ocha "]) {
        SourceKind::Un
    } else if any(&[
        "observatory",
        "rights",
        "monitor",
        "ngo ",
        "ngos ",
        "red cross",
        "médecins",
        "amnesty",
    ]) {
        SourceKind::Ngo
    } else if any(&["hospital", "doctor", "medic", "paramedic", "health", "hôpital"]) {
        SourceKind::Medical
    } else if any(&[
        "defence",
        "defense",
        "army",
        "military",
        "armed forces",
        "pentagon",
        "armée",
        "défense",
        "état major",
    ]) {
        SourceKind::StateMilitary
    } else if any(&[
        "islamic state",
        "isis ",
        "taliban",
        "amaq",
        "al qaeda",
        "shabaab",
        "boko haram",
        "jnim",
        "militants",
        "rebel",
        "group",
    ]) {
        SourceKind::ArmedGroup
    } else if any(&["witness", "resident", "témoin", "habitant", "villager"]) {
        SourceKind::Witness
    } else if any(&[
        "police",
        "ministry",
        "minister",
        "government",
        "governor",
        "official",
        "mayor",
        "ministère",
        "gouvern",
        "president",
        "spokes",
        "authorit",
        "prosecutor",
        "sheriff",
        "fire",
    ]) {
        SourceKind::StateCivil
    } else if any(&[
        "news",
        "agency",
        "afp ",
        "reuters",
        "media",
        "television",
        "tv ",
        "xinhua",
        "newspaper",
        "agence",
        "radio",
        "report",
    ]) {
        SourceKind::Media
    } else if any(&["analyst", "expert"]) {
        SourceKind::Analyst
    } else {
        SourceKind::Unknown
    }
}
