//! The window's shell: panels, menus, dialogs, and the one place where actions are carried out.
//!
//! A frame draws the panels, which push [`Action`](crate::views::Action)s, and then carries the
//! actions out. Nothing changes while a panel is being drawn.

mod about;
mod actions;
mod autosave;
mod blocks;
mod codebook;
mod coding;
mod commands;
mod compare;
mod damaged;
mod details;
mod dialogs;
mod drafts;
mod frames;
mod guard;
mod icon;
mod keys;
mod layout;
mod left_forms;
mod lexicon;
mod linking;
mod menu;
mod opening;
mod pairs;
mod reading;
mod registries;
mod rules;
mod sheets;
mod status;
mod suggestions;
mod troubles;
mod underway;
mod window;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use eframe::egui;
use thiserror::Error;

pub use layout::Pane;
pub use window::App;

use crate::session::Host;

/// Why there is no window.
#[derive(Debug, Error)]
pub enum RunError {
    /// The window could not be made.
    #[error("{0}")]
    Window(#[from] eframe::Error),
}

/// Opens the window on a project file or a folder of articles; without either, on the sample. The
/// program was `begun` at that moment: the log says how long the first frame took.
pub fn run(start: Option<PathBuf>, begun: Instant) -> Result<(), RunError> {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_app_id("casebook")
            .with_title("Casebook")
            .with_icon(Arc::new(icon::icon()))
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([720.0, 480.0])
            .with_drag_and_drop(true),
        centered: true,
        ..Default::default()
    };
    let create: eframe::AppCreator<'_> = Box::new(move |cc| {
        let ctx = cc.egui_ctx.clone();
        let host = Host::real(Arc::new(move || ctx.request_repaint()));
        Ok(Box::new(App::start(&cc.egui_ctx, host, start).begun(begun)))
    });
    eframe::run_native("casebook", options, create)?;
    Ok(())
}
