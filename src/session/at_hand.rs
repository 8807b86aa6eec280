//! Texts that take long to be read: they are read beside the window, and who asks for one meanwhile is
//! told so.
//!
//! *Invariants*: who never [polls](Session::poll) has no window, and waits for every text; a text that
//! could not be read is not tried again before the library has seen something new.

use std::sync::Arc;

use super::Session;
use crate::corpus::{Answer, LibraryArticle, Request, State};
use crate::import::{Markdown, Pdf, PlainText, Reader};
use crate::jobs::Job;
use crate::model::ArticleId;

/// Files of so many bytes are read in the time of a frame or two, by their readers.
const QUICK_TEXT: u64 = 8_000_000;
const QUICK_PDF: u64 = 150_000;
const QUICK: u64 = 1_000_000;

/// The text that is being read beside the window.
#[derive(Default)]
pub(super) struct Aside {
    /// There are frames to be kept.
    has_window: bool,
    job: Option<(ArticleId, Job<Answer>)>,
    /// Asked for meanwhile: one is read at a time, for a reading that nobody wants any more goes on.
    waits: Option<ArticleId>,
    /// Why the last one has no text.
    failed: Option<(ArticleId, String)>,
}

impl Session {
    /// The text of an article: the project's own copy, else from its file. In a window a text that takes
    /// long is read beside it: see [`is_being_read`](Self::is_being_read).
    pub fn text(&self, id: &ArticleId) -> Result<Arc<str>, String> {
        match self.not_at_hand(id) {
            Some(why) => Err(why),
            None => self.text_now(id),
        }
    }

    /// Whether the text of an article is being read beside the window.
    pub fn is_being_read(&self, id: &ArticleId) -> bool {
        let aside = self.aside.borrow();
        aside.waits.as_ref() == Some(id) || aside.job.as_ref().is_some_and(|(read, _)| read == id)
    }

    /// Forgets what is kept, or being read, of an article that is to be read otherwise.
    pub(super) fn forget_text(&mut self, id: &ArticleId) {
        self.texts.forget(id);
        self.aside.get_mut().job.take_if(|(read, _)| read == id);
    }

    /// Why the text of an article cannot be had within a frame; the reading of it is begun.
    fn not_at_hand(&self, id: &ArticleId) -> Option<String> {
        let mut aside = self.aside.borrow_mut();
        let kept = self.project.articles.get(id).is_some_and(|article| article.text.is_some());
        let listed = self.library.article(id).filter(|_| aside.has_window && !kept)?;
        if is_quick(listed) {
            return None;
        }
        if let State::Unreadable(reason) = &listed.state {
            return Some(reason.clone());
        }
        if self.texts.is_kept(&self.library, id) {
            return None;
        }
        if let Some((_, why)) = aside.failed.as_ref().filter(|(failed, _)| failed == id) {
            return Some(why.clone());
        }
        match &aside.job {
            Some((read, _)) if read == id => {}
            Some(_) => aside.waits = Some(id.clone()),
            None => {
                let request = Request::new(&self.library, id).ok()?;
                let waker = self.host.waker.clone();
                let job = Job::start("Reading an article", waker, |_| request.read());
                aside.job = Some((id.clone(), job));
                aside.waits.take_if(|waits| waits == id);
            }
        }
        Some("it is being read".to_owned())
    }

    /// Takes in the text that was read beside the window. True where there is one, or none for good.
    pub(super) fn poll_text(&mut self, library_changed: bool) -> bool {
        let aside = self.aside.get_mut();
        aside.has_window = true;
        if library_changed {
            aside.failed = None;
        }
        let Some((id, job)) = &mut aside.job else { return false };
        let (id, answer) = (id.clone(), job.poll());
        if answer.is_none() && !job.is_finished() {
            return false;
        }
        let broke = job.failed();
        aside.job = None;
        // Asked for again, if it is still wanted.
        aside.waits = None;
        let why = match answer.map(|answer| self.texts.take(&self.library, answer)) {
            Some(Ok(text)) if !self.texts.is_kept(&self.library, &id) => {
                Some(format!("its text is too long: {} MB", text.len() / 1_000_000))
            }
            Some(Ok(_)) => None,
            Some(Err(error)) => Some(error.to_string()),
            None => Some(broke.unwrap_or_default()),
        };
        self.aside.get_mut().failed = why.map(|why| (id, why));
        true
    }
}

fn is_quick(listed: &LibraryArticle) -> bool {
    let is_by = |readers: &[&dyn Reader]| readers.iter().any(|r| r.name() == listed.reader);
    let most = if is_by(&[&PlainText, &Markdown]) {
        QUICK_TEXT
    } else if is_by(&[&Pdf]) {
        QUICK_PDF
    } else {
        QUICK
    };
    listed.size <= most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Host;

    #[test]
    fn a_text_that_takes_long_is_read_beside_the_window() {
        let dir = tempfile::tempdir().unwrap();
        let articles = dir.path().join("articles");
        std::fs::create_dir(&articles).unwrap();
        let line = "Nine people died at the ford, the brigade said.\n";
        std::fs::write(articles.join("long.txt"), line.repeat(QUICK_TEXT as usize / 40)).unwrap();
        std::fs::write(articles.join("short.txt"), line).unwrap();
        let mut session = Session::open(Host::still(dir.path()), &articles).unwrap();
        session.settle_listing();
        session.library.wait();
        let id = |session: &Session, path: &str| session.library.find(path).unwrap().id.clone();
        let (long, short) = (id(&session, "long.txt"), id(&session, "short.txt"));
        // Who has no window waits.
        assert!(session.text(&long).is_ok() && !session.is_being_read(&long));
        session.texts.forget(&long);
        session.poll();
        assert_eq!(session.text(&short).as_deref(), Ok(line));
        assert_eq!(session.text(&long), Err("it is being read".to_owned()));
        assert!(session.is_being_read(&long));
        while session.is_being_read(&long) {
            session.poll();
            std::thread::yield_now();
        }
        assert!(session.text(&long).unwrap().starts_with(line));
        // What cannot be read is not tried again in each frame.
        session.texts.forget(&long);
        std::fs::remove_file(articles.join("long.txt")).unwrap();
        assert!(session.text(&long).is_err());
        while session.is_being_read(&long) {
            session.poll();
            std::thread::yield_now();
        }
        assert!(session.text(&long).unwrap_err().contains("no such file"));
        assert!(!session.is_being_read(&long));
    }
}
