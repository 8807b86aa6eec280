//! Two windows on one project: the second one reads, and takes over when the first has gone.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::world::{COURIER_TITLE, PLATEAU_TITLE, World};

#[test]
fn the_second_window_reads_until_the_first_has_gone() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let mut first = world.window();
    first.mark_killed(COURIER_TITLE, "Twenty-three soldiers were killed");
    first.save_as(&path);
    first.mark_killed(COURIER_TITLE, "wounded 17 more");

    let mut second = world.window_on(2, &path);
    second.expect("This project is open elsewhere: here it can be read.");
    second.expect(&format!("process {}", std::process::id()));
    second.expect_no("Recovered");
    assert_eq!(second.counts(), (2, 0), "what the first has not saved yet is seen");
    assert!(!second.session().is_dirty());
    second.open_article(PLATEAU_TITLE);
    second.select("killed 30 soldiers");
    second.press(Key::Num1);
    second.press(Key::Enter);
    second.expect("the project cannot be changed");
    assert_eq!(second.counts(), (2, 0));
    second.press(Key::Escape);

    // The first saves: the second may look again.
    first.press_with(Modifiers::COMMAND, Key::S);
    first.settle();
    second.settle();
    second.expect("The project’s file has changed since it was opened here.");
    second.click_role(Role::Button, "Reload");
    second.settle();
    second.expect_no("has changed since it was opened here");

    // The first closes: the second may write.
    first.mark_killed(PLATEAU_TITLE, "23 dead");
    let last = first.project().clone();
    first.kill_and_unlock();
    second.settle();
    second.expect("Nobody has this project open elsewhere any more.");
    second.expect_no("the project is open elsewhere, by");
    second.click_role(Role::Button, "Take over");
    second.settle();
    assert!(second.session().read_only().is_none());
    second.expect("Recovered 1 edit");
    assert_eq!(*second.project(), last, "with the edit that the first had not saved");
    second.mark_killed(PLATEAU_TITLE, "killed 30 soldiers");
    second.press_with(Modifiers::COMMAND, Key::S);
    second.settle();
    assert!(!second.session().is_dirty());
}

#[test]
fn putting_the_message_away_keeps_it_away() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let (first, mut second) = world.two_windows(&path);
    second.click_role(Role::Button, "Dismiss");
    second.expect_no("This project is open elsewhere");
    second.settle();
    second.expect_no("This project is open elsewhere");
    drop(first);
    second.settle();
    second.expect("Nobody has this project open elsewhere any more.");
}
