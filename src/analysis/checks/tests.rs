//! Each check with a project that has the fault and one that has not.

use super::*;
use crate::analysis::fixture::{Fixture, at_least, claim};
use crate::model::{
    Actor, Claim, CodingStatus, EventType, Figure, Highlight, IncidentLink, Override, Party, Place,
    Review, Scope, Side, Subset, When,
};

/// `kind subject` of each finding, without those that every small project has.
fn found(f: &Fixture) -> Vec<String> {
    let all = Findings::of(&f.project, &Derived::of(&f.project));
    let common = [FindingKind::NoSource];
    let all = all.list().iter().filter(|f| !common.contains(&f.kind));
    all.map(|f| format!("{} {}", f.kind.id(), f.subject.id())).collect()
}

/// A project with an article and nothing to find in it.
fn clean() -> Fixture {
    let mut f = Fixture::new();
    f.article("a", "2024-03-22", |_| ());
    f
}

fn by_ministry(id: &str, figure: Figure) -> Claim {
    Claim { source: Some("ministry".into()), ..claim(id, figure) }
}

#[test]
fn each_fault_is_found() {
    type Fault = (&'static [&'static str], fn(&mut Fixture));
    let faults: &[Fault] = &[
        (&[], |_| ()),
        (&[], |f| f.mark("a", by_ministry("c", at_least(73)))),
        (&["figure_order c"], |f| {
            f.mark("a", by_ministry("c", Figure::new(Some(9), Some(5), None)));
        }),
        (&["lost_quote c"], |f| {
            f.mark("a", by_ministry("c", Figure::exact(3)));
            let id = HighlightId::from("h-c-a");
            f.change::<Highlight>(&id).unanchored = true;
        }),
        (&["no_incident c"], |f| {
            f.mark("a", Claim { incident: None, ..by_ministry("c", Figure::exact(3)) });
        }),
        (&[], |f| {
            let scope = Scope::Background;
            f.mark("a", Claim { incident: None, scope, ..by_ministry("c", Figure::exact(3)) });
        }),
        (&["no_number c"], |f| f.mark("a", by_ministry("c", Figure::default()))),
        (&["subset_above_parent d"], |f| {
            f.mark("a", by_ministry("c", Figure::exact(3)));
            let subset = Some(Subset { of: "c".into(), ..Subset::default() });
            f.mark("a", Claim { subset, ..by_ministry("d", Figure::exact(4)) });
        }),
        (&["end_before_start i"], |f| {
            f.change_incident("i").when = Some(When {
                start: "2024-03-20".parse().unwrap(),
                end: "2024-03-19".parse().unwrap(),
                ..When::default()
            });
        }),
        (&["after_report i"], |f| {
            f.article("b", "2024-03-19", |_| ());
            f.mark("b", by_ministry("c", Figure::exact(3)));
        }),
        (&["both_sides i"], |f| {
            let party = Party { actor: "army".into(), side: Side::B, ..Party::default() };
            f.change_incident("i").parties.push(party);
        }),
        (&["no_date i", "no_place i", "no_party i"], |f| {
            let incident = f.change_incident("i");
            incident.when = None;
            incident.place_text.clear();
            incident.parties.clear();
        }),
        (&[], |f| {
            let incident = f.change_incident("i");
            incident.event_type = EventType::NonHostile;
            incident.parties.clear();
        }),
        (&["stale_override o"], |f| {
            f.mark("a", by_ministry("c", Figure::exact(3)));
            let by = Override {
                id: "o".into(),
                incident: "i".into(),
                side: Side::A,
                category: crate::model::Category::Military,
                ..Override::default()
            };
            f.put(by);
        }),
        (&["unreviewed a"], |f| {
            f.article("a", "2024-03-22", |a| a.status = CodingStatus::Coded);
            f.mark("a", Claim { review: Review::Suggested, ..by_ministry("c", Figure::exact(3)) });
        }),
        (&["dangling c", "dangling c"], |f| {
            let incident = Some("nowhere".into());
            f.mark(
                "a",
                Claim { incident, source: Some("x".into()), ..claim("c", Figure::exact(3)) },
            );
        }),
        (&["dangling c"], |f| f.add(by_ministry("c", Figure::exact(3)))),
        (&["contradiction c"], |f| {
            f.mark("a", by_ministry("c", Figure::exact(3)));
            f.mark("a", by_ministry("d", Figure::exact(4)));
        }),
        (&[], |f| {
            f.mark("a", by_ministry("c", Figure::exact(3)));
            let supersedes = vec!["c".into()];
            f.mark("a", Claim { supersedes, ..by_ministry("d", Figure::exact(4)) });
        }),
    ];
    for (nth, (expected, spoil)) in faults.iter().enumerate() {
        let mut f = clean();
        spoil(&mut f);
        assert_eq!(found(&f), *expected, "fault {nth}");
    }
}

#[test]
fn two_incidents_that_may_be_one() {
    for (day, place, killed, at, expected) in [
        ("2024-03-22", "Teguey", 23, None, true),
        ("2024-03-22", "teguey", 23, None, true),
        ("2024-03-23", "Teguey", 23, None, false),
        ("2024-03-20", "Tiloa", 23, None, false),
        ("2024-03-20", "Teguey", 24, None, false),
        ("2024-03-20", "Tiloa", 23, Some((14.3, 0.9)), true),
        ("2024-03-20", "Tiloa", 23, Some((15.0, 2.0)), false),
    ] {
        let mut f = clean();
        for (id, coordinates) in [("p", Some((14.2, 0.8))), ("q", at)] {
            let (latitude, longitude) = coordinates.unzip();
            let place = Place { id: id.into(), latitude, longitude, ..Place::default() };
            f.put(place);
        }
        f.change_incident("i").place = Some("p".into());
        f.mark("a", by_ministry("c", Figure::exact(23)));
        let incident = f.incident("j", Some(day));
        incident.place_text = place.into();
        incident.place = at.map(|_| "q".into());
        f.article("b", "2024-03-30", |_| ());
        let other = by_ministry("d", Figure::exact(killed));
        f.mark("b", Claim { incident: Some("j".into()), ..other });
        let expected: &[_] = if expected { &["same_incident i"] } else { &[] };
        assert_eq!(found(&f), expected, "{day} {place} {killed} {at:?}");
    }
}

#[test]
fn two_at_one_place_with_a_party_in_both_may_be_one_until_it_is_said_that_they_are_not() {
    let pair = |figure: Figure, party: &str| {
        let mut f = clean();
        f.put(Place { id: "p".into(), ..Place::default() });
        f.put(Actor { id: "k".into(), name: "Army".into(), ..Actor::default() });
        f.change_incident("i").place = Some("p".into());
        f.change_incident("i").parties =
            vec![Party { actor: "k".into(), side: Side::A, ..Party::default() }];
        f.mark("a", by_ministry("c", Figure::exact(23)));
        let incident = f.incident("j", Some("2024-03-21"));
        incident.place = Some("p".into());
        incident.parties = vec![Party { actor: party.into(), side: Side::A, ..Party::default() }];
        f.put(Actor { id: party.into(), name: "Army".into(), ..Actor::default() });
        f.article("b", "2024-03-30", |_| ());
        let other = by_ministry("d", figure);
        f.mark("b", Claim { incident: Some("j".into()), ..other });
        f
    };
    let proposed = |f: &Fixture| found(f).iter().any(|line| line.starts_with("same_incident"));
    assert!(proposed(&pair(Figure::exact(30), "k")), "figures conflict, the party is one");
    assert!(!proposed(&pair(Figure::exact(30), "m")), "another party, another figure");
    let mut f = pair(Figure::exact(30), "k");
    let kind = crate::model::LinkKind::NotSame;
    f.put(IncidentLink {
        id: "l".into(),
        a: "j".into(),
        b: "i".into(),
        kind,
        ..IncidentLink::default()
    });
    assert!(!proposed(&f), "it was said that they are not one");
}

#[test]
fn findings_come_in_order_of_severity() {
    let mut f = clean();
    f.change_incident("i").when = None;
    f.mark("a", claim("c", Figure::new(Some(9), Some(5), None)));
    let all = Findings::of(&f.project, &Derived::of(&f.project));
    let severities: Vec<_> = all.list().iter().map(|f| f.kind.severity()).collect();
    assert_eq!(severities, [Severity::Error, Severity::Warning, Severity::Note]);
    let kinds = FindingKind::ALL.iter().map(|k| k.severity());
    assert!(kinds.is_sorted());
}
