//! The words of a text, as the index takes them in.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::search::WordReader;

/// Name of the tokenizer in an index.
pub(super) const NAME: &str = "words";

/// Cuts texts into [words](crate::search::words).
#[derive(Clone, Copy)]
pub(super) struct Words;

/// The words of one text.
pub(super) struct Stream<'a> {
    reader: WordReader<'a>,
    token: Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream { reader: WordReader::new(text), token: Token::default() }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        if !self.reader.advance_into(&mut self.token.text) {
            return false;
        }
        let range = self.reader.range();
        self.token.offset_from = range.start;
        self.token.offset_to = range.end;
        // From the largest number, where it begins, on to nought.
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
