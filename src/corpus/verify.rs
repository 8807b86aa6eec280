//! Whether annotated articles still say what they said: asked when a project is opened.

use std::path::PathBuf;
use std::sync::Arc;

use smol_str::SmolStr;

use super::scan::FileStamp;
use crate::import::{Unreadable, read_part};
use crate::jobs::{Job, Progress, Waker};
use crate::model::{ArticleId, FileReading};

/// An article that carries annotations.
#[derive(Clone, PartialEq, Debug)]
pub struct Annotated {
    /// The article.
    pub id: ArticleId,
    /// Its file: see [`file_at`](super::file_at).
    pub file: PathBuf,
    /// Its name within a file of several articles.
    pub part: Option<String>,
    /// What an analyst has set for the reading of the file.
    pub reading: FileReading,
    /// SHA-256 of the text that was annotated.
    pub hash: SmolStr,
    /// The file's size and time when it was found to be the same: while it has these it is not read
    /// again.
    pub stamp: Option<FileStamp>,
}

/// What its file says now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The same.
    Same,
    /// Something else: this text.
    Changed(Arc<str>),
    /// There is no such file any more.
    Missing,
    /// The file is there but cannot be read.
    Unreadable(Unreadable),
}

/// The verdict on one article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verified {
    /// The article.
    pub id: ArticleId,
    /// What its file says now.
    pub verdict: Verdict,
    /// The file's size and time before it was read.
    pub stamp: Option<FileStamp>,
}

/// Compares each article with its file, in a job.
pub fn start_verify(articles: Vec<Annotated>, waker: Waker) -> Job<Vec<Verified>> {
    Job::start("Checking annotated articles", waker, move |progress| verify(&articles, progress))
}

/// Compares each article with its file, up to the first one after a cancel.
pub fn verify(articles: &[Annotated], progress: &Progress) -> Vec<Verified> {
    progress.set_total(articles.len() as u64);
    let check = |article: &Annotated| {
        let stamp = std::fs::metadata(&article.file).ok().map(|m| (m.len(), m.modified().ok()));
        if stamp.is_some() && stamp == article.stamp {
            progress.advance(1);
            return Verified { id: article.id.clone(), verdict: Verdict::Same, stamp };
        }
        let read = read_part(&article.file, article.part.as_deref(), &article.reading);
        let verdict = match read {
            Ok(read) if read.hash == article.hash => Verdict::Same,
            Ok(read) => Verdict::Changed(read.text),
            Err(error) if matches!(error.reason, Unreadable::Missing | Unreadable::NoPart(_)) => {
                Verdict::Missing
            }
            Err(error) => Verdict::Unreadable(error.reason),
        };
        progress.advance(1);
        Verified { id: article.id.clone(), verdict, stamp }
    };
    articles.iter().take_while(|_| !progress.is_cancelled()).map(check).collect()
}
