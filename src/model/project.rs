//! The project: its tables, its settings, and look-ups within them.

use std::sync::Arc;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::entity::record;
use super::{
    Actor, Article, Category, Claim, ClaimId, Codebook, Decision, Entity, Evidence, Extra,
    FileReading, FolderId, Highlight, Incident, IncidentId, IncidentLink, Outcome, Override, Place,
    Side, Source, Vocabulary as _,
};
use crate::text::content_hash;

/// Entities of one kind by id. A clone shares everything with its original.
pub type Table<T> = OrdMap<<T as Entity>::Id, Arc<T>>;

/// Everything that a project file holds. Clones are cheap: slow work runs on a clone.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Project {
    /// Name and folders.
    pub settings: Arc<Settings>,
    /// The declared rules.
    pub codebook: Arc<Codebook>,
    /// Articles that carry annotations or metadata set by an analyst.
    pub articles: Table<Article>,
    /// Marked words.
    pub highlights: Table<Highlight>,
    /// Who says things.
    pub sources: Table<Source>,
    /// Who acts.
    pub actors: Table<Actor>,
    /// Where.
    pub places: Table<Place>,
    /// What is said.
    pub claims: Table<Claim>,
    /// What happened.
    pub incidents: Table<Incident>,
    /// Articles in support of incidents.
    pub evidence: Table<Evidence>,
    /// Analysts' figures.
    pub overrides: Table<Override>,
    /// What analysts made of suggestions.
    pub decisions: Table<Decision>,
    /// How incidents stand to each other.
    pub links: Table<IncidentLink>,
    /// Sections of a newer version, kept as they were.
    pub extra: Extra,
}

record! {
    /// What a project is called and where its articles are.
    pub struct Settings {
        /// Name of the project.
        pub name: String,
        /// Folders of articles.
        pub folders: Vec<Folder>,
    }
}

record! {
    /// A folder of articles.
    pub struct Folder {
        /// Its name within the project.
        pub id: FolderId,
        /// Where it is, relative to the project file where that is possible; `/`-separated.
        pub path: String,
        /// What an analyst has set for the reading of files in it.
        pub files: Vec<FileReading>,
    }
}

/// What a figure is about: victims of one outcome, side and category.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Group {
    /// What happened to them.
    pub outcome: Outcome,
    /// The side that they belong to.
    pub side: Side,
    /// What kind of people they are.
    pub category: Category,
}

impl Project {
    /// An empty project of this name, with the standard codebook.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            settings: Arc::new(Settings { name: name.into(), ..Settings::default() }),
            codebook: Arc::new(Codebook::standard()),
            ..Self::default()
        }
    }

    /// The folder of this name.
    pub fn folder(&self, id: &FolderId) -> Option<&Folder> {
        self.settings.folders.iter().find(|f| f.id == *id)
    }

    /// The article at this place.
    pub fn article_at(&self, folder: &FolderId, path: &str) -> Option<&Arc<Article>> {
        self.articles.values().find(|a| a.folder == *folder && a.path == path)
    }

    /// The source of this name, upper and lower case alike.
    pub fn source_named(&self, name: &str) -> Option<&Arc<Source>> {
        let name = fold(name);
        self.sources.values().find(|s| fold(&s.name) == name)
    }

    /// The actor of this name or alias, upper and lower case alike.
    pub fn actor_named(&self, name: &str) -> Option<&Arc<Actor>> {
        let name = fold(name);
        let named = |a: &Actor| fold(&a.name) == name || a.aliases.iter().any(|x| fold(x) == name);
        self.actors.values().find(|a| named(a))
    }

    /// The place of this name or alias, upper and lower case alike.
    pub fn place_named(&self, name: &str) -> Option<&Arc<Place>> {
        let name = fold(name);
        let named = |p: &Place| fold(&p.name) == name || p.aliases.iter().any(|x| fold(x) == name);
        self.places.values().find(|p| named(p))
    }

    /// A digest of claims as far as figures hang on them: it changes when one of them is gone or
    /// says something else. An override keeps it to know when it has become stale.
    pub fn claims_digest(&self, claims: &[ClaimId]) -> SmolStr {
        let mut ids: Vec<_> = claims.iter().collect();
        ids.sort();
        let mut text = String::new();
        for id in ids {
            let claim = self
                .claims
                .get(id)
                .map(|c| format!("{} {} {} {:?}", c.figure, c.scope.id(), c.review.id(), c.source));
            text.extend([id.as_str(), " ", &claim.unwrap_or_default(), "\n"]);
        }
        content_hash(&text).chars().take(16).collect()
    }

    /// What an analyst has decided of two incidents, in either order.
    pub fn link_between(&self, a: &IncidentId, b: &IncidentId) -> Option<&Arc<IncidentLink>> {
        self.links.values().find(|link| link.joins(a, b))
    }

    /// The group that a claim's figure belongs to.
    pub fn group_of(claim: &Claim) -> Group {
        Group {
            outcome: claim.outcome.clone(),
            side: claim.side.clone(),
            category: claim.category.clone(),
        }
    }
}

/// A name as it is compared: lower case, white space folded.
fn fold(name: &str) -> SmolStr {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded.into()
}
