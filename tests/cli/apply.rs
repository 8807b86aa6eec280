//! `casebook apply`: coding from a script, all or none.

use casebook::edit::{Command, Rename};
use casebook::session::{Host, Session};

use super::{Place, shown};

#[test]
fn codes_the_teguey_attack_from_two_articles() {
    let place = Place::with_teguey();
    let ran = place.run(&["apply", "teguey.casebook", "teguey.jsonl"]).succeeds();
    let project = shown(&place.path("teguey.casebook"));
    assert!(
        ran.out.starts_with(&format!("made and saved {project}; commands: 10; new claims: 4")),
        "{}",
        ran.out
    );
    assert_eq!(ran.out.lines().count(), 1);
    assert_eq!(ran.err, "");
    assert_eq!(place.names(), ["articles", "teguey.casebook"]);

    let table = place.run(&["show", "teguey.casebook"]).succeeds().out;
    assert!(table.contains("23 – 23 – 30"), "{table}");
    assert!(table.contains("high bound by IS statement"), "{table}");

    let json = place.json(&["show", "teguey.casebook", "--format", "json"]);
    let incident = &json["incidents"][0];
    assert_eq!(incident["id"], "i-teguey");
    assert_eq!(incident["title"], "Teguey ambush");
    assert_eq!(incident["date_start"], "2024-03-20");
    assert_eq!(incident["date_end"], "2024-03-20");
    assert_eq!(incident["date_precision"], "day");
    assert_eq!(incident["place"], "Teguey");
    let figures = incident["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 2, "a group with no claim is absent");
    let killed = &figures[0];
    assert_eq!(killed["outcome"], "killed");
    assert_eq!(killed["side"], "A");
    assert_eq!(killed["category"], "military");
    assert_eq!(
        (&killed["low"], &killed["best"], &killed["high"]),
        (&23.into(), &23.into(), &30.into())
    );
    assert_eq!(killed["rule"], "source_rank");
    assert_eq!(killed["open_high"], false);
    assert!(killed["claims"].as_array().unwrap().contains(&"c-is".into()));
    assert_eq!(killed["high_only"], serde_json::json!(["c-is"]));
    assert_eq!(figures[1]["outcome"], "injured");
    assert_eq!(figures[1]["best"], 17);
}

#[test]
fn an_open_bound_is_null_with_its_flag_and_an_unknown_date_is_null() {
    let place = Place::new();
    place.write("a/inates.txt", "At least 73 soldiers were killed, the army said.\n");
    place.write(
        "c.jsonl",
        r#"{"command":"add_folder","path":"a"}
{"command":"mark","claim":"c1","article":"inates.txt","words":{"quote":"At least 73 soldiers were killed"},"fields":{"outcome":"killed"}}
{"command":"new_incident","incident":"i1","fields":{"title":"Inates"},"claims":["c1"]}"#,
    );
    place.run(&["apply", "p.casebook", "c.jsonl"]).succeeds();
    let json = place.json(&["show", "p.casebook", "--format", "json"]);
    let incident = &json["incidents"][0];
    for undated in ["date_start", "date_end", "date_precision", "place", "country", "latitude"] {
        assert!(incident.get(undated).unwrap().is_null(), "{undated}");
    }
    let figure = &incident["figures"][0];
    assert_eq!((&figure["low"], &figure["best"]), (&73.into(), &73.into()));
    assert!(figure["high"].is_null());
    assert_eq!((&figure["open_high"], &figure["open_low"]), (&true.into(), &false.into()));
    let table = place.run(&["show", "p.casebook"]).succeeds().out;
    assert!(table.contains("undated") && table.contains("73 – 73 – 73+"), "{table}");
}

#[test]
fn json_tells_the_ids_that_were_made() {
    let place = Place::with_teguey();
    let done = place.json(&["apply", "teguey.casebook", "teguey.jsonl", "--format", "json"]);
    assert_eq!(done["created"], true);
    assert_eq!(done["commands"], 10);
    assert_eq!(done["made"]["incidents"], serde_json::json!(["i-teguey"]));
    assert_eq!(
        done["made"]["claims"],
        serde_json::json!(["c-injured", "c-is", "c-ministry", "c-relayed"])
    );
    assert_eq!(done["made"]["sources"].as_array().unwrap().len(), 2);
    let again = place.run_with(&["apply", "teguey.casebook", "-"], "# nothing\n").succeeds();
    assert!(again.out.starts_with("nothing to change in "), "{}", again.out);
    let more = r#"{"command":"delete_claim","claim":"c-is"}"#;
    let ran = place.run_with(&["apply", "teguey.casebook", "-", "--format", "json"], more);
    let done: serde_json::Value = serde_json::from_str(&ran.succeeds().out).unwrap();
    assert_eq!(done["created"], false);
    assert_eq!(done["removed"]["claims"], serde_json::json!(["c-is"]));
    let table = place.run(&["show", "teguey.casebook"]).succeeds().out;
    assert!(table.contains("23 – 23 – 23"), "{table}");
}

#[test]
fn all_or_none() {
    let place = Place::coded();
    let before = place.read("teguey.casebook");
    let names = place.names();
    place.write(
        "bad.jsonl",
        "{\"command\":\"rename\",\"name\":\"Other\"}\n\n# a comment\n\
         {\"command\":\"set_incident\",\"incident\":\"i-teguey\",\"fields\":{\"title\":\"X\"}}\n\
         {\"command\":\"delete_claim\",\"claim\":\"c-nobody\"}\n",
    );
    let says = ["bad.jsonl:5: delete_claim: there is no claim c-nobody"];
    place.run(&["apply", "teguey.casebook", "bad.jsonl"]).fails(&says);
    assert_eq!(place.read("teguey.casebook"), before);
    assert_eq!(place.names(), names, "nothing is left behind");

    // Nor where a line cannot even be read.
    let unread = "{\"command\":\"rename\",\"name\":\"Other\"}\n{\"command\":\"mark\"\n";
    let ran = place.run_with(&["apply", "teguey.casebook", "-"], unread);
    ran.fails(&["standard input:2: not a command"]);
    assert_eq!(place.read("teguey.casebook"), before);
}

#[test]
fn a_project_is_not_made_by_a_script_that_fails() {
    let place = Place::with_teguey();
    let bad = place.read("teguey.jsonl").replace("killed 30 soldiers", "killed 300 soldiers");
    place.write("teguey.jsonl", bad);
    let says = ["teguey.jsonl:12: mark: the words “killed 300 soldiers” are not in the article"];
    place.run(&["apply", "teguey.casebook", "teguey.jsonl"]).fails(&says);
    assert_eq!(place.names(), ["articles"]);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let place = Place::new();
    let commands = "{\"command\":\"add_folder\",\"path\":\"artikles\"}\n";
    let ran = place.run_with(&["apply", "p.casebook", "-"], commands).succeeds();
    let folder = shown(&place.path("artikles"));
    assert!(
        ran.err.contains("there is no such folder") && ran.err.contains(&folder),
        "{}",
        ran.err
    );
}

#[test]
fn a_project_that_is_open_elsewhere_is_left_alone() {
    let place = Place::coded();
    let path = place.path("teguey.casebook");
    let lock = casebook::persist::Lock::acquire(&path, jiff::Timestamp::now()).unwrap();
    let rename = "{\"command\":\"rename\",\"name\":\"Other\"}\n";
    let before = place.read("teguey.casebook");
    let ran = place.run_with(&["apply", "teguey.casebook", "-"], rename);
    ran.fails(&["open elsewhere", &shown(&path)]);
    assert_eq!(place.read("teguey.casebook"), before);
    // Looking on is allowed.
    place.run(&["show", "teguey.casebook"]).succeeds();
    drop(lock);
    place.run_with(&["apply", "teguey.casebook", "-"], rename).succeeds();
    assert!(place.read("teguey.casebook").contains("Other"));
}

#[test]
fn unsaved_edits_of_a_window_that_crashed_are_taken_in() {
    let place = Place::coded();
    let path = place.path("teguey.casebook");
    let mut session = Session::open(Host::still(&place.path("home")), &path).unwrap();
    session.run(Command::Rename(Rename { name: "Renamed in the window".into() })).unwrap();
    drop(session);
    assert!(place.path("teguey.casebook-journal").exists());
    let saved = place.read("teguey.casebook");

    // A script that fails leaves them where they are.
    place.run_with(&["apply", "teguey.casebook", "-"], "?").fails(&["standard input:1"]);
    let bad = r#"{"command":"delete_claim","claim":"c-nobody"}"#;
    place.run_with(&["apply", "teguey.casebook", "-"], bad).fails(&["c-nobody"]);
    assert!(place.path("teguey.casebook-journal").exists());
    assert_eq!(place.read("teguey.casebook"), saved);

    let good = r#"{"command":"delete_claim","claim":"c-is"}"#;
    let ran = place.run_with(&["apply", "teguey.casebook", "-"], good).succeeds();
    assert!(ran.err.contains("note: "), "{}", ran.err);
    let saved = place.read("teguey.casebook");
    assert!(saved.contains("Renamed in the window") && !saved.contains("c-is"), "{saved}");
    assert!(!place.path("teguey.casebook-journal").exists());
    assert_eq!(place.run(&["show", "teguey.casebook"]).succeeds().err, "");
}

#[test]
fn the_schema_names_every_command() {
    let place = Place::new();
    let schema = place.json(&["apply", "--schema"]);
    let commands = schema["oneOf"].as_array().unwrap();
    let name = |command: &serde_json::Value| {
        command["properties"]["command"]["const"].as_str().unwrap().to_owned()
    };
    let named: Vec<String> = commands.iter().map(name).collect();
    // What the reader itself says that it knows.
    let ran = place.run_with(&["apply", "p.casebook", "-"], "{\"command\":\"?\"}");
    let err = ran.fails(&["unknown variant"]).err;
    let known: Vec<&str> = err.split('`').skip(1).step_by(2).filter(|name| *name != "?").collect();
    assert!(known.len() > 20, "{err}");
    assert_eq!(named, known);
    assert!(commands.iter().all(|c| c["description"].is_string()));
}

#[test]
fn a_gazetteer_becomes_the_projects_own_places_and_comes_first() {
    let place = Place::with_teguey();
    place.run(&["apply", "teguey.casebook", "teguey.jsonl"]).succeeds();
    place.write(
        "villages.csv",
        "name,latitude,longitude,country,admin1\nTeguey,15.05,1.52,Niger,Tillabéri\n\
         Nowhere,north,1,Niger,\n",
    );
    let import = ["places", "import", "teguey.casebook", "villages.csv"];
    let told = place.run(&import).succeeds().out;
    assert_eq!(
        told,
        "1 place added; 1 rows not read (line 3: the latitude is no number: \"north\")\n"
    );
    let again = place.run(&import).succeeds().out;
    assert!(again.starts_with("no place added; 1 there already"), "{again}");
    let line = place.run(&["suggest", "teguey.casebook", "--format", "jsonl"]).succeeds().out;
    assert!(line.contains("15.05"), "{line}");
    // Names in another script are no less names: of two that are near one another both are taken.
    place.write(
        "arabic.csv",
        "name,latitude,longitude\nالخان,33.50,36.30\nالمزرعة,33.51,36.31\nالخان,33.501,36.301\n",
    );
    let import = ["places", "import", "teguey.casebook", "arabic.csv"];
    assert_eq!(place.run(&import).succeeds().out, "2 places added; 1 there already\n");
    place.write("other.csv", "a,b\n1,2\n");
    place
        .run(&["places", "import", "teguey.casebook", "other.csv"])
        .fails(&["neither GeoNames", "other.csv"]);
    let gone = place.run(&["places", "import", "teguey.casebook", "gone.csv"]);
    let gone = gone.fails(&["gone.csv"]);
    assert!(!gone.err.contains("teguey.casebook"), "the project is not at fault: {}", gone.err);
    let rows = "Nowhere,north,1\n".repeat(30);
    place.write("bad.csv", format!("name,latitude,longitude\nBirni,15.2,2.4\n{rows}"));
    let told = place.run(&["places", "import", "teguey.casebook", "bad.csv"]).succeeds();
    assert!(told.out.starts_with("1 place added; 30 rows not read (line 3: "), "{}", told.out);
    assert_eq!(told.err.lines().count(), 21);
    assert!(told.err.contains("and 9 more rows"), "{}", told.err);
}
