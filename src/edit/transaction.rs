//! Row changes, transactions of them, and the one function that carries them out.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{
    Actor, Article, Claim, Codebook, Decision, Entity, Evidence, Highlight, Incident, IncidentLink,
    Override, Place, Project, Settings, Source, Stamp, Table,
};

/// A row before and after a change: `None` where it does not exist.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(
    serialize = "T: Serialize, T::Id: Serialize",
    deserialize = "T: Deserialize<'de>, T::Id: Deserialize<'de>"
))]
pub struct Row<T: Entity> {
    /// Which row.
    pub key: T::Id,
    /// What stood there.
    pub before: Option<Arc<T>>,
    /// What shall stand there.
    pub after: Option<Arc<T>>,
}

/// The same for the parts of which a project has exactly one.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Swap<T> {
    /// What stood there.
    pub before: Arc<T>,
    /// What shall stand there.
    pub after: Arc<T>,
}

/// An entity that stands in a table of the project.
pub trait Tabled: Entity {
    /// Its table.
    fn table(project: &Project) -> &Table<Self>;
    /// Its table, to be changed.
    fn table_mut(project: &mut Project) -> &mut Table<Self>;
    /// The key of its row.
    fn key(id: &Self::Id) -> Key;
    /// The change of its row.
    fn change(row: Row<Self>) -> Change;
}

/// A transaction does not fit the project: what it wants to replace is not what stands there.
#[derive(Debug, Error, Clone, PartialEq)]
#[error("the change does not fit this project: {0} is not as it was when the change was made")]
pub struct Conflict(pub Key);

macro_rules! tables {
    ($($kind:ident, $field:ident, $name:literal;)*) => {
        /// A change of one row.
        #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
        pub enum Change {
            /// Name and folders.
            Settings(Swap<Settings>),
            /// The declared rules.
            Codebook(Swap<Codebook>),
            $(#[doc = concat!("A row of `", stringify!($field), "`.")] $kind(Row<$kind>),)*
        }

        /// Which row of the project.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Key {
            /// Name and folders.
            Settings,
            /// The declared rules.
            Codebook,
            $(#[doc = concat!("A row of `", stringify!($field), "`.")] $kind(<$kind as Entity>::Id),)*
        }

        impl std::fmt::Display for Key {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    Self::Settings => f.write_str("the project's settings"),
                    Self::Codebook => f.write_str("the codebook"),
                    $(Self::$kind(id) => write!(f, concat!($name, " {}"), id),)*
                }
            }
        }

        $(impl Tabled for $kind {
            fn table(project: &Project) -> &Table<Self> {
                &project.$field
            }

            fn table_mut(project: &mut Project) -> &mut Table<Self> {
                &mut project.$field
            }

            fn key(id: &Self::Id) -> Key {
                Key::$kind(id.clone())
            }

            fn change(row: Row<Self>) -> Change {
                Change::$kind(row)
            }
        })*

        impl Change {
            /// The row that changes.
            pub fn key(&self) -> Key {
                match self {
                    Self::Settings(_) => Key::Settings,
                    Self::Codebook(_) => Key::Codebook,
                    $(Self::$kind(row) => Key::$kind(row.key.clone()),)*
                }
            }

            /// The change that takes this one back.
            #[must_use]
            pub fn inverse(&self) -> Self {
                match self {
                    Self::Settings(swap) => Self::Settings(swap.inverse()),
                    Self::Codebook(swap) => Self::Codebook(swap.inverse()),
                    $(Self::$kind(row) => Self::$kind(row.inverse()),)*
                }
            }

            /// Whether the row stands before the change.
            pub fn existed(&self) -> bool {
                match self {
                    Self::Settings(_) | Self::Codebook(_) => true,
                    $(Self::$kind(row) => row.before.is_some(),)*
                }
            }

            /// Whether it stands after it.
            pub fn exists(&self) -> bool {
                match self {
                    Self::Settings(_) | Self::Codebook(_) => true,
                    $(Self::$kind(row) => row.after.is_some(),)*
                }
            }

            fn fits(&self, project: &Project) -> bool {
                match self {
                    Self::Settings(swap) => swap.before == project.settings,
                    Self::Codebook(swap) => swap.before == project.codebook,
                    $(Self::$kind(row) => {
                        let fits = $kind::table(project).get(&row.key) == row.before.as_ref();
                        fits && row.after.as_ref().is_none_or(|after| *after.id() == row.key)
                    })*
                }
            }

            fn carry_out(&self, project: &mut Project) {
                match self {
                    Self::Settings(swap) => project.settings = Arc::clone(&swap.after),
                    Self::Codebook(swap) => project.codebook = Arc::clone(&swap.after),
                    $(Self::$kind(row) => row.carry_out(project),)*
                }
            }
        }

        /// The change of the row `key` between two projects; none where it is the same in both.
        pub(super) fn difference(key: &Key, before: &Project, after: &Project) -> Option<Change> {
            match key {
                Key::Settings => Swap::between(&before.settings, &after.settings).map(Change::Settings),
                Key::Codebook => Swap::between(&before.codebook, &after.codebook).map(Change::Codebook),
                $(Key::$kind(id) => Row::<$kind>::between(id, before, after).map(Change::$kind),)*
            }
        }
    };
}

tables! {
    Article, articles, "article";
    Highlight, highlights, "highlight";
    Source, sources, "source";
    Actor, actors, "actor";
    Place, places, "place";
    Claim, claims, "claim";
    Incident, incidents, "incident";
    Evidence, evidence, "evidence";
    Override, overrides, "override";
    Decision, decisions, "decision";
    IncidentLink, links, "link";
}

impl<T: Tabled> Row<T> {
    fn inverse(&self) -> Self {
        Self { key: self.key.clone(), before: self.after.clone(), after: self.before.clone() }
    }

    fn carry_out(&self, project: &mut Project) {
        let table = T::table_mut(project);
        match &self.after {
            Some(entity) => table.insert(self.key.clone(), Arc::clone(entity)),
            None => table.remove(&self.key),
        };
    }

    fn between(key: &T::Id, before: &Project, after: &Project) -> Option<Self> {
        let (before, after) = (T::table(before).get(key), T::table(after).get(key));
        (before != after).then(|| Self {
            key: key.clone(),
            before: before.cloned(),
            after: after.cloned(),
        })
    }
}

impl<T: PartialEq> Swap<T> {
    fn inverse(&self) -> Self {
        Self { before: Arc::clone(&self.after), after: Arc::clone(&self.before) }
    }

    fn between(before: &Arc<T>, after: &Arc<T>) -> Option<Self> {
        (before != after).then(|| Self { before: Arc::clone(before), after: Arc::clone(after) })
    }
}

/// What one command changes: all of it, or nothing.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Transaction {
    /// What was done, for the Undo menu: "Mark 23 killed".
    pub label: String,
    /// By whom and when.
    pub stamp: Stamp,
    /// The rows, each at most once.
    pub changes: Vec<Change>,
}

impl Transaction {
    /// The transaction that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            label: self.label.clone(),
            stamp: self.stamp.clone(),
            changes: self.changes.iter().map(Change::inverse).collect(),
        }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The rows that it changes.
    pub fn keys(&self) -> impl Iterator<Item = Key> {
        self.changes.iter().map(Change::key)
    }
}

/// Carries out a transaction: the sole writer of a project. Either every row changes or, where one
/// is not what the transaction expects, none does.
pub fn apply(project: &mut Project, transaction: &Transaction) -> Result<(), Conflict> {
    if let Some(stale) = transaction.changes.iter().find(|change| !change.fits(project)) {
        return Err(Conflict(stale.key()));
    }
    for change in &transaction.changes {
        change.carry_out(project);
    }
    Ok(())
}
