//! Opening a project, a folder or the sample in a job: the window stands at once and says what it
//! waits for.
//!
//! *Invariants*: what is open stays open, untouched, until the other project is there; where opening
//! fails or is stopped, it comes back. Only a project that is to be read again goes first.

use std::path::{Path, PathBuf};

use eframe::egui::{Align, Frame, Layout, Ui, vec2};

use super::sheets::Sheet;
use super::window::App;
use crate::jobs::{Job, Progress};
use crate::model::ArticleId;
use crate::session::{Host, OpenError, Session, Underway, Work, sample_project};
use crate::ui::theme::{self, GAP};
use crate::ui::widgets::{self, ActionButton};
use crate::views::Action;

/// What is to be opened.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wanted {
    /// A project file or a folder of articles.
    Path(PathBuf),
    /// The project file as it is on the disk now, with the edits that were made here on top of
    /// another state of it, or without.
    Reload { path: PathBuf, keep_edits: bool },
    /// The project that was being worked on without a file when the program ended last, else the
    /// sample.
    Usual,
    /// The sample's file: an article of it lies on the desk at once.
    Sample(PathBuf),
}

/// A project that is being opened.
pub(super) struct Opening {
    request: Request,
    label: String,
    job: Job<Result<Session, OpenError>>,
}

/// What is opened, and what becomes of the window then.
struct Request {
    wanted: Wanted,
    /// The edits of the project before it that no save holds are thrown away.
    discard: bool,
    /// The article that lies on the desk then, if there is such a one.
    article: Option<ArticleId>,
}

impl Opening {
    fn start(host: Host, wanted: Wanted, discard: bool) -> Self {
        let label = format!("Opening {}", wanted.name());
        let (waker, what) = (host.waker.clone(), wanted.clone());
        let job = Job::start(&label, waker, move |progress| open(host, &what, progress));
        Self { request: Request { wanted, discard, article: None }, label, job }
    }

    /// What is being opened, in words.
    pub(super) fn label(&self) -> &str {
        &self.label
    }

    /// As work that is under way.
    pub(super) fn underway(&self) -> Underway {
        let (label, fraction) = (self.label.clone(), self.job.fraction());
        Underway { work: Work::Opening, label, fraction }
    }

    /// The middle of the window meanwhile. True where it is to be stopped.
    fn show(&self, ui: &mut Ui) -> bool {
        let room = ui.available_size();
        let mut stopped = false;
        Frame::new().fill(theme::tokens(ui).panel).show(ui, |ui| {
            ui.set_min_size(room);
            ui.add_space((room.y * 0.36).max(GAP));
            ui.allocate_ui_with_layout(
                vec2(room.x, 120.0),
                Layout::top_down(Align::Center),
                |ui| {
                    ui.set_max_width(360.0_f32.min(room.x));
                    ui.label(theme::heading(&self.label));
                    ui.add_space(GAP);
                    widgets::Progress::new("Reading", self.job.fraction()).show(ui);
                    ui.add_space(GAP);
                    stopped = ui.add(ActionButton::new("Cancel")).clicked();
                },
            );
        });
        stopped
    }
}

impl Wanted {
    fn name(&self) -> String {
        match self {
            Self::Path(path) | Self::Reload { path, .. } => {
                path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
            }
            Self::Sample(_) => "the sample".to_owned(),
            Self::Usual => "your project".to_owned(),
        }
    }

    fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) | Self::Reload { path, .. } | Self::Sample(path) => Some(path),
            Self::Usual => None,
        }
    }
}

fn open(host: Host, wanted: &Wanted, progress: &Progress) -> Result<Session, OpenError> {
    let mut session = match wanted {
        Wanted::Path(path) => return Session::reopen(host, path, progress),
        Wanted::Reload { path, keep_edits } => {
            return Session::reload(host, path, *keep_edits, progress);
        }
        Wanted::Sample(path) => Session::open_watched(host, path, progress)?,
        Wanted::Usual => match Session::recover(&host) {
            Some(session) => session,
            None => Session::open_watched(host.clone(), &sample_project(&host.dirs)?, progress)?,
        },
    };
    // Which of its articles to show is known once they are listed.
    session.settle_listing();
    Ok(session)
}

impl App {
    /// Begins to open something in the place of the project that is open.
    pub(super) fn open_now(&mut self, wanted: Wanted, discard: bool) {
        let host = self.session.next_host();
        if wanted.path().is_some() && self.session.path() == wanted.path() {
            // The project itself, read again: it has to be let go first.
            self.replace_session(Session::awaited(host.clone()), discard);
        }
        self.begin_opening(host, wanted, discard);
    }

    pub(super) fn begin_opening(&mut self, host: Host, wanted: Wanted, discard: bool) {
        self.shell.opening = Some(Opening::start(host, wanted, discard));
    }

    /// Lays this article on the desk once the project is there.
    pub(super) fn open_with_article(&mut self, article: Option<ArticleId>) {
        if let Some(opening) = &mut self.shell.opening {
            opening.request.article = article;
        }
    }

    /// Takes in the project once it is there.
    pub(super) fn poll_opening(&mut self) {
        let Some(opening) = &mut self.shell.opening else { return };
        let outcome = opening.job.poll();
        if (outcome.is_some() || opening.job.is_finished())
            && let Some(opening) = self.shell.opening.take()
        {
            self.end_opening(&opening.request, outcome);
        }
    }

    /// Waits for a project that is being opened, and for all that the program does in the
    /// background: for tests.
    pub fn settle(&mut self) {
        if let Some(opening) = self.shell.opening.take() {
            self.end_opening(&opening.request, opening.job.wait());
        }
        self.session.settle();
        if let Some(Sheet::Compare(sheet)) = &mut self.shell.sheet {
            sheet.settle();
        }
    }

    /// Whether a project is being opened.
    pub fn is_opening(&self) -> bool {
        self.shell.opening.is_some()
    }

    fn end_opening(&mut self, request: &Request, outcome: Option<Result<Session, OpenError>>) {
        match outcome {
            Some(Ok(session)) => {
                self.replace_session(session, request.discard);
                if let Some(path) = request.wanted.path() {
                    self.shell.prefs.opened(path);
                }
                // What was being typed has brought its article with it.
                if self.shell.desk.article.is_some() {
                    return;
                }
                let article = request.article.clone();
                self.shell.desk.article = article.filter(|id| self.session.article(id).is_some());
                if matches!(request.wanted, Wanted::Usual | Wanted::Sample(_)) {
                    self.open_first();
                }
            }
            Some(Err(error)) => {
                self.without_another();
                self.say_not_opened(&error);
            }
            None => {
                self.without_another();
                let name = request.wanted.name();
                self.say_error(format!("Not opened: reading {name} broke off; the log says where"));
            }
        }
    }

    /// Gives up what is being opened; what is there already stays.
    pub(super) fn stop_opening(&mut self) {
        self.poll_opening();
        if self.shell.opening.take().is_some() {
            self.without_another();
        }
    }

    /// The project before comes back; an empty one where there is none.
    fn without_another(&mut self) {
        if self.session.is_awaited() {
            let host = self.session.next_host();
            self.replace_session(Session::empty(host), false);
        }
    }

    /// The middle of the window while a project is being opened. False where none is.
    pub(super) fn show_opening(&mut self, ui: &mut Ui) -> bool {
        let Some(opening) = &self.shell.opening else { return false };
        if opening.show(ui) {
            self.push(Action::Stop(Work::Opening));
        }
        true
    }
}
