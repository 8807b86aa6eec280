//! Which known names match what was typed, whatever the case and the accents.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A name that can be chosen, with a word beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<'a> {
    /// The name.
    pub name: &'a str,
    /// What tells it from another: a country, other names, a count. Searched too, after the names.
    pub note: &'a str,
    /// It stands below all that are not.
    pub below: bool,
}

impl<'a> Known<'a> {
    /// A name with nothing beside it.
    pub const fn new(name: &'a str) -> Self {
        Self { name, note: "", below: false }
    }

    /// With a word beside it.
    #[must_use]
    pub const fn note(mut self, note: &'a str) -> Self {
        self.note = note;
        self
    }

    /// Below all others that match.
    #[must_use]
    pub const fn below(mut self) -> Self {
        self.below = true;
        self
    }
}

/// The indices of the names that match `typed`, best first: equal, beginning so, with a word
/// beginning so, containing it, then those whose note contains it. All, when nothing was typed.
pub fn rank(known: &[Known<'_>], typed: &str, most: usize) -> Vec<usize> {
    let wanted = fold(typed.trim());
    let mut found: Vec<(bool, u8, usize)> = known
        .iter()
        .enumerate()
        .filter_map(|(index, known)| Some((known.below, grade(known, &wanted)?, index)))
        .collect();
    found.sort_unstable();
    found.into_iter().take(most).map(|(.., index)| index).collect()
}

/// The same name, whatever the case and the accents?
pub(super) fn same(a: &str, b: &str) -> bool {
    fold(a.trim()) == fold(b.trim())
}

fn grade(known: &Known<'_>, wanted: &str) -> Option<u8> {
    if wanted.is_empty() {
        return Some(0);
    }
    let name = fold(known.name);
    if name == wanted {
        Some(0)
    } else if name.starts_with(wanted) {
        Some(1)
    } else if name.match_indices(wanted).any(|(at, _)| begins_word(&name, at)) {
        Some(2)
    } else if name.contains(wanted) {
        Some(3)
    } else if fold(known.note).contains(wanted) {
        Some(4)
    } else {
        None
    }
}

fn begins_word(name: &str, at: usize) -> bool {
    name.get(..at)
        .and_then(|before| before.chars().next_back())
        .is_some_and(|last| !last.is_alphanumeric())
}

fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(plain).collect()
}

/// Letters that no decomposition takes apart, as a keyboard without them has them.
const fn plain(c: char) -> char {
    match c {
        'ɓ' => 'b',
        'ɗ' | 'đ' | 'ð' => 'd',
        'ƙ' => 'k',
        'ƴ' => 'y',
        'ɛ' => 'e',
        'ɔ' | 'ø' => 'o',
        'ɲ' | 'ŋ' => 'n',
        'ł' => 'l',
        'ı' => 'i',
        '’' | '‘' | 'ʼ' => '\'',
        '–' | '—' | '‑' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_names_whatever_the_case_and_the_accents() {
        let names = [
            "Téra",
            "Ménaka",
            "Ministry of Defence (Niger)",
            "Niger army",
            "Gao",
            "Ɓagaroua",
            "Tillabéri",
        ];
        let known: Vec<Known<'_>> = names.iter().copied().map(Known::new).collect();
        let found = |typed| -> Vec<&str> {
            rank(&known, typed, 9).into_iter().map(|index| names[index]).collect()
        };
        assert_eq!(found("TERA"), ["Téra"]);
        assert_eq!(found("me"), ["Ménaka"]);
        assert_eq!(found("niger"), ["Niger army", "Ministry of Defence (Niger)"]);
        assert_eq!(found("bag"), ["Ɓagaroua"]);
        assert_eq!(found("a").first(), Some(&"Niger army"));
        assert!(found("xyz").is_empty());
        assert_eq!(found("").len(), names.len());
    }

    #[test]
    fn what_stands_below_does_so_however_well_it_matches() {
        let known = [Known::new("Alep").below(), Known::new("Alepine barracks")];
        assert_eq!(rank(&known, "alep", 9), [1, 0]);
    }

    #[test]
    fn a_note_is_searched_after_the_names() {
        let known = [Known::new("IS Sahel").note("ISGS"), Known::new("ISGS splinter")];
        assert_eq!(rank(&known, "isgs", 9), [1, 0]);
    }
}
