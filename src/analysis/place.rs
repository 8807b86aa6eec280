//! Whether two places are the same or near, and which words name a place.

use std::collections::HashSet;

use smol_str::SmolStr;

use crate::model::{Incident, Place, Project};

/// Distance below which places may be one, in kilometres: names in the Sahel stand for areas.
pub(super) const NEAR_KM: f64 = 50.0;

/// Great-circle distance in kilometres between two points in degrees.
pub(super) fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lon_a) = (a.0.to_radians(), a.1.to_radians());
    let (lat_b, lon_b) = (b.0.to_radians(), b.1.to_radians());
    let half = |x: f64| (x / 2.0).sin().powi(2);
    let h = half(lat_b - lat_a) + lat_a.cos() * lat_b.cos() * half(lon_b - lon_a);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

/// The incident's place in the registry.
pub(super) fn of<'a>(project: &'a Project, incident: &Incident) -> Option<&'a Place> {
    project.places.get(incident.place.as_ref()?).map(|p| &**p)
}

/// Whether two incidents are at one place: the same in the registry, called by the same words, or
/// less than [`NEAR_KM`] apart.
pub(super) fn same(project: &Project, a: &Incident, b: &Incident) -> bool {
    if a.place.is_some() && a.place == b.place {
        return true;
    }
    let text: Vec<_> = ends(&b.place_text).map(words).collect();
    if ends(&a.place_text).map(words).any(|a| !a.is_empty() && text.contains(&a)) {
        return true;
    }
    let at = |incident| of(project, incident).and_then(Place::coordinates);
    at(a).zip(at(b)).is_some_and(|(a, b)| distance_km(a, b) < NEAR_KM)
}

/// The names by which articles may call an incident's place.
pub(super) fn names<'a>(
    project: &'a Project,
    incident: &'a Incident,
) -> impl Iterator<Item = &'a str> {
    let known = of(project, incident).into_iter();
    let known = known.flat_map(|p| std::iter::once(&p.name).chain(&p.aliases));
    std::iter::once(&incident.place_text).chain(known).flat_map(|name| ends(name))
}

/// A name, and the two places that it lies between: "between Teguey and Bankilaré" is what others
/// call Teguey.
pub(super) fn ends(name: &str) -> impl Iterator<Item = &str> {
    let between = name.trim().strip_prefix("between ").and_then(|two| two.split_once(" and "));
    std::iter::once(name).chain(between.into_iter().flat_map(|(a, b)| [a, b]))
}

/// The words of a text, lower case, in order.
pub(super) fn words(text: &str) -> Vec<SmolStr> {
    let mut words = Vec::new();
    each_word(text, |word| {
        words.push(word.into());
        true
    });
    words
}

/// Calls with each word of a text, lower case, until told to stop. True where it was not.
fn each_word(text: &str, mut go_on: impl FnMut(&str) -> bool) -> bool {
    let mut lower = String::new();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    words.filter(|word| !word.is_empty()).all(|word| {
        if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
            return go_on(word);
        }
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        go_on(&lower)
    })
}

/// The words of a text, for looking up names in it.
#[derive(Clone, Default, Debug)]
pub struct Vocabulary(HashSet<SmolStr>);

impl Vocabulary {
    /// The words of this text.
    pub fn of(text: &str) -> Self {
        let mut known = HashSet::new();
        each_word(text, |word| {
            if !known.contains(word) {
                known.insert(word.into());
            }
            true
        });
        Self(known)
    }

    /// Whether all words of the name are there. Words of two letters alone name nothing.
    pub(super) fn has(&self, name: &str) -> bool {
        let mut names = false;
        let all = each_word(name, |word| {
            names |= word.chars().nth(2).is_some();
            self.0.contains(word)
        });
        all && names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_great_circles() {
        let (niamey, tillaberi) = ((13.512, 2.112), (14.211, 1.453));
        assert!((distance_km(niamey, tillaberi) - 105.4).abs() < 1.0);
        assert!(distance_km(niamey, niamey).abs() < 1e-9);
    }

    #[test]
    fn what_lies_between_two_places_is_called_by_either() {
        let names = |name| ends(name).collect::<Vec<_>>();
        let text = "between Teguey and Bankilaré";
        assert_eq!(names(text), [text, "Teguey", "Bankilaré"]);
        assert_eq!(names("Teguey"), ["Teguey"]);
        assert_eq!(names(""), [""]);
    }

    #[test]
    fn names_are_found_word_by_word() {
        let text = Vocabulary::of("An ambush near Teguey, in the N'Guigmi area of Tillabéri.");
        for (name, expected) in [
            ("Teguey", true),
            ("tillabéri", true),
            ("N'Guigmi", true),
            ("Tillia", false),
            ("in", false),
            ("", false),
        ] {
            assert_eq!(text.has(name), expected, "{name}");
        }
    }
}
