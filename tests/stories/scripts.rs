//! Articles that run from right to left, and letters of several units: marked by mouse and by keys,
//! and the same bytes again after reopening.

use casebook::model::Highlight;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::World;

const ARABIC: &str = "سوق القرية مفتوح من جديد";
const ARABIC_TEXT: &str = "سوق القرية مفتوح من جديد\n\nقال مدير السوق إن 12 تاجرا أصيبوا يوم الاثنين (بعد سقوط الجدار)، وإن العمل مستمر.\n";
const WORDS: &str = "12 تاجرا أصيبوا";

const HEBREW: &str = "השוק בכפר נפתח";
const HEBREW_TEXT: &str =
    "השוק בכפר נפתח\n\nמנהל השוק אמר כי 7 סוחרים נפצעו ביום שני 👩‍🌾 בעת נפילת הקיר.\n";
const PEOPLE: &str = "7 סוחרים נפצעו";

fn write(world: &World) {
    world.write("arabic.txt", ARABIC_TEXT);
    world.write("hebrew.txt", HEBREW_TEXT);
}

fn highlight(desk: &Desk, words: &str) -> Highlight {
    let found = desk.project().highlights.values().find(|h| h.exact == words);
    (**found.unwrap_or_else(|| panic!("no highlight says “{words}”"))).clone()
}

/// What was marked is in the text where the highlight says, byte for byte, now and after reopening.
fn survives(desk: Desk, world: &World, text: &str, title: &str, words: &str) {
    let before = highlight(&desk, words);
    assert_eq!(text.get(before.start..before.end), Some(words));
    let mut desk = desk;
    let path = world.path("market.casebook");
    desk.save_as(&path);
    drop(desk);
    let mut desk = world.window_on(2, &path);
    desk.open_article(title);
    let after = highlight(&desk, words);
    assert_eq!(
        (after.start, after.end, after.exact.as_bytes()),
        (before.start, before.end, words.as_bytes())
    );
    assert!(!after.unanchored);
    assert_eq!(desk.text().get(after.start..after.end), Some(words));
    desk.go_to_text();
    desk.press(Key::CloseBracket);
    assert_eq!(desk.selected(), words);
}

#[test]
fn a_claim_is_marked_in_an_arabic_article_with_the_mouse() {
    let world = World::new();
    write(&world);
    let mut desk = world.window();
    desk.open_article(ARABIC);
    desk.select(WORDS);
    desk.press(Key::Num2);
    desk.press(Key::Enter);
    let claim = desk.claim_on(WORDS);
    assert_eq!(claim.figure.best, Some(12));
    survives(desk, &world, ARABIC_TEXT, ARABIC, WORDS);
}

#[test]
fn a_claim_is_marked_in_an_arabic_article_by_keys_alone() {
    let world = World::new();
    write(&world);
    let mut desk = world.window();
    while desk.reading() != ARABIC {
        desk.press(Key::J);
    }
    desk.go_to_text();
    desk.press_with(Modifiers::COMMAND, Key::Home);
    desk.press(Key::ArrowDown);
    desk.press(Key::ArrowDown);
    desk.press(Key::Home);
    // To the left is onward, and further with Shift, until the words are in it.
    let start = ARABIC_TEXT.find(WORDS).unwrap();
    let until = |desk: &mut Desk, modifiers, done: &dyn Fn(&Desk) -> bool| {
        for _ in 0..80 {
            if done(desk) {
                return;
            }
            desk.press_with(modifiers, Key::ArrowLeft);
        }
        panic!("the caret never came there: “{}”", desk.selected());
    };
    let caret = |desk: &Desk| desk.caret();
    until(&mut desk, Modifiers::NONE, &|desk| caret(desk) == start);
    until(&mut desk, Modifiers::SHIFT, &|desk| desk.selected() == WORDS);
    desk.press(Key::Num2);
    desk.press_with(Modifiers::COMMAND, Key::Enter);
    desk.claim_on(WORDS);
    assert!(!desk.used_the_mouse());
    survives(desk, &world, ARABIC_TEXT, ARABIC, WORDS);
}

#[test]
fn hebrew_with_an_emoji_is_selected_exactly() {
    let world = World::new();
    write(&world);
    let mut desk = world.window_with_any_glyph();
    desk.open_article(HEBREW);
    desk.select(PEOPLE);
    desk.press(Key::Num2);
    desk.press(Key::Enter);
    desk.claim_on(PEOPLE);
    // The emoji is one letter to the caret, of several code points.
    let emoji = "👩‍🌾";
    let at = HEBREW_TEXT.find(emoji).unwrap();
    desk.click_before(at);
    desk.press_with(Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(desk.selected(), emoji);
    let found = highlight(&desk, PEOPLE);
    assert_eq!(HEBREW_TEXT.get(found.start..found.end), Some(PEOPLE));
}
