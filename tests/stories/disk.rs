//! Saving where it cannot be: a full disk, a folder that is gone or write-protected, a file that
//! another program has changed; and saving by itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use casebook::persist;
use casebook::session::Host;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER_TITLE, PLATEAU_TITLE, World};

const SOLDIERS: &str = "Twenty-three soldiers were killed";
const NOT_SAVED: &str = "Not saved. Nothing is lost";
const CHANGED: &str = "Another program has changed this project’s file.";

/// A window on a project that is saved at a path and has an edit that no save holds.
fn edited(world: &World, path: &Path) -> Desk {
    let mut desk = world.window();
    desk.mark_killed(COURIER_TITLE, SOLDIERS);
    desk.save_as(path);
    assert!(!desk.session().is_dirty());
    desk.mark_killed(PLATEAU_TITLE, "killed 30 soldiers");
    desk
}

/// The project is saved elsewhere, and all is well.
fn save_elsewhere(desk: &mut Desk, path: &Path) {
    desk.click_role(Role::Button, "Save as…");
    desk.expect("Save project as");
    desk.fill("Path", &path.to_string_lossy());
    desk.press(Key::Enter);
    desk.settle();
    desk.expect_no(NOT_SAVED);
    assert!(!desk.session().is_dirty());
    assert_eq!(persist::load(path).unwrap().project, *desk.project());
}

/// A disk of a quarter of a megabyte, where the system gives us one.
struct SmallDisk {
    at: PathBuf,
    /// What stands before the commands that mount it: how one becomes root.
    as_root: &'static [&'static str],
}

/// A program, with what stands before it.
fn command(before: &[&str], name: &str) -> Command {
    let mut words = before.iter().copied().chain([name]);
    let mut command = Command::new(words.next().unwrap());
    command.args(words);
    command
}

impl SmallDisk {
    /// None where we may not mount; on the build server that is no way to pass.
    fn mount(at: PathBuf) -> Option<Self> {
        if !cfg!(target_os = "linux") {
            return None;
        }
        fs::create_dir(&at).unwrap();
        let on_server = std::env::var_os("CI").is_some();
        let ways: &[&[&str]] =
            if on_server { &[&[], &["sudo", "--non-interactive"]] } else { &[&[]] };
        let options = ["-t", "tmpfs", "-o", "size=256k,mode=1777", "casebook-test"];
        let mounts = |as_root: &&&[&str]| {
            let mount = command(as_root, "mount").args(options).arg(&at).output();
            mount.is_ok_and(|mount| mount.status.success())
        };
        let as_root = ways.iter().find(mounts);
        assert!(
            as_root.is_some() || !on_server,
            "no small disk can be mounted here: what a full one does is not tested"
        );
        as_root.map(|as_root| Self { at, as_root })
    }

    /// Fills it to the last byte.
    fn fill(&self) -> PathBuf {
        let filler = self.at.join("filler");
        for size in [4096, 512, 1] {
            let mut bytes = fs::read(&filler).unwrap_or_default();
            while fs::write(&filler, &bytes).is_ok() {
                bytes.resize(bytes.len() + size, 0);
            }
            bytes.truncate(bytes.len() - size);
            fs::write(&filler, &bytes).unwrap();
        }
        filler
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let umount = command(self.as_root, "umount").arg("--lazy").arg(&self.at).status();
        assert!(
            umount.is_ok_and(|status| status.success()),
            "it stays mounted: {}",
            self.at.display()
        );
    }
}

#[test]
fn a_full_disk_leaves_the_old_file_and_offers_another_place() {
    let world = World::new();
    // Who may not mount has the stories below.
    let Some(disk) = SmallDisk::mount(world.path("small")) else { return };
    let path = disk.at.join("niger.casebook");
    let mut desk = edited(&world, &path);
    let before = fs::read(&path).unwrap();
    let filler = disk.fill();

    desk.mark_killed(COURIER_TITLE, "wounded 17 more");
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    desk.expect(NOT_SAVED);
    desk.expect("No space left on device");
    assert_eq!(fs::read(&path).unwrap(), before, "the old file is intact");
    assert!(desk.session().is_dirty());
    let strays = fs::read_dir(&disk.at).unwrap().flatten().map(|e| e.file_name());
    assert_eq!(strays.filter(|name| name.to_string_lossy().ends_with(".tmp")).count(), 0);

    // There is room again: the same button saves.
    fs::remove_file(filler).unwrap();
    desk.click_role(Role::Button, "Save again");
    desk.settle();
    desk.expect_no(NOT_SAVED);
    assert_eq!(persist::load(&path).unwrap().project, *desk.project());

    // Full again, and saved elsewhere.
    disk.fill();
    desk.mark_killed(COURIER_TITLE, "Two of its lorries");
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    desk.expect(NOT_SAVED);
    save_elsewhere(&mut desk, &world.path("elsewhere.casebook"));
}

#[test]
fn a_full_disk_is_said_with_the_first_edit_that_does_not_reach_it() {
    let world = World::new();
    let Some(disk) = SmallDisk::mount(world.path("small")) else { return };
    let path = disk.at.join("niger.casebook");
    let mut desk = edited(&world, &path);
    let journal = |desk: &Desk| desk.session().journal().unwrap();
    journal(&desk).flush(Duration::from_secs(20)).unwrap();
    let filler = disk.fill();
    desk.mark_killed(COURIER_TITLE, "wounded 17 more");
    // The last page of the journal may have had room for one edit or two.
    let mut edits = 0;
    while journal(&desk).flush(Duration::from_secs(20)).is_ok() {
        desk.press(Key::D);
        edits += 1;
        assert!(edits < 50, "the disk is not full");
    }
    desk.settle();
    desk.expect("Edits do not reach the disk: they are only in this window.");
    desk.expect("No space left on device");

    // Words that are typed are no better off, and nothing is lost meanwhile.
    desk.open_article(COURIER_TITLE);
    desk.select("Two of its lorries");
    desk.press(Key::Num1);
    desk.type_text("Lorries");
    fs::remove_file(filler).unwrap();
    journal(&desk).flush(Duration::from_secs(20)).unwrap();
    desk.settle();
    desk.expect_no("Edits do not reach the disk");
    let project = desk.project().clone();
    desk.kill_and_unlock();
    let desk = world.window_on(2, &path);
    assert_eq!(*desk.project(), project);
    assert_eq!(desk.value("Victims"), "Lorries");
}

#[test]
fn a_folder_that_is_gone_is_said_and_the_project_saved_elsewhere() {
    let world = World::new();
    fs::create_dir(world.path("share")).unwrap();
    let path = world.path("share").join("niger.casebook");
    let mut desk = edited(&world, &path);
    fs::rename(world.path("share"), world.path("gone")).unwrap();
    desk.come_back();
    desk.expect("This project’s file is not there any more.");
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    desk.expect(NOT_SAVED);
    desk.expect("share/niger.casebook");
    save_elsewhere(&mut desk, &world.path("elsewhere.casebook"));
    desk.expect_no("not there any more");
}

#[cfg(unix)]
#[test]
fn a_write_protected_file_is_left_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new();
    let path = world.path("niger.casebook");
    let mut desk = edited(&world, &path);
    let before = fs::read(&path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    desk.expect(NOT_SAVED);
    desk.expect("The file is write-protected");
    assert_eq!(fs::read(&path).unwrap(), before);
    save_elsewhere(&mut desk, &world.path("elsewhere.casebook"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_said() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new();
    fs::create_dir(world.path("share")).unwrap();
    let path = world.path("share").join("niger.casebook");
    let mut desk = edited(&world, &path);
    let mode = |mode| fs::set_permissions(world.path("share"), fs::Permissions::from_mode(mode));
    mode(0o555).unwrap();
    // Who may do everything (root) is not kept out.
    if fs::write(world.path("share").join("probe"), "").is_err() {
        let before = fs::read(&path).unwrap();
        desk.press_with(Modifiers::COMMAND, Key::S);
        desk.settle();
        desk.expect(NOT_SAVED);
        desk.expect("Permission denied");
        assert_eq!(fs::read(&path).unwrap(), before);
        save_elsewhere(&mut desk, &world.path("elsewhere.casebook"));
    }
    mode(0o755).unwrap();
}

/// Another program, such as git, puts another version in the file's place.
fn change_outside(path: &Path) {
    let mut project = persist::from_ron(&fs::read_to_string(path).unwrap()).unwrap();
    "Theirs".clone_into(&mut Arc::make_mut(&mut project.settings).name);
    fs::write(path, persist::to_ron(&project).unwrap()).unwrap();
}

#[test]
fn a_file_changed_by_another_program_is_noticed_and_reloaded() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let mut desk = edited(&world, &path);
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    desk.expect_no(CHANGED);
    change_outside(&path);
    desk.come_back();
    desk.expect(CHANGED);
    desk.click_role(Role::Button, "Reload");
    desk.settle();
    desk.expect_no(CHANGED);
    assert_eq!(desk.project().settings.name, "Theirs");
    assert_eq!(desk.reading(), PLATEAU_TITLE, "the article stays in the Reader");
    desk.mark_killed(COURIER_TITLE, "wounded 17 more");
}

#[test]
fn a_file_changed_by_another_program_is_not_overwritten_unasked() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let mut desk = edited(&world, &path);
    change_outside(&path);
    let theirs = fs::read(&path).unwrap();
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    desk.expect(CHANGED);
    desk.expect("There are edits here that it does not hold");
    assert_eq!(fs::read(&path).unwrap(), theirs);
    assert!(desk.session().is_dirty());

    desk.click_role(Role::Button, "Keep mine");
    desk.settle();
    desk.expect_no(CHANGED);
    assert_eq!(persist::load(&path).unwrap().project, *desk.project());
    let kept = persist::backups(&path).into_iter().next().unwrap();
    assert_eq!(fs::read(kept).unwrap(), theirs, "the other version is a backup");

    // Reloaded with edits of one's own, those are put aside and said.
    desk.mark_killed(COURIER_TITLE, "wounded 17 more");
    change_outside(&path);
    desk.come_back();
    desk.click_role(Role::Button, "Reload");
    desk.settle();
    assert_eq!(desk.project().settings.name, "Theirs");
    desk.expect("was set aside");
    assert!(world.path("niger.casebook-journal.orphan-1").exists());
}

#[test]
fn a_file_changed_after_a_crash_leaves_the_choice_and_the_edits() {
    let choose = |button: &str| {
        let world = World::new();
        let path = world.path("niger.casebook");
        let desk = edited(&world, &path);
        let mine = desk.project().clone();
        desk.kill_and_unlock();
        change_outside(&path);
        let theirs = fs::read(&path).unwrap();

        let mut desk = world.window_on(2, &path);
        desk.expect("Recovered 1 edit");
        desk.expect(CHANGED);
        assert_eq!(*desk.project(), mine, "it is as it was left");
        assert_eq!(fs::read(&path).unwrap(), theirs);
        desk.click_role(Role::Button, button);
        desk.settle();
        desk.expect_no(CHANGED);
        (world, path, desk, mine)
    };

    let (_world, path, desk, mine) = choose("Keep mine");
    assert_eq!(persist::load(&path).unwrap().project, mine);
    drop(desk);

    let (_world, path, mut desk, _) = choose("Reload with my edits");
    desk.expect("All your edits stand in it again: 1.");
    desk.expect_no("was set aside");
    assert!(!Path::new(&format!("{}-journal.orphan-1", path.display())).exists());
    assert_eq!(desk.project().settings.name, "Theirs");
    assert_eq!(desk.counts(), (2, 0));
    assert!(desk.session().is_dirty());
    assert_eq!(persist::load(&path).unwrap().project, *desk.project(), "they are in the journal");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.counts(), (1, 0), "an edit like any other");
    desk.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::Z);
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    assert_eq!(persist::load(&path).unwrap().project, *desk.project());
    drop(desk);

    let (world, path, desk, _) = choose("Reload");
    assert_eq!(desk.project().settings.name, "Theirs");
    assert_eq!(desk.counts(), (1, 0));
    desk.expect("was set aside");
    drop(desk);
    assert!(world.path("niger.casebook-journal.orphan-1").exists());
    let desk = world.window_on(3, &path);
    desk.expect_no(CHANGED);
}

#[test]
fn edits_that_are_only_in_the_window_are_not_let_go() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let mut desk = edited(&world, &path);
    let journal = desk.session().journal().unwrap();
    journal.flush(Duration::from_secs(20)).unwrap();
    fs::remove_file(journal.path()).unwrap();
    drop(journal);
    desk.mark_killed(COURIER_TITLE, "wounded 17 more");
    let mine = desk.project().clone();
    change_outside(&path);
    desk.come_back();
    for button in ["Reload with my edits", "Reload"] {
        desk.click_role(Role::Button, button);
        desk.settle();
        desk.expect("Not reloaded: your edits are only in this window");
        assert_eq!(*desk.project(), mine);
    }
    desk.save_as(&world.path("elsewhere.casebook"));
    desk.expect_no(CHANGED);
    assert_eq!(persist::load(&world.path("elsewhere.casebook")).unwrap().project, *desk.project());
}

#[test]
fn what_was_saved_and_taken_back_is_taken_back_on_top_of_another_version_too() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let mut desk = edited(&world, &path);
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    assert_eq!(desk.counts(), (2, 0));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.counts(), (1, 0));
    desk.kill_and_unlock();
    change_outside(&path);

    let mut desk = world.window_on(2, &path);
    desk.expect(CHANGED);
    desk.click_role(Role::Button, "Reload with my edits");
    desk.settle();
    desk.expect("All your edits stand in it again: 1.");
    assert_eq!(desk.project().settings.name, "Theirs");
    assert_eq!(desk.counts(), (1, 0));
}

#[test]
fn edits_of_what_has_changed_meanwhile_are_not_forced_upon_it() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let mut desk = edited(&world, &path);
    desk.press_with(Modifiers::COMMAND, Key::Z);
    // The claim gets a note here, and is removed there.
    desk.open_article(COURIER_TITLE);
    desk.click_words(SOLDIERS);
    desk.enter("Note", "mine");
    desk.mark_killed(PLATEAU_TITLE, "killed 30 soldiers");
    desk.kill_and_unlock();
    let base = fs::read_to_string(&path).unwrap();
    let without = persist::from_ron(&base).unwrap();
    let without = casebook::model::Project { claims: casebook::model::Table::default(), ..without };
    fs::write(&path, persist::to_ron(&without).unwrap()).unwrap();

    let mut desk = world.window_on(2, &path);
    desk.expect(CHANGED);
    desk.click_role(Role::Button, "Reload with my edits");
    desk.settle();
    desk.expect("1 of your 2 edits stand in it again.");
    desk.expect("1 is of something that has changed since");
    assert_eq!(desk.counts(), (1, 0));
}

#[test]
fn a_project_is_saved_by_itself_where_that_is_wanted() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let clock = Arc::new(AtomicI64::new(1_712_059_200));
    let time = Arc::clone(&clock);
    let tick = move || jiff::Timestamp::from_second(time.load(Ordering::Relaxed)).unwrap();
    let host = Host { clock: Arc::new(tick), ..world.host(1) };
    let mut desk = Desk::open(host, Some(world.articles()));
    desk.mark_killed(COURIER_TITLE, SOLDIERS);
    desk.save_as(&path);
    desk.mark_killed(PLATEAU_TITLE, "killed 30 soldiers");
    let minutes = |desk: &mut Desk, n: i64| {
        clock.fetch_add(60 * n, Ordering::Relaxed);
        desk.window().step();
        desk.settle();
    };
    // Not unless asked for: the journal keeps the edits, and the file changes when one saves.
    minutes(&mut desk, 60);
    assert!(desk.session().is_dirty());
    desk.press_with(Modifiers::COMMAND, Key::K);
    desk.type_text("save every 5");
    desk.press(Key::Enter);
    minutes(&mut desk, 4);
    assert!(desk.session().is_dirty());
    minutes(&mut desk, 2);
    assert!(!desk.session().is_dirty());
    assert_eq!(persist::load(&path).unwrap().project, *desk.project());
}
