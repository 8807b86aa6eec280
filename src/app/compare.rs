//! The sheet that compares two articles that are nearly the same: what differs, figures above all.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Galley, Label, ScrollArea, Stroke, TextStyle, Ui, WidgetText};

use super::sheets::scrolled;
use crate::jobs::Job;
use crate::model::ArticleId;
use crate::search::{Piece, Side, compare};
use crate::session::Session;
use crate::ui::icon;
use crate::ui::theme::{self, GAP, TIGHT, tokens};

/// Two articles beside each other.
pub(super) struct CompareSheet {
    left: Article,
    right: Article,
    state: State,
}

enum State {
    /// Long texts take their time.
    Comparing(Job<Vec<Piece>>),
    Compared(Compared),
    Failed(String),
}

/// What differs.
struct Compared {
    pieces: Vec<Piece>,
    /// The figures that differ, in words.
    figures: String,
    laid: Option<Laid>,
}

/// The words as they were laid out.
struct Laid {
    width: f32,
    dark: bool,
    /// Made anew by egui when it throws its glyphs away: ours must go then too.
    probe: Arc<Galley>,
    galley: Arc<Galley>,
}

struct Article {
    title: String,
    about: String,
    text: Arc<str>,
}

impl CompareSheet {
    /// Compares two articles.
    pub(super) fn new(session: &Session, left: &ArticleId, right: &ArticleId) -> Self {
        let mut error = None;
        let mut article = |id: &ArticleId| {
            let row = session.row(id);
            let text = session.text_now(id).unwrap_or_else(|why| {
                error = Some(format!("One of the texts cannot be read: {why}"));
                "".into()
            });
            let about = row.map_or_else(String::new, |row| {
                let day = row.published_on().map(|day| day.to_string());
                let parts = [day, Some(row.publisher.to_string()), Some(row.path.to_string())];
                let parts: Vec<String> =
                    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
                parts.join(" · ")
            });
            Article {
                title: row.map_or_else(String::new, |row| row.title.to_string()),
                about,
                text,
            }
        };
        let (left, right) = (article(left), article(right));
        let state = error.map_or_else(
            || {
                let (a, b) = (Arc::clone(&left.text), Arc::clone(&right.text));
                let waker = session.host().waker.clone();
                State::Comparing(Job::start("Comparing two articles", waker, move |_| {
                    compare(&a, &b)
                }))
            },
            State::Failed,
        );
        Self { left, right, state }
    }

    /// Waits until they are compared: for tests.
    pub(super) fn settle(&mut self) {
        let none = State::Compared(self.compared(Vec::new()));
        match std::mem::replace(&mut self.state, none) {
            State::Comparing(job) => {
                let pieces = job.wait().unwrap_or_default();
                self.state = State::Compared(self.compared(pieces));
            }
            state @ (State::Compared(_) | State::Failed(_)) => self.state = state,
        }
    }

    fn poll(&mut self) {
        let State::Comparing(job) = &mut self.state else { return };
        let pieces = job.poll();
        let failed = job.failed();
        if let Some(pieces) = pieces {
            self.state = State::Compared(self.compared(pieces));
        } else if let Some(why) = failed {
            self.state = State::Failed(format!("They could not be compared: {why}"));
        }
    }

    fn compared(&self, pieces: Vec<Piece>) -> Compared {
        Compared { figures: self.figures(&pieces), pieces, laid: None }
    }

    pub(super) fn show(&mut self, ui: &mut Ui, height: f32) {
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
        self.poll();
        match &mut self.state {
            State::Comparing(_) => {
                ui.label(theme::muted(ui, "Comparing…"));
            }
            State::Failed(why) => {
                ui.colored_label(t.error.text, why.as_str());
            }
            State::Compared(compared) => {
                ui.label(compared.figures.as_str());
                ui.add_space(GAP);
                let room = (height - 150.0).max(100.0);
                scrolled(ScrollArea::vertical(), room).show(ui, |ui| {
                    let words = compared.galley(ui, (&self.left, &self.right));
                    ui.add(Label::new(words).selectable(true));
                });
            }
        }
    }

    /// The figures that differ, in words.
    fn figures(&self, pieces: &[Piece]) -> String {
        let of = |side: Side, article: &Article| {
            let own = pieces.iter().filter(|piece| piece.side == side && piece.figure);
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
}

impl Compared {
    /// The words of both, laid out again where something has changed.
    fn galley(&mut self, ui: &Ui, articles: (&Article, &Article)) -> Arc<Galley> {
        let (width, dark) = (ui.available_width(), ui.visuals().dark_mode);
        let probe = WidgetText::from("x").into_galley(ui, None, width, TextStyle::Body);
        let laid = self.laid.take().filter(|laid| {
            (laid.width - width).abs() < 0.1
                && laid.dark == dark
                && Arc::ptr_eq(&laid.probe, &probe)
        });
        let galley = laid.map_or_else(
            || {
                let mut job = self.words(ui, articles);
                job.wrap.max_width = width;
                ui.fonts_mut(|fonts| fonts.layout_job(job))
            },
            |laid| laid.galley,
        );
        self.laid = Some(Laid { width, dark, probe, galley: Arc::clone(&galley) });
        galley
    }

    fn words(&self, ui: &Ui, (left, right): (&Article, &Article)) -> LayoutJob {
        let t = tokens(ui);
        let font = theme::serif(15.0, false);
        let mut job = LayoutJob::default();
        for piece in &self.pieces {
            let (of, ink) = match piece.side {
                Side::Both => (left, t.text),
                Side::Left => (left, t.error.text),
                Side::Right => (right, t.success.text),
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
