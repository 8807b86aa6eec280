//! Checking on opening that every highlight still stands where it was marked.

use std::collections::HashMap;

use super::{NoticeKind, Session};
use crate::corpus::{Annotated, FileStamp, FolderState, Verdict, Verified, start_verify};
use crate::edit::{ArticleRef, Command};
use crate::model::{ArticleId, Highlight};

/// What is known of the files of annotated articles.
#[derive(Default)]
pub(super) struct Files {
    /// Size and time of those that say what they said.
    same: HashMap<ArticleId, FileStamp>,
    /// Articles whose files are gone, to be looked for.
    pub(super) gone: Vec<ArticleId>,
    /// Verdicts that wait for the folders to be listed.
    waiting: Vec<Verified>,
}

impl Files {
    /// The article's file is to be read again, though it has not changed.
    pub(super) fn forget(&mut self, article: &ArticleId) {
        self.same.remove(article);
    }

    /// The verdicts that wait.
    pub(super) fn take_waiting(&mut self) -> Vec<Verified> {
        std::mem::take(&mut self.waiting)
    }
}

impl Session {
    /// Compares each annotated article with its file, in a job.
    pub(super) fn start_verify(&mut self) {
        let annotated: Vec<Annotated> = self
            .project
            .articles
            .values()
            .filter(|article| article.text.is_some())
            .filter_map(|article| {
                let folder = self.project.folder(&article.folder)?;
                let root = self.folder_path(&folder.path);
                let (file, part) = crate::corpus::locate(&root, &article.path);
                let own = part.as_ref().map_or(0, |part| part.len() + 1);
                let held = article.path.get(..article.path.len() - own).unwrap_or_default();
                let reading = folder.files.iter().find(|reading| reading.path == held);
                Some(Annotated {
                    id: article.id.clone(),
                    file,
                    part,
                    reading: reading.cloned().unwrap_or_default(),
                    hash: article.hash.clone(),
                    stamp: self.files.same.get(&article.id).copied(),
                })
            })
            .collect();
        if !annotated.is_empty() {
            self.verifying = Some(start_verify(annotated, self.host.waker.clone()));
        }
    }

    pub(super) fn poll_verify(&mut self) -> bool {
        if let Some(verified) = self.verifying.as_mut().and_then(crate::jobs::Job::poll) {
            self.verifying = None;
            self.files.waiting = verified;
        }
        let mut folders = self.library.folders().iter();
        // Until the folder is listed the new text is not at hand.
        if self.files.waiting.is_empty() || folders.any(|f| f.state == FolderState::Listing) {
            return false;
        }
        let verified = std::mem::take(&mut self.files.waiting);
        self.adopt(verified);
        true
    }

    /// Adopts the texts of articles that have changed and says what became of their highlights.
    pub(super) fn adopt(&mut self, verified: Vec<Verified>) {
        let library = &self.library;
        let stale = |v: &Verified| library.is_stale(&v.id, v.stamp);
        if !library.is_busy() && !library.folders().is_empty() && verified.iter().any(stale) {
            self.library.rescan_all();
        }
        let mut changed = Vec::new();
        for article in verified {
            match (&article.verdict, article.stamp) {
                (Verdict::Same, Some(stamp)) => {
                    self.files.same.insert(article.id, stamp);
                }
                (Verdict::Same, None) | (Verdict::Unreadable(_), _) => {}
                (Verdict::Missing, _) => self.files.gone.push(article.id),
                (Verdict::Changed(_), _) => changed.push(article),
            }
        }
        if self.read_only().is_some() {
            return;
        }
        for article in changed {
            self.forget_text(&article.id);
            let before: Vec<_> = self.derived.highlights_in(&article.id).to_vec();
            let title = self.article(&article.id).map(|a| a.display_title().to_owned());
            let title = title.unwrap_or_default();
            let command = Command::Reanchor(ArticleRef { article: article.id.to_string() });
            if let Err(error) = self.run(command) {
                self.notify(
                    NoticeKind::Warning,
                    format!("“{title}” has changed on disk, but cannot be adopted: {error}"),
                );
                continue;
            }
            let now = |h: &Highlight| self.project.highlights.get(&h.id).cloned();
            let lost = before.iter().filter(|h| now(h).is_some_and(|n| n.unanchored)).count();
            let moved = before
                .iter()
                .filter(|h| now(h).is_some_and(|n| !n.unanchored && n.start != h.start))
                .count();
            let held = before.len() - lost - moved;
            let kind = if lost > 0 { NoticeKind::Warning } else { NoticeKind::Info };
            let lost = match lost {
                0 => String::new(),
                1 => "; 1 was not found again and stands among the findings".to_owned(),
                n => format!("; {n} were not found again and stand among the findings"),
            };
            let text = format!(
                "“{title}” has changed since it was coded: {held} highlights held, {moved} moved{lost}"
            );
            self.notify(kind, text);
        }
    }
}
