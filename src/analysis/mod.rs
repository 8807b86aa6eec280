//! Reconciles claims into figures, figures into chart series, and lists what looks wrong.
//!
//! Everything here is a function of the project: [`Derived::of`] is computed anew when the project
//! changes, and a figure, a chart cell or a finding always names the claims that it comes from.
//!
//! *Invariants*: nothing here changes a project, stores a figure, or turns an unknown into 0.

mod best;
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
mod series;
mod supersede;

#[cfg(test)]
pub(crate) mod fixture;

pub use checks::{Finding, FindingKind, Severity, Subject, findings};
pub use derive::derive_incident;
pub use derived::{Derived, Standing};
pub use figure::{GroupFigure, LeftOut, OverriddenBy, Total};
pub use footer::Footer;
pub use nearby::{MAX_LIKELY, likely_incidents};
pub use series::{
    By, Cell, CellAt, ChartData, ChartSpec, MAX_SERIES, OTHER, Series, UnknownBy, chart,
};
