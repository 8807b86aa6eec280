//! Folders of articles, from the odd to the large, opened as the window opens them.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod articles;
mod folders;
mod formats;
mod hostile;
#[path = "../support/mutants.rs"]
mod mutants;
mod opening;

use std::path::Path;
use std::sync::Arc;

use casebook::corpus::Library;
use casebook::jobs::Waker;
use casebook::model::FolderId;

/// A waker for tests that wait by themselves.
fn quiet() -> Waker {
    Arc::new(|| ())
}

/// A library of one folder, `news`, listed and read.
fn library(root: &Path) -> Library {
    let mut library = Library::new(quiet());
    library.add_folder(FolderId::new("news"), root.to_owned());
    library.wait();
    library
}
