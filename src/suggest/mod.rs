//! Suggestions: what the machine reads ahead in an article, for an analyst to accept, edit or
//! reject.
//!
//! [`suggest`] runs the [`DETECTORS`] in order over one article; each is a file of its own.
//! Everything that they propose says [why](Why): the rule, and the words that made it fire.
//! Suggestions are a pure function of the article, its date, the codebook and the registries, so
//! they can be cached by the hash of these and [`RULES_VERSION`].
//!
//! # Invariants
//!
//! - Nothing proposed here is ever accepted by itself.
//! - Nothing here reads a file, a clock or a locale, and nothing panics on any text.

mod actors;
mod chunks;
mod claims;
mod dates;
mod figure;
mod incidents;
mod lexicon;
mod names;
mod page;
mod places;
mod quantity;
mod responsibility;
mod same;
mod suggestion;
mod token;

use jiff::civil::Date;

use crate::model::Codebook;

pub use claims::{RULES, Rule};
pub use figure::{ReadFigure, read_figure};
pub use names::Names;
pub use page::Page;
pub use same::{SamePair, Signature, same_incident};
pub use suggestion::{
    ActorSuggestion, ClaimSuggestion, DateSuggestion, IncidentSuggestion, NoneSuggestion,
    PlaceSuggestion, ResponsibilitySuggestion, SourceSuggestion, SubsetSuggestion, Suggestions,
    Why,
};

/// Grows with every change of a rule or a bundled lexicon: suggestions of an older version are
/// made anew.
pub const RULES_VERSION: u32 = 8;

/// An article to be read, and what is known around it.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The normalised text.
    pub text: &'a str,
    /// The day of publication: the anchor of every relative date.
    pub published: Option<Date>,
    /// The headline, where it is known apart from the text; may be empty.
    pub title: &'a str,
    /// BCP 47 tag of its language; empty where that is for the words to show.
    pub language: &'a str,
    /// The codebook: what vague words stand for.
    pub codebook: &'a Codebook,
    /// The actors, sources and places that the project knows.
    pub names: &'a Names,
}

/// Proposes one kind of thing.
pub trait Detector: Sync {
    /// Its name, for users who switch it off.
    fn name(&self) -> &'static str;

    /// Adds what it finds. It may look at what the detectors before it have found.
    fn detect(&self, reading: &Reading<'_>, page: &Page<'_>, found: &mut Suggestions);
}

/// Every detector, in the order in which they run. To add one: a file in this folder and a line
/// here.
pub const DETECTORS: &[&dyn Detector] = &[
    &dates::Dates,
    &places::Places,
    &actors::Actors,
    &claims::Claims,
    &incidents::Incidents,
    &responsibility::Responsibility,
];

/// So much of a text is read, in bytes: more than the longest report. Of what is not an article but an
/// archive in one file, what comes after costs memory by the gigabyte and helps nobody.
pub const MOST_READ: usize = 2_000_000;

/// Reads one article, of a long text [the beginning](MOST_READ). Pure, and in time linear in its
/// length.
pub fn suggest(reading: &Reading<'_>) -> Suggestions {
    let reading = &Reading { text: beginning(reading.text), ..*reading };
    let page = Page::new(reading);
    let mut found = Suggestions::default();
    for detector in DETECTORS {
        detector.detect(reading, &page, &mut found);
    }
    found
}

/// What is read of a text: whole paragraphs, where it has any.
fn beginning(text: &str) -> &str {
    if text.len() <= MOST_READ {
        return text;
    }
    let start = text.get(..text.floor_char_boundary(MOST_READ)).unwrap_or(text);
    let end = start.rfind('\n').filter(|end| *end > MOST_READ / 2);
    end.and_then(|end| start.get(..end)).unwrap_or(start)
}

/// The rules that make claims: the name that they give as their reason, and an example of what
/// each reads.
pub fn rules() -> impl Iterator<Item = (&'static str, &'static str)> {
    RULES.iter().map(|rule| (rule.name, rule.example))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_archive_in_one_file_whole_paragraphs_are_read() {
        let line = "Nine people died at the ford.\n";
        let text = line.repeat(MOST_READ / line.len() + 2);
        let read = beginning(&text);
        assert!(read.len() < MOST_READ && read.ends_with("ford."));
        assert_eq!(beginning(line), line);
        let unbroken = "é".repeat(MOST_READ);
        assert_eq!(beginning(&unbroken).len(), MOST_READ);
        assert_eq!(beginning(&format!("A title\n{unbroken}")).len(), MOST_READ);
    }
}
