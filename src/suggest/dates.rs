//! Date expressions, resolved against the day of publication.

use super::page::Page;
use super::{DateSuggestion, Detector, Reading, Suggestions, Why};
use crate::calendar;
use crate::text::TextRange;

/// Finds date expressions and says which of them date a statement.
pub struct Dates;

impl Detector for Dates {
    fn name(&self) -> &'static str {
        "dates"
    }

    fn detect(&self, reading: &Reading<'_>, page: &Page<'_>, found: &mut Suggestions) {
        for (range, read) in calendar::find(reading.text, reading.published) {
            let Some(range) = TextRange::new(reading.text, range) else { continue };
            if page.is_left_out(range) {
                continue;
            }
            let rule = read.as_ref().map_or("unresolved date", |read| read.rule);
            let (span, arithmetic, flagged) = match read {
                Ok(read) => (Some(read.span), read.arithmetic, read.flagged),
                Err(error) => (None, error.to_string(), true),
            };
            found.dates.push(DateSuggestion {
                range,
                span,
                arithmetic,
                flagged,
                of_statement: page.dates_a_statement(range),
                why: Why::new(rule, [range]),
            });
        }
    }
}
