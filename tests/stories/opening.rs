//! A project that takes long to read: the window stands meanwhile, says so, and lets go of it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use casebook::persist;
use casebook::session::Host;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::{COURIER_TITLE, World};

/// Holds back who opens a project, until it is let through.
#[derive(Clone, Default)]
struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    /// A world in which a project is opened only once the gate is open: whoever opens one asks for
    /// the time, to say in its lock since when.
    fn before(&self, host: Host) -> Host {
        let (gate, clock) = (self.clone(), host.clock.clone());
        let held = move || {
            let thread = std::thread::current();
            if thread.name().is_some_and(|name| name.starts_with("Opening")) {
                let (open, opened) = &*gate.0;
                drop(opened.wait_while(open.lock().unwrap(), |open| !*open).unwrap());
            }
            clock()
        };
        Host { clock: Arc::new(held), ..host }
    }

    fn close(&self) {
        *self.0.0.lock().unwrap() = false;
    }

    fn open(&self) {
        *self.0.0.lock().unwrap() = true;
        self.0.1.notify_all();
    }
}

/// A saved project with one claim.
fn saved(world: &World) -> PathBuf {
    let path = world.path("niger.casebook");
    let mut desk = world.window();
    desk.mark_killed(COURIER_TITLE, "Twenty-three soldiers were killed");
    desk.save_as(&path);
    path
}

#[test]
fn the_window_stands_while_its_project_is_read() {
    let world = World::new();
    let path = saved(&world);
    let gate = Gate::default();
    let mut desk = Desk::begin(gate.before(world.host(2)), path);
    desk.expect("Opening niger.casebook");
    desk.expect_no(COURIER_TITLE);
    // Nothing can be done to a project that is not there yet.
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.expect("The project is being opened");
    assert!(!desk.session().is_dirty());

    gate.open();
    desk.settle();
    desk.expect_no("Opening niger.casebook");
    desk.expect(COURIER_TITLE);
    assert_eq!(desk.counts(), (1, 0));
    assert!(desk.session().read_only().is_none());
}

#[test]
fn a_project_that_takes_too_long_is_let_go() {
    let world = World::new();
    let path = saved(&world);
    let gate = Gate::default();
    let mut desk = Desk::begin(gate.before(world.host(2)), path.clone());
    desk.click_role(Role::Button, "Cancel");
    desk.expect_no("Opening niger.casebook");
    assert_eq!(desk.counts(), (0, 0), "an empty project");
    assert!(desk.session().read_only().is_none(), "that can be worked in");

    gate.open();
    desk.settle();
    assert_eq!(desk.counts(), (0, 0), "what comes too late is not shown");
}

#[test]
fn the_project_before_comes_back_where_the_next_one_is_not_opened() {
    let world = World::new();
    let path = saved(&world);
    let mut desk = Desk::open(world.host(2), Some(path));
    desk.mark_killed(COURIER_TITLE, "wounded 17 more");
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    let other = world.path("other.casebook");
    std::fs::write(&other, "Casebook(format: 1, name: ").unwrap();
    desk.drop_path(&other);
    desk.expect("“other.casebook” cannot be opened");
    desk.press(Key::Escape);
    desk.expect(COURIER_TITLE);
    assert_eq!(desk.counts(), (2, 0));
}

#[test]
fn what_lies_over_a_project_goes_with_it() {
    let world = World::new();
    let path = saved(&world);
    let other = world.path("other.casebook");
    std::fs::copy(&path, &other).unwrap();
    let mut desk = Desk::open(world.host(2), Some(path.clone()));
    desk.open_article(COURIER_TITLE);
    desk.press_with(Modifiers::COMMAND, Key::D);
    desk.expect("Author");
    desk.drop_path(&other);
    desk.expect_no("Author");
    desk.press_with(Modifiers::COMMAND, Key::K);
    desk.expect("Commands");
    desk.drop_path(&path);
    desk.expect_no("Commands");
    // What the program says of itself stays.
    desk.press(Key::F1);
    desk.expect("Keyboard shortcuts");
    desk.drop_path(&other);
    desk.expect("Keyboard shortcuts");
}

#[test]
fn a_message_takes_back_nothing_of_another_project() {
    let world = World::new();
    let path = saved(&world);
    let other = world.path("other.casebook");
    std::fs::copy(&path, &other).unwrap();
    let mut desk = Desk::open(world.host(2), Some(path));
    desk.open_article(COURIER_TITLE);
    desk.click_words("Twenty-three soldiers were killed");
    desk.press(Key::Delete);
    assert!(desk.offers_undo());
    desk.press_with(Modifiers::COMMAND, Key::S);
    desk.settle();
    desk.drop_path(&other);
    // The first step there, too.
    desk.mark_killed(COURIER_TITLE, "wounded 17 more");
    assert!(!desk.offers_undo());
    assert_eq!(desk.counts(), (2, 0));
}

#[test]
fn edits_that_are_not_to_be_saved_are_not_saved_while_another_project_is_opened() {
    let world = World::new();
    let path = saved(&world);
    let other = world.path("other.casebook");
    std::fs::copy(&path, &other).unwrap();
    let clock = Arc::new(AtomicI64::new(1_712_059_200));
    let time = Arc::clone(&clock);
    let tick = move || jiff::Timestamp::from_second(time.load(Ordering::Relaxed)).unwrap();
    let gate = Gate::default();
    gate.open();
    let host = gate.before(Host { clock: Arc::new(tick), ..world.host(2) });
    let mut desk = Desk::open(host, Some(path.clone()));
    desk.press_with(Modifiers::COMMAND, Key::K);
    desk.type_text("save every 5");
    desk.press(Key::Enter);
    desk.mark_killed(COURIER_TITLE, "wounded 17 more");
    desk.drop_path(&other);
    gate.close();
    desk.click_role(Role::Button, "Don’t save");
    desk.expect("Opening other.casebook");
    for _ in 0..2 {
        clock.fetch_add(60 * 60, Ordering::Relaxed);
        desk.window().step();
    }
    gate.open();
    desk.settle();
    assert_eq!(desk.counts(), (1, 0));
    drop(desk);
    assert_eq!(persist::load(&path).unwrap().project.claims.len(), 1);
}
