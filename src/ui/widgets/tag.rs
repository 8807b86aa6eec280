//! A word in a small box that says what state something is in. Not a control.

use eframe::egui::{CornerRadius, Response, Role, Sense, TextStyle, Ui, Widget, WidgetInfo, vec2};

use crate::ui::theme::tokens;

/// What a tag's colour says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing.
    #[default]
    Neutral,
    /// Done, agreed.
    Good,
    /// Look here.
    Attention,
    /// Wrong.
    Bad,
    /// Belongs to what is selected.
    Accent,
}

/// A word in a small box.
#[must_use = "add it to a `Ui`"]
pub struct Tag<'a> {
    text: &'a str,
    tone: Tone,
    icon: Option<char>,
}

impl<'a> Tag<'a> {
    /// A neutral tag.
    pub const fn new(text: &'a str) -> Self {
        Self { text, tone: Tone::Neutral, icon: None }
    }

    /// With a tone. Give it an icon too: colour alone is not enough.
    pub const fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// With an icon.
    pub const fn icon(mut self, icon: char) -> Self {
        self.icon = Some(icon);
        self
    }
}

impl Widget for Tag<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let t = tokens(ui);
        let (ink, fill) = match self.tone {
            Tone::Neutral => (t.muted, t.sunken),
            Tone::Good => (t.success.text, t.success.soft),
            Tone::Attention => (t.warning.text, t.warning.soft),
            Tone::Bad => (t.error.text, t.error.soft),
            Tone::Accent => (t.accent, t.accent_soft),
        };
        let text = match self.icon {
            Some(icon) => format!("{icon}\u{2002}{}", self.text),
            None => self.text.to_owned(),
        };
        let font = TextStyle::Small.resolve(ui.style());
        let galley = ui.painter().layout_no_wrap(text, font, ink);
        let size = (galley.size() + vec2(10.0, 4.0)).ceil();
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        ui.painter().rect_filled(rect, CornerRadius::same(3), fill);
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::labeled(Role::Label, enabled, self.text));
        response
    }
}
