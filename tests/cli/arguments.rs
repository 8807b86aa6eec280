//! Help, wrong arguments, no display.

use super::Place;

/// Every command, with arguments that it understands but whose project or file is not there.
const COMMANDS: &[&[&str]] = &[
    &["text", "none/such.casebook"],
    &["suggest", "none/such.casebook"],
    &["same", "none/such.casebook"],
    &["library", "none/such.casebook"],
    &["show", "none/such.casebook"],
    &["search", "none/such.casebook", "words"],
    &["check", "none/such.casebook"],
    &["chart", "none/such.casebook", "-o", "chart.svg"],
    &["export", "none/such.casebook", "-o", "tables"],
    &["places", "import", "none/such.casebook", "none/villages.csv"],
    &["apply", "none/such.casebook", "teguey.jsonl"],
];

#[test]
fn every_command_has_help_with_an_example() {
    let place = Place::new();
    let help = place.run(&["--help"]).succeeds().out;
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let listed: Vec<&str> = listed
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    let known: Vec<&str> = COMMANDS.iter().map(|words| words[0]).collect();
    assert_eq!(listed, known, "tests name every command");
    for name in listed {
        for arguments in [[name, "--help"], ["help", name]] {
            let ran = place.run(&arguments).succeeds();
            assert!(ran.out.contains("Examples:"), "{name}");
            assert!(ran.out.contains(&format!("casebook {name} ")), "{name}");
            assert_eq!(ran.err, "");
        }
    }
    assert!(help.contains("./text"), "how to open a path named like a command");
}

#[test]
fn what_is_not_there_is_named_and_gives_2() {
    let place = Place::with_teguey();
    for arguments in COMMANDS {
        let path = if cfg!(windows) { "such.casebook" } else { "none/such.casebook" };
        place.run(arguments).fails(&[path]);
    }
    place.run(&["none/such.casebook"]).fails(&["such.casebook"]);
    place.run(&["apply", "p.casebook", "none.jsonl"]).fails(&["none.jsonl"]);
    place.run(&["apply", "p.txt", "teguey.jsonl"]).fails(&[".casebook", "p.txt"]);
}

#[test]
fn wrong_arguments_give_2_and_say_which() {
    let place = Place::new();
    place.run(&["show"]).fails(&["<PROJECT>", "Usage: casebook show"]);
    place.run(&["show", "p.casebook", "--format", "xml"]).fails(&["xml", "json"]);
    place.run(&["--colour"]).fails(&["--colour"]);
    place.run(&["apply", "p.casebook"]).fails(&["<COMMANDS>"]);
    place.run(&["shwo"]).fails(&["shwo", "casebook --help"]);
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_it_says_what_to_do() {
    let place = Place::with_teguey();
    for arguments in [&[][..], &["articles"]] {
        let ran = place.run(arguments);
        ran.fails(&["there is no display", "libgl1", "casebook show", "casebook apply"]);
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn the_log_is_in_the_state_folder_and_only_where_there_is_something_to_say() {
    let place = Place::coded();
    let log = place.path("home/.local/state/casebook/log");
    let is_empty = || std::fs::read_dir(&log).map_or(true, |mut names| names.next().is_none());
    assert!(is_empty());
    place.run(&["text", "none.txt"]).fails(&["none.txt"]);
    let names: Vec<_> = std::fs::read_dir(&log).unwrap().map(|e| e.unwrap().path()).collect();
    let text = std::fs::read_to_string(&names[0]).unwrap();
    assert!(text.contains("no such file: none.txt"), "{text}");
    let home = place.path("home/.local/state");
    std::fs::remove_dir_all(&home).unwrap();
    place.run(&["text", "none.txt", "--log-level", "off"]).fails(&["none.txt"]);
    assert!(is_empty());
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn the_log_is_begun_anew_when_it_is_full_and_few_old_ones_are_kept() {
    let place = Place::new();
    let log = "home/.local/state/casebook/log";
    for n in 0..6 {
        place.write(&format!("{log}/casebook_r{n:05}.log"), vec![b'x'; 1_000_000]);
    }
    place.write(&format!("{log}/casebook_rCURRENT.log"), vec![b'x'; 1_000_001]);
    place.run(&["text", "none.txt"]).fails(&["none.txt"]);
    let entries = std::fs::read_dir(place.path(log)).unwrap().map(|entry| entry.unwrap());
    let sizes: Vec<u64> = entries.map(|entry| entry.metadata().unwrap().len()).collect();
    assert_eq!(sizes.len(), 4, "three full ones and the one that was begun");
    let begun = std::fs::read_to_string(place.path(&format!("{log}/casebook_rCURRENT.log")));
    assert!(begun.unwrap().len() < 2_000, "{sizes:?}");
}
