//! What a screen reader meets: every control has a name, and every name that a control borrows is
//! there.

use casebook::views::Action;
use casebook::views::command::UiCommand;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use crate::desk::Desk;
use crate::world::{COURIER_TITLE, World};

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
        (UiCommand::ExportTables, "folder field"),
        (UiCommand::Codebook, "codebook"),
        (UiCommand::AssignIncident, "incident list"),
        (UiCommand::AddEvidence, "evidence list"),
    ] {
        desk.window().state_mut().push(Action::Ui(command));
        desk.settle();
        check(&mut desk, place);
        let asks = ["palette", "about", "shortcuts", "log", "path field", "folder field"];
        let asks_more = ["codebook", "incident list", "evidence list"];
        if asks.contains(&place) || asks_more.contains(&place) {
            desk.press(Key::Escape);
        }
    }
    desk.press_with(Modifiers::COMMAND, Key::Num4);
    desk.press(Key::End);
    desk.press(Key::Enter);
    desk.expect("Close the list");
    check(&mut desk, "opened bar");
    // A narrow window puts labels above their fields.
    desk.resize(eframe::egui::vec2(720.0, 480.0));
    check(&mut desk, "small window");
}

#[test]
fn every_control_of_forms_lists_menus_and_questions_has_a_name() {
    let world = World::new();
    let mut desk = world.window();
    check(&mut desk, "nothing marked yet");
    desk.open_article(COURIER_TITLE);
    desk.select("Twenty-three soldiers were killed");
    desk.press(Key::Num1);
    check(&mut desk, "claim form");
    desk.type_text("Army");
    check(&mut desk, "list of names");
    desk.press(Key::Tab);
    desk.press(Key::Enter);
    check(&mut desk, "open drop-down list");
    desk.press(Key::Escape);
    desk.enter("Source", "Ministry of Defence");
    assert!(!desk.close_button());
    check(&mut desk, "question about forms");
    desk.press(Key::Escape);
    desk.expect("New claim");
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.press(Key::I);
    desk.type_text("Ambush");
    desk.press(Key::Enter);
    for button in ["Add party", "Add responsibility", "Override…"] {
        desk.click(button);
        check(&mut desk, button);
    }
    // The menu of Annotate shares its name with a panel.
    for menu in ["File", "Edit", "Go", "View", "Help"] {
        desk.click_role(Role::Button, menu);
        check(&mut desk, menu);
        desk.press(Key::Escape);
    }
    assert!(!desk.close_button());
    check(&mut desk, "question about edits");
}
