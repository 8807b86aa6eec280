//! What a screen reader meets: every control has a name, and every name that a control borrows is
//! there.

use casebook::views::Action;
use casebook::views::command::UiCommand;
use eframe::egui::Key;
use egui_kittest::kittest::NodeT as _;

use crate::desk::Desk;
use crate::world::World;

/// Icons are letters of a font of our own: to a voice they are noise.
fn is_icon(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

fn check(desk: &mut Desk, place: &str) {
    let window = desk.window();
    let unnamed = window.unnamed_widgets();
    assert!(unnamed.is_empty(), "{place}: {unnamed:#?}");
    let nodes: Vec<_> = window.root().children_recursive().collect();
    let known: Vec<_> = nodes.iter().map(|node| node.accesskit_node().locate().0).collect();
    for node in &nodes {
        let node = node.accesskit_node();
        for label in node.data().labelled_by() {
            assert!(known.contains(label), "{place}: a {:?} borrows a name of nobody", node.role());
        }
        let name = node.label().or_else(|| node.value()).unwrap_or_default();
        let bare = !name.is_empty() && name.chars().all(|c| is_icon(c) || c.is_whitespace());
        assert!(!bare, "{place}: a {:?} is called by an icon {name:?}", node.role());
    }
}

#[test]
fn every_control_of_every_panel_has_a_name() {
    let world = World::new();
    let mut desk = world.first_window();
    check(&mut desk, "first window");
    for (command, place) in [
        (UiCommand::ShowIncidents, "incidents"),
        (UiCommand::ShowFindings, "findings"),
        (UiCommand::ShowCharts, "charts"),
        (UiCommand::FindInText, "find bar"),
        (UiCommand::NextHighlight, "claim in focus"),
        (UiCommand::Palette, "palette"),
        (UiCommand::About, "about"),
        (UiCommand::Shortcuts, "shortcuts"),
        (UiCommand::ShowLog, "log"),
        (UiCommand::SaveAs, "path field"),
    ] {
        desk.window().state_mut().push(Action::Ui(command));
        desk.settle();
        check(&mut desk, place);
        if matches!(place, "palette" | "about" | "shortcuts" | "log" | "path field") {
            desk.press(Key::Escape);
        }
    }
    // A narrow window puts labels above their fields.
    desk.resize(eframe::egui::vec2(720.0, 480.0));
    check(&mut desk, "small window");
}
