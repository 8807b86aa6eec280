//! The tables of a small project.

use super::*;
use crate::analysis::Derived;
use crate::analysis::fixture::{Fixture, at_least, claim};
use crate::export::golden;
use crate::model::{Category, Figure, Review, Side};

fn sample() -> Fixture {
    let mut f = Fixture::new();
    let place = Place {
        id: "p".into(),
        name: "Teguey".into(),
        latitude: Some(14.25),
        longitude: Some(0.5),
        country: "NER".into(),
        ..Place::default()
    };
    f.put(place);
    f.change_incident("i").place = Some("p".into());
    f.incident("j", None).note = "=HYPERLINK(\"x\"), \"quoted\"".into();
    f.article("a", "2024-03-22", |a| {
        a.publisher = "Le Jour, Niamey".into();
        a.text = Some("Élan: 23 soldiers 🕊 were killed, 30 by another count.".into());
    });
    let mark = |f: &mut Fixture, claim: Claim, words: &str| {
        let id = claim.id.clone();
        f.mark("a", claim);
        let highlight = HighlightId::new(format!("h-{id}-a"));
        let text = f.project.articles[&crate::model::ArticleId::from("a")].text.clone().unwrap();
        let highlight = f.change::<Highlight>(&highlight);
        highlight.start = text.find(words).unwrap();
        highlight.end = highlight.start + words.len();
        highlight.exact = words.into();
    };
    let by = |source: &str, claim: Claim| Claim { source: Some(source.into()), ..claim };
    mark(&mut f, by("ministry", claim("c1", Figure::exact(23))), "23 soldiers");
    mark(&mut f, by("spokesman", claim("c2", Figure::exact(30))), "30");
    let open = Claim {
        incident: Some("j".into()),
        victim: Some("army".into()),
        ..claim("c3", at_least(73))
    };
    mark(&mut f, open, "🕊 were killed");
    let other =
        Claim { incident: None, review: Review::Suggested, ..claim("c4", Figure::default()) };
    mark(&mut f, Claim { side: Side::B, category: Category::Militant, ..other }, "another");
    f
}

#[test]
fn the_tables() {
    let f = sample();
    let derived = Derived::of(&f.project);
    let files = CsvTables.files(Source { project: &f.project, derived: &derived }).unwrap();
    let names: Vec<_> = files.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["incidents.csv", "figures.csv", "claims.csv"]);
    for file in files {
        golden::check(&format!("export-{}", file.name), &String::from_utf8(file.bytes).unwrap());
    }
}

#[test]
fn positions_count_code_points() {
    let f = sample();
    let derived = Derived::of(&f.project);
    let found = positions(Source { project: &f.project, derived: &derived });
    let text = f.project.articles[&crate::model::ArticleId::from("a")].text.clone().unwrap();
    for highlight in f.project.highlights.values() {
        let (start, end) = found[&highlight.id];
        let words: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(words, highlight.exact);
    }
}
