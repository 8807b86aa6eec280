//! Reads `assets/gazetteer/places.bin` where it lies.
//!
//! After an eight-byte mark come the lengths of seven sections (u32, little-endian, as all numbers)
//! and the sections:
//!
//! | section | holds |
//! | --- | --- |
//! | codes | a country in five bytes: alpha-2 and alpha-3 |
//! | units | an administrative unit in five: its parent's number, its place's number; the countries come first |
//! | places | a place in twelve: latitude and longitude in 1/10,000 degree, unit, kind and size, GeoNames id; in the order of their folded names |
//! | index | a block of names in eight: where it begins, and its first place |
//! | names | blocks of 16 names: bytes shared with the name before, bytes that follow, these, how many places bear it |
//! | index 2 | a block of other names in four: where it begins |
//! | other names | the same, folded, and after each the numbers of its places |

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::LazyLock;

use super::country::{self, Country};
use super::{Point, fold};
use crate::bundled::GAZETTEER;

/// Names a block of a dictionary.
const BLOCK: usize = 16;

/// What a place is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A populated place.
    City,
    /// The capital of a country.
    Capital,
    /// A first-level administrative unit: state, region, governorate.
    Admin1,
    /// A second-level one: county, department, district.
    Admin2,
    /// A country or dependent territory.
    Country,
}

/// The number of a place in the table.
type Number = u32;

/// What a name stands for in the table.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Found {
    /// The places that bear the name.
    pub places: Vec<Number>,
    /// Whether a longer name begins with it: "New" of "New York".
    pub longer: bool,
}

/// A place.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its number in the table.
    pub number: u32,
    /// Its main name: "Tillabéri".
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Where: a unit's point is the middle of its places.
    pub point: Point,
    /// Inhabitants to within a fifth; 0 where that is not known.
    pub population: u32,
    /// GeoNames id; 0 where there is none.
    pub id: u32,
    /// The administrative unit that it lies in or is.
    unit: u16,
}

struct Table {
    codes: &'static [u8],
    units: &'static [u8],
    places: &'static [u8],
    index: &'static [u8],
    names: &'static [u8],
    other_index: &'static [u8],
    other_names: &'static [u8],
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut at = 8 + 7 * 4;
    let mut section = |n: usize| {
        let len = u32_at(GAZETTEER, 8 + 4 * n) as usize;
        let found = GAZETTEER.get(at..at + len).unwrap_or_default();
        at += len;
        found
    };
    Table {
        codes: section(0),
        units: section(1),
        places: section(2),
        index: section(3),
        names: section(4),
        other_index: section(5),
        other_names: section(6),
    }
});

/// The first name of each block, folded, so that a search need not fold them again.
static HEADS: LazyLock<Vec<Box<str>>> = LazyLock::new(|| {
    let head = |n| {
        let mut names = Names::new(TABLE.names, u32_at(TABLE.index, 8 * n) as usize);
        names.advance();
        fold(&names.name()).into()
    };
    (0..TABLE.index.len() / 8).map(head).collect()
});

/// The places of a name that [`fold`] has folded, by their main and other names.
pub fn find(key: &str) -> Found {
    if key.is_empty() {
        return Found::default();
    }
    let table = &*TABLE;
    let mut found = Found::default();
    // Blocks whose first name comes before the key may hold it: the last of them does.
    let block = |n: usize| (u32_at(table.index, 8 * n) as usize, u32_at(table.index, 8 * n + 4));
    let first = HEADS.partition_point(|head| **head < *key).saturating_sub(1);
    let (at, mut place) = block(first);
    let mut names = Names::new(table.names, at);
    while names.advance() {
        let name = fold(&names.name());
        let bearers = names.varint();
        match name.as_str().cmp(key) {
            Ordering::Less => {}
            Ordering::Equal => found.places.extend(place..place + bearers),
            Ordering::Greater => {
                found.longer = continues(&name, key);
                break;
            }
        }
        place += bearers;
    }
    other_places(table, key, &mut found);
    found
}

/// Places whose main name begins with a folded text, and those that bear it as another name: the
/// largest first, `most` of them.
pub fn beginning(key: &str, most: usize) -> Vec<Entry> {
    if key.is_empty() {
        return Vec::new();
    }
    let table = &*TABLE;
    let first = HEADS.partition_point(|head| **head < *key).saturating_sub(1);
    let at = u32_at(table.index, 8 * first) as usize;
    let mut place = u32_at(table.index, 8 * first + 4);
    let mut names = Names::new(table.names, at);
    let mut numbers = find(key).places;
    while names.advance() {
        let name = fold(&names.name());
        let bearers = names.varint();
        if name.starts_with(key) {
            numbers.extend(place..place + bearers);
        } else if *name > *key {
            break;
        }
        place += bearers;
    }
    numbers.sort_unstable();
    numbers.dedup();
    // The size stands in the record: names are spelt out only for those that are listed.
    let size = |number: &Number| {
        std::cmp::Reverse(table.places.get(*number as usize * 12 + 8).map_or(0, |byte| byte & 31))
    };
    numbers.sort_by_key(size);
    numbers.into_iter().take(most).filter_map(entry).collect()
}

/// Adds the places that bear the name besides another.
fn other_places(table: &Table, key: &str, found: &mut Found) {
    let block = |n: usize| u32_at(table.other_index, 4 * n) as usize;
    let first = last_before(table.other_index.len() / 4, |n| {
        // A block's first name shares nothing with the one before it.
        let at = block(n);
        let len = byte(table.other_names, at + 1) as usize;
        table.other_names.get(at + 2..at + 2 + len).is_some_and(|head| head < key.as_bytes())
    });
    let mut names = Names::new(table.other_names, block(first));
    while names.advance() {
        let order = (*names.name()).cmp(key);
        if order == Ordering::Greater {
            found.longer |= continues(&names.name(), key);
            return;
        }
        let count = names.varint();
        for _ in 0..count {
            let number = u24_at(table.other_names, names.at);
            names.at += 3;
            if order == Ordering::Equal && !found.places.contains(&number) {
                found.places.push(number);
            }
        }
    }
}

/// The place of a number.
pub fn entry(number: Number) -> Option<Entry> {
    let table = &*TABLE;
    let at = number as usize * 12;
    let record = table.places.get(at..at + 12)?;
    let degrees = |at| f64::from(i24_at(record, at)) / 1e4;
    let kind = record.get(8)? >> 5;
    let size = record.get(8)? & 31;
    Some(Entry {
        number,
        name: name_of(table, number)?,
        kind: match kind {
            0 => Kind::City,
            1 => Kind::Capital,
            2 => Kind::Admin1,
            3 => Kind::Admin2,
            _ => Kind::Country,
        },
        point: Point { lat: degrees(0), lon: degrees(3) },
        population: if size == 0 { 0 } else { (1u32 << size) - 1 },
        id: u24_at(record, 9),
        unit: u16_at(record, 6),
    })
}

impl Entry {
    /// The country that it lies in or is.
    pub fn country(&self) -> Option<&'static Country> {
        let mut unit = self.unit;
        loop {
            let parent = u16_at(TABLE.units, usize::from(unit) * 5);
            if parent == u16::MAX {
                break;
            }
            unit = parent;
        }
        let code = TABLE.codes.get(usize::from(unit) * 5..)?.get(..2)?;
        country::by_alpha2(std::str::from_utf8(code).ok()?)
    }

    /// The number of the first-level unit that it lies in or is.
    pub fn admin1(&self) -> Option<u32> {
        self.unit_of(0)
    }

    /// The number of the second-level unit that it lies in or is.
    pub fn admin2(&self) -> Option<u32> {
        self.unit_of(1)
    }

    /// The place of its unit at a depth below the country.
    fn unit_of(&self, depth: usize) -> Option<u32> {
        let mut chain = Vec::with_capacity(3);
        let mut unit = self.unit;
        loop {
            let parent = u16_at(TABLE.units, usize::from(unit) * 5);
            if parent == u16::MAX {
                break;
            }
            chain.push(unit);
            unit = parent;
        }
        let unit = *chain.get(chain.len().checked_sub(depth + 1)?)?;
        let place = u24_at(TABLE.units, usize::from(unit) * 5 + 2);
        (place != 0xFF_FFFF).then_some(place)
    }

    /// Name of the first-level unit, empty where there is none.
    pub fn admin1_name(&self) -> String {
        self.admin1().and_then(|n| name_of(&TABLE, n)).unwrap_or_default()
    }

    /// Name of the second-level unit, empty where there is none.
    pub fn admin2_name(&self) -> String {
        self.admin2().and_then(|n| name_of(&TABLE, n)).unwrap_or_default()
    }

    /// "Gao, Gao, Mali": what tells it from its namesakes.
    pub fn full_name(&self) -> String {
        let mut name = self.name.clone();
        if !matches!(self.kind, Kind::Admin1 | Kind::Country) {
            let admin1 = self.admin1_name();
            if !admin1.is_empty() {
                name.push_str(", ");
                name.push_str(&admin1);
            }
        }
        if let Some(country) = self.country().filter(|_| self.kind != Kind::Country) {
            name.push_str(", ");
            name.push_str(country.name);
        }
        name
    }
}

/// Country codes and the number of the country's place, for the table of countries.
pub(super) fn countries() -> impl Iterator<Item = (&'static str, &'static str, Option<Entry>)> {
    TABLE.codes.chunks_exact(5).enumerate().map(|(n, codes)| {
        let code = |range| codes.get(range).and_then(|c| std::str::from_utf8(c).ok());
        let place = entry(u24_at(TABLE.units, n * 5 + 2));
        (code(0..2).unwrap_or_default(), code(2..5).unwrap_or_default(), place)
    })
}

fn name_of(table: &Table, number: Number) -> Option<String> {
    let block = |n: usize| (u32_at(table.index, 8 * n) as usize, u32_at(table.index, 8 * n + 4));
    let (at, mut place) = block(last_before(table.index.len() / 8, |n| block(n).1 <= number));
    let mut names = Names::new(table.names, at);
    for _ in 0..BLOCK {
        if !names.advance() {
            return None;
        }
        place += names.varint();
        if place > number {
            return Some(names.name().into());
        }
    }
    None
}

/// The last of `0..len` for which it holds, where it holds up to some number and not beyond; 0 if
/// it holds for none.
fn last_before(len: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low.saturating_sub(1)
}

fn continues(name: &str, key: &str) -> bool {
    name.strip_prefix(key).is_some_and(|rest| rest.starts_with(' '))
}

/// The names of a dictionary one after the other.
struct Names {
    bytes: &'static [u8],
    at: usize,
    letters: Vec<u8>,
}

impl Names {
    fn new(bytes: &'static [u8], at: usize) -> Names {
        Names { bytes, at, letters: Vec::with_capacity(48) }
    }

    /// Goes to the next name; false at the end.
    fn advance(&mut self) -> bool {
        let Some(&[shared, len]) = self.bytes.get(self.at..self.at + 2) else { return false };
        let start = self.at + 2;
        let Some(rest) = self.bytes.get(start..start + usize::from(len)) else { return false };
        self.at = start + usize::from(len);
        self.letters.truncate(shared.into());
        self.letters.extend_from_slice(rest);
        true
    }

    fn name(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.letters)
    }

    fn varint(&mut self) -> u32 {
        let mut value = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.bytes.get(self.at).copied().unwrap_or_default();
            self.at += 1;
            value |= u32::from(byte & 127) << shift;
            if byte < 128 {
                break;
            }
        }
        value
    }
}

fn byte(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at).copied().unwrap_or_default().into()
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    (byte(bytes, at) | byte(bytes, at + 1) << 8) as u16
}

fn u24_at(bytes: &[u8], at: usize) -> u32 {
    byte(bytes, at) | byte(bytes, at + 1) << 8 | byte(bytes, at + 2) << 16
}

fn i24_at(bytes: &[u8], at: usize) -> i32 {
    (u24_at(bytes, at) << 8).cast_signed() >> 8
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u24_at(bytes, at) | byte(bytes, at + 3) << 24
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Vec<String> {
        let mut names: Vec<_> =
            find(&fold(name)).places.into_iter().filter_map(entry).map(|e| e.full_name()).collect();
        names.sort();
        names
    }

    #[test]
    fn namesakes_are_told_apart_by_country() {
        let gao = named("Gao");
        assert!(gao.contains(&"Gao, Gao, Mali".to_owned()), "{gao:?}");
        assert!(gao.iter().any(|name| name.ends_with("Burkina Faso")), "{gao:?}");
    }

    #[test]
    fn what_is_not_in_the_table_finds_nothing_alike() {
        for name in ["Tiloa", "Inates", "Teguey", "Intagamey", "Motogatta", "Hamakat", "", "–"] {
            assert!(find(&fold(name)).places.is_empty(), "{name}");
        }
    }

    #[test]
    fn a_place_knows_its_units() {
        let places = find("bankilare").places;
        let bankilare = places.into_iter().find_map(entry).unwrap();
        assert_eq!(bankilare.full_name(), "Bankilaré, Tillabéri, Niger");
        assert_eq!(bankilare.country().unwrap().alpha3, "NER");
        assert!((bankilare.point.lat - 14.5765).abs() < 1e-3, "{:?}", bankilare.point);
    }

    #[test]
    fn other_names_lead_to_the_place() {
        for (name, full) in [("Le Caire", "Cairo"), ("Londres", "London"), ("Alep", "Aleppo")] {
            let found = named(name);
            assert!(found.iter().any(|n| n.starts_with(full)), "{name}: {found:?}");
        }
    }

    #[test]
    fn the_beginning_of_a_name_is_known_for_one() {
        assert!(find("new").longer && find("rio de").longer && find("burkina").longer);
        assert!(!find("bankilare").longer && !find("zzz").longer);
    }

    #[test]
    fn a_beginning_finds_the_largest_first() {
        let names = |key: &str| -> Vec<String> {
            beginning(key, 5).into_iter().map(|e| e.full_name()).collect()
        };
        assert!(names("alepp").iter().any(|n| n.starts_with("Aleppo") && n.ends_with("Syria")));
        assert!(names("alep").iter().any(|n| n.starts_with("Aleppo")), "{:?}", names("alep"));
        assert!(names("damasc")[0].starts_with("Damascus"), "{:?}", names("damasc"));
        assert!(names("inates").is_empty());
        assert!(names("").is_empty());
    }

    #[test]
    fn every_name_is_found_by_itself() {
        // Every 97th place, and the first and last: the order of the table is that of `fold`.
        let len = (TABLE.places.len() / 12) as u32;
        for number in (0..len).step_by(97).chain([len - 1]) {
            let name = entry(number).unwrap().name;
            assert!(find(&fold(&name)).places.contains(&number), "{name}");
        }
        assert!(entry(len).is_none());
    }
}
