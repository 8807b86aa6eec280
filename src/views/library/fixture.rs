//! A small project for the panels' tests: a folder of articles and what was coded in it.

use std::path::Path;

use crate::edit::{
    AddFolder, ArticleFields, ClaimFields, Command, IncidentFields, Mark, NewIncident, SetArticle,
    SetOverride, SetSource, SourceFields, Words,
};
use crate::model::{
    Category, ClaimId, CodingStatus, EventType, Figure, Grade, IncidentId, Modifier, Outcome,
    Review, Scope, Side, SourceKind,
};
use crate::session::{Host, Session};

/// A session and the folder that it stands on.
pub struct Scene {
    pub session: Session,
    pub folder: tempfile::TempDir,
}

const ARTICLES: &[(&str, &str)] = &[
    (
        "2024/teguey-ministry.txt",
        "Niger counts 23 dead after Teguey ambush\n\nTwenty-three soldiers were killed in an ambush \
         near Teguey, the defence ministry said on Thursday. Another 17 were wounded. About 30 \
         attackers were neutralised.\n",
    ),
    (
        "2024/teguey-first.txt",
        "Soldiers dead in attack on convoy\n\nAt least 15 soldiers died in the attack, a security \
         source said. It gave no count of the wounded.\n",
    ),
    (
        "2024/teguey-claim.txt",
        "Group says it killed 30 soldiers\n\nThe Islamic State group said that its men had killed \
         30 soldiers. Up to 20 were injured, a nurse said. Dozens of villagers fled.\n",
    ),
    (
        "2024/teguey-reprint.txt",
        "Ambush in the west: 23 soldiers killed\n\nThe ministry spoke of 23 soldiers killed.\n",
    ),
    (
        "2019/inates.txt",
        "At least 73 soldiers dead at Inates, Niger's army says, in what officers in the capital \
         call the heaviest loss in living memory\n\nAt least 73 soldiers were killed, the army \
         said. Twelve others were injured.\n",
    ),
    (
        "2024/motogatta.txt",
        "Villagers buried at Motogatta\n\nOfficials counted 22 dead civilians.\n",
    ),
    ("crash.txt", "Helicopters collide over Mali\n\nThirteen French soldiers died.\n"),
    ("wells.txt", "The wells of Téra\n\nNothing happened, and many people spoke of it.\n"),
    ("arabic.txt", "هجوم على قافلة عسكرية\n\nقتل 23 جنديا في كمين.\n"),
];

const METADATA: &str = "path,published,title,publisher\n\
    2024/teguey-ministry.txt,2024-03-21,,Sahel Wire Service\n\
    2024/teguey-first.txt,2024-03-20,,Radio Laterite\n\
    2024/teguey-claim.txt,2024-03-24,,The Continental Ledger\n\
    2024/teguey-reprint.txt,2024-03-22,,Gao Post\n\
    2019/inates.txt,2019-12-12,,Sahel Wire Service\n\
    2024/motogatta.txt,2024-01-30,,Radio Laterite\n\
    crash.txt,2019-11-26,,The Continental Ledger\n\
    arabic.txt,2024-03-24,,Agadez Post\n";

impl Scene {
    /// An empty project without a folder.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { session: Session::empty(Host::still(folder.path())), folder }
    }

    /// The articles, with nothing coded.
    pub fn folder() -> Self {
        let mut scene = Self::empty();
        let articles = scene.folder.path().join("articles");
        for (path, text) in ARTICLES {
            write(&articles.join(path), text.as_bytes());
        }
        write(&articles.join("scan.txt"), b"%PDF-1.4\x00\x01\x02\x00\x00\x00\x00\x00");
        write(&articles.join("metadata.csv"), METADATA.as_bytes());
        scene.add(&articles);
        scene
    }

    /// Adds a folder and waits until it is read.
    pub fn add(&mut self, folder: &Path) {
        let path = folder.to_string_lossy().into_owned();
        self.run(Command::AddFolder(AddFolder { path, name: None }));
        self.session.settle();
    }

    /// The articles with incidents, claims and an override.
    pub fn coded() -> Self {
        let mut scene = Self::folder();
        scene.sources();
        scene.incidents();
        scene.claims();
        for (path, status) in [
            ("2024/teguey-ministry.txt", CodingStatus::Coded),
            ("2019/inates.txt", CodingStatus::Coded),
            ("2024/teguey-claim.txt", CodingStatus::InProgress),
            ("wells.txt", CodingStatus::Irrelevant),
        ] {
            scene.set_status(path, status);
        }
        scene.run(Command::SetOverride(SetOverride {
            incident: "inates".into(),
            outcome: Outcome::Killed,
            side: Side::A,
            category: Category::Military,
            figure: Figure::new(Some(71), Some(73), Some(80)),
            reason: "two lists of names were published".to_owned(),
            derived: None,
            claims: None,
        }));
        // Makes the override stale.
        scene.claim("inates-later", "2019/inates.txt", "At least 73 soldiers were", |f| {
            f.outcome = Some(Outcome::Killed);
            f.category = Some(Category::Military);
            f.side = Some(Side::A);
            f.figure = Some(Figure::new(Some(75), Some(75), None));
            f.source = Some("Garrison roll".to_owned());
        });
        scene
    }

    /// Carries out a command that must work.
    pub fn run(&mut self, command: Command) {
        self.session.run(command).unwrap();
    }

    /// Sets how far an article's coding has come.
    pub fn set_status(&mut self, path: &str, status: CodingStatus) {
        let fields = ArticleFields { status: Some(status), ..ArticleFields::default() };
        self.run(Command::SetArticle(SetArticle { article: path.to_owned(), fields }));
    }

    fn sources(&mut self) {
        for (name, kind, actor) in [
            ("Niger defence ministry", SourceKind::StateMilitary, Some("Niger Armed Forces")),
            ("Islamic State statement", SourceKind::ArmedGroup, Some("Islamic State")),
            ("Security source", SourceKind::StateMilitary, None),
            ("Garrison roll", SourceKind::StateMilitary, None),
        ] {
            let fields = SourceFields {
                name: Some(name.to_owned()),
                kind: Some(kind),
                actor: actor.map(str::to_owned),
                ..SourceFields::default()
            };
            self.run(Command::SetSource(SetSource { source: None, fields }));
        }
    }

    fn incidents(&mut self) {
        let party = |actor: &str, side| crate::edit::PartyFields {
            actor: actor.to_owned(),
            side,
            role: "".into(),
        };
        for (id, title, date, place, country, kind, grade) in [
            (
                "teguey",
                "Teguey ambush",
                "2024-03-20",
                "Teguey",
                "NER",
                EventType::Battle,
                Grade::Fair,
            ),
            (
                "inates",
                "Inates garrison overrun",
                "2019-12-10",
                "Inates",
                "NER",
                EventType::Battle,
                Grade::Contested,
            ),
            (
                "motogatta",
                "Motogatta killings",
                "Jan 2024",
                "Motogatta",
                "NER",
                EventType::AgainstCivilians,
                Grade::Weak,
            ),
            (
                "crash",
                "Helicopter collision",
                "2019-11-25",
                "Ménaka",
                "MLI",
                EventType::NonHostile,
                Grade::Confirmed,
            ),
            (
                "rumour",
                "Rumoured attack on the road from Banibangou to the frontier",
                "",
                "",
                "",
                EventType::Unspecified,
                Grade::Ungraded,
            ),
        ] {
            let fields = IncidentFields {
                title: Some(title.to_owned()),
                date: (!date.is_empty()).then(|| date.to_owned()),
                place: (!place.is_empty()).then(|| place.to_owned()),
                country: (!country.is_empty()).then(|| country.into()),
                coordinates: (!place.is_empty()).then_some(crate::edit::Coordinates::At(14.5, 1.0)),
                event_type: Some(kind),
                grade: Some(grade),
                parties: (id == "teguey").then(|| {
                    vec![party("Niger Armed Forces", Side::A), party("Islamic State", Side::B)]
                }),
                ..IncidentFields::default()
            };
            let incident = Some(IncidentId::new(id));
            self.run(Command::NewIncident(NewIncident { incident, fields, claims: Vec::new() }));
        }
    }

    /// Marks words and makes a claim of them.
    pub fn claim(
        &mut self,
        id: &str,
        article: &str,
        quote: &str,
        fill: impl FnOnce(&mut ClaimFields),
    ) {
        let mut fields = ClaimFields { verbatim: Some(quote.to_owned()), ..ClaimFields::default() };
        fill(&mut fields);
        let incident = id.split('-').next().map(IncidentId::new);
        self.run(Command::Mark(Mark {
            claim: Some(ClaimId::new(id)),
            article: article.to_owned(),
            words: Words::Quote { quote: quote.to_owned(), occurrence: Some(1) },
            incident,
            fields,
        }));
    }

    fn claims(&mut self) {
        use Category::{Civilian, Militant, Military};
        use Outcome::{Displaced, Injured, Killed, Neutralised};
        let of =
            |outcome: Outcome, category: Category, side: Side, figure: Figure, source: &str| {
                let source = (!source.is_empty()).then(|| source.to_owned());
                move |f: &mut ClaimFields| {
                    f.outcome = Some(outcome);
                    f.category = Some(category);
                    f.side = Some(side);
                    f.figure = Some(figure);
                    f.source = source;
                }
            };
        let (ministry, group) = ("Niger defence ministry", "Islamic State statement");
        let exact = Figure::exact;
        let open = |n| Figure::new(Some(n), Some(n), None);
        self.claim(
            "teguey-first",
            "2024/teguey-first.txt",
            "At least 15 soldiers",
            of(Killed, Military, Side::A, open(15), "Security source"),
        );
        self.claim("teguey-ministry", "2024/teguey-ministry.txt", "Twenty-three soldiers", |f| {
            of(Killed, Military, Side::A, exact(23), ministry)(f);
            f.supersedes = Some(vec![ClaimId::new("teguey-first")]);
        });
        self.claim(
            "teguey-reprint",
            "2024/teguey-reprint.txt",
            "23 soldiers killed",
            of(Killed, Military, Side::A, exact(23), ministry),
        );
        self.claim(
            "teguey-is",
            "2024/teguey-claim.txt",
            "killed 30 soldiers",
            of(Killed, Military, Side::A, exact(30), group),
        );
        self.claim(
            "teguey-injured",
            "2024/teguey-ministry.txt",
            "Another 17 were wounded",
            of(Injured, Military, Side::A, exact(17), ministry),
        );
        self.claim(
            "teguey-nurse",
            "2024/teguey-claim.txt",
            "Up to 20 were injured",
            of(Injured, Military, Side::A, Figure::new(None, None, Some(20)), "A nurse"),
        );
        self.claim("teguey-fled", "2024/teguey-claim.txt", "Dozens of villagers", |f| {
            of(Displaced, Civilian, Side::Third, Figure::new(Some(24), None, None), "")(f);
            f.modifier = Some(Modifier::Vague);
        });
        self.claim("teguey-attackers", "2024/teguey-ministry.txt", "About 30 attackers", |f| {
            of(Neutralised, Militant, Side::B, exact(30), ministry)(f);
            f.modifier = Some(Modifier::About);
        });
        self.claim(
            "inates-army",
            "2019/inates.txt",
            "At least 73 soldiers",
            of(Killed, Military, Side::A, open(73), ministry),
        );
        self.claim(
            "inates-injured",
            "2019/inates.txt",
            "Twelve others",
            of(Injured, Military, Side::A, exact(12), ministry),
        );
        self.claim("motogatta-dead", "2024/motogatta.txt", "22 dead civilians", |f| {
            of(Killed, Civilian, Side::Third, exact(22), "")(f);
            f.review = Some(Review::Accepted);
        });
        self.claim("crash-dead", "crash.txt", "Thirteen French soldiers", |f| {
            of(Killed, Military, Side::Unknown, exact(13), "French presidency")(f);
            f.scope = Some(Scope::NonConflict);
        });
    }
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}
