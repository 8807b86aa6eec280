//! Which runs of an article's paragraphs can be folded, and which are.
//!
//! *Invariants*: what is marked, suggested, found or asked for is never folded away.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use super::text_view::{Fold, Mark};
use crate::model::ArticleId;
use crate::session::Outline;
use crate::text::{Block, BlockKind};
use crate::ui::icon;

/// A single paragraph is folded only where it is longer than this, in bytes.
const LONG: usize = 280;

/// The runs of the article that is shown, made anew when its blocks change.
#[derive(Default)]
pub(super) struct Folds {
    made_for: Option<(ArticleId, Arc<[Block]>)>,
    runs: Vec<Run>,
    /// The first paragraphs of runs that are not as runs usually are.
    toggled: HashSet<usize>,
    list: Vec<Fold>,
    /// Words to be unfolded once their article is taken in.
    asked: Option<Range<usize>>,
}

struct Run {
    paragraphs: Range<usize>,
    bytes: Range<usize>,
    label: SmolStr,
    /// What stands in the place of the run.
    line: SmolStr,
}

impl Folds {
    /// Takes in the article. `usual` is whether runs are folded.
    pub(super) fn of(
        &mut self,
        outline: &Outline,
        marks: &[Mark],
        finds: &[Range<usize>],
        usual: bool,
    ) -> &[Fold] {
        let known = self.made_for.as_ref();
        let article = known.is_some_and(|(id, _)| *id == outline.article.id);
        if !article {
            self.toggled.clear();
        }
        if !article || known.is_none_or(|(_, blocks)| !Arc::ptr_eq(blocks, &outline.blocks)) {
            self.runs = runs(outline);
            self.made_for = Some((outline.article.id.clone(), Arc::clone(&outline.blocks)));
        }
        let asked = self.asked.take();
        self.list.clear();
        if self.runs.is_empty() {
            return &self.list;
        }
        // Both are in order of the text: each mark is looked at once, for there may be many.
        let (mut rest, mut reach) = (marks.iter().peekable(), 0);
        for run in &self.runs {
            while let Some(mark) = rest.next_if(|mark| mark.range.start < run.bytes.end) {
                reach = reach.max(mark.range.end);
            }
            let held = reach > run.bytes.start;
            let next = finds.partition_point(|find| find.end <= run.bytes.start);
            let found = finds.get(next).is_some_and(|find| find.start < run.bytes.end);
            if held || found {
                continue;
            }
            let first = run.paragraphs.start;
            let mut folded = usual != self.toggled.contains(&first);
            if folded && asked.as_ref().is_some_and(|words| run.holds(words)) {
                // As usual or not, it is the other way now.
                if !self.toggled.remove(&first) {
                    self.toggled.insert(first);
                }
                folded = false;
            }
            let (paragraphs, label, line) =
                (run.paragraphs.clone(), run.label.clone(), run.line.clone());
            self.list.push(Fold { paragraphs, label, line, folded });
        }
        &self.list
    }

    /// Folds or unfolds the run that begins with a paragraph.
    pub(super) fn toggle(&mut self, first: usize) {
        if !self.toggled.remove(&first) {
            self.toggled.insert(first);
        }
    }

    /// Folds or unfolds the run that a byte is in. False where it is in none.
    pub(super) fn toggle_at(&mut self, byte: usize) -> bool {
        let run = self.runs.iter().find(|run| run.bytes.start <= byte && byte <= run.bytes.end);
        let first = run.map(|run| run.paragraphs.start);
        let can = first.filter(|first| self.list.iter().any(|f| f.paragraphs.start == *first));
        if let Some(first) = can {
            self.toggle(first);
        }
        can.is_some()
    }

    /// Unfolds what these words are in, as soon as their article is taken in.
    pub(super) fn show(&mut self, words: &Range<usize>) {
        self.asked = Some(words.clone());
    }

    /// All runs are as they usually are.
    pub(super) fn forget(&mut self) {
        self.toggled.clear();
    }
}

impl Run {
    fn holds(&self, words: &Range<usize>) -> bool {
        self.bytes.start <= words.end && words.start <= self.bytes.end
    }
}

/// The runs of neighbours that are not the report, as far as folding them saves room.
fn runs(outline: &Outline) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut blocks = outline.blocks.iter().peekable();
    while let Some(first) = blocks.next() {
        if first.kind.is_report() {
            continue;
        }
        let mut kinds = vec![first.kind];
        let mut last = first;
        while let Some(next) = blocks.next_if(|block| !block.kind.is_report()) {
            kinds.push(next.kind);
            last = next;
        }
        let bytes = first.range.start()..last.range.end();
        if kinds.len() > 1 || bytes.len() > LONG {
            let paragraphs = first.paragraph..last.paragraph + 1;
            let label = label(&kinds);
            let line = format_smolstr!("{}\u{2002}{label}", icon::CARET_RIGHT);
            runs.push(Run { paragraphs, bytes, label, line });
        }
    }
    runs
}

fn label(kinds: &[BlockKind]) -> SmolStr {
    let only = kinds.first().filter(|first| kinds.iter().all(|kind| kind == *first));
    let count = kinds.len();
    let (one, many) = match only {
        Some(BlockKind::Caption) => ("1 caption", "captions"),
        Some(BlockKind::Repeat) => ("1 repeated paragraph", "repeated paragraphs"),
        Some(BlockKind::Boilerplate) => {
            ("1 paragraph of page furniture", "paragraphs of page furniture")
        }
        Some(BlockKind::Headline | BlockKind::Body) | None => {
            ("1 paragraph beside the report", "paragraphs beside the report")
        }
    };
    if count == 1 { one.into() } else { format_smolstr!("{count} {many}") }
}
