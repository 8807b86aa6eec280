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
        // The pieces of a text are read as part of it.
        if node.role() == Role::TextRun {
            continue;
        }
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

#[test]
fn every_control_of_sheets_menus_and_searches_has_a_name() {
    let world = World::new();
    world.write(
        "rows.csv",
        "day,what,words\n2024-03-22,Fire,\"Nine people were killed in the fire at the market, the brigade said.\"\n",
    );
    let mut desk = world.window();
    desk.open_article(COURIER_TITLE);
    desk.press(Key::N);
    check(&mut desk, "suggestion card");
    for (command, place) in [
        (UiCommand::SuggestionRules, "suggestion rules"),
        (UiCommand::ArticleDetails, "article details"),
        (UiCommand::ReadingOfFile, "how a text is read"),
        (UiCommand::ImportGazetteer, "import of a gazetteer"),
        (UiCommand::OpenProject, "open project"),
        (UiCommand::OpenFolder, "open folder"),
    ] {
        desk.window().state_mut().push(Action::Ui(command));
        desk.settle();
        check(&mut desk, place);
        desk.press(Key::Escape);
    }
    desk.click_with(Role::ListBoxOption, "rows.csv#row-1");
    desk.window().state_mut().push(Action::Ui(UiCommand::ReadingOfFile));
    desk.settle();
    desk.expect("Row’s name");
    check(&mut desk, "how a table is read");
    desk.click("Add column");
    check(&mut desk, "columns to be added");
    desk.press(Key::Escape);
    desk.press(Key::Escape);

    desk.window().state_mut().push(Action::Ui(UiCommand::SearchEverything));
    desk.settle();
    check(&mut desk, "empty search");
    desk.fill("Search everything", "soldiers OR colour:red");
    desk.settle();
    check(&mut desk, "hits");
    for menu in ["Saved searches", "What can be asked"] {
        desk.click(menu);
        check(&mut desk, menu);
        desk.press(Key::Escape);
    }
    desk.window().state_mut().push(Action::Ui(UiCommand::ShowLibrary));
    desk.settle();
    for menu in ["Facets", "Sorted by Path"] {
        desk.click(menu);
        check(&mut desk, menu);
        desk.press(Key::Escape);
    }
    desk.press_with(Modifiers::COMMAND, Key::Num1);
    desk.press_with(Modifiers::COMMAND, Key::A);
    desk.click("Set…");
    check(&mut desk, "what is set for several");
    desk.press(Key::Escape);

    desk.open_article(COURIER_TITLE);
    let at = desk.text().find("wounded").unwrap();
    let at = desk.window().state().pos_of_byte(at).unwrap();
    desk.secondary_click(at);
    desk.click_with(Role::Button, "This paragraph is");
    check(&mut desk, "menu of the article");
    desk.press(Key::Escape);
    let row = desk.rects_with(COURIER_TITLE)[0].center();
    desk.secondary_click(row);
    check(&mut desk, "menu of a row");
}

#[test]
fn every_control_of_messages_about_the_file_has_a_name() {
    let world = World::new();
    let path = world.path("niger.casebook");
    let (mut first, mut second) = world.two_windows(&path);
    check(&mut second, "open elsewhere");
    first.mark_killed(COURIER_TITLE, "wounded 17 more");
    first.press_with(Modifiers::COMMAND, Key::S);
    first.settle();
    second.settle();
    check(&mut second, "changed by another");
    first.kill_and_unlock();
    second.settle();
    check(&mut second, "free to be taken over");
    drop(second);

    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let mut desk = world.window_on(3, &path);
    desk.expect("cannot be opened");
    check(&mut desk, "damaged file");
    desk.press(Key::Escape);
    std::fs::remove_dir_all(world.articles()).unwrap();
    std::fs::write(&path, &whole).unwrap();
    let mut desk = world.window_on(4, &path);
    check(&mut desk, "folder that is gone");
}

#[test]
fn every_control_of_a_comparison_has_a_name() {
    let world = World::new();
    let mut desk = world.window();
    desk.settle();
    let ids: Vec<_> = desk.session().rows().iter().map(|row| row.id.clone()).collect();
    desk.window().state_mut().push(Action::Compare(ids[0].clone(), ids[1].clone()));
    desk.settle();
    desk.expect("Compare articles");
    check(&mut desk, "comparison");
}
