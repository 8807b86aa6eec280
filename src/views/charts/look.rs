//! What each series looks like: its hue and its hatch. A term of a vocabulary keeps both whatever
//! else the chart shows.

use eframe::egui::Color32;

use crate::analysis::{By, ChartData, OTHER};
use crate::model::{Category, Outcome, Side, Vocabulary};
use crate::ui::theme::Tokens;
use crate::ui::widgets::pattern::Hatch;
use crate::views::looks::outcome_hue;

/// A series' hue and hatch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Look {
    /// The hue.
    pub(super) hue: Color32,
    /// The second cue.
    pub(super) hatch: Hatch,
}

/// Of each series, in their order.
pub(super) fn looks(tokens: &Tokens, data: &ChartData) -> Vec<Look> {
    let each = data.series.iter().enumerate();
    each.map(|(nth, series)| look(tokens, data.spec.by, &series.key, nth)).collect()
}

fn look(tokens: &Tokens, by: By, key: &str, nth: usize) -> Look {
    let place = match by {
        _ if key == OTHER => None,
        By::Outcome => {
            let outcome = Outcome::from_id(key);
            let place = place(&outcome).unwrap_or(nth);
            return Look { hue: outcome_hue(tokens, &outcome), hatch: Hatch::of_series(place) };
        }
        By::Category => place(&Category::from_id(key)),
        By::Side => place(&Side::from_id(key)),
        By::Actor => Some(nth),
    };
    let place = place.unwrap_or(tokens.series.len());
    Look { hue: tokens.series(place), hatch: Hatch::of_series(place) }
}

fn place<T: Vocabulary>(term: &T) -> Option<usize> {
    T::all().iter().position(|t| t == term)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::LIGHT;

    #[test]
    fn a_term_keeps_its_look_and_the_rest_has_its_own() {
        let of = |by, key, nth| look(&LIGHT, by, key, nth);
        assert_eq!(of(By::Category, "militant", 0), of(By::Category, "militant", 3));
        assert_ne!(of(By::Category, "militant", 0), of(By::Category, "civilian", 0));
        assert_eq!(of(By::Outcome, "killed", 5).hue, LIGHT.outcome.killed);
        assert_eq!(of(By::Outcome, "killed", 5).hatch, Hatch::Plain);
        assert_eq!(of(By::Side, OTHER, 7).hue, LIGHT.series_other);
        assert_eq!(of(By::Actor, OTHER, 2).hatch, Hatch::Hollow);
    }

    #[test]
    fn no_two_terms_of_a_vocabulary_look_alike() {
        for (by, keys) in [
            (By::Outcome, Outcome::all().iter().map(Vocabulary::id).collect::<Vec<_>>()),
            (By::Category, Category::all().iter().map(Vocabulary::id).collect()),
            (By::Side, Side::all().iter().map(Vocabulary::id).collect()),
        ] {
            let looks: Vec<_> = keys.iter().map(|key| look(&LIGHT, by, key, 0)).collect();
            for (n, one) in looks.iter().enumerate() {
                assert!(!looks[..n].contains(one), "{by}: {}", keys[n]);
            }
        }
    }
}
