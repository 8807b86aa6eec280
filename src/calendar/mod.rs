//! Civil dates with a precision, the periods that charts count by, and date expressions in English
//! and French.
//!
//! # Invariants
//!
//! - No clock and no time zone: "yesterday" has a meaning only beside a publication date.

mod civil;
mod grammar;
mod period;
mod read;
mod resolve;
mod span;
mod words;

pub use period::{MAX_PERIODS, Per, Period, UnknownPer};
pub use read::{DateError, Reading, find, read};
pub use span::{DateSpan, Precision};
