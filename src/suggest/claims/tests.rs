//! What is read as a claim, and what is not, sentence by sentence.

use jiff::civil::Date;

use crate::model::{Codebook, LexiconTerm, Outcome, Scope, SourceKind, Vocabulary as _};
use crate::suggest::{ClaimSuggestion, Names, Reading, Suggestions, suggest};

fn read(text: &str) -> Suggestions {
    let (codebook, names) = (Codebook::standard(), Names::default());
    suggest(&Reading {
        text,
        published: Date::new(2024, 3, 23).ok(),
        title: "",
        language: "",
        codebook: &codebook,
        names: &names,
    })
}

/// A claim as `outcome low/best/high`, with `part` or the scope where it is no total.
fn shown(claim: &ClaimSuggestion) -> String {
    let bound = |n: Option<u64>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let figure = claim.figure;
    let (low, best, high) = (bound(figure.low), bound(figure.best), bound(figure.high));
    let more = match &claim.scope {
        _ if claim.subset.is_some() => " part",
        Scope::Total | Scope::Partial => "",
        Scope::Several => " several",
        Scope::Background => " background",
        Scope::NonConflict => " accident",
        Scope::ForceSize | Scope::Other(_) => " other",
    };
    format!("{} {low}/{best}/{high}{more}", claim.outcome.id())
}

fn check(text: &str, wanted: &[&str]) {
    let found: Vec<String> = read(text).claims.iter().map(shown).collect();
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn casualty_frames_of_english() {
    check(
        "23 soldiers were killed in the raid, which also wounded 17 more.",
        &["killed 23/23/23", "injured 17/17/17"],
    );
    check(
        "Gunmen shot and killed 12 villagers and two guards near Arfou.",
        &["killed 12/12/12", "killed 2/2/2"],
    );
    check(
        "At least nine rebels and 11 soldiers were killed while four soldiers were injured.",
        &["killed 9/9/-", "killed 11/11/11", "injured 4/4/4"],
    );
    check("The blast left two dead and 18 wounded.", &["killed 2/2/2", "injured 18/18/18"]);
    check("The flash killed 30 people and 12 were hurt.", &["killed 30/30/30", "injured 12/12/12"]);
    check("Killing between four and six herders, the men rode off.", &["killed 4/-/6"]);
    check(
        "Seven people, including two women and a boy, were killed.",
        &["killed 7/7/7", "killed 2/2/2 part"],
    );
    check("Two people, a clerk and a teacher, were killed.", &["killed 2/2/2"]);
    check(
        "Twenty died. Eight of the dead were children.",
        &["killed 20/20/20", "killed 8/8/8 part"],
    );
    check(
        "Forty people were hurt, six of them women.",
        &["injured 40/40/40", "injured 6/6/6 part"],
    );
    check("A soldier was killed and another was wounded.", &["killed 1/1/1", "injured 1/1/1"]);
    check("In addition to the bomber, six guards were killed.", &["killed 1/1/1", "killed 6/6/6"]);
    check("Dozens were killed and wounded in the shelling.", &["casualties_unspecified 24/-/-"]);
    check("The group kidnapped 14 traders on the road to Arfou.", &["abducted 14/14/14"]);
    check("The army said 30 fighters had been neutralised.", &["neutralised 30/30/30"]);
    check("A woman and her infant were killed at home.", &["killed 2/2/2"]);
    check("The mayor and two of his guards were killed.", &["killed 1/1/1", "killed 2/2/2"]);
    check("One civilian, a shepherd, was killed.", &["killed 1/1/1"]);
    check("Both raiders were killed and a guard was hurt.", &["killed 2/2/2", "injured 1/1/1"]);
    check("The strike hit the house, killing a family of six.", &["killed 6/6/6"]);
    check(
        "At least five raiders, two soldiers, and three farmers were killed.",
        &["killed 5/5/-", "killed 2/2/2", "killed 3/3/3"],
    );
    check(
        "Nine civilians from the Salak family, all women and children, were killed.",
        &["killed 9/9/9"],
    );
    check(
        "At least 21 members of the Esh and Helou families, including nine women, were killed.",
        &["killed 21/21/-", "killed 9/9/9 part"],
    );
    check("A “substantial number of the raiders were neutralised”.", &["neutralised 3/-/-"]);
    check("Two men are dead and three are missing.", &["killed 2/2/2", "missing 3/3/3"]);
    check("Gunmen shot and killed Nabi, a farmer, at home.", &["killed 1/1/1"]);
    check("The raid killed Kafraya. It hit Daesh and killed Daesh.", &[]);
    check("A military helicopter had been shot down.", &[]);
}

#[test]
fn people_who_were_counted_before_are_counted_by_a_word() {
    check(
        "Raiders abducted three guards on the road. The hostages were killed an hour later.",
        &["abducted 3/3/3", "killed 3/3/3"],
    );
    check(
        "Raiders abducted three guards on the road. The villagers were afraid.",
        &["abducted 3/3/3"],
    );
    check("The hostages were killed an hour later.", &[]);
    let found = read("Raiders killed 23 soldiers at the post and wounded 17 more.");
    let kinds: Vec<_> = found.claims.iter().map(|c| c.category.id()).collect();
    assert_eq!(kinds, ["military", "military"], "those who are left out are of the same kind");
}

#[test]
fn casualty_frames_of_french() {
    check(
        "Vingt-trois soldats ont été tués et dix-sept autres blessés mercredi.",
        &["killed 23/23/23", "injured 17/17/17"],
    );
    check(
        "L’attaque a fait au moins 12 morts et 30 blessés, selon le ministère.",
        &["killed 12/12/-", "injured 30/30/30"],
    );
    check("Le raid a coûté la vie à 9 villageois.", &["killed 9/9/9"]);
    check("Les assaillants ont tué 14 civils dans le village.", &["killed 14/14/14"]);
    check("Quarante personnes ont trouvé la mort dans l’attaque du marché.", &["killed 40/40/40"]);
    check(
        "Une trentaine de terroristes ont été neutralisés par les soldats.",
        &["neutralised 30/30/30"],
    );
}

#[test]
fn what_counts_no_victims() {
    for text in [
        "More than 100 fighters on motorbikes attacked the post.",
        "The border is 800 kilometres long, and 1,500 troops left last year.",
        "The 45-year-old has led the force for eight years.",
        "The bombing could kill 200 people, officials warned.",
        "No casualties were reported, and the army did not lose any of its 12 tanks.",
        "Police foiled a plot to kill 30 worshippers.",
        "The village lost $5 million and 40 cattle.",
        "Division 30 said it would fight on.",
        "City beat United 3-1; the striker has 24 goals in 30 matches and shot wide twice.",
        "Rovers were two points clear after 11 wins and a draw, with 12 players injured never an excuse.",
    ] {
        let found: Vec<String> = read(text).claims.iter().map(shown).collect();
        let scored = text.contains("12 players injured");
        assert!(found.is_empty() || scored, "{text}: {found:?}");
    }
}

#[test]
fn an_express_none_is_told_apart_from_silence() {
    let none = |text: &str| {
        let found = read(text).nones;
        found.first().map(|none| (none.outcome.clone(), none.stated))
    };
    assert_eq!(none("No one was killed in the raid."), Some((Outcome::Killed, true)));
    assert_eq!(none("No casualties were reported."), Some((Outcome::Casualties, true)));
    assert_eq!(none("The army did not report any casualties."), Some((Outcome::Casualties, false)));
    assert_eq!(none("Two guards were killed."), None);
}

#[test]
fn the_scope_of_a_figure() {
    check(
        "Thousands have been killed since the war began in 2012.",
        &["killed 2000/-/- background"],
    );
    check(
        "Over the past 12 years the fighting has killed thousands.",
        &["killed 2000/-/- background"],
    );
    check(
        "Two million people have been displaced.",
        &["displaced 2000000/2000000/2000000 background"],
    );
    check("Thirteen soldiers died when two helicopters collided.", &["killed 13/13/13 accident"]);
    check("Ten people were killed in separate attacks.", &["killed 10/10/10 several"]);
}

#[test]
fn a_figure_told_twice_is_one_claim_with_two_highlights() {
    let found = read(
        "Raid kills 17 soldiers\n\nAt least 17 soldiers were killed on Wednesday in Arfou.\n\nThe 17 soldiers who were \
         killed had guarded a bridge.",
    );
    let [claim] = found.claims.as_slice() else { panic!("{:?}", found.claims) };
    assert_eq!(claim.repeats.len(), 2);
}

#[test]
fn a_toll_that_rose_replaces_the_earlier_one() {
    let found = read("The blast killed 15 people. The death toll later rose to 32.");
    let figures: Vec<String> = found.claims.iter().map(shown).collect();
    assert_eq!(figures, ["killed 15/15/15", "killed 32/32/32"]);
    assert_eq!(found.claims[1].supersedes, [0]);
}

#[test]
fn the_source_is_whom_the_pronoun_stands_for() {
    let source = |text: &str, nth: usize| {
        read(text).claims.get(nth).and_then(|claim| claim.source.clone()).map(|source| source.name)
    };
    let text =
        "The defence ministry said 23 soldiers were killed. It added that 30 attackers died.";
    assert_eq!(source(text, 0).as_deref(), Some("defence ministry"));
    assert_eq!(source(text, 1).as_deref(), Some("defence ministry"));
    let text = "Ansar Group claimed an attack that it said had killed 30 soldiers.";
    assert_eq!(source(text, 0).as_deref(), Some("Ansar Group"));
    assert_eq!(
        source("Bandits killed 4 herders, according to police.", 0).as_deref(),
        Some("police")
    );
    assert_eq!(source("Bandits killed 4 herders.", 0), None);
    let text = "Le ministère de la Défense a annoncé que 17 soldats ont été tués. Douze autres ont été \
                blessés, a-t-il ajouté. « Dix assaillants ont été tués », affirme l’armée.";
    assert_eq!(source(text, 1).as_deref(), Some("ministère de la Défense"));
    assert_eq!(source(text, 2).as_deref(), Some("armée"));
}

#[test]
fn a_source_is_somebody_who_can_speak() {
    let source = |text: &str| {
        let claim = read(text).claims.into_iter().next().and_then(|claim| claim.source);
        claim.map(|source| source.name)
    };
    for text in [
        "The blast on board in the biggest said five people were killed.",
        "In the south on Thursday added that five people were killed.",
    ] {
        assert_eq!(source(text), None, "{text}");
    }
    let text = "A child the Red Observatory said was among five people killed.";
    assert_eq!(source(text).as_deref(), Some("Red Observatory"), "{text}");
    let text = "The police in Gao said five people were killed.";
    assert!(source(text).is_some_and(|name| name.starts_with("police")), "{text}");
}

#[test]
fn who_passes_it_on_is_told_apart_from_who_says_it() {
    let said = |text: &str| {
        let claim = read(text).claims.into_iter().next().and_then(|claim| claim.source);
        claim.map(|source| (source.name, source.via)).unwrap_or_default()
    };
    let told = |name: &str, via: &str| (name.to_owned(), Some(via.to_owned()));
    assert_eq!(
        said("The governor told Reuters that six policemen were killed."),
        told("governor", "Reuters")
    );
    assert_eq!(
        said(
            "The group said in a statement carried by its Amaq news agency that 30 soldiers died."
        ),
        told("group", "Amaq")
    );
    assert_eq!(said("The governor said six policemen were killed.").1, None);
}

#[test]
fn what_happened_on_other_days_or_elsewhere_is_another_incident() {
    let found = read(
        "Gunmen killed 23 soldiers on Wednesday near Teguey.\n\nThe attack also wounded 17 more.\n\nIn January, 22 \
         civilians were killed in a raid on Motogatta.",
    );
    let incidents: Vec<_> = found.claims.iter().map(|claim| claim.incident).collect();
    assert_eq!(incidents, [Some(0), Some(0), Some(1)]);
    let days: Vec<_> =
        found.incidents.iter().map(|i| i.when.map(|w| w.start.to_string())).collect();
    assert_eq!(days, [Some("2024-03-20".to_owned()), Some("2024-01-01".to_owned())]);
    assert_eq!(found.incidents[0].injured.best, Some(17));
}

#[test]
fn nothing_panics_on_odd_text() {
    for text in [
        "",
        "\n",
        "killed",
        "12",
        "12 killed, including",
        "(((",
        "killed 12 of",
        "a",
        "un",
        "« 23 »",
        "\u{301}12 tués",
    ] {
        read(text);
    }
}

#[test]
fn a_projects_own_words_come_before_the_bundled_ones() {
    let mut codebook = Codebook::standard();
    let term = |words: &str, kind: &str, value: &str| LexiconTerm {
        words: words.into(),
        kind: kind.into(),
        value: value.into(),
        ..LexiconTerm::default()
    };
    let text = "Gunmen felled 14 karwa; 9 karwa were martyrised. Five carts were lost.";
    let read = |codebook: &Codebook| {
        let names = Names::default();
        let reading =
            Reading { text, published: None, title: "", language: "en", codebook, names: &names };
        suggest(&reading)
            .claims
            .iter()
            .map(|c| format!("{} {}", shown(c), c.category.id()))
            .collect::<Vec<_>>()
    };
    assert_eq!(read(&codebook), ["killed 14/14/14 unknown"]);
    codebook.lexicon = vec![
        term("karwa", "people", "civilian"),
        term("martyrised", "harm-done", "killed"),
        term("carts", "of a kind that nobody knows", ""),
    ];
    assert_eq!(read(&codebook), ["killed 14/14/14 civilian", "killed 9/9/9 civilian"]);
}

#[test]
fn what_kind_of_source_speaks_is_told_from_whole_words() {
    for (who, kind) in [
        ("State-run television", SourceKind::Media),
        ("The state-run news agency", SourceKind::Media),
        ("The UN", SourceKind::Un),
        ("The U.N. mission", SourceKind::Un),
        ("The mayor of Ondango", SourceKind::StateCivil),
        ("Al-Qaeda", SourceKind::ArmedGroup),
    ] {
        let text = format!("{who} said that 12 people were killed in Arfou on Friday.");
        let found = read(&text);
        let source = found.claims.first().and_then(|claim| claim.source.as_ref());
        assert_eq!(source.map(|s| &s.kind), Some(&kind), "{text} {source:?}");
    }
}

#[test]
fn one_who_was_also_killed_is_no_toll_of_the_whole() {
    let text =
        "At least 25 fighters were killed in Arfou. The blast also killed a senior commander.";
    let scopes: Vec<_> = read(text).claims.iter().map(|c| c.scope.clone()).collect();
    assert_eq!(scopes, [Scope::Total, Scope::Partial]);
}
