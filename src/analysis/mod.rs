//! Reconciles claims into figures, figures into chart series, and lists what looks wrong.
//!
//! Everything here is a function of the project, and a figure, a chart cell or a finding always
//! names the claims that it comes from. [`Derived`] and [`Findings`] follow an edit in time that
//! depends on what it touches; what they hold is equal to what they would be if made anew.
//!
//! *Invariants*: nothing here changes a project, stores a figure, or turns an unknown into 0.

mod best;
mod changes;
mod checks;
mod derive;
mod derived;
mod figure;
mod footer;
mod nearby;
mod origin;
mod partisan;
mod place;
mod pool;
mod rest;
mod series;
mod supersede;
mod uses;

#[cfg(test)]
pub(crate) mod fixture;

pub use checks::{Finding, FindingKind, Findings, Severity, Subject};
pub use derive::derive_incident;
pub use derived::{Derived, Standing, Touched};
pub use figure::{GroupFigure, LeftOut, OverriddenBy, Total};
pub use footer::{Footer, MIXED};
pub use nearby::{Fit, MAX_LIKELY, Told, fit, likely_incidents};
pub use place::Vocabulary;
pub use series::{
    By, Cell, CellAt, ChartData, ChartSpec, Charted, MAX_SERIES, OTHER, Series, UnknownBy, chart,
    told_by_wholes,
};
pub use uses::{Use, Uses};
