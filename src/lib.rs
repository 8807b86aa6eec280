//! Casebook: a desktop workbench that turns news reports into incident and casualty data.
//!
//! The promise that shapes the code: *every figure on every chart leads back, in one click, to the
//! sentence that reported it.* A figure is therefore never stored: it is derived, each time the
//! project changes, from [claims](model::Claim), and a claim is tied to [highlighted
//! words](model::Highlight) of an article.
//!
//! # Bird's-eye view
//!
//! A user's key becomes a [`Command`](edit::Command); [`edit::plan`] turns it into a
//! [`Transaction`](edit::Transaction) of row changes without touching anything; [`edit::apply`] is
//! the only code that changes a [`Project`](model::Project). The [session](session::Session)
//! journals each transaction, keeps the history, and recomputes what is derived. The window and
//! the command line are two faces of the same session.
//!
//! # Layers
//!
//! A module sees only modules of lower layers; modules that share a layer do not see each
//! other. `tests/architecture.rs` parses this table and enforces it.
//!
//! | layer | modules | what they are |
//! | --- | --- | --- |
//! | L0 | text, calendar, jobs, bundled | know nothing of the domain |
//! | L1 | model, gazetteer | the project as plain data; ids; vocabularies; places of the world by name |
//! | L2 | edit | the only code that changes a project |
//! | L3 | import, search, suggest, analysis, persist | siblings, none sees another |
//! | L4 | corpus, export | folders of articles, read through `import`; other formats, drawn from `analysis` |
//! | L5 | session | the headless program: everything a user can do, without a window |
//! | L6 | ui, cli | theme and widgets without the domain; headless commands |
//! | L7 | views | the panels: read a view of the session, push actions |
//! | L8 | app | the window's shell |
//!
//! # Invariants
//!
//! - egui appears only in `ui`, `views` and `app`.
//! - `model` may be read by all above it and is written by `edit` alone.
//! - A suggestion, a fuzzy match or a moved quote is never accepted silently.
//! - An unknown figure is null everywhere: never shown, summed or exported as 0.
//! - No article text is executed, fetched or rendered as markup; no code opens a network socket.

pub mod analysis;
pub mod app;
pub mod bundled;
pub mod calendar;
pub mod cli;
pub mod corpus;
pub mod edit;
pub mod export;
pub mod gazetteer;
pub mod import;
pub mod jobs;
pub mod model;
pub mod persist;
pub mod search;
pub mod session;
pub mod suggest;
pub mod text;
pub mod ui;
pub mod views;
