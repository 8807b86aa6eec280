//! Projects for tests, put together in a few words.

use std::sync::Arc;

use jiff::civil::Date;

use super::{GroupFigure, derive_incident};
use crate::calendar::Precision;
use crate::edit::Tabled;
use crate::model::{
    Actor, Article, Category, Claim, Figure, Highlight, Incident, Outcome, Party, Project,
    Published, Reliability, Scope, Side, Source, SourceKind, When,
};

/// A project under construction.
pub(crate) struct Fixture {
    pub(crate) project: Project,
}

/// A claim to be added: 23 soldiers killed, by default.
pub(crate) fn claim(id: &str, figure: Figure) -> Claim {
    Claim {
        id: id.into(),
        incident: Some("i".into()),
        outcome: Outcome::Killed,
        category: Category::Military,
        side: Side::A,
        figure,
        ..Claim::default()
    }
}

pub(crate) fn at_least(n: u64) -> Figure {
    Figure::new(Some(n), Some(n), None)
}

fn insert<T: Tabled>(project: &mut Project, entity: T) {
    T::table_mut(project).insert(entity.id().clone(), Arc::new(entity));
}

impl Fixture {
    /// Has an army on side A with a ministry, a rebel group on side B with a spokesman, a hospital
    /// and an incident `i`.
    pub(crate) fn new() -> Self {
        let mut project = Project::new("test");
        for (id, parent) in [("government", None), ("army", Some("government")), ("rebels", None)] {
            let actor = Actor {
                id: id.into(),
                name: id.into(),
                parent: parent.map(Into::into),
                ..Actor::default()
            };
            insert(&mut project, actor);
        }
        for (id, kind, actor) in [
            ("ministry", SourceKind::StateMilitary, Some("government")),
            ("spokesman", SourceKind::ArmedGroup, Some("rebels")),
            ("hospital", SourceKind::Medical, None),
            ("villager", SourceKind::Witness, None),
        ] {
            let source = Source {
                id: id.into(),
                name: id.into(),
                kind,
                actor: actor.map(Into::into),
                ..Source::default()
            };
            insert(&mut project, source);
        }
        let mut fixture = Self { project };
        fixture.incident("i", Some("2024-03-20"));
        fixture
    }

    /// Puts an entity into its table.
    pub(crate) fn put<T: Tabled>(&mut self, entity: T) {
        insert(&mut self.project, entity);
    }

    /// An entity, to be changed.
    pub(crate) fn change<T: Tabled>(&mut self, id: &T::Id) -> &mut T {
        Arc::make_mut(T::table_mut(&mut self.project).get_mut(id).unwrap())
    }

    pub(crate) fn incident(&mut self, id: &str, date: Option<&str>) -> &mut Incident {
        let party = |actor: &str, side| Party { actor: actor.into(), side, ..Party::default() };
        let when = date.map(|day| {
            let day: Date = day.parse().unwrap();
            When { start: day, end: day, precision: Precision::Day, ..When::default() }
        });
        let incident = Incident {
            id: id.into(),
            title: format!("Incident {id}"),
            when,
            place_text: "Teguey".into(),
            parties: vec![party("army", Side::A), party("rebels", Side::B)],
            ..Incident::default()
        };
        self.put(incident);
        self.change_incident(id)
    }

    pub(crate) fn change_incident(&mut self, id: &str) -> &mut Incident {
        self.change::<Incident>(&id.into())
    }

    pub(crate) fn article(&mut self, id: &str, published: &str, change: impl FnOnce(&mut Article)) {
        let date = published.parse().ok();
        let mut article = Article {
            id: id.into(),
            path: format!("{id}.txt"),
            title: format!("Article {id}"),
            published: date.map(|date| Published { date, ..Published::default() }),
            ..Article::default()
        };
        change(&mut article);
        self.put(article);
    }

    pub(crate) fn reliability(&mut self, source: &str, grade: Reliability) {
        self.change::<Source>(&source.into()).reliability = Some(grade);
    }

    pub(crate) fn add(&mut self, claim: Claim) {
        self.put(claim);
    }

    /// Adds a claim marked in an article.
    pub(crate) fn mark(&mut self, article: &str, mut claim: Claim) {
        let id = format!("h-{}-{article}", claim.id);
        let highlight =
            Highlight { id: id.as_str().into(), article: article.into(), ..Highlight::default() };
        claim.highlights.push(id.as_str().into());
        self.put(highlight);
        self.add(claim);
    }

    /// Adds a figure of soldiers killed by a source; none for an article's own voice.
    pub(crate) fn say(&mut self, id: &str, source: Option<&str>, figure: Figure) {
        self.add(Claim { source: source.map(Into::into), ..claim(id, figure) });
    }

    pub(crate) fn part(&mut self, id: &str, source: &str, n: u64) {
        let figure = Figure::exact(n);
        let source = Some(source.into());
        self.add(Claim { source, scope: Scope::Partial, ..claim(id, figure) });
    }

    pub(crate) fn codebook(&mut self) -> &mut crate::model::Codebook {
        Arc::make_mut(&mut self.project.codebook)
    }

    pub(crate) fn figures(&self) -> Vec<GroupFigure> {
        let claims: Vec<_> = self.project.claims.values().cloned().collect();
        derive_incident(&self.project, &"i".into(), &claims)
    }

    /// The figure of soldiers killed.
    pub(crate) fn killed(&self) -> GroupFigure {
        self.figures().into_iter().find(|f| f.group.outcome == Outcome::Killed).unwrap()
    }

    /// Each group's figure as text: `killed A military 23 – 23 – 30`.
    pub(crate) fn shown(&self) -> Vec<String> {
        let show = |f: &GroupFigure| {
            let group = &f.group;
            let side = crate::model::Vocabulary::id(&group.side);
            let outcome = crate::model::Vocabulary::id(&group.outcome);
            format!("{outcome} {side} {}", f.display())
        };
        self.figures().iter().map(show).collect()
    }
}
