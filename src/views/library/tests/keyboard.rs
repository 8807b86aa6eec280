//! Ranges and menus by keys.

use super::*;

#[test]
fn shift_and_an_arrow_choose_a_range_from_where_it_began() {
    let mut window = window(Scene::folder());
    window.get_by_label_contains("Villagers buried at Motogatta, Radio Laterite").click();
    window.run();
    let press = |window: &mut Harness<'static, State>, with, key| {
        window.key_press_modifiers(with, key);
        window.run();
    };
    let chosen = |window: &Harness<'static, State>| {
        let state = window.state();
        let mut paths: Vec<String> = state.panel.chosen().iter().map(|a| state.path(a)).collect();
        paths.sort();
        paths
    };
    press(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(chosen(&window), ["2024/motogatta.txt", "2024/teguey-claim.txt"]);
    let read = window.state().desk.article.clone().unwrap();
    assert_eq!(window.state().path(&read), "2024/teguey-claim.txt");
    press(&mut window, Modifiers::SHIFT, Key::ArrowUp);
    press(&mut window, Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(chosen(&window), ["2019/inates.txt", "2024/motogatta.txt"]);
    // Without Shift it goes on, and the next range begins there.
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(chosen(&window).len(), 2);
    press(&mut window, Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(chosen(&window), ["2024/motogatta.txt", "2024/teguey-claim.txt"]);
}

#[test]
fn a_key_opens_the_menu_of_the_row_in_focus_and_gives_the_keyboard_back() {
    for (with, key) in [(Modifiers::SHIFT, Key::F10), (Modifiers::NONE, Key::Menu)] {
        let mut window = window(Scene::folder());
        window.get_by_label_contains("Villagers buried at Motogatta, Radio Laterite").click();
        window.run();
        window.key_press_modifiers(with, key);
        window.run();
        assert!(window.get_by_label("New").is_focused());
        let row = window.get_by_label_contains("Villagers buried at Motogatta, Radio").rect();
        let menu = window.get_by_label("New").rect();
        assert!(row.contains(menu.left_top()) || (menu.top() - row.bottom()).abs() < 60.0);
        window.key_press(Key::ArrowDown);
        window.run();
        window.key_press(Key::Enter);
        window.run();
        let only = vec![window.state().article("2024/motogatta.txt")];
        let set = Action::SetStatus(only, CodingStatus::InProgress);
        assert!(window.state().out.contains(&set), "{:?}", window.state().out);
        let list = window.ctx.memory(eframe::egui::Memory::focused);
        assert_eq!(list, Some(LibraryPanel::list_id()));
        window.key_press_modifiers(with, key);
        window.run();
        window.key_press(Key::Escape);
        window.run();
        assert!(window.query_by_label("Copy path").is_none());
        window.key_press(Key::ArrowDown);
        window.run();
        let read = window.state().desk.article.clone().unwrap();
        assert_eq!(window.state().path(&read), "2024/teguey-claim.txt");
    }
}
