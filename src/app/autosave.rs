//! Saving by itself: off unless asked for. The journal keeps every edit without it, and a project
//! file that changes only when it is saved is what users of git and of shared folders expect.

use std::time::Duration;

use eframe::egui::Context;

use super::window::App;
use crate::session::Trouble;

impl App {
    /// Saves a project that has been edited for as long as the user wants at most.
    pub(super) fn autosave(&mut self, ctx: &Context) {
        let session = &self.session;
        let minutes = self.shell.prefs.autosave_minutes;
        if self.is_opening() {
            // Another project is coming: whether this one is saved has been answered.
            return;
        }
        if minutes == 0
            || !session.is_dirty()
            || session.path().is_none()
            || session.read_only().is_some()
            || session.is_saving()
        {
            self.shell.edited_since = None;
            return;
        }
        let now = session.host().now();
        let since = *self.shell.edited_since.get_or_insert(now);
        let waited = now.duration_since(since).unsigned_abs();
        let due = Duration::from_secs(u64::from(minutes) * 60);
        if waited < due {
            ctx.request_repaint_after(due.saturating_sub(waited));
            return;
        }
        self.shell.edited_since = Some(now);
        // A save that has failed, or a file of somebody else, is for the user to decide about.
        let stands = |t: &Trouble| matches!(t, Trouble::NotSaved(_) | Trouble::Changed { .. });
        if !session.troubles().iter().any(stands) {
            log::info!("saving by itself");
            self.save(None);
        }
    }

    /// Sets after how many minutes an edited project is saved by itself; 0 for never.
    pub(super) fn set_autosave(&mut self, minutes: u32) {
        self.shell.prefs.autosave_minutes = minutes;
        self.shell.edited_since = None;
    }
}
