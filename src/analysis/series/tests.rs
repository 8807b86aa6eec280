//! Charts of small projects, cell by cell.

use super::*;
use crate::analysis::fixture::{Fixture, at_least, claim};
use crate::model::{Category, Claim, EventType, Figure, Grade, IncidentLink, LinkKind};

fn in_incident(id: &str, incident: &str, figure: Figure) -> Claim {
    Claim { incident: Some(incident.into()), ..claim(id, figure) }
}

fn draw(f: &Fixture, spec: &ChartSpec) -> ChartData {
    chart(&f.project, &Derived::of(&f.project), spec)
}

/// `label: cell cell …` for each series, `·` for an empty cell.
fn shown(data: &ChartData) -> Vec<String> {
    let cell = |c: &Cell| if c.incidents.is_empty() { "·".to_owned() } else { c.display() };
    let line = |s: &Series| {
        format!("{}: {}", s.label, s.cells.iter().map(cell).collect::<Vec<_>>().join(" | "))
    };
    data.series.iter().map(line).collect()
}

/// January: 10 soldiers and 4 militants killed, 3 soldiers injured. March: at least 73 soldiers.
fn two_incidents() -> Fixture {
    let mut f = Fixture::new();
    f.incident("i", Some("2024-01-20"));
    f.incident("j", Some("2024-03-01"));
    f.say("c1", Some("hospital"), Figure::exact(10));
    f.add(Claim {
        category: Category::Militant,
        side: Side::B,
        ..in_incident("c2", "i", Figure::exact(4))
    });
    f.add(Claim { outcome: Outcome::Injured, ..in_incident("c3", "i", Figure::exact(3)) });
    f.add(in_incident("c4", "j", at_least(73)));
    f
}

use crate::model::Side;

#[test]
fn each_kind_of_series() {
    let mut f = two_incidents();
    let army = |c: &str| Claim {
        victim: Some("army".into()),
        ..(*f.project.claims[&ClaimId::from(c)]).clone()
    };
    let (c1, c4) = (army("c1"), army("c4"));
    f.add(c1);
    f.add(c4);
    for (by, expected) in [
        (
            By::Outcome,
            vec!["Killed: 14 – 14 – 14 | · | 73 – 73 – 73+", "Injured: 3 – 3 – 3 | · | ·"],
        ),
        (
            By::Category,
            vec!["Military: 10 – 10 – 10 | · | 73 – 73 – 73+", "Militants: 4 – 4 – 4 | · | ·"],
        ),
        (By::Side, vec!["Side A: 10 – 10 – 10 | · | 73 – 73 – 73+", "Side B: 4 – 4 – 4 | · | ·"]),
        (By::Actor, vec!["army: 10 – 10 – 10 | · | 73 – 73 – 73+", "Militants: 4 – 4 – 4 | · | ·"]),
    ] {
        let data = draw(&f, &ChartSpec { by, ..ChartSpec::default() });
        assert_eq!(shown(&data), expected, "{by}");
        assert_eq!(data.labels, ["2024-01", "2024-02", "2024-03"]);
        assert_eq!(data.footer.incidents, 2);
    }
}

#[test]
fn totals_follow_the_legend() {
    let f = two_incidents();
    let mut spec = ChartSpec { by: By::Category, ..ChartSpec::default() };
    let totals =
        |spec: &ChartSpec| draw(&f, spec).totals.iter().map(Total::display).collect::<Vec<_>>();
    assert_eq!(totals(&spec), ["14 – 14 – 14", "— – — – —", "73 – 73 – 73+"]);
    spec.hidden.insert("military".into());
    assert_eq!(totals(&spec), ["4 – 4 – 4", "— – — – —", "— – — – —"]);
    let data = draw(&f, &spec);
    assert_eq!((data.series.len(), data.shown().count(), data.periods.len()), (2, 1, 3));
}

#[test]
fn the_footer_counts_what_is_not_drawn() {
    let mut f = two_incidents();
    f.incident("undated", None);
    f.incident("bare", Some("2024-01-01"));
    f.incident("crash", Some("2024-01-02")).event_type = EventType::NonHostile;
    f.add(in_incident("c5", "crash", Figure::exact(13)));
    f.incident("untrue", Some("2024-01-02")).grade = Grade::Discounted;
    f.add(in_incident("c6", "untrue", Figure::exact(500)));
    let vague = f.incident("vague", None);
    vague.when = Some(crate::model::When {
        start: "2024-02-20".parse().unwrap(),
        end: "2024-03-20".parse().unwrap(),
        ..crate::model::When::default()
    });
    f.add(in_incident("c7", "vague", Figure::exact(1)));
    let data = draw(&f, &ChartSpec::default());
    assert_eq!(
        data.footer.sentence(),
        "Bars: best figure by source rank, codebook 1, victims of all sides together; lines: reported range. 3 incidents; not \
         drawn: 1 undated, 1 without a figure, 1 not conflict-related, 1 discounted. 1 at the \
         middle of its dates."
    );
    let all = ChartSpec { include_non_conflict: true, ..ChartSpec::default() };
    assert_eq!(draw(&f, &all).footer.incidents, 4);
}

#[test]
fn unknown_bests_make_no_bar_and_low_bounds_stand_in() {
    let mut f = Fixture::new();
    f.say("c1", Some("spokesman"), Figure::exact(30));
    let data = draw(&f, &ChartSpec::default());
    assert_eq!(shown(&data), ["Killed: — – — – 30"]);
    assert!(data.series[0].cells[0].total.incomplete);
    f.say("c2", None, Figure::new(Some(24), None, None));
    assert_eq!(shown(&draw(&f, &ChartSpec::default())), ["Killed: 24 – — – 30+"]);
}

#[test]
fn the_neutralised_who_raise_the_killed_count_once_in_the_total() {
    let mut f = Fixture::new();
    f.add(claim("c1", Figure::exact(20)));
    f.add(Claim { outcome: Outcome::Neutralised, ..claim("c2", Figure::exact(79)) });
    let data = draw(&f, &ChartSpec::default());
    assert_eq!(shown(&data), ["Killed: 20 – 20 – 79", "Neutralised: 79 – 79 – 79"]);
    assert_eq!(data.totals[0].display(), "99 – 99 – 99");
}

#[test]
fn claims_and_incidents_light_the_cells_that_they_feed() {
    let mut f = two_incidents();
    f.article("a", "2024-01-22", |_| ());
    f.mark("a", Claim { source: Some("hospital".into()), ..claim("c9", Figure::exact(10)) });
    let data = draw(&f, &ChartSpec { by: By::Category, ..ChartSpec::default() });
    let at = |series, period| CellAt { series, period };
    assert_eq!(data.fed_by_incident(&"i".into()), [at(0, 0), at(1, 0)]);
    assert_eq!(data.fed_by_claim(&"c4".into()), [at(0, 2)]);
    assert_eq!(data.fed_by_claim(&"c9".into()), [at(0, 0)], "a repeat of c1's figure");
    assert_eq!(data.fed_by_claim(&"c3".into()), []);
}

#[test]
fn many_series_leave_the_least_to_other() {
    let mut f = Fixture::new();
    for n in 1u64..=10 {
        let kind = Category::Other(format!("kind {n:02}").into());
        f.add(Claim { category: kind, ..claim(&format!("c{n:02}"), Figure::exact(n)) });
    }
    let data = draw(&f, &ChartSpec { by: By::Category, ..ChartSpec::default() });
    assert_eq!(data.series.len(), MAX_SERIES + 1);
    assert_eq!(shown(&data)[0], "kind 04: 4 – 4 – 4");
    assert_eq!(shown(&data)[MAX_SERIES], "Other (3): 6 – 6 – 6");
}

#[test]
fn a_mistyped_century_does_not_make_a_million_bars() {
    let mut f = two_incidents();
    f.incident("typo", Some("9024-01-01"));
    f.add(in_incident("c9", "typo", Figure::exact(1)));
    let data = draw(&f, &ChartSpec { per: Per::Day, ..ChartSpec::default() });
    assert!(data.periods.len() <= crate::calendar::MAX_PERIODS);
    assert_eq!(data.footer.out_of_range, 1);
}

#[test]
fn an_empty_project_has_an_empty_chart() {
    let data = draw(&Fixture::new(), &ChartSpec::default());
    assert!(data.is_empty() && data.periods.is_empty() && data.series.is_empty());
    assert_eq!(data.title(), "Casualties by outcome, per month");
}

/// A link that says that one incident is a part of another.
fn part_of(f: &mut Fixture, part: &str, whole: &str) {
    f.put(IncidentLink {
        id: format!("l-{part}-{whole}").as_str().into(),
        a: part.into(),
        b: whole.into(),
        kind: LinkKind::PartOf,
        ..IncidentLink::default()
    });
}

#[test]
fn a_part_never_counts_beside_its_whole() {
    let mut f = two_incidents();
    part_of(&mut f, "i", "j");
    let data = draw(&f, &ChartSpec::default());
    // The whole tells the killed, nobody but the part the injured.
    assert_eq!(shown(&data), ["Killed: · | · | 73 – 73 – 73+", "Injured: 3 – 3 – 3 | · | ·"]);
    assert_eq!((data.footer.incidents, data.footer.parts), (2, 0));
    let by = ChartSpec { by: By::Category, ..ChartSpec::default() };
    let data = draw(&f, &by);
    assert_eq!(shown(&data), ["Military: 73 – 73 – 73+"]);
    assert_eq!((data.footer.incidents, data.footer.parts), (1, 1));
    // What is not drawn itself tells nothing, but that of which it is a part.
    f.change_incident("j").when = None;
    assert_eq!(shown(&draw(&f, &by)), ["Military: 10 – 10 – 10", "Militants: 4 – 4 – 4"]);
    f.incident("k", Some("2024-03-02"));
    f.add(in_incident("c5", "k", Figure::exact(200)));
    part_of(&mut f, "j", "k");
    let data = draw(&f, &by);
    assert_eq!((data.footer.incidents, data.footer.parts), (1, 1));
}

#[test]
fn a_circle_of_parts_in_a_file_hides_nobody() {
    let mut f = two_incidents();
    f.incident("k", Some("2024-03-02"));
    f.add(in_incident("c5", "k", Figure::exact(2)));
    for (part, whole) in [("i", "j"), ("j", "k"), ("k", "i")] {
        part_of(&mut f, part, whole);
    }
    let data = draw(&f, &ChartSpec { by: By::Category, ..ChartSpec::default() });
    assert_eq!((data.footer.incidents, data.footer.parts), (3, 0));
}
