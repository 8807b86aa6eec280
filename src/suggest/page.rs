//! An article cut up once for all detectors: sentences, blocks, and what each is for.

use super::Reading;
use crate::text::{Paragraph, TextRange, paragraphs, sentences};

/// An article, cut up.
pub struct Page<'a> {
    text: &'a str,
    paragraphs: Vec<Paragraph>,
    /// The sentences of what is read, in order.
    pub sentences: Vec<TextRange>,
}

impl<'a> Page<'a> {
    /// Cuts up the text of `reading`.
    pub fn new(reading: &Reading<'a>) -> Self {
        let text = reading.text;
        let paragraphs = paragraphs(text);
        let body = paragraphs.iter().filter(|p| p.repeat_of.is_none());
        let sentences = body.flat_map(|p| sentences(text, &p.range)).collect();
        Self { text, paragraphs, sentences }
    }

    /// Whether words stand in furniture, a caption or a repeated paragraph.
    pub fn is_left_out(&self, range: TextRange) -> bool {
        let at = self.paragraphs.partition_point(|p| p.range.end() < range.start());
        self.paragraphs.get(at).is_some_and(|p| p.repeat_of.is_some())
    }

    /// Whether no letter or digit touches the words.
    pub fn stands_alone(&self, range: TextRange) -> bool {
        let before = self.text.get(..range.start()).and_then(|t| t.chars().next_back());
        let after = self.text.get(range.end()..).and_then(|t| t.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    }

    /// The sentence that holds the byte at `offset`.
    pub fn sentence_at(&self, offset: usize) -> Option<TextRange> {
        let at = self.sentences.partition_point(|s| s.end() <= offset);
        self.sentences.get(at).copied().filter(|s| s.contains(offset))
    }
}
