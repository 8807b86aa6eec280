//! A window with the panel in it, over a session that the tests fill with incidents.

use eframe::egui::{Ui, Vec2};
use egui_kittest::Harness;
use tempfile::TempDir;

use crate::edit::{AddFolder, ClaimFields, Command, IncidentFields, Mark, NewIncident, Words};
use crate::model::{Category, EventType, Figure, FolderId, Grade, Outcome, Side};
use crate::session::{Host, Prefs, Session};
use crate::views::charts::ChartsPanel;
use crate::views::{Action, Desk, ViewCtx};

/// Names what is to be counted.
#[derive(Clone, Debug)]
pub(in crate::views::charts) struct Toll {
    pub(in crate::views::charts) outcome: Outcome,
    pub(in crate::views::charts) category: Category,
    pub(in crate::views::charts) side: Side,
    pub(in crate::views::charts) figure: Figure,
}

/// So many soldiers killed.
pub(in crate::views::charts) fn soldiers(
    low: u64,
    best: u64,
    high: impl Into<Option<u64>>,
) -> Toll {
    Toll {
        outcome: Outcome::Killed,
        category: Category::Military,
        side: Side::A,
        figure: Figure::new(Some(low), Some(best), high.into()),
    }
}

/// The panel, its session and its desk.
pub(in crate::views::charts) struct Bench {
    pub(in crate::views::charts) session: Session,
    pub(in crate::views::charts) view: ChartsPanel,
    pub(in crate::views::charts) desk: Desk,
    pub(in crate::views::charts) asked: Vec<Action>,
    sentences: usize,
    folder: TempDir,
}

impl Bench {
    pub(in crate::views::charts) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::empty(Host::still(&folder.path().join("home")));
        let (view, desk) = (ChartsPanel::default(), Desk::default());
        Self { session, view, desk, asked: Vec::new(), sentences: 0, folder }
    }

    /// An article with one sentence for each toll, an incident and its claims, all named by `id`:
    /// the claims are `id-0`, `id-1` …
    pub(in crate::views::charts) fn incident(
        &mut self,
        id: &str,
        title: &str,
        date: &str,
        tolls: &[Toll],
    ) {
        let articles = self.folder.path().join("articles");
        std::fs::create_dir_all(&articles).unwrap();
        let words = |n: usize, toll: &Toll| {
            let figure = toll.figure.best.or(toll.figure.high).unwrap_or_default();
            format!("Report {n} of {id} says that {figure} people were harmed.")
        };
        let text: Vec<String> = tolls.iter().enumerate().map(|(n, t)| words(n, t)).collect();
        let path = format!("{id}.txt");
        std::fs::write(articles.join(&path), format!("{title}\n\n{}\n", text.join("\n"))).unwrap();
        if self.sentences == 0 {
            let path = articles.to_string_lossy().into_owned();
            self.run(Command::AddFolder(AddFolder { path, name: Some(FolderId::new("a")) }));
        } else {
            self.session.rescan();
        }
        self.session.settle();
        self.sentences += tolls.len().max(1);
        let fields = IncidentFields {
            title: Some(title.to_owned()),
            date: (!date.is_empty()).then(|| date.to_owned()),
            place_text: Some("Tillabéri".to_owned()),
            ..IncidentFields::default()
        };
        let incident = Some(id.into());
        self.run(Command::NewIncident(NewIncident { incident, fields, claims: Vec::new() }));
        for (n, (toll, sentence)) in tolls.iter().zip(text).enumerate() {
            self.run(Command::Mark(Mark {
                claim: Some(format!("{id}-{n}").as_str().into()),
                article: path.clone(),
                words: Words::Quote { quote: sentence, occurrence: None },
                incident: Some(id.into()),
                fields: ClaimFields {
                    outcome: Some(toll.outcome.clone()),
                    category: Some(toll.category.clone()),
                    side: Some(toll.side.clone()),
                    figure: Some(toll.figure),
                    source: Some(format!("Source {n}")),
                    ..ClaimFields::default()
                },
            }));
        }
    }

    /// Changes an incident.
    pub(in crate::views::charts) fn set(
        &mut self,
        id: &str,
        grade: Option<Grade>,
        event: Option<EventType>,
    ) {
        let fields = IncidentFields { grade, event_type: event, ..IncidentFields::default() };
        let incident = id.into();
        self.run(Command::SetIncident(crate::edit::SetIncident { incident, fields }));
    }

    pub(in crate::views::charts) fn run(&mut self, command: Command) {
        self.session.run(command).unwrap();
        self.session.settle();
    }

    /// One frame; what the window would do with the desk is done.
    fn frame(&mut self, ui: &mut Ui) {
        let prefs = Prefs::default();
        let mut out = Vec::new();
        let mut ctx =
            ViewCtx { session: &self.session, desk: &self.desk, prefs: &prefs, out: &mut out };
        self.view.show(ui, &mut ctx);
        // As the window does it: what no panel says to be under the pointer is not lit.
        let said = |action: &Action| {
            if let Action::Hover(focus) = action { focus.clone() } else { None }
        };
        self.desk.hover = out.iter().rev().find_map(said);
        for action in &out {
            match action {
                Action::Drill(drill) => self.desk.drill.clone_from(drill),
                Action::Focus(focus) => self.desk.focus = focus.clone(),
                Action::Hover(_)
                | Action::Ui(_)
                | Action::Edit(_)
                | Action::Open(_)
                | Action::Reveal(_)
                | Action::RevealWords(..)
                | Action::Select(_)
                | Action::StartClaim(_)
                | Action::AssignTo(_)
                | Action::Place(_)
                | Action::LocateFolder(_)
                | Action::Stop(_)
                | Action::Search { .. }
                | Action::OrderHits(_)
                | Action::LookCloser(_)
                | Action::SaveSearch(_)
                | Action::Compare(..)
                | Action::ForgetSearch(_)
                | Action::SetStatus(..)
                | Action::OpenPath(_) => {}
            }
        }
        self.asked.extend(out);
    }

    /// A window of this size with the panel in it.
    pub(in crate::views::charts) fn open(self, size: impl Into<Vec2>) -> Harness<'static, Self> {
        let size = size.into();
        let mut harness = Harness::builder()
            .with_size(size)
            .with_max_steps(30)
            .with_context_setup(crate::ui::install)
            .build_ui_state(|ui, bench: &mut Self| bench.frame(ui), self);
        harness.run();
        harness.state_mut().asked.clear();
        harness
    }
}
