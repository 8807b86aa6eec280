//! The Incidents through their window.

use eframe::egui::{Key, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::IncidentsPanel;
use super::lanes::{self, Mark};
use super::roll::{Column, Query, Roll};
use crate::edit::{ClaimFields, Command, IncidentFields, SetClaim, SetIncident};
use crate::model::{ClaimId, Figure, IncidentId};
use crate::session::Prefs;
use crate::views::library::fixture::Scene;
use crate::views::{Action, Desk, Focus, ViewCtx};

struct State {
    scene: Scene,
    panel: IncidentsPanel,
    desk: Desk,
    out: Vec<Action>,
}

fn draw(ui: &mut Ui, state: &mut State) {
    let prefs = Prefs::default();
    let State { scene, panel, desk, out } = state;
    let before = out.len();
    panel.show(ui, &mut ViewCtx { session: &scene.session, desk, prefs: &prefs, out });
    // As the window does: where no panel says it, nothing is lit.
    desk.hover = None;
    for action in out.iter().skip(before) {
        if let Action::Focus(focus) = action {
            desk.focus = focus.clone();
        } else if let Action::Hover(hover) = action {
            desk.hover.clone_from(hover);
        }
    }
}

fn window(scene: Scene) -> Harness<'static, State> {
    let state =
        State { scene, panel: IncidentsPanel::default(), desk: Desk::default(), out: Vec::new() };
    let mut harness = Harness::builder()
        .with_size([1400.0, 700.0])
        .with_max_steps(20)
        .with_context_setup(crate::ui::install)
        .build_ui_state(draw, state);
    harness.run();
    harness
}

fn focused(window: &Harness<'static, State>) -> Option<String> {
    window.state().desk.incident().map(ToString::to_string)
}

fn asked(window: &Harness<'static, State>) -> Vec<Action> {
    let hover = |a: &&Action| !matches!(a, Action::Hover(_));
    window.state().out.iter().filter(hover).cloned().collect()
}

#[test]
fn an_empty_project_says_how_to_make_one() {
    let window = window(Scene::folder());
    let sentence = "No incidents yet: mark words in an article and press I.";
    assert!(window.query_by_label(sentence).is_some());
}

#[test]
fn a_click_puts_an_incident_into_focus_and_shows_its_claims() {
    let mut window = window(Scene::coded());
    window.get_by_label("Teguey ambush").click();
    window.run();
    assert_eq!(focused(&window).as_deref(), Some("teguey"));
    let counts = "Niger defence ministry: 23, 2024-03-21 · Sahel Wire Service, counts";
    assert!(window.query_by_label(counts).is_some());
    let out = "Security source: 15+, 2024-03-20 · Radio Laterite, \
               left out: superseded by Niger defence ministry: 23";
    window.get_by_label(out).click();
    window.run();
    let claim =
        window.state().scene.session.project().claims[&ClaimId::new("teguey-first")].clone();
    let asked = asked(&window);
    assert!(asked.contains(&Action::Focus(Focus::Claim(claim.id.clone()))));
    assert_eq!(asked.last(), Some(&Action::Reveal(claim.highlights[0].clone())));
    assert!(window.query_by_label(counts).is_some(), "a claim in focus keeps its incident open");
}

#[test]
fn keys_move_and_enter_shows_the_words() {
    let mut window = window(Scene::coded());
    window.get_by_label("Motogatta killings").click();
    window.run();
    window.key_press(Key::ArrowDown);
    window.run();
    assert_eq!(focused(&window).as_deref(), Some("teguey"));
    window.key_press(Key::Home);
    window.run();
    assert_eq!(focused(&window).as_deref(), Some("crash"));
    window.key_press(Key::Enter);
    window.run();
    let claim = window.state().scene.session.project().claims[&ClaimId::new("crash-dead")].clone();
    assert_eq!(asked(&window).last(), Some(&Action::Reveal(claim.highlights[0].clone())));
}

#[test]
fn a_click_on_a_head_sorts_and_the_unknown_come_last() {
    let mut window = window(Scene::coded());
    let order = |window: &mut Harness<'static, State>| -> Vec<String> {
        let roll = &window.state().panel.roll;
        (0..roll.len()).map(|n| roll.id(n).unwrap().to_string()).collect()
    };
    assert_eq!(order(&mut window), ["crash", "inates", "motogatta", "teguey", "rumour"]);
    window.get_by_label("Sort by killed").click();
    window.run();
    assert_eq!(order(&mut window), ["inates", "teguey", "motogatta", "crash", "rumour"]);
    window.get_by_label("Sort by killed, descending").click();
    window.run();
    assert_eq!(order(&mut window), ["crash", "motogatta", "teguey", "inates", "rumour"]);
}

#[test]
fn the_order_after_an_edit_is_the_one_that_is_made_anew() {
    let set = |incident: &str, fields| {
        Command::SetIncident(SetIncident { incident: incident.into(), fields })
    };
    let date = |date: &str| IncidentFields { date: Some(date.into()), ..Default::default() };
    let title = |title: &str| IncidentFields { title: Some(title.into()), ..Default::default() };
    let claim = |claim: &str, n| {
        let fields = ClaimFields { figure: Some(Figure::exact(n)), ..ClaimFields::default() };
        Command::SetClaim(SetClaim { claim: ClaimId::new(claim), fields })
    };
    let edits = [
        set("teguey", date("2012-05-01")),
        set("crash", title("A first name")),
        claim("crash-dead", 900),
        set("inates", title("Zebra")),
        claim("crash-dead", 1),
    ];
    let sorts = [Column::Date, Column::Title, Column::Killed, Column::Claims, Column::Flags];
    for (sort, text) in sorts.into_iter().flat_map(|sort| [(sort, ""), (sort, "e")]) {
        let mut session = Scene::coded().session;
        let query = Query { text: text.to_owned(), sort, descending: sort == Column::Killed };
        let order = |roll: &Roll| -> Vec<String> {
            (0..roll.len()).map(|n| roll.id(n).unwrap().to_string()).collect()
        };
        let mut roll = Roll::default();
        roll.refresh(&session, &query);
        let mut check = |session: &crate::session::Session| {
            roll.refresh(session, &query);
            let mut anew = Roll::default();
            anew.refresh(session, &query);
            assert_eq!((order(&roll), roll.all()), (order(&anew), anew.all()), "{query:?}");
        };
        for edit in &edits {
            session.run(edit.clone()).unwrap();
            check(&session);
        }
        while session.undo().unwrap().is_some() {
            check(&session);
        }
    }
}

#[test]
fn the_filter_finds_places_and_parties() {
    let mut window = window(Scene::coded());
    let field = window.get_by_label("Filter incidents");
    field.focus();
    window.run();
    window.get_by_label("Filter incidents").type_text("menaka");
    window.run();
    assert!(window.query_by_label("1 of 5").is_some());
    assert!(window.query_by_label("Helicopter collision").is_some());
    window.get_by_label("Filter incidents").type_text(" zebra");
    window.run();
    window.get_by_label("Clear filter").click();
    window.run();
    assert!(window.query_by_label("5 incidents").is_some());
}

/// The titles of incidents as they are drawn, with what was cut off them.
fn cut_titles(window: &Harness<'static, State>) -> Vec<String> {
    let font = eframe::egui::TextStyle::Body.resolve(&window.ctx.style_of(window.ctx.theme()));
    let width = |text: &str| {
        let ink = eframe::egui::Color32::PLACEHOLDER;
        window.ctx.fonts_mut(|f| f.layout_no_wrap(text.to_owned(), font.clone(), ink)).size().x
    };
    let titles = window.state().scene.session.project().incidents.values();
    let cut = titles.filter(|incident| {
        let drawn = window.get_by_label(&incident.title).rect().width();
        drawn + 1.0 < width(&incident.title)
    });
    cut.map(|incident| incident.title.clone()).collect()
}

#[test]
fn titles_have_their_room_beside_many_figures() {
    let mut scene = Scene::coded();
    let title = "Attack on the convoy between Teguey and Abala";
    let fields = IncidentFields { title: Some(title.to_owned()), ..IncidentFields::default() };
    scene.run(Command::SetIncident(SetIncident { incident: IncidentId::new("teguey"), fields }));
    let fields = IncidentFields { title: Some("Rumour".to_owned()), ..IncidentFields::default() };
    scene.run(Command::SetIncident(SetIncident { incident: IncidentId::new("rumour"), fields }));
    let mut window = window(scene);
    for width in [1400.0, 1000.0, 760.0, 640.0] {
        window.set_size([width, 700.0].into());
        window.run();
        assert_eq!(cut_titles(&window), [""; 0], "{width}");
    }
}

#[test]
fn an_unknown_figure_is_never_nought() {
    let window = window(Scene::coded());
    assert!(window.query_all_by_label("unknown").count() >= 2);
    assert!(window.query_by_label_contains("killed unknown").is_some());
    assert_eq!(window.query_all_by_label_contains("killed 0").count(), 0);
    assert!(
        window
            .query_by_label("Teguey ambush, 2024-03-20, Teguey, NER, killed 23 (23–30) military")
            .is_some()
    );
}

#[test]
fn lanes_say_how_each_claim_stands() {
    let scene = Scene::coded();
    let groups = lanes::groups(&scene.session, &IncidentId::new("teguey"));
    let killed = &groups[0];
    let marks: Vec<(&str, Mark)> =
        killed.lanes.iter().map(|l| (l.claim.as_str(), l.mark)).collect();
    assert_eq!(
        marks,
        [
            ("teguey-first", Mark::LeftOut),
            ("teguey-ministry", Mark::Counts),
            ("teguey-reprint", Mark::LeftOut),
            ("teguey-is", Mark::HighOnly),
        ]
    );
    assert!(killed.arrows && !killed.open);
    assert_eq!(killed.greatest, 30);
    let shorts: Vec<&str> =
        groups.iter().flat_map(|g| &g.lanes).map(|l| l.short.as_str()).collect();
    assert_eq!(shorts, ["15+", "23", "23", "30", "17", "≤\u{2009}20", "24+", "~30"]);
}

#[test]
fn what_is_lit_is_put_out_again() {
    let mut window = window(Scene::coded());
    window.get_by_label("Inates garrison overrun").hover();
    window.run();
    assert_eq!(window.state().desk.hover, Some(Focus::Incident("inates".into())));
    window.get_by_label("Filter incidents").hover();
    window.run();
    assert_eq!(window.state().desk.hover, None);
}
