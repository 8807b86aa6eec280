//! The incidents of the article in the Reader, listed once for each revision, and how high their
//! rows are: a long article may speak of thousands, of which a few are in sight.

use std::collections::BTreeSet;
use std::rc::Rc;

use eframe::egui::{Rect, Ui, vec2};

use crate::model::{ArticleId, IncidentId, Outcome};
use crate::session::{Moment, Session};

/// Shorter lists are drawn whole.
const LONG: usize = 60;

/// The incidents of an article.
#[derive(Default)]
pub(super) struct Reported {
    made_of: Option<(ArticleId, Moment)>,
    /// Each with how many figures stand below it.
    incidents: Rc<Vec<(IncidentId, usize)>>,
    /// The height of a row with so many figures below it, once one was drawn.
    heights: Vec<Option<f32>>,
}

impl Reported {
    /// The incidents of an article, by id, each with how many figures of killed it has.
    pub(super) fn of(
        &mut self,
        session: &Session,
        article: &ArticleId,
    ) -> Rc<Vec<(IncidentId, usize)>> {
        let now = session.moment();
        match &self.made_of {
            Some((shown, made_at)) if shown == article && *made_at == now => {}
            Some((shown, made_at)) if shown == article => match session.touched_since(made_at) {
                Some(touched) => self.follow(session, article, &touched),
                None => self.gather(session, article),
            },
            Some(_) | None => self.gather(session, article),
        }
        self.made_of = Some((article.clone(), now));
        Rc::clone(&self.incidents)
    }

    fn gather(&mut self, session: &Session, article: &ArticleId) {
        let incidents = session.derived().incidents_in(article).into_iter();
        let with_figures = incidents.map(|id| (id.clone(), killed(session, &id)));
        self.incidents = Rc::new(with_figures.collect());
    }

    fn follow(&mut self, session: &Session, article: &ArticleId, touched: &BTreeSet<IncidentId>) {
        let incidents = Rc::make_mut(&mut self.incidents);
        for id in touched {
            let figures = session.derived().is_in(id, article).then(|| killed(session, id));
            match (incidents.binary_search_by(|(known, _)| known.cmp(id)), figures) {
                (Ok(at), Some(figures)) => {
                    if let Some((_, known)) = incidents.get_mut(at) {
                        *known = figures;
                    }
                }
                (Ok(at), None) => drop(incidents.remove(at)),
                (Err(at), Some(figures)) => incidents.insert(at, (id.clone(), figures)),
                (Err(_), None) => {}
            }
        }
    }

    /// Leaves room for a row that is out of sight. False where it is to be drawn.
    pub(super) fn passed(&self, ui: &mut Ui, figures: usize) -> bool {
        let Some(height) = self.heights.get(figures).copied().flatten() else { return false };
        let rect = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
        if self.incidents.len() < LONG || ui.is_rect_visible(rect.expand(height)) {
            return false;
        }
        ui.add_space(height);
        true
    }

    /// Learns how high a row is.
    pub(super) fn drawn(&mut self, figures: usize, height: f32) {
        if self.heights.len() <= figures {
            self.heights.resize(figures + 1, None);
        }
        if let Some(known) = self.heights.get_mut(figures) {
            *known = Some(height);
        }
    }
}

/// How many figures of killed an incident has.
fn killed(session: &Session, incident: &IncidentId) -> usize {
    let figures = session.derived().figures(incident).iter();
    figures.filter(|figure| figure.group.outcome == Outcome::Killed).count()
}
