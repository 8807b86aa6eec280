//! The window: what it holds, and what happens in a frame.

use std::path::PathBuf;

use eframe::egui::{self, Context, Frame, Panel, Ui};

use super::dialogs::Dialogs;
use super::drafts::Left;
use super::frames::Frames;
use super::guard::{After, Guard};
use super::keys::{self, Keys};
use super::layout::{DrawPane, Layout, Pane};
use super::opening::{Opening, Wanted};
use super::sheets::Sheet;
use crate::jobs::thread_time;
use crate::model::{ArticleId, FolderId, IncidentId};
use crate::session::{Host, NoticeKind, Prefs, Session, Theme, Trouble, last_words};
use crate::ui::theme::{self, ThemeChoice};
use crate::ui::widgets::{Picker, Toast, Toasts};
use crate::views::annotate::AnnotatePanel;
use crate::views::charts::ChartsPanel;
use crate::views::command::UiCommand;
use crate::views::findings::FindingsPanel;
use crate::views::incidents::IncidentsPanel;
use crate::views::library::LibraryPanel;
use crate::views::reader::ReaderPanel;
use crate::views::search::SearchPanel;
use crate::views::{Action, Chosen, Desk, ViewCtx};

/// The window.
pub struct App {
    pub(super) session: Session,
    pub(super) shell: Shell,
    outbox: Vec<Action>,
}

/// All that the window remembers apart from the project.
pub(super) struct Shell {
    pub(super) views: Views,
    pub(super) desk: Desk,
    pub(super) prefs: Prefs,
    /// The preferences as their file has them.
    kept: Prefs,
    pub(super) layout: Layout,
    pub(super) dialogs: Dialogs,
    pub(super) toasts: Toasts<UiCommand>,
    pub(super) asking: Option<Asking>,
    pub(super) sheet: Option<Sheet>,
    /// The project that will take the place of this one.
    pub(super) opening: Option<Opening>,
    pub(super) guard: Option<Guard>,
    /// Claim forms wait, and the project is to go.
    pub(super) left_forms: Option<After>,
    /// What was being typed when the program ended and no form has taken back yet.
    pub(super) left: Left,
    pub(super) keys: Keys,
    pub(super) frames: Frames,
    pub(super) show_frames: bool,
    /// The window may close: everything is saved or thrown away.
    pub(super) leaving: bool,
    /// What the user has put away of what stands between the project and its file.
    pub(super) put_away: Option<Trouble>,
    /// Since when there are edits that no save holds, where saving by itself is wanted.
    pub(super) edited_since: Option<jiff::Timestamp>,
    /// The window had the keyboard in the last frame.
    pub(super) focused: bool,
    /// The file of the article in the Reader: its article, folder and path.
    pub(super) file: Option<(ArticleId, FolderId, std::sync::Arc<str>)>,
    title: String,
}

/// The panels.
#[derive(Default)]
pub(super) struct Views {
    pub(super) library: LibraryPanel,
    pub(super) reader: ReaderPanel,
    pub(super) annotate: AnnotatePanel,
    pub(super) charts: ChartsPanel,
    pub(super) incidents: IncidentsPanel,
    pub(super) findings: FindingsPanel,
    pub(super) search: SearchPanel,
}

/// A list in the middle of the window, and what its rows are.
pub(super) enum Asking {
    /// The palette.
    Command(Picker, Vec<UiCommand>),
    /// To which incident a claim, or the waiting form, belongs.
    Incident(Picker, Vec<IncidentId>),
    /// Where suggested claims shall go.
    Placement(Picker, Vec<Chosen>),
    /// For which incident the selection is evidence.
    Evidence(Picker, Vec<IncidentId>),
    /// With which incident the one in focus is linked.
    Link(Picker, Vec<IncidentId>),
}

impl App {
    /// The window on a project file, a folder, or the sample, which is read while the window stands;
    /// where that fails, on an empty project with the reason.
    pub fn start(ctx: &Context, host: Host, start: Option<PathBuf>) -> Self {
        let mut app = Self::new(ctx, Session::awaited(host.clone()));
        app.begin_opening(host, start.map_or(Wanted::Usual, Wanted::Path), false);
        app
    }

    /// The window on a session.
    pub fn new(ctx: &Context, mut session: Session) -> Self {
        session.read_library_ahead();
        crate::ui::install(ctx);
        let prefs = Prefs::load(&session.host().dirs);
        apply_theme(ctx, prefs.theme);
        ctx.set_zoom_factor(prefs.zoom.clamp(0.5, 3.0));
        // The zoom keys are commands of the table.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let layout = Layout::restore(prefs.layout.as_deref());
        last_words::remember(Some(&session));
        let mut app = Self {
            session,
            shell: Shell {
                views: Views::default(),
                desk: Desk::default(),
                kept: prefs.clone(),
                prefs,
                layout,
                dialogs: Dialogs::default(),
                toasts: Toasts::default(),
                asking: None,
                sheet: None,
                opening: None,
                guard: None,
                left_forms: None,
                left: Left::default(),
                keys: Keys::default(),
                frames: Frames::default(),
                show_frames: false,
                leaving: false,
                put_away: None,
                edited_since: None,
                focused: true,
                file: None,
                title: String::new(),
            },
            outbox: Vec::new(),
        };
        app.restore_drafts();
        app
    }

    /// Says in the log how long after this moment the first frame is ready.
    #[must_use]
    pub(super) fn begun(mut self, at: std::time::Instant) -> Self {
        self.shell.frames.started(at);
        self
    }

    /// The open project.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The open project, to be changed from outside: for tests.
    pub fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    /// What lies on the desk.
    pub fn desk(&self) -> &Desk {
        &self.shell.desk
    }

    /// Where a byte of the article's text was in the last frame, for tests that drag over words.
    pub fn pos_of_byte(&self, byte: usize) -> Option<egui::Pos2> {
        self.shell.views.reader.pos_of_byte(byte)
    }

    /// The rectangles that words of the article covered in the last frame, for tests that drag.
    pub fn rects_of(&self, words: &std::ops::Range<usize>) -> Vec<egui::Rect> {
        self.shell.views.reader.rects_of(words)
    }

    /// The byte before which the reading caret stands, for tests that walk with it.
    pub fn caret(&self) -> usize {
        self.shell.views.reader.caret()
    }

    /// Shows the English article with the most claims, so that the first window is alive.
    pub(super) fn open_first(&mut self) {
        self.session.settle_listing();
        let session = &self.session;
        let telling = |row: &&std::sync::Arc<crate::session::ArticleRow>| {
            let language = session.article(&row.id).map(|a| a.language.clone());
            let english = language.is_some_and(|l| l.starts_with("en"));
            (row.published_on().is_some(), english, row.claims)
        };
        let first = session.rows().iter().rev().max_by_key(telling).map(|r| r.id.clone());
        self.shell.desk.article = first;
    }

    /// Asks for something, as a panel would.
    pub fn push(&mut self, action: Action) {
        self.outbox.push(action);
    }

    /// Replaces the open project.
    pub(super) fn replace_session(&mut self, session: Session, discard: bool) {
        self.keep_drafts(false);
        let mut old = std::mem::replace(&mut self.session, session);
        self.session.read_library_ahead();
        last_words::remember(Some(&self.session));
        old.close(discard);
        self.shell.opening = None;
        self.shell.edited_since = None;
        self.shell.desk = Desk::default();
        self.shell.views = Views::default();
        // What lies over the panels asks of the project before.
        self.shell.sheet = self.shell.sheet.take().filter(Sheet::is_of_the_program);
        self.shell.asking = None;
        self.shell.toasts.forget_steps();
        self.restore_drafts();
    }

    /// Takes in what jobs and dialogs have brought.
    fn poll(&mut self, ctx: &Context) {
        self.poll_opening();
        if self.session.poll() {
            ctx.request_repaint();
        }
        for notice in self.session.take_notices() {
            let toast = Toast::new(notice.text);
            self.shell.toasts.push(match notice.kind {
                NoticeKind::Info => toast,
                NoticeKind::Warning | NoticeKind::Error => toast.bad(),
            });
        }
        if let Some(folder) = self.shell.views.library.take_stop() {
            self.session.stop_reading(&folder);
        }
        self.poll_dialogs();
        self.keep_to_file();
        self.look_around(ctx);
        self.autosave(ctx);
        self.poll_leave(ctx);
    }

    fn title(&mut self, ctx: &Context) {
        let title = match &self.shell.opening {
            Some(opening) => format!("{} — Casebook", opening.label()),
            None => {
                let name = &self.session.project().settings.name;
                let dirty = if self.session.is_dirty() { " ●" } else { "" };
                format!("{name}{dirty} — Casebook")
            }
        };
        if title != self.shell.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.shell.title = title;
        }
    }

    /// One frame: panels first, then what they asked for.
    fn frame(&mut self, ui: &mut Ui) {
        self.shell.frames.begin();
        let ctx = ui.ctx().clone();
        self.title(&ctx);
        self.drops(&ctx);
        self.shortcuts(&ctx);
        let t = theme::tokens(ui);
        let bar = Frame::new().fill(t.window).inner_margin(egui::Margin::symmetric(8, 3));
        Panel::top("menu").frame(bar).show_separator_line(false).show(ui, |ui| self.menu(ui));
        let status = Frame::new().fill(t.window).inner_margin(egui::Margin::symmetric(12, 3));
        Panel::bottom("status").frame(status).show(ui, |ui| self.status(ui));
        if self.shell.opening.is_none() {
            self.show_troubles(ui);
        }
        egui::CentralPanel::no_frame().show(ui, |ui| {
            if self.show_opening(ui) {
                return;
            }
            // Seen between the panels where their edges do not fall on whole pixels.
            ui.painter().rect_filled(ui.max_rect(), 0.0, t.hairline);
            let Self { session, shell, outbox } = self;
            let Shell { views, desk, prefs, layout, .. } = shell;
            let mut panes = Panes { session, views, desk, prefs, out: outbox };
            layout.ui(ui, &mut panes);
        });
        self.overlays(&ctx);
        self.run_actions(&ctx);
        self.keep_drafts(true);
        self.keep_changed_prefs(&ctx);
        self.note_typing(&ctx);
        self.shell.frames.end();
    }

    /// What lies over the panels: palette, dialogs, sheets, toasts.
    fn overlays(&mut self, ctx: &Context) {
        self.show_asking(ctx);
        self.show_path_field(ctx);
        self.show_sheet(ctx);
        self.show_guard(ctx);
        self.show_left_forms(ctx);
        let now = ctx.input(|i| i.time);
        self.shell.toasts.at_step(self.session.step());
        if let Some(command) = self.shell.toasts.show(ctx, now) {
            self.outbox.push(Action::Ui(command));
        }
    }

    fn run_actions(&mut self, ctx: &Context) {
        let actions = std::mem::take(&mut self.outbox);
        let hovered =
            |action: &Action| if let Action::Hover(focus) = action { focus.clone() } else { None };
        let hover = actions.iter().rev().find_map(hovered);
        if hover != self.shell.desk.hover {
            self.shell.desk.hover = hover;
            ctx.request_repaint();
        }
        for action in actions {
            // A pointer that rests on something says so in every frame: no reason for another.
            if !matches!(action, Action::Hover(_)) {
                ctx.request_repaint();
            }
            self.carry_out(ctx, action);
        }
    }

    /// Files dropped on the window: a project, or a folder of articles.
    fn drops(&mut self, ctx: &Context) {
        let dropped = ctx.input(|i| i.raw.dropped_files.clone());
        if let Some(file) = dropped.first() {
            self.outbox.push(Action::OpenPath(file.path().to_owned()));
        }
    }

    /// Keeps preferences as soon as they are changed, and panels as soon as they are put elsewhere:
    /// a program that is killed has no last moment.
    fn keep_changed_prefs(&mut self, ctx: &Context) {
        let released = ctx.input(|input| input.pointer.any_released());
        if released || self.shell.prefs != self.shell.kept {
            self.keep_prefs(ctx);
        }
    }

    /// Keeps preferences and panels for the next time, where they are others than those kept.
    pub(super) fn keep_prefs(&mut self, ctx: &Context) {
        self.shell.prefs.layout = self.shell.layout.keep();
        self.shell.prefs.zoom = ctx.zoom_factor();
        if self.shell.prefs == self.shell.kept {
            return;
        }
        self.shell.kept = self.shell.prefs.clone();
        if let Err(error) = self.shell.prefs.save(&self.session.host().dirs) {
            log::warn!("preferences were not kept: {error}");
        }
    }
}

/// Light, dark, or as the system has it.
pub(super) fn apply_theme(ctx: &Context, theme: Theme) {
    let choice = match theme {
        Theme::System => ThemeChoice::System,
        Theme::Light => ThemeChoice::Light,
        Theme::Dark => ThemeChoice::Dark,
    };
    choice.apply(ctx);
}

/// The panels, borrowed for a frame.
struct Panes<'a> {
    session: &'a Session,
    views: &'a mut Views,
    desk: &'a Desk,
    prefs: &'a Prefs,
    out: &'a mut Vec<Action>,
}

impl DrawPane for Panes<'_> {
    fn draw(&mut self, ui: &mut Ui, pane: Pane) {
        let mut ctx =
            ViewCtx { session: self.session, desk: self.desk, prefs: self.prefs, out: self.out };
        match pane {
            Pane::Library => self.views.library.show(ui, &mut ctx),
            Pane::Reader => self.views.reader.show(ui, &mut ctx, &self.views.annotate),
            Pane::Annotate => {
                keys::note_forms(ui);
                self.views.annotate.show(ui, &mut ctx);
            }
            Pane::Charts => self.views.charts.show(ui, &mut ctx),
            Pane::Incidents => self.views.incidents.show(ui, &mut ctx),
            Pane::Findings => self.views.findings.show(ui, &mut ctx),
            Pane::Search => self.views.search.show(ui, &mut ctx),
        }
    }

    fn count(&self, pane: Pane) -> Option<usize> {
        match pane {
            Pane::Incidents => Some(self.session.project().incidents.len()),
            Pane::Findings => Some(self.session.findings().len()),
            Pane::Search => {
                self.session.found().filter(|f| !f.query().is_empty()).map(|f| f.hits().len())
            }
            Pane::Library | Pane::Reader | Pane::Annotate | Pane::Charts => None,
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        let begun = thread_time();
        self.poll(ctx);
        let work = thread_time().saturating_sub(begun);
        self.shell.frames.logic(work, frame.info().cpu_usage);
    }

    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        last_words::remember(None);
        self.keep_drafts(false);
        self.session.close(false);
    }
}
