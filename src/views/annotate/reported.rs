//! The incidents of the article in the Reader, listed once for each revision, and how high their
//! rows are: a long article may speak of thousands, of which a few are in sight.

use std::rc::Rc;

use eframe::egui::{Rect, Ui, vec2};

use crate::model::{ArticleId, IncidentId, Outcome};
use crate::session::Session;

/// Shorter lists are drawn whole.
const LONG: usize = 60;

/// The incidents of an article.
#[derive(Default)]
pub(super) struct Reported {
    made_of: Option<(ArticleId, u64)>,
    /// Each with how many figures stand below it.
    incidents: Rc<[(IncidentId, usize)]>,
    /// The height of a row with so many figures below it, once one was drawn.
    heights: Vec<Option<f32>>,
}

impl Reported {
    /// The incidents of an article, by id, each with how many figures of killed it has.
    pub(super) fn of(
        &mut self,
        session: &Session,
        article: &ArticleId,
    ) -> Rc<[(IncidentId, usize)]> {
        let now = (article.clone(), session.revision());
        if self.made_of.as_ref() != Some(&now) {
            let derived = session.derived();
            let killed = |id: &IncidentId| {
                derived.figures(id).iter().filter(|f| f.group.outcome == Outcome::Killed).count()
            };
            let incidents = derived.incidents_in(article).into_iter();
            self.incidents = incidents.map(|id| (id.clone(), killed(&id))).collect();
            self.made_of = Some(now);
        }
        Rc::clone(&self.incidents)
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
