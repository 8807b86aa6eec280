//! The rules, one table each.

use std::sync::Arc;

use proptest::prelude::*;

use crate::analysis::fixture::{Fixture, at_least, claim};
use crate::analysis::{LeftOut, Total};
use crate::model::{
    BestRule, Category, Claim, ClaimId, Counting, EventType, Figure, Modifier, Outcome, Override,
    Reliability, Review, Scope, Side, SourceKind, Subset,
};

use Counting::{Exclude, HighOnly, Include};

const UP_TO_40: Figure = Figure { low: None, best: None, high: Some(40) };
const NEARLY_60: Figure = Figure { low: None, best: Some(60), high: Some(60) };
const RANGE: Figure = Figure { low: Some(20), best: None, high: Some(30) };
const DOZENS: Figure = Figure { low: Some(24), best: None, high: None };
const NO_NUMBER: Figure = Figure { low: None, best: None, high: None };

/// Teguey: 23 soldiers by the ministry in two articles, 30 by the group that attacked them; 17
/// injured; about 30 attackers, by the ministry alone.
fn teguey() -> Fixture {
    let mut f = Fixture::new();
    f.article("a", "2024-03-22", |_| ());
    f.article("b", "2024-03-23", |_| ());
    let by = |source: &str, claim: Claim| Claim { source: Some(source.into()), ..claim };
    f.mark("a", by("ministry", claim("c1", Figure::exact(23))));
    f.mark("b", by("ministry", claim("c2", Figure::exact(23))));
    f.mark("b", by("spokesman", claim("c3", Figure::exact(30))));
    let injured = claim("c4", Figure::exact(17));
    f.mark("a", by("ministry", Claim { outcome: Outcome::Injured, ..injured }));
    f.mark(
        "a",
        by(
            "ministry",
            Claim {
                side: Side::B,
                category: Category::Militant,
                modifier: Modifier::About,
                ..claim("c5", Figure::exact(30))
            },
        ),
    );
    f
}

#[test]
fn teguey_by_every_rule_and_partisan_switch() {
    for rule in BestRule::ALL {
        for (partisan, soldiers, attackers) in [
            (Include, "23 – 23 – 30", Some("30 – 30 – 30")),
            (HighOnly, "23 – 23 – 30", Some("— – — – 30")),
            (Exclude, "23 – 23 – 23", None),
        ] {
            let mut f = teguey();
            f.codebook().best_rule = rule;
            f.codebook().partisan = partisan;
            // The spokesman speaks last, on the same day as the ministry's repeat: a tie.
            let mut expected = vec![format!("killed A {soldiers}")];
            expected.extend(attackers.map(|n| format!("killed B {n}")));
            expected.push("injured A 17 – 17 – 17".to_owned());
            assert_eq!(f.shown(), expected, "{rule:?} {partisan:?}");
        }
    }
}

#[test]
fn teguey_says_which_claims_count_and_why_others_do_not() {
    let f = teguey();
    let soldiers = f.killed();
    assert_eq!(soldiers.claims, ["c1".into(), "c3".into()]);
    assert_eq!(soldiers.high_only, ["c3".into()]);
    assert_eq!(soldiers.left_out, [("c2".into(), LeftOut::SameOrigin("c1".into()))]);
    assert!(!soldiers.partisan_only && !soldiers.approximate && !soldiers.open_low);
    let attackers = f.figures().into_iter().find(|f| f.group.side == Side::B).unwrap();
    assert!(attackers.partisan_only && attackers.approximate && attackers.open_low);
    assert_eq!((attackers.low, attackers.best, attackers.high), (None, None, Some(30)));
}

#[test]
fn inates_is_open_above_and_the_article_without_a_toll_says_nothing() {
    let mut f = Fixture::new();
    f.say("c1", Some("ministry"), at_least(73));
    f.add(Claim { outcome: Outcome::Injured, ..claim("c2", Figure::exact(12)) });
    f.add(Claim { modifier: Modifier::NoneExplicit, ..claim("c3", NO_NUMBER) });
    assert_eq!(f.shown(), ["killed A 73 – 73 – 73+", "injured A 12 – 12 – 12"]);
    let killed = f.killed();
    assert_eq!((killed.low, killed.best, killed.high), (Some(73), Some(73), None));
    assert!(killed.open_high && !killed.open_low);
    assert_eq!(killed.left_out, [("c3".into(), LeftOut::NoNumber)]);
}

#[test]
fn best_by_each_rule() {
    use BestRule::{Lowest, MajorityThenLowest, Median, MostRecent, SourceRank};
    type Said = (Option<&'static str>, Figure, &'static str);
    let n = Figure::exact;
    let ranked: &[Said] = &[
        (Some("villager"), n(10), "2024-03-21"),
        (Some("hospital"), n(12), "2024-03-20"),
        (None, n(14), "2024-03-22"),
        (Some("ministry"), n(14), "2024-03-19"),
    ];
    let open: &[Said] = &[(Some("hospital"), UP_TO_40, ""), (Some("villager"), n(11), "")];
    let range: &[Said] = &[(Some("hospital"), RANGE, ""), (Some("villager"), n(33), "")];
    let table: &[(BestRule, &[Said], Option<u64>)] = &[
        (Lowest, ranked, Some(10)),
        (SourceRank, ranked, Some(12)),
        (MostRecent, ranked, Some(14)),
        (MajorityThenLowest, ranked, Some(14)),
        (Median, ranked, Some(12)),
        // A claim without a best takes no part.
        (SourceRank, open, Some(11)),
        (Median, open, Some(11)),
        // A range counts by its low end, for the median by its middle.
        (SourceRank, range, Some(20)),
        (Median, range, Some(25)),
        (Lowest, &[(None, DOZENS, "")], None),
        (MajorityThenLowest, &ranked[..3], Some(10)),
        // Undated is the least recent.
        (MostRecent, &[(None, n(5), ""), (Some("villager"), n(9), "2024-01-01")], Some(9)),
    ];
    for (rule, said, expected) in table {
        let mut f = Fixture::new();
        f.codebook().best_rule = *rule;
        for (index, (source, figure, day)) in said.iter().enumerate() {
            f.add(Claim {
                source: source.map(Into::into),
                claimed_at: day.parse().ok(),
                ..claim(&format!("c{index}"), *figure)
            });
        }
        assert_eq!(f.killed().best, *expected, "{rule:?} {said:?}");
    }
}

#[test]
fn reliability_comes_before_the_kind_of_source() {
    for (grade, expected) in [
        (Some(Reliability::A), 10),
        (Some(Reliability::C), 10),
        (None, 12),
        (Some(Reliability::F), 12),
        (Some(Reliability::E), 12),
    ] {
        let mut f = Fixture::new();
        f.say("c1", Some("villager"), Figure::exact(10));
        f.say("c2", Some("hospital"), Figure::exact(12));
        if let Some(grade) = grade.clone() {
            f.reliability("villager", grade);
        }
        assert_eq!(f.killed().best, Some(expected), "{grade:?}");
    }
    let mut f = Fixture::new();
    f.say("c1", Some("villager"), Figure::exact(10));
    f.say("c2", Some("hospital"), Figure::exact(12));
    f.reliability("hospital", Reliability::D);
    assert_eq!(f.killed().best, Some(10), "an unreliable source falls behind an ungraded one");
    f.codebook().source_ranking = vec![SourceKind::Witness];
    assert_eq!(f.killed().best, Some(10));
}

#[test]
fn bounds_of_open_claims() {
    let n = Figure::exact;
    for (said, expected) in [
        (vec![UP_TO_40], "— – — – 40"),
        (vec![UP_TO_40, n(23)], "23 – 23 – 40"),
        (vec![at_least(73), n(80)], "73 – 73 – 80+"),
        (vec![NEARLY_60], "— – 60 – 60"),
        (vec![NEARLY_60, n(70)], "60 – 60 – 70"),
        (vec![RANGE], "20 – 20 – 30"),
        (vec![DOZENS], "24 – — – 24+"),
        (vec![NO_NUMBER], "— – — – —"),
        (vec![n(0)], "0 – 0 – 0"),
        // A file out of order still gives a figure in order.
        (vec![Figure::new(Some(9), Some(5), Some(7))], "5 – 7 – 9"),
    ] {
        let mut f = Fixture::new();
        for (index, figure) in said.iter().enumerate() {
            f.say(&format!("c{index}"), None, *figure);
        }
        assert_eq!(f.killed().display(), expected, "{said:?}");
    }
}

#[test]
fn the_neutralised_by_every_switch() {
    for (switch, killed, shown) in [
        (Include, true, vec!["killed B 20 – 20 – 79"]),
        (HighOnly, true, vec!["killed B 20 – 20 – 79", "neutralised B 79 – 79 – 79"]),
        (Exclude, true, vec!["killed B 20 – 20 – 20", "neutralised B 79 – 79 – 79"]),
        (Include, false, vec!["killed B 79 – 79 – 79"]),
        (HighOnly, false, vec!["neutralised B 79 – 79 – 79"]),
        (Exclude, false, vec!["neutralised B 79 – 79 – 79"]),
    ] {
        let mut f = Fixture::new();
        f.codebook().neutralised = switch;
        let militants = |c: Claim| Claim { side: Side::B, ..c };
        if killed {
            f.add(militants(claim("c1", Figure::exact(20))));
        }
        let neutralised = claim("c2", Figure::exact(79));
        f.add(militants(Claim { outcome: Outcome::Neutralised, ..neutralised }));
        assert_eq!(f.shown(), shown, "{switch:?}");
        let total = Total::of(&f.figures());
        let high = if switch == Include || !killed { 79 } else { 99 };
        assert_eq!(total.high, Some(high), "nobody counts twice: {switch:?}");
    }
}

#[test]
fn superseded_claims_do_not_count() {
    let supersedes = |id: &str, n, older: &[&str]| Claim {
        supersedes: older.iter().map(|id| (*id).into()).collect(),
        ..claim(id, Figure::exact(n))
    };
    let accepted = Review::Accepted;
    for (what, claims, expected) in [
        ("one step", vec![supersedes("b", 73, &["a"])], "73 – 73 – 73"),
        (
            "two steps",
            vec![supersedes("b", 71, &["a"]), supersedes("c", 73, &["b"])],
            "73 – 73 – 73",
        ),
        (
            "through a rejected claim",
            vec![
                Claim { review: Review::Rejected, ..supersedes("b", 71, &["a"]) },
                Claim { review: accepted, ..supersedes("c", 73, &["b"]) },
            ],
            "73 – 73 – 73",
        ),
        (
            "a suggested claim supersedes nothing",
            vec![Claim { review: Review::Suggested, ..supersedes("b", 73, &["a"]) }],
            "60 – 60 – 60",
        ),
        ("itself", vec![supersedes("b", 73, &["b"])], "60 – 60 – 73"),
        (
            "a circle",
            vec![supersedes("b", 71, &["c"]), supersedes("c", 73, &["b"])],
            "60 – 60 – 73",
        ),
        (
            "a circle and its tail",
            vec![supersedes("b", 71, &["c", "a"]), supersedes("c", 73, &["b"])],
            "71 – 71 – 73",
        ),
        ("nothing", vec![supersedes("b", 73, &["elsewhere"])], "60 – 60 – 73"),
    ] {
        let mut f = Fixture::new();
        f.say("a", None, Figure::exact(60));
        for claim in claims {
            f.add(claim);
        }
        assert_eq!(f.killed().display(), expected, "{what}");
    }
}

#[test]
fn only_accepted_whole_tolls_of_the_incident_count() {
    let base = || claim("b", Figure::exact(99));
    let subset = |of: &str| Subset { of: of.into(), ..Subset::default() };
    for (other, why) in [
        (Claim { review: Review::Suggested, ..base() }, LeftOut::NotAccepted),
        (Claim { review: Review::Rejected, ..base() }, LeftOut::NotAccepted),
        (Claim { subset: Some(subset("a")), ..base() }, LeftOut::Subset("a".into())),
        (Claim { scope: Scope::Several, ..base() }, LeftOut::Scope(Scope::Several)),
        (Claim { scope: Scope::Background, ..base() }, LeftOut::Scope(Scope::Background)),
        (Claim { scope: Scope::ForceSize, ..base() }, LeftOut::Scope(Scope::ForceSize)),
        (Claim { scope: Scope::NonConflict, ..base() }, LeftOut::NonConflict),
        (Claim { scope: Scope::Partial, ..base() }, LeftOut::Partial),
    ] {
        let mut f = Fixture::new();
        f.say("a", None, Figure::exact(23));
        f.add(other);
        assert_eq!(f.killed().display(), "23 – 23 – 23", "{why:?}");
        assert_eq!(f.killed().left_out, [("b".into(), why)]);
    }
}

#[test]
fn a_group_without_claims_is_absent() {
    let mut f = Fixture::new();
    assert_eq!(f.shown(), [""; 0]);
    f.add(Claim { review: Review::Suggested, ..claim("a", Figure::exact(3)) });
    assert_eq!(f.shown(), [""; 0]);
}

#[test]
fn disjoint_parts_add_up_where_nobody_gives_the_whole() {
    let mut f = Fixture::new();
    f.part("a", "ministry", 5);
    f.part("b", "hospital", 3);
    assert_eq!(f.killed().display(), "8 – 8 – 8");
    f.article("x", "2024-03-21", |_| ());
    f.article("y", "2024-03-22", |_| ());
    let part = |id: &str, figure| Claim {
        scope: Scope::Partial,
        source: Some("villager".into()),
        ..claim(id, figure)
    };
    f.mark("x", part("c", Figure::exact(2)));
    f.mark("x", part("d", Figure::exact(2)));
    assert_eq!(f.killed().display(), "12 – 12 – 12", "two parts of the same size");
    f.mark("y", part("e", Figure::exact(2)));
    assert_eq!(f.killed().display(), "12 – 12 – 12", "the same part told again");
    assert_eq!(f.killed().left_out, [("e".into(), LeftOut::SameOrigin("c".into()))]);
    f.mark("y", part("f", DOZENS));
    assert_eq!(f.killed().display(), "36 – — – 36+", "a part without a best");
    f.say("g", None, Figure::exact(50));
    assert_eq!(f.killed().display(), "50 – 50 – 50");
}

#[test]
fn a_part_that_is_partisan_raises_the_sum_only() {
    let mut f = Fixture::new();
    f.part("a", "hospital", 5);
    f.part("b", "spokesman", 3);
    assert_eq!(f.killed().display(), "5 – 5 – 8");
}

#[test]
fn reprints_of_one_story_are_one_origin() {
    for (same, x, y) in [
        (true, ("AFP", "Le Jour", None), ("afp", "The Day", None)),
        (false, ("AFP", "Le Jour", None), ("Reuters", "Le Jour", None)),
        (true, ("", "Le Jour", None), ("", "Le Jour ", None)),
        (false, ("", "Le Jour", None), ("", "The Day", None)),
        (true, ("", "Le Jour", None), ("", "The Day", Some("x"))),
        (true, ("", "Le Jour", Some("z")), ("", "The Day", Some("z"))),
        (true, ("", "Le Jour", Some("y")), ("", "The Day", Some("x"))),
        (false, ("", "", None), ("", "", None)),
    ] {
        let mut f = Fixture::new();
        f.codebook().best_rule = BestRule::MajorityThenLowest;
        for (id, (wire, publisher, original)) in [("x", x), ("y", y), ("z", ("", "Z", None))] {
            f.article(id, "2024-03-21", |a| {
                a.wire = wire.into();
                a.publisher = publisher.into();
                a.duplicate_of = original.map(Into::into);
            });
        }
        f.mark("x", claim("c1", Figure::exact(30)));
        f.mark("y", claim("c2", Figure::exact(30)));
        f.say("c3", Some("hospital"), Figure::exact(20));
        let expected = if same { 20 } else { 30 };
        assert_eq!(f.killed().best, Some(expected), "{x:?} {y:?}");
        assert_eq!(f.killed().claims.len(), if same { 2 } else { 3 });
    }
}

#[test]
fn sides_come_from_parties_and_their_parents_else_from_the_victims() {
    let mut f = teguey();
    f.change_incident("i").parties.clear();
    // Nothing tells who the spokesman's side is: his claim counts in full.
    f.codebook().best_rule = BestRule::MostRecent;
    f.add(Claim {
        claimed_at: "2024-03-24".parse().ok(),
        ..(*f.project.claims[&ClaimId::from("c3")]).clone()
    });
    assert_eq!(f.killed().best, Some(30));
    let victim = |f: &mut Fixture, claim: &str, actor: &str| {
        f.change::<Claim>(&claim.into()).victim = Some(actor.into());
    };
    victim(&mut f, "c5", "rebels");
    assert_eq!(f.killed().display(), "23 – 23 – 30");
    assert_eq!(f.killed().high_only, ["c3".into()]);
    victim(&mut f, "c1", "army");
    let attackers = f.figures().into_iter().find(|f| f.group.side == Side::B).unwrap();
    assert!(attackers.partisan_only, "the ministry speaks for the army's government");
}

#[test]
fn accidents_are_kept_apart() {
    let mut f = Fixture::new();
    f.add(Claim { scope: Scope::NonConflict, ..claim("c1", Figure::exact(13)) });
    assert_eq!(f.killed().display(), "13 – 13 – 13");
    assert!(f.killed().non_conflict);
    f.say("c2", None, Figure::exact(4));
    assert_eq!(f.killed().display(), "4 – 4 – 4");
    assert!(!f.killed().non_conflict);
    f.change_incident("i").event_type = EventType::NonHostile;
    assert_eq!(f.killed().display(), "4 – 4 – 13");
    assert!(f.killed().non_conflict);
}

#[test]
fn an_override_replaces_the_figure_and_turns_stale() {
    let mut f = teguey();
    let claims = f.killed().claims;
    let by = Override {
        id: "o".into(),
        incident: "i".into(),
        side: Side::A,
        category: Category::Military,
        figure: Figure::new(Some(23), Some(25), None),
        reason: "seen by a delegate".into(),
        claims_hash: f.project.claims_digest(&claims),
        ..Override::default()
    };
    f.put(by);
    let killed = f.killed();
    assert_eq!(killed.display(), "23 – 25 – 25+");
    assert_eq!(killed.derived, Figure::new(Some(23), Some(23), Some(30)));
    assert!(!killed.overridden.unwrap().stale);
    f.say("c9", Some("hospital"), Figure::exact(26));
    let killed = f.killed();
    assert_eq!(killed.display(), "23 – 25 – 25+");
    assert!(killed.overridden.unwrap().stale);
    f.project.claims = crate::model::Table::<Claim>::new();
    let killed = f.killed();
    assert_eq!((killed.display().as_str(), killed.claims.len()), ("23 – 25 – 25+", 0));
    assert!(killed.overridden.unwrap().stale);
}

#[test]
fn totals_say_what_they_lack() {
    let total = |f: &Fixture| {
        let total = Total::of(&f.figures());
        (total.display(), total.incomplete, total.open)
    };
    let mut f = teguey();
    assert_eq!(total(&f), ("40 – 40 – 77".into(), true, false));
    f.add(Claim { side: Side::Third, ..claim("c8", DOZENS) });
    assert_eq!(total(&f), ("64 – — – 101+".into(), true, true));
    assert_eq!(total(&Fixture::new()), ("— – — – —".into(), false, false));
    let mut f = Fixture::new();
    f.say("c", None, NO_NUMBER);
    assert_eq!(total(&f), ("— – — – —".into(), true, true));
}

/// Figures as people report them, in order.
fn figures() -> impl Strategy<Value = Figure> {
    (0u64..200, 0u64..50, 0u8..8).prop_map(|(n, width, kind)| match kind {
        0 => at_least(n),
        1 => Figure::new(None, None, Some(n)),
        2 => Figure::new(None, Some(n), Some(n)),
        3 => Figure::new(Some(n), None, Some(n + width)),
        4 => Figure::new(Some(n), None, None),
        5 => NO_NUMBER,
        _ => Figure::exact(n),
    })
}

fn claims() -> impl Strategy<Value = Vec<Claim>> {
    let source = prop::option::of(prop::sample::select(vec![
        "ministry",
        "spokesman",
        "hospital",
        "villager",
        "nobody",
    ]));
    let one = (figures(), source, 0u8..4, prop::option::of(1i8..28)).prop_map(
        |(figure, source, side, day)| Claim {
            source: source.map(Into::into),
            side: [Side::A, Side::B, Side::Third, Side::Unknown][usize::from(side)].clone(),
            claimed_at: day.and_then(|day| jiff::civil::Date::new(2024, 3, day).ok()),
            ..claim("", figure)
        },
    );
    prop::collection::vec(one, 0..12).prop_map(|mut claims| {
        for (index, claim) in claims.iter_mut().enumerate() {
            claim.id = format!("c{index:02}").as_str().into();
        }
        claims
    })
}

fn derived(
    claims: &[Claim],
    rule: BestRule,
    partisan: Counting,
) -> Vec<crate::analysis::GroupFigure> {
    let mut f = Fixture::new();
    f.codebook().best_rule = rule;
    f.codebook().partisan = partisan;
    let claims: Vec<_> = claims.iter().cloned().map(Arc::new).collect();
    super::derive_incident(&f.project, &"i".into(), &claims)
}

proptest! {
    #[test]
    fn figures_are_in_order_whatever_is_claimed(
        claims in claims(),
        rule in prop::sample::select(BestRule::ALL.to_vec()),
        partisan in prop::sample::select(Counting::ALL.to_vec()),
    ) {
        for f in derived(&claims, rule, partisan) {
            prop_assert!(f.figure().is_ordered(), "{f:?}");
            prop_assert!(f.best <= f.at_least && f.low <= f.at_least, "{f:?}");
            prop_assert!(f.low.is_none() || f.best.is_none() || f.low <= f.best, "{f:?}");
            prop_assert_eq!(f.open_high, f.high.is_none());
            prop_assert_eq!(f.open_low, f.low.is_none());
        }
    }

    #[test]
    fn another_claim_never_narrows_the_band(
        claims in claims(),
        rule in prop::sample::select(BestRule::ALL.to_vec()),
    ) {
        let Some((_, fewer)) = claims.split_last() else { return Ok(()) };
        let after = derived(&claims, rule, Include);
        for before in derived(fewer, rule, Include) {
            let after = after.iter().find(|f| f.group == before.group).unwrap();
            prop_assert!(after.at_least >= before.at_least);
            prop_assert!(before.low.is_none() || (after.low.is_some() && after.low <= before.low));
            prop_assert!(after.open_high || !before.open_high || !before.has_number());
        }
    }

    #[test]
    fn the_order_of_claims_does_not_matter(
        (claims, shuffled) in claims().prop_flat_map(|c| (Just(c.clone()), Just(c).prop_shuffle())),
        rule in prop::sample::select(BestRule::ALL.to_vec()),
    ) {
        prop_assert_eq!(derived(&claims, rule, HighOnly), derived(&shuffled, rule, HighOnly));
    }
}
