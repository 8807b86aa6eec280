//! Finding words in texts, as a reader types them: without regard to case, accents or the shape of
//! quotation marks; and telling which texts are nearly the same.
//!
//! A [`Query`](query::Query) is read from what is typed; its leaves are found in a text directly or
//! through an [`Index`](index::Index), with the same outcome; sets of articles carry its logic.

mod difference;
mod find;
pub mod index;
#[cfg(test)]
mod marked;
mod matching;
pub mod near;
pub mod query;
mod set;
mod snippet;
mod words;

pub use difference::{Piece, Side, compare};
pub use find::{Needle, fold};
pub use matching::hits;
pub use set::{Known, Set};
pub use snippet::Snippet;
pub use words::{WordReader, words};
