//! The sample project: bundled with the program, copied to the user's data folder on first use,
//! put back as it was on request.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::{Dirs, OpenError};

static SAMPLE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets/sample");

/// File name of the sample project.
pub const SAMPLE_NAME: &str = "sahel.casebook";

/// The sample project's file, copied to the user's data folder where it is not there yet.
pub fn sample_project(dirs: &Dirs) -> Result<PathBuf, OpenError> {
    let folder = dirs.data.join("sample");
    let project = folder.join(SAMPLE_NAME);
    if !project.exists() {
        write(&SAMPLE, &folder)?;
    }
    Ok(project)
}

/// Puts the sample back as it was shipped and gives its file. The sample must not be open.
pub fn reset_sample(dirs: &Dirs) -> Result<PathBuf, OpenError> {
    let folder = dirs.data.join("sample");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(failed("remove the old sample", &folder))?;
    }
    sample_project(dirs)
}

fn write(dir: &Dir<'_>, folder: &Path) -> Result<(), OpenError> {
    std::fs::create_dir_all(folder).map_err(failed("make a folder for the sample", folder))?;
    for file in dir.files() {
        let Some(name) = file.path().file_name() else { continue };
        let path = folder.join(name);
        std::fs::write(&path, file.contents()).map_err(failed("write the sample", &path))?;
    }
    for inner in dir.dirs() {
        let Some(name) = inner.path().file_name() else { continue };
        write(inner, &folder.join(name))?;
    }
    Ok(())
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> OpenError {
    let path = path.to_owned();
    move |source| OpenError::Io { action, source, path }
}
