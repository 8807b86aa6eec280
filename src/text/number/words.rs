//! The words of numbers in English and French.

/// Every key that a [`VagueWord`](super::VagueWord) can have.
pub const VAGUE_WORDS: &[&str] = &[
    "few",
    "several",
    "many",
    "numerous",
    "multiple",
    "countless",
    "handful",
    "number",
    "large number",
    "tens",
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "tens of thousands",
    "hundreds of thousands",
    "millions",
    "few dozen",
    "few hundred",
    "few thousand",
    "few million",
    "several dozen",
    "several hundred",
    "several thousand",
    "several million",
];

/// Words that are common in English and rare in French.
pub(super) const ENGLISH_SIGNS: &[&str] = &[
    "the", "of", "and", "in", "to", "was", "were", "by", "at", "that", "from", "with", "had",
    "have", "has", "is", "are", "killed", "said", "after", "for",
];
/// Words that are common in French and rare in English.
pub(super) const FRENCH_SIGNS: &[&str] = &[
    "le",
    "la",
    "les",
    "des",
    "du",
    "de",
    "et",
    "dans",
    "est",
    "ont",
    "été",
    "par",
    "sur",
    "au",
    "aux",
    "qui",
    "que",
    "en",
    "morts",
    "tués",
    "blessés",
    "soldats",
    "personnes",
    "avec",
    "sont",
];

pub(super) fn is_ordinal(word: &str) -> bool {
    matches!(
        word,
        "first"
            | "second"
            | "third"
            | "fourth"
            | "fifth"
            | "sixth"
            | "seventh"
            | "eighth"
            | "ninth"
    )
}

pub(super) fn english_word(word: &str) -> Option<u64> {
    const UNITS: [&str; 19] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] =
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let unit = UNITS.iter().position(|w| *w == word).map(|n| n as u64 + 1);
    let ten = || TENS.iter().position(|w| *w == word).map(|n| (n as u64 + 2) * 10);
    unit.or_else(ten).or_else(|| (word == "fourty").then_some(40))
}

pub(super) fn french_word(word: &str) -> Option<u64> {
    Some(match word {
        "un" | "une" => 1,
        "deux" => 2,
        "trois" => 3,
        "quatre" => 4,
        "cinq" => 5,
        "six" => 6,
        "sept" => 7,
        "huit" => 8,
        "neuf" => 9,
        "dix" => 10,
        "onze" => 11,
        "douze" => 12,
        "treize" => 13,
        "quatorze" => 14,
        "quinze" => 15,
        "seize" => 16,
        "vingt" => 20,
        "trente" => 30,
        "quarante" => 40,
        "cinquante" => 50,
        "soixante" => 60,
        "septante" => 70,
        "huitante" | "octante" => 80,
        "nonante" => 90,
        _ => return None,
    })
}

/// The singular of a French word for a round number.
pub(super) fn aine(word: &str) -> Option<u64> {
    Some(match word {
        "huitaine" => 8,
        "dizaine" => 10,
        "douzaine" => 12,
        "quinzaine" => 15,
        "vingtaine" => 20,
        "trentaine" => 30,
        "quarantaine" => 40,
        "cinquantaine" => 50,
        "soixantaine" => 60,
        "centaine" => 100,
        "millier" => 1000,
        _ => return None,
    })
}

/// What a word multiplies by, from a dozen up.
pub(super) fn scale_of(word: &str) -> Option<u64> {
    Some(match word {
        "dozen" => 12,
        "hundred" | "cent" => 100,
        "thousand" | "mille" => 1000,
        "million" | "millions" => 1_000_000,
        "billion" | "milliard" | "milliards" => 1_000_000_000,
        _ => return None,
    })
}
