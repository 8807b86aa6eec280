//! Finding words in texts, as a reader types them: without regard to case, accents or the shape of
//! quotation marks.

mod find;

pub use find::{Needle, fold};
