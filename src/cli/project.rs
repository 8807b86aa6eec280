//! Opening a project for a command.

use std::path::Path;
use std::sync::Arc;

use super::{CliError, output};
use crate::session::{Host, Session};

/// The world around a session without a window.
pub(super) fn host() -> Host {
    Host::real(Arc::new(|| {}))
}

/// Opens a project to look at: beside it nothing is written, and whoever has it open is not
/// disturbed. Edits that they have not saved are seen.
pub(super) fn look(path: &Path) -> Result<Session, CliError> {
    let mut session = Session::look(host(), path)?;
    tell(&mut session);
    Ok(session)
}

/// Says on standard error what a user should know.
pub(super) fn tell(session: &mut Session) {
    for notice in session.take_notices() {
        output::say(&format!("note: {}", notice.text));
    }
}
