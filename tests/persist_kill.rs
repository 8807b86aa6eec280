//! Killed while editing, hundreds of times: a window's session is cut off at any moment, and every
//! edit older than a tenth of a second is there when the project is opened again, and so is what was
//! being typed and no edit yet.
//!
//! The program that is killed is this test binary itself, run as [`victim`]: the session as the
//! window has it, with its journal's thread, its saves in jobs and its clock. `CASEBOOK_KILLS` sets
//! how often; `.ci/kills` does it a thousand times, and kills real windows too.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use casebook::edit::{self, ArticleFields, Batch, IncidentFields, NewIncident, Rename, SetArticle};
use casebook::persist::{self, Draft, Drafts};
use casebook::session::{Dirs, Host, Session};

/// How old an edit may be that a kill takes away.
const GRACE: Duration = Duration::from_millis(100);

/// Kills in a usual run; projects that are worked on side by side.
const KILLS: usize = 200;
const DESKS: usize = 4;

/// A source of chance, so that no two kills are alike and every run is.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// The number of the last edit that a project holds, having looked that it holds all before too, and
/// the last one that was being typed.
fn last_edit(path: &Path) -> (u64, u64) {
    let loaded = persist::load(path).unwrap_or_else(|error| panic!("unreadable: {error}"));
    assert!(!loaded.journal.is_foreign(), "the journal does not fit its file");
    let last: u64 = loaded.project.settings.name.parse().unwrap_or(0);
    assert_eq!(loaded.project.incidents.len() as u64, last, "an edit is there by half");
    let typed = loaded.drafts.forms.first().map_or(0, |draft| draft.content.parse().unwrap());
    // The last edit may have been taken back, for a moment.
    assert!(typed <= last + 1, "words were kept before the edit that came before them");
    (last, typed)
}

/// What is typed into a form.
fn typed(n: u64) -> Drafts {
    let form = Draft { form: "note".into(), content: n.to_string() };
    Drafts { article: None, forms: vec![form] }
}

/// Not a test of its own: the program that is killed. It does nothing unless it is told which
/// project to edit.
#[test]
fn victim() {
    let Some(path) = std::env::var_os("CASEBOOK_VICTIM").map(PathBuf::from) else { return };
    let folder = path.parent().unwrap();
    let host = Host { dirs: Dirs::below(&folder.join("home")), ..Host::real(Arc::new(|| {})) };
    let mut chance = Chance(host.seed);
    let mut session = Session::open(host, &path).unwrap();
    assert!(session.read_only().is_none(), "{:?}", session.read_only());
    session.settle();
    session.take_drafts();
    let start: u64 = session.project().settings.name.parse().unwrap_or(0);
    let mut out = std::io::stdout();
    for n in start + 1.. {
        // One edit of two rows: it is there as a whole or not at all.
        let title = Some(n.to_string());
        let fields = IncidentFields { title, ..IncidentFields::default() };
        let commands = vec![
            edit::Command::Rename(Rename { name: n.to_string() }),
            edit::Command::NewIncident(NewIncident { incident: None, fields, claims: Vec::new() }),
        ];
        session.run(edit::Command::Batch(Batch { label: "Edit".into(), commands })).unwrap();
        // And something is typed that is no edit yet.
        session.keep_drafts(typed(n));
        writeln!(out, "edit {n}").unwrap();
        out.flush().unwrap();
        match chance.below(12) {
            // With the text of an article.
            0 => {
                let note = Some(n.to_string());
                let fields = ArticleFields { note, ..ArticleFields::default() };
                let article = "report.txt".to_owned();
                session.run(edit::Command::SetArticle(SetArticle { article, fields })).unwrap();
            }
            1 => {
                session.undo().unwrap();
                session.redo().unwrap();
            }
            2 => session.save().unwrap(),
            3 => {
                session.save().unwrap();
                session.wait_for_save();
            }
            _ => {}
        }
        session.poll();
        std::thread::sleep(Duration::from_micros(chance.below(8000)));
    }
}

/// One project, worked on by one victim after the other.
fn work_and_die(desk: usize, kills: usize) {
    let folder = tempfile::tempdir().unwrap();
    let articles = folder.path().join("articles");
    fs::create_dir(&articles).unwrap();
    fs::write(articles.join("report.txt"), "Twelve people were killed.\n\n".repeat(200)).unwrap();
    let path = folder.path().join("a.casebook");
    let mut host = Host::still(folder.path());
    host.seed = desk as u64;
    let mut session = Session::open(host, &articles).unwrap();
    session.save_as(&path).unwrap();
    session.settle();
    session.close(false);
    let mut chance = Chance(desk as u64);
    let mut lost_most = 0;
    for kill in 0..kills {
        let (before, typed_before) = last_edit(&path);
        let mut victim = Command::new(std::env::current_exe().unwrap())
            .args(["victim", "--exact", "--nocapture"])
            .env("CASEBOOK_VICTIM", &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said: Arc<Mutex<BTreeMap<u64, Instant>>> = Arc::default();
        let out = BufReader::new(victim.stdout.take().unwrap());
        let heard = Arc::clone(&said);
        let listener = std::thread::Builder::new().spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let number = line.rsplit_once("edit ").and_then(|(_, n)| n.parse().ok());
                if let Some(number) = number {
                    heard.lock().unwrap().insert(number, Instant::now());
                }
            }
        });
        // It is at work once it has said so; then it dies at any moment.
        let patience = Instant::now() + Duration::from_mins(1);
        while said.lock().unwrap().is_empty() {
            assert!(victim.try_wait().unwrap().is_none(), "the victim died by itself");
            assert!(Instant::now() < patience, "the victim does not come to work");
            std::thread::sleep(Duration::from_millis(1));
        }
        let until = Instant::now() + Duration::from_millis(5 + chance.below(140));
        // What the disk itself needs is not the program's: it is measured beside it.
        let mut slowest = Duration::ZERO;
        while Instant::now() < until {
            let begun = Instant::now();
            let probe = fs::File::create(folder.path().join("probe")).unwrap();
            (&probe).write_all(&[0; 4096]).unwrap();
            probe.sync_data().unwrap();
            slowest = slowest.max(begun.elapsed());
            std::thread::sleep(Duration::from_millis(5));
        }
        victim.kill().unwrap();
        let killed = Instant::now();
        victim.wait().unwrap();
        listener.unwrap().join().unwrap();

        let (last, typed) = last_edit(&path);
        assert!(last >= before && typed >= typed_before, "kill {kill}: what was there is gone");
        let said = said.lock().unwrap();
        let allowed = GRACE + 3 * slowest;
        for (what, kept) in [("an edit", last), ("a word", typed)] {
            let lost = said.range(kept + 1..).next().map(|(_, at)| killed.duration_since(*at));
            if let Some(age) = lost {
                assert!(
                    age <= allowed,
                    "kill {kill}: {what} {age:?} old is lost, {allowed:?} allowed"
                );
            }
        }
        lost_most = lost_most.max(said.range(last + 1..).count());
    }
    // Nothing but the project, its journal and its backups is left of all that.
    drop(Session::open(Host::still(folder.path()), &path).unwrap());
    let names = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name());
    let strays: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.contains(".tmp") || name.contains("orphan"))
        .collect();
    assert!(strays.is_empty(), "{strays:?}");
    println!("{kills} kills, {} edits, at most {lost_most} unsynced lost", last_edit(&path).0);
}

#[test]
fn every_edit_older_than_a_tenth_of_a_second_outlives_a_kill() {
    let kills = std::env::var("CASEBOOK_KILLS").map_or(KILLS, |n| n.parse().unwrap());
    let desks: Vec<_> = (0..DESKS)
        .map(|desk| {
            let share = kills / DESKS + usize::from(desk < kills % DESKS);
            std::thread::Builder::new().spawn(move || work_and_die(desk, share)).unwrap()
        })
        .collect();
    for desk in desks {
        desk.join().unwrap();
    }
}
