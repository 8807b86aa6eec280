//! What can go wrong on the command line.

use std::path::PathBuf;

use thiserror::Error;

use crate::export::ExportError;
use crate::import::{GazetteerError, ImportError};
use crate::persist::{LockError, PersistError};
use crate::session::{OpenError, WriteError};

/// Why a command was not carried out. No project has changed then.
#[derive(Debug, Error)]
pub enum CliError {
    /// The project cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The article cannot be read.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The gazetteer's file gives no places.
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
    /// A file cannot be read or written.
    #[error(transparent)]
    Persist(#[from] PersistError),
    /// Somebody else has the project open.
    #[error("{source}: {}", path.display())]
    Locked {
        /// Who.
        source: LockError,
        /// The project.
        path: PathBuf,
    },
    /// A table or chart cannot be made.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A table or chart cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A word that the program does not know.
    #[error("there is no {what} “{name}”; there are {known}")]
    Unknown {
        /// What it was taken for.
        what: &'static str,
        /// The word.
        name: String,
        /// Those that there are.
        known: String,
    },
    /// A line of a script cannot be read or carried out.
    #[error("{script}:{line}: {what}: {reason}")]
    Line {
        /// The script.
        script: String,
        /// Its line, from 1.
        line: usize,
        /// What the line wants.
        what: String,
        /// Why that is not possible.
        reason: String,
    },
    /// The script cannot be read.
    #[error("could not read the commands: {source}: {script}")]
    Script {
        /// What the system said.
        source: std::io::Error,
        /// The script.
        script: String,
    },
    /// The arguments ask for something that there is not.
    #[error("{reason}: {}", path.display())]
    Path {
        /// What is wrong with it.
        reason: String,
        /// The path.
        path: PathBuf,
    },
    /// A value cannot be put into JSON.
    #[error("could not write JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Standard output takes no more.
    #[error("could not write to standard output: {0}")]
    Output(#[from] std::io::Error),
}
