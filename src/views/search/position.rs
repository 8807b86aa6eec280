//! Which of the hits stands in the Reader.

use crate::model::ArticleId;
use crate::session::Found;
use crate::text::TextRange;

/// The position, worked out when what it is of has changed.
#[derive(Debug, Default)]
pub(super) struct Position {
    of: Option<(u64, ArticleId, Option<TextRange>)>,
    words: String,
}

impl Position {
    /// The position of what is selected in an article among the hits, in words.
    pub(super) fn of(
        &mut self,
        found: &Found,
        article: &ArticleId,
        selection: Option<TextRange>,
    ) -> Option<&str> {
        let known = self.of.as_ref().is_some_and(|(number, of, words)| {
            *number == found.number() && of == article && *words == selection
        });
        if !known {
            self.words = words(found, article, selection).unwrap_or_default();
            self.of = Some((found.number(), article.clone(), selection));
        }
        Some(self.words.as_str()).filter(|words| !words.is_empty())
    }
}

fn words(found: &Found, article: &ArticleId, selection: Option<TextRange>) -> Option<String> {
    let nth = found.place(article)?;
    let places = &found.shown(nth)?.places;
    let at = selection.and_then(|s| places.iter().position(|place| *place == s.as_range()));
    let here = match (at, places.len()) {
        // In its title, in a note, in a claim.
        (None, 0) => None,
        (None, _) => return None,
        (Some(at), all) => (all > 1).then(|| format!("hit {} of {all}", at + 1)),
    };
    let all = found.hits().len();
    let article = (all > 1).then(|| format!("article {} of {all}", nth + 1));
    let parts: Vec<String> = here.into_iter().chain(article).collect();
    Some(if parts.is_empty() { "the only hit".to_owned() } else { parts.join(", ") })
}
