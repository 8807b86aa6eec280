//! The sheet that compares two articles that are nearly the same: what differs, figures above all.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Label, ScrollArea, Stroke, Ui};

use crate::model::ArticleId;
use crate::search::{Piece, Side, compare};
use crate::session::Session;
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT, tokens};

/// Two articles beside each other.
pub(super) struct CompareSheet {
    left: Article,
    right: Article,
    pieces: Vec<Piece>,
    error: Option<String>,
}

struct Article {
    title: String,
    about: String,
    text: std::sync::Arc<str>,
}

impl CompareSheet {
    /// Compares two articles.
    pub(super) fn new(session: &Session, left: &ArticleId, right: &ArticleId) -> Self {
        let mut error = None;
        let mut article = |id: &ArticleId| {
            let row = session.row(id);
            let text = session.text(id).unwrap_or_else(|why| {
                error = Some(format!("One of the texts cannot be read: {why}"));
                "".into()
            });
            let about = row.map_or_else(String::new, |row| {
                let day = row.published_on().map(|day| day.to_string());
                let parts = [day, Some(row.publisher.clone()), Some(row.path.to_string())];
                let parts: Vec<String> =
                    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
                parts.join(" · ")
            });
            Article { title: row.map_or_else(String::new, |row| row.title.clone()), about, text }
        };
        let (left, right) = (article(left), article(right));
        let pieces = if error.is_none() { compare(&left.text, &right.text) } else { Vec::new() };
        Self { left, right, pieces, error }
    }

    pub(super) fn show(&self, ui: &mut Ui, height: f32) {
        let t = tokens(ui);
        ui.label(theme::heading("Compare articles"));
        ui.add_space(TIGHT);
        for (mark, article) in [(icon::MINUS, &self.left), (icon::PLUS, &self.right)] {
            ui.add(
                Label::new(theme::strong(format!("{mark}\u{2002}{}", article.title))).truncate(),
            );
            ui.add(Label::new(theme::caption(ui, &article.about)).truncate());
        }
        ui.add_space(GAP);
        if let Some(error) = &self.error {
            ui.colored_label(t.error.text, error);
            return;
        }
        ui.label(self.figures());
        ui.add_space(GAP);
        let area = ScrollArea::vertical().max_height(height - 150.0).auto_shrink([false, true]);
        area.min_scrolled_height(height - 150.0).show(ui, |ui| {
            ui.add(Label::new(self.words(ui)).selectable(true).wrap());
        });
    }

    /// The figures that differ, in words.
    fn figures(&self) -> String {
        let of = |side: Side, article: &Article| {
            let own = self.pieces.iter().filter(|piece| piece.side == side && piece.figure);
            let words = own.filter_map(|piece| article.text.get(piece.range.clone()));
            let words: Vec<&str> = words.map(str::trim).collect();
            if words.is_empty() { "none".to_owned() } else { words.join(", ") }
        };
        let (left, right) = (of(Side::Left, &self.left), of(Side::Right, &self.right));
        if left == "none" && right == "none" {
            "No figure differs.".to_owned()
        } else {
            format!("Figures that differ: {left} in the first, {right} in the second.")
        }
    }

    fn words(&self, ui: &Ui) -> LayoutJob {
        let t = tokens(ui);
        let font = theme::serif(15.0, false);
        let mut job = LayoutJob::default();
        for piece in &self.pieces {
            let (of, ink) = match piece.side {
                Side::Both => (&self.left, t.text),
                Side::Left => (&self.left, t.error.text),
                Side::Right => (&self.right, t.success.text),
            };
            let mut format = TextFormat::simple(font.clone(), ink);
            // A line is the second cue beside the colour: through what is gone, under what is new.
            match piece.side {
                Side::Both => {}
                Side::Left => format.strikethrough = Stroke::new(1.0, ink),
                Side::Right => format.underline = Stroke::new(1.5, ink),
            }
            if piece.figure {
                format.font_id = theme::serif(15.0, true);
                format.background = t.tint_strong(t.warning.text);
            }
            job.append(of.text.get(piece.range.clone()).unwrap_or_default(), 0.0, format);
        }
        job
    }
}
