//! Files that are built into the program: typefaces and the gazetteer. Where each comes from and
//! under which licence stands beside it in `assets`.

/// The libraries of the program as a table: library, version, licence, authors, source. Made by
/// `tests/dependencies.rs`.
pub static LIBRARIES: &str = include_str!("../../assets/licences/libraries.csv");

/// The licence texts that the libraries carry, each under their names, with form feeds between.
pub static LICENCE_TEXTS: &str = include_str!("../../assets/licences/texts.txt");

/// A bundled face.
#[derive(Debug)]
pub struct Face {
    /// Its name, which is the name of its file.
    pub name: &'static str,
    /// The font file.
    pub bytes: &'static [u8],
}

macro_rules! faces {
    ($($(#[$doc:meta])* $constant:ident, $name:literal;)*) => {$(
        $(#[$doc])*
        pub static $constant: Face = Face {
            name: $name,
            bytes: include_bytes!(concat!("../../assets/fonts/", $name, ".ttf")),
        };
    )*};
}

faces! {
    /// The sans of the interface.
    SANS, "CasebookSans-Regular";
    /// The heavier sans.
    SANS_HEAVY, "CasebookSans-SemiBold";
    /// The reading serif.
    SERIF, "CasebookSerif-Regular";
    /// The heavier serif, for headlines.
    SERIF_HEAVY, "CasebookSerif-SemiBold";
    /// Arabic letters.
    ARABIC, "CasebookArabic-Regular";
    /// Heavier Arabic letters.
    ARABIC_HEAVY, "CasebookArabic-SemiBold";
    /// Hebrew letters.
    HEBREW, "CasebookHebrew-Regular";
    /// Heavier Hebrew letters.
    HEBREW_HEAVY, "CasebookHebrew-SemiBold";
    /// Icons.
    ICONS, "CasebookIcons-Regular";
    /// Filled icons.
    ICONS_FILLED, "CasebookIcons-Fill";
}

/// The faces that a chart drawn to a picture needs, regular before heavy.
pub fn chart_fonts() -> [&'static [u8]; 6] {
    [&SANS, &SANS_HEAVY, &ARABIC, &ARABIC_HEAVY, &HEBREW, &HEBREW_HEAVY].map(|face| face.bytes)
}

/// The table of places that `assets/gazetteer/build.py` writes.
pub static GAZETTEER: &[u8] = include_bytes!("../../assets/gazetteer/places.bin");

/// Countries' other names, demonyms and French names.
pub static COUNTRIES: &str = include_str!("../../assets/gazetteer/countries.tsv");

/// Parts of the world that are no country.
pub static REGIONS: &str = include_str!("../../assets/gazetteer/regions.tsv");

/// Abbreviations of states and provinces.
pub static ABBREVIATIONS: &str = include_str!("../../assets/gazetteer/abbreviations.tsv");

/// Words and given names that are seldom places.
pub static NOT_PLACES: &str = include_str!("../../assets/gazetteer/not-places.tsv");
