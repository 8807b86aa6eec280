//! The panel as it is used: by pointer, by keys, by what it says.

mod bench;

use eframe::egui::{Key, accesskit::Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jiff::civil::date;

use self::bench::{Bench, Toll, soldiers};
use super::left_out::{self, Left};
use super::*;
use crate::analysis::{self, By};
use crate::calendar::Per;
use crate::edit::{ClaimRef, Command};
use crate::model::{Category, EventType, Figure, Grade, Outcome, Side};
use crate::views::Drill;
use crate::views::command::UiCommand;

const WIDE: [f32; 2] = [900.0, 420.0];
const NARROW: [f32; 2] = [520.0, 300.0];

fn injured(n: u64) -> Toll {
    Toll { outcome: Outcome::Injured, ..soldiers(n, n, n) }
}

fn militants(figure: Figure) -> Toll {
    Toll { outcome: Outcome::Killed, category: Category::Militant, side: Side::B, figure }
}

/// Two attacks in January and March; the second has two groups.
fn two() -> Bench {
    let mut bench = Bench::new();
    bench.incident("motogatta", "Motogatta", "2024-01-28", &[soldiers(22, 22, 22)]);
    let teguey = [soldiers(23, 23, 30), injured(17), militants(Figure::new(None, None, Some(30)))];
    bench.incident("teguey", "Teguey ambush", "2024-03-20", &teguey);
    bench
}

fn asked(harness: &Harness<'_, Bench>) -> Vec<Action> {
    let quiet = |a: &&Action| !matches!(a, Action::Hover(_));
    harness.state().asked.iter().filter(quiet).cloned().collect()
}

fn drill(month: i8, series: &str) -> Action {
    let period = date(2024, month, 1);
    Action::Drill(Some(Drill { period, series: Some(series.to_owned()) }))
}

const TEGUEY: &str = "2024-03, Killed: 23 – 23 – 60, 1 incident, incomplete";

#[test]
fn a_click_on_a_bar_shows_its_claims_and_a_click_on_a_claim_the_sentence() {
    for size in [WIDE, NARROW] {
        let mut window = two().open(size);
        window.get_by_label(TEGUEY).click();
        window.run();
        assert_eq!(asked(&window), [drill(3, "killed")]);
        window.get_by_label("2024-03 · Killed");
        let claim = window.get_by_label_contains("Source 0");
        claim.click();
        window.run();
        let claim = crate::model::ClaimId::from("teguey-0");
        let highlight = window.state().session.project().claims[&claim].highlights[0].clone();
        assert_eq!(
            asked(&window)[1..],
            [Action::Focus(Focus::Claim(claim)), Action::Reveal(highlight)]
        );
        window.get_by_label("Close the list").click();
        window.run();
        assert_eq!(window.state().desk.drill, None);
        assert!(window.query_by_label("2024-03 · Killed").is_none());
    }
}

#[test]
fn a_bar_of_one_claim_reveals_its_sentence_at_once() {
    let mut window = two().open(WIDE);
    window.get_by_label("2024-03, Injured: 17 – 17 – 17, 1 incident").click();
    window.run();
    let asked = asked(&window);
    assert_eq!(asked[0], drill(3, "injured"));
    assert_eq!(asked[1], Action::Focus(Focus::Claim("teguey-1".into())));
    assert!(matches!(asked[2], Action::Reveal(_)));
    window.get_by_label("2024-03 · Injured");
}

#[test]
fn a_click_above_a_stack_opens_all_of_it() {
    let mut window = two().open(WIDE);
    let bar = window.get_by_label("2024-03, Injured: 17 – 17 – 17, 1 incident").rect();
    let above = bar.center_top() - vec2(bar.width() / 2.0 + 6.0, 20.0);
    window.hover_at(above);
    window.run();
    window.drag_at(above);
    window.drop_at(above);
    window.run();
    let whole = Drill { period: date(2024, 3, 1), series: None };
    assert_eq!(asked(&window), [Action::Drill(Some(whole))]);
    window.get_by_label_contains("1 incident, 3 claims");
}

#[test]
fn what_is_under_the_pointer_is_named() {
    let mut window = two().open(WIDE);
    window.get_by_label(TEGUEY).hover();
    window.run();
    window.get_by_label("2024-03 · Killed");
    window.get_by_label("Teguey ambush");
    window.get_by_label("reported range 23 – 60");
    let teguey = Some(Focus::Incident("teguey".into()));
    assert_eq!(window.state().desk.hover, teguey);
    window.remove_cursor();
    window.run();
    assert_eq!(window.state().desk.hover, None);
    assert!(window.query_by_label("Teguey ambush").is_none());
}

#[test]
fn the_legend_switches_series() {
    let mut window = two().open(WIDE);
    window.get_by_label("Killed, ≥ 45, incomplete").click();
    window.run();
    let state = window.state();
    assert!(state.view.spec().hidden.contains("killed"));
    assert_eq!(state.view.data(&state.session).totals[2].display(), "17 – 17 – 17");
    assert!(window.query_by_label(TEGUEY).is_none());
    window.get_by_role_and_label(Role::CheckBox, "Injured, 17").click();
    window.run();
    window.get_by_label("Show all series").click();
    window.run();
    window.get_by_label(TEGUEY);
}

#[test]
fn a_claim_or_incident_lights_its_bars() {
    let mut bench = two();
    let data = bench.view.data(&bench.session);
    let at = |series, period| CellAt { series, period };
    let mut lit = |focus: Focus, hover: Option<Focus>| {
        bench.desk.focus = focus;
        bench.desk.hover = hover;
        let prefs = crate::session::Prefs::default();
        let mut out = Vec::new();
        let ctx =
            ViewCtx { session: &bench.session, desk: &bench.desk, prefs: &prefs, out: &mut out };
        let mut lit: Vec<_> = bench.view.lit(&data, &ctx).into_iter().collect();
        lit.sort();
        lit
    };
    assert_eq!(lit(Focus::Nothing, None), []);
    assert_eq!(lit(Focus::Claim("teguey-1".into()), None), [at(1, 2)]);
    assert_eq!(lit(Focus::Incident("teguey".into()), None), [at(0, 2), at(1, 2)]);
    let motogatta = Some(Focus::Incident("motogatta".into()));
    assert_eq!(lit(Focus::Claim("teguey-1".into()), motogatta), [at(0, 0)]);
}

#[test]
fn rows_of_the_list_light_up_elsewhere() {
    let mut window = two().open(WIDE);
    window.get_by_label(TEGUEY).click();
    window.run();
    window.get_by_label_contains("Source 2").hover();
    window.run();
    assert_eq!(window.state().desk.hover, Some(Focus::Claim("teguey-2".into())));
}

#[test]
fn arrows_lead_from_bar_to_bar_and_enter_opens() {
    let mut window = two().open(WIDE);
    window.get_by_label(TEGUEY).focus();
    window.run();
    let step = |window: &mut Harness<'_, Bench>, key: Key, expected: &str| {
        window.key_press(key);
        window.run();
        assert!(window.get_by_label(expected).is_focused(), "{key:?} leads to {expected}");
    };
    step(&mut window, Key::ArrowUp, "2024-03, Injured: 17 – 17 – 17, 1 incident");
    step(&mut window, Key::ArrowDown, TEGUEY);
    step(&mut window, Key::ArrowLeft, "2024-01, Killed: 22 – 22 – 22, 1 incident");
    step(&mut window, Key::ArrowRight, TEGUEY);
    step(&mut window, Key::Home, "2024-01, Killed: 22 – 22 – 22, 1 incident");
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(asked(&window)[0], drill(1, "killed"));
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(window.state().desk.drill, None);
}

#[test]
fn the_time_axis_zooms_and_a_double_click_shows_all_again() {
    let mut bench = two();
    bench.incident("early", "Early", "2022-01-10", &[soldiers(5, 5, 5)]);
    let mut window = bench.open(WIDE);
    let right = window.get_by_label(TEGUEY).rect().center();
    let empty = right - vec2(120.0, 0.0);
    window.hover_at(right);
    window.event(eframe::egui::Event::Zoom(4.0));
    window.run();
    let sight = window.state().view.plot.window.unwrap();
    assert!((sight.span() - 27.0 / 4.0).abs() < 0.01, "{sight:?}");
    assert!((sight.end - 27.0).abs() < 1.0, "the pointer stays where it was: {sight:?}");
    assert!(window.query_by_label_contains("2022-01, Killed").is_none());

    window.drag_at(empty);
    window.hover_at(empty + vec2(200.0, 0.0));
    window.run();
    window.drop_at(empty + vec2(200.0, 0.0));
    window.run();
    let moved = window.state().view.plot.window.unwrap();
    assert!(moved.start < sight.start && (moved.span() - sight.span()).abs() < 1e-6);
    window.get_by_label("Show all periods").click();
    window.run();
    assert_eq!(window.state().view.plot.window, None);
    window.get_by_label_contains("2022-01, Killed");
    assert_eq!(asked(&window), []);
}

#[test]
fn the_footer_lists_what_is_not_drawn() {
    let mut bench = two();
    bench.incident("undated", "Undated raid", "", &[soldiers(4, 4, 4)]);
    bench.incident("bare", "No toll given", "2024-02-02", &[]);
    bench.incident("crash", "Helicopter collision", "2024-02-03", &[soldiers(13, 13, 13)]);
    bench.set("crash", None, Some(EventType::NonHostile));
    bench.incident("untrue", "Rumour", "2024-02-04", &[soldiers(500, 500, 500)]);
    bench.set("untrue", Some(Grade::Discounted), None);
    bench.incident("vague", "Some time in winter", "2024-01-20 to 2024-03-02", &[injured(1)]);
    let all = [
        Left::Undated,
        Left::Null,
        Left::NonConflict,
        Left::Part,
        Left::Discounted,
        Left::OutOfRange,
        Left::Imprecise,
    ];
    for by in By::ALL {
        for (include_non_conflict, per) in [(false, Per::Month), (true, Per::Year)] {
            let spec = ChartSpec { by, per, include_non_conflict, ..ChartSpec::default() };
            bench.view.set_spec(spec);
            let data = bench.view.data(&bench.session);
            let listed = all.map(|left| left_out::incidents(&bench.session, &data, left).len());
            let f = &data.footer;
            let left = [f.undated, f.null, f.non_conflict, f.parts];
            let counted = [&left[..], &[f.discounted, f.out_of_range, f.imprecise]].concat();
            assert_eq!(listed.to_vec(), counted, "by {by} per {per}");
        }
    }
    bench.view.set_spec(ChartSpec::default());
    let mut window = bench.open(WIDE);
    window.get_by_label("1 undated").click();
    window.run();
    window.get_by_label("Undated incidents · 1");
    window.get_by_label_contains("Undated raid,").click();
    window.run();
    assert_eq!(asked(&window), [Action::Focus(Focus::Incident("undated".into()))]);
}

#[test]
fn emptiness_says_what_ends_it() {
    let mut window = Bench::new().open(NARROW);
    window.get_by_label("Add a folder of articles").click();
    window.run();
    assert_eq!(asked(&window), [Action::Ui(UiCommand::AddFolder)]);

    let mut bench = Bench::new();
    bench.incident("undated", "Undated raid", "", &[soldiers(4, 4, 4)]);
    let mut window = bench.open(NARROW);
    window.get_by_label("List them").click();
    window.run();
    window.get_by_label("Undated incidents · 1");

    let mut bench = Bench::new();
    bench.incident("i", "Teguey ambush", "2024-03-20", &[injured(17)]);
    bench.view.set_spec(ChartSpec { by: By::Side, ..ChartSpec::default() });
    let mut window = bench.open(NARROW);
    window.get_by_label_contains("No incident has a figure of killed");
    window.get_by_label("Show injured").click();
    window.run();
    window.get_by_label("2024-03, Side A: 17 – 17 – 17, 1 incident");
}

#[test]
fn the_chart_is_made_anew_when_the_project_or_the_choice_changes() {
    let mut bench = two();
    let first = bench.view.data(&bench.session);
    assert!(Arc::ptr_eq(&first, &bench.view.data(&bench.session)));
    bench.run(Command::DeleteClaim(ClaimRef { claim: "teguey-1".into() }));
    assert_eq!(bench.view.data(&bench.session).series.len(), 1);
    bench.view.set_spec(ChartSpec { per: Per::Year, ..ChartSpec::default() });
    assert_eq!(bench.view.data(&bench.session).labels, ["2024"]);
    let other = two();
    assert_eq!(bench.view.data(&other.session).series.len(), 2);
}

#[test]
fn what_a_bar_is_made_of_adds_up_to_the_bar() {
    let mut bench = two();
    bench.incident("third", "Third", "2024-03-02", &[soldiers(5, 5, 9), injured(2)]);
    for by in By::ALL {
        bench.view.set_spec(ChartSpec { by, ..ChartSpec::default() });
        let data = bench.view.data(&bench.session);
        for period in 0..data.periods.len() {
            let whole = (0..data.series.len()).map(Some).chain([None]);
            for series in whole {
                let target = Target { period, series };
                let parts = target.parts(&bench.session, &data);
                let sum =
                    parts.iter().fold(analysis::Total::default(), |sum, part| sum.plus(part.total));
                assert_eq!(sum, target.total(&data), "{} by {by}", target.name(&data));
            }
        }
    }
}

#[test]
fn a_crowd_of_bars_keeps_the_tree_small() {
    let mut bench = Bench::new();
    bench.incident("first", "First", "2020-01-01", &[soldiers(1, 1, 1), injured(2)]);
    bench.incident("last", "Last", "2024-12-31", &[soldiers(1, 1, 1)]);
    bench.view.set_spec(ChartSpec { per: Per::Day, ..ChartSpec::default() });
    assert_eq!(bench.view.data(&bench.session).periods.len(), 1827);
    let window = bench.open(NARROW);
    window.get_by_label("2020-01-01, Injured: 2 – 2 – 2, 1 incident");
    window.get_by_label("2024-12-31, Killed: 1 – 1 – 1, 1 incident");
}

#[test]
fn the_choices_have_names_and_saving_asks_for_a_place() {
    let mut window = two().open(NARROW);
    for name in ["Series by", "Period"] {
        window.get_by_role_and_label(Role::ComboBox, name);
    }
    window.get_by_label("Save chart").click();
    window.run();
    window.get_by_label_contains("SVG").click();
    window.run();
    assert_eq!(asked(&window), [Action::Ui(UiCommand::SaveChartSvg)]);
}
