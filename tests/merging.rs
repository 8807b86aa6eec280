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

#[test]
fn nothing_is_a_part_of_its_parts() {
    let mut project = project();
    for line in [
        r#"{"command":"new_incident","incident":"j","fields":{"title":"Battle"}}"#,
        r#"{"command":"new_incident","incident":"k","fields":{"title":"War"}}"#,
        r#"{"command":"link_incidents","a":"i","b":"j","kind":"part_of"}"#,
        r#"{"command":"link_incidents","a":"j","b":"k","kind":"part_of"}"#,
    ] {
        run(&mut project, line).unwrap();
    }
    let circle = r#"{"command":"link_incidents","a":"k","b":"i","kind":"part_of"}"#;
    assert!(run(&mut project, circle).unwrap_err().contains("part of one of its parts"));
    // Turned around, the link of the two is another one.
    run(&mut project, r#"{"command":"link_incidents","a":"k","b":"j","kind":"part_of"}"#).unwrap();
    run(&mut project, r#"{"command":"link_incidents","a":"j","b":"k","kind":"part_of"}"#).unwrap();
    // Merged into the part of its part, the whole keeps no link that would make a circle.
    run(&mut project, r#"{"command":"merge_incidents","from":"k","into":"i"}"#).unwrap();
    let links: Vec<_> = project.links.values().map(|l| (l.a.as_str(), l.b.as_str())).collect();
    assert_eq!(links, [("i", "j")]);

    // So with actors: a grandparent merged into its grandchild.
    run(&mut project, r#"{"command":"set_actor","actor":"state","fields":{"name":"State"}}"#)
        .unwrap();
    run(&mut project, r#"{"command":"set_actor","actor":"army","fields":{"parent":"state"}}"#)
        .unwrap();
    run(&mut project, r#"{"command":"merge","actor":{"into":"half","from":["state"]}}"#).unwrap();
    let parent = |id: &str| project.actors[&casebook::model::ActorId::new(id)].parent.clone();
    assert_eq!((parent("half"), parent("army")), (None, Some("half".into())));
}
