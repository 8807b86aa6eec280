//! Casualty claims: a number of people and what happened to them.

use super::page::Page;
use super::{ClaimSuggestion, Detector, Reading, Suggestions, Why, read_figure};
use crate::model::{Category, Figure, Modifier, Scope, Side};
use crate::text::{TextRange, numbers};

/// Finds casualty claims.
pub struct Claims;

impl Detector for Claims {
    fn name(&self) -> &'static str {
        "claims"
    }

    fn detect(&self, reading: &Reading<'_>, page: &Page<'_>, found: &mut Suggestions) {
        for sentence in &page.sentences {
            let words = sentence.slice(reading.text).unwrap_or_default();
            for mention in numbers(words).into_iter().filter(|m| !m.article_like) {
                let from = sentence.start() + mention.range.start();
                let to = sentence.start() + mention.range.end();
                let until = (to + 40).min(sentence.end());
                let until = reading.text.floor_char_boundary(until);
                let Some(number) = TextRange::new(reading.text, from..to) else { continue };
                let Some(range) = TextRange::new(reading.text, from..until) else { continue };
                let read = read_figure(reading.text, range, None, reading.codebook);
                let Some(outcome) = read.outcome else { continue };
                if read.figure == Figure::default() && read.modifier != Modifier::Vague {
                    continue;
                }
                found.claims.push(ClaimSuggestion {
                    range: range.trimmed(reading.text),
                    number,
                    repeats: Vec::new(),
                    outcome,
                    figure: read.figure,
                    modifier: read.modifier,
                    verbatim: read.verbatim,
                    victim: String::new(),
                    category: read.category.unwrap_or(Category::Unknown),
                    side: Side::Unknown,
                    subset: None,
                    scope: Scope::Total,
                    source: None,
                    claimed_at: None,
                    supersedes: Vec::new(),
                    none: false,
                    incident: None,
                    why: Why::new("number before an outcome", [range]),
                });
            }
        }
    }
}
