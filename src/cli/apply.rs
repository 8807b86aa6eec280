//! `casebook apply`: carries out commands on a project, all or none of them.
//!
//! *Invariants*: the commands are carried out in memory, on a session that writes nothing, while
//! the project's lock is held; only when the last one is done is the project saved, at once. A
//! journal that holds unsaved edits of a crashed window is taken in first.

mod script;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::json::{self, Format};
use super::output::{self, Output};
use super::{CliError, Command, Verdict, project};
use crate::corpus::FolderState;
use crate::edit::{self, CommandError, Tabled};
use crate::model::{
    Actor, Article, Claim, Decision, Evidence, Highlight, Incident, IncidentLink, Override, Place,
    Project, Source,
};
use crate::persist::{self, Journal, JournalState, Lock, LockError};
use crate::session::{EditError, Session};
use script::{Line, Script, Stretch};

const AFTER_HELP: &str = r#"Examples:
  casebook apply sahel.casebook coded.jsonl
  other-program | casebook apply sahel.casebook - --format json
  casebook apply --schema > command.schema.json

One command a line, the same commands that the window sends; blank lines and lines that begin
with # or // say nothing. A project that does not exist yet is made. For example:
  {"command":"add_folder","path":"articles"}
  {"command":"new_incident","incident":"teguey","fields":{"title":"Teguey","date":"2024-03-20"}}
  {"command":"mark","article":"a.txt","words":{"quote":"23 soldiers"},"incident":"teguey","fields":{"source":"Defence ministry"}}
Folders count from where the project file is. An article is its path within its folder; ids of new
claims and incidents can be chosen, so that later lines can name them.

All or none: where a line fails nothing is saved, and the error says FILE:LINE: what, why. A project
that is open in a window is refused. Who codes is named by CASEBOOK_CODER."#;

/// Carry out commands on a project: code from a script
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub struct ApplyArguments {
    /// The project; made where there is none
    #[arg(required_unless_present = "schema")]
    project: Option<PathBuf>,

    /// The commands, one a line, as JSON; - for standard input
    #[arg(required_unless_present = "schema")]
    commands: Option<PathBuf>,

    /// Print the JSON Schema of a command, and do nothing else
    #[arg(long, conflicts_with_all = ["project", "commands", "format"])]
    schema: bool,

    /// How to print what was done
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Command for ApplyArguments {
    fn run(&self, out: &mut Output) -> Result<Verdict, CliError> {
        match (&self.project, &self.commands) {
            (Some(project), Some(commands)) => {
                let script = Script::read(commands)?;
                let applied = apply(project, &script)?;
                match self.format {
                    Format::Table => writeln!(out, "{}", applied.sentence())?,
                    Format::Json => json::print(out, &applied)?,
                }
            }
            _ => json::print(out, &schemars::schema_for!(edit::Command))?,
        }
        Ok(Verdict::Fine)
    }
}

/// What was done.
#[derive(Serialize)]
struct Applied {
    project: PathBuf,
    created: bool,
    saved: bool,
    commands: usize,
    made: Rows,
    removed: Rows,
}

/// Ids of rows by table.
#[derive(Serialize)]
struct Rows {
    articles: Vec<String>,
    highlights: Vec<String>,
    claims: Vec<String>,
    incidents: Vec<String>,
    evidence: Vec<String>,
    overrides: Vec<String>,
    links: Vec<String>,
    sources: Vec<String>,
    actors: Vec<String>,
    places: Vec<String>,
    decisions: Vec<String>,
}

impl Rows {
    /// The rows of `after` that `before` does not have.
    fn beyond(before: &Project, after: &Project) -> Self {
        fn ids<T: Tabled>(before: &Project, after: &Project) -> Vec<String> {
            let known = T::table(before);
            let fresh = T::table(after).values().filter(|row| !known.contains_key(row.id()));
            fresh.map(|row| row.id().to_string()).collect()
        }
        Self {
            articles: ids::<Article>(before, after),
            highlights: ids::<Highlight>(before, after),
            claims: ids::<Claim>(before, after),
            incidents: ids::<Incident>(before, after),
            evidence: ids::<Evidence>(before, after),
            overrides: ids::<Override>(before, after),
            links: ids::<IncidentLink>(before, after),
            sources: ids::<Source>(before, after),
            actors: ids::<Actor>(before, after),
            places: ids::<Place>(before, after),
            decisions: ids::<Decision>(before, after),
        }
    }

    /// "claims: 3, incidents: 1" behind `head`; empty for none.
    fn sentence(&self, head: &str) -> String {
        let counts = [
            (self.claims.len(), "claims"),
            (self.incidents.len(), "incidents"),
            (self.articles.len(), "annotated articles"),
            (self.evidence.len(), "evidence"),
            (self.overrides.len(), "overrides"),
            (self.links.len(), "links"),
            (self.sources.len(), "sources"),
            (self.actors.len(), "actors"),
            (self.places.len(), "places"),
            (self.decisions.len(), "decisions"),
        ];
        let some = counts.iter().filter(|(n, _)| *n > 0);
        let some: Vec<String> = some.map(|(n, what)| format!("{what}: {n}")).collect();
        if some.is_empty() { String::new() } else { format!("{head}{}", some.join(", ")) }
    }
}

impl Applied {
    fn sentence(&self) -> String {
        let made = match (self.created, self.saved) {
            (true, _) => "made and saved",
            (false, true) => "saved",
            (false, false) => "nothing to change in",
        };
        let done = [
            format!("{made} {}; commands: {}", self.project.display(), self.commands),
            self.made.sentence("; new "),
            self.removed.sentence("; removed "),
        ];
        done.concat()
    }
}

/// Carries out a script on a project and saves it.
fn apply(path: &Path, script: &Script) -> Result<Applied, CliError> {
    let work = |session: &mut Session| {
        for stretch in script.stretches() {
            carry_out(session, script, &stretch)?;
        }
        Ok(())
    };
    let (mut applied, ()) = with_project(path, work)?;
    applied.commands = script.lines.len();
    Ok(applied)
}

/// Does work on a project and saves it: all of it, or nothing.
pub(super) fn change<T>(
    path: &Path,
    work: impl FnOnce(&mut Session) -> Result<T, CliError>,
) -> Result<T, CliError> {
    with_project(path, work).map(|(_, made)| made)
}

fn with_project<T>(
    path: &Path,
    work: impl FnOnce(&mut Session) -> Result<T, CliError>,
) -> Result<(Applied, T), CliError> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let wrong = |reason: &str| CliError::Path { reason: reason.to_owned(), path: path.clone() };
    if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("casebook")) {
        return Err(wrong("the name of a project must end in .casebook"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(wrong("the project cannot be made, its folder is not there"));
    }
    let _lock = lock(&path)?;
    // A new project is begun beside where it will be, so that folders are found from there.
    let stand_in = if path.exists() { None } else { Some(begin(&path, folder)?) };
    let standing = stand_in.as_ref().map_or(path.as_path(), |file| file.path());
    // Nobody else writes while we hold the lock, so that this is the journal that the session sees.
    let found = persist::load(standing)?.journal;
    let mut session = project::look(standing)?;
    let before = session.project().clone();
    session.settle();
    project::tell(&mut session);
    let made = work(&mut session)?;
    let after = session.project();
    let created = stand_in.is_some();
    let saved = created || *after != before;
    if created {
        persist::save(&path, after, None)?;
    } else if saved {
        save(&path, after, &found)?;
    }
    let applied = Applied {
        created,
        saved,
        commands: 1,
        made: Rows::beyond(&before, after),
        removed: Rows::beyond(after, &before),
        project: path,
    };
    Ok((applied, made))
}

/// Takes the project's lock. A folder without locks can be worked in; saving says if it cannot.
fn lock(path: &Path) -> Result<Option<Lock>, CliError> {
    match Lock::acquire(path, jiff::Timestamp::now()) {
        Ok(lock) => Ok(Some(lock)),
        Err(source @ LockError::HeldBy { .. }) => {
            Err(CliError::Locked { source, path: path.to_owned() })
        }
        Err(error @ (LockError::Io { .. } | LockError::NoLocks { .. })) => {
            log::warn!("{error}");
            Ok(None)
        }
    }
}

/// An empty project in a file that is removed again.
fn begin(path: &Path, folder: &Path) -> Result<tempfile::NamedTempFile, CliError> {
    let failed = |source: std::io::Error| CliError::Path {
        reason: format!("the project cannot be made: {source}"),
        path: path.to_owned(),
    };
    let name = path.file_stem().map_or("Untitled".into(), |name| name.to_string_lossy());
    let mut file = tempfile::Builder::new()
        .prefix(".new-")
        .suffix(".casebook")
        .tempfile_in(folder)
        .map_err(failed)?;
    let empty = persist::to_ron(&Project::new(name))
        .map_err(|error| failed(std::io::Error::other(error)))?;
    file.write_all(empty.as_bytes()).and_then(|()| file.flush()).map_err(failed)?;
    Ok(file)
}

/// Saves the project and empties its journal.
fn save(path: &Path, project: &Project, found: &JournalState) -> Result<(), CliError> {
    let resumed = Journal::resume(path, found)?;
    if let Some(aside) = resumed.set_aside {
        let aside = aside.display();
        output::say(&format!(
            "note: a journal of unsaved edits that does not fit the project was set aside: {aside}"
        ));
    }
    let journal = resumed.journal;
    persist::save(path, project, Some((&journal, journal.position())))?;
    journal.close(true)?;
    Ok(())
}

/// Carries out a stretch of a script.
fn carry_out(
    session: &mut Session,
    script: &Script,
    stretch: &Stretch<'_>,
) -> Result<(), CliError> {
    let Some(first) = stretch.lines.first() else { return Ok(()) };
    let failed = |line: &Line, reason: String| CliError::Line {
        script: script.name.clone(),
        line: line.number,
        what: line.name(),
        reason,
    };
    match session.run(stretch.command("Apply a script")) {
        Ok(_) => {}
        Err(EditError::Command(CommandError::Step { step, error })) if stretch.lines.len() > 1 => {
            let line = stretch.lines.get(step.saturating_sub(1)).unwrap_or(first);
            return Err(failed(line, error.to_string()));
        }
        Err(error) => return Err(failed(first, error.to_string())),
    }
    if first.changes_folders() {
        session.settle();
        project::tell(session);
        tell_missing(session, &script.name, first);
    }
    Ok(())
}

/// Says where a folder that a line names is not to be found: the project may name it all the same.
fn tell_missing(session: &Session, script: &str, line: &Line) {
    let named = if let edit::Command::MoveFolder(folder) = &line.command {
        Some(&folder.folder)
    } else {
        session.project().settings.folders.last().map(|f| &f.id)
    };
    let Some(folder) = named.and_then(|id| session.library().folder(id)) else { return };
    if let FolderState::Missing(root) = &folder.state {
        let (number, root) = (line.number, root.display());
        output::say(&format!("note: {script}:{number}: there is no such folder: {root}"));
    }
}
