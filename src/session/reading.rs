//! How the file of an article is read, and what it would look like read otherwise.

use std::path::PathBuf;
use std::sync::Arc;

use super::Session;
use crate::corpus::{file_at, locate};
use crate::import::{Inspection, inspect};
use crate::jobs::Job;
use crate::model::{ArticleId, FileReading, FolderId};

/// The file that an article stands in.
#[derive(Clone, PartialEq, Debug)]
pub struct FileOf {
    /// The folder.
    pub folder: FolderId,
    /// Its path within the folder.
    pub path: String,
    /// What an analyst has set for its reading.
    pub reading: FileReading,
    /// How many articles in it carry annotations.
    pub annotated: usize,
    file: PathBuf,
}

/// How the file of an article was read, for a line beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadAs {
    /// The reader.
    pub reader: &'static str,
    /// The encoding; empty for formats that fix their own.
    pub encoding: &'static str,
    /// Characters that could not be decoded.
    pub replaced: usize,
    /// What of the file is not in the text, in words.
    pub left_out: Option<Arc<str>>,
    /// For one of several articles of a file, that file's path.
    pub file: Option<Arc<str>>,
    /// Whether an analyst has said how.
    pub set: bool,
}

/// The look at a file that was asked for last.
#[derive(Default)]
pub(super) struct Looking {
    job: Option<Job<Inspection>>,
    /// What was seen, and how the file was read for it.
    seen: Option<(FileOf, Arc<Inspection>)>,
    asked: Option<FileOf>,
}

impl Session {
    /// The file that an article stands in. None where its folder is not in the project any more.
    pub fn file_of(&self, article: &ArticleId) -> Option<FileOf> {
        let listed = self.library.article(article);
        let held = self.project.articles.get(article);
        let folder = listed.map(|a| &a.folder).or(held.map(|a| &a.folder))?;
        let root = self.folder_path(&self.project.folder(folder)?.path);
        let path = match (listed, held) {
            (Some(listed), _) => listed.file_path().to_string(),
            (None, Some(held)) => without_part(&root, &held.path),
            (None, None) => return None,
        };
        let annotated = self.project.articles.values().filter(|a| {
            a.text.is_some()
                && a.folder == *folder
                && (a.path == path || without_part(&root, &a.path) == path)
        });
        Some(FileOf {
            file: file_at(&root, &path),
            annotated: annotated.count(),
            reading: self.set_for(folder, &path),
            folder: folder.clone(),
            path,
        })
    }

    /// What an analyst has set for a file.
    fn set_for(&self, folder: &FolderId, path: &str) -> FileReading {
        let set = self.project.folder(folder).map_or(&[][..], |folder| &folder.files);
        let set = set.iter().find(|reading| reading.path == path).cloned();
        set.unwrap_or_else(|| FileReading { path: path.to_owned(), ..FileReading::default() })
    }

    /// How the file of an article was read. None while it has not been.
    pub fn read_as(&self, article: &ArticleId) -> Option<ReadAs> {
        let listed = self.library.article(article)?;
        let reading = self.library.reading(&listed.folder, listed.file_path());
        Some(ReadAs {
            reader: listed.reader,
            encoding: listed.encoding?,
            replaced: listed.replaced,
            left_out: listed.left_out.clone(),
            file: listed.part.as_ref().map(|part| Arc::clone(&part.0)),
            set: reading != FileReading { path: reading.path.clone(), ..FileReading::default() },
        })
    }

    /// Looks at a file as it would be read. What was asked for before is dropped.
    pub fn inspect(&mut self, file: &FileOf) {
        if self.looking.asked.as_ref() == Some(file) {
            return;
        }
        self.looking.asked = Some(file.clone());
        let (path, reading) = (file.file.clone(), file.reading.clone());
        let job = Job::start("Looking at a file", self.host.waker.clone(), move |_| {
            inspect(&path, &reading)
        });
        self.looking.job = Some(job);
    }

    /// What was seen last of the file that was asked for, and whether it is of what was asked last.
    pub fn inspection(&self) -> Option<(&Arc<Inspection>, bool)> {
        let (file, seen) = self.looking.seen.as_ref()?;
        let asked = self.looking.asked.as_ref()?;
        let same = (&file.folder, &file.path) == (&asked.folder, &asked.path);
        same.then_some((seen, file == asked))
    }

    /// Nobody looks at the file any more.
    pub fn end_inspection(&mut self) {
        self.looking = Looking::default();
    }

    pub(super) fn poll_inspection(&mut self) -> bool {
        let Some(job) = &mut self.looking.job else { return false };
        let seen = job.poll();
        if seen.is_none() && !job.is_finished() {
            return false;
        }
        let failed = job.failed();
        self.looking.job = None;
        let seen = seen.or_else(|| Some(Inspection { error: failed, ..Inspection::default() }));
        self.looking.seen = self.looking.asked.clone().zip(seen.map(Arc::new));
        true
    }

    pub(super) fn settle_inspection(&mut self) {
        if let Some(seen) = self.looking.job.take().and_then(Job::wait) {
            self.looking.seen = self.looking.asked.clone().zip(Some(Arc::new(seen)));
        }
    }
}

/// The path of the file that an article's path leads to: for one of several in a file, that file's.
fn without_part(root: &std::path::Path, path: &str) -> String {
    let (_, part) = locate(root, path);
    let own = part.map_or(0, |part| part.len() + 1);
    path.get(..path.len() - own).unwrap_or(path).to_owned()
}
