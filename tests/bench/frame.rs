//! Frames of the whole window on an article of 1 MB with 10,000 highlights: the real code of the
//! window, run without a screen, in processor time of its thread, triangles included.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    missing_docs,
    reason = "a bench fails by panicking"
)]

mod material;

use std::time::Duration;

use casebook::app::App;
use casebook::jobs::thread_time;
use casebook::model::{ArticleId, Outcome};
use casebook::session::{Host, Session};
use casebook::text::TextRange;
use casebook::views::Action;
use casebook::views::command::UiCommand;
use eframe::App as _;
use eframe::egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, RawInput,
    Rect, TouchPhase, pos2, vec2,
};
use material::report::Report;

const MS: Duration = Duration::from_millis(1);
const FRAME: Duration = Duration::from_millis(4);

/// A window without a screen.
struct Window {
    ctx: Context,
    app: App,
    frame: eframe::Frame,
    time: f64,
}

impl Window {
    fn new(session: Session) -> Self {
        let ctx = Context::default();
        let app = App::new(&ctx, session);
        Self { ctx, app, frame: eframe::Frame::_new_kittest(), time: 0.0 }
    }

    /// One frame, as eframe does it, up to the triangles.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0))),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let Self { ctx, app, frame, .. } = self;
        let begun = thread_time();
        let output = ctx.run_ui(input, |ui| {
            app.logic(ui.ctx(), frame);
            app.ui(ui, frame);
        });
        std::hint::black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
        thread_time().saturating_sub(begun)
    }

    /// Frames until nothing is new any more.
    fn settle(&mut self) {
        self.app.session_mut().settle();
        for _ in 0..30 {
            self.frame(Vec::new());
        }
    }

    fn ask(&mut self, action: Action) -> Duration {
        self.app.push(action);
        self.frame(Vec::new())
    }

    fn article(&self, nth: usize) -> ArticleId {
        self.app.session().rows()[nth].id.clone()
    }
}

fn main() {
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
    let mut marking = Vec::new();
    for n in 0..12 {
        let from = 400_000 + n * 977;
        let from = text.ceil_char_boundary(from);
        let to = text.ceil_char_boundary(from + 9);
        window.ask(Action::Select(TextRange::new(&text, from..to)));
        window.settle();
        marking.push(window.ask(Action::StartClaim(Outcome::Killed)));
        marking.push(window.frame(Vec::new()));
        let claims = window.app.session().project().claims.len();
        marking.push(window.ask(Action::Ui(UiCommand::AcceptClaim)));
        assert_eq!(window.app.session().project().claims.len(), claims + 1);
        marking.extend((0..3).map(|_| window.frame(Vec::new())));
    }
    report.line("frame, marking", FRAME, marking);
    report.print();
}
