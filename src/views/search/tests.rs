//! The box, its hits and what is wrong with a query, in a window.

use eframe::egui::{Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::session::{HitOrder, Prefs};
use crate::views::Desk;
use crate::views::library::fixture::Scene;

struct World {
    scene: Scene,
    panel: SearchPanel,
    prefs: Prefs,
    asked: Vec<Action>,
    /// Searches are stopped before they find anything.
    stops: bool,
}

fn open() -> Harness<'static, World> {
    let world = World {
        scene: Scene::folder(),
        panel: SearchPanel::default(),
        prefs: Prefs::default(),
        asked: Vec::new(),
        stops: false,
    };
    let draw = |ui: &mut Ui, world: &mut World| {
        let mut out = Vec::new();
        let World { scene, panel, prefs, asked, stops } = world;
        let desk = Desk::default();
        let mut ctx = ViewCtx { session: &scene.session, desk: &desk, prefs, out: &mut out };
        panel.show(ui, &mut ctx);
        for action in &out {
            if let Action::Search { text, .. } = action {
                // Without the job: what it finds is the same, and it is there at once.
                if *stops || text.trim().is_empty() {
                    scene.session.search(text, true);
                    scene.session.stop_search();
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
fn a_search_that_has_stopped_says_so_and_can_go_on() {
    let mut harness = open();
    harness.state_mut().stops = true;
    type_query(&mut harness, "motogatta");
    harness.get_by_label("The search has stopped.");
    harness.get_by_label("Search again").click();
    harness.run();
    harness.get_by_label("The search has stopped.");
    harness.state_mut().stops = false;
    harness.get_by_label("Search again").click();
    harness.run();
    harness.get_by_label("1 article");
    // What was found for fewer letters is not shown for more.
    harness.state_mut().stops = true;
    type_query(&mut harness, " zzz");
    harness.get_by_label("The search has stopped.");
    assert!(harness.query_by_label("1 article").is_none());
}

#[test]
fn a_query_of_which_nothing_is_left_says_so() {
    let mut harness = open();
    type_query(&mut harness, "()");
    harness.get_by_label("There is nothing in this query that can be looked for.");
}

#[test]
fn hits_stand_in_the_order_that_is_chosen() {
    let mut harness = open();
    type_query(&mut harness, "soldiers");
    harness.get_by_label("Hits in this order: Best first").click();
    harness.run();
    harness.get_by_label("Oldest first").click();
    harness.run();
    let chosen = |action: &Action| matches!(action, Action::OrderHits(HitOrder::Oldest));
    assert!(harness.state().asked.iter().any(chosen));
}

#[test]
fn what_was_found_is_counted_in_full_however_narrow_the_panel_is() {
    let mut harness = open();
    harness.state_mut().scene = Scene::coded();
    type_query(&mut harness, "soldiers OR teguey");
    let font = TextStyle::Small.resolve(&harness.ctx.style_of(harness.ctx.theme()));
    for width in [360.0, 264.0, 200.0, 150.0] {
        harness.set_size(Vec2::new(width, 600.0));
        harness.run();
        let count = harness.get_by_label_contains("articles, ");
        let words = count.accesskit_node();
        let words = words.label().or_else(|| words.value()).unwrap();
        let whole = harness.ctx.fonts_mut(|fonts| {
            fonts.layout_no_wrap(words, font.clone(), eframe::egui::Color32::PLACEHOLDER).size().x
        });
        let rect = count.rect();
        let shown = rect.width() + 1.0 >= whole || rect.height() > 20.0;
        assert!(shown && rect.right() <= width, "{width}: {rect:?} {whole}");
        harness.get_by_label("Hits in this order: Best first");
    }
}

#[test]
fn a_hit_is_seen_whole_however_narrow_the_panel_is() {
    let mut harness = open();
    for hit in ["soldiers"] {
        harness.get_by_label("Search everything").focus();
        harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, Key::A);
        type_query(&mut harness, hit);
        for width in [360.0, 264.0, 200.0] {
            harness.set_size(Vec2::new(width, 600.0));
            harness.run();
            let mut seen = 0;
            for shape in &harness.output().shapes {
                let eframe::egui::Shape::Text(text) = &shape.shape else { continue };
                let sections = &text.galley.job.sections;
                if sections.len() < 2 || !text.galley.job.text.to_lowercase().contains(hit) {
                    continue;
                }
                let shown: Vec<String> = text.galley.rows.iter().map(|row| row.text()).collect();
                let shown = shown.join("").to_lowercase();
                assert!(shown.contains(hit), "{width}: {shown}");
                seen += 1;
            }
            assert!(seen > 0, "{width}");
        }
    }
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
    let all: usize = (0..found.hits().len())
        .map(|n| found.show(n, scene.session.derived()).unwrap().places.len())
        .sum();
    assert!(all > 1, "{all}");
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
