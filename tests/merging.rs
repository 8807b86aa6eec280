//! Sources, actors and places that are one, through the commands that `casebook apply` reads.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails shall panic")]

use casebook::edit::{Command, NoArticles, Transaction, apply, plan};
use casebook::model::{IdSource, Project, Stamp};

fn run(project: &mut Project, line: &str) -> Result<Transaction, String> {
    let command: Command = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let ids = IdSource::from_seed(project.incidents.len() as u64 + 7);
    let transaction = plan(project, &NoArticles, Stamp::default(), ids, &command)
        .map_err(|error| error.to_string())?;
    apply(project, &transaction).map_err(|error| error.to_string())?;
    Ok(transaction)
}

fn project() -> Project {
    let mut project = Project::default();
    for line in [
        r#"{"command":"set_actor","actor":"army","fields":{"name":"Army of Niger"}}"#,
        r#"{"command":"set_actor","actor":"half","fields":{"name":"Armed Forces of","aliases":["FAN"],"country":"NER","parent":"army"}}"#,
        r#"{"command":"set_source","source":"ministry","fields":{"name":"Defence ministry"}}"#,
        r#"{"command":"set_source","source":"again","fields":{"name":"Ministry of Defence","kind":"state_military","actor":"half"}}"#,
        r#"{"command":"set_place","place":"p","fields":{"name":"Teguey"}}"#,
        r#"{"command":"set_place","place":"q","fields":{"name":"Tegueye","coordinates":[14.5,1.0],"country":"NER"}}"#,
        r#"{"command":"new_incident","incident":"i","fields":{"title":"Ambush","place":"q","parties":[{"actor":"army","side":"A"},{"actor":"half","side":"A"}],"responsibility":[{"actor":"half","source":"again"}]}}"#,
    ] {
        run(&mut project, line).unwrap();
    }
    project
}

#[test]
fn everything_that_named_one_names_the_other() {
    let mut project = project();
    let before = project.clone();
    let mut done = Vec::new();
    for line in [
        r#"{"command":"merge","actor":{"into":"army","from":["half"]}}"#,
        r#"{"command":"merge","source":{"into":"ministry","from":["again"]}}"#,
        r#"{"command":"merge","place":{"into":"p","from":["q"]}}"#,
    ] {
        done.push(run(&mut project, line).unwrap());
    }
    let army = project.actors.values().next().unwrap();
    assert_eq!(project.actors.len(), 1);
    assert_eq!((army.id.as_str(), army.parent.clone(), &*army.country), ("army", None, "NER"));
    assert_eq!(army.aliases, ["Armed Forces of", "FAN"]);
    let ministry = project.sources.values().next().unwrap();
    assert_eq!(project.sources.len(), 1);
    assert_eq!(ministry.actor.as_ref(), Some(&army.id), "it takes what it lacks");
    let place = project.places.values().next().unwrap();
    assert_eq!(project.places.len(), 1);
    assert_eq!((place.id.as_str(), place.coordinates()), ("p", Some((14.5, 1.0))));
    let incident = project.incidents.values().next().unwrap();
    assert_eq!(incident.parties.len(), 1, "on one side it is one party");
    assert_eq!(incident.parties[0].actor, army.id);
    assert_eq!(incident.responsibility[0].actor.as_ref(), Some(&army.id));
    assert_eq!(incident.responsibility[0].source.as_ref(), Some(&ministry.id));
    assert_eq!(incident.place.as_ref(), Some(&place.id));
    for transaction in done.iter().rev() {
        apply(&mut project, &transaction.inverse()).unwrap();
    }
    assert_eq!(project, before);
}

#[test]
fn what_is_not_there_or_is_itself_is_refused() {
    let mut project = project();
    for (line, why) in [
        (r#"{"command":"merge","actor":{"into":"army","from":["army"]}}"#, "into itself"),
        (r#"{"command":"merge","actor":{"into":"army","from":[]}}"#, "must not be empty"),
        (r#"{"command":"merge","source":{"into":"ministry","from":["nobody"]}}"#, "there is no"),
        (r#"{"command":"set_incident","incident":"i","fields":{"country":"Sirya"}}"#, "no country"),
    ] {
        let error = run(&mut project, line).unwrap_err();
        assert!(error.contains(why), "{error}");
    }
}
