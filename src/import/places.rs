//! A gazetteer's file to places: GeoNames' tab-separated tables, and CSV with named columns.
//!
//! # Invariants
//!
//! - A row that cannot be read is told of with its line; it never costs the other rows.
//! - Coordinates are taken as they stand; nothing is looked up or guessed.

use std::collections::HashMap;
use std::path::Path;

use super::metadata::{delimiter, line_of};
use super::{ImportError, Problem, decode, read_bytes};
use crate::gazetteer::{self, fold};
use crate::text::normalise;

/// More places than this are more than a project should carry.
pub const MOST_PLACES: usize = 50_000;

/// A place of a gazetteer's file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GazetteerPlace {
    /// Id in the gazetteer; empty where the file has none.
    pub id: String,
    /// Name.
    pub name: String,
    /// Other names, in Latin letters.
    pub aliases: Vec<String>,
    /// Degrees north, WGS 84.
    pub latitude: f64,
    /// Degrees east, WGS 84.
    pub longitude: f64,
    /// First-level unit.
    pub admin1: String,
    /// Second-level unit.
    pub admin2: String,
    /// ISO 3166-1 alpha-3 code.
    pub country: String,
}

/// What a gazetteer's file holds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GazetteerFile {
    /// Its places.
    pub places: Vec<GazetteerPlace>,
    /// Rows of other things than settlements and administrative units: rivers, wells, schools.
    pub other_features: usize,
    /// Rows that could not be read.
    pub problems: Vec<Problem>,
    /// Whether it is a table of GeoNames.
    pub is_geonames: bool,
}

/// Why a file gives no places.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum GazetteerError {
    /// It cannot be read.
    #[error(transparent)]
    File(#[from] ImportError),
    /// It is neither of the two.
    #[error(
        "neither GeoNames' table of 19 columns nor a CSV whose first row names the columns name, \
         latitude and longitude: {0}"
    )]
    Unknown(String),
    /// It has too many places.
    #[error("more than {MOST_PLACES} places; cut the file to the countries that you work on: {0}")]
    TooMany(String),
}

/// Reads a gazetteer's file.
pub fn read_gazetteer(path: &Path) -> Result<GazetteerFile, GazetteerError> {
    let failed = |reason| ImportError { path: path.to_owned(), reason };
    let bytes = read_bytes(path).map_err(failed)?;
    let decoded = decode(&bytes).map_err(failed)?;
    let text = normalise(&decoded.text);
    let shown = path.display().to_string();
    let file = parse(&text).ok_or_else(|| GazetteerError::Unknown(shown.clone()))?;
    if file.places.len() > MOST_PLACES {
        return Err(GazetteerError::TooMany(shown));
    }
    Ok(file)
}

fn parse(text: &str) -> Option<GazetteerFile> {
    let first = text.lines().next()?;
    let cells: Vec<&str> = first.split('\t').collect();
    if cells.len() >= 18 && cells.first().is_some_and(|id| id.parse::<u32>().is_ok()) {
        return Some(geonames(text));
    }
    with_columns(text)
}

/// GeoNames: id, name, ASCII name, other names, latitude, longitude, class, code, country, …,
/// first- and second-level codes at 10 and 11.
fn geonames(text: &str) -> GazetteerFile {
    let mut file = GazetteerFile { is_geonames: true, ..GazetteerFile::default() };
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let cell = |row: &[&str], at: usize| row.get(at).map_or("", |c| c.trim()).to_owned();
    // The units' names stand in rows of their own.
    let mut units: HashMap<(String, String, String), String> = HashMap::new();
    for row in &rows {
        let key = match cell(row, 7).as_str() {
            "ADM1" => (cell(row, 8), cell(row, 10), String::new()),
            "ADM2" => (cell(row, 8), cell(row, 10), cell(row, 11)),
            _ => continue,
        };
        units.insert(key, cell(row, 1));
    }
    for (nth, row) in rows.iter().enumerate() {
        if row.iter().all(|c| c.trim().is_empty()) {
            continue;
        }
        let code = cell(row, 7);
        let unit = code.starts_with("ADM") && !code.ends_with('H');
        if cell(row, 6) != "P" && !unit {
            file.other_features += 1;
            continue;
        }
        let named = |key| units.get(&key).cloned().unwrap_or_default();
        let place =
            point(&cell(row, 4), &cell(row, 5)).map(|(latitude, longitude)| GazetteerPlace {
                id: cell(row, 0),
                name: cell(row, 1),
                aliases: aliases(&cell(row, 1), cell(row, 3).split(',')),
                latitude,
                longitude,
                admin1: named((cell(row, 8), cell(row, 10), String::new())),
                admin2: named((cell(row, 8), cell(row, 10), cell(row, 11))),
                country: country(&cell(row, 8)),
            });
        keep(&mut file, nth as u64 + 1, place);
    }
    file
}

/// CSV, with commas, semicolons or tabs, whose first row names the columns.
fn with_columns(text: &str) -> Option<GazetteerFile> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().ok()?.clone();
    let column = |names: &[&str]| {
        header.iter().position(|h| names.contains(&fold(h).replace(' ', "").as_str()))
    };
    let name = column(&["name", "place", "placename", "location", "nom"])?;
    let latitude = column(&["latitude", "lat", "y"])?;
    let longitude = column(&["longitude", "lon", "lng", "long", "x"])?;
    let id = column(&["id", "geonameid", "gazetteer", "pcode"]);
    let others = column(&["aliases", "alternatenames", "othernames", "alias"]);
    let admin1 = column(&["admin1", "admin1name", "adm1", "region", "province", "state"]);
    let admin2 = column(&["admin2", "admin2name", "adm2", "district", "department", "county"]);
    let land = column(&["country", "countrycode", "iso3", "iso", "pays"]);
    let mut file = GazetteerFile::default();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = line_of(text, error.position());
                file.problems.push(Problem { line, message: error.to_string() });
                continue;
            }
        };
        let line = line_of(text, record.position());
        let cell = |at: Option<usize>| at.and_then(|a| record.get(a)).unwrap_or("").trim();
        let place =
            point(cell(Some(latitude)), cell(Some(longitude))).map(|(lat, lon)| GazetteerPlace {
                id: cell(id).to_owned(),
                name: cell(Some(name)).to_owned(),
                aliases: aliases(cell(Some(name)), cell(others).split([';', '|', ','])),
                latitude: lat,
                longitude: lon,
                admin1: cell(admin1).to_owned(),
                admin2: cell(admin2).to_owned(),
                country: country(cell(land)),
            });
        keep(&mut file, line, place);
    }
    Some(file)
}

fn keep(file: &mut GazetteerFile, line: u64, place: Result<GazetteerPlace, String>) {
    match place {
        Ok(place) if place.name.is_empty() => {
            file.problems.push(Problem { line, message: "the name is empty".to_owned() });
        }
        Ok(place) => file.places.push(place),
        Err(message) => file.problems.push(Problem { line, message }),
    }
}

fn point(latitude: &str, longitude: &str) -> Result<(f64, f64), String> {
    let number = |text: &str, most: f64, what: &str| match text.replace(',', ".").parse::<f64>() {
        Ok(value) if value.abs() <= most => Ok(value),
        Ok(_) => Err(format!("the {what} is not within {most} degrees: {text}")),
        Err(_) => Err(format!("the {what} is no number: \"{text}\"")),
    };
    Ok((number(latitude, 90.0, "latitude")?, number(longitude, 180.0, "longitude")?))
}

/// Other names in Latin letters that are spelled otherwise than the name.
fn aliases<'a>(name: &str, others: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut known = vec![fold(name)];
    let mut kept = Vec::new();
    for other in others.map(str::trim) {
        let key = fold(other);
        let latin = key.chars().filter(|c| *c != ' ').count() * 2 >= other.chars().count();
        if key.len() >= 3 && latin && !known.contains(&key) {
            known.push(key);
            kept.push(other.to_owned());
        }
    }
    kept
}

/// Alpha-3 code of a country told by either code or by name; empty for an unknown one.
fn country(told: &str) -> String {
    let code = told.trim().to_uppercase();
    let known = gazetteer::by_alpha2(&code)
        .or_else(|| gazetteer::country_named(&fold(told)).map(|(country, _)| country));
    known.map_or(String::new(), |c| c.alpha3.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_geonames() {
        let row = |id, name: &str, others: &str, class, code, lat: &str| {
            format!(
                "{id}\t{name}\t{name}\t{others}\t{lat}\t1.5\t{class}\t{code}\tNE\t\t09\t0904\t\t\t120\t\t250\tAfrica/Niamey\t2020-01-01"
            )
        };
        let text = [
            row(1, "Tillabéri Region", "", "A", "ADM1", "14.5"),
            row(2, "Inates", "In Ates,إيناتس,INATES", "P", "PPL", "15.0"),
            row(3, "Wadi Azaouak", "", "H", "STM", "15.2"),
            row(4, "Teguey", "", "P", "PPL", "north"),
        ]
        .join("\n");
        let file = parse(&text).unwrap();
        assert!(file.is_geonames);
        assert_eq!(file.other_features, 1);
        assert_eq!(file.problems.len(), 1);
        assert_eq!(file.problems[0].line, 4);
        let inates = &file.places[1];
        assert_eq!(inates.aliases, ["In Ates"]);
        assert_eq!((inates.admin1.as_str(), inates.country.as_str()), ("Tillabéri Region", "NER"));
    }

    #[test]
    fn a_csv_with_named_columns() {
        let text = "Place;Lat;Lon;Country;Other names\nTiloa;15,05;2,05;Niger;Tilowa|Tiloua\n;1;2;Mali;\nHamakat;95;2;Niger;\n";
        let file = parse(text).unwrap();
        assert_eq!(file.places.len(), 1);
        let tiloa = &file.places[0];
        assert_eq!((tiloa.latitude, tiloa.longitude), (15.05, 2.05));
        assert_eq!(tiloa.aliases, ["Tilowa", "Tiloua"]);
        assert_eq!(tiloa.country, "NER");
        let reasons: Vec<_> = file.problems.iter().map(|p| (p.line, p.message.as_str())).collect();
        assert_eq!(
            reasons,
            [(3, "the name is empty"), (4, "the latitude is not within 90 degrees: 95")]
        );
    }

    #[test]
    fn a_problem_has_its_line_after_empty_lines_and_breaks_within_a_cell() {
        let text = "name,lat,lon\n\n\"In\nAtes\",15,2\n\n,1,2\n\"Tiloa\n\",95,2\nHamakat,x,2\n";
        let file = parse(text).unwrap();
        let lines: Vec<_> = file.problems.iter().map(|problem| problem.line).collect();
        assert_eq!((file.places.len(), lines.as_slice()), (1, &[6, 7, 9][..]));
    }

    #[test]
    fn another_table_is_refused() {
        assert_eq!(parse("a,b\n1,2\n"), None);
        assert_eq!(parse(""), None);
    }
}
