//! What follows an edit is what would be made from nothing: figures, findings, indexes, rows, charts,
//! marks.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;

use casebook::analysis::{By, ChartSpec, Charted, Derived, Findings, chart};
use casebook::calendar::Per;
use casebook::edit::{
    ActorFields, AddEvidence, AddFolder, ArticleFields, Assign, Batch, ClaimFields, ClaimRef,
    Command, Coordinates, DeleteRef, EvidenceRef, HighlightRef, IncidentFields, IncidentRef,
    LinkIncidents, LinkRef, Mark, Merge, MergeIncidents, NewIncident, Onto, OverrideRef,
    PartyFields, PlaceFields, Quote, SetActor, SetArticle, SetClaim, SetCodebook, SetIncident,
    SetOverride, SetPlace, SetSource, SourceFields, SubsetFields, Words,
};
use casebook::model::{
    BestRule, Category, CodingStatus, Counting, EvidenceKind, Figure, FolderId, LinkKind, Outcome,
    Project, Review, Scope, Side, SourceKind, Table,
};
use casebook::session::{ArticleRow, Host, Mark as Marked, Moment, Session};
use proptest::prelude::*;

const ARTICLES: usize = 5;

/// A command by numbers that pick among what the project holds when it is carried out.
#[derive(Debug, Clone)]
struct Step {
    kind: u8,
    a: usize,
    b: usize,
    n: Option<u64>,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0..41u8, any::<usize>(), any::<usize>(), proptest::option::of(0..6u64))
        .prop_map(|(kind, a, b, n)| Step { kind, a, b, n });
    proptest::collection::vec(step, 0..60)
}

fn pick<T: casebook::model::Entity>(table: &Table<T>, n: usize) -> Option<T::Id> {
    (!table.is_empty()).then(|| table.keys().nth(n % table.len()).cloned()).flatten()
}

fn path(n: usize) -> String {
    format!("{}.txt", n % ARTICLES)
}

/// The command of a step that is neither undo nor redo; none where there is nothing to do it to.
fn command(project: &Project, step: &Step) -> Option<Command> {
    let Step { kind, a, b, n } = step.clone();
    let claim = |n| pick(&project.claims, n);
    let incident = |n| pick(&project.incidents, n);
    let source = |n| pick(&project.sources, n);
    let actor = |n| pick(&project.actors, n);
    let place = |n| pick(&project.places, n);
    let words = Words::Chars { chars: (b % 20, b % 20 + 1 + a % 12) };
    let figure = Figure::new(n, n.filter(|n| n % 3 != 1), n.filter(|n| n % 2 == 0));
    let sources = ["ministry", "Witness", "IS statement"];
    let names = ["army", "rebels", "villagers"];
    let sides = [Side::A, Side::B, Side::Unknown];
    let word = |list: [&str; 3], n: usize| list.get(n % 3).map(|w| (*w).to_owned());
    Some(match kind {
        0..=4 => Command::Mark(Mark {
            claim: None,
            article: path(a),
            words,
            incident: incident(b),
            fields: ClaimFields {
                figure: Some(figure),
                source: word(sources, a).filter(|_| b % 4 > 0),
                victim: word(names, b),
                side: sides.get(b % 3).cloned(),
                category: Some(if a % 2 == 0 { Category::Military } else { Category::Civilian }),
                outcome: (a % 3 == 0).then_some(Outcome::Neutralised),
                ..ClaimFields::default()
            },
        }),
        5 => Command::AddQuote(Quote { claim: claim(a)?, article: path(b), words }),
        6 => Command::RemoveHighlight(HighlightRef { highlight: pick(&project.highlights, a)? }),
        7 | 8 => Command::SetClaim(SetClaim {
            claim: claim(a)?,
            fields: ClaimFields {
                figure: Some(figure),
                source: word(sources, b),
                scope: Some(if b % 3 == 0 { Scope::Partial } else { Scope::Total }),
                review: Some(if b % 5 == 0 { Review::Suggested } else { Review::Accepted }),
                ..ClaimFields::default()
            },
        }),
        9 => Command::SetClaim(SetClaim {
            claim: claim(a)?,
            fields: ClaimFields {
                supersedes: Some(claim(b).into_iter().collect()),
                ..ClaimFields::default()
            },
        }),
        10 => Command::SetClaim(SetClaim {
            claim: claim(a)?,
            fields: ClaimFields {
                subset: Some(SubsetFields { kind: None, of: Some(claim(b)?) }),
                ..ClaimFields::default()
            },
        }),
        11 => Command::DeleteClaim(ClaimRef { claim: claim(a)? }),
        12 | 13 => Command::Assign(Assign { claims: vec![claim(a)?], incident: incident(b) }),
        14 | 15 => Command::NewIncident(NewIncident {
            incident: None,
            fields: IncidentFields {
                title: Some(format!("Incident {}", a % 4)),
                date: (a % 5 > 0).then(|| format!("{} March 2024", 20 + a % 3)),
                place_text: Some(["Teguey", "Inates", ""].get(b % 3)?.to_string()),
                coordinates: (a % 2 == 0).then_some(casebook::edit::Coordinates::At(14.5, 1.0)),
                parties: Some(vec![
                    PartyFields { actor: word(names, a)?, side: Side::A, ..Default::default() },
                    PartyFields { actor: word(names, b)?, side: Side::B, ..Default::default() },
                ]),
                ..IncidentFields::default()
            },
            claims: claim(b).into_iter().collect(),
        }),
        16 => Command::SetIncident(SetIncident {
            incident: incident(a)?,
            fields: IncidentFields {
                title: Some(format!("Renamed {}", b % 3)),
                date: Some(format!("{} March 2024", 19 + b % 4)),
                place_text: Some("Teguey".to_owned()),
                ..IncidentFields::default()
            },
        }),
        17 => Command::MergeIncidents(MergeIncidents { from: incident(a)?, into: incident(b)? }),
        18 => Command::DeleteIncident(IncidentRef { incident: incident(a)? }),
        19 => Command::AddEvidence(AddEvidence {
            evidence: None,
            incident: incident(a)?,
            article: path(b),
            words: n.map(|_| words),
            kind: EvidenceKind::Mention,
            note: String::new(),
        }),
        20 => Command::RemoveEvidence(EvidenceRef { evidence: pick(&project.evidence, a)? }),
        21 => {
            let claim = project.claims.get(&claim(a)?)?;
            Command::SetOverride(SetOverride {
                incident: claim.incident.clone().or(incident(b))?,
                outcome: claim.outcome.clone(),
                side: claim.side.clone(),
                category: claim.category.clone(),
                figure,
                reason: "two lists of names".to_owned(),
                derived: None,
                claims: None,
            })
        }
        22 => Command::RemoveOverride(OverrideRef { id: pick(&project.overrides, a)? }),
        23 | 24 => Command::SetArticle(SetArticle {
            article: path(a),
            fields: ArticleFields {
                status: Some(CodingStatus::Coded),
                published: Some(format!("2024-03-{}", 15 + b % 10)),
                publisher: Some(["Post", "Gazette"].get(b % 2)?.to_string()),
                wire: n.map(|_| "AFP".to_owned()),
                title: Some(format!("Title {}", b % 3)),
                ..ArticleFields::default()
            },
        }),
        27 => Command::SetSource(SetSource {
            source: source(a),
            fields: SourceFields {
                name: Some(format!("Source {}", b % 4)),
                kind: Some(if b % 2 == 0 { SourceKind::Medical } else { SourceKind::ArmedGroup }),
                actor: word(names, b),
                ..SourceFields::default()
            },
        }),
        28 => Command::SetActor(SetActor {
            actor: actor(a),
            fields: ActorFields {
                name: Some(format!("Actor {}", b % 4)),
                parent: (b % 2 == 0).then(|| word(names, b / 2)).flatten(),
                ..ActorFields::default()
            },
        }),
        29 => Command::SetPlace(SetPlace {
            place: place(a),
            fields: PlaceFields {
                name: Some(format!("Place {}", b % 4)),
                coordinates: Some(Coordinates::At(10.0 + (b % 6) as f64, 1.0)),
                ..PlaceFields::default()
            },
        }),
        30 => match b % 3 {
            0 => Command::Delete(DeleteRef::Source(source(a)?)),
            1 => Command::Delete(DeleteRef::Actor(actor(a)?)),
            _ => Command::Delete(DeleteRef::Place(place(a)?)),
        },
        31 => Command::Batch(Batch {
            label: "Several".to_owned(),
            commands: vec![
                Command::DeleteIncident(IncidentRef { incident: incident(a)? }),
                Command::SetCodebook(SetCodebook {
                    best_rule: BestRule::ALL.get(b % 5).copied(),
                    partisan: Counting::ALL.get(a % 3).copied(),
                    ..SetCodebook::default()
                }),
            ],
        }),
        34..=36 => Command::LinkIncidents(LinkIncidents {
            a: incident(a)?,
            b: incident(b)?,
            kind: if kind == 36 { LinkKind::NotSame } else { LinkKind::PartOf },
            note: String::new(),
        }),
        37 => Command::RemoveLink(LinkRef { link: pick(&project.links, a)? }),
        38 => Command::Merge(Merge::Actor(Onto { into: actor(a)?, from: vec![actor(b)?] })),
        39 => Command::Merge(Merge::Source(Onto { into: source(a)?, from: vec![source(b)?] })),
        40 => Command::SetCodebook(match b % 2 {
            // By its words nothing is counted otherwise; charts name its version all the same.
            0 => SetCodebook {
                rules_off: Some(vec![format!("rule {}", a % 3).into()]),
                ..SetCodebook::default()
            },
            _ => SetCodebook {
                source_ranking: Some(vec![[SourceKind::Media, SourceKind::Unknown][a % 2].clone()]),
                ..SetCodebook::default()
            },
        }),
        _ => return None,
    })
}

/// An analyst's session on a folder of articles.
fn session(folder: &std::path::Path) -> Session {
    let articles = folder.join("articles");
    std::fs::create_dir_all(&articles).unwrap();
    for n in 0..ARTICLES {
        let text =
            format!("Report {n}\n\nTwenty-three soldiers were killed near Teguey 😔, it said.");
        std::fs::write(articles.join(path(n)), text).unwrap();
    }
    let mut session = Session::empty(Host::still(&folder.join("home")));
    let add = AddFolder {
        path: articles.to_string_lossy().into_owned(),
        name: Some(FolderId::new("articles")),
    };
    session.run(Command::AddFolder(add)).unwrap();
    session.settle();
    session
}

fn lines(rows: &[Arc<ArticleRow>]) -> Vec<ArticleRow> {
    rows.iter().map(|row| ArticleRow::clone(row)).collect()
}

/// Charts that follow a session's edits.
fn charts(session: &Session) -> Vec<(Moment, Charted)> {
    let specs = [
        ChartSpec::opening(),
        ChartSpec { by: By::Actor, per: Per::Week, ..ChartSpec::default() },
        ChartSpec {
            by: By::Category,
            per: Per::Day,
            include_non_conflict: true,
            ..ChartSpec::default()
        },
        ChartSpec { by: By::Side, outcome: Outcome::Neutralised, ..ChartSpec::default() },
    ];
    let charted = |spec| Charted::of(session.project(), session.derived(), &spec);
    specs.into_iter().map(|spec| (session.moment(), charted(spec))).collect()
}

/// Brings a chart up to the session.
fn follow(session: &Session, made_at: &mut Moment, charted: &mut Charted) {
    let touched = session.touched_since(made_at);
    *made_at = session.moment();
    match &touched {
        Some(touched) => charted.follow(session.project(), session.derived(), touched),
        None => {
            let spec = charted.data().spec.clone();
            *charted = Charted::of(session.project(), session.derived(), &spec);
        }
    }
}

/// What is marked in an article, found by going through the whole project.
fn marked(project: &Project, article: &str) -> Vec<Marked> {
    let article = project.articles.values().find(|a| a.path == article).map(|a| a.id.clone());
    let mut marks = Vec::new();
    let own = project.highlights.values().filter(|h| !h.unanchored);
    for highlight in own.filter(|h| Some(&h.article) == article.as_ref()) {
        let blank = Marked {
            range: highlight.start..highlight.end,
            highlight: highlight.id.clone(),
            claim: None,
            outcome: None,
            review: Review::Accepted,
            incident: None,
            title: None,
            evidence: None,
        };
        let title = |id| project.incidents.get(id).map(|i| i.title.as_str().into());
        for claim in project.claims.values().filter(|c| c.highlights.contains(&highlight.id)) {
            marks.push(Marked {
                claim: Some(claim.id.clone()),
                outcome: Some(claim.outcome.clone()),
                review: claim.review.clone(),
                incident: claim.incident.clone(),
                title: claim.incident.as_ref().and_then(title),
                ..blank.clone()
            });
        }
        let evidence = project.evidence.values();
        for evidence in evidence.filter(|e| e.highlight.as_ref() == Some(&highlight.id)) {
            marks.push(Marked {
                incident: Some(evidence.incident.clone()),
                title: title(&evidence.incident),
                evidence: Some(evidence.kind.clone()),
                ..blank.clone()
            });
        }
    }
    marks.sort_by_key(|m| (m.range.start, std::cmp::Reverse(m.range.end), m.highlight.clone()));
    marks
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn what_follows_an_edit_is_what_is_derived_from_nothing(steps in steps()) {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path());
        let mut charts = charts(&session);
        let shown = session.rows()[0].clone();
        for step in &steps {
            match (step.kind, command(session.project(), step)) {
                // A refused command changes nothing.
                (_, Some(command)) => drop(session.run(command)),
                (32, None) => drop(session.undo().unwrap()),
                (33, None) => drop(session.redo().unwrap()),
                (_, None) => continue,
            }
            let derived = Derived::of(session.project());
            let findings = Findings::of(session.project(), &derived);
            prop_assert_eq!(session.derived(), &derived);
            prop_assert_eq!(session.findings(), findings.list());
            // One article stays in the Reader; what is marked in it follows.
            let outline = session.outline(&shown.id);
            if let Ok(outline) = outline {
                let marks: Vec<_> = outline.marks.iter().map(|mark| Marked::clone(mark)).collect();
                prop_assert_eq!(marks, marked(session.project(), &shown.path));
            }
            // A chart may be looked at after several edits.
            for (made_at, charted) in charts.iter_mut().skip(step.b % 4) {
                follow(&session, made_at, charted);
                let anew = chart(session.project(), session.derived(), &charted.data().spec);
                prop_assert_eq!(&**charted.data(), &anew);
            }
        }
        // The folder may have been taken away and given back.
        session.settle();
        let (followed, coded) = (lines(session.rows()), session.coded());
        session.rescan();
        session.settle();
        prop_assert_eq!(followed, lines(session.rows()));
        prop_assert_eq!(coded, session.coded());
    }

    /// Commands keep a project whole; a file merged by hand may lack rows that others refer to, and
    /// an undo may bring them back.
    #[test]
    fn so_it_is_where_rows_go_that_others_refer_to(
        steps in steps(),
        gone in proptest::collection::vec((0..11u8, any::<usize>()), 1..12),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(folder.path());
        for step in &steps {
            if let Some(command) = command(session.project(), step) {
                drop(session.run(command));
            }
        }
        let whole = session.project().clone();
        let mut project = whole.clone();
        let mut derived = Derived::of(&project);
        let mut findings = Findings::of(&project, &derived);
        let mut states = Vec::new();
        for (table, n) in gone {
            states.push(project.clone());
            match table {
                0 => drop(pick(&project.articles, n).map(|id| project.articles.remove(&id))),
                1 => drop(pick(&project.highlights, n).map(|id| project.highlights.remove(&id))),
                2 => drop(pick(&project.sources, n).map(|id| project.sources.remove(&id))),
                3 => drop(pick(&project.actors, n).map(|id| project.actors.remove(&id))),
                4 => drop(pick(&project.places, n).map(|id| project.places.remove(&id))),
                5 => drop(pick(&project.claims, n).map(|id| project.claims.remove(&id))),
                6 => drop(pick(&project.incidents, n).map(|id| project.incidents.remove(&id))),
                7 => drop(pick(&project.evidence, n).map(|id| project.evidence.remove(&id))),
                8 | 9 => {
                    let (article, of) = (pick(&project.articles, n), pick(&project.articles, n / 7));
                    if let Some(article) = article.and_then(|id| project.articles.get_mut(&id)) {
                        Arc::make_mut(article).duplicate_of = of;
                    }
                }
                _ => drop(pick(&project.overrides, n).map(|id| project.overrides.remove(&id))),
            }
            let touched = derived.follow(&project);
            findings.follow(&project, &derived, &touched);
            prop_assert_eq!(&derived, &Derived::of(&project));
            prop_assert_eq!(&findings, &Findings::of(&project, &derived));
        }
        for project in states.into_iter().rev() {
            let touched = derived.follow(&project);
            findings.follow(&project, &derived, &touched);
            prop_assert_eq!(&derived, &Derived::of(&project));
            prop_assert_eq!(&findings, &Findings::of(&project, &derived));
        }
    }
}
