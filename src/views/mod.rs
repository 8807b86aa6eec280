//! The panels: each reads a [`ViewCtx`] and pushes [`Action`]s; none changes anything but its own
//! looks (scroll positions, half-typed forms).

mod action;
pub mod annotate;
pub mod charts;
pub mod command;
mod desk;
pub(crate) mod drafts;
pub mod findings;
pub mod incidents;
pub mod library;
pub mod looks;
pub mod reader;
pub mod search;

pub use action::Action;
pub use desk::{Chosen, Desk, Drill, Focus, Suggested};
pub use drafts::PutBack;

use crate::edit::Command;
use crate::session::{Prefs, Session};
use command::UiCommand;

/// What a panel sees while it is drawn, and where it puts what it asks for.
pub struct ViewCtx<'a> {
    /// The project and all that hangs on it.
    pub session: &'a Session,
    /// What lies on the analyst's desk.
    pub desk: &'a Desk,
    /// Sizes and colours.
    pub prefs: &'a Prefs,
    /// What the panels ask for, in order.
    pub out: &'a mut Vec<Action>,
}

impl ViewCtx<'_> {
    /// Asks for something.
    pub fn push(&mut self, action: Action) {
        self.out.push(action);
    }

    /// Asks for a change of the project.
    pub fn edit(&mut self, command: Command) {
        self.out.push(Action::Edit(command));
    }

    /// Asks for a command of the table.
    pub fn ui(&mut self, command: UiCommand) {
        self.out.push(Action::Ui(command));
    }
}
