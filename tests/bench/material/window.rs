//! A window without a screen: the real code of the window, as eframe calls it, up to the triangles.

use std::time::Duration;

use casebook::app::App;
use casebook::jobs::thread_time;
use casebook::model::ArticleId;
use casebook::session::Session;
use casebook::views::Action;
use eframe::App as _;
use eframe::egui::{Context, Event, Pos2, RawInput, Rect, vec2};

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
        thread_time().saturating_sub(begun)
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
