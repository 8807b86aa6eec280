//! What sums of groups come to that hold each other.

use proptest::prelude::*;

use crate::analysis::Total;
use crate::analysis::fixture::{Fixture, at_least, claim};
use crate::model::{Category, Claim, Figure, Outcome, Override, Scope, Side};

const DOZENS: Figure = Figure { low: Some(24), best: None, high: None };

/// A claim of people of whom nothing more is said.
fn people(id: &str, figure: Figure) -> Claim {
    Claim { category: Category::Unknown, side: Side::Unknown, ..claim(id, figure) }
}

fn civilians(id: &str, figure: Figure) -> Claim {
    Claim { category: Category::Civilian, side: Side::Unknown, ..claim(id, figure) }
}

#[test]
fn a_group_that_says_less_of_its_victims_holds_those_that_say_more() {
    let n = Figure::exact;
    let part = |claim: Claim| Claim { scope: Scope::Partial, ..claim };
    let table: &[(&[Claim], &str)] = &[
        // 33 people, three of them children.
        (&[people("a", at_least(33)), civilians("b", n(3))], "33 – 33 – 33+"),
        (&[people("a", n(33)), part(civilians("b", n(3)))], "33 – 33 – 33"),
        (&[people("a", n(35)), claim("b", n(29))], "35 – 35 – 35"),
        (&[people("a", n(35)), claim("b", n(20)), civilians("c", n(10))], "35 – 35 – 35"),
        // One source counts fewer in all than another of one kind: the latter stands alone.
        (&[people("a", n(7)), civilians("b", n(20))], "20 – 20 – 20"),
        // Who counts soldiers has counted "dozens"; three children are not "dozens".
        (&[people("a", DOZENS), claim("b", n(31))], "31 – 31 – 31+"),
        (&[people("a", DOZENS), civilians("b", n(3))], "24 – — – 24+"),
        // Parts of a toll stand beside each other, whoever they are.
        (&[part(people("a", n(2))), part(civilians("b", n(3)))], "5 – 5 – 5"),
        // Civilians and soldiers, of whom five are soldiers.
        (
            &[Claim { category: Category::Mixed, ..claim("a", n(12)) }, claim("b", n(5))],
            "12 – 12 – 12",
        ),
        // Two kinds that say as much of their victims.
        (&[claim("a", n(5)), Claim { side: Side::B, ..claim("b", n(9)) }], "14 – 14 – 14"),
    ];
    for (claims, expected) in table {
        let mut f = Fixture::new();
        claims.iter().for_each(|claim| f.add(claim.clone()));
        assert_eq!(Total::of(&f.figures()).display(), *expected, "{claims:#?}");
    }
}

#[test]
fn an_override_of_the_whole_holds_the_groups_too() {
    let mut f = Fixture::new();
    f.add(people("a", Figure::exact(33)));
    f.add(civilians("b", Figure::exact(3)));
    f.put(Override {
        id: "o".into(),
        incident: "i".into(),
        outcome: Outcome::Killed,
        figure: Figure::exact(40),
        reason: "as the court found".into(),
        ..Override::default()
    });
    assert_eq!(Total::of(&f.figures()).display(), "40 – 40 – 40");
}

proptest! {
    /// Whatever the claims say: a sum is no less than its greatest part, and no more than all of
    /// them; and by kind of victims the chart's series come to the same.
    #[test]
    fn no_victim_counts_twice_and_none_is_lost(
        said in prop::collection::vec((0u64..60, 0usize..3, 0usize..4, prop::bool::ANY), 1..7)
    ) {
        let sides = [Side::Unknown, Side::A, Side::B];
        let kinds = [Category::Unknown, Category::Mixed, Category::Civilian, Category::Military];
        let mut f = Fixture::new();
        for (nth, (n, side, kind, part)) in said.iter().enumerate() {
            f.add(Claim {
                side: sides[*side].clone(),
                category: kinds[*kind].clone(),
                scope: if *part { Scope::Partial } else { Scope::Total },
                source: Some("hospital".into()),
                ..claim(&format!("c{nth}"), Figure::exact(*n))
            });
        }
        let figures = f.figures();
        let sum = Total::of(&figures);
        let bests: Vec<u64> = figures.iter().filter_map(|f| f.best).collect();
        let greatest = bests.iter().copied().max();
        prop_assert!(sum.best.unwrap_or(0) >= greatest.unwrap_or(0));
        prop_assert!(sum.best.unwrap_or(0) <= bests.iter().sum::<u64>());
        prop_assert!(sum.low <= sum.best && sum.best.unwrap_or(0) <= sum.at_least.unwrap_or(0));
        let apart = figures.iter().fold(Total::default(), |so_far, one| so_far.plus(Total::of([one])));
        prop_assert_eq!(apart.best, sum.best);
    }
}
