//! Colours and patterns of series: never colour alone.
//!
//! The hues are those of Okabe and Ito, which people with colour blindness tell apart. A term of a
//! vocabulary keeps its hue in every chart, whatever stands beside it.

use crate::analysis::OTHER;

/// How a series is filled.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Fill {
    /// Colour, `#rrggbb`.
    pub(super) colour: &'static str,
    /// The second cue.
    pub(super) pattern: Pattern,
}

/// A pattern over the colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pattern {
    Solid,
    Rising,
    Falling,
    Dots,
    Level,
    Upright,
    Cross,
    Grain,
}

const ORANGE: &str = "#E69F00";
const SKY: &str = "#56B4E9";
const GREEN: &str = "#009E73";
const YELLOW: &str = "#F0E442";
const BLUE: &str = "#0072B2";
const VERMILION: &str = "#D55E00";
const PURPLE: &str = "#CC79A7";
const GREY: &str = "#8C8C8C";

const HUES: [&str; 7] = [BLUE, VERMILION, GREEN, ORANGE, SKY, PURPLE, YELLOW];

const PATTERNS: [Pattern; 7] = [
    Pattern::Solid,
    Pattern::Rising,
    Pattern::Dots,
    Pattern::Falling,
    Pattern::Level,
    Pattern::Upright,
    Pattern::Cross,
];

/// Hues that terms keep.
const TERMS: &[(&str, &str)] = &[
    ("killed", VERMILION),
    ("injured", ORANGE),
    ("abducted", PURPLE),
    ("missing", SKY),
    ("detained", BLUE),
    ("surrendered", GREEN),
    ("displaced", YELLOW),
    ("neutralised", GREY),
    ("civilian", BLUE),
    ("military", GREEN),
    ("police", SKY),
    ("militant", VERMILION),
    ("peacekeeper", ORANGE),
    ("mixed", PURPLE),
    ("A", BLUE),
    ("B", VERMILION),
    ("third", GREEN),
];

/// The fill of each of these series, by key.
pub(super) fn fills<'a>(keys: impl Iterator<Item = &'a str>) -> Vec<Fill> {
    let keys: Vec<&str> = keys.collect();
    let kept = |key: &str| {
        let key = key.strip_prefix("category:").unwrap_or(key);
        TERMS.iter().find(|(term, _)| *term == key).map(|(_, hue)| *hue)
    };
    let mut taken: Vec<&str> = keys.iter().filter_map(|key| kept(key)).collect();
    let mut fills = Vec::new();
    for (nth, key) in keys.iter().enumerate() {
        if *key == OTHER || *key == "unknown" {
            fills.push(Fill { colour: GREY, pattern: Pattern::Grain });
            continue;
        }
        let colour = kept(key).unwrap_or_else(|| {
            let free = HUES.iter().find(|hue| !taken.contains(hue));
            let hue = free.or_else(|| HUES.get(nth % HUES.len())).copied().unwrap_or(GREY);
            taken.push(hue);
            hue
        });
        let pattern = PATTERNS.get(nth % PATTERNS.len()).copied().unwrap_or(Pattern::Solid);
        fills.push(Fill { colour, pattern });
    }
    fills
}

impl Fill {
    /// What the pattern is drawn in: dark on the light hues, white on the dark ones.
    pub(super) fn ink(self) -> (&'static str, f64) {
        match self.colour {
            YELLOW | SKY | ORANGE => ("#000000", 0.32),
            _ => ("#FFFFFF", 0.55),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_series_of_a_chart_look_alike() {
        let fills =
            fills(["civilian", "k-1", "k-2", "k-3", "k-4", "k-5", "k-6", OTHER].into_iter());
        for (nth, fill) in fills.iter().enumerate() {
            let other = fills.iter().skip(nth + 1);
            assert!(other.clone().all(|o| o.colour != fill.colour), "{nth}");
            assert!(other.clone().all(|o| o.pattern != fill.pattern), "{nth}");
        }
    }
}
