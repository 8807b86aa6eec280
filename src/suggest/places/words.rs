//! Words around names: what makes a capitalised word a place, and what makes it none.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::bundled::NOT_PLACES;

/// What a capitalised word mostly is, if that is no place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Other {
    /// A word of every day, a month, a title, an agency.
    Never,
    /// A family name.
    Family,
    /// A given name.
    Given,
    /// A person's name and a well-known place alike.
    Both,
}

static OTHERS: LazyLock<HashMap<&'static str, Other>> = LazyLock::new(|| {
    let lists = NOT_PLACES.lines().filter_map(|line| line.split_once('\t'));
    let read = |(kind, words): (&str, &'static str)| {
        let other = match kind {
            "never" => Other::Never,
            "family" => Other::Family,
            "given" => Other::Given,
            "both" => Other::Both,
            _ => return Vec::new(),
        };
        words.split(' ').map(|word| (word, other)).collect()
    };
    lists.flat_map(read).collect()
});

/// What a capitalised word mostly is; `None` for a word of no list.
pub(super) fn other(word: &str) -> Option<Other> {
    OTHERS.get(word).copied()
}

/// Whether it is a given name and no place.
pub(super) fn is_given(word: &str) -> bool {
    other(word) == Some(Other::Given)
}

/// Whether it names an office, so that a place before it is one: "Massachusetts Governor".
pub(super) fn is_office(word: &str) -> bool {
    is_title(word)
        || matches!(
            word,
            "Governor"
                | "Mayor"
                | "Republican"
                | "Democrat"
                | "Council"
                | "Government"
                | "Police"
                | "Health"
                | "Prime"
                | "Foreign"
                | "Defence"
                | "Defense"
                | "Interior"
                | "Premier"
                | "State"
                | "Supreme"
                | "District"
                | "Army"
                | "Parliament"
                | "Attorney"
                | "Deputy"
                | "Schools"
                | "School"
                | "Hospital"
                | "Airport"
                | "International"
                | "Fire"
                | "University"
                | "City"
                | "Community"
                | "Provincial"
                | "Regional"
                | "National"
                | "Federal"
                | "Ministry"
                | "Embassy"
                | "Liberals"
                | "Conservatives"
        )
}

/// How much the word before speaks for a place; `None` if nothing follows from it.
pub(super) fn before(word: &str) -> Option<f64> {
    Some(match word {
        "in" | "at" | "near" | "from" | "to" | "into" | "outside" | "around" | "across"
        | "toward" | "towards" | "through" | "throughout" | "between" | "reached" | "reach"
        | "via" | "inside" | "within" | "leaving" | "left" | "en" | "à" | "vers" | "dans"
        | "depuis" | "entre" => 1.5,
        "au" | "aux" => 1.2,
        "of" | "for" | "over" | "on" | "against" | "de" | "du" | "des" | "d" | "by" | "sur" => 0.6,
        _ => return None,
    })
}

/// Titles: what follows is a person.
pub(super) fn is_title(word: &str) -> bool {
    matches!(
        word,
        "Mr" | "Mrs"
            | "Ms"
            | "Miss"
            | "Dr"
            | "President"
            | "Gen"
            | "General"
            | "Col"
            | "Colonel"
            | "Lt"
            | "Lieutenant"
            | "Sgt"
            | "Sergeant"
            | "Capt"
            | "Captain"
            | "Maj"
            | "Cpl"
            | "Corporal"
            | "Adm"
            | "Minister"
            | "Sen"
            | "Senator"
            | "Rep"
            | "Congressman"
            | "Gov"
            | "Judge"
            | "Justice"
            | "Prof"
            | "Professor"
            | "Sheikh"
            | "Sheik"
            | "Imam"
            | "Sir"
            | "Lord"
            | "Lady"
            | "Prince"
            | "Princess"
            | "King"
            | "Queen"
            | "Pope"
            | "Father"
            | "Rev"
            | "Officer"
            | "Detective"
            | "Det"
            | "Inspector"
            | "Sheriff"
            | "Commander"
            | "Chief"
            | "Secretary"
            | "Ambassador"
            | "Spokesman"
            | "Spokeswoman"
            | "Pte"
            | "Private"
            | "Major"
            | "M"
            | "Mme"
            | "Monsieur"
            | "Madame"
    )
}

/// Words after a name that say what kind of unit it is; whether that is one of the second level.
pub(super) fn unit_after(word: &str) -> Option<bool> {
    match word {
        "province" | "state" | "region" | "governorate" | "Province" | "State" | "Region"
        | "Governorate" | "oblast" | "Oblast" | "Oblasti" => Some(false),
        "county" | "district" | "department" | "County" | "Co" | "District" | "Department"
        | "parish" | "Parish" | "borough" | "Borough" => Some(true),
        _ => None,
    }
}

/// Words that say what kind of place follows: "the town of", "le village de".
pub(super) fn place_noun(word: &str) -> bool {
    matches!(
        word,
        "city"
            | "town"
            | "village"
            | "villages"
            | "towns"
            | "cities"
            | "hamlet"
            | "settlement"
            | "locality"
            | "localities"
            | "commune"
            | "municipality"
            | "suburb"
            | "suburbs"
            | "port"
            | "neighbourhood"
            | "neighborhood"
            | "province"
            | "region"
            | "district"
            | "state"
            | "county"
            | "governorate"
            | "department"
            | "capital"
            | "camp"
            | "area"
            | "outskirts"
            | "north"
            | "south"
            | "east"
            | "west"
            | "ville"
            | "localité"
            | "département"
            | "région"
            | "quartier"
            | "nord"
            | "sud"
            | "ouest"
            | "est"
            | "hameau"
            | "île"
            | "island"
            | "coast"
            | "northwest"
            | "northeast"
            | "southwest"
            | "southeast"
            | "borough"
            | "prefecture"
            | "préfecture"
            | "cercle"
    )
}

/// The nouns of a settlement, those that make a place of a name that no list has.
pub(super) fn settlement(word: &str) -> bool {
    matches!(
        word,
        "village"
            | "town"
            | "hamlet"
            | "settlement"
            | "locality"
            | "commune"
            | "hameau"
            | "localité"
            | "bourg"
            | "bourgade"
            | "villages"
            | "towns"
            | "hamlets"
            | "settlements"
            | "localities"
            | "hameaux"
            | "localités"
    )
}

/// Nouns of what happens at a place: "an attack at Inates".
pub(super) fn happening(word: &str) -> bool {
    matches!(
        word,
        "attack"
            | "attacks"
            | "assault"
            | "ambush"
            | "raid"
            | "clash"
            | "clashes"
            | "battle"
            | "fighting"
            | "killings"
            | "massacre"
            | "bombing"
            | "attaque"
            | "attaques"
            | "assaut"
            | "embuscade"
            | "affrontements"
            | "combats"
    )
}

/// What is done to people at a place: "were killed at Inates".
pub(super) fn harmed(word: &str) -> bool {
    matches!(
        word,
        "killed"
            | "died"
            | "dead"
            | "wounded"
            | "injured"
            | "ambushed"
            | "attacked"
            | "tués"
            | "morts"
    )
}

/// Nouns of what stands at a place and is attacked: "the garrison of Inates".
pub(super) fn stronghold(word: &str) -> bool {
    matches!(
        word,
        "garrison"
            | "base"
            | "post"
            | "outpost"
            | "camp"
            | "barracks"
            | "garnison"
            | "poste"
            | "caserne"
    )
}

/// Small words that may stand between a preposition and a name.
pub(super) fn is_loose(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "The"
            | "la"
            | "le"
            | "l"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "nearby"
            | "downtown"
            | "neighbouring"
            | "neighboring"
            | "northeastern"
            | "northwestern"
            | "southeastern"
            | "southwestern"
            | "greater"
            | "rural"
            | "north"
            | "south"
            | "east"
            | "west"
    )
}

/// Capitalised words that may stand before a place's name and belong to it only loosely.
pub(super) fn is_quarter(word: &str) -> bool {
    matches!(
        word,
        "North"
            | "South"
            | "East"
            | "West"
            | "Northern"
            | "Southern"
            | "Eastern"
            | "Western"
            | "Central"
            | "Greater"
            | "Far"
            | "Upper"
            | "Lower"
            | "Downtown"
            | "Old"
            | "Inner"
            | "Outer"
            | "Northeast"
            | "Northwest"
            | "Southeast"
            | "Southwest"
            | "Northeastern"
            | "Northwestern"
            | "Southeastern"
            | "Southwestern"
            | "Mainland"
            | "Nearby"
            | "Rural"
            | "Metro"
            | "Former"
            | "Neighbouring"
            | "Neighboring"
    )
}

/// Words after a name that make it the name of something else: a paper, a firm, a club.
pub(super) fn other_thing(word: &str) -> bool {
    matches!(
        word,
        "Times"
            | "Post"
            | "Tribune"
            | "Herald"
            | "Globe"
            | "Gazette"
            | "Journal"
            | "Star"
            | "Sun"
            | "Review"
            | "News"
            | "Bank"
            | "FC"
            | "Inc"
            | "Corp"
            | "Ltd"
            | "Brothers"
            | "Sachs"
            | "Airlines"
            | "Airways"
            | "Group"
            | "Partners"
            | "Securities"
            | "Motors"
            | "Street"
            | "Avenue"
            | "Road"
            | "Boulevard"
            | "Drive"
            | "Lane"
            | "Square"
            | "Award"
            | "Awards"
            | "Convention"
            | "Accords"
            | "Treaty"
            | "Agreement"
            | "Act"
            | "Telegraph"
            | "Examiner"
            | "Chronicle"
            | "Mercury"
            | "Sentinel"
            | "Observer"
            | "Dispatch"
            | "Register"
            | "Lions"
            | "Tigers"
            | "Rangers"
            | "Giants"
            | "Bulls"
            | "Bears"
    )
}

/// Small words inside of names.
pub(super) fn inside(word: &str) -> bool {
    matches!(
        word,
        "de" | "du"
            | "des"
            | "la"
            | "le"
            | "les"
            | "el"
            | "al"
            | "d"
            | "l"
            | "on"
            | "upon"
            | "of"
            | "the"
            | "and"
            | "do"
            | "dos"
            | "da"
            | "das"
            | "di"
            | "del"
            | "es"
            | "ez"
            | "ech"
            | "ash"
            | "as"
            | "an"
            | "bin"
            | "in"
            | "sur"
            | "sous"
            | "en"
            | "et"
            | "am"
            | "der"
            | "im"
            | "au"
            | "aux"
            | "ad"
            | "ar"
            | "saoudite"
            | "faso"
            | "unis"
            | "arabes"
            | "centrafricaine"
            | "démocratique"
            | "oriental"
            | "équatoriale"
            | "tchèque"
    )
}
