//! An article as the Reader shows it: its paragraphs and what is marked in it, in reading order.

use std::ops::Range;
use std::sync::Arc;

use super::Session;
use crate::model::{
    Article, ArticleId, ClaimId, EvidenceKind, Highlight, HighlightId, IncidentId, Outcome, Review,
};
use crate::text::{Block, BlockHints, BlockKind, Paragraph, Why, blocks_with, paragraphs};

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
    /// What each paragraph is, the empty ones left out.
    pub blocks: Vec<Block>,
    /// What is marked, by position.
    pub marks: Vec<Mark>,
    /// Highlights that are not in the text any more.
    pub lost: Vec<Arc<Highlight>>,
    /// The revisions of project and library that it shows.
    revision: (u64, u64),
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

impl Outline {
    /// What the paragraph of this index is; `None` for an empty one.
    pub fn block(&self, paragraph: usize) -> Option<&Block> {
        let at = self.blocks.binary_search_by_key(&paragraph, |block| block.paragraph).ok()?;
        self.blocks.get(at)
    }
}

impl Session {
    /// The article as the Reader shows it, or why it cannot be shown. Cheap to ask for each frame.
    pub fn outline(&self, id: &ArticleId) -> Result<Arc<Outline>, String> {
        let kept = self.outlines.borrow().iter().find(|o| o.article.id == *id).cloned();
        if let Some(outline) = &kept
            && outline.revision == self.shown_revision()
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
        let blocks = self.blocks_of(&article, &text, &paragraphs);
        let revision = self.shown_revision();
        let outline =
            Arc::new(Outline { article, text, paragraphs, blocks, marks, lost, revision });
        let mut outlines = self.outlines.borrow_mut();
        outlines.retain(|o| o.article.id != *id);
        outlines.insert(0, Arc::clone(&outline));
        outlines.truncate(KEPT);
        Ok(outline)
    }

    /// While articles are still being read each delivery would change what recurs: what is shown
    /// waits for their end.
    fn shown_revision(&self) -> (u64, u64) {
        let library = if self.library.is_busy() { 0 } else { self.library.revision() };
        (self.revision, library)
    }

    /// What each paragraph is: as an analyst has said, else as its words and its publisher's other
    /// articles tell.
    fn blocks_of(&self, article: &Article, text: &str, paragraphs: &[Paragraph]) -> Vec<Block> {
        let publisher = article.publisher.as_str();
        let recurring = |print| self.library.recurrence(publisher, print);
        let hints = BlockHints {
            title: Some(article.title.as_str()),
            recurring: (!publisher.is_empty()).then_some(&recurring),
        };
        let mut blocks = blocks_with(text, paragraphs, hints);
        for mark in &article.blocks {
            let kind = BlockKind::ALL.into_iter().find(|kind| kind.label() == mark.kind);
            let alike = |block: &&mut Block| {
                let words = block.range.slice(text).unwrap_or_default();
                words.trim() == mark.words
            };
            let near = |block: &&mut Block| block.range.start().abs_diff(mark.start);
            if let Some(kind) = kind
                && let Some(block) = blocks.iter_mut().filter(alike).min_by_key(near)
            {
                (block.kind, block.why) = (kind, Why::Analyst);
            }
        }
        blocks
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
