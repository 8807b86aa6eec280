//! An article as the Reader shows it: its paragraphs and what is marked in it, in reading order.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use smol_str::SmolStr;

use super::Session;
use crate::analysis::{Touched, Vocabulary};
use crate::corpus::State;
use crate::model::{
    Article, ArticleId, Claim, ClaimId, Evidence, EvidenceKind, Highlight, HighlightId, IncidentId,
    Outcome, Review,
};
use crate::text::{Block, BlockHints, BlockKind, Paragraph, Why, blocks_with, paragraphs};

/// How many outlines are kept: the Reader needs one, going back and forth a few.
const KEPT: usize = 4;

/// Where an edit touches more highlights than this, the marks are made anew.
const FEW: usize = 64;

/// An article as the Reader shows it.
#[derive(Debug)]
pub struct Outline {
    /// The article.
    pub article: Arc<Article>,
    /// Its text.
    pub text: Arc<str>,
    /// Its paragraphs.
    pub paragraphs: Arc<[Paragraph]>,
    /// What each paragraph is, the empty ones left out.
    pub blocks: Arc<[Block]>,
    /// What is marked, by position. After an edit the marks that it does not touch are the same in
    /// memory.
    pub marks: Vec<Arc<Mark>>,
    /// Highlights that are not in the text any more.
    pub lost: Vec<Arc<Highlight>>,
    /// The words of its text, once asked for.
    words: Arc<OnceLock<Vocabulary>>,
    /// What it shows.
    moment: Moment,
}

/// What an article is shown as of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Moment {
    /// Revision of the project.
    project: u64,
    /// Revision of the library; 0 while articles are being read: each delivery would change what
    /// recurs, so what is shown waits for their end.
    library: u64,
    /// Whether the article's own heading, with its day of publication, has been read.
    is_read: bool,
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
    /// That incident's title.
    pub title: Option<SmolStr>,
    /// For words that are evidence and no claim: of which kind.
    pub evidence: Option<EvidenceKind>,
}

impl Outline {
    /// The words of its text. Gathered when they are first asked for, and kept while the text is the
    /// same.
    pub fn words(&self) -> &Vocabulary {
        self.words.get_or_init(|| Vocabulary::of(&self.text))
    }

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
            && outline.moment == self.shown_moment(id)
        {
            return Ok(Arc::clone(outline));
        }
        let article = self.article(id).ok_or_else(|| "there is no such article".to_owned())?;
        let text = self.text(id)?;
        let same_text = kept.filter(|o| Arc::ptr_eq(&o.text, &text) || o.text == text);
        let (paragraphs, words) = match same_text {
            Some(outline) => (Arc::clone(&outline.paragraphs), Arc::clone(&outline.words)),
            None => (paragraphs(&text).into(), Arc::default()),
        };
        let (marks, lost) = (self.marks_of(id), self.lost_of(id));
        let blocks = self.blocks_of(&article, &text, &paragraphs).into();
        let moment = self.shown_moment(id);
        let outline = Outline { article, text, paragraphs, blocks, marks, lost, words, moment };
        let outline = Arc::new(outline);
        let mut outlines = self.outlines.borrow_mut();
        outlines.retain(|o| o.article.id != *id);
        outlines.insert(0, Arc::clone(&outline));
        outlines.truncate(KEPT);
        Ok(outline)
    }

    /// What an article is shown as of: the same again while nothing of it can have changed.
    pub(super) fn shown_moment(&self, id: &ArticleId) -> Moment {
        let listed = self.library.article(id);
        Moment {
            project: self.revision,
            library: if self.library.is_busy() { 0 } else { self.library.revision() },
            is_read: listed.is_some_and(|listed| listed.state != State::Listed),
        }
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

    /// Brings the outline that was asked for last up to the project as it is now, where that takes
    /// less than making it anew. `before` is the revision that the edit has found.
    pub(super) fn follow_outline(&self, before: u64, touched: &Touched) {
        let last = self.outlines.borrow().first().cloned();
        let Some(last) = last else { return };
        let id = &last.article.id;
        let moment = self.shown_moment(id);
        if last.moment != (Moment { project: before, ..moment }) {
            return;
        }
        let touched = touched.highlights(&self.derived).filter(|touched| touched.len() <= FEW);
        let Some(touched) = touched else { return };
        let (Some(article), Ok(text)) = (self.article(id), self.text(id)) else { return };
        if !Arc::ptr_eq(&last.text, &text) && last.text != text {
            return;
        }
        // What its paragraphs are hangs on these.
        let hints = |a: &'_ Article| (a.title.clone(), a.publisher.clone(), a.blocks.clone());
        if hints(&article) != hints(&last.article) {
            return;
        }
        let outline = Outline {
            article,
            text,
            paragraphs: Arc::clone(&last.paragraphs),
            blocks: Arc::clone(&last.blocks),
            marks: self.marks_after(&last, &touched),
            lost: self.lost_of(id),
            words: Arc::clone(&last.words),
            moment,
        };
        if let Some(first) = self.outlines.borrow_mut().first_mut() {
            *first = Arc::new(outline);
        }
    }

    fn lost_of(&self, id: &ArticleId) -> Vec<Arc<Highlight>> {
        let own = self.derived.highlights_in(id).iter();
        own.filter(|highlight| highlight.unanchored).map(Arc::clone).collect()
    }

    /// All marks of an article.
    fn marks_of(&self, id: &ArticleId) -> Vec<Arc<Mark>> {
        let own = self.derived.highlights_in(id);
        let mut titles = HashMap::new();
        let mut title = |incident: Option<&'_ IncidentId>| {
            let incident = incident?;
            if let Some(known) = titles.get(incident) {
                return Option::clone(known);
            }
            let title = self.title_of(incident);
            titles.insert(incident.clone(), title.clone());
            title
        };
        let mut marks = Vec::with_capacity(own.len());
        for highlight in own.iter().filter(|h| !h.unanchored) {
            for claim in self.derived.claims_on(&highlight.id) {
                marks.push(Mark::of_claim(highlight, claim, title(claim.incident.as_ref())));
            }
        }
        for evidence in self.derived.evidence_in(id) {
            let highlight = evidence.highlight.as_ref();
            let highlight = highlight.and_then(|h| self.project.highlights.get(h));
            if let Some(highlight) = highlight.filter(|h| h.article == *id && !h.unanchored) {
                marks.push(Mark::of_evidence(highlight, evidence, title(Some(&evidence.incident))));
            }
        }
        marks.sort_by(|a, b| a.place().cmp(&b.place()));
        marks.into_iter().map(Arc::new).collect()
    }

    /// The marks of an outline after an edit that has touched these highlights.
    fn marks_after(&self, outline: &Outline, touched: &BTreeSet<HighlightId>) -> Vec<Arc<Mark>> {
        let id = &outline.article.id;
        let same = outline.marks.iter().filter(|mark| !touched.contains(&mark.highlight));
        let mut marks: Vec<Arc<Mark>> = same.map(Arc::clone).collect();
        let highlights = touched.iter().filter_map(|h| self.project.highlights.get(h));
        for highlight in highlights.filter(|h| h.article == *id && !h.unanchored) {
            let claims = self.derived.claims_on(&highlight.id).iter().map(|claim| {
                let title = claim.incident.as_ref().and_then(|id| self.title_of(id));
                Mark::of_claim(highlight, claim, title)
            });
            let evidence = self.derived.evidence_in(id).iter();
            let evidence = evidence.filter(|e| e.highlight.as_ref() == Some(&highlight.id));
            let evidence = evidence.map(|evidence| {
                Mark::of_evidence(highlight, evidence, self.title_of(&evidence.incident))
            });
            let new: Vec<_> = claims.chain(evidence).map(Arc::new).collect();
            let place = (highlight.start, Reverse(highlight.end), &highlight.id);
            let at = marks.partition_point(|mark| mark.place() < place);
            marks.splice(at..at, new);
        }
        marks
    }

    fn title_of(&self, incident: &IncidentId) -> Option<SmolStr> {
        self.project.incidents.get(incident).map(|i| i.title.as_str().into())
    }
}

impl Mark {
    fn of_claim(highlight: &Highlight, claim: &Claim, title: Option<SmolStr>) -> Self {
        Self {
            range: highlight.start..highlight.end,
            highlight: highlight.id.clone(),
            claim: Some(claim.id.clone()),
            outcome: Some(claim.outcome.clone()),
            review: claim.review.clone(),
            incident: claim.incident.clone(),
            title,
            evidence: None,
        }
    }

    fn of_evidence(highlight: &Highlight, evidence: &Evidence, title: Option<SmolStr>) -> Self {
        Self {
            range: highlight.start..highlight.end,
            highlight: highlight.id.clone(),
            claim: None,
            outcome: None,
            review: Review::Accepted,
            incident: Some(evidence.incident.clone()),
            title,
            evidence: Some(evidence.kind.clone()),
        }
    }

    /// What marks are sorted by.
    fn place(&self) -> (usize, Reverse<usize>, &HighlightId) {
        (self.range.start, Reverse(self.range.end), &self.highlight)
    }
}

#[cfg(test)]
mod tests {
    use crate::session::Host;
    use crate::session::Session;

    #[test]
    fn an_article_opened_before_its_heading_is_read_gets_its_day_with_it() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("articles");
        std::fs::create_dir(&folder).unwrap();
        let text =
            "---\ntitle: Market\ndate: 2024-03-03\n---\n\nTwelve people were killed on Friday.\n";
        std::fs::write(folder.join("a.md"), text).unwrap();
        let mut session = Session::open(Host::still(&dir.path().join("home")), &folder).unwrap();
        session.settle_listing();
        let id = session.rows()[0].id.clone();
        assert_eq!(session.read_ahead(&id).unwrap().published, None, "it is only listed");
        session.library.wait();
        let read = session.read_ahead(&id).unwrap();
        assert_eq!(read.published, Some(jiff::civil::date(2024, 3, 3)));
    }
}
