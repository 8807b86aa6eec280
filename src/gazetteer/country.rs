//! Countries and the regions of the world, with the words that name them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::table::{Entry, countries};
use super::{Point, fold};
use crate::bundled::{COUNTRIES, REGIONS};

/// A country or dependent territory.
#[derive(Clone, PartialEq, Debug)]
pub struct Country {
    /// Its usual English name.
    pub name: &'static str,
    /// ISO 3166-1 alpha-2 code.
    pub alpha2: &'static str,
    /// ISO 3166-1 alpha-3 code.
    pub alpha3: &'static str,
    /// The middle of its places.
    pub point: Option<Point>,
    /// GeoNames id.
    pub id: u32,
}

/// A part of the world that is no country.
#[derive(Clone, PartialEq, Debug)]
pub struct Region {
    /// Its English name.
    pub name: &'static str,
    /// A point in it.
    pub point: Point,
}

/// How a word names a country or a region.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Named {
    /// By a name: "Niger", "UK".
    Name,
    /// By its people: "Nigerien", "Britons".
    People,
}

struct Countries {
    all: Vec<Country>,
    codes: HashMap<&'static str, usize>,
    words: HashMap<String, (usize, Named)>,
    regions: Vec<Region>,
    region_words: HashMap<String, usize>,
    /// What longer names begin with.
    beginnings: HashSet<String>,
}

static ALL: LazyLock<Countries> = LazyLock::new(|| {
    let mut all = Vec::new();
    let mut codes = HashMap::new();
    let mut words = HashMap::new();
    for (alpha2, alpha3, place) in countries() {
        let place: Option<Entry> = place;
        codes.insert(alpha2, all.len());
        codes.insert(alpha3, all.len());
        let name: &'static str = place.as_ref().map_or(alpha3, |p| p.name.clone().leak());
        words.insert(fold(name), (all.len(), Named::Name));
        let id = place.as_ref().map_or(0, |p| p.id);
        all.push(Country { name, alpha2, alpha3, point: place.map(|p| p.point), id });
    }
    for line in COUNTRIES.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let Some(&country) = cells.next().and_then(|code| codes.get(code)) else { continue };
        for how in [Named::Name, Named::People, Named::Name] {
            for word in cells.next().unwrap_or_default().split(',').filter(|w| !w.is_empty()) {
                words.entry(fold(word)).or_insert((country, how));
            }
        }
    }
    let mut regions = Vec::new();
    let mut region_words = HashMap::new();
    for line in REGIONS.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&'static str> = line.split('\t').collect();
        let &[name, lat, lon, others] = cells.as_slice() else { continue };
        let (Ok(lat), Ok(lon)) = (lat.parse(), lon.parse()) else { continue };
        for word in others.split(',').chain([name]).filter(|w| !w.is_empty()) {
            region_words.insert(fold(word), regions.len());
        }
        regions.push(Region { name, point: Point { lat, lon } });
    }
    let mut beginnings = HashSet::new();
    for name in words.keys().chain(region_words.keys()) {
        let spaces = name.match_indices(' ').filter_map(|(at, _)| name.get(..at));
        beginnings.extend(spaces.map(str::to_owned));
    }
    Countries { all, codes, words, regions, region_words, beginnings }
});

/// The country of an alpha-2 code.
pub fn by_alpha2(code: &str) -> Option<&'static Country> {
    ALL.codes.get(code).and_then(|n| ALL.all.get(*n))
}

/// The country that a text gives by its name or by one of its codes, in capitals or not.
pub fn country(text: &str) -> Option<&'static Country> {
    let named = country_named(&fold(text)).filter(|(_, how)| *how == Named::Name);
    named.map(|(country, _)| country).or_else(|| by_alpha2(&text.trim().to_ascii_uppercase()))
}

/// All countries and dependent territories.
pub fn all_countries() -> impl Iterator<Item = &'static Country> {
    ALL.all.iter()
}

/// The country of an alpha-3 code.
pub fn by_alpha3(code: &str) -> Option<&'static Country> {
    by_alpha2(code).filter(|c| c.alpha3 == code)
}

/// The country that a folded name names or whose people it names.
pub fn country_named(key: &str) -> Option<(&'static Country, Named)> {
    let (country, how) = ALL.words.get(key)?;
    Some((ALL.all.get(*country)?, *how))
}

/// The part of the world that a folded name names: "sahel", "west african".
pub fn region_named(key: &str) -> Option<&'static Region> {
    ALL.regions.get(*ALL.region_words.get(key)?)
}

/// Whether a longer name of a country or region begins with the folded words.
pub fn begins_a_name(key: &str) -> bool {
    ALL.beginnings.contains(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_countries() {
        for (word, code, how) in [
            ("Niger", "NER", Named::Name),
            ("Nigeria", "NGA", Named::Name),
            ("nigerien", "NER", Named::People),
            ("U.S.", "USA", Named::Name),
            ("Burkina Faso", "BFA", Named::Name),
            ("Burkinabè", "BFA", Named::People),
            ("Côte d’Ivoire", "CIV", Named::Name),
            ("Ivory Coast", "CIV", Named::Name),
            ("Royaume-Uni", "GBR", Named::Name),
            ("British", "GBR", Named::People),
        ] {
            let (country, found) = country_named(&fold(word)).unwrap();
            assert_eq!((country.alpha3, found), (code, how), "{word}");
            assert!(country.point.is_some(), "{word}");
        }
        assert!(country_named("tillia").is_none());
    }

    #[test]
    fn every_row_of_the_lists_is_read() {
        let rows = |list: &str| list.lines().filter(|l| !l.starts_with('#')).count();
        for line in COUNTRIES.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<_> = line.split('\t').collect();
            assert!(cells.len() == 4 && by_alpha2(cells[0]).is_some(), "{line}");
        }
        assert_eq!(ALL.regions.len(), rows(REGIONS));
    }

    #[test]
    fn a_country_is_given_by_name_or_code() {
        for (text, code) in [
            ("Syria", Some("SYR")),
            ("syr", Some("SYR")),
            (" SY ", Some("SYR")),
            ("Burkina Faso", Some("BFA")),
            ("Sirya", None),
            ("Syrians", None),
            ("", None),
        ] {
            assert_eq!(country(text).map(|c| c.alpha3), code, "{text}");
        }
        assert!(all_countries().count() > 200);
    }

    #[test]
    fn regions_of_the_world() {
        assert_eq!(region_named("west african").unwrap().name, "West Africa");
        assert_eq!(region_named("sahel").unwrap().name, "Sahel");
    }
}
