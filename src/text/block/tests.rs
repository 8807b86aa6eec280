//! Paragraphs of made-up pages and what they are.

use super::*;
use proptest::prelude::*;

/// Each line begins with the letter of its kind: H, B, C, F (furniture), R.
fn check(page: &str) {
    let mut wanted = Vec::new();
    let body: Vec<&str> = page
        .lines()
        .map(|line| {
            let line = line.trim_start();
            let (kind, text) = line.split_once(' ').unwrap_or((line, ""));
            wanted.extend(kind.chars().next());
            text
        })
        .collect();
    let body = body.join("\n");
    let found: Vec<char> = blocks(&body).iter().map(|b| letter(b.kind)).collect();
    let lines: Vec<_> = body.lines().filter(|l| !l.trim().is_empty()).zip(&found).collect();
    assert_eq!(found, wanted, "{lines:#?}");
}

fn letter(kind: BlockKind) -> char {
    match kind {
        BlockKind::Headline => 'H',
        BlockKind::Body => 'B',
        BlockKind::Caption => 'C',
        BlockKind::Boilerplate => 'F',
        BlockKind::Repeat => 'R',
    }
}

#[test]
fn a_page_with_links_and_a_list_of_other_stories() {
    check(
        "H Nine killed at the ford of Exampleville, ministry says
         B Nine soldiers were killed when gunmen fired on a patrol at the ford, the ministry said on Friday.
         F READ MORE: Twelve die as bus leaves the road
         B A second attack
         B No group has said that it was behind the attack, which wounded four more.
         F DISCLAIMER: The views of those who comment are their own and not those of the house.
         F Tags:
         F Latest Stories
         F -
         F Mayor opens the new bridge at the ford
         F 57 seconds -
         F Twelve runners are dead tired after the race
         F 9 hours -",
    );
}

#[test]
fn captions_are_told_by_their_credits() {
    check(
        "C The governor speaks to reporters.  / Photo: An Agency
         B Four people were hurt on Monday when a wall fell in the old market, doctors said.
         C Traders clear the stones of the wall in the old market. (photo credit: AGENCY/Some One)
         C Traders clear the stones of the wall in the old market.
         C (photo credit: AGENCY/Some One)
         B The mayor said that photo credit was due to nobody, since he had forbidden all pictures of the wall and of the men who had built it too thin.
         C A stall on the road to the ford, in October. Photo: S. Body / The Example Ledger
         B He sent his brother a photo: it showed the wall, two days before it fell on the traders below it.
         C FILE - A street of the town, March 2 of last year
         C Le marché avant la chute du mur. © AFP
         C Crédit photo : Une Agence",
    );
}

#[test]
fn furniture_in_french() {
    check(
        "H Quatre blessés au vieux marché
         B Quatre personnes ont été blessées lundi par la chute d’un mur, ont indiqué des médecins.
         F Lire aussi : Le pont du gué est ouvert
         F Publicité
         B Le maire s’est rendu sur place dans la soirée avec deux conseillers.
         F Abonnez-vous à notre lettre du matin
         F (Avec AFP)
         F Sur le même sujet
         F Un pont pour le gué
         F il y a 3 heures
         F Tous droits réservés",
    );
}

#[test]
fn bylines_and_sign_offs_are_furniture_but_reports_are_not() {
    check(
        "F By Some Body and Any One
         F 3 min read
         F Published on 4 March 2024
         B By Friday the river had reached the square.
         B Read aloud in court, the list of names took an hour, and more than once the judge stopped.
         B Share prices fell after nine people died in the mine, and the union called a strike.
         B Following the attack, subscribers to the fund were told that the money was safe.
         B More than 40 people were wounded.
         B Related violence has killed twelve since June, said the governor of the province.
         F Click here to follow our WhatsApp channel for more stories.
         F (Reporting by Some Body; Editing by Any One)
         F AFP",
    );
}

#[test]
fn what_stands_above_is_a_repeat() {
    check(
        "B Nine soldiers were killed at the ford on Tuesday, the ministry of defence said.
         B The governor has called for calm.
         R Nine soldiers were killed at the ford on Tuesday, the ministry of defence said.",
    );
}

#[test]
fn a_known_title_is_the_headline_wherever_it_stands_near_the_top() {
    let body = "World news\nNine killed at the ford\nNine were killed at the ford.";
    let hints = BlockHints { title: Some("Nine killed at  the ford"), ..BlockHints::default() };
    let kinds: Vec<_> =
        blocks_with(body, &paragraphs(body), hints).iter().map(|b| letter(b.kind)).collect();
    assert_eq!(kinds, ['B', 'H', 'B']);
}

#[test]
fn what_a_publisher_prints_everywhere_is_furniture_unless_all_is_reprinted() {
    let tail = "The Example Times, founded by readers for readers";
    let body = format!(
        "Nine people were killed in the fire, the brigade said.\nFour more were hurt.\n{tail}"
    );
    let kinds = |with: &dyn Fn(u64) -> Recurrence| -> String {
        let hints = BlockHints { title: None, recurring: Some(with) };
        blocks_with(&body, &paragraphs(&body), hints).iter().map(|b| letter(b.kind)).collect()
    };
    let tail = paragraph_print(tail);
    let only_tail = |print| Recurrence { with: if Some(print) == tail { 7 } else { 1 }, of: 90 };
    assert_eq!(kinds(&only_tail), "BBF");
    let rare = |print| Recurrence { with: if Some(print) == tail { 7 } else { 1 }, of: 9_000 };
    assert_eq!(kinds(&rare), "BBB");
    assert_eq!(kinds(&|_| Recurrence { with: 7, of: 90 }), "BBB", "a reprint is no furniture");
}

proptest! {
    #[test]
    fn every_paragraph_is_in_one_block_in_order(body in "([A-Za-zé:.\n ]|Tags:\n|READ MORE: |\n-\n|photo credit){0,120}") {
        let blocks = blocks(&body);
        let lines = paragraphs(&body);
        let filled: Vec<usize> = lines
            .iter()
            .enumerate()
            .filter(|(_, p)| p.range.slice(&body).is_some_and(|t| !t.trim().is_empty()))
            .map(|(i, _)| i)
            .collect();
        prop_assert_eq!(blocks.iter().map(|b| b.paragraph).collect::<Vec<_>>(), filled);
        for block in &blocks {
            prop_assert_eq!(Some(block.range), lines.get(block.paragraph).map(|p| p.range));
        }
    }
}
