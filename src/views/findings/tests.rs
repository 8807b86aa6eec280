//! The Findings through their window.

use eframe::egui::{Key, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::FindingsPanel;
use crate::edit::{Command, IncidentFields, NewIncident, SetIncident};
use crate::model::ClaimId;
use crate::session::Prefs;
use crate::views::library::fixture::Scene;
use crate::views::{Action, Desk, Focus, ViewCtx};

struct State {
    scene: Scene,
    panel: FindingsPanel,
    out: Vec<Action>,
}

fn draw(ui: &mut Ui, state: &mut State) {
    let (prefs, desk) = (Prefs::default(), Desk::default());
    let State { scene, panel, out } = state;
    panel.show(ui, &mut ViewCtx { session: &scene.session, desk: &desk, prefs: &prefs, out });
}

fn window(scene: Scene) -> Harness<'static, State> {
    let state = State { scene, panel: FindingsPanel::default(), out: Vec::new() };
    let mut harness = Harness::builder()
        .with_size([800.0, 500.0])
        .with_max_steps(20)
        .with_context_setup(crate::ui::install)
        .build_ui_state(draw, state);
    harness.run();
    harness
}

#[test]
fn nothing_to_report() {
    let window = window(Scene::folder());
    assert!(window.query_by_label_contains("Nothing to report").is_some());
}

#[test]
fn a_finding_leads_to_its_cause() {
    let mut window = window(Scene::coded());
    window.get_by_label_contains("Override stale: The claims under").click();
    window.run();
    assert_eq!(window.state().out, [Action::Focus(Focus::Incident("inates".into()))]);
    window.get_by_label_contains("No source: 22 dead civilians").click();
    window.run();
    let claim =
        window.state().scene.session.project().claims[&ClaimId::new("motogatta-dead")].clone();
    let led = &window.state().out[1..];
    let wanted = [
        Action::Focus(Focus::Claim(claim.id.clone())),
        Action::Reveal(claim.highlights[0].clone()),
    ];
    assert_eq!(led, wanted);
}

#[test]
fn arrows_go_from_cause_to_cause() {
    let mut window = window(Scene::coded());
    window.get_by_label_contains("Override stale: The claims under").click();
    window.run();
    window.key_press(Key::ArrowDown);
    window.run();
    assert_eq!(
        window.state().out.last(),
        Some(&Action::Focus(Focus::Incident("rumour".into()))),
        "the heads between them are passed over"
    );
    window.key_press(Key::ArrowUp);
    window.run();
    assert_eq!(window.state().out.last(), Some(&Action::Focus(Focus::Incident("inates".into()))));
}

#[test]
fn severities_narrow_and_kinds_fold() {
    let mut window = window(Scene::coded());
    window.get_by_label_contains("Warnings 3").click();
    window.run();
    assert!(window.query_by_label_contains("No party").is_none());
    window.get_by_label("Fold No date, 1").click();
    window.run();
    assert!(window.query_by_label_contains("No date: ").is_none());
    assert!(window.query_by_label("Unfold No date, 1").is_some());
    window.get_by_label_contains("All 8").click();
    window.run();
    assert!(window.query_by_label("Fold No party, 3").is_some());
}

#[test]
fn two_incidents_are_told_apart_or_put_together_from_their_finding() {
    let mut scene = Scene::coded();
    let first = scene.session.project().incidents.values().find(|i| i.when.is_some()).unwrap();
    let (id, when, text) =
        (first.id.clone(), first.when.clone().unwrap().start, first.place_text.clone());
    let fields = IncidentFields {
        title: Some("Told twice".into()),
        date: Some(when.to_string()),
        place: Some(if text.is_empty() { "Somewhere".into() } else { text }),
        ..IncidentFields::default()
    };
    let same = IncidentFields { title: None, date: None, ..fields.clone() };
    let twin = NewIncident { incident: Some("twin".into()), fields, ..NewIncident::default() };
    scene.session.run(Command::NewIncident(twin)).unwrap();
    scene.session.run(Command::SetIncident(SetIncident { incident: id, fields: same })).unwrap();
    scene.session.settle();
    let mut window = window(scene);
    window.get_by_label_contains("Perhaps one incident: ").click();
    window.run();
    window.get_by_label_contains("Not the same").click();
    window.run();
    let Some(Action::Edit(command @ Command::LinkIncidents(_))) =
        window.state().out.last().cloned()
    else {
        panic!("{:?}", window.state().out);
    };
    window.state_mut().scene.session.run(command).unwrap();
    window.state_mut().scene.session.settle();
    window.run();
    assert!(window.query_by_label_contains("Perhaps one incident: ").is_none());
}
