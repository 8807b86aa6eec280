//! What the benches measure on: a project of any size, made anew in each run, the same every time.
//!
//! The texts are sentences put together from lists of words; no file outside the repository is
//! needed.

pub mod corpus;
pub mod report;
pub mod window;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use casebook::calendar::Precision;
use casebook::model::{
    Actor, ActorId, Article, ArticleId, Category, Claim, ClaimId, CodingStatus, DateBasis, Entity,
    Figure, FolderId, GeoPrecision, Highlight, HighlightId, IdSource, Incident, IncidentId,
    Modifier, Outcome, Party, Place, PlaceId, Project, Published, Review, Scope, Side, Source,
    SourceId, SourceKind, Stamp, Table, When,
};
use casebook::text::content_hash;

/// How large a project is.
#[derive(Clone, Copy)]
pub struct Size {
    pub claims: usize,
    pub articles: usize,
    /// Bytes of each article's text, about.
    pub text: usize,
}

/// A year of a team's work: 100,000 claims in 25,000 incidents, 10,000 articles, 147 MB.
pub const LARGE: Size = Size { claims: 100_000, articles: 10_000, text: 4_600 };

const PLACES: &[&str] = &[
    "Tiloa",
    "Teguey",
    "Inates",
    "Hamakat",
    "Bankilaré",
    "Ayorou",
    "Djibo",
    "Ansongo",
    "Ménaka",
    "Labbezanga",
    "Sinder",
    "Mangaïzé",
    "Téra",
    "Dessa",
    "Abala",
    "Fafa",
];
const WHO: &[(&str, Category, Side)] = &[
    ("soldiers", Category::Military, Side::A),
    ("villagers", Category::Civilian, Side::Third),
    ("police officers", Category::Police, Side::A),
    ("fighters", Category::Militant, Side::B),
];
const SAYS: &[(&str, SourceKind)] = &[
    ("the defence ministry", SourceKind::StateMilitary),
    ("a hospital", SourceKind::Medical),
    ("residents", SourceKind::Witness),
    ("the governor", SourceKind::StateCivil),
    ("a statement of the group", SourceKind::ArmedGroup),
    ("an aid organisation", SourceKind::Ngo),
];
const FILL: &[&str] = &[
    "The road north of the town stayed shut until the evening.",
    "Nobody had claimed the attack by nightfall.",
    "Patrols were seen in the market on the following day.",
    "Families from four hamlets walked to the river with what they could carry.",
    "It was the third such raid in the valley since the rains ended.",
    "The mayor asked for a doctor and for fuel for the only ambulance.",
    "Telephone masts in the district have been down for a month.",
    "“We heard motorcycles, then shots, then nothing,” a trader recalled.",
];

/// Numbers that look random and are the same every time.
pub struct Dice(IdSource);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(IdSource::from_seed(seed))
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.0.next_bits() % n as u64) as usize
    }

    pub fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// A text of about so many bytes, each so manieth sentence with a figure, and where these stand.
pub fn text(dice: &mut Dice, bytes: usize, every: usize) -> (String, Vec<std::ops::Range<usize>>) {
    let mut text = format!("Attack near {}\n\n", PLACES[dice.below(PLACES.len())]);
    let mut figures = Vec::new();
    let mut sentence = 0;
    while text.len() < bytes {
        if sentence % every == 0 {
            let start = text.len();
            let (who, ..) = dice.of(WHO);
            text.extend([&(1 + dice.below(60)).to_string(), " ", who]);
            figures.push(start..text.len());
            let (says, _) = dice.of(SAYS);
            let (place, day) = (dice.of(PLACES), 1 + dice.below(28));
            let rest = format!(" were killed near {place} on the {day}th, {says} said. ");
            text.push_str(&rest);
        } else {
            text.push_str(FILL[dice.below(FILL.len())]);
            text.push(' ');
        }
        sentence += 1;
        if sentence % 5 == 0 {
            text.push_str("\n\n");
        }
    }
    (text, figures)
}

fn put<T: Entity>(table: &mut Table<T>, row: T) {
    table.insert(row.id().clone(), Arc::new(row));
}

fn stamp() -> Stamp {
    let at = casebook_time(1_712_000_000);
    Stamp { by: "Ada".into(), at, ..Stamp::default() }
}

fn casebook_time(second: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(second).unwrap()
}

/// An article of a megabyte with 10,000 highlights, and another one.
pub const LONG: Size = Size { claims: 20_000, articles: 2, text: 1_000_000 };

/// A project of this size. Incidents have four claims on average.
pub fn project(size: Size) -> Project {
    let mut dice = Dice::new(11);
    let mut ids = IdSource::from_seed(12);
    let mut project = Project::new("Bench");
    let actors: Vec<ActorId> = ["army", "rebels"].map(ActorId::from).to_vec();
    for id in &actors {
        put(
            &mut project.actors,
            Actor { id: id.clone(), name: id.to_string(), ..Actor::default() },
        );
    }
    let mut sources = Vec::new();
    for n in 0..200 {
        let (name, kind) = &SAYS[n % SAYS.len()];
        let id = SourceId::fresh(&mut ids);
        let actor = match kind {
            SourceKind::StateMilitary => Some(actors[0].clone()),
            SourceKind::ArmedGroup => Some(actors[1].clone()),
            _ => None,
        };
        let name = format!("{name} {n}");
        put(
            &mut project.sources,
            Source { id: id.clone(), name, kind: kind.clone(), actor, ..Source::default() },
        );
        sources.push(id);
    }
    let mut places = Vec::new();
    for n in 0..400 {
        let id = PlaceId::fresh(&mut ids);
        let name = format!("{} {n}", PLACES[n % PLACES.len()]);
        let (latitude, longitude) = (Some(13.0 + n as f64 * 0.01), Some(1.0 + n as f64 * 0.02));
        put(
            &mut project.places,
            Place { id: id.clone(), name, latitude, longitude, ..Place::default() },
        );
        places.push(id);
    }
    let incidents: Vec<IncidentId> =
        (0..size.claims.div_ceil(4)).map(|_| IncidentId::fresh(&mut ids)).collect();
    for (n, id) in incidents.iter().enumerate() {
        let start = jiff::civil::date(2015, 1, 1)
            .checked_add(jiff::Span::new().days(i64::try_from(dice.below(3600)).unwrap()))
            .unwrap();
        let when = When {
            start,
            end: start,
            precision: Precision::Day,
            expression: "on Wednesday".into(),
            rule: "the Wednesday before publication".into(),
            ..When::default()
        };
        let party = |actor: &ActorId, side| Party {
            actor: actor.clone(),
            side,
            role: "attacker".into(),
            ..Party::default()
        };
        put(
            &mut project.incidents,
            Incident {
                id: id.clone(),
                title: format!("{} {n}", dice.of(PLACES)),
                when: Some(when),
                place: Some(dice.of(&places).clone()),
                place_text: (*dice.of(PLACES)).to_owned(),
                geo_precision: GeoPrecision::Near,
                parties: vec![party(&actors[0], Side::A), party(&actors[1], Side::B)],
                changed: stamp(),
                ..Incident::default()
            },
        );
    }
    let folder = FolderId::new("articles");
    let a_page = size.claims.div_ceil(size.articles);
    let mut made = 0;
    for n in 0..size.articles {
        let path = format!("{:04}/{n:06}.txt", n / 500);
        let id = ArticleId::of_path(&folder, &path);
        let (text, figures) = text(&mut dice, size.text, if a_page > 1000 { 1 } else { 4 });
        let published = Published {
            date: jiff::civil::date(2025, 1, 1),
            basis: DateBasis::Dateline,
            ..Published::default()
        };
        for k in 0..a_page.min(size.claims - made) {
            let range = figures[k * figures.len() / a_page % figures.len()].clone();
            let highlight = HighlightId::fresh(&mut ids);
            let (prefix, suffix) = (
                floor(&text, range.start.saturating_sub(32))..range.start,
                range.end..floor(&text, (range.end + 32).min(text.len())),
            );
            put(
                &mut project.highlights,
                Highlight {
                    id: highlight.clone(),
                    article: id.clone(),
                    start: range.start,
                    end: range.end,
                    exact: text[range.clone()].to_owned(),
                    prefix: text[prefix].to_owned(),
                    suffix: text[suffix].to_owned(),
                    changed: stamp(),
                    ..Highlight::default()
                },
            );
            let (_, category, side) = dice.of(WHO).clone();
            let number: u64 = text[range.clone()].split(' ').next().unwrap().parse().unwrap();
            put(
                &mut project.claims,
                Claim {
                    id: ClaimId::fresh(&mut ids),
                    highlights: vec![highlight],
                    incident: Some(dice.of(&incidents).clone()),
                    outcome: if k % 3 == 0 { Outcome::Injured } else { Outcome::Killed },
                    category,
                    side,
                    figure: Figure::exact(number),
                    verbatim: text[range].to_owned(),
                    modifier: Modifier::Exact,
                    scope: Scope::Total,
                    source: (k % 5 != 0).then(|| dice.of(&sources).clone()),
                    review: Review::Accepted,
                    changed: stamp(),
                    ..Claim::default()
                },
            );
            made += 1;
        }
        put(
            &mut project.articles,
            Article {
                id,
                folder: folder.clone(),
                path,
                hash: content_hash(&text),
                title: text.lines().next().unwrap_or_default().to_owned(),
                publisher: format!("Example Post {}", n % 40),
                language: "en".into(),
                published: Some(published),
                status: CodingStatus::Coded,
                changed: stamp(),
                text: Some(text.into()),
                ..Article::default()
            },
        );
    }
    project
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Writes a project into a folder and gives its file.
pub fn saved(project: &Project, folder: &Path) -> PathBuf {
    let path = folder.join("bench.casebook");
    std::fs::write(&path, casebook::persist::to_ron(project).unwrap()).unwrap();
    path
}
