//! The sheet of articles that may report one incident: open, compare, code as one, or say that they
//! are two.

use eframe::egui::{Label, Rect, Response, ScrollArea, TextStyle, Ui, UiBuilder, vec2};

use super::compare::CompareSheet;
use super::sheets::{Sheet, scrolled};
use super::window::App;
use crate::model::ArticleId;
use crate::session::{ArticlePair, ArticleRow, Session};
use crate::ui::icon;
use crate::ui::theme::{self, CONTROL_HEIGHT, GAP, GROUP_GAP, TIGHT};
use crate::ui::widgets::{ActionButton, Progress, Row, Toast};
use crate::views::Action;
use crate::views::command::UiCommand;

/// Room above and below a pair.
const MARGIN: f32 = 6.0;

/// What the user wants of a pair.
pub(super) enum Wish {
    /// An article in the Reader.
    Open(ArticleId),
    /// Both beside each other.
    Compare(ArticlePair),
    /// Claims of both in one incident.
    Code(ArticlePair),
    /// Never proposed again.
    Apart(ArticlePair),
    /// No more looking.
    Stop,
    /// Looking again.
    Look,
}

/// The sheet.
#[derive(Default)]
pub(super) struct PairsSheet {
    /// The pairs that are not decided, of a revision.
    open: Option<(u64, Vec<ArticlePair>)>,
}

impl PairsSheet {
    /// Draws it and gives what the user wants of a pair.
    pub(super) fn show(&mut self, ui: &mut Ui, height: f32, session: &Session) -> Option<Wish> {
        ui.label(theme::heading("Articles on one incident"));
        let about = "Pairs of articles that may report the same incident and are not coded as one.";
        ui.add(Label::new(theme::muted(ui, about)).wrap());
        ui.add_space(GROUP_GAP);
        if let Some(job) = session.pair_job() {
            self.open = None;
            let words = "Comparing the articles that tell of casualties";
            return Progress::new(words, job.fraction()).cancel().show(ui).then_some(Wish::Stop);
        }
        let Some(found) = session.pairs() else {
            self.open = None;
            let again = ActionButton::new("Look again").icon(icon::ARROW_CLOCKWISE);
            ui.label(theme::muted(ui, "Stopped before the end."));
            return ui.add(again).clicked().then_some(Wish::Look);
        };
        let revision = session.revision();
        let open = match self.open.take() {
            Some((made, open)) if made == revision => open,
            _ => found.iter().filter(|pair| session.is_open_pair(pair)).cloned().collect(),
        };
        let wish = if open.is_empty() {
            let words = "No two articles seem to report one incident that is not coded as one.";
            ui.add(Label::new(theme::muted(ui, words)).wrap());
            None
        } else {
            list(ui, height - 90.0, session, &open)
        };
        self.open = Some((revision, open));
        wish
    }
}

/// The pairs that are in sight, and their neighbours: Tab goes on to the next one.
fn list(ui: &mut Ui, height: f32, session: &Session, open: &[ArticlePair]) -> Option<Wish> {
    let mut wish = None;
    let gap = ui.spacing().item_spacing.y;
    let caption = ui.text_style_height(&TextStyle::Small);
    let row = 2.0 * MARGIN + 3.0 * CONTROL_HEIGHT + caption + TIGHT + 4.0 * gap;
    scrolled(ScrollArea::vertical(), height).show_viewport(ui, |ui, seen| {
        ui.set_height(row * open.len() as f32);
        let room = ui.max_rect();
        let first = ((seen.top() / row) as usize).saturating_sub(1);
        let last = (seen.bottom() / row) as usize + 2;
        for (nth, pair) in open.iter().enumerate().take(last).skip(first) {
            let at = room.left_top() + vec2(0.0, row * nth as f32);
            if nth > 0 {
                let ink = theme::tokens(ui).hairline;
                ui.painter().hline(room.x_range(), at.y, (1.0, ink));
            }
            let rect = Rect::from_min_size(at, vec2(room.width(), row)).shrink2(vec2(0.0, MARGIN));
            let place = UiBuilder::new().max_rect(rect).id_salt((pair.a.as_str(), pair.b.as_str()));
            let wanted = ui.scope_builder(place, |ui| one(ui, session, pair)).inner;
            wish = wanted.or(wish.take());
        }
    });
    wish
}

fn one(ui: &mut Ui, session: &Session, pair: &ArticlePair) -> Option<Wish> {
    let mut wish = None;
    for id in [&pair.a, &pair.b] {
        let row = session.row(id);
        let title = row.map_or_else(|| id.to_string(), |row| row.title.to_string());
        let day = row.and_then(ArticleRow::published_on).map(|day| day.to_string());
        let publisher = row.map_or("", |row| row.publisher.as_str());
        let note: Vec<&str> = [day.as_deref().unwrap_or("undated"), publisher]
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect();
        let note = note.join(" · ");
        let row = Row::new(&title).icon(icon::ARTICLE).note(&note);
        if in_sight(ui.add(row)).on_hover_text("Read it").clicked() {
            wish = Some(Wish::Open(id.clone()));
        }
    }
    ui.add(Label::new(theme::caption(ui, pair.why.join(" · "))).truncate());
    ui.add_space(TIGHT);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let code = ActionButton::new("Code as one incident").icon(icon::LIST_CHECKS);
        let code = code.tooltip("Accept what both tell of it, as claims of one incident");
        if in_sight(ui.add(code)).clicked() {
            wish = Some(Wish::Code(pair.clone()));
        }
        let compare = ActionButton::new("Compare").icon(icon::ARROWS_LEFT_RIGHT).quiet();
        if in_sight(ui.add(compare)).clicked() {
            wish = Some(Wish::Compare(pair.clone()));
        }
        let apart = ActionButton::new("Not the same").icon(icon::X).quiet();
        let apart = apart.tooltip("Remember that, and do not propose it again");
        if in_sight(ui.add(apart)).clicked() {
            wish = Some(Wish::Apart(pair.clone()));
        }
    });
    wish
}

/// What the keyboard has come to is scrolled to.
fn in_sight(response: Response) -> Response {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

impl App {
    /// Carries out what is wished of a pair.
    pub(super) fn judge_pair(&mut self, wish: Wish) {
        match wish {
            Wish::Open(id) => {
                self.shell.sheet = None;
                self.push(Action::Open(id));
            }
            Wish::Compare(pair) => {
                let sheet = CompareSheet::new(&self.session, &pair.a, &pair.b);
                self.shell.sheet = Some(Sheet::Compare(sheet));
            }
            Wish::Apart(pair) => {
                let command = self.session.keep_apart(&pair);
                if self.edit(command).is_some() {
                    let words = "kept apart: they are not proposed again";
                    self.shell
                        .toasts
                        .push(Toast::new(words).undo(UiCommand::Undo, self.session.step()));
                }
            }
            Wish::Code(pair) => self.code_pair(&pair),
            Wish::Stop => self.session.stop_looking_for_pairs(),
            Wish::Look => self.session.look_for_pairs(),
        }
    }

    fn code_pair(&mut self, pair: &ArticlePair) {
        let Some(command) = self.session.code_pair(pair) else {
            let words = "Nothing was coded: no suggestions that wait in both tell of the same days. \
                         Read them";
            self.shell.toasts.push(Toast::new(words));
            return;
        };
        if self.edit(command).is_none() {
            return;
        }
        let words = if self.session.is_open_pair(pair) {
            "coded, but not as one incident: read them"
        } else {
            "coded as one incident"
        };
        self.shell.toasts.push(Toast::new(words).undo(UiCommand::Undo, self.session.step()));
    }
}
