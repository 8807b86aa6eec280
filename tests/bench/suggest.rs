//! Suggestions for one long article, and for 10,000 of the usual length on two threads; look-ups in the
//! gazetteer; pairs of articles on one incident.

use std::time::Instant;

use crate::material::report::{MS, Report};
use casebook::gazetteer;
use casebook::model::Codebook;
use casebook::suggest::{Names, Reading, Signature, same_incident, suggest};
use jiff::civil::date;

/// A paragraph with all that the detectors look for; `n` makes each one another.
fn paragraph(n: usize) -> String {
    format!(
        "At least {} soldiers, including two officers, were killed on Wednesday when gunmen ambushed \
         their convoy near Teguey in the Tillaberi region of Niger, the defence ministry said. It \
         added that {} more were wounded and that around 30 attackers had been neutralised. Islamic \
         State claimed responsibility in a statement carried by its news agency late on Thursday. \
         Thousands have died in Mali, Niger and Burkina Faso since the conflict began in 2012, and \
         the road of {} kilometres to the border has been closed for three weeks.\n\n",
        n % 60 + 2,
        n % 30 + 2,
        n % 900 + 20,
    )
}

fn article(from: usize, characters: usize) -> String {
    let mut text = String::new();
    let mut n = from;
    while text.chars().count() < characters {
        text.push_str(&paragraph(n));
        n += 1;
    }
    text
}

fn read(text: &str, codebook: &Codebook, names: &Names) -> usize {
    let reading = Reading {
        text,
        published: Some(date(2024, 3, 23)),
        title: "",
        language: "en",
        codebook,
        names,
    };
    suggest(&reading).claims.len()
}

pub fn run() {
    let (codebook, names) = (Codebook::standard(), Names::default());
    let mut report = Report::new();
    let long = article(0, 10_000);
    report.measure("an article of 10,000 characters", 2 * MS, || {
        let begun = Instant::now();
        std::hint::black_box(read(&long, &codebook, &names));
        begun.elapsed()
    });
    let many: Vec<String> = (0..10_000).map(|n| article(n, 3_000)).collect();
    report.measure("10,000 articles on two threads", 10_000 * MS, || {
        let begun = Instant::now();
        std::thread::scope(|threads| {
            for half in many.chunks(many.len() / 2) {
                let (codebook, names) = (&codebook, &names);
                threads.spawn(move || {
                    for text in half {
                        std::hint::black_box(read(text, codebook, names));
                    }
                });
            }
        });
        begun.elapsed()
    });
    let names_of_places =
        ["Niamey", "Tillaberi", "Gao", "Le Caire", "Springfield", "Tiloa", "New York"];
    let keys: Vec<String> = names_of_places.iter().map(|name| gazetteer::fold(name)).collect();
    report.measure("1,000 look-ups in the gazetteer", 10 * MS, || {
        let begun = Instant::now();
        for nth in 0..1_000 {
            std::hint::black_box(gazetteer::find(&keys[nth % keys.len()]));
        }
        begun.elapsed()
    });
    let signature = |nth: usize| {
        let reading = Reading {
            text: &many[nth],
            published: Some(date(2024, (nth % 12) as i8 + 1, (nth % 28) as i8 + 1)),
            title: "",
            language: "en",
            codebook: &codebook,
            names: &names,
        };
        Signature::of(&reading, &suggest(&reading))
    };
    let signatures: Vec<Signature> = (0..many.len()).map(signature).collect();
    report.measure("pairs among 10,000 articles", 5_000 * MS, || {
        let begun = Instant::now();
        std::hint::black_box(same_incident(&signatures).len());
        begun.elapsed()
    });
    report.print();
}
