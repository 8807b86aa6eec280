//! Which incidents words of an article are likely to be about.

use super::Session;
use crate::analysis::{Told, Vocabulary, likely_incidents};
use crate::calendar::DateSpan;
use crate::model::{ArticleId, IncidentId};

impl Session {
    /// The incidents that words of an article are likely to be about, the likeliest first, each with
    /// the reasons in words. `around` is the text around them, such as their sentence or paragraph;
    /// `date` is the day that they speak of, where that is known.
    pub fn likely_incidents(
        &self,
        article: &ArticleId,
        around: &str,
        date: Option<DateSpan>,
    ) -> Vec<(IncidentId, String)> {
        let outline = self.outline(article).ok();
        let none = Vocabulary::default();
        let told = Told {
            article,
            whole: outline.as_ref().map_or(&none, |outline| outline.words()),
            around,
            date,
            published: outline.as_ref().and_then(|outline| outline.article.published_on()),
        };
        likely_incidents(&self.project, &self.derived, told)
    }
}
