//! A window without a screen: the real code of the window, as eframe calls it, up to the triangles.

use std::time::Duration;

use casebook::app::App;
use casebook::jobs::thread_time;
use casebook::model::ArticleId;
use casebook::session::Session;
use casebook::views::Action;
use eframe::App as _;
use eframe::egui::accesskit::{Node, TreeUpdate};
use eframe::egui::{Context, Event, Modifiers, PointerButton, Pos2, RawInput, Rect, pos2, vec2};

/// A window without a screen.
pub struct Window {
    ctx: Context,
    pub app: App,
    frame: eframe::Frame,
    time: f64,
}

impl Window {
    pub fn new(session: Session) -> Self {
        let ctx = Context::default();
        let app = App::new(&ctx, session);
        Self { ctx, app, frame: eframe::Frame::_new_kittest(), time: 0.0 }
    }

    /// One frame, and the processor time that the window's thread took for it.
    pub fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.draw(events).0
    }

    /// Clicks what begins to be called this, and gives the frame in which the button comes up.
    pub fn click(&mut self, name: &str) -> Duration {
        self.ctx.enable_accesskit();
        let (_, told) = self.draw(Vec::new());
        self.ctx.disable_accesskit();
        let is_meant = |node: &Node| node.label().is_some_and(|label| label.starts_with(name));
        let node = told.unwrap().nodes.into_iter().map(|(_, node)| node).find(is_meant);
        let bounds = node.unwrap_or_else(|| panic!("no {name}")).bounds().unwrap();
        let pos = pos2(
            f64::midpoint(bounds.x0, bounds.x1) as f32,
            f64::midpoint(bounds.y0, bounds.y1) as f32,
        );
        let button = |pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.frame(vec![Event::PointerMoved(pos)]);
        self.frame(vec![button(true)]);
        self.frame(vec![button(false)])
    }

    /// One frame, and what it tells a screen reader, where one listens.
    fn draw(&mut self, events: Vec<Event>) -> (Duration, Option<TreeUpdate>) {
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
        let mut output = ctx.run_ui(input, |ui| {
            app.logic(ui.ctx(), frame);
            app.ui(ui, frame);
        });
        // There is no screen to take the glyphs to.
        output.textures_delta.clear();
        std::hint::black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
        (thread_time().saturating_sub(begun), output.platform_output.accesskit_update)
    }

    /// Frames until nothing is new any more.
    pub fn settle(&mut self) {
        self.app.session_mut().settle();
        for _ in 0..30 {
            self.frame(Vec::new());
        }
    }

    pub fn ask(&mut self, action: Action) -> Duration {
        self.app.push(action);
        self.frame(Vec::new())
    }

    pub fn article(&self, nth: usize) -> ArticleId {
        self.app.session().rows()[nth].id.clone()
    }
}
