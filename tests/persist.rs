//! The project file: its layout, and that nothing which was in it is lost or makes it unreadable.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test fails by panicking")]

#[path = "support/mutants.rs"]
mod mutants;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use casebook::calendar::Precision;
use casebook::model::*;
use casebook::persist::{self, FormatError, PersistError, from_ron, to_ron};
use jiff::civil::date;
use proptest::prelude::*;
use ron::value::RawValue;

fn golden_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/project-v1.casebook")
}

fn golden_text() -> String {
    fs::read_to_string(golden_path()).unwrap().replace("\r\n", "\n")
}

fn at(text: &str) -> Stamp {
    Stamp { by: "Amina".into(), at: text.parse().unwrap(), ..Stamp::default() }
}

fn table<T: Entity>(rows: impl IntoIterator<Item = T>) -> Table<T> {
    rows.into_iter().map(|row| (row.id().clone(), Arc::new(row))).collect()
}

const TEGUEY: &str = "Niamey, 23 March 2024\n\nTwenty-three soldiers were killed in an ambush near \
    Teguey on Wednesday, the defence ministry of Niger said.\n\nIt added: \"Seventeen others were \
    wounded, and about thirty attackers were neutralised.\"\n\nIslamic State said in a statement \
    that it had killed thirty.";

/// One of everything that a project can hold.
fn one_of_everything() -> Project {
    let range = |words: &str| {
        let start = TEGUEY.find(words).unwrap();
        (start, start + words.len())
    };
    let highlight = |id: &str, words: &str| {
        let (start, end) = range(words);
        let anchor = casebook::text::TextAnchor::describe(
            TEGUEY,
            &casebook::text::TextRange::new(TEGUEY, start..end).unwrap(),
        );
        let mut highlight = Highlight {
            id: id.into(),
            article: "a-0teguey000".into(),
            changed: at("2024-03-24T09:00:00Z"),
            ..Highlight::default()
        };
        highlight.set_anchor(anchor);
        highlight
    };
    Project {
        settings: Arc::new(Settings {
            name: "Sahel, early 2024".into(),
            folders: vec![
                Folder {
                    id: FolderId::new("articles"),
                    path: "articles".into(),
                    ..Folder::default()
                },
                Folder {
                    id: FolderId::new("wire"),
                    path: "../wire copy".into(),
                    ..Folder::default()
                },
            ],
            ..Settings::default()
        }),
        codebook: Arc::new(Codebook {
            best_rule: BestRule::MajorityThenLowest,
            partisan: Counting::Exclude,
            neutralised: Counting::Include,
            changelog: vec![CodebookNote {
                version: "1".into(),
                note: "Counts what belligerents say of their own losses only.".into(),
                ..CodebookNote::default()
            }],
            version: "1".into(),
            source_ranking: vec![
                SourceKind::Un,
                SourceKind::Medical,
                SourceKind::Other("court".into()),
            ],
            vague: vec![
                VagueTerm { word: "dozens".into(), at_least: 24, ..VagueTerm::default() },
                VagueTerm { word: "several".into(), at_least: 3, ..VagueTerm::default() },
            ],
            ..Codebook::default()
        }),
        articles: table([
            Article {
                id: "a-0teguey000".into(),
                folder: FolderId::new("articles"),
                path: "2024/teguey.txt".into(),
                hash: casebook::text::content_hash(TEGUEY),
                title: "Ambush near Teguey".into(),
                publisher: "Example Post".into(),
                url: "https://example.org/teguey".into(),
                author: "A. Reporter".into(),
                language: "en".into(),
                published: Some(Published {
                    date: date(2024, 3, 23),
                    basis: DateBasis::Dateline,
                    ..Published::default()
                }),
                wire: "AFP".into(),
                status: CodingStatus::Coded,
                note: "Compare with the statement of the 24th.".into(),
                changed: at("2024-03-24T10:15:30.25Z"),
                text: Some(TEGUEY.into()),
                ..Article::default()
            },
            Article {
                id: "a-1reprint00".into(),
                folder: FolderId::new("wire"),
                path: "teguey (2).txt".into(),
                duplicate_of: Some("a-0teguey000".into()),
                status: CodingStatus::Irrelevant,
                ..Article::default()
            },
        ]),
        highlights: table([
            highlight("h-dead", "Twenty-three soldiers"),
            highlight("h-hurt", "Seventeen others"),
            Highlight {
                unanchored: true,
                tags: vec!["check".into(), "statement".into()],
                note: "Gone from the later version.".into(),
                ..highlight("h-lost", "killed thirty")
            },
            highlight("h-when", "on Wednesday"),
        ]),
        sources: table([
            Source {
                id: "s-is".into(),
                name: "Islamic State".into(),
                kind: SourceKind::ArmedGroup,
                actor: Some("k-is".into()),
                reliability: Some(Reliability::E),
                note: "Statements on its own channels.".into(),
                changed: at("2024-03-24T09:00:00Z"),
                ..Source::default()
            },
            Source {
                id: "s-min".into(),
                name: "Niger's defence ministry".into(),
                kind: SourceKind::StateMilitary,
                actor: Some("k-fan".into()),
                ..Source::default()
            },
        ]),
        actors: table([
            Actor {
                id: "k-fan".into(),
                name: "Niger Armed Forces".into(),
                aliases: vec!["FAN".into(), "Forces armées nigériennes".into()],
                kind: ActorKind::StateForces,
                country: "NER".into(),
                note: "Army, air force, national guard.".into(),
                changed: at("2024-03-24T09:00:00Z"),
                ..Actor::default()
            },
            Actor {
                id: "k-is".into(),
                name: "Islamic State in the Sahel".into(),
                kind: ActorKind::RebelGroup,
                parent: Some("k-ismain".into()),
                ..Actor::default()
            },
        ]),
        places: table([Place {
            id: "p-teguey".into(),
            name: "Teguey".into(),
            aliases: vec!["Téguey".into()],
            latitude: Some(14.25),
            longitude: Some(1.5),
            admin1: "Tillabéri".into(),
            admin2: "Téra".into(),
            admin3: "Téra commune".into(),
            country: "NER".into(),
            gazetteer: "none".into(),
            provenance: PlaceProvenance::Imported,
            licence: "CC BY 4.0".into(),
            note: "Coordinates made up for this file.".into(),
            changed: at("2024-03-24T09:00:00Z"),
            ..Place::default()
        }]),
        claims: table([
            Claim {
                id: "c-23".into(),
                highlights: vec!["h-dead".into()],
                incident: Some("i-teguey".into()),
                outcome: Outcome::Killed,
                victim: Some("k-fan".into()),
                category: Category::Military,
                side: Side::A,
                figure: Figure::exact(23),
                verbatim: "Twenty-three soldiers".into(),
                modifier: Modifier::Exact,
                scope: Scope::Total,
                source: Some("s-min".into()),
                claimed_at: Some(date(2024, 3, 21)),
                supersedes: vec!["c-early1".into(), "c-early2".into()],
                review: Review::Accepted,
                note: "First line:\nsecond line, \"quoted\", C:\\path".into(),
                changed: at("2024-03-24T09:05:00Z"),
                ..Claim::default()
            },
            Claim {
                id: "c-17".into(),
                highlights: vec!["h-hurt".into(), "h-lost".into()],
                outcome: Outcome::Injured,
                category: Category::Other("gendarmerie_auxiliary".into()),
                subset: Some(Subset {
                    kind: SubsetKind::Named,
                    of: "c-23".into(),
                    ..Subset::default()
                }),
                figure: Figure::new(Some(17), Some(17), None),
                modifier: Modifier::AtLeast,
                review: Review::Suggested,
                ..Claim::default()
            },
        ]),
        incidents: table([Incident {
            id: "i-teguey".into(),
            title: "Teguey ambush".into(),
            when: Some(When {
                start: date(2024, 3, 20),
                end: date(2024, 3, 20),
                precision: Precision::Day,
                expression: "on Wednesday".into(),
                rule: "Wednesday, before Sat 2024-03-23 → 2024-03-20".into(),
                highlight: Some("h-when".into()),
                ..When::default()
            }),
            place: Some("p-teguey".into()),
            place_text: "near Teguey".into(),
            geo_precision: GeoPrecision::Near,
            event_type: EventType::Battle,
            sub_event_type: "Armed clash".into(),
            modes: vec!["ambush".into(), "IED".into()],
            parties: vec![
                Party {
                    actor: "k-fan".into(),
                    side: Side::A,
                    role: "target".into(),
                    ..Party::default()
                },
                Party {
                    actor: "k-is".into(),
                    side: Side::B,
                    role: "attacker".into(),
                    ..Party::default()
                },
            ],
            responsibility: vec![Responsibility {
                actor: Some("k-is".into()),
                stance: Stance::Claimed,
                source: Some("s-is".into()),
                highlight: Some("h-lost".into()),
                ..Responsibility::default()
            }],
            grade: Grade::Fair,
            status: CodingStatus::InProgress,
            note: "Two sources disagree.".into(),
            changed: at("2024-03-24T09:10:00Z"),
            ..Incident::default()
        }]),
        evidence: table([Evidence {
            id: "e-1".into(),
            incident: "i-teguey".into(),
            article: "a-0teguey000".into(),
            highlight: Some("h-when".into()),
            kind: EvidenceKind::Background,
            note: "Dates it.".into(),
            changed: at("2024-03-24T09:11:00Z"),
            ..Evidence::default()
        }]),
        links: table([]),
        overrides: table([Override {
            id: "o-1".into(),
            incident: "i-teguey".into(),
            outcome: Outcome::Killed,
            side: Side::A,
            category: Category::Military,
            figure: Figure::new(Some(23), Some(25), Some(30)),
            reason: "Two of the wounded died in hospital.".into(),
            derived: Figure::exact(23),
            claims: vec!["c-23".into()],
            claims_hash: "0123456789abcdef".into(),
            changed: at("2024-03-25T08:00:00Z"),
            ..Override::default()
        }]),
        decisions: table([]),
        extra: Extra::default(),
    }
}

#[test]
fn the_golden_project_opens_for_ever_and_is_written_alike() {
    let project = one_of_everything();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(golden_path(), to_ron(&project).unwrap()).unwrap();
    }
    let text = golden_text();
    assert_eq!(from_ron(&text).unwrap(), project);
    assert_eq!(to_ron(&project).unwrap(), text);
}

#[test]
fn decisions_on_suggestions_and_rules_switched_off_come_back() {
    let mut project = one_of_everything();
    let codebook = std::sync::Arc::make_mut(&mut project.codebook);
    codebook.rules_off = vec!["toll".into(), "victims dead".into()];
    project.decisions = table([Decision {
        id: "d-1".into(),
        article: "a-0teguey000".into(),
        start: 3,
        end: 5,
        exact: "17".into(),
        prefix: "ed ".into(),
        suffix: " more".into(),
        outcome: Outcome::Injured,
        judgement: Judgement::Rejected,
        rule: "toll".into(),
        claim: None,
        changed: at("2024-03-25T08:00:00Z"),
        ..Decision::default()
    }]);
    let text = to_ron(&project).unwrap();
    assert_eq!(from_ron(&text).unwrap(), project);
    // A project of an earlier version has none of both.
    assert!(!golden_text().contains("decisions") && !golden_text().contains("rules_off"));
}

#[test]
fn what_was_said_of_two_incidents_comes_back() {
    let mut project = one_of_everything();
    project.links = table([IncidentLink {
        id: "l-1".into(),
        a: "i-teguey".into(),
        b: "i-other".into(),
        kind: LinkKind::NotSame,
        note: "Another day.".into(),
        changed: at("2024-03-24T09:12:00Z"),
        ..IncidentLink::default()
    }]);
    let text = to_ron(&project).unwrap();
    assert_eq!(from_ron(&text).unwrap(), project);
    // A project of an earlier version has none, and is written without.
    assert!(!golden_text().contains("links"));
}

#[test]
fn line_ends_and_byte_order_marks_of_other_programs_do_not_matter() {
    let windows = format!("\u{feff}{}", golden_text().replace('\n', "\r\n"));
    assert_eq!(from_ron(&windows).unwrap(), one_of_everything());
}

#[test]
fn what_a_newer_version_added_is_written_back_byte_for_byte() {
    let text = golden_text()
        .replace(
            "            kind: \"background\",\n            note: \"Dates it.\",\n            changed: Stamp(by: \"Amina\", at: \"2024-03-24T09:11:00Z\"),\n",
            "            kind: \"hearsay\",\n            note: \"Dates it.\",\n            changed: Stamp(by: \"Amina\", at: \"2024-03-24T09:11:00Z\"),\n            future_field: Some((a: 1, b: [\"x\"])),\n            r#odd-name: {\n  1.5: Variant(inner: r#\"a \"raw\" one\"#), // with a remark\n  2e300: 'c',\n            },\n",
        )
        .replace(
            "    texts: {\n",
            "    sightings: [\n        Sighting(id: \"s-1\", of: \"i-teguey\", kind: not_seen),\n    ],\n    texts: {\n",
        );
    assert!(text.contains("hearsay") && text.contains("sightings"));
    let project = from_ron(&text).unwrap();
    assert_eq!(to_ron(&project).unwrap(), text);
}

#[test]
fn unknown_fields_of_a_file_written_by_hand_survive() {
    let text = "(format: 1, incidents: [(id: \"i-1\", weather: Rain(\n mm: 3,\n))])";
    let project = from_ron(text).unwrap();
    let incident = project.incidents.values().next().unwrap();
    assert_eq!(incident.extra.len(), 1);
    let again = from_ron(&to_ron(&project).unwrap()).unwrap();
    assert_eq!(again, project);
}

#[test]
fn what_a_newer_version_says_within_known_fields_survives() {
    let text = "(format: 1,
        codebook: (best_rule: trimmed_mean, partisan: \"half\"),
        claims: [(id: \"c-1\", figure: (low: 1, best: 2, unit: Households, high: 3),
            changed: (by: \"Ada\", at: \"2024-03-24T09:11:00Z\", device: \"tablet\"))],
        incidents: [(id: \"i-1\", when: (start: \"2024-03-01\", end: \"2024-04-30\", precision: two_months))],
    )";
    let mut project = from_ron(text).unwrap();
    // What is not known stands as the default meanwhile, and can be asked for.
    assert_eq!(project.codebook.best_rule, BestRule::SourceRank);
    let unknown: Vec<_> = project.codebook.extra.unknown_terms().collect();
    assert_eq!(unknown, [("best_rule", "trimmed_mean"), ("partisan", "half")]);
    let written = to_ron(&project).unwrap();
    for kept in [
        "best_rule: trimmed_mean",
        "partisan: \"half\"",
        "figure: Figure(low: 1, best: 2, high: 3, unit: Households)",
        "device: \"tablet\"",
        "precision: two_months",
    ] {
        assert!(written.contains(kept), "{kept}: {written}");
    }
    assert_eq!(from_ron(&written).unwrap(), project);

    // A figure that is changed keeps what else was said of it; a rule that is chosen is the rule.
    let claim = project.claims.get_mut(&ClaimId::new("c-1")).unwrap();
    Arc::make_mut(claim).figure = Figure::exact(9);
    Arc::make_mut(&mut project.codebook).partisan = Counting::Exclude;
    let written = to_ron(&project).unwrap();
    assert!(written.contains("Figure(low: 9, best: 9, high: 9, unit: Households)"), "{written}");
    assert!(written.contains("partisan: exclude") && !written.contains("half"), "{written}");
}

#[test]
fn a_field_that_stands_twice_is_refused_where_it_stands() {
    for (row, column) in [
        ("(id: \"c-1\", note: \"x\", note: \"y\")", 30),
        ("(id: \"c-1\", later: 1, later: 2)", 26),
        ("(id: \"c-1\", figure: (low: 1, low: 2))", 37),
        ("(id: \"c-1\", changed: (by: \"Ada\", by: \"Eve\"))", 40),
    ] {
        let error = from_ron(&format!("(format: 1,\n claims: [\n{row}])")).unwrap_err();
        let FormatError::Syntax { line, column: at, message } = &error else { panic!("{error}") };
        assert!(message.contains("stands twice"), "{message}");
        assert_eq!(*line, 3, "{error}");
        assert!(at.abs_diff(column) < 12, "{row}: {error}");
    }
    let garbage = "(format: 1, codebook: (best_rule: [1, 2]))";
    assert!(matches!(from_ron(garbage), Err(FormatError::Syntax { .. })));
}

#[test]
fn what_cannot_be_read_is_explained() {
    let explain = |text: &str| from_ron(text).unwrap_err();
    assert_eq!(explain(""), FormatError::NotAProject);
    assert_eq!(explain("{\"format\": 1}"), FormatError::NotAProject);
    assert_eq!(explain("<html><body>Casebook</body></html>"), FormatError::NotAProject);
    assert_eq!(explain("Codebook(format: 1)"), FormatError::NotAProject);
    assert_eq!(explain("Casebook(format: 2, tables: ?!?"), FormatError::Newer { format: 2 });
    assert_eq!(
        explain("Casebook(format: 2)").to_string(),
        "this project was written by a newer Casebook (format 2); this one reads up to 1: update \
         Casebook"
    );
    assert_eq!(
        explain("Casebook(format: 0)").to_string(),
        "this project says that it is in format 0, which there has never been; this Casebook reads \
         format 1: put the number at its beginning right in a text editor, or go back to an earlier \
         save"
    );
    assert_eq!(
        explain("(format: 1,\n claims: [\n (id: \"c-1\"),\n (id: \"c-1\"),\n ])"),
        FormatError::DuplicateId { table: "claim", id: "c-1".into(), line: 4 }
    );
    assert!(matches!(
        explain("(format: 1, texts: {\"a-1\": \"x\", \"a-1\": \"y\"})"),
        FormatError::DuplicateId { .. }
    ));
    assert!(matches!(
        explain("(format: 1, claims: [], claims: [])"),
        FormatError::DuplicateId { table: "section", .. }
    ));
    let FormatError::Syntax { line, column, message } =
        explain("(format: 1,\n claims: [\n  (id: \"c-1\" note: \"x\"),\n ])")
    else {
        panic!("no syntax error")
    };
    assert_eq!((line, column, message.as_str()), (3, 14, "Expected comma"));
    assert!(matches!(explain("(format: 1) (format: 1)"), FormatError::Syntax { .. }));
    assert!(matches!(
        explain("(format: 1, claims: [(note: \"no id\")])"),
        FormatError::Syntax { .. }
    ));
}

#[test]
fn marks_of_a_failed_merge_are_called_by_their_name() {
    let sides = "<<<<<<< ours\n  (id: \"c-1\"),\n=======\n  (id: \"c-2\"),\n>>>>>>> theirs\n";
    let text = format!("(format: 1,\n claims: [\n{sides} ])");
    assert_eq!(from_ron(&text), Err(FormatError::Conflict { line: 3 }));
    let in_an_article = format!("(format: 1, texts: {{\"a-1\": r#\"\n{sides}\"#}})");
    assert!(from_ron(&in_an_article).is_ok());
}

#[test]
fn a_text_whose_article_a_merge_has_dropped_is_not_lost() {
    let project = from_ron("(format: 1, texts: {\"a-1\": \"Words.\"})").unwrap();
    assert_eq!(project.articles.values().next().unwrap().text.as_deref(), Some("Words."));
}

#[test]
fn references_to_missing_rows_are_kept() {
    let text =
        "(format: 1, claims: [(id: \"c-1\", incident: \"i-gone\", highlights: [\"h-gone\"])])";
    let project = from_ron(text).unwrap();
    assert_eq!(from_ron(&to_ron(&project).unwrap()).unwrap(), project);
}

#[test]
fn depth_bombs_are_refused() {
    for open in ["[", "(", "{1:", "Some(", "A(b:", "/*", "r#\"", "((a:"] {
        for field in
            ["format: 1, x: ", "format: 1, claims: ", "format: ", "format: 1, claims: [(x: "]
        {
            let bomb = format!("Casebook({field}{}", open.repeat(200_000));
            assert!(from_ron(&bomb).is_err(), "{field}{open}");
        }
    }
    let deep = format!("(format: 1, x: {}{})", "[".repeat(100), "]".repeat(100));
    assert!(
        matches!(from_ron(&deep), Err(FormatError::TooDeep { line: 1 })),
        "{:?}",
        from_ron(&deep)
    );
}

#[test]
fn a_file_cut_short_anywhere_is_an_error_and_no_panic() {
    let text = golden_text();
    let whole = text.trim_end().len();
    for end in (0..whole).filter(|end| text.is_char_boundary(*end)) {
        assert!(from_ron(&text[..end]).is_err(), "cut at byte {end}");
    }
}

#[test]
fn a_damaged_file_is_refused_or_read_and_what_is_read_can_be_written() {
    let whole = golden_text();
    for number in 0..mutants::count() {
        let bytes = mutants::mutant(whole.as_bytes(), number);
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let Ok(project) = from_ron(&text) else { continue };
        let written = to_ron(&project).unwrap();
        assert_eq!(from_ron(&written).unwrap(), project, "mutant {number}");
    }
}

#[test]
fn files_that_are_no_projects_are_errors_that_name_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.casebook");
    for (bytes, want) in [
        (&b"\xff\xfe"[..], "not a Casebook project"),
        (b"Casebook(\n  format: 1,\n  \xff)", "line 3, column 3: this is not UTF-8"),
        (b"\0\0\0\0", "not a Casebook project"),
    ] {
        fs::write(&path, bytes).unwrap();
        let error = persist::load(&path).unwrap_err().to_string();
        assert!(error.contains(want) && error.ends_with("x.casebook"), "{error}");
    }
    assert!(matches!(persist::load(folder.path()), Err(PersistError::NotAFile { .. })));
    let missing = persist::load(&folder.path().join("missing")).unwrap_err().to_string();
    assert!(missing.starts_with("could not read the project: "), "{missing}");
    let huge = fs::File::create(&path).unwrap();
    huge.set_len(persist::MAX_BYTES + 1).unwrap();
    let error = persist::load(&path).unwrap_err().to_string();
    assert!(error.contains("too large"), "{error}");
}

/// Text with everything that breaks file formats.
fn nasty() -> impl Strategy<Value = String> {
    let pieces = [
        "\"",
        "#",
        "\"#",
        "\"##",
        "r#\"",
        "\\",
        "\\n",
        "\\u{41}",
        "\r",
        "\r\n",
        "\n",
        "\t",
        "\0",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "👩‍👩‍👧",
        "e\u{301}",
        "قُتل ١٢",
        "\u{202e}",
        "//",
        "/*",
        "*/",
        "'",
        "(",
        ")",
        "]",
        ",",
        " ",
        "23 killed",
        "é",
        "\u{10ffff}",
    ];
    prop::collection::vec(
        prop_oneof![3 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)],
        0..8,
    )
    .prop_map(|pieces| pieces.concat())
}

fn figure() -> impl Strategy<Value = Figure> {
    any::<(Option<u64>, Option<u64>, Option<u64>)>().prop_map(|(l, b, h)| Figure::new(l, b, h))
}

fn extra() -> impl Strategy<Value = Extra> {
    prop::option::of(nasty()).prop_map(|text| {
        let mut extra = Extra::default();
        if let Some(text) = text {
            extra.keep("later", RawValue::from_rust(&text).unwrap()).unwrap();
        }
        extra
    })
}

prop_compose! {
    fn any_project()(
        name in nasty(), path in nasty(), text in prop::option::of(nasty()), note in nasty(),
        exact in nasty(), tags in prop::collection::vec(nasty(), 0..3), ids in prop::collection::vec("[a-z\"\\\\#]{1,5}", 0..4),
        figure in figure(), category in nasty(), flag in any::<bool>(), start in any::<usize>(),
        latitude in prop::option::of(-90.0..90.0f64), extra in extra(), top in extra(),
        seconds in -1_000_000_000_000i64..200_000_000_000,
    ) -> Project {
        let stamp = Stamp { by: name.as_str().into(), at: jiff::Timestamp::from_second(seconds / 1000).unwrap(), ..Stamp::default() };
        let mut project = Project::new(name.clone());
        Arc::make_mut(&mut project.settings).folders =
            vec![Folder { id: FolderId::new(name.as_str()), path: path.clone(), ..Folder::default() }];
        for id in &ids {
            let id = id.as_str();
            project.articles.insert(id.into(), Arc::new(Article { id: id.into(), path: path.clone(), text: text.as_deref().map(Arc::from), changed: stamp.clone(), extra: extra.clone(), ..Article::default() }));
            project.highlights.insert(id.into(), Arc::new(Highlight { id: id.into(), exact: exact.clone(), start, unanchored: flag, tags: tags.iter().map(Into::into).collect(), ..Highlight::default() }));
            project.claims.insert(id.into(), Arc::new(Claim { id: id.into(), figure, category: Category::from_id(&category), note: note.clone(), subset: flag.then(|| Subset { kind: SubsetKind::from_id(&name), of: id.into(), extra: extra.clone() }), extra: extra.clone(), ..Claim::default() }));
            project.places.insert(id.into(), Arc::new(Place { id: id.into(), latitude, aliases: tags.clone(), ..Place::default() }));
            project.incidents.insert(id.into(), Arc::new(Incident { id: id.into(), note: note.clone(), parties: vec![Party { actor: id.into(), role: exact.as_str().into(), extra: extra.clone(), ..Party::default() }, Party::default()], ..Incident::default() }));
        }
        project.extra = top;
        project
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_project_survives_its_file(project in any_project()) {
        let text = to_ron(&project).unwrap();
        prop_assert!(!text.bytes().any(|b| b.is_ascii_control() && b != b'\n' && b != b'\t'));
        let read = from_ron(&text);
        prop_assert_eq!(read.as_ref(), Ok(&project));
        prop_assert_eq!(to_ron(&project).unwrap(), text);
    }

    #[test]
    fn damaged_files_never_panic(seed in any::<u64>(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4u8), 1..6)) {
        let mut bytes = golden_text().into_bytes();
        for (place, byte, how) in changes {
            let place = place.index(bytes.len());
            match how {
                0 => bytes[place] = byte,
                1 => { bytes.remove(place); }
                2 => bytes.insert(place, b"()[]{}\",:#\\/*r"[usize::from(byte) % 14]),
                _ => { let from = seed as usize % bytes.len(); let piece: Vec<_> = bytes[from..].iter().take(usize::from(byte)).copied().collect(); bytes.splice(place..place, piece); }
            }
        }
        if let Ok(project) = from_ron(&String::from_utf8_lossy(&bytes)) {
            prop_assert!(to_ron(&project).is_ok());
        }
    }
}
