//! What kind of event a sentence tells of, after ACLED's public list.

use crate::model::EventType;
use crate::suggest::page::Page;
use crate::text::TextRange;

/// Words, the type and sub-type that they stand for, and what to call it; the first that fits wins.
const EVENTS: &[(&[&str], EventType, &str, &str)] = &[
    (
        &[
            "collided",
            "collision",
            "crash",
            "accident",
            "earthquake",
            "flood",
            "capsized",
            "séisme",
        ],
        EventType::NonHostile,
        "",
        "accident",
    ),
    (
        &[
            "suicide bomb",
            "suicide attack",
            "suicide blast",
            "suicide car",
            "blew himself",
            "blew herself",
            "kamikaze",
        ],
        EventType::Explosion,
        "Suicide bomb",
        "suicide bombing",
    ),
    (
        &[
            "air strike",
            "airstrike",
            "air raid",
            "drone",
            "warplane",
            "air force",
            "frappe aérienne",
            "fighter jet",
        ],
        EventType::Explosion,
        "Air/drone strike",
        "air strike",
    ),
    (
        &["shelling", "shelled", "artillery", "mortar", "rocket", "missile", "obus", "roquette"],
        EventType::Explosion,
        "Shelling/artillery/missile attack",
        "shelling",
    ),
    (
        &[
            "landmine",
            "roadside bomb",
            "explosive device",
            "car bomb",
            "bomb",
            "ied",
            "mine ",
            "explosion",
            "blast",
            "engin explosif",
        ],
        EventType::Explosion,
        "Remote explosive/landmine/IED",
        "bombing",
    ),
    (&["grenade"], EventType::Explosion, "Grenade", "grenade attack"),
    (
        &["kidnap", "abduct", "hostage", "enlevé", "enlèvement"],
        EventType::AgainstCivilians,
        "Abduction/forced disappearance",
        "abduction",
    ),
    (&["protest", "demonstrat", "manifest"], EventType::Protest, "", "protest"),
    (&["riot", "mob "], EventType::Riot, "", "riot"),
    (&["ambush", "embuscade"], EventType::Battle, "Armed clash", "ambush"),
    (
        &[
            "clash",
            "battle",
            "fighting",
            "soldier",
            "troops",
            "army",
            "checkpoint",
            "combat",
            "affrontement",
            "militaire",
            "soldat",
        ],
        EventType::Battle,
        "Armed clash",
        "clash",
    ),
    (
        &[
            "shooting",
            "shot ",
            "stabb",
            "gunm",
            "opened fire",
            "massacre",
            "villag",
            "civilian",
            "civil",
            "executed",
            "beheaded",
        ],
        EventType::AgainstCivilians,
        "Attack",
        "attack",
    ),
    (&["attack", "attaque"], EventType::Unspecified, "", "attack"),
];

/// Type, sub-type and a word for what a sentence tells of.
pub fn of(page: &Page<'_>, sentence: TextRange) -> (EventType, &'static str, &'static str) {
    let words = sentence.slice(&page.lower).unwrap_or_default();
    let fits = EVENTS.iter().find(|(signs, ..)| signs.iter().any(|sign| has(words, sign)));
    let Some((_, kind, sub, what)) = fits else {
        return (EventType::Unspecified, "", "incident");
    };
    // As the article calls it.
    let attack = ["attack", "assault", "raid", "attaque", "assaut"];
    let named = |sign: &&str| has(words, sign) && !has(words, &format!("{sign}er"));
    let what = if *what == "clash" && attack.iter().any(named) { "attack" } else { what };
    (kind.clone(), sub, what)
}

/// Whether a word of the text begins with a sign: "ied" is no part of "died".
fn has(words: &str, sign: &str) -> bool {
    words.match_indices(sign).any(|(at, _)| {
        let before = words.get(..at).and_then(|w| w.chars().next_back());
        !before.is_some_and(char::is_alphanumeric)
    })
}
