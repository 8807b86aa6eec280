//! All widgets on one page, worked by keyboard and mouse as a user would, and drawn in both themes.
//!
//! `CASEBOOK_GALLERY=DIR cargo test --test theme_gallery` leaves the pictures in `DIR`.

#[path = "../support/cpu_renderer.rs"]
mod cpu_renderer;
mod page;

use casebook::ui::install;
use casebook::ui::widgets::Toast;
use cpu_renderer::CpuRenderer;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Theme, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use page::{NAMES, Page};

fn page(theme: Theme, scale: f32) -> Harness<'static, Page> {
    Harness::builder()
        .with_size(vec2(1080.0, 720.0))
        .with_pixels_per_point(scale)
        .with_theme(theme)
        .with_max_steps(16)
        .renderer(CpuRenderer::default())
        .with_context_setup(install)
        .build_ui_state(|ui, page: &mut Page| page.ui(ui), Page::new())
}

#[test]
fn the_gallery_is_drawn_in_both_themes() {
    let dir = std::env::var_os("CASEBOOK_GALLERY");
    let scales: &[(f32, u32)] =
        if dir.is_some() { &[(1.0, 100), (1.5, 150)] } else { &[(1.0, 100)] };
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        for &(scale, percent) in scales {
            let mut harness = page(theme, scale);
            harness.state_mut().toasts.push(Toast::new("Claim removed").undo("undo", 0));
            harness.run_steps(3);
            harness.get_by_role_and_label(Role::TextInput, "Source").focus();
            harness.run_steps(2);
            harness.get_by_role_and_label(Role::TextInput, "Source").type_text("ni");
            harness.run_steps(3);
            let picture = harness.render().unwrap();
            assert_eq!(picture.width(), (1080.0 * scale) as u32);
            if let Some(dir) = &dir {
                let file = std::path::Path::new(dir).join(format!("{name}-{percent}.png"));
                picture.save(file).unwrap();
            }
        }
    }
}

#[test]
fn states_are_drawn_too() {
    let Some(dir) = std::env::var_os("CASEBOOK_GALLERY") else { return };
    for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let save = |harness: &mut Harness<'static, Page>, state: &str| {
            let file = std::path::Path::new(&dir).join(format!("{name}-{state}.png"));
            harness.render().unwrap().save(file).unwrap();
        };
        let mut harness = page(theme, 1.0);
        harness.get_by_label("Accept").focus();
        harness.run_steps(2);
        harness.get_by_role_and_label(Role::Button, "Open folder").hover();
        harness.run_steps(6);
        save(&mut harness, "focus");
        harness.get_by_role_and_label(Role::ComboBox, "Category").click();
        harness.run_steps(4);
        harness.get_by_label("Gao Post").hover();
        harness.run_steps(2);
        save(&mut harness, "combo");
        harness.set_size(vec2(700.0, 720.0));
        harness.key_press(Key::Escape);
        harness.run_steps(3);
        harness.get_by_label("Month").focus();
        harness.run_steps(3);
        save(&mut harness, "narrow");
    }
}

#[test]
fn a_name_is_found_lit_and_taken_by_keyboard() {
    let mut harness = page(Theme::Light, 1.0);
    source(&harness).focus();
    harness.run();
    source(&harness).type_text("menaka");
    harness.run();
    assert!(harness.query_by_role_and_label(Role::ListBoxOption, NAMES[3].name).is_some());
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().source, NAMES[3].name);
    assert_eq!(harness.state().log, ["known 3"]);
    // The list is closed: Enter is the field's again and commits without a further edit.
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().log[1], format!("source {} false", NAMES[3].name));
}

#[test]
fn a_new_name_is_offered_last_and_made() {
    let mut harness = page(Theme::Light, 1.0);
    source(&harness).focus();
    harness.run();
    source(&harness).type_text("Niger");
    harness.run();
    harness.key_press(Key::ArrowUp); // from the first row round to the last
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().log, ["create Niger"]);
}

#[test]
fn a_row_is_taken_by_mouse_and_escape_closes_only_the_list() {
    let mut harness = page(Theme::Light, 1.0);
    source(&harness).focus();
    harness.run();
    source(&harness).type_text("army");
    harness.run();
    harness.get_by_role_and_label(Role::ListBoxOption, "Niger army").click();
    harness.run();
    assert_eq!(harness.state().log, ["known 1"]);
    assert!(source(&harness).is_focused());

    source(&harness).type_text("x");
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert!(source(&harness).is_focused(), "the first Escape closes the list");
    assert_eq!(harness.state().source, "Niger armyx");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!source(&harness).is_focused());
    assert_eq!(harness.state().source, "Niger army", "the second puts back what stood there");
    assert_eq!(harness.state().log, ["known 1"]);
}

#[test]
fn a_text_field_says_when_the_entry_is_meant() {
    let mut harness = page(Theme::Light, 1.0);
    let headline = |harness: &Harness<'static, Page>| {
        harness.get_by_role_and_label(Role::TextInput, "Headline").focus();
    };
    headline(&harness);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().log, ["headline false"]);
    headline(&harness);
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Headline").type_text("!");
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(harness.state().log[1..], ["headline true"]);
}

#[test]
fn a_toast_gives_its_action_back_and_goes_in_time() {
    let mut harness = page(Theme::Light, 1.0);
    harness.state_mut().toasts.push(Toast::new("Claim removed").undo("undo", 0));
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::Button, "Undo").click();
    harness.run_steps(3);
    assert_eq!(harness.state().log, ["undo"]);
    harness.remove_cursor();
    harness.state_mut().toasts.push(Toast::new("Saved"));
    harness.run_steps(2);
    assert!(harness.query_by_label("Saved").is_some());
    harness.run_steps(40);
    assert!(harness.query_by_label("Saved").is_none());
}

#[test]
fn a_chip_is_removed_and_a_choice_moved_by_keyboard() {
    let mut harness = page(Theme::Light, 1.0);
    harness.get_by_label("missing").focus();
    harness.run();
    harness.key_press(Key::Delete);
    harness.run();
    assert_eq!(harness.state().log, ["removed missing"]);
    harness.get_by_label("Week").focus();
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert_eq!(harness.state().view, 2);
    harness.get_by_role_and_label(Role::ComboBox, "Category").focus();
    harness.run();
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert_eq!(harness.state().category, Some(0));
    harness.get_by_label("Named victims").click();
    harness.run();
    assert!(!harness.state().named);
}

fn source<'a>(harness: &'a Harness<'static, Page>) -> egui_kittest::Node<'a> {
    harness.get_by_role_and_label(Role::TextInput, "Source")
}
