//! A figure: low, best, high, with best heavy. The strings come prepared (`73+`, `—`).

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{FontId, Label, Response, Sense, TextStyle, Ui, Widget};

use crate::ui::theme::{figure_style, semibold, tokens};

/// A figure as `low – best – high`.
#[must_use = "add it to a `Ui`"]
pub struct FigureLabel<'a> {
    low: &'a str,
    best: &'a str,
    high: &'a str,
    big: bool,
    overridden: bool,
    tooltip: Option<&'a str>,
}

/// How far the bundled fonts reach below the baseline, in parts of their size.
const DESCENT: f32 = 0.241;

impl<'a> FigureLabel<'a> {
    /// The three values, formatted. When all are alike one of them is shown.
    pub const fn new(low: &'a str, best: &'a str, high: &'a str) -> Self {
        Self { low, best, high, big: false, overridden: false, tooltip: None }
    }

    /// The figure that the panel is about.
    pub const fn big(mut self) -> Self {
        self.big = true;
        self
    }

    /// Someone set it by hand: a mark stands after it.
    pub const fn overridden(mut self, overridden: bool) -> Self {
        self.overridden = overridden;
        self
    }

    /// The rule and the claims behind it.
    pub const fn tooltip(mut self, tooltip: &'a str) -> Self {
        self.tooltip = Some(tooltip);
        self
    }

    fn job(&self, ui: &Ui) -> LayoutJob {
        let t = tokens(ui);
        let body = TextStyle::Body.resolve(ui.style());
        let best: FontId =
            if self.big { figure_style().resolve(ui.style()) } else { semibold(body.size) };
        // egui sets mixed sizes on one lower edge; a taller line lifts the small ones to the
        // baseline of the large.
        let row_height = ui.fonts_mut(|fonts| fonts.row_height(&body));
        let lift = DESCENT * (best.size - body.size);
        let mut job = LayoutJob::default();
        let mut append = |text: &str, font: &FontId, colour| {
            let mut format = TextFormat::simple(font.clone(), colour);
            if self.big && font.size < best.size {
                format.line_height = Some(row_height + 2.0 * lift);
            }
            job.append(text, 0.0, format);
        };
        let alike = self.low == self.best && self.best == self.high;
        if alike {
            append(self.best, &best, t.text);
        } else {
            append(self.low, &body, t.muted);
            append(" – ", &body, t.faint);
            append(self.best, &best, t.text);
            append(" – ", &body, t.faint);
            append(self.high, &body, t.muted);
        }
        if self.overridden {
            append("\u{2009}", &body, t.muted);
            append(&crate::ui::icon::PENCIL_SIMPLE.to_string(), &body, t.accent);
        }
        job
    }
}

impl Widget for FigureLabel<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let job = self.job(ui);
        let by_hand = if self.overridden { ", set by hand" } else { "" };
        let Self { low, best, high, .. } = self;
        let response = ui
            .add(Label::new(job).extend().sense(Sense::hover()))
            .accessible_name(format!("low {low}, best {best}, high {high}{by_hand}"));
        match self.tooltip {
            Some(tooltip) => response.on_hover_text(tooltip),
            None => response,
        }
    }
}
