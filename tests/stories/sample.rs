//! The first window that a newcomer sees.

use casebook::model::{Outcome, Side};
use eframe::egui::accesskit::Role;

use crate::world::World;

#[test]
fn newcomer_opens_the_window_and_it_is_alive() {
    let world = World::new();
    let mut desk = world.first_window();
    assert_eq!(desk.project().incidents.len(), 9);
    assert!(desk.session().rows().len() >= 12);
    assert!(!desk.session().is_dirty());
    assert!(!desk.reading().is_empty(), "an article is open");
    desk.expect(", Killed: ");
    assert!(desk.project().incidents.values().any(|i| i.when.is_none()), "one is undated");
    assert_eq!(desk.project().overrides.len(), 1);
    let teguey = desk.project().incidents.values().find(|i| i.title.contains("Teguey")).unwrap();
    let figures = desk.session().derived().figures(&teguey.id);
    let soldiers =
        figures.iter().find(|f| f.group.outcome == Outcome::Killed && f.group.side == Side::A);
    assert_eq!(soldiers.unwrap().parts(), ["23", "23", "30"]);
    desk.click_with(Role::Button, "Incidents  9");
    desk.expect("Teguey");
    assert!(desk.close_button());
}

#[test]
fn sample_is_put_back_as_it_was() {
    let world = World::new();
    let mut desk = world.first_window();
    let shipped = desk.project().clone();
    let article = desk.reading();
    desk.enter("Publisher", "Somebody else");
    assert_ne!(*desk.project(), shipped);
    desk.click_role(Role::Button, "File");
    desk.click_with(Role::Button, "Reset sample project");
    desk.click_role(Role::Button, "Don’t save");
    desk.settle();
    assert_eq!(*desk.project(), shipped);
    assert_eq!(desk.reading(), article);
}
