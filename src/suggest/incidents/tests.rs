//! Where and when proposed incidents happened.

use jiff::civil::Date;

use crate::model::Codebook;
use crate::suggest::{Names, Reading, suggest};

/// The incidents of an article of 23 March 2024: title, place, days; a guess in brackets.
fn incidents(text: &str) -> Vec<String> {
    let (codebook, names) = (Codebook::standard(), Names::default());
    let found = suggest(&Reading {
        text,
        published: Date::new(2024, 3, 23).ok(),
        title: "",
        language: "",
        codebook: &codebook,
        names: &names,
    });
    let shown = found.incidents.iter().map(|told| {
        let place = if told.place_is_guess {
            format!("({})", told.place_text)
        } else {
            told.place_text.clone()
        };
        let days = told.when.map_or_else(String::new, |when| when.display_iso());
        format!("{}; {place}; {days}", told.title)
    });
    shown.collect()
}

#[track_caller]
fn check(text: &str, wanted: &[&str]) {
    assert_eq!(incidents(text), wanted, "{text}");
}

#[test]
fn the_place_is_that_of_the_figure_and_not_of_the_dateline() {
    check(
        "NIAMEY (Wire) - Gunmen killed 12 soldiers in an attack in Inates on Wednesday, the army said.",
        &["Inates attack; Inates; 2024-03-20"],
    );
    // Only the dateline names a place: a guess, which names nothing.
    check(
        "NIAMEY, March 21 (Wire) - Gunmen killed 12 soldiers in an ambush on Wednesday.",
        &["Ambush; (Niamey); 2024-03-20"],
    );
    check(
        "Twelve soldiers were killed on Wednesday, a source in Gao, Mali, said. They guarded the \
         village of Inates.",
        &["Inates clash; Inates; 2024-03-20"],
    );
    check(
        "Twelve soldiers were killed near the border with Mali. The ambush happened between the \
         localities of Teguey and Bankilare, in Niger.",
        &["Teguey–Bankilaré clash; between Teguey and Bankilaré; "],
    );
    check(
        "Raiders killed 22 civilians in the Tillaberi village of Motogatta.",
        &["Motogatta attack; Motogatta; "],
    );
    check(
        "Gunmen entered the village of Motogatta and killed 22 civilians. Several others were wounded \
         and taken to a hospital in Niamey.",
        &["Motogatta attack; Motogatta; "],
    );
    check(
        "Troops killed 79 raiders in an operation that reached into Mali. The chase followed an attack \
         at Tiloa. It ended in the Hamakat area of Mali.",
        &["Hamakat clash; Hamakat; "],
    );
}

#[test]
fn a_headline_has_the_date_of_the_sentence_that_says_it_again() {
    check(
        "Raid kills 17 soldiers\n\nThe army spoke on Friday.\n\nThe 17 soldiers were killed on Wednesday \
         in an attack in Arfou.",
        &["Arfou attack; Arfou; 2024-03-20"],
    );
}

#[test]
fn a_month_is_narrowed_by_the_day_of_the_attack() {
    check(
        "At least 17 soldiers were killed last month in Intagamey, another town. The chief behind the \
         February 10 attack is at large.",
        &["Intagamey clash; Intagamey; 2024-02-10"],
    );
    check(
        "At least 17 soldiers were killed last month in Intagamey, another town. He returned on \
         February 10.",
        &["Intagamey clash; Intagamey; 2024-02"],
    );
}

#[test]
fn who_claims_an_attack_claims_that_of_the_sentence() {
    let (codebook, names) = (Codebook::standard(), Names::default());
    let text = "Gunmen killed 12 soldiers in an attack in Inates on Wednesday. The Taliban have also \
                claimed responsibility for a raid in Ghazni on Friday that killed six policemen.";
    let found = suggest(&Reading {
        text,
        published: Date::new(2024, 3, 23).ok(),
        title: "",
        language: "",
        codebook: &codebook,
        names: &names,
    });
    let said: Vec<_> = found.responsibility.iter().map(|r| r.incident).collect();
    assert_eq!(said, [Some(1)]);
}
