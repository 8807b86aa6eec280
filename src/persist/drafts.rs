//! What is typed into forms and is no edit yet, in a file of its own beside the project, so that a
//! crash takes no words away that stood in a field.
//!
//! *Invariants*: a draft belongs neither to the project nor to its history. Drafts do not hang on
//! the state of the project file: another program may change it, and they are still there. The file
//! always holds the last drafts whole: new ones stand behind them before they go.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::file::{beside, read_bytes, replace, set_aside, stands_at};
use super::frame::{next_line, to_line};
use super::write::options;
use crate::model::ArticleId;

/// Beyond this size, or four times what is to be written, the file is begun anew.
const MOST_BYTES: u64 = 256 << 10;

/// What is typed into the forms of a window, and no edit yet.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Drafts {
    /// The article in the Reader.
    pub article: Option<ArticleId>,
    /// The forms.
    pub forms: Vec<Draft>,
}

/// What is typed into one form.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Which form it is, in the window's own words.
    pub form: SmolStr,
    /// What stands in it, as the form writes and reads it.
    pub content: String,
}

impl Drafts {
    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }
}

/// The drafts beside a project as they are on the disk; none where there are none that can be read.
pub(super) fn found(project: &Path) -> Drafts {
    let path = beside(project, "drafts");
    if !path.exists() {
        return Drafts::default();
    }
    match read_bytes(&path, "read what was being typed") {
        Ok(bytes) => last_of(&bytes).unwrap_or_default(),
        Err(error) => {
            log::warn!("{error}");
            Drafts::default()
        }
    }
}

/// The last whole drafts in a file.
fn last_of(mut bytes: &[u8]) -> Option<Drafts> {
    let mut last = None;
    while let Some((_, ron)) = next_line(&mut bytes) {
        last = options().from_str(ron).ok();
    }
    last
}

/// The file, as the journal's thread knows it.
pub(super) struct DraftFile {
    path: PathBuf,
    /// The file and its length, where it was begun here.
    open: Option<(File, u64)>,
    /// What stood there before was looked at.
    looked: bool,
}

impl DraftFile {
    /// The drafts beside a project file, or beside where it would be.
    pub(super) fn beside(project: &Path) -> Self {
        Self { path: beside(project, "drafts"), open: None, looked: false }
    }

    /// Puts drafts into the file, in the place of those before. Without any there is no file.
    pub(super) fn put(&mut self, drafts: &Drafts) -> io::Result<()> {
        if !self.looked {
            self.keep_foreign()?;
            self.looked = true;
        }
        if drafts.is_empty() {
            self.open = None;
            return match fs::remove_file(&self.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                Ok(()) | Err(_) => Ok(()),
            };
        }
        let line = to_line(drafts).map_err(io::Error::other)?;
        let size = line.len() as u64;
        if let Some((mut file, length)) = self.open.take()
            && length + size <= MOST_BYTES.max(size.saturating_mul(4))
            && stands_at(&file, &self.path)
        {
            file.write_all(&line)?;
            file.sync_data()?;
            self.open = Some((file, length + size));
            return Ok(());
        }
        replace(&self.path, &line, None)?;
        let file = OpenOptions::new().append(true).open(&self.path)?;
        self.open = Some((file, size));
        Ok(())
    }

    /// Sets aside what stands there and is not to be read: a later version may have written it.
    fn keep_foreign(&self) -> io::Result<()> {
        if !self.path.exists() {
            return Ok(());
        }
        let known = read_bytes(&self.path, "read what was being typed")
            .is_ok_and(|bytes| bytes.is_empty() || last_of(&bytes).is_some());
        if known { Ok(()) } else { set_aside(&self.path, false).map(|_| ()) }
    }
}

/// Sets aside drafts that stand where a project of another name is saved now.
pub(super) fn make_room(project: &Path) -> io::Result<()> {
    let path = beside(project, "drafts");
    if path.exists() {
        set_aside(&path, false)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &str) -> Drafts {
        let draft = Draft { form: "note".into(), content: words.to_owned() };
        Drafts { article: Some("a-1".into()), forms: vec![draft] }
    }

    #[test]
    fn the_last_words_are_there_however_the_file_breaks_off() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("a.casebook");
        let path = beside(&project, "drafts");
        assert_eq!(found(&project), Drafts::default());
        let mut file = DraftFile::beside(&project);
        file.put(&typed("Twelve")).unwrap();
        let first = fs::metadata(&path).unwrap().len() as usize;
        file.put(&typed("Twelve “people”\n")).unwrap();
        let bytes = fs::read(&path).unwrap();
        assert_eq!(found(&project), typed("Twelve “people”\n"));
        for length in 0..bytes.len() {
            fs::write(&path, &bytes[..length]).unwrap();
            let expected = if length < first { Drafts::default() } else { typed("Twelve") };
            assert_eq!(found(&project), expected, "cut off after {length} bytes");
        }
    }

    #[test]
    fn the_file_stays_small_and_goes_with_the_last_word() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("a.casebook");
        let mut file = DraftFile::beside(&project);
        for n in 0..300 {
            file.put(&typed(&n.to_string().repeat(2000))).unwrap();
        }
        assert_eq!(found(&project), typed(&"299".repeat(2000)));
        assert!(fs::metadata(beside(&project, "drafts")).unwrap().len() <= MOST_BYTES);
        file.put(&Drafts::default()).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_not_to_be_read_is_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("a.casebook");
        fs::write(beside(&project, "drafts"), "something else").unwrap();
        let mut file = DraftFile::beside(&project);
        file.put(&typed("words")).unwrap();
        assert_eq!(found(&project), typed("words"));
        let aside = folder.path().join("a.casebook-drafts.orphan-1");
        assert_eq!(fs::read_to_string(aside).unwrap(), "something else");
    }
}
