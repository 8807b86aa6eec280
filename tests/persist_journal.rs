//! The journal: whatever moment the program dies at, every synced edit is there when it opens again.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test fails by panicking")]

#[path = "support/mutants.rs"]
mod mutants;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use casebook::edit::{Change, History, Row, Transaction, apply};
use casebook::model::*;
use casebook::persist::{self, Journal, Kind, Loaded, beside, load};

const PATIENCE: Duration = Duration::from_mins(1);

/// A person at work on a project, who can be killed at any moment.
struct Desk {
    path: PathBuf,
    project: Project,
    history: History,
    journal: Journal,
}

impl Desk {
    fn open(path: &Path) -> (Self, Loaded) {
        let loaded = load(path).unwrap();
        let journal = Journal::resume(path, &loaded.journal).unwrap().journal;
        let desk = Self {
            path: path.to_owned(),
            project: loaded.project.clone(),
            history: loaded.history.clone(),
            journal,
        };
        (desk, loaded)
    }

    fn begin(folder: &Path) -> Self {
        let path = folder.join("a.casebook");
        persist::save(&path, &Project::new("Sahel"), None).unwrap();
        Self::open(&path).0
    }

    /// Writes a note on a claim.
    fn edit(&mut self, id: &str, note: &str) {
        let before = self.project.claims.get(&ClaimId::new(id)).cloned();
        let after = Claim { id: id.into(), note: note.to_owned(), ..Claim::default() };
        let transaction = Transaction {
            label: format!("Note {note}"),
            stamp: Stamp {
                by: "Amina".into(),
                at: "2024-03-23T14:05:00Z".parse().unwrap(),
                ..Stamp::default()
            },
            changes: vec![Change::Claim(Row {
                key: id.into(),
                before,
                after: Some(Arc::new(after)),
            })],
        };
        apply(&mut self.project, &transaction).unwrap();
        self.history.record(transaction.clone());
        self.journal.append(Kind::Do, Arc::new(transaction));
    }

    fn undo(&mut self) {
        let transaction = self.history.next_undo().unwrap().clone();
        apply(&mut self.project, &transaction.inverse()).unwrap();
        self.history.took_back();
        self.journal.append(Kind::Undo, Arc::new(transaction));
    }

    fn redo(&mut self) {
        let transaction = self.history.next_redo().unwrap().clone();
        apply(&mut self.project, &transaction).unwrap();
        self.history.did_again();
        self.journal.append(Kind::Redo, Arc::new(transaction));
    }

    fn save(&self) -> String {
        let held = self.journal.position();
        persist::save(&self.path, &self.project, Some((&self.journal, held))).unwrap()
    }

    /// Dies: nothing that is not on the disk now will ever be.
    fn kill(self) -> Project {
        self.journal.flush(PATIENCE).unwrap();
        let project = self.project.clone();
        std::mem::forget(self.journal);
        project
    }

    fn journal_file(&self) -> PathBuf {
        self.journal.path().to_owned()
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn orphans(folder: &Path) -> usize {
    let names = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().contains("orphan")).count()
}

#[test]
fn edits_since_the_last_save_come_back_with_their_undo() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    desk.edit("c-1", "saved");
    desk.save();
    desk.edit("c-1", "one");
    desk.edit("c-2", "two \"quoted\"\r\n// not a comment");
    desk.edit("c-3", "three");
    desk.undo();
    desk.undo();
    desk.redo();
    let path = desk.path.clone();
    let project = desk.kill();

    let (mut desk, loaded) = Desk::open(&path);
    assert_eq!(loaded.project, project);
    let recovery = loaded.recovery.unwrap();
    assert_eq!(recovery.edits, 6);
    assert_eq!(
        recovery.to_string(),
        "Recovered 6 edits made after the last save, the last at 2024-03-23 14:05 UTC."
    );
    assert_eq!(desk.history.next_redo().unwrap().label, "Note three");
    desk.redo();
    for note in ["three", "two \"quoted\"\r\n// not a comment", "one", "saved"] {
        assert_eq!(desk.history.next_undo().unwrap().label, format!("Note {note}"));
        desk.undo();
    }
    assert!(desk.history.next_undo().is_none());
    assert!(desk.project.claims.is_empty());
    let project = desk.kill();
    assert_eq!(load(&path).unwrap().project, project);
}

#[test]
fn loading_changes_nothing_on_disk() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    desk.edit("c-1", "one");
    let (path, journal) = (desk.path.clone(), desk.journal_file());
    desk.kill();
    let before = (fs::read(&path).unwrap(), fs::read(&journal).unwrap());
    let first = load(&path).unwrap();
    let second = load(&path).unwrap();
    assert_eq!(first.project, second.project);
    assert_eq!(before, (fs::read(&path).unwrap(), fs::read(&journal).unwrap()));
}

#[test]
fn a_journal_cut_short_anywhere_gives_back_every_whole_edit() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    let mut states = vec![desk.project.clone()];
    for n in 0..4 {
        desk.edit("c-1", &format!("é{n}"));
        states.push(desk.project.clone());
    }
    let (path, journal) = (desk.path.clone(), desk.journal_file());
    desk.kill();
    let whole = fs::read(&journal).unwrap();
    for length in 0..=whole.len() {
        fs::write(&journal, &whole[..length]).unwrap();
        let loaded = load(&path).unwrap();
        let lines = whole[..length].split(|byte| *byte == b'\n').skip(1).count();
        assert_eq!(loaded.project, states[lines.saturating_sub(1)], "{length} bytes");
        let torn = lines > 0 && whole[length - 1] != b'\n';
        assert_eq!(loaded.recovery.is_some_and(|r| r.torn_line), torn, "{length} bytes");
        if length % 97 == 0 {
            let (mut desk, _) = Desk::open(&path);
            desk.edit("c-2", "after");
            let project = desk.kill();
            assert_eq!(load(&path).unwrap().project, project);
        }
    }
    assert_eq!(orphans(folder.path()), 0);
}

#[test]
fn a_damaged_journal_gives_back_what_it_can_and_never_keeps_the_project_shut() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    let project = persist::load(&desk.path).unwrap().project;
    for n in 0..12 {
        desk.edit(&format!("c-{}", n % 3), &format!("note {n} “quoted”"));
        if n % 4 == 3 {
            desk.undo();
        }
    }
    article_edit(&mut desk, "Twelve people were killed.\n", CodingStatus::Coded);
    let (path, file) = (desk.path.clone(), desk.journal_file());
    let last = desk.kill();
    let whole = fs::read(&file).unwrap();
    for number in 0..mutants::count() {
        let mut bytes = mutants::mutant(&whole, number);
        if number % 2 == 0 {
            // The damage is in what the lines say, and their checks are as they should be.
            bytes = reframed(&whole, number);
        }
        fs::write(&file, &bytes).unwrap();
        let loaded = load(&path).unwrap_or_else(|error| panic!("mutant {number}: {error}"));
        let settled = [&project, &last].contains(&&loaded.project);
        let said = loaded.recovery.is_some() || loaded.journal.is_foreign();
        assert!(settled || said, "mutant {number}: {:?}", loaded.recovery);
    }
}

/// A journal in which one line says something else.
fn reframed(whole: &[u8], number: u64) -> Vec<u8> {
    let hurt = number as usize % std::str::from_utf8(whole).unwrap().lines().count();
    retold(whole, |n, ron| if n == hurt { mutants::mutant(ron, number) } else { ron.to_vec() })
}

/// A journal whose lines say what `tell` makes of them, with their checks as they should be.
fn retold(whole: &[u8], tell: impl Fn(usize, &[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (n, line) in std::str::from_utf8(whole).unwrap().lines().enumerate() {
        let ron = tell(n, line.splitn(3, ' ').nth(2).unwrap().as_bytes());
        let check = persist::hash_bytes(&ron);
        bytes.extend(format!("{} {} ", &check[..8], ron.len()).bytes());
        bytes.extend(ron);
        bytes.push(b'\n');
    }
    bytes
}

#[test]
fn a_row_under_the_name_of_another_is_no_edit() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    desk.edit("c-1", "one");
    let (path, file) = (desk.path.clone(), desk.journal_file());
    desk.kill();
    let misnamed = retold(&fs::read(&file).unwrap(), |_, ron| {
        String::from_utf8_lossy(ron).replace("key: \"c-1\"", "key: \"c-9\"").into_bytes()
    });
    fs::write(&file, misnamed).unwrap();
    let loaded = load(&path).unwrap();
    assert!(loaded.project.claims.is_empty());
    assert_eq!(loaded.recovery.unwrap().lost, 1);
}

#[test]
fn a_journal_damaged_in_the_middle_is_copied_before_it_goes_on() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    for n in 0..4 {
        desk.edit("c-1", &format!("{n}"));
    }
    let (path, journal) = (desk.path.clone(), desk.journal_file());
    desk.kill();
    let mut bytes = fs::read(&journal).unwrap();
    let third = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(1).unwrap().0;
    bytes[third + 40] ^= 1;
    fs::write(&journal, &bytes).unwrap();
    let (desk, loaded) = Desk::open(&path);
    let recovery = loaded.recovery.unwrap();
    assert_eq!((recovery.edits, recovery.lost, recovery.torn_line), (1, 3, false));
    assert_eq!(orphans(folder.path()), 1);
    desk.kill();
}

#[test]
fn a_kill_at_any_step_of_a_save_loses_nothing() {
    for step in 0..5 {
        let folder = folder();
        let mut desk = Desk::begin(folder.path());
        desk.edit("c-1", "before");
        let (held, snapshot) = (desk.journal.position(), desk.project.clone());
        desk.edit("c-2", "while saving");
        let text = persist::to_ron(&snapshot).unwrap();
        let hash = persist::hash_bytes(text.as_bytes());
        if step >= 1 {
            desk.journal.begin_save(&hash, held).unwrap();
        }
        desk.edit("c-3", "while saving, after the note");
        if step >= 2 {
            persist::save_atomically(&desk.path, text.as_bytes()).unwrap();
        }
        if step >= 3 {
            desk.journal.finish_save(&hash, held);
        }
        if step >= 4 {
            desk.edit("c-4", "after saving");
        }
        let path = desk.path.clone();
        let project = desk.kill();
        let (desk, loaded) = Desk::open(&path);
        assert_eq!(loaded.project, project, "step {step}");
        assert!(!loaded.journal.is_foreign(), "step {step}");
        let expected = [3, 3, 2, 2, 3][step];
        assert_eq!(loaded.recovery.unwrap().edits, expected, "step {step}");
        desk.kill();
    }
}

#[test]
fn a_save_leaves_nothing_to_recover() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    desk.edit("c-1", "one");
    assert!(desk.journal.has_unsaved());
    let hash = desk.save();
    assert!(!desk.journal.has_unsaved());
    let path = desk.path.clone();
    let project = desk.kill();
    let loaded = load(&path).unwrap();
    assert_eq!((loaded.project, loaded.hash), (project, hash));
    assert_eq!(loaded.recovery, None);
    assert!(loaded.history.next_undo().is_some(), "undo reaches back beyond the save");
}

#[test]
fn a_journal_of_another_state_of_the_file_is_set_aside() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    desk.edit("c-1", "unsaved");
    let path = desk.path.clone();
    let journal = fs::read_to_string(desk.journal_file());
    let other = persist::to_ron(&Project::new("Pulled from git")).unwrap();
    desk.kill();
    let journal = journal.or_else(|_| fs::read_to_string(beside(&path, "journal"))).unwrap();
    persist::save_atomically(&path, other.as_bytes()).unwrap();

    let loaded = load(&path).unwrap();
    assert!(loaded.journal.is_foreign());
    assert_eq!(loaded.recovery, None);
    assert_eq!(loaded.project.settings.name, "Pulled from git");
    let resumed = Journal::resume(&path, &loaded.journal).unwrap();
    let aside = resumed.set_aside.unwrap();
    assert!(aside.ends_with("a.casebook-journal.orphan-1"));
    assert!(fs::read_to_string(&aside).unwrap().starts_with(&journal));
    resumed.journal.close(false).unwrap();
    assert!(!load(&path).unwrap().journal.is_foreign());
}

#[test]
fn a_journal_whose_edits_are_all_saved_is_no_matter_when_the_file_changes() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    desk.edit("c-1", "saved");
    desk.save();
    let path = desk.path.clone();
    desk.kill();
    let other = persist::to_ron(&Project::new("Pulled from git")).unwrap();
    persist::save_atomically(&path, other.as_bytes()).unwrap();
    let (mut desk, loaded) = Desk::open(&path);
    assert!(!loaded.journal.is_foreign() && loaded.recovery.is_none());
    assert!(loaded.history.next_undo().is_none());
    desk.edit("c-9", "goes on");
    let project = desk.kill();
    assert_eq!(load(&path).unwrap().project, project);
    assert_eq!(orphans(folder.path()), 0);
}

#[test]
fn a_project_that_was_never_saved_comes_back() {
    let folder = folder();
    let path = folder.path().join("untitled.casebook");
    let empty = || Project::new("Untitled");
    let loaded = persist::load_unsaved(&path, empty()).unwrap();
    let journal = Journal::resume(&path, &loaded.journal).unwrap().journal;
    let mut desk =
        Desk { path: path.clone(), project: empty(), history: History::default(), journal };
    desk.edit("c-1", "one");
    let project = desk.kill();
    let loaded = persist::load_unsaved(&path, empty()).unwrap();
    assert_eq!(loaded.project, project);
    assert_eq!(loaded.recovery.unwrap().edits, 1);
    assert!(!path.exists());
}

#[test]
fn closing_cleans_up_only_what_is_saved() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    desk.edit("c-1", "one");
    let (path, file) = (desk.path.clone(), desk.journal_file());
    desk.journal.close(false).unwrap();
    assert!(file.exists(), "unsaved edits stay");
    let (desk, loaded) = Desk::open(&path);
    assert_eq!(loaded.recovery.unwrap().edits, 1);
    desk.save();
    desk.journal.close(false).unwrap();
    assert!(!file.exists());

    let (mut desk, _) = Desk::open(&path);
    desk.edit("c-1", "unwanted");
    desk.journal.close(true).unwrap();
    assert!(!file.exists());
    assert_eq!(load(&path).unwrap().recovery, None);
}

#[test]
fn an_edit_is_written_without_being_asked_for() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    desk.edit("c-1", "one");
    // Nobody flushes: the journal's own thread does it, as soon as the machine lets it.
    while desk.journal.pending() > 0 {
        std::thread::yield_now();
    }
    assert_eq!(load(&desk.path).unwrap().recovery.unwrap().edits, 1);
}

#[test]
fn a_disk_that_fails_loses_nothing_and_is_tried_again() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    let file = desk.journal_file();
    fs::create_dir(&file).unwrap(); // in the way
    desk.edit("c-1", "one");
    desk.edit("c-1", "two");
    let error = desk.journal.flush(PATIENCE).unwrap_err().to_string();
    assert!(error.starts_with("the journal could not be written, edits are only in memory: "));
    assert!(error.ends_with("a.casebook-journal"), "{error}");
    assert!(desk.journal.error().is_some());
    assert_eq!(desk.journal.pending(), 2);
    fs::remove_dir(&file).unwrap();
    desk.journal.flush(PATIENCE).unwrap();
    assert_eq!((desk.journal.error(), desk.journal.pending()), (None, 0));
    let path = desk.path.clone();
    let project = desk.kill();
    assert_eq!(load(&path).unwrap().project, project);
}

#[test]
fn unknown_fields_with_line_breaks_pass_through_the_journal() {
    let folder = folder();
    let path = folder.path().join("a.casebook");
    let text = "(format: 1, claims: [(id: \"c-1\", weather: Rain(\n mm: 3, // \"wet\"\n))])";
    fs::write(&path, text).unwrap();
    let (mut desk, _) = Desk::open(&path);
    let before = desk.project.claims.get(&ClaimId::new("c-1")).cloned();
    let mut after = Claim::clone(before.as_ref().unwrap());
    after.note = "changed".into();
    let transaction = Transaction {
        label: String::new(),
        stamp: Stamp::default(),
        changes: vec![Change::Claim(Row {
            key: "c-1".into(),
            before,
            after: Some(Arc::new(after)),
        })],
    };
    apply(&mut desk.project, &transaction).unwrap();
    desk.journal.append(Kind::Do, Arc::new(transaction));
    desk.edit("c-2", "next line");
    let project = desk.kill();
    assert_eq!(load(&path).unwrap().project, project);
}

#[test]
fn unknown_fields_in_another_order_are_the_same() {
    let folder = folder();
    let path = folder.path().join("a.casebook");
    let text = "(format: 1, overrides: [(id: \"o-1\", odd: 1, derived: (low: 1, best: 1, high: 1, \
                wild: 2))])";
    fs::write(&path, text).unwrap();
    let project = load(&path).unwrap().project;
    persist::save(&path, &project, None).unwrap();
    let (mut desk, loaded) = Desk::open(&path);
    assert_eq!(loaded.project, project);
    let before = project.overrides.get(&OverrideId::new("o-1")).cloned();
    let after = Override { reason: "new".into(), ..Override::clone(before.as_ref().unwrap()) };
    let row = Row { key: "o-1".into(), before, after: Some(Arc::new(after)) };
    let changes = vec![Change::Override(row)];
    let transaction = Transaction { label: String::new(), stamp: Stamp::default(), changes };
    apply(&mut desk.project, &transaction).unwrap();
    desk.journal.append(Kind::Do, Arc::new(transaction));
    let project = desk.kill();
    let loaded = load(&path).unwrap();
    assert_eq!(loaded.project, project);
    assert_eq!(loaded.recovery.unwrap().lost, 0);
}

#[test]
fn a_long_history_is_cut_down_by_a_save_and_unsaved_edits_are_not() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    let long = "x".repeat(100_000);
    for n in 0..20 {
        desk.edit("c-1", &format!("{n} {long}"));
    }
    desk.save();
    desk.edit("c-2", "unsaved");
    let (path, file) = (desk.path.clone(), desk.journal_file());
    let project = desk.kill();
    let length = fs::metadata(&file).unwrap().len();
    assert!((500_000..1_300_000).contains(&length), "{length}");
    let loaded = load(&path).unwrap();
    assert_eq!(loaded.project, project);
    assert_eq!(loaded.recovery.unwrap().edits, 1);
}

/// A change of an article's row, from what stands there now.
fn article_edit(desk: &mut Desk, text: &str, status: CodingStatus) {
    let before = desk.project.articles.get(&ArticleId::new("a-1")).cloned();
    let after = Article { id: "a-1".into(), text: Some(text.into()), status, ..Article::default() };
    let transaction = Transaction {
        label: "Set article".to_owned(),
        stamp: Stamp::default(),
        changes: vec![Change::Article(Row {
            key: "a-1".into(),
            before,
            after: Some(Arc::new(after)),
        })],
    };
    apply(&mut desk.project, &transaction).unwrap();
    desk.history.record(transaction.clone());
    desk.journal.append(Kind::Do, Arc::new(transaction));
}

#[test]
fn a_text_is_journalled_once_however_often_its_article_changes() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    let text = "Twenty-three soldiers were killed. ".repeat(2000);
    for n in 0..20 {
        let status = if n % 2 == 0 { CodingStatus::InProgress } else { CodingStatus::Coded };
        article_edit(&mut desk, &text, status);
    }
    let (path, file) = (desk.path.clone(), desk.journal_file());
    let project = desk.kill();
    let length = fs::metadata(&file).unwrap().len() as usize;
    assert!(length < text.len() + 20_000, "{length} bytes for a text of {}", text.len());

    // Through a restart, a save, another text and another restart it is still once.
    let (mut desk, loaded) = Desk::open(&path);
    assert_eq!((&loaded.project, loaded.recovery.unwrap().edits), (&project, 20));
    article_edit(&mut desk, &text, CodingStatus::Irrelevant);
    desk.save();
    let other = format!("{text}An hour later the ministry said more.");
    article_edit(&mut desk, &other, CodingStatus::Coded);
    article_edit(&mut desk, &text, CodingStatus::Coded);
    desk.undo();
    let project = desk.kill();
    let length = fs::metadata(&file).unwrap().len() as usize;
    assert!(length < text.len() + other.len() + 20_000, "{length} bytes");
    let (mut desk, loaded) = Desk::open(&path);
    assert_eq!(loaded.project, project);
    while desk.history.next_undo().is_some() {
        desk.undo();
    }
    assert!(desk.project.articles.is_empty(), "undo reaches back over every text");
}

#[test]
fn a_journal_of_the_first_format_goes_on() {
    let folder = folder();
    let desk = Desk::begin(folder.path());
    let path = desk.path.clone();
    let file = desk.journal_file();
    desk.kill();
    let line =
        |ron: &str| format!("{} {} {ron}\n", &persist::hash_bytes(ron.as_bytes())[..8], ron.len());
    let base = persist::hash_file(&path).unwrap();
    let entry = "Entry(number: 1, kind: Do, transaction: Transaction(label: \"Set article\", \
        stamp: Stamp(by: \"Amina\", at: \"2024-03-23T14:05:00Z\"), changes: [Article(Row(key: \
        \"a-1\", before: None, after: Article(id: \"a-1\", text: \"Words.\")))]))";
    let header = format!("Header(format: 1, base: \"{base}\", after: 0)");
    fs::write(&file, line(&header) + &line(entry)).unwrap();

    let (mut desk, loaded) = Desk::open(&path);
    assert_eq!(loaded.recovery.unwrap().edits, 1);
    assert_eq!(desk.project.articles.values().next().unwrap().text.as_deref(), Some("Words."));
    article_edit(&mut desk, "Words.", CodingStatus::Coded);
    let project = desk.kill();
    let journal = fs::read_to_string(&file).unwrap();
    assert!(journal.contains("Header(format: 2"), "an older program must not go on with it");
    let (_, loaded) = Desk::open(&path);
    assert_eq!((loaded.project, loaded.recovery.unwrap().edits), (project, 2));
}

#[test]
fn a_journal_that_vanishes_is_noticed_and_begun_anew_by_a_save() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    desk.edit("c-1", "one");
    desk.journal.flush(PATIENCE).unwrap();
    fs::remove_file(desk.journal_file()).unwrap();
    desk.edit("c-1", "two");
    let error = desk.journal.flush(PATIENCE).unwrap_err().to_string();
    assert!(error.contains("is not there any more"), "{error}");
    assert!(desk.journal.error().is_some() && desk.journal.pending() > 0);
    desk.save();
    desk.edit("c-1", "three");
    desk.journal.flush(PATIENCE).unwrap();
    assert_eq!(desk.journal.error(), None);
    let path = desk.path.clone();
    let project = desk.kill();
    let loaded = load(&path).unwrap();
    assert_eq!((loaded.project, loaded.recovery.unwrap().edits), (project, 1));
}

#[test]
fn what_cannot_be_a_journal_does_not_keep_the_project_shut() {
    let folder = folder();
    let path = Desk::begin(folder.path()).path;
    fs::create_dir(beside(&path, "journal")).unwrap();
    let (mut desk, loaded) = Desk::open(&path);
    assert!(loaded.journal.is_foreign());
    assert_eq!(orphans(folder.path()), 1);
    desk.edit("c-1", "goes on");
    let project = desk.kill();
    assert_eq!(load(&path).unwrap().project, project);

    // Nor does one that is larger than can be read.
    let journal = fs::OpenOptions::new().write(true).open(beside(&path, "journal")).unwrap();
    journal.set_len(persist::MAX_BYTES + 1).unwrap();
    let (desk, loaded) = Desk::open(&path);
    assert!(loaded.journal.is_foreign() && loaded.project.claims.is_empty());
    assert_eq!(orphans(folder.path()), 2, "the edits are kept beside it");
    desk.kill();
}

#[test]
fn a_file_that_another_program_has_changed_is_not_overwritten() {
    let folder = folder();
    let mut desk = Desk::begin(folder.path());
    let path = desk.path.clone();
    let known = persist::hash_file(&path).unwrap();
    desk.edit("c-1", "mine");
    persist::save(&path, &Project::new("theirs"), None).unwrap();
    let held = desk.journal.position();
    let own = Some((&desk.journal, held));
    let error = persist::save_unless_changed(&path, &desk.project, own, &known).unwrap_err();
    assert!(error.is_changed(), "{error}");
    assert_eq!(load(&path).unwrap().project.settings.name, "theirs");
    // Asked for, mine replaces it, and theirs is the latest backup.
    desk.save();
    let backup = persist::backups(&path).into_iter().next().unwrap();
    assert_eq!(load(&backup).unwrap().project.settings.name, "theirs");
    assert_eq!(desk.kill(), load(&path).unwrap().project);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(60))]

    #[test]
    fn a_mutated_journal_never_panics_nor_touches_what_was_saved(
        changes in proptest::collection::vec(proptest::prelude::any::<(proptest::sample::Index, u8)>(), 1..5),
    ) {
        let folder = folder();
        let mut desk = Desk::begin(folder.path());
        desk.edit("c-1", "saved");
        desk.save();
        for n in 0..3 {
            desk.edit("c-2", &format!("{n}"));
        }
        let (path, journal) = (desk.path.clone(), desk.journal_file());
        desk.kill();
        let mut bytes = fs::read(&journal).unwrap();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        fs::write(&journal, bytes).unwrap();
        let (mut desk, loaded) = Desk::open(&path);
        assert!(loaded.project.claims.contains_key(&ClaimId::new("c-1")));
        desk.edit("c-3", "goes on");
        let project = desk.kill();
        assert_eq!(load(&path).unwrap().project, project);
    }
}

/// Not a test of its own: the program that [`killed_while_editing_and_saving`] kills. It does
/// nothing unless it is told which project to edit.
#[test]
fn victim() {
    let Some(path) = std::env::var_os("CASEBOOK_VICTIM") else { return };
    let (mut desk, _) = Desk::open(Path::new(&path));
    let start: usize = note_of(&desk.project);
    for n in start + 1.. {
        desk.edit("c-1", &n.to_string());
        if n % 3 == 0 {
            desk.journal.flush(PATIENCE).unwrap();
            println!("synced {n}");
        }
        if n % 5 == 0 {
            desk.edit("c-2", "to be taken back");
            desk.undo();
        }
        if n % 7 == 0 {
            desk.save();
            println!("synced {n}");
        }
    }
}

fn note_of(project: &Project) -> usize {
    project.claims.get(&ClaimId::new("c-1")).map_or(0, |claim| claim.note.parse().unwrap())
}

#[test]
fn killed_while_editing_and_saving() {
    use std::io::{BufRead as _, BufReader, Read as _};
    use std::process::{Command, Stdio};
    let folder = folder();
    let path = Desk::begin(folder.path()).path;
    let kills = std::env::var("CASEBOOK_KILLS").map_or(15, |n| n.parse().unwrap());
    for kill in 0..kills {
        let mut victim = Command::new(std::env::current_exe().unwrap())
            .args(["victim", "--exact", "--nocapture"])
            .env("CASEBOOK_VICTIM", &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // It dies somewhere after so many lines: where exactly is for the machine to say.
        let mut out = BufReader::new(victim.stdout.take().unwrap());
        let mut said = String::new();
        for _ in 0..=kill % 11 {
            while !said.ends_with('\n') || !said.lines().last().unwrap().contains("synced") {
                assert!(out.read_line(&mut said).unwrap() > 0, "the victim died by itself: {said}");
            }
            said.push_str("—\n");
        }
        victim.kill().unwrap();
        victim.wait().unwrap();
        out.read_to_string(&mut said).unwrap();
        let whole = said.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let synced =
            whole.lines().filter_map(|line| line.rsplit_once("synced ")?.1.parse().ok()).max();
        let loaded = load(&path).unwrap();
        assert!(!loaded.journal.is_foreign(), "kill {kill}");
        assert!(note_of(&loaded.project) >= synced.unwrap_or(0), "kill {kill}: {synced:?}");
    }
    let (desk, loaded) = Desk::open(&path);
    assert!(note_of(&loaded.project) > 0, "the victims never came to work");
    desk.kill();
    let names = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name());
    let left: Vec<_> = names.filter(|name| name.to_string_lossy().ends_with(".tmp")).collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(orphans(folder.path()), 0);
}

#[test]
fn nothing_is_added_to_a_journal_that_another_program_has_written_to() {
    let write_into = |file: &Path, bytes: &[u8]| {
        let mut all = fs::read(file).unwrap();
        all.extend_from_slice(bytes);
        fs::write(file, all).unwrap();
    };
    // Where all that it holds is saved, it is set aside and begun anew.
    let saved = folder();
    let mut desk = Desk::begin(saved.path());
    desk.edit("c-1", "saved");
    desk.journal.flush(PATIENCE).unwrap();
    desk.save();
    desk.journal.flush(PATIENCE).unwrap();
    write_into(&desk.journal_file(), b"theirs\n");
    desk.edit("c-2", "on top");
    desk.journal.flush(PATIENCE).unwrap();
    assert_eq!(desk.journal.take_set_aside().len(), 1);
    let (path, project) = (desk.path.clone(), desk.kill());
    assert_eq!(load(&path).unwrap().project, project);
    assert_eq!(orphans(saved.path()), 1);

    // Where it holds what no save does, that is said until there is one.
    for theirs in [&b"theirs\n"[..], b""] {
        let unsaved = folder();
        let mut desk = Desk::begin(unsaved.path());
        desk.edit("c-1", "unsaved");
        desk.journal.flush(PATIENCE).unwrap();
        if theirs.is_empty() {
            fs::write(desk.journal_file(), "").unwrap();
        } else {
            write_into(&desk.journal_file(), theirs);
        }
        let before = fs::read(desk.journal_file()).unwrap();
        desk.edit("c-2", "only in memory");
        let error = desk.journal.flush(PATIENCE).unwrap_err().to_string();
        assert!(error.contains("another program has written to it"), "{error}");
        assert_eq!(fs::read(desk.journal_file()).unwrap(), before, "no gap and nothing on top");
        desk.save();
        desk.edit("c-3", "after the save");
        desk.journal.flush(PATIENCE).unwrap();
        let (path, project) = (desk.path.clone(), desk.kill());
        let loaded = load(&path).unwrap();
        assert_eq!(loaded.project, project);
        assert_eq!(loaded.recovery.unwrap().edits, 1);
        assert_eq!(orphans(unsaved.path()), 1);
    }
}
