//! Saying how a file is read: its encoding, its columns, where it is split.

use casebook::model::FileReading;
use eframe::egui::{Key, Modifiers};

use crate::desk::Desk;
use crate::world::World;

const SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

fn open_sheet(desk: &mut Desk) {
    desk.press_with(SHIFT, Key::R);
    desk.settle();
    desk.expect("How this file is read");
}

fn titles(desk: &Desk) -> Vec<String> {
    desk.session().rows().iter().map(|row| row.title.to_string()).collect()
}

fn set(desk: &Desk) -> Vec<FileReading> {
    desk.project().settings.folders.iter().flat_map(|folder| folder.files.clone()).collect()
}

#[test]
fn another_encoding_is_tried_taken_and_marks_stay_on_their_words() {
    let world = World::new();
    let bytes =
        b"Fire at the market of Tillab\xe9ri\n\nNo stall was left standing, and nine people were killed before help came from Dosso, the pr\xe9fet said.\n";
    std::fs::write(world.articles().join("fire.txt"), bytes).unwrap();
    let mut desk = world.window();
    desk.open_article("Fire at the market of Tillabéri");
    desk.expect("How the file is read: windows-1252");
    desk.select("nine people were killed");
    desk.press(Key::Num1);
    desk.press(Key::Enter);
    assert_eq!(desk.counts(), (1, 0));

    // What would come of it is seen before anything changes.
    open_sheet(&mut desk);
    assert_eq!(desk.chosen("Encoding"), "as found: windows-1252");
    assert!(desk.is_disabled("Read it so"));
    desk.choose("Encoding", "windows-1251");
    desk.settle();
    desk.expect("Fire at the market of Tillabйri");
    desk.expect("1 article of this file carries marks");
    desk.click("Cancel");
    assert!(desk.text().contains("Tillabéri") && set(&desk).is_empty());

    open_sheet(&mut desk);
    desk.choose("Encoding", "windows-1251");
    desk.settle();
    desk.click("Read it so");
    desk.settle();
    assert!(desk.text().contains("Tillabйri"), "{}", desk.text());
    desk.expect("How the file is read: windows-1251 · set by hand");
    desk.claim_on("nine people were killed");
    assert!(
        !desk
            .session()
            .findings()
            .iter()
            .any(|f| f.kind == casebook::analysis::FindingKind::LostQuote)
    );

    // Undo takes back all of it, and what has become of the text with it.
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.settle();
    assert!(desk.text().contains("Tillabéri") && set(&desk).is_empty());
    desk.claim_on("nine people were killed");
    desk.press_with(SHIFT, Key::Z);
    desk.settle();
    assert!(desk.text().contains("Tillabйri"));

    // The project remembers it.
    let path = world.path("niger.casebook");
    desk.save_as(&path);
    drop(desk);
    let mut desk = world.window_on(2, &path);
    desk.settle();
    assert_eq!(set(&desk).first().map(|r| r.encoding.as_str()), Some("windows-1251"));
    desk.expect_no("has changed since it was coded");
    desk.claim_on("nine people were killed");
}

#[test]
fn columns_are_guessed_shown_and_put_right() {
    let world = World::new();
    world.write(
        "rows.csv",
        "day,what,words,place\n\
         2024-03-22,Fire,\"Nine people were killed in the fire at the market, the brigade said.\",Niamey\n\
         2024-03-23,Flood,\"Two people are missing since the river came over its banks at night.\",Dosso\n",
    );
    let mut desk = world.window();
    let first = "Nine people were killed in the fire at the market, the brigade said.";
    desk.settle();
    assert!(!titles(&desk).contains(&"Fire".to_owned()));
    // By its file: without a headline a row is listed by its name.
    desk.click_with(eframe::egui::accesskit::Role::ListBoxOption, "rows.csv#row-1");
    assert_eq!(&*desk.text(), first);
    open_sheet(&mut desk);
    assert_eq!(
        (desk.chosen("Text"), desk.chosen("Title")),
        ("words".to_owned(), "none".to_owned())
    );
    desk.choose("Title", "what");
    desk.choose("Published", "day");
    desk.settle();
    desk.expect("2 articles");
    desk.expect("2024-03-22");
    desk.click("Add column");
    desk.click_role(eframe::egui::accesskit::Role::Button, "place");
    desk.settle();
    desk.click("Read it so");
    desk.settle();
    assert!(
        titles(&desk).contains(&"Fire".to_owned()) && titles(&desk).contains(&"Flood".to_owned())
    );
    assert_eq!(&*desk.text(), format!("{first}\n\nNiamey"));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.settle();
    assert!(!titles(&desk).contains(&"Fire".to_owned()) && set(&desk).is_empty());
    assert_eq!(&*desk.text(), first);
}

#[test]
fn an_export_is_split_into_its_articles_and_joined_again() {
    let world = World::new();
    let body =
        "Nine people were killed in the fire at the market, the brigade said on Friday. ".repeat(3);
    let export: String =
        ["Fire", "Flood", "Storm"].iter().enumerate().fold(String::new(), |all, (n, title)| {
            format!("{all}{title} at the ford\n\n{title}: {body}\nDocument X{n}00Y\n\n")
        });
    world.write("export.txt", &export);
    let mut desk = world.window();
    desk.open_article("Fire at the ford");
    desk.expect("This file seems to hold 3 articles");
    desk.click("Split it…");
    desk.settle();
    desk.expect("1 article");
    desk.click("Document X#Y · 3 articles");
    desk.settle();
    desk.expect("3 articles");
    for words in ["Flood at the ford", "Storm at the ford", "Document X000Y", "Document X100Y"] {
        desk.expect(words);
    }
    // Another line, typed, cuts elsewhere at once.
    desk.fill("Split at", "Storm*");
    desk.settle();
    desk.expect("2 articles");
    desk.fill("Split at", "Document*");
    desk.settle();
    desk.click("Read it so");
    desk.settle();
    let parts = |desk: &Desk| titles(desk).iter().filter(|t| t.contains("at the ford")).count();
    assert_eq!(parts(&desk), 3);
    // The file is not an article any more: its first one stands in its place.
    assert_eq!(desk.reading(), "Fire at the ford");
    assert!(!desk.text().contains("Flood"));
    desk.press_with(Modifiers::COMMAND, Key::Z);
    desk.settle();
    assert_eq!((parts(&desk), desk.reading()), (1, "Fire at the ford".to_owned()));
    assert!(desk.text().contains("Flood"));
}
