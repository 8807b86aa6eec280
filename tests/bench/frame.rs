//! Frames of the whole window on an article of 1 MB with 10,000 highlights, in processor time of its
//! thread, triangles included; and on a project of 100,000 claims after an edit and while it is saved.

use std::time::Duration;

use crate::material;
use crate::material::report::{MS, Report};
use crate::material::window::Window;
use casebook::edit::{ClaimFields, Command, SetClaim};
use casebook::model::{Figure, Outcome};
use casebook::session::{Host, Session};
use casebook::text::TextRange;
use casebook::views::Action;
use casebook::views::command::UiCommand;
use eframe::egui::{
    Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, TouchPhase, pos2, vec2,
};

const FRAME: Duration = Duration::from_millis(4);

pub fn run() {
    let folder = tempfile::tempdir().unwrap();
    let project = material::project(material::LONG);
    let path = material::saved(&project, folder.path());
    let host = Host::still(&folder.path().join("home"));
    let session = Session::open(host, &path).unwrap();
    let mut window = Window::new(session);
    window.settle();
    let (first, second) = (window.article(0), window.article(1));
    let mut report = Report::new();

    let times = (0..12).map(|n| {
        let to = if n % 2 == 0 { &first } else { &second };
        let asked = window.ask(Action::Open(to.clone()));
        // What is asked for in one frame is carried out at its end and shown by the next.
        asked.max(window.frame(Vec::new()))
    });
    let times = times.collect();
    report.line("article switch", 16 * MS, times);

    window.settle();
    let times = (0..300).map(|_| window.frame(Vec::new())).collect();
    report.line("frame, idle", FRAME, times);

    let middle = pos2(640.0, 300.0);
    let wheel = |down: f32| Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, down),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    window.frame(vec![Event::PointerMoved(middle)]);
    let times = (0..300).map(|_| window.frame(vec![wheel(-120.0)])).collect();
    report.line("frame, scrolling", FRAME, times);
    window.settle();

    let button = |pressed, pos| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.frame(vec![Event::PointerMoved(middle), button(true, middle)]);
    let times = (0..200)
        .map(|n| {
            let at = middle + vec2((n % 40) as f32 * 4.0 - 80.0, (n / 4) as f32 * 2.0);
            window.frame(vec![Event::PointerMoved(at)])
        })
        .collect();
    report.line("frame, selecting", FRAME, times);
    window.frame(vec![button(false, middle)]);
    window.settle();

    let text = window.app.session().text(&second).unwrap();
    window.ask(Action::Open(second.clone()));
    window.settle();
    let (mut opening, mut marking, mut after) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..12 {
        let from = 400_000 + n * 977;
        let from = text.ceil_char_boundary(from);
        let to = text.ceil_char_boundary(from + 9);
        window.ask(Action::Select(TextRange::new(&text, from..to)));
        window.settle();
        opening.push(window.ask(Action::StartClaim(Outcome::Killed)));
        opening.push(window.frame(Vec::new()));
        let claims = window.app.session().project().claims.len();
        marking.push(window.ask(Action::Ui(UiCommand::AcceptClaim)));
        assert_eq!(window.app.session().project().claims.len(), claims + 1);
        after.extend((0..3).map(|_| window.frame(Vec::new())));
    }
    report.line("frame, a claim form is opened", FRAME, opening);
    report.line("frame, words are marked", FRAME, marking);
    report.line("frame after a mark", FRAME, after);
    drop(window);
    large(&mut report);
    report.print();
}

/// The same window on 100,000 claims.
fn large(report: &mut Report) {
    let folder = tempfile::tempdir().unwrap();
    let path = material::saved(&material::project(material::LARGE), folder.path());
    let host = Host::still(&folder.path().join("home"));
    let mut window = Window::new(Session::open(host, &path).unwrap());
    window.ask(Action::Open(window.article(5_000)));
    window.settle();
    let times = (0..100).map(|_| window.frame(Vec::new())).collect();
    report.line("100,000 claims: frame, idle", FRAME, times);

    let claims: Vec<_> = window.app.session().project().claims.keys().cloned().collect();
    let (mut asked, mut after) = (Vec::new(), Vec::new());
    for n in 0..20 {
        let command = Command::SetClaim(SetClaim {
            claim: claims[n * 4_999].clone(),
            fields: ClaimFields {
                figure: Some(Figure::exact(n as u64 + 1)),
                ..ClaimFields::default()
            },
        });
        asked.push(window.ask(Action::Edit(command)));
        after.push(window.frame(Vec::new()));
        window.frame(Vec::new());
    }
    report.line("100,000 claims: frame that edits", 50 * MS, asked);
    report.line("100,000 claims: frame that charts the edit", 50 * MS, after);

    let mut saving = vec![window.ask(Action::Ui(UiCommand::Save))];
    while window.app.session().is_saving() {
        saving.push(window.frame(Vec::new()));
    }
    assert!(saving.len() > 2 && !window.app.session().is_dirty());
    report.line("100,000 claims: frame while saving", 16 * MS, saving);
}
