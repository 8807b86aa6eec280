//! Which rows differ between two states of a project. Tables share what has not changed, so that
//! this costs time in proportion to the difference, not to the project.

use std::sync::Arc;

use imbl::ordmap::DiffItem;

use crate::model::{
    Actor, Article, BestRule, Claim, Codebook, Counting, Entity, Evidence, Highlight, Incident,
    IncidentLink, Override, Place, Project, Source, SourceKind, Table,
};

/// A row on both sides of a change: at least one of them is there.
#[derive(Debug)]
pub(super) struct Changed<T> {
    pub(super) before: Option<Arc<T>>,
    pub(super) after: Option<Arc<T>>,
}

impl<T: Entity> Changed<T> {
    /// The row, before and after, where it was and is there.
    pub(super) fn sides(&self) -> impl Iterator<Item = &Arc<T>> {
        self.before.iter().chain(&self.after)
    }

    /// Its id.
    pub(super) fn id(&self) -> Option<&T::Id> {
        self.sides().next().map(|row| row.id())
    }

    /// Whether the row has come or gone, or this of it has changed.
    pub(super) fn differs<'a, K: PartialEq>(&'a self, of: impl Fn(&'a T) -> K) -> bool {
        self.before.as_deref().map(&of) != self.after.as_deref().map(&of)
    }

    /// Whether the row has come or gone.
    pub(super) fn came_or_went(&self) -> bool {
        self.differs(|_| ())
    }
}

/// The rows that differ.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) articles: Vec<Changed<Article>>,
    pub(super) highlights: Vec<Changed<Highlight>>,
    pub(super) sources: Vec<Changed<Source>>,
    pub(super) actors: Vec<Changed<Actor>>,
    pub(super) places: Vec<Changed<Place>>,
    pub(super) claims: Vec<Changed<Claim>>,
    pub(super) incidents: Vec<Changed<Incident>>,
    pub(super) evidence: Vec<Changed<Evidence>>,
    pub(super) overrides: Vec<Changed<Override>>,
    pub(super) links: Vec<Changed<IncidentLink>>,
    /// The codebook has other rules of figures.
    pub(super) codebook: bool,
}

impl Changes {
    pub(super) fn between(before: &Project, after: &Project) -> Self {
        Self {
            articles: changed(&before.articles, &after.articles),
            highlights: changed(&before.highlights, &after.highlights),
            sources: changed(&before.sources, &after.sources),
            actors: changed(&before.actors, &after.actors),
            places: changed(&before.places, &after.places),
            claims: changed(&before.claims, &after.claims),
            incidents: changed(&before.incidents, &after.incidents),
            evidence: changed(&before.evidence, &after.evidence),
            overrides: changed(&before.overrides, &after.overrides),
            links: changed(&before.links, &after.links),
            codebook: !Arc::ptr_eq(&before.codebook, &after.codebook)
                && rules_of_figures(&before.codebook) != rules_of_figures(&after.codebook),
        }
    }
}

/// What figures hang on in a codebook: by its other rules suggestions are made.
fn rules_of_figures(codebook: &Codebook) -> (BestRule, Counting, Counting, &[SourceKind]) {
    let Codebook { best_rule, partisan, neutralised, source_ranking, .. } = codebook;
    (*best_rule, *partisan, *neutralised, source_ranking)
}

fn changed<T: Entity>(before: &Table<T>, after: &Table<T>) -> Vec<Changed<T>> {
    let sides = |item| match item {
        DiffItem::Add(_, row) => Changed { before: None, after: Some(Arc::clone(row)) },
        DiffItem::Update { old: (_, old), new: (_, new) } => {
            Changed { before: Some(Arc::clone(old)), after: Some(Arc::clone(new)) }
        }
        DiffItem::Remove(_, row) => Changed { before: Some(Arc::clone(row)), after: None },
    };
    before.diff(after).map(sides).collect()
}
