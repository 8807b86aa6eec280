//! What the interface is made of: colours, sizes and text styles, for a light and a dark room.
//!
//! *Invariants*: this is the only module that names a colour; every pair that is read together is
//! in the contrast test.

mod choice;
mod contrast;
mod style;
mod text;
mod tokens;

pub use choice::ThemeChoice;
pub use contrast::{contrast, mix};
pub use style::{
    CONTROL_HEIGHT, CONTROL_RADIUS, GAP, GROUP_GAP, PAGE_MARGIN, TIGHT, install, set_reduced_motion,
};
pub use text::{caption, figure_style, heading, muted, semibold, serif, strong, strong_style};
pub use tokens::{DARK, LIGHT, OutcomeHues, Status, Tokens, for_mode, of_style, tokens};
