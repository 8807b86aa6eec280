//! Undo and redo over any sequence of commands.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;

use casebook::edit::{
    self, AddEvidence, Articles, Assign, Batch, ClaimFields, ClaimRef, Command, Decide,
    DecisionRef, DeleteRef, HighlightRef, History, IncidentFields, IncidentRef, LinkIncidents,
    Mark, Merge, MergeIncidents, NewIncident, Onto, PartyFields, Quote, Rename, SetArticle,
    SetClaim, SetCodebook, SetIncident, SetOverride, Words,
};
use casebook::model::{
    Article, ArticleId, BestRule, CodingStatus, Figure, FolderId, IdSource, LinkKind, Outcome,
    Project, Side, Stamp,
};
use proptest::prelude::*;

/// Three articles that stand in a folder.
struct Shelf(Vec<(Arc<Article>, Arc<str>)>);

impl Shelf {
    fn new() -> Self {
        let texts = [
            "Twenty-three soldiers were killed near Teguey 😔, the ministry said.\nSeventeen were hurt.",
            "قتل 23 جنديا في كمين.\nÀ Téra, une trentaine d’assaillants ont été neutralisés.",
            "No toll was given. No toll was given.",
        ];
        let folder = FolderId::new("articles");
        let articles = texts.iter().enumerate().map(|(i, text)| {
            let path = format!("{i}.txt");
            let id = ArticleId::of_path(&folder, &path);
            let article = Article { id, folder: folder.clone(), path, ..Article::default() };
            (Arc::new(article), Arc::from(*text))
        });
        Self(articles.collect())
    }
}

impl Articles for Shelf {
    fn article(&self, reference: &str) -> Option<Arc<Article>> {
        let found = self.0.iter().find(|(a, _)| a.path == reference || a.id.as_str() == reference);
        found.map(|(a, _)| Arc::clone(a))
    }

    fn text(&self, article: &ArticleId) -> Option<Arc<str>> {
        self.0.iter().find(|(a, _)| a.id == *article).map(|(_, text)| Arc::clone(text))
    }
}

/// A command by numbers that pick among what the project holds when it is carried out.
#[derive(Debug, Clone)]
struct Step {
    kind: u8,
    a: usize,
    b: usize,
    n: Option<u64>,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0..23u8, any::<usize>(), any::<usize>(), proptest::option::of(0..200u64))
        .prop_map(|(kind, a, b, n)| Step { kind, a, b, n });
    proptest::collection::vec(step, 0..40)
}

fn pick<K: Clone + Ord, V>(table: &imbl::OrdMap<K, V>, n: usize) -> Option<(&K, &V)> {
    (!table.is_empty()).then(|| table.iter().nth(n % table.len())).flatten()
}

fn command(project: &Project, step: &Step) -> Option<Command> {
    let Step { kind, a, b, n } = step.clone();
    let claim = |n| pick(&project.claims, n).map(|(id, _)| id.clone());
    let incident = |n| pick(&project.incidents, n).map(|(id, _)| id.clone());
    let article = format!("{}.txt", a % 3);
    let words = Words::Chars { chars: (b % 20, b % 20 + 1 + a % 12) };
    let figure = Figure::new(n, n, n.filter(|n| n % 2 == 0));
    let sources = ["ministry", "Witness", "IS statement"];
    Some(match kind {
        0..=3 => Command::Mark(Mark {
            claim: None,
            article,
            words,
            incident: incident(b),
            fields: ClaimFields {
                figure: Some(figure),
                source: Some(sources[a % 3].to_owned()),
                victim: Some("soldiers".to_owned()),
                side: Some(Side::A),
                ..ClaimFields::default()
            },
        }),
        4 => Command::AddQuote(Quote { claim: claim(a)?, article, words }),
        5 => Command::RemoveHighlight(HighlightRef {
            highlight: pick(&project.highlights, a)?.0.clone(),
        }),
        6 => Command::SetClaim(SetClaim {
            claim: claim(a)?,
            fields: ClaimFields {
                outcome: Some(Outcome::Injured),
                figure: Some(figure),
                supersedes: Some(claim(b).into_iter().collect()),
                ..ClaimFields::default()
            },
        }),
        7 => Command::DeleteClaim(ClaimRef { claim: claim(a)? }),
        8 => Command::Assign(Assign { claims: vec![claim(a)?], incident: incident(b) }),
        9 | 10 => Command::NewIncident(NewIncident {
            incident: None,
            fields: IncidentFields {
                title: Some(format!("Incident {a}")),
                date: Some("20 March 2024".to_owned()),
                place_text: Some("Teguey".to_owned()),
                coordinates: Some(casebook::edit::Coordinates::At(14.5, 1.0)),
                parties: Some(vec![PartyFields { actor: "army".into(), ..Default::default() }]),
                ..IncidentFields::default()
            },
            claims: claim(b).into_iter().collect(),
        }),
        11 => Command::SetIncident(SetIncident {
            incident: incident(a)?,
            fields: IncidentFields { note: Some(format!("{b}")), ..IncidentFields::default() },
        }),
        12 => Command::MergeIncidents(MergeIncidents { from: incident(a)?, into: incident(b)? }),
        13 => Command::DeleteIncident(IncidentRef { incident: incident(a)? }),
        14 => Command::AddEvidence(AddEvidence {
            evidence: None,
            incident: incident(a)?,
            article,
            words: n.map(|_| words),
            kind: casebook::model::EvidenceKind::Mention,
            note: String::new(),
        }),
        15 => Command::SetOverride(SetOverride {
            incident: incident(a)?,
            outcome: Outcome::Killed,
            side: Side::A,
            category: casebook::model::Category::Military,
            figure,
            reason: "two lists of names".to_owned(),
            derived: None,
            claims: Some(claim(b).into_iter().collect()),
        }),
        16 => Command::Batch(Batch {
            label: "Several".to_owned(),
            commands: vec![
                Command::Rename(Rename { name: format!("Project {a}") }),
                Command::SetCodebook(SetCodebook {
                    best_rule: Some(BestRule::ALL[b % 5]),
                    ..SetCodebook::default()
                }),
                Command::SetArticle(SetArticle {
                    article,
                    fields: casebook::edit::ArticleFields {
                        status: Some(CodingStatus::Coded),
                        published: Some("2024-03-23".to_owned()),
                        ..Default::default()
                    },
                }),
            ],
        }),
        17 => Command::Decide(Decide {
            article,
            words,
            outcome: Outcome::Killed,
            judgement: casebook::model::Judgement::Edited,
            rule: "toll".into(),
            claim: n.and_then(|_| claim(b)),
        }),
        18 => Command::Undecide(DecisionRef { decision: pick(&project.decisions, a)?.0.clone() }),
        20 | 21 => Command::LinkIncidents(LinkIncidents {
            a: incident(a)?,
            b: incident(b)?,
            kind: LinkKind::PartOf,
            note: String::new(),
        }),
        22 => Command::Merge(Merge::Source(Onto {
            into: pick(&project.sources, a)?.0.clone(),
            from: vec![pick(&project.sources, b)?.0.clone()],
        })),
        _ => Command::Delete(DeleteRef::Source(pick(&project.sources, a)?.0.clone())),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_sequence_undone_restores_the_project_and_redone_gives_the_same(steps in steps()) {
        let shelf = Shelf::new();
        let first = Project::new("Test");
        let mut project = first.clone();
        let mut history = History::default();
        let mut states = vec![first.clone()];
        for (i, step) in steps.iter().enumerate() {
            let Some(command) = command(&project, step) else { continue };
            let ids = IdSource::from_seed(i as u64);
            // A refused command changes nothing, which the states check as well.
            let Ok(tx) = edit::plan(&project, &shelf, Stamp::default(), ids, &command) else { continue };
            if tx.is_empty() {
                continue;
            }
            edit::apply(&mut project, &tx).unwrap();
            history.record(tx);
            states.push(project.clone());
        }
        let last = project.clone();
        for before in states.iter().rev().skip(1) {
            let tx = history.next_undo().unwrap().inverse();
            edit::apply(&mut project, &tx).unwrap();
            history.took_back();
            prop_assert_eq!(&project, before);
        }
        prop_assert!(history.next_undo().is_none());
        prop_assert_eq!(&project, &first);
        while let Some(tx) = history.next_redo().cloned() {
            edit::apply(&mut project, &tx).unwrap();
            history.did_again();
        }
        prop_assert_eq!(&project, &last);
    }

    #[test]
    fn every_highlight_of_a_project_names_words_that_stand_in_its_article(steps in steps()) {
        let shelf = Shelf::new();
        let mut project = Project::new("Test");
        for (i, step) in steps.iter().enumerate() {
            let Some(command) = command(&project, step) else { continue };
            let ids = IdSource::from_seed(i as u64);
            if let Ok(tx) = edit::plan(&project, &shelf, Stamp::default(), ids, &command) {
                edit::apply(&mut project, &tx).unwrap();
            }
        }
        for highlight in project.highlights.values() {
            let article = &project.articles[&highlight.article];
            let text = article.text.as_deref().unwrap();
            prop_assert_eq!(text.get(highlight.start..highlight.end), Some(&*highlight.exact));
        }
        for article in project.articles.values() {
            let marked = project.highlights.values().any(|h| h.article == article.id);
            prop_assert_eq!(marked, article.text.is_some());
        }
        for claim in project.claims.values() {
            prop_assert!(!claim.highlights.is_empty());
            prop_assert!(claim.highlights.iter().all(|h| project.highlights.contains_key(h)));
        }
    }
}

#[test]
fn a_refused_command_says_why_and_a_stale_transaction_changes_nothing() {
    let shelf = Shelf::new();
    let mut project = Project::new("Test");
    let mark = |quote: &str, article: &str| {
        Command::Mark(Mark {
            claim: None,
            article: article.into(),
            words: Words::Quote { quote: quote.into(), occurrence: None },
            incident: None,
            fields: ClaimFields::default(),
        })
    };
    let plan = |project: &Project, command: &Command| {
        edit::plan(project, &shelf, Stamp::default(), IdSource::from_seed(1), command)
    };
    let refused = |command: Command| plan(&Project::new("x"), &command).unwrap_err().to_string();
    assert!(refused(mark("nobody", "0.txt")).contains("are not in the article"));
    assert!(refused(mark("No toll", "2.txt")).contains("occur 2 times"));
    assert!(refused(mark("x", "9.txt")).contains("there is no article 9.txt"));

    let tx = plan(&project, &mark("Seventeen", "0.txt")).unwrap();
    edit::apply(&mut project, &tx).unwrap();
    let before = project.clone();
    assert!(edit::apply(&mut project, &tx).is_err());
    assert_eq!(project, before);
}
