//! What analysts do, told through the real window: every step is a key, a click or a drag on what
//! the window's accessible tree names, every outcome is what that tree, or the project, then says.
//!
//! Each story has a world of its own below a temporary folder, with a clock that stands still; jobs
//! are waited for, never slept for.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a story that does not come true ends there and then"
)]

#[path = "../support/cpu_renderer.rs"]
mod cpu_renderer;
mod desk;
mod world;

mod accessibility;
mod blocks;
mod changed_article;
mod charted;
mod closing;
mod commands;
mod damaged;
mod disk;
mod fields;
mod folders;
mod forms;
mod inputs;
mod judged;
mod keys_alone;
mod library;
mod marking;
mod merging;
mod opening;
mod overrides;
mod pictures;
mod reading;
mod renamed;
mod sample;
mod saving;
mod scripts;
mod searching;
mod suggestions;
mod teguey;
mod two_windows;
mod typed;
mod undo;
mod unwritable;
