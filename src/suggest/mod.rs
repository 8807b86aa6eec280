//! What the machine reads out of words so that the analyst types less. Proposals only: nothing
//! here changes a project, and nothing read is accepted without a key from the analyst.

mod figure;
mod lexicon;

pub use figure::{ReadFigure, read_figure};
