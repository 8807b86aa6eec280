//! What is found in sentences, and what is not.

use super::super::{Names, suggest};
use super::*;
use crate::model::{Codebook, PlaceId};

fn places(text: &str, names: &Names) -> Vec<PlaceSuggestion> {
    let codebook = Codebook::standard();
    let reading =
        Reading { text, published: None, title: "", language: "", codebook: &codebook, names };
    suggest(&reading).places
}

/// What is found, as "words = name, country".
fn found(text: &str) -> Vec<String> {
    let show = |p: PlaceSuggestion| {
        let words = text.get(p.range.start()..p.range.end()).unwrap();
        let known = if p.latitude.is_some() { "" } else { " (no point)" };
        format!("{words} = {}, {}{known}", p.name, p.country)
    };
    places(text, &Names::default()).into_iter().map(show).collect()
}

#[test]
fn names_are_read_as_the_article_means_them() {
    for (text, expected) in [
        (
            "Gunmen attacked a post in Gao, in northern Mali, on Friday.",
            vec!["Gao = Gao, MLI", "Mali = Mali, MLI"],
        ),
        (
            "Burkina Faso said the market of Gao had been shelled.",
            vec!["Burkina Faso = Burkina Faso, BFA", "Gao = Gao, BFA"],
        ),
        ("A blast shook Paris, Texas.", vec!["Paris = Paris, USA", "Texas = Texas, USA"]),
        ("A blast shook Paris on Monday.", vec!["Paris = Paris, FRA"]),
        (
            "Nigerien soldiers came from Niamey and Bankilare.",
            vec!["Nigerien = Niger, NER", "Niamey = Niamey, NER", "Bankilare = Bankilaré, NER"],
        ),
        (
            "L’armée a quitté Le Caire pour Alep.",
            vec!["Le Caire = Cairo, EGY", "Alep = Aleppo, SYR"],
        ),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn a_village_that_no_list_has_keeps_its_name_and_gets_no_point() {
    for (text, village) in [
        ("The attack on the village of Tiloa, in Niger, killed ten.", "Tiloa"),
        ("Soldiers died in Teguey, near the border with Mali.", "Teguey"),
        ("L’attaque du village d’Intagamey a fait dix morts.", "Intagamey"),
        ("Men on motorbikes raided Motogatta village at dawn.", "Motogatta"),
        ("Une embuscade près de Teguey, dans la région de Tillabéri.", "Teguey"),
        ("The trail led to the Hamakat area of Mali.", "Hamakat"),
        ("They fell on an outpost in Inates, in the west of the country.", "Inates"),
        ("Soldiers died in Intagamey, another town of the region.", "Intagamey"),
        ("Ten died in an attack in Inates, the army says.", "Inates"),
        ("They buried the garrison of Inates on Monday.", "Inates"),
        ("In that ambush, at Intagamey on 10 February, ten soldiers died.", "Intagamey"),
        ("Ten men were killed at Inates on 10 December.", "Inates"),
        ("The convoy was hit between Teguey and Bankilare.", "Teguey"),
        ("The tracks ended in the area of Hamakat, on Malian soil.", "Hamakat"),
    ] {
        let found = found(text);
        let own = found.iter().find(|f| f.starts_with(&format!("{village} = {village}, ")));
        assert!(own.is_some_and(|f| f.ends_with(" (no point)")), "{text}: {found:?}");
    }
    // Tillia lies elsewhere; a name that is merely alike is never taken.
    let text = "Tiloa was quiet. Tillia, in Niger, was not.";
    assert!(!found(text).iter().any(|f| f.starts_with("Tiloa")), "{:?}", found(text));
}

#[test]
fn a_village_that_no_list_has_lies_in_the_country_beside_it() {
    for (text, wanted) in [
        ("They were attacked in Niger's western town of Tiloa.", "Tiloa, NER"),
        ("The trail led to the Hamakat area of Mali.", "Hamakat, MLI"),
        ("The attack on the village of Tiloa, in Niger, killed ten.", "Tiloa, NER"),
        ("The attack on the village of Tiloa killed ten.", "Tiloa, "),
    ] {
        let wanted = format!("{wanted} (no point)");
        assert!(found(text).iter().any(|f| f.ends_with(&wanted)), "{text}: {:?}", found(text));
    }
    // Its sentence has made it a place: it is one in the others.
    let text = "Ten died in an attack in Inates, the army says. Few in Inates slept.";
    assert_eq!(found(text).iter().filter(|f| f.starts_with("Inates")).count(), 2);
}

#[test]
fn persons_papers_and_words_are_no_places() {
    for text in [
        "Paris Hilton and Jackson Browne sang.",
        "The Washington Post and the Boston Globe wrote it first.",
        "In March the Mobile Police began to reform.",
        "Mr Lincoln said that Chelsea Clinton had left.",
        "The Americans and the Frenchmen left.",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_projects_own_places_come_first() {
    let own = Place {
        id: PlaceId::from("tiloa"),
        name: "Tiloa".into(),
        aliases: vec!["Tilowa".into(), "Paris".into()],
        latitude: Some(15.05),
        longitude: Some(2.05),
        country: "NER".into(),
        ..Place::default()
    };
    let names = Names { places: vec![own], ..Names::default() };
    for text in ["They fled to TILOA.", "They fled to Tilowa.", "They fled to Paris."] {
        let found = places(text, &names);
        let ids: Vec<_> = found.iter().filter_map(|p| p.registered.clone()).collect();
        assert_eq!(ids, [PlaceId::from("tiloa")], "{text}");
    }
}

#[test]
fn near_between_and_some_way_off() {
    let of = |text: &str| {
        let found = places(text, &Names::default());
        let place = found.into_iter().min_by_key(|p| p.range.start()).unwrap();
        (place.name, place.precision, place.latitude.unwrap(), place.longitude.unwrap())
    };
    let (name, precision, lat, _) = of("It happened near Niamey, Niger.");
    assert_eq!((name.as_str(), precision), ("Niamey", GeoPrecision::Near));
    let (name, precision, north, _) =
        of("It happened some 60 km (37 miles) north of Niamey, Niger.");
    assert_eq!((name.as_str(), precision), ("60 km north of Niamey", GeoPrecision::Near));
    assert!((north - lat - 0.54).abs() < 0.02, "{north} {lat}");
    let (name, precision, lat, _) = of("It happened between Niamey and Tillabéri.");
    assert_eq!((name.as_str(), precision), ("between Niamey and Tillabéri", GeoPrecision::Between));
    assert!(lat > 13.5 && lat < 14.3);
    let (name, ..) = of("C’était à 60 kilomètres au nord de Niamey.");
    assert_eq!(name, "60 km north of Niamey");
}
