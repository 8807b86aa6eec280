//! Changing the project: run, undo, redo, and what the program fills in before a command is planned.

use std::sync::Arc;

use thiserror::Error;

use super::Session;
use crate::edit::{
    self, Articles as _, Change, ClaimFields, Command, CommandError, Conflict, Key, Mark,
    SetOverride, Transaction,
};
use crate::model::{
    Article, ArticleId, ClaimId, Group, IdSource, IncidentId, Outcome, Settings, Stamp,
};
use crate::persist::Kind;
use crate::suggest;
use crate::text::TextRange;

/// Why a change was not made. Nothing has changed then.
#[derive(Debug, Error)]
pub enum EditError {
    /// The project cannot be changed here.
    #[error("the project cannot be changed: {0}")]
    ReadOnly(String),
    /// The command does not fit the project.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// A change to be undone or redone does not fit any more.
    #[error(transparent)]
    Conflict(#[from] Conflict),
}

/// What a change has done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Done {
    /// What it is called in the Undo menu; empty where nothing has changed.
    pub label: String,
    /// Rows that were made.
    pub made: Vec<Key>,
    /// Rows that were removed.
    pub removed: Vec<Key>,
}

impl Done {
    /// The claim that was made.
    pub fn made_claim(&self) -> Option<ClaimId> {
        self.made
            .iter()
            .find_map(|key| if let Key::Claim(id) = key { Some(id.clone()) } else { None })
    }

    /// The incident that was made.
    pub fn made_incident(&self) -> Option<IncidentId> {
        let incident =
            |key: &Key| if let Key::Incident(id) = key { Some(id.clone()) } else { None };
        self.made.iter().find_map(incident)
    }
}

impl Session {
    /// An id for an incident that a batch makes and names.
    pub fn fresh_incident(&mut self) -> IncidentId {
        IncidentId::fresh(&mut self.ids)
    }

    /// Carries out a command.
    pub fn run(&mut self, command: Command) -> Result<Done, EditError> {
        self.check_writable()?;
        let command = self.prepared(command);
        let ids = IdSource::from_seed(self.ids.next_bits());
        let stamp = Stamp { by: self.host.coder.clone(), at: self.host.now(), ..Stamp::default() };
        let transaction = edit::plan(&self.project, &self.shelf(), stamp, ids, &command)?;
        if transaction.is_empty() {
            return Ok(Done::default());
        }
        edit::apply(&mut self.project, &transaction)?;
        let done = done(&transaction);
        self.note(Kind::Do, &transaction);
        self.history.record(transaction);
        self.changed();
        Ok(done)
    }

    /// Takes back the last change and says what it was.
    pub fn undo(&mut self) -> Result<Option<String>, EditError> {
        self.check_writable()?;
        let mut label = None;
        for _ in 0..self.steps_back() {
            let Some(transaction) = self.history.next_undo().cloned() else { break };
            edit::apply(&mut self.project, &transaction.inverse())?;
            self.note(Kind::Undo, &transaction);
            self.history.took_back();
            label = Some(transaction.label);
        }
        if label.is_some() {
            self.changed();
        }
        Ok(label)
    }

    /// How many transactions the next Undo takes back: that texts were adopted because their file is
    /// read otherwise goes together with that.
    fn steps_back(&self) -> usize {
        let adopted = self.history.done().rev().take_while(|t| adopts_text(t)).count();
        let before = self.history.done().rev().nth(adopted);
        if adopted > 0 && before.is_some_and(reads_otherwise) { adopted + 1 } else { 1 }
    }

    /// Makes the change that was taken back last once more and says what it was.
    pub fn redo(&mut self) -> Result<Option<String>, EditError> {
        self.check_writable()?;
        let Some(transaction) = self.history.next_redo().cloned() else { return Ok(None) };
        edit::apply(&mut self.project, &transaction)?;
        self.note(Kind::Redo, &transaction);
        self.history.did_again();
        self.changed();
        Ok(Some(transaction.label))
    }

    fn check_writable(&self) -> Result<(), EditError> {
        match &self.place.read_only {
            Some(reason) => Err(EditError::ReadOnly(reason.clone())),
            None => Ok(()),
        }
    }

    pub(super) fn note(&mut self, kind: Kind, transaction: &Transaction) {
        if transaction.changes.iter().any(moves_article) {
            self.tell_moved();
        }
        if let Some(journal) = &self.place.journal {
            journal.append(kind, Arc::new(transaction.clone()));
        }
    }

    fn changed(&mut self) {
        self.revision += 1;
        if self.sync_folders() {
            self.start_verify();
        }
        self.refresh();
    }

    /// Fills in what the command leaves to the program: the number of marked words, and what the
    /// rule gives beside an override.
    fn prepared(&self, command: Command) -> Command {
        if let Command::Mark(mark) = command {
            return Command::Mark(self.with_figure(mark));
        }
        if let Command::SetOverride(figure) = command {
            return Command::SetOverride(self.with_derived(figure));
        }
        if let Command::Batch(mut batch) = command {
            batch.commands = batch.commands.into_iter().map(|c| self.prepared(c)).collect();
            return Command::Batch(batch);
        }
        command
    }

    fn with_figure(&self, mut mark: Mark) -> Mark {
        if mark.fields.figure.is_some() && mark.fields.verbatim.is_some() {
            return mark;
        }
        let Some((body, range)) = self.words_of(&mark) else { return mark };
        let outcome = mark.fields.outcome.clone().unwrap_or(Outcome::Killed);
        let read = suggest::read_figure(&body, range, Some(&outcome), &self.project.codebook);
        let fields = &mut mark.fields;
        if fields.figure.is_none() {
            fields.figure = Some(read.figure);
            fields.modifier.get_or_insert(read.modifier);
        }
        let fill = ClaimFields {
            verbatim: Some(read.verbatim),
            category: read.category,
            ..ClaimFields::default()
        };
        fields.verbatim = fields.verbatim.take().or(fill.verbatim);
        fields.category = fields.category.take().or(fill.category);
        mark
    }

    /// The text and range that a mark names, where they can be found: planning says what is wrong.
    fn words_of(&self, mark: &Mark) -> Option<(Arc<str>, TextRange)> {
        let shelf = self.shelf();
        let held = self.project.articles.values();
        let article = shelf.article(&mark.article).or_else(|| {
            held.into_iter()
                .find(|a| a.path == mark.article || a.id.as_str() == mark.article)
                .cloned()
        })?;
        let body = self.text_now(&article.id).ok()?;
        let range = edit::find_words(&body, &mark.words).ok()?;
        Some((body, range))
    }

    fn with_derived(&self, mut figure: SetOverride) -> SetOverride {
        let group = Group {
            outcome: figure.outcome.clone(),
            side: figure.side.clone(),
            category: figure.category.clone(),
        };
        let derived = self.derived.figures(&figure.incident).iter().find(|f| f.group == group);
        if let Some(derived) = derived {
            figure.derived = Some(derived.derived);
            figure.claims = Some(derived.claims.clone());
        }
        figure
    }
}

/// Whether a transaction adopts the text of an article as its file has it now.
fn adopts_text(transaction: &Transaction) -> bool {
    transaction.changes.iter().any(|change| {
        let Change::Article(row) = change else { return false };
        let text = |a: &Option<Arc<Article>>| a.as_ref().and_then(|a| a.text.clone());
        match (text(&row.before), text(&row.after)) {
            (Some(before), Some(after)) => before != after,
            (None, _) | (_, None) => false,
        }
    })
}

/// Whether a transaction says that a file is read otherwise.
fn reads_otherwise(transaction: &Transaction) -> bool {
    transaction.changes.iter().any(|change| {
        let Change::Settings(swap) = change else { return false };
        let folders = |s: &Settings| -> Vec<_> {
            s.folders.iter().map(|f| (f.id.clone(), f.path.clone())).collect()
        };
        let files =
            |s: &Settings| -> Vec<_> { s.folders.iter().map(|f| f.files.clone()).collect() };
        let (before, after) = (&swap.before, &swap.after);
        folders(before) == folders(after) && files(before) != files(after)
    })
}

/// Whether an article stands at another path after a change than before it.
fn moves_article(change: &Change) -> bool {
    let Change::Article(row) = change else { return false };
    let place = |a: &Arc<Article>| (a.folder.clone(), a.path.clone());
    match (&row.before, &row.after) {
        (Some(before), Some(after)) => place(before) != place(after),
        // One that is removed or comes back may be at another path than its id says.
        (Some(only), None) | (None, Some(only)) => {
            ArticleId::of_path(&only.folder, &only.path) != only.id
        }
        (None, None) => false,
    }
}

fn done(transaction: &Transaction) -> Done {
    let (mut made, mut removed) = (Vec::new(), Vec::new());
    for change in &transaction.changes {
        match (change.existed(), change.exists()) {
            (false, true) => made.push(change.key()),
            (true, false) => removed.push(change.key()),
            (true, true) | (false, false) => {}
        }
    }
    Done { label: transaction.label.clone(), made, removed }
}
