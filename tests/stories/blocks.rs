//! What paragraphs are: dimmed, folded, put right by the analyst.

use casebook::session::Prefs;
use casebook::text::{BlockKind, Why};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::World;

const TITLE: &str = "Bridge at the ford is open again";
const TEXT: &str = "\
Bridge at the ford is open again

The bridge at the ford was opened on Monday, and 12 people were hurt when a rail gave way, doctors said.

Children wave from the new bridge. Photo: A. Body / The Ford Courier

The mayor said that the rail would be mended before the market on Thursday.

READ MORE: Bus leaves the road

Share this article

Subscribe to our newsletter
";

fn open(world: &World) -> Desk {
    world.write("bridge.txt", TEXT);
    let mut desk = world.window();
    desk.open_article(TITLE);
    desk
}

fn kind(desk: &Desk, words: &str) -> (BlockKind, Why) {
    let article = desk.project().articles.values().find(|a| a.title == TITLE).map(|a| a.id.clone());
    let row = desk.session().rows().iter().find(|row| row.title == TITLE).unwrap().id.clone();
    let outline = desk.session().outline(&article.unwrap_or(row)).unwrap();
    let of = |b: &&casebook::text::Block| b.range.slice(&outline.text).unwrap().contains(words);
    let block = outline.blocks.iter().find(of).unwrap();
    (block.kind, block.why)
}

#[test]
fn furniture_is_one_line_until_it_is_wanted_and_never_hides_what_was_found_or_marked() {
    let world = World::new();
    let mut desk = open(&world);
    let line = "Unfold 3 paragraphs of page furniture";
    desk.expect(line);
    // A single caption stays to be seen, dimmed.
    assert_eq!(kind(&desk, "Children wave"), (BlockKind::Caption, Why::Credit));

    desk.click(line);
    desk.expect("Fold 3 paragraphs of page furniture");
    desk.expect_no(line);
    desk.click("Fold 3 paragraphs of page furniture");
    desk.expect(line);

    // By keys: the caret comes to the line, not into it, and F opens what it stands for.
    desk.go_to_text();
    desk.press_with(Modifiers::COMMAND, Key::End);
    desk.press(Key::ArrowLeft);
    desk.press(Key::F);
    desk.expect_no(line);
    desk.press(Key::F);
    desk.expect(line);

    // A hit within it opens it.
    desk.press_with(Modifiers::COMMAND, Key::F);
    desk.type_text("newsletter");
    desk.expect("1 of 1");
    assert_eq!(desk.selected(), "newsletter");
    desk.expect_no("page furniture");
    desk.press(Key::Escape);
    desk.press_with(Modifiers::COMMAND, Key::F);
    desk.fill("Find in this article", "mayor");
    desk.press(Key::Escape);
    desk.expect(line);

    // So does a mark, for good.
    desk.click(line);
    desk.select("Bus leaves the road");
    desk.press(Key::Num6);
    desk.press(Key::Enter);
    assert_eq!(desk.counts(), (1, 0));
    desk.expect_no("page furniture");
}

#[test]
fn a_hit_of_the_search_in_another_article_is_unfolded_though_the_find_bar_shows_its_own() {
    let world = World::new();
    world.write("road.txt", &TEXT.replace(TITLE, "Road to the ford is open again"));
    let mut desk = open(&world);
    desk.press_with(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::F);
    desk.type_text("newsletter");
    desk.settle();
    desk.open_article(TITLE);
    desk.press_with(Modifiers::COMMAND, Key::F);
    desk.type_text("mayor");
    for _ in 0..2 {
        desk.press(Key::F4);
        assert_eq!(desk.selected(), "newsletter");
        desk.expect_no("Unfold 3 paragraphs");
    }
    assert_ne!(desk.reading(), TITLE);
}

#[test]
fn folding_everything_is_a_choice_that_is_remembered() {
    let world = World::new();
    let mut desk = open(&world);
    desk.press_with(Modifiers::SHIFT, Key::F);
    desk.expect("Page furniture is shown, dimmed");
    desk.expect_no("Unfold 3 paragraphs of page furniture");
    assert!(desk.close_button());
    drop(desk);
    assert!(!Prefs::load(&world.host(1).dirs).fold);
}

#[test]
fn a_paragraph_is_put_right_by_key_and_by_menu_undone_and_remembered() {
    let world = World::new();
    let mut desk = open(&world);
    desk.click_words("The mayor said");
    desk.press_with(Modifiers::ALT, Key::Num4);
    assert_eq!(kind(&desk, "The mayor"), (BlockKind::Boilerplate, Why::Analyst));
    assert_eq!(desk.counts(), (0, 0), "the digit alone would have marked words");
    desk.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(kind(&desk, "The mayor"), (BlockKind::Body, Why::Plain));

    // A secondary click means the paragraph under it.
    let at = desk.text().find("Children wave").unwrap() + 3;
    let at = desk.window().state().pos_of_byte(at).unwrap();
    desk.secondary_click(at);
    desk.click_with(Role::Button, "This paragraph is");
    desk.expect("Now caption: credits a picture");
    desk.click_with(Role::Button, "Paragraph is body");
    assert_eq!(kind(&desk, "Children wave"), (BlockKind::Body, Why::Analyst));

    let path = world.path("ford.casebook");
    desk.save_as(&path);
    drop(desk);
    let mut desk = world.window_on(2, &path);
    desk.open_article(TITLE);
    assert_eq!(kind(&desk, "Children wave"), (BlockKind::Body, Why::Analyst));
    desk.click_words("Children wave");
    desk.press_with(Modifiers::ALT, Key::Num0);
    assert_eq!(kind(&desk, "Children wave"), (BlockKind::Caption, Why::Credit));
    assert!(desk.text().starts_with(TITLE), "nothing of the text is gone");
}
