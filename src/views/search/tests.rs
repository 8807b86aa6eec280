//! The box, its hits and what is wrong with a query, in a window.

use eframe::egui::{Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::session::Prefs;
use crate::views::Desk;
use crate::views::library::fixture::Scene;

struct World {
    scene: Scene,
    panel: SearchPanel,
    prefs: Prefs,
    asked: Vec<Action>,
}

fn open() -> Harness<'static, World> {
    let world = World {
        scene: Scene::folder(),
        panel: SearchPanel::default(),
        prefs: Prefs::default(),
        asked: Vec::new(),
    };
    let draw = |ui: &mut Ui, world: &mut World| {
        let mut out = Vec::new();
        let World { scene, panel, prefs, asked } = world;
        let desk = Desk::default();
        let mut ctx = ViewCtx { session: &scene.session, desk: &desk, prefs, out: &mut out };
        panel.show(ui, &mut ctx);
        for action in &out {
            if let Action::Search { text, .. } = action {
                // Without the job: what it finds is the same, and it is there at once.
                if text.trim().is_empty() {
                    scene.session.search(text, true);
                } else {
                    scene.session.search_now(text);
                }
            }
            if let Action::SaveSearch(query) = action {
                prefs.keep_search(query);
            }
        }
        asked.extend(out);
    };
    let mut harness = Harness::builder()
        .with_size(Vec2::new(360.0, 600.0))
        .with_max_steps(30)
        .with_context_setup(crate::ui::install)
        .build_ui_state(draw, world);
    harness.run();
    harness
}

fn type_query(harness: &mut Harness<'static, World>, text: &str) {
    harness.get_by_label("Search everything").focus();
    harness.run();
    harness.get_by_label("Search everything").type_text(text);
    harness.run();
}

#[test]
fn what_is_typed_is_found_and_opens_on_a_click() {
    let mut harness = open();
    harness.get_by_label("Search titles, texts, quotes, claims, incidents and notes.");
    type_query(&mut harness, "motogatta");
    harness.get_by_label("1 article");
    harness.get_by_label_contains("Officials counted 22 dead civilians").click();
    harness.run();
    let opened = harness
        .state()
        .asked
        .iter()
        .any(|action| matches!(action, Action::RevealWords(..) | Action::Open(_)));
    assert!(opened);
}

#[test]
fn a_flawed_query_says_so_and_finds_the_rest() {
    let mut harness = open();
    type_query(&mut harness, "colour:red OR teguey \"soldiers");
    harness.get_by_label_contains("there is no field “colour”");
    harness.get_by_label_contains("the closing quotation mark is missing");
    type_query(&mut harness, " zzz");
    harness.get_by_label("Nothing was found.");
    harness.get_by_label("Clear search").click();
    harness.run();
    harness.get_by_label("Search titles, texts, quotes, claims, incidents and notes.");
}

#[test]
fn keys_go_from_the_box_through_the_hits() {
    let mut harness = open();
    type_query(&mut harness, "soldiers");
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    let opened = harness
        .state()
        .asked
        .iter()
        .filter(|action| matches!(action, Action::RevealWords(..) | Action::Open(_)));
    assert_eq!(opened.count(), 2);
}

#[test]
fn hits_are_stepped_through_over_all_articles() {
    let mut scene = Scene::folder();
    let found = scene.session.search_now("soldiers");
    let all: usize = (0..found.hits().len()).map(|n| found.show(n).unwrap().places.len()).sum();
    let mut panel = SearchPanel::default();
    let (mut article, mut selection, mut steps) = (None, None, 0);
    while let Some(stop) = panel.step(&scene.session, article.as_ref(), selection, true) {
        (article, selection) = (Some(stop.article), stop.words);
        steps += 1;
        assert!(steps <= all);
    }
    assert_eq!(steps, all);
    for _ in 1..all {
        let stop = panel.step(&scene.session, article.as_ref(), selection, false).unwrap();
        (article, selection) = (Some(stop.article), stop.words);
    }
    assert!(panel.step(&scene.session, article.as_ref(), selection, false).is_none());
}
