//! Places told by others: "near Gao", "between Ayorou and Tillabéri", "60 km north of Niamey".

use smol_str::SmolStr;

use super::super::{PlaceSuggestion, Why};
use crate::gazetteer::{Point, offset};
use crate::model::GeoPrecision;
use crate::text::TextRange;

/// Marks what is only near a place, and adds what lies between two or some way off one.
pub(super) fn add(text: &str, places: &mut Vec<PlaceSuggestion>) {
    let mut more = Vec::new();
    for place in places.iter_mut() {
        let before = text.get(..place.range.start()).unwrap_or_default();
        if is_near(before) && place.precision == GeoPrecision::Exact {
            place.precision = GeoPrecision::Near;
        }
    }
    for (at, place) in places.iter().enumerate() {
        if let Some(found) = way_off(text, place) {
            more.push(found);
        }
        if let Some(found) = places.get(at + 1).and_then(|next| between(text, place, next)) {
            more.push(found);
        }
    }
    places.append(&mut more);
}

/// Gives villages that no list has the country that stands beside them: "Niger's western town of
/// Tiloa", "the Hamakat area of Mali".
pub(super) fn countries(text: &str, places: &mut [PlaceSuggestion]) {
    const FARTHEST: usize = 40;
    let country = |p: &&PlaceSuggestion| p.precision == GeoPrecision::Country;
    let told: Vec<Option<SmolStr>> = places
        .iter()
        .enumerate()
        .map(|(at, place)| {
            if !place.country.is_empty() || place.latitude.is_some() {
                return None;
            }
            let owner = at.checked_sub(1).and_then(|b| places.get(b)).filter(country).filter(|b| {
                let gap = text.get(b.range.end()..place.range.start()).unwrap_or_default();
                gap.len() <= FARTHEST
                    && !gap.contains(['.', ',', ';'])
                    && (gap.starts_with("'s ") || gap.starts_with("’s ") || gap.starts_with("' "))
            });
            let holder = places.get(at + 1).filter(country).filter(|n| {
                let gap = text.get(place.range.end()..n.range.start()).unwrap_or_default();
                gap.len() <= FARTHEST
                    && !gap.contains(['.', ';'])
                    && (gap.ends_with(" in ")
                        || gap.ends_with(" of ")
                        || gap == ", on "
                        || gap == ", "
                        || gap.ends_with(" au ")
                        || gap.ends_with(" en "))
            });
            owner.or(holder).map(|p| p.country.clone())
        })
        .collect();
    for (place, country) in places.iter_mut().zip(told) {
        if let Some(country) = country {
            place.country = country;
        }
    }
}

fn is_near(before: &str) -> bool {
    let before = before.trim_end();
    let before = before.strip_suffix(" the town of").unwrap_or(before);
    let before = before.strip_suffix(" the village of").unwrap_or(before);
    let last: String = before.chars().rev().take(24).collect();
    let last: String = last.chars().rev().collect::<String>().to_lowercase();
    [
        "near",
        "close to",
        "outside",
        "not far from",
        "on the outskirts of",
        "près de",
        "près d'",
        "près d’",
        "à proximité de",
        "aux environs de",
        "aux abords de",
        "non loin de",
    ]
    .iter()
    .any(|words| {
        last.strip_suffix(words).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
}

/// "about 60 km (40 miles) north of Niamey", "à 60 kilomètres au nord de Niamey".
fn way_off(text: &str, place: &PlaceSuggestion) -> Option<PlaceSuggestion> {
    let point = Point { lat: place.latitude?, lon: place.longitude? };
    if !matches!(place.precision, GeoPrecision::Exact | GeoPrecision::Near) {
        return None;
    }
    let before = text.get(..place.range.start())?;
    // The words before, last first, with where each begins.
    let mut words = before
        .char_indices()
        .rev()
        .take(90)
        .take_while(|(_, c)| !matches!(c, '\n' | ';' | '!' | '?'))
        .map(|(at, _)| at)
        .last()
        .map(|from| {
            let line = before.get(from..).unwrap_or_default();
            line.split_inclusive([' ', '\u{a0}', '\'', '’'])
                .scan(from, |at, word| {
                    let start = *at;
                    *at += word.len();
                    Some((start, word.trim_matches([' ', '\u{a0}', '\'', '’', ',', '(', ')'])))
                })
                .collect::<Vec<_>>()
        })?
        .into_iter()
        .rev()
        .filter(|(_, word)| !word.is_empty())
        .peekable();
    while words
        .next_if(|(_, w)| {
            matches!(*w, "the" | "town" | "city" | "village" | "la" | "ville" | "capital")
        })
        .is_some()
    {}
    let (_, of) = words.next()?;
    if !matches!(of, "of" | "from" | "de" | "d" | "du") {
        return None;
    }
    while words
        .next_if(|(_, w)| matches!(*w, "the" | "town" | "city" | "village" | "ville"))
        .is_some()
    {}
    let (_, direction) = words.next()?;
    let direction = direction.to_lowercase();
    offset(point, 1.0, &direction)?;
    while words
        .next_if(|(_, w)| matches!(*w, "au" | "to" | "the" | "à" | "l" | "vers" | "à l"))
        .is_some()
    {}
    // "60 km (40 miles)": the first of the two.
    let mut way = None;
    let mut start = 0;
    for _ in 0..2 {
        let mut ahead = words.clone();
        let Some((_, unit)) = ahead.next() else { break };
        let (at, number, factor) = match (unit_km(unit), ahead.next()) {
            (Some(factor), Some((at, number))) => {
                (at, number.replace([',', '\u{202f}'], ""), factor)
            }
            // "60km".
            _ => {
                let digits = unit.trim_end_matches(char::is_alphabetic);
                let Some(factor) = unit.strip_prefix(digits).and_then(unit_km) else { break };
                ahead = words.clone();
                let Some((at, _)) = ahead.next() else { break };
                (at, digits.to_owned(), factor)
            }
        };
        let Ok(number) = number.parse::<f64>() else { break };
        way = Some(number * factor);
        start = at;
        words = ahead;
    }
    let km = way.filter(|km| *km <= 1_000.0)?;
    let there = offset(point, km, &direction)?;
    let range = TextRange::new(text, start..place.range.end())?;
    let mut found = place.clone();
    found.range = range;
    let direction = english(&direction);
    found.name = format!("{} km {direction} of {}", km.round(), place.name);
    found.latitude = Some(there.lat);
    found.longitude = Some(there.lon);
    found.precision = GeoPrecision::Near;
    found.registered = None;
    found.gazetteer = SmolStr::default();
    found.why = Why::new("so far off a place", [range]);
    Some(found)
}

/// A direction as the interface says it.
fn english(direction: &str) -> String {
    let mut words = direction.replace("nord", "north").replace("sud", "south");
    words = words.replace("ouest", "west");
    if let Some(start) = words.strip_suffix("est").filter(|s| !s.ends_with('w')) {
        words = format!("{start}east");
    }
    words
}

fn unit_km(word: &str) -> Option<f64> {
    match word.to_lowercase().trim_start_matches('-') {
        "km" | "kms" | "kilometres" | "kilometers" | "kilometre" | "kilometer" | "kilomètres"
        | "kilomètre" => Some(1.0),
        "miles" | "mile" | "mi" => Some(1.609),
        _ => None,
    }
}

/// "between Ayorou and Tillabéri", "entre Ayorou et Tillabéri".
fn between(text: &str, a: &PlaceSuggestion, b: &PlaceSuggestion) -> Option<PlaceSuggestion> {
    let joined = text.get(a.range.end()..b.range.start())?;
    let from = text.get(..a.range.start())?;
    let from = from
        .char_indices()
        .rev()
        .take(40)
        .last()
        .map_or(from, |(at, _)| from.get(at..).unwrap_or_default());
    let before = from.trim_end().to_lowercase();
    let nouns = [
        " the localities of",
        " the villages of",
        " the towns of",
        " the cities of",
        " les localités de",
        " les villages de",
        " les villes de",
    ];
    let before = nouns.iter().find_map(|noun| before.strip_suffix(noun)).unwrap_or(&before);
    let english = joined == " and " && before.ends_with("between");
    let french = joined == " et " && before.ends_with("entre");
    let point = |p: &PlaceSuggestion| Some(Point { lat: p.latitude?, lon: p.longitude? });
    // A name that no list has is a village or the like.
    let town = |p: &PlaceSuggestion| {
        matches!(p.precision, GeoPrecision::Exact | GeoPrecision::Near) || point(p).is_none()
    };
    if !(english || french) || !town(a) || !town(b) {
        return None;
    }
    let (middle, known) = match (point(a), point(b)) {
        (Some(one), Some(other)) => (one.between(other), true),
        (Some(one), None) | (None, Some(one)) => (one, false),
        (None, None) => return None,
    };
    let range = TextRange::new(text, a.range.start()..b.range.end())?;
    let mut found = if point(a).is_some() { a.clone() } else { b.clone() };
    found.range = range;
    found.name = format!("between {} and {}", a.name, b.name);
    // The way to the end that no list has is not known.
    found.flagged |= !known;
    found.latitude = Some(middle.lat);
    found.longitude = Some(middle.lon);
    if known && a.country != b.country {
        found.country = SmolStr::default();
    }
    if known && a.admin1 != b.admin1 {
        found.admin1.clear();
    }
    found.precision = GeoPrecision::Between;
    found.registered = None;
    found.gazetteer = SmolStr::default();
    found.why = Why::new("between two places", [range]);
    Some(found)
}
