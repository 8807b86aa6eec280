//! An article as the Reader shows it: its paragraphs and what is marked in it, in reading order.

use std::ops::Range;
use std::sync::Arc;

use super::Session;
use crate::model::{
    Article, ArticleId, ClaimId, EvidenceKind, Highlight, HighlightId, IncidentId, Outcome, Review,
};
use crate::text::{Paragraph, paragraphs};

/// How many outlines are kept: the Reader needs one, going back and forth a few.
const KEPT: usize = 4;

/// An article as the Reader shows it.
#[derive(Debug)]
pub struct Outline {
    /// The article.
    pub article: Arc<Article>,
    /// Its text.
    pub text: Arc<str>,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
    /// What is marked, by position.
    pub marks: Vec<Mark>,
    /// Highlights that are not in the text any more.
    pub lost: Vec<Arc<Highlight>>,
    /// The project's revision that it shows.
    revision: u64,
}

/// Marked words and what they stand for.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// The words.
    pub range: Range<usize>,
    /// The highlight.
    pub highlight: HighlightId,
    /// The claim that stands on it.
    pub claim: Option<ClaimId>,
    /// Its outcome.
    pub outcome: Option<Outcome>,
    /// Whether an analyst stands behind it.
    pub review: Review,
    /// The incident that the claim, or the evidence, belongs to.
    pub incident: Option<IncidentId>,
    /// For words that are evidence and no claim: of which kind.
    pub evidence: Option<EvidenceKind>,
}

impl Session {
    /// The article as the Reader shows it, or why it cannot be shown. Cheap to ask for each frame.
    pub fn outline(&self, id: &ArticleId) -> Result<Arc<Outline>, String> {
        let kept = self.outlines.borrow().iter().find(|o| o.article.id == *id).cloned();
        if let Some(outline) = &kept
            && outline.revision == self.revision
        {
            return Ok(Arc::clone(outline));
        }
        let article = self.article(id).ok_or_else(|| "there is no such article".to_owned())?;
        let text = self.text(id)?;
        let same_text = kept.filter(|o| Arc::ptr_eq(&o.text, &text) || o.text == text);
        let paragraphs = match same_text {
            Some(outline) => outline.paragraphs.clone(),
            None => paragraphs(&text),
        };
        let (marks, lost) = self.marks_of(id);
        let outline =
            Arc::new(Outline { article, text, paragraphs, marks, lost, revision: self.revision });
        let mut outlines = self.outlines.borrow_mut();
        outlines.retain(|o| o.article.id != *id);
        outlines.insert(0, Arc::clone(&outline));
        outlines.truncate(KEPT);
        Ok(outline)
    }

    fn marks_of(&self, id: &ArticleId) -> (Vec<Mark>, Vec<Arc<Highlight>>) {
        let own = self.derived.highlights_in(id);
        let lost = own.iter().filter(|h| h.unanchored).map(Arc::clone).collect();
        let mut marks = Vec::with_capacity(own.len());
        for highlight in own.iter().filter(|h| !h.unanchored) {
            for claim in self.derived.claims_on(&highlight.id) {
                marks.push(Mark {
                    range: highlight.start..highlight.end,
                    highlight: highlight.id.clone(),
                    claim: Some(claim.id.clone()),
                    outcome: Some(claim.outcome.clone()),
                    review: claim.review.clone(),
                    incident: claim.incident.clone(),
                    evidence: None,
                });
            }
        }
        for evidence in self.derived.evidence_in(id) {
            let highlight = evidence.highlight.as_ref();
            let highlight = highlight.and_then(|h| self.project.highlights.get(h));
            if let Some(highlight) = highlight.filter(|h| h.article == *id && !h.unanchored) {
                marks.push(Mark {
                    range: highlight.start..highlight.end,
                    highlight: highlight.id.clone(),
                    claim: None,
                    outcome: None,
                    review: Review::Accepted,
                    incident: Some(evidence.incident.clone()),
                    evidence: Some(evidence.kind.clone()),
                });
            }
        }
        marks.sort_by(|a, b| {
            let place = |m: &Mark| (m.range.start, std::cmp::Reverse(m.range.end));
            place(a).cmp(&place(b)).then_with(|| a.highlight.cmp(&b.highlight))
        });
        (marks, lost)
    }
}
